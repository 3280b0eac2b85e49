"""`mingjing deadline`: the clock alone, JSON lines in, JSON lines out, no database."""

import argparse
import json
import math
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any, Final, TypeVar

from mingjing.commands import WrongUse
from rulebook.calendar import BadCalendar, Calendar, OutsideCalendar, china
from rulebook.clock import DayEnd, Limit, Suspension, Unit, YellowEdge, reckon
from rulebook.lamp import lamp
from rulebook.trace import Language, render, trace

HELP = "reckon due moments and lamps: JSON lines in, JSON lines out"

UNITS: Final = {unit.value: unit for unit in (Unit.WORKING_DAY, Unit.NATURAL_DAY, Unit.WORKING_HOUR)}
MOMENT: Final = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?"
    r"(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))"
)
DATE: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
TIME: Final = re.compile(r"([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?")

# Python refuses longer ones itself, at a place where the rest of the line would be lost with them.
LONGEST_INTEGER: Final = 4000

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


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--calendar", metavar="FILE", type=Path, help="a calendar in JSON instead of China's")
    parser.add_argument("--language", choices=("zh", "en"), default="zh", help="of the trace (default: zh)")


def run(args: argparse.Namespace) -> int:
    calendar = read_calendar(args.calendar) if args.calendar else china()
    is_bad = False
    for answer in answers(sys.stdin.buffer, calendar, args.language):
        is_bad |= "error" in answer
        sys.stdout.buffer.write(encoded(answer) + b"\n")
    sys.stdout.buffer.flush()
    return 1 if is_bad else 0


def answers(lines: Iterable[bytes], calendar: Calendar, language: Language = "zh") -> Iterator[dict[str, Any]]:
    """One answer a line, in order; empty lines have none. A byte order mark may stand before the first line."""
    for number, line in enumerate(lines):
        text = line.removeprefix(b"\xef\xbb\xbf") if number == 0 else line
        if text.strip(b" \t\r\n"):
            yield answer(text, calendar, language)


def answer(line: bytes, calendar: Calendar, language: Language = "zh") -> dict[str, Any]:
    identity = None
    try:
        data = decoded(line)
        identity = readable(data.get("id"))
        present(data, "id")
        return {"id": identity, **reckoned(request(data), calendar, language)}
    except (BadLine, OutsideCalendar) as error:
        return {"id": identity, "error": {"code": error.code, "message": str(error)}}


def encoded(answer: dict[str, Any]) -> bytes:
    try:
        return json.dumps(answer, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        # Half of a surrogate pair in an id: legal in JSON as an escape, but not in UTF-8.
        return json.dumps(answer).encode()


def reckoned(asked: Request, calendar: Calendar, language: Language) -> dict[str, Any]:
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
    return {
        "due_at": reckoning.due_at.isoformat() if reckoning.due_at else None,
        "yellow_at": reckoning.yellow_at.isoformat() if reckoning.yellow_at else None,
        "lamp": colour.value,
        "provisional": reckoning.provisional,
        "trace": render(trace(asked.accepted_at, asked.limit, **terms), language),
    }


# --- a line


def decoded(line: bytes) -> dict[str, Any]:
    try:
        data = json.loads(line.decode(), parse_constant=_no_constant, parse_int=_integer)
    except UnicodeDecodeError:
        raise BadLine("invalid_encoding", "the line is not UTF-8") from None
    except RecursionError:
        raise BadLine("invalid_json", "the line is nested too deeply") from None
    except ValueError as error:
        raise BadLine("invalid_json", f"the line is not JSON: {error}") from None
    if not isinstance(data, dict):
        raise BadLine("not_an_object", "the line is not a JSON object")
    return data


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON number")


def _integer(text: str) -> int | float:
    return int(text) if len(text) < LONGEST_INTEGER else math.inf


def readable(identity: Any) -> Any:
    """The id as it came; None where JSON has no way to give it back (1e999, nested too deeply)."""
    try:
        json.dumps([[identity]], allow_nan=False)
    except (ValueError, RecursionError):
        return None
    return identity


def request(data: dict[str, Any]) -> Request:
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


# --- a calendar


def read_calendar(path: Path) -> Calendar:
    """The calendar of a FILE; WrongUse where it cannot be had."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"), parse_constant=_no_constant)
        return calendar_of(data, version=path.name)
    except (OSError, ValueError, RecursionError) as error:
        raise WrongUse(f"bad calendar {path}: {error}") from None


def calendar_of(data: Any, *, version: str) -> Calendar:
    """ValueError where a member is missing or is not what it should be; members that are not ours are ignored."""
    if not isinstance(data, dict):
        raise BadCalendar("not a JSON object")
    for name in ("hours", "off", "work", "published_through"):
        present(data, name)
    return Calendar.build(
        hours=[_span(span) for span in _list(data["hours"], "hours")],
        off=[_date(each) for each in _list(data["off"], "off")],
        work=[_date(each) for each in _list(data["work"], "work")],
        published_through=_date(data["published_through"]),
        version=version,
    )


def _list(value: Any, name: str) -> list[Any]:
    if not isinstance(value, list):
        raise BadCalendar(f"{name} is not a list")
    return value


def _span(value: Any) -> tuple[time, time]:
    if not isinstance(value, list) or len(value) != 2:
        raise BadCalendar("hours are not pairs of times")
    return _time(value[0]), _time(value[1])


def _time(value: Any) -> time:
    found = TIME.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise BadCalendar(f"not a time HH:MM: {value!r}")
    hour, minute, second = (int(each or 0) for each in found.groups())
    return time(hour, minute, second)


def _date(value: Any) -> date:
    found = DATE.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise BadCalendar(f"not a date YYYY-MM-DD: {value!r}")
    return date(*(int(each) for each in found.groups()))
