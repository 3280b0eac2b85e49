"""A trace is checked as a person would: line by line, with a calendar in hand."""

import json
from datetime import date, datetime

import pytest

from rulebook.calendar import SHANGHAI, Calendar, china
from rulebook.clock import DayEnd, Limit, Suspension, Unit, YellowEdge, reckon
from rulebook.trace import Step, render, trace
from rulebook.wording import EN, ZH


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def days(value: int) -> Limit:
    return Limit(value, Unit.WORKING_DAY)


def test_the_trace_of_e05_counts_to_the_due_day() -> None:
    """Expert review over National Day 2025: ten days counted, twelve working days taken out."""
    steps = trace(
        moment("2025-09-17T10:00:00"),
        days(10),
        calendar=china(),
        suspensions=[Suspension(moment("2025-09-24T14:00:00"), moment("2025-10-16T10:00:00"))],
        now=moment("2025-10-22T09:00:00"),
    )
    assert render(steps, "zh") == [
        "起算:2025-09-17 周三 10:00:00。当日不计入,自次日起数(民法典第201条第1款)。",
        "期限:10个工作日,不含法定节假日(行政许可法第82条)。",
        "中止:2025-09-24 周三 14:00:00至2025-10-16 周四 10:00:00。"
        "2025-09-25 周四至2025-10-16 周四不计入(行政许可法第45条)。",
        "2025-09-18 周四至2025-09-19 周五:计第1至第2日。",
        "2025-09-20 周六至2025-09-21 周日:周末,不计入。",
        "2025-09-22 周一至2025-09-24 周三:计第3至第5日。",
        "2025-09-25 周四至2025-09-26 周五:中止期间,不计入。",
        "2025-09-27 周六:周末,不计入。",
        "2025-09-28 周日至2025-09-30 周二:中止期间,不计入。",
        "2025-10-01 周三至2025-10-05 周日:国庆节放假(国家日历cn-2026,国办发明电〔2024〕12号),不计入。",
        "2025-10-06 周一:中秋节放假(国家日历cn-2026,国办发明电〔2024〕12号),不计入。",
        "2025-10-07 周二至2025-10-08 周三:国庆节放假(国家日历cn-2026,国办发明电〔2024〕12号),不计入。",
        "2025-10-09 周四至2025-10-11 周六:中止期间,不计入。",
        "2025-10-12 周日:周末,不计入。",
        "2025-10-13 周一至2025-10-16 周四:中止期间,不计入。",
        "2025-10-17 周五:计第6日。",
        "2025-10-18 周六至2025-10-19 周日:周末,不计入。",
        "2025-10-20 周一至2025-10-23 周四:计第7至第10日。",
        "到期:2025-10-23 周四 17:00:00,停止业务活动时(民法典第203条第2款)。",
        "预警:到期日前第1个工作日2025-10-22 周三,自2025-10-22 周三 17:00:00起。",
        "2025-10-22 周三 09:00:00:绿灯。",
    ]


def test_make_up_days_that_count_are_named_in_english_too() -> None:
    steps = trace(
        moment("2026-09-18T10:00:00"),
        days(1),
        extension=days(2),
        calendar=china(),
        day_end=DayEnd.MIDNIGHT,
        yellow_edge=YellowEdge.OPEN,
        ended_at=moment("2026-09-22T17:20:00"),
        now=moment("2026-09-23T09:00:00"),
    )
    assert render(steps, "en") == [
        "Start: 2026-09-18 Fri 10:00:00. That day is not counted, day 1 is the next (Civil Code 201(1)).",
        "Limit: 1 working days, statutory holidays excluded (Licensing Law 82).",
        "Extension: 2 working days, counted with the limit from the start, 3 in all (Licensing Law 42).",
        "2026-09-19 Sat: weekend, not counted.",
        "2026-09-20 Sun: make-up working day for National Day (national calendar cn-2026, 国办通知 2025-11-04), day 1.",
        "2026-09-21 Mon to 2026-09-22 Tue: days 2 to 3.",
        "Due: 24:00 of 2026-09-22 Tue, that is 2026-09-23 Wed 00:00:00 (Civil Code 203(2)).",
        "Warning: working day 1 before the due day, 2026-09-21 Mon, from the opening of business at "
        "2026-09-21 Mon 09:00:00.",
        "Concluded: 2026-09-22 Tue 17:20:00; at 2026-09-23 Wed 09:00:00: green.",
    ]


def codes(steps: list[Step]) -> list[str]:
    return [step.code for step in steps]


def test_natural_days_show_the_move_off_the_holiday_and_the_days_it_passes() -> None:
    steps = trace(
        moment("2024-09-26T10:00:00"),
        Limit(7, Unit.NATURAL_DAY),
        calendar=china(),
        now=moment("2024-09-27T10:00:00"),
    )
    assert codes(steps)[2:] == ["counted", "off", "holiday", "due_close", "yellow_close", "lamp"]
    assert (steps[3].params, steps[4].params["first"], steps[4].params["last"]) == (
        {"on": "2024-10-03"}, "2024-10-03", "2024-10-07",
    )  # fmt: skip


