"""来源的联络: when halls and their feeds were heard last, and which are silent. Moments, so nothing has to be swept.

The row with an empty source is the hall itself, heard through any of its doors.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from foundation.deleting import delete
from hierarchy.models import Hall
from reporting.models import Feed
from rulebook.calendar import Calendar
from rulebook.silence import HALL_SILENT_DAYS, silent_at

HALL = ""
# A contact is written once a minute at most.
MINUTE = timedelta(minutes=1)
# Which contacts this process has seen written, so that an event costs no statement for it.
_heard: dict[tuple[str, str], datetime] = {}

_HEARD = """
INSERT INTO reporting_feed AS f (hall, source, name, department, heard_at, silent_at, silent_after_days)
VALUES (%(hall)s, '', '', '', %(at)s, %(silent_at)s, %(days)s)
ON CONFLICT (hall, source) DO UPDATE SET heard_at = excluded.heard_at, silent_at = excluded.silent_at
 WHERE f.heard_at < excluded.heard_at - interval '1 minute'
"""


def hear_hall(hall: str, *, at: datetime, calendar: Calendar) -> None:
    """Something was recorded in this hall, through whichever door."""
    if at - _heard.get((hall, HALL), datetime.min.replace(tzinfo=at.tzinfo)) < MINUTE:
        return
    days = HALL_SILENT_DAYS
    with connection.cursor() as cursor:
        cursor.execute(
            _HEARD, {"hall": hall, "at": at, "days": days, "silent_at": silent_at(at, days=days, calendar=calendar)}
        )
    _heard[hall, HALL] = at


def forget() -> None:
    """For a process that changes its database."""
    _heard.clear()


@dataclass(frozen=True, slots=True)
class Heard:
    """A feed whose contact was written: from when it counts as silent again, and whether it had been."""

    source: str
    silent_at: datetime
    was_silent: bool


def open_feed(
    hall: str, source: str, *, name: str, department: str, days: int, at: datetime, calendar: Calendar
) -> datetime:
    """A feed from which something is expected from now on; answers from when it is silent if nothing comes."""
    moment = silent_at(at, days=days, calendar=calendar)
    said = {"name": name, "department": department, "heard_at": at, "silent_at": moment, "silent_after_days": days}
    Feed.objects.update_or_create(hall=hall, source=source, defaults=said)
    return moment


def close_feed(hall: str, source: str) -> None:
    """Nothing is expected of it any more."""
    delete(Feed.objects.filter(hall=hall, source=source))


def hear(hall: str, sources: Iterable[str], *, at: datetime, calendar: Calendar) -> list[Heard]:
    """These feeds were in contact. Answers those whose contact was written, which is once a minute at most."""
    rows = Feed.objects.select_for_update().filter(hall=hall, source__in=sorted(sources), heard_at__lt=at - MINUTE)
    found = []
    for row in rows.exclude(source=HALL).order_by("source"):
        moment = silent_at(at, days=row.silent_after_days, calendar=calendar)
        found.append(Heard(row.source, moment, row.silent_at < at))
        Feed.objects.filter(pk=row.pk).update(heard_at=at, silent_at=moment)
    return found


def silent_in(hall: str, *, now: datetime) -> dict[str, datetime]:
    """The silent feeds of a hall with their last contact."""
    rows = Feed.objects.filter(hall=hall, silent_at__lt=now).exclude(source=HALL)
    return dict(rows.values_list("source", "heard_at"))


def of_hall(hall: str) -> dict[str, Feed]:
    """The feeds of a hall by source."""
    return {row.source: row for row in Feed.objects.filter(hall=hall).exclude(source=HALL)}


def silent_among(pairs: Iterable[tuple[str, str]], *, now: datetime) -> dict[tuple[str, str], datetime]:
    """Of these halls and sources the silent ones with their last contact, in one statement."""
    wanted = {pair for pair in pairs if pair[1]}
    if not wanted:
        return {}
    rows = Feed.objects.filter(
        hall__in={hall for hall, _ in wanted}, source__in={source for _, source in wanted}, silent_at__lt=now
    )
    found = {(hall, source): at for hall, source, at in rows.values_list("hall", "source", "heard_at")}
    return {pair: found[pair] for pair in wanted if pair in found}


@dataclass(frozen=True, slots=True)
class Link:
    """How well a hall and all below it are connected. `heard_at` and `silent_at` are the hall's own.

    `halls`: all of them; `connected`: those with a schema that have ever recorded something; `silent`: those of the
    connected that are silent; `feeds` and `silent_feeds`: their departments' own systems.
    """

    halls: int = 0
    connected: int = 0
    silent: int = 0
    feeds: int = 0
    silent_feeds: int = 0
    heard_at: datetime | None = None
    silent_at: datetime | None = None


# Each hall counts for those of the asked nodes that stand in its path, at their levels (mostly two).
_LINKS = """
SELECT substr(h.path, level.begin, 12) AS node, count(DISTINCT h.id), count(f.id) FILTER (WHERE f.source = ''),
       count(f.id) FILTER (WHERE f.source = '' AND f.silent_at < %(now)s),
       count(f.id) FILTER (WHERE f.source <> ''),
       count(f.id) FILTER (WHERE f.source <> '' AND f.silent_at < %(now)s),
       max(f.heard_at) FILTER (WHERE f.source = '' AND f.hall = substr(h.path, level.begin, 12)),
       max(f.silent_at) FILTER (WHERE f.source = '' AND f.hall = substr(h.path, level.begin, 12))
  FROM hierarchy_hall top
  JOIN hierarchy_hall h ON h.path LIKE top.path || '%%'
  JOIN (SELECT DISTINCT length(path) - 12 AS begin FROM hierarchy_hall WHERE code = ANY(%(codes)s)) level
    ON substr(h.path, level.begin, 12) = ANY(%(codes)s)
  LEFT JOIN reporting_feed f ON f.hall = h.code
 WHERE top.code = %(top)s
 GROUP BY node
"""


def links(codes: Sequence[str], *, top: str, now: datetime) -> dict[str, Link]:
    """How each of these halls is connected, all at or below `top`, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_LINKS, {"codes": list(codes), "top": top, "now": now})
        found = {node: Link(*counts) for node, *counts in cursor.fetchall()}
    return {code: found.get(code, Link()) for code in codes}


class Contact(StrEnum):
    """How a hall is connected: nothing was ever recorded in it, it is heard, or it has fallen silent."""

    NOT_CONNECTED = "NOT_CONNECTED"
    HEARD = "HEARD"
    SILENT = "SILENT"


def in_contact(contact: Contact, *, now: datetime) -> Q:
    """The halls of which this is true; the same as `links` counts."""
    own = Feed.objects.filter(hall=OuterRef("code"), source=HALL)
    if contact is Contact.NOT_CONNECTED:
        return ~Q(Exists(own))
    return Q(Exists(own.filter(silent_at__lt=now) if contact is Contact.SILENT else own.filter(silent_at__gte=now)))


def silent_below(
    path: str | None, hall: str, *, now: datetime, after: tuple[datetime, int] | None = None, first: int
) -> list[Feed]:
    """Silent halls and feeds of the subtree at `path` (None: of `hall` alone), the longest silent first, by keyset."""
    rows = Feed.objects.filter(silent_at__lt=now)
    if path is None:
        rows = rows.filter(hall=hall)
    else:
        rows = rows.filter(hall__in=Hall.objects.filter(path__startswith=path).values("code"))
    if after:
        rows = rows.filter(Q(silent_at__gt=after[0]) | Q(silent_at=after[0], pk__gt=after[1]))
    return list(rows.order_by("silent_at", "pk")[:first])
