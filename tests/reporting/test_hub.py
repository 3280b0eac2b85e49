"""Provinces as cells: their figures flow to a hub by logical replication, and the hub says what they say."""

import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from pytest_django.plugin import DjangoDbBlocker

from foundation.clock import now
from mingjing import embedded
from mingjing.commands.migrate import migrate_public
from mingjing.embedded import Urls
from mingjing.embedded.postgres import program
from reporting import rollups
from reporting.compare import Figures, Period, by, rollup
from tests import databases
from tests.reporting import figures

INFRA = Path(__file__).resolve().parents[2] / "infra" / "postgres"
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
SHANXI = "140000000000"
OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND usename = 'postgres'"


@pytest.fixture
def cells(own_database: Urls, servers: Urls, worker: str) -> Iterator[tuple[Urls, Urls]]:
    """Two cells. The second one's province is called by another code; its figures are other ones."""
    with psycopg.connect(own_database.owner) as connection:
        level = connection.execute("SHOW wal_level").fetchone()
    if level != ("logical",):
        pytest.skip(f"this PostgreSQL has wal_level = {level and level[0]}: a cell needs logical")
    with databases.copy(servers, f"{databases.PREFIX}_{worker}_shanxi") as second:
        move_to_shanxi(second.owner)
        yield own_database, second
        for cell in (own_database, second):
            leave(cell)


@pytest.fixture
def hub(cells: tuple[Urls, Urls], tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Urls]:
    """A server of its own, with the tables and the tree and no hall that has a schema."""
    given = dict.fromkeys([*embedded.VARIABLES, "MINGJING_DATA"], "")
    with databases.environment(given), embedded.servers(tmp_path / "hub", durable=False) as urls:
        with databases.environment({"MINGJING_DATABASE_URL": urls.owner}), databases.connected(urls.owner):
            migrate_public()
        yield urls


def move_to_shanxi(owner: str) -> None:
    with psycopg.connect(owner) as connection:
        connection.execute("UPDATE hierarchy_hall SET code = %s WHERE code = %s", [SHANXI, figures.HEBEI])
        connection.execute(
            "UPDATE hierarchy_hall SET path = replace(path, %s, %s)", [f"/{figures.HEBEI}/", f"/{SHANXI}/"]
        )
        # Codes below it are the same as in the other cell, which no two provinces' are: they move as well.
        connection.execute(
            "UPDATE hierarchy_hall SET code = '14' || substr(code, 3), path = replace(path, '/13', '/14')"
        )


def as_superuser(url: str) -> str:
    return make_conninfo(**conninfo_to_dict(url) | {"user": "postgres"})


def superuser(cell: Urls, statement: str | sql.Composed) -> None:
    with psycopg.connect(as_superuser(cell.owner), autocommit=True) as connection:
        connection.execute(statement)


def leave(cell: Urls) -> None:
    """Only a superuser could drop the database over sessions of one: senders that have not noticed yet, and our own."""
    superuser(cell, f"SELECT pg_terminate_backend(pid, 5000) {OTHERS} AND pid <> pg_backend_pid()")
    superuser(cell, "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE NOT active")
    with psycopg.connect(cell.owner, autocommit=True) as connection:
        awaited(lambda: connection.execute(f"SELECT count(*) {OTHERS}").fetchone(), (0,))


def publish(cell: Urls) -> None:
    with psycopg.connect(cell.owner, autocommit=True) as connection:
        connection.execute((INFRA / "publish-rollups.sql").read_bytes())


def subscribe(hub: Urls, name: str, cell: Urls) -> None:
    given = {"cell": name, "source": as_superuser(cell.owner)}
    variables = [part for key, value in given.items() for part in ("-v", f"{key}={value}")]
    psql = [str(program("psql")), as_superuser(hub.owner), "-X", "-q", "-v", "ON_ERROR_STOP=1", *variables]
    script = str(INFRA / "subscribe-rollups.sql")
    done = subprocess.run([*psql, "-f", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def awaited(read: Callable[[], object], expected: object) -> None:
    end = time.monotonic() + 60
    while (found := read()) != expected:
        assert time.monotonic() < end, (found, expected)
        time.sleep(0.2)


def read(urls: Urls, *codes: str) -> dict[str, Figures]:
    with databases.connected(urls.app):
        return rollup(codes, period=YEAR, now=now())


def write(cell: Urls, hall: str, day: date, **measures: int) -> None:
    with databases.connected(cell.app):
        rollups.add(hall, {(day, "I1", "D1"): measures})
        figures.fold_all()


def test_a_hub_has_the_figures_of_all_its_cells_and_follows_them(hub: Urls, cells: tuple[Urls, Urls]) -> None:
    hebei, shanxi = cells
    write(hebei, figures.CHANGLI, date(2025, 3, 3), received=7, open_change=7)
    write(shanxi, "140322000000", date(2025, 3, 3), received=2, open_change=2)
    for name, cell in (("hebei", hebei), ("shanxi", shanxi)):
        publish(cell)
        publish(cell)  # as after a release: again changes nothing
        subscribe(hub, name, cell)
    codes = (figures.HEBEI, figures.QINHUANGDAO, figures.CHANGLI), (SHANXI, "140300000000")
    awaited(lambda: read(hub, *codes[0], *codes[1]), read(hebei, *codes[0]) | read(shanxi, *codes[1]))

    # Later changes, a correction of a past month among them.
    write(hebei, figures.CHANGLI, date(2025, 4, 1), received=1, concluded=3, open_change=-2)
    write(hebei, figures.CHANGLI, date(2025, 3, 3), received=-1, open_change=-1)
    write(shanxi, "140322000000", date(2025, 4, 2), received=5, red=1)
    awaited(lambda: read(hub, *codes[0], *codes[1]), read(hebei, *codes[0]) | read(shanxi, *codes[1]))
    province = read(hub, figures.HEBEI)[figures.HEBEI]
    assert (province["received"], province["concluded"], province["open_change"]) == (7, 3, 4)
    with databases.connected(hebei.app):
        expected = by("item", figures.HEBEI, period=YEAR, now=now())
    with databases.connected(hub.app):
        awaited(lambda: by("item", figures.HEBEI, period=YEAR, now=now()), expected)
    for name in ("hebei", "shanxi"):
        superuser(hub, sql.SQL("DROP SUBSCRIPTION {}").format(sql.Identifier(f"mingjing_{name}")))


def test_nothing_but_codes_days_and_counts_leaves_a_cell(own_database: Urls) -> None:
    publish(own_database)
    with psycopg.connect(own_database.owner) as connection:
        rows = connection.execute(
            "SELECT tablename, attnames, rowfilter FROM pg_publication_tables WHERE pubname = 'mingjing_rollups'"
            " ORDER BY tablename"
        ).fetchall()
    assert [(name, rule) for name, _, rule in rows] == [
        ("reporting_nodeday", "(NOT is_own)"),
        ("reporting_rollup", "(NOT is_own)"),
    ]
    sent = {column for _, columns, _ in rows for column in columns}
    assert sent == {"node", "is_own", "is_month", "day", "item", "department", *figures.NOTHING}
