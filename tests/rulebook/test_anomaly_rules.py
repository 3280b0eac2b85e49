"""Rules about anomalies: each shipped rule passes its own examples, facts follow from events, tiers only tighten."""

from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from hierarchy.rules import shipped
from rulebook.anomaly_facts import FACTS, Subject, facts_of
from rulebook.anomaly_rules import (
    FAILED,
    Example,
    Line,
    Phase,
    Published,
    Rule,
    RuleFailed,
    Rulings,
    Severity,
    hit_of,
    judge,
    objections,
    read,
)
from rulebook.case import FeeRule, StageRule
from rulebook.clock import Limit, Unit
from rulebook.earlier import Earlier, before
from rulebook.facts import effective, fold
from rulebook.silence import Silence
from tests.rulebook.builders import SURVEY, TERMS, at, story

DAY = Limit(1, Unit.WORKING_DAY)
PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules" / "anomalies.md"
NOW = (Line(None, ("13", "1303", "130324")),)
FOREST = replace(SURVEY, stages=tuple(StageRule(name, DAY) for name in ("受理", "现场核实", "审核", "批准")))
LAND = replace(
    SURVEY,
    fees=(
        FeeRule("不动产登记费", 8000, "住宅"),
        FeeRule("不动产登记费", 55000, "非住宅"),
        FeeRule("不动产登记费", 8000, "车位"),
    ),
)
ACCEPTED = [("RECEIVED", "09-01 09:00"), ("ACCEPTED", "09-01 10:00")]
GRANTED = ("CONCLUDED", "09-03 10:00", {"outcome": "GRANTED"})


def subject(rules, *lines, **more) -> Subject:
    known = effective(story(*lines))
    return Subject(known, fold(known), rules, TERMS, **more)


def hits(rules, *lines, **more) -> list[str]:
    """What the whole shipped library finds."""
    published = tuple(Published(key, "13", 1, date(2026, 1, 1), rule) for key, rule in enumerate(shipped(), start=1))
    return [hit.code for hit in judge(subject(rules, *lines, **more), Rulings(published, NOW).on(date(2026, 9, 1)))]


def passed(*stages, recorded=None):
    """Stages begun and ended on the 2nd, an hour apart."""
    for hour, name in enumerate(stages, start=9):
        yield ("STAGE_BEGUN", f"09-02 {hour:02}:00", {"stage": name}, *([recorded] if recorded else []))
        yield ("STAGE_ENDED", f"09-02 {hour:02}:30", {"stage": name}, *([recorded] if recorded else []))


def charged(amount, condition, name="不动产登记费"):
    return ("FEE_CHARGED", "09-02 10:00", {"fee": name, "amount": amount, "condition": condition})


