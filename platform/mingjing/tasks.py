"""What the worker does when it is nudged. A nudge may be lost or doubled; the truth is in the rows."""

import time

from celery import shared_task

from foundation import working
from foundation.clock import now
from reporting import changed

# Few halls due: this task works them itself. Many (the morning after a holiday): a task a hall, spread over seconds.
FEW = 20
SPREAD = 8.0
# A task ends before the next nudge comes; what is left is due then.
STRETCH = 8.0


@shared_task
def dispatch() -> None:
    """Every ten seconds: one look at what is due, the most urgent first. Idle, it is that one statement."""
    halls = list(dict.fromkeys(one.hall for one in working.due(now=now())))
    if not halls:
        return
    if len(halls) <= FEW:
        _work_off(None)
        return
    waiting = [code for code in halls if code]
    for index, code in enumerate(waiting):
        countdown = SPREAD * index / len(waiting)
        work_hall.apply_async([code], countdown=countdown, expires=countdown + STRETCH)
    _work_off("")


@shared_task
def work_hall(code: str) -> None:
    """What is due in one hall."""
    _work_off(code)


@shared_task
def prune() -> None:
    """Every hour: notes that nobody may ask for any more."""
    changed.prune()


def _work_off(hall: str | None) -> None:
    """Until nothing is due (in public tables and backlogs for an empty `hall`, everywhere for None) or time is up."""
    end = time.monotonic() + STRETCH
    while time.monotonic() < end and working.work(now=now(), hall=hall):
        pass
