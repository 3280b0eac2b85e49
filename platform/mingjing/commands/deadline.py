"""`mingjing deadline`: the clock alone, JSON lines in, JSON lines out, no database."""

import argparse
import json
import math
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date, time
from pathlib import Path
from typing import Any, Final

from mingjing.commands import WrongUse
from rulebook.calendar import Calendar, OutsideCalendar, china
from rulebook.layers import BadCalendar
from rulebook.question import BadLine, present, reckoned, request
from rulebook.trace import Language

HELP = "reckon due moments and lamps: JSON lines in, JSON lines out"

DATE: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
TIME: Final = re.compile(r"([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?")

# Python refuses longer ones itself, at a place where the rest of the line would be lost with them.
LONGEST_INTEGER: Final = 4000


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
