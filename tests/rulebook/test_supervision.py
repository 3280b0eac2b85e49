"""Orders: what may follow what, by whom, and the clock of the reply. The rules in prose: docs/rules/supervision.md."""

from datetime import datetime

import pytest

from rulebook.calendar import SHANGHAI, china
from rulebook.standing import Terms
from rulebook.supervision import ActDone, OrderAct, fold, is_reply_late, next_moment, objection, permitted, reply

TERMS = Terms(china())
NOW = datetime(2026, 9, 29, 10, tzinfo=SHANGHAI)
ANNA, BAO, CHEN = "a", "b", "c"


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}:00").replace(tzinfo=SHANGHAI)


def history(*acts: str, issued: str = "09-29 10:00", days: int = 5) -> list[ActDone]:
    """Drafted by Anna, checked by Bao, issued by Chen; what follows at moments of its own: `EXPLAINED@10-12 09:00`."""
    persons = {"DRAFTED": ANNA, "CHECKED": BAO, "ISSUED": CHEN}
    found = []
    for number, word in enumerate(acts, start=1):
        name, _, moment = word.partition("@")
        found.append(
            ActDone(
                number, OrderAct(name), at(moment or issued), persons.get(name, ""), {"reply_days": days, "days": 2}
            )
        )
    return found


ISSUED = ("DRAFTED", "CHECKED", "ISSUED")


@pytest.mark.parametrize(
    ("issued", "days", "reminded", "due"),
    [
        # Issued Tuesday 29 September: 30 September, 8, 9, 10 (worked for the holidays) and 12 October are five.
        ("09-29 10:00", 5, "10-10 09:00", "10-13 00:00"),
        # The hour of the issue does not matter, the day itself is not counted.
        ("09-29 23:59", 5, "10-10 09:00", "10-13 00:00"),
        ("10-14 12:00", 1, "10-14 12:00", "10-16 00:00"),
    ],
)
def test_a_reply_is_due_after_working_days(issued: str, days: int, reminded: str, due: str) -> None:
    clock = reply(fold(history(*ISSUED, issued=issued, days=days)), TERMS)
    assert clock is not None
    assert (clock.yellow_at, clock.due_at) == (at(reminded), at(due))


@pytest.mark.parametrize(
    ("acts", "person", "act", "expected"),
    [
        (("DRAFTED",), ANNA, "CHECKED", "SAME_PERSON"),
        (("DRAFTED",), BAO, "CHECKED", None),
        (("DRAFTED",), CHEN, "ISSUED", "ORDER_OUT_OF_TURN"),
        (("DRAFTED", "CHECKED"), ANNA, "ISSUED", "SAME_PERSON"),
        (("DRAFTED", "CHECKED"), BAO, "ISSUED", None),
        (("DRAFTED", "CHECKED", "SENT_BACK"), CHEN, "ISSUED", "ORDER_OUT_OF_TURN"),
        (("DRAFTED", "CHECKED", "REDRAFTED"), CHEN, "ISSUED", "ORDER_OUT_OF_TURN"),
        (ISSUED, BAO, "SENT_BACK", "ORDER_OUT_OF_TURN"),
        (ISSUED, "d", "EXPLAINED", None),
        ((*ISSUED, "RECEIVED"), "d", "RECEIVED", "ALREADY_RECEIVED"),
        (ISSUED, "d", "TIME_ASKED", None),
        (ISSUED, ANNA, "TIME_GIVEN", "NO_TIME_ASKED"),
        ((*ISSUED, "TIME_ASKED"), "d", "TIME_ASKED", "TIME_ALREADY_ASKED"),
        ((*ISSUED, "TIME_ASKED"), ANNA, "TIME_GIVEN", None),
        ((*ISSUED, "TIME_ASKED"), ANNA, "TIME_DENIED", None),
        ((*ISSUED, "TIME_ASKED", "TIME_DENIED"), "d", "TIME_ASKED", "TIME_ALREADY_ASKED"),
        ((*ISSUED, "TIME_ASKED", "TIME_DENIED"), ANNA, "TIME_GIVEN", "NO_TIME_ASKED"),
        ((*ISSUED, "EXPLAINED"), "d", "TIME_ASKED", "ORDER_OUT_OF_TURN"),
        # A better answer has a time of its own.
        ((*ISSUED, "TIME_ASKED", "TIME_GIVEN", "EXPLAINED", "RETURNED"), "d", "TIME_ASKED", None),
        (ISSUED, ANNA, "ACCEPTED", "ORDER_OUT_OF_TURN"),
        (ISSUED, ANNA, "REJECTED", "REPLY_NOT_DUE"),
        ((*ISSUED, "EXPLAINED"), ANNA, "REJECTED", None),
        ((*ISSUED, "EXPLAINED"), ANNA, "RETURNED", None),
        ((*ISSUED, "EXPLAINED", "RETURNED"), "d", "EXPLAINED", None),
        ((*ISSUED, "EXPLAINED", "ACCEPTED"), ANNA, "REJECTED", "ORDER_NOT_OPEN"),
        ((*ISSUED, "EXPLAINED", "ACCEPTED"), ANNA, "WITHDRAWN", None),
        (("DRAFTED", "WITHDRAWN"), ANNA, "WITHDRAWN", "ORDER_NOT_OPEN"),
    ],
)
def test_what_may_follow_what(acts: tuple[str, ...], person: str, act: str, expected: str | None) -> None:
    facts = fold(history(*acts))
    assert objection(OrderAct(act), facts, TERMS, person=person, now=NOW) == expected
    assert (OrderAct(act) in permitted(facts, TERMS, person=person, now=NOW)) == (expected is None)


