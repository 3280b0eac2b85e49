"""What the worker does with matters: remind, escalate, make final; and tell those whom an act concerns."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from foundation import outbox
from foundation.clock import local_day, now
from foundation.outbox import Message
from hierarchy.cache import hall_by_code
from hierarchy.models import Hall, Post, Role
from hierarchy.posts import in_force
from tenants.cases import reading
from tenants.directives import writing
from tenants.directives.gates import DRAFTS
from tenants.directives.models import MatterEvent
from tenants.directives.writing import Life
from tenants.notices import telling
from tenants.notices.models import Notice
from tenants.notices.telling import News
from tenants.notices.templates import Kind
from tenants.organization.models import Department, Line

ESCALATED = "directive.escalated"
PAST = "ESCALATED"  # the act, of any matter


def work(life: Life, matters: type[Any], hall_code: str, rows: Sequence[Any]) -> None:
    """Handler of `life.due`: what has fallen due of these matters, each act at its moment."""
    hall, moment = hall_by_code(hall_code), now()
    found = matters.objects.select_for_update().filter(pk__in=[int(row.key) for row in rows]).order_by("pk")
    for matter in found:
        terms = reading.terms_of(matter)
        while due := life.rules.next_moment(life.rules.fold(writing.events_of(life, matter)), terms):
            at, act = due
            if at >= moment:
                break
            writing.append(life, hall, matter, act, at=at, detail={}, actor=None)
        # The row was taken; a matter whose moment has moved on needs it again.
        writing.follow(life, hall, matter, writing.events_of(life, matter))


def tell(life: Life, hall_code: str, rows: Sequence[Any]) -> None:
    """Handler of `life.told`: a message to each post in this hall that the act concerns, once."""
    hall = hall_by_code(hall_code)
    kept: Any = life.events
    events = list(kept.objects.select_related(life.link).filter(pk__in=[int(row.key) for row in rows]))
    posts = list(_posts(hall))
    telling.tell(
        hall_code,
        [
            _news(hall_code, _notice(life, event, post))
            for event in events
            for post in posts
            if _concerns(life, event, post)
        ],
    )
    # An answer that is past goes up one tier; the other hall takes it in by a row of its own.
    past = [event for event in events if event.act == PAST and hall.parent_id]
    above = Hall.objects.filter(pk=hall.parent_id).exclude(provisioned_at=None).first() if past else None
    if above is not None:
        outbox.send(
            [
                Message(ESCALATED, above.code, f"{hall.code}-{life.kind}-{one.pk}", one.at, _said(life, hall, one))
                for one in past
            ]
        )


def tell_above(hall_code: str, rows: Sequence[Any]) -> None:
    """Handler of `directive.escalated`: who is told in the hall above which matter waits, and where.

    Of a department of this government, who supervises; of a vertical one its own upper organ (FACTS, organs): the
    posts above that are of the same department. Where there is none, who supervises: nobody is left untold.
    """
    posts = list(_posts(hall_by_code(hall_code)))
    telling.tell(
        hall_code,
        [
            _news(
                row.payload["hall"],
                Notice(
                    recipient=post.person_id,
                    kind=row.payload.get("kind", "ORDER"),
                    key=row.key,
                    level="RED",
                    params=_named(row),
                    at=row.at,
                ),
            )
            for row in rows
            for post in _above(row.payload, posts)
        ],
    )


def _above(said: dict[str, Any], posts: Sequence[Post]) -> list[Post]:
    supervising = [post for post in posts if post.role in DRAFTS]
    if said.get("line", Line.LOCAL) == Line.LOCAL:
        return supervising
    organ = [post for post in posts if post.role == Role.CLERK and said["department"] in post.departments]
    return organ or supervising


def _named(row: Any) -> dict[str, Any]:
    return row.payload | {"hall_name": hall_by_code(row.payload["hall"]).display_name}


def _posts(hall: Hall) -> QuerySet[Post]:
    return Post.objects.filter(in_force(on=local_day(now())), hall=hall).filter(~Q(role=Role.COMPLAINT_DESK))


def _concerns(life: Life, event: MatterEvent, post: Post) -> bool:
    """Who did it is not told of it. An escalation concerns everybody, the leaders of the hall with them."""
    if post.person_id == event.person:
        return False
    matter = getattr(event, life.link)
    is_theirs = post.role == Role.CLERK and (not post.departments or matter.department in post.departments)
    if event.act == PAST:
        return post.role in DRAFTS or (matter.is_shown and (is_theirs or post.role != Role.CLERK))
    if event.act in life.to_department and is_theirs and matter.is_shown:
        return True
    return event.act in life.to_supervisors and post.role in (Role.INSPECTOR, Role.SUPERVISOR)


# Where the page of a matter is, below its hall.
_PAGES = {"ORDER": "orders", "ACCOUNTABILITY": "accountability", "CIRCULAR": "circulars"}


def _news(of_hall: str, notice: Notice) -> News:
    """`of_hall`: in which the matter is."""
    said = notice.params
    path = f"/halls/{of_hall}/{_PAGES[notice.kind]}/{said['order']}"
    return News(notice, Kind.ORDER, path, {"order": said["number"]})


def _notice(life: Life, event: MatterEvent, post: Post) -> Notice:
    return Notice(
        recipient=post.person_id,
        kind=life.kind,
        key=f"{life.kind.lower()}-{event.pk}",
        level="RED" if event.act in life.bad else "YELLOW",
        params=_params(life, event),
        at=event.at,
    )


def _params(life: Life, event: MatterEvent) -> dict[str, Any]:
    matter = getattr(event, life.link)
    return {"act": event.act, "order": matter.pk, "number": matter.number}


def _said(life: Life, hall: Hall, event: MatterEvent) -> dict[str, Any]:
    department = getattr(event, life.link).department
    line = Department.objects.filter(code=department).values_list("line", flat=True).first()
    place = {"hall": hall.code, "kind": life.kind, "department": department, "line": line or Line.LOCAL}
    return _params(life, event) | place
