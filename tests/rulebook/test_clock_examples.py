"""Dates worked out by hand (examples E01 to E14 of the rule collection): one row a date, its arithmetic beside it."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from rulebook.calendar import SHANGHAI, china
from rulebook.clock import Limit, Suspension, Unit, reckon


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


EXAMPLES = [
    ("E01", "2024-09-20", 20, "2024-10-23", "20 working days over National Day, make-up days 9/29 and 10/12 count"),
    ("E02", "2024-09-20", 30, "2024-11-06", "20 + 10 counted once from acceptance"),
    (
        "E03",
        "2025-01-24",
        5,
        "2025-02-07",
        "5 days to ask for papers, make-up Sunday 1/26, Spring Festival 1/28 to 2/4",
    ),
    ("E03b", "2025-01-24", 20, "2025-02-27", "deemed accepted from the day of receipt, make-up Saturday 2/8"),
    ("E04", "2025-10-11", 7, "2025-10-21", "accepted on a make-up Saturday, which is not counted itself"),
    ("E04b", "2025-10-11", 20, "2025-11-07", "the statutory limit of the same case"),
    ("E04c", "2025-09-22", 5, "2025-09-28", "the last day is a make-up Sunday"),
    ("E08", "2025-12-25", 5, "2026-01-04", "the last day is the make-up Sunday of New Year 2026"),
    ("E08b", "2026-01-05", 3, "2026-01-08", "an order of 3 working days given on the first overdue day"),
    ("E10", "2024-07-01", 45, "2024-09-02", "joint handling: July 22, August 22, September 1"),
    ("E10b", "2024-07-01", 60, "2024-09-24", "45 + 15 over Mid-Autumn, make-up Saturday 9/14"),
    ("E11", "2025-04-29", 10, "2025-05-16", "delivery within 10 working days over May Day"),
    ("E13", "2026-09-18", 1, "2026-09-20", "one working day: a make-up Sunday"),
    ("E13b", "2026-09-21", 1, "2026-09-22", "the document of consent, a day after the default"),
    ("E14", "2024-10-05", 5, "2024-10-12", "received on a day off: the next working day is day 1"),
    ("E14b", "2024-10-08", 5, "2024-10-14", "received as of the next working day, which is day 0"),
]


@pytest.mark.parametrize(("name", "start", "days", "due", "reason"), EXAMPLES, ids=[row[0] for row in EXAMPLES])
def test_working_days_end_where_the_hand_count_ends(name: str, start: str, days: int, due: str, reason: str) -> None:
    accepted_at = moment(f"{start}T10:00:00")
    found = reckon(accepted_at, Limit(days, Unit.WORKING_DAY), calendar=china(), now=accepted_at)
    assert found.due_at == moment(f"{due}T17:00:00"), reason
    assert found.due_on == date.fromisoformat(due)
    assert found.provisional is False


def test_e02_is_the_same_as_limit_and_extension() -> None:
    accepted_at = moment("2024-09-20T10:00:00")
    ten = Limit(10, Unit.WORKING_DAY)
    found = reckon(accepted_at, Limit(20, Unit.WORKING_DAY), extension=ten, calendar=china(), now=accepted_at)
    assert found.due_at == moment("2024-11-06T17:00:00")


def test_e05_expert_review_takes_out_twelve_working_days() -> None:
    """行政许可法 45: 9/30 without the pause; out are 9/25, 26, 28, 29, 30, 10/9, 10, 11, 13, 14, 15, 16."""
    accepted_at, limit = moment("2025-09-17T10:00:00"), Limit(10, Unit.WORKING_DAY)
    review = Suspension(moment("2025-09-24T14:00:00"), moment("2025-10-16T10:00:00"))
    without = reckon(accepted_at, limit, calendar=china(), now=accepted_at)
    paused = reckon(accepted_at, limit, suspensions=[review], calendar=china(), now=accepted_at)
    assert without.due_at == moment("2025-09-30T17:00:00")
    assert paused.due_at == moment("2025-10-23T17:00:00")
    assert china().working_days_between(date(2025, 9, 24), date(2025, 10, 16)) == 12


def test_e08_is_warned_of_from_the_close_of_the_working_day_before() -> None:
    accepted_at = moment("2025-12-25T10:00:00")
    found = reckon(accepted_at, Limit(5, Unit.WORKING_DAY), calendar=china(), now=accepted_at)
    assert found.yellow_at == moment("2025-12-31T17:00:00")


def test_e09_hours_run_over_spring_festival_in_business_hours_only() -> None:
    """民法典 201(2), 203(2): Friday 2/9 16:00 to 17:30 is 1.5 h; make-up Sunday 2/18 09:00 to 11:30 is 2.5 h."""
    office = replace(china(), hours=((time(9), time(12)), (time(13, 30), time(17, 30))))
    found = reckon(
        moment("2024-02-09T16:00:00"),
        Limit(4, Unit.WORKING_HOUR),
        yellow=Limit(1, Unit.WORKING_HOUR),
        calendar=office,
        now=moment("2024-02-09T16:00:00"),
    )
    assert found.due_at == moment("2024-02-18T11:30:00")
    assert found.yellow_at == moment("2024-02-18T10:30:00")
