"""在办环节: where an open case stands day by day, one row a situation; and that the phases add up to the open ones."""

from collections import Counter
from datetime import date, timedelta

import pytest

from rulebook.measures import Measure
from rulebook.phases import Phase, phase_at, phase_of_stage
from rulebook.tally import IN_PHASE, project
from tests.rulebook.builders import SURVEY, TERMS, story

RECEIVED, ACCEPTED = ("RECEIVED", "09-01 09:00"), ("ACCEPTED", "09-02 10:00")
N, C, H, R, A, P = Phase.INTAKE, Phase.CORRECTION, Phase.HANDLING, Phase.REVIEW, Phase.APPROVAL, Phase.PAUSED
REVIEWED = ("STAGE_BEGUN", "09-03 09:00", {"stage": "审核"})
GRANTED = ("CONCLUDED", "09-08 16:00", {"outcome": "GRANTED"})

ROWS = [
    ("received, nobody has answered", [RECEIVED], {1: N, 2: N}),
    ("accepted a day later", [RECEIVED, ACCEPTED], {1: N, 2: H, 9: H}),
    ("accepted on the day of receipt", [RECEIVED, ("ACCEPTED", "09-01 10:00")], {1: H}),
    (
        "asked for papers and answered",
        [RECEIVED, ("CORRECTION_ASKED", "09-02 09:00"), ("CORRECTION_RECEIVED", "09-04 09:00")],
        {1: N, 2: C, 3: C, 4: N},
    ),
    (
        "papers asked for after acceptance stop nothing",
        [RECEIVED, ACCEPTED, ("CORRECTION_ASKED", "09-03 09:00")],
        {3: H},
    ),
    ("in review", [RECEIVED, ACCEPTED, REVIEWED], {2: H, 3: R}),
    (
        "review done, approval not begun: still at review",
        [RECEIVED, ACCEPTED, REVIEWED, ("STAGE_ENDED", "09-04 09:00", {"stage": "审核"})],
        {4: R, 5: R},
    ),
    ("at approval", [RECEIVED, ACCEPTED, REVIEWED, ("STAGE_BEGUN", "09-04 09:00", {"stage": "批准"})], {3: R, 4: A}),
    (
        "paused in review, and gone on with",
        [RECEIVED, ACCEPTED, REVIEWED, ("PAUSE_BEGUN", "09-04 09:00"), ("PAUSE_ENDED", "09-06 09:00")],
        {3: R, 4: P, 5: P, 6: R},
    ),
    (
        "a stage named before acceptance says nothing of what follows it",
        [RECEIVED, ("STAGE_BEGUN", "09-01 09:05", {"stage": "初审"}), ACCEPTED],
        {1: N, 2: H},
    ),
    (
        "the review was voided",
        [RECEIVED, ACCEPTED, REVIEWED, ("CORRECTED", "09-05 09:00", {"corrects": 3})],
        {3: H, 5: H},
    ),
]


@pytest.mark.parametrize(("why", "lines", "expected"), ROWS)
def test_a_case_stands_in_this_phase(why, lines, expected):
    course = project(story(*lines), SURVEY, TERMS, worked_to=None).course
    stood = {day: phase_at(course, date(course[0].day.year, 9, day)) for day in expected}
    assert stood == expected, why


@pytest.mark.parametrize(("why", "lines", "_expected"), ROWS)
def test_the_phases_add_up_to_what_is_open_on_every_day(why, lines, _expected):
    for events in (story(*lines), story(*lines, GRANTED)):
        counts = project(events, SURVEY, TERMS, worked_to=None).counts
        stock: Counter[Measure] = Counter()
        for day in (date(events[0].at.year, 8, 30) + timedelta(days=passed) for passed in range(20)):
            stock.update({name: number for (on, name), number in counts.items() if on == day})
            parts = [stock[measure] for measure in IN_PHASE.values()]
            assert sum(parts) == stock[Measure.OPEN_CHANGE], (why, day)
            assert all(part in (0, 1) for part in parts), (why, day)


@pytest.mark.parametrize(
    ("name", "phase"),
    [
        ("审核", R),
        ("材料审查", R),
        ("批准", A),
        ("局长签发", A),
        ("行政审批", A),
        ("现场核查", H),
        ("review", R),
        ("", H),
    ],
)
def test_a_stage_is_in_the_phase_that_its_name_says(name, phase):
    assert phase_of_stage(name) is phase


ASKED, BROUGHT = ("CORRECTION_ASKED", "09-02 09:00"), ("CORRECTION_RECEIVED", "09-07 09:00")
# What rounds took, in working days of 2026 (5 and 6 September are a weekend), by the day on which each stretch ended.
ROUNDS = [
    ("no round", [RECEIVED, ACCEPTED], {}),
    ("asked, not brought yet", [RECEIVED, ASKED], {}),
    ("brought after three days: 3, 4, 7", [RECEIVED, ASKED, BROUGHT], {(7, "correction_days"): 3}),
    ("brought and asked for on one day", [RECEIVED, ASKED, ("CORRECTION_RECEIVED", "09-02 16:00")], {}),
    (
        "accepted two days after the papers: 8, 9",
        [RECEIVED, ASKED, BROUGHT, ("ACCEPTED", "09-09 10:00")],
        {(7, "correction_days"): 3, (9, "recheck_days"): 2},
    ),
    (
        "asked again the day after, and never brought: the case ends",
        [RECEIVED, ASKED, BROUGHT, ("CORRECTION_ASKED", "09-08 10:00"), ("WITHDRAWN", "09-10 10:00")],
        {(7, "correction_days"): 3, (8, "recheck_days"): 1, (10, "correction_days"): 2},
    ),
    ("declined on the day after the papers", [RECEIVED, ASKED, BROUGHT, ("DECLINED", "09-08 10:00", {"reason": "缺"})],
     {(7, "correction_days"): 3, (8, "recheck_days"): 1}),
    ("after acceptance it is no time in correction", [RECEIVED, ACCEPTED, ("CORRECTION_ASKED", "09-03 09:00")], {}),
    (
        "the papers turn out to have come on the 4th",
        [RECEIVED, ASKED, BROUGHT, ("CORRECTED", "09-09 09:00", {"corrects": 3, "at": "2026-09-04T09:00:00+08:00"})],
        {(4, "correction_days"): 2},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("why", "lines", "expected"), ROUNDS)
def test_working_days_spent_in_rounds(why, lines, expected):
    counts = project(story(*lines), SURVEY, TERMS, worked_to=None).counts
    spent = {
        (day.day, name.value): n
        for (day, name), n in counts.items()
        if name.value in ("correction_days", "recheck_days")
    }
    assert spent == expected
