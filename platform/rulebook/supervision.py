"""督办: the life of a supervision order, folded from its acts. Which act may follow which, and the clock of the reply.

拟稿、核稿、签发: who drafts neither checks nor signs. The department states its reasons by a limit (说明理由); they are
accepted, returned for a better answer, or rejected. A wrong order is withdrawn by a reasoned act; all of it stays.
Accepted reasons change no lateness: overdue with accepted reasons is still late (docs/rules/supervision.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from rulebook.clock import Limit, Reckoning, Unit, local, reckon
from rulebook.rungs import Reached, Span, reached
from rulebook.signals import REPLY
from rulebook.standing import Terms

# A reply is asked in working days. Which number is the order's own: no source of ours names one.
MOST_REPLY_DAYS = 60


class OrderKind(StrEnum):
    """What is asked of the department."""

    ORDER = "ORDER"  # 督办通知书: its reasons
    RECTIFICATION = "RECTIFICATION"  # 整改通知书: a correction
    ADVICE = "ADVICE"  # 监察建议书: to heed it and to say how
    TALK = "TALK"  # 诫勉谈话通知书: its head comes to a talk


class OrderAct(StrEnum):
    """What is done with an order. REMINDED and ESCALATED are the worker's own."""

    DRAFTED = "DRAFTED"  # 拟稿
    CHECKED = "CHECKED"  # 核稿
    SENT_BACK = "SENT_BACK"  # to its drafter
    REDRAFTED = "REDRAFTED"
    ISSUED = "ISSUED"  # 签发
    RECEIVED = "RECEIVED"  # 签收, the receipt of the department
    TIME_ASKED = "TIME_ASKED"  # 申请延期, while the reply is not late
    TIME_GIVEN = "TIME_GIVEN"  # more working days, once
    TIME_DENIED = "TIME_DENIED"
    EXPLAINED = "EXPLAINED"  # 说明理由
    ACCEPTED = "ACCEPTED"  # the reasons hold: still late, no card
    RETURNED = "RETURNED"  # a better answer is asked, with a limit of its own
    REJECTED = "REJECTED"  # the reasons do not hold
    REMINDED = "REMINDED"
    ESCALATED = "ESCALATED"
    WITHDRAWN = "WITHDRAWN"


class OrderState(StrEnum):
    DRAFT = "DRAFT"
    CHECKED = "CHECKED"
    AWAITING_REPLY = "AWAITING_REPLY"
    EXPLAINED = "EXPLAINED"
    ACCEPTED = "ACCEPTED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"


OPEN = frozenset({OrderState.DRAFT, OrderState.CHECKED, OrderState.AWAITING_REPLY, OrderState.EXPLAINED})
SILENT = frozenset({OrderAct.REMINDED, OrderAct.ESCALATED})


