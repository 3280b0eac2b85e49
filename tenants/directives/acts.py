"""What people do with orders: one verb a function, each one act in one transaction.

Supervisors act on orders and change no case; the department answers and changes no order. Who runs a hall, as its
administrator or clerk, decides nothing about its reds, whatever other post he holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from foundation.clock import SHANGHAI, now
from foundation.errors import Forbidden, NotFound, Refusal
from hierarchy.cache import hall_by_code
from hierarchy.calendars import current_version
from hierarchy.models import Hall, Role
from hierarchy.posts import Actor, runs
from rulebook import supervision
from rulebook.supervision import OrderAct, OrderFacts, OrderState
from tenants.alerts.models import Alert
from tenants.cases import reading
from tenants.cases.models import Case
from tenants.directives import writing
from tenants.directives.models import SupervisionOrder
from tenants.documents import issuing
from tenants.documents.issuing import Draft
from tenants.documents.models import Document
from tenants.organization.models import Department

LONGEST_TEXT = 1000  # GB/T 39046-2020 table 11: what is supervised, and its result
MOST_CASES = 200
ORDER = "SUPERVISION_ORDER"  # kind of its document
SUPERVISE = frozenset({Role.INSPECTOR, Role.SUPERVISOR})
SIGN = frozenset({Role.SUPERVISOR, Role.LEADER})
READ_ALL = frozenset({Role.SUPERVISOR, Role.HALL_ADMIN, Role.INSPECTOR, Role.LEADER})
DRAFTS = SUPERVISE | SIGN
ROLES: dict[OrderAct, frozenset[str]] = {
    OrderAct.DRAFTED: SUPERVISE,
    OrderAct.REDRAFTED: SUPERVISE,
    OrderAct.CHECKED: SUPERVISE | SIGN,
    OrderAct.SENT_BACK: SUPERVISE | SIGN,
    OrderAct.ISSUED: SIGN,
    OrderAct.RECEIVED: frozenset({Role.CLERK}),
    OrderAct.EXPLAINED: frozenset({Role.CLERK}),
    OrderAct.ACCEPTED: SUPERVISE,
    OrderAct.RETURNED: SUPERVISE,
    OrderAct.REJECTED: SUPERVISE,
    OrderAct.WITHDRAWN: SUPERVISE,
}


class BadDraft(Refusal):
    """What an order says cannot be taken; `code` says why and `field` where."""

    code = "BAD_VALUE"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an act is done: the hall that is entered and concerned, and who acts."""

    hall: Hall
    actor: Actor


def visible_to(actor: Actor) -> QuerySet[SupervisionOrder]:
    """Drafts are seen by those who write them; a department sees what was issued to it; a complaint desk nothing."""
    orders: QuerySet[SupervisionOrder] = SupervisionOrder.objects.all()
    if actor.role in DRAFTS:
        return orders
    shown = orders.filter(state__in=supervision.SHOWN).exclude(issued_at=None)
    if actor.role == Role.CLERK:
        return shown.filter(department__in=actor.departments) if actor.departments else shown
    return shown if actor.role in READ_ALL else orders.none()


def access_order(actor: Actor, key: str) -> SupervisionOrder:
    """Raises NotFound."""
    found = visible_to(actor).filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 18 else None
    if found is None:
        raise NotFound("No such order.")
    return found


def access_numbered(actor: Actor, number: str) -> SupervisionOrder:
    """Raises NotFound."""
    found = visible_to(actor).filter(number=number).first()
    if found is None:
        raise NotFound("No such order.")
    return found


def may(place: Place, act: OrderAct, department: str) -> bool:
    """Whether the post allows the act, whatever the state of the order."""
    actor = place.actor
    if actor.role not in ROLES[act]:
        return False
    if actor.role == Role.CLERK:
        return actor.hall_code == place.hall.code and (not actor.departments or department in actor.departments)
    return not runs(place.actor, place.hall)


