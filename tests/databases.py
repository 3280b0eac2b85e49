"""The databases of the tests.

A template is made once by the product's own functions and kept until something changes that it is made of; every
worker gets a clone, and every test that needs commits or other processes another one.
"""

import hashlib
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import psycopg
from django.db import connection
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from hierarchy import calendars, provisioning, tree
from hierarchy.models import Hall, HallState
from mingjing import embedded
from mingjing.commands.migrate import migrate_public
from mingjing.database import database_settings
from tests import cast

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "mingjing_test"
LOCK = 7214350968

# Halls with a schema: province, two cities, six counties, one township. 山海关区 between them has none.
HALLS = (
    "130000000000",
    "130300000000",
    "130321000000",
    "130322000000",
    "130324000000",
    "130304000000",
    "130303101000",
    "130800000000",
    "130881000000",
    "130824000000",
)
MADE_OF = (
    "hierarchy/*.py",
    "hierarchy/data/*",
    "platform/foundation/roles.py",
    "platform/mingjing/settings.py",
    "platform/rulebook/calendars_cn.py",
    "tests/cast.py",
    "tests/databases.py",
    "uv.lock",
    *(f"{app}/models.py" for app in ("hierarchy", "reporting", "platform/*", "tenants/*")),
    *(f"{app}/migrations/*.py" for app in ("hierarchy", "reporting", "platform/*", "tenants/*")),
)


@contextmanager
def server() -> Iterator[embedded.Urls]:
    """`MINGJING_TEST_DATABASE_URL`, or an embedded server in `.mingjing/test`; never one that the shell names."""
    given = {
        "MINGJING_DATABASE_URL": os.environ.get("MINGJING_TEST_DATABASE_URL", ""),
        "MINGJING_APP_DATABASE_URL": "",
        "MINGJING_BROKER_URL": os.environ.get("MINGJING_TEST_BROKER_URL", ""),
    }
    # Left in the environment the addresses would reach tests that start servers of their own.
    hidden = dict.fromkeys([*embedded.VARIABLES, "MINGJING_DATA"], "")
    folder = ROOT / ".mingjing" / "test"
    with environment(given), embedded.servers(folder, durable=False) as urls, environment(hidden):
        yield urls


@contextmanager
def environment(values: Mapping[str, str]) -> Iterator[None]:
    """These variables for the length of the body; an empty value takes one away."""
    before = {name: os.environ.get(name, "") for name in values}
    _export(values)
    try:
        yield
    finally:
        _export(before)


@contextmanager
def copy(urls: embedded.Urls, name: str) -> Iterator[embedded.Urls]:
    """A copy of the template, dropped at the end. Django's connection stays where it is."""
    source = template(urls)
    with psycopg.connect(urls.owner, autocommit=True) as maintenance:
        _drop(maintenance, name)
        maintenance.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(source))
        )
        try:
            yield on(urls, name)
        finally:
            _drop(maintenance, name)


@contextmanager
def clone(urls: embedded.Urls, name: str) -> Iterator[embedded.Urls]:
    """A copy of the template with Django's connection on it as the application's role."""
    with copy(urls, name) as own, connected(own.app):
        yield own


@contextmanager
def connected(url: str) -> Iterator[None]:
    """Django's connection, in every thread, on another database for the length of the body."""
    before = dict(connection.settings_dict)
    _point(database_settings({"MINGJING_APP_DATABASE_URL": url}))
    try:
        yield
    finally:
        _point(before)


def on(urls: embedded.Urls, database: str) -> embedded.Urls:
    return replace(urls, owner=address(urls.owner, database), app=address(urls.app, database))


def address(url: str, database: str) -> str:
    parts = {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None and key != "dbname"}
    options = "&".join(f"{key}={quote(value, safe='')}" for key, value in parts.items())
    return f"postgresql:///{database}?{options}"


def template(urls: embedded.Urls) -> str:
    """The name of the template, made if it is not there; other processes wait for the one that makes it."""
    name = f"{PREFIX}_template_{digest()}"
    with psycopg.connect(urls.owner, autocommit=True) as maintenance:
        maintenance.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if maintenance.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            _clear(maintenance)
            building = f"{PREFIX}_building"
            _drop(maintenance, building)
            maintenance.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(building)))
            fill(on(urls, building))
            maintenance.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(building), sql.Identifier(name))
            )
    return name


def fill(urls: embedded.Urls) -> None:
    """What `mingjing migrate` and `mingjing halls provision` do, as the owner."""
    with environment({"MINGJING_DATABASE_URL": urls.owner}), connected(urls.owner):
        migrate_public()
        calendars.load_published()
        tree.load_divisions()
        report = provisioning.provision(HALLS)
        assert (report.made, report.failures) == (len(HALLS), ()), report
        Hall.objects.filter(code__in=HALLS).update(state=HallState.LIVE)
        cast.appoint()


def digest() -> str:
    found = hashlib.sha256()
    for path in sorted({path for pattern in MADE_OF for path in ROOT.glob(pattern) if path.is_file()}):
        found.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]


def _clear(maintenance: psycopg.Connection) -> None:
    """Templates of other states of the sources, unless somebody is cloning one."""
    rows = maintenance.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{PREFIX}\\_template\\_%"])
    for (name,) in rows.fetchall():
        try:
            maintenance.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        except psycopg.errors.ObjectInUse:
            continue


def _drop(maintenance: psycopg.Connection, name: str) -> None:
    """With whoever is in it. Autovacuum has no role that ours could end: it is waited for."""
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    for _ in range(100):
        try:
            maintenance.execute(statement)
        except psycopg.errors.InsufficientPrivilege:
            time.sleep(0.1)
        else:
            return
    maintenance.execute(statement)


def _point(settings: Mapping[str, object]) -> None:
    connection.close()
    connection.settings_dict.update(settings)
    # Django finds this out by CREATE TABLE, which the application's role may not do.
    connection.features.supports_transactions = True


def _export(values: Mapping[str, str]) -> None:
    for name, value in values.items():
        if value:
            os.environ[name] = value
        else:
            os.environ.pop(name, None)
