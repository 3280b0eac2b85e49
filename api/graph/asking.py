"""What a request asks for: the body of a POST, or the address of a GET, read and bounded before anything is parsed."""

import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest

from foundation.errors import Refusal

LARGEST_BODY = 262_144
# No page or app is on another site; without a token, a link on one must not even read in somebody's name.
OTHER_SITES = ("cross-site", "same-site")


@dataclass(frozen=True, slots=True)
class Asked:
    """The text of an operation, or the id of one that is known."""

    query: str | None
    document_id: str | None
    variables: dict[str, Any]
    operation_name: str | None
    is_read: bool = False  # by GET, which never writes


class BadBody(Refusal):
    """The request is no GraphQL request; `status` says how."""

    code = "BAD_REQUEST"

    def __init__(self, message: str, *, status: int = 400, code: str | None = None) -> None:
        super().__init__(message, code=code)
        self.status = status


def read(request: HttpRequest) -> Asked:
    """Raises BadBody."""
    if request.method == "POST":
        return _asked(_body(request))
    if request.method == "GET":
        return _read_address(request)
    raise BadBody("Use POST, or GET with a documentId.", status=405)


def _read_address(request: Any) -> Asked:
    if not request.caller.is_machine and request.headers.get("Sec-Fetch-Site") in OTHER_SITES:
        raise BadBody("Another site must not ask in your name.", status=403, code="CSRF_FAILED")
    given: dict[str, Any] = {name: request.GET[name] for name in ("documentId", "operationName") if name in request.GET}
    if "documentId" not in given or "query" in request.GET:
        raise BadBody("GET takes a documentId, and no query.")
    return _asked(given | {"variables": _json(request.GET.get("variables") or "{}", "`variables` is")}, is_read=True)


def _body(request: HttpRequest) -> Any:
    if request.content_type != "application/json":
        raise BadBody("Send application/json.", status=415)
    try:
        body = request.body
    except RequestDataTooBig:
        raise BadBody("The request is too large.", status=413) from None
    if len(body) > LARGEST_BODY:
        raise BadBody("The request is too large.", status=413)
    return _json(body, "The body is")


def _json(text: str | bytes, what: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise BadBody(f"{what} no JSON.") from None


def _asked(given: Any, *, is_read: bool = False) -> Asked:
    if not isinstance(given, dict):
        raise BadBody("The request is one JSON object; batches are not taken.")
    query, known = given.get("query"), given.get("documentId")
    if isinstance(query, str) == isinstance(known, str):
        raise BadBody("The request needs one of `query` and `documentId`, a text.")
    variables, name = given.get("variables") or {}, given.get("operationName")
    if not isinstance(variables, dict) or not isinstance(name, str | None):
        raise BadBody("`variables` is an object and `operationName` a text.")
    return Asked(query, known, variables, name, is_read)
