"""What a clerk does with a first contact: one verb a function, each one step more, in one transaction."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from django.db import transaction

from foundation.clock import local_day, now
from foundation.errors import Forbidden
from foundation.numbers import next_number
from hierarchy.calendars import current_version
from hierarchy.models import Post, Role
from rulebook import duty
from rulebook.duty import ContactStep, Duty
from rulebook.telling import Channel
from tenants.audit import sealing
from tenants.cases import acts as case_acts
from tenants.cases import handing, item_notice, reading, sending_out
from tenants.cases.recording import BadAct, Desk
from tenants.contacts import gates
from tenants.contacts.models import Contact
from tenants.contacts.models import ContactStep as ContactStepRow
from tenants.items import catalog
from tenants.notices.models import Delivery

LONGEST_REPLY = 90


class ContactWay(StrEnum):
    """How somebody asked."""

    WINDOW = "WINDOW"
    PHONE = "PHONE"
    ONLINE = "ONLINE"
    LETTER = "LETTER"
    OTHER = "OTHER"


@transaction.atomic
def record(
    desk: Desk,
    *,
    asker_name: str,
    question: str,
    way: ContactWay = ContactWay.WINDOW,
    item: str = "",
    reply_days: int | None = None,
    answer: str = "",
) -> Contact:
    """首问: whoever records it answers for it. With `answer` it was answered at once.

    `reply_days`: what was promised to the asker, in working days. Raises BadAct NO_ITEM, OUT_OF_RANGE, REQUIRED.
    """
    if desk.actor.role != Role.CLERK or desk.actor.hall_code != desk.hall.code:
        raise Forbidden("Only a clerk of this hall records a first contact.")
    if reply_days is not None and not 1 <= reply_days <= LONGEST_REPLY:
        raise BadAct(f"From 1 to {LONGEST_REPLY} working days.", code="OUT_OF_RANGE", field="reply_days")
    at = now()
    version = catalog.in_force(on=local_day(at)).filter(variant__code=item).first() if item else None
    if item and version is None:
        raise BadAct("No such item is in force.", code="NO_ITEM", field="item")
    year = local_day(at).year
    contact = Contact(
        number=f"{desk.hall.code[:6]}-Q{year}-{next_number(desk.hall.code, 'contact', year):06d}",
        asker_name=case_acts.text(asker_name, "asker_name", case_acts.LONGEST_NAME),
        way=way.value,
        item=item,
        department=version.department if version else "",
        question=case_acts.text(question, "question", case_acts.LONGEST_TEXT),
        asked_at=at,
        due_at=duty.due_at(at, reply_days, reading.terms(current_version(desk.hall))) if reply_days else None,
        owner=desk.actor.person_id,
    )
    contact.save()
    _step(desk, contact, ContactStep.ASKED)
    if answer.strip():
        _step(desk, contact, ContactStep.ANSWERED, text=case_acts.text(answer, "answer", case_acts.LONGEST_TEXT))
    return contact


@transaction.atomic
def give_notice(desk: Desk, number: str) -> Contact:
    """一次性告知单 of the guide in force, for the asker. Raises BadAct NO_ITEM, NO_GUIDE."""
    contact = _open(desk, number, ContactStep.NOTICE_GIVEN)
    document = item_notice.hand_out(desk, item=contact.item, person_name=contact.asker_name)
    _step(desk, contact, ContactStep.NOTICE_GIVEN, document=document.number, code=document.code)
    return contact


@transaction.atomic
def send_notice(desk: Desk, number: str, *, channel: Channel, address: str) -> Delivery:
    """The notice that was given last, to whoever asked. Raises BadAct NO_NOTICE, BAD_ADDRESS, CHANNEL_OFF."""
    contact = gates.access_contact(desk.actor, desk.hall, number)
    given = contact.steps.filter(kind=ContactStep.NOTICE_GIVEN).order_by("-sequence").first()
    if given is None:
        raise BadAct("No notice was given.", code="NO_NOTICE", field="number")
    return sending_out.send_document(
        desk, given.detail["code"], channel=channel, address=address, contact=contact.number
    )


@transaction.atomic
def hand_over(desk: Desk, number: str, *, to: str, reason: str) -> Contact:
    """To a clerk of the hall by his post; until he takes it over, the one who hands over answers for it."""
    post = _colleague(desk, to)
    contact = _open(desk, number, ContactStep.HANDED_OVER, to=str(post.person_id))
    said = case_acts.text(reason, "reason", case_acts.LONGEST_TEXT)
    if contact.department and post.departments and contact.department not in post.departments:
        raise BadAct("This person has no post in the department of the item.", code="NO_SUCH_CLERK", field="to")
    _step(desk, contact, ContactStep.HANDED_OVER, post=post, text=said)
    return contact


@transaction.atomic
def take_over(desk: Desk, number: str) -> Contact:
    contact = _open(desk, number, ContactStep.TAKEN_OVER)
    _step(desk, contact, ContactStep.TAKEN_OVER)
    return contact


@transaction.atomic
def answer(desk: Desk, number: str, *, text: str) -> Contact:
    contact = _open(desk, number, ContactStep.ANSWERED)
    _step(desk, contact, ContactStep.ANSWERED, text=case_acts.text(text, "text", case_acts.LONGEST_TEXT))
    return contact


@transaction.atomic
def register_case(desk: Desk, number: str, *, item: str = "", applicant_name: str = "") -> Contact:
    """收件 of what was asked about: for the asker, or for whom he asked. Raises BadAct NO_ITEM."""
    contact = _open(desk, number, ContactStep.CASE_REGISTERED)
    case = case_acts.register(
        desk, item=item or contact.item, applicant_name=applicant_name.strip() or contact.asker_name
    )
    contact.case_number = case.number
    _step(desk, contact, ContactStep.CASE_REGISTERED, case=case.number)
    return contact


def stands(contact: Contact) -> Duty:
    """The duty as the columns have it."""
    return Duty(
        str(contact.owner),
        contact.owner_name,
        str(contact.offered_to or ""),
        contact.offered_to_name,
        contact.offered_at,
        duty.ContactState(contact.state),
        contact.closed_at,
    )


def columns(rows: Sequence[ContactStepRow]) -> dict[str, Any]:
    """What follows from the steps of a contact, in their order; at least one."""
    found = duty.duty(_as_step(row) for row in rows)
    assert found is not None, "a contact begins with its first step"
    return {
        "sequence": rows[-1].sequence,
        "state": found.state.value,
        "owner": found.owner,
        "owner_name": found.owner_name,
        "offered_to": found.offered_to or None,
        "offered_to_name": found.offered_to_name,
        "offered_at": found.offered_at,
        "closed_at": found.closed_at,
        "case_number": next((row.detail["case"] for row in rows if "case" in row.detail), ""),
    }


def _open(desk: Desk, number: str, kind: ContactStep, *, to: str = "") -> Contact:
    """The contact, locked, if this person may do this now."""
    gates.access_contact(desk.actor, desk.hall, number)
    contact = Contact.objects.select_for_update().get(number=number)
    if desk.actor.role != Role.CLERK or desk.actor.hall_code != desk.hall.code:
        raise Forbidden("Only a clerk of this hall acts on a first contact.")
    code = duty.objection(kind, stands(contact), person=str(desk.actor.person_id), to=to)
    if code:
        raise BadAct("This cannot be done now.", code=code, field="to" if code == "SAME_HANDLER" else None)
    return contact


def _step(desk: Desk, contact: Contact, kind: ContactStep, *, post: Post | None = None, **detail: str) -> None:
    ContactStepRow.objects.create(
        contact=contact,
        sequence=contact.sequence + 1,
        kind=kind.value,
        at=now(),
        person=desk.actor.person_id,
        person_name=desk.actor.person_name,
        to=post.person_id if post else None,
        to_name=post.person.display_name if post else "",
        detail=detail,
    )
    for name, value in columns(list(contact.steps.order_by("sequence"))).items():
        setattr(contact, name, value)
    contact.save()
    sealing.ask(desk.hall.code)


def _as_step(row: ContactStepRow) -> duty.Step:
    return duty.Step(ContactStep(row.kind), row.at, str(row.person), row.person_name, str(row.to or ""), row.to_name)


def _colleague(desk: Desk, post: str) -> Post:
    is_key = post.isascii() and post.isdigit() and len(post) < 18
    found = handing.colleagues(desk.hall).filter(pk=int(post)).first() if is_key else None
    if found is None:
        raise BadAct("There is no such clerk in this hall.", code="NO_SUCH_CLERK", field="to")
    return found
