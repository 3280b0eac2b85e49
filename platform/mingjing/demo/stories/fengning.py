"""Decoy: 丰宁县 D20 enters 30 to 60 finished cases between 17:30 and 18:10 every day. 一厅双网: that is allowed."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from mingjing.demo.days import SHANGHAI, next_month, working_days
from mingjing.demo.world import DemoItem, item
from rulebook.calendar import Calendar
from rulebook.case import EventKind
from tenants.cases.append import NewEvent

HALL, DEPARTMENT, ITEM = "130826", "D20", 37
LEAST, MOST = 30, 60


def cases(rng: random.Random, calendar: Calendar, first: date) -> Iterator[tuple[DemoItem, list[NewEvent]]]:
    for day in working_days(calendar, first, next_month(first)):
        for _ in range(rng.randint(LEAST, MOST)):
            yield item(ITEM), _finished(rng, day)


def _finished(rng: random.Random, day: date) -> list[NewEvent]:
    """Done in the department's own system during the day; begin and end are entered here in the evening."""
    received_at = datetime.combine(day, time(9), SHANGHAI) + timedelta(seconds=rng.randrange(7 * 3600))
    concluded_at = received_at + timedelta(minutes=rng.randint(6, 40))
    entered_at = datetime.combine(day, time(17, 30), SHANGHAI) + timedelta(seconds=rng.randrange(2390))
    moments = [
        (EventKind.RECEIVED, received_at, {}),
        (EventKind.CONCLUDED, concluded_at, {"outcome": "GRANTED"}),
        (EventKind.VERIFIED, concluded_at + timedelta(minutes=2), {}),
    ]
    return [
        NewEvent(kind, at, detail, recorded_at=entered_at + timedelta(seconds=second))
        for second, (kind, at, detail) in enumerate(moments)
    ]
