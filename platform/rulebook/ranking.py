"""Comparing halls: who may be ranked, in which order, how sure a rate is, and among whom a hall stands.

A rate of few cases says little: a hall below the minimum number stands apart, without a rank, and so does one on trial
(试运行) or not connected. A rank is a place in a list, not a verdict; beside it stands the interval within which the
true rate lies (Wilson, 95 %) and the percentile among halls of like tier and volume.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import sqrt

from rulebook.explaining import MINIMUM, Quotient

# The normal quantile of a two-sided interval of 95 %.
Z = 1.959963984540054
# Fewer peers make no percentile.
FEWEST_PEERS = 5
# Cases received in 30 days from which a hall is of the next class.
VOLUME_BOUNDS = (100, 300, 1000)
DAYS_OF_VOLUME = 30


class RankMeasure(StrEnum):
    """What halls are ranked by: rates and means, and the figures of these names."""

    RECEIVED = "RECEIVED"
    CONCLUDED = "CONCLUDED"
    OPEN = "OPEN"
    OPEN_INTAKE = "OPEN_INTAKE"
    OPEN_CORRECTION = "OPEN_CORRECTION"
    OPEN_HANDLING = "OPEN_HANDLING"
    OPEN_REVIEW = "OPEN_REVIEW"
    OPEN_APPROVAL = "OPEN_APPROVAL"
    OPEN_PAUSED = "OPEN_PAUSED"
    OVERDUE = "OVERDUE"
    OVERDUE_RATE = "OVERDUE_RATE"
    ON_TIME_RATE = "ON_TIME_RATE"
    YELLOW = "YELLOW"
    RED = "RED"
    MEAN_WORKING_DAYS = "MEAN_WORKING_DAYS"
    ACCEPTED = "ACCEPTED"
    CONCLUDED_EARLY = "CONCLUDED_EARLY"
    ON_THE_SPOT = "ON_THE_SPOT"
    TIME_LIMITED = "TIME_LIMITED"
    JOINT = "JOINT"
    PASSED_UP = "PASSED_UP"
    RETURNED = "RETURNED"
    SUPPLEMENTED = "SUPPLEMENTED"
    CORRECTIONS = "CORRECTIONS"
    CORRECTION_DAYS = "CORRECTION_DAYS"
    RECHECK_DAYS = "RECHECK_DAYS"
    OVERDUE_STATUTORY = "OVERDUE_STATUTORY"
    OVERDUE_BY_LAW = "OVERDUE_BY_LAW"
    OVERDUE_STATUTORY_BY_LAW = "OVERDUE_STATUTORY_BY_LAW"
    DEEMED_ACCEPTED = "DEEMED_ACCEPTED"
    BEYOND_GUIDE = "BEYOND_GUIDE"
    LOOP_BREAKS = "LOOP_BREAKS"
    # 数据质量 (`rulebook.quality`)
    INCOMPLETE_RATE = "INCOMPLETE_RATE"
    LATE_RECORD_RATE = "LATE_RECORD_RATE"
    ODD_RECORD_RATE = "ODD_RECORD_RATE"
    REPEATED_RECORD_RATE = "REPEATED_RECORD_RATE"
    MEAN_LAG_HOURS = "MEAN_LAG_HOURS"


RATES = frozenset(
    {
        RankMeasure.OVERDUE_RATE,
        RankMeasure.ON_TIME_RATE,
        RankMeasure.INCOMPLETE_RATE,
        RankMeasure.LATE_RECORD_RATE,
        RankMeasure.ODD_RECORD_RATE,
        RankMeasure.REPEATED_RECORD_RATE,
    }
)
# More of these is neither good nor bad: they are put in order of size, and nobody does better than another.
SIZES = frozenset(
    {
        RankMeasure.RECEIVED,
        RankMeasure.ACCEPTED,
        RankMeasure.CONCLUDED,
        RankMeasure.CONCLUDED_EARLY,
        RankMeasure.OPEN,
        RankMeasure.OPEN_INTAKE,
        RankMeasure.OPEN_CORRECTION,
        RankMeasure.OPEN_HANDLING,
        RankMeasure.OPEN_REVIEW,
        RankMeasure.OPEN_APPROVAL,
        RankMeasure.OPEN_PAUSED,
        RankMeasure.ON_THE_SPOT,
        RankMeasure.TIME_LIMITED,
        RankMeasure.JOINT,
        RankMeasure.PASSED_UP,
        RankMeasure.RETURNED,
        RankMeasure.SUPPLEMENTED,
        RankMeasure.CORRECTIONS,
        RankMeasure.CORRECTION_DAYS,
        RankMeasure.RECHECK_DAYS,
    }
)
HIGHER_FIRST = SIZES | {RankMeasure.ON_TIME_RATE}


class Standing(StrEnum):
    """Whether a hall is ranked, and if not, why."""

    RANKED = "RANKED"
    TOO_FEW = "TOO_FEW"  # below the minimum number of cases
    TRIAL = "TRIAL"  # counted apart
    NOT_CONNECTED = "NOT_CONNECTED"  # nothing was ever counted: no data is not zero


class VolumeClass(StrEnum):
    """By cases received in 30 days: below 100, 300, 1,000, and from there."""

    SMALL = "SMALL"
    MEDIUM = "MEDIUM"
    LARGE = "LARGE"
    VERY_LARGE = "VERY_LARGE"


@dataclass(frozen=True, slots=True)
class Interval:
    low: float
    high: float


def wilson(share: Quotient) -> Interval | None:
    """The 95 % interval of a rate; None where there is nothing to divide by."""
    n = share.whole
    if n == 0:
        return None
    p = share.part / n
    middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


def standing(whole: int | None, *, is_connected: bool, is_trial: bool, minimum: int = MINIMUM) -> Standing:
    """`whole`: the cases that the measure divides by; None for a count, which divides by nothing."""
    if not is_connected:
        return Standing.NOT_CONNECTED
    if is_trial:
        return Standing.TRIAL
    return Standing.TOO_FEW if whole is not None and whole < minimum else Standing.RANKED


def ranks(values: Mapping[str, Fraction], *, is_higher_first: bool) -> dict[str, int]:
    """Places from 1; equal values share a place and the next one is left out (1, 2, 2, 4)."""
    better = {
        key: sum(1 for other in values.values() if (other > value if is_higher_first else other < value))
        for key, value in values.items()
    }
    return {key: count + 1 for key, count in better.items()}


def volume_class(received: int, *, days: int) -> VolumeClass:
    """Of a hall that received so many cases in so many days. `days` at least 1."""
    a_month = Fraction(received * DAYS_OF_VOLUME, days)
    return list(VolumeClass)[sum(1 for bound in VOLUME_BOUNDS if a_month >= bound)]


def percentile(value: Fraction, peers: Iterable[Fraction], *, is_higher_first: bool) -> int | None:
    """How many of a hundred peers (itself left out) it does better than; equal ones count half. None with few peers."""
    others = list(peers)
    if len(others) < FEWEST_PEERS:
        return None
    worse = sum(1 for other in others if (other < value if is_higher_first else other > value))
    equal = sum(1 for other in others if other == value)
    return int(Fraction(100 * (2 * worse + equal), 2 * len(others)) + Fraction(1, 2))
