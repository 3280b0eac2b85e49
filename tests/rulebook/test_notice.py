"""行政许可法 32(1)(4): told once, within 5 working days of the receipt; else accepted from the day of receipt.

One row a situation, exact moments across days off. The page is docs/rules/notice.md.
"""

from dataclasses import replace

import pytest

from rulebook import notice
from rulebook.anomalies import Anomaly
from rulebook.case import Anchor, ClockName, EventKind, LimitRule
from rulebook.clock import Limit, Unit
from rulebook.clock_table import lawful
from rulebook.crossings import Replay
from rulebook.facts import effective, fold
from rulebook.findings import by_law, reading
from rulebook.measures import Measure
from rulebook.order import objection, permitted
from rulebook.standing import clocks, deemed_at, explain
from rulebook.tally import project
from rulebook.trace import render
from tests.rulebook.builders import SURVEY, TERMS, at, story

LICENCE = replace(SURVEY, notice=notice.OF_LICENCES)
PAPERS = {"items": [{"material": "布局图", "defect": "缺"}]}
SIX = Limit(6, Unit.WORKING_DAY)
TOLD, TOLD_LATE = ("CORRECTION_ASKED", "09-08 17:00", PAPERS), ("CORRECTION_ASKED", "09-09 09:00", PAPERS)


def standing(rules, *lines):
    return clocks(fold(effective(story(*lines))), rules, TERMS)


def told(clock):
    return None if clock is None else (clock.started_at, clock.due_at)


def named(rules, name, *lines):
    return next((clock for clock in standing(rules, *lines) if clock.name == name), None)


