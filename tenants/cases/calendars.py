"""日历变更: what a version of the calendar moves in the open cases, before it is published and when it is.

A case keeps the version it was accepted under; a newer one reaches it by an event with each date before and after
(`rulebook.moves`). Publishing leaves one row; from it one row a hall follows, and from that the cases of the hall, some
at a time, each in the transaction that takes its row away: what is killed goes on where it was.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from foundation import outbox
from foundation.clock import SHANGHAI, local_day, now
from foundation.errors import Refusal
from foundation.outbox import Message
from hierarchy import calendars
from hierarchy.cache import hall_by_code
from hierarchy.models import CalendarVersion, Hall
from reporting import waiting
from rulebook import moves
from rulebook.calendar import ONE_DAY, Calendar
from rulebook.calendar_file import BadFile, Problem, doubts, parsed
from rulebook.case import EventKind
from rulebook.layers import LayerKind
from rulebook.moves import Change, Move
from tenants.audit import admin_acts
from tenants.audit.admin_acts import Doer
from tenants.audit.models import AdminKind
from tenants.cases import deriving, reading, renewing
from tenants.cases.append import CaseBatch, Door, NewEvent, append_batch
from tenants.cases.models import Case

PUBLISHED, MOVES = "calendar.published", "calendar.moves"
CHUNK = 200
# A writer that began before the publication may still add a case under the older version: it is looked for again.
AGAIN = timedelta(minutes=10)
LONGEST = {"source": 200, "number": 64, "reason": 300}


class BadCalendarFile(Refusal):
    """The file cannot be taken; `problems` say which lines and why."""

    code = BadFile.code

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("The file of the calendar cannot be taken.", field="text", problems=str(BadFile(problems)))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Asked:
    """A file for one layer of one place, with the notice, law or act that it rests on."""

    hall: Hall
    kind: LayerKind
    year: int
    text: str
    source: str
    number: str = ""
    reason: str = ""
    previewed: str = ""  # the version that the preview named, of who publishes what he saw


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be published and which days it changes. `since`: moments before it stay; None: nothing changes."""

    draft: CalendarVersion
    changes: tuple[Change, ...]
    since: datetime | None


@dataclass(frozen=True, slots=True)
class MovedCase:
    """An open case with its clocks that would move."""

    case: Case
    moves: tuple[Move, ...]


# --- before


def preview(asked: Asked) -> Preview:
    """Raises BadCalendarFile; Refusal REQUIRED, TOO_LONG."""
    _check_words(asked)
    law, own = _in_force(asked.hall)
    was = calendars.days_of(asked.kind, asked.hall, asked.year)
    try:
        days = parsed(asked.text, year=asked.year, kind=asked.kind)
    except BadFile as refused:
        raise BadCalendarFile(refused.problems) from None
    if found := doubts(days, asked.kind, was=was, in_force=law, today=local_day(now())):
        raise BadCalendarFile(found)
    draft = calendars.drafted(
        asked.kind, asked.hall, days, source=asked.source, number=asked.number, reason=asked.reason
    )
    new_law, new_own = calendars.under_draft(asked.hall, draft)
    before, after = (own or law, new_own or new_law) if asked.kind is LayerKind.HALL else (law, new_law)
    changes = tuple(moves.changes(before, after, _span(asked.year)))
    return Preview(draft, changes, _since(before, after, changes))


def _check_words(asked: Asked) -> None:
    """A day off by law names its law, a closed day its reason."""
    needed = "reason" if asked.kind is LayerKind.HALL else "source"
    for name, longest in LONGEST.items():
        value = getattr(asked, name).strip()
        if not value and name == needed:
            raise Refusal("This is needed.", code="REQUIRED", field=name)
        if len(value) > longest:
            raise Refusal(f"At most {longest} characters.", code="TOO_LONG", field=name)


def _span(year: int) -> list[date]:
    first, last = date(year - 1, 12, 1), date(year, 12, 31)
    return [first + timedelta(days=offset) for offset in range((last - first).days + 1)]


def _since(before: Calendar, after: Calendar, changes: Sequence[Change]) -> datetime | None:
    """The first day that counts otherwise, or is no longer provisional; with other hours, from now on."""
    if before.seasons != after.seasons:
        return now()
    days = [change.day for change in changes[:1]]
    if before.published_through != after.published_through:
        days.append(before.published_through + ONE_DAY)
    return datetime.combine(min(days), time(), SHANGHAI) if days else None


def _in_force(hall: Hall) -> tuple[Calendar, Calendar | None]:
    version = calendars.newest_version(hall)
    return calendars.calendar(version), calendars.own(version)


def reached(found: Preview, asked: Asked) -> dict[str, int]:
    """Halls with how many of their cases have a clock that reaches days which change, from public tables."""
    if found.since is None:
        return {}
    halls = waiting.halls(_path(asked.kind, asked.hall), since=found.since, handler=deriving.CLOCK)
    is_own = asked.kind is LayerKind.HALL
    return {code: number for code, number in halls.items() if not is_own or code == asked.hall.code}


