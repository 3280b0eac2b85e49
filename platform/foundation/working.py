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
from django.db.models import F, Q, QuerySet

from foundation import handlers
from foundation.deleting import delete
from foundation.models import Agenda, Outbox, Work

log = logging.getLogger(__name__)
BATCH = 500
FAILURES = 3
RETRY = timedelta(seconds=20)
TABLES: dict[str, type[Work]] = {"agenda": Agenda, "outbox": Outbox}
BACKLOG = "backlog"

Entry = Callable[[str], AbstractContextManager[None]]
_entry: list[Entry] = []
_backlogs: dict[str, Callable[[], int]] = {}


def register_entry(entry: Entry) -> None:
    """How a hall is entered by its code; `hierarchy`, which is above, says so at start-up."""
    _entry[:] = [entry]


def register_backlog(table: str, work_off: Callable[[], int]) -> None:
    """A public table whose rows are work as soon as they are there. `work_off` takes some, answers how many."""
    _backlogs[table] = work_off


@dataclass(frozen=True, slots=True)
class Due:
    """Rows of one table, hall and handler that are due; or the rows of a backlog, whose table is the handler."""

    table: str
    hall: str
    handler: str


_WAITING = "at < %(now)s AND set_aside_at IS NULL AND (retry_at IS NULL OR retry_at < %(now)s)"
_OF_HALL = "(%(hall)s::text IS NULL OR hall = %(hall)s)"
# Reds (priority 1) first; within them the hall that has waited longest.
_DUE = f"""
SELECT 'agenda', hall, handler, min(priority) AS urgent, min(at) AS since FROM foundation_agenda
 WHERE {_WAITING} AND {_OF_HALL} GROUP BY hall, handler
UNION ALL
SELECT 'outbox', hall, handler, 3, min(at) FROM foundation_outbox
 WHERE {_WAITING} AND {_OF_HALL} GROUP BY hall, handler
"""  # noqa: S608 - words of this module


def due(*, now: datetime, hall: str | None = None) -> list[Due]:
    """What is due (in one hall, or `""` in public tables), most urgent first, in one statement."""
    backlogs = [
        f"UNION ALL SELECT '{BACKLOG}', '', '{table}', 9, %(now)s WHERE EXISTS (SELECT FROM {table})"  # noqa: S608
        for table in (_backlogs if not hall else ())
    ]
    with connection.cursor() as cursor:
        cursor.execute("\n".join([_DUE, *backlogs, "ORDER BY urgent, since"]), {"now": now, "hall": hall})
        return [Due(table, code, handler) for table, code, handler, _, _ in cursor.fetchall()]


def work(*, now: datetime, budget: int = 10_000, hall: str | None = None) -> int:
    """Works up to about `budget` rows that were due at `now`; answers how many. 0: nothing was due or free to take.

    One batch a hall in turn, so that a flood in one hall does not starve the others.
    """
    done = 0
    for one in due(now=now, hall=hall):
        done += work_batch(one, now=now)
        if done >= budget:
            break
    return done


def work_batch(one: Due, *, now: datetime) -> int:
    """One batch of one hall. Answers how many rows were taken."""
    if one.table == BACKLOG:
        return _backlogs[one.handler]()
    try:
        return _claim_and_work(one, now=now, limit=BATCH)
    except Exception:
        log.exception("a batch of %s in %s failed; working it row by row", one.handler, one.hall or "public")
    return _one_by_one(one, now=now)


def _claim_and_work(one: Due, *, now: datetime, limit: int, key: int | None = None) -> int:
    waiting = _waiting(one, now=now)
    with transaction.atomic():
        rows = list((waiting if key is None else waiting.filter(pk=key)).select_for_update(skip_locked=True)[:limit])
        if not rows:
            return 0
        handler = handlers.handler(one.handler)
        with _entry[0](one.hall) if one.hall else nullcontext():
            rows = list(handlers.taken(one.handler, one.hall, rows))
            # Deleted before the work, so that a handler may put the same thing again at a later moment.
            delete(TABLES[one.table]._default_manager.filter(pk__in=[row.pk for row in rows]))
            if rows:
                handler(one.hall, rows)
        return len(rows)


def _waiting(one: Due, *, now: datetime) -> QuerySet[Work]:
    """The rows to be worked now, the most urgent first."""
    model = TABLES[one.table]
    return model._default_manager.filter(
        Q(retry_at=None) | Q(retry_at__lt=now), hall=one.hall, handler=one.handler, at__lt=now, set_aside_at=None
    ).order_by(*(["priority"] if model is Agenda else []), "at", "pk")


def _one_by_one(one: Due, *, now: datetime) -> int:
    """Each row in a transaction of its own, so that only those fail that have to."""
    keys, done = list(_waiting(one, now=now).values_list("pk", flat=True)[:BATCH]), 0
    for key in keys:
        try:
            done += _claim_and_work(one, now=now, limit=1, key=key)
        except Exception as error:
            log.exception("row %s of %s in %s failed", key, one.handler, one.hall or "public")
            _failed(TABLES[one.table], key, error, now=now)
            done += 1
    return done


def _failed(model: type[Work], key: int, error: Exception, *, now: datetime) -> None:
    """Counts the failure in a transaction of its own; the row waits, or is set aside at the third."""
    rows = model._default_manager.filter(pk=key)
    with transaction.atomic():
        rows.update(attempts=F("attempts") + 1, error=f"{type(error).__name__}: {error}"[:300], retry_at=now + RETRY)
        rows.filter(attempts__gte=FAILURES).update(set_aside_at=now)


def set_aside() -> Sequence[tuple[str, str, str, str, str]]:
    """What was set aside: table, hall, handler, key and the last error."""
    return [
        (name, row.hall, row.handler, row.key, row.error)
        for name, model in TABLES.items()
        for row in model._default_manager.exclude(set_aside_at=None).order_by("pk")
    ]
