"""追踪号: one number a request: in its answer, in its lines of the log, in what is told of a failure."""

import logging
import re
import uuid
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-Id"
# What a proxy or an app may give: nothing that could break a line of the log or hide in it.
SANE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
_current: ContextVar[str] = ContextVar("trace_id", default="-")


def trace_id() -> str:
    """Of the request that this thread answers; `-` outside of one."""
    return _current.get()


class TraceMiddleware:
    """Stands first, so that what fails in another one is traced as well."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        number = given if SANE.fullmatch(given) else uuid.uuid4().hex
        request.trace_id = number  # type: ignore[attr-defined]
        before = _current.set(number)
        try:
            response = self._get_response(request)
        finally:
            _current.reset(before)
        response.headers[HEADER] = number
        return response


class TraceFilter(logging.Filter):
    """Gives each record the number of its request; Django logs some after the request was left, and names it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.trace = getattr(getattr(record, "request", None), "trace_id", None) or trace_id()
        return True
