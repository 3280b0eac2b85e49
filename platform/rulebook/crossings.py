"""Which rungs a case crossed, and which of them were known at the time: the alerts, replayed from the events.

A rung is crossed by stated times, as known now. An alert follows what was recorded by its moment: it fires at the
moment of the rung, or when the event that makes it known is recorded, whichever is later, and not while its feed is
silent; it stays; and an event recorded later that takes the crossing back adds a note to it (rule 1 of the
architecture). A source that reports in batches has its reporting delay before an alert is raised.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from rulebook import loop
from rulebook.anomaly_facts import Subject
from rulebook.anomaly_rules import NO_RULES, Hit, Rulings, Severity, judge, of_earlier
from rulebook.case import ClockName, Event, EventKind, ItemRules
from rulebook.clock import day_of
from rulebook.clock_table import OF_APPLICANT
from rulebook.earlier import Earlier
from rulebook.facts import CaseFacts, effective, fold
from rulebook.signals import Rung
from rulebook.silence import FOREVER, NONE, Silences, feed_of, held
from rulebook.standing import Clock, Terms, clocks

FOUND = "found"
# What rules hit by: before any of these is recorded nothing is judged but what earlier cases tell.
_JUDGED = {
    EventKind.CONCLUDED, EventKind.DECLINED, EventKind.NOT_REQUIRED, EventKind.DELIVERED, EventKind.FEE_CHARGED,
    EventKind.PAUSE_BEGUN, EventKind.CORRECTION_ASKED,
}  # fmt: skip
# Events that move no clock open no new window.
_STILL = {EventKind.VERIFIED, EventKind.DELIVERED, EventKind.HANDED_OVER}


@dataclass(frozen=True, slots=True, order=True)
class Crossing:
    """A rung of a clock, by its code, and the moment at which it is crossed.

    A break of the loop is one of `LOOP`, what a rule found of `RULE`.
    """

    at: datetime
    clock: str
    rung: str
    of: Rung = field(compare=False, repr=False)

    @property
    def level(self) -> str:
        assert self.of.level is not None, "a rung without a level raises no alert"
        return self.of.level.value


@dataclass(frozen=True, slots=True)
class AlertNoteFact:
    """CLEARED or CONFIRMED, at the recorded time of the event that brought it."""

    kind: str
    at: datetime


@dataclass(slots=True)
class AlertFact:
    """An alert as the replay makes it. `known_at`: from when it could be written."""

    crossing: Crossing
    known_at: datetime
    notes: list[AlertNoteFact] = field(default_factory=list)

    @property
    def is_cleared(self) -> bool:
        return bool(self.notes) and self.notes[-1].kind == "CLEARED"


class Replay:
    """One case, read as of any recorded moment. Keeps what it folded: beginnings recur from moment to moment."""

    def __init__(
        self,
        events: Iterable[Event],
        rules: ItemRules,
        terms: Terms,
        silences: Silences = NONE,
        *,
        rulings: Rulings = NO_RULES,
        is_partial: bool = False,
        earlier: Sequence[Earlier] | None = None,
    ) -> None:
        self._events = sorted(events, key=lambda event: event.sequence)
        self._known = effective(self._events)
        self._rules = rules
        self._terms = terms
        self._silences = silences
        self._rulings = rulings
        self._is_partial = is_partial
        self._earlier = earlier
        # A beginning of the case has a number: of the shorter one, and the event that makes it longer.
        self._numbers: dict[tuple[int, int, datetime], int] = {}
        self._folded: dict[int, tuple[CaseFacts, list[Clock]]] = {}
        self._crossed: dict[tuple[int, datetime], tuple[Crossing, ...]] = {}
        self._judged: dict[int, tuple[Hit, ...]] = {}

    @property
    def known(self) -> list[Event]:
        """The events as they stand now."""
        return self._known

    def facts(self) -> tuple[CaseFacts, list[Clock]] | None:
        """Facts and clocks as known now; None when every event was voided."""
        return self._fold(self._known, self._number(self._known)) if self._known else None

    def hits(self) -> tuple[Hit, ...]:
        """What rules find in the case as known now."""
        return self._judge(self._known)

    def _judge(self, known: Sequence[Event]) -> tuple[Hit, ...]:
        if not self._rulings.published or not known:
            return ()
        is_ripe = any(event.kind in _JUDGED for event in known)
        if not is_ripe and not self._earlier:
            return ()
        number = self._number(known)
        if number not in self._judged:
            facts, _ = self._fold(known, number)
            subject = Subject(known, facts, self._rules, self._terms, self._silences, self._is_partial, self._earlier)
            rulings = self._rulings.on(day_of(facts.submitted_at))
            self._judged[number] = judge(subject, rulings if is_ripe else of_earlier(rulings))
        return self._judged[number]

    def alerts(self) -> list[AlertFact]:
        """Every alert, past and scheduled, in order of its moment; one with `known_at` in the future has not fired."""
        fired: dict[Crossing, AlertFact] = {}
        moments = sorted({event.recorded_at for event in self._events})
        for index, moment in enumerate(moments):
            until = moments[index + 1] if index + 1 < len(moments) else FOREVER
            told = [event for event in self._events if event.recorded_at <= moment]
            crossed = self._crossings(effective(told) if until < FOREVER else self._known)
            self._note(fired, crossed, moment)
            feed = feed_of(told)
            silences, delay = self._silences.get(feed, ()), timedelta(hours=self._terms.ladder.delay(feed))
            for crossing in crossed:
                known_at = held(max(crossing.at + delay, moment), silences)
                if crossing not in fired and known_at < until:
                    fired[crossing] = AlertFact(crossing, known_at)
        return sorted(fired.values(), key=lambda alert: alert.crossing)

    @staticmethod
    def _note(fired: dict[Crossing, AlertFact], crossed: set[Crossing], moment: datetime) -> None:
        for crossing, alert in fired.items():
            if (crossing in crossed) == alert.is_cleared:
                alert.notes.append(AlertNoteFact("CONFIRMED" if alert.is_cleared else "CLEARED", moment))

    def _crossings(self, known: Sequence[Event]) -> set[Crossing]:
        """Rungs crossed by stated times: in each stretch between two events, by the clocks as they stood in it."""
        found: set[Crossing] = set()
        number = 0
        for count, event in enumerate(known, start=1):
            number = self._longer(number, event)
            until = known[count].at if count < len(known) else FOREVER
            if count < len(known) and self._is_still(known[count]):
                continue
            if (number, until) not in self._crossed:
                _, standing = self._fold(known[:count], number)
                self._crossed[number, until] = tuple(one for clock in standing for one in _rungs(clock, until))
            found.update(self._crossed[number, until])
        if known:
            found.update(self._breaks(known, number))
            found.update(self._ruled(known))
        return found

    def _ruled(self, known: Sequence[Event]) -> Iterable[Crossing]:
        for hit in self._judge(known):
            rung = self._terms.ladder.of_breach(hit.code)
            if hit.severity is Severity.RED and rung and rung.level:
                yield Crossing(hit.at, f"{ClockName.RULE}:{hit.code}", FOUND, rung)

    def _breaks(self, known: Sequence[Event], number: int) -> Iterable[Crossing]:
        """The loop is judged as a whole, not stretch by stretch: what is told later of its begin mends it."""
        facts, _ = self._fold(known, number)
        is_ours = any(event.kind is EventKind.RECEIVED and not event.source for event in known)
        for moment, one in loop.breaks(facts, self._terms, is_ours=is_ours):
            rung = self._terms.ladder.of_breach(one.value)
            if rung and rung.level:
                yield Crossing(moment, ClockName.LOOP.value, one.value, rung)

    def _is_still(self, event: Event) -> bool:
        if event.kind in (EventKind.STAGE_BEGUN, EventKind.STAGE_ENDED):
            rule = self._rules.stage(event.detail.get("stage", ""))
            return rule is None or rule.limit is None
        if event.kind is EventKind.CORRECTION_ASKED and self._rules.notice is None:
            return "deadline" not in event.detail
        return event.kind in _STILL and "deadline" not in event.detail

    def _fold(self, known: Sequence[Event], number: int) -> tuple[CaseFacts, list[Clock]]:
        if number not in self._folded:
            facts = fold(known)
            self._folded[number] = (facts, clocks(facts, self._rules, self._terms))
        return self._folded[number]

    def _number(self, known: Iterable[Event]) -> int:
        number = 0
        for event in known:
            number = self._longer(number, event)
        return number

    def _longer(self, number: int, event: Event) -> int:
        return self._numbers.setdefault((number, event.sequence, event.at), len(self._numbers) + 1)


def _rungs(clock: Clock, until: datetime) -> Iterable[Crossing]:
    """The rungs of a clock that lie before `until` and before its end.

    One that only lights the lamp alerts nobody; a clock of the applicant has no rung, for nobody is late with it.
    """
    last = min(until, clock.ended_at or FOREVER)
    if clock.due_at is None or clock.name in OF_APPLICANT:
        return
    for at, rung in clock.reached:
        if rung.level and at < last and (not rung.is_before or at < clock.due_at):
            yield Crossing(at, clock.key, rung.code, rung)