ALL = ("受理", "现场核实", "审核", "批准")
# (what it shows, item, what happened after the acceptance, what is found)
FOUND = [
    ("all is well", FOREST, [*passed(*ALL), GRANTED], []),
    ("granted without the survey", FOREST, [*passed("受理", "审核", "批准"), GRANTED], ["STAGE_SKIPPED"]),
    ("returned before the survey", FOREST,
     [*passed("受理"), ("CONCLUDED", "09-03 10:00", {"outcome": "RETURNED"})], []),
    ("four stages within one minute", FOREST,
     [*(("STAGE_ENDED", f"2026-09-02 10:00:{second:02}", {"stage": name}) for second, name in enumerate(ALL)), GRANTED],
     ["STAGES_AT_ONCE"]),
    ("stages entered two working days later in one minute", FOREST,
     [*passed(*ALL, recorded="09-04 17:00"), GRANTED], ["BACK_ENTRY"]),
    ("stages entered the next day", FOREST, [*passed(*ALL, recorded="09-03 09:00"), GRANTED], []),
    ("refused without a reason", SURVEY, [("CONCLUDED", "09-03 10:00", {"outcome": "REFUSED", "reason": " "}),
     ("STAGE_ENDED", "09-02 09:00", {"stage": "受理"}), ("STAGE_ENDED", "09-02 11:00", {"stage": "现场核查"})],
     ["REFUSAL_WITHOUT_REASON"]),
    ("a garage charged as what is no dwelling", LAND, [charged(55000, "车位")], ["FEE_OFF_CONDITION"]),
    ("a garage charged as the list says", LAND, [charged(8000, "车位")], []),
    ("an office charged as the list says", LAND, [charged(55000, "非住宅")], []),
    ("an amount that the list does not have", LAND, [charged(9000, "住宅")], ["FEE_BEYOND_STANDARD"]),
    ("a fee that the list does not have", LAND, [charged(500, "", name="资料费")], ["FEE_UNLISTED"]),
    ("an item without a list is not judged", SURVEY, [charged(500, "", name="资料费")], []),
    ("a pause on the last promised day, the 11th", SURVEY,
     [("PAUSE_BEGUN", "09-11 09:00", {"kind": "HEARING", "planned_days": 3})], ["STOPPED_ON_LAST_DAY"]),
    ("a pause on the last day but one", SURVEY,
     [("PAUSE_BEGUN", "09-10 09:00", {"kind": "HEARING", "planned_days": 3})], ["STOPPED_ON_LAST_DAY"]),
    ("a pause two days before", SURVEY,
     [("PAUSE_BEGUN", "09-09 09:00", {"kind": "HEARING", "planned_days": 3})], []),
    ("a correction after acceptance on the last day", SURVEY,
     [("CORRECTION_ASKED", "09-11 09:00", {"items": []})], ["STOPPED_ON_LAST_DAY"]),
    ("a pause without a plan that goes on", SURVEY, [("PAUSE_BEGUN", "09-02 09:00", {"kind": "OTHER"})],
     ["STOP_WITHOUT_END"]),
    ("handed out before the decision", SURVEY,
     [("STAGE_ENDED", "09-02 09:00", {"stage": "受理"}), ("STAGE_ENDED", "09-02 11:00", {"stage": "现场核查"}),
      ("DELIVERED", "09-02 12:00"), GRANTED], ["RESULT_BEFORE_DECISION"]),
    ("decided twenty seconds after acceptance", SURVEY,
     [("STAGE_ENDED", "2026-09-01 10:00:05", {"stage": "受理"}),
      ("STAGE_ENDED", "2026-09-01 10:00:10", {"stage": "现场核查"}),
      ("CONCLUDED", "2026-09-01 10:00:20", {"outcome": "GRANTED"})], ["HANDLED_TOO_FAST"]),
]  # fmt: skip


@pytest.mark.parametrize("rule", shipped(), ids=lambda rule: rule.code)
def test_a_shipped_rule_passes_its_own_examples(rule: Rule):
    assert objections(rule) == []


@pytest.mark.parametrize(("why", "rules", "lines", "found"), FOUND, ids=[row[0] for row in FOUND])
def test_what_the_shipped_rules_find(why, rules, lines, found):
    assert hits(rules, *ACCEPTED, *lines) == found


def test_a_receipt_recorded_two_days_after_the_decision():
    lines = [("RECEIVED", "09-01 09:00", "09-03 17:00"), ("ACCEPTED", "09-01 10:00", "09-03 17:00"),
             ("STAGE_ENDED", "09-01 11:00", {"stage": "受理"}, "09-03 17:00"),
             ("STAGE_ENDED", "09-01 12:00", {"stage": "现场核查"}, "09-03 17:01"),
             ("CONCLUDED", "09-01 16:00", {"outcome": "GRANTED"}, "09-03 17:02")]  # fmt: skip
    assert hits(SURVEY, *lines) == ["RECORDED_WHEN_DECIDED"]
    assert hits(SURVEY, *lines, is_partial=True) == []


def test_the_middle_of_a_partly_monitored_department_is_not_missed():
    assert hits(FOREST, *ACCEPTED, GRANTED) == ["STAGE_SKIPPED"]
    assert hits(FOREST, *ACCEPTED, GRANTED, is_partial=True) == []


def test_what_a_feed_brings_after_it_was_silent_is_no_back_entry():
    lines = [*ACCEPTED, *passed(*ALL, recorded="09-08 09:10"), GRANTED]
    events = [replace(event, source="dept") for event in story(*lines)]
    known = effective(events)
    silent = {"dept": (Silence(at("09-03 17:00"), at("09-08 17:00")),)}
    wanted = ("back_entered_stages",)
    assert facts_of(Subject(known, fold(known), FOREST, TERMS), wanted) == {"back_entered_stages": 4}
    assert facts_of(Subject(known, fold(known), FOREST, TERMS, silent), wanted) == {"back_entered_stages": 0}


