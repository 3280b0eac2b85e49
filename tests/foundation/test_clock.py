"""The present moment, shifted in tests and demo."""

from datetime import UTC, date, datetime, timedelta

import pytest

from foundation.clock import local_day, now


@pytest.mark.parametrize(
    ("shift", "by"),
    [
        ("+3d", timedelta(days=3)),
        ("-2h", timedelta(hours=-2)),
        ("+90m", timedelta(minutes=90)),
        ("-30s", timedelta(seconds=-30)),
    ],
)
def test_a_shift_moves_the_present(settings, shift, by):
    settings.CLOCK = shift
    before = datetime.now(UTC)
    moment = now()
    assert before + by <= moment <= datetime.now(UTC) + by


def test_a_moment_becomes_the_present_and_runs_on(settings):
    settings.CLOCK = "2026-10-01T09:00:00+08:00"
    first, second = now(), now()
    assert first.utcoffset() == timedelta()
    assert datetime(2026, 10, 1, 1, tzinfo=UTC) <= first <= second


def test_without_a_shift_the_present_is_the_present(settings):
    settings.CLOCK = ""
    assert datetime.now(UTC) - now() < timedelta(seconds=1)


def test_a_day_begins_at_midnight_in_shanghai():
    assert local_day(datetime(2026, 3, 9, 15, 59, 59, tzinfo=UTC)) == date(2026, 3, 9)
    assert local_day(datetime(2026, 3, 9, 16, 0, tzinfo=UTC)) == date(2026, 3, 10)
