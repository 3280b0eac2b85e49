"""A case written as a story, for tables of the law: events with their stated and, if later, recorded times."""

from datetime import datetime
from zoneinfo import ZoneInfo

from rulebook.calendar import china
from rulebook.case import Anchor, CaseType, Event, EventKind, ItemRules, LimitRule, StageRule
from rulebook.clock import Limit, Unit
from rulebook.standing import Terms

SHANGHAI = ZoneInfo("Asia/Shanghai")
TERMS = Terms(china())
SURVEY = ItemRules(  # promised 8, statutory 20 + 10, a survey of 4: item 3 of the demo's catalog
    CaseType.TIME_LIMITED,
    promised=LimitRule(Anchor.ACCEPTED, Limit(8, Unit.WORKING_DAY)),
    statutory=LimitRule(
        Anchor.ACCEPTED, Limit(20, Unit.WORKING_DAY), extension=Limit(10, Unit.WORKING_DAY), basis="行政许可法 42(1)"
    ),
    stages=(StageRule("受理", Limit(1, Unit.WORKING_DAY)), StageRule("现场核查", Limit(4, Unit.WORKING_DAY))),
)


def at(text: str) -> datetime:
    """`09-01 10:00` of 2026, or a full date, in Shanghai."""
    full = text if len(text) > 11 else f"2026-{text}"
    return datetime.fromisoformat(full.replace(" ", "T")).replace(tzinfo=SHANGHAI)


def story(*lines: tuple[object, ...]) -> list[Event]:
    """Lines (kind, stated[, detail][, recorded]); the sequence is their order."""
    events = []
    for sequence, (kind, stated, *rest) in enumerate(lines, start=1):
        detail = next((part for part in rest if isinstance(part, dict)), {})
        recorded = next((part for part in rest if isinstance(part, str)), stated)
        said = {name: value for name, value in detail.items() if name != "corrects"}
        event = Event(sequence, EventKind(str(kind)), at(str(stated)), at(str(recorded)), said, detail.get("corrects"))
        events.append(event)
    return events
