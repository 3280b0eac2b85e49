"""The exchange desk of a hall: who may look, who decides, and what was decided on a row that could not be taken."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from foundation.clock import now
from foundation.errors import Forbidden, NotFound, Refusal
from hierarchy.models import Hall, Role
from hierarchy.posts import Actor
from tenants.audit import sealing
from tenants.exchange.models import QuarantineDecision, QuarantinedRow
from tenants.exchange.receiving import Result

MENDED, REFUSED = "MENDED", "REFUSED"
# Rows of files hold what stood in a line; only what was sent as an event can be let in as one.
SENT = "exchange"
LOOKING = frozenset({Role.HALL_ADMIN, Role.CLERK, Role.SUPERVISOR, Role.INSPECTOR})
LONGEST_REASON = 300

# Reads and takes in one event: the interface above knows how.
LetIn = Callable[[str], Result]


@dataclass(frozen=True, slots=True)
class StillWrong(Exception):
    """The mended row cannot be taken either; `result` says why."""

    result: Result


def check_look(actor: Actor) -> None:
    """Raises Forbidden: rows in quarantine may hold names."""
    if actor.role not in LOOKING or (actor.role == Role.CLERK and actor.departments):
        raise Forbidden("This post does not look into the exchange.")


def rows(*, undecided_only: bool) -> QuerySet[QuarantinedRow]:
    """Newest first, with what was decided."""
    found = QuarantinedRow.objects.prefetch_related("decisions").order_by("-at", "-pk")
    return found.filter(decisions=None) if undecided_only else found


def let_in(hall: Hall, key: int, *, content: str, kept: str, reason: str, actor: Actor, take: LetIn) -> QuarantinedRow:
    """Takes the mended row in and keeps what was mended and why. Raises `StillWrong` or a refusal, and keeps nothing.

    `kept` is the content as it may stay: the number of a paper is sealed in it.

    Refusals: NOT_FOUND, DECIDED, NOT_SENT (a row of a file: mend the file), REQUIRED.
    """
    with transaction.atomic():
        row = _undecided(key)
        if row.file_name != SENT:
            raise Refusal("This row came with a file: mend it there and load it again.", code="NOT_SENT", field="id")
        decision = _decision(row, MENDED, kept, _reason(reason), actor)
        result = take(content)
        if result.status == "rejected":
            raise StillWrong(result)
        decision.save(force_insert=True)
    sealing.ask(hall.code)
    return row


def refuse(hall: Hall, key: int, *, reason: str, actor: Actor) -> QuarantinedRow:
    """The row is not taken; it stays with the reason. Raises NOT_FOUND, DECIDED, REQUIRED."""
    with transaction.atomic():
        row = _undecided(key)
        _decision(row, REFUSED, "", _reason(reason), actor).save(force_insert=True)
    sealing.ask(hall.code)
    return row


def _undecided(key: int) -> QuarantinedRow:
    """Locked, so that two administrators do not decide at once."""
    row = QuarantinedRow.objects.select_for_update().filter(pk=key).first()
    if row is None:
        raise NotFound("No such row.")
    if row.decisions.exists():
        raise Refusal("It has been decided on.", code="DECIDED", field="id")
    return row


def _decision(row: QuarantinedRow, kind: str, content: str, reason: str, actor: Actor) -> QuarantineDecision:
    return QuarantineDecision(
        row=row,
        kind=kind,
        content=content,
        reason=reason,
        person=actor.person_id,
        person_name=actor.person_name,
        at=now(),
    )


def _reason(given: str) -> str:
    text = given.strip()
    if not text:
        raise Refusal("Say why.", code="REQUIRED", field="reason")
    if len(text) > LONGEST_REASON:
        raise Refusal(f"At most {LONGEST_REASON} characters.", code="TOO_LONG", field="reason")
    return text
