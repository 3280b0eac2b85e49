"""What people do with orders: one verb a function, each one act in one transaction.

A 整改通知书 and a 监察建议书 go the same way as a 督办通知书; they say other things and bear other names.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from foundation.clock import local_day, now
from foundation.errors import NotFound
from hierarchy import signals
from hierarchy.calendars import current_version
from hierarchy.posts import Actor
from rulebook import supervision
from rulebook.signals import Level
from rulebook.supervision import OrderAct, OrderFacts, OrderKind, OrderState
from tenants.alerts.models import Alert
from tenants.cases import reading
from tenants.cases.models import Case
from tenants.cases.watching import pin
from tenants.directives import gates, papers, writing
from tenants.directives.gates import DEPARTMENT, SIGN, SUPERVISE, BadDraft, Place, text
from tenants.directives.lives import ORDERS
from tenants.directives.models import SupervisionOrder
from tenants.documents.models import Document
from tenants.organization.models import Department

MOST_CASES = 200
ROLES: dict[OrderAct, frozenset[str]] = {
    OrderAct.DRAFTED: SUPERVISE,
    OrderAct.REDRAFTED: SUPERVISE,
    OrderAct.CHECKED: SUPERVISE | SIGN,
    OrderAct.SENT_BACK: SUPERVISE | SIGN,
    OrderAct.ISSUED: SIGN,
    OrderAct.RECEIVED: DEPARTMENT,
    OrderAct.EXPLAINED: DEPARTMENT,
    OrderAct.TIME_ASKED: DEPARTMENT,
    OrderAct.TIME_GIVEN: SUPERVISE,
    OrderAct.TIME_DENIED: SUPERVISE,
    OrderAct.ACCEPTED: SUPERVISE,
    OrderAct.RETURNED: SUPERVISE,
    OrderAct.REJECTED: SUPERVISE,
    OrderAct.WITHDRAWN: SUPERVISE,
}


@dataclass(frozen=True, slots=True)
class Paper:
    """What an order of a kind is called: kind of its document, word of its number, title, name of its limit."""

    kind: str
    word: str
    title: str
    limit: str


PAPERS = {
    OrderKind.ORDER: Paper("SUPERVISION_ORDER", "督办", "督办通知书", "答复期限"),
    OrderKind.RECTIFICATION: Paper("RECTIFICATION", "整改", "整改通知书", "整改期限"),
    OrderKind.ADVICE: Paper("SUPERVISION_ADVICE", "监建", "监察建议书", "反馈期限"),
    OrderKind.TALK: Paper("ADMONITION_TALK", "诫勉", "诫勉谈话通知书", "谈话期限"),
}
DOCUMENTS = frozenset(paper.kind for paper in PAPERS.values())


def visible_to(actor: Actor) -> QuerySet[SupervisionOrder]:
    """As `gates.visible_to` says."""
    return gates.visible_to(actor, SupervisionOrder.objects.all())


def access_order(actor: Actor, key: str) -> SupervisionOrder:
    """Raises NotFound."""
    found: SupervisionOrder = gates.access(visible_to(actor), key)
    return found


def access_numbered(actor: Actor, number: str) -> SupervisionOrder:
    """Raises NotFound."""
    found = visible_to(actor).filter(number=number).first()
    if found is None:
        raise NotFound("No such order.")
    return found


def told_applicant(case_number: str) -> list[SupervisionOrder]:
    """What supervision did about a case, for its applicant (E16): orders that were decided, so never before the
    department could answer. Drafts, and what was withdrawn, are not told."""
    decided = SupervisionOrder.objects.filter(
        kind=OrderKind.ORDER, cases__contains=[case_number], state__in=[OrderState.ACCEPTED, OrderState.REJECTED]
    )
    return list(decided.order_by("decided_at", "pk")[:20])


def permitted(place: Place, order: SupervisionOrder, facts: OrderFacts) -> list[OrderAct]:
    """What this person may do now with the order, of which these facts are known."""
    terms = reading.terms_of(order)
    found = supervision.permitted(facts, terms, person=str(place.actor.person_id), now=now())
    return [act for act in found if gates.may(place, ROLES, act, order.department)]


@transaction.atomic
def draft(
    place: Place,
    *,
    cases: Sequence[str],
    subject: str,
    demand: str,
    reply_days: int,
    kind: OrderKind = OrderKind.ORDER,
    department: str | None = None,
) -> SupervisionOrder:
    """拟稿, to one department. A 督办 is for cases that have reds; the others may name cases or none.

    Raises BadDraft, Forbidden, NotFound.
    """
    numbers = list(dict.fromkeys(cases))
    addressee = addressed(numbers, department, is_case_needed=kind is OrderKind.ORDER)
    gates.check(place, ROLES, OrderAct.DRAFTED, addressee)
    if kind is OrderKind.ORDER and (without := sorted(set(numbers) - _proposed(numbers))):
        raise BadDraft(f"{without[0]} has no red.", code="NO_RED", field="cases")
    order = SupervisionOrder.objects.create(
        kind=kind.value,
        issuing_hall=place.actor.hall_code,
        department=addressee,
        cases=numbers,
        calendar=current_version(place.hall),
        ladder=pin(signals.published(place.hall).in_force("", on=local_day(now()))),
        at=now(),
        state=OrderState.DRAFT,
        subject="",
    )
    _append(place, order, OrderAct.DRAFTED, _said(subject, demand, reply_days))
    return order


def _proposed(numbers: Sequence[str]) -> set[str]:
    """Those that have an alert which asks for an act: a red, or another rung that proposes a card."""
    alerts = Alert.objects.filter(case__number__in=numbers).select_related("case").exclude(level=Level.PROMPT)
    return {one.case.number for one in alerts if one.level == Level.RED or _proposes(one)}


def _proposes(alert: Alert) -> bool:
    rung = reading.terms_of(alert.case).ladder.rung(alert.clock, alert.rung)
    return rung is not None and rung.proposes is not None


def addressed(numbers: Sequence[str], department: str | None, *, is_case_needed: bool) -> str:
    """The one department that these cases are of, or the one that is named. Raises BadDraft, NotFound."""
    if (is_case_needed and not numbers) or len(numbers) > MOST_CASES:
        raise BadDraft(f"Name 1 to {MOST_CASES} cases.", code="CASES_NEEDED", field="cases")
    found = dict(Case.objects.filter(number__in=numbers).values_list("number", "department"))
    if len(found) < len(numbers):
        raise NotFound("No such case.")
    departments = set(found.values()) | ({department} if department else set())
    if len(departments) != 1:
        code = "ONE_DEPARTMENT" if departments else "REQUIRED"
        raise BadDraft("It goes to one department.", code=code, field="cases" if departments else "department")
    addressee = departments.pop()
    if not numbers and not Department.objects.filter(code=addressee).exists():
        raise NotFound("No such department.")
    return addressee


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
    detail = {"number": document.number, "code": document.code}
    writing.append(ORDERS, place.hall, order, OrderAct.ISSUED, at=moment, detail=detail, actor=place.actor)
    return order


def receive(place: Place, key: str) -> SupervisionOrder:
    """签收: the department has it in hand."""
    return _act(place, key, OrderAct.RECEIVED, {})


def explain(place: Place, key: str, *, reasons: str) -> SupervisionOrder:
    """说明理由, or what was corrected. Late it is taken as well, and stays late."""
    return _act(place, key, OrderAct.EXPLAINED, {"reasons": text(reasons, "reasons")})


def ask_time(place: Place, key: str, *, reason: str) -> SupervisionOrder:
    """申请延期, once and before the reply is late. Raises BadOrder TOO_LATE_FOR_TIME, TIME_ALREADY_ASKED."""
    return _act(place, key, OrderAct.TIME_ASKED, {"reason": text(reason, "reason")})


def give_time(place: Place, key: str, *, reason: str, days: int) -> SupervisionOrder:
    """More working days, counted from where the reply's limit ended."""
    said = {"reason": text(reason, "reason"), "days": gates.days(days, supervision.MOST_REPLY_DAYS, "days")}
    return _act(place, key, OrderAct.TIME_GIVEN, said)


