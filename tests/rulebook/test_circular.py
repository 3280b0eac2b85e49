"""Circulars: the right of reply, the second person, the end. The rules in prose: docs/rules/accountability.md."""

from datetime import datetime

import pytest

from rulebook.calendar import SHANGHAI, china
from rulebook.circular import CircularAct, fold, next_moment, objection, permitted
from rulebook.standing import Terms
from rulebook.supervision import ActDone

TERMS = Terms(china())
ANNA, BAO = "anna", "bao"


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}:00").replace(tzinfo=SHANGHAI)


def history(*acts: str) -> list[ActDone]:
    """Drafted by Anna; every act on 29 September at 10:00. Five working days to answer, one to be shown."""
    detail = {"reply_days": 5, "shown_days": 1}
    return [
        ActDone(number, CircularAct(act), at("09-29 10:00"), ANNA if act == "DRAFTED" else BAO, detail)
        for number, act in enumerate(("DRAFTED", *acts), start=1)
    ]


@pytest.mark.parametrize(
    ("acts", "person", "now", "act", "expected"),
    [
        ((), ANNA, "09-29 11:00", "SHOWN", None),
        ((), BAO, "09-29 11:00", "PUBLISHED", "OUT_OF_TURN"),
        # Its time to answer runs to the end of 12 October.
        (("SHOWN",), BAO, "10-12 23:59", "PUBLISHED", "REPLY_RUNNING"),
        (("SHOWN",), BAO, "10-13 00:01", "PUBLISHED", None),
        (("SHOWN",), "d", "10-12 23:59", "REPLIED", None),
        (("SHOWN",), "d", "10-13 00:01", "REPLIED", "REPLY_LATE"),
        (("SHOWN", "REPLIED"), BAO, "09-29 11:00", "PUBLISHED", None),
        (("SHOWN", "REPLIED"), ANNA, "09-29 11:00", "PUBLISHED", "SAME_PERSON"),
        (("SHOWN", "REPLIED", "PUBLISHED"), ANNA, "09-29 11:00", "WITHDRAWN", None),
        (("SHOWN", "REPLIED", "PUBLISHED", "EXPIRED"), BAO, "10-29 11:00", "PUBLISHED", "NOT_OPEN"),
        (("WITHDRAWN",), BAO, "09-29 11:00", "WITHDRAWN", "NOT_OPEN"),
    ],
)
def test_what_may_follow_what(acts: tuple[str, ...], person: str, now: str, act: str, expected: str | None) -> None:
    facts = fold(history(*acts))
    assert objection(CircularAct(act), facts, TERMS, person=person, now=at(now)) == expected
    assert (CircularAct(act) in permitted(facts, TERMS, person=person, now=at(now))) == (expected is None)


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        (("SHOWN",), None),
        # One working day after Tuesday 29 September is Wednesday the 30th, to its end.
        (("SHOWN", "REPLIED", "PUBLISHED"), ("10-01 00:00", "EXPIRED")),
        (("SHOWN", "REPLIED", "PUBLISHED", "WITHDRAWN"), None),
    ],
)
def test_a_publication_ends_by_itself(acts: tuple[str, ...], expected: tuple[str, str] | None) -> None:
    found = next_moment(fold(history(*acts)), TERMS)
    assert found == (None if expected is None else (at(expected[0]), expected[1]))
