"""回执: what a gateway says afterwards about a short message. Signed, because nobody signs in here."""

import hmac
import re
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from api.rest.bodies import BadBody, read_body, read_json
from foundation.clock import now
from foundation.errors import HallNotProvisioned, NotFound, Refusal
from hierarchy.cache import hall_by_code
from hierarchy.gates import enter
from tenants.documents import codes
from tenants.notices import acts

SIGNATURE = "X-Mingjing-Signature"
SIGNED_AT = "X-Mingjing-Time"
WINDOW = timedelta(minutes=5)
MOST = 100
STATES = {"DELIVERED": True, "FAILED": False}


@csrf_exempt
@require_POST
def receipts(request: HttpRequest) -> JsonResponse:
    """`{"receipts": [{"id", "state": "DELIVERED"|"FAILED", "at", "said"}]}`; the answer has a result each, in order.

    `X-Mingjing-Signature` is the HMAC-SHA256, in hexadecimal, of the time in `X-Mingjing-Time`, a full stop and the
    body, under the secret of the settings.
    """
    try:
        body = read_body(request)
        _check_signature(request, body)
        given = read_json(body)
        rows = given.get("receipts") if isinstance(given, dict) else None
        if not isinstance(rows, list) or len(rows) > MOST:
            raise BadBody(f"Send a list of at most {MOST} receipts.", field="receipts")
    except BadBody as refusal:
        return _refused(refusal, refusal.status)
    except NotFound as refusal:
        return _refused(refusal, 404)
    except Refusal as refusal:
        return _refused(refusal, 401)
    return JsonResponse({"results": [_taken(row) for row in rows]})


def _check_signature(request: HttpRequest, body: bytes) -> None:
    """Raises NotFound where no secret is set, and a refusal for what is not signed, or was long ago."""
    secret = settings.RECEIPT_SECRET
    if not secret:
        raise NotFound("No receipts are taken here.")
    at, given = request.headers.get(SIGNED_AT, ""), request.headers.get(SIGNATURE, "")
    if not re.fullmatch(r"[0-9]{1,12}", at) or abs(now().timestamp() - int(at)) > WINDOW.total_seconds():
        raise Refusal(f"{SIGNED_AT} is not the present second.", code="BAD_SIGNATURE")
    expected = hmac.new(secret.encode(), at.encode() + b"." + body, sha256).hexdigest()
    if not hmac.compare_digest(given.encode(), expected.encode()):
        raise Refusal("The signature is not that of this body.", code="BAD_SIGNATURE")


def _taken(row: Any) -> dict[str, str]:
    try:
        message, is_delivered, at, said = _read(row)
        code = codes.read(message)
        if code is None:
            raise NotFound("No such message.")
        hall = hall_by_code(code.hall)
        with enter(hall):
            is_new = acts.take_receipt(hall, code.code, is_delivered=is_delivered, at=at, said=said)
    except HallNotProvisioned:
        return {"result": "rejected", "code": NotFound.code}
    except Refusal as refusal:
        return {"result": "rejected", "code": refusal.code}
    return {"result": "accepted" if is_new else "duplicate"}


def _read(row: Any) -> tuple[str, bool, datetime, str]:
    """Raises BadBody."""
    if not isinstance(row, dict) or row.get("state") not in STATES:
        raise BadBody("A receipt has a state: DELIVERED or FAILED.", code="BAD_VALUE", field="state")
    message, said, at = row.get("id"), row.get("said", ""), row.get("at")
    if not isinstance(message, str) or not isinstance(said, str) or "\0" in said:
        raise BadBody("`id` and `said` are texts.", code="BAD_VALUE", field="id")
    return message, STATES[row["state"]], _moment(at), said


def _moment(text: Any) -> datetime:
    if text is None:
        return now()
    try:
        found = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        raise BadBody("`at` is a moment of RFC 3339.", code="BAD_VALUE", field="at") from None
    if found.tzinfo is None:
        raise BadBody("`at` needs its offset.", code="BAD_VALUE", field="at")
    return found


def _refused(refusal: Refusal, status: int) -> JsonResponse:
    return JsonResponse({"errors": [{"message": refusal.message, "extensions": {"code": refusal.code}}]}, status=status)
