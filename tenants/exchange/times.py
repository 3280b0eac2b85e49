"""Moments as files write them: ISO 8601, the profile's own formats, Chinese dates, Excel's serial days, epochs."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from tenants.exchange.problems import Unreadable, shown

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
LATEST_DEADLINE = datetime(2101, 1, 1, tzinfo=UTC)
# Excel's day 1 is 1900-01-01, but it believes in 1900-02-29: counted from here every day after that is right.
EXCEL_DAY_0 = datetime(1899, 12, 30)  # noqa: DTZ001 (the profile's zone is put on afterwards)
COMMON = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
    "%Y-%m-%d %I:%M:%S %p",
    "%Y/%m/%d %I:%M:%S %p",
    "%Y/%m/%d %I:%M %p",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d",
    "%Y.%m.%d %H:%M:%S",
    "%Y.%m.%d %H:%M",
    "%Y.%m.%d",
    "%Y年%m月%d日 %H时%M分%S秒",
    "%Y年%m月%d日 %H时%M分",
    "%Y年%m月%d日 %H:%M:%S",
    "%Y年%m月%d日 %H:%M",
    "%Y年%m月%d日%H时%M分%S秒",
    "%Y年%m月%d日%H时%M分",
    "%Y年%m月%d日%H:%M:%S",
    "%Y年%m月%d日%H:%M",
    "%Y年%m月%d日",
    "%Y%m%d%H%M%S",
    "%Y%m%d%H%M",
    "%Y%m%d",
)
ISO = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?", re.I)
SERIAL = re.compile(r"\d{1,6}(\.\d+)?")
HALF_OF_DAY = re.compile(r"\s*(上午|下午)\s*(\d{1,2}:\d{2}(?::\d{2})?)")
TWO = r"\d{1,2}"
DIRECTIVES = {"Y": r"\d{4}", "m": TWO, "d": TWO, "H": TWO, "I": TWO, "M": TWO, "S": TWO, "p": "AM|PM"}
EPOCH_SECONDS = range(10**9, 10**10)
EPOCH_MILLISECONDS = range(10**12, 10**13)


@dataclass(frozen=True, slots=True)
class Clockwork:
    """How a file writes moments: the zone of those that state none, and formats beside the common ones."""

    zone: ZoneInfo
    formats: tuple[str, ...]

    def moment(self, value: Any) -> datetime:
        """The moment in UTC. Raises `Unreadable` BAD_TIME for what is none."""
        found = _parsed(value, self.formats)
        if found is None:
            raise Unreadable("BAD_TIME", f"{shown(value)} is no time.")
        try:
            return (found if found.tzinfo else found.replace(tzinfo=self.zone)).astimezone(UTC)
        except OverflowError:
            raise Unreadable("TIME_OUT_OF_RANGE", f"{shown(value)} is before 1990.") from None

    def past(self, value: Any, *, now: datetime) -> datetime:
        """The moment of something that happened: from 1990 to now."""
        found = self.moment(value)
        if found < EARLIEST:
            raise Unreadable("TIME_OUT_OF_RANGE", f"{shown(value)} is before 1990.")
        if found > now:
            raise Unreadable("TIME_OUT_OF_RANGE", f"{shown(value)} is still to come.")
        return found

    def deadline(self, value: Any) -> datetime:
        """A moment that may lie ahead."""
        found = self.moment(value)
        if not EARLIEST <= found < LATEST_DEADLINE:
            raise Unreadable("TIME_OUT_OF_RANGE", f"The deadline {shown(value)} is not between 1990 and 2100.")
        return found


def _parsed(value: Any, formats: tuple[str, ...]) -> datetime | None:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time())
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    return _written(value.strip(), formats) if isinstance(value, str) else _counted(value)


@lru_cache(maxsize=4096)
def _written(text: str, formats: tuple[str, ...]) -> datetime | None:
    if ISO.fullmatch(text):
        try:
            return datetime.fromisoformat(text.upper().replace(",", ".").replace(" +", "+").replace(" Z", "Z"))
        except ValueError:
            return None
    if not text.isascii():
        text = HALF_OF_DAY.sub(r" \2 \1", unicodedata.normalize("NFKC", text))
        text = text.replace("上午", "AM").replace("下午", "PM").replace("  ", " ")
    for form in _likely(text, formats):
        found = _by_format(text, form)
        if found:
            return found
    return _counted(float(text)) if SERIAL.fullmatch(text) else None


def _by_format(text: str, form: str) -> datetime | None:
    """As `strptime`, which is slow, for the forms of numbers only; others are left to it."""
    pattern = _pattern(form)
    match = pattern.fullmatch(text) if pattern else None
    try:
        if pattern is None:
            return datetime.strptime(text, form)  # noqa: DTZ007 (the profile's zone is put on afterwards)
        return _assembled(match.groupdict()) if match else None
    except ValueError:
        return None


def _assembled(parts: dict[str, str]) -> datetime:
    hour = int(parts.get("H", 0))
    if "I" in parts:
        twelfth = int(parts["I"])
        if not 1 <= twelfth <= 12:
            raise ValueError("no hour of half a day")
        hour = twelfth % 12 + (12 if parts.get("p", "AM").upper() == "PM" else 0)
    day = (int(parts["Y"]), int(parts["m"]), int(parts["d"]))
    return datetime(*day, hour, int(parts.get("M", 0)), int(parts.get("S", 0)))  # noqa: DTZ001


@lru_cache(maxsize=256)
def _pattern(form: str) -> re.Pattern[str] | None:
    """A form made of Y m d H I M S p, with year, month and day; None for any other."""
    parts = re.split(r"%(.)", form)
    letters = parts[1::2]
    if not {"Y", "m", "d"} <= set(letters) <= DIRECTIVES.keys() or len(letters) != len(set(letters)):
        return None
    spelled = [
        re.escape(part) if place % 2 == 0 else f"(?P<{part}>{DIRECTIVES[part]})" for place, part in enumerate(parts)
    ]
    return re.compile("".join(spelled).replace(r"\ ", r"\s+"), re.I)


def _likely(text: str, formats: tuple[str, ...]) -> Sequence[str]:
    return formats + COMMON if text[:4].isdigit() or not formats else formats


def _counted(number: float) -> datetime | None:
    """A serial day of Excel (to the millisecond), an epoch in seconds or milliseconds, or the digits of a date."""
    whole = int(number) if number == number and abs(number) < 1e15 else -1
    if whole in EPOCH_SECONDS:
        return datetime.fromtimestamp(number, UTC)
    if whole in EPOCH_MILLISECONDS:
        return datetime.fromtimestamp(number / 1000, UTC)
    if number == whole and len(str(whole)) in (8, 14):
        return _written(str(whole), ())
    if 1 <= number < 1_000_000:
        return EXCEL_DAY_0 + timedelta(milliseconds=round(number * 86_400_000))
    return None
