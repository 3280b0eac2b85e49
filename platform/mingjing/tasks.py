"""What the worker does when it is nudged. A nudge may be lost or doubled; the truth is in the rows."""

from celery import shared_task

from foundation import working
from foundation.clock import now
from reporting import rollups

# Few halls due: this task works them itself. Many (the morning after a holiday): a task a hall, spread over seconds.
FEW = 20
SPREAD = 8.0


@shared_task
def dispatch() -> None:
    """Every ten seconds: one look at what is due, the most urgent first; then deltas are folded up the tree."""
    halls = list(dict.fromkeys(one.hall for one in working.due(now=now())))
    for code in halls[:FEW]:
        working.work(now=now(), hall=code)
    rest = halls[FEW:]
    for index, code in enumerate(rest):
        work_hall.apply_async([code], countdown=SPREAD * index / len(rest), expires=60)
    while rollups.fold().deltas:
        pass


@shared_task
def work_hall(code: str) -> None:
    """What is due in one hall (empty: in public tables)."""
    working.work(now=now(), hall=code)
