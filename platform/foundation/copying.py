"""COPY, the quickest way into a table; the database still checks every constraint."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection


def copy_in(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Inserts the rows in one statement. Raises `IntegrityError` like any other insert; nothing is returned."""
    names = ", ".join(f'"{name}"' for name in columns)
    statement = f'COPY "{table}" ({names}) FROM STDIN'
    # Django translates the errors of `execute`, not those of `copy`.
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([_literal(value) if type(value) is list else value for value in row])


def _literal(values: list[Any]) -> Any:
    """A list of plain words as PostgreSQL writes it; the driver, which looks at each character, gets the others."""
    if not values:
        return "{}"
    are_plain = all(isinstance(one, str) and one.isidentifier() and one.upper() != "NULL" for one in values)
    return "{" + ",".join(values) + "}" if are_plain else values
