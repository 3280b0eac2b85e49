"""六件: which classes a case is in, one row a situation; and that they are counted on the day of the conclusion."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from rulebook.case import CaseType, ItemRules
from rulebook.classes import USUAL_NAMES, CaseClass, classes
from rulebook.facts import effective, fold
from rulebook.tally import project
from tests.rulebook.builders import SURVEY, TERMS, story

SPOT = ItemRules(CaseType.ON_THE_SPOT)
BEGUN = [("RECEIVED", "09-01 09:00"), ("ACCEPTED", "09-01 10:00")]
GRANTED = ("CONCLUDED", "09-02 16:00", {"outcome": "GRANTED"})
T, S = CaseClass.TIME_LIMITED, CaseClass.ON_THE_SPOT


@pytest.mark.parametrize(
    ("why", "rules", "lines", "expected"),
    [
        ("an item done on the spot", SPOT, [*BEGUN, GRANTED], [S]),
        ("an item with a promise, still open", SURVEY, BEGUN, [T]),
        ("a case type of neither kind", ItemRules(CaseType.OTHER), BEGUN, []),
        ("other departments answer", replace(SURVEY, co_reviewers=("D04",)), BEGUN, [T, CaseClass.JOINT]),
        ("its item is decided above", replace(SURVEY, is_decided_above=True), BEGUN, [T, CaseClass.PASSED_UP]),
        (
            "concluded as passed up",
            SURVEY,
            [*BEGUN, ("CONCLUDED", "09-02 16:00", {"outcome": "PASSED_UP"})],
            [T, CaseClass.PASSED_UP],
        ),
        ("returned", SURVEY, [*BEGUN, ("CONCLUDED", "09-02 16:00", {"outcome": "RETURNED"})], [T, CaseClass.RETURNED]),
        (
            "papers were asked for",
            SURVEY,
            [BEGUN[0], ("CORRECTION_ASKED", "09-01 09:30"), ("CORRECTION_RECEIVED", "09-01 09:40"), BEGUN[1]],
            [T, CaseClass.SUPPLEMENTED],
        ),
        (
            "the request for papers was voided",
            SURVEY,
            [BEGUN[0], ("CORRECTION_ASKED", "09-01 09:30"), ("CORRECTED", "09-01 09:40", {"corrects": 2})],
            [T],
        ),
    ],
)
def test_a_case_is_in_these_classes(why, rules, lines, expected):
    assert list(classes(fold(effective(story(*lines))), rules)) == expected, why


def test_classes_are_counted_of_concluded_cases_on_the_day_they_end():
    rules = replace(SURVEY, co_reviewers=("D04",), is_decided_above=True)
    lines = [BEGUN[0], ("CORRECTION_ASKED", "09-01 09:30"), ("CORRECTION_RECEIVED", "09-01 09:40"), BEGUN[1]]
    named = ("joint", "passed_up", "supplemented", "returned", "on_the_spot", "timed")

    def counted(*events):
        counts = project(story(*events), rules, TERMS, worked_to=None).counts
        return {(day.isoformat()[5:], name.value): n for (day, name), n in counts.items() if name.value in named}

    assert counted(*lines) == {}
    assert counted(*lines, ("CONCLUDED", "09-02 16:00", {"outcome": "RETURNED"})) == {
        ("09-02", "joint"): 1,
        ("09-02", "passed_up"): 1,
        ("09-02", "supplemented"): 1,
        ("09-02", "returned"): 1,
        ("09-02", "timed"): 1,
    }


def test_an_item_without_the_new_members_reads_as_before():
    data = SURVEY.to_json()
    old = {name: value for name, value in data.items() if name not in ("co_reviewers", "is_decided_above")}
    assert ItemRules.from_json(old) == ItemRules.from_json(data) == SURVEY


def test_every_class_has_its_usual_name_which_pages_say_too() -> None:
    messages = Path(__file__).resolve().parents[2] / "frontend" / "src" / "messages" / "zh.json"
    said = json.loads(messages.read_text(encoding="utf-8"))["caseClass"]
    assert {one.value: name for one, name in USUAL_NAMES.items()} == said
