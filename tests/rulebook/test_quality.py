"""How well what happens is recorded: late, out of order, twice, not whole; one row a situation."""

from collections import Counter
from dataclasses import replace

import pytest

from rulebook.facts import effective, fold
from rulebook.measures import Measure
from rulebook.quality import is_incomplete, recorded
from rulebook.tally import Watch, project
from tests.rulebook.builders import SURVEY, TERMS, story

RECEIVED, ACCEPTED = ("RECEIVED", "09-01 09:00"), ("ACCEPTED", "09-01 10:00")
GRANTED = ("CONCLUDED", "09-03 10:00", {"outcome": "GRANTED"})
STAGES = [("STAGE_ENDED", "09-02 10:00", {"stage": "受理"}), ("STAGE_ENDED", "09-02 11:00", {"stage": "现场核查"})]
OF_RECORDS = (Measure.EVENTS_LATE, Measure.LAG_HOURS, Measure.EVENTS_ODD, Measure.EVENTS_REPEATED)

# (what it shows, records, late, hours of lag, out of order, repeated)
RECORDS = [
    ("recorded as it happens", [RECEIVED, ACCEPTED], (0, 0, 0, 0)),
    ("59 minutes are no hour", [("RECEIVED", "09-01 09:00", "09-01 09:59")], (0, 0, 0, 0)),
    ("90 minutes are one", [("RECEIVED", "09-01 09:00", "09-01 10:30")], (0, 1, 0, 0)),
    ("24 hours are in time", [("RECEIVED", "09-01 09:00", "09-02 09:00")], (0, 24, 0, 0)),
    ("a minute more is late", [("RECEIVED", "09-01 09:00", "09-02 09:01")], (1, 24, 0, 0)),
    ("the same at the same moment again", [RECEIVED, RECEIVED], (0, 0, 0, 1)),
    ("another moment is not the same", [RECEIVED, ("RECEIVED", "09-01 09:01")], (0, 0, 0, 0)),
    ("two stages that end at once are two",
     [("STAGE_ENDED", "09-02 10:00", {"stage": one}) for one in ("受理", "审核")], (0, 0, 0, 0)),
    ("a correction of the record is none of what happened",
     [RECEIVED, ("CORRECTED", "09-01 09:00", {"corrects": 1}, "09-09 09:00")], (0, 0, 0, 0)),
]  # fmt: skip


@pytest.mark.parametrize(("why", "lines", "added"), RECORDS, ids=[row[0] for row in RECORDS])
def test_what_a_record_adds(why, lines, added):
    found: Counter[Measure] = Counter()
    for _, measure, number in recorded(story(*lines)):
        found[measure] += number
    assert tuple(found[measure] for measure in OF_RECORDS) == added


def test_a_record_that_was_marked_is_out_of_order_unless_it_only_asks_for_too_much():
    for code, odd in (("NOT_ACCEPTED", 1), ("BEYOND_GUIDE", 0), ("NEW_IN_LATER_NOTICE", 0)):
        (event,) = story(("CORRECTION_ASKED", "09-02 10:00"))
        marked = replace(event, anomalies=(code,))
        assert sum(measure is Measure.EVENTS_ODD for _, measure, _ in recorded([marked])) == odd, code


# (what it shows, records, seen at begin and end only, whether something is missing)
WHOLE = [
    ("all is there", [RECEIVED, ACCEPTED, *STAGES, GRANTED], False, False),
    ("no receipt", [ACCEPTED, *STAGES, GRANTED], False, True),
    ("no acceptance", [RECEIVED, *STAGES, GRANTED], False, True),
    ("no outcome", [RECEIVED, ACCEPTED, *STAGES, ("CONCLUDED", "09-03 10:00")], False, True),
    ("a stage was never recorded", [RECEIVED, ACCEPTED, STAGES[0], GRANTED], False, True),
    ("returned before the stage", [RECEIVED, ACCEPTED, ("CONCLUDED", "09-03 10:00", {"outcome": "RETURNED"})],
     False, False),
    ("begin and end are all that is recorded here", [RECEIVED, GRANTED], True, False),
    ("not even the receipt", [GRANTED], True, True),
    ("it still runs", [RECEIVED], False, False),
    ("withdrawn", [RECEIVED, ("WITHDRAWN", "09-02 10:00")], False, False),
]  # fmt: skip


@pytest.mark.parametrize(("why", "lines", "is_partial", "missing"), WHOLE, ids=[row[0] for row in WHOLE])
def test_what_makes_a_concluded_case_incomplete(why, lines, is_partial, missing):
    known = effective(story(*lines))
    rules = SURVEY.of_begin_and_end() if is_partial else SURVEY
    assert is_incomplete(fold(known), rules, is_partial=is_partial) is missing
    projection = project(story(*lines), rules, TERMS, worked_to=None, watch=Watch(is_partial=is_partial))
    assert sum(n for (_, measure), n in projection.counts.items() if measure is Measure.CONCLUDED_INCOMPLETE) == missing
