"""台账: the list of what is open across halls, written in the transaction that changes it."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from django.db import connection
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Concat, Substr

from foundation.clock import now
from reporting.models import THIS_TRANSACTION, Board


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
        update_fields=[*(name for name in COLUMNS if name not in IDENTITY), "changed_in"],
    )


_REMOVE = """WITH gone AS (
  DELETE FROM reporting_board WHERE hall = %s AND kind = %s AND key = ANY(%s) RETURNING id, kind, hall, path, department
)
INSERT INTO reporting_boardremoval ("row", kind, hall, path, department, removed_at)
SELECT id, kind, hall, path, department, %s FROM gone
"""


def remove(hall: str, kind: str, keys: Sequence[str]) -> None:
    """Takes rows away that are no longer open, and notes that they left (`changed`)."""
    if keys:
        with connection.cursor() as cursor:
            cursor.execute(_REMOVE, [hall, kind, list(keys), now()])


_MOVED = """
INSERT INTO reporting_boardremoval ("row", kind, hall, path, department, removed_at)
SELECT id, kind, hall, path, department, %s FROM reporting_board WHERE path LIKE %s
"""


def move(path_before: str, path: str) -> None:
    """The rows of a subtree go to another place in the tree: out of the lists above the old one, into the others."""
    with connection.cursor() as cursor:
        cursor.execute(_MOVED, [now(), f"{path_before}%"])
    rest = Substr(F("path"), len(path_before) + 1)
    rows = Board.objects.filter(path__startswith=path_before)
    rows.update(path=Concat(Value(path), rest), changed_in=THIS_TRANSACTION)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a listing is restricted to; `path` is that of the hall above everything listed, `hall` that hall alone.

    `departments` are those that the caller may see; empty means all.
    """

    path: str
    kinds: Sequence[str] = ("ALERT",)
    hall: str | None = None
    level: str | None = None
    item: str | None = None
    department: str | None = None
    departments: Sequence[str] = ()
    from_at: datetime | None = None
    to_at: datetime | None = None
    without_clock: str = ""


def listing(asked: Asked, *, after: tuple[datetime, int] | None = None, first: int = 50) -> list[Board]:
    """The newest first, by keyset; up to `first` rows after the one with this moment and id."""
    rows = matching(asked)
    if after:
        rows = rows.filter(Q(at__lt=after[0]) | Q(at=after[0], pk__lt=after[1]))
    return list(rows.order_by("-at", "-pk")[:first])


def matching(asked: Asked) -> QuerySet[Board]:
    """The rows that are asked for."""
    rows: QuerySet[Board] = Board.objects.filter(path__startswith=asked.path, kind__in=asked.kinds)
    wanted = {"hall": asked.hall, "level": asked.level, "item": asked.item, "department": asked.department}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if asked.departments:
        rows = rows.filter(department__in=asked.departments)
    if asked.without_clock:
        rows = rows.exclude(clock=asked.without_clock)
    if asked.from_at:
        rows = rows.filter(at__gte=asked.from_at)
    if asked.to_at:
        rows = rows.filter(at__lt=asked.to_at)
    return rows
