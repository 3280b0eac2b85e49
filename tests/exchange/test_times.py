"""Moments as files write them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tenants.exchange.problems import Unreadable
from tenants.exchange.times import Clockwork

SHANGHAI = Clockwork(ZoneInfo("Asia/Shanghai"), ())
BOSTON = Clockwork(ZoneInfo("America/New_York"), ("%m/%d/%Y %I:%M:%S %p",))
NOW = datetime(2026, 2, 1, tzinfo=UTC)
HALF_PAST_NINE = datetime(2026, 1, 5, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        "2026-01-05 09:30:00",
        "2026-01-05T09:30:00",
        "2026-01-05T09:30:00.000",
        "2026-1-5 9:30",
        "2026/1/5 9:30",
        "2026.01.05 09:30",
        "2026年1月5日 9时30分",
        "2026年01月05日09:30:00",
        "２０２６－０１－０５ ０９：３０",
        "2026/1/5 上午9:30",
        "20260105093000",
        20260105093000,
        46027.395833333336,
        "46027.395833333336",
        1767576600,
        1767576600000,
        "2026-01-05T01:30:00Z",
        "2026-01-05 01:30:00+00:00",
        "2026-01-04T20:30:00-0500",
        datetime(2026, 1, 5, 9, 30),  # noqa: DTZ001 (a cell of a workbook)
    ],
)
def test_one_moment_in_many_spellings(value: object) -> None:
    assert SHANGHAI.moment(value) == HALF_PAST_NINE


@pytest.mark.parametrize(
    "value", ["", "soon", "2026-02-30", "2026-01-05T25:00:00", True, None, [], "-1", 0, 1e300, float("nan")]
)
def test_what_is_no_time_is_told_as_such(value: object) -> None:
    with pytest.raises(Unreadable) as refused:
        SHANGHAI.moment(value)
    assert refused.value.code == "BAD_TIME"


@pytest.mark.parametrize(
    "value",
    ["1948-05-01", 17654, "0001-01-01T00:00:00+14:00", "1989-12-31T23:59:59Z", "2026-02-01T00:00:01Z", "2099-01-01"],
)
def test_a_time_before_1990_or_after_now_is_out_of_range(value: object) -> None:
    with pytest.raises(Unreadable) as refused:
        SHANGHAI.past(value, now=NOW)
    assert refused.value.code == "TIME_OUT_OF_RANGE"


def test_the_bounds_themselves_are_in_range() -> None:
    assert SHANGHAI.past("1990-01-01T00:00:00Z", now=NOW) == datetime(1990, 1, 1, tzinfo=UTC)
    assert SHANGHAI.past("2026-02-01T00:00:00Z", now=NOW) == NOW


def test_a_deadline_may_lie_ahead_but_not_in_another_century() -> None:
    assert SHANGHAI.deadline("2030-01-01T00:00:00Z") == datetime(2030, 1, 1, tzinfo=UTC)
    with pytest.raises(Unreadable):
        SHANGHAI.deadline("2999-01-01")


def test_the_profile_s_own_format_and_zone_hold() -> None:
    assert BOSTON.moment("01/11/2015 12:19:31 AM") == datetime(2015, 1, 11, 5, 19, 31, tzinfo=UTC)
    assert BOSTON.moment("07/11/2015 01:00:00 PM") == datetime(2015, 7, 11, 17, 0, tzinfo=UTC)
