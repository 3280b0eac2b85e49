"""Decoy: 宽城县 D05's own system was silent for six working days of M-1. On return 41 cases: 38 on time, 3 late."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from mingjing.demo import life
from mingjing.demo.days import SHANGHAI, next_month, working_days
from mingjing.demo.life import Course
from mingjing.demo.world import DemoItem, item
from rulebook.calendar import Calendar
from rulebook.case import EventKind
from rulebook.silence import Silence, caught_up_at, silent_at
from tenants.cases.append import NewEvent

HALL, DEPARTMENT, SOURCE = "130827", "D05", "zjxt"
NAME = "住建审批系统"
SILENT_DAYS, CASES, LATE = 6, 41, 3
# 建筑工程施工许可, promised 3 working days; 商品房预售许可, promised 5.
SHORT, LONG = 12, 16


@dataclass(frozen=True)
class Outage:
    """The last day on which the feed was heard, the days on which it was not, and when it came back."""

    before: tuple[date, date, date]
    silent: tuple[date, ...]
    back_at: datetime
    silence: Silence

    @property
    def since(self) -> datetime:
        return datetime.combine(self.before[-1], time(17, 5), SHANGHAI)

    def touches(self, events: list[NewEvent]) -> bool:
        """Whether something of these would have been heard while nothing was."""
        return any(self.since < (event.recorded_at or event.at) < self.back_at for event in events)


def outage(calendar: Calendar, first: date) -> Outage:
    """In the month of `first`: silent from its sixth working day on, back on the twelfth."""
    days = working_days(calendar, first, next_month(first))
    back_at = datetime.combine(days[5 + SILENT_DAYS], time(9, 4), SHANGHAI)
    since = datetime.combine(days[4], time(17, 5), SHANGHAI)
    begin = silent_at(since, days=1, calendar=calendar)
    return Outage(
        (days[2], days[3], days[4]),
        tuple(days[5 : 5 + SILENT_DAYS]),
        back_at,
        Silence(begin, caught_up_at(back_at, calendar=calendar)),
    )


def cases(rng: random.Random, calendar: Calendar, first: date) -> Iterator[tuple[DemoItem, list[NewEvent]]]:
    """Accepted before the outage, due in it, concluded in it; what happened after the last contact came on return."""
    told = outage(calendar, first)
    for index in range(CASES):
        if index < LATE:
            one, accepted_on, days = item(LONG), told.before[2], (1, 2, 3)
        elif index % 2:
            one, accepted_on, days = item(SHORT), told.before[2], (0, 1, 0)
        else:
            one, accepted_on, days = item(LONG), told.before[1 + index % 4 // 2], (0, 1, 1)
        found = life.events(rng, calendar, Course(one, accepted_on, days))
        yield one, list(_late_reports(rng, [event for event in found if event.kind is not EventKind.DELIVERED], told))


def _late_reports(rng: random.Random, events: list[NewEvent], told: Outage) -> Iterator[NewEvent]:
    recorded_at = told.back_at + timedelta(seconds=rng.randint(0, 5400))
    for event in events:
        if (event.recorded_at or event.at) <= told.since:
            yield event
        else:
            recorded_at += timedelta(seconds=1)
            yield NewEvent(event.kind, event.at, event.detail, event.source, recorded_at=recorded_at)