def test_who_handles_and_approves_is_judged_only_where_it_is_told():
    events = story(*ACCEPTED, *passed(*ALL), GRANTED)
    told = {"现场核实": "甲", "审核": "乙", "批准": "乙"}
    named = [replace(event, person=told.get(event.detail.get("stage", ""), "")) for event in events]
    for known, found in ((effective(events), (None, None)), (effective(named), (["乙", "甲"], ["乙"]))):
        facts = facts_of(Subject(known, fold(known), FOREST, TERMS), ("handlers", "approvers"))
        assert (facts["handlers"], facts["approvers"]) == found


def test_every_trigger_of_the_shared_rule_set_has_a_rule():
    """RS04, articles 5 to 8: eight triggers; the eighth, "other breach", is what all the others are not."""
    grounds = {part for rule in shipped() for part in rule.source.split(";")[:1] if part.startswith("RS04")}
    assert grounds == {f"RS04 {number}" for number in range(1, 8)}


WAITING = {"LAWFUL_APPLICATION_REFUSED", "NOT_ONLINE", "DECIDED_WITHOUT_AUTHORITY", "CANCELLED_ITEM",
           "PRECONDITION_ADDED", "RATED_BY_CLERK"}  # fmt: skip


def test_rules_whose_facts_nothing_tells_wait_and_are_never_judged():
    assert {rule.code for rule in shipped() if rule.waits_for} == WAITING
    published = tuple(Published(1, "13", 1, date(2026, 1, 1), rule) for rule in shipped() if rule.waits_for)
    assert Rulings(published, NOW).on(date(2026, 9, 1)) == ()


OWN = Rule(
    "OWN", "自定", "Own", Severity.YELLOW, Phase.DURING, "办法1", "本厅", ("handled_seconds",), "handled_seconds < 60",
    "ended_at", examples=(Example("快", {"handled_seconds": 1}, True), Example("慢", {"handled_seconds": 90}, False)),
)  # fmt: skip
BAD = [
    ("not written right", {"when": "handled_seconds <"}, "BAD_EXPRESSION"),
    ("an example comes out otherwise", {"when": "handled_seconds < 100"}, "EXAMPLE_FAILED"),
    ("no example", {"examples": ()}, "EXAMPLES_NEEDED"),
    ("only examples that hit", {"examples": OWN.examples[:1]}, "EXAMPLES_NEEDED"),
    ("a fact that is not named", {"when": "corrections > 1"}, "FACT_NOT_NAMED"),
    ("a fact that does not exist", {"needs": ("handled_seconds", "mood")}, "UNKNOWN_FACT"),
    ("no moment", {"at": "handled_seconds"}, "BAD_MOMENT"),
    ("no ground", {"ground": " "}, "REQUIRED"),
    ("a condition that is no condition", {"when": "handled_seconds + 1"}, "BAD_EXPRESSION"),
    ("a name that is no fact", {"when": "handled_seconds < 60 && mood"}, "UNKNOWN_FACT"),
    ("an example whose moment is none", {"examples": (Example("何时", {"ended_at": "昨天"}, True), *OWN.examples)},
     "BAD_FACTS"),
    ("a code with a blank", {"code": "OWN RULE"}, "BAD_RULE_CODE"),
    ("longer than any condition need be", {"when": f"handled_seconds < {'1' * 500}"}, "TOO_LONG"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "change", "code"), BAD, ids=[row[0] for row in BAD])
def test_what_cannot_be_published(why, change, code):
    assert objections(OWN) == []
    assert objections(replace(OWN, **change))[0].code == code


PLACES = [
    ("an end where a value has to follow", "handled_seconds\n  <", "BAD_EXPRESSION", (2, 4)),
    ("two operators", "handled_seconds < && 1", "BAD_EXPRESSION", (1, 19)),
    ("no fact, on the second line", "handled_seconds < 60\n|| mood > 1", "UNKNOWN_FACT", (2, 4)),
]  # fmt: skip


