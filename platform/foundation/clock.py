"""The one place that reads the time of day."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The present moment, in UTC. `MINGJING_CLOCK` (tests, demo) shifts it: `+3d`, `-2h` or a moment to be now."""
    present = datetime.now(UTC)
    return present + _shift(settings.CLOCK, present) if settings.CLOCK else present


def local_day(moment: datetime) -> date:
    """Days are counted in Asia/Shanghai."""
    return moment.astimezone(SHANGHAI).date()


_started = datetime.now(UTC)
_SECONDS = {"d": 86400, "h": 3600, "m": 60, "s": 1}


def _shift(text: str, present: datetime) -> timedelta:
    if text[0] in "+-" and text[-1] in _SECONDS:
        return timedelta(seconds=float(text[:-1]) * _SECONDS[text[-1]])
    return datetime.fromisoformat(text).astimezone(UTC) - _started
