"""日历的层: who says that a day is worked or not. National, regional by law, and a hall's own closed days.

An upper layer wins over the ones below it, date by date; two that name the same day count it once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final

Hours = tuple[tuple[time, time], ...]
MonthDay = tuple[int, int]


class LayerKind(StrEnum):
    """国家 (the State Council's notices), 地方 (by local law, moves statutory dates), 大厅 (promised ones only)."""

    NATIONAL = "NATIONAL"
    REGIONAL = "REGIONAL"
    HALL = "HALL"


class BadCalendar(ValueError):
    """Business hours that are empty, reversed, overlapping or out of order."""

    code = "bad_calendar"


@dataclass(frozen=True, slots=True)
class Season:
    """Business hours (办公时间) from one day of the year through another; it may run over the New Year."""

    first: MonthDay
    last: MonthDay
    hours: Hours

    def holds(self, day: date) -> bool:
        on = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= on <= self.last
        return on >= self.first or on <= self.last


ALL_YEAR: Final[tuple[MonthDay, MonthDay]] = ((1, 1), (12, 31))


@dataclass(frozen=True)
class Layer:
    """The days and hours of one layer. `source` is the act or notice that it rests on, `notices` its number a year."""

    kind: LayerKind
    version: str
    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()
    seasons: tuple[Season, ...] = ()
    source: str = ""
    titles: Mapping[date, str] = field(default_factory=dict, compare=False, repr=False)
    notices: Mapping[int, str] = field(default_factory=dict, compare=False, repr=False)

    def names(self, day: date) -> bool:
        return day in self.off or day in self.work


@dataclass(frozen=True, slots=True)
class Origin:
    """Where it is said that a day is off or worked: the layer, its version, the notice or act where it is known."""

    kind: LayerKind
    version: str
    source: str


def checked(spans: Iterable[tuple[time, time]]) -> Hours:
    """At least one span, each opening before it closes, in order, without overlap. Raises BadCalendar."""
    hours = tuple(spans)
    moments = [moment for span in hours for moment in span]
    if not hours or any(begin >= end for begin, end in hours) or moments != sorted(moments):
        raise BadCalendar("business hours must be spans in order that do not overlap")
    return hours


def hours_on(day: date, default: Hours, seasons: Iterable[Season]) -> Hours:
    """The hours of the first season that holds the day."""
    return next((season.hours for season in seasons if season.holds(day)), default)


def microseconds(t: time) -> int:
    """Since midnight."""
    return ((t.hour * 60 + t.minute) * 60 + t.second) * 1_000_000 + t.microsecond


def worked_on(moment: datetime, hours: Hours) -> int:
    """Microseconds of these hours that have run on the date of a moment, which is local."""
    into = microseconds(moment.time())
    return sum(max(0, min(into, microseconds(end)) - microseconds(begin)) for begin, end in hours)


def length(hours: Hours) -> int:
    """Microseconds of business in a day of these hours."""
    return sum(microseconds(end) - microseconds(begin) for begin, end in hours)
