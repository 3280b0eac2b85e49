"""The clocks of the table, worked out by hand: what begins each, what ends it, when it is due, whose it is."""

from dataclasses import replace

import pytest

from rulebook.case import Anchor, CaseType, ClockName, ItemRules, LimitRule
from rulebook.clock import Limit, Unit
from rulebook.clock_table import OF_APPLICANT, TABLE, lawful
from rulebook.crossings import Replay
from rulebook.facts import effective, fold
from rulebook.limits import contradictions
from rulebook.standing import clocks, explain
from rulebook.trace import render
from tests.rulebook.builders import TERMS, at, story

WD, ND, MO = Unit.WORKING_DAY, Unit.NATURAL_DAY, Unit.MONTH
RECEIVED = ("RECEIVED", "09-21 09:00")
ACCEPTED = ("ACCEPTED", "09-21 10:00")
GRANTED = ("CONCLUDED", "09-24 16:00", {"outcome": "GRANTED"})
PLAIN = ItemRules(CaseType.TIME_LIMITED)
LICENCE = lawful(PLAIN, is_licence=True)
PARAMETERS = {
    ClockName.PRE_REVIEW: LimitRule(Anchor.PRE_REVIEW_ASKED, Limit(2, WD)),
    ClockName.CORRECTION_TIME: LimitRule(Anchor.CORRECTION_ASKED, Limit(15, ND)),
    ClockName.MISSING_PAPER: LimitRule(Anchor.ACCEPTED, Limit(5, WD)),
    ClockName.AFTER_CHECK: LimitRule(Anchor.DECIDED, Limit(20, WD)),
}
ITEM = lawful(ItemRules(CaseType.TIME_LIMITED, clocks=PARAMETERS), is_licence=True)
ABOVE = lawful(ItemRules(CaseType.TIME_LIMITED, is_decided_above=True), is_licence=True)

