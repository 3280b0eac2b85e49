"""首问负责: who answers for a first contact at every moment, from its steps.

首问首办负责制 has whoever is asked first tell, lead, guide, handle, reply and follow up (row C4 of docs/features.md).
Duty passes only when it is taken: until then the one who handed over answers for it. No law gives a time to reply;
what was promised to the asker is counted, in working days after the day on which he asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from rulebook.clock import Limit, Unit
from rulebook.standing import Terms, limit_end


class ContactStep(StrEnum):
    """What happens to a first contact."""

    ASKED = "ASKED"
    NOTICE_GIVEN = "NOTICE_GIVEN"  # 一次性告知单
    HANDED_OVER = "HANDED_OVER"
    TAKEN_OVER = "TAKEN_OVER"
    ANSWERED = "ANSWERED"
    CASE_REGISTERED = "CASE_REGISTERED"  # 收件


class ContactState(StrEnum):
    """A contact is open until it is answered or a case comes of it."""

    OPEN = "OPEN"
    ANSWERED = "ANSWERED"
    REGISTERED = "REGISTERED"


@dataclass(frozen=True, slots=True)
class Step:
    """By whom (key and name), and to whom where it hands over."""

    kind: ContactStep
    at: datetime
    person: str
    person_name: str
    to: str = ""
    to_name: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """Who answers for it, and to whom it was handed who has not taken it yet."""

    owner: str
    owner_name: str
    offered_to: str = ""
    offered_to_name: str = ""
    offered_at: datetime | None = None
    state: ContactState = ContactState.OPEN
    closed_at: datetime | None = None


def duty(steps: Iterable[Step], *, at: datetime | None = None) -> Duty | None:
    """As it stands after the last of these steps, or stood at a moment; None before it was asked."""
    found: Duty | None = None
    for step in steps:
        if at is not None and step.at > at:
            break
        found = _after(found, step)
    return found


def objection(kind: ContactStep, stands: Duty, *, person: str, to: str = "") -> str | None:
    """Why this person may not do this now, as a code."""
    if stands.state is not ContactState.OPEN:
        return "CONTACT_CLOSED"
    if kind is ContactStep.TAKEN_OVER:
        return None if stands.offered_to == person else "NOT_OFFERED"
    if stands.owner != person:
        return "NOT_YOURS"
    return "SAME_HANDLER" if kind is ContactStep.HANDED_OVER and to == person else None


def permitted(stands: Duty, *, person: str) -> list[ContactStep]:
    """What this person may do now."""
    kinds = [kind for kind in ContactStep if kind is not ContactStep.ASKED]
    return [kind for kind in kinds if objection(kind, stands, person=person) is None]


def due_at(asked_at: datetime, days: int, terms: Terms) -> datetime:
    """By when the reply was promised: the end of the `days`-th working day after the day on which it was asked."""
    return limit_end(asked_at, Limit(days, Unit.WORKING_DAY), terms)


def _after(stands: Duty | None, step: Step) -> Duty:
    if stands is None:
        return Duty(step.person, step.person_name)
    if step.kind is ContactStep.HANDED_OVER:
        return replace(stands, offered_to=step.to, offered_to_name=step.to_name, offered_at=step.at)
    if step.kind is ContactStep.TAKEN_OVER:
        return Duty(step.person, step.person_name)
    ends = {ContactStep.ANSWERED: ContactState.ANSWERED, ContactStep.CASE_REGISTERED: ContactState.REGISTERED}
    if step.kind in ends:
        return Duty(stands.owner, stands.owner_name, state=ends[step.kind], closed_at=step.at)
    return stands
