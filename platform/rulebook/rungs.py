"""When the rungs of a ladder are reached on one clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from math import ceil
from typing import Final, NamedTuple

from rulebook.calendar import Calendar
from rulebook.clock import (
    HOUR,
    DayEnd,
    Limit,
    Suspension,
    Unit,
    clamped,
    end_of,
    removed_days,
    run_out,
    united,
    warning_day,
)
from rulebook.signals import Edge, OffsetUnit, Rung

# A share of a limit in natural days or months is given in working days, on ordinary weeks.
_IN_WORKING_DAYS: Final = {
    Unit.WORKING_DAY: Fraction(1),
    Unit.NATURAL_DAY: Fraction(5, 7),
    Unit.MONTH: Fraction(30 * 5, 7),
}


class Reached(NamedTuple):
    """A rung, and the moment from which it holds."""

    at: datetime
    rung: Rung


@dataclass(frozen=True, slots=True)
class Span:
    """A clock as its rungs see it. `limit` with its extension, None for a date that was stated; `closed`: its pauses.

    `started_at` at +08:00; `due_at` is the end of `due_on`.
    """

    started_at: datetime
    due_at: datetime
    due_on: date
    limit: Limit | None
    closed: Sequence[Suspension] = ()


def reached(
    rungs: Iterable[Rung], span: Span, *, of: Limit | None, calendar: Calendar, day_end: DayEnd
) -> tuple[Reached, ...]:
    """In order of their moments. `of` is the limit without its extension: by its length a rung is chosen.

    A rung before the clock has started is reached as it starts.
    """
    fitting = [rung for rung in rungs if rung.fits(of)]
    if not fitting:
        return ()
    is_hours = span.limit is not None and span.limit.unit is Unit.WORKING_HOUR
    found = [
        Reached(_in_hours(rung, span, calendar) if is_hours else _in_days(rung, span, calendar, day_end), rung)
        for rung in fitting
    ]
    return tuple(sorted(found, key=lambda one: one.at)) if len(found) > 1 else tuple(found)


def _in_days(rung: Rung, span: Span, calendar: Calendar, day_end: DayEnd) -> datetime:
    if rung.offset == 0 and rung.edge is Edge.END:
        return span.due_at
    on = _day(rung, span, calendar)
    if on is None:
        return span.started_at
    if on == span.due_on and rung.edge is not Edge.OPEN:
        return span.due_at
    edges = {Edge.OPEN: calendar.opening, Edge.CLOSE: calendar.close}
    at = edges[rung.edge](on) if rung.edge in edges else end_of(on, calendar, day_end)
    return max(span.started_at, at)


def _day(rung: Rung, span: Span, calendar: Calendar) -> date | None:
    """The day of a rung; None where it lies before the clock starts. Days that a pause took out are not counted."""
    if rung.unit is OffsetUnit.NATURAL_DAY:
        return span.due_on + timedelta(days=rung.offset)
    if rung.offset > 0:
        return calendar.nth_working_day_after(span.due_on, rung.offset)
    gaps = removed_days(span.closed) if span.closed else []
    return warning_day(span.due_on, _length(rung, span.limit), span.started_at.date(), gaps, calendar)


def _length(rung: Rung, limit: Limit | None) -> int:
    """How much lies between a rung and the end: whole working days, or working hours of a limit in hours."""
    if rung.unit is not OffsetUnit.PERCENT:
        return abs(rung.offset)
    assert limit is not None, "a stated date has no length to take a share of"
    whole = limit.value * _IN_WORKING_DAYS.get(limit.unit, Fraction(1))
    return ceil(whole * abs(rung.offset) / 100)


def _in_hours(rung: Rung, span: Span, calendar: Calendar) -> datetime:
    """Hours run from the moment (民法典 201(2)), so an edge of a day means nothing."""
    assert span.limit is not None
    if rung.offset > 0:
        return calendar.moment(calendar.worked(span.due_at) + _length(rung, span.limit) * HOUR)
    left = span.limit.value - _length(rung, span.limit)
    if rung.offset == 0:
        return span.due_at
    if left <= 0:
        return span.started_at
    gaps = united((clamped(each.begin), clamped(each.end)) for each in span.closed if each.end is not None)
    return run_out(span.started_at, left * HOUR, gaps, calendar.worked, calendar.moment)
