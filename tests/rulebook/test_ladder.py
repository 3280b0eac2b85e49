"""The ladder: what the faults of a department propose, and who may tighten it. docs/rules/accountability.md."""

from datetime import datetime, timedelta

import pytest

from rulebook.calendar import SHANGHAI
from rulebook.ladder import Fault, Rung, Step, Weight, bad_rungs, counted, effective, loosened, proposed

NOW = datetime(2026, 10, 14, 12, tzinfo=SHANGHAI)
RECTIFY = Rung(Step.RECTIFICATION, Weight.UNEXPLAINED, 1, 90, "city")
CIRCULAR = Rung(Step.CIRCULAR, Weight.LATE, 3, 365, "city")
PURSUE = Rung(Step.ACCOUNTABILITY, Weight.LATE, 4, 365, "city")
LADDER = [RECTIFY, CIRCULAR, PURSUE]


def faults(*ages: int, weight: str = "LATE") -> list[Fault]:
    """Faults this many days ago."""
    return [Fault(NOW - timedelta(days=age), Weight(weight)) for age in ages]


@pytest.mark.parametrize(
    ("history", "issued", "expected"),
    [
        ([], {}, None),
        (faults(1, 2), {}, None),
        (faults(1, 2, 3), {}, "CIRCULAR"),
        # The heaviest that is reached.
        (faults(1, 2, 3, 4), {}, "ACCOUNTABILITY"),
        (faults(1, weight="UNEXPLAINED"), {}, "RECTIFICATION"),
        # A heavier fault counts on a lighter rung as well.
        (faults(1, 2) + faults(3, weight="UNCORRECTED"), {}, "CIRCULAR"),
        # A lighter one does not on a heavier rung.
        (faults(1, weight="LATE_STATUTORY"), {}, None),
        # What is older than the rung's time has been forgotten.
        (faults(1, 2, 366), {}, None),
        (faults(89, weight="UNEXPLAINED"), {}, "RECTIFICATION"),
        (faults(90, weight="UNEXPLAINED"), {}, None),
        # The document of a rung answers what was before it; one document a rung.
        (faults(10, 20, 30), {"CIRCULAR": 5}, None),
        (faults(1, 20, 30, 40), {"CIRCULAR": 5}, "ACCOUNTABILITY"),
        (faults(1, 20, 30, 40), {"CIRCULAR": 5, "ACCOUNTABILITY": 4}, None),
        (faults(1, 2, 3, 20, 30), {"CIRCULAR": 5, "ACCOUNTABILITY": 4}, "CIRCULAR"),
        # What lies ahead has not happened.
        (faults(1, 2, -1), {}, None),
    ],
)
def test_what_a_history_proposes(history: list[Fault], issued: dict[str, int], expected: str | None) -> None:
    given = {Step(step): NOW - timedelta(days=age) for step, age in issued.items()}
    found = proposed(LADDER, history, given, now=NOW)
    assert (found.rung.step if found else None) == expected


def test_every_rung_says_how_far_it_is() -> None:
    found = counted(LADDER, faults(1, 2) + faults(3, weight="UNEXPLAINED"), {}, now=NOW)
    assert [(one.rung.step, one.count, one.is_reached) for one in found] == [
        ("RECTIFICATION", 1, True),
        ("CIRCULAR", 3, True),
        ("ACCOUNTABILITY", 3, False),
    ]


def county(step: str = "CIRCULAR", weight: str = "LATE", count: int = 3, days: int = 365) -> Rung:
    return Rung(Step(step), Weight(weight), count, days, "county")


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ([county()], None),
        ([county(count=2)], None),
        ([county(days=366)], None),
        ([county(), county("TALK")], None),
        ([county(count=4)], "CIRCULAR"),
        ([county(days=364)], "CIRCULAR"),
        ([county(weight="LATE_STATUTORY")], "CIRCULAR"),
        # Tighter in one member, looser in another is looser.
        ([county(count=2, days=90)], "CIRCULAR"),
        ([county("TALK")], "CIRCULAR"),
    ],
)
def test_a_tier_below_tightens_and_never_loosens(own: list[Rung], expected: str | None) -> None:
    assert loosened([CIRCULAR], own) == expected


@pytest.mark.parametrize(
    ("tiers", "expected"),
    [
        ([], []),
        ([[CIRCULAR]], [CIRCULAR]),
        ([[CIRCULAR], [county(count=2)]], [county(count=2)]),
        # The city tightened after the county had published: the city's holds.
        ([[CIRCULAR], [county(count=5)]], [CIRCULAR]),
        ([[CIRCULAR], [], [county("TALK")]], [CIRCULAR, county("TALK")]),
    ],
)
def test_what_holds_in_a_hall_is_the_tightest_of_all_tiers(tiers: list[list[Rung]], expected: list[Rung]) -> None:
    assert effective(tiers) == expected


@pytest.mark.parametrize(
    ("rungs", "expected"),
    [
        ([], "ONE_RUNG_A_STEP"),
        ([CIRCULAR, county()], "ONE_RUNG_A_STEP"),
        ([county(count=0)], "OUT_OF_RANGE"),
        ([county(days=367)], "OUT_OF_RANGE"),
        (LADDER, None),
    ],
)
def test_what_is_a_ladder(rungs: list[Rung], expected: str | None) -> None:
    assert bad_rungs(rungs) == expected
