"""问责: the life of an accountability case, folded from its acts, and to whom a fault is attributed.

Three modes: the department pursues and reports back (责成部门追究), the supervisors investigate (直接调查), a clue is
referred to the discipline organ with receipt and result (移送). A sanction is recorded as the result of the organ that
decided it; none is decided here. Who opens does not approve, who finds does not decide, who decided hears no appeal.
The rules in prose: docs/rules/accountability.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from rulebook.clock import Limit, Reckoning, Unit, reckon
from rulebook.standing import Terms
from rulebook.supervision import ActDone

# Working days of a report and of an appeal. Which number is the case's own: no source of ours names one.
MOST_DAYS = 60


class Mode(StrEnum):
    """How a fault is pursued."""

    DEPARTMENT = "DEPARTMENT"
    SUPERVISORS = "SUPERVISORS"
    REFERRED = "REFERRED"


class AccountabilityAct(StrEnum):
    """What is done with an accountability case. REMINDED, ESCALATED and FINAL are the worker's own."""

    OPENED = "OPENED"
    APPROVED = "APPROVED"  # 批准立案, with its numbered document
    RECEIVED = "RECEIVED"  # by the department, or the receipt of the discipline organ
    REPORTED = "REPORTED"  # by the department that pursued it
    RETURNED = "RETURNED"  # for a better report, by a limit of its own
    FOUND = "FOUND"  # 认定: facts, fault, to whom it is attributed
    DECIDED = "DECIDED"  # 决定, with its numbered document; the time to appeal begins
    SANCTIONED = "SANCTIONED"  # the result of the organ that decides sanctions
    APPEALED = "APPEALED"  # 申诉
    UPHELD = "UPHELD"
    REVOKED = "REVOKED"
    REMINDED = "REMINDED"
    ESCALATED = "ESCALATED"
    FINAL = "FINAL"  # nobody appealed in time
    WITHDRAWN = "WITHDRAWN"


class AccountabilityState(StrEnum):
    OPENED = "OPENED"
    UNDER_WAY = "UNDER_WAY"
    REPORTED = "REPORTED"
    FOUND = "FOUND"
    DECIDED = "DECIDED"
    APPEALED = "APPEALED"
    FINAL = "FINAL"
    REVOKED = "REVOKED"
    WITHDRAWN = "WITHDRAWN"


A, S = AccountabilityAct, AccountabilityState
OPEN = frozenset({S.OPENED, S.UNDER_WAY, S.REPORTED, S.FOUND, S.DECIDED, S.APPEALED})
CLUE = "CLUE"
SILENT = frozenset({A.REMINDED, A.ESCALATED, A.FINAL})


class Grade(StrEnum):
    """过错 by weight (RS18, grades of fault); NONE: nobody is at fault."""

    NONE = "NONE"
    GENERAL = "GENERAL"  # 一般过错
    SERIOUS = "SERIOUS"  # 严重过错
    VERY_SERIOUS = "VERY_SERIOUS"  # 特别严重过错


class Party(StrEnum):
    """Who had a part in the act: 承办人, 审核人, 批准人; who ordered or interfered; the head of the upper organ."""

    HANDLER = "HANDLER"
    REVIEWER = "REVIEWER"
    APPROVER = "APPROVER"
    INTERFERER = "INTERFERER"
    UPPER_HEAD = "UPPER_HEAD"


class Liability(StrEnum):
    """直接责任, 主要领导责任, 重要领导责任."""

    DIRECT = "DIRECT"
    MAIN_LEADER = "MAIN_LEADER"
    IMPORTANT_LEADER = "IMPORTANT_LEADER"


class Situation(StrEnum):
    """What went wrong (RS18, arts 14-22)."""

    HANDLER_CHEATED = "HANDLER_CHEATED"
    HANDLER_DEVIATED = "HANDLER_DEVIATED"  # did not act as approved
    ALL_OVERLOOKED = "ALL_OVERLOOKED"  # a wrong proposal, which reviewer and approver should have seen
    REVIEWER_OVERRODE = "REVIEWER_OVERRODE"  # a right proposal
    REVIEWER_ALONE = "REVIEWER_ALONE"  # without asking the approver
    APPROVER_ALONE = "APPROVER_ALONE"  # overrode right opinions, bypassed them, or failed to act
    INTERFERENCE = "INTERFERENCE"
    COLLECTIVE = "COLLECTIVE"  # main: who decided; important: those of the wrong opinion
    UPPER_CHANGED = "UPPER_CHANGED"  # the upper organ changed the act


