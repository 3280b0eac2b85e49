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


def lamp(
    reckoning: Reckoning,
    *,
    suspensions: Iterable[Suspension],
    ended_at: datetime | None,
    now: datetime,
    red_at: datetime | None = None,
) -> Lamp:
    """A case that ended in time is green, one that ended late keeps the colour that it had (docs/rules/signals.md).

    `red_at`: where a ladder has its red elsewhere than at the due moment. A pause that began in time hides even a
    moment that has passed.
    """
    if ended_at is not None and ended_at <= now:
        is_late = is_overdue(reckoning.due_at, now=ended_at)
        return _coloured(reckoning, red_at, ended_at) if is_late else Lamp.GREEN
    if reckoning.due_at is None or reckoning.yellow_at is None:
        return Lamp.PAUSED
    if any(holds(each, now) and each.begin <= reckoning.due_at for each in suspensions):
        return Lamp.PAUSED
    return _coloured(reckoning, red_at, now)


def _coloured(reckoning: Reckoning, red_at: datetime | None, at: datetime) -> Lamp:
    if is_overdue(red_at or reckoning.due_at, now=at):
        return Lamp.RED
    return Lamp.YELLOW if reckoning.yellow_at is not None and at >= reckoning.yellow_at else Lamp.GREEN


def holds(suspension: Suspension, now: datetime) -> bool:
    """Whether `now` lies in [begin, end)."""
    return suspension.begin <= now and (suspension.end is None or now < suspension.end)


def is_overdue(due_at: datetime | None, *, now: datetime) -> bool:
    """`due_at` is None under a pause whose end is not known yet; such a clock is never late."""
    return due_at is not None and now > due_at
