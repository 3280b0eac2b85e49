"""Who an event is, so that a second run, or the same rows in another file, change nothing.

With an event id of the file: case and id. Without: case, all attributes, and the ordinal among equals in the file.
What a case states of itself (and the cells of a row that is a case) is known by kind, moment, deadline and outcome.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from foundation.digests import sm3
from rulebook.case import EventKind
from tenants.cases.append import NewEvent
from tenants.exchange.grouping import CaseReadings
from tenants.exchange.profile import Profile
from tenants.exchange.reading import Moment, Reading

# At one moment things happened in this order, whatever the order of the rows.
RANK = {kind.value: place for place, kind in enumerate((EventKind.RECEIVED, EventKind.ACCEPTED))}
LAST = {kind.value: 90 + place for place, kind in enumerate((EventKind.CONCLUDED, EventKind.DELIVERED))}
MIDDLE = 50


@dataclass(frozen=True, slots=True)
class Identified:
    """A case with its events in stated order, and for each record that counts the ids of its events."""

    number: str
    about: list[str]
    events: list[NewEvent]
    counted: list[list[str]]


def identified(case: CaseReadings, profile: Profile) -> Identified:
    """The events of a case, each once."""
    seen: Counter[str] = Counter()
    moments: dict[str, Moment] = {}
    counted: list[list[str]] = []
    for reading in case.readings:
        ids = []
        for moment in reading.moments:
            key = event_id(case.number, moment, seen)
            moments.setdefault(key, moment)
            if moment.is_own:
                ids.append(key)
        if reading.is_event:
            counted.append(ids)
    if profile.begins_with_first_event and moments:
        moments |= _begin(case.number, moments)
    events = sorted(moments.items(), key=_order)
    return Identified(case.number, _about(case.readings), [_new(key, one, profile) for key, one in events], counted)


def event_id(number: str, moment: Moment, seen: Counter[str]) -> str:
    """Equal ones are told apart by their ordinal, but for those that an id names or that the case states once."""
    ordinal = 0
    if moment.is_own and not moment.identity.startswith("id|"):
        ordinal = seen[moment.identity]
        seen[moment.identity] += 1
    return sm3(f"{number}\x1d{moment.identity}\x1d{ordinal}".encode()).hex()


def _begin(number: str, moments: dict[str, Moment]) -> dict[str, Moment]:
    """A log that states no begin of its cases: they are received and accepted with their first event."""
    first = min(moments.values(), key=lambda one: _moment_at(one.at))
    added = [
        Moment(kind.value, first.at, {}, f"begin|{kind.value}", is_own=False)
        for kind in (EventKind.RECEIVED, EventKind.ACCEPTED)
    ]
    return {event_id(number, one, Counter()): one for one in added}


def _order(entry: tuple[str, Moment]) -> tuple[datetime, int]:
    moment = entry[1]
    return _moment_at(moment.at), RANK.get(moment.kind, LAST.get(moment.kind, MIDDLE))


def _new(key: str, moment: Moment, profile: Profile) -> NewEvent:
    return NewEvent(EventKind(moment.kind), _moment_at(moment.at), moment.detail, profile.source, key)


def _moment_at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _about(readings: list[Reading]) -> list[str]:
    """What is said of the case, each from the first record that says it."""
    parts: Iterator[tuple[Any, ...]] = zip(*(reading.about for reading in readings), strict=True)
    return [next((one for one in part if one), "") for part in parts]
