"""What a clerk sends to a person of a case: a document that was issued, or words of his own. Kept with its receipt.

The address is the one that the person gives for this; it is sealed with the message and not kept anywhere else.
"""

from collections.abc import Mapping

from django.db import transaction

from foundation.errors import Forbidden, NotFound
from hierarchy.models import Role
from rulebook.addresses import spelled
from rulebook.telling import Channel
from tenants.cases import recording
from tenants.cases.gates import access_case, check_change
from tenants.cases.recording import BadAct, Desk
from tenants.documents import issuing
from tenants.documents.models import Document
from tenants.notices import sending, telling, templates
from tenants.notices.models import Delivery
from tenants.notices.templates import Kind

LONGEST_MESSAGE = 300


@transaction.atomic
def send_document(desk: Desk, code: str, *, channel: Channel, address: str, contact: str = "") -> Delivery:
    """By e-mail as a PDF, by short message as the address at which it is checked.

    A document of a case by who may record in it; an item notice by a clerk of the hall. Raises NotFound, Forbidden,
    BadAct BAD_ADDRESS, CHANNEL_OFF, WITHDRAWN_DOCUMENT.
    """
    document = _document(desk, code)
    words = {
        "title": str(document.data["title"]),
        "number": document.number,
        "link": sending.link(f"/verify/{document.code}"),
    }
    found = _blank(desk, channel, address, Kind.DOCUMENT, document.number, words)
    found.document, found.case_number, found.contact_number = document.code, document.case_number, contact
    return _kept(desk, found)


@transaction.atomic
def send_message(desk: Desk, number: str, *, channel: Channel, address: str, text: str) -> Delivery:
    """Words of the clerk's own about a case. Raises NotFound, Forbidden, BadAct."""
    case = access_case(desk.actor, number)
    check_change(desk.actor, desk.hall, case.department)
    words = {"case": case.number, "text": recording.text(text, "text", LONGEST_MESSAGE)}
    found = _blank(desk, channel, address, Kind.MESSAGE, case.number, words)
    found.case_number = case.number
    return _kept(desk, found)


def _document(desk: Desk, code: str) -> Document:
    document = issuing.access_document(code)
    if document.case_number:
        check_change(desk.actor, desk.hall, access_case(desk.actor, document.case_number).department)
    elif document.kind != "ITEM_NOTICE":
        raise NotFound("No such document.")
    elif desk.actor.role != Role.CLERK or desk.actor.hall_code != desk.hall.code:
        raise Forbidden("Only a clerk of this hall sends it.")
    if hasattr(document, "withdrawal"):
        raise BadAct("This document was withdrawn.", code="WITHDRAWN_DOCUMENT", field="code")
    return document


def _blank(desk: Desk, channel: Channel, address: str, kind: Kind, key: str, words: Mapping[str, str]) -> Delivery:
    if not telling.is_offered(channel):
        raise BadAct("There is no gateway for this channel.", code="CHANNEL_OFF", field="channel")
    where = spelled(channel, address)
    if where is None:
        raise BadAct("This is no address of this channel.", code="BAD_ADDRESS", field="address")
    found = telling.blank(desk.hall.code, channel, kind.value, key)
    said = templates.filled(
        templates.of_hall()[kind, channel, templates.LANGUAGES[0]], {"hall": desk.hall.display_name, **words}
    )
    found.subject, found.text = said.subject, said.text
    found.sent_by, found.sent_by_name = desk.actor.person_id, desk.actor.person_name
    telling.address(found, channel, where)
    return found


def _kept(desk: Desk, found: Delivery) -> Delivery:
    telling.keep(desk.hall.code, [found])
    by = (desk.actor.person_id, desk.actor.person_name)
    sending.note(desk.hall.code, found, "ASKED", found.at, by=by)
    return found
