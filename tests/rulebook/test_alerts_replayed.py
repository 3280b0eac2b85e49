"""Rule 1 of the architecture: an alert follows what was recorded by its moment, lateness what is known now."""

import pytest

from rulebook.crossings import Replay
from tests.rulebook.builders import SURVEY, TERMS, at, story

RECEIVED = ("RECEIVED", "09-01 09:00")
ACCEPTED = ("ACCEPTED", "09-01 10:00")
# Accepted on Tuesday 1 September: the eighth working day is Friday the 11th, yellow from the opening of the 10th.
YELLOW, RED, STATUTE = "2026-09-10 09:00", "2026-09-12 00:00", "2026-09-30 00:00"
NEAR, OVER = ("PROMISED near", YELLOW, ""), ("PROMISED over", RED, "")

TABLE = [
    ("in time: nothing", [("CONCLUDED", "09-09 16:00")], []),
    ("yellow, then in time", [("CONCLUDED", "09-11 16:00")], [NEAR]),
    ("yellow and red, then done", [("CONCLUDED", "09-14 16:00")], [NEAR, OVER]),
    (
        "concluded in time, reported late: the alerts stay and are cleared",
        [("CONCLUDED", "09-09 16:00", "09-14 09:00")],
        [("PROMISED near", YELLOW, "CLEARED"), ("PROMISED over", RED, "CLEARED")],
    ),
    (
        "concluded between yellow and red, reported late: only the red is cleared",
        [("CONCLUDED", "09-11 16:00", "09-14 09:00")],
        [NEAR, ("PROMISED over", RED, "CLEARED")],
    ),
    (
        "the late report was wrong after all: confirmed again",
        [("CONCLUDED", "09-11 16:00", "09-14 09:00"), ("CORRECTED", "09-15 09:00", {"corrects": 3})],
        [NEAR, ("PROMISED over", RED, "CLEARED CONFIRMED"), ("STATUTORY over", STATUTE, "")],
    ),
    (
        "extended after the yellow: it stays, the new end warns again",
        [("EXTENSION_GRANTED", "09-11 10:00", {"days": 2}), ("CONCLUDED", "09-15 16:00")],
        [NEAR, ("PROMISED near", "2026-09-14 09:00", "")],
    ),
    (
        "an extension granted after the end counts for nothing",
        [("EXTENSION_GRANTED", "09-14 10:00", {"days": 10}), ("CONCLUDED", "09-15 16:00")],
        [NEAR, OVER],
    ),
    (
        "paused before the yellow for five working days: both move by five",
        [("PAUSE_BEGUN", "09-03 10:00"), ("PAUSE_ENDED", "09-10 10:00"), ("CONCLUDED", "09-18 16:00")],
        [("PROMISED near", "2026-09-17 09:00", "")],
    ),
    ("an open pause holds the clock", [("PAUSE_BEGUN", "09-03 10:00")], []),
]


def of_clocks(alerts):
    """None of these stories is verified: breaks of the loop have a table of their own (`test_loop.py`)."""
    return [one for one in alerts if one.crossing.clock != "LOOP"]


@pytest.mark.parametrize(("lines", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_alerts_are_what_was_known_at_their_moment(lines, expected):
    alerts = of_clocks(Replay(story(RECEIVED, ACCEPTED, *lines), SURVEY, TERMS).alerts())
    found = [
        (f"{one.crossing.clock} {one.crossing.rung}", one.crossing.at, " ".join(note.kind for note in one.notes))
        for one in alerts
    ]
    assert found == [(name, at(moment), notes) for name, moment, notes in expected]


def test_history_recorded_at_once_raises_its_alerts_dated_then():
    events = story(
        ("RECEIVED", "09-01 09:00", "10-09 09:00"),
        ("ACCEPTED", "09-01 10:00", "10-09 09:00"),
        ("CONCLUDED", "09-14 16:00", "10-09 09:00"),
    )
    alerts = of_clocks(Replay(events, SURVEY, TERMS).alerts())
    assert [(one.crossing.at, one.known_at) for one in alerts] == [
        (at(YELLOW), at("10-09 09:00")),
        (at(RED), at("10-09 09:00")),
    ]


def test_a_stage_has_lights_of_its_own():
    events = story(
        RECEIVED,
        ACCEPTED,
        ("STAGE_BEGUN", "09-01 10:00", {"stage": "现场核查"}),
        ("STAGE_ENDED", "09-09 10:00", {"stage": "现场核查"}),
        ("CONCLUDED", "09-09 16:00"),
    )
    alerts = of_clocks(Replay(events, SURVEY, TERMS).alerts())
    assert [(one.crossing.clock, one.crossing.rung, one.crossing.at) for one in alerts] == [
        ("STAGE:现场核查", "near", at("09-04 09:00")),
        ("STAGE:现场核查", "over", at("09-08 00:00")),
    ]
