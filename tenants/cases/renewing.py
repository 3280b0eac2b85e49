"""日历变更 of one case: the event that brings it under the version of the calendar that is current in its hall."""

from collections.abc import Sequence
from typing import Any

from hierarchy import calendars
from rulebook import moves
from rulebook.case import Event, ItemRules
from tenants.cases import reading
from tenants.cases.models import Case


def change(case: Case, events: Sequence[Event], rules: ItemRules, version: str) -> dict[str, Any] | None:
    """What the event of the case says that brings it under a version; None where no date moves."""
    was = moves.pinned(events, case.calendar)
    if was == version:
        return None
    found = moves.moves(events, rules, before=reading.terms_of(case), after=reading.terms(version, case.ladder))
    if not found:
        return None
    return moves.detail(version, was=was, reason=calendars.grounds(version, since=was), moved=found)


def event_id(version: str, case: Case) -> str:
    """One change to a version a case."""
    return f"calendar:{calendars.digest(version)}:{case.pk}"
