"""The clock: when a limit ends and when its warning begins. The rules in prose are in docs/rules/clock.md.

行政许可法 45 and 82, 民法典 201 and 203. Nothing here reads the time: `now` is an argument, and only a pause without
an end looks at it.
"""

import calendar as gregorian
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache
from typing import Final, Protocol, Self, TypeVar

from rulebook.calendar import LAST_DAY, ONE_DAY, SHANGHAI, Calendar, OutsideCalendar

HOUR: Final = 3_600_000_000  # microseconds


class Unit(StrEnum):
    """The unit of a limit, as its source prints it (FACTS: 日 keeps its printed unit)."""

    WORKING_DAY = "working_day"
    NATURAL_DAY = "natural_day"
    MONTH = "month"
    WORKING_HOUR = "working_hour"


class DayEnd(StrEnum):
    """When the last day of a limit in days is over (民法典 203(2))."""

    CLOSE_OF_BUSINESS = "close_of_business"
    MIDNIGHT = "midnight"


class YellowEdge(StrEnum):
    """Whether a warning begins when its day closes or when it opens."""

    CLOSE = "close"
    OPEN = "open"


class BadLimit(ValueError):
    """Values or units that do not fit together, or a moment without an offset."""

    code = "bad_limit"


@dataclass(frozen=True, slots=True)
class Limit:
    """A length of time; `value` is at least 0 (a limit to reckon: at least 1)."""

    value: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.value < 0:
            raise BadLimit("a limit is not negative")


@dataclass(frozen=True, slots=True)
class Suspension:
    """A time that is not counted (行政许可法 45), [begin, end); `end` is None while it is not known.

    `kind`, `notice` (number of what the applicant was told) and `planned_days` are what a case says of it.
    """

    begin: datetime
    end: datetime | None
    kind: str = ""
    notice: str = ""
    planned_days: int | None = None

    def __post_init__(self) -> None:
        if self.begin.tzinfo is None or (self.end is not None and self.end.tzinfo is None):
            raise BadLimit("a moment needs its offset")
        if self.end is not None and self.end < self.begin:
            raise BadLimit("a suspension ends before it begins")


@dataclass(frozen=True, slots=True)
class Reckoning:
    """`due_on` is the last day, whose end `due_at` is. All None under a pause whose end is not known yet."""

    due_at: datetime | None
    yellow_at: datetime | None
    provisional: bool
    due_on: date | None = None


ONE_WORKING_DAY: Final = Limit(1, Unit.WORKING_DAY)
_EARLIEST: Final = datetime.min.replace(tzinfo=SHANGHAI)
_LATEST: Final = datetime.max.replace(tzinfo=SHANGHAI)
UNKNOWN: Final = Reckoning(None, None, provisional=False)


class _Ordered(Protocol):
    def __lt__(self, other: Self, /) -> bool: ...
    def __le__(self, other: Self, /) -> bool: ...


Point = TypeVar("Point", bound=_Ordered)


def reckon(
    start: datetime,
    limit: Limit,
    *,
    calendar: Calendar,
    extension: Limit | None = None,
    suspensions: Sequence[Suspension] = (),
    yellow: Limit = ONE_WORKING_DAY,
    day_end: DayEnd = DayEnd.CLOSE_OF_BUSINESS,
    yellow_edge: YellowEdge = YellowEdge.CLOSE,
    moves: bool = True,
    ended_at: datetime | None = None,
    now: datetime,
) -> Reckoning:
    """Limit and extension, counted once from `start`; moments at +08:00.

    `moves` is False for a lapse (deemed consent, default rating): its last natural day stays where it is, off or not.

    Raises BadLimit where units do not fit, OutsideCalendar where a date leaves 1970 to 2100.
    """
    total = total_limit(limit, extension)
    check_yellow(limit, yellow)
    accepted_at = local(start)
    closed = closed_suspensions(suspensions, ended_at=ended_at, now=now) if suspensions else []
    if limit.unit is Unit.WORKING_HOUR:
        reckoning = _reckon_hours(accepted_at, total, yellow, closed, calendar)
    else:
        reckoning = _reckon_days(accepted_at, total, yellow, closed, calendar, day_end, yellow_edge, moves)
    if suspensions and decisive_open(suspensions, reckoning, ended_at=ended_at, now=now):
        return UNKNOWN
    return reckoning


