"""Findings: what a case shows to be against the rules, with its own code; and the decision clock as the law counts it.

A finding is no lateness and no verdict: it names the event that shows it, and a person judges. Derived from the
effective events, so that a correction takes it back. Which situations give which code is docs/rules/findings.md.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from rulebook.case import ClockName, Event, EventKind, ItemRules, PauseKind
from rulebook.clock import Suspension
from rulebook.facts import CaseFacts
from rulebook.limits import approver
from rulebook.rounds import anomaly
from rulebook.standing import Clock, Terms, decision_clocks

# The eight kinds of art. 45.
EIGHT = frozenset(kind.value for kind in PauseKind if kind is not PauseKind.OTHER)


class FindingCode(StrEnum):
    """What was found (发现)."""

    PAUSE_WITHOUT_NOTICE = "PAUSE_WITHOUT_NOTICE"  # the time was not told in writing, art. 45
    PAUSE_UNDECLARED = "PAUSE_UNDECLARED"  # neither declared by the item nor one of the eight kinds
    PAUSE_BEYOND_PLAN = "PAUSE_BEYOND_PLAN"
    CORRECTION_AFTER_ACCEPTANCE = "CORRECTION_AFTER_ACCEPTANCE"  # stops nothing, art. 32
    NEW_IN_LATER_NOTICE = "NEW_IN_LATER_NOTICE"
    EXTENSION_LATE = "EXTENSION_LATE"  # granted after the limit had ended, art. 42
    EXTENSION_SECOND = "EXTENSION_SECOND"
    EXTENSION_WITHOUT_APPROVER = "EXTENSION_WITHOUT_APPROVER"
    EXTENSION_WRONG_APPROVER = "EXTENSION_WRONG_APPROVER"
    LATE_BY_LAW = "LATE_BY_LAW"  # in time as reported, late as the law counts
    LATE_STATUTORY_BY_LAW = "LATE_STATUTORY_BY_LAW"  # the same of the statutory limit


@dataclass(frozen=True, slots=True)
class Finding:
    """`sequence` is the event that shows it, None for a reading of the whole case; it holds from `at` on.

    `code` is a `FindingCode`, or that of a rule (`rulebook.anomaly_rules`) with the number of its `version`.
    """

    code: str
    at: datetime
    sequence: int | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """按部门口径 or 依法计算: the decision clock read in one of two ways."""

    promised: Clock | None
    statutory: Clock | None


def has_ground(pause: Suspension, rules: ItemRules) -> bool:
    """Whether a pause stops the law's clock: of a declared kind, and told in writing (art. 45)."""
    return bool(pause.notice) and is_declared(pause, rules)


def is_declared(pause: Suspension, rules: ItemRules) -> bool:
    """Of a kind that the item declares; where it declares none, for licences, one of the eight of art. 45.

    A version that was published before it said whether it is a licence is read as one.
    """
    if rules.special_steps:
        return pause.kind in {step.kind for step in rules.special_steps}
    return pause.kind in EIGHT and rules.is_licence is not False


def by_law(facts: CaseFacts, rules: ItemRules, terms: Terms) -> Reading | None:
    """The decision clock as the law counts it; None where it is no other than as the department reports it.

    Pauses without ground stop nothing, an extension by the wrong approver moves nothing.
    """
    if facts.deadline is not None:
        return None
    stopping = tuple(pause for pause in facts.suspensions if has_ground(pause, rules))
    granted = tuple(one for one in facts.extensions if is_approved(one.role, rules))
    if len(stopping) == len(facts.suspensions) and len(granted) == len(facts.extensions):
        return None
    lawful = replace(facts, suspensions=stopping, extensions=granted)
    return reading(decision_clocks(lawful, rules, terms))


def reading(standing: Sequence[Clock]) -> Reading:
    named = {clock.name: clock for clock in standing if not clock.stage}
    return Reading(named.get(ClockName.PROMISED), named.get(ClockName.STATUTORY))


