"""The national calendar against two packages and the law's own figures; custom calendars against their definition."""

import pickle
from datetime import date, datetime, time, timedelta

import chinese_calendar
import holidays
import pytest

from rulebook import calendars_cn
from rulebook.calendar import (
    CHINA_HOURS,
    FIRST_DAY,
    LAST_DAY,
    SHANGHAI,
    Calendar,
    DayKind,
    OutsideCalendar,
    china,
)
from rulebook.layers import BadCalendar, Layer, LayerKind


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=offset) for offset in range((last - first).days + 1)]


def test_every_published_day_is_that_of_chinesecalendar_2004_to_2026() -> None:
    differing = [
        day
        for day in days(date(2004, 1, 1), date(2026, 12, 31))
        if china().is_working_day(day) != chinese_calendar.is_workday(day)
    ]
    assert differing == []


def test_every_published_day_is_that_of_holidays_2020_to_2026() -> None:
    theirs = holidays.country_holidays("CN", years=range(2020, 2027), categories=("public",))
    differing = [
        day
        for day in days(date(2020, 1, 1), date(2026, 12, 31))
        if china().is_working_day(day) != theirs.is_working_day(day)
    ]
    assert differing == []


def test_provisional_days_are_the_festivals_of_holidays_2027_to_2099() -> None:
    statutory = calendars_cn.statutory_days()
    for year in range(2027, 2100):
        theirs = holidays.country_holidays("CN", years=year, observed=False)
        assert {day for day in statutory if day.year == year} == set(theirs)


@pytest.mark.parametrize(
    ("year", "makeup", "working_days"),
    [
        (2024, "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12", 251),
        (2025, "01-26 02-08 04-27 09-28 10-11", 248),
        (2026, "01-04 02-14 02-28 05-09 09-20 10-10", 248),
    ],
)
def test_makeup_days_and_working_days_are_those_of_the_notice(year: int, makeup: str, working_days: int) -> None:
    calendar, all_year = china(), days(date(year, 1, 1), date(year, 12, 31))
    assert [f"{day:%m-%d}" for day in all_year if calendar.kind(day) is DayKind.MAKEUP] == makeup.split()
    assert calendar.working_days_between(date(year - 1, 12, 31), date(year, 12, 31)) == working_days


def test_the_eve_of_the_year_2024_stays_a_working_day() -> None:
    assert china().is_working_day(date(2024, 2, 9))


@pytest.mark.parametrize(
    ("year", "off"),
    [
        # Where almanacs are easily wrong: the leap month of 2033, Qingming after the missing leap day of 2100.
        (2033, "01-01 01-30 01-31 02-01 02-02 04-04 05-01 05-02 06-01 09-08 10-01 10-02 10-03"),
        (2100, "01-01 02-08 02-09 02-10 02-11 04-05 05-01 05-02 06-12 09-18 10-01 10-02 10-03"),
        # Mid-Autumn on National Day: no substitute day, so twelve dates.
        (2031, "01-01 01-22 01-23 01-24 01-25 04-05 05-01 05-02 06-24 10-01 10-02 10-03"),
    ],
)
def test_a_year_without_notice_has_the_statutory_days_only(year: int, off: str) -> None:
    found = sorted(day for day in calendars_cn.statutory_days() if day.year == year)
    assert [f"{day:%m-%d}" for day in found] == off.split()


def test_provisional_dates_are_monday_to_friday_less_statutory_days() -> None:
    calendar = china()
    assert [calendar.is_working_day(date(2027, 10, day)) for day in range(1, 11)] == [
        False, False, False, True, True, True, True, True, False, False,
    ]  # fmt: skip
    assert calendar.kind(date(2027, 10, 1)) is DayKind.STATUTORY
    assert calendar.title(date(2027, 2, 8)) == "春节"
    assert (calendar.is_provisional(date(2026, 12, 31)), calendar.is_provisional(date(2027, 1, 1))) == (False, True)


def test_before_2004_nothing_is_listed_and_monday_to_friday_work() -> None:
    assert china().is_working_day(date(2003, 10, 1))
    assert not china().is_provisional(date(2003, 10, 1))


