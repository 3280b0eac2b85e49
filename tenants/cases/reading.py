"""From rows to the rulebook: the events of a case, the rules of its version, how its hall counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any, Protocol

from hierarchy.cache import rulings_of_entered
from hierarchy.calendars import calendar, own
from rulebook.calendar import Calendar
from rulebook.case import Event, EventKind, FeeRule, ItemRules
from rulebook.earlier import Earlier
from rulebook.signals import DEFAULT, Ladder
from rulebook.silence import Silences
from rulebook.standing import Terms
from rulebook.tally import Projection, Watch, project
from tenants.cases.models import Case, CaseEvent, PinnedLadder

WINDOW = "window"


@lru_cache(maxsize=64)
def terms(calendar_version: str, ladder: str = "") -> Terms:
    """How a hall counts and what it lights, by the calendar and the ladder that the case pins (see `pinned`).

    A ladder is named by the digest of what it says, so it is the same in every hall. A key that no row of the hall
    that is entered has is an error: PinnedLadder.DoesNotExist.
    """
    return terms_by(calendar(calendar_version), own(calendar_version), ladder)


class Pinning(Protocol):
    """What counts under a version of the calendar and lights by a ladder: a case, an order."""

    calendar: str
    ladder: str


def terms_of(pins: Pinning) -> Terms:
    """How it counts and lights."""
    return terms(pins.calendar, pins.ladder)


def projection_of(
    case: Case, history: Sequence[CaseEvent], silences: Silences, *, worked_to: datetime | None
) -> Projection | None:
    """Everything that is derived of a case from its history; see `rulebook.tally.project`."""
    events = [as_event(row) for row in history]
    watch = watch_of(case, silences)
    return project(events, rules_of(case), terms_of(case), worked_to=worked_to, watch=watch)


def terms_by(law: Calendar, own_days: Calendar | None, ladder: str = "") -> Terms:
    """How a hall counts by these calendars; an event that changes the version finds its terms here."""

    def find(version: str) -> Terms:
        return terms(version, ladder)

    held = pinned(ladder)
    promising = Terms(calendar=own_days, find=find, ladder=held) if own_days else None
    return Terms(calendar=law, own=promising, find=find, ladder=held)


def pinned(key: str) -> Ladder:
    """The ladder under a key of the hall that is entered; the default one under none."""
    return Ladder.from_json(PinnedLadder.objects.get(key=key).ladder) if key else DEFAULT


def rules_of(case: Case) -> ItemRules:
    """The rules that the case pins, as far as they can be watched."""
    rules = ItemRules.from_json(case.version.rules)
    guide = case.version.guide
    if guide is not None:
        rules = replace(
            rules,
            materials=tuple(one["name"] for one in guide["materials"]),
            fees=tuple(FeeRule(one["name"], one.get("amount"), one.get("condition", "")) for one in guide["fees"]),
        )
    return rules.of_begin_and_end() if case.is_partial else rules


def watch_of(case: Case, silences: Silences) -> Watch:
    """How the case is watched; `silences` are those of its hall (`silences.of_hall`), which is entered."""
    return Watch(case.is_partial, case.is_trial, silences, rulings_of_entered(), earlier_of(case))


def earlier_of(case: Case) -> tuple[Earlier, ...] | None:
    """The earlier cases of its applicant and item that it pins; None where it pins none because nobody looked."""
    return None if case.earlier is None else tuple(Earlier.from_json(one) for one in case.earlier)


def as_event(row: CaseEvent) -> Event:
    return Event(
        row.sequence, EventKind(row.kind), row.occurred_at, row.recorded_at, row.detail, row.corrects, feed(row.source),
        tuple(row.anomalies), person(row.detail, row.source, row.actor_name),
    )  # fmt: skip


def person(detail: Mapping[str, Any], source: str, recorded_by: str) -> str:
    """Who did it: as the source tells, or who recorded it at a window."""
    return str(detail.get("person") or (recorded_by if source == WINDOW else ""))


def feed(source: str) -> str:
    """A source as the law sees it: windows are none."""
    return "" if source == WINDOW else source


def events_of(cases: Sequence[Case]) -> dict[int, list[CaseEvent]]:
    """The events of these cases in order, in one statement."""
    found: dict[int, list[CaseEvent]] = {case.pk: [] for case in cases}
    rows: Iterable[CaseEvent] = CaseEvent.objects.filter(case__in=list(found)).order_by("case_id", "sequence")
    for row in rows:
        found[row.case_id].append(row)
    return found
