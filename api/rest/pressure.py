"""Back-pressure: what cannot be worked soon is told to come later, before it is read.

A process takes a few batches at a time, and none while the figures are far behind: what was accepted is never lost, so
not too much must be accepted.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

from foundation.errors import Refusal

SECONDS = 2
_LOOK_AGAIN = 5.0
_room = threading.BoundedSemaphore(settings.EXCHANGE_BATCHES)
_seen = {"until": 0.0, "behind": 0.0}


class Busy(Refusal):
    """Come again after `SECONDS`; nothing of the request was looked at."""

    code = "BUSY"


@contextmanager
def room() -> Iterator[None]:
    """Raises `Busy`."""
    if not _room.acquire(blocking=False):
        raise Busy("Too many batches at a time.")
    try:
        if is_behind():
            raise Busy("The figures are far behind.")
        yield
    finally:
        _room.release()


def is_behind() -> bool:
    """Asked every few seconds: more deltas wait than `EXCHANGE_BACKLOG`."""
    if time.monotonic() >= _seen["until"]:
        most = settings.EXCHANGE_BACKLOG
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM (SELECT FROM public.reporting_delta LIMIT %s) waiting", [most + 1])
            _seen["behind"] = float(cursor.fetchone()[0] > most)
        _seen["until"] = time.monotonic() + _LOOK_AGAIN
    return bool(_seen["behind"])
