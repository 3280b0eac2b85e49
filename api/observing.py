"""Each request gets an id for the log and is counted and timed by its route."""

import re
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.core.signals import request_finished
from django.db import connection
from django.http import HttpRequest, HttpResponse

from foundation import measuring
from foundation.lines import REQUEST

HEADER = "X-Request-ID"
_GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")


class ObservingMiddleware:
    """First of all: what the others answer is measured too. Takes the id that the proxy gave, if it looks like one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        number = given if _GIVEN.fullmatch(given) else uuid.uuid4().hex
        token, started = REQUEST.set(number), time.perf_counter()
        try:
            response = self._get_response(request)
        finally:
            REQUEST.reset(token)
        match = request.resolver_match
        measuring.count_request(
            route=match.route if match else None,
            method=request.method,
            status=response.status_code,
            seconds=time.perf_counter() - started,
        )
        response.headers[HEADER] = number
        return response


def note_pool(**_: Any) -> None:
    """After a request gave its connection back: how many the pool of this process has, and who waits."""
    if not connection.settings_dict["OPTIONS"].get("pool"):
        return
    found = connection.pool.get_stats()
    measuring.POOL.labels("used").set(found["pool_size"] - found["pool_available"])
    measuring.POOL.labels("free").set(found["pool_available"])
    measuring.POOL_WAITING.set(found["requests_waiting"])


request_finished.connect(note_pool, dispatch_uid="mingjing.note_pool")
