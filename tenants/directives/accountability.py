"""What people do with accountability cases: one verb a function, each one act in one transaction.

A sanction is recorded as the result of the organ that decided it. The rules: docs/rules/accountability.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from foundation.clock import local_day, now
from foundation.errors import NotFound
from hierarchy.calendars import current_version
from hierarchy.posts import Actor
from rulebook import accountability
from rulebook.accountability import (
    MOST_DAYS,
    AccountabilityAct,
    AccountabilityFacts,
    AccountabilityState,
    Grade,
    Mode,
    Party,
    Situation,
    attribute,
)
from tenants.cases import reading
from tenants.cases.models import CaseEvent
from tenants.directives import gates, papers, writing
from tenants.directives.acts import access_order, addressed
from tenants.directives.gates import DEPARTMENT, DRAFTS, SIGN, SUPERVISE, BadDraft, Place, text
from tenants.directives.lives import ACCOUNTABILITY
from tenants.directives.models import AccountabilityCase
from tenants.documents.models import Document

A = AccountabilityAct
LONGEST_NAME = 64
MOST_EVENTS = 50
ROLES: dict[AccountabilityAct, frozenset[str]] = {
    A.OPENED: SUPERVISE,
    A.APPROVED: SIGN,
    # Of a referral the supervisors record the receipt of the discipline organ.
    A.RECEIVED: DEPARTMENT | SUPERVISE,
    A.REPORTED: DEPARTMENT,
    A.RETURNED: SUPERVISE,
    A.FOUND: SUPERVISE,
    A.DECIDED: SIGN,
    A.SANCTIONED: SUPERVISE,
    A.APPEALED: DEPARTMENT,
    A.UPHELD: DRAFTS,
    A.REVOKED: DRAFTS,
    A.WITHDRAWN: SUPERVISE,
}
OPENING, DECISION = "ACCOUNTABILITY", "ACCOUNTABILITY_END"  # kinds of its documents
DOCUMENTS = frozenset({OPENING, DECISION})
TITLES = {Mode.DEPARTMENT: "责任追究通知书", Mode.SUPERVISORS: "责任调查通知书", Mode.REFERRED: "问题线索移送函"}
GRADES = {
    Grade.NONE: "无过错",
    Grade.GENERAL: "一般过错",
    Grade.SERIOUS: "严重过错",
    Grade.VERY_SERIOUS: "特别严重过错",
}
PARTIES = {
    Party.HANDLER: "承办人",
    Party.REVIEWER: "审核人",
    Party.APPROVER: "批准人",
    Party.INTERFERER: "指使或者干预的人",
    Party.UPPER_HEAD: "上级机关负责人",
}
LIABILITIES = {"DIRECT": "直接责任", "MAIN_LEADER": "主要领导责任", "IMPORTANT_LEADER": "重要领导责任"}


@dataclass(frozen=True, slots=True)
class EvidenceOf:
    """An event of a case that a finding rests on."""

    number: str
    sequence: int


def visible_to(actor: Actor) -> QuerySet[AccountabilityCase]:
    """As `gates.visible_to` says; of a clue that was referred, the hall hears when it is decided."""
    cases = AccountabilityCase.objects.all()
    if actor.role not in DRAFTS:
        cases = cases.exclude(mode=Mode.REFERRED.value, decided_at=None)
    return gates.visible_to(actor, cases)


def access_case(actor: Actor, key: str) -> AccountabilityCase:
    """Raises NotFound."""
    found: AccountabilityCase = gates.access(visible_to(actor), key)
    return found


def access_numbered(actor: Actor, number: str) -> AccountabilityCase:
    """The case that a document with this number belongs to. Raises NotFound."""
    named = Q(number=number) | Q(events__detail__decision=number)
    found = visible_to(actor).filter(named).first()
    if found is None:
        raise NotFound("No such accountability case.")
    return found


def permitted(place: Place, case: AccountabilityCase, facts: AccountabilityFacts) -> list[AccountabilityAct]:
    """What this person may do now with the case, of which these facts are known."""
    terms = reading.terms_of(case)
    found = accountability.permitted(facts, terms, person=str(place.actor.person_id), now=now())
    return [act for act in found if _may(place, act, case)]


@transaction.atomic
def open_case(
    place: Place,
    *,
    mode: Mode,
    cases: Sequence[str],
    subject: str,
    days: int,
    department: str | None = None,
    order: str | None = None,
) -> AccountabilityCase:
    """立案建议: on cases of a department, or on what an order left behind. Raises BadDraft, Forbidden, NotFound."""
    followed = access_order(place.actor, order) if order else None
    if followed is not None and followed.state not in ("REJECTED", "ACCEPTED"):
        raise BadDraft("The order is not decided yet.", code="ORDER_UNDECIDED", field="order")
    numbers = list(dict.fromkeys(cases or (followed.cases if followed else ())))
    addressee = addressed(numbers, department or (followed.department if followed else None), is_case_needed=False)
    gates.check(place, ROLES, A.OPENED, addressee)
    case = AccountabilityCase.objects.create(
        mode=mode.value,
        order=followed,
        issuing_hall=place.actor.hall_code,
        department=addressee,
        cases=numbers,
        calendar=current_version(place.hall),
        at=now(),
        state=AccountabilityState.OPENED,
        subject="",
    )
    _append(place, case, A.OPENED, {"mode": mode.value, "subject": text(subject, "subject"), "days": _days(days)})
    return case


@transaction.atomic
def approve(place: Place, key: str) -> AccountabilityCase:
    """批准, by another person than the opener: the numbered document, and the clock begins."""
    case, moment = _locked(place, key, A.APPROVED), now()
    said = writing.events_of(ACCOUNTABILITY, case)[0].detail
    document = papers.issue(
        place,
        case,
        kind=OPENING,
        word="责任",
        title=TITLES[Mode(case.mode)],
        paragraphs=[said["subject"]],
        facts=[*papers.of_cases(case.cases), ("办理期限", f"自签发之日起{said['days']}个工作日")],
        at=moment,
    )
    _append(place, case, A.APPROVED, {"number": document.number, "code": document.code}, at=moment)
    return case


def receive(place: Place, key: str, *, organ: str | None = None, organ_number: str | None = None) -> AccountabilityCase:
    """签收 by the department; of a referral, the receipt of the discipline organ (`organ`, its number)."""
    case = access_case(place.actor, key)
    if case.mode != Mode.REFERRED:
        return _act(place, key, A.RECEIVED, {})
    return _act(place, key, A.RECEIVED, _of_organ(organ or "", organ_number or ""))


def report(place: Place, key: str, *, reasons: str) -> AccountabilityCase:
    """What the department found out and did. Late it is taken as well, and stays late."""
    return _act(place, key, A.REPORTED, {"reasons": text(reasons, "reasons")})


def give_back(place: Place, key: str, *, reason: str, days: int) -> AccountabilityCase:
    return _act(place, key, A.RETURNED, {"reason": text(reason, "reason"), "days": _days(days)})


def find(
    place: Place,
    key: str,
    *,
    grade: Grade,
    reasons: str,
    situation: Situation | None = None,
    persons: Sequence[tuple[Party, str]] = (),
    evidence: Sequence[EvidenceOf] = (),
) -> AccountabilityCase:
    """认定: the facts, the fault, and to whom RS18 attributes it; the persons are named by who found it."""
    case = access_case(place.actor, key)
    detail: dict[str, Any] = {"reasons": text(reasons, "reasons"), "grade": grade.value, "attributions": []}
    if grade is not Grade.NONE:
        detail |= {"situation": _needed(situation).value, "attributions": _attributed(_needed(situation), persons)}
    elif situation or persons:
        raise BadDraft("Nobody is at fault: nobody is named.", code="NO_FAULT", field="persons")
    return _act(place, key, A.FOUND, detail | {"evidence": _known(case, evidence)})


@transaction.atomic
def decide(place: Place, key: str, *, reason: str, days: int) -> AccountabilityCase:
    """决定, by another person than who found: the numbered document says what was found and until when to appeal."""
    case, moment = _locked(place, key, A.DECIDED), now()
    said, found = text(reason, "reason"), last(case, A.FOUND)
    window = _days(days)
    document = papers.issue(
        place,
        case,
        kind=DECISION,
        word="责决",
        title="责任认定决定书",
        paragraphs=[found["reasons"], said],
        facts=[*papers.of_cases(case.cases), ("过错", GRADES[Grade(found["grade"])]), *_worded(found["attributions"])],
        at=moment,
        remedies=[
            f"对本决定不服的，可以自收到之日起{window}个工作日内提出申诉。处分由有权机关依法决定，本决定不作处分。"
        ],
    )
    detail = {"reason": said, "days": window, "decision": document.number, "code": document.code}
    _append(place, case, A.DECIDED, detail, at=moment)
    return case


def sanction(
    place: Place, key: str, *, organ: str, organ_number: str, on: date, measure: str, person: str
) -> AccountabilityCase:
    """The result of the organ that decided it, as it was told; we decide none."""
    if on > local_day(now()):
        raise BadDraft("This day has not come.", code="IN_FUTURE", field="on")
    said = {"on": on.isoformat(), "measure": text(measure, "measure"), "who": text(person, "person", LONGEST_NAME)}
    return _act(place, key, A.SANCTIONED, _of_organ(organ, organ_number) | said)


def appeal(place: Place, key: str, *, reasons: str) -> AccountabilityCase:
    """申诉, once and within its window. Raises BadOrder APPEAL_LATE, ALREADY_APPEALED."""
    return _act(place, key, A.APPEALED, {"reasons": text(reasons, "reasons")})


def uphold(place: Place, key: str, *, reason: str) -> AccountabilityCase:
    """The decision stands, says who neither found nor decided."""
    return _act(place, key, A.UPHELD, {"reason": text(reason, "reason")})


def revoke(place: Place, key: str, *, reason: str) -> AccountabilityCase:
    """The decision falls; it stays to be seen, and who checks its document is told."""
    return _undone(place, key, A.REVOKED, reason)


def withdraw(place: Place, key: str, *, reason: str) -> AccountabilityCase:
    """撤销 of the whole case, by a reasoned act; all of it stays to be seen."""
    return _undone(place, key, A.WITHDRAWN, reason)


@transaction.atomic
def _undone(place: Place, key: str, act: AccountabilityAct, reason: str) -> AccountabilityCase:
    said, case = text(reason, "reason"), _locked(place, key, act)
    _append(place, case, act, {"reason": said})
    decision = last(case, A.DECIDED).get("decision", "")
    papers.withdraw(place, [decision] if act is A.REVOKED else [case.number, decision], reason=said)
    return case


def last(case: AccountabilityCase, act: AccountabilityAct) -> dict[str, Any]:
    """What the last act of a kind said; empty where there was none."""
    found = [event.detail for event in writing.events_of(ACCOUNTABILITY, case) if event.act == act]
    return dict(found[-1]) if found else {}


def documents(case: AccountabilityCase) -> QuerySet[Document]:
    numbers = [case.number, last(case, A.DECIDED).get("decision", "")]
    return (
        Document.objects.select_related("withdrawal").filter(number__in=[one for one in numbers if one]).order_by("pk")
    )


def _attributed(situation: Situation, persons: Sequence[tuple[Party, str]]) -> list[dict[str, str]]:
    """Every party that bears something is named once, and no other. Raises BadDraft."""
    borne = attribute(situation)
    named = {party: text(name, "persons", LONGEST_NAME) for party, name in persons}
    if len(named) < len(persons) or set(named) != set(borne):
        raise BadDraft(f"{situation.value} names {', '.join(sorted(borne))}.", code="WRONG_PARTIES", field="persons")
    return [
        {"party": party.value, "liability": liability.value, "person": named[party]}
        for party, liability in borne.items()
    ]


def _needed(situation: Situation | None) -> Situation:
    if situation is None:
        raise BadDraft("A fault has its situation.", code="REQUIRED", field="situation")
    return situation


def _known(case: AccountabilityCase, evidence: Sequence[EvidenceOf]) -> list[dict[str, Any]]:
    """Events of the cases that are named, as keys. Raises BadDraft NO_SUCH_EVENT."""
    asked = {(one.number, one.sequence) for one in evidence}
    if len(asked) > MOST_EVENTS:
        raise BadDraft(f"At most {MOST_EVENTS} events.", code="TOO_MANY", field="evidence")
    rows = CaseEvent.objects.filter(case__number__in=case.cases, sequence__in=[sequence for _, sequence in asked])
    found = {(number, sequence) for number, sequence in rows.values_list("case__number", "sequence")}
    if missing := sorted(asked - found):
        raise BadDraft(f"{missing[0][0]} has no event {missing[0][1]}.", code="NO_SUCH_EVENT", field="evidence")
    return [{"number": number, "sequence": sequence} for number, sequence in sorted(asked)]


def _worded(attributions: Sequence[dict[str, str]]) -> list[tuple[str, str]]:
    return [
        (LIABILITIES[one["liability"]], f"{one['person']}（{PARTIES[Party(one['party'])]}）") for one in attributions
    ]


def _of_organ(organ: str, number: str) -> dict[str, Any]:
    return {"organ": text(organ, "organ", LONGEST_NAME), "organ_number": text(number, "organ_number", LONGEST_NAME)}


def _days(value: int) -> int:
    return gates.days(value, MOST_DAYS, "days")


def _may(place: Place, act: AccountabilityAct, case: AccountabilityCase) -> bool:
    if act is A.RECEIVED:
        # The department signs for what it is to pursue; a discipline organ has no account here.
        wanted = SUPERVISE if case.mode == Mode.REFERRED else DEPARTMENT
        return place.actor.role in wanted and gates.may(place, ROLES, act, case.department)
    return gates.may(place, ROLES, act, case.department)


@transaction.atomic
def _act(place: Place, key: str, act: AccountabilityAct, detail: dict[str, Any]) -> AccountabilityCase:
    case = _locked(place, key, act)
    _append(place, case, act, detail)
    return case


def _append(
    place: Place, case: AccountabilityCase, act: AccountabilityAct, detail: dict[str, Any], at: datetime | None = None
) -> None:
    writing.append(ACCOUNTABILITY, place.hall, case, act, at=at or now(), detail=detail, actor=place.actor)


def _locked(place: Place, key: str, act: AccountabilityAct) -> AccountabilityCase:
    """Two who decide at once: one waits here, and is then told what the other did."""
    case = access_case(place.actor, key)
    if not _may(place, act, case):
        gates.refuse()
    return AccountabilityCase.objects.select_for_update().get(pk=case.pk)
