"""Real servers, named by the environment: makes the database and the application's role where the owner may."""

import hashlib
from dataclasses import dataclass
from typing import LiteralString
from urllib.parse import quote

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from mingjing.embedded.failure import ServerUnavailable

APP_ROLE = "mingjing_app"
OLDEST = 150000
# Two commands may start at once on a new server; the number is only ours.
ONE_AT_A_TIME: LiteralString = "SELECT pg_advisory_xact_lock(7214350967)"


@dataclass(frozen=True)
class Pair:
    owner: str
    app: str


def given_database(owner: str, app: str | None) -> Pair:
    """Both addresses, the application's derived from the owner's when it is not given.

    Raises `ServerUnavailable` with the remedy when the server is too old or out of reach, or the owner may not make
    what is missing.
    """
    ensure_database(owner)
    return Pair(owner, app or derived(owner))


def ensure_database(owner: str) -> None:
    try:
        with psycopg.connect(owner, connect_timeout=10) as connection:
            check_version(connection)
    except psycopg.OperationalError as error:
        create_database(owner, error)


def check_version(connection: psycopg.Connection) -> None:
    if connection.info.server_version < OLDEST:
        raise ServerUnavailable(f"PostgreSQL 15 or newer is needed, this is {connection.info.server_version // 10000}.")


def create_database(owner: str, failure: psycopg.OperationalError) -> None:
    """Called when the database cannot be entered; if it exists or cannot be made, that first failure is the news."""
    making = sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0")
    name = str(conninfo_to_dict(owner).get("dbname", ""))
    try:
        with psycopg.connect(make_conninfo(owner, dbname="postgres"), autocommit=True, connect_timeout=10) as server:
            check_version(server)
            if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                raise ServerUnavailable(f"MINGJING_DATABASE_URL: {failure}")
            server.execute(making.format(sql.Identifier(name)))
    except psycopg.errors.DuplicateDatabase:
        return
    except psycopg.Error as error:
        raise ServerUnavailable(
            f"MINGJING_DATABASE_URL: {failure} (database {name} cannot be made: {error})"
        ) from error


def derived(owner: str) -> str:
    """The address of the application's role: same server and database, a password derived from the owner's."""
    password = app_password(owner)
    with psycopg.connect(owner) as connection:
        connection.execute(ONE_AT_A_TIME)
        if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP_ROLE]).fetchone() is None:
            create_role(connection, password)
    app = with_role(owner, password)
    try:
        psycopg.connect(app, connect_timeout=10).close()
    except psycopg.OperationalError as error:
        raise ServerUnavailable(
            f"The role {APP_ROLE} exists with another password: set MINGJING_APP_DATABASE_URL. ({error})"
        ) from error
    return app


def create_role(connection: psycopg.Connection, password: str) -> None:
    role = sql.Identifier(APP_ROLE)
    words = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}; ALTER ROLE {} SET jit = off").format(
        role, sql.Literal(password or None), role
    )
    try:
        connection.execute(words)
    except psycopg.errors.InsufficientPrivilege as error:
        raise ServerUnavailable(
            f"The role {APP_ROLE} is missing and the owner may not make it: run infra/postgres/roles.sql as a "
            "superuser, then set MINGJING_APP_DATABASE_URL."
        ) from error


def app_password(owner: str) -> str:
    """Made from the owner's password by scrypt: the same for every machine that knows it, and no way back.

    Empty when the owner logs in without one (trust, peer).
    """
    secret = str(conninfo_to_dict(owner).get("password") or "")
    if not secret:
        return ""
    return hashlib.scrypt(secret.encode(), salt=APP_ROLE.encode(), n=2**14, r=8, p=1, dklen=24).hex()


def with_role(owner: str, password: str) -> str:
    """`owner` as a URL with the role exchanged; written as a URL because children read it from the environment."""
    parts = {key: str(value) for key, value in conninfo_to_dict(owner).items() if value is not None}
    database = parts.pop("dbname", "")
    parts |= {"user": APP_ROLE, "password": password}
    options = "&".join(f"{key}={quote(value, safe='')}" for key, value in parts.items() if value)
    return f"postgresql:///{quote(database, safe='')}?{options}"
