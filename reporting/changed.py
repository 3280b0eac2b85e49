"""What changed on the board since a reader asked last: rows as they are now, and the ids of rows that left.

Halls write at the same time, and there is no one sequence of what they commit: a number is given before its
transaction commits. So each row bears the id of the transaction that wrote it last, and a reader begins again at the
oldest one that was still under way when he asked (`pg_snapshot_xmin`). What had ended before then he has seen; what had
not, he gets now. Some rows come twice, none is missed. A transaction that only reads has no such id and holds nobody
up.

Where rows went is kept for `KEPT`; who asks later than that fetches his list anew. The ids are those of one database
cluster: after a move to another one a place of the old is unknown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q, QuerySet

from foundation.clock import now
from foundation.errors import Refusal
from reporting.board import Asked, matching
from reporting.models import Board, BoardRemoval

KEPT = timedelta(days=7)
# A transaction that began before a row was noted as gone has ended long before its note is deleted.
MARGIN = timedelta(days=1)
MOST_PRUNED = 5_000
# A row that moves in the tree leaves and comes in one transaction: it is taken out first.
REMOVAL, ROW = 0, 1


class FetchAnew(Refusal):
    """What has changed since is not known any more, or not for this reader: he fetches his list anew."""

    code = "FETCH_ANEW"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader stands.

    Everything written by transactions before `floor` he has; `last` is the transaction, the kind and the key up to
    which he has read since. `next_floor` is where he begins when he has read all, `at` when that was found, `cluster`
    where.
    """

    floor: int
    next_floor: int
    at: datetime
    cluster: str
    last: tuple[int, int, int] = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Changed:
    """`removed` are taken out of the reader's list first, then `rows` are put in."""

    rows: Sequence[Board]
    removed: Sequence[int]
    until: Place
    has_more: bool


def here() -> Place:
    """Where a reader stands who knows all that is committed now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint,"
            " (SELECT system_identifier::text FROM pg_control_system())"
        )
        floor, cluster = cursor.fetchone()
    return Place(floor, floor, now(), cluster)


def since(place: Place, asked: Asked, *, first: int) -> Changed:
    """Up to `first` rows and removals after a place. Raises FetchAnew."""
    current = here()  # before the rows are read: what commits in between comes again
    if place.cluster != current.cluster or place.at < current.at - KEPT or place.floor > current.floor:
        raise FetchAnew("What has changed since is not known any more.", field="updatedSince")
    if place.last == (0, 0, 0):
        place = Place(place.floor, current.floor, current.at, place.cluster)
    rows = matching(asked).filter(_after(place, kind=ROW)).order_by("changed_in", "pk")[: first + 1]
    gone = _removals(asked).filter(_after(place, kind=REMOVAL)).order_by("changed_in", "pk")[: first + 1]
    found: list[tuple[tuple[int, int, int], Board | int]] = [((one.changed_in, ROW, one.pk), one) for one in rows]
    found += [((one.changed_in, REMOVAL, one.pk), one.row) for one in gone]
    found.sort(key=lambda one: one[0])
    read, has_more = found[:first], len(found) > first
    until = (
        Place(place.floor, place.next_floor, place.at, place.cluster, read[-1][0])
        if has_more
        else Place(place.next_floor, place.next_floor, place.at, place.cluster)
    )
    shown = [one for _, one in read if isinstance(one, Board)]
    return Changed(shown, [one for _, one in read if isinstance(one, int)], until, has_more)


def _removals(asked: Asked) -> QuerySet[BoardRemoval]:
    """Rows that left what the reader sees; which of them his list had, he knows."""
    rows: QuerySet[BoardRemoval] = BoardRemoval.objects.filter(path__startswith=asked.path, kind__in=[*asked.kinds, ""])
    if asked.hall:
        rows = rows.filter(hall=asked.hall)
    if asked.departments:
        rows = rows.filter(department__in=asked.departments)
    return rows


def _after(place: Place, *, kind: int) -> Q:
    """What a row, or a removal, has to be to come after a place: in order of transaction, kind and key."""
    transaction, last_kind, key = place.last
    later = Q(changed_in__gt=transaction)
    if kind == last_kind:
        later |= Q(changed_in=transaction, pk__gt=key)
    elif kind > last_kind:
        later |= Q(changed_in=transaction)
    return later & Q(changed_in__gte=place.floor)


def prune() -> int:
    """Deletes notes of removals that nobody may ask for any more; answers how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM reporting_boardremoval WHERE id IN (SELECT id FROM reporting_boardremoval"
            " WHERE removed_at < %s ORDER BY removed_at LIMIT %s FOR UPDATE SKIP LOCKED)",
            [now() - KEPT - MARGIN, MOST_PRUNED],
        )
        return int(cursor.rowcount)
