"""Calendars in the database are those of the rulebook, and a version never changes."""

from datetime import date

import pytest

from hierarchy import calendars
from hierarchy.models import CalendarVersion
from rulebook.calendar import china

pytestmark = pytest.mark.django_db


def test_the_published_calendar_is_kept_once_and_reads_back_as_itself() -> None:
    calendars.load_published()
    row = CalendarVersion.objects.get()
    assert (row.version, row.published_through) == (china().version, date(2026, 12, 31))
    assert (set(row.off), set(row.work)) == (china().off, china().work)
    assert calendars.calendar(calendars.current_version()) == china()


def test_another_version_is_read_from_its_row() -> None:
    CalendarVersion.objects.create(
        version="cn-2025-made-up",
        published_through=date(2025, 12, 31),
        hours=[["08:30", "12:00"], ["14:00", "17:30"]],
        off=[date(2025, 10, 1)],
        work=[date(2025, 9, 28)],
        source="a test",
        loaded_at=CalendarVersion.objects.get().loaded_at,
    )
    read = calendars.calendar("cn-2025-made-up")
    assert (read.version, read.published_through, read.off) == (
        "cn-2025-made-up",
        date(2025, 12, 31),
        {date(2025, 10, 1)},
    )
    assert (read.is_working_day(date(2025, 9, 28)), read.is_working_day(date(2025, 10, 1))) == (True, False)
    assert read.close(date(2025, 9, 28)).isoformat() == "2025-09-28T17:30:00+08:00"
