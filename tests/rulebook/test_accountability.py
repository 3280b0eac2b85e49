"""Accountability: what may follow what in each mode, by whom, its limits, and to whom a fault is attributed.

The rules in prose: docs/rules/accountability.md."""

from datetime import datetime

import pytest

from rulebook.accountability import (
    AccountabilityAct,
    Situation,
    attribute,
    clock,
    fold,
    is_late,
    next_moment,
    objection,
    permitted,
)
from rulebook.calendar import SHANGHAI, china
from rulebook.standing import Terms
from rulebook.supervision import ActDone

TERMS = Terms(china())
# Opens, approves, finds, decides, hears the appeal.
ANNA, BAO, CHEN, DING, ENNI = "anna", "bao", "chen", "ding", "enni"
WHO = {"OPENED": ANNA, "APPROVED": BAO, "FOUND": CHEN, "DECIDED": DING}


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}:00").replace(tzinfo=SHANGHAI)


def history(mode: str, *acts: str) -> list[ActDone]:
    """Opened 29 September at 10:00; each act at a moment of its own where it names one."""
    found = []
    for number, word in enumerate(("OPENED", *acts), start=1):
        name, _, moment = word.partition("@")
        detail = {"mode": mode, "days": 5}
        found.append(ActDone(number, AccountabilityAct(name), at(moment or "09-29 10:00"), WHO.get(name, ""), detail))
    return found


REPORTED = ("APPROVED", "REPORTED")
DECIDED = (*REPORTED, "FOUND", "DECIDED")


@pytest.mark.parametrize(
    ("mode", "acts", "person", "act", "expected"),
    [
        ("DEPARTMENT", (), ANNA, "APPROVED", "SAME_PERSON"),
        ("DEPARTMENT", (), BAO, "APPROVED", None),
        ("DEPARTMENT", (), BAO, "FOUND", "OUT_OF_TURN"),
        ("DEPARTMENT", ("APPROVED",), "d", "REPORTED", None),
        ("DEPARTMENT", ("APPROVED",), CHEN, "FOUND", "NOT_REPORTED"),
        ("DEPARTMENT", ("APPROVED", "RECEIVED"), "d", "RECEIVED", "ALREADY_RECEIVED"),
        ("DEPARTMENT", REPORTED, CHEN, "RETURNED", None),
        ("DEPARTMENT", (*REPORTED, "RETURNED"), "d", "REPORTED", None),
        ("DEPARTMENT", REPORTED, CHEN, "FOUND", None),
        # The supervisors investigate: nobody reports to them.
        ("SUPERVISORS", ("APPROVED",), "d", "REPORTED", "OUT_OF_TURN"),
        ("SUPERVISORS", ("APPROVED",), "d", "RECEIVED", "OUT_OF_TURN"),
        ("SUPERVISORS", ("APPROVED",), CHEN, "FOUND", None),
        # A referral: receipt, then result.
        ("REFERRED", ("APPROVED",), CHEN, "FOUND", "NO_RECEIPT"),
        ("REFERRED", ("APPROVED", "RECEIVED"), CHEN, "FOUND", None),
        ("REFERRED", ("APPROVED",), "d", "REPORTED", "OUT_OF_TURN"),
        # Who found does not decide; who found or decided hears no appeal.
        ("DEPARTMENT", (*REPORTED, "FOUND"), CHEN, "DECIDED", "SAME_PERSON"),
        ("DEPARTMENT", (*REPORTED, "FOUND"), DING, "DECIDED", None),
        ("DEPARTMENT", (*REPORTED, "FOUND"), DING, "SANCTIONED", "OUT_OF_TURN"),
        ("DEPARTMENT", (*DECIDED, "APPEALED"), DING, "UPHELD", "SAME_PERSON"),
        ("DEPARTMENT", (*DECIDED, "APPEALED"), CHEN, "REVOKED", "SAME_PERSON"),
        ("DEPARTMENT", (*DECIDED, "APPEALED"), ENNI, "REVOKED", None),
        ("DEPARTMENT", (*DECIDED, "APPEALED", "UPHELD"), "d", "APPEALED", "ALREADY_APPEALED"),
        # The result of another organ may come long after, but not to what was revoked.
        ("DEPARTMENT", DECIDED, ANNA, "SANCTIONED", None),
        ("DEPARTMENT", (*DECIDED, "APPEALED"), ANNA, "SANCTIONED", None),
        ("DEPARTMENT", (*DECIDED, "FINAL"), ANNA, "SANCTIONED", None),
        ("DEPARTMENT", (*DECIDED, "APPEALED", "REVOKED"), ANNA, "SANCTIONED", "NOT_OPEN"),
        ("DEPARTMENT", (*DECIDED, "FINAL"), ANNA, "WITHDRAWN", None),
        ("DEPARTMENT", ("WITHDRAWN",), ANNA, "WITHDRAWN", "NOT_OPEN"),
    ],
)
def test_what_may_follow_what(mode: str, acts: tuple[str, ...], person: str, act: str, expected: str | None) -> None:
    facts = fold(history(mode, *acts))
    now = at("09-29 12:00")
    assert objection(AccountabilityAct(act), facts, TERMS, person=person, now=now) == expected
    assert (AccountabilityAct(act) in permitted(facts, TERMS, person=person, now=now)) == (expected is None)


