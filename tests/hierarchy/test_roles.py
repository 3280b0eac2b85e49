"""The application's role: rows, but no change of what only grows, and no change of any schema."""

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from psycopg.errors import InsufficientPrivilege

from foundation import roles
from hierarchy.gates import enter
from hierarchy.models import Hall
from hierarchy.recording import tenant_labels
from tenants.organization.models import Site

pytestmark = pytest.mark.django_db

HALL = "h130324000000"
APPEND_ONLY = sorted(roles.append_only_tables())


def schema_of(table: str) -> str:
    label = next(model._meta.app_label for model in apps.get_models() if model._meta.db_table == table)
    return HALL if label in tenant_labels() else "public"


def refused(statement: str) -> bool:
    """Whether the database says that this role may not; anything else is an error of the test."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except ProgrammingError as error:
        if not isinstance(error.__cause__, InsufficientPrivilege):
            raise
        return True
    return False


def test_the_tables_that_only_grow_are_known() -> None:
    assert set(APPEND_ONLY) >= {
        "alerts_alert",
        "alerts_alertnote",
        "audit_chainlink",
        "audit_look",
        "cases_caseevent",
        "hierarchy_anchor",
        "items_itemversion",
    }


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_only_grows_is_neither_changed_nor_deleted_nor_locked(table: str) -> None:
    name = f'{schema_of(table)}."{table}"'
    with connection.cursor() as cursor:
        cursor.execute("SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum = 1", [name])
        (column,) = cursor.fetchone()
    assert not refused(f"SELECT count(*) FROM {name}")
    assert refused(f'UPDATE {name} SET "{column}" = "{column}"')
    assert refused(f"DELETE FROM {name}")
    assert refused(f"TRUNCATE {name}")
    assert refused(f"SELECT * FROM {name} FOR UPDATE")


@pytest.mark.parametrize(
    "statement",
    [
        f"CREATE TABLE {HALL}.mine ()",
        "CREATE TABLE public.mine ()",
        f"ALTER TABLE {HALL}.cases_case ADD COLUMN mine integer",
        f"DROP TABLE {HALL}.cases_case",
        f"TRUNCATE {HALL}.cases_case",
        f"CREATE INDEX mine ON {HALL}.cases_case (number)",
        f"DROP SCHEMA {HALL} CASCADE",
        "CREATE SCHEMA mine",
        "CREATE ROLE mine",
        f"ALTER TABLE {HALL}.cases_caseevent DISABLE TRIGGER ALL",
        f"DELETE FROM {HALL}.django_migrations",
        "DELETE FROM public.django_migrations",
        "SET session_replication_role = replica",
    ],
)
def test_the_application_changes_no_schema_and_takes_no_rights(statement: str) -> None:
    assert refused(statement)


def test_the_application_does_not_become_the_owner() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableowner FROM pg_tables WHERE tablename = 'hierarchy_hall'")
        (owner,) = cursor.fetchone()
    assert refused(f'SET ROLE "{owner}"')


def test_the_application_cannot_grant_itself_anything() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT UPDATE ON {HALL}.cases_caseevent TO mingjing_app")  # PostgreSQL only warns
        cursor.execute(f"SELECT has_table_privilege('mingjing_app', '{HALL}.cases_caseevent', 'UPDATE')")
        assert cursor.fetchone() == (False,)


def test_every_table_may_be_read_and_added_to() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname = ANY (%s) AND NOT"
            " (has_table_privilege(quote_ident(schemaname) || '.' || quote_ident(tablename), 'SELECT') AND"
            " (has_table_privilege(quote_ident(schemaname) || '.' || quote_ident(tablename), 'INSERT')"
            " OR tablename = 'django_migrations'))",
            [[HALL, "public"]],
        )
        assert cursor.fetchall() == []


def test_rows_are_written_in_the_hall_that_is_entered() -> None:
    with enter(Hall.objects.get(code="130324000000")):
        Site.objects.create(code="S1", name="主厅")
        assert Site.objects.count() == 1
    with enter(Hall.objects.get(code="130322000000")):
        assert Site.objects.count() == 0
