"""The one writer of acts on orders: folds, writes derived columns, the row of the board and the agenda, once each."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from foundation import agenda, outbox
from foundation.agenda import Thing
from foundation.errors import Refusal
from foundation.outbox import Message
from hierarchy.models import Hall
from hierarchy.posts import Actor
from reporting import board
from reporting.board import BoardRow
from rulebook import supervision
from rulebook.signals import Level
from rulebook.supervision import OrderAct, OrderFacts, OrderState
from tenants.audit import sealing
from tenants.cases import reading
from tenants.directives.models import OrderEvent, SupervisionOrder

REPLY, TOLD = "directive.reply", "directive.tell"
KIND = "ORDER"
DERIVED = [
    "number",
    "state",
    "subject",
    "reply_due_at",
    "issued_at",
    "explained_at",
    "decided_at",
    "sequence",
]


class BadOrder(Refusal):
    """This cannot be done with the order now; `code` says why (`rulebook.supervision.objection`)."""

    code = "ORDER_OUT_OF_TURN"


def events_of(order: SupervisionOrder) -> list[supervision.OrderEvent]:
    """As the rulebook knows them."""
    return [as_event(row) for row in OrderEvent.objects.filter(order=order).order_by("sequence")]


def as_event(row: OrderEvent) -> supervision.OrderEvent:
    person = str(row.person) if row.person else ""
    return supervision.OrderEvent(row.sequence, OrderAct(row.act), row.at, person, row.detail)


def append(
    hall: Hall, order: SupervisionOrder, act: OrderAct, *, at: datetime, detail: Mapping[str, Any], actor: Actor | None
) -> OrderFacts:
    """Records an act of an order that the caller has locked, in his transaction. Raises BadOrder."""
    known = events_of(order)
    person = str(actor.person_id) if actor else ""
    if known:
        terms = reading.terms(order.calendar, order.ladder)
        why = supervision.objection(act, supervision.fold(known), terms, person=person, now=at)
        if why:
            raise BadOrder("This cannot be done with the order now.", code=why, act=act.value)
    row = OrderEvent.objects.create(
        order=order,
        sequence=order.sequence + 1,
        act=act.value,
        at=at,
        detail=dict(detail),
        person=actor.person_id if actor else None,
        person_name=actor.person_name if actor else "",
        post=actor.post_id if actor else None,
        from_hall=actor.hall_code if actor else "",
    )
    events = [*known, as_event(row)]
    for name, value in columns(order, events).items():
        setattr(order, name, value)
    order.save(update_fields=DERIVED)
    follow(hall, order, events)
    outbox.send([Message(TOLD, hall.code, str(row.pk), at)])
    sealing.ask(hall.code)
    return supervision.fold(events)


def columns(order: SupervisionOrder, events: list[supervision.OrderEvent]) -> dict[str, Any]:
    """The derived columns."""
    facts = supervision.fold(events)
    clock = supervision.reply(facts, reading.terms(order.calendar, order.ladder))
    said = {name: event.detail[name] for event in events for name in ("number", "subject") if name in event.detail}
    return {
        "number": said.get("number", ""),
        "state": facts.state.value,
        "subject": said["subject"],
        "reply_due_at": clock.due_at if clock else None,
        "issued_at": facts.issued_at,
        "explained_at": facts.explained_at,
        "decided_at": facts.decided_at,
        "sequence": events[-1].sequence,
    }


def thing(hall: Hall, order: SupervisionOrder, events: list[supervision.OrderEvent]) -> Thing | None:
    """The row that has its next moment worked; None if nothing is to come."""
    found = supervision.next_moment(supervision.fold(events), reading.terms(order.calendar, order.ladder))
    return Thing(REPLY, hall.code, str(order.pk), found[0], priority=3) if found else None


def board_row(hall: Hall, order: SupervisionOrder, events: list[supervision.OrderEvent]) -> BoardRow | None:
    """An order that was issued and is not decided: yellow while a reply may still come in time, red when it is past."""
    facts = supervision.fold(events)
    if not facts.is_open or facts.state not in supervision.SHOWN or facts.issued_at is None:
        return None
    return BoardRow(
        hall=hall.code,
        path=hall.path,
        kind=KIND,
        key=str(order.pk),
        number=order.number,
        item="",
        department=order.department,
        level=_level(order, facts),
        clock="REPLY" if facts.state is OrderState.AWAITING_REPLY else "",
        rung=facts.state.value,
        at=facts.issued_at,
        is_case_open=True,
    )


def _level(order: SupervisionOrder, facts: OrderFacts) -> str:
    """Of the rung of its ladder by which it was escalated."""
    past = supervision.past_reply(facts, reading.terms(order.calendar, order.ladder)) if facts.is_escalated else None
    return past.rung.level.value if past and past.rung.level else Level.YELLOW.value


def follow(hall: Hall, order: SupervisionOrder, events: list[supervision.OrderEvent]) -> None:
    """The rows that others read and work: of the board and of the agenda."""
    row, next_one = board_row(hall, order, events), thing(hall, order, events)
    if row:
        board.put([row])
    else:
        board.remove(hall.code, KIND, [str(order.pk)])
    if next_one:
        agenda.put([next_one])
    else:
        agenda.drop(REPLY, hall.code, [str(order.pk)])