# Decided Tuesday 29 September: 30 September, 8, 9, 10 (worked for the holidays) and 12 October are five working days.
@pytest.mark.parametrize(
    ("acts", "now", "expected"),
    [
        (DECIDED, "10-12 23:59", None),
        (DECIDED, "10-13 00:01", "APPEAL_LATE"),
        # The worker made it final: refused for the same reason, in the same word.
        ((*DECIDED, "FINAL@10-13 00:00"), "10-14 09:00", "APPEAL_LATE"),
    ],
)
def test_an_appeal_comes_within_its_window(acts: tuple[str, ...], now: str, expected: str | None) -> None:
    facts = fold(history("DEPARTMENT", *acts))
    assert objection(AccountabilityAct.APPEALED, facts, TERMS, person="d", now=at(now)) == expected


@pytest.mark.parametrize(
    ("mode", "acts", "expected"),
    [
        ("DEPARTMENT", (), None),
        ("DEPARTMENT", ("APPROVED",), ("10-10 09:00", "REMINDED")),
        ("SUPERVISORS", ("APPROVED", "REMINDED"), ("10-13 00:00", "ESCALATED")),
        ("REFERRED", ("APPROVED", "REMINDED", "ESCALATED"), None),
        ("DEPARTMENT", REPORTED, None),
        ("DEPARTMENT", (*REPORTED, "RETURNED@10-14 09:00"), ("10-20 09:00", "REMINDED")),
        ("DEPARTMENT", DECIDED, ("10-13 00:00", "FINAL")),
        ("DEPARTMENT", (*DECIDED, "APPEALED"), None),
    ],
)
def test_what_the_worker_does_next(mode: str, acts: tuple[str, ...], expected: tuple[str, str] | None) -> None:
    found = next_moment(fold(history(mode, *acts)), TERMS)
    assert found == (None if expected is None else (at(expected[0]), expected[1]))


@pytest.mark.parametrize(
    ("acts", "now", "expected"),
    [
        (("APPROVED",), "10-12 23:59", False),
        (("APPROVED",), "10-13 00:01", True),
        (("APPROVED", "REPORTED@10-13 00:01"), "10-13 09:00", True),
        (("APPROVED", "REPORTED@10-12 17:00"), "11-30 09:00", False),
        # Found on the sixth day upon a report of the fifth: the department was in time.
        (("APPROVED", "REPORTED@10-12 17:00", "FOUND@10-13 09:00"), "10-14 09:00", False),
    ],
)
def test_a_report_is_late_after_its_last_day(acts: tuple[str, ...], now: str, expected: bool) -> None:
    assert is_late(fold(history("DEPARTMENT", *acts)), TERMS, now=at(now)) is expected


def test_no_clock_runs_before_the_approval() -> None:
    assert clock(fold(history("DEPARTMENT")), TERMS) is None


@pytest.mark.parametrize(
    ("situation", "expected"),
    [
        ("HANDLER_CHEATED", {"HANDLER": "DIRECT"}),
        ("HANDLER_DEVIATED", {"HANDLER": "DIRECT"}),
        ("ALL_OVERLOOKED", {"HANDLER": "DIRECT", "REVIEWER": "MAIN_LEADER", "APPROVER": "IMPORTANT_LEADER"}),
        ("REVIEWER_OVERRODE", {"REVIEWER": "DIRECT", "APPROVER": "MAIN_LEADER"}),
        ("REVIEWER_ALONE", {"REVIEWER": "DIRECT"}),
        ("APPROVER_ALONE", {"APPROVER": "DIRECT"}),
        ("INTERFERENCE", {"INTERFERER": "DIRECT"}),
        ("COLLECTIVE", {"APPROVER": "MAIN_LEADER", "REVIEWER": "IMPORTANT_LEADER"}),
        ("UPPER_CHANGED", {"UPPER_HEAD": "IMPORTANT_LEADER"}),
    ],
)
def test_a_fault_is_attributed_as_rs18_has_it(situation: str, expected: dict[str, str]) -> None:
    assert attribute(Situation(situation)) == expected


def test_every_situation_has_its_attribution() -> None:
    assert all(attribute(situation) for situation in Situation)