def test_hours_add_up_span_by_span() -> None:
    steps = trace(
        moment("2024-02-09T18:00:00"),
        Limit(4, Unit.WORKING_HOUR),
        calendar=china(),
        suspensions=[
            Suspension(moment("2024-02-18T09:30:00"), moment("2024-02-18T10:30:00")),
            Suspension(moment("2024-02-18T10:00:00"), moment("2024-02-18T10:45:00")),
        ],
        yellow=Limit(1, Unit.WORKING_HOUR),
        now=moment("2024-02-09T18:00:00"),
    )
    assert codes(steps) == [
        "start_hour", "limit_working_hour", "suspension_hours", "suspension_hours", "united",
        "after_hours", "holiday", "worked", "due_hour", "yellow_hour", "lamp",
    ]  # fmt: skip
    assert steps[7].params == {
        "on": "2024-02-18",
        "spans": "09:00:00-09:30:00, 10:45:00-12:00:00, 13:00:00-15:15:00",
        "length": "4:00:00",
        "total": "4:00:00",
    }


@pytest.mark.parametrize(
    ("reason", "begin", "ended", "code"),
    [
        ("not ended", "2024-09-10", None, "suspension_open"),
        ("ended by the conclusion", "2024-09-10", "2024-09-12", "suspension_ended"),
        ("begun after the conclusion", "2024-09-11", "2024-09-10", "suspension_after_end"),
        ("begun after the due moment", "2024-09-20", None, "suspension_after_due"),
    ],
)
def test_an_open_pause_says_what_it_does(reason: str, begin: str, ended: str | None, code: str) -> None:
    steps = trace(
        moment("2024-09-09T10:00:00"),
        days(2),
        calendar=china(),
        suspensions=[Suspension(moment(f"{begin}T10:00:00"), None)],
        ended_at=moment(f"{ended}T10:00:00") if ended else None,
        now=moment("2024-09-30T10:00:00"),
    )
    assert steps[2].code == code
    assert ("due_unknown" in codes(steps)) == (code == "suspension_open")


def test_provisional_dates_and_statutory_days_are_said_to_be() -> None:
    steps = trace(moment("2026-12-30T10:00:00"), days(3), calendar=china(), now=moment("2026-12-30T11:00:00"))
    assert "2027-01-01 周五:元旦法定节假日(放假通知尚未公布),不计入。" in render(steps)
    assert "2026-12-31 周四之后的放假安排尚未公布,暂按周一至周五扣除13天法定节假日计算,公布后重算。" in render(steps)


def test_a_calendar_of_ones_own_names_no_festival() -> None:
    own = Calendar.build(
        hours=china().hours,
        off=[date(2024, 9, 10)],
        work=[date(2024, 9, 14)],
        published_through=date(2024, 12, 31),
        version="own",
    )
    steps = trace(moment("2024-09-09T10:00:00"), days(4), calendar=own, now=moment("2024-09-09T10:00:00"))
    assert render(steps)[2] == "2024-09-10 周二:放假,不计入。"
    assert render(steps)[4] == "2024-09-14 周六:调休上班,计第4日。"


def test_a_month_names_its_day() -> None:
    steps = trace(
        moment("2026-05-31T10:00:00"), Limit(1, Unit.MONTH), calendar=china(), now=moment("2026-05-31T10:00:00")
    )
    assert render(steps)[2] == "1个月后的对应日:2026-06-30 周二。"


def test_steps_can_be_kept_as_json() -> None:
    steps = trace(moment("2025-01-24T10:00:00"), days(20), calendar=china(), now=moment("2025-01-24T10:00:00"))
    again = [
        Step(code, params) for code, params in json.loads(json.dumps([[step.code, step.params] for step in steps]))
    ]
    assert again == steps


def test_the_last_number_counted_is_the_limit() -> None:
    accepted_at = moment("2024-09-20T10:00:00")
    for value in (1, 7, 20, 45, 60):
        steps = trace(accepted_at, days(value), calendar=china(), now=accepted_at)
        counted = [step.params for step in steps if step.code in ("counted", "makeup")]
        due_on = reckon(accepted_at, days(value), calendar=china(), now=accepted_at).due_on
        assert due_on is not None
        assert (counted[-1]["through"], counted[-1]["last"]) == (value, due_on.isoformat())


def test_a_stated_deadline_is_said_to_be_the_sources_own() -> None:
    assert render([Step("stated_deadline", {"due_at": "2024-09-09T17:00:00+08:00"})]) == [
        "到期:2024-09-09 周一 17:00:00,由来源系统载明。"
    ]
    assert render([Step("stated_deadline", {"due_at": None})]) == ["到期:来源系统未载明。"]


def test_both_languages_have_every_line() -> None:
    assert ZH.keys() == EN.keys()
