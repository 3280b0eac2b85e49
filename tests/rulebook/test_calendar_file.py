"""The file of a calendar: what is read, and each line that is refused with its number and code."""

from datetime import date, time

import pytest

from rulebook import calendars_cn
from rulebook.calendar import china
from rulebook.calendar_file import BadFile, YearDays, doubts, parsed, written
from rulebook.layers import LayerKind, Season

HEAD = "kind,from,through,what\n"
NATIONAL, REGIONAL, HALL = LayerKind.NATIONAL, LayerKind.REGIONAL, LayerKind.HALL


def test_a_file_is_read_in_either_language() -> None:
    chinese = "\ufeff类别,起,止,名称\n# 注释\n放假,2027-01-01,2027-01-03,元旦\n上班,2027/1/9,,元旦\n"
    english = f"{HEAD}off,2027-01-01,2027-01-03,元旦\n\nwork,2027-01-09,,元旦\n"
    found = parsed(chinese, year=2027, kind=NATIONAL)
    assert found == parsed(english, year=2027, kind=NATIONAL)
    assert found == YearDays(
        2027,
        {date(2027, 1, day): "元旦" for day in (1, 2, 3)},
        {date(2027, 1, 9): "元旦"},
    )


def test_hours_of_a_season_come_before_those_of_the_whole_year() -> None:
    text = f"{HEAD}hours,,,09:00-12:00 13:00-17:00\nhours,06-01,09-30,8:30-12:00 15:00-18:30\n"
    assert parsed(text, year=2027, kind=HALL).seasons == (
        Season((6, 1), (9, 30), ((time(8, 30), time(12)), (time(15), time(18, 30)))),
        Season((1, 1), (12, 31), ((time(9), time(12)), (time(13), time(17)))),
    )


@pytest.mark.parametrize(
    ("code", "line", "row"),
    [
        ("BAD_KIND", 2, "holiday,2027-01-01,,元旦"),
        ("BAD_DATE", 2, "off,2027-02-30,,春节"),
        ("BAD_DATE", 2, "off,01-01-2027,,元旦"),
        ("BAD_DATE", 2, "off,2027-01-01,soon,元旦"),
        ("BAD_ORDER", 2, "off,2027-01-03,2027-01-01,元旦"),
        ("OTHER_YEAR", 2, "off,2028-01-01,,元旦"),
        ("OTHER_YEAR", 2, "off,2026-11-30,,元旦"),
        ("NAME_NEEDED", 2, "off,2027-01-01,,"),
        ("NAME_NEEDED", 2, f"off,2027-01-01,,{'长' * 61}"),
        ("REPEATED_DAY", 3, "off,2027-01-01,,元旦\nwork,2027-01-01,,元旦"),
        ("BAD_HOURS", 2, "hours,06-01,,09:00-12:00"),
        ("BAD_HOURS", 2, "hours,06-01,13-01,09:00-12:00"),
        ("BAD_HOURS", 2, "hours,,,17:00-09:00"),
        ("BAD_HOURS", 2, "hours,,,09:00-12:00 and 13:00-17:00"),
        ("BAD_HOURS", 2, "hours,,,"),
        ("EMPTY", 0, ""),
    ],
)
def test_a_line_that_cannot_be_taken_says_why(code: str, line: int, row: str) -> None:
    with pytest.raises(BadFile) as refused:
        parsed(f"{HEAD}{row}\n", year=2027, kind=NATIONAL)
    assert [(one.line, one.code) for one in refused.value.problems] == [(line, code)]


def test_every_wrong_line_is_named_at_once() -> None:
    with pytest.raises(BadFile) as refused:
        parsed(f"{HEAD}off,x,,元旦\noff,2027-01-01,,元旦\nleave,2027-01-02,,元旦\n", year=2027, kind=NATIONAL)
    assert [(one.line, one.code) for one in refused.value.problems] == [(2, "BAD_DATE"), (4, "BAD_KIND")]


@pytest.mark.parametrize(
    ("code", "text", "year"),
    [
        ("BAD_HEADER", "off,2027-01-01,,元旦\n", 2027),
        ("TOO_LONG", "x" * 65_537, 2027),
        ("TOO_MANY_ROWS", HEAD + "hours,,,09:00-12:00\n" * 401, 2027),
        ("NOT_CSV", f'{HEAD}off,2027-01-01,,"元"旦\n', 2027),
        ("OUTSIDE_CALENDAR", HEAD, 2101),
    ],
)
def test_a_file_that_is_none_is_refused_whole(code: str, text: str, year: int) -> None:
    with pytest.raises(BadFile) as refused:
        parsed(text, year=year, kind=NATIONAL)
    assert [one.code for one in refused.value.problems] == [code]


@pytest.mark.parametrize("year", [2025, 2026])
def test_published_years_written_as_a_file_are_read_back_and_without_doubt(year: int) -> None:
    days = YearDays.of(year, calendars_cn.published_off(), calendars_cn.published_work(), ())
    assert parsed(written(days), year=year, kind=NATIONAL) == days
    assert doubts(days, NATIONAL, was=YearDays(year), in_force=china(), today=date(2026, 11, 27)) == []


MAKEUP = "MAKEUP_ON_A_WEEKDAY"
STATUTORY_2027 = (
    "off,2027-01-01,,元旦\noff,2027-02-05,2027-02-08,春节\noff,2027-04-05,,清明节\noff,2027-05-01,2027-05-02,劳动节\n"
    "off,2027-06-09,,端午节\noff,2027-09-15,,中秋节\noff,2027-10-01,2027-10-03,国庆节\n"
)


@pytest.mark.parametrize(
    ("reason", "kind", "year", "rows", "codes"),
    [
        ("the 13 days are there", NATIONAL, 2027, STATUTORY_2027, []),
        ("one is missing", NATIONAL, 2027, STATUTORY_2027.replace("06-09", "06-10"), ["STATUTORY_DAY_WORKED"]),
        ("a weekday needs no make-up", NATIONAL, 2027, f"{STATUTORY_2027}work,2027-01-04,,元旦", [MAKEUP]),
        ("2027 comes first", NATIONAL, 2028, "off,2028-01-01,,元旦", ["YEAR_BETWEEN", "STATUTORY_DAY_WORKED"]),
        ("a region names a day to come", REGIONAL, 2026, "off,2026-12-01,,地方节日", []),
        ("yesterday is over", HALL, 2026, "off,2026-11-26,,停电", ["DAY_IS_OVER"]),
        ("today can still be closed", HALL, 2026, "off,2026-11-27,,停电", []),
    ],
)  # fmt: skip
def test_what_can_be_read_may_still_not_be_published(
    reason: str, kind: LayerKind, year: int, rows: str, codes: list[str]
) -> None:
    days = parsed(HEAD + rows, year=year, kind=kind)
    found = doubts(days, kind, was=YearDays(year), in_force=china(), today=date(2026, 11, 27))
    assert [one.code for one in found] == codes, reason