def bare_due_on(start: datetime, limit: Limit, *, calendar: Calendar) -> date:
    """The bare last day of a limit in days: nothing extended, nothing suspended, no warning."""
    accepted_on = local(start).date()
    if limit.unit is Unit.WORKING_DAY:
        return calendar.nth_working_day_after(accepted_on, limit.value)
    return last_day(accepted_on, limit, (), calendar, moves=True)


def local(moment: datetime) -> datetime:
    """The same moment at +08:00."""
    if moment.tzinfo is SHANGHAI:
        return moment
    if moment.tzinfo is None:
        raise BadLimit("a moment needs its offset")
    try:
        return moment.astimezone(SHANGHAI)
    except OverflowError:
        raise OutsideCalendar from None


@lru_cache(maxsize=4096)  # the moments of a case are asked for again and again
def day_of(moment: datetime) -> date:
    """The day at +08:00, by which days are counted."""
    return local(moment).date()


def total_limit(limit: Limit, extension: Limit | None) -> Limit:
    """Limit and extension as one: 30 days are counted once, not 20 and then 10."""
    if limit.value < 1:
        raise BadLimit("a limit is at least 1")
    if extension is None:
        return limit
    if extension.unit is not limit.unit:
        raise BadLimit("an extension has the unit of its limit")
    return Limit(limit.value + extension.value, limit.unit)


def check_yellow(limit: Limit, yellow: Limit) -> None:
    wanted = Unit.WORKING_HOUR if limit.unit is Unit.WORKING_HOUR else Unit.WORKING_DAY
    if yellow.unit is not wanted:
        raise BadLimit(f"the warning of a limit in {limit.unit} is given in {wanted}")


# --- suspensions


def has_ended(ended_at: datetime | None, now: datetime) -> bool:
    """An end after `now` has not happened yet."""
    return ended_at is not None and ended_at <= now


def closed_suspensions(
    suspensions: Iterable[Suspension], *, ended_at: datetime | None, now: datetime
) -> list[Suspension]:
    """Those with an end; an open one ends with the case, and is left out while the case runs or if it came later."""
    closed = [each for each in suspensions if each.end is not None]
    if ended_at is not None and ended_at <= now:
        closed += [replace(each, end=ended_at) for each in suspensions if each.end is None and each.begin <= ended_at]
    return closed


def decisive_open(
    suspensions: Iterable[Suspension], without: Reckoning, *, ended_at: datetime | None, now: datetime
) -> bool:
    """Whether an open suspension takes the due moment away: it begins by the moment due without the open ones."""
    if has_ended(ended_at, now) or without.due_at is None:
        return False
    return any(each.end is None and each.begin <= without.due_at for each in suspensions)


def united(gaps: Iterable[tuple[Point, Point]]) -> list[tuple[Point, Point]]:
    """In order, with what overlaps or touches made one."""
    merged: list[tuple[Point, Point]] = []
    for begin, end in sorted(gaps):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((begin, end))
    return merged


def removed_days(suspensions: Iterable[Suspension]) -> list[tuple[date, date]]:
    """A suspension from date S to date E removes the dates S < d <= E; those pairs (S, E), united."""
    return united(
        (clamped(each.begin).date(), clamped(each.end).date()) for each in suspensions if each.end is not None
    )


def clamped(moment: datetime) -> datetime:
    """Local time; a suspension until the end of year 9999 is no error as long as nothing is counted there."""
    try:
        return moment.astimezone(SHANGHAI)
    except OverflowError:
        return _LATEST if moment.year > LAST_DAY.year else _EARLIEST


# --- the count


def run_out(
    start: Point,
    amount: int,
    gaps: Sequence[tuple[Point, Point]],
    measure: Callable[[Point], int],
    at: Callable[[int], Point],
) -> Point:
    """The earliest point where `amount` has run since `start`, what lies in the gaps not counted.

    `measure` says how much lies before a point (or through a date); `at` is the earliest point with that much behind.
    """
    target = measure(start) + amount
    point = at(target)
    for begin, end in gaps:
        if end <= start:
            continue
        if point <= begin:
            break
        target += measure(end) - measure(max(begin, start))
        point = at(target)
    return point


