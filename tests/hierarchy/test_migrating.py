"""Migrating halls: every hall in one transaction from whatever state it has, failures listed, rows refused."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection, transaction

from foundation.errors import Refusal
from hierarchy import migrating, provisioning
from hierarchy.models import Hall, RecordedSQL
from hierarchy.recording import NotReplayable
from mingjing.commands import CheckFailed, WrongUse
from mingjing.commands import migrate as command
from mingjing.embedded import Urls
from tests import databases
from tests.hierarchy.catalog import described

ROOT = Path(__file__).resolve().parents[2]
REAL = sorted((ROOT / "tenants/notices/migrations").glob("0*.py"))
HALLS = len(databases.HALLS)
LULONG, CHANGLI, PINGQUAN = "h130324000000", "h130322000000", "h130881000000"

ADD = """
    from django.db import migrations, models

    class Migration(migrations.Migration):
        dependencies = [("notices", "LAST")]
        operations = [
            migrations.AddField("notice", "colour", models.CharField(max_length=8, default="red")),
            migrations.CreateModel("Toy", [("id", models.BigAutoField(primary_key=True))]),
            migrations.RemoveConstraint("notice", "notice_once"),
        ]
"""
ADD_MORE = """
    from django.db import migrations, models

    class Migration(migrations.Migration):
        dependencies = [("notices", "0002_toy")]
        operations = [migrations.AlterField("notice", "colour", models.TextField(default="red"))]
"""
RUN_PYTHON = """
    from django.db import migrations

    class Migration(migrations.Migration):
        dependencies = [("notices", "LAST")]
        operations = [migrations.SeparateDatabaseAndState([migrations.RunPython(migrations.RunPython.noop)], [])]
"""
WRITE_ROWS = """
    from django.db import migrations

    class Migration(migrations.Migration):
        dependencies = [("notices", "LAST")]
        operations = [migrations.RunSQL("UPDATE notices_notice SET level = 'RED'")]
"""


class Toys:
    """The migrations of `tenants.notices` with more of them, in a package of the test's own."""

    def __init__(self, folder: Path, name: str) -> None:
        self.package = folder / name
        self.package.mkdir()
        (self.package / "__init__.py").touch()
        for real in REAL:
            self.write(real.stem, real.read_text())

    def write(self, name: str, text: str) -> None:
        (self.package / f"{name}.py").write_text(dedent(text).replace("LAST", REAL[-1].stem))


