"""Which cases a hall has in a month: how many, of which items, on which days, and how they go."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from mingjing.demo import life
from mingjing.demo.days import next_month, working_days
from mingjing.demo.life import Course
from mingjing.demo.world import DemoItem, halls_file, items
from rulebook.calendar import Calendar
from rulebook.clock import Unit


@dataclass(frozen=True)
class DemoHall:
    """A hall that carries demo cases. `monthly`: cases a month at scale 1 before seasons."""

    code: str
    monthly: float
    items: tuple[int, ...] = ()


def month_courses(
    rng: random.Random, calendar: Calendar, hall: DemoHall, first: date, *, scale: float
) -> Iterator[Course]:
    """The background of one month: healthy, with the usual few that are prompted, late, returned or withdrawn."""
    days = working_days(calendar, first, next_month(first))
    chosen = [item for item in items() if not hall.items or item.no in hall.items]
    whole = sum(item.monthly for item in chosen)
    for item in chosen:
        expected = hall.monthly * scale * item.monthly / whole * season(item, hall, first)
        count = int(expected) + (rng.random() < expected % 1)
        for _ in range(count):
            yield course(rng, item, _day(rng, item, days))


def season(item: DemoItem, hall: DemoHall, first: date) -> float:
    rule = halls_file()["seasons"].get(item.season, {})
    if rule.get("only") and hall.code not in rule["only"]:
        return 1.0
    factor = rule.get("months", {}).get(first.month, 1)
    return float(factor * rule.get("times", {}).get(hall.code, 1))


def course(rng: random.Random, item: DemoItem, day: date) -> Course:
    """One background case; the rates are those of halls where all is well."""
    rates = halls_file()["rates"]
    promised = item.rules.promised
    assert promised is not None
    is_timed = bool(item.rules.stages)
    if not is_timed:
        return Course(item, day)
    draw, days = rng.random(), life.healthy_days(rng, item)
    if draw < rates["late"]:
        days = life.late_days(rng, item)
    elif draw < rates["late"] + rates["prompted"]:
        days = life.prompted_days(rng, item)
    ending = rng.random()
    outcome = "RETURNED" if ending < rates["returned"] else "GRANTED"
    if rates["returned"] <= ending < rates["returned"] + rates["refused"]:
        outcome = "REFUSED"
    steps = item.rules.special_steps
    is_paused = bool(steps) and promised.limit.unit is Unit.WORKING_DAY and rng.random() < rates["paused"]
    return Course(
        item,
        day,
        days,
        is_corrected=rng.random() < rates["corrected"] and promised.anchor == "ACCEPTED",
        is_corrected_after=rng.random() < rates["corrected_after"],
        pause_days=rng.randint(2, steps[0].planned_days) if is_paused else 0,
        outcome=outcome,
        is_withdrawn=rng.random() < rates["withdrawn"],
    )


def _day(rng: random.Random, item: DemoItem, days: Sequence[date]) -> date:
    rule = halls_file()["seasons"].get(item.season, {})
    begin, end = rule.get("days", {}).get(days[0].month, (1, 31))
    within = [day for day in days if begin <= day.day <= end] or list(days)
    weights = [halls_file()["weekday"][day.weekday()] for day in within]
    return rng.choices(within, weights=weights)[0]
