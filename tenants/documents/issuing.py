"""Issuing: a number of the hall's series, the frozen data, a code; in the transaction of the act that it belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from foundation.clock import local_day, now
from foundation.digests import canonical, sm3
from foundation.errors import NotFound, Refusal
from foundation.numbers import next_number
from hierarchy.models import Hall
from hierarchy.posts import Actor
from tenants.audit import sealing
from tenants.documents import codes
from tenants.documents.models import Document, DocumentWithdrawal

TEMPLATE = "notice-1"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a document says. `word` stands in its number: 昌黎受理〔2026〕12号."""

    kind: str
    word: str
    data: Mapping[str, Any]
    case_number: str = ""
    event: int | None = None
    template: str = TEMPLATE


def issue(
    hall: Hall, draft: Draft, *, actor: Actor, at: datetime | None = None, series: Hall | None = None
) -> Document:
    """Issues a document in the hall that is entered, with a number of its own series or of `series`, the issuing hall.

    The number is given back if the transaction fails.
    """
    moment, issuer = at or now(), series or hall
    year = local_day(moment).year
    number = f"{short_name(issuer)}{draft.word}〔{year}〕{next_number(issuer.code, draft.kind[:24], year)}号"
    code = codes.new(hall.code)
    data = {**draft.data, "number": number, "code": codes.shown(code), "is_demo": hall.is_demo}
    document = Document.objects.create(
        kind=draft.kind,
        number=number,
        case_number=draft.case_number,
        event=draft.event,
        template=draft.template,
        data=data,
        digest=sm3(canonical(data)),
        code=code,
        issued_at=moment,
        issued_by=actor.person_id,
        issuer_name=actor.person_name,
    )
    sealing.ask(hall.code)
    return document


def withdraw(hall: Hall, document: Document, *, reason: str, actor: Actor) -> DocumentWithdrawal:
    """Beside the document, once and with a reason. Raises Refusal REQUIRED, ALREADY_WITHDRAWN."""
    if not reason.strip():
        raise Refusal("A withdrawal needs its reason.", code="REQUIRED", field="reason")
    withdrawn, is_new = DocumentWithdrawal.objects.get_or_create(
        document=document,
        defaults={
            "reason": reason.strip()[:300],
            "person": actor.person_id,
            "person_name": actor.person_name,
            "at": now(),
        },
    )
    if not is_new:
        raise Refusal("The document has been withdrawn.", code="ALREADY_WITHDRAWN", number=document.number)
    sealing.ask(hall.code)
    return withdrawn


def access_document(code: str) -> Document:
    """The document of the entered hall with this code. Raises NotFound."""
    read = codes.read(code)
    found = Document.objects.select_related("withdrawal").filter(code=read.code).first() if read else None
    if found is None:
        raise NotFound("No such document.")
    return found


def short_name(hall: Hall) -> str:
    """昌黎 of 昌黎县: what stands in a number."""
    name = str(hall.name)
    return name[:-1] if len(name) > 2 and name[-1] in "省市县区镇乡" else name
