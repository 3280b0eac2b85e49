"""Evidence of an answer: a file is sent as it is (`POST`, its name in the address) and taken through the gate again."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from api.entry import RootField, note_look
from foundation import sniffing
from foundation.errors import Forbidden, HallNotProvisioned, NotFound, Refusal
from hierarchy.gates import access_hall, enter
from tenants.directives import evidence
from tenants.directives.evidence import MOST_BYTES
from tenants.directives.gates import Place


@require_POST
def attach(request: Any, hall: str, kind: str, matter: str) -> HttpResponse:
    """201 with the key of the file; 404 where nothing is to be seen, 403 where no answer is awaited, 400, 413."""
    try:
        place = _place(request, hall)
        content = _content(request)
        with enter(place.hall):
            file = evidence.attach(place, kind.upper(), matter, name=request.GET.get("name", ""), content=content)
    except (NotFound, HallNotProvisioned):
        return _problem(NotFound("No such matter."), 404)
    except Forbidden as refusal:
        return _problem(refusal, 403)
    except Refusal as refusal:
        return _problem(refusal, 413 if refusal.code == "FILE_TOO_LARGE" else 400)
    return JsonResponse({"id": str(file.pk), "name": file.name, "digest": bytes(file.digest).hex()}, status=201)


@require_safe
def download(request: Any, hall: str, key: str) -> HttpResponse:
    """As a file to be kept, never shown in place. A look from above is kept in the hall."""
    try:
        place = _place(request, hall)
        with enter(place.hall):
            file = evidence.access(place.actor, key)
            note_look(request.caller, place.hall, [RootField("evidence", {"hall": hall, "number": str(file.pk)})])
            response = HttpResponse(bytes(file.content), content_type=sniffing.TYPES[file.type])
            response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name)
    except (NotFound, HallNotProvisioned):
        return _problem(NotFound("No such file."), 404)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def _place(request: Any, hall: str) -> Place:
    if request.caller.actor is None:
        raise NotFound("No such hall.")
    return Place(access_hall(request.caller.actor, hall), request.caller.actor)


def _content(request: HttpRequest) -> bytes:
    """Raises BadFile."""
    large = sniffing.BadFile(f"At most {MOST_BYTES} bytes.", code="FILE_TOO_LARGE", field="name")
    declared = request.headers.get("Content-Length", "")
    if declared.isdigit() and int(declared) > MOST_BYTES:
        raise large
    try:
        return request.body
    except RequestDataTooBig:
        raise large from None


def _problem(refusal: Refusal, status: int) -> JsonResponse:
    error = {"message": refusal.message, "extensions": {"code": refusal.code, "field": refusal.field}}
    return JsonResponse({"errors": [error]}, status=status)