_D, _M, _I = Liability.DIRECT, Liability.MAIN_LEADER, Liability.IMPORTANT_LEADER
_ATTRIBUTION: dict[Situation, dict[Party, Liability]] = {
    Situation.HANDLER_CHEATED: {Party.HANDLER: _D},
    Situation.HANDLER_DEVIATED: {Party.HANDLER: _D},
    Situation.ALL_OVERLOOKED: {Party.HANDLER: _D, Party.REVIEWER: _M, Party.APPROVER: _I},
    Situation.REVIEWER_OVERRODE: {Party.REVIEWER: _D, Party.APPROVER: _M},
    Situation.REVIEWER_ALONE: {Party.REVIEWER: _D},
    Situation.APPROVER_ALONE: {Party.APPROVER: _D},
    Situation.INTERFERENCE: {Party.INTERFERER: _D},
    # Those of the right opinion bear nothing; the reviewer stands here for those of the wrong one.
    Situation.COLLECTIVE: {Party.APPROVER: _M, Party.REVIEWER: _I},
    Situation.UPPER_CHANGED: {Party.UPPER_HEAD: _I},
}


def attribute(situation: Situation) -> dict[Party, Liability]:
    """Who bears what; a party that is not named bears nothing (RS18, arts 14-22)."""
    return dict(_ATTRIBUTION[situation])


@dataclass(frozen=True, slots=True)
class AccountabilityFacts:
    """What is known of a case. `asked_at` begins the clock that runs now: of the report, or of the appeal."""

    state: AccountabilityState
    mode: Mode
    opener: str
    days: int
    issued_at: datetime | None = None
    received_at: datetime | None = None
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    finder: str = ""
    decider: str = ""
    decided_at: datetime | None = None
    is_appealed: bool = False
    is_reminded: bool = False
    is_escalated: bool = False

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def waits_for(self) -> str:
        """What its row on the board waits for: a CLUE is for the eyes of those who supervise."""
        if self.mode is Mode.REFERRED and self.decided_at is None:
            return CLUE
        return "REPLY" if self.state is S.UNDER_WAY else ""


def fold(events: Sequence[ActDone]) -> AccountabilityFacts:
    """Events in order; the first one is OPENED."""
    first = events[0]
    facts = AccountabilityFacts(S.OPENED, Mode(first.detail["mode"]), first.person, int(first.detail["days"]))
    for event in events[1:]:
        facts = _after(facts, event)
    return facts


def _after(facts: AccountabilityFacts, event: ActDone) -> AccountabilityFacts:
    match event.act:
        case A.APPROVED:
            return replace(facts, state=S.UNDER_WAY, issued_at=event.at, asked_at=event.at)
        case A.RECEIVED:
            return replace(facts, received_at=event.at)
        case A.REPORTED:
            return replace(facts, state=S.REPORTED, answered_at=event.at)
        case A.RETURNED:
            days = int(event.detail["days"])
            again = replace(facts, state=S.UNDER_WAY, days=days, asked_at=event.at, answered_at=None, finder="")
            return replace(again, is_reminded=False, is_escalated=False)
        case A.FOUND:
            answered = facts.answered_at or event.at
            return replace(facts, state=S.FOUND, finder=event.person, answered_at=answered)
        case A.DECIDED:
            found = replace(facts, state=S.DECIDED, decider=event.person, decided_at=event.at, asked_at=event.at)
            return replace(found, days=int(event.detail["days"]), is_escalated=False)
        case A.APPEALED:
            return replace(facts, state=S.APPEALED, is_appealed=True)
        case A.UPHELD | A.FINAL:
            return replace(facts, state=S.FINAL)
        case A.REVOKED | A.WITHDRAWN:
            return replace(facts, state=S(event.act))
        case A.REMINDED:
            return replace(facts, is_reminded=True)
        case A.ESCALATED:
            return replace(facts, is_escalated=True)
    return facts


def clock(facts: AccountabilityFacts, terms: Terms) -> Reckoning | None:
    """The clock that was begun last, in working days: of the report, or after the decision of the appeal."""
    if facts.asked_at is None:
        return None
    return reckon(
        facts.asked_at,
        Limit(facts.days, Unit.WORKING_DAY),
        calendar=terms.calendar,
        day_end=terms.day_end,
        yellow_edge=terms.yellow_edge,
        now=facts.asked_at,
    )


