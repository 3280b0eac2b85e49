"""What a window does to a case: one verb a function. Each records one event through the strict door.

A moment may be stated, never in the future; without one it is now. Refusals name their field in snake_case.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import IntegrityError, transaction

from foundation.clock import local_day, now
from foundation.digests import sm3
from foundation.numbers import next_number
from hierarchy import reasons
from hierarchy.posts import Actor
from rulebook.case import Approver, CaseState, ClockName, Event, EventKind, Outcome, PauseKind
from rulebook.facts import CaseFacts, effective, fold
from rulebook.limits import approver as may_approve
from rulebook.order import not_due, objection
from rulebook.order import permitted as in_order
from rulebook.rounds import rounds
from rulebook.standing import clocks, deemed_at
from tenants.cases import papers, reading
from tenants.cases.append import CaseBatch, Door, NewEvent, append_batch
from tenants.cases.applicants import GivenId
from tenants.cases.gates import access_case, check_change, may_change
from tenants.cases.models import Case, CaseEvent
from tenants.cases.recording import LONGEST_NAME, LONGEST_TEXT, BadAct, Desk, append, case_to_change, stated, text
from tenants.items import catalog
from tenants.items.models import ItemVersion
from tenants.repeats.keeping import KeyReused

LONGEST_PAUSE = 3650
NEED_REASON = {Outcome.REFUSED, Outcome.RETURNED, Outcome.TERMINATED, Outcome.WITHDRAWN, Outcome.CORRECTION_LAPSED}


class Channel(StrEnum):
    """By which way a case came."""

    WINDOW = "WINDOW"
    WEB = "WEB"
    MOBILE = "MOBILE"
    COURIER = "COURIER"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True)
class Missing:
    """补正: a paper and what is wrong with it."""

    material: str
    defect: str


def register(
    desk: Desk,
    *,
    item: str,
    applicant_name: str,
    channel: Channel = Channel.WINDOW,
    submitted_at: datetime | None = None,
    expires_on: date | None = None,
    idempotency_key: str | None = None,
    applicant_id: GivenId | None = None,
) -> Case:
    """收件: a new case under the version in force that day. The same key of the same person is the same case again.

    `expires_on`: until when the licence is valid whose renewal is asked for (延续, art. 50).
    Raises KeyReused if it is another one. The key stays on the event, longer than answers are kept.
    """
    at = stated(submitted_at, "submitted_at")
    name = text(applicant_name, "applicant_name", LONGEST_NAME)
    version = catalog.in_force(on=local_day(at)).filter(variant__code=item).first()
    if version is None:
        raise BadAct("No such item is in force.", code="NO_ITEM", field="item")
    check_change(desk.actor, desk.hall, version.department)
    event_id = _event_id(desk.actor, idempotency_key)
    try:
        with transaction.atomic():
            return _registered(
                desk,
                version,
                name,
                channel,
                NewEvent(EventKind.RECEIVED, at, _registration(desk.actor, expires_on), reading.WINDOW, event_id),
                applicant_id,
            )
    except _Repeated:  # the number was given back with the transaction
        known = CaseEvent.objects.select_related("case").get(source=reading.WINDOW, event_id=event_id)
        case = access_case(desk.actor, known.case.number)
        if (case.version.variant.code, case.applicant_name) != (item, name):
            raise KeyReused from None
        return case


def accept(
    desk: Desk,
    number: str,
    *,
    tolerated: Sequence[str] = (),
    by_commitment: bool = False,
    at: datetime | None = None,
    note: str = "",
) -> Case:
    """受理: the decision clock begins. `tolerated`: papers that may come later (容缺); or by commitment (告知承诺)."""
    gaps = {"tolerated": [text(one, "tolerated", LONGEST_TEXT) for one in tolerated]} if tolerated else {}
    committed = {"by_commitment": True} if by_commitment else {}
    return _record(desk, number, EventKind.ACCEPTED, at, gaps | committed | _noted(note))


def decline(
    desk: Desk, number: str, *, reason: str, reason_code: str | None = None, at: datetime | None = None
) -> Case:
    """不予受理, with the reason that the applicant is told. Raises BadReason."""
    return _record(desk, number, EventKind.DECLINED, at, _reasoned(reason) | reasons.named(desk.hall, reason_code))


def mark_not_required(desk: Desk, number: str, *, reason: str, at: datetime | None = None) -> Case:
    """不受理: the matter needs no licence (art. 32 (1))."""
    return _record(desk, number, EventKind.NOT_REQUIRED, at, _reasoned(reason))


def ask_correction(desk: Desk, number: str, *, items: Sequence[Missing], at: datetime | None = None) -> Case:
    """补正告知: everything that is missing, once (art. 32 (4))."""
    if not items:
        raise BadAct("List what is missing.", code="REQUIRED", field="items")
    papers = [
        {"material": text(one.material, "items", LONGEST_TEXT), "defect": text(one.defect, "items", LONGEST_TEXT)}
        for one in items
    ]
    return _record(desk, number, EventKind.CORRECTION_ASKED, at, {"items": papers})


def receive_correction(
    desk: Desk, number: str, *, brought: Sequence[str] | None = None, at: datetime | None = None, note: str = ""
) -> Case:
    """What the applicant brought, checked off against the open notice; without `brought`, all of it."""
    if brought is None:
        return _record(desk, number, EventKind.CORRECTION_RECEIVED, at, _noted(note))
    case = case_to_change(desk, number)
    known = effective([reading.as_event(row) for row in reading.events_of([case])[case.pk]])
    told = rounds(known)
    asked = {demand.material for demand in told[-1].demands} if told else set()
    if set(brought) - asked:
        raise BadAct("The notice did not ask for this.", code="NOT_ASKED", field="brought")
    if not brought:
        raise BadAct("Check off what was brought.", code="REQUIRED", field="brought")
    detail = {"brought": list(dict.fromkeys(brought))} | _noted(note)
    return append(desk, case, EventKind.CORRECTION_RECEIVED, stated(at, "occurred_at"), detail)


def begin_stage(desk: Desk, number: str, *, stage: str, at: datetime | None = None) -> Case:
    return _record_stage(desk, number, EventKind.STAGE_BEGUN, stage, at)


def end_stage(desk: Desk, number: str, *, stage: str, at: datetime | None = None) -> Case:
    return _record_stage(desk, number, EventKind.STAGE_ENDED, stage, at)


def begin_pause(
    desk: Desk,
    number: str,
    *,
    kind: PauseKind,
    planned_days: int,
    notice_number: str,
    reason: str,
    at: datetime | None = None,
) -> Case:
    """特别程序 begins: its kind, its planned length in working days and the written notice (art. 45)."""
    if not 1 <= planned_days <= LONGEST_PAUSE:
        raise BadAct("A pause is planned for at least one day.", code="OUT_OF_RANGE", field="planned_days")
    detail = {
        "kind": kind.value,
        "planned_days": planned_days,
        "notice_number": text(notice_number, "notice_number", 64),
    }
    return _record(desk, number, EventKind.PAUSE_BEGUN, at, detail | _reasoned(reason))


def end_pause(desk: Desk, number: str, *, at: datetime | None = None, note: str = "") -> Case:
    return _record(desk, number, EventKind.PAUSE_ENDED, at, _noted(note))


def grant_extension(
    desk: Desk,
    number: str,
    *,
    days: int,
    approver: str,
    reason: str,
    approver_role: Approver | None = None,
    at: datetime | None = None,
) -> Case:
    """延期 (art. 42): once, within what the item allows, before the limit ends, with its approver.

    Raises BadAct WRONG_APPROVER when it was granted by another than the item or art. 42 says.
    """
    moment = stated(at, "occurred_at")
    detail = {"days": days, "approver": text(approver, "approver", 64)} | _reasoned(reason)
    case = case_to_change(desk, number)
    _check_extension(case, days, moment)
    right = may_approve(reading.rules_of(case))
    if approver_role and right and approver_role is not right:
        raise BadAct(f"An extension of this item is granted by {right}.", code="WRONG_APPROVER", field="approver_role")
    if approver_role:
        detail["approver_role"] = approver_role.value
    return append(desk, case, EventKind.EXTENSION_GRANTED, moment, detail)


def conclude(
    desk: Desk,
    number: str,
    *,
    outcome: Outcome,
    reason: str | None = None,
    reason_code: str | None = None,
    at: datetime | None = None,
) -> Case:
    """办结, with its outcome; one that denies or ends the matter needs its reason (art. 38).

    A refusal names a code where a tier has published some. Raises BadReason.
    """
    detail: dict[str, Any] = {"outcome": outcome.value}
    if outcome is Outcome.REFUSED:
        detail |= _reasoned(reason or "") | reasons.named(desk.hall, reason_code)
    elif outcome in NEED_REASON or (reason and reason.strip()):
        detail |= _reasoned(reason or "")
    return _record(desk, number, EventKind.CONCLUDED, at, detail)


def verify(desk: Desk, number: str, *, at: datetime | None = None, note: str = "") -> Case:
    """登记验证: the window that registered the case closes the loop."""
    return _record(desk, number, EventKind.VERIFIED, at, _noted(note))


def deliver(desk: Desk, number: str, *, at: datetime | None = None, note: str = "") -> Case:
    """送达 (art. 44)."""
    return _record(desk, number, EventKind.DELIVERED, at, _noted(note))


def withdraw(desk: Desk, number: str, *, reason: str, at: datetime | None = None) -> Case:
    return _record(desk, number, EventKind.WITHDRAWN, at, _reasoned(reason))


def correct(desk: Desk, number: str, *, sequence: int, reason: str, at: datetime | None = None) -> Case:
    """An earlier event was recorded wrongly: voided, or with `at` moved to another stated time. Both stay to be read.

    A registration is not voided: the number was given to somebody.
    """
    detail = _reasoned(reason)
    if at is not None:
        detail["at"] = stated(at, "occurred_at").isoformat()
    case = case_to_change(desk, number)
    kinds = dict(CaseEvent.objects.filter(case=case, sequence=sequence).values_list("sequence", "kind"))
    if sequence not in kinds:
        raise BadAct("The case has no such event.", code="NO_SUCH_EVENT", field="sequence")
    if kinds[sequence] == EventKind.RECEIVED and at is None:
        raise BadAct("A registration cannot be voided.", code="REGISTRATION_STAYS", field="sequence")
    return append(desk, case, EventKind.CORRECTED, now(), detail, corrects=sequence)


def issue_document(desk: Desk, number: str, *, sequence: int) -> Case:
    """The document of an event that no window recorded, from what the case says now; once an event.

    Raises BadAct NO_SUCH_EVENT, NO_DOCUMENT, EVENT_VOID, ALREADY_ISSUED.
    """
    case = case_to_change(desk, number)
    row = CaseEvent.objects.filter(case=case, sequence=sequence).first()
    if row is None:
        raise BadAct("The case has no such event.", code="NO_SUCH_EVENT", field="sequence")
    if papers.paper_of(EventKind(row.kind), row.detail) is None:
        raise BadAct("An event of this kind has no document.", code="NO_DOCUMENT", field="sequence")
    known = effective(reading.as_event(one) for one in reading.events_of([case])[case.pk])
    if sequence not in {event.sequence for event in known}:
        raise BadAct("The event was voided.", code="EVENT_VOID", field="sequence")
    try:
        with transaction.atomic():
            papers.issue_for(desk.hall, case, row, reading.events_of([case])[case.pk], actor=desk.actor)
    except IntegrityError:
        raise BadAct("The event has its document.", code="ALREADY_ISSUED", field="sequence") from None
    return access_case(desk.actor, number)


def permitted(desk: Desk, case: Case, events: Sequence[Event], *, at: datetime) -> list[EventKind]:
    """What this actor may record now, by his post, by the order of events and by what the item has."""
    if not may_change(desk.actor, desk.hall, case.department):
        return []
    known = effective(events)
    if not known:
        return []
    facts = fold(known)
    rules = reading.rules_of(case)
    silent_until = deemed_at(clocks(facts, rules, reading.terms_of(case)))
    found = set(in_order(facts, at=at, is_partial=case.is_partial, deemed_at=silent_until))
    if objection(EventKind.STAGE_BEGUN, facts, at=at) is None and any(one.name != facts.stage for one in rules.stages):
        found.add(EventKind.STAGE_BEGUN)
    elif EventKind.STAGE_BEGUN in found:
        found.discard(EventKind.STAGE_BEGUN)
    if EventKind.EXTENSION_GRANTED in found and _extension_objection(case, facts, 1, at):
        found.discard(EventKind.EXTENSION_GRANTED)
    found -= not_due(facts, rules)
    return [kind for kind in EventKind if kind in found]


class _Repeated(Exception):
    """The event of a registration is recorded already."""


def _registered(
    desk: Desk, version: ItemVersion, name: str, channel: Channel, event: NewEvent, applicant_id: GivenId | None
) -> Case:
    """`{code6}-{year}-{000123}`, gapless in the hall's year; a registration that fails gives its number back."""
    year = local_day(event.at).year
    number = f"{desk.hall.code[:6]}-{year}-{next_number(desk.hall.code, 'case', year):06d}"
    batch = CaseBatch(
        number, [event], version=version, applicant_name=name, channel=channel.value, applicant_id=applicant_id
    )
    result = append_batch(desk.hall, [batch], door=Door.STRICT, actor=desk.actor)
    if not result.accepted:
        raise _Repeated
    return access_case(desk.actor, number)