# Received, then what happened; when the time to tell ended, from when it is accepted in law, from when the 20 run.
TABLE = [
    # Tuesday 1 September 2026: 2, 3, 4, 7, 8.
    ("accepted the same day", "09-01 09:00", [("ACCEPTED", "09-01 10:00")], "09-09 00:00", None, "09-01 10:00"),
    ("on the fifth day", "09-01 09:00", [("ACCEPTED", "09-08 23:59")], "09-09 00:00", None, "09-08 23:59"),
    (
        "accepted on the sixth day: dated back",
        "09-01 09:00",
        [("ACCEPTED", "09-09 10:00")],
        "09-09 00:00",
        "09-09 00:00",
        "09-01 09:00",
    ),
    ("silent", "09-01 09:00", [], "09-09 00:00", "09-09 00:00", "09-01 09:00"),
    ("told on the fifth day", "09-01 09:00", [TOLD], "09-09 00:00", None, None),
    (
        "told in time, accepted weeks later: from the acceptance",
        "09-01 09:00",
        [TOLD, ("CORRECTION_RECEIVED", "09-21 09:00"), ("ACCEPTED", "09-21 10:00")],
        "09-09 00:00",
        None,
        "09-21 10:00",
    ),
    (
        "told too late: the notice stops nothing",
        "09-01 09:00",
        [TOLD_LATE, ("CORRECTION_RECEIVED", "09-21 09:00"), ("ACCEPTED", "09-21 10:00")],
        "09-09 00:00",
        "09-09 00:00",
        "09-01 09:00",
    ),
    ("declined in time", "09-01 09:00", [("DECLINED", "09-04 09:00")], "09-09 00:00", None, None),
    # Monday 28 September: 29, 30; off 1 to 7 October; 8, 9, and the make-up Saturday 10.
    ("across National Day", "09-28 15:00", [], "10-11 00:00", "10-11 00:00", "09-28 15:00"),
    # Friday 13 February: the make-up Saturday 14; off 15 to 23; 24, 25, 26, 27.
    ("across Spring Festival", "02-13 09:00", [], "02-28 00:00", "02-28 00:00", "02-13 09:00"),
    # A Saturday: nothing is counted before Monday 7.
    ("received on a day off", "09-05 10:00", [], "09-12 00:00", "09-12 00:00", "09-05 10:00"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("received", "lines", "due", "deemed", "begins"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_silence_is_acceptance_from_the_receipt(received, lines, due, deemed, begins):
    found = standing(LICENCE, ("RECEIVED", received), *lines)
    by_name = {clock.name: clock for clock in found}
    assert told(by_name["INTAKE_NOTICE"]) == (at(received), at(due))
    assert deemed_at(found) == (at(deemed) if deemed else None)
    assert (by_name["STATUTORY"].started_at if "STATUTORY" in by_name else None) == (at(begins) if begins else None)


def test_an_item_that_declares_no_time_to_tell_has_no_such_clock():
    assert named(SURVEY, "INTAKE_NOTICE", ("RECEIVED", "09-01 09:00")) is None
    assert standing(SURVEY, ("RECEIVED", "09-01 09:00")) == []


def test_where_only_begin_and_end_are_seen_nobody_is_held_to_tell_here():
    assert LICENCE.of_begin_and_end().notice is None


def test_a_promise_shorter_than_the_time_to_tell_is_not_late_before_it():
    brief = replace(LICENCE, promised=LimitRule(Anchor.ACCEPTED, Limit(1, Unit.WORKING_DAY)), stages=())
    silent = named(brief, "PROMISED", ("RECEIVED", "09-01 09:00"))
    late = named(brief, "PROMISED", ("RECEIVED", "09-01 09:00"), ("ACCEPTED", "09-10 09:00"))
    # One working day after 1 September is the 2nd; nobody could know before the 8th was over.
    assert told(silent) == told(late) == (at("09-01 09:00"), at("09-09 00:00"))
    assert render(explain(late, TERMS), "en")[-1].startswith("Shorter than the time to tell")


def test_a_limit_from_the_receipt_is_not_moved():
    rules = replace(LICENCE, statutory=LimitRule(Anchor.RECEIVED, Limit(20, Unit.WORKING_DAY)), promised=None)
    assert named(rules, "STATUTORY", ("RECEIVED", "09-01 09:00")).missed is None


def test_the_count_says_why_it_begins_with_the_receipt():
    clock = named(LICENCE, "STATUTORY", ("RECEIVED", "09-01 09:00"), ("ACCEPTED", "09-10 09:00"))
    assert render(explain(clock, TERMS), "zh")[0] == (
        "视为受理:至2026-09-09 周三 00:00:00未告知,自收到申请材料之日起即为受理(行政许可法32(1)(4))。"
    )


def test_a_silent_licence_warns_turns_red_and_then_counts_as_accepted():
    events = story(("RECEIVED", "09-01 09:00"))
    alerts = [
        (one.crossing.clock, one.crossing.rung, one.crossing.at) for one in Replay(events, LICENCE, TERMS).alerts()
    ]
    assert alerts == [
        ("INTAKE_NOTICE", "near", at("09-07 09:00")),
        ("INTAKE_NOTICE", "over", at("09-09 00:00")),
        ("PROMISED", "near", at("09-10 09:00")),
        ("PROMISED", "over", at("09-12 00:00")),
        ("STATUTORY", "over", at("09-30 00:00")),
    ]
    worked = project(events, LICENCE, TERMS, worked_to=at("12-01 00:00"))
    found = {(str(day), name.value): count for (day, name), count in worked.counts.items()}
    assert found["2026-09-09", "deemed_accepted"] == 1
    assert found["2026-09-12", "overdue_change"] == 1


def test_the_yellow_and_red_of_one_told_in_time_never_fire():
    events = story(("RECEIVED", "09-01 09:00"), ("CORRECTION_ASKED", "09-04 09:00", PAPERS))
    assert Replay(events, LICENCE, TERMS).alerts() == []
    assert project(events, LICENCE, TERMS, worked_to=None).pending == ()


def test_told_in_time_but_reported_late_takes_the_red_back():
    events = story(("RECEIVED", "09-01 09:00"), ("CORRECTION_ASKED", "09-04 09:00", PAPERS, "09-10 09:00"))
    alerts = Replay(events, LICENCE, TERMS).alerts()
    assert [(one.crossing.rung, [note.kind for note in one.notes]) for one in alerts] == [
        ("near", ["CLEARED"]),
        ("over", ["CLEARED"]),
    ]


def test_days_used_are_counted_from_the_receipt():
    events = story(
        ("RECEIVED", "09-01 09:00"), ("ACCEPTED", "09-10 09:00"), ("CONCLUDED", "09-14 16:00", {"outcome": "GRANTED"})
    )
    counts = project(events, LICENCE, TERMS, worked_to=None).counts
    # 2, 3, 4, 7, 8, 9, 10, 11, 14 September.
    assert counts[at("09-14 16:00").date(), Measure.USED_DAYS] == 9
    assert counts[at("09-14 16:00").date(), Measure.SPEED_USED_DAYS] == 9


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (EventKind.CORRECTION_ASKED, Anomaly.AFTER_DEEMED_ACCEPTANCE),
        (EventKind.DECLINED, Anomaly.AFTER_DEEMED_ACCEPTANCE),
        (EventKind.NOT_REQUIRED, None),
        (EventKind.ACCEPTED, None),
    ],
)
def test_what_an_accepted_case_can_no_longer_be_told(kind, code):
    facts = fold(effective(story(("RECEIVED", "09-01 09:00"))))
    silent_until = at("09-09 00:00")
    assert objection(kind, facts, at=at("09-09 09:00"), deemed_at=silent_until) == code
    assert objection(kind, facts, at=at("09-08 17:00"), deemed_at=silent_until) is None
    assert (kind in permitted(facts, at=at("09-09 09:00"), deemed_at=silent_until)) == (code is None)


@pytest.mark.parametrize(
    ("why", "type_code", "declared", "code"),
    [
        ("a licence has the law's without saying so", "01", None, None),
        ("a shorter one of a licence", "01", LimitRule(Anchor.RECEIVED, Limit(3, Unit.WORKING_DAY), "本厅承诺"), None),
        ("longer than the law", "01", LimitRule(Anchor.RECEIVED, SIX, "本厅"), "NOTICE_BEYOND_LAW"),
        ("another type with its basis", "07", LimitRule(Anchor.RECEIVED, SIX, "某条例"), None),
        ("another type without", "07", LimitRule(Anchor.RECEIVED, SIX), "NOTICE_WITHOUT_BASIS"),
        ("not from the receipt", "01", LimitRule(Anchor.ACCEPTED, SIX, "x"), "NOTICE_NOT_FROM_RECEIPT"),
    ],
)  # fmt: skip
def test_what_a_version_may_declare(why, type_code, declared, code):
    assert notice.objection(type_code, declared) == code, why


def test_only_licences_have_it_by_law():
    assert notice.rule_for("01", None) == notice.OF_LICENCES
    assert notice.rule_for("07", None) is None


def test_a_pause_without_ground_stops_the_law_s_clock_of_a_case_accepted_by_silence_as_little_as_of_any():
    """Received 1 September, nothing told by the 8th: 2=1 3 4 7 8 9 10=7 11=8; the pause takes out 11, 14, 15, 16."""
    rules = lawful(LICENCE, is_licence=True)
    facts = fold(effective(story(
        ("RECEIVED", "09-01 09:00"),
        ("ACCEPTED", "09-09 10:00"),
        ("PAUSE_BEGUN", "09-10 10:00", {"kind": "OTHER"}),
        ("PAUSE_ENDED", "09-16 10:00"),
    )))  # fmt: skip
    law = by_law(facts, rules, TERMS)
    assert told(reading(clocks(facts, rules, TERMS)).promised) == (at("09-01 09:00"), at("09-18 00:00"))
    assert law
    assert told(law.promised) == (at("09-01 09:00"), at("09-12 00:00"))


def test_a_correction_asked_after_silence_gives_no_time_that_could_lapse():
    five = LimitRule(Anchor.CORRECTION_ASKED, Limit(5, Unit.WORKING_DAY), basis="办法")
    rules = replace(LICENCE, clocks={ClockName.CORRECTION_TIME: five})
    received = ("RECEIVED", "09-01 09:00")
    assert named(rules, "CORRECTION_TIME", received, TOLD).due_at == at("09-16 00:00")
    assert named(rules, "CORRECTION_TIME", received, TOLD_LATE) is None
