"""闭环 (C3): registration first, verification last. Breaks of the loop are reds that are no lateness (异常).

No source gives a figure for how long a conclusion may wait for its verification: `VERIFIED_WITHIN` is the project's own
setting, in working days after the day of the conclusion.
"""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Final

from rulebook.case import CaseState
from rulebook.clock import Limit, Unit
from rulebook.facts import CaseFacts
from rulebook.standing import Terms, limit_end

VERIFIED_WITHIN: Final = Limit(5, Unit.WORKING_DAY)


class LoopBreak(StrEnum):
    """Where the loop is broken; the rung of the alert."""

    UNREGISTERED = "UNREGISTERED"  # 体外循环: concluded, and no receipt was ever recorded
    DELIVERED_FIRST = "DELIVERED_FIRST"  # 体外循环: handed out without verification, or before it
    UNVERIFIED = "UNVERIFIED"  # concluded, and not verified in time


def standing_breaks(facts: CaseFacts) -> list[LoopBreak]:
    """Those that no time brings or heals: they follow from what is recorded alone."""
    found = []
    if facts.state is CaseState.CONCLUDED and not facts.is_registered:
        found.append(LoopBreak.UNREGISTERED)
    if facts.delivered_at and (facts.verified_at is None or facts.verified_at > facts.delivered_at):
        found.append(LoopBreak.DELIVERED_FIRST)
    return found


def breaks(facts: CaseFacts, terms: Terms, *, is_ours: bool) -> Iterator[tuple[datetime, LoopBreak]]:
    """Each with its moment. `is_ours`: received at a window of the hall, so that its window has to verify it."""
    at = {LoopBreak.UNREGISTERED: facts.ended_at, LoopBreak.DELIVERED_FIRST: facts.delivered_at}
    for one in standing_breaks(facts):
        moment = at[one]
        assert moment is not None
        yield moment, one
    if is_ours and facts.state is CaseState.CONCLUDED and facts.ended_at:
        due_at = limit_end(facts.ended_at, VERIFIED_WITHIN, terms.of(facts.calendar))
        if facts.verified_at is None or facts.verified_at > due_at:
            yield due_at, LoopBreak.UNVERIFIED
