"""The engine: works what is due in agenda and outbox, across all halls, without visiting one that has nothing due.

Claim, work and delete are one transaction, of one hall's rows: a worker killed anywhere loses and doubles nothing.
A batch that fails is worked row by row; a row that fails three times is set aside and shown.
"""

import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F

from foundation import handlers
from foundation.models import Agenda, Outbox, Work

log = logging.getLogger(__name__)
BATCH = 500
FAILURES = 3
RETRY = timedelta(seconds=20)
TABLES: dict[str, type[Work]] = {"agenda": Agenda, "outbox": Outbox}

Entry = Callable[[str], AbstractContextManager[None]]
_entry: list[Entry] = []


def register_entry(entry: Entry) -> None:
    """How a hall is entered by its code; `hierarchy`, which is above, says so at start-up."""
    _entry[:] = [entry]


@dataclass(frozen=True, slots=True)
class Due:
    """Rows of one table, hall and handler that are due."""

    table: str
    hall: str
    handler: str


# Reds (priority 1) first; within them the hall that has waited longest.
_DUE = """
SELECT 'agenda', hall, handler, min(priority) AS urgent, min(at) AS since FROM foundation_agenda
 WHERE at < %(now)s AND set_aside_at IS NULL AND (%(hall)s = '*' OR hall = %(hall)s) GROUP BY hall, handler
UNION ALL
SELECT 'outbox', hall, handler, 3, min(at) FROM foundation_outbox
 WHERE at < %(now)s AND set_aside_at IS NULL AND (%(hall)s = '*' OR hall = %(hall)s) GROUP BY hall, handler
ORDER BY urgent, since
"""


def due(*, now: datetime, hall: str = "*") -> list[Due]:
    """What is due, most urgent first, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_DUE, {"now": now, "hall": hall})
        return [Due(table, code, handler) for table, code, handler, _, _ in cursor.fetchall()]


def work(*, now: datetime, budget: int = 10_000, hall: str = "*") -> int:
    """Works up to about `budget` rows that were due at `now`; answers how many. 0 means that nothing was due.

    One batch a hall in turn, so that a flood in one hall does not starve the others.
    """
    done = 0
    for one in due(now=now, hall=hall):
        done += work_batch(one, now=now)
        if done >= budget:
            break
    return done


def work_batch(one: Due, *, now: datetime) -> int:
    """One batch of one hall. Answers how many rows were claimed."""
    try:
        return _claim_and_work(one, now=now, limit=BATCH)
    except Exception:
        log.exception("a batch of %s in %s failed; working it row by row", one.handler, one.hall or "public")
    return _one_by_one(one, now=now)


def _claim_and_work(one: Due, *, now: datetime, limit: int, key: int | None = None) -> int:
    model = TABLES[one.table]
    with transaction.atomic():
        rows = _claim(model, one, now=now, limit=limit, key=key)
        if not rows:
            return 0
        # Deleted before the work, so that a handler may put the same thing again at a later moment.
        model._default_manager.filter(pk__in=[row.pk for row in rows]).delete()
        with _entered(one.hall):
            handlers.handler(one.handler)(one.hall, rows)
        return len(rows)


def _claim(model: type[Work], one: Due, *, now: datetime, limit: int, key: int | None) -> list[Work]:
    order = ["priority", "at", "pk"] if model is Agenda else ["at", "pk"]
    rows = (
        model._default_manager.select_for_update(skip_locked=True)
        .filter(hall=one.hall, handler=one.handler, at__lt=now, set_aside_at=None)
        .order_by(*order)
    )
    return list((rows if key is None else rows.filter(pk=key))[:limit])


def _entered(hall: str) -> AbstractContextManager[None]:
    return _entry[0](hall) if hall and _entry else nullcontext()


def _one_by_one(one: Due, *, now: datetime) -> int:
    model, done = TABLES[one.table], 0
    keys = list(
        model._default_manager.filter(hall=one.hall, handler=one.handler, at__lt=now, set_aside_at=None)
        .order_by("at", "pk")
        .values_list("pk", flat=True)[:BATCH]
    )
    for key in keys:
        try:
            done += _claim_and_work(one, now=now, limit=1, key=key)
        except Exception as error:
            log.exception("row %s of %s in %s failed", key, one.handler, one.hall or "public")
            _failed(model, key, error, now=now)
            done += 1
    return done


def _failed(model: type[Work], key: int, error: Exception, *, now: datetime) -> None:
    """Counts the failure in a transaction of its own; the row waits, or is set aside at the third."""
    rows = model._default_manager.filter(pk=key)
    rows.update(attempts=F("attempts") + 1, error=f"{type(error).__name__}: {error}"[:300], at=now + RETRY)
    rows.filter(attempts__gte=FAILURES).update(set_aside_at=now)


def set_aside() -> Sequence[tuple[str, str, str, str, str]]:
    """What was set aside: table, hall, handler, key and the last error."""
    return [
        (name, row.hall, row.handler, row.key, row.error)
        for name, model in TABLES.items()
        for row in model._default_manager.exclude(set_aside_at=None).order_by("pk")
    ]
