"""How a due moment came about, step by step, for a person with a calendar in hand."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from rulebook.calendar import ONE_DAY, SHANGHAI, Calendar, DayKind
from rulebook.clock import (
    ONE_WORKING_DAY,
    DayEnd,
    Limit,
    Reckoning,
    Suspension,
    Unit,
    YellowEdge,
    clamped,
    closed_suspensions,
    days_before,
    end_of,
    has_ended,
    last_natural_day,
    local,
    months_after,
    reckon,
    removed_days,
    total_limit,
    united,
    warning_day,
)
from rulebook.lamp import lamp
from rulebook.wording import Language, Step, render

# Why a day counts or not that a calendar names.
LISTED = frozenset({DayKind.HOLIDAY.value, DayKind.MAKEUP.value, DayKind.CLOSED.value})

__all__ = ["Language", "Step", "render", "trace", "trace_to_date"]


@dataclass(frozen=True, slots=True)
class _Count:
    """What the count of one clock stands on."""

    start: datetime
    total: Limit
    yellow: Limit
    closed: list[Suspension]
    calendar: Calendar
    day_end: DayEnd
    yellow_edge: YellowEdge


def trace(
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
) -> list[Step]:
    """The steps of `reckon` with the same arguments, and the lamp at `now`; raises what `reckon` raises."""
    reckoning = reckon(
        start,
        limit,
        calendar=calendar,
        extension=extension,
        suspensions=suspensions,
        yellow=yellow,
        day_end=day_end,
        yellow_edge=yellow_edge,
        moves=moves,
        ended_at=ended_at,
        now=now,
    )
    total = total_limit(limit, extension)
    closed = closed_suspensions(suspensions, ended_at=ended_at, now=now)
    count = _Count(local(start), total, yellow, closed, calendar, day_end, yellow_edge)
    return [
        *_given(count.start, limit, extension),
        *_suspended(suspensions, closed, reckoning, limit.unit, ended_at=ended_at, now=now),
        *_counted(count, reckoning),
        _lamp(reckoning, suspensions, ended_at=ended_at, now=now),
    ]


def trace_to_date(
    start: datetime,
    stated_on: date,
    back: Limit | None,
    *,
    event: str,
    calendar: Calendar,
    day_end: DayEnd,
    ended_at: datetime | None,
) -> list[Step]:
    """The steps of a clock that ends with a stated date or, with `back`, so many days before it.

    `event` says what the date is (a `rulebook.case.Anchor`).
    """
    due_on = days_before(stated_on, back, calendar) if back else stated_on
    due_at = end_of(due_on, calendar, day_end)
    steps = [Step("date_stated", {"on": stated_on.isoformat(), "event": event})]
    if back:
        if back.unit is Unit.WORKING_DAY:
            days = [(day, *_counted_or_off(day, calendar)) for day in _between(due_on, stated_on)]
            steps += _runs(days, calendar)
        steps.append(Step(f"before_{back.unit}", {"value": back.value, "on": due_on.isoformat()}))
    if calendar.is_provisional(due_on):
        steps.append(Step("provisional", {"published_through": calendar.published_through.isoformat()}))
    steps.append(_due_day(due_on, due_at, day_end))
    return [*steps, _lamp(Reckoning(due_at, due_at, provisional=False), (), ended_at=ended_at, now=ended_at or start)]


def _counted_or_off(day: date, calendar: Calendar) -> tuple[str, str | None]:
    kind = calendar.kind(day)
    return ("counted", None) if kind is DayKind.WORKING else (kind.value, calendar.title(day))


def _given(start: datetime, limit: Limit, extension: Limit | None) -> Iterator[Step]:
    yield Step("start_hour" if limit.unit is Unit.WORKING_HOUR else "start_day", {"at": start.isoformat()})
    yield Step(f"limit_{limit.unit}", {"value": limit.value})
    if extension is not None and extension.value:
        total = limit.value + extension.value
        yield Step("extension", {"value": extension.value, "unit": extension.unit.value, "total": total})


def _suspended(
    suspensions: Sequence[Suspension],
    closed: Sequence[Suspension],
    reckoning: Reckoning,
    unit: Unit,
    *,
    ended_at: datetime | None,
    now: datetime,
) -> Iterator[Step]:
    for each in suspensions:
        if each.end is None:
            yield Step(_open_code(each, reckoning, ended_at=ended_at, now=now), {"begin": _text(each.begin)})
            if not (ended_at is not None and has_ended(ended_at, now) and each.begin <= ended_at):
                yield from _told(each)
    for each in sorted(closed, key=lambda suspension: suspension.begin):
        yield _closed_step(each, unit)
        yield from _told(each)
    spans = [(clamped(each.begin), clamped(each.end)) for each in closed if each.end is not None]
    if len(united(spans)) < len(spans):
        yield Step("united", {})


def _told(suspension: Suspension) -> Iterator[Step]:
    """What a case says of a pause: its kind, and the notice that the applicant was given, or that there was none."""
    if suspension.kind or suspension.notice:
        code = "pause_told" if suspension.notice else "pause_not_told"
        yield Step(code, {"kind": suspension.kind, "notice": suspension.notice})


def _open_code(suspension: Suspension, reckoning: Reckoning, *, ended_at: datetime | None, now: datetime) -> str:
    if ended_at is not None and has_ended(ended_at, now):
        return "suspension_ended" if suspension.begin <= ended_at else "suspension_after_end"
    is_late = reckoning.due_at is not None and suspension.begin > reckoning.due_at
    return "suspension_after_due" if is_late else "suspension_open"


def _closed_step(suspension: Suspension, unit: Unit) -> Step:
    begin, end = clamped(suspension.begin), clamped(suspension.end or suspension.begin)
    params = {"begin": begin.isoformat(), "end": end.isoformat()}
    if unit is Unit.WORKING_HOUR:
        return Step("suspension_hours", params)
    if begin.date() == end.date():
        return Step("suspension_within_day", params)
    first = begin.date() + ONE_DAY
    return Step("suspension", {**params, "first": first.isoformat(), "last": end.date().isoformat()})


def _counted(count: _Count, reckoning: Reckoning) -> Iterator[Step]:
    if reckoning.due_on is None or reckoning.due_at is None or reckoning.yellow_at is None:
        yield Step("due_unknown", {})
        return
    is_hours = count.total.unit is Unit.WORKING_HOUR
    yield from _hours(count, reckoning.due_at) if is_hours else _days(count, reckoning.due_on)
    if reckoning.provisional:
        yield Step("provisional", {"published_through": count.calendar.published_through.isoformat()})
    yield _due(count, reckoning.due_on, reckoning.due_at)
    yield _yellow(count, reckoning.due_on, reckoning.yellow_at)


# --- days


def _days(count: _Count, due_on: date) -> Iterator[Step]:
    accepted_on, gaps = count.start.date(), removed_days(count.closed)
    last = due_on
    if count.total.unit is not Unit.WORKING_DAY:
        last = last_natural_day(accepted_on, count.total, gaps)
    if count.total.unit is Unit.MONTH:
        on = months_after(accepted_on, count.total.value)
        yield Step("month_day", {"months": count.total.value, "on": on.isoformat()})
    yield from _runs(_reasons(count, accepted_on, last, gaps), count.calendar)
    if due_on != last:
        yield Step("off", {"on": last.isoformat()})
        off = [(day, count.calendar.kind(day).value, count.calendar.title(day)) for day in _between(last, due_on)]
        yield from _runs(off, count.calendar)


def _reasons(
    count: _Count, accepted_on: date, last: date, gaps: Sequence[tuple[date, date]]
) -> Iterator[tuple[date, str, str | None]]:
    """Each date after acceptance through the last with the code of why it counts or not, and its festival."""
    for day in _between(accepted_on + ONE_DAY, last + ONE_DAY):
        kind = count.calendar.kind(day)
        is_off = count.total.unit is Unit.WORKING_DAY and not count.calendar.is_working_day(day)
        if is_off:
            yield day, kind.value, count.calendar.title(day)
        elif any(begin < day <= end for begin, end in gaps):
            yield day, "suspended", None
        elif count.total.unit is Unit.WORKING_DAY and kind is DayKind.MAKEUP:
            yield day, kind.value, count.calendar.title(day)
        else:
            yield day, "counted", None


def _runs(reasons: Iterable[tuple[date, str, str | None]], calendar: Calendar) -> Iterator[Step]:
    """Dates in a row with the same reason are one step; what counts is numbered, what is listed says by whom."""
    number = 0
    listed = ((*reason, calendar.origin(reason[0]) if reason[1] in LISTED else None) for reason in reasons)
    for (code, title, origin), group in groupby(listed, key=lambda reason: reason[1:]):
        days = [day for day, *_ in group]
        params: dict[str, object] = {"first": days[0].isoformat(), "last": days[-1].isoformat()}
        if code in ("counted", "makeup"):
            params |= {"number": number + 1, "through": number + len(days)}
            number += len(days)
        if code in LISTED or code == DayKind.STATUTORY:
            params |= {"title": title, "notice": (origin.source or None) if origin else None}
        if origin:
            params |= {"layer": origin.kind.value, "version": origin.version}
        yield Step(code, params)


def _between(first: date, before: date) -> Iterator[date]:
    return (first + timedelta(days=offset) for offset in range((before - first).days))


# --- hours


def _hours(count: _Count, due_at: datetime) -> Iterator[Step]:
    gaps = united((clamped(each.begin), clamped(each.end)) for each in count.closed if each.end is not None)
    total = timedelta()
    off: list[tuple[date, str, str | None]] = []
    for day in _between(count.start.date(), due_at.date() + ONE_DAY):
        pieces = _pieces(day, count, due_at, gaps)
        if not pieces:
            off.append((day, *_why_idle(day, count)))
            continue
        yield from _runs(off, count.calendar)
        off = []
        length = sum((end - begin for begin, end in pieces), timedelta())
        total += length
        yield Step("worked", _worked(day, pieces, length, total))


def _why_idle(day: date, count: _Count) -> tuple[str, str | None]:
    """Why no hour of a date counts: it is off, business was over before the start, or it was suspended."""
    if not count.calendar.is_working_day(day):
        return count.calendar.kind(day).value, count.calendar.title(day)
    return "after_hours" if count.calendar.close(day) <= count.start else "suspended", None


def _pieces(
    day: date, count: _Count, due_at: datetime, gaps: Sequence[tuple[datetime, datetime]]
) -> list[tuple[datetime, datetime]]:
    """The business hours of a date that ran: from the start, before the due moment, outside the gaps."""
    if not count.calendar.is_working_day(day):
        return []
    pieces = [
        (max(datetime.combine(day, begin, SHANGHAI), count.start), min(datetime.combine(day, end, SHANGHAI), due_at))
        for begin, end in count.calendar.hours_on(day)
    ]
    for begin, end in gaps:
        cut = [((first, min(last, begin)), (max(first, end), last)) for first, last in pieces]
        pieces = [piece for pair in cut for piece in pair if piece[0] < piece[1]]
    return [piece for piece in pieces if piece[0] < piece[1]]


def _worked(
    day: date, pieces: Sequence[tuple[datetime, datetime]], length: timedelta, total: timedelta
) -> dict[str, object]:
    spans = ", ".join(f"{begin.time().isoformat()}-{end.time().isoformat()}" for begin, end in pieces)
    return {"on": day.isoformat(), "spans": spans, "length": _length(length), "total": _length(total)}


def _length(length: timedelta) -> str:
    """Like 1:30:00; hours are not folded into days."""
    hours, rest = divmod(length, timedelta(hours=1))
    return f"{hours}:{str(rest)[2:]}"


# --- results


def _due(count: _Count, due_on: date, due_at: datetime) -> Step:
    if count.total.unit is Unit.WORKING_HOUR:
        return Step("due_hour", {"at": due_at.isoformat()})
    return _due_day(due_on, due_at, count.day_end)


def _due_day(due_on: date, due_at: datetime, day_end: DayEnd) -> Step:
    code = "due_midnight" if day_end is DayEnd.MIDNIGHT else "due_close"
    return Step(code, {"at": due_at.isoformat(), "due_on": due_on.isoformat()})


def _yellow(count: _Count, due_on: date, yellow_at: datetime) -> Step:
    accepted_on, params = count.start.date(), {"at": yellow_at.isoformat(), "value": count.yellow.value}
    if count.total.unit is Unit.WORKING_HOUR:
        return Step("yellow_hour" if count.yellow.value < count.total.value else "yellow_start", params)
    on = warning_day(due_on, count.yellow.value, accepted_on, removed_days(count.closed), count.calendar)
    if on is None or (yellow_at == count.start and count.yellow.value):
        return Step("yellow_start", params)
    code = f"yellow_{count.yellow_edge}" if count.yellow.value else "yellow_due_day"
    return Step(code, {**params, "on": on.isoformat()})


def _lamp(reckoning: Reckoning, suspensions: Sequence[Suspension], *, ended_at: datetime | None, now: datetime) -> Step:
    colour = lamp(reckoning, suspensions=suspensions, ended_at=ended_at, now=now)
    ended = _text(ended_at) if ended_at is not None and has_ended(ended_at, now) else None
    return Step("lamp", {"lamp": colour.value, "now": _text(now), "ended_at": ended})


def _text(moment: datetime) -> str:
    return clamped(moment).isoformat()
