"""The clock: bare due dates against stepping through `chinesecalendar`, and agreement with the walked oracle."""

import argparse
import random
import time as clockwork
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from mingjing.clock_oracle import EIGHT, Question, oracle
from rulebook import calendars_cn
from rulebook.calendar import Calendar, china
from rulebook.case import Anchor, CaseState, CaseType, ItemRules, LimitRule, StageRule
from rulebook.clock import DayEnd, Limit, Suspension, Unit, YellowEdge, bare_due_on, reckon
from rulebook.facts import CaseFacts, StageRun
from rulebook.lamp import lamp
from rulebook.standing import Terms, clocks

Case = TypeVar("Case")

TWENTY = Limit(20, Unit.WORKING_DAY)
# Promised 8 days, statutory 20, two stages of which one is running: three clocks and a fourth that has ended.
SURVEY = ItemRules(
    CaseType.TIME_LIMITED,
    promised=LimitRule(Anchor.ACCEPTED, Limit(8, Unit.WORKING_DAY)),
    statutory=LimitRule(Anchor.ACCEPTED, TWENTY, basis="行政许可法 42(1)"),
    stages=(StageRule("受理", Limit(1, Unit.WORKING_DAY)), StageRule("现场核查", Limit(4, Unit.WORKING_DAY))),
)
OPEN_HOURS = ((time(8, 30), time(11, 45)), (time(12), time(12, 20)), (time(14), time(17, 59, 59)))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cases", type=int, default=20_000, help="due dates a round (default: 20000)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds, of which the fastest counts (default: 5)")
    parser.add_argument("--oracle", type=int, default=1_000_000, metavar="N", help="random cases against the oracle")
    parser.add_argument("--seed", type=int, default=20260101)


