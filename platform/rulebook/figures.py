"""What a figure on a page is made of: sums of measures, so that every number opens the cases that it counts.

A figure is a number that a page shows, or the part or the whole that a shown rate divides. It is a sum of measures, and
a case adds to it what it adds to these. So the cases of a figure, taken together, give the figure, never another one:
concluded is not declined or withdrawn, a trial (试运行) is counted apart, a case with two alerts adds two.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from rulebook.measures import Measure
from rulebook.phases import Phase


class Figure(StrEnum):
    """A number that opens what it is made of."""

    RECEIVED = "RECEIVED"
    ACCEPTED = "ACCEPTED"
    CONCLUDED = "CONCLUDED"
    CONCLUDED_EARLY = "CONCLUDED_EARLY"
    CONCLUDED_LATE = "CONCLUDED_LATE"
    CONCLUDED_LATE_STATUTORY = "CONCLUDED_LATE_STATUTORY"
    CONCLUDED_LATE_BY_LAW = "CONCLUDED_LATE_BY_LAW"  # late as the law counts (`rulebook.findings`)
    CONCLUDED_LATE_STATUTORY_BY_LAW = "CONCLUDED_LATE_STATUTORY_BY_LAW"
    CONCLUDED_INCOMPLETE = "CONCLUDED_INCOMPLETE"
    ON_THE_SPOT = "ON_THE_SPOT"
    TIME_LIMITED = "TIME_LIMITED"
    JOINT = "JOINT"
    PASSED_UP = "PASSED_UP"
    RETURNED = "RETURNED"
    SUPPLEMENTED = "SUPPLEMENTED"
    OPEN = "OPEN"
    # The open ones by where they stand (`rulebook.phases`); together they are OPEN.
    OPEN_INTAKE = "OPEN_INTAKE"
    OPEN_CORRECTION = "OPEN_CORRECTION"
    OPEN_HANDLING = "OPEN_HANDLING"
    OPEN_REVIEW = "OPEN_REVIEW"
    OPEN_APPROVAL = "OPEN_APPROVAL"
    OPEN_PAUSED = "OPEN_PAUSED"
    OVERDUE = "OVERDUE"
    OVERDUE_STATUTORY = "OVERDUE_STATUTORY"
    OVERDUE_BY_LAW = "OVERDUE_BY_LAW"  # open and overdue as the law counts (`rulebook.findings`)
    OVERDUE_STATUTORY_BY_LAW = "OVERDUE_STATUTORY_BY_LAW"
    LATE = "LATE"  # concluded late, or open and overdue at the end: the part of the overdue rate
    ON_TIME = "ON_TIME"  # concluded on time: the part of the on-time rate
    DONE = "DONE"  # concluded, or open and overdue at the end: the whole of both
    RECEIVED_PARTIAL = "RECEIVED_PARTIAL"
    CONCLUDED_PARTIAL = "CONCLUDED_PARTIAL"
    RECEIVED_TRIAL = "RECEIVED_TRIAL"
    CONCLUDED_TRIAL = "CONCLUDED_TRIAL"
    CONCLUDED_LATE_TRIAL = "CONCLUDED_LATE_TRIAL"
    DEEMED_ACCEPTED = "DEEMED_ACCEPTED"
    DECLINED = "DECLINED"
    REFUSED = "REFUSED"
    DENIED = "DENIED"  # not accepted, or refused: the part of the rate of refusals
    DECIDED = "DECIDED"  # concluded, or not accepted: its whole
    # To these a case may add more than one.
    YELLOW = "YELLOW"
    RED = "RED"
    CORRECTIONS = "CORRECTIONS"
    CORRECTION_DAYS = "CORRECTION_DAYS"
    RECHECK_DAYS = "RECHECK_DAYS"
    BEYOND_GUIDE = "BEYOND_GUIDE"
    LOOP_BREAKS = "LOOP_BREAKS"
    EVENTS = "EVENTS"
    EVENTS_LATE = "EVENTS_LATE"
    EVENTS_ODD = "EVENTS_ODD"
    EVENTS_REPEATED = "EVENTS_REPEATED"
    LAG_HOURS = "LAG_HOURS"
    USED_DAYS = "USED_DAYS"
    SPEED_USED_DAYS = "SPEED_USED_DAYS"
    STATUTORY_DAYS = "STATUTORY_DAYS"


_CONCLUDED, _OVERDUE = Measure.CONCLUDED, Measure.OVERDUE_CHANGE
_SUMS: dict[Figure, dict[Measure, int]] = {
    Figure.TIME_LIMITED: {Measure.TIMED: 1},
    Figure.OPEN: {Measure.OPEN_CHANGE: 1},
    **{Figure[f"OPEN_{phase.name}"]: {Measure[f"OPEN_{phase.name}_CHANGE"]: 1} for phase in Phase},
    Figure.OVERDUE: {_OVERDUE: 1},
    Figure.OVERDUE_STATUTORY: {Measure.OVERDUE_STATUTORY_CHANGE: 1},
    Figure.OVERDUE_BY_LAW: {_OVERDUE: 1, Measure.OVERDUE_ONLY_BY_LAW_CHANGE: 1},
    Figure.OVERDUE_STATUTORY_BY_LAW: {
        Measure.OVERDUE_STATUTORY_CHANGE: 1,
        Measure.OVERDUE_STATUTORY_ONLY_BY_LAW_CHANGE: 1,
    },
    Figure.LATE: {Measure.CONCLUDED_LATE: 1, _OVERDUE: 1},
    Figure.ON_TIME: {_CONCLUDED: 1, Measure.CONCLUDED_LATE: -1},
    Figure.DONE: {_CONCLUDED: 1, _OVERDUE: 1},
    Figure.DENIED: {Measure.DECLINED: 1, Measure.REFUSED: 1},
    Figure.DECIDED: {_CONCLUDED: 1, Measure.DECLINED: 1},
}
# How often each measure counts in a figure.
SUMS: Final[Mapping[Figure, Mapping[Measure, int]]] = {
    figure: _SUMS.get(figure) or {Measure[figure.name]: 1} for figure in Figure
}
# Of these the number is that of the cases; to the others a case may add none, one or several.
OF_CASES: Final = frozenset(Figure) - {
    Figure.YELLOW, Figure.RED, Figure.CORRECTIONS, Figure.EVENTS, Figure.USED_DAYS, Figure.SPEED_USED_DAYS,
    Figure.STATUTORY_DAYS, Figure.BEYOND_GUIDE, Figure.LOOP_BREAKS, Figure.EVENTS_LATE, Figure.EVENTS_ODD,
    Figure.EVENTS_REPEATED, Figure.LAG_HOURS, Figure.CORRECTION_DAYS, Figure.RECHECK_DAYS,
}  # fmt: skip


def amount(figure: Figure, measures: Mapping[str, int]) -> int:
    """The figure, of a hall, an item or one case, from its measures; those that are not named are nought."""
    return sum(times * measures.get(measure.value, 0) for measure, times in SUMS[figure].items())
