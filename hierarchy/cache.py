"""Halls by code, remembered for a while: every request and every task looks one up."""

import threading
import time

from foundation.errors import NotFound
from hierarchy.models import Hall
from hierarchy.tree import normalise

SECONDS = 30.0
_halls: dict[str, tuple[float, Hall]] = {}
_lock = threading.Lock()


def hall_by_code(code: str) -> Hall:
    """The hall with this 6, 9 or 12-digit code, at most half a minute old. Raises NotFound. Do not change it."""
    key = normalise(code)
    with _lock:
        known = _halls.get(key)
    if known and known[0] > time.monotonic():
        return known[1]
    try:
        hall: Hall = Hall.objects.get(code=key)
    except Hall.DoesNotExist:
        raise NotFound("No such hall.", field="code", hall=key) from None
    if hall.provisioned_at:
        with _lock:
            _halls[key] = (time.monotonic() + SECONDS, hall)
    return hall


def forget() -> None:
    """After the tree was changed in this process, and between tests."""
    with _lock:
        _halls.clear()