def test_more_time_is_asked_before_the_reply_is_late_and_counted_from_the_issue() -> None:
    facts = fold(history(*ISSUED))
    assert objection(OrderAct.TIME_ASKED, facts, TERMS, person="d", now=at("10-12 23:59")) is None
    assert objection(OrderAct.TIME_ASKED, facts, TERMS, person="d", now=at("10-13 00:01")) == "TOO_LATE_FOR_TIME"
    clock = reply(fold(history(*ISSUED, "TIME_ASKED", "TIME_GIVEN")), TERMS)
    # Five working days and two more: 13 and 14 October.
    assert clock is not None
    assert clock.due_at == at("10-15 00:00")


def test_silence_may_be_rejected_when_the_reply_is_past() -> None:
    facts = fold(history(*ISSUED))
    assert objection(OrderAct.REJECTED, facts, TERMS, person=ANNA, now=at("10-12 23:59")) == "REPLY_NOT_DUE"
    assert objection(OrderAct.REJECTED, facts, TERMS, person=ANNA, now=at("10-13 00:01")) is None


@pytest.mark.parametrize(
    ("acts", "now", "expected"),
    [
        (("EXPLAINED@10-12 17:20",), "11-30 09:00", False),
        (("EXPLAINED@10-13 00:01",), "10-13 09:00", True),
        ((), "10-12 23:59", False),
        ((), "10-13 00:01", True),
        # A better answer has a limit of its own.
        (("EXPLAINED@10-13 00:01", "RETURNED@10-14 09:00"), "10-15 09:00", False),
    ],
)
def test_a_reply_is_late_when_it_comes_or_still_waits_after_its_last_day(
    acts: tuple[str, ...], now: str, expected: bool
) -> None:
    assert is_reply_late(fold(history(*ISSUED, *acts)), TERMS, now=at(now)) is expected


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ((), ("10-10 09:00", "REMINDED")),
        (("REMINDED",), ("10-13 00:00", "ESCALATED")),
        (("REMINDED", "ESCALATED"), None),
        (("EXPLAINED@10-09 09:00",), None),
        (("REMINDED", "EXPLAINED@10-12 09:00", "RETURNED@10-14 09:00"), ("10-20 09:00", "REMINDED")),
    ],
)
def test_the_worker_reminds_and_then_escalates_while_a_reply_is_awaited(
    acts: tuple[str, ...], expected: tuple[str, str] | None
) -> None:
    found = next_moment(fold(history(*ISSUED, *acts)), TERMS)
    assert found == (None if expected is None else (at(expected[0]), OrderAct(expected[1])))
