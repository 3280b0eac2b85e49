"""The change of a node's figures between two periods, by item, department and hall; public tables only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from hierarchy.models import Hall
from reporting import compare
from reporting.compare import Figures, Period
from rulebook.calendar import Calendar
from rulebook.explaining import Change, Expected, Quotient, Reading, Watched, expected, explain, few_last, readings

Measured = Callable[[Figures], Quotient]


def late_of_done(figures: Figures) -> Quotient:
    """The overdue rate: late among what is concluded, or open and overdue at the end."""
    overdue = figures["overdue_change"]
    return Quotient(figures["concluded_late"] + overdue, figures["concluded"] + overdue)


def days_of_cases(figures: Figures) -> Quotient:
    """The mean of working days of concluded time-limited cases."""
    return Quotient(figures["used_days"], figures["timed"])


@dataclass(frozen=True, slots=True)
class Explained:
    """One measure of a node, split three ways; `innocent` are readings that blame nobody.

    `expected`: at the pace of the rest of the tier above with the same items; None where that is not seen.
    """

    items: Change
    departments: Change
    halls: Change
    innocent: tuple[Reading, ...]
    expected: Expected | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """The figures of both periods, by part."""

    before: Mapping[str, Figures]
    after: Mapping[str, Figures]

    def change(self, measured: Measured) -> Change:
        return explain(*({key: measured(one) for key, one in part.items()} for part in (self.before, self.after)))


def explained(
    hall: Hall, *, before: Period, after: Period, now: datetime, calendar: Calendar, above: str | None = None
) -> dict[str, Explained]:
    """`overdueRate` and `meanWorkingDays` of a node. Six statements, however many halls lie below.

    `above`: the code of the node with which it is set side by side, item by item, in one statement more.
    """
    provisioned = Hall.objects.filter(path__startswith=hall.path, provisioned_at__isnull=False)
    below = list(provisioned.values_list("code", flat=True))
    items, departments = (
        _Read(*(compare.by(column, hall.code, period=one, now=now) for one in (before, after)))
        for column in ("item", "department")
    )
    halls = _Read(*(compare.rollup(below, period=one, now=now, own=True) for one in (before, after)))
    pool = compare.by("item", above, period=after, now=now) if above else {}
    received = tuple(sum(one["received"] for one in part.values()) for part in (items.before, items.after))
    days = tuple(_working_days(one, calendar) for one in (before, after))
    found = {}
    for name, measured in (("overdueRate", late_of_done), ("meanWorkingDays", days_of_cases)):
        change = items.change(measured)
        innocent = readings(
            change,
            received=(received[0], received[1]),
            working_days=(days[0], days[1]),
            watched=(_watched(items.before), _watched(items.after)),
        )
        sides = [{key: measured(one) for key, one in part.items()} for part in (items.after, pool)]
        found[name] = Explained(
            change,
            departments.change(measured),
            few_last(halls.change(measured)),
            tuple(innocent),
            expected(*sides) if pool else None,
        )
    return found


def _watched(parts: Mapping[str, Figures]) -> Watched:
    names = ("concluded", "concluded_partial", "concluded_trial")
    return Watched(*(sum(one[name] for one in parts.values()) for name in names))


def _working_days(period: Period, calendar: Calendar) -> int:
    """Of the period, its first day included."""
    return calendar.working_days_between(date.fromordinal(period.from_on.toordinal() - 1), period.to_on)
