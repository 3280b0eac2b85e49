"""首问负责: who answers for a contact at every moment, one row a moment of the trail."""

import pytest

from rulebook.duty import ContactState, ContactStep, Step, due_at, duty, objection, permitted
from tests.rulebook.builders import TERMS, at

LIN, WANG, QIAN = "lin", "wang", "qian"


def step(kind, moment, person, to=""):
    return Step(ContactStep(kind), at(moment), person, person.title(), to, to.title())


TRAIL = [
    step("ASKED", "09-01 09:00", LIN),
    step("NOTICE_GIVEN", "09-01 09:05", LIN),
    step("HANDED_OVER", "09-01 09:10", LIN, WANG),
    step("TAKEN_OVER", "09-02 10:00", WANG),
    step("ANSWERED", "09-03 11:00", WANG),
]


@pytest.mark.parametrize(
    ("why", "moment", "owner", "offered_to", "state"),
    [
        ("nobody before it was asked", "09-01 08:59", None, None, None),
        ("whoever was asked", "09-01 09:00", LIN, "", ContactState.OPEN),
        ("handed over, not taken: still the first", "09-02 09:59", LIN, WANG, ContactState.OPEN),
        ("from the moment it is taken over", "09-02 10:00", WANG, "", ContactState.OPEN),
        ("closed by the answer", "09-03 11:00", WANG, "", ContactState.ANSWERED),
    ],
)
def test_at_every_moment_somebody_answers_for_it(why, moment, owner, offered_to, state):
    found = duty(TRAIL, at=at(moment))
    told = (found.owner, found.offered_to, found.state) if found else (None, None, None)
    assert told == (owner, offered_to, state), why


@pytest.mark.parametrize(
    ("why", "steps", "kind", "person", "to", "code"),
    [
        ("its owner answers", 1, "ANSWERED", LIN, "", None),
        ("another does not", 1, "ANSWERED", WANG, "", "NOT_YOURS"),
        ("not handed to oneself", 1, "HANDED_OVER", LIN, LIN, "SAME_HANDLER"),
        ("nobody takes what was not offered", 1, "TAKEN_OVER", WANG, "", "NOT_OFFERED"),
        ("nor what was offered to another", 3, "TAKEN_OVER", QIAN, "", "NOT_OFFERED"),
        ("the one it was offered to takes it", 3, "TAKEN_OVER", WANG, "", None),
        ("the first answers while it waits", 3, "ANSWERED", LIN, "", None),
        ("a case comes of it", 4, "CASE_REGISTERED", WANG, "", None),
        ("nothing after the end", 5, "HANDED_OVER", WANG, LIN, "CONTACT_CLOSED"),
    ],
)
def test_who_may_do_what(why, steps, kind, person, to, code):
    stands = duty(TRAIL[:steps])
    assert objection(ContactStep(kind), stands, person=person, to=to) == code, why


def test_what_is_offered_to_a_person():
    assert permitted(duty(TRAIL[:3]), person=WANG) == [ContactStep.TAKEN_OVER]
    assert permitted(duty(TRAIL), person=WANG) == []


def test_a_promised_reply_is_counted_in_working_days():
    # Monday 28 September 2026: 29, 30, and after National Day the 8th.
    assert due_at(at("09-28 15:00"), 3, TERMS) == at("10-09 00:00")
