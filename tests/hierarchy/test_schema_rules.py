"""What the schemas of halls may not hold, so that they run on Citus and never leak into `public`."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from foundation import roles
from hierarchy.recording import tenant_labels

pytestmark = pytest.mark.django_db

HALL = "h130324000000"
# Reference tables on Citus. A new one needs a reason: a foreign key across schemas locks the table in every migration.
REFERENCED = {"accounts_person", "auth_group", "auth_permission", "django_content_type"}


def rows(query: str, *params: object) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return cursor.fetchall()


def tables(schema: str) -> set[str]:
    return {name for (name,) in rows("SELECT tablename FROM pg_tables WHERE schemaname = %s", schema)}


def test_no_name_but_the_ledger_is_in_a_hall_and_in_public() -> None:
    assert tables(HALL) & tables("public") == {"django_migrations"}
    both = rows(
        "SELECT a.relname FROM pg_class a JOIN pg_class b USING (relname) WHERE a.relkind IN ('r', 'v', 'm', 'S')"
        " AND a.relnamespace = %s::regnamespace AND b.relnamespace = 'public'::regnamespace",
        HALL,
    )
    assert sorted(both) == [("django_migrations",), ("django_migrations_id_seq",)]


def test_the_folder_says_the_schema() -> None:
    of_halls = set(roles.tables_of(tenant_labels()))
    assert tables(HALL) == of_halls | {"django_migrations"}
    assert not tables("public") & of_halls


def test_constraints_cross_schemas_to_the_listed_public_tables_only() -> None:
    crossing = rows(
        "SELECT DISTINCT b.relnamespace::regnamespace::text, b.relname FROM pg_constraint k"
        " JOIN pg_class a ON a.oid = k.conrelid JOIN pg_class b ON b.oid = k.confrelid"
        " WHERE a.relnamespace <> b.relnamespace"
    )
    assert set(crossing) == {("public", name) for name in REFERENCED}


def test_no_public_table_refers_to_a_hall() -> None:
    assert rows(
        "SELECT k.conname FROM pg_constraint k JOIN pg_class a ON a.oid = k.conrelid JOIN pg_class b ON"
        " b.oid = k.confrelid WHERE a.relnamespace = 'public'::regnamespace AND b.relnamespace <> a.relnamespace"
    ) == []  # fmt: skip


def test_halls_have_no_triggers_functions_views_or_inheritance() -> None:
    assert rows(
        "SELECT tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE c.relnamespace = %s::regnamespace AND NOT tgisinternal", HALL
    ) == []  # fmt: skip
    assert rows("SELECT proname FROM pg_proc WHERE pronamespace = %s::regnamespace", HALL) == []
    kinds = rows("SELECT DISTINCT relkind::text FROM pg_class WHERE relnamespace = %s::regnamespace ORDER BY 1", HALL)
    assert kinds == [("S",), ("i",), ("r",)]
    assert rows("SELECT 1 FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE c.relkind = 'r'") == []


def test_every_sequence_of_a_hall_belongs_to_an_identity_column() -> None:
    loose = rows(
        "SELECT c.relname FROM pg_class c WHERE c.relkind = 'S' AND c.relnamespace = %s::regnamespace AND NOT EXISTS"
        " (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'i')",
        HALL,
    )
    assert loose == []


def test_keys_of_our_own_tables_are_bigint_or_uuid() -> None:
    found = rows(
        "SELECT c.relname, format_type(a.atttypid, a.atttypmod) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid"
        " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)"
        " WHERE i.indisprimary AND c.relnamespace = %s::regnamespace",
        HALL,
    )
    ours = {(table, kind) for table, kind in found if not str(table).startswith("guardian_")}
    assert {kind for _, kind in ours} <= {"bigint", "uuid"}


def test_a_hall_has_no_index_that_serves_only_like() -> None:
    """Django makes a twin `_like` of every unique or indexed text column; 23 of 157 indexes once."""
    assert rows("SELECT indexname FROM pg_indexes WHERE schemaname = %s AND indexname LIKE '%%\\_like'", HALL) == []


def test_halls_differ_in_nothing_but_their_name() -> None:
    counts = rows(
        "SELECT relnamespace::regnamespace::text, count(*) FROM pg_class"
        " WHERE relnamespace::regnamespace::text ~ '^h[0-9]{12}$' GROUP BY 1"
    )
    assert len(counts) == 10
    assert len({count for _, count in counts}) == 1


def test_every_model_of_a_hall_has_an_app_that_is_listed() -> None:
    outside = [
        model._meta.label for model in apps.get_models() if model.__module__.startswith("tenants.")
        and model._meta.app_label not in tenant_labels()
    ]  # fmt: skip
    assert outside == []
