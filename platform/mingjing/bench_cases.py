"""Made-up cases for the benches, written through the product's own door."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from foundation.clock import SHANGHAI
from hierarchy.gates import enter
from hierarchy.models import Hall
from rulebook.case import Anchor, CaseType, EventKind, ItemRules, LimitRule
from rulebook.clock import Limit, Unit
from tenants.cases.append import CaseBatch, NewEvent, append_batch
from tenants.items.models import ItemVersion
from tenants.items.publish import Draft, publish

CODE = "BENCH-01"
RULES = ItemRules(CaseType.TIME_LIMITED, promised=LimitRule(Anchor.ACCEPTED, Limit(5, Unit.WORKING_DAY)))
BATCH = 500
STEP = timedelta(days=1)


def fill_hall(hall: Hall, count: int, *, days: int, until: date, concluded: int) -> None:
    """`count` cases of one item in the hall, accepted over the `days` before `until`; `concluded` of ten are."""
    begin = until - timedelta(days=days)
    with enter(hall):
        version = publish(Draft(CODE, "Bench", CODE, "Bench", "01", "D01", RULES, begin - timedelta(days=30)))
        cases = list(_cases(count, version, days=days, begin=begin, concluded=concluded))
        for start in range(0, count, BATCH):
            append_batch(hall, cases[start : start + BATCH])


def _cases(count: int, version: ItemVersion, *, days: int, begin: date, concluded: int) -> Iterator[CaseBatch]:
    kinds = (EventKind.RECEIVED, EventKind.ACCEPTED, EventKind.CONCLUDED)
    for number in range(count):
        first = datetime.combine(begin + timedelta(days=number * days // count), time(9, 30), SHANGHAI)
        happened = kinds if number % 10 < concluded else kinds[:2]
        events = [
            NewEvent(kind, first + STEP * step, {}, "bench", f"{number}-{step}", None, first + STEP * step)
            for step, kind in enumerate(happened)
        ]
        yield CaseBatch(f"B-{number:06d}", events, version=version)
