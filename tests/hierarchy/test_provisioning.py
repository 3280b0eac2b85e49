"""Schemas of halls: the same as migrations make, all or nothing a hall, resumable."""

import threading

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection, transaction

from foundation import roles
from foundation.errors import NotFound
from hierarchy import provisioning, recording
from hierarchy.models import Hall, RecordedSQL
from hierarchy.replaying import new_schema
from mingjing.embedded import Urls
from tests import databases
from tests.hierarchy.catalog import described

NEW = "130303000000"
OTHER = "130302000000"


def schemas() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'h%%'")
        return {name for (name,) in cursor.fetchall()}


def migrated_by_django(schema: str) -> None:
    """A hall as Django and django-tenants make it, one migration after the other, and the grants beside it."""
    with connection.cursor() as cursor:
        for statement in new_schema(schema):
            cursor.execute(statement)
    call_command("migrate_schemas", schema_name=schema, executor="standard", interactive=False, verbosity=0)
    connection.set_schema(schema)
    labels = recording.tenant_labels()
    with connection.cursor() as cursor:
        for statement in roles.grants(roles.tables_of(labels)):
            cursor.execute(statement)
        cursor.execute("GRANT SELECT ON django_migrations TO mingjing_app")
    connection.set_schema_to_public()


def test_a_provisioned_hall_is_what_migrations_make(own_database: Urls) -> None:
    with databases.connected(own_database.owner):
        migrated_by_django("h999999000000")
        with transaction.atomic():
            stock = described("h999999000000")
            ours = described("h130324000000")
    for part, rows in stock.items():
        assert ours[part] == rows, part
    assert len(stock["ledger"]) == len(recording.graph_state())
    assert {name for name, *_ in stock["relations"]} >= {"cases_case", "cases_caseevent", "django_migrations"}
    assert (stock["triggers"], stock["functions"]) == ([], [])


def test_provisioning_marks_the_hall_and_a_second_time_does_nothing(own_database: Urls) -> None:
    with databases.connected(own_database.owner):
        before = schemas()
        assert provisioning.provision([NEW[:6], NEW]).made == 1
        assert schemas() - before == {f"h{NEW}"}
        at = Hall.objects.get(code=NEW).provisioned_at
        assert at is not None
        assert provisioning.provision([NEW]).made == 0
        assert Hall.objects.get(code=NEW).provisioned_at == at


def test_a_hall_that_fails_is_listed_and_the_others_go_on(own_database: Urls) -> None:
    with databases.connected(own_database.owner):
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE SCHEMA "h{OTHER}"')
        report = provisioning.provision([OTHER, NEW])
        assert report.made == 1
        assert [(failure.code, failure.error) for failure in report.failures] == [
            (OTHER, f'DuplicateSchema: schema "h{OTHER}" already exists')
        ]
        failed = Hall.objects.get(code=OTHER)
        assert (failed.provisioned_at, failed.schema_error) == (None, report.failures[0].error)

        with connection.cursor() as cursor:
            cursor.execute(f'DROP SCHEMA "h{OTHER}"')
        assert provisioning.provision([OTHER, NEW]).made == 1
        mended = Hall.objects.get(code=OTHER)
        assert (mended.provisioned_at is not None, mended.schema_error) == (True, "")


def test_a_failure_in_the_middle_leaves_nothing_and_the_next_run_completes_it(own_database: Urls) -> None:
    with databases.connected(own_database.owner):
        row = RecordedSQL.objects.get()
        good = row.statements
        row.statements = [*good[: len(good) // 2], "SELECT 1 / 0", *good[len(good) // 2 :]]
        row.save()
        before = schemas()
        report = provisioning.provision([NEW, OTHER])
        assert (report.made, [failure.code for failure in report.failures]) == (0, [OTHER, NEW])
        assert schemas() == before
        assert not Hall.objects.filter(code__in=[NEW, OTHER], provisioned_at__isnull=False).exists()

        row.statements = good
        row.save()
        assert provisioning.provision([NEW, OTHER]).made == 2


def test_two_runs_at_once_make_each_hall_once(own_database: Urls) -> None:
    codes = ["130302", "130303", "130306", "130371", "130372"]
    made: list[int] = []

    def run() -> None:
        try:
            report = provisioning.provision(codes)
            assert report.failures == ()
            made.append(report.made)
        finally:
            connection.close()

    with databases.connected(own_database.owner):
        threads = [threading.Thread(target=run) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sum(made) == len(codes)
        assert Hall.objects.filter(code__in=[f"{code}000000" for code in codes], provisioned_at=None).count() == 0


def test_an_unknown_code_is_refused_before_anything_is_made(own_database: Urls) -> None:
    with databases.connected(own_database.owner):
        before = schemas()
        with pytest.raises(NotFound):
            provisioning.provision([NEW, "139999"])
        assert schemas() == before


def test_recording_leaves_nothing_behind_and_is_done_once(own_database: Urls) -> None:
    with databases.connected(own_database.owner):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM public.django_migrations")
            before = cursor.fetchone()
        assert recording.record() == list(RecordedSQL.objects.get().statements)
        assert recording.recorded() == tuple(recording.record())
        assert RecordedSQL.objects.count() == 1
        assert recording.SCRATCH not in schemas()
        assert connection.schema_name == "public"
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM public.django_migrations")
            assert cursor.fetchone() == before


def test_what_is_replayed_names_no_schema(own_database: Urls) -> None:
    with databases.connected(own_database.owner):
        for statement in recording.recorded():
            assert recording.SCRATCH not in statement
            assert '"public"' not in statement


def test_halls_below_may_be_chosen_by_depth(own_database: Urls) -> None:
    assert provisioning.below("130000", depth=0).count() == 1
    assert provisioning.below("130000", depth=1).count() == 1 + 14
    assert provisioning.below("130300", depth=1).count() == 1 + Hall.objects.filter(parent__code="130300000000").count()
    assert provisioning.below("130000").count() == 2568


def test_the_application_s_role_cannot_provision(own_database: Urls) -> None:
    before = schemas()
    report = provisioning.provision([NEW])
    assert [failure.code for failure in report.failures] == [NEW]
    assert schemas() == before
    with psycopg.connect(own_database.app) as server, pytest.raises(psycopg.errors.InsufficientPrivilege):
        server.execute("CREATE SCHEMA mine")