def permitted(place: Place, order: SupervisionOrder, facts: OrderFacts) -> list[OrderAct]:
    """What this person may do now with the order, of which these facts are known."""
    terms = reading.terms(order.calendar)
    found = supervision.permitted(facts, terms, person=str(place.actor.person_id), now=now())
    return [act for act in found if may(place, act, order.department)]


@transaction.atomic
def draft(place: Place, *, cases: Sequence[str], subject: str, demand: str, reply_days: int) -> SupervisionOrder:
    """拟稿, for one case or for many of one department that have reds. Raises BadDraft, Forbidden, NotFound."""
    numbers = list(dict.fromkeys(cases))
    if not 1 <= len(numbers) <= MOST_CASES:
        raise BadDraft(f"Name 1 to {MOST_CASES} cases.", code="CASES_NEEDED", field="cases")
    found = {case.number: case for case in Case.objects.filter(number__in=numbers)}
    if len(found) < len(numbers):
        raise NotFound("No such case.")
    departments = {case.department for case in found.values()}
    if len(departments) > 1:
        raise BadDraft("An order goes to one department.", code="ONE_DEPARTMENT", field="cases")
    department = departments.pop()
    _check(place, OrderAct.DRAFTED, department)
    reds = Alert.objects.filter(case__in=found.values(), level="RED").values_list("case__number", flat=True)
    if without := sorted(set(numbers) - set(reds)):
        raise BadDraft(f"{without[0]} has no red.", code="NO_RED", field="cases")
    order = SupervisionOrder.objects.create(
        issuing_hall=place.actor.hall_code,
        department=department,
        cases=numbers,
        calendar=current_version(),
        at=now(),
        state=OrderState.DRAFT,
        subject="",
    )
    _append(place, order, OrderAct.DRAFTED, _said(subject, demand, reply_days))
    return order


def redraft(place: Place, key: str, *, subject: str, demand: str, reply_days: int) -> SupervisionOrder:
    return _act(place, key, OrderAct.REDRAFTED, _said(subject, demand, reply_days))


def check(place: Place, key: str) -> SupervisionOrder:
    """核稿, by another person than the drafter."""
    return _act(place, key, OrderAct.CHECKED, {})


def send_back(place: Place, key: str, *, reason: str) -> SupervisionOrder:
    return _act(place, key, OrderAct.SENT_BACK, {"reason": text(reason, "reason")})


@transaction.atomic
def issue(place: Place, key: str) -> SupervisionOrder:
    """签发: the numbered document, in the series of the issuing hall, and the clock of the reply begins."""
    order = _locked(place, key, OrderAct.ISSUED)
    moment = now()
    # If the writer refuses the act, the number is given back with the transaction.
    document = _document(place, order, moment)
    writing.append(
        place.hall,
        order,
        OrderAct.ISSUED,
        at=moment,
        detail={"number": document.number, "code": document.code},
        actor=place.actor,
    )
    return order


def receive(place: Place, key: str) -> SupervisionOrder:
    """签收: the department has it in hand."""
    return _act(place, key, OrderAct.RECEIVED, {})


def explain(place: Place, key: str, *, reasons: str) -> SupervisionOrder:
    """说明理由. Late it is taken as well, and stays late."""
    return _act(place, key, OrderAct.EXPLAINED, {"reasons": text(reasons, "reasons")})


def accept(place: Place, key: str, *, reason: str) -> SupervisionOrder:
    """The reasons hold: the cases stay late, no card follows."""
    return _act(place, key, OrderAct.ACCEPTED, {"reason": text(reason, "reason")})


def give_back(place: Place, key: str, *, reason: str, reply_days: int) -> SupervisionOrder:
    """A better answer is asked, by a limit of its own."""
    said = {"reason": text(reason, "reason"), "reply_days": _days(reply_days)}
    return _act(place, key, OrderAct.RETURNED, said)


