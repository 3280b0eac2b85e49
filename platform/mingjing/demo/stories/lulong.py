"""Story 1: 卢龙县 got worse by one stage. On the 20th of M-4 two of the four surveyors left; 现场核查 became slow."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mingjing.demo import life, planning
from mingjing.demo.planning import DemoHall
from mingjing.demo.stories.planting import concluded_in, shared_out
from mingjing.demo.world import DemoItem, item
from rulebook.standing import Terms
from tenants.cases.append import NewEvent

HALL = "130324"
SURVEYED = (3, 4)
# The stages beside the survey take two working days in all.
REST = 2


@dataclass(frozen=True)
class Month:
    """Concluded and past promise in the hall, the same of items 3 and 4 alone, days of all surveys together."""

    concluded: int
    late: int
    surveyed: int
    surveyed_late: int
    survey_days: int


# Oldest first: M-4 .. M0. Means of 现场核查: 1.6, 2.9, 4.3, 5.1, 5.6 working days.
MONTHS = (
    Month(330, 2, 24, 1, 38),
    Month(338, 5, 26, 3, 75),
    Month(344, 9, 28, 7, 120),
    Month(349, 13, 31, 11, 158),
    Month(351, 16, 33, 14, 185),
)


def cases(rng: random.Random, terms: Terms, first: date, month: Month) -> Iterator[tuple[DemoItem, list[NewEvent]]]:
    yield from _surveyed(rng, terms, first, month)
    yield from _others(rng, terms, first, month)


def _surveyed(rng: random.Random, terms: Terms, first: date, month: Month) -> Iterator[tuple[DemoItem, list[NewEvent]]]:
    chosen = [item(SURVEYED[index % 2]) for index in range(month.surveyed)]
    late = set(rng.sample(range(month.surveyed), month.surveyed_late))
    lows, highs = zip(*(_bounds(one, is_late=index in late) for index, one in enumerate(chosen)), strict=True)
    for index, days in enumerate(shared_out(rng, month.survey_days, lows, highs)):
        one, total = chosen[index], days + REST
        yellow = total >= _promise(one) - 1
        yield one, concluded_in(rng, terms, one, first, _stages(one, days), yellow=int(yellow), red=int(index in late))


def _bounds(one: DemoItem, *, is_late: bool) -> tuple[int, int]:
    promise = _promise(one)
    return (promise - REST + 1, promise - REST + 7) if is_late else (0, promise - REST)


def _promise(one: DemoItem) -> int:
    assert one.rules.promised is not None
    return one.rules.promised.limit.value


def _stages(one: DemoItem, survey: int) -> list[int]:
    """受理 0, 现场核查 as given, 审核 1, 批准 1: flat beside the survey."""
    return [survey if stage.name == "现场核查" else int(stage.name != "受理") for stage in one.rules.stages]


def _others(rng: random.Random, terms: Terms, first: date, month: Month) -> Iterator[tuple[DemoItem, list[NewEvent]]]:
    hall = DemoHall(HALL, 0)
    candidates = [one for one in planning.items() if one.no not in SURVEYED and not one.rules.special_steps]
    weights = [one.monthly * planning.season(one, hall, first) for one in candidates]
    timed = [one for one in candidates if one.rules.stages and 2 <= _promise(one) <= 8]
    late = month.late - month.surveyed_late
    for index in range(month.concluded - month.surveyed):
        if index < late:
            one = rng.choice(timed)
            yield one, concluded_in(rng, terms, one, first, life.late_days(rng, one), yellow=1, red=1)
        else:
            one = rng.choices(candidates, weights=weights)[0]
            yield one, concluded_in(rng, terms, one, first, life.healthy_days(rng, one), yellow=0, red=0)


def surveyors_left_on(first_of_month_minus_4: date) -> date:
    """The 20th of M-4, when two posts of 现场勘验股 ended (抽调)."""
    return first_of_month_minus_4.replace(day=20)
