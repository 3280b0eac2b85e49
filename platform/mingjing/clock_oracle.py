"""The clock once more, walked day by day and edge by edge: slow, plainly right, no code of `rulebook.clock` in it.

It takes and gives plain values, so that it cannot inherit a mistake through a type. `is_working(d)` and `hours` are the
calendar; moments are aware; a suspension is a pair (begin, end or None). Units are the texts of `mingjing deadline`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from itertools import pairwise

EIGHT = timezone(timedelta(hours=8))
DAY = timedelta(days=1)

Pause = tuple[datetime, datetime | None]
ClosedPause = tuple[datetime, datetime]


@dataclass(frozen=True)
class Question:
    is_working: Callable[[date], bool]
    hours: Sequence[tuple[time, time]]
    accepted_at: datetime
    value: int
    unit: str
    extension: int
    pauses: Sequence[Pause]
    yellow: int
    day_end: str
    yellow_edge: str
    concluded_at: datetime | None
    now: datetime


def oracle(q: Question) -> tuple[datetime | None, datetime | None, str]:
    """Due moment, yellow moment and lamp."""
    concluded_at = q.concluded_at if q.concluded_at is not None and q.concluded_at <= q.now else None
    pauses: list[ClosedPause] = [(begin, end) for begin, end in q.pauses if end is not None]
    opens = [begin for begin, end in q.pauses if end is None]
    if concluded_at is not None:
        pauses += [(begin, concluded_at) for begin in opens if begin <= concluded_at]
    due_at, yellow_at = by_hours(q, pauses) if q.unit == "working_hour" else by_days(q, pauses)
    if concluded_at is not None:
        return due_at, yellow_at, "red" if concluded_at > due_at else "green"
    if any(begin <= due_at for begin in opens):
        return None, None, "paused"
    return due_at, yellow_at, running_lamp(q, due_at, yellow_at)


def running_lamp(q: Question, due_at: datetime, yellow_at: datetime) -> str:
    for begin, end in q.pauses:
        if begin <= q.now and (end is None or q.now < end) and begin <= due_at:
            return "paused"
    if q.now > due_at:
        return "red"
    return "yellow" if q.now >= yellow_at else "green"


def is_removed(day: date, pauses: Sequence[ClosedPause]) -> bool:
    return any(begin.astimezone(EIGHT).date() < day <= end.astimezone(EIGHT).date() for begin, end in pauses)


def by_days(q: Question, pauses: Sequence[ClosedPause]) -> tuple[datetime, datetime]:
    accepted_on = q.accepted_at.astimezone(EIGHT).date()
    if q.unit == "month":
        left = (plus_months(accepted_on, q.value + q.extension) - accepted_on).days
    else:
        left = q.value + q.extension
    day = accepted_on
    while left:
        day += DAY
        if not is_removed(day, pauses) and (q.unit != "working_day" or q.is_working(day)):
            left -= 1
    while not q.is_working(day):
        day += DAY
    closing = datetime.combine(day, q.hours[-1][1], EIGHT)
    due_at = datetime.combine(day + DAY, time(0), EIGHT) if q.day_end == "midnight" else closing
    return due_at, day_warning(q, pauses, accepted_on, day, due_at)


def day_warning(
    q: Question, pauses: Sequence[ClosedPause], accepted_on: date, due_on: date, due_at: datetime
) -> datetime:
    day, back = due_on, q.yellow
    while back:
        day -= DAY
        if day < accepted_on:
            return q.accepted_at
        if q.is_working(day) and not is_removed(day, pauses):
            back -= 1
    if q.yellow_edge == "open":
        return max(q.accepted_at, datetime.combine(day, q.hours[0][0], EIGHT))
    return due_at if q.yellow == 0 else max(q.accepted_at, datetime.combine(day, q.hours[-1][1], EIGHT))


def plus_months(day: date, months: int) -> date:
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    last = day.day
    while True:
        try:
            return date(year, month, last)
        except ValueError:
            last -= 1


def by_hours(q: Question, pauses: Sequence[ClosedPause]) -> tuple[datetime, datetime]:
    whole = timedelta(hours=q.value + q.extension)
    due_at = after_hours(q, pauses, whole)
    early = whole - timedelta(hours=q.yellow)
    return due_at, after_hours(q, pauses, early) if early > timedelta(0) else q.accepted_at


def after_hours(q: Question, pauses: Sequence[ClosedPause], left: timedelta) -> datetime:
    """Walks from edge to edge: between two edges (of business, of a pause, midnight) nothing changes."""
    edges = sorted({q.accepted_at} | {moment for pause in pauses for moment in pause})
    day = q.accepted_at.astimezone(EIGHT).date()
    while True:
        marks = {datetime.combine(day, moment, EIGHT) for span in q.hours for moment in span}
        marks |= {edge for edge in edges if edge.astimezone(EIGHT).date() == day}
        ordered = sorted(mark for mark in marks if mark >= q.accepted_at)
        for begin, end in pairwise(ordered):
            if not runs(q, pauses, begin):
                continue
            if left <= end - begin:
                return begin + left
            left -= end - begin
        day += DAY


def runs(q: Question, pauses: Sequence[ClosedPause], moment: datetime) -> bool:
    """Whether the clock runs in the stretch that begins at this moment."""
    at = moment.astimezone(EIGHT)
    if not q.is_working(at.date()) or any(begin <= moment < end for begin, end in pauses):
        return False
    return any(begin <= at.time() < end for begin, end in q.hours)
