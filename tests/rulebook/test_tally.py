"""What a case adds to the figures: exact integers by day, the rest waiting for its moment."""

from datetime import date

from rulebook.tally import IN_PHASE, project
from tests.rulebook.builders import SURVEY, TERMS, at, story

PHASES = set(IN_PHASE.values())
LINES = [
    ("RECEIVED", "08-31 09:00"),
    ("ACCEPTED", "09-01 10:00"),
    ("CORRECTION_ASKED", "08-31 15:00"),
    ("CONCLUDED", "09-14 16:00", {"outcome": "GRANTED"}),
    ("VERIFIED", "09-14 16:30"),
]
LATE = story(*LINES)


def counts(events, worked_to):
    projection = project(events, SURVEY, TERMS, worked_to=worked_to)
    found = {(day.isoformat()[5:], measure.value): number for (day, measure), number in projection.counts.items()}
    # Where an open case stands is test_phases.
    return {key: number for key, number in found.items() if key[1] != "events" and key[1] not in PHASES}


SETTLED = {
    ("08-31", "received"): 1,
    ("08-31", "open_change"): 1,
    ("08-31", "corrections"): 1,
    ("09-01", "correction_days"): 1,  # nothing was brought before it was accepted the day after
    ("09-01", "accepted"): 1,
    ("09-14", "open_change"): -1,
    ("09-14", "overdue_change"): -1,
    ("09-14", "concluded"): 1,
    ("09-14", "concluded_incomplete"): 1,  # its stages were never recorded
    ("09-14", "concluded_late"): 1,
    ("09-14", "concluded_late_by_law"): 1,
    ("09-14", "timed"): 1,
    ("09-14", "supplemented"): 1,
    ("09-14", "used_days"): 9,
    ("09-14", "speed_used_days"): 9,
    ("09-14", "statutory_days"): 20,
}


def test_a_late_case_not_worked_yet_waits_for_its_overdue_day_and_its_lights():
    assert counts(LATE, None) == SETTLED
    pending = project(LATE, SURVEY, TERMS, worked_to=None).pending
    assert [(entry.moment, entry.day, entry.measure.value) for entry in pending] == [
        (at("09-10 09:00"), date(2026, 9, 10), "yellow"),
        (at("09-12 00:00"), date(2026, 9, 12), "overdue_change"),
        (at("09-12 00:00"), date(2026, 9, 12), "red"),
    ]


def test_a_late_case_worked_to_the_end_has_entered_and_left_the_overdue_stock():
    worked = SETTLED | {("09-10", "yellow"): 1, ("09-12", "overdue_change"): 1, ("09-12", "red"): 1}
    assert counts(LATE, at("12-01 00:00")) == worked
    assert project(LATE, SURVEY, TERMS, worked_to=at("12-01 00:00")).pending == ()


def test_settled_and_pending_counts_always_add_up_to_the_same():
    for moment in ("08-01 00:00", "09-10 09:00", "09-10 09:01", "09-12 00:00", "09-13 00:00", "10-01 00:00"):
        projection = project(LATE, SURVEY, TERMS, worked_to=at(moment))
        total = projection.counts.copy()
        for entry in projection.pending:
            total[entry.day, entry.measure] += 1
        assert {key: number for key, number in total.items() if number} == dict(
            project(LATE, SURVEY, TERMS, worked_to=at("12-01 00:00")).counts
        )


def test_a_pause_is_taken_out_of_the_days_used_and_of_the_days_given():
    events = story(
        ("RECEIVED", "09-01 09:00"),
        ("ACCEPTED", "09-01 10:00"),
        ("PAUSE_BEGUN", "09-03 10:00"),
        ("PAUSE_ENDED", "09-10 10:00"),
        ("CONCLUDED", "09-14 16:00", {"outcome": "GRANTED"}),
    )
    found = counts(events, None)
    # 2 and 3 September, 11 and 14 September; the five of the pause (4, 7, 8, 9, 10) are out.
    assert (found["09-14", "used_days"], found["09-14", "statutory_days"]) == (4, 20)
    assert found["09-14", "concluded_early"] == 1


def test_a_voided_conclusion_puts_the_case_back_among_the_open_ones():
    events = story(*LINES, ("CORRECTED", "09-15 09:00", {"corrects": 4}))
    assert project(events, SURVEY, TERMS, worked_to=None).facts.is_open
    found = counts(events, None)
    assert ("09-14", "concluded") not in found
    assert sum(number for (_, name), number in found.items() if name == "open_change") == 1
