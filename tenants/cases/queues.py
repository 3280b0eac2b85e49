"""The desk of a department or clerk: what waits for it now, queue by queue. Hall schema.

A queue is one condition with one column to page by, read from an index that holds only what waits. A clerk's desk is
that of the departments of his post; what he was granted to see beyond them is in the list of cases.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from foundation.clock import SHANGHAI, local_day
from hierarchy.calendars import current_version
from hierarchy.models import Role
from hierarchy.posts import Actor
from rulebook.anomalies import Anomaly
from rulebook.case import CaseState, Outcome
from rulebook.lamp import Lamp
from tenants.cases import reading
from tenants.cases.gates import visible_to
from tenants.cases.listing import lit, not_red_by, red_by
from tenants.cases.models import Case

MIDNIGHT = time()
OPEN = Q(ended_at=None)


class Queue(StrEnum):
    """What waits at a desk. A case may stand in several: due today is yellow, too."""

    NOTICE_DUE = "NOTICE_DUE"  # received, and the applicant has been told nothing yet (行政许可法 32)
    DUE_TODAY = "DUE_TODAY"
    DUE_NEXT = "DUE_NEXT"  # by the end of the next working day
    RED = "RED"
    YELLOW = "YELLOW"
    PAUSED = "PAUSED"
    AWAITING_CORRECTION = "AWAITING_CORRECTION"
    BEYOND_GUIDE = "BEYOND_GUIDE"  # open, and a paper was asked for that its guide does not name
    UNVERIFIED = "UNVERIFIED"  # concluded, not verified
    UNDELIVERED = "UNDELIVERED"  # granted and verified, not delivered (行政许可法 44)
    UNREGISTERED = "UNREGISTERED"  # 体外循环: concluded, and no receipt was ever recorded
    DELIVERED_FIRST = "DELIVERED_FIRST"  # 体外循环: its result was handed out without verification, or before it


# By what the cases of a queue are ordered, what has waited longest first. A paused case has no due moment.
ORDERS = {
    Queue.NOTICE_DUE: "notice_due_at",
    Queue.PAUSED: "submitted_at",
    Queue.BEYOND_GUIDE: "submitted_at",
    Queue.AWAITING_CORRECTION: "correction_asked_at",
    Queue.UNVERIFIED: "ended_at",
    Queue.UNDELIVERED: "verified_at",
    Queue.UNREGISTERED: "ended_at",
    Queue.DELIVERED_FIRST: "delivered_at",
}


@dataclass(frozen=True, slots=True)
class Days:
    """The end of today and of the next working day: a due moment at midnight belongs to the day that it closes."""

    today_ends: datetime
    next_ends: datetime

    @classmethod
    def at(cls, now: datetime) -> "Days":
        today = local_day(now)
        following = reading.terms(current_version()).calendar.nth_working_day_after(today, 1)
        return cls(_end(today), _end(following))


def of_desk(actor: Actor, department: str | None = None) -> QuerySet[Case]:
    """The cases whose queues the actor has before him."""
    is_placed = actor.role == Role.CLERK and actor.departments
    cases = Case.objects.filter(department__in=actor.departments) if is_placed else visible_to(actor)
    return cases.filter(department=department) if department else cases


def condition(queue: Queue, *, now: datetime, silent: Collection[str] = ()) -> Q:
    """Which cases stand in a queue at this moment; nothing is known of the running ones of these `silent` feeds."""
    days = Days.at(now)
    known = OPEN & Q(is_paused=False) & ~Q(feed__in=silent)
    # What silence would make of a case that is not accepted is not due before it has.
    decided = known & ~Q(accepted_at=None, deemed_at__gt=now)
    running = decided & Q(due_at__gte=now)
    found: Mapping[Queue, Q] = {
        Queue.NOTICE_DUE: Q(notice_due_at__isnull=False),
        Queue.DUE_TODAY: running & Q(due_at__lte=days.today_ends),
        Queue.DUE_NEXT: running & Q(due_at__gt=days.today_ends, due_at__lte=days.next_ends),
        Queue.RED: known & red_by(now),
        Queue.YELLOW: decided & not_red_by(now) & Q(yellow_at__lte=now),
        Queue.PAUSED: lit(Lamp.PAUSED, now=now, silent=silent),
        Queue.AWAITING_CORRECTION: Q(correction_asked_at__isnull=False),
        Queue.BEYOND_GUIDE: OPEN & Q(anomalies__contains=[Anomaly.BEYOND_GUIDE.value]),
        Queue.UNVERIFIED: Q(state=CaseState.CONCLUDED.value, verified_at=None),
        Queue.UNDELIVERED: Q(outcome=Outcome.GRANTED.value, delivered_at=None, verified_at__isnull=False),
        Queue.UNREGISTERED: Q(is_registered=False, state=CaseState.CONCLUDED.value),
        Queue.DELIVERED_FIRST: Q(delivered_at__isnull=False)
        & (Q(verified_at=None) | Q(verified_at__gt=F("delivered_at"))),
    }
    return found[queue]


def counts(cases: QuerySet[Case], *, now: datetime, silent: Collection[str] = ()) -> dict[Queue, int]:
    """How many wait in each queue: one statement over what is open, one over what has ended and is not finished."""
    unfinished = (Queue.UNVERIFIED, Queue.UNDELIVERED, Queue.UNREGISTERED, Queue.DELIVERED_FIRST)
    waiting = [queue for queue in Queue if queue not in unfinished]
    ended = cases.filter(reduce(or_, (condition(queue, now=now) for queue in unfinished)))
    found = _counted(cases.filter(OPEN), waiting, now, silent) | _counted(ended, unfinished, now, silent)
    return {queue: found[queue.name] for queue in Queue}


def waiting(
    cases: QuerySet[Case],
    queue: Queue,
    *,
    now: datetime,
    silent: Collection[str] = (),
    search: str = "",
    after: list[Any] | None,
    first: int,
) -> list[Case]:
    """Up to `first` cases of a queue after the one with this key, what has waited longest first."""
    column = _column(queue)
    cases = cases.filter(condition(queue, now=now, silent=silent))
    if search:
        cases = cases.filter(Q(number__icontains=search) | Q(applicant_name__icontains=search))
    if after:
        cases = cases.filter(Q(**{f"{column}__gt": after[0]}) | Q(**{column: after[0], "pk__gt": after[1]}))
    return list(cases.order_by(column, "pk")[:first])


def key_of(case: Case, queue: Queue) -> list[Any]:
    """Where a case stands in its queue."""
    return [getattr(case, _column(queue)).isoformat(), case.pk]


def _column(queue: Queue) -> str:
    return ORDERS.get(queue, "due_at")


def _counted(cases: QuerySet[Case], queues: Sequence[Queue], now: datetime, silent: Collection[str]) -> dict[str, int]:
    wanted = {queue.name: Count("pk", filter=condition(queue, now=now, silent=silent)) for queue in queues}
    return cases.aggregate(**wanted)


def _end(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), MIDNIGHT, SHANGHAI)
