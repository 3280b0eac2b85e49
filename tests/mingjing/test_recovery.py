"""The drill: the write-ahead log is archived, the server is killed, its files are lost, and it is recovered.

Everything committed is there and verifies; recovered to a moment, what an owner destroyed after it is there as well.
"""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from foundation import working
from foundation.clock import now
from hierarchy import calendars, provisioning, tree
from hierarchy.gates import enter
from hierarchy.models import Hall
from mingjing import rebuilding, verifying
from mingjing.commands.migrate import migrate_public
from mingjing.embedded import layout
from mingjing.embedded.postgres import Postgres, program
from reporting import rollups
from tenants.cases.append import CaseBatch, append_batch
from tenants.cases.models import Case
from tests import cast, databases
from tests.cases import histories
from tests.cases.histories import CODE

ROOT = Path(__file__).resolve().parents[2]
INFRA = ROOT / "infra" / "postgres"
PROVINCE = "130000000000"


class Machine:
    """A server of the test's own, with the archive and the backups that a real one would have elsewhere."""

    def __init__(self, folder: Path) -> None:
        self.account, self.sockets = layout(folder)
        self.folder, self.archive, self.backups = folder, folder / "archive", folder / "backups"
        self.recovered = folder / "recovered"
        self.server = self.on(folder / "postgres")
        for made in (self.archive, self.backups, self.recovered):
            made.mkdir()
            self.account.own(made)

    def on(self, files: Path) -> Postgres:
        return Postgres(files, self.sockets, self.folder / f"{files.name}.log", self.account)

    def start(self) -> None:
        self.server.create()
        with (self.server.files / "postgresql.conf").open("a") as settings:
            settings.write(f"archive_mode = on\narchive_command = '{INFRA / 'archive-wal'} %p {self.archive}/%f'\n")
        self.server.start(durable=True)

    def run(self, *argv: str | Path) -> str:
        """One of the scripts, as whoever runs the server."""
        environment = os.environ | {"PG_BIN": str(program("postgres").parent)}
        command = [*self.account.prefix, "bash", *map(str, argv)]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd="/", check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def back_up(self) -> str:
        return self.run(INFRA / "base-backup", self.backups, self.server.url("postgres", "postgres"))

    def archived(self) -> None:
        """Waits until everything written so far lies in the archive."""
        with psycopg.connect(self.server.url("postgres", "postgres"), autocommit=True) as connection:
            row = connection.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchone()
        assert row
        end = time.monotonic() + 60
        while not (self.archive / row[0]).exists():
            assert time.monotonic() < end, "the log was not archived"
            time.sleep(0.1)

    def lose(self) -> None:
        """Killed without a word, and the disk is gone."""
        pid = self.server.pid()
        assert pid
        os.kill(pid, signal.SIGKILL)
        self.server.clear_leftovers()
        shutil.rmtree(self.server.files)

    def recover(self, base: str, name: str, *moment: str) -> None:
        target = self.recovered / name
        self.run(INFRA / "recover", base, self.archive, target, *moment)
        self.server = self.on(target)
        self.server.start(durable=True)


@pytest.fixture
def machine(
    tmp_path: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Machine]:
    made = Machine(tmp_path / "data")
    made.start()
    owner = made.server.url("mingjing_owner")
    try:
        with django_db_blocker.unblock():
            fill(owner)
            yield made
    finally:
        connections.close_all()
        made.server.stop()


def fill(owner: str) -> None:
    with databases.environment({"MINGJING_DATABASE_URL": owner}), databases.connected(owner):
        migrate_public()
        calendars.load_published()
        tree.load_divisions()
        provisioning.provision([PROVINCE, CODE, *(code for _, _, code in cast.CAST.values())])
        cast.appoint()


def register(numbers: range) -> None:
    hall = Hall.objects.get(code=CODE)
    with enter(hall):
        version = histories.ItemVersion.objects.first() or histories.item()
        append_batch(hall, [CaseBatch(f"D-{n}", histories.life(f"D-{n}"), version) for n in numbers])


def settle() -> None:
    while working.work(now=now()) or rollups.fold().deltas:
        pass


def found() -> tuple[list[str], list[object], int]:
    """Differences of what is derived, breaks of the chains, and the number of cases."""
    halls = list(Hall.objects.exclude(provisioned_at=None))
    derived = rebuilding.check(halls, at=now(), progress=lambda _: None)
    chains = verifying.verify(halls, progress=lambda _: None)
    with enter(Hall.objects.get(code=CODE)):
        return [str(one) for one in derived.differences], list(chains.broken), Case.objects.count()


def test_a_lost_server_is_recovered_whole_and_to_a_moment(machine: Machine) -> None:
    app, owner = (machine.server.url(role) for role in ("mingjing_app", "mingjing_owner"))
    with databases.connected(app):
        register(range(20))
        settle()
        base = machine.back_up()
        register(range(20, 35))
        settle()
        time.sleep(1.1)  # a moment is named by the second
        before = datetime.now(UTC)
        time.sleep(1.1)
        register(range(35, 40))
        settle()
    with psycopg.connect(owner, autocommit=True) as destroying:
        destroying.execute(
            f"DELETE FROM h{CODE}.cases_caseevent WHERE case_id IN (SELECT min(id) FROM h{CODE}.cases_case)"
        )
    machine.archived()
    machine.lose()

    machine.recover(base, "whole")
    with databases.connected(app):
        differences, broken, cases = found()
        assert cases == 40
        assert len(differences) > 0, "the owner deleted events, and that is found"
        assert len(broken) > 0
    connections.close_all()
    machine.server.stop()

    machine.recover(base, "moment", f"{before:%Y-%m-%d %H:%M:%S}+00")
    with databases.connected(app):
        assert found() == ([], [], 35)
        register(range(40, 42))
        settle()
        assert found() == ([], [], 37)


def test_an_archived_file_is_never_written_over(tmp_path: Path) -> None:
    first, second, kept = tmp_path / "a", tmp_path / "b", tmp_path / "archive" / "000000010000000000000001"
    first.write_bytes(b"1" * 100)
    second.write_bytes(b"2" * 100)

    def archive(source: Path) -> int:
        command = ["bash", str(INFRA / "archive-wal"), str(source), str(kept)]
        return subprocess.run(command, capture_output=True, check=False).returncode

    assert (archive(first), archive(first), archive(second)) == (0, 0, 1)
    assert kept.read_bytes() == first.read_bytes()