@pytest.mark.parametrize(("why", "when", "code", "place"), PLACES, ids=[row[0] for row in PLACES])
def test_what_is_written_wrong_is_said_at_its_line_and_column(why, when, code, place):
    (found,) = objections(replace(OWN, when=when))
    assert (found.code, found.field, (found.line, found.column)) == (code, "when", place)


def test_the_names_that_a_list_gives_its_members_are_no_facts():
    listed = replace(
        OWN, needs=("stages_missing",), when="stages_missing.exists(one, one == '审核')",
        examples=(Example("缺", {"stages_missing": ["审核"]}, True), Example("不缺", {"stages_missing": []}, False)),
    )  # fmt: skip
    assert objections(listed) == []


def test_every_example_is_judged_though_the_rule_has_no_name_yet():
    found = objections(replace(OWN, zh="", examples=(*OWN.examples, Example("错", {"handled_seconds": 5}, False))))
    assert [(one.code, one.field, one.place) for one in found] == [
        ("REQUIRED", "zh", None), ("EXAMPLE_FAILED", "examples", 2),
    ]  # fmt: skip


def test_a_condition_that_cannot_be_worked_out_says_so():
    with pytest.raises(RuleFailed):
        hit_of(replace(OWN, when="handled_seconds.nothing > 1"), {"handled_seconds": 1})


PROVINCE, COUNTY = "13", "130324"


def published(key, hall, from_on, rule):
    return Published(key, hall, key, date.fromisoformat(from_on), rule)


def test_a_version_judges_what_is_received_from_its_first_day():
    first, second = OWN, replace(OWN, when="handled_seconds < 30")
    rulings = Rulings((published(1, PROVINCE, "2026-03-01", first), published(2, PROVINCE, "2026-06-01", second)), NOW)
    assert rulings.on(date(2026, 2, 28)) == ()
    assert rulings.on(date(2026, 5, 31)) == ((first, 1),)
    assert rulings.on(date(2026, 6, 1)) == ((second, 2),)


def test_a_tier_below_tightens_and_never_switches_off():
    above = published(1, PROVINCE, "2026-03-01", OWN)
    looser = replace(OWN, when="handled_seconds < 0", severity=Severity.YELLOW)
    other = replace(OWN, needs=("corrections",), when="corrections > 1", severity=Severity.RED)
    for below, facts, hit, severity in [
        (looser, {"handled_seconds": 59}, True, Severity.YELLOW),
        (other, {"handled_seconds": 59, "corrections": None}, True, Severity.RED),
        (other, {"handled_seconds": 90, "corrections": 2}, True, Severity.RED),
        (other, {"handled_seconds": 90, "corrections": 1}, False, Severity.RED),
    ]:
        ((rule, _),) = Rulings((above, published(2, COUNTY, "2026-03-01", below)), NOW).on(date(2026, 9, 1))
        assert (hit_of(rule, facts) is not None, rule.severity) == (hit, severity)


def test_an_ended_rule_judges_what_was_received_before_and_begins_anew_with_another_version():
    ended = replace(published(2, PROVINCE, "2026-06-01", OWN), is_end=True)
    rulings = Rulings(
        (published(1, PROVINCE, "2026-03-01", OWN), ended, published(3, PROVINCE, "2026-08-01", OWN)), NOW
    )
    assert rulings.on(date(2026, 5, 31)) == ((OWN, 1),)
    assert rulings.on(date(2026, 6, 1)) == ()
    assert rulings.on(date(2026, 8, 1)) == ((OWN, 3),)


def test_what_a_tier_below_added_stands_when_the_rule_above_ends():
    above, own = published(1, PROVINCE, "2026-03-01", OWN), published(2, COUNTY, "2026-03-01", OWN)
    ended = replace(published(3, PROVINCE, "2026-06-01", OWN), is_end=True)
    below = replace(published(4, COUNTY, "2026-06-01", OWN), is_end=True)
    assert Rulings((above, own, ended), NOW).on(date(2026, 6, 1)) == ((OWN, 2),)
    assert Rulings((above, own, below), NOW).on(date(2026, 6, 1)) == ((OWN, 1),)


def test_rules_go_through_json_and_back():
    for rule in shipped():
        assert Rule.from_json(rule.to_json()) == rule


def test_the_page_of_the_rule_tells_every_fact_with_its_type():
    rows = {tuple(line.split(" | ")[:2]) for line in PAGE.read_text(encoding="utf-8").splitlines()}
    assert [name for name, fact in FACTS.items() if (f"| `{name}`", fact.kind) not in rows] == []


