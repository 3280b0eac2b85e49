"""`contacts.csv` of a hall: the first contacts that its page lists under the same address, all of them.

Who took it is kept in the hall.
"""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from api.rest.captions import LANGUAGES, Captions, captions
from foundation import sheets
from foundation.clock import now
from foundation.errors import HallNotProvisioned, NotFound, Refusal
from foundation.sheets import Cell
from hierarchy.gates import access_hall, enter
from rulebook.duty import ContactState
from tenants.audit import sealing
from tenants.audit.models import Look
from tenants.contacts import gates
from tenants.contacts.models import Contact

COLUMNS = ("number", "askedAt", "askerName", "way", "question", "owner", "offeredTo", "dueAt", "state", "closedAt")


@require_safe
def contacts(request: Any, hall: str) -> HttpResponse:
    actor, given = request.caller.actor, request.GET
    try:
        if actor is None:
            raise NotFound("No such list.")
        place = access_hall(actor, hall)
        asked = _asked(given, actor.person_id)
        said = captions(given.get("language") if given.get("language") in LANGUAGES else "zh")
        with enter(place):
            found = gates.narrowed(gates.visible_to(actor, place), asked, now=now())
            rows = list(found.order_by("-asked_at", "-pk"))
            Look.objects.create(
                person=actor.person_id,
                post=actor.post_id,
                from_hall=request.caller.posted_at,
                subject=f"export of {len(rows)} first contacts",
                at=now(),
            )
            sealing.ask(place.code)
    except (NotFound, HallNotProvisioned):
        return _problem(NotFound("No such list."), 404)
    except Refusal as refusal:
        return _problem(refusal, 400)
    header = [said(f"contact.{name}") for name in COLUMNS]
    response = HttpResponse(
        b"".join(sheets.csv_bytes(header, _cells(rows, said))), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="contacts-{place.code}.csv"'
    response["Cache-Control"] = "no-store"
    return response


def _cells(rows: list[Contact], said: Captions) -> Iterator[list[Cell]]:
    for row in rows:
        yield [
            row.number,
            row.asked_at,
            row.asker_name,
            said(f"contactWay.{row.way}"),
            row.question,
            row.owner_name,
            row.offered_to_name,
            row.due_at,
            row.case_number or said(f"contactState.{row.state}"),
            row.closed_at,
        ]


def _asked(given: Any, person: Any) -> gates.Asked:
    """The parameters of the page's own address. Raises Refusal BAD_FILTER."""
    state, search = given.get("state", ""), given.get("search", "")
    if state and state not in ContactState.__members__:
        raise Refusal("There is no such choice.", code="BAD_FILTER", field="state")
    if "\0" in search or len(search) > 200:
        raise Refusal("This is not a filter.", code="BAD_FILTER", field="search")
    return gates.Asked(
        state=state or None,
        is_late=given.get("late") == "1",
        is_untaken=given.get("untaken") == "1",
        owner=person if given.get("mine") == "1" else None,
        search=search.strip(),
    )


def _problem(refusal: Refusal, status: int) -> JsonResponse:
    error = {"message": refusal.message, "extensions": {"code": refusal.code, "field": refusal.field}}
    return JsonResponse({"errors": [error]}, status=status)
