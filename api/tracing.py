"""追踪号: one number a request: in its answer, in its lines of the log, in what is told of a failure."""

import re
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from foundation.lines import REQUEST

HEADER = "X-Request-Id"
# What a proxy or an app may give: nothing that could break a line of the log or hide in it.
SANE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")


def trace_id() -> str:
    """Of the request that this thread answers; `-` outside of one."""
    return REQUEST.get() or "-"


class TraceMiddleware:
    """Stands first, so that what fails in another one is traced as well."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        number = given if SANE.fullmatch(given) else uuid.uuid4().hex
        request.trace_id = number  # type: ignore[attr-defined]
        before = REQUEST.set(number)
        try:
            response = self._get_response(request)
        finally:
            REQUEST.reset(before)
        response.headers[HEADER] = number
        return response
