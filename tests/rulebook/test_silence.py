"""断报: while a feed is silent nothing is known of its cases, so nothing is raised; what it brings late decides."""

from dataclasses import replace

import pytest

from rulebook.calendar import china
from rulebook.crossings import Replay
from rulebook.silence import FOREVER, Silence, caught_up_at, held, silent_at
from rulebook.tally import Watch, project
from tests.rulebook.builders import SURVEY, TERMS, at, story

RECEIVED = ("RECEIVED", "09-01 09:00")
ACCEPTED = ("ACCEPTED", "09-01 10:00")
# Yellow from the opening of 10 September, red at the end of the 11th.
YELLOW, RED = ("PROMISED near", at("2026-09-10 09:00"), ""), ("PROMISED over", at("2026-09-12 00:00"), "")
LASTING = Silence(at("09-09 17:00"), None)
OVER = Silence(at("09-09 17:00"), at("09-16 17:00"))

TABLE = [
    ("silent still: nothing is raised", [], LASTING, []),
    (
        "heard again and concluded before any rung: never raised",
        [("CONCLUDED", "09-09 18:00", "09-16 09:30")],
        OVER,
        [],
    ),
    (
        "heard again and concluded in time: no red",
        [("CONCLUDED", "09-11 16:00", "09-16 09:30")],
        OVER,
        [("PROMISED near", at("2026-09-10 09:00"), "2026-09-16")],
    ),
    (
        "heard again and concluded late: raised when there was time to catch up, at its own moment",
        [("CONCLUDED", "09-14 16:00", "09-16 09:30")],
        OVER,
        [
            ("PROMISED near", at("2026-09-10 09:00"), "2026-09-16"),
            ("PROMISED over", at("2026-09-12 00:00"), "2026-09-16"),
        ],
    ),
    (
        "heard again, nothing brought of this case: raised when there was time to catch up",
        [],
        OVER,
        [
            ("PROMISED near", at("2026-09-10 09:00"), "2026-09-16"),
            ("PROMISED over", at("2026-09-12 00:00"), "2026-09-16"),
        ],
    ),
    (
        "silent after the yellow: that one stands",
        [],
        Silence(at("09-10 17:00"), None),
        [("PROMISED near", at("2026-09-10 09:00"), "2026-09-10")],
    ),
    (
        "brought after the time to catch up: raised, and cleared by the late report",
        [("CONCLUDED", "09-11 16:00", "09-17 09:30")],
        OVER,
        [
            ("PROMISED near", at("2026-09-10 09:00"), "2026-09-16"),
            ("PROMISED over", at("2026-09-12 00:00"), "2026-09-16"),
        ],
    ),
]


def of_feed(*lines):
    return [replace(event, source="zj") for event in story(RECEIVED, ACCEPTED, *lines)]


@pytest.mark.parametrize(("lines", "silence", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_what_falls_into_a_silence_is_held(lines, silence, expected):
    alerts = Replay(of_feed(*lines), SURVEY, TERMS, {"zj": (silence,)}).alerts()
    found = [
        (
            f"{one.crossing.clock} {one.crossing.rung}",
            one.crossing.at,
            f"{one.known_at.astimezone(at('01-01 00:00').tzinfo):%Y-%m-%d}",
        )
        for one in alerts
        if one.crossing.clock == "PROMISED"
    ]
    assert found == expected


def test_another_feeds_silence_holds_nothing():
    with_it = Replay(of_feed(), SURVEY, TERMS, {"other": (LASTING,)}).alerts()
    assert with_it == Replay(of_feed(), SURVEY, TERMS).alerts()
    windows = Replay(story(RECEIVED, ACCEPTED), SURVEY, TERMS, {"zj": (LASTING,)}).alerts()
    assert len(windows) == len(with_it)


def test_a_case_late_within_a_silence_counts_as_late_by_what_is_known_now():
    """Measures follow stated times: 41 cases that were on time are not late when their feed is back."""
    late = of_feed(("CONCLUDED", "09-14 16:00", "09-16 09:30"))
    projection = project(late, SURVEY, TERMS, worked_to=None, watch=Watch(silences={"zj": (OVER,)}))
    assert {
        measure.value: number for (_, measure), number in projection.counts.items() if "concluded_late" in measure
    } == {
        "concluded_late": 1,
        "concluded_late_by_law": 1,
    }


@pytest.mark.parametrize(
    ("moment", "silences", "expected"),
    [
        ("09-09 16:59", (OVER,), "09-09 16:59"),
        ("09-09 17:00", (OVER,), "09-16 17:00"),
        ("09-16 16:59", (OVER,), "09-16 17:00"),
        ("09-16 17:00", (OVER,), "09-16 17:00"),
        ("09-20 09:00", (OVER, Silence(at("09-18 17:00"), None)), None),
    ],
)
def test_rungs_are_held_from_the_begin_of_a_silence_until_there_was_time_to_catch_up(moment, silences, expected):
    assert held(at(moment), silences) == (at(expected) if expected else FOREVER)


@pytest.mark.parametrize(
    ("heard", "days", "expected"),
    [
        ("09-01 09:00", 1, "09-02 17:00"),
        ("09-04 18:30", 1, "09-07 17:00"),  # Friday evening: Monday
        ("09-30 10:00", 2, "10-09 17:00"),  # the National Day is off until the 7th
    ],
)
def test_a_feed_is_silent_at_the_close_of_the_working_day_that_it_let_pass(heard, days, expected):
    assert silent_at(at(heard), days=days, calendar=china()) == at(expected)


@pytest.mark.parametrize(
    ("heard", "expected"),
    [
        ("09-02 09:00", "09-02 17:00"),
        ("09-02 15:00", "09-02 17:00"),
        ("09-02 15:01", "09-03 17:00"),  # less than two hours are left
        ("09-05 10:00", "09-07 17:00"),  # a Saturday
    ],
)
def test_a_feed_that_is_back_has_until_the_close_of_a_working_day(heard, expected):
    assert caught_up_at(at(heard), calendar=china()) == at(expected)


def counted(events, watch):
    projection = project(events, SURVEY, TERMS, worked_to=at("09-30 00:00"), watch=watch)
    return {measure.value: number for (_, measure), number in sorted(projection.counts.items())}


def test_a_case_on_trial_is_counted_apart():
    events = story(RECEIVED, ACCEPTED, ("CONCLUDED", "09-14 16:00"))
    assert counted(events, Watch(is_trial=True)) == {
        "events": 1,
        "received_trial": 1,
        "concluded_trial": 1,
        "concluded_late_trial": 1,
    }
    projection = project(story(RECEIVED, ACCEPTED), SURVEY, TERMS, worked_to=None, watch=Watch(is_trial=True))
    assert [entry.measure for entry in projection.pending] == [None] * len(projection.alerts)


def test_a_partial_case_is_counted_and_said_to_be_one():
    events = story(RECEIVED, ACCEPTED, ("CONCLUDED", "09-09 16:00"))
    both = counted(events, Watch(is_partial=True))
    assert both == counted(events, Watch()) | {"received_partial": 1, "concluded_partial": 1}