def custom(**changes: object) -> Calendar:
    terms: dict[str, object] = {
        "hours": CHINA_HOURS,
        "off": [],
        "work": [],
        "published_through": date(2025, 12, 31),
        "version": "test",
    }
    return Calendar.build(**{**terms, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reason", "off", "work", "day", "is_working"),
    [
        ("a listed day off after the published ones holds", [date(2026, 3, 3)], [], date(2026, 3, 3), False),
        ("a listed working day holds on a statutory day", [], [date(2026, 10, 1)], date(2026, 10, 1), True),
        ("a listed working Saturday holds", [], [date(2025, 3, 1)], date(2025, 3, 1), True),
        ("listed as both it works", [date(2025, 3, 3)], [date(2025, 3, 3)], date(2025, 3, 3), True),
        ("an unlisted statutory day before the last published one works", [], [], date(2025, 10, 1), True),
        ("an unlisted statutory day after the last published one is off", [], [], date(2026, 10, 1), False),
    ],
)  # fmt: skip
def test_a_listed_date_always_holds(
    reason: str, off: list[date], work: list[date], day: date, is_working: bool
) -> None:
    assert custom(off=off, work=work).is_working_day(day) is is_working, reason


@pytest.mark.parametrize(
    ("reason", "hours"),
    [
        ("no hours", []),
        ("reversed", [(time(17), time(9))]),
        ("empty span", [(time(9), time(9))]),
        ("overlapping", [(time(9), time(13)), (time(12), time(17))]),
        ("out of order", [(time(13), time(17)), (time(9), time(12))]),
    ],
)
def test_bad_business_hours_are_refused(reason: str, hours: list[tuple[time, time]]) -> None:
    with pytest.raises(BadCalendar):
        custom(hours=hours)


def test_spans_that_touch_are_business_hours() -> None:
    assert custom(hours=[(time(9), time(12)), (time(12), time(17))]).close(date(2025, 3, 3)).time() == time(17)


def test_counting_is_the_inverse_of_stepping_over_the_whole_range() -> None:
    calendar = china()
    rank = 0
    for day in days(FIRST_DAY, LAST_DAY):
        working = calendar.is_working_day(day)
        rank += working
        assert calendar.rank(day) == rank
        if working:
            assert calendar.working_day(rank) == day


def test_days_are_counted_after_and_through() -> None:
    calendar = china()
    # 2024-10-12 is a make-up Saturday.
    assert calendar.working_days_between(date(2024, 10, 11), date(2024, 10, 12)) == 1
    assert calendar.working_days_between(date(2024, 10, 12), date(2024, 10, 12)) == 0
    assert calendar.working_days_between(date(2024, 10, 12), date(2024, 10, 1)) == 0
    assert calendar.nth_working_day_after(date(2024, 9, 30), 1) == date(2024, 10, 8)
    assert calendar.working_day_before(date(2024, 10, 14), 1) == date(2024, 10, 12)
    assert calendar.working_day_before(date(2024, 10, 5), 1) == date(2024, 9, 30)


@pytest.mark.parametrize("day", [FIRST_DAY - timedelta(days=2), LAST_DAY + timedelta(days=1), date.min, date.max])
def test_a_date_outside_the_tables_is_an_error_and_never_a_guess(day: date) -> None:
    with pytest.raises(OutsideCalendar):
        china().is_working_day(day)
    with pytest.raises(OutsideCalendar):
        china().nth_working_day_after(day, 1)


def test_no_count_runs_out_of_the_tables_silently() -> None:
    with pytest.raises(OutsideCalendar):
        china().nth_working_day_after(date(2026, 1, 1), 10**30)
    with pytest.raises(OutsideCalendar):
        china().working_day_before(date(1970, 1, 5), 3)
    with pytest.raises(ValueError, match="at least 1"):
        china().nth_working_day_after(date(2026, 1, 1), 0)


def test_a_layer_wins_over_the_calendar_below_it() -> None:
    off, work = frozenset({date(2024, 10, 12), date(2024, 11, 1)}), frozenset({date(2024, 10, 5)})
    local = china().under(Layer(LayerKind.HALL, "county", off, work))
    assert not local.is_working_day(date(2024, 10, 12))
    assert not local.is_working_day(date(2024, 11, 1))
    assert local.is_working_day(date(2024, 10, 5))
    assert china().is_working_day(date(2024, 10, 12))
    assert local.version == "cn-2026+county"


def test_hours_of_a_day_are_moments_at_plus_eight() -> None:
    assert china().opening(date(2026, 3, 2)) == datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)
    assert china().close(date(2026, 3, 2)).isoformat() == "2026-03-02T17:00:00+08:00"


def test_summer_time_of_1988_moves_no_day() -> None:
    assert china().close(date(1988, 7, 1)).isoformat() == "1988-07-01T17:00:00+08:00"


def test_only_known_notice_numbers_are_carried() -> None:
    assert china().notices == {
        2024: "国办发明电〔2023〕7号",
        2025: "国办发明电〔2024〕12号",
        2026: "国办通知 2025-11-04",
    }


def test_a_calendar_survives_pickling_with_its_tables() -> None:
    assert pickle.loads(pickle.dumps(china())) == china()  # noqa: S301
