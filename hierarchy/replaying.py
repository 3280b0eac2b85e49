"""Statements of many halls, each hall in one transaction, in bounded parallelism; one that fails stops no other."""

import queue
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import LiteralString

import psycopg
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo

from foundation import roles

Progress = Callable[[str], None]

WORKERS = 2
# A backend keeps catalog entries of every schema that it touched.
HALLS_A_CONNECTION = 200
STEP = 50
SETTINGS: LiteralString = "SET lock_timeout = '10s'; SET client_min_messages = warning"
# NO KEY: rows that refer to the hall may still be written.
# Of our own: another process was faster.
DONE_ALREADY = "MJ001"
# One at a time in each hall; a lock of a row would be one write more.
GUARD = """
DO $guard$ BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended({schema}, 7214350967));
    IF EXISTS ({is_done}) THEN RAISE EXCEPTION USING ERRCODE = {done_already}; END IF;
END $guard$
"""
NOTE: LiteralString = "UPDATE public.hierarchy_hall SET schema_error = %s WHERE code = %s"


@dataclass(frozen=True)
class Failure:
    """A hall that stayed as it was, and why."""

    code: str
    error: str


@dataclass(frozen=True)
class Job:
    """What one hall is to be told: one text, which PostgreSQL takes as one transaction."""

    code: str
    script: str


@dataclass(frozen=True)
class Replayed:
    """`done` are the halls that this run brought forward; one that another process did first is in neither."""

    done: int
    failures: tuple[Failure, ...]


def quiet(line: str) -> None:
    """For callers that show no progress."""


def script(
    schema: str, statements: Sequence[str], *, is_done: str, first: Sequence[str] = (), last: Sequence[str] = ()
) -> str:
    """One text for one round trip; names in `statements` are looked up in the hall's schema, then in `public`.

    Nothing is done when the query `is_done` answers a row, asked when no other process works on the hall.
    """
    guard = sql.SQL(GUARD).format(
        schema=sql.Literal(schema), is_done=sql.SQL(is_done), done_already=sql.Literal(DONE_ALREADY)
    )
    path = f'SET LOCAL search_path = "{schema}", public'
    return ";\n".join([guard.as_string(None), *first, path, *statements, *last])


def new_schema(schema: str) -> list[str]:
    return [f'CREATE SCHEMA "{schema}"', f'GRANT USAGE ON SCHEMA "{schema}" TO {roles.APP_ROLE}']


def replay(jobs: Sequence[Job], *, workers: int = WORKERS, progress: Progress = quiet) -> Replayed:
    """Works all jobs; why a hall failed stays in its row until it succeeds."""
    if not jobs:
        return Replayed(0, ())
    waiting: queue.SimpleQueue[Job] = queue.SimpleQueue()
    for job in jobs:
        waiting.put(job)
    told = _Telling(len(jobs), progress)
    target = conninfo()
    crews = max(1, min(workers, len(jobs)))
    with ThreadPoolExecutor(max_workers=crews) as pool:
        results = [crew.result() for crew in [pool.submit(_work, target, waiting, told) for _ in range(crews)]]
    failures = sorted((failure for _, failed in results for failure in failed), key=lambda failure: failure.code)
    return Replayed(sum(done for done, _ in results), tuple(failures))


def conninfo() -> str:
    """The address that Django's connection has, for connections of our own."""
    given = connection.settings_dict
    options = {key: value for key, value in given["OPTIONS"].items() if key != "pool"}
    fields = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    named = {key: str(given[name]) for key, name in fields.items() if given[name]}
    return make_conninfo(**options, **named)


@dataclass
class _Telling:
    """Counts over all workers; a lost update costs one line of progress."""

    total: int
    progress: Progress
    done: int = 0

    def finished(self) -> None:
        self.done += 1
        if self.done % STEP == 0 or self.done == self.total:
            self.progress(f"{self.done}/{self.total} halls")


def _work(target: str, waiting: "queue.SimpleQueue[Job]", told: _Telling) -> tuple[int, list[Failure]]:
    done, failures = 0, list[Failure]()
    while not waiting.empty():
        with psycopg.connect(target, autocommit=True) as server:
            server.execute(SETTINGS)
            more, failed = _some(server, waiting, told)
        done, failures = done + more, failures + failed
    return done, failures


def _some(server: psycopg.Connection, waiting: "queue.SimpleQueue[Job]", told: _Telling) -> tuple[int, list[Failure]]:
    """The halls of one connection; it ends early when the server closes it."""
    done, failures = 0, list[Failure]()
    for _ in range(HALLS_A_CONNECTION):
        try:
            job = waiting.get_nowait()
        except queue.Empty:
            break
        try:
            done += one(server, job)
        except psycopg.Error as error:
            failures.append(Failure(job.code, _reason(error)))
            if server.closed:
                break
            note(server, failures[-1])
        told.finished()
    return done, failures


def one(server: psycopg.Connection, job: Job) -> bool:
    """False when another process did it first."""
    try:
        server.execute(job.script.encode())
    except psycopg.Error as error:
        if error.sqlstate == DONE_ALREADY:
            return False
        raise
    return True


def note(server: psycopg.Connection, failure: Failure) -> None:
    server.execute(NOTE, [failure.error, failure.code])


def _reason(error: psycopg.Error) -> str:
    return f"{type(error).__name__}: {error.diag.message_primary or error}"[:300]