def deny_time(place: Place, key: str, *, reason: str) -> SupervisionOrder:
    return _act(place, key, OrderAct.TIME_DENIED, {"reason": text(reason, "reason")})


def accept(place: Place, key: str, *, reason: str) -> SupervisionOrder:
    """The reasons hold: the cases stay late, no card follows. What was to be corrected is, and was checked."""
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
    papers.withdraw(place, [order.number], reason=said)
    return order


def _said(subject: str, demand: str, reply_days: int) -> dict[str, str | int]:
    return {"subject": text(subject, "subject"), "demand": text(demand, "demand"), "reply_days": _days(reply_days)}


def _days(value: int) -> int:
    return gates.days(value, supervision.MOST_REPLY_DAYS, "reply_days")


@transaction.atomic
def _act(place: Place, key: str, act: OrderAct, detail: dict[str, str | int]) -> SupervisionOrder:
    order = _locked(place, key, act)
    _append(place, order, act, detail)
    return order


def _append(place: Place, order: SupervisionOrder, act: OrderAct, detail: dict[str, str | int]) -> None:
    writing.append(ORDERS, place.hall, order, act, at=now(), detail=detail, actor=place.actor)


def _locked(place: Place, key: str, act: OrderAct) -> SupervisionOrder:
    """Two inspectors who decide at once: one waits here, and is then told what the other did."""
    order = access_order(place.actor, key)
    gates.check(place, ROLES, act, order.department)
    return SupervisionOrder.objects.select_for_update().get(pk=order.pk)


def _document(place: Place, order: SupervisionOrder, at: datetime) -> Document:
    """GB/T 39046-2020 table 11: case number, what is supervised, organ, issued at, number, alert, department."""
    paper, said = PAPERS[OrderKind(order.kind)], _last_said(order)
    alert = [("预警类型", "红灯")] if order.kind == OrderKind.ORDER else []
    limit = (paper.limit, f"自签发之日起{said['reply_days']}个工作日")
    return papers.issue(
        place,
        order,
        kind=paper.kind,
        word=paper.word,
        title=paper.title,
        paragraphs=[said["subject"], said["demand"]],
        facts=[*papers.of_cases(order.cases), *alert, limit],
        at=at,
    )


def _last_said(order: SupervisionOrder) -> dict[str, Any]:
    """The draft as it was written last."""
    done = writing.events_of(ORDERS, order)
    drafts = [event for event in done if event.act in (OrderAct.DRAFTED, OrderAct.REDRAFTED)]
    return dict(drafts[-1].detail)
