"""The lamp (亮灯) that a person sees."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from rulebook.clock import Reckoning, Suspension


class Lamp(StrEnum):
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    PAUSED = "paused"
    NO_DATA = "no_data"  # its feed is silent: neither green nor red


def lamp(reckoning: Reckoning, *, suspensions: Iterable[Suspension], ended_at: datetime | None, now: datetime) -> Lamp:
    """A concluded case is red or green; a pause that began in time hides even a moment that has passed."""
    if ended_at is not None and ended_at <= now:
        return Lamp.RED if is_overdue(reckoning.due_at, now=ended_at) else Lamp.GREEN
    if reckoning.due_at is None or reckoning.yellow_at is None:
        return Lamp.PAUSED
    if any(holds(each, now) and each.begin <= reckoning.due_at for each in suspensions):
        return Lamp.PAUSED
    if is_overdue(reckoning.due_at, now=now):
        return Lamp.RED
    return Lamp.YELLOW if now >= reckoning.yellow_at else Lamp.GREEN


def holds(suspension: Suspension, now: datetime) -> bool:
    """Whether `now` lies in [begin, end)."""
    return suspension.begin <= now and (suspension.end is None or now < suspension.end)


def is_overdue(due_at: datetime | None, *, now: datetime) -> bool:
    """`due_at` is None under a pause whose end is not known yet; such a clock is never late."""
    return due_at is not None and now > due_at
