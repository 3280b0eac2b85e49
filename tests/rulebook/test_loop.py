"""闭环 (C3): which breaks of the loop are reds, when, and what takes them back."""

import pytest

from rulebook.crossings import Replay
from rulebook.measures import Measure
from rulebook.tally import project
from tests.rulebook.builders import SURVEY, TERMS, at, story

BEGUN = [("RECEIVED", "09-01 09:00"), ("ACCEPTED", "09-01 10:00")]
DONE = ("CONCLUDED", "09-04 16:00", {"outcome": "GRANTED"})
# Concluded on Friday 4 September: verified by the end of the fifth working day after it, Friday the 11th.
LIMIT = "09-12 00:00"

TABLE = [
    ("verified, then delivered", [*BEGUN, DONE, ("VERIFIED", "09-04 16:10"), ("DELIVERED", "09-07 09:00")], []),
    ("verified on the fifth day", [*BEGUN, DONE, ("VERIFIED", "09-11 17:00")], []),
    ("verified on the day after", [*BEGUN, DONE, ("VERIFIED", "09-14 09:00")], [("UNVERIFIED", LIMIT, "")]),
    ("never verified", [*BEGUN, DONE], [("UNVERIFIED", LIMIT, "")]),
    (
        "verified in time, told late",
        [*BEGUN, DONE, ("VERIFIED", "09-07 09:00", "09-15 09:00")],
        [("UNVERIFIED", LIMIT, "CLEARED")],
    ),
    (
        "handed out before it was verified",
        [*BEGUN, DONE, ("DELIVERED", "09-07 09:00"), ("VERIFIED", "09-08 09:00")],
        [("DELIVERED_FIRST", "09-07 09:00", "")],
    ),
    (
        "handed out, and the verification before it told later",
        [*BEGUN, DONE, ("DELIVERED", "09-07 09:00"), ("VERIFIED", "09-04 17:00", "09-08 09:00")],
        [("DELIVERED_FIRST", "09-07 09:00", "CLEARED")],
    ),
    ("a result without a receipt", [("ACCEPTED", "09-01 10:00"), DONE], [("UNREGISTERED", "09-04 16:00", "")]),
    (
        "the receipt told later",
        [("ACCEPTED", "09-01 10:00"), DONE, ("RECEIVED", "09-01 09:00", "09-05 09:00"), ("VERIFIED", "09-07 09:00")],
        [("UNREGISTERED", "09-04 16:00", "CLEARED")],
    ),
    ("withdrawn: there is no result", [*BEGUN, ("WITHDRAWN", "09-04 16:00")], []),
]


@pytest.mark.parametrize(("lines", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_a_break_of_the_loop_is_a_red(lines, expected):
    alerts = [one for one in Replay(story(*lines), SURVEY, TERMS).alerts() if one.crossing.clock == "LOOP"]
    found = [(one.crossing.rung, one.crossing.at, " ".join(note.kind for note in one.notes)) for one in alerts]
    assert found == [(rung, at(moment), notes) for rung, moment, notes in expected]
    assert {one.crossing.level for one in alerts} <= {"RED"}


def test_a_case_of_another_system_is_not_verified_by_a_window_of_the_hall():
    events = [
        type(event)(event.sequence, event.kind, event.at, event.recorded_at, event.detail, None, "exchange:d07")
        for event in story(*BEGUN, DONE)
    ]
    assert Replay(events, SURVEY, TERMS).alerts() == []


def test_it_is_counted_on_its_day_once_worked():
    events = story(*BEGUN, DONE)
    waiting = project(events, SURVEY, TERMS, worked_to=None)
    assert {(one.moment, one.measure) for one in waiting.pending} == {
        (at(LIMIT), Measure.RED),
        (at(LIMIT), Measure.LOOP_BREAKS),
    }
    worked = project(events, SURVEY, TERMS, worked_to=at("10-01 00:00")).counts
    assert worked[at(LIMIT).date(), Measure.LOOP_BREAKS] == worked[at(LIMIT).date(), Measure.RED] == 1
