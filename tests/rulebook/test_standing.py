"""The clocks of a case: which rule, from when, and which of two ends comes first."""

import pytest

from rulebook.case import Anchor, CaseType, ItemRules, LimitRule, StageRule
from rulebook.clock import Limit, Unit
from rulebook.facts import effective, fold
from rulebook.limits import contradictions
from rulebook.standing import clocks
from tests.rulebook.builders import SURVEY, TERMS, at, story

WD, ND, MO, WH = Unit.WORKING_DAY, Unit.NATURAL_DAY, Unit.MONTH, Unit.WORKING_HOUR
RECEIVED, ACCEPTED = ("RECEIVED", "09-21 09:00"), ("ACCEPTED", "09-22 10:00")


def rules(promised=None, statutory=None, stages=(), anchor=Anchor.ACCEPTED, extension=None):
    return ItemRules(
        CaseType.TIME_LIMITED,
        LimitRule(anchor, promised) if promised else None,
        LimitRule(anchor, statutory, extension=extension) if statutory else None,
        stages,
    )


def ends(item, *lines):
    standing = clocks(fold(effective(story(*lines))), item, TERMS)
    return {clock.key: clock.due_at for clock in standing}


def test_no_limit_no_clock():
    assert ends(rules(), RECEIVED, ACCEPTED) == {}


def test_a_limit_from_receipt_runs_before_acceptance():
    item = rules(statutory=Limit(7, ND), anchor=Anchor.RECEIVED)
    assert ends(item, RECEIVED) == {"PROMISED": at("09-29 00:00"), "STATUTORY": at("09-29 00:00")}


def test_a_limit_from_acceptance_has_not_started_before_it():
    assert ends(rules(promised=Limit(3, WD)), RECEIVED) == {}


def test_the_earlier_of_promise_and_statute_rules_over_national_day():
    # Demo item 12: three working days from 30 September 2026 are 8, 9 and (make-up Saturday) 10 October; seven
    # natural days end on 7 October, a day off, and move to the 8th.
    item = rules(promised=Limit(3, WD), statutory=Limit(7, ND))
    lines = (("RECEIVED", "09-30 09:00"), ("ACCEPTED", "09-30 10:00"))
    assert ends(item, *lines) == {"PROMISED": at("10-09 00:00"), "STATUTORY": at("10-09 00:00")}
    assert ends(rules(promised=Limit(3, WD)), *lines) == {"PROMISED": at("10-11 00:00")}


def test_months_end_on_the_same_day_of_the_month():
    assert ends(rules(promised=Limit(3, MO)), RECEIVED, ACCEPTED)["PROMISED"] == at("12-23 00:00")


def test_an_extension_moves_promise_and_statute_and_never_by_more_than_the_item_allows():
    granted = ("EXTENSION_GRANTED", "09-23 10:00", {"days": 99})
    due, plain = ends(SURVEY, RECEIVED, ACCEPTED, granted), ends(SURVEY, RECEIVED, ACCEPTED)
    days = TERMS.calendar.working_days_between
    moved = {name: days(plain[name].date(), due[name].date()) for name in due}
    assert moved == {"PROMISED": 10, "STATUTORY": 10}


def test_an_item_without_extension_is_not_extended():
    granted = ("EXTENSION_GRANTED", "09-23 10:00", {"days": 5})
    item = rules(promised=Limit(3, WD), statutory=Limit(20, WD))
    assert ends(item, RECEIVED, ACCEPTED, granted) == ends(item, RECEIVED, ACCEPTED)


def test_a_deadline_that_the_source_states_is_taken_as_it_is():
    stated = ("RECEIVED", "09-21 09:00", {"deadline": "2026-10-01T12:00:00+08:00"})
    assert ends(rules(), stated) == {"PROMISED": at("10-01 12:00")}


def test_a_pause_that_was_open_when_the_case_ended_ends_with_it():
    paused = ("PAUSE_BEGUN", "09-23 10:00")
    assert ends(SURVEY, RECEIVED, ACCEPTED, paused)["PROMISED"] is None
    # 9/23=1 | 24 and 28 out, 25-27 off | 29=2 30=3 | 10/1-7 off | 8=4 9=5 10 (make-up)=6 12=7 13=8
    due = ends(SURVEY, RECEIVED, ACCEPTED, paused, ("CONCLUDED", "09-28 10:00"))
    assert due["PROMISED"] == at("10-14 00:00")


PUBLISHED = [
    ("within", rules(Limit(8, WD), Limit(20, WD)), []),
    ("same unit", rules(Limit(21, WD), Limit(20, WD)), ["PROMISE_BEYOND_STATUTE"]),
    ("working in natural days", rules(Limit(3, WD), Limit(7, ND)), []),
    ("hours in days", rules(Limit(4, WH), Limit(3, WD)), []),
    ("on ordinary weeks", rules(Limit(20, WD), Limit(20, ND)), ["PROMISE_BEYOND_STATUTE"]),
    (
        "stages",
        rules(Limit(2, WD), None, (StageRule("a", Limit(1, WD)), StageRule("b", Limit(2, WD)))),
        ["STAGES_BEYOND_PROMISE"],
    ),
    ("twice", rules(None, None, (StageRule("a"), StageRule("a"))), ["STAGE_TWICE"]),
]


@pytest.mark.parametrize(("item", "codes"), [row[1:] for row in PUBLISHED], ids=[row[0] for row in PUBLISHED])
def test_what_contradicts_itself_is_not_published(item, codes):
    assert [found.code for found in contradictions(item)] == codes


def test_rules_survive_their_json():
    assert ItemRules.from_json(SURVEY.to_json()) == SURVEY
