"""日历版本 in the database, as calendars of the rulebook."""

from datetime import time
from functools import cache

from foundation.clock import now
from hierarchy.models import CalendarVersion
from rulebook.calendar import Calendar, china

SOURCE = "国务院办公厅关于节假日安排的通知, 2004 on (PyPI chinesecalendar)"


def load_published() -> None:
    """Keeps the calendar that ships with the product as a version of its own, once."""
    shipped = china()
    CalendarVersion.objects.get_or_create(
        version=shipped.version,
        defaults={
            "published_through": shipped.published_through,
            "hours": [[begin.isoformat("minutes"), end.isoformat("minutes")] for begin, end in shipped.hours],
            "off": sorted(shipped.off),
            "work": sorted(shipped.work),
            "source": SOURCE,
            "loaded_at": now(),
        },
    )


def current_version() -> str:
    """The version that new cases pin: the one that ships with the running code."""
    return china().version


@cache
def calendar(version: str) -> Calendar:
    """The calendar of a version; a version never changes, so it is read once a process."""
    if version == china().version:
        return china()
    row = CalendarVersion.objects.get(version=version)
    hours = tuple((time.fromisoformat(begin), time.fromisoformat(end)) for begin, end in row.hours)
    return Calendar.build(
        hours=hours,
        off=frozenset(row.off),
        work=frozenset(row.work),
        published_through=row.published_through,
        version=row.version,
    )
