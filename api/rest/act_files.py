"""`acts.csv` of a hall: the administrative acts that its page lists, all of them. Who took it is kept in the hall."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from api.graph.admin_acts import plain
from api.rest.captions import LANGUAGES, Captions, captions
from foundation import sheets
from foundation.clock import now
from foundation.errors import Forbidden, HallNotProvisioned, NotFound, Refusal
from foundation.sheets import Cell
from hierarchy.gates import access_hall, enter
from tenants.audit import admin_acts, sealing
from tenants.audit.models import AdminAct, AdminKind, Look

COLUMNS = (
    "acts.at",
    "acts.kind",
    "acts.person",
    "acts.role",
    "acts.fromHall",
    "acts.subject",
    "acts.before",
    "acts.after",
)


@require_safe
def acts(request: Any, hall: str) -> HttpResponse:
    actor, given = request.caller.actor, request.GET
    try:
        if actor is None:
            raise NotFound("No such list.")
        place = access_hall(actor, hall)
        admin_acts.check_look(actor)
        kind = _kind(given.get("kind"))
        said = captions(given.get("language") if given.get("language") in LANGUAGES else "zh")
        with enter(place):
            rows = list(admin_acts.listed(kind=kind, person=_person(given.get("person", ""))))
            subject = f"export of {len(rows)} administrative acts"
            Look.objects.create(
                person=actor.person_id,
                post=actor.post_id,
                from_hall=request.caller.posted_at,
                subject=subject,
                at=now(),
            )
            sealing.ask(place.code)
    except (NotFound, HallNotProvisioned, Forbidden):
        return _problem(NotFound("No such list."), 404)
    except Refusal as refusal:
        return _problem(refusal, 400)
    data = b"".join(sheets.csv_bytes([said(name) for name in COLUMNS], _cells(rows, said)))
    response = HttpResponse(data, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="acts-{place.code}.csv"'
    response["Cache-Control"] = "no-store"
    return response


def _cells(rows: list[AdminAct], said: Captions) -> Iterator[list[Cell]]:
    for row in rows:
        yield [
            row.at,
            said(f"adminKind.{row.kind}"),
            row.person_name,
            said(f"role.{row.role}") if row.role else said("acts.machine"),
            row.from_hall,
            row.subject,
            _members(row.before),
            _members(row.after),
        ]


def _members(given: dict[str, Any]) -> str:
    return "; ".join(f"{name}={plain(value)}" for name, value in given.items())


def _kind(text: str | None) -> AdminKind | None:
    if text and text not in AdminKind.values:
        raise Refusal("There is no such kind.", code="BAD_FILTER", field="kind")
    return AdminKind(text) if text else None


def _person(text: str) -> str:
    if "\0" in text or len(text) > 64:
        raise Refusal("This is no part of a name.", code="BAD_FILTER", field="person")
    return text.strip()


def _problem(refusal: Refusal, status: int) -> JsonResponse:
    error = {"message": refusal.message, "extensions": {"code": refusal.code, "field": refusal.field}}
    return JsonResponse({"errors": [error]}, status=status)
