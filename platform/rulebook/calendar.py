"""Working days (工作日) and business hours of one calendar, in constant time by prefix sums.

A day is a date at +08:00. Working days are Monday to Friday, less the days off, plus the make-up working days (调休); a
listed date always holds, and one that is listed as both works. Dates after `published_through` are provisional: there
the 13 statutory days of the 2024 Holidays Regulation are off as well, without make-up days or substitute days off.
What stands above the national calendar is in `rulebook.layers`.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum
from functools import cache, cached_property
from itertools import accumulate, compress
from typing import Final, Self

from rulebook import calendars_cn
from rulebook.layers import Hours, Layer, LayerKind, Origin, Season, checked, hours_on, length, worked_on

# Not ZoneInfo("Asia/Shanghai"): that zone had summer time from 1986 to 1991, and our days are those of +08:00.
SHANGHAI: Final = timezone(timedelta(hours=8))
FIRST_DAY: Final = date(1970, 1, 1)
LAST_DAY: Final = date(2100, 12, 31)
ONE_DAY: Final = timedelta(days=1)
MICROSECOND: Final = timedelta(microseconds=1)

CHINA_HOURS: Final[Hours] = ((time(9), time(12)), (time(13), time(17)))

# Day 0 of the tables lies before the first day, so that counting "after" needs no exception for it.
_ORIGIN: Final = FIRST_DAY.toordinal() - 1
_SIZE: Final = LAST_DAY.toordinal() - _ORIGIN


class OutsideCalendar(ValueError):
    """A date before 1970 or after 2100, where no calendar of ours says anything."""

    code = "outside_calendar"

    def __init__(self) -> None:
        super().__init__(f"a date outside the calendar ({FIRST_DAY} to {LAST_DAY})")


class DayKind(StrEnum):
    """Why a date counts as working or not."""

    WORKING = "working"
    MAKEUP = "makeup"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    STATUTORY = "statutory"
    CLOSED = "closed"  # 停办, by the hall itself


@dataclass(frozen=True)
class Calendar:
    """Immutable; equal where days, hours and version are. Every method may raise OutsideCalendar."""

    hours: Hours
    off: frozenset[date]
    work: frozenset[date]
    published_through: date
    version: str
    titles: Mapping[date, str] = field(default_factory=dict, compare=False, repr=False)
    notices: Mapping[int, str] = field(default_factory=dict, compare=False, repr=False)
    seasons: tuple[Season, ...] = ()  # hours of a part of the year; `hours` hold in the rest
    layers: tuple[Layer, ...] = field(default=(), compare=False, repr=False)  # from the national one upward

    @classmethod
    def build(
        cls,
        *,
        hours: Iterable[tuple[time, time]],
        off: Iterable[date],
        work: Iterable[date],
        published_through: date,
        version: str,
        titles: Mapping[date, str] | None = None,
        notices: Mapping[int, str] | None = None,
    ) -> Self:
        """Raises BadCalendar for hours that are none (`rulebook.layers.checked`)."""
        return cls(
            checked(hours), frozenset(off), frozenset(work), published_through, version, titles or {}, notices or {}
        )

    def under(self, layer: Layer) -> Self:
        """The same calendar with a layer above it; the days that the layer names and its hours win."""
        kept = {day: title for day, title in self.titles.items() if not layer.names(day)}
        return type(self)(
            self.hours,
            (self.off | layer.off) - layer.work,
            (self.work - layer.off) | layer.work,
            self.published_through,
            f"{self.version}+{layer.version}",
            {**kept, **layer.titles},
            self.notices,
            (*layer.seasons, *self.seasons),
            (*self.layers, layer),
        )

    # --- days

    def is_working_day(self, d: date) -> bool:
        return self._flags[_index(d)] == 1

    def is_provisional(self, d: date) -> bool:
        """After the last published date, also where it is listed."""
        return d > self.published_through

    def rank(self, d: date) -> int:
        """How many working days there are from 1970 through `d`."""
        return self._ranks[_index(d)]

    def working_day(self, rank: int) -> date:
        """The working day whose rank this is: the earliest `d` with `rank(d) == rank`."""
        if not 0 < rank <= len(self._working_days):
            raise OutsideCalendar
        return date.fromordinal(self._working_days[rank - 1])

    def working_days_between(self, after: date, through: date) -> int:
        """The number of working days `d` with `after < d <= through`; 0 if there is no such date."""
        return max(0, self.rank(through) - self.rank(after))

    def nth_working_day_after(self, d: date, n: int) -> date:
        """`n` is at least 1; `d` itself is never counted."""
        if n < 1:
            raise ValueError("n must be at least 1")
        return self.working_day(self.rank(d) + n)

    def working_day_before(self, d: date, k: int) -> date:
        """The `k`-th working day before `d`, `k` at least 1; `d` itself is never counted."""
        if k < 1:
            raise ValueError("k must be at least 1")
        return self.working_day(self.rank(d - ONE_DAY) - k + 1)

    def kind(self, d: date) -> DayKind:
        if self.is_working_day(d):
            return DayKind.MAKEUP if d in self.work and d.weekday() >= 5 else DayKind.WORKING
        if d in self.off:
            origin = self.origin(d)
            return DayKind.CLOSED if origin and origin.kind is LayerKind.HALL else DayKind.HOLIDAY
        if d.weekday() < 5 or (self.is_provisional(d) and d in statutory_days()):
            return DayKind.STATUTORY
        return DayKind.WEEKEND

    def title(self, d: date) -> str | None:
        """The festival that a day off or a make-up day belongs to, where it is known."""
        return self.titles.get(d) or (statutory_days().get(d) if self.kind(d) is DayKind.STATUTORY else None)

    def origin(self, d: date) -> Origin | None:
        """The uppermost layer that names the day; None for a day of the week, and in a calendar without layers."""
        for layer in reversed(self.layers):
            if layer.names(d):
                return Origin(layer.kind, layer.version, layer.notices.get(d.year, layer.source))
        return None

    # --- hours

    def hours_on(self, d: date) -> Hours:
        """The business hours of `d`, if it is a working day."""
        return hours_on(d, self.hours, self.seasons)

    def opening(self, d: date) -> datetime:
        """When business opens on `d`, if it is a working day."""
        return datetime.combine(d, self.hours_on(d)[0][0], SHANGHAI)

    def close(self, d: date) -> datetime:
        """When business stops on `d` (民法典 203(2)), if it is a working day."""
        return datetime.combine(d, self.hours_on(d)[-1][1], SHANGHAI)

    def worked(self, moment: datetime) -> int:
        """Microseconds of business from 1970 to `moment`."""
        local = moment.astimezone(SHANGHAI)
        index = _index(local.date())
        if not self._flags[index]:
            return self._worked_through[index]
        return self._worked_through[index - 1] + worked_on(local, self.hours_on(local.date()))

    def moment(self, worked: int) -> datetime:
        """The earliest moment with that much business behind it: the end of a span, not the begin of the next."""
        index = bisect_left(self._worked_through, worked)
        if not 0 < index < len(self._worked_through):
            raise OutsideCalendar
        day = date.fromordinal(_ORIGIN + index)
        rest = worked - self._worked_through[index - 1]
        for begin, end in self.hours_on(day):
            span = length(((begin, end),))
            if rest <= span:
                return datetime.combine(day, begin, SHANGHAI) + rest * MICROSECOND
            rest -= span
        raise AssertionError("the spans of a day add up to its length")

    # --- tables, made at first use

    @cached_property
    def _flags(self) -> bytearray:
        monday = (FIRST_DAY.weekday() - 1) % 7
        week = b"\1\1\1\1\1\0\0" * (_SIZE // 7 + 3)
        flags = bytearray(week[monday : monday + _SIZE + 1])
        flags[0] = 0
        provisional = (day for day in statutory_days() if day > self.published_through)
        for days, flag in ((provisional, 0), (self.off, 0), (self.work, 1)):
            for day in days:
                if FIRST_DAY <= day <= LAST_DAY:
                    flags[day.toordinal() - _ORIGIN] = flag
        return flags

    @cached_property
    def _ranks(self) -> list[int]:
        return list(accumulate(self._flags))

    @cached_property
    def _working_days(self) -> list[int]:
        return list(compress(range(_ORIGIN, _ORIGIN + _SIZE + 1), self._flags))

    @cached_property
    def _worked_through(self) -> list[int]:
        """Microseconds of business from 1970 through each date."""
        if not self.seasons:
            day = length(self.hours)
            return [rank * day for rank in self._ranks]
        lengths = (
            length(self.hours_on(date.fromordinal(_ORIGIN + index))) if flag else 0
            for index, flag in enumerate(self._flags)
        )
        return list(accumulate(lengths))


def _index(d: date) -> int:
    index = d.toordinal() - _ORIGIN
    if not 0 <= index <= _SIZE:
        raise OutsideCalendar
    return index


@cache
def statutory_days() -> dict[date, str]:
    """The 13 days a year of the Holidays Regulation of 2024, each with its festival. Do not change it."""
    return calendars_cn.statutory_days()


@cache
def china() -> Calendar:
    """The national calendar: published from 2004 through 2026; Monday to Friday before, provisional after."""
    return national(
        hours=CHINA_HOURS,
        off=calendars_cn.published_off(),
        work=calendars_cn.published_work(),
        published_through=calendars_cn.PUBLISHED_THROUGH,
        version=calendars_cn.VERSION,
        notices=calendars_cn.NOTICES,
    )


def national(
    *,
    hours: Iterable[tuple[time, time]],
    off: Mapping[date, str],
    work: Mapping[date, str],
    published_through: date,
    version: str,
    notices: Mapping[int, str],
    seasons: tuple[Season, ...] = (),
) -> Calendar:
    """A national calendar; each listed day with the festival that it belongs to. Raises BadCalendar."""
    titles = {**off, **work}
    layer = Layer(LayerKind.NATIONAL, version, frozenset(off), frozenset(work), seasons, titles=titles, notices=notices)
    return Calendar(
        checked(hours), layer.off, layer.work, published_through, version, titles, notices, seasons, layers=(layer,)
    )
