"""Moments in the working days of the demo."""

import random
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rulebook.calendar import Calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
# Hours 9 to 11 carry 45 %, 12 to 13 three per cent.
HOURS = {9: 15, 10: 15, 11: 15, 12: 3, 13: 8, 14: 15, 15: 15, 16: 14}


def moment(rng: random.Random, day: date) -> datetime:
    """Some moment of a working day, within its hours or in the lunch break."""
    hour = rng.choices(list(HOURS), weights=list(HOURS.values()))[0]
    return datetime.combine(day, time(hour, rng.randrange(60), rng.randrange(60)), SHANGHAI)


def later(rng: random.Random, after: datetime) -> datetime:
    """A moment of the same day after this one, before the hall closes."""
    close = datetime.combine(after.date(), time(16, 59), SHANGHAI)
    left = max(60.0, (close - after).total_seconds())
    return after + timedelta(seconds=rng.uniform(30, left * 0.6))


def months(today: date, count: int) -> list[date]:
    """First days of the last `count` months, the present one included, oldest first."""
    first = today.replace(day=1)
    found = [first]
    while len(found) < count:
        first = (first - timedelta(days=1)).replace(day=1)
        found.append(first)
    return found[::-1]


def next_month(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def working_days(calendar: Calendar, begin: date, end: date) -> list[date]:
    """Working days of begin <= d < end."""
    span = (end - begin).days
    return [day for day in (begin + timedelta(days=offset) for offset in range(span)) if calendar.is_working_day(day)]
