"""日程: putting and dropping the rows that have a thing worked at its next moment."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from foundation.deleting import delete
from foundation.models import Agenda


@dataclass(frozen=True, slots=True)
class Thing:
    """What is to be worked, when and with which figures; see `foundation.models.Agenda`.

    `retry_at`: not before, though it keeps its place among those of its moment `at`.
    """

    handler: str
    hall: str
    key: str
    at: datetime
    priority: int = 5
    item: str = ""
    department: str = ""
    figures: Sequence[dict[str, Any]] = field(default_factory=list)
    retry_at: datetime | None = None


MOVED = ["at", "priority", "item", "department", "figures", "attempts", "retry_at", "set_aside_at", "error"]


def put(things: Sequence[Thing]) -> None:
    """Puts each thing at its moment, in one statement; a thing that is there is moved."""
    if not things:
        return
    rows = [
        Agenda(
            handler=thing.handler,
            hall=thing.hall,
            key=thing.key,
            at=thing.at,
            priority=thing.priority,
            item=thing.item,
            department=thing.department,
            figures=list(thing.figures),
            retry_at=thing.retry_at,
        )
        # One order for all writers, so that two of them cannot wait for each other.
        for thing in sorted(things, key=lambda one: (one.handler, one.hall, one.key))
    ]
    Agenda.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["handler", "hall", "key"], update_fields=MOVED
    )


def drop(handler: str, hall: str, keys: Sequence[str]) -> None:
    """Drops things that have nothing left to be worked."""
    if keys:
        delete(Agenda.objects.filter(handler=handler, hall=hall, key__in=keys))
