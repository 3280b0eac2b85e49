"""How long stages took: passes that ended, of cases concluded in between, without paused and without voided ones."""

import pytest

from hierarchy.calendars import calendar, current_version
from hierarchy.gates import enter
from hierarchy.models import Hall
from rulebook.case import EventKind as Kind
from rulebook.explaining import Quotient
from tenants.cases.append import CaseBatch, NewEvent, append_batch
from tenants.cases.models import Case
from tenants.cases.stages import Passed, passing, stage_days
from tests.cases import histories
from tests.cases.histories import CODE, at, event


@pytest.fixture
def hall(db: None) -> Hall:
    return Hall.objects.get(code=CODE)


def story(number: str, *told: tuple[Kind, str, dict[str, str]]) -> CaseBatch:
    first = [event(Kind.RECEIVED, "03-09 09:00", f"{number}/r"), event(Kind.ACCEPTED, "03-09 09:30", f"{number}/a")]
    more = [
        NewEvent(kind, at(when), detail, "test", f"{number}/{place}") for place, (kind, when, detail) in enumerate(told)
    ]
    return CaseBatch(number, [*first, *more])


SURVEY = {"stage": "现场核查"}
DONE = (Kind.CONCLUDED, "03-17 10:00", {"outcome": "GRANTED"})


def days(hall: Hall, *batches: CaseBatch, begin: str = "03-01 00:00", end: str = "04-01 00:00") -> dict[str, Quotient]:
    with enter(hall):
        version = histories.item()
        append_batch(hall, [CaseBatch(one.number, one.events, version) for one in batches])
        found = stage_days(at(begin), at(end), calendar=calendar(current_version()))
    return {key.stage: value for key, value in found.items() if isinstance(key, Passed)}


def test_working_days_after_the_begin_through_the_end_are_counted(hall: Hall) -> None:
    """Monday 9 March to Monday 16 March 2026: five working days."""
    told = story("S-1", (Kind.STAGE_BEGUN, "03-09 10:00", SURVEY), (Kind.STAGE_ENDED, "03-16 10:00", SURVEY), DONE)
    assert days(hall, told) == {"现场核查": Quotient(5, 1)}


def test_paused_days_are_not_counted(hall: Hall) -> None:
    """A pause from the 10th to the 13th takes out the 11th, 12th and 13th."""
    told = story(
        "S-1",
        (Kind.STAGE_BEGUN, "03-09 10:00", SURVEY),
        (Kind.PAUSE_BEGUN, "03-10 10:00", {"kind": "TESTING"}),
        (Kind.PAUSE_ENDED, "03-13 10:00", {}),
        (Kind.STAGE_ENDED, "03-16 10:00", SURVEY),
        DONE,
    )
    assert days(hall, told) == {"现场核查": Quotient(2, 1)}


def test_a_pass_that_did_not_end_and_a_case_that_goes_on_are_left_out(hall: Hall) -> None:
    unended = story("S-1", (Kind.STAGE_BEGUN, "03-09 10:00", SURVEY), DONE)
    running = story("S-2", (Kind.STAGE_BEGUN, "03-09 10:00", SURVEY), (Kind.STAGE_ENDED, "03-16 10:00", SURVEY))
    assert days(hall, unended, running) == {}


def test_only_cases_concluded_in_between_count_and_what_was_voided_does_not(hall: Hall) -> None:
    told = story(
        "S-1",
        (Kind.STAGE_BEGUN, "03-09 10:00", SURVEY),
        (Kind.STAGE_BEGUN, "03-10 10:00", SURVEY),
        (Kind.STAGE_ENDED, "03-11 10:00", SURVEY),
        DONE,
    )
    voiding = NewEvent(Kind.CORRECTED, at("03-18 09:00"), {"reason": "x"}, "test", "S-1/void", corrects=3)
    assert days(hall, CaseBatch(told.number, [*told.events, voiding])) == {"现场核查": Quotient(1, 1)}
    with enter(hall):
        assert stage_days(at("03-18 00:00"), at("04-01 00:00"), calendar=calendar(current_version())) == {}


def test_the_cases_of_a_stage_are_those_whose_passes_count(hall: Hall) -> None:
    whole = (Kind.STAGE_BEGUN, "03-09 10:00", SURVEY), (Kind.STAGE_ENDED, "03-16 10:00", SURVEY)
    other = (Kind.STAGE_BEGUN, "03-09 10:00", {"stage": "审核"}), (Kind.STAGE_ENDED, "03-16 10:00", {"stage": "审核"})
    told = [story("S-1", *whole, DONE), story("S-2", *whole), story("S-3", whole[0], DONE), story("S-4", *other, DONE)]
    assert days(hall, *told)["现场核查"] == Quotient(5, 1)
    with enter(hall):
        found = Case.objects.filter(pk__in=passing("现场核查", at("03-01 00:00"), at("04-01 00:00")))
        assert [case.number for case in found] == ["S-1"]
        assert passing("现场核查", at("03-18 00:00"), at("04-01 00:00")) == []
