"""`looks.csv` of a hall: the looks of higher tiers that its page lists, all of them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from api.entry import RootField, note_look
from api.graph.looks import shown
from api.rest.captions import LANGUAGES, captions
from foundation import sheets
from foundation.clock import SHANGHAI
from foundation.errors import Forbidden, HallNotProvisioned, NotFound, Refusal
from foundation.sheets import Cell
from hierarchy.gates import access_hall, enter
from tenants.audit import looks
from tenants.audit.models import Look

COLUMNS = ("looks.at", "looks.person", "looks.fromHall", "looks.subject")
CHUNK = 1000


@require_safe
def file(request: Any, hall: str) -> HttpResponse:
    actor, given = request.caller.actor, request.GET
    try:
        if actor is None:
            raise NotFound("No such list.")
        place = access_hall(actor, hall)
        looks.check_listing(actor, place)
        said = captions(given.get("language") if given.get("language") in LANGUAGES else "zh")
        with enter(place):
            asked = {"from_on": _day(given, "from"), "to_on": _day(given, "to")}
            rows = list(looks.listed(**asked, subject=given.get("subject", "").strip()))
            note_look(request.caller, place, [RootField("looks.csv", {"hall": place.code})])
            data = b"".join(sheets.csv_bytes([said(name) for name in COLUMNS], _cells(rows)))
    except (NotFound, HallNotProvisioned, Forbidden):
        return _problem(NotFound("No such list."), 404)
    except Refusal as refusal:
        return _problem(refusal, 400)
    response = HttpResponse(data, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="looks-{place.code}.csv"'
    response["Cache-Control"] = "no-store"
    return response


def _cells(rows: list[Look]) -> Iterator[list[Cell]]:
    for start in range(0, len(rows), CHUNK):
        for one in shown(rows[start : start + CHUNK]):
            yield [f"{one.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}", one.person_name, one.from_hall, one.subject]


def _day(given: Any, name: str) -> date | None:
    """Raises Refusal."""
    try:
        return date.fromisoformat(given[name]) if given.get(name) else None
    except ValueError:
        raise Refusal("This is no day.", code="BAD_VALUE", field=name) from None


def _problem(refusal: Refusal, status: int) -> JsonResponse:
    error = {"message": refusal.message, "extensions": {"code": refusal.code, "field": refusal.field}}
    return JsonResponse({"errors": [error]}, status=status)