@pytest.fixture
def toys(
    own_database: Urls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[Toys]:
    """A later release of the notices app; Django's connection is the owner's."""
    name = f"toys_{abs(hash(request.node.nodeid))}"
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(django_settings, "MIGRATION_MODULES", {"notices": name}, raising=False)
    with databases.connected(own_database.owner):
        yield Toys(tmp_path, name)


def ask(statement: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def columns(schema: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0",
            [f"{schema}.notices_notice"],
        )
        return [name for (name,) in cursor.fetchall()]


def test_nothing_to_do_is_one_question_for_all_halls(own_database: Urls) -> None:
    report = migrating.migrate_halls()
    assert (report.halls, report.migrated, report.states, report.failures) == (HALLS, 0, 0, ())


def test_all_halls_come_to_the_new_release_and_are_what_django_would_have_made(toys: Toys) -> None:
    toys.write("0002_toy", ADD)
    assert {row.pending for row in migrating.status()} == {("notices.0002_toy",)}
    report = migrating.migrate_halls()
    assert (report.halls, report.migrated, report.states, report.failures) == (HALLS, HALLS, 1, ())
    assert {row.pending for row in migrating.status()} == {()}
    assert migrating.migrate_halls().migrated == 0
    assert ask(f"SELECT has_table_privilege('mingjing_app', '{LULONG}.notices_toy', 'INSERT')")

    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA h999999000000")
    call_command("migrate_schemas", schema_name="h999999000000", executor="standard", interactive=False, verbosity=0)
    with transaction.atomic():
        stock, ours = described("h999999000000"), described(LULONG)
    for part in ("columns", "constraints", "indexes", "sequences"):
        assert ours[part] == stock[part], part


def test_halls_of_different_pasts_are_brought_to_the_same_release(toys: Toys) -> None:
    toys.write("0002_toy", ADD)
    migrating.migrate_halls([CHANGLI])
    toys.write("0003_more", ADD_MORE)
    pending = {row.code: row.pending for row in migrating.status()}
    assert pending["130322000000"] == ("notices.0003_more",)
    assert pending["130324000000"] == ("notices.0002_toy", "notices.0003_more")

    report = migrating.migrate_halls()
    assert (report.migrated, report.states, report.failures) == (HALLS, 2, ())
    with transaction.atomic():
        assert described(CHANGLI)["columns"] == described(LULONG)["columns"]
    # A hall made by this release is the same as one that was migrated to it.
    assert provisioning.provision(["130303"]).made == 1
    with transaction.atomic():
        assert described("h130303000000")["constraints"] == described(LULONG)["constraints"]


def test_a_hall_that_fails_stays_as_it_was_and_the_next_run_takes_it(toys: Toys) -> None:
    toys.write("0002_toy", ADD)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {PINGQUAN}.notices_toy ()")
    report = migrating.migrate_halls()
    assert (report.migrated, [failure.code for failure in report.failures]) == (HALLS - 1, ["130881000000"])
    assert 'relation "notices_toy" already exists' in report.failures[0].error
    assert "colour" not in columns(PINGQUAN)
    assert "colour" in columns(LULONG)
    assert [(row.code, bool(row.error)) for row in migrating.status() if row.pending] == [("130881000000", True)]

    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {PINGQUAN}.notices_toy")
    report = migrating.migrate_halls()
    assert (report.migrated, report.failures) == (1, ())
    assert Hall.objects.get(code="130881000000").schema_error == ""


def test_a_hall_without_its_schema_is_listed_and_public_is_left_alone(toys: Toys) -> None:
    toys.write("0002_toy", ADD)
    before = ask("SELECT count(*) FROM public.django_migrations")
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA {PINGQUAN} CASCADE")
    report = migrating.migrate_halls()
    assert report.migrated == HALLS - 1
    assert [(failure.code, failure.error) for failure in report.failures] == [
        ("130881000000", "its schema or its django_migrations is missing")
    ]
    assert ask("SELECT count(*) FROM public.django_migrations") == before
    assert ask("SELECT to_regclass('public.notices_toy')") is None


@pytest.mark.parametrize(
    "text", [RUN_PYTHON, WRITE_ROWS, ADD.replace("operations =", "atomic = False\n        operations =")]
)
def test_a_migration_that_writes_rows_or_needs_its_own_transaction_is_refused(toys: Toys, text: str) -> None:
    toys.write("0002_toy", text)
    with pytest.raises(NotReplayable):
        migrating.migrate_halls()
    assert RecordedSQL.objects.count() == 1
    assert "colour" not in columns(LULONG)
    assert connection.schema_name == "public"


def test_django_s_own_command_uses_the_replay(toys: Toys) -> None:
    toys.write("0002_toy", ADD)
    with pytest.raises(Refusal):
        call_command("migrate_schemas", tenant=True, fake=True, interactive=False, verbosity=0)
    call_command("migrate_schemas", tenant=True, interactive=False, verbosity=0)
    assert RecordedSQL.objects.count() == 2
    assert {row.pending for row in migrating.status()} == {()}


def migrate(*words: str) -> int:
    """The command, on the database of the test."""
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(words))


def test_canaries_come_first_and_alone(toys: Toys) -> None:
    toys.write("0002_toy", ADD)
    assert migrate("--first", "130324", "--only-first") == 0
    assert {row.code[:6] for row in migrating.status() if not row.pending} == {"130324"}
    assert migrate("--first", "130322") == 0
    assert {row.pending for row in migrating.status()} == {()}


def test_a_canary_that_fails_leaves_the_others_alone(toys: Toys) -> None:
    toys.write("0002_toy", ADD)
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {LULONG}.notices_notice RENAME COLUMN level TO colour")
    with pytest.raises(CheckFailed, match="1 halls"):
        migrate("--first", "130324")
    assert {row.pending for row in migrating.status()} == {("notices.0002_toy",)}
    assert [row.code[:6] for row in migrating.status() if row.error] == ["130324"]


@pytest.mark.parametrize("words", [("--first", "130303"), ("--only-first",)])
def test_a_canary_without_a_schema_is_wrong_use_and_changes_nothing(toys: Toys, words: tuple[str, ...]) -> None:
    toys.write("0002_toy", ADD)
    with pytest.raises(WrongUse):
        migrate(*words)
    assert {row.pending for row in migrating.status()} == {("notices.0002_toy",)}
