"""The kinds of matters: what `writing` has to know of each."""

from collections.abc import Sequence
from typing import Any

from rulebook import accountability, supervision
from rulebook.accountability import AccountabilityAct
from rulebook.supervision import ActDone, OrderAct
from tenants.cases import reading
from tenants.directives.models import AccountabilityCase, AccountabilityEvent, OrderEvent, SupervisionOrder
from tenants.directives.writing import Life


def _of_order(order: SupervisionOrder, events: Sequence[ActDone]) -> dict[str, Any]:
    facts = supervision.fold(events)
    clock = supervision.reply(facts, reading.terms(order.calendar))
    return {
        "state": facts.state.value,
        "reply_due_at": clock.due_at if clock else None,
        "issued_at": facts.issued_at,
        "explained_at": facts.explained_at,
        "decided_at": facts.decided_at,
    }


def _of_accountability(case: AccountabilityCase, events: Sequence[ActDone]) -> dict[str, Any]:
    facts = accountability.fold(events)
    clock = accountability.clock(facts, reading.terms(case.calendar))
    return {
        "state": facts.state.value,
        "due_at": clock.due_at if clock else None,
        "issued_at": facts.issued_at,
        "decided_at": facts.decided_at,
    }


O, A = OrderAct, AccountabilityAct
ORDERS = Life(
    kind="ORDER",
    rules=supervision,
    events=OrderEvent,
    link="order",
    due="directive.reply",
    told="directive.tell",
    columns=_of_order,
    to_department=frozenset({O.ISSUED, O.RETURNED, O.ACCEPTED, O.REJECTED, O.WITHDRAWN, O.REMINDED}),
    to_supervisors=frozenset({O.DRAFTED, O.CHECKED, O.RECEIVED, O.EXPLAINED}),
    bad=frozenset({O.ESCALATED, O.REJECTED}),
)
ACCOUNTABILITY = Life(
    kind="ACCOUNTABILITY",
    rules=accountability,
    events=AccountabilityEvent,
    link="case",
    due="accountability.due",
    told="accountability.tell",
    columns=_of_accountability,
    to_department=frozenset(
        {A.APPROVED, A.RETURNED, A.DECIDED, A.SANCTIONED, A.UPHELD, A.REVOKED, A.REMINDED, A.FINAL, A.WITHDRAWN}
    ),
    to_supervisors=frozenset({A.OPENED, A.RECEIVED, A.REPORTED, A.FOUND, A.APPEALED, A.FINAL}),
    bad=frozenset({A.ESCALATED, A.DECIDED}),
)
MATTERS: dict[type[Any], Life] = {SupervisionOrder: ORDERS, AccountabilityCase: ACCOUNTABILITY}
LIVES = {life.kind: life for life in MATTERS.values()}
