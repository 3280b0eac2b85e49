"""A question to the clock as plain JSON, read and answered: what `mingjing deadline` and the public calculator take.

The members are those of one line of the command; docs/rules/clock.md says how they are read and names the codes.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, Final, TypeVar

from rulebook.calendar import Calendar
from rulebook.clock import DayEnd, Limit, Suspension, Unit, YellowEdge, reckon
from rulebook.lamp import lamp
from rulebook.trace import Language, Step, render, trace

UNITS: Final = {unit.value: unit for unit in (Unit.WORKING_DAY, Unit.NATURAL_DAY, Unit.WORKING_HOUR)}
MOMENT: Final = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?"
    r"(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))"
)

Value = TypeVar("Value")


class BadLine(ValueError):
    """A line that cannot be reckoned, with its code; the whole list is in docs/rules/clock.md."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Request:
    """One line, read."""

    accepted_at: datetime
    limit: Limit
    extension: Limit
    suspensions: tuple[Suspension, ...]
    yellow: Limit
    day_end: DayEnd
    yellow_edge: YellowEdge
    concluded_at: datetime | None
    now: datetime


def reckoned(asked: Request, calendar: Calendar, language: Language) -> dict[str, Any]:
    """Due and yellow moment, lamp, and the trace in words. Raises OutsideCalendar."""
    found, steps = answered(asked, calendar)
    return {**found, "trace": render(steps, language)}


def answered(asked: Request, calendar: Calendar) -> tuple[dict[str, Any], list[Step]]:
    """The same, with the steps of the trace unworded."""
    terms: dict[str, Any] = {
        "calendar": calendar,
        "extension": asked.extension,
        "suspensions": asked.suspensions,
        "yellow": asked.yellow,
        "day_end": asked.day_end,
        "yellow_edge": asked.yellow_edge,
        "ended_at": asked.concluded_at,
        "now": asked.now,
    }
    reckoning = reckon(asked.accepted_at, asked.limit, **terms)
    colour = lamp(reckoning, suspensions=asked.suspensions, ended_at=asked.concluded_at, now=asked.now)
    found = {
        "due_at": reckoning.due_at.isoformat() if reckoning.due_at else None,
        "yellow_at": reckoning.yellow_at.isoformat() if reckoning.yellow_at else None,
        "lamp": colour.value,
        "provisional": reckoning.provisional,
    }
    return found, trace(asked.accepted_at, asked.limit, **terms)


def request(data: dict[str, Any]) -> Request:
    """Raises BadLine."""
    limit = read_limit(present(data, "limit"), "limit", least=1, units=UNITS)
    warning_unit = Unit.WORKING_HOUR if limit.unit is Unit.WORKING_HOUR else Unit.WORKING_DAY
    none = Limit(0, limit.unit)
    return Request(
        accepted_at=read_moment(present(data, "accepted_at"), "accepted_at"),
        limit=limit,
        extension=optional(data, "extension", lambda it: read_limit(it, "extension", units=only(limit.unit)), none),
        suspensions=optional(data, "suspensions", read_suspensions, ()),
        yellow=read_limit(present(data, "yellow"), "yellow", units=only(warning_unit)),
        day_end=optional(data, "day_end", lambda it: choice(it, "day_end", _DAY_ENDS), DayEnd.CLOSE_OF_BUSINESS),
        yellow_edge=optional(data, "yellow_edge", lambda it: choice(it, "yellow_edge", _EDGES), YellowEdge.CLOSE),
        concluded_at=optional(data, "concluded_at", lambda it: read_moment(it, "concluded_at"), None),
        now=read_moment(present(data, "now"), "now"),
    )


_DAY_ENDS: Final = {each.value: each for each in DayEnd}
_EDGES: Final = {each.value: each for each in YellowEdge}


def only(unit: Unit) -> dict[str, Unit]:
    return {unit.value: unit}


def present(data: dict[str, Any], name: str, *, of: str = "") -> Any:
    if name not in data:
        raise BadLine("missing_member", f"{of}.{name} is missing" if of else f"{name} is missing")
    return data[name]


def optional(data: dict[str, Any], name: str, read: Callable[[Any], Value], default: Value) -> Value:
    """Absent and null are the same."""
    value = data.get(name)
    return default if value is None else read(value)


def choice(value: Any, name: str, choices: dict[str, Value]) -> Value:
    if not isinstance(value, str) or value not in choices:
        raise BadLine("bad_value", f"{name} is not one of {', '.join(choices)}")
    return choices[value]


def read_limit(value: Any, name: str, *, least: int = 0, units: dict[str, Unit]) -> Limit:
    if not isinstance(value, dict):
        raise BadLine("bad_type", f"{name} is not an object")
    number, unit = present(value, "value", of=name), present(value, "unit", of=name)
    if type(number) is not int:  # true is an int to Python, 1.0 is no integer to JSON
        raise BadLine("bad_type", f"{name}.value is not an integer")
    if number < least:
        raise BadLine("bad_value", f"{name}.value is less than {least}")
    if not isinstance(unit, str) or unit not in units:
        raise BadLine("bad_unit", f"{name}.unit is not {' or '.join(units)}")
    return Limit(number, units[unit])


def read_suspensions(value: Any) -> tuple[Suspension, ...]:
    if not isinstance(value, list):
        raise BadLine("bad_type", "suspensions is not a list")
    return tuple(_suspension(each, f"suspensions[{index}]") for index, each in enumerate(value))


def _suspension(value: Any, name: str) -> Suspension:
    if not isinstance(value, dict):
        raise BadLine("bad_type", f"{name} is not an object")
    begin, stated = read_moment(present(value, "from", of=name), f"{name}.from"), present(value, "to", of=name)
    end = None if stated is None else read_moment(stated, f"{name}.to")
    if end is not None and end < begin:
        raise BadLine("bad_order", f"{name} ends before it begins")
    return Suspension(begin, end)


def read_moment(value: Any, name: str) -> datetime:
    """RFC 3339, seconds and offset given; a leap second has no place in our days, and is refused."""
    found = MOMENT.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise BadLine("bad_moment", f"{name} is not a moment of RFC 3339 with seconds and offset")
    *fields, fraction, sign, hours, minutes = found.groups()
    try:
        offset = _offset(sign, int(hours or 0), int(minutes or 0))
        year, month, day, hour, minute, second = (int(field) for field in fields)
        microsecond = int((fraction or "").ljust(6, "0")[:6])
        return datetime(year, month, day, hour, minute, second, microsecond, offset)
    except ValueError as error:
        raise BadLine("bad_moment", f"{name} is no moment: {error}") from None


def _offset(sign: str | None, hours: int, minutes: int) -> timezone:
    if hours > 23 or minutes > 59:
        raise ValueError("offset must be in 00:00..23:59")
    return timezone((-1 if sign == "-" else 1) * timedelta(hours=hours, minutes=minutes))
