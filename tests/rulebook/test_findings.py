"""Findings, one row a situation, and the decision clock as the law counts it."""

from dataclasses import replace

import pytest

from rulebook.case import SpecialStep
from rulebook.clock_table import lawful
from rulebook.facts import effective, fold
from rulebook.findings import by_law, findings
from rulebook.measures import Measure
from rulebook.standing import clocks
from rulebook.tally import Watch, day_of, project
from tests.rulebook.builders import SURVEY, TERMS, at, story

LICENCE = lawful(SURVEY, is_licence=True)  # promised 8, statutory 20 + 10 by art. 42(1)
DECLARED = replace(LICENCE, special_steps=(SpecialStep("OTHER", "公示", 5),))
RECORD = replace(LICENCE, is_licence=False)
ACCEPTED = [("RECEIVED", "09-01 09:00"), ("ACCEPTED", "09-01 10:00")]
DONE = ("CONCLUDED", "09-03 10:00", {"outcome": "GRANTED"})
TOLD = {"kind": "EXPERT_REVIEW", "notice_number": "特1号", "planned_days": 3}
PUBLIC = {"kind": "OTHER", "notice_number": "特1号", "planned_days": 5}


def pause(said, begin="09-02 10:00", end=None):
    return [("PAUSE_BEGUN", begin, said), *([("PAUSE_ENDED", end)] if end else [])]


def extended(when="09-02 10:00", **said):
    return ("EXTENSION_GRANTED", when, {"days": 3, "approver": "局长"} | said)


def asked(when, *materials):
    return ("CORRECTION_ASKED", when, {"items": [{"material": one, "defect": "缺"} for one in materials]})


# (what it shows, item, what happened after the acceptance, what is found with the event that shows it)
FOUND = [
    ("told in writing, of one of the eight kinds", LICENCE, pause(TOLD, end="09-04 10:00"), []),
    ("without a notice", LICENCE, pause({"kind": "HEARING"}), [("PAUSE_WITHOUT_NOTICE", 3)]),
    ("of no kind of art. 45", LICENCE, pause(PUBLIC), [("PAUSE_UNDECLARED", 3)]),
    ("of a kind that the item declares", DECLARED, pause(PUBLIC, end="09-04 10:00"), []),
    ("of one of the eight, but the item declares another", DECLARED, pause(TOLD, end="09-04 10:00"),
     [("PAUSE_UNDECLARED", 3)]),
    ("no licence has the eight by itself", RECORD, pause(TOLD, end="09-04 10:00"), [("PAUSE_UNDECLARED", 3)]),
    ("three days told on the 2nd end on the 7th", LICENCE, pause(TOLD, end="09-07 17:30"), []),
    ("one day beyond what was told", LICENCE, pause(TOLD, end="09-08 09:00"), [("PAUSE_BEYOND_PLAN", 3)]),
    ("a correction asked after acceptance", LICENCE, [asked("09-02 10:00", "平面图")],
     [("CORRECTION_AFTER_ACCEPTANCE", 3)]),
    ("an extension in time", LICENCE, [extended()], []),
    ("an extension on the last day, after business, is in time: day 8 is the 11th", LICENCE,
     [extended("09-11 20:00")], []),
    ("an extension after the limit had ended", LICENCE, [extended("09-12 09:00")], [("EXTENSION_LATE", 3)]),
    ("a second extension", LICENCE, [extended(), extended("09-03 10:00")], [("EXTENSION_SECOND", 4)]),
    ("an extension that nobody granted", LICENCE, [extended(approver="")], [("EXTENSION_WITHOUT_APPROVER", 3)]),
    ("granted by the head of the agency, as art. 42(1) has it", LICENCE, [extended(approver_role="AGENCY_HEAD")], []),
    ("granted by another than art. 42(1) says", LICENCE, [extended(approver_role="GOVERNMENT_HEAD")],
     [("EXTENSION_WRONG_APPROVER", 3)]),
]  # fmt: skip


def found(item, lines):
    events = story(*ACCEPTED, *lines)
    known = effective(events)
    facts = fold(known)
    law = by_law(facts, item, TERMS)
    return [(one.code.value, one.sequence) for one in findings(known, facts, clocks(facts, item, TERMS), law, item)]


@pytest.mark.parametrize(("item", "lines", "expected"), [row[1:] for row in FOUND], ids=[row[0] for row in FOUND])
def test_what_is_found(item, lines, expected):
    known = [one for one in found(item, lines) if not one[0].startswith("LATE_")]
    # A pause that has not ended goes beyond its plan by itself.
    is_open = lines[0][0] == "PAUSE_BEGUN" and len(lines) == 1
    assert [one for one in known if not (is_open and one[0] == "PAUSE_BEYOND_PLAN")] == expected


def test_a_demand_that_no_notice_named_before_is_found_with_the_later_notice():
    lines = [ACCEPTED[0], asked("09-01 11:00", "申请书"), ("CORRECTION_RECEIVED", "09-02 09:00"),
             asked("09-02 10:00", "平面图")]  # fmt: skip
    known = effective(story(*lines))
    facts = fold(known)
    assert [(one.code.value, one.sequence) for one in findings(known, facts, [], None, LICENCE)] == [
        ("NEW_IN_LATER_NOTICE", 4)
    ]


def test_a_correction_of_the_record_takes_the_finding_back():
    lines = [*pause({"kind": "HEARING"}), ("CORRECTED", "09-03 09:00", {"corrects": 3})]
    assert found(LICENCE, lines) == []