def reject(place: Place, key: str, *, reason: str) -> SupervisionOrder:
    """The reasons do not hold, or none came in time."""
    return _act(place, key, OrderAct.REJECTED, {"reason": text(reason, "reason")})


@transaction.atomic
def withdraw(place: Place, key: str, *, reason: str) -> SupervisionOrder:
    """撤销 a wrong order by a reasoned act. Order and document stay to be seen; who checks the document is told."""
    said = text(reason, "reason")
    order = _locked(place, key, OrderAct.WITHDRAWN)
    _append(place, order, OrderAct.WITHDRAWN, {"reason": said})
    document = Document.objects.filter(number=order.number).first() if order.number else None
    if document is not None:
        issuing.withdraw(place.hall, document, reason=said, actor=place.actor)
    return order


def text(value: str, field: str) -> str:
    """Raises BadDraft REQUIRED, TOO_LONG."""
    found = value.strip()
    if not found:
        raise BadDraft("This is needed.", code="REQUIRED", field=field)
    if len(found) > LONGEST_TEXT:
        raise BadDraft(f"At most {LONGEST_TEXT} characters.", code="TOO_LONG", field=field)
    return found


def _said(subject: str, demand: str, reply_days: int) -> dict[str, str | int]:
    return {"subject": text(subject, "subject"), "demand": text(demand, "demand"), "reply_days": _days(reply_days)}


def _days(value: int) -> int:
    if not 1 <= value <= supervision.MOST_REPLY_DAYS:
        raise BadDraft(f"1 to {supervision.MOST_REPLY_DAYS} working days.", code="BAD_DAYS", field="reply_days")
    return value


@transaction.atomic
def _act(place: Place, key: str, act: OrderAct, detail: dict[str, str | int]) -> SupervisionOrder:
    order = _locked(place, key, act)
    _append(place, order, act, detail)
    return order


def _append(place: Place, order: SupervisionOrder, act: OrderAct, detail: dict[str, str | int]) -> None:
    writing.append(place.hall, order, act, at=now(), detail=detail, actor=place.actor)


def _locked(place: Place, key: str, act: OrderAct) -> SupervisionOrder:
    """Two inspectors who decide at once: one waits here, and is then told what the other did."""
    order = access_order(place.actor, key)
    _check(place, act, order.department)
    return SupervisionOrder.objects.select_for_update().get(pk=order.pk)


def _check(place: Place, act: OrderAct, department: str) -> None:
    if not may(place, act, department):
        raise Forbidden("Your post does not allow this act on an order of this hall.")


def _document(place: Place, order: SupervisionOrder, at: datetime) -> Document:
    """GB/T 39046-2020 table 11: case number, what is supervised, organ, issued at, number, alert, department."""
    issuer = hall_by_code(order.issuing_hall)
    said = _last_said(order)
    department = Department.objects.filter(code=order.department).values_list("name", flat=True).first()
    shown = "、".join(order.cases[:10]) + (f" 等{len(order.cases)}件" if len(order.cases) > 10 else "")
    facts = [("办件编号", shown), ("预警类型", "红灯"), ("答复期限", f"自签发之日起{said['reply_days']}个工作日")]
    data = {
        "title": "督办通知书",
        "organ": issuer.display_name,
        "addressee": department or order.department,
        "paragraphs": [str(said["subject"]), str(said["demand"])],
        "items": [],
        "facts": [{"name": name, "value": value} for name, value in facts],
        "trace": [],
        "remedies": [],
        "issued_on": f"{at.astimezone(SHANGHAI):%Y年%m月%d日}",
    }
    paper = Draft(ORDER, "督办", data)
    return issuing.issue(place.hall, paper, actor=place.actor, at=at, series=issuer)


def _last_said(order: SupervisionOrder) -> dict[str, object]:
    """The draft as it was written last."""
    drafts = [event for event in writing.events_of(order) if event.act in (OrderAct.DRAFTED, OrderAct.REDRAFTED)]
    return dict(drafts[-1].detail)
