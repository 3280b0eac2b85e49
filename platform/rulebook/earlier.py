"""Earlier cases of the same applicant and item: the second life of a withdrawn case, the same application twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, Self

from rulebook.calendar import Calendar
from rulebook.clock import day_of

OPEN: Final = "OPEN"
LOOKED_BACK: Final = timedelta(days=366)
MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier case by what is stated, as it stood when the later one was received.

    `end` is its outcome, or its state where it ended without one; OPEN while it had not ended. `due_at` is its promised
    limit. `is_same_paper`: both gave a number of a paper, and what is shown of them agrees; the name agrees always.
    """

    number: str
    end: str
    submitted_at: datetime
    ended_at: datetime | None = None
    due_at: datetime | None = None
    is_same_paper: bool = False

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            number=data["number"],
            end=data["end"],
            submitted_at=datetime.fromisoformat(data["submitted_at"]),
            ended_at=_read(data["ended_at"]),
            due_at=_read(data["due_at"]),
            is_same_paper=data["is_same_paper"],
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "end": self.end,
            "submitted_at": self.submitted_at.astimezone(UTC).isoformat(),
            "ended_at": _written(self.ended_at),
            "due_at": _written(self.due_at),
            "is_same_paper": self.is_same_paper,
        }


def before(found: Iterable[Earlier], received_at: datetime) -> tuple[Earlier, ...] | None:
    """Those received before that moment and within a year, as they stood then, the newest first.

    None if there are more than `MOST`: a name that so many carry tells nobody apart.
    """
    held = [one for one in found if received_at - LOOKED_BACK <= one.submitted_at < received_at]
    if len(held) > MOST:
        return None
    newest = sorted(held, key=lambda one: (one.submitted_at, one.number), reverse=True)
    return tuple(_as_of(one, received_at) for one in newest)


def _as_of(one: Earlier, moment: datetime) -> Earlier:
    if one.ended_at is not None and one.ended_at <= moment:
        return one
    return Earlier(one.number, OPEN, one.submitted_at, None, one.due_at, one.is_same_paper)


def told(found: Sequence[Earlier], received_at: datetime, calendar: Calendar) -> list[dict[str, Any]]:
    """The fact `earlier`, a row a case.

    `days_given`: working days from its receipt to its last promised day, -1 where it has none; `days_left`: those from
    its end to that day, -1 as well where it was past it or open; `days_since`: days of the calendar from its end to
    this receipt, -1 while it was open.
    """
    return [
        {
            "number": one.number,
            "end": one.end,
            "days_given": _days_given(one, calendar),
            "days_left": _days_left(one, calendar),
            "days_since": (day_of(received_at) - day_of(one.ended_at)).days if one.ended_at else -1,
            "is_same_paper": one.is_same_paper,
        }
        for one in found
    ]


def _days_left(one: Earlier, calendar: Calendar) -> int:
    if one.ended_at is None or one.due_at is None or one.ended_at > one.due_at:
        return -1
    return calendar.working_days_between(day_of(one.ended_at), _last_day(one.due_at))


def _days_given(one: Earlier, calendar: Calendar) -> int:
    return -1 if one.due_at is None else calendar.working_days_between(day_of(one.submitted_at), _last_day(one.due_at))


def _last_day(due_at: datetime) -> date:
    return day_of(due_at - timedelta(seconds=1))  # midnight closes the day before


def _read(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _written(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None
