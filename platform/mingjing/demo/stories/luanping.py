"""Story 4: 滦平县 is green by stopping the clock. Item 12 in twelve months: 32 cases, 17 "corrected" after acceptance.

The department stops its clock on a correction that art. 32 knows only before acceptance: no written notice, no kind of
art. 45. As it reports all 32 are in time; as the law counts 15 are late, 8 of them past the seven natural days.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mingjing.demo.days import later, moment, next_month, working_days
from mingjing.demo.life import applicant
from mingjing.demo.stories.planting import PLANTED_TRIES, judged
from mingjing.demo.world import DemoItem, item
from rulebook.calendar import Calendar
from rulebook.case import EventKind
from rulebook.findings import reading
from rulebook.standing import Clock, Terms
from rulebook.tally import Projection
from tenants.cases.append import NewEvent

HALL, ITEM = "130824", 12
# The promise: three working days from receipt.
PROMISED = 3


@dataclass(frozen=True)
class Stop:
    """Asked on which working day after receipt, stopped for how many, and late as the law counts past which limit."""

    asked_on_day: int
    days: int
    is_late: bool = False
    is_past_statute: bool = False


# 17 stops of 109 working days, 6.4 in the mean; 15 begin on the last but one promised day. (One that began on the last
# day would move nothing: a pause takes out the days after its first.)
STOPS = (
    *[Stop(1, 1)] * 2,
    *[Stop(2, 3, is_late=True)] * 4,
    *[Stop(2, 2, is_late=True)] * 3,
    *[Stop(2, 11, is_late=True, is_past_statute=True)] * 7,
    Stop(2, 12, is_late=True, is_past_statute=True),
)
CLEAN, SECOND_LIVES = 15, 4
BY_MONTH = (2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 2, 2)


def cases(rng: random.Random, terms: Terms, firsts: Sequence[date]) -> Iterator[tuple[DemoItem, list[NewEvent]]]:
    """Of the last twelve full months; beside them the four first lives, withdrawn on the last promised day."""
    plan: list[Stop | None] = [*STOPS, *[None] * (CLEAN - BY_MONTH[-1])]
    rng.shuffle(plan)
    # The last month has no stop: it would end after the demo does.
    plan += [None] * BY_MONTH[-1]
    begun = iter(first for first, count in zip(firsts, BY_MONTH, strict=True) for _ in range(count))
    second = SECOND_LIVES
    for stop in plan:
        first = next(begun)
        if stop is None and second:
            second -= 1
            yield from ((item(ITEM), one) for one in _two_lives(rng, terms, first))
        else:
            yield item(ITEM), _planted(rng, terms, first, stop)


def _planted(rng: random.Random, terms: Terms, first: date, stop: Stop | None) -> list[NewEvent]:
    """A case received in the month that comes out as it must, by the rulebook's own word."""
    for _ in range(PLANTED_TRIES):
        day = rng.choice(working_days(terms.calendar, first, next_month(first))[:6])
        found = _life(rng, terms.calendar, day, stop)
        if _comes_out(judged(item(ITEM), terms, found), stop):
            return found
    raise AssertionError(f"no case of item {ITEM} fits {stop} in the month of {first}")


def _comes_out(projection: Projection, stop: Stop | None) -> bool:
    reported, law = reading(projection.clocks), projection.law or reading(projection.clocks)
    ended_at = projection.facts.ended_at
    found = [_is_late(clock, ended_at) for clock in (reported.promised, law.promised, law.statutory)]
    return found == ([False, stop.is_late, stop.is_past_statute] if stop else [False] * 3)


def _is_late(clock: Clock | None, ended_at: datetime | None) -> bool:
    return bool(clock and clock.due_at and ended_at and ended_at > clock.due_at)


def _two_lives(rng: random.Random, terms: Terms, first: date) -> Iterator[list[NewEvent]]:
    """Withdrawn on the last promised day; the same applicant and project are accepted again on the next one."""
    calendar, who = terms.calendar, applicant(rng)
    project = f"{who}厂房(虚构){rng.randint(1, 99)}号"
    day = rng.choice(working_days(calendar, first, next_month(first))[:6])
    last = calendar.nth_working_day_after(day, PROMISED)
    told = {"applicant_name": who, "project": project}
    yield _life(rng, calendar, day, None, withdrawn_on=last, **told)
    yield _life(rng, calendar, calendar.nth_working_day_after(last, 1), None, **told)


def _life(
    rng: random.Random,
    calendar: Calendar,
    day: date,
    stop: Stop | None,
    *,
    withdrawn_on: date | None = None,
    **told: str,
) -> list[NewEvent]:
    """受理 on the day of receipt, 审核 the day after or up to the stop, 批准 with the decision."""
    found: list[NewEvent] = []

    def add(kind: EventKind, at: datetime, /, **detail: object) -> None:
        recorded_at = at + timedelta(seconds=rng.randint(20, 300))
        if found and found[-1].recorded_at:
            recorded_at = max(recorded_at, found[-1].recorded_at + timedelta(seconds=5))
        found.append(NewEvent(kind, at, detail, source="window", recorded_at=recorded_at))

    def after(days: int) -> datetime:
        return moment(rng, calendar.nth_working_day_after(day, days)) if days else later(rng, received_at)

    received_at = moment(rng, day)
    add(EventKind.RECEIVED, received_at, **told)
    add(EventKind.ACCEPTED, received_at + timedelta(minutes=4))
    add(EventKind.STAGE_BEGUN, received_at + timedelta(minutes=5), stage="受理")
    add(EventKind.STAGE_ENDED, received_at + timedelta(minutes=6), stage="受理")
    if withdrawn_on:
        add(EventKind.WITHDRAWN, moment(rng, withdrawn_on), reason="申请人撤回")
        return found
    handled_on = stop.asked_on_day if stop else 1
    add(
        EventKind.STAGE_BEGUN,
        after(handled_on - 1) if handled_on > 1 else received_at + timedelta(minutes=7),
        stage="审核",
    )
    handled_at = after(handled_on)
    add(EventKind.STAGE_ENDED, handled_at, stage="审核")
    add(EventKind.STAGE_BEGUN, handled_at + timedelta(seconds=5), stage="批准")
    ended_at = handled_at + timedelta(minutes=2)
    if stop:
        ended_at = after(handled_on + stop.days)
        add(
            EventKind.CORRECTION_ASKED,
            handled_at + timedelta(seconds=30),
            items=[{"material": "施工合同", "defect": "补正"}],
        )
        add(EventKind.PAUSE_BEGUN, handled_at + timedelta(seconds=40), kind="OTHER", reason="补正")
        add(EventKind.CORRECTION_RECEIVED, ended_at)
        add(EventKind.PAUSE_ENDED, ended_at + timedelta(seconds=10))
    add(EventKind.STAGE_ENDED, ended_at + timedelta(seconds=60), stage="批准")
    add(EventKind.CONCLUDED, ended_at + timedelta(seconds=90), outcome="GRANTED")
    add(EventKind.VERIFIED, ended_at + timedelta(seconds=150))
    add(EventKind.DELIVERED, ended_at + timedelta(seconds=200))
    return found