def moving(hall: Hall, found: Preview, *, after: int = 0) -> Iterator[MovedCase]:
    """The open cases of the hall that is entered whose dates would move, in order of their keys."""
    if found.since is None:
        return
    law, own_days = calendars.under_draft(hall, found.draft)
    under = cache(lambda ladder: reading.terms_by(law, own_days, ladder))
    while cases := list(_reaching(hall, found.since, after).select_related("version__variant")[:CHUNK]):
        histories = reading.events_of(cases)
        for case in cases:
            events = [reading.as_event(row) for row in histories[case.pk]]
            rules, pins = reading.rules_of(case), reading.terms_of(case)
            if moved := moves.moves(events, rules, before=pins, after=under(case.ladder)):
                yield MovedCase(case, tuple(moved))
        after = cases[-1].pk


def _reaching(hall: Hall, since: datetime, after: int) -> QuerySet[Case]:
    """Cases with a clock that is to end after `since`, or that has ended late after it and is open."""
    keys = waiting.keys(hall.code, since=since, handler=deriving.CLOCK)
    dues = ("due_at", "statutory_due_at", "due_by_law_at", "statutory_due_by_law_at")
    late = Q(ended_at=None) & reduce(or_, (Q(**{f"{due}__gte": since}) for due in dues))
    return Case.objects.filter(Q(pk__in=keys) | late, pk__gt=after).order_by("pk")


def _path(kind: LayerKind, hall: Hall) -> str:
    return "" if kind is LayerKind.NATIONAL else hall.path


# --- publishing


@transaction.atomic
def publish(asked: Asked, *, by: Doer) -> CalendarVersion:
    """公布: a new version of the layer, an administrative act of the hall that is entered, and its way to open cases.

    Raises what `preview` raises, Refusal NOTHING_CHANGES, PublishedMeanwhile.
    """
    found = preview(asked)
    if found.since is None:
        raise Refusal("The layer says this already.", code="NOTHING_CHANGES", field="text")
    if asked.previewed and asked.previewed != found.draft.version:
        raise calendars.PublishedMeanwhile("Another version was published after the preview.")
    before = calendars.newest(asked.kind, asked.hall)
    version = calendars.keep(found.draft, person_name=by.name)
    admin_acts.record(
        asked.hall,
        AdminKind.CALENDAR_PUBLISHED,
        by=by,
        subject=version.version,
        before={"version": before.version if before else None},
        after={
            "layer": version.layer,
            "year": version.year,
            "source": version.source,
            "number": asked.number,
            "reason": version.reason,
            "days": [f"{one.day} {one.before}>{one.after}" for one in found.changes],
        },
    )
    _send_on_its_way(asked, version, found.since)
    return version


def _send_on_its_way(asked: Asked, version: CalendarVersion, since: datetime) -> None:
    said, key, moments = {"since": since.isoformat()}, version.version, (now(), now() + AGAIN)
    if asked.kind is LayerKind.HALL:
        outbox.send([Message(MOVES, asked.hall.code, key, at, said) for at in moments])
    else:
        said |= {"path": _path(asked.kind, asked.hall)}
        outbox.send([Message(PUBLISHED, "", key, at, said) for at in moments])


def spread(_hall: str, rows: Sequence[Any]) -> None:
    """Handler of `calendar.published`: a row for each hall that has a case to be moved."""
    for row in rows:
        since = datetime.fromisoformat(row.payload["since"])
        halls = waiting.halls(row.payload["path"], since=since, handler=deriving.CLOCK)
        said = {"since": row.payload["since"]}
        outbox.send([Message(MOVES, code, row.key, now(), said) for code in halls])


def move(hall_code: str, rows: Sequence[Any]) -> None:
    """Handler of `calendar.moves`: the next cases of this hall; the rest by a row of its own."""
    hall = hall_by_code(hall_code)
    for row in rows:
        last = _move(hall, datetime.fromisoformat(row.payload["since"]), row.payload.get("after", 0))
        if last is not None:
            outbox.send([Message(MOVES, hall_code, row.key, now(), dict(row.payload) | {"after": last})])


def _move(hall: Hall, since: datetime, after: int) -> int | None:
    """The key of the last case looked at; None when there are no more."""
    keys = list(_reaching(hall, since, after).values_list("pk", flat=True)[:CHUNK])
    # In the order in which every writer locks.
    cases = list(
        Case.objects.select_for_update(of=("self",)).select_related("version").filter(pk__in=keys).order_by("number")
    )
    histories = reading.events_of(cases)
    version, batches = calendars.newest_version(hall), []
    for case in cases:
        events = [reading.as_event(row) for row in histories[case.pk]]
        found = renewing.change(case, events, reading.rules_of(case), version)
        if found:
            event = NewEvent(EventKind.CALENDAR_CHANGED, now(), found, event_id=renewing.event_id(version, case))
            batches.append(CaseBatch(case.number, [event]))
    if batches:
        append_batch(hall, batches, door=Door.LENIENT, is_heard=False)
    return keys[-1] if len(keys) == CHUNK else None
