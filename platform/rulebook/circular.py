"""通报: the life of a circular on a department, folded from its acts.

The department is shown the draft and may answer by a limit (陈述申辩); another person than the drafter approves the
publication, once it has answered or its time is over; the publication expires by itself (docs/rules/accountability.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from rulebook.clock import Limit, Reckoning, Unit, reckon
from rulebook.standing import Terms
from rulebook.supervision import ActDone

# Working days of the right of reply, and of the publication. No source of ours names a number.
MOST_REPLY_DAYS = 60
MOST_SHOWN_DAYS = 250


class CircularAct(StrEnum):
    """What is done with a circular. EXPIRED is the worker's own."""

    DRAFTED = "DRAFTED"
    SHOWN = "SHOWN"  # 告知: to the department, whose time to answer begins
    REPLIED = "REPLIED"  # 陈述申辩
    PUBLISHED = "PUBLISHED"  # 批准通报, with its numbered document
    EXPIRED = "EXPIRED"
    WITHDRAWN = "WITHDRAWN"


class CircularState(StrEnum):
    DRAFT = "DRAFT"
    SHOWN = "SHOWN"
    REPLIED = "REPLIED"
    PUBLISHED = "PUBLISHED"
    EXPIRED = "EXPIRED"
    WITHDRAWN = "WITHDRAWN"


A, S = CircularAct, CircularState
OPEN = frozenset({S.DRAFT, S.SHOWN, S.REPLIED, S.PUBLISHED})


@dataclass(frozen=True, slots=True)
class CircularFacts:
    """What is known of a circular. `issued_at`: when the department was shown it."""

    state: CircularState
    drafter: str
    reply_days: int
    shown_days: int
    issued_at: datetime | None = None
    published_at: datetime | None = None
    is_escalated: bool = False  # nothing of a circular is late

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def waits_for(self) -> str:
        """What its row on the board waits for."""
        return "REPLY" if self.state is S.SHOWN else ""


def fold(events: Sequence[ActDone]) -> CircularFacts:
    """Events in order; the first one is DRAFTED."""
    first = events[0]
    facts = CircularFacts(S.DRAFT, first.person, int(first.detail["reply_days"]), int(first.detail["shown_days"]))
    for event in events[1:]:
        facts = replace(facts, state=S(event.act))
        if event.act == A.SHOWN:
            facts = replace(facts, issued_at=event.at)
        if event.act == A.PUBLISHED:
            facts = replace(facts, published_at=event.at)
    return facts


def clock(facts: CircularFacts, terms: Terms) -> Reckoning | None:
    """Until when the department may answer; once it is published, until when it is shown."""
    started = facts.published_at or facts.issued_at
    if started is None:
        return None
    days = facts.shown_days if facts.published_at else facts.reply_days
    limit = Limit(days, Unit.WORKING_DAY)
    return reckon(
        started, limit, calendar=terms.calendar, day_end=terms.day_end, yellow_edge=terms.yellow_edge, now=started
    )


def next_moment(facts: CircularFacts, terms: Terms) -> tuple[datetime, CircularAct] | None:
    """A publication expires by itself."""
    running = clock(facts, terms) if facts.state is S.PUBLISHED else None
    return (running.due_at, A.EXPIRED) if running and running.due_at else None


_FROM: dict[CircularAct, frozenset[CircularState]] = {
    A.SHOWN: frozenset({S.DRAFT}),
    A.REPLIED: frozenset({S.SHOWN}),
    A.PUBLISHED: frozenset({S.SHOWN, S.REPLIED}),
    A.EXPIRED: frozenset({S.PUBLISHED}),
    A.WITHDRAWN: frozenset(S) - {S.WITHDRAWN},
}


def objection(act: CircularAct, facts: CircularFacts, terms: Terms, *, person: str, now: datetime) -> str | None:
    """Why an act may not be done now, as a code; None if it may."""
    if facts.state not in _FROM.get(act, frozenset()):
        return "NOT_OPEN" if not facts.is_open else "OUT_OF_TURN"
    if act is A.PUBLISHED and person == facts.drafter:
        return "SAME_PERSON"
    running = clock(facts, terms)
    is_over = running is not None and running.due_at is not None and now > running.due_at
    if act is A.REPLIED and is_over:
        return "REPLY_LATE"
    if act is A.PUBLISHED and facts.state is S.SHOWN and not is_over:
        return "REPLY_RUNNING"
    return None


def permitted(facts: CircularFacts, terms: Terms, *, person: str, now: datetime) -> list[CircularAct]:
    """What this person might do next, whatever his role."""
    acts = [act for act in CircularAct if act is not A.EXPIRED]
    return [act for act in acts if objection(act, facts, terms, person=person, now=now) is None]