def test_moments_of_examples_are_read_as_moments():
    assert read({"ended_at": "2026-09-01T10:00:00+08:00"})["ended_at"] == at("09-01 10:00")
    assert set(FACTS) >= {name for rule in shipped() for name in rule.needs}


def test_a_hall_that_moved_keeps_the_rules_of_then_for_what_came_then():
    lines = (Line(date(2026, 5, 1), ("13", "1308", "130324")), *NOW)
    rulings = Rulings((published(1, "1308", "2026-03-01", OWN),), lines)
    assert rulings.on(date(2026, 4, 30)) == ((OWN, 1),)
    assert rulings.on(date(2026, 5, 1)) == ()


def test_a_rule_that_cannot_be_worked_out_blames_nobody_and_says_so():
    bad = replace(OWN, needs=("corrections",), when="corrections.nothing > 1")
    found = judge(subject(SURVEY, *ACCEPTED, GRANTED), ((bad, 1), (OWN, 1)))
    assert [(hit.code, hit.severity) for hit in found] == [(FAILED, Severity.YELLOW)]


def earlier(end, ended, *, received="08-20 09:00", due="09-02 00:00", is_same_paper=False):
    return Earlier("A-1", end, at(received), at(ended) if ended else None, at(due) if due else None, is_same_paper)


# (what it shows, the earlier case of the applicant and item, what is found in the one received on 1 September 09:00)
SECOND = [
    ("returned on the last promised day, the 1st", earlier("RETURNED", "09-01 08:30"), ["SECOND_LIFE"]),
    ("withdrawn on the last day but one", earlier("WITHDRAWN", "08-31 16:00"), ["SECOND_LIFE"]),
    ("withdrawn four working days before", earlier("WITHDRAWN", "08-26 16:00"), []),
    ("withdrawn when it was late already, which its own clock holds", earlier("WITHDRAWN", "08-31 16:00",
     due="08-29 00:00"), []),
    ("withdrawn near its limit, but eleven days ago", earlier("WITHDRAWN", "08-21 16:00", due="08-22 00:00"), []),
    ("granted near its limit", earlier("GRANTED", "08-31 16:00"), []),
    ("withdrawn on the one day that was promised", earlier("WITHDRAWN", "08-31 16:00", received="08-31 09:00",
     due="09-02 00:00"), []),
    ("without a promise", earlier("WITHDRAWN", "08-31 16:00", due=None), []),
    ("open, of the same paper", earlier("OPEN", None, is_same_paper=True), ["SAME_APPLICATION_TWICE"]),
    ("open, of the same name", earlier("OPEN", None), []),
]  # fmt: skip


@pytest.mark.parametrize(("why", "one", "found"), SECOND, ids=[row[0] for row in SECOND])
def test_what_an_earlier_case_of_the_applicant_tells(why, one, found):
    assert hits(SURVEY, *ACCEPTED, earlier=(one,)) == found
    assert hits(SURVEY, *ACCEPTED, earlier=()) == []
    assert hits(SURVEY, *ACCEPTED) == []


def test_earlier_cases_are_told_as_they_stood_then_whatever_their_order():
    """What ended afterwards was open; what came later, or more than a year before, is no earlier case."""
    now = at("09-01 09:00")
    first = earlier("WITHDRAWN", "08-31 16:00")
    later_ended = replace(first, number="A-2", ended_at=at("09-02 16:00"), submitted_at=at("08-25 09:00"))
    after = replace(first, number="A-3", submitted_at=now)
    old = replace(first, number="A-4", submitted_at=at("2025-08-01 09:00"))
    as_then = (replace(later_ended, end="OPEN", ended_at=None), first)
    for order in permutations((first, later_ended, after, old)):
        assert before(order, now) == as_then
    assert [Earlier.from_json(one.to_json()) for one in as_then] == [*as_then]


def test_a_name_that_many_carry_tells_nobody_apart():
    many = [replace(earlier("OPEN", None), number=f"A-{number}") for number in range(21)]
    assert len(before(many[:20], at("09-01 09:00")) or ()) == 20
    assert before(many, at("09-01 09:00")) is None
