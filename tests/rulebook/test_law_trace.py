"""Why the law counts otherwise: what was not honoured, the count, and how far both readings are apart."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.case import Anchor, CaseType, ItemRules, LimitRule, SpecialStep
from rulebook.clock import Limit, Unit
from rulebook.facts import effective, fold
from rulebook.findings import by_law, reading
from rulebook.law_trace import explain_by_law
from rulebook.standing import clocks
from rulebook.trace import render
from tests.rulebook.builders import TERMS, at, story
from tests.rulebook.test_findings import ACCEPTED, LICENCE, RECORD, extended, pause

# Story 4 of the demo, item 12 of 滦平县: promised 3 working days, statutory 7 natural days, from the receipt.
ITEM_12 = ItemRules(
    CaseType.TIME_LIMITED,
    promised=LimitRule(Anchor.RECEIVED, Limit(3, Unit.WORKING_DAY)),
    statutory=LimitRule(Anchor.RECEIVED, Limit(7, Unit.NATURAL_DAY)),
)


def traced(item, *lines):
    facts = fold(effective(story(*lines)))
    law = by_law(facts, item, TERMS)
    assert law is not None
    return explain_by_law(facts, item, reading(clocks(facts, item, TERMS)), law, TERMS)


def stopped(begin, end):
    """Received on Tuesday 1 September 2026; "corrected" after acceptance, without notice and of no kind of art. 45."""
    return [
        ("RECEIVED", "09-01 09:00"),
        ("ACCEPTED", "09-01 09:04"),
        ("PAUSE_BEGUN", begin, {"kind": "OTHER", "reason": "补正"}),
        ("PAUSE_ENDED", end),
        ("CONCLUDED", end, {"outcome": "GRANTED"}),
    ]


# The 17 stops of the story, whatever day they fall on: how many, from when to when, past the promise and the statute as
# the law counts, and how much earlier both are than as reported: the promise by the working days of the stop, the
# statute by its natural days and those by which a last day that is off moves.
STORY_4 = [
    ("one day, on the first promised day", 2, "09-02 10:00", "09-03 16:00", (False, False), ("1个工作日", "1个自然日")),
    ("two days, on the last but one", 3, "09-03 10:00", "09-07 16:00", (True, False), ("2个工作日", "6个自然日")),
    ("three days", 4, "09-03 10:00", "09-08 16:00", (True, False), ("3个工作日", "6个自然日")),
    ("eleven days", 7, "09-03 10:00", "09-18 16:00", (True, True), ("11个工作日", "15个自然日")),
    ("twelve, the make-up Sunday among them", 1, "09-03 10:00", "09-20 16:00", (True, True),
     ("12个工作日", "20个自然日")),
]  # fmt: skip


@pytest.mark.parametrize(("begin", "end", "late", "apart"), [row[2:] for row in STORY_4], ids=[r[0] for r in STORY_4])
def test_the_stops_of_luanping(begin, end, late, apart):
    lines = stopped(begin, end)
    facts = fold(effective(story(*lines)))
    reported, law = reading(clocks(facts, ITEM_12, TERMS)), by_law(facts, ITEM_12, TERMS)
    assert [facts.ended_at > clock.due_at for clock in (reported.promised, reported.statutory)] == [False, False]
    assert tuple(facts.ended_at > clock.due_at for clock in (law.promised, law.statutory)) == late
    found = traced(ITEM_12, *lines)
    said = [render(steps, "zh")[-1] for steps in (found.promised, found.statutory)]
    assert tuple(one.rpartition(",早")[2].rstrip("。") for one in said) == apart


def test_fifteen_of_the_seventeen_are_late_and_eight_of_them_past_the_statute():
    assert sum(row[1] for row in STORY_4) == 17
    assert sum(row[1] for row in STORY_4 if row[4][0]) == 15
    assert sum(row[1] for row in STORY_4 if row[4][1]) == 8


def test_the_trace_of_a_stop_word_by_word():
    found = traced(ITEM_12, *stopped("09-03 10:00", "09-08 16:00"))
    assert render(found.promised, "zh") == [
        "承诺期限,依法计算:",
        "2026-09-03 周四 10:00:00至2026-09-08 周二 16:00:00的特别程序(其他)依法不停止计时,其间照计。",
        "理由:未见书面告知申请人(行政许可法第45条)。发现:PAUSE_WITHOUT_NOTICE。",
        "理由:不是行政许可法第45条所列的程序。发现:PAUSE_UNDECLARED。",
        "起算:2026-09-01 周二 09:00:00。当日不计入,自次日起数(民法典第201条第1款)。",
        "期限:3个工作日,不含法定节假日(行政许可法第82条)。",
        "2026-09-02 周三至2026-09-04 周五:计第1至第3日。",
        "到期:2026-09-04 周五24时,即2026-09-05 周六 00:00:00(民法典第203条第2款)。",
        "预警:到期日前第1个工作日2026-09-03 周四,自上班时2026-09-03 周四 09:00:00起。",
        "办结:2026-09-08 周二 16:00:00;2026-09-08 周二 16:00:00:红灯。",
        "按部门口径到期:2026-09-10 周四 00:00:00;依法计算到期:2026-09-05 周六 00:00:00,早3个工作日。",
    ]
    assert render(found.statutory, "en")[:4] == [
        "The statutory limit, as the law counts:",
        "The special procedure from 2026-09-03 Thu 10:00:00 to 2026-09-08 Tue 16:00:00 (other) does not stop the law's "
        "clock: its days count.",
        "Reason: no written notice to the applicant is known (Licensing Law 45). Finding: PAUSE_WITHOUT_NOTICE.",
        "Reason: it is no procedure that Licensing Law 45 names. Finding: PAUSE_UNDECLARED.",
    ]
    assert render(found.statutory, "en")[-1] == (
        "Due as reported: 2026-09-15 Tue 00:00:00; due as the law counts: 2026-09-09 Wed 00:00:00, "
        "earlier by 6 natural days."
    )


TOLD = {"kind": "EXPERT_REVIEW", "notice_number": "特1号", "planned_days": 3}
DECLARED = replace(LICENCE, special_steps=(SpecialStep("OTHER", "公示", 5),))
# (what happened, item, what the trace says of it, before the count and after it)
SAID = [
    ("no notice, of one of the eight kinds", LICENCE, pause({"kind": "HEARING"}, end="09-04 10:00"),
     ["pause_ignored", "because_not_told"], "apart"),
    ("told, of no kind of art. 45", LICENCE, pause(TOLD | {"kind": "OTHER"}, end="09-04 10:00"),
     ["pause_ignored", "because_not_of_eight"], "apart"),
    ("told, but the item declares another", DECLARED, pause(TOLD, end="09-04 10:00"),
     ["pause_ignored", "because_undeclared"], "apart"),
    ("told, but the item is no licence", RECORD, pause(TOLD, end="09-04 10:00"),
     ["pause_ignored", "because_no_licence"], "apart"),
    ("not ended yet", LICENCE, pause({"kind": "HEARING"}), ["pause_ignored_open", "because_not_told"], "apart_open"),
    ("within one day it moved nothing as reported either", LICENCE, pause({"kind": "HEARING"}, end="09-02 16:00"),
     ["pause_ignored", "because_not_told"], "apart_none"),
    ("an extension by the wrong approver", LICENCE, [extended(approver_role="GOVERNMENT_HEAD")],
     ["extension_ignored"], "apart"),
]  # fmt: skip


@pytest.mark.parametrize(("item", "lines", "before", "after"), [row[1:] for row in SAID], ids=[row[0] for row in SAID])
def test_what_is_not_honoured_is_said_with_its_reason(item, lines, before, after):
    found = traced(item, *ACCEPTED, *lines)
    for name, steps in (("promised_by_law", found.promised), ("statutory_by_law", found.statutory)):
        codes = [step.code for step in steps]
        assert codes[: len(before) + 1] == [name, *before]
        assert codes[-1] == after
        assert all(render(steps, language) for language in ("zh", "en"))


def test_a_pause_that_is_honoured_is_in_the_count_and_not_among_the_reasons():
    found = traced(LICENCE, *ACCEPTED, *pause(TOLD, end="09-04 10:00"), *pause({"kind": "HEARING"}, "09-07 10:00"))
    codes = [step.code for step in found.promised]
    assert (codes.count("pause_ignored_open"), codes.count("suspension"), codes.count("pause_told")) == (1, 1, 1)


@given(st.integers(0, 7), st.integers(0, 12))
def test_a_pause_of_n_working_days_sets_the_readings_n_working_days_apart(after, days):
    """Begun on one of the eight promised days; due as the law counts is due without any pause."""
    calendar = TERMS.calendar
    begin = calendar.nth_working_day_after(at("09-01 10:00").date(), after) if after else at("09-01 10:00").date()
    end = calendar.nth_working_day_after(begin, days) if days else begin
    paused = pause({"kind": "HEARING"}, f"{begin} 11:00", f"{end} 12:00")
    last = traced(LICENCE, *ACCEPTED, *paused).promised[-1]
    assert last.params.get("value", 0) == days
    without = clocks(fold(effective(story(*ACCEPTED))), LICENCE, TERMS)[0]
    assert last.params["due_at"] == without.due_at.isoformat()
