"""数据质量 (K7): how well what happened is recorded: in time, whole, in order, once.

Timeliness is the stated against the recorded time: the standard has events go up within 24 hours. What was recorded is
counted on the day of the record, a case that is not whole on the day of its conclusion.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from rulebook.anomalies import Anomaly
from rulebook.case import CaseState, Event, EventKind, ItemRules
from rulebook.facts import CaseFacts
from rulebook.measures import Measure

UP_WITHIN: Final = timedelta(hours=24)
HOUR: Final = timedelta(hours=1)
# Marks that say what is asked for, not that the record is out of order.
OF_CONTENT: Final = frozenset({Anomaly.NEW_IN_LATER_NOTICE, Anomaly.BEYOND_GUIDE})
OUT_OF_ORDER: Final = tuple(code.value for code in Anomaly if code not in OF_CONTENT)
_DECIDED: Final = frozenset({"GRANTED", "REFUSED"})


def recorded(events: Sequence[Event]) -> Iterator[tuple[datetime, Measure, int]]:
    """What each record adds, at the moment of the record. A correction of the record is none of what happened."""
    seen: set[tuple[str, str, datetime]] = set()
    for event in sorted(events, key=lambda one: one.sequence):
        if event.kind is EventKind.CORRECTED:
            continue
        lag = event.recorded_at - event.at
        if lag > UP_WITHIN:
            yield event.recorded_at, Measure.EVENTS_LATE, 1
        if lag >= HOUR:
            yield event.recorded_at, Measure.LAG_HOURS, lag // HOUR
        identity = (event.kind.value, str(event.detail.get("stage") or ""), event.at)
        if identity in seen:
            yield event.recorded_at, Measure.EVENTS_REPEATED, 1
        elif any(code in OUT_OF_ORDER for code in event.anomalies):
            yield event.recorded_at, Measure.EVENTS_ODD, 1
        seen.add(identity)


def is_incomplete(facts: CaseFacts, rules: ItemRules, *, is_partial: bool) -> bool:
    """A concluded case without receipt, outcome, acceptance or a declared stage; the last two not of 一厅双网."""
    if facts.state is not CaseState.CONCLUDED:
        return False
    if not facts.is_registered or not facts.outcome:
        return True
    if is_partial:
        return False
    passed = {run.name for run in facts.stages}
    is_skipped = facts.outcome in _DECIDED and any(stage.name not in passed for stage in rules.stages)
    return facts.accepted_at is None or is_skipped