def is_late(facts: AccountabilityFacts, terms: Terms, *, now: datetime) -> bool:
    """The report or finding was given, or is not given yet, after its last day. A late appeal is refused instead."""
    running = clock(facts, terms)
    if running is None or running.due_at is None or facts.state not in (S.UNDER_WAY, S.REPORTED, S.FOUND):
        return False
    return (facts.answered_at or now) > running.due_at


def next_moment(facts: AccountabilityFacts, terms: Terms) -> tuple[datetime, AccountabilityAct] | None:
    """What the worker does next: remind and escalate while a report is awaited, make final what nobody appealed."""
    running = clock(facts, terms)
    if running is None or running.due_at is None:
        return None
    if facts.state is S.DECIDED:
        return running.due_at, A.FINAL
    if facts.state is not S.UNDER_WAY or facts.is_escalated:
        return None
    if not facts.is_reminded and running.yellow_at is not None:
        return running.yellow_at, A.REMINDED
    return running.due_at, A.ESCALATED


# From which state an act may be done.
_FROM: dict[AccountabilityAct, frozenset[AccountabilityState]] = {
    A.APPROVED: frozenset({S.OPENED}),
    A.RECEIVED: frozenset({S.UNDER_WAY}),
    A.REPORTED: frozenset({S.UNDER_WAY}),
    A.RETURNED: frozenset({S.REPORTED, S.FOUND}),
    A.FOUND: frozenset({S.UNDER_WAY, S.REPORTED}),
    A.DECIDED: frozenset({S.FOUND}),
    A.SANCTIONED: frozenset({S.DECIDED, S.APPEALED, S.FINAL}),
    A.APPEALED: frozenset({S.DECIDED, S.FINAL}),
    A.UPHELD: frozenset({S.APPEALED}),
    A.REVOKED: frozenset({S.APPEALED}),
    A.REMINDED: frozenset({S.UNDER_WAY}),
    A.ESCALATED: frozenset({S.UNDER_WAY}),
    A.FINAL: frozenset({S.DECIDED}),
    A.WITHDRAWN: frozenset(S) - {S.WITHDRAWN, S.REVOKED},
}


def objection(
    act: AccountabilityAct, facts: AccountabilityFacts, terms: Terms, *, person: str, now: datetime
) -> str | None:
    """Why an act may not be done now, as a code; None if it may."""
    if facts.state not in _FROM.get(act, frozenset()):
        return "NOT_OPEN" if not facts.is_open else "OUT_OF_TURN"
    if act is A.APPROVED and person == facts.opener:
        return "SAME_PERSON"
    if act is A.DECIDED and person == facts.finder:
        return "SAME_PERSON"
    if act in (A.UPHELD, A.REVOKED) and person in (facts.decider, facts.finder):
        return "SAME_PERSON"
    return _of_mode(act, facts) or _of_time(act, facts, terms, now)


def _of_mode(act: AccountabilityAct, facts: AccountabilityFacts) -> str | None:
    """Only the department that pursues reports; a referral has its receipt before its result."""
    if act is A.RECEIVED and facts.received_at is not None:
        return "ALREADY_RECEIVED"
    if act is A.RECEIVED and facts.mode is Mode.SUPERVISORS:
        return "OUT_OF_TURN"
    if act is A.REPORTED and facts.mode is not Mode.DEPARTMENT:
        return "OUT_OF_TURN"
    if act is A.FOUND and facts.mode is Mode.DEPARTMENT and facts.state is not S.REPORTED:
        return "NOT_REPORTED"
    if act is A.FOUND and facts.mode is Mode.REFERRED and facts.received_at is None:
        return "NO_RECEIPT"
    return None


def _of_time(act: AccountabilityAct, facts: AccountabilityFacts, terms: Terms, now: datetime) -> str | None:
    if act is not A.APPEALED:
        return None
    if facts.is_appealed:
        return "ALREADY_APPEALED"
    running = clock(facts, terms)
    return "APPEAL_LATE" if running and running.due_at and now > running.due_at else None


def permitted(facts: AccountabilityFacts, terms: Terms, *, person: str, now: datetime) -> list[AccountabilityAct]:
    """What this person might do next, whatever his role."""
    acts = [act for act in AccountabilityAct if act not in SILENT]
    return [act for act in acts if objection(act, facts, terms, person=person, now=now) is None]
