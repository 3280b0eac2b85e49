"""断报: what a feed that fell silent means for its cases. While nothing is heard, nothing is known of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from rulebook.calendar import SHANGHAI, Calendar
from rulebook.case import Event

FOREVER = datetime.max.replace(tzinfo=UTC)
# How long a feed that is heard again has at least to bring what it missed; it has until the close of that day.
CATCHING_UP = timedelta(hours=2)
# A hall is silent when none of its windows and feeds has recorded anything for so many working days.
HALL_SILENT_DAYS = 5


@dataclass(frozen=True, slots=True)
class Silence:
    """From when a feed was known to be silent, and until when its rungs are held: None while it is silent."""

    begin: datetime
    held_until: datetime | None


Silences = Mapping[str, Sequence[Silence]]
NONE: Silences = {}


def held(at: datetime, silences: Iterable[Silence]) -> datetime:
    """From when a rung at `at` may be raised: later than `at` if it falls into a silence, `FOREVER` while that lasts.

    What was raised before the silence stands; it is shown as waiting for data (rule 1 of the architecture).
    """
    for silence in silences:
        if silence.begin <= at and (silence.held_until is None or at < silence.held_until):
            return silence.held_until or FOREVER
    return at


def feed_of(events: Sequence[Event]) -> str:
    """The feed of a case: the source of its newest recorded event that no window made; empty if there is none."""
    return next((event.source for event in reversed(events) if event.source), "")


def silent_at(heard_at: datetime, *, days: int, calendar: Calendar) -> datetime:
    """When a feed that was heard last at `heard_at` counts as silent: the close of the `days`-th working day after.

    `days` at least 1. The day of the last contact is not counted, whatever its hour.
    """
    return calendar.close(calendar.nth_working_day_after(_day(heard_at), days))


def caught_up_at(heard_at: datetime, *, calendar: Calendar) -> datetime:
    """Until when the rungs of a feed are held that is heard again at `heard_at`: the close of a working day.

    That of the same day, where two hours are left until then, else that of the next working day.
    """
    day = _day(heard_at)
    if calendar.is_working_day(day) and heard_at + CATCHING_UP <= calendar.close(day):
        return calendar.close(day)
    return calendar.close(calendar.nth_working_day_after(day, 1))


def _day(moment: datetime) -> date:
    return moment.astimezone(SHANGHAI).date()
