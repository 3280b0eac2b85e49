"""What PostgreSQL's catalog says about a schema, with the schema's own name taken out, so that two can be compared."""

from typing import Any

from django.db import connection

QUERIES = {
    "columns": """
        SELECT c.relname, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
               a.attgenerated, a.attcollation::regcollation::text, pg_get_expr(d.adbin, d.adrelid)
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
          LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
         WHERE c.relnamespace = %(schema)s::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
    """,
    "relations": """
        SELECT c.relname, c.relkind, c.relpersistence, c.relreplident, c.reloptions::text, c.relowner::regrole::text,
               obj_description(c.oid, 'pg_class')
          FROM pg_class c WHERE c.relnamespace = %(schema)s::regnamespace
    """,
    "constraints": """
        SELECT c.relname, k.conname, k.contype, k.condeferrable, k.condeferred, k.convalidated,
               pg_get_constraintdef(k.oid)
          FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
         WHERE k.connamespace = %(schema)s::regnamespace
    """,
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = %(schema)s",
    "sequences": """
        SELECT sequencename, data_type::text, start_value, min_value, max_value, increment_by, cycle, cache_size
          FROM pg_sequences WHERE schemaname = %(schema)s
    """,
    "comments": """
        SELECT c.relname, d.objsubid, d.description
          FROM pg_description d JOIN pg_class c ON c.oid = d.objoid AND d.classoid = 'pg_class'::regclass
         WHERE c.relnamespace = %(schema)s::regnamespace
    """,
    "table_grants": """
        SELECT c.relname, a.grantee::regrole::text, a.privilege_type, a.is_grantable
          FROM pg_class c, aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a
         WHERE c.relnamespace = %(schema)s::regnamespace AND c.relkind = 'r'
    """,
    "schema_grants": """
        SELECT a.grantee::regrole::text, a.privilege_type, a.is_grantable, n.nspowner::regrole::text
          FROM pg_namespace n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a
         WHERE n.nspname = %(schema)s
    """,
    "triggers": """
        SELECT c.relname, t.tgname, pg_get_triggerdef(t.oid)
          FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
         WHERE c.relnamespace = %(schema)s::regnamespace AND NOT t.tgisinternal
    """,
    "functions": "SELECT proname FROM pg_proc WHERE pronamespace = %(schema)s::regnamespace",
}


def described(schema: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every query's rows in order, and the ledger of migrations in the order in which they were applied."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL search_path = pg_catalog")
        for name, query in QUERIES.items():
            cursor.execute(query, {"schema": schema})
            found[name] = sorted((_without(schema, row) for row in cursor.fetchall()), key=repr)
        cursor.execute(f'SELECT app, name FROM "{schema}".django_migrations ORDER BY id')
        found["ledger"] = cursor.fetchall()
    return found


def _without(schema: str, row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(value.replace(schema, "HALL") if isinstance(value, str) else value for value in row)
