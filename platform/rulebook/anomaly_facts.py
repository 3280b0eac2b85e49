"""What rules about anomalies are judged on: facts of a case by name, each with its type and where it comes from.

A fact that a case does not tell is None: a rule that needs it is not judged there, so that nobody is blamed for what is
not known. A fact without a source is told by no part of this product yet: rules that need it wait (`Fact.source`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from rulebook.calendar import Calendar
from rulebook.case import CaseState, ClockName, Event, EventKind, FeeRule, ItemRules
from rulebook.clock import day_of
from rulebook.earlier import Earlier, told
from rulebook.facts import CaseFacts, fold
from rulebook.silence import NONE, Silences
from rulebook.standing import Clock, Terms, decision_clocks

MINUTE: Final = timedelta(minutes=1)
HOUR: Final = timedelta(hours=1)
REFUSALS: Final = frozenset({EventKind.DECLINED, EventKind.NOT_REQUIRED})


@dataclass(frozen=True, slots=True)
class Subject:
    """A case as it stands: its effective events in stated order, and what was folded from them."""

    known: Sequence[Event]
    facts: CaseFacts
    rules: ItemRules
    terms: Terms
    silences: Silences = field(default_factory=lambda: NONE)
    is_partial: bool = False
    earlier: Sequence[Earlier] | None = None  # cases of the same applicant and item; None where it is not known


@dataclass(frozen=True, slots=True)
class Fact:
    """`kind` is its type in CEL; `source` says where it comes from, empty while nothing tells it."""

    kind: str
    zh: str
    en: str
    source: str = ""
    read: Callable[[Subject], Any] = lambda _subject: None


def facts_of(subject: Subject, names: Iterable[str]) -> dict[str, Any]:
    """These facts of the case; None where it does not tell one. Moments in UTC: CEL knows no named zones."""
    found = {name: FACTS[name].read(subject) for name in names}
    return {name: value.astimezone(UTC) if isinstance(value, datetime) else value for name, value in found.items()}


def _outcome(one: Subject) -> str:
    return one.facts.outcome if one.facts.state is CaseState.CONCLUDED else ""


def _ending(one: Subject) -> Event | None:
    return next((event for event in one.known if event.at == one.facts.ended_at and _ends(event)), None)


def _ends(event: Event) -> bool:
    return event.kind in {EventKind.CONCLUDED, EventKind.WITHDRAWN} | REFUSALS


def _refused(one: Subject) -> Event | None:
    ending = _ending(one)
    is_refused = ending and (ending.kind in REFUSALS or ending.detail.get("outcome") == "REFUSED")
    return ending if is_refused else None


def _is_reasoned(one: Subject) -> bool | None:
    refused = _refused(one)
    return None if refused is None else bool(str(refused.detail.get("reason") or "").strip())


def _stages_missing(one: Subject) -> list[str] | None:
    """Declared stages of which neither begin nor end was recorded; the middle of 一厅双网 is not recorded here."""
    if one.is_partial or not one.rules.stages:
        return None
    passed = {run.name for run in one.facts.stages}
    return [stage.name for stage in one.rules.stages if stage.name not in passed]


def _stage_ends(one: Subject) -> list[Event]:
    return [event for event in one.known if event.kind is EventKind.STAGE_ENDED]


def _stages_at_once(one: Subject) -> int:
    """The most different stages that are said to have ended within one minute."""
    return max((len(group) for group in _together(_stage_ends(one), lambda event: event.at)), default=0)


def _together(events: Sequence[Event], when: Callable[[Event], datetime]) -> Iterable[set[str]]:
    """For each event the stages of those that came within a minute of it."""
    for first in events:
        yield {
            str(event.detail.get("stage", "")) for event in events if timedelta(0) <= when(event) - when(first) < MINUTE
        }


def _back_entered(one: Subject) -> list[Event]:
    """Stage ends that were recorded on a later working day than they are said to have happened on, all in one minute.

    What a feed brings after it was silent is no back-entry: nobody could have recorded it before.
    """
    late = [event for event in _stage_ends(one) if _lag(one, event) >= 1 and not _was_cut_off(one, event)]
    groups = [
        [event for event in late if timedelta(0) <= event.recorded_at - first.recorded_at < MINUTE] for first in late
    ]
    return max(groups, key=len, default=[])


def _lag(one: Subject, event: Event) -> int:
    """Working days from the day that is stated to the day of the record."""
    return _between(one.terms.calendar, event.at, event.recorded_at)


def _between(calendar: Calendar, begin: datetime, end: datetime) -> int:
    return calendar.working_days_between(day_of(begin), day_of(end))


def _was_cut_off(one: Subject, event: Event) -> bool:
    """Whether its feed was silent, or catching up, when it was recorded."""
    spans = one.silences.get(event.source, ())
    return any(
        span.begin <= event.recorded_at and (span.held_until is None or event.recorded_at <= span.held_until)
        for span in spans
    )


def _back_entry_days(one: Subject) -> int:
    return max((_lag(one, event) for event in _back_entered(one)), default=0)


def _back_entered_at(one: Subject) -> datetime | None:
    return max((event.recorded_at for event in _back_entered(one)), default=None)


def _receipt_after_decision_hours(one: Subject) -> int | None:
    """Whole hours from the decision as stated until the receipt was recorded; 0 if the receipt was recorded first."""
    receipt = next((event for event in one.known if event.kind is EventKind.RECEIVED), None)
    if receipt is None or one.facts.state is not CaseState.CONCLUDED or one.facts.ended_at is None:
        return None
    if one.is_partial or _was_cut_off(one, receipt):
        return None
    return max(0, (receipt.recorded_at - one.facts.ended_at) // HOUR)


def _handled_seconds(one: Subject) -> int | None:
    """From acceptance to the decision; of a case with at least two declared stages, whose middle is recorded here."""
    if one.is_partial or len(one.rules.stages) < 2 or one.facts.state is not CaseState.CONCLUDED:
        return None
    if one.facts.accepted_at is None or one.facts.ended_at is None:
        return None
    return int((one.facts.ended_at - one.facts.accepted_at).total_seconds())


def _stops(one: Subject) -> list[dict[str, Any]]:
    """Pauses, and corrections asked after acceptance: the working days left of those given when they began.

    Both are -1 where no promised clock ran. The day of the event is not counted: 0 left is the last day.
    """
    found = []
    for place, event in enumerate(one.known):
        is_late_correction = event.kind is EventKind.CORRECTION_ASKED and bool(
            one.facts.accepted_at and event.at >= one.facts.accepted_at
        )
        if event.kind is EventKind.PAUSE_BEGUN or is_late_correction:
            given, left = _days_left(one, place)
            found.append(
                {
                    "kind": "CORRECTION" if is_late_correction else str(event.detail.get("kind") or ""),
                    "days_given": given,
                    "days_left": left,
                    "has_plan": isinstance(event.detail.get("planned_days"), int),
                    "has_ended": is_late_correction or _has_ended(one, event),
                }
            )
    return found


def _has_ended(one: Subject, begun: Event) -> bool:
    return any(pause.begin == begun.at and pause.end is not None for pause in one.facts.suspensions)


def _days_left(one: Subject, place: int) -> tuple[int, int]:
    """Working days of the promise, and from the event to its last day, as the clock stood before the event."""
    before, at, calendar = one.known[:place], one.known[place].at, one.terms.calendar
    promised = _promised(decision_clocks(fold(before), one.rules, one.terms)) if before else None
    if promised is None or promised.due_at is None or at > promised.due_at:
        return -1, -1
    last = promised.due_at - timedelta(seconds=1)  # midnight closes the day before
    return _between(calendar, promised.started_at, last), _between(calendar, at, last)


def _promised(standing: Iterable[Clock]) -> Clock | None:
    return next((clock for clock in standing if clock.name is ClockName.PROMISED), None)


def _stopped_at(one: Subject) -> datetime | None:
    """When the first stop began that was opened on the last day but one or later, and not with the promise itself."""
    for place, event in enumerate(one.known):
        if event.kind in (EventKind.PAUSE_BEGUN, EventKind.CORRECTION_ASKED):
            given, left = _days_left(one, place)
            if 0 <= left <= 1 and left < given:
                return event.at
    return None


def _paused_at(one: Subject) -> datetime | None:
    return next((event.at for event in one.known if event.kind is EventKind.PAUSE_BEGUN), None)


def _charges(one: Subject) -> list[Event]:
    return [event for event in one.known if event.kind is EventKind.FEE_CHARGED]


def _fees(one: Subject) -> list[dict[str, Any]] | None:
    """What was charged, beside what the guide of the pinned version lists; None where there is no list or no charge."""
    charged = [event for event in _charges(one) if isinstance(event.detail.get("amount"), int)]
    if one.rules.fees is None or not charged:
        return None
    return [_fee(event, one.rules.fees) for event in charged]


def _fee(event: Event, listed: Sequence[FeeRule]) -> dict[str, Any]:
    """Amounts in cents. `standard` is the amount for its condition, -1 where the list gives none for it."""
    said = event.detail
    name, amount, condition = (
        str(said.get("fee") or ""),
        int(said.get("amount") or 0),
        str(said.get("condition") or ""),
    )
    rows = [row for row in listed if row.name == name]
    amounts = [row.amount for row in rows if row.amount is not None]
    standard = next((row.amount for row in rows if row.condition == condition and row.amount is not None), -1)
    return {
        "name": name,
        "amount": amount,
        "condition": condition,
        "is_listed": bool(rows),
        "is_amount_listed": not amounts or amount in amounts,
        "standard": standard,
    }


def _charged_at(one: Subject) -> datetime | None:
    return next((event.at for event in _charges(one)), None)


def _persons(one: Subject, *, of_last: bool) -> list[str] | None:
    """Who ended the last declared stage, or the stages before it but the intake; None where that is not told of each.

    The intake is no handling: who registers a case may decide it.
    """
    if len(one.rules.stages) < 3:
        return None
    names = [stage.name for stage in one.rules.stages]
    wanted = {names[-1]} if of_last else set(names[1:-1])
    found = [event for event in _stage_ends(one) if str(event.detail.get("stage", "")) in wanted]
    persons = [event.person for event in found]
    return sorted(set(persons)) if persons and all(persons) else None


def _earlier(one: Subject) -> list[dict[str, Any]] | None:
    if one.earlier is None:
        return None
    return told(one.earlier, one.facts.submitted_at, one.terms.calendar)


def _of_events(*kinds: EventKind) -> Callable[[Subject], int]:
    return lambda one: sum(event.kind in kinds for event in one.known)


_EVENTS, _ITEM, _BOTH = "events", "item", "events, item"
FACTS: Final[Mapping[str, Fact]] = {
    "state": Fact("string", "办件状态", "State of the case", _EVENTS, lambda one: one.facts.state.value),
    "outcome": Fact("string", "办结结果,未办结为空", "Outcome, empty before the conclusion", _EVENTS, _outcome),
    "submitted_at": Fact("timestamp", "收件时间", "Receipt", _EVENTS, lambda one: one.facts.submitted_at),
    "accepted_at": Fact("timestamp", "受理时间", "Acceptance", _EVENTS, lambda one: one.facts.accepted_at),
    "ended_at": Fact("timestamp", "办结时间", "End of the case", _EVENTS, lambda one: one.facts.ended_at),
    "verified_at": Fact("timestamp", "验证时间", "Verification", _EVENTS, lambda one: one.facts.verified_at),
    "delivered_at": Fact("timestamp", "送达时间", "Delivery", _EVENTS, lambda one: one.facts.delivered_at),
    "is_partial": Fact("bool", "一厅双网", "Seen at begin and end only", "department", lambda one: one.is_partial),
    "is_licence": Fact("bool", "是否行政许可", "Whether a licence", _ITEM, lambda one: one.rules.is_licence),
    "case_type": Fact("string", "办件类型代码", "Case type", _ITEM, lambda one: one.rules.case_type.value),
    "stages_declared": Fact("int", "事项规定的环节数", "Stages the item has", _ITEM, lambda one: len(one.rules.stages)),
    "stages_missing": Fact("list", "没有记录的环节", "Stages without a record", _BOTH, _stages_missing),
    "stages_at_once": Fact("int", "同一分钟内办完的环节数", "Stages ended within one minute", _EVENTS, _stages_at_once),
    "back_entered_stages": Fact(
        "int", "事后同一分钟补录的环节数", "Stages recorded in one minute, days later", _EVENTS,
        lambda one: len(_back_entered(one)),
    ),
    "back_entry_days": Fact("int", "补录滞后的工作日数", "Working days until the record", _EVENTS, _back_entry_days),
    "back_entered_at": Fact("timestamp", "补录时间", "When it was entered", _EVENTS, _back_entered_at),
    "receipt_after_decision_hours": Fact(
        "int", "办结后多少小时才录入收件", "Hours from decision to record of receipt", _EVENTS,
        _receipt_after_decision_hours,
    ),
    "handled_seconds": Fact("int", "受理到办结的秒数", "Seconds from acceptance to decision", _BOTH, _handled_seconds),
    "stops": Fact("list", "暂停与受理后补正", "Pauses, corrections after acceptance", _BOTH, _stops),
    "stopped_at": Fact("timestamp", "临期暂停时间", "When a stop near the end began", _BOTH, _stopped_at),
    "paused_at": Fact("timestamp", "首次暂停时间", "First pause", _EVENTS, _paused_at),
    "corrections": Fact("int", "补正次数", "Corrections asked", _EVENTS, _of_events(EventKind.CORRECTION_ASKED)),
    "fees": Fact("list", "收费与标准对照", "Fees beside the list", "events, guide", _fees),
    "charged_at": Fact("timestamp", "收费时间", "When a fee was charged", _EVENTS, _charged_at),
    "is_reasoned": Fact("bool", "不予受理或许可是否说明理由", "Whether a refusal has reasons", _EVENTS, _is_reasoned),
    "handlers": Fact("list", "承办、审核人员", "Who handled", _EVENTS, lambda one: _persons(one, of_last=False)),
    "approvers": Fact("list", "批准人员", "Who approved", _EVENTS, lambda one: _persons(one, of_last=True)),
    "earlier": Fact(
        "list", "同一申请人同一事项的先前办件", "Earlier cases of applicant and item", "registration", _earlier,
    ),
    # No part of the product tells these yet: rules that need them wait.
    "refusal_overturned": Fact("bool", "不予受理被认定错误", "Refusal found wrong on review"),
    "must_be_online": Fact("bool", "必须网上办理", "Must be handled online"),
    "is_online": Fact("bool", "是否网上办理", "Handled online"),
    "decider_is_authorised": Fact("bool", "决定人是否有权", "Whether the decider has the authority"),
    "item_cancelled_on": Fact("string", "事项取消日期", "Day the item was cancelled"),
    "rated_by_clerk": Fact("bool", "是否工作人员代评", "Rated by the clerk"),
    "preconditions_beyond_item": Fact("list", "清单外前置条件", "Preconditions beyond the item"),
}  # fmt: skip
MOMENTS: Final = frozenset(name for name, fact in FACTS.items() if fact.kind == "timestamp")
