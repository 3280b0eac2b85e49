"""Whether sessions keep their hall: asked of the server before the product runs on it.

A hall is the `search_path` of a session. A pooler that gives another session's backend to a transaction mixes halls
without any error, unless it carries that setting along (PgBouncer 1.20 or newer with
`track_extra_parameters = search_path` on a server that reports it: PostgreSQL 18, Citus 12).
"""

from contextlib import closing

import psycopg

from foundation.errors import Refusal

PROBE = "mingjing_probe"  # a schema that does not exist: nothing is read there
TURNS = 5
SECONDS = 10


class UnsafePooling(Refusal):
    """Between us and the database is a pooler that mixes halls."""

    code = "UNSAFE_POOLING"


def check(url: str) -> None:
    """Raises UnsafePooling; psycopg.Error where the server cannot be asked. Two sessions, some ten statements."""
    problem = found(url)
    if problem:
        raise UnsafePooling(f"{problem}: set pool_mode = session (docs/howto/pooling.md)")


def found(url: str) -> str:
    """What is wrong, in words; empty where a session's path is its own and stays."""
    with closing(_session(url)) as one, closing(_session(url)) as other:
        own = _path(other)
        # Each statement is a transaction: a pooler that shares backends hands the same one to both.
        for _ in range(TURNS):
            one.execute(f"SET search_path = {PROBE}")
            if _path(other) != own:
                return "one session sees the search_path of another"
        # While the other one holds that backend, the first one is given a different one.
        with other.transaction():
            other.execute("SELECT 1")
            if _path(one) != PROBE:
                return "a session loses its search_path between two transactions"
    return ""


def _session(url: str) -> "psycopg.Connection[tuple[str]]":
    return psycopg.connect(url, autocommit=True, connect_timeout=SECONDS)


def _path(session: "psycopg.Connection[tuple[str]]") -> str:
    row = session.execute("SHOW search_path").fetchone()
    assert row is not None
    return row[0]
