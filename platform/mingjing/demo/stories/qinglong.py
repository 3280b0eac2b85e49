"""Story 2: 青龙县 enters afterwards. Item 21 in March: 49 cases, 46 of them on the last working day by one account.

They are recorded from 16:52 to 17:30, all stages of a case in one minute, as if accepted 2 to 20 working days earlier
(11 in the median), all of them in time; five were handed out before the approval that is stated. From November to
February, when 137 cases were recorded as they happened, 114 were in time.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from mingjing.demo import life
from mingjing.demo.days import SHANGHAI, next_month, working_days
from mingjing.demo.life import Course
from mingjing.demo.stories.planting import concluded_in
from mingjing.demo.world import DemoItem, item
from rulebook.calendar import Calendar
from rulebook.case import EventKind
from rulebook.standing import Terms
from tenants.cases.append import NewEvent

HALL, ITEM = "130321", 21
ACCOUNT = "林业窗口2号"
PROMPT, EARLY_RESULTS = 3, 5
# Working days before the record: 46 of them from 2 to 20, 11 in the median.
LAGS = (*range(2, 21), *range(2, 21), *range(7, 15))
# (received and decided as they happened, of which late) of November, December, January, February.
BEFORE = ((34, 6), (35, 6), (34, 6), (34, 5))


def march(today: date) -> date:
    """The first day of the last March that is over."""
    this_year = date(today.year, 3, 1)
    return this_year if next_month(this_year) <= today else date(today.year - 1, 3, 1)


def months_before(first: date) -> list[date]:
    """November to February."""
    found = [first]
    while len(found) <= len(BEFORE):
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found[:0:-1]


def touches(today: date, events: Sequence[NewEvent]) -> bool:
    """Whether the background would speak of the item while the story does."""
    first = march(today)
    spoken = {(one.year, one.month) for one in (first, *months_before(first))}
    return any((event.at.year, event.at.month) in spoken for event in events)


def cases(rng: random.Random, terms: Terms, today: date) -> Iterator[tuple[DemoItem, list[NewEvent]]]:
    one, first = item(ITEM), march(today)
    for month, (count, late) in zip(months_before(first), BEFORE, strict=True):
        for index in range(count):
            days = life.late_days(rng, one) if index < late else life.healthy_days(rng, one)
            lights = (1, 1) if index < late else (0, 0)
            yield one, concluded_in(rng, terms, one, month, days, yellow=lights[0], red=lights[1])
    for _ in range(PROMPT):
        yield one, concluded_in(rng, terms, one, first, (0, 1, 0, 0), yellow=0, red=0)
    last = working_days(terms.calendar, first, next_month(first))[-1]
    for index, lag in enumerate(LAGS):
        yield one, _entered(rng, terms.calendar, last, lag, index, is_result_early=index < EARLY_RESULTS)


def _entered(
    rng: random.Random, calendar: Calendar, on: date, lag: int, index: int, *, is_result_early: bool
) -> list[NewEvent]:
    """Accepted `lag` working days before the day of the record, decided at least a day before it, in time."""
    days = (0, min(2, max(0, lag - 2)), 1 if lag > 4 else 0, 0)
    course = Course(item(ITEM), calendar.working_day_before(on, lag), days)
    # 46 cases in 38 minutes, one after the other; each within a minute.
    entered_at = datetime.combine(on, time(16, 52), SHANGHAI) + timedelta(seconds=index * 49)
    found = life.events(rng, calendar, course)
    decided_at = next(event.at for event in found if event.kind is EventKind.CONCLUDED)
    kept = [event for event in found if event.kind is not EventKind.DELIVERED]
    kept.append(
        NewEvent(
            EventKind.DELIVERED,
            decided_at - timedelta(minutes=25) if is_result_early else decided_at + timedelta(minutes=45),
            {},
            "window",
        )
    )
    return [
        NewEvent(
            event.kind,
            event.at,
            dict(event.detail) | {"person": ACCOUNT},
            event.source,
            recorded_at=entered_at + timedelta(seconds=second),
        )
        for second, event in enumerate(kept)
    ]
