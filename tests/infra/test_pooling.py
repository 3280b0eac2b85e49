"""A real PgBouncer before the database: what a session keeps in each of its modes, and what the product makes of it.

The table of `docs/howto/pooling.md` is `KEPT`. PgBouncer 1.20 and newer can carry `search_path` along
(`track_extra_parameters`); an older one, as Debian 12 has it, cannot.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from accounts import tokens
from accounts.models import Person
from hierarchy.gates import enter
from mingjing import pooling
from mingjing.bench_cases import fill_hall
from mingjing.database import database_settings
from mingjing.embedded import Urls
from tenants.cases.models import Case
from tests.api import desk
from tests.infra.programs import until, web
from tests.mingjing.test_serve import free_port

PGBOUNCER = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(PGBOUNCER is None, reason="pgbouncer is not installed")
Session = psycopg.Connection[tuple[str]]
MODES = ("session", "transaction")


@contextmanager
def pooled(url: str, folder: Path, mode: str) -> Iterator[str]:
    """The address of a PgBouncer before the server of `url`, with two backends."""
    parts = urlsplit(url)
    server = {name: values[0] for name, values in parse_qs(parts.query).items()}
    database, port = parts.path.lstrip("/"), free_port()
    users, settings = folder / f"{mode}.users", folder / f"{mode}.ini"
    users.write_text(f'"{server["user"]}" "{server.get("password", "")}"\n')
    settings.write_text(
        f"[databases]\n{database} = host={server['host']} port={server.get('port', 5432)} dbname={database}\n"
        f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\nauth_type = trust\n"
        f"auth_file = {users}\npool_mode = {mode}\ndefault_pool_size = 4\nserver_reset_query = DISCARD ALL\n"
    )
    argv = [str(PGBOUNCER), str(settings)]
    if os.geteuid() == 0:
        # It does not run as root; the embedded server's socket is open to nobody alone.
        argv[1:1] = ["-u", "nobody"]
        for each in (users, settings):
            each.chmod(0o644)
        for each in (folder, *folder.parents):
            if each != Path("/") and each != Path("/tmp"):  # noqa: S108
                each.chmod(each.stat().st_mode | 0o011)
    address = f"postgresql://{server['user']}@127.0.0.1:{port}/{database}?sslmode=disable"
    with subprocess.Popen(argv, stderr=subprocess.DEVNULL) as process:
        try:
            until(lambda: answers(address) or process.poll() is not None)
            assert process.poll() is None
            yield address
        finally:
            process.terminate()
            process.wait(30)


def answers(address: str) -> bool:
    try:
        psycopg.connect(address, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def value(session: Session, statement: str) -> str:
    row = session.execute(statement).fetchone()  # type: ignore[arg-type]
    assert row is not None
    return str(row[0])


def busy(one: Session, other: Session, then: Callable[[], bool]) -> bool:
    """What `one` finds while `other` is in a transaction, on the backend that `one` had just before."""
    with other.transaction():
        other.execute("SELECT 1")
        return then()


def keeps_path(one: Session, other: Session) -> bool:
    one.execute("SET search_path = somewhere")
    return busy(one, other, lambda: value(one, "SHOW search_path") == "somewhere")


def keeps_path_to_itself(one: Session, other: Session) -> bool:
    one.execute("SET search_path = somewhere")
    return value(other, "SHOW search_path") != "somewhere"


def keeps_local_path(one: Session, other: Session) -> bool:
    with one.transaction():
        one.execute("SET LOCAL search_path = somewhere")
        inside = busy(other, one, lambda: value(one, "SHOW search_path") == "somewhere")
    return inside and value(other, "SHOW search_path") != "somewhere"


def keeps_lock_of_transaction(one: Session, other: Session) -> bool:
    with one.transaction():
        one.execute("SELECT pg_advisory_xact_lock(1)")
        taken = value(other, "SELECT pg_try_advisory_xact_lock(1)")
    return (taken, value(other, "SELECT pg_try_advisory_xact_lock(1)")) == ("False", "True")


def keeps_lock_of_session(one: Session, other: Session) -> bool:
    one.execute("SELECT pg_advisory_lock(2)")
    return value(other, "SELECT pg_try_advisory_lock(2)") == "False"


def hears(one: Session, other: Session) -> bool:
    one.execute("LISTEN news")
    with other.transaction():
        other.execute("SELECT 1")
        other.execute("NOTIFY news")
    return bool(list(one.notifies(timeout=1, stop_after=1)))


def keeps_prepared(one: Session, other: Session) -> bool:
    one.execute("SELECT 1", prepare=True)

    def again() -> bool:
        try:
            one.execute("SELECT 1", prepare=True)
        except psycopg.errors.InvalidSqlStatementName:
            return False
        return True

    return busy(one, other, again)


def keeps_cursor_in_transaction(one: Session, other: Session) -> bool:
    with one.transaction(), one.cursor(name="rows") as cursor:
        cursor.execute("SELECT generate_series(1, 3)")
        other.execute("SELECT 1")
        return len(cursor.fetchall()) == 3


def keeps_cursor_beyond(one: Session, other: Session) -> bool:
    with one.transaction():
        one.execute("DECLARE held CURSOR WITH HOLD FOR SELECT 1")

    def again() -> bool:
        try:
            return value(one, "FETCH held") == "1"
        except psycopg.errors.InvalidCursorName:
            return False

    return busy(one, other, again)


def keeps_table(one: Session, other: Session) -> bool:
    one.execute("CREATE TEMPORARY TABLE own (x int)")

    def again() -> bool:
        return value(one, "SELECT to_regclass('own') IS NOT NULL") == "True"

    return busy(one, other, again)


KEPT: list[tuple[Callable[[Session, Session], bool], bool]] = [
    (keeps_path, False),
    (keeps_path_to_itself, False),
    (keeps_local_path, True),
    (keeps_lock_of_transaction, True),
    (keeps_lock_of_session, False),
    (hears, False),
    (keeps_prepared, False),
    (keeps_cursor_in_transaction, True),
    (keeps_cursor_beyond, False),
    (keeps_table, False),
]


def is_old() -> bool:
    text = subprocess.run([str(PGBOUNCER), "--version"], capture_output=True, text=True, check=True).stdout
    return tuple(int(part) for part in text.split()[1].split(".")[:2]) < (1, 20)


@pytest.mark.parametrize("mode", MODES)
def test_what_a_session_keeps(own_database: Urls, tmp_path: Path, mode: str) -> None:
    found = {}
    for probe, _ in KEPT:
        # A new one for each: what the last one left in a backend is not the next one's.
        with (
            pooled(own_database.owner, tmp_path, mode) as address,
            closing(connected(address)) as one,
            closing(connected(address)) as other,
        ):
            found[probe.__name__] = probe(one, other)
    in_transactions = {probe.__name__: kept for probe, kept in KEPT}
    if mode == "transaction" and not is_old():
        # From 1.21 on it follows prepared statements itself (max_prepared_statements).
        found.pop("keeps_prepared"), in_transactions.pop("keeps_prepared")
    assert found == (dict.fromkeys(found, True) if mode == "session" else in_transactions)


def connected(address: str) -> Session:
    return psycopg.connect(address, autocommit=True, connect_timeout=5)


def test_transaction_pooling_is_refused_before_anything_runs(own_database: Urls, tmp_path: Path) -> None:
    pooling.check(own_database.app)
    with pooled(own_database.app, tmp_path, "session") as address:
        pooling.check(address)
    with pooled(own_database.app, tmp_path, "transaction") as address:
        with pytest.raises(pooling.UnsafePooling, match="search_path"):
            pooling.check(address)
        given = {"MINGJING_APP_DATABASE_URL": address, "MINGJING_BROKER_URL": own_database.broker}
        argv = [sys.executable, "-m", "mingjing", "run", "worker"]
        environ = os.environ | given | {"MINGJING_DATA": str(tmp_path)}
        done = subprocess.run(argv, env=environ, capture_output=True, text=True, check=False)
        assert (done.returncode, "pool_mode = session" in done.stderr) == (1, True), done.stderr


def test_two_halls_stay_apart_behind_session_pooling(own_database: Urls, tmp_path: Path) -> None:
    """Eight threads of one web server, asked about two halls by turns, through four backends."""
    numbers = {code: register(code) for code in (desk.CHANGLI, desk.PINGQUAN)}
    secrets = {
        code: tokens.issue(Person.objects.get(username=name), hall_code=code).secret
        for code, name in ((desk.CHANGLI, "lin"), (desk.PINGQUAN, "qian"))
    }
    port = free_port()

    def asked(code: str) -> list[str]:
        query = "query ($hall: ID!) { cases(hall: $hall) { edges { node { number } } } }"
        body = json.dumps({"query": query, "variables": {"hall": code}}).encode()
        headers = {"Authorization": f"Bearer {secrets[code]}", "Content-Type": "application/json"}
        request = urllib.request.Request(f"http://127.0.0.1:{port}/graphql/", body, headers)
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - our own server
            return [edge["node"]["number"] for edge in json.load(answer)["data"]["cases"]["edges"]]

    with (
        pooled(own_database.app, tmp_path, "session") as address,
        web(Urls("", address, own_database.broker), tmp_path, port),
        ThreadPoolExecutor(8) as pool,
    ):
        codes = list(numbers) * 60
        for code, found in zip(codes, pool.map(asked, codes), strict=True):
            assert sorted(found) == numbers[code]


def register(code: str) -> list[str]:
    """Numbers of its cases: three in the one hall, five in the other."""
    hall = desk.furnish(code)
    fill_hall(hall, 3 if code == desk.CHANGLI else 5, days=30, until=date(2026, 6, 30), concluded=0)
    with enter(hall):
        return list(Case.objects.order_by("number").values_list("number", flat=True))


def test_the_product_uses_nothing_that_is_lost_between_transactions() -> None:
    """But for the path of its sessions; so nothing else stands in the way of sharing backends one day."""
    sources = "\n".join(
        path.read_text()
        for folder in ("api", "hierarchy", "platform", "reporting", "tenants")
        for path in (ROOT / folder).rglob("*.py")
        if "bench" not in path.parts and path.name != "pooling.py"
    )
    for word in ("pg_advisory_lock(", "pg_try_advisory_lock(", "LISTEN ", "WITH HOLD", "prepare_threshold"):
        assert word not in sources, word
    assert all("ON COMMIT DROP" in said for said in re.findall(r"CREATE TEMP.*", sources))
    settings = database_settings({"MINGJING_APP_DATABASE_URL": "postgresql:///mingjing"})
    assert settings["DISABLE_SERVER_SIDE_CURSORS"] is True
