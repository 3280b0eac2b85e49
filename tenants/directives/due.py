"""What the worker does with orders: reminds, escalates, tells people. Each act is written at its own moment."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from foundation import outbox
from foundation.clock import local_day, now
from foundation.outbox import Message
from hierarchy.cache import hall_by_code
from hierarchy.models import Hall, Post, Role
from hierarchy.posts import in_force
from rulebook import supervision
from rulebook.supervision import OrderAct
from tenants.cases import reading
from tenants.directives import writing
from tenants.directives.models import OrderEvent, SupervisionOrder
from tenants.directives.writing import REPLY, TOLD
from tenants.notices import telling
from tenants.notices.models import Notice
from tenants.notices.telling import News
from tenants.notices.templates import Kind

__all__ = ["ESCALATED", "REPLY", "TOLD", "tell", "tell_above", "work"]

ESCALATED = "directive.escalated"
NOTICE = "ORDER"
# Whom an act concerns: the department's own people, or those who supervise.
TO_DEPARTMENT = frozenset(
    {OrderAct.ISSUED, OrderAct.RETURNED, OrderAct.ACCEPTED, OrderAct.REJECTED, OrderAct.WITHDRAWN, OrderAct.REMINDED}
)
TO_SUPERVISORS = frozenset({OrderAct.DRAFTED, OrderAct.CHECKED, OrderAct.RECEIVED, OrderAct.EXPLAINED})


def work(hall_code: str, rows: Sequence[Any]) -> None:
    """Handler of `directive.reply`: what has fallen due of these orders, each act at its moment."""
    hall, moment = hall_by_code(hall_code), now()
    orders = SupervisionOrder.objects.select_for_update().filter(pk__in=[int(row.key) for row in rows]).order_by("pk")
    for order in orders:
        terms = reading.terms(order.calendar)
        while found := supervision.next_moment(supervision.fold(writing.events_of(order)), terms):
            at, act = found
            if at >= moment:
                break
            writing.append(hall, order, act, at=at, detail={}, actor=None)
        # The row was taken; an order whose moment has moved on needs it again.
        writing.follow(hall, order, writing.events_of(order))


def tell(hall_code: str, rows: Sequence[Any]) -> None:
    """Handler of `directive.tell`: a message to each post in this hall that the act concerns, once."""
    hall = hall_by_code(hall_code)
    events = list(OrderEvent.objects.select_related("order").filter(pk__in=[int(row.key) for row in rows]))
    posts = list(_posts(hall))
    telling.tell(
        hall_code,
        [_news(hall_code, _notice(event, post)) for event in events for post in posts if _concerns(event, post)],
    )
    # A reply that is past goes up one tier; the other hall takes it in by a row of its own.
    past = [event for event in events if event.act == OrderAct.ESCALATED and hall.parent_id]
    above = Hall.objects.filter(pk=hall.parent_id).exclude(provisioned_at=None).first() if past else None
    if above is not None:
        outbox.send(
            [Message(ESCALATED, above.code, f"{hall.code}-{event.pk}", event.at, _said(hall, event)) for event in past]
        )


def tell_above(hall_code: str, rows: Sequence[Any]) -> None:
    """Handler of `directive.escalated`: the supervisors of the hall above are told which order waits, and where."""
    posts = list(_posts(hall_by_code(hall_code)).filter(role__in=[Role.SUPERVISOR, Role.INSPECTOR, Role.LEADER]))
    telling.tell(
        hall_code,
        [
            _news(
                row.payload["hall"],
                Notice(recipient=post.person_id, kind=NOTICE, key=row.key, level="RED", params=_named(row), at=row.at),
            )
            for row in rows
            for post in posts
        ],
    )


def _named(row: Any) -> dict[str, Any]:
    return row.payload | {"hall_name": hall_by_code(row.payload["hall"]).display_name}


def _posts(hall: Hall) -> QuerySet[Post]:
    return Post.objects.filter(in_force(on=local_day(now())), hall=hall).filter(~Q(role=Role.COMPLAINT_DESK))


def _concerns(event: OrderEvent, post: Post) -> bool:
    """Who did it is not told of it. An escalation concerns everybody, the leaders of the hall with them."""
    if post.person_id == event.person:
        return False
    act = OrderAct(event.act)
    is_theirs = post.role == Role.CLERK and (not post.departments or event.order.department in post.departments)
    if act is OrderAct.ESCALATED:
        return is_theirs or post.role != Role.CLERK
    if act in TO_DEPARTMENT:
        return is_theirs
    return act in TO_SUPERVISORS and post.role in (Role.INSPECTOR, Role.SUPERVISOR)


def _news(of_hall: str, notice: Notice) -> News:
    """`of_hall`: in which the order is."""
    said = notice.params
    return News(notice, Kind.ORDER, f"/halls/{of_hall}/orders/{said['order']}", {"order": said["number"]})


def _notice(event: OrderEvent, post: Post) -> Notice:
    late = event.act in (OrderAct.ESCALATED, OrderAct.REJECTED)
    return Notice(
        recipient=post.person_id,
        kind=NOTICE,
        key=f"order-{event.pk}",
        level="RED" if late else "YELLOW",
        params=_params(event),
        at=event.at,
    )


def _params(event: OrderEvent) -> dict[str, Any]:
    return {"act": event.act, "order": event.order_id, "number": event.order.number}


def _said(hall: Hall, event: OrderEvent) -> dict[str, Any]:
    return _params(event) | {"hall": hall.code}
