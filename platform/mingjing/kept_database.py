"""Databases of the benches: filled once, kept while what they are made of stays the same."""

import json
import os
from collections.abc import Callable, Mapping
from typing import Any

import psycopg
from django.apps import apps
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo


def keep(name: str, *, made_of: Mapping[str, Any], fill: Callable[[], None]) -> None:
    """Points this process at the database `name`, which `fill` fills if it is not there or is made of something else.

    What it is made of is its comment, written last: one whose filling broke off is made anew. The columns of all
    tables count as well. Needs the owner's role.
    """
    wanted = json.dumps({**made_of, "tables": _tables()}, sort_keys=True)
    with psycopg.connect(os.environ["MINGJING_DATABASE_URL"], autocommit=True, dbname="postgres") as server:
        found = server.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
        ).fetchone()
        if found is not None and found[0] == wanted:
            use(name)
            return
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        use(name)
        fill()
        server.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(wanted)))


def use(name: str) -> None:
    """Points Django's connection and the processes that this one starts at another database of the same server."""
    os.environ["MINGJING_DATABASE_URL"] = make_conninfo(os.environ["MINGJING_DATABASE_URL"], dbname=name)
    connection.close()
    connection.settings_dict["NAME"] = name


def analyse() -> None:
    """Statistics, as autovacuum would have made them by and by."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _tables() -> dict[str, list[str]]:
    """Columns by table: the name of a migration does not say what is in it."""
    return {
        model._meta.db_table: [field.column for field in model._meta.concrete_fields] for model in apps.get_models()
    }
