"""交接: the handler of a case changes inside its department, by an event with its reason; one case or a whole desk.

The handler is who registered the case, until it is handed over. Alerts tell him first (`tenants.alerts.telling`).
"""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet

from foundation.clock import local_day, now
from hierarchy.models import Hall, Post, Role
from hierarchy.posts import in_force
from rulebook.case import EventKind
from tenants.cases import reading, recording
from tenants.cases.append import CaseBatch, Door, NewEvent, append_batch
from tenants.cases.gates import access_case, check_change
from tenants.cases.models import Case
from tenants.cases.queues import of_desk
from tenants.cases.recording import BadAct, Desk

MOST = 1_000


def colleagues(hall: Hall) -> QuerySet[Post]:
    """The clerks of this hall today, by name."""
    posts = Post.objects.filter(in_force(on=local_day(now())), hall=hall, role=Role.CLERK).select_related("person")
    return posts.order_by("person__display_name", "pk")


def hand_over(desk: Desk, number: str, *, to: str, reason: str) -> Case:
    """To a clerk of the case's department. Raises BadAct NO_SUCH_CLERK, SAME_HANDLER."""
    case = access_case(desk.actor, number)
    check_change(desk.actor, desk.hall, case.department)
    post = _clerk(desk.hall, to)
    if not _handles(post, case):
        raise BadAct("This person has no post in the department of the case.", code="NO_SUCH_CLERK", field="to")
    if case.handler == str(post.person_id):
        raise BadAct("This person handles the case already.", code="SAME_HANDLER", field="to")
    detail = {"reason": recording.text(reason, "reason", recording.LONGEST_TEXT)} | handler_of(post)
    return recording.append(desk, case, EventKind.HANDED_OVER, now(), detail)


@transaction.atomic
def hand_over_desk(desk: Desk, *, of: str, to: str, reason: str) -> int:
    """Every open case of one clerk to another, all or none; answers how many.

    Cases of departments that the other has no post in stay. Raises BadAct NO_SUCH_CLERK, SAME_HANDLER, TOO_MANY.
    """
    left, post = _clerk(desk.hall, of, "of"), _clerk(desk.hall, to)
    if left.person_id == post.person_id:
        raise BadAct("Choose another person.", code="SAME_HANDLER", field="to")
    said = {"reason": recording.text(reason, "reason", recording.LONGEST_TEXT)} | handler_of(post)
    open_cases = of_desk(desk.actor).filter(ended_at=None, handler=str(left.person_id)).order_by("number")
    cases = [case for case in open_cases[: MOST + 1] if _handles(post, case)]
    if len(cases) > MOST:
        raise BadAct(f"At most {MOST} cases at once.", code="TOO_MANY", field="of")
    for department in {case.department for case in cases}:
        check_change(desk.actor, desk.hall, department)
    check_change(desk.actor, desk.hall, desk.actor.departments[0] if desk.actor.departments else "")
    event = [NewEvent(EventKind.HANDED_OVER, now(), said, reading.WINDOW)]
    append_batch(desk.hall, [CaseBatch(case.number, event) for case in cases], door=Door.STRICT, actor=desk.actor)
    return len(cases)


def handler_of(post: Post) -> dict[str, str]:
    """What an event says of a handler: his key for the machine, his name for people."""
    return {"handler": str(post.person_id), "handler_name": post.person.display_name}


def names_of(handlers: Sequence[str], hall: Hall) -> dict[str, str]:
    """Names of the clerks of this hall by key; who has left it is not among them."""
    return {
        str(post.person_id): post.person.display_name for post in colleagues(hall) if str(post.person_id) in handlers
    }


def _clerk(hall: Hall, post: str, field: str = "to") -> Post:
    found = (
        colleagues(hall).filter(pk=int(post)).first() if post.isascii() and post.isdigit() and len(post) < 18 else None
    )
    if found is None:
        raise BadAct("There is no such clerk in this hall.", code="NO_SUCH_CLERK", field=field)
    return found


def _handles(post: Post, case: Case) -> bool:
    return not post.departments or case.department in post.departments
