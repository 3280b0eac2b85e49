"""台账: the list of what is open across halls, written in the transaction that changes it."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from django.db.models import Q, QuerySet

from foundation.deleting import delete
from reporting.models import Board


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One open thing of one hall; keys only, no name or text of a case."""

    hall: str
    path: str
    kind: str
    key: str
    number: str
    item: str
    department: str
    level: str
    clock: str
    rung: str
    at: datetime
    is_case_open: bool
    feed: str = ""


COLUMNS = [each.name for each in fields(BoardRow)]
IDENTITY = ["hall", "kind", "key"]


def put(rows: Sequence[BoardRow]) -> None:
    """Shows these rows, in one statement; one that is there is brought up to date."""
    if not rows:
        return
    ordered = sorted(rows, key=lambda row: (row.hall, row.kind, row.key))
    Board.objects.bulk_create(
        [Board(**{name: getattr(row, name) for name in COLUMNS}) for row in ordered],
        update_conflicts=True,
        unique_fields=IDENTITY,
        update_fields=[name for name in COLUMNS if name not in IDENTITY],
    )


def remove(hall: str, kind: str, keys: Sequence[str]) -> None:
    """Takes rows away that are no longer open."""
    if keys:
        delete(Board.objects.filter(hall=hall, kind=kind, key__in=keys))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a listing is restricted to; `path` is that of the hall above everything listed, `hall` that hall alone.

    `departments` are those that the caller may see; empty means all.
    """

    path: str
    kind: str = "ALERT"
    hall: str | None = None
    level: str | None = None
    item: str | None = None
    department: str | None = None
    departments: Sequence[str] = ()
    from_at: datetime | None = None
    to_at: datetime | None = None


def listing(asked: Asked, *, after: tuple[datetime, int] | None = None, first: int = 50) -> list[Board]:
    """The newest first, by keyset; up to `first` rows after the one with this moment and id."""
    rows: QuerySet[Board] = Board.objects.filter(path__startswith=asked.path, kind=asked.kind)
    wanted = {"hall": asked.hall, "level": asked.level, "item": asked.item, "department": asked.department}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if asked.departments:
        rows = rows.filter(department__in=asked.departments)
    if asked.from_at:
        rows = rows.filter(at__gte=asked.from_at)
    if asked.to_at:
        rows = rows.filter(at__lt=asked.to_at)
    if after:
        rows = rows.filter(Q(at__lt=after[0]) | Q(at=after[0], pk__lt=after[1]))
    return list(rows.order_by("-at", "-pk")[:first])
