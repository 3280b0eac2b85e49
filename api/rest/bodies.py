"""Reading a request's body as strict JSON: bounded, without duplicate names, NaN or bottomless nesting."""

import json
from typing import Any, NoReturn

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest

from foundation.errors import Refusal

LARGEST_BODY = 4 * 1024 * 1024
DEEPEST = 12


class BadBody(Refusal):
    """The request cannot be read; `status` is that of the answer."""

    code = "BAD_REQUEST"

    def __init__(self, message: str, *, status: int = 400, code: str | None = None, field: str | None = None) -> None:
        super().__init__(message, code=code, field=field)
        self.status = status


def read_body(request: HttpRequest) -> bytes:
    """Raises `BadBody`: 413 for one that is too large, 415 for one that is no JSON by its type."""
    if request.content_type != "application/json":
        raise BadBody("Send application/json.", status=415, code="UNSUPPORTED_MEDIA_TYPE")
    declared = request.headers.get("Content-Length", "")
    if declared.isdigit() and int(declared) > LARGEST_BODY:
        raise _too_large()
    try:
        body = request.body
    except RequestDataTooBig:
        raise _too_large() from None
    if len(body) > LARGEST_BODY:
        raise _too_large()
    return body


def read_json(body: bytes) -> Any:
    """Raises `BadBody`."""
    try:
        found = json.loads(body.decode("utf-8-sig"), object_pairs_hook=_object, parse_constant=_constant)
    except BadBody:
        raise
    except UnicodeDecodeError as error:
        raise BadBody(f"The body is no UTF-8 text (byte {error.start}).", code="NOT_UTF8") from None
    except json.JSONDecodeError as error:
        raise BadBody(f"The body is no JSON: line {error.lineno}, column {error.colno}.", code="NOT_JSON") from None
    except (RecursionError, ValueError):
        raise BadBody(
            "The body is no JSON that can be read: too deep, or a number too long.", code="NOT_JSON"
        ) from None
    if _depth(found) > DEEPEST:
        raise BadBody(f"The body is nested deeper than {DEEPEST} levels.", code="TOO_DEEP")
    return found


def _too_large() -> BadBody:
    return BadBody(f"A request has at most {LARGEST_BODY} bytes.", status=413, code="TOO_LARGE")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise BadBody("A name stands twice in one object.", code="DUPLICATE_NAME", field=twice[:64])
    return found


def _constant(text: str) -> NoReturn:
    raise BadBody(f"{text} is no JSON.", code="NOT_JSON")


def _depth(value: Any) -> int:
    deepest, level = 0, [value]
    while level:
        deepest += 1
        if deepest > DEEPEST:
            break
        inner = [one.values() if isinstance(one, dict) else one for one in level if isinstance(one, dict | list)]
        level = [part for parts in inner for part in parts]
    return deepest