# Promised 8 working days from 1 September 2026: the 11th. A pause from the 2nd to the 16th takes out ten working days
# (3, 4, 7 to 11, 14 to 16), so the promise ends on day 8 = 9/2=1, then 17=2 18=3 20 (make-up)=4 21=5 22=6 23=7 24=8.
WITHOUT_GROUND = pause({"kind": "OTHER"}, end="09-16 10:00")


@pytest.mark.parametrize(
    ("concluded", "late", "codes"),
    [
        ("09-11 16:00", (False, False), ["PAUSE_UNDECLARED", "PAUSE_WITHOUT_NOTICE"]),
        ("09-18 16:00", (False, True), ["PAUSE_UNDECLARED", "PAUSE_WITHOUT_NOTICE", "LATE_BY_LAW"]),
        ("09-28 16:00", (True, True), ["PAUSE_UNDECLARED", "PAUSE_WITHOUT_NOTICE"]),
    ],
    ids=["in time in both readings", "in time as reported, late as the law counts", "late in both"],
)
def test_the_two_readings_of_a_pause_without_ground(concluded, late, codes):
    lines = [*ACCEPTED, *WITHOUT_GROUND, ("CONCLUDED", concluded, {"outcome": "GRANTED"})]
    projection = project(story(*lines), LICENCE, TERMS, worked_to=None)
    assert projection.decision.due_at == at("09-25 00:00")
    assert projection.law.promised.due_at == at("09-12 00:00")
    counted = {name: number for (_, name), number in projection.counts.items()}
    measures = (Measure.CONCLUDED_LATE, Measure.CONCLUDED_LATE_BY_LAW)
    assert tuple(bool(counted.get(name)) for name in measures) == late
    assert [one.code.value for one in projection.findings] == codes


def test_a_pause_with_ground_gives_one_reading():
    facts = fold(effective(story(*ACCEPTED, *pause(TOLD, end="09-04 10:00"))))
    assert by_law(facts, LICENCE, TERMS) is None


def test_a_case_that_is_paused_without_ground_becomes_late_by_itself():
    """Nothing is recorded on the day: the case is worked at its moment, so that lists by finding show it."""
    projection = project(story(*ACCEPTED, *pause({"kind": "OTHER"})), LICENCE, TERMS, worked_to=None)
    assert projection.decision.due_at is None
    assert at("09-12 00:00") in [one.moment for one in projection.pending]


# Promised until the end of the 11th by law and of the 24th as reported. What the case adds to the reported stock and to
# what only the law counts, at the end of each of these days.
DAYS = ("09-11", "09-12", "09-24", "09-25", "10-01")
STOCKS = [
    ("open: late by law, then as reported as well", [], [(0, 0), (0, 1), (0, 1), (1, 0), (1, 0)]),
    ("concluded in time by law", [("CONCLUDED", "09-11 16:00", {"outcome": "GRANTED"})], [(0, 0)] * 5),
    ("concluded late as the law counts alone", [("CONCLUDED", "09-24 16:00", {"outcome": "GRANTED"})],
     [(0, 0), (0, 1), (0, 0), (0, 0), (0, 0)]),
    ("concluded late in both", [("CONCLUDED", "09-28 16:00", {"outcome": "GRANTED"})],
     [(0, 0), (0, 1), (0, 1), (1, 0), (0, 0)]),
    ("withdrawn while late as the law counts alone", [("WITHDRAWN", "09-24 16:00")],
     [(0, 0), (0, 1), (0, 0), (0, 0), (0, 0)]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), [row[1:] for row in STOCKS], ids=[row[0] for row in STOCKS])
def test_the_stock_of_open_cases_in_two_readings(lines, expected):
    events = story(*ACCEPTED, *WITHOUT_GROUND, *lines)
    projection = project(events, LICENCE, TERMS, worked_to=at("12-01 00:00"))
    measures = (Measure.OVERDUE_CHANGE, Measure.OVERDUE_ONLY_BY_LAW_CHANGE)
    found = [
        tuple(sum(n for (of, name), n in projection.counts.items() if name is one and of <= day_of(at(f"{day} 12:00")))
              for one in measures)
        for day in DAYS
    ]  # fmt: skip
    assert found == expected


def test_a_pause_without_ground_that_goes_on_is_in_the_law_s_stock_alone():
    projection = project(story(*ACCEPTED, *pause({"kind": "OTHER"})), LICENCE, TERMS, worked_to=at("12-01 00:00"))
    late = {name.value: number for (_, name), number in projection.counts.items() if name.value.startswith("overdue")}
    assert late == {"overdue_only_by_law_change": 1, "overdue_statutory_only_by_law_change": 1}


def test_a_case_on_trial_is_in_neither_stock():
    events = story(*ACCEPTED, *WITHOUT_GROUND)
    projection = project(events, LICENCE, TERMS, worked_to=at("12-01 00:00"), watch=Watch(is_trial=True))
    assert not [name for _, name in projection.counts if name.value.startswith("overdue")]


def test_an_extension_by_the_wrong_approver_moves_nothing_as_the_law_counts():
    facts = fold(effective(story(*ACCEPTED, extended(approver_role="GOVERNMENT_HEAD"))))
    law = by_law(facts, LICENCE, TERMS)
    reported = clocks(facts, LICENCE, TERMS)[0]
    assert (reported.due_at, law.promised.due_at) == (at("09-17 00:00"), at("09-12 00:00"))


def test_nothing_is_asked_of_a_case_where_nothing_special_happened():
    facts = fold(effective(story(*ACCEPTED, DONE)))
    assert (by_law(facts, LICENCE, TERMS), findings([], facts, [], None, LICENCE)) == (None, ())
