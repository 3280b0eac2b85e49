"""What Django's migrations say to the database for one hall, recorded once and replayed for all.

The real migrations run in a scratch schema inside a transaction that is rolled back; the statements that change
something are kept, spelled without a schema, so that `search_path` decides where a replay puts them. Migrations of a
hall's tables change schema only: statements that write rows are refused.
"""

import hashlib
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection as django_connection
from django.db import transaction
from django.db.migrations import Migration, RunPython, SeparateDatabaseAndState
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql

from foundation import roles
from foundation.clock import now
from foundation.digests import canonical
from foundation.errors import Refusal
from hierarchy.models import RecordedSQL

# The migrations that a hall has: (app, name).
State = frozenset[tuple[str, str]]
EMPTY: State = frozenset()

SCRATCH = "h_recording"
# Goes up when the form of what is recorded changes.
FORM = 1
LIBRARIES = ("django", "django-tenants", "django-guardian", "psycopg")
KEPT = re.compile(r"\s*(CREATE|ALTER|DROP|COMMENT|GRANT|REVOKE|SET CONSTRAINTS)\b", re.IGNORECASE)
PASSED = re.compile(r"\s*(SELECT|SHOW|SET search_path|SAVEPOINT|RELEASE|ROLLBACK)\b", re.IGNORECASE)
LEDGER = "django_migrations"
LEDGER_ENTRY = re.compile(rf'\s*INSERT INTO "{LEDGER}"', re.IGNORECASE)


# Of django-tenants' backend, which has no type stubs.
connection: Any = django_connection


class NotReplayable(Refusal):
    """A migration of a hall's tables writes rows or needs a transaction of its own."""

    code = "MIGRATION_NOT_REPLAYABLE"


def tenant_labels() -> frozenset[str]:
    """The apps whose tables live in the schema of each hall."""
    tenant = set(settings.TENANT_APPS)
    return frozenset(config.label for config in apps.get_app_configs() if config.name in tenant)


def graph_state() -> State:
    """Every migration of this release; a hall's ledger lists those of public tables too, as Django writes it."""
    return frozenset(MigrationLoader(None).graph.nodes)


def recorded(start: State = EMPTY) -> tuple[str, ...]:
    """The statements that bring a hall from `start` to this release; recorded if that was not done yet.

    Needs the owner's role. Raises NotReplayable.
    """
    loader = MigrationLoader(None)
    key = _key(loader, start)
    known = RecordedSQL.objects.filter(key=key).first()
    if known is None:
        check_replayable(migration for _, migration in sorted(loader.disk_migrations.items()))
        fresh = {"statements": record(start), "recorded_at": now()}
        known, _ = RecordedSQL.objects.get_or_create(key=key, defaults=fresh)
    return tuple(known.statements)


def check_replayable(migrations: Iterable[Migration]) -> None:
    """Raises NotReplayable for one of a hall's apps that runs Python, or that is not atomic."""
    labels = tenant_labels()
    for migration in migrations:
        if migration.app_label not in labels:
            continue
        if any(isinstance(operation, RunPython) for operation in _operations(migration.operations)):
            raise NotReplayable(
                f"{migration} runs Python. Migrations of halls change schema only; rows come from a provisioning step."
            )
        if not migration.atomic:
            raise NotReplayable(f"{migration} is not atomic: a hall is migrated in one transaction.")


def record(start: State = EMPTY) -> list[str]:
    """Runs what is pending after `start` in a scratch schema, which leaves nothing behind."""
    with _scratch():
        if start:
            _run(lambda key: key in start)
        before = _tables()
        heard = Hearing()
        with connection.execute_wrapper(heard):
            _run(lambda key: True)
        return heard.statements + _grants(_tables() - before)


@dataclass
class Hearing:
    """An execute wrapper that keeps what changes the schema."""

    statements: list[str] = field(default_factory=list)

    def __call__(self, execute: Callable[..., Any], statement: str, params: Any, many: bool, context: Any) -> Any:
        self.hear(str(statement), params)
        return execute(statement, params, many, context)

    def hear(self, statement: str, params: Any) -> None:
        if LEDGER_ENTRY.match(statement):
            self.statements.append(_ledger_entry(*params[:2]))
        elif KEPT.match(statement):
            if params:
                raise NotReplayable(f"A schema statement has parameters: {statement[:200]}")
            self.statements.append(statement.rstrip().rstrip(";"))
        elif not PASSED.match(statement):
            raise NotReplayable(f"Migrations of halls change schema only, this one writes: {statement[:200]}")


def _operations(operations: Iterable[Any]) -> Iterator[Any]:
    for operation in operations:
        yield operation
        if isinstance(operation, SeparateDatabaseAndState):
            yield from _operations(operation.database_operations)


def _key(loader: MigrationLoader, start: State) -> str:
    """Of the migrations with their text, what they start from, the libraries that word them, and who may append."""
    parts = {
        "form": FORM,
        "migrations": [(*key, _text_digest(migration)) for key, migration in sorted(loader.disk_migrations.items())],
        "start": sorted(start),
        "libraries": [(name, version(name)) for name in LIBRARIES],
        "append_only": sorted(roles.append_only_tables()),
        "tenant_apps": sorted(tenant_labels()),
    }
    return hashlib.sha256(canonical(parts)).hexdigest()


def _text_digest(migration: Migration) -> str:
    path = sys.modules[type(migration).__module__].__file__
    if path is None:
        raise NotReplayable(f"{migration} has no file, so it cannot be told from another one of its name.")
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


@contextmanager
def _scratch() -> Iterator[None]:
    previous = connection.tenant
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(f'CREATE SCHEMA "{SCRATCH}"')
            connection.set_schema(SCRATCH)
            yield
            transaction.set_rollback(True)
    finally:
        connection.set_tenant(previous)


def _run(is_wanted: Callable[[tuple[str, str]], bool]) -> None:
    """Django's own executor on the schema that is entered; it sends no signals, so nothing writes rows."""
    # Without `public` in the path, or its ledger would be found and nothing run.
    connection.set_schema(SCRATCH, include_public=False)
    MigrationRecorder(connection).ensure_schema()
    connection.set_schema(SCRATCH)
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    plan = executor.migration_plan(leaves)
    executor.migrate(leaves, plan=[step for step in plan if is_wanted((step[0].app_label, step[0].name))])


def _tables() -> frozenset[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [SCRATCH])
        return frozenset(name for (name,) in cursor.fetchall())


def _grants(tables: frozenset[str]) -> list[str]:
    ledger = [f"GRANT SELECT ON {LEDGER} TO {roles.APP_ROLE}"] if LEDGER in tables else []
    return roles.grants(tables - {LEDGER}) + ledger


def _ledger_entry(app: str, name: str) -> str:
    words = sql.SQL("INSERT INTO django_migrations (app, name, applied) VALUES ({}, {}, now())")
    return words.format(sql.Literal(app), sql.Literal(name)).as_string(None)