def last_day(
    accepted_on: date, total: Limit, gaps: Sequence[tuple[date, date]], calendar: Calendar, *, moves: bool
) -> date:
    """The day of the event is not counted (民法典 201(1)); a last day that is off moves on (203(1)), paused or not."""
    if total.unit is Unit.WORKING_DAY:
        return run_out(accepted_on, total.value, gaps, calendar.rank, calendar.working_day)
    day = last_natural_day(accepted_on, total, gaps)
    return rolled(day, calendar) if moves else day


def last_natural_day(accepted_on: date, total: Limit, gaps: Sequence[tuple[date, date]]) -> date:
    """The last counted day of natural days or months, before it moves off a day off."""
    days = total.value
    if total.unit is Unit.MONTH:
        days = (months_after(accepted_on, total.value) - accepted_on).days
    return run_out(accepted_on, days, gaps, date.toordinal, _natural_day)


def days_before(day: date, limit: Limit, calendar: Calendar) -> date:
    """The last day of what has to be done so long before a date, which is not counted itself; it is not moved.

    Raises BadLimit for a limit that is not in days.
    """
    if limit.unit is Unit.WORKING_DAY:
        return calendar.working_day_before(day, limit.value)
    if limit.unit is Unit.NATURAL_DAY:
        return day - limit.value * ONE_DAY
    raise BadLimit("only days are counted back from a date")


def end_of(day: date, calendar: Calendar, day_end: DayEnd) -> datetime:
    """When a last day is over (民法典 203(2))."""
    if day_end is DayEnd.MIDNIGHT:
        return datetime.combine(day + ONE_DAY, time(), SHANGHAI)
    return calendar.close(day)


def rolled(day: date, calendar: Calendar) -> date:
    return day if calendar.is_working_day(day) else calendar.nth_working_day_after(day, 1)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, else its last (民法典 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > LAST_DAY.year:
        raise OutsideCalendar
    return date(year, month + 1, min(day.day, gregorian.monthrange(year, month + 1)[1]))


def _natural_day(ordinal: int) -> date:
    if ordinal > LAST_DAY.toordinal():
        raise OutsideCalendar
    return date.fromordinal(ordinal)


def _reckon_days(
    accepted_at: datetime,
    total: Limit,
    yellow: Limit,
    closed: Sequence[Suspension],
    calendar: Calendar,
    day_end: DayEnd,
    yellow_edge: YellowEdge,
    moves: bool,
) -> Reckoning:
    accepted_on = accepted_at.date()
    gaps = removed_days(closed) if closed else []
    due_on = last_day(accepted_on, total, gaps, calendar, moves=moves)
    due_at = end_of(due_on, calendar, day_end)
    warned_on = warning_day(due_on, yellow.value, accepted_on, gaps, calendar)
    if warned_on is None:
        yellow_at = accepted_at
    elif yellow_edge is YellowEdge.OPEN:
        yellow_at = max(accepted_at, calendar.opening(warned_on))
    else:
        yellow_at = due_at if warned_on == due_on else max(accepted_at, calendar.close(warned_on))
    return Reckoning(due_at, yellow_at, calendar.is_provisional(due_on), due_on)


def warning_day(
    due_on: date, days: int, accepted_on: date, gaps: Sequence[tuple[date, date]], calendar: Calendar
) -> date | None:
    """So many working days that are not removed back from the due day; None where that lies before acceptance."""
    if days == 0:
        return due_on
    before = due_on - ONE_DAY
    eve = accepted_on - ONE_DAY
    target = calendar.rank(before) - days + 1
    for begin, end in reversed(gaps):
        first, last = max(begin, eve), min(end, before)
        if first >= last:
            continue
        if target > calendar.rank(last):
            break
        target -= calendar.rank(last) - calendar.rank(first)
    return calendar.working_day(target) if target > calendar.rank(eve) else None


def _reckon_hours(
    accepted_at: datetime, total: Limit, yellow: Limit, closed: Sequence[Suspension], calendar: Calendar
) -> Reckoning:
    """Hours run from the moment (民法典 201(2)), in business hours only."""
    gaps = united((clamped(each.begin), clamped(each.end)) for each in closed if each.end is not None)
    due_at = run_out(accepted_at, total.value * HOUR, gaps, calendar.worked, calendar.moment)
    left = total.value - yellow.value
    yellow_at = accepted_at
    if left > 0:
        yellow_at = run_out(accepted_at, left * HOUR, gaps, calendar.worked, calendar.moment)
    return Reckoning(due_at, yellow_at, calendar.is_provisional(due_at.date()), due_at.date())