def run(args: argparse.Namespace) -> dict[str, Any]:
    chance = random.Random(args.seed)
    starts = [_moment(chance, date(2021, 1, 1), 2083) for _ in range(args.cases)]
    calendar = china()
    stepped = starts[: max(1, args.cases // 20)]
    bare = fastest(starts, lambda start: bare_due_on(start, TWENTY, calendar=calendar), args.rounds)
    whole = fastest(starts, lambda start: reckon(start, TWENTY, calendar=calendar, now=start), args.rounds)
    cases = [_facts(start) for start in starts]
    paused = [replace(facts, suspensions=(_review(facts.submitted_at),)) for facts in cases]
    terms = Terms(calendar)
    standing = fastest(cases, lambda facts: clocks(facts, SURVEY, terms), args.rounds)
    standing_paused = fastest(paused, lambda facts: clocks(facts, SURVEY, terms), args.rounds)
    theirs = fastest(stepped, step_through, args.rounds)
    differing = [start for start in stepped if step_through(start) != bare_due_on(start, TWENTY, calendar=calendar)]
    product: dict[str, Any] = {
        "bare_us": bare,
        "reckon_us": whole,
        "standing_us": standing,
        "standing_paused_us": standing_paused,
        "differing_from_chinesecalendar": len(differing),
    }
    if args.oracle:
        product["disagreements_with_oracle"] = sum(1 for _ in disagreements(args.oracle, chance))
    return {
        "sizes": {"cases": args.cases, "stepped": len(stepped), "rounds": args.rounds, "oracle": args.oracle},
        "product": product,
        "baselines": {"chinesecalendar_us": theirs},
        "ratios": {"chinesecalendar": theirs / bare, "standing": standing / bare},
    }


def fastest(cases: Sequence[Case], work: Callable[[Case], object], rounds: int) -> float:
    """Microseconds a call in the fastest round; one round before them fills the caches."""
    timed = []
    for _ in range(rounds + 1):
        begun = clockwork.perf_counter()
        for case in cases:
            work(case)
        timed.append((clockwork.perf_counter() - begun) / len(cases) * 1e6)
    return min(timed[1:])


def _facts(start: datetime) -> CaseFacts:
    later = start + timedelta(days=1)
    stages = (StageRun("受理", start, later), StageRun("现场核查", later, None))
    return CaseFacts(CaseState.ACCEPTED, start, start, stages=stages)


def _review(start: datetime) -> Suspension:
    return Suspension(start + timedelta(days=2), start + timedelta(days=9))


def step_through(start: datetime) -> date:
    """How 20 working days are counted with the package alone: one day after the other."""
    import chinese_calendar

    day, left = start.date(), TWENTY.value
    while left:
        day += timedelta(days=1)
        left -= chinese_calendar.is_workday(day)
    return day


def disagreements(number: int, chance: random.Random) -> Iterator[Question]:
    """Random questions of every kind to which clock and oracle give different answers: there must be none."""
    calendars = [(each, plain(each)) for each in (china(), *(_calendar(chance) for _ in range(20)))]
    for _ in range(number):
        calendar, is_working = chance.choice(calendars)
        question = _question(chance, calendar, is_working)
        if reckoned(question, calendar) != oracle(question):
            yield question


def reckoned(q: Question, calendar: Calendar) -> tuple[datetime | None, datetime | None, str]:
    """The product's answer to a question of the oracle."""
    unit = Unit(q.unit)
    suspensions = [Suspension(begin, end) for begin, end in q.pauses]
    reckoning = reckon(
        q.accepted_at,
        Limit(q.value, unit),
        calendar=calendar,
        extension=Limit(q.extension, unit),
        suspensions=suspensions,
        yellow=Limit(q.yellow, Unit.WORKING_HOUR if unit is Unit.WORKING_HOUR else Unit.WORKING_DAY),
        day_end=DayEnd(q.day_end),
        yellow_edge=YellowEdge(q.yellow_edge),
        ended_at=q.concluded_at,
        now=q.now,
    )
    colour = lamp(reckoning, suspensions=suspensions, ended_at=q.concluded_at, now=q.now)
    return reckoning.due_at, reckoning.yellow_at, colour.value


def plain(calendar: Calendar) -> Callable[[date], bool]:
    """The definition of a working day, said once more without the tables."""
    statutory = calendars_cn.statutory_days()

    def is_working(day: date) -> bool:
        if day in calendar.work or day in calendar.off:
            return day in calendar.work
        return day.weekday() < 5 and not (day > calendar.published_through and day in statutory)

    return is_working


def _question(chance: random.Random, calendar: Calendar, is_working: Callable[[date], bool]) -> Question:
    accepted_at = _moment(chance, date(2005, 1, 1), 8500)
    unit = chance.choice(("working_day", "natural_day", "month", "working_hour"))
    reach = 120 if chance.random() < 0.2 else 40
    near = (accepted_at - timedelta(days=10)).date()
    return Question(
        is_working=is_working,
        hours=calendar.hours,
        accepted_at=accepted_at,
        value=chance.randint(1, 4 if unit == "month" else 30),
        unit=unit,
        extension=chance.choice((0, 0, 1, 5) if unit != "month" else (0, 1)),
        pauses=[_pause(chance, near, reach) for _ in range(chance.choice((0, 0, 1, 1, 2, 3)))],
        yellow=chance.choice((0, 1, 1, 2, 3, 40)),
        day_end=chance.choice(("close_of_business", "midnight")),
        yellow_edge=chance.choice(("close", "open")),
        concluded_at=_moment(chance, near, reach) if chance.random() < 0.4 else None,
        now=_moment(chance, near, reach),
    )


def _pause(chance: random.Random, near: date, reach: int) -> tuple[datetime, datetime | None]:
    begin, end = sorted((_moment(chance, near, reach), _moment(chance, near, reach)))
    return begin, None if chance.random() < 0.15 else end


def _moment(chance: random.Random, first: date, days: int) -> datetime:
    """Mostly anywhere; one in four where rules meet: at an edge of business or of a day."""
    day = first + timedelta(days=chance.randrange(days))
    if chance.random() < 0.25:
        return datetime.combine(day, chance.choice((time(0), time(9), time(12), time(13), time(17))), EIGHT)
    return datetime.combine(day, time(0), EIGHT) + timedelta(seconds=chance.randrange(86_400))


def _calendar(chance: random.Random) -> Calendar:
    year = [date(2004, 1, 1) + timedelta(days=offset) for offset in range(9800)]
    return Calendar.build(
        hours=chance.choice((OPEN_HOURS, ((time(0), time(23, 59, 59)),), ((time(13), time(17)),))),
        off=chance.sample(year, 1500),
        work=chance.sample(year, 300),
        published_through=date(chance.randint(2010, 2030), 12, 31),
        version="random",
    )
