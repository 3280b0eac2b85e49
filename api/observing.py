"""Each request is counted and timed by its route."""

import time
from collections.abc import Callable
from typing import Any

from django.core.signals import request_finished
from django.db import connection
from django.http import HttpRequest, HttpResponse

from foundation import measuring


class ObservingMiddleware:
    """Before the others: what they answer is measured too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = self._get_response(request)
        match = request.resolver_match
        measuring.count_request(
            route=match.route if match else None,
            method=request.method,
            status=response.status_code,
            seconds=time.perf_counter() - started,
        )
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
