"""Items and events for the tests of cases, and everything that a case leaves behind, to be compared whole."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from foundation.models import Agenda, Outbox
from reporting.models import Board, Delta
from rulebook.case import Anchor, CaseType, EventKind, ItemRules, LimitRule, StageRule
from rulebook.clock import Limit, Unit
from tenants.alerts.models import Alert, AlertNote
from tenants.cases.append import CaseBatch, NewEvent
from tenants.cases.models import Case, CaseEvent
from tenants.items.models import ItemVersion
from tenants.items.publish import Draft, publish

SHANGHAI = ZoneInfo("Asia/Shanghai")
CODE = "130322000000"  # 昌黎县
ITEM, DEPARTMENT = "XK-100", "D-PERMITS"
# Promised 8 working days of a statutory 20, with a survey of 4.
SURVEY = ItemRules(
    CaseType.TIME_LIMITED,
    promised=LimitRule(Anchor.ACCEPTED, Limit(8, Unit.WORKING_DAY)),
    statutory=LimitRule(
        Anchor.ACCEPTED, Limit(20, Unit.WORKING_DAY), extension=Limit(10, Unit.WORKING_DAY), basis="行政许可法 42(1)"
    ),
    stages=(StageRule("受理", Limit(1, Unit.WORKING_DAY)), StageRule("现场核查", Limit(4, Unit.WORKING_DAY))),
)


def at(text: str) -> datetime:
    """`03-09 10:00` of 2026 in Shanghai."""
    return datetime.fromisoformat(f"2026-{text}".replace(" ", "T")).replace(tzinfo=SHANGHAI)


def item(code: str = ITEM, rules: ItemRules = SURVEY, *, from_on: date = date(2025, 1, 1)) -> ItemVersion:
    return publish(Draft(code, f"事项 {code}", f"{code}-0", f"事项 {code}", "01", DEPARTMENT, rules, from_on))


def event(
    kind: EventKind, stated: str, event_id: str, *, recorded: str = "", corrects: int | None = None, **detail: Any
) -> NewEvent:
    """An event that was recorded when it is stated to have happened, or at `recorded`."""
    moment = at(stated)
    return NewEvent(kind, moment, detail, "test", event_id, corrects, at(recorded) if recorded else moment)


def life(number: str, *, day: int = 9, concluded: bool = True) -> list[NewEvent]:
    """A case of March 2026: received and accepted on `day`, surveyed, concluded two days later."""
    first, last = f"03-{day:02d}", f"03-{day + 2:02d}"
    found = [
        event(EventKind.RECEIVED, f"{first} 09:10", f"{number}/1"),
        event(EventKind.ACCEPTED, f"{first} 09:30", f"{number}/2"),
        event(EventKind.STAGE_BEGUN, f"{first} 10:00", f"{number}/3", stage="现场核查"),
    ]
    if concluded:
        found += [
            event(EventKind.STAGE_ENDED, f"{last} 11:00", f"{number}/4", stage="现场核查"),
            event(EventKind.CONCLUDED, f"{last} 11:20", f"{number}/5", outcome="GRANTED"),
        ]
    return found


def batch(number: str, events: Sequence[NewEvent], version: ItemVersion | None = None) -> CaseBatch:
    return CaseBatch(number, events, version=version, applicant_name="某公司")


TABLES = (Case, CaseEvent, Alert, AlertNote, Delta, Agenda, Outbox, Board)


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row that cases write, in the hall and in public: a refusal must leave it as it was."""
    return {model.__name__: sorted(model.objects.values_list(), key=repr) for model in TABLES}


def standing() -> dict[str, Any]:
    """What follows from the events, without the keys that two ways of writing them may number differently."""
    numbers = dict(Case.objects.values_list("pk", "number"))
    cases = {case.number: {**vars(case), "id": None, "_state": None} for case in Case.objects.all()}
    events = [
        (numbers[row.case_id], row.sequence, row.kind, row.occurred_at, row.recorded_at, row.detail, bytes(row.digest))
        for row in CaseEvent.objects.order_by("case__number", "sequence")
    ]
    things = sorted(
        (numbers[int(row.key)], row.at, row.priority, row.item, row.department, repr(row.figures))
        for row in Agenda.objects.filter(handler="case.clock")
    )
    shown = sorted(Board.objects.values_list("number", "level", "clock", "rung", "at", "is_case_open"))
    for values in cases.values():
        values["digest"] = bytes(values["digest"])
    return {"cases": cases, "events": events, "agenda": things, "board": shown}
