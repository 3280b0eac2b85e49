"""The halls below a node in order of one measure, with all that keeps a rank fair. Public tables only."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from hierarchy.models import Hall, HallState
from reporting import compare
from reporting.compare import Figures, Period, Step
from reporting.explaining import days_of_cases, late_of_done
from rulebook import ranking
from rulebook.explaining import Quotient
from rulebook.figures import Figure, amount
from rulebook.ranking import HIGHER_FIRST, RATES, SIZES, Interval, RankMeasure, Standing, VolumeClass

MONTHS = 13


def on_time_of_done(figures: Figures) -> Quotient:
    done = late_of_done(figures)
    return Quotient(figures["concluded"] - figures["concluded_late"], done.whole)


def _of(part: str, whole: str) -> Callable[[Figures], Quotient]:
    return lambda figures: Quotient(figures[part], figures[whole])


_QUOTIENTS: dict[RankMeasure, Callable[[Figures], Quotient]] = {
    RankMeasure.OVERDUE_RATE: late_of_done,
    RankMeasure.ON_TIME_RATE: on_time_of_done,
    RankMeasure.MEAN_WORKING_DAYS: days_of_cases,
    RankMeasure.INCOMPLETE_RATE: _of("concluded_incomplete", "concluded"),
    RankMeasure.LATE_RECORD_RATE: _of("events_late", "events"),
    RankMeasure.ODD_RECORD_RATE: _of("events_odd", "events"),
    RankMeasure.REPEATED_RECORD_RATE: _of("events_repeated", "events"),
    RankMeasure.MEAN_LAG_HOURS: _of("lag_hours", "events"),
}


@dataclass(frozen=True, slots=True)
class Ranked:
    """One hall. `whole`: cases that the measure divides by, None for a count; `months`: the last 13, oldest first.

    `peers`: halls of like tier and volume in the reader's jurisdiction that it was set against, itself left out.
    """

    hall: Hall
    standing: Standing
    value: Fraction | None
    compared: Fraction | None
    whole: int | None
    rank: int | None
    rank_before: int | None
    interval: Interval | None
    volume: VolumeClass | None
    percentile: int | None
    peers: int
    months: Mapping[date, Fraction | None]


@dataclass(frozen=True, slots=True)
class _Question:
    measure: RankMeasure
    period: Period
    compared: Period | None
    now: datetime

    def value(self, figures: Figures) -> Fraction | None:
        if self.measure in _QUOTIENTS:
            return _QUOTIENTS[self.measure](figures).ratio
        return Fraction(amount(Figure[self.measure.name], figures))

    def whole(self, figures: Figures) -> int | None:
        return _QUOTIENTS[self.measure](figures).whole if self.measure in _QUOTIENTS else None

    def standing(self, hall: Hall, figures: Figures, *, is_known: bool) -> Standing:
        is_trial = hall.state == HallState.TRIAL
        return ranking.standing(self.whole(figures), is_connected=is_known, is_trial=is_trial)

    def volume(self, figures: Figures) -> VolumeClass:
        days = (self.period.to_on - self.period.from_on).days + 1
        return ranking.volume_class(figures["received"], days=days)


def ranked(
    halls: Sequence[Hall],
    peers: Sequence[Hall],
    *,
    measure: RankMeasure,
    period: Period,
    compared: Period | None,
    now: datetime,
) -> list[Ranked]:
    """Three statements, however many halls. `peers`: halls of these tiers that the reader may see, `halls` included."""
    asked = _Question(measure, period, compared, now)
    codes = [hall.code for hall in halls]
    current = compare.rollup([hall.code for hall in peers], period=period, now=now)
    before = compare.rollup(codes, period=compared, now=now) if compared else {}
    months = compare.trends(codes, period=thirteen_months(period.to_on), now=now, step=Step.MONTH)
    known = {hall.code for hall in halls if _is_known(hall, [current[hall.code], *months[hall.code].values()])}
    standings = {hall.code: asked.standing(hall, current[hall.code], is_known=hall.code in known) for hall in halls}
    places = _places(asked, halls, current, known)
    places_before = _places(asked, halls, before, known) if before else {}
    like = _Peers(asked, peers, current)
    found = [
        Ranked(
            hall=hall,
            standing=standings[hall.code],
            value=asked.value(current[hall.code]) if hall.code in known else None,
            compared=asked.value(before[hall.code]) if before and hall.code in known else None,
            whole=asked.whole(current[hall.code]),
            rank=places.get(hall.code),
            rank_before=places_before.get(hall.code),
            interval=_interval(asked, current[hall.code]),
            volume=asked.volume(current[hall.code]) if hall.code in known else None,
            percentile=like.percentile(hall) if standings[hall.code] is Standing.RANKED else None,
            peers=len(like.of(hall)),
            months={first: asked.value(figures) for first, figures in months[hall.code].items()},
        )
        for hall in halls
    ]
    order = list(Standing)
    return sorted(found, key=lambda one: (order.index(one.standing), one.rank or 0, one.hall.path))


def thirteen_months(to_on: date) -> Period:
    """The month of a day up to it, and the twelve before."""
    return Period(date(to_on.year - 1, to_on.month, 1), to_on)


def _is_known(hall: Hall, figures: Sequence[Figures]) -> bool:
    """A node without a schema whose branch never counted anything has no data, which is not zero."""
    return hall.provisioned_at is not None or any(any(one.values()) for one in figures)


def _places(asked: _Question, halls: Sequence[Hall], figures: Mapping[str, Figures], known: set[str]) -> dict[str, int]:
    values = {}
    for hall in halls:
        found = figures[hall.code]
        value = asked.value(found)
        if value is not None and asked.standing(hall, found, is_known=hall.code in known) is Standing.RANKED:
            values[hall.code] = value
    return ranking.ranks(values, is_higher_first=asked.measure in HIGHER_FIRST)


def _interval(asked: _Question, figures: Figures) -> Interval | None:
    return ranking.wilson(_QUOTIENTS[asked.measure](figures)) if asked.measure in RATES else None


class _Peers:
    """Who may be set against whom: halls of the same tier and volume class that are ranked themselves."""

    def __init__(self, asked: _Question, halls: Sequence[Hall], figures: Mapping[str, Figures]) -> None:
        self._asked = asked
        self._figures = figures
        self._values: dict[tuple[str, VolumeClass], dict[str, Fraction]] = {}
        for hall in halls:
            found = figures[hall.code]
            value = asked.value(found)
            is_known = _is_known(hall, [found])
            if value is not None and asked.standing(hall, found, is_known=is_known) is Standing.RANKED:
                self._values.setdefault(self._key(hall), {})[hall.code] = value

    def of(self, hall: Hall) -> list[Fraction]:
        return [value for code, value in self._values.get(self._key(hall), {}).items() if code != hall.code]

    def percentile(self, hall: Hall) -> int | None:
        value = self._asked.value(self._figures[hall.code])
        if value is None or self._asked.measure in SIZES:
            return None
        return ranking.percentile(value, self.of(hall), is_higher_first=self._asked.measure in HIGHER_FIRST)

    def _key(self, hall: Hall) -> tuple[str, VolumeClass]:
        return hall.tier, self._asked.volume(self._figures[hall.code])
