"""撤销预警: one reasoned decision takes wrong reds off the board. They stay counted and seen, with the decision beside.

A red that a late report cleared needs none. Who runs the hall decides on none of its reds.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from foundation.clock import SHANGHAI, now
from foundation.errors import Forbidden
from hierarchy.cache import hall_by_code
from reporting import board
from reporting.models import Board
from tenants.alerts.models import Alert, AlertNote
from tenants.audit import sealing
from tenants.cases.models import Case
from tenants.directives import gates
from tenants.directives.gates import SIGN, BadDraft, Place, text
from tenants.directives.models import RedDecision
from tenants.documents import issuing
from tenants.documents.issuing import Draft

MOST_REDS = 2000
WITHDRAWN = "WITHDRAWN"  # the note beside a red
DOCUMENT = "RED_WITHDRAWAL"


@dataclass(frozen=True, slots=True)
class Outage:
    """Of a feed that brought nothing or wrong things, from one moment to before another."""

    feed: str
    from_at: datetime
    to_at: datetime


@transaction.atomic
def withdraw_reds(place: Place, *, reason: str, cases: Sequence[str] = (), outage: Outage | None = None) -> RedDecision:
    """Every open red of these cases, or of an outage. Raises BadDraft NO_RED, TOO_MANY, REQUIRED; Forbidden."""
    if place.actor.role not in SIGN or gates.runs(place):
        raise Forbidden("Your post does not decide on reds of this hall.")
    said = text(reason, "reason")
    asked = Q(number__in=list(cases))
    if outage is not None:
        asked = Q(feed=text(outage.feed, "feed", 64), at__gte=outage.from_at, at__lt=outage.to_at)
    reds = Board.objects.filter(asked, hall=place.hall.code, kind="ALERT", level="RED")
    numbers = set(reds.values_list("number", flat=True))
    # A case that is being written is waited for: its reds are read again when it stands still.
    held = {
        case.number: case for case in Case.objects.select_for_update().filter(number__in=numbers).order_by("number")
    }
    rows = list(reds.filter(number__in=held).order_by("at", "pk")[: MOST_REDS + 1])
    if not rows:
        raise BadDraft("There is no open red.", code="NO_RED", field="cases")
    if len(rows) > MOST_REDS:
        raise BadDraft(f"At most {MOST_REDS} reds at once.", code="TOO_MANY", field="cases")
    decision = _decide(place, rows, said, outage)
    _note(rows, decision)
    _leave(place, rows, held)
    sealing.ask(place.hall.code)
    return decision


def _decide(place: Place, rows: Sequence[Board], reason: str, outage: Outage | None) -> RedDecision:
    actor, moment = place.actor, now()
    issuer = hall_by_code(actor.hall_code)
    numbers = list(dict.fromkeys(row.number for row in rows))
    shown = "、".join(numbers[:10]) + (f" 等{len(numbers)}件" if len(numbers) > 10 else "")
    data = {
        "title": "预警撤销决定书",
        "organ": issuer.display_name,
        "addressee": place.hall.display_name,
        "paragraphs": [reason, "所列红灯予以撤销。红灯及其统计仍予保留，与本决定并存。"],
        "items": [],
        "facts": [{"name": "红灯", "value": f"{len(rows)}个"}, {"name": "办件编号", "value": shown}],
        "trace": [],
        "remedies": [],
        "issued_on": f"{moment.astimezone(SHANGHAI):%Y年%m月%d日}",
    }
    document = issuing.issue(place.hall, Draft(DOCUMENT, "撤灯", data), actor=actor, at=moment, series=issuer)
    return RedDecision.objects.create(
        number=document.number,
        reason=reason,
        reds=[row.key for row in rows],
        cases=numbers,
        feed=outage.feed if outage else "",
        from_at=outage.from_at if outage else None,
        to_at=outage.to_at if outage else None,
        person=actor.person_id,
        person_name=actor.person_name,
        post=actor.post_id,
        from_hall=actor.hall_code,
        at=moment,
    )


def _note(rows: Sequence[Board], decision: RedDecision) -> None:
    """Beside each red that was written; its number leads to the decision."""
    wanted = {(row.number, row.clock, row.rung, row.at) for row in rows}
    alerts = Alert.objects.filter(case__number__in=decision.cases, level="RED").select_related("case")
    AlertNote.objects.bulk_create(
        [
            AlertNote(alert=alert, kind=WITHDRAWN, reason=decision.number[:32], at=decision.at)
            for alert in alerts.order_by("pk")
            if (alert.case.number, alert.clock, alert.rung, alert.at) in wanted
        ]
    )


def _leave(place: Place, rows: Sequence[Board], held: dict[str, Case]) -> None:
    keys: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        keys[row.number].append(row.key)
    for number, gone in keys.items():
        held[number].withdrawn = [*held[number].withdrawn, *gone]
    Case.objects.bulk_update([held[number] for number in keys], ["withdrawn"])
    board.remove(place.hall.code, "ALERT", [row.key for row in rows])