@dataclass(frozen=True, slots=True)
class ActDone:
    """One act of a chain, of an order or another matter. `person` is the key of who acted, empty for the worker."""

    sequence: int
    act: str
    at: datetime
    person: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What is known of an order. `asked_at` begins the clock of the reply that is awaited now."""

    state: OrderState
    reply_days: int
    drafter: str
    checker: str = ""
    issued_at: datetime | None = None
    received_at: datetime | None = None
    asked_at: datetime | None = None
    explained_at: datetime | None = None
    decided_at: datetime | None = None
    is_reminded: bool = False
    is_escalated: bool = False
    is_time_asked: bool = False  # and not answered
    had_time: bool = False  # asked for it before, whatever the answer

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def waits_for(self) -> str:
        """What its row on the board waits for."""
        return "REPLY" if self.state is OrderState.AWAITING_REPLY else ""


def fold(events: Sequence[ActDone]) -> OrderFacts:
    """Events in order; the first one is DRAFTED."""
    first = events[0]
    facts = OrderFacts(OrderState.DRAFT, int(first.detail["reply_days"]), first.person)
    for event in events[1:]:
        facts = _after(facts, event)
    return facts


def _after(facts: OrderFacts, event: ActDone) -> OrderFacts:
    match event.act:
        case OrderAct.CHECKED:
            return replace(facts, state=OrderState.CHECKED, checker=event.person)
        case OrderAct.SENT_BACK:
            return replace(facts, state=OrderState.DRAFT, checker="")
        case OrderAct.REDRAFTED:
            days = int(event.detail.get("reply_days", facts.reply_days))
            return replace(facts, state=OrderState.DRAFT, checker="", drafter=event.person, reply_days=days)
        case OrderAct.ISSUED:
            return replace(facts, state=OrderState.AWAITING_REPLY, issued_at=event.at, asked_at=event.at)
        case OrderAct.RECEIVED:
            return replace(facts, received_at=event.at)
        case OrderAct.TIME_ASKED:
            return replace(facts, is_time_asked=True, had_time=True)
        case OrderAct.TIME_GIVEN:
            days = facts.reply_days + int(event.detail["days"])
            return replace(facts, is_time_asked=False, reply_days=days, is_reminded=False, is_escalated=False)
        case OrderAct.TIME_DENIED:
            return replace(facts, is_time_asked=False)
        case OrderAct.EXPLAINED:
            return replace(facts, state=OrderState.EXPLAINED, explained_at=event.at, is_time_asked=False)
        case OrderAct.RETURNED:
            return replace(
                facts,
                state=OrderState.AWAITING_REPLY,
                reply_days=int(event.detail["reply_days"]),
                asked_at=event.at,
                is_reminded=False,
                is_escalated=False,
                had_time=False,
            )
        case OrderAct.ACCEPTED | OrderAct.REJECTED | OrderAct.WITHDRAWN:
            return replace(facts, state=OrderState(event.act), decided_at=event.at)
        case OrderAct.REMINDED:
            return replace(facts, is_reminded=True)
        case OrderAct.ESCALATED:
            return replace(facts, is_escalated=True)
    return facts


def reply(facts: OrderFacts, terms: Terms) -> Reckoning | None:
    """The clock of the reply that was asked last; it runs from the issue or the return, in working days."""
    if facts.asked_at is None:
        return None
    return reckon(
        facts.asked_at,
        Limit(facts.reply_days, Unit.WORKING_DAY),
        calendar=terms.calendar,
        day_end=terms.day_end,
        yellow_edge=terms.yellow_edge,
        now=facts.asked_at,
    )


def is_reply_late(facts: OrderFacts, terms: Terms, *, now: datetime) -> bool:
    """The reply was given, or is not given yet, after its last day."""
    clock = reply(facts, terms)
    if clock is None or clock.due_at is None:
        return False
    waits = facts.state is OrderState.AWAITING_REPLY
    answered_at = None if waits else facts.explained_at
    return (answered_at or (now if waits else clock.due_at)) > clock.due_at


def next_moment(facts: OrderFacts, terms: Terms) -> tuple[datetime, OrderAct] | None:
    """What the worker does next while a reply is awaited: remind as it draws near, escalate when it is past."""
    if facts.state is not OrderState.AWAITING_REPLY or facts.is_escalated:
        return None
    near = next((one for one in _rungs(facts, terms) if one.rung.is_before), None)
    if near and not facts.is_reminded:
        return near.at, OrderAct.REMINDED
    past = past_reply(facts, terms)
    return (past.at, OrderAct.ESCALATED) if past else None


def past_reply(facts: OrderFacts, terms: Terms) -> Reached | None:
    """The rung of a reply that did not come; None where the ladder has none, so that nothing is escalated."""
    return next((one for one in _rungs(facts, terms) if not one.rung.is_before), None)


def _rungs(facts: OrderFacts, terms: Terms) -> tuple[Reached, ...]:
    clock = reply(facts, terms)
    if clock is None or clock.due_at is None or clock.due_on is None or facts.asked_at is None:
        return ()
    limit = Limit(facts.reply_days, Unit.WORKING_DAY)
    span = Span(local(facts.asked_at), clock.due_at, clock.due_on, limit)
    found = reached(terms.ladder.of(REPLY), span, of=limit, calendar=terms.calendar, day_end=terms.day_end)
    return tuple(one for one in found if one.rung.level is not None)


# From which state an act may be done.
_FROM: dict[OrderAct, frozenset[OrderState]] = {
    OrderAct.CHECKED: frozenset({OrderState.DRAFT}),
    OrderAct.SENT_BACK: frozenset({OrderState.DRAFT, OrderState.CHECKED}),
    OrderAct.REDRAFTED: frozenset({OrderState.DRAFT, OrderState.CHECKED}),
    OrderAct.ISSUED: frozenset({OrderState.CHECKED}),
    OrderAct.RECEIVED: frozenset({OrderState.AWAITING_REPLY}),
    OrderAct.TIME_ASKED: frozenset({OrderState.AWAITING_REPLY}),
    OrderAct.TIME_GIVEN: frozenset({OrderState.AWAITING_REPLY}),
    OrderAct.TIME_DENIED: frozenset({OrderState.AWAITING_REPLY}),
    OrderAct.EXPLAINED: frozenset({OrderState.AWAITING_REPLY}),
    OrderAct.REMINDED: frozenset({OrderState.AWAITING_REPLY}),
    OrderAct.ESCALATED: frozenset({OrderState.AWAITING_REPLY}),
    OrderAct.ACCEPTED: frozenset({OrderState.EXPLAINED}),
    OrderAct.RETURNED: frozenset({OrderState.EXPLAINED}),
    # Silence is no reason: what was not explained in time may be rejected.
    OrderAct.REJECTED: frozenset({OrderState.EXPLAINED, OrderState.AWAITING_REPLY}),
    OrderAct.WITHDRAWN: frozenset(OrderState) - {OrderState.WITHDRAWN},
}


def objection(act: OrderAct, facts: OrderFacts, terms: Terms, *, person: str, now: datetime) -> str | None:
    """Why an act may not be done now, as a code; None if it may."""
    if facts.state not in _FROM.get(act, frozenset()):
        return "ORDER_NOT_OPEN" if not facts.is_open else "ORDER_OUT_OF_TURN"
    if act in (OrderAct.CHECKED, OrderAct.ISSUED) and person == facts.drafter:
        return "SAME_PERSON"
    if act is OrderAct.RECEIVED and facts.received_at is not None:
        return "ALREADY_RECEIVED"
    if act is OrderAct.REJECTED and facts.state is OrderState.AWAITING_REPLY:
        return None if is_reply_late(facts, terms, now=now) else "REPLY_NOT_DUE"
    return _of_time(act, facts, terms, now)


def _of_time(act: OrderAct, facts: OrderFacts, terms: Terms, now: datetime) -> str | None:
    """More time is asked once a reply, before it is late; what was asked may be answered later."""
    if act is OrderAct.TIME_ASKED:
        if facts.had_time:
            return "TIME_ALREADY_ASKED"
        return "TOO_LATE_FOR_TIME" if is_reply_late(facts, terms, now=now) else None
    if act in (OrderAct.TIME_GIVEN, OrderAct.TIME_DENIED) and not facts.is_time_asked:
        return "NO_TIME_ASKED"
    return None


def permitted(facts: OrderFacts, terms: Terms, *, person: str, now: datetime) -> list[OrderAct]:
    """What this person might do next, whatever his role."""
    acts = [act for act in OrderAct if act not in SILENT]
    return [act for act in acts if objection(act, facts, terms, person=person, now=now) is None]
