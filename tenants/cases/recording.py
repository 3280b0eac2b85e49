"""How a clerk's act is recorded: one event through the strict door, and its document, in one transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from foundation.clock import now
from foundation.errors import Refusal
from hierarchy.models import Hall
from hierarchy.posts import Actor
from rulebook.case import EventKind
from tenants.cases import papers, reading
from tenants.cases.append import Door, IllegalOrder, NewEvent, append_many
from tenants.cases.gates import access_case, check_change
from tenants.cases.models import Case

LONGEST_TEXT = 1000
LONGEST_NAME = 128
# Where on a form a refused order is shown.
FIELDS = {
    "BEFORE_SUBMISSION": "occurred_at",
    "BEFORE_ACCEPTANCE": "occurred_at",
    "STAGE_NOT_RUNNING": "stage",
    "STAGE_ALREADY_RUNNING": "stage",
    "NO_SUCH_EVENT": "sequence",
    "AFTER_DEEMED_ACCEPTANCE": "occurred_at",
}


class BadAct(Refusal):
    """What was stated cannot be recorded; `code` says why and `field` where."""

    code = "BAD_VALUE"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where an act is done: the hall that is entered, and the clerk."""

    hall: Hall
    actor: Actor


def case_to_change(desk: Desk, number: str) -> Case:
    case = access_case(desk.actor, number)
    check_change(desk.actor, desk.hall, case.department)
    return case


def append(
    desk: Desk, case: Case, kind: EventKind, at: datetime, detail: dict[str, Any], *, corrects: int | None = None
) -> Case:
    event = NewEvent(kind, at, detail, reading.WINDOW, corrects=corrects)
    try:
        with transaction.atomic():
            (changed,) = append_many(desk.hall, case, [event], door=Door.STRICT, actor=desk.actor).cases
            changed.version = case.version  # with the item that was read with it
            if papers.paper_of(kind, detail):
                history = reading.events_of([changed])[changed.pk]
                # A change of the calendar may have been recorded behind it.
                row = next(one for one in reversed(history) if one.kind == kind)
                papers.issue_for(desk.hall, changed, row, history, actor=desk.actor)
            return changed
    except IllegalOrder as refusal:
        raise IllegalOrder(refusal.message, code=refusal.code, field=FIELDS.get(refusal.code)) from None


def stated(at: datetime | None, field: str) -> datetime:
    moment = now()
    if at is not None and at > moment:
        raise BadAct("This moment has not come yet.", code="IN_FUTURE", field=field)
    return at or moment


def text(given: str, field: str, longest: int) -> str:
    """Trimmed, not empty, not too long, and without what PostgreSQL cannot store."""
    text = given.strip()
    if not text:
        raise BadAct("This must be filled in.", code="REQUIRED", field=field)
    if len(text) > longest:
        raise BadAct(f"At most {longest} characters.", code="TOO_LONG", field=field)
    if "\0" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise BadAct("The text has characters that cannot be kept.", code="BAD_TEXT", field=field)
    return text
