"""Decoy: 北戴河区 in April to June. Volume x3, prompts 15 %, past promise still 0.3 %: a good hall."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mingjing.demo import life, planning
from mingjing.demo.planning import DemoHall
from mingjing.demo.stories.planting import concluded_in
from mingjing.demo.world import DemoItem
from rulebook.standing import Terms
from tenants.cases.append import NewEvent

HALL = "130304"


@dataclass(frozen=True)
class Month:
    """Concluded; prompted (the promise turned yellow), of which past promise."""

    concluded: int
    prompted: int
    late: int


# Half a medium county is 160 cases a month; three times that is 480. 216 of 1,440 are 15 %, 4 of 1,440 are 0.28 %.
MONTHS = {4: Month(480, 72, 1), 5: Month(480, 72, 2), 6: Month(480, 72, 1)}


def cases(rng: random.Random, terms: Terms, first: date, month: Month) -> Iterator[tuple[DemoItem, list[NewEvent]]]:
    hall = DemoHall(HALL, 0)
    candidates = [one for one in planning.items() if not one.rules.special_steps and one.season != "T"]
    weights = [one.monthly * planning.season(one, hall, first) for one in candidates]
    timed = [one for one in candidates if one.rules.stages and one.season == "B"]
    for index in range(month.concluded):
        if index < month.late:
            one, lights = rng.choice(timed), (1, 1)
            days = life.late_days(rng, one)
        elif index < month.prompted:
            one, lights = rng.choice(timed), (1, 0)
            days = life.prompted_days(rng, one)
        else:
            one, lights = rng.choices(candidates, weights=weights)[0], (0, 0)
            days = life.healthy_days(rng, one)
        yield one, concluded_in(rng, terms, one, first, days, yellow=lights[0], red=lights[1])
