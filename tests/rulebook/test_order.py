"""The strict door: what may follow what, one row a situation."""

import pytest

from rulebook.case import EventKind
from rulebook.facts import effective, fold
from rulebook.order import objection
from tests.rulebook.builders import at, story

NEW = [("RECEIVED", "09-01 09:00")]
ACCEPTED = [*NEW, ("ACCEPTED", "09-01 10:00")]
PAUSED = [*ACCEPTED, ("PAUSE_BEGUN", "09-02 10:00")]
DONE = [*ACCEPTED, ("CONCLUDED", "09-03 10:00", {"outcome": "GRANTED"})]
VERIFIED = [*DONE, ("VERIFIED", "09-03 11:00")]
ASKED = [*NEW, ("CORRECTION_ASKED", "09-01 11:00")]
STAGED = [*ACCEPTED, ("STAGE_BEGUN", "09-01 11:00", {"stage": "受理"})]
EXTENDED = [*ACCEPTED, ("EXTENSION_GRANTED", "09-02 09:00", {"days": 1})]

TABLE = [
    ("a case begins with its receipt", [], "ACCEPTED", "NOT_REGISTERED"),
    ("received once", NEW, "RECEIVED", "ALREADY_RECEIVED"),
    ("accepted after receipt", NEW, "ACCEPTED", None),
    ("not concluded before acceptance", NEW, "CONCLUDED", "NOT_ACCEPTED"),
    ("accepted once", ACCEPTED, "ACCEPTED", "ALREADY_ACCEPTED"),
    ("no correction after acceptance (art. 32)", ACCEPTED, "CORRECTION_ASKED", "CORRECTION_AFTER_ACCEPTANCE"),
    ("one correction round at a time", ASKED, "CORRECTION_ASKED", "CORRECTION_ALREADY_ASKED"),
    ("papers only after they were asked for", NEW, "CORRECTION_RECEIVED", "NO_CORRECTION_ASKED"),
    ("papers that were asked for", ASKED, "CORRECTION_RECEIVED", None),
    ("a pause ends only if one runs", ACCEPTED, "PAUSE_ENDED", "NOT_PAUSED"),
    ("not concluded while paused", PAUSED, "CONCLUDED", "PAUSED"),
    ("a stage ends only if it runs", ACCEPTED, "STAGE_ENDED", "STAGE_NOT_RUNNING"),
    ("the stage that runs ends", STAGED, "STAGE_ENDED", None),
    ("a stage does not begin twice", STAGED, "STAGE_BEGUN", "STAGE_ALREADY_RUNNING"),
    ("nothing after the end", DONE, "STAGE_BEGUN", "ALREADY_ENDED"),
    ("no result without verification (C3)", DONE, "DELIVERED", "NOT_VERIFIED"),
    ("verified after the conclusion", DONE, "VERIFIED", None),
    ("no verification before the conclusion", ACCEPTED, "VERIFIED", "NOT_CONCLUDED"),
    ("delivered after verification", VERIFIED, "DELIVERED", None),
    ("extended once (art. 42)", EXTENDED, "EXTENSION_GRANTED", "ALREADY_EXTENDED"),
    ("withdrawn while open", ACCEPTED, "WITHDRAWN", None),
]


@pytest.mark.parametrize(("lines", "kind", "code"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_what_may_follow_what(lines, kind, code):
    known = effective(story(*lines))
    facts = fold(known) if known else None
    assert objection(EventKind(kind), facts, at=at("09-04 09:00"), stage="受理") == code


def test_nothing_happens_before_the_receipt():
    facts = fold(effective(story(*NEW)))
    assert objection(EventKind.ACCEPTED, facts, at=at("08-31 09:00")) == "BEFORE_SUBMISSION"


def test_nothing_is_handled_before_the_acceptance():
    facts = fold(effective(story(*ACCEPTED)))
    assert objection(EventKind.CONCLUDED, facts, at=at("09-01 09:30")) == "BEFORE_ACCEPTANCE"