def findings(
    known: Sequence[Event],
    facts: CaseFacts,
    standing: Sequence[Clock],
    law: Reading | None,
    rules: ItemRules,
) -> tuple[Finding, ...]:
    """Everything found in these effective events, in the order in which it came to hold."""
    if not (facts.suspensions or facts.extensions or facts.corrections_asked):
        return ()
    found = [*_pauses(known, facts, standing, rules), *_corrections(known, facts), *_extensions(facts, standing, rules)]
    if law:
        reported = reading(standing)
        found += _late_by_law(FindingCode.LATE_BY_LAW, facts, reported.promised, law.promised)
        found += _late_by_law(FindingCode.LATE_STATUTORY_BY_LAW, facts, reported.statutory, law.statutory)
    return tuple(sorted(found, key=lambda one: (one.at, one.code, one.sequence or 0)))


def _pauses(known: Sequence[Event], facts: CaseFacts, standing: Sequence[Clock], rules: ItemRules) -> Iterator[Finding]:
    begun = {event.at: event.sequence for event in known if event.kind is EventKind.PAUSE_BEGUN}
    for pause in facts.suspensions:
        if not pause.notice:
            yield Finding(FindingCode.PAUSE_WITHOUT_NOTICE, pause.begin, begun[pause.begin])
        if not is_declared(pause, rules):
            yield Finding(FindingCode.PAUSE_UNDECLARED, pause.begin, begun[pause.begin])
    for clock in standing:
        if clock.name is not ClockName.PAUSE_PLAN or clock.due_at is None:
            continue
        if clock.ended_at is None or clock.ended_at > clock.due_at:
            yield Finding(FindingCode.PAUSE_BEYOND_PLAN, clock.due_at, begun[clock.started_at])


def _corrections(known: Sequence[Event], facts: CaseFacts) -> Iterator[Finding]:
    for place, event in enumerate(known):
        if event.kind is not EventKind.CORRECTION_ASKED:
            continue
        if facts.accepted_at and event.at >= facts.accepted_at:
            yield Finding(FindingCode.CORRECTION_AFTER_ACCEPTANCE, event.at, event.sequence)
        if anomaly(known[:place], event.detail):
            yield Finding(FindingCode.NEW_IN_LATER_NOTICE, event.at, event.sequence)


def _extensions(facts: CaseFacts, standing: Sequence[Clock], rules: ItemRules) -> Iterator[Finding]:
    """A second grant moves nothing; the first is late when the decision clock shows that it moved nothing either."""
    decision = reading(standing).promised
    for place, grant in enumerate(facts.extensions):
        if place:
            yield Finding(FindingCode.EXTENSION_SECOND, grant.at, grant.sequence)
        elif decision and decision.extension is None and decision.due_at and grant.at > decision.due_at:
            yield Finding(FindingCode.EXTENSION_LATE, grant.at, grant.sequence)
        if not grant.approver and not grant.role:
            yield Finding(FindingCode.EXTENSION_WITHOUT_APPROVER, grant.at, grant.sequence)
        elif not is_approved(grant.role, rules):
            yield Finding(FindingCode.EXTENSION_WRONG_APPROVER, grant.at, grant.sequence)


def is_approved(role: str, rules: ItemRules) -> bool:
    """Who granted it is judged only where it was told."""
    return not role or role == approver(rules)


def _late_by_law(code: FindingCode, facts: CaseFacts, reported: Clock | None, law: Clock | None) -> list[Finding]:
    """Past the moment as the law counts it, of a case that runs or ended in time as reported."""
    due_at, reported_at = (clock.due_at if clock else None for clock in (law, reported))
    if due_at is None or (facts.ended_at and facts.ended_at <= due_at):
        return []
    if reported_at and (reported_at <= due_at or (facts.ended_at and facts.ended_at > reported_at)):
        return []
    return [Finding(code, due_at)]
