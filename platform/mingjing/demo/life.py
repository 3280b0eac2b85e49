"""How a case of the demo goes: its events, from how many working days each stage takes."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from mingjing.demo.days import later, moment
from mingjing.demo.world import DemoItem, halls_file
from rulebook.calendar import Calendar
from rulebook.case import Anchor, EventKind, StageRule
from rulebook.clock import Limit, Unit
from tenants.cases.append import NewEvent


@dataclass(frozen=True)
class Course:
    """What is to happen to a case. `stage_days`: working days in each stage of its item."""

    item: DemoItem
    accepted_on: date
    stage_days: Sequence[int] = ()
    is_corrected: bool = False
    is_corrected_after: bool = False
    pause_days: int = 0
    outcome: str = "GRANTED"
    is_withdrawn: bool = False
    extra: dict[str, Any] = field(default_factory=dict)


def quiet(limit: Limit) -> int:
    """The most working days a clock may take without turning yellow (see `rulebook.standing.near`)."""
    return max(0, limit.value - (2 if limit.value >= 3 else 1))


def healthy_days(rng: random.Random, item: DemoItem) -> list[int]:
    """Stage lengths of a case that nobody need be warned of; the whole takes about 0.45 of the promise."""
    promised = item.rules.promised
    room = quiet(promised.limit) if promised and promised.limit.unit is Unit.WORKING_DAY else 0
    days = []
    for stage in item.rules.stages:
        most = min(quiet(stage.limit), room) if stage.limit else 0
        days.append(min(most, round(rng.triangular(0, most, most * 0.7))))
        room -= days[-1]
    return days


def prompted_days(rng: random.Random, item: DemoItem) -> list[int]:
    """One working day into the warning of the promise, in time all the same: the longest stages take the days."""
    promised = item.rules.promised
    assert promised is not None
    return _filled(item, promised.limit.value - (1 if promised.limit.value >= 3 else 0))


def late_days(rng: random.Random, item: DemoItem) -> list[int]:
    """One to three working days past the promise."""
    assert item.rules.promised is not None
    return _filled(item, item.rules.promised.limit.value + rng.randint(1, 3))


def _filled(item: DemoItem, total: int) -> list[int]:
    """Stages at their limits in order; what is over goes to the longest one."""
    limits = [stage.limit.value if stage.limit else 0 for stage in item.rules.stages]
    days, left = [], total
    for limit in limits:
        days.append(min(limit, left))
        left -= days[-1]
    days[limits.index(max(limits))] += left
    return days


def events(rng: random.Random, calendar: Calendar, course: Course) -> list[NewEvent]:
    """The chain of one case, each event recorded a few minutes after it happened."""
    found: list[NewEvent] = []

    def add(kind: EventKind, at: datetime, /, **detail: Any) -> None:
        # Recorded some minutes later, and in the order in which things happened.
        recorded_at = at + timedelta(seconds=rng.randint(20, 600))
        if found and found[-1].recorded_at:
            recorded_at = max(recorded_at, found[-1].recorded_at + timedelta(seconds=5))
        found.append(NewEvent(kind, at, detail, source="window", recorded_at=recorded_at))

    accepted_at = moment(rng, course.accepted_on)
    _receive(rng, calendar, course, accepted_at, add)
    add(EventKind.ACCEPTED, accepted_at)
    at = accepted_at
    if course.is_corrected_after:
        add(EventKind.CORRECTION_ASKED, later(rng, at), items=[{"material": _paper(course.item), "defect": "缺少签字"}])
    stages = course.item.rules.stages
    for index, stage in enumerate(stages):
        at = at + timedelta(seconds=5) if index else later(rng, at)
        add(EventKind.STAGE_BEGUN, at, stage=stage.name)
        if index == 0 and course.is_withdrawn:
            add(EventKind.WITHDRAWN, later(rng, at), reason="申请人撤回")
            return found
        if course.pause_days and stage == _longest(course.item):
            at = _pause(rng, calendar, course, at, add)
        days = course.stage_days[index] if index < len(course.stage_days) else 0
        at = moment(rng, calendar.nth_working_day_after(at.date(), days)) if days else later(rng, at)
        add(EventKind.STAGE_ENDED, at, stage=stage.name)
    if not stages:
        at = accepted_at + timedelta(minutes=rng.randint(4, 40))
    at += timedelta(seconds=30)
    reason = {"reason": "不符合法定条件"} if course.outcome == "REFUSED" else {}
    add(EventKind.CONCLUDED, at, outcome=course.outcome, **reason)
    add(EventKind.VERIFIED, at + timedelta(minutes=rng.randint(1, 20)))
    if course.outcome == "GRANTED":
        days = rng.choice([0, 0, 1, 2, 3])
        delivered_at = at + timedelta(minutes=25)
        if days:
            delivered_at = moment(rng, calendar.nth_working_day_after(at.date(), days))
        add(EventKind.DELIVERED, delivered_at)
    return found


def _longest(item: DemoItem) -> StageRule:
    return max(item.rules.stages, key=lambda stage: stage.limit.value if stage.limit else 0)


def _receive(rng: random.Random, calendar: Calendar, course: Course, accepted_at: datetime, add: Any) -> None:
    if not course.is_corrected:
        detail = {}
        if course.item.rules.promised and course.item.rules.promised.anchor is Anchor.WINDOW_CLOSED:
            detail = {"window_closed_at": accepted_at.isoformat()}
        add(EventKind.RECEIVED, accepted_at - timedelta(minutes=rng.randint(3, 25)), **detail)
        return
    asked_on = calendar.working_day_before(course.accepted_on, rng.randint(1, 5))
    received_on = calendar.working_day_before(asked_on, rng.randint(1, 3))
    add(EventKind.RECEIVED, moment(rng, received_on))
    add(
        EventKind.CORRECTION_ASKED,
        moment(rng, asked_on),
        items=[{"material": _paper(course.item), "defect": "复印件不清晰"}],
    )
    add(EventKind.CORRECTION_RECEIVED, accepted_at - timedelta(minutes=rng.randint(5, 30)))


def _paper(item: DemoItem) -> str:
    """The first paper of its guide: nothing beyond it is asked for."""
    return item.guide.materials[0].name


def _pause(rng: random.Random, calendar: Calendar, course: Course, at: datetime, add: Any) -> datetime:
    step = course.item.rules.special_steps[0]
    begun = later(rng, at)
    ended = moment(rng, calendar.nth_working_day_after(begun.date(), course.pause_days))
    add(
        EventKind.PAUSE_BEGUN,
        begun,
        kind=step.kind,
        planned_days=step.planned_days,
        notice_number=f"演示告〔{begun.year}〕{rng.randint(1, 999)}号",
        reason=step.name,
    )
    add(EventKind.PAUSE_ENDED, ended)
    return ended


def applicant(rng: random.Random) -> str:
    """An invented person or firm."""
    names = halls_file()
    if rng.random() < 0.6:
        return str(rng.choice(names["surnames"])) + str(rng.choice(names["given"]))
    return str(rng.choice(names["firms"])) + str(rng.choice(names["trades"]))
