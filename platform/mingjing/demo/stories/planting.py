"""Planting exact counts: cases concluded in a month, quiet, prompted or late by the rulebook's own word."""

import random
from collections.abc import Sequence
from datetime import date, datetime

from mingjing.demo import life
from mingjing.demo.days import next_month, working_days
from mingjing.demo.life import Course
from mingjing.demo.world import DemoItem
from rulebook.case import Event
from rulebook.standing import Terms
from rulebook.tally import Projection, project
from tenants.cases.append import NewEvent

PLANTED_TRIES = 400


def judged(item: DemoItem, terms: Terms, events: Sequence[NewEvent]) -> Projection:
    """What the product will say of these events."""
    rows = [
        Event(sequence, event.kind, event.at, event.recorded_at or event.at, event.detail)
        for sequence, event in enumerate(events, start=1)
    ]
    projection = project(rows, item.rules, terms, worked_to=None)
    assert projection is not None
    return projection


def concluded_in(
    rng: random.Random, terms: Terms, item: DemoItem, first: date, stage_days: Sequence[int], *, yellow: int, red: int
) -> list[NewEvent]:
    """A case with these stage lengths that is accepted and concluded so that it falls in the month of `first`.

    `yellow` and `red` are the alerts of the promised clock that it must have. A late one also falls due in the month,
    so that no case is open and overdue when a month ends.
    """
    calendar, total = terms.calendar, sum(stage_days)
    for _ in range(PLANTED_TRIES):
        day = rng.choice(working_days(calendar, first, next_month(first)))
        accepted_on = calendar.working_day_before(day, total) if total else day
        found = life.events(rng, calendar, Course(item, accepted_on, stage_days))
        projection = judged(item, terms, found)
        if _promised_alerts(projection) == (yellow, red) and _falls_in(projection, first):
            return found
    raise AssertionError(f"no case of {item.code} with stages {stage_days} fits the month of {first}")


def _falls_in(projection: Projection, first: date) -> bool:
    ended_at, decision = projection.facts.ended_at, projection.decision
    if ended_at is None or not _is_in(ended_at, first):
        return False
    due_at = decision.due_at if decision else None
    return due_at is None or due_at >= ended_at or _is_in(due_at, first)


def _is_in(moment: datetime, first: date) -> bool:
    return (moment.year, moment.month) == (first.year, first.month)


def _promised_alerts(projection: Projection) -> tuple[int, int]:
    rungs = [alert.crossing.rung for alert in projection.alerts if alert.crossing.clock == "PROMISED"]
    return rungs.count("near"), rungs.count("over")


def shared_out(rng: random.Random, total: int, lows: Sequence[int], highs: Sequence[int]) -> list[int]:
    """Integers between `lows` and `highs` that add up to `total`."""
    found = list(lows)
    while sum(found) < total:
        open_ones = [index for index, value in enumerate(found) if value < highs[index]]
        found[rng.choice(open_ones)] += 1
    assert sum(found) == total, (total, lows, highs)
    return found
