"""What a new version of the calendar moves: the dates of the clocks that run, each before and after."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Self

from rulebook.calendar import Calendar, DayKind
from rulebook.case import Event, EventKind, ItemRules
from rulebook.facts import CaseFacts, effective, fold
from rulebook.standing import Clock, Terms, clocks


@dataclass(frozen=True, slots=True)
class Move:
    """One clock: when it was due and is due now; equal where only its warning moves, or it ceases to be provisional."""

    clock: str
    was: datetime | None
    due_at: datetime | None

    @classmethod
    def of(cls, before: Clock, after: Clock) -> Self:
        return cls(after.key, before.due_at, after.due_at)


def moves(events: Iterable[Event], rules: ItemRules, *, before: Terms, after: Terms) -> list[Move]:
    """The clocks that run and whose moments are others, or no longer provisional, under `after`.

    `before`: the terms that the case pins.
    """
    known = effective(events)
    return moved(fold(known), rules, before=before, after=after) if known else []


def moved(facts: CaseFacts, rules: ItemRules, *, before: Terms, after: Terms) -> list[Move]:
    old = {clock.key: clock for clock in clocks(facts, rules, before) if clock.ended_at is None}
    anew = clocks(replace(facts, calendar=""), rules, after)
    return [
        Move.of(old[clock.key], clock) for clock in anew if clock.key in old and _said(clock) != _said(old[clock.key])
    ]


def _said(clock: Clock) -> tuple[datetime | None, datetime | None, bool]:
    return clock.due_at, clock.yellow_at, clock.is_provisional


def detail(version: str, *, was: str, reason: str, moved: Iterable[Move]) -> dict[str, Any]:
    """What the event of `EventKind.CALENDAR_CHANGED` says: the versions, why, and each date before and after."""
    return {
        "calendar": version,
        "was": was,
        "reason": reason,
        "dates": [{"clock": one.clock, "was": _text(one.was), "due_at": _text(one.due_at)} for one in moved],
    }


def pinned(events: Iterable[Event], accepted_under: str) -> str:
    """The version that a case is counted by: of the last change that stands, else the one it was accepted under."""
    changes = [event for event in effective(events) if event.kind is EventKind.CALENDAR_CHANGED]
    return str(changes[-1].detail.get("calendar", "")) or accepted_under if changes else accepted_under


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


@dataclass(frozen=True, slots=True)
class Change:
    """A day that counts otherwise under the new calendar."""

    day: date
    before: DayKind
    after: DayKind
    title: str | None


def changes(before: Calendar, after: Calendar, days: Iterable[date]) -> Iterator[Change]:
    """Those of the days, in order, that are worked in one and off in the other."""
    for day in sorted(days):
        if before.is_working_day(day) != after.is_working_day(day):
            yield Change(day, before.kind(day), after.kind(day), after.title(day) or before.title(day))