def _registration(actor: Actor, expires_on: date | None) -> dict[str, Any]:
    """Who registers a case handles it until it is handed over."""
    handled = {"handler": str(actor.person_id), "handler_name": actor.person_name}
    return handled | ({"expires_on": expires_on.isoformat()} if expires_on else {})


def _event_id(actor: Actor, key: str | None) -> str:
    """Keys are the caller's own: another person's equal key is another event."""
    return sm3(actor.person_id.bytes, key.encode("utf-8", "surrogatepass")).hex() if key else ""


def _record(desk: Desk, number: str, kind: EventKind, at: datetime | None, detail: dict[str, Any]) -> Case:
    return append(desk, case_to_change(desk, number), kind, stated(at, "occurred_at"), detail)


def _record_stage(desk: Desk, number: str, kind: EventKind, stage: str, at: datetime | None) -> Case:
    case = case_to_change(desk, number)
    if reading.rules_of(case).stage(stage) is None:
        raise BadAct("The item has no such stage.", code="NO_SUCH_STAGE", field="stage")
    return append(desk, case, kind, stated(at, "occurred_at"), {"stage": stage})


def _check_extension(case: Case, days: int, at: datetime) -> None:
    events = [reading.as_event(row) for row in reading.events_of([case])[case.pk]]
    known = effective(events)
    objected = _extension_objection(case, fold(known), days, at) if known else None
    if objected:
        raise objected


def _extension_objection(case: Case, facts: CaseFacts, days: int, at: datetime) -> BadAct | None:
    rules = reading.rules_of(case)
    rule = rules.statutory or rules.promised
    longest = rule.extension if rule else None
    if facts.state is not CaseState.ACCEPTED:
        return None  # the order of events has its own refusal
    if longest is None:
        return BadAct("The item allows no extension.", code="NO_EXTENSION", field="days")
    if days < 1:
        return BadAct("An extension has at least one day.", code="OUT_OF_RANGE", field="days")
    if days > longest.value:
        message = f"The item allows an extension of {longest.value} at the most."
        return BadAct(message, code="EXTENSION_TOO_LONG", field="days")
    standing = clocks(facts, rules, reading.terms_of(case))
    due_at = next((clock.due_at for clock in standing if clock.name is ClockName.PROMISED), None)
    if due_at is not None and at > due_at:
        return BadAct("The limit had ended already.", code="EXTENSION_LATE", field="occurred_at")
    return None


def _reasoned(reason: str) -> dict[str, Any]:
    return {"reason": text(reason, "reason", LONGEST_TEXT)}


def _noted(note: str) -> dict[str, Any]:
    return {"note": text(note, "note", LONGEST_TEXT)} if note and note.strip() else {}
