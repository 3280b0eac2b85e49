"""The kinds of matters: what `writing` has to know of each."""

from collections.abc import Sequence
from typing import Any

from rulebook import accountability, circular, supervision
from rulebook.accountability import AccountabilityAct
from rulebook.circular import CircularAct
from rulebook.signals import Level
from rulebook.supervision import ActDone, OrderAct, OrderFacts
from tenants.cases import reading
from tenants.directives.models import (
    AccountabilityCase,
    AccountabilityEvent,
    Circular,
    CircularEvent,
    OrderEvent,
    SupervisionOrder,
)
from tenants.directives.writing import Life


def _of_order(order: SupervisionOrder, events: Sequence[ActDone]) -> dict[str, Any]:
    facts = supervision.fold(events)
    clock = supervision.reply(facts, reading.terms_of(order))
    return {
        "state": facts.state.value,
        "reply_due_at": clock.due_at if clock else None,
        "issued_at": facts.issued_at,
        "explained_at": facts.explained_at,
        "decided_at": facts.decided_at,
    }


def _of_accountability(case: AccountabilityCase, events: Sequence[ActDone]) -> dict[str, Any]:
    facts = accountability.fold(events)
    clock = accountability.clock(facts, reading.terms_of(case))
    return {
        "state": facts.state.value,
        "due_at": clock.due_at if clock else None,
        "issued_at": facts.issued_at,
        "decided_at": facts.decided_at,
    }


def _of_circular(matter: Circular, events: Sequence[ActDone]) -> dict[str, Any]:
    facts = circular.fold(events)
    clock = circular.clock(facts, reading.terms_of(matter))
    return {
        "state": facts.state.value,
        "due_at": clock.due_at if clock else None,
        "issued_at": facts.issued_at,
        "published_at": facts.published_at,
    }


def _level_of_order(order: SupervisionOrder, facts: OrderFacts) -> str:
    """Of the rung of its ladder by which it was escalated."""
    past = supervision.past_reply(facts, reading.terms_of(order))
    return past.rung.level.value if past and past.rung.level else Level.YELLOW.value


def _red(_matter: Any, _facts: Any) -> str:
    return Level.RED.value


D, A, C = OrderAct, AccountabilityAct, CircularAct
ORDERS = Life(
    kind="ORDER",
    rules=supervision,
    events=OrderEvent,
    link="order",
    due="directive.reply",
    told="directive.tell",
    columns=_of_order,
    level=_level_of_order,
    to_department=frozenset(
        {D.ISSUED, D.RETURNED, D.ACCEPTED, D.REJECTED, D.WITHDRAWN, D.REMINDED, D.TIME_GIVEN, D.TIME_DENIED}
    ),
    to_supervisors=frozenset({D.DRAFTED, D.CHECKED, D.RECEIVED, D.EXPLAINED, D.TIME_ASKED}),
    bad=frozenset({D.ESCALATED, D.REJECTED}),
)
ACCOUNTABILITY = Life(
    kind="ACCOUNTABILITY",
    rules=accountability,
    events=AccountabilityEvent,
    link="case",
    due="accountability.due",
    told="accountability.tell",
    columns=_of_accountability,
    level=_red,
    to_department=frozenset(
        {A.APPROVED, A.RETURNED, A.DECIDED, A.SANCTIONED, A.UPHELD, A.REVOKED, A.REMINDED, A.FINAL, A.WITHDRAWN}
    ),
    to_supervisors=frozenset({A.OPENED, A.RECEIVED, A.REPORTED, A.FOUND, A.APPEALED, A.FINAL}),
    bad=frozenset({A.ESCALATED, A.DECIDED}),
)
CIRCULARS = Life(
    kind="CIRCULAR",
    rules=circular,
    events=CircularEvent,
    link="circular",
    due="circular.due",
    told="circular.tell",
    columns=_of_circular,
    level=_red,
    to_department=frozenset({C.SHOWN, C.PUBLISHED, C.EXPIRED, C.WITHDRAWN}),
    to_supervisors=frozenset({C.DRAFTED, C.REPLIED}),
    bad=frozenset({C.PUBLISHED}),
)
MATTERS: dict[type[Any], Life] = {
    SupervisionOrder: ORDERS,
    AccountabilityCase: ACCOUNTABILITY,
    Circular: CIRCULARS,
}
LIVES = {life.kind: life for life in MATTERS.values()}
