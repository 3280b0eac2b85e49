"""Bringing the schemas of all halls to this release.

One query asks every hall's `django_migrations`; halls in the same state get the same recorded statements, each in one
transaction. The public schema uses Django's own executor.
"""

import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from django.db import connection
from django_tenants.migration_executors import get_executor
from django_tenants.migration_executors.base import MigrationExecutor, run_migrations
from psycopg import sql

from foundation.errors import Refusal
from hierarchy.models import Hall
from hierarchy.recording import LEDGER, State, graph_state, recorded
from hierarchy.replaying import WORKERS, Failure, Job, Progress, conninfo, note, quiet, replay, script

# The ledgers asked in one statement; each is a table and two indexes to lock.
CHUNK = 400
# What is pending comes in one transaction: where one of it is, another process was faster.
IS_DONE = "SELECT 1 FROM {ledger} WHERE app = {app} AND name = {name}"
FORGIVE = "UPDATE public.hierarchy_hall SET schema_error = '' WHERE code = {code}"
ASK = "SELECT {code}, array_agg(app || '.' || name) FROM {ledger}"


@dataclass(frozen=True)
class Behind:
    """A hall and the migrations that it lacks, oldest names first."""

    code: str
    pending: tuple[str, ...]
    error: str


@dataclass(frozen=True)
class Migrated:
    """What a run did. `states` is the number of different pasts that were recorded for."""

    halls: int
    migrated: int
    states: int
    failures: tuple[Failure, ...]
    seconds: float

    def __str__(self) -> str:
        lines = [
            f"{self.halls} halls with a schema: {self.migrated} migrated from {self.states} states, "
            f"{len(self.failures)} failed, in {self.seconds:.1f} s"
        ]
        return "\n".join(lines + [f"{failure.code}: {failure.error}" for failure in self.failures])


class StockOption(Refusal):
    """Django's options for single apps and faking make sense for one schema after the other only."""

    code = "STOCK_EXECUTOR_NEEDED"


def migrate_halls(
    schemas: Collection[str] | None = None, *, workers: int = WORKERS, progress: Progress = quiet
) -> Migrated:
    """Every provisioned hall (or those of `schemas`) that is behind. Needs the owner's role.

    A hall that fails stays as it was, is listed, and is tried again by the next run. Raises NotReplayable when a
    pending migration writes rows.
    """
    started = time.monotonic()
    halls = provisioned(schemas)
    states = ledgers(halls)
    lost = [
        Failure(hall.code, "its schema or its django_migrations is missing")
        for hall in halls
        if hall.code not in states
    ]
    behind, release = defaultdict(list), graph_state()
    for hall in halls:
        if hall.code in states and not release <= (state := states[hall.code]):
            behind[state].append(hall)
    _note(lost)
    jobs = [job for state, group in behind.items() for job in _jobs(state, release, group)]
    result = replay(jobs, workers=workers, progress=progress)
    failures = (*lost, *result.failures)
    return Migrated(len(halls), result.done, len(behind), failures, time.monotonic() - started)


def status() -> list[Behind]:
    """Every provisioned hall with what it lacks; changes nothing."""
    halls, release = provisioned(), graph_state()
    states = ledgers(halls)
    return [
        Behind(
            hall.code,
            tuple(sorted(f"{app}.{name}" for app, name in release - states.get(hall.code, frozenset()))),
            hall.schema_error,
        )
        for hall in halls
    ]


def provisioned(schemas: Collection[str] | None = None) -> list[Hall]:
    halls = Hall.objects.exclude(provisioned_at=None).order_by("path")
    return list(halls if schemas is None else halls.filter(schema_name__in=schemas))


def ledgers(halls: Sequence[Hall]) -> dict[str, State]:
    """The migrations that each hall has, by code; a hall without a ledger is missing in the answer."""
    there = _schemas_with_ledger()
    asked = [hall for hall in halls if hall.schema_name in there]
    found: dict[str, State] = {}
    with connection.cursor() as cursor:
        for begin in range(0, len(asked), CHUNK):
            cursor.execute(" UNION ALL ".join(map(_ask, asked[begin : begin + CHUNK])))
            found |= {code: _state(names or ()) for code, names in cursor.fetchall()}
    return found


def executor(codename: str | None = None) -> type[MigrationExecutor]:
    """For django-tenants' `migrate_schemas`: ours, unless another one is named with `--executor`."""
    return get_executor(codename) if codename else ReplayExecutor


class ReplayExecutor(MigrationExecutor):  # type: ignore[misc]
    """`public` by Django's own executor, all halls by replay."""

    codename = "replay"

    def run_migrations(self, tenants: Iterable[str] | None = None) -> None:
        wanted = list(tenants or ())
        if self.PUBLIC_SCHEMA_NAME in wanted:
            run_migrations(self.args, self.options, self.codename, self.PUBLIC_SCHEMA_NAME)
        halls = [schema for schema in wanted if schema != self.PUBLIC_SCHEMA_NAME]
        if halls:
            self.run_halls(halls)

    def run_halls(self, schemas: list[str]) -> None:
        given = [
            name
            for name in ("app_label", "migration_name", "fake", "fake_initial", "plan", "prune", "check_unapplied")
            if self.options.get(name)
        ]
        if given:
            raise StockOption(f"{', '.join(given)}: name `--executor=standard` for this.")
        report = migrate_halls(schemas)
        if report.failures:
            raise Refusal(str(report), code="HALLS_NOT_MIGRATED")

    def run_multi_type_migrations(self, tenants: Any) -> None:
        raise NotImplementedError("All halls are of one type.")


def _jobs(state: State, release: State, halls: Sequence[Hall]) -> list[Job]:
    statements = recorded(state & release)
    app, name = map(sql.Literal, min(release - state))
    return [
        Job(
            hall.code,
            script(
                hall.schema_name,
                statements,
                is_done=sql.SQL(IS_DONE).format(ledger=_ledger(hall), app=app, name=name).as_string(None),
                last=[sql.SQL(FORGIVE).format(code=sql.Literal(hall.code)).as_string(None)]
                if hall.schema_error
                else [],
            ),
        )
        for hall in halls
    ]


def _state(names: Iterable[str]) -> State:
    return frozenset((app, name) for app, _, name in (entry.partition(".") for entry in names))


def _ask(hall: Hall) -> str:
    return sql.SQL(ASK).format(code=sql.Literal(hall.code), ledger=_ledger(hall)).as_string(None)


def _ledger(hall: Hall) -> sql.Identifier:
    return sql.Identifier(hall.schema_name, LEDGER)


def _schemas_with_ledger() -> frozenset[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT schemaname FROM pg_tables WHERE tablename = %s", [LEDGER])
        return frozenset(name for (name,) in cursor.fetchall())


def _note(failures: Sequence[Failure]) -> None:
    if failures:
        with psycopg.connect(conninfo(), autocommit=True) as server:
            for failure in failures:
                note(server, failure)
