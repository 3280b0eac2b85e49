"""Story 3: 昌黎县 charges a lawful amount that is the wrong one. Item 30 from 20 April to 3 July: 87 cases.

58 dwellings at 80 yuan and 5 others at 550 as the list says; 24 garages at 550 instead of 80: 11,280 yuan too much, of
which 8 were given back. Every amount is in the list, only the condition is wrong.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from mingjing.demo import life
from mingjing.demo.days import working_days
from mingjing.demo.life import Course
from mingjing.demo.world import DemoItem, item
from rulebook.calendar import Calendar
from rulebook.case import EventKind
from tenants.cases.append import NewEvent

HALL, ITEM = "130322", 30
FEE = "不动产登记费"
DWELLING, OTHER, GARAGE = "住宅", "非住宅", "车位车库储藏室"
RIGHT, WRONG = 8_000, 55_000
WRONGLY_CHARGED, REFUNDED, BY_ONE_ACCOUNT = 24, 8, 21
ACCOUNTS = ("登记窗口3号", "登记窗口5号")
# (condition, charged in cents), 87 of them.
CHARGES = (*[(DWELLING, RIGHT)] * 58, *[(OTHER, WRONG)] * 5, *[(GARAGE, WRONG)] * WRONGLY_CHARGED)


def period(today: date) -> tuple[date, date]:
    """The last 20 April to 3 July that is over; the day after its last."""
    year = today.year if today > date(today.year, 7, 31) else today.year - 1
    return date(year, 4, 20), date(year, 7, 4)


def touches(today: date, events: Sequence[NewEvent]) -> bool:
    begin, end = period(today)
    return any(begin <= event.at.date() < end for event in events)


def cases(rng: random.Random, calendar: Calendar, today: date) -> Iterator[tuple[DemoItem, list[NewEvent]]]:
    days = working_days(calendar, *period(today))
    for index, (condition, amount) in enumerate(CHARGES):
        garage = index - (len(CHARGES) - WRONGLY_CHARGED)
        account = ACCOUNTS[1] if garage >= BY_ONE_ACCOUNT or (garage < 0 and index % 2) else ACCOUNTS[0]
        course = Course(item(ITEM), rng.choice(days[:-3]), (1, 0))
        found = life.events(rng, calendar, course)
        yield item(ITEM), list(_charged(found, condition, amount, account, is_refunded=0 <= garage < REFUNDED))


def _charged(
    events: Sequence[NewEvent], condition: str, amount: int, account: str, *, is_refunded: bool
) -> Iterator[NewEvent]:
    """Charged when it is accepted; what was given back came the day after the case ended."""
    said = {"fee": FEE, "condition": condition, "person": account}
    for event in events:
        yield event
        if event.kind is EventKind.ACCEPTED:
            at = event.at + timedelta(seconds=20)
            recorded_at = (event.recorded_at or event.at) + timedelta(seconds=2)
            yield NewEvent(EventKind.FEE_CHARGED, at, said | {"amount": amount}, event.source, recorded_at=recorded_at)
    if is_refunded:
        last = max(event.recorded_at or event.at for event in events) + timedelta(days=1)
        back = said | {"amount": WRONG - RIGHT}
        yield NewEvent(EventKind.FEE_REFUNDED, last, back, "window", recorded_at=last + timedelta(seconds=60))
