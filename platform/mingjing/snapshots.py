"""Reading one hall as of one moment, whoever writes meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from hierarchy.gates import enter
from hierarchy.models import Hall
from hierarchy.tree import normalise
from mingjing.commands import WrongUse


@contextmanager
def snapshot(hall: Hall | None = None) -> Iterator[None]:
    """Everything read inside, of the hall and of the public schema, is of one snapshot; nothing can be written.

    Inside a transaction of the caller, that one is read.
    """
    if connection.in_atomic_block:
        with _inside(hall):
            yield
        return
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            with _inside(hall):
                yield
    finally:
        # A backend grows with every schema that it touches: each hall gets a new one.
        connection.close()


@contextmanager
def _inside(hall: Hall | None) -> Iterator[None]:
    if hall is None:
        yield
    else:
        with enter(hall):
            yield


def halls_to_check(code: str | None) -> list[Hall]:
    """The hall with this code, or every hall with a schema, from the province down. Raises `WrongUse`."""
    provisioned = Hall.objects.filter(provisioned_at__isnull=False).order_by("path")
    if code is None:
        return list(provisioned)
    found = list(provisioned.filter(code=normalise(code)))
    if not found:
        raise WrongUse(f"There is no hall {code} with a schema.")
    return found