# (what it shows, item, clock, events, due, ended). Autumn 2026: 20 September (a Sunday) is a make-up day,
# 25 to 27 September and 1 to 7 October are off, 10 October (a Saturday) is a make-up day.
TABLE_OF_CASES = [
    (
        "delivery within 10 working days of the decision: 9/28=1 29=2 30=3 | 10/8=4 9=5 10=6 12=7 13=8 14=9 15=10",
        LICENCE, "DELIVERY", [RECEIVED, ACCEPTED, GRANTED], "10-16 00:00", None,
    ),
    (
        "E11: decided 2025-04-29, to be delivered by 2025-05-16",
        LICENCE, "DELIVERY",
        [("RECEIVED", "2025-04-25 09:00"), ("ACCEPTED", "2025-04-25 10:00"),
         ("CONCLUDED", "2025-04-29 10:00", {"outcome": "GRANTED"}), ("VERIFIED", "2025-04-29 11:00"),
         ("DELIVERED", "2025-05-06 09:00")],
        "2025-05-17 00:00", "2025-05-06 09:00",
    ),
    ("a refusal is no licence to be delivered", LICENCE, "DELIVERY",
     [RECEIVED, ACCEPTED, ("CONCLUDED", "09-24 16:00", {"outcome": "REFUSED"})], None, None),
    ("no licence, nothing declared: no clock of the law", lawful(PLAIN, is_licence=False), "DELIVERY",
     [RECEIVED, ACCEPTED, GRANTED], None, None),
    ("a version published before the table has none", PLAIN, "DELIVERY", [RECEIVED, ACCEPTED, GRANTED], None, None),
    (
        "five working days to ask for a hearing: 9/23=1 24=2 28=3 29=4 30=5",
        LICENCE, "HEARING_REQUEST", [RECEIVED, ACCEPTED, ("HEARING_TOLD", "09-22 10:00")], "10-01 00:00", None,
    ),
    (
        "asked for in time", LICENCE, "HEARING_REQUEST",
        [RECEIVED, ACCEPTED, ("HEARING_TOLD", "09-22 10:00"), ("HEARING_ASKED", "09-24 10:00")],
        "10-01 00:00", "09-24 10:00",
    ),
    (
        "to be held within 20 working days: 9/28=1 29=2 30=3 | 10/8=4 9=5 10=6 12-16=11 19-23=16 26-29=20",
        LICENCE, "HEARING_HOLD", [RECEIVED, ACCEPTED, ("HEARING_ASKED", "09-24 10:00")], "10-30 00:00", None,
    ),
    (
        "announced 7 working days before the 19th: back 10/16=1 15=2 14=3 13=4 12=5 10=6 9=7",
        LICENCE, "HEARING_NOTICE",
        [RECEIVED, ACCEPTED, ("HEARING_ANNOUNCED", "10-08 10:00", {"hearing_on": "2026-10-19"})],
        "10-10 00:00", "10-08 10:00",
    ),
    (
        "a hearing announced without its day has no such clock", LICENCE, "HEARING_NOTICE",
        [RECEIVED, ACCEPTED, ("HEARING_ANNOUNCED", "10-08 10:00", {"hearing_on": "soon"})], None, None,
    ),
    (
        "E11: a licence valid to 2026-06-30, renewal to be asked for by 2026-05-31",
        LICENCE, "RENEWAL_REQUEST", [("RECEIVED", "2026-05-20 09:00", {"expires_on": "2026-06-30"})],
        "2026-06-01 00:00", "2026-05-20 09:00",
    ),
    (
        "E11: undecided at the end of 2026-06-30, deemed renewed",
        LICENCE, "RENEWAL", [("RECEIVED", "2026-05-20 09:00", {"expires_on": "2026-06-30"})], "2026-07-01 00:00", None,
    ),
    (
        "asked for too late, silence renews nothing", LICENCE, "RENEWAL",
        [("RECEIVED", "2026-06-01 09:00", {"expires_on": "2026-06-30"})], None, None,
    ),
    (
        "the last day to ask for it", LICENCE, "RENEWAL",
        [("RECEIVED", "2026-05-31 23:00", {"expires_on": "2026-06-30"})], "2026-07-01 00:00", None,
    ),
    (
        "lower review 20 from its own acceptance: 9/22-24=3 28-30=6 | 10/8=7 9=8 10=9 12-16=14 19-23=19 26=20",
        ABOVE, "LOWER_REVIEW", [RECEIVED, ACCEPTED], "10-27 00:00", None,
    ),
    (
        "a pause of one working day takes it out of the lower review", ABOVE, "LOWER_REVIEW",
        [RECEIVED, ACCEPTED, ("PAUSE_BEGUN", "09-22 10:00"), ("PAUSE_ENDED", "09-23 10:00")], "10-28 00:00", None,
    ),
    (
        "what this hall decides has no lower review", LICENCE, "LOWER_REVIEW", [RECEIVED, ACCEPTED], None, None,
    ),
    (
        "a pause as it was told: 3 working days after the 22nd are 23, 24, 28",
        PLAIN, "PAUSE_PLAN", [RECEIVED, ACCEPTED, ("PAUSE_BEGUN", "09-22 10:00", {"planned_days": 3})],
        "09-29 00:00", None,
    ),
    ("a pause without a plan has no plan to keep", PLAIN, "PAUSE_PLAN",
     [RECEIVED, ACCEPTED, ("PAUSE_BEGUN", "09-22 10:00")], None, None),
    (
        "pre-review is a parameter of the item: 9/22=1 23=2",
        ITEM, "PRE_REVIEW", [RECEIVED, ("PRE_REVIEW_ASKED", "09-21 11:00")], "09-24 00:00", None,
    ),
    ("without a limit in the item, none", LICENCE, "PRE_REVIEW",
     [RECEIVED, ("PRE_REVIEW_ASKED", "09-21 11:00")], None, None),
    (
        "15 natural days to correct end on 10/6, a day off, and move to the 8th",
        ITEM, "CORRECTION_TIME", [RECEIVED, ("CORRECTION_ASKED", "09-21 11:00")], "10-09 00:00", None,
    ),
    ("after acceptance nothing is to be corrected", ITEM, "CORRECTION_TIME",
     [RECEIVED, ACCEPTED, ("CORRECTION_ASKED", "09-22 11:00")], None, None),
    (
        "a tolerated paper has a date of its own: 9/22=1 23=2 24=3 28=4 29=5",
        ITEM, "MISSING_PAPER", [RECEIVED, ("ACCEPTED", "09-21 10:00", {"tolerated": ["平面图"]})], "09-30 00:00", None,
    ),
    (
        "and goes on after the conclusion", ITEM, "MISSING_PAPER",
        [RECEIVED, ("ACCEPTED", "09-21 10:00", {"tolerated": ["平面图"]}), GRANTED, ("GAP_FILLED", "09-29 10:00")],
        "09-30 00:00", "09-29 10:00",
    ),
    (
        "a commitment is checked within 20 working days of the decision",
        ITEM, "AFTER_CHECK", [RECEIVED, ("ACCEPTED", "09-21 10:00", {"by_commitment": True}), GRANTED],
        "10-30 00:00", None,
    ),
    ("without a commitment there is nothing to check", ITEM, "AFTER_CHECK", [RECEIVED, ACCEPTED, GRANTED], None, None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("item", "name", "lines", "due", "ended"),
    [row[1:] for row in TABLE_OF_CASES],
    ids=[row[0] for row in TABLE_OF_CASES],
)
def test_each_clock_of_the_table(item, name, lines, due, ended):
    standing = clocks(fold(effective(story(*lines))), item, TERMS)
    found = {clock.key: (clock.due_at, clock.ended_at) for clock in standing}
    assert found.get(name) == ((at(due), at(ended) if ended else None) if due else None)


@pytest.mark.parametrize(
    ("item", "name", "lines", "due", "ended"),
    [row[1:] for row in TABLE_OF_CASES if row[4]],
    ids=[row[0] for row in TABLE_OF_CASES if row[4]],
)
def test_an_item_that_is_no_licence_has_each_clock_that_it_declares_and_no_other(item, name, lines, due, ended):
    """The scope of the law: declared with its basis it runs as a licence's does; of the law alone nothing is left."""
    declared = {row: replace(rule, basis="某条例") for row, rule in item.clocks.items()}
    other = lawful(replace(item, clocks=declared), is_licence=False)
    assert contradictions(other) == []
    facts = fold(effective(story(*lines)))
    found = {clock.key: (clock.due_at, clock.ended_at) for clock in clocks(facts, other, TERMS)}
    assert found[name] == (at(due), at(ended) if ended else None)
    silent = lawful(replace(item, clocks={}), is_licence=False)
    # The time of a special procedure is what was told of it, whatever the item is.
    assert {clock.key for clock in clocks(facts, silent, TERMS)} <= {"PAUSE_PLAN"}


def test_every_row_of_the_table_has_a_case_here():
    shown = {row[2] for row in TABLE_OF_CASES if row[4]}
    assert shown == {row.name.value for row in TABLE}


def test_each_correction_round_has_its_own_time():
    lines = (
        RECEIVED, ("CORRECTION_ASKED", "09-21 11:00"), ("CORRECTION_RECEIVED", "09-22 11:00"),
        ("CORRECTION_ASKED", "09-23 11:00"),
    )  # fmt: skip
    standing = clocks(fold(effective(story(*lines))), ITEM, TERMS)
    times = [(one.started_at, one.ended_at) for one in standing if one.name is ClockName.CORRECTION_TIME]
    assert times == [(at("09-21 11:00"), at("09-22 11:00")), (at("09-23 11:00"), None)]


@pytest.mark.parametrize(
    ("name", "lines", "levels"),
    [
        ("DELIVERY", [RECEIVED, ACCEPTED, GRANTED], ["near", "over"]),
        ("HEARING_NOTICE",
         [RECEIVED, ACCEPTED, ("HEARING_ANNOUNCED", "10-12 10:00", {"hearing_on": "2026-10-19"})], ["over"]),
        ("HEARING_REQUEST", [RECEIVED, ACCEPTED, ("HEARING_TOLD", "09-22 10:00")], []),
        ("RENEWAL_REQUEST", [("RECEIVED", "2026-06-20 09:00", {"expires_on": "2026-06-30"})], []),
    ],
    ids=["a late delivery", "a hearing announced too late", "the applicant asks for none", "the applicant is late"],
)  # fmt: skip
def test_the_organ_is_warned_and_the_applicant_lights_no_lamp(name, lines, levels):
    alerts = Replay(story(*lines), LICENCE, TERMS).alerts()
    assert [one.crossing.rung for one in alerts if one.crossing.clock == name] == levels
    assert (levels == []) == (name in OF_APPLICANT)


def test_the_trace_of_a_clock_that_counts_back_can_be_checked_with_a_calendar():
    lines = (RECEIVED, ACCEPTED, ("HEARING_ANNOUNCED", "10-08 10:00", {"hearing_on": "2026-10-19"}))
    standing = clocks(fold(effective(story(*lines))), LICENCE, TERMS)
    (clock,) = [one for one in standing if one.name is ClockName.HEARING_NOTICE]
    assert render(explain(clock, TERMS), "zh") == [
        "依据:行政许可法48(1)(1)。",
        "听证日期:2026-10-19 周一。",
        "2026-10-09 周五:计第1日。",
        "2026-10-10 周六:国庆节调休上班(国家日历cn-2026,国办通知 2025-11-04),计第2日。",
        "2026-10-11 周日:周末,不计入。",
        "2026-10-12 周一至2026-10-16 周五:计第3至第7日。",
        "2026-10-17 周六至2026-10-18 周日:周末,不计入。",
        "此前第7个工作日:2026-10-09 周五。",
        "到期:2026-10-09 周五24时,即2026-10-10 周六 00:00:00(民法典第203条第2款)。",
        "办结:2026-10-08 周四 10:00:00;2026-10-08 周四 10:00:00:绿灯。",
    ]


def test_every_clock_is_explained_in_both_languages():
    for _, item, name, lines, due, _ in TABLE_OF_CASES:
        for clock in clocks(fold(effective(story(*lines))), item, TERMS):
            for language in ("zh", "en"):
                told = render(explain(clock, TERMS), language)
                assert len(told) >= 3 or not due, (name, told)


def rules(value, *, basis="行政许可法42(1)", more=None, unit=WD, joint=(), **others):
    extension = Limit(more, WD) if more else None
    statutory = LimitRule(Anchor.ACCEPTED, Limit(value, unit), basis, extension=extension)
    return ItemRules(CaseType.TIME_LIMITED, statutory=statutory, co_reviewers=joint, **others)


def table(name, value, unit=WD, basis=""):
    return {name: LimitRule(Anchor.DECIDED, Limit(value, unit), basis)}


PUBLISHED = [
    ("20 + 10 as art. 42(1) has it", rules(20, more=10), True, []),
    ("21 are too many", rules(21), True, ["STATUTE_BEYOND_LAW"]),
    ("11 more are too many", rules(20, more=11), True, ["EXTENSION_BEYOND_LAW"]),
    ("45 + 15 where several handle", rules(45, more=15, basis="行政许可法 42(2)", joint=("D1",)), True, []),
    ("46 are too many", rules(46, basis="行政许可法42(2)", joint=("D1",)), True, ["STATUTE_BEYOND_LAW"]),
    ("45 for one department", rules(45, basis="行政许可法42(2)"), True, ["NOT_JOINT"]),
    ("another law may say longer", rules(3, unit=MO, basis="民办教育促进法17"), True, []),
    ("longer without any basis", rules(30, basis=""), True, ["STATUTE_BEYOND_LAW"]),
    ("no licence, no bound", rules(60, basis=""), False, []),
    ("delivery sooner than the law", rules(20, clocks=table(ClockName.DELIVERY, 5)), True, []),
    ("delivery later than the law", rules(20, clocks=table(ClockName.DELIVERY, 11)), True, ["CLOCK_BEYOND_LAW"]),
    ("a hearing announced earlier", rules(20, clocks=table(ClockName.HEARING_NOTICE, 10)), True, []),
    ("a hearing announced later", rules(20, clocks=table(ClockName.HEARING_NOTICE, 5)), True, ["CLOCK_BEYOND_LAW"]),
    ("counted back in months", rules(20, clocks=table(ClockName.RENEWAL_REQUEST, 1, MO)), True, ["NOT_IN_DAYS"]),
    ("declared without a basis where the law binds not", rules(20, clocks=table(ClockName.DELIVERY, 10)), False,
     ["CLOCK_WITHOUT_BASIS"]),
    ("declared with one", rules(20, clocks=table(ClockName.DELIVERY, 10, basis="某条例7")), False, []),
    ("a limit that is not of the table", rules(20, clocks=table(ClockName.STAGE, 10)), True, ["NO_SUCH_CLOCK"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("item", "is_licence", "codes"), [row[1:] for row in PUBLISHED], ids=[row[0] for row in PUBLISHED]
)
def test_what_the_law_bounds_is_checked_when_it_is_published(item, is_licence, codes):
    assert [found.code for found in contradictions(lawful(item, is_licence=is_licence))] == codes


def test_rules_with_clocks_survive_their_json():
    assert ItemRules.from_json(ITEM.to_json()) == ITEM
