"""What a case adds to the figures of its hall, and when: integers by day, derived from its events alone."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import NamedTuple

from rulebook.anomalies import Anomaly
from rulebook.anomaly_rules import NO_RULES, Hit, Rulings
from rulebook.calendar import Calendar
from rulebook.case import CaseState, CaseType, ClockName, Event, ItemRules, Outcome
from rulebook.classes import CaseClass, classes
from rulebook.clock import Suspension, day_of, local
from rulebook.crossings import AlertFact, Replay
from rulebook.earlier import Earlier
from rulebook.facts import CaseFacts
from rulebook.findings import Finding, Reading, by_law, findings, reading
from rulebook.measures import Measure
from rulebook.phases import Phase, Step, course
from rulebook.quality import is_incomplete, recorded
from rulebook.signals import Colour
from rulebook.silence import Silences, feed_of
from rulebook.standing import Clock, Terms, deemed_at

BEGINNING = datetime.min.replace(tzinfo=UTC)
Counts = Counter[tuple[date, Measure]]


class Pending(NamedTuple):
    """A count that falls due by itself at `moment`, under the date `day`. Without a measure it is only to be worked."""

    moment: datetime
    day: date
    measure: Measure | None
    number: int = 1  # -1 of what leaves a stock by itself


@dataclass(frozen=True, slots=True)
class Watch:
    """How a case is watched.

    `is_partial`: 一厅双网, at its begin and end only; `is_trial`: 试运行, counted apart;
    `silences`: of its hall's feeds; `rulings`: the rules about anomalies that its hall has;
    `earlier`: cases of the same applicant and item that were there before it.
    """

    is_partial: bool = False
    is_trial: bool = False
    silences: Silences = field(default_factory=dict)
    rulings: Rulings = NO_RULES
    earlier: Sequence[Earlier] | None = None


WHOLE = Watch()


@dataclass(frozen=True, slots=True)
class Projection:
    """Everything derived from the events of one case, with its rungs worked to a moment."""

    facts: CaseFacts
    clocks: tuple[Clock, ...]
    alerts: tuple[AlertFact, ...]
    counts: Counts
    pending: tuple[Pending, ...]
    feed: str = ""
    course: tuple[Step, ...] = ()
    classes: tuple[CaseClass, ...] = ()
    findings: tuple[Finding, ...] = ()
    law: Reading | None = None  # the decision clock as the law counts it, where that differs
    is_incomplete: bool = False
    settled: Counts = field(default_factory=Counter, repr=False)  # what no moment brings
    moments: tuple[Pending, ...] = field(default=(), repr=False)

    def worked(self, to: datetime | None) -> "Projection":
        """The same case with its rungs worked to another moment; nothing else depends on it."""
        done = to or BEGINNING
        counts = Counter(self.settled)
        for moment, day, measure, number in self.moments:
            if moment < done and measure:
                counts[day, measure] += number
        return replace(
            self,
            counts=Counter({key: number for key, number in counts.items() if number}),
            pending=tuple(one for one in self.moments if one.moment >= done),
        )

    @property
    def decision(self) -> Clock | None:
        """The clock that colours the case."""
        return next((clock for clock in self.clocks if clock.name is ClockName.PROMISED), None)

    @property
    def statutory(self) -> Clock | None:
        return next((clock for clock in self.clocks if clock.name is ClockName.STATUTORY), None)

    @property
    def notice_due_at(self) -> datetime | None:
        """By when the applicant is to be told what is missing, while nothing has been told."""
        notices = (clock for clock in self.clocks if clock.name is ClockName.INTAKE_NOTICE)
        return next((clock.due_at for clock in notices if clock.ended_at is None), None)

    def fired(self, worked_to: datetime) -> list[AlertFact]:
        return [alert for alert in self.alerts if alert.known_at < worked_to]


def project(
    events: Sequence[Event], rules: ItemRules, terms: Terms, *, worked_to: datetime | None, watch: Watch = WHOLE
) -> Projection | None:
    """Derives a case. `worked_to`: rungs before it are written, later ones are pending. None if every event is void."""
    replay = Replay(
        events, rules, terms, watch.silences, rulings=watch.rulings, is_partial=watch.is_partial, earlier=watch.earlier
    )
    known = replay.facts()
    if known is None:
        return None
    facts, standing = known
    terms = terms.of(facts.calendar)
    alerts = tuple(replay.alerts())
    law = by_law(facts, rules, terms)
    found = with_hits(findings(replay.known, facts, standing, law, rules), replay.hits())
    spans = list(_late_only_by_law(reading(standing), law, facts.ended_at)) if law else []
    moments = [
        *_lateness(standing), *_lateness_by_law(spans), *_silence(standing), *_signals(alerts),
        *_holding(found, events),
    ]  # fmt: skip
    steps = course(replay.known, received_on=day_of(facts.submitted_at), day_of=day_of)
    counts = _settled(events, facts, standing, law, rules, terms)
    counts.update(_standing_in(steps, facts.ended_at))
    counts.update(_spent_in_rounds(steps, facts.ended_at, terms.calendar))
    if facts.ended_at:
        counts.subtract((day_of(facts.ended_at), span.measure) for span in spans if span.late_at is None)
    is_gapped = is_incomplete(facts, rules, is_partial=watch.is_partial)
    if is_gapped and facts.ended_at:
        counts[day_of(facts.ended_at), Measure.CONCLUDED_INCOMPLETE] += 1
    if watch.is_trial:
        moments = [one._replace(measure=None) for one in moments if one.measure not in _UNCOUNTED_ON_TRIAL]
        counts = _apart(counts)
    elif watch.is_partial:
        counts.update(_partly(counts))
    known_moments = tuple(sorted(moments, key=lambda one: one.moment))
    known_as = classes(facts, rules)
    whole = Projection(
        facts, tuple(standing), alerts, Counter(), (), feed_of(events), steps, known_as, found, law, is_gapped, counts,
        known_moments,
    )  # fmt: skip
    return whole.worked(worked_to)


def with_hits(found: Sequence[Finding], hits: Iterable[Hit]) -> tuple[Finding, ...]:
    """Findings, and what rules found, in the order in which they came to hold."""
    ruled = [Finding(hit.code, hit.at, None, hit.version) for hit in hits]
    return tuple(sorted((*found, *ruled), key=lambda one: (one.at, one.code, one.sequence or 0)))


# What a case on trial adds, and what it would add if it were counted.
_TRIAL = {
    Measure.RECEIVED: Measure.RECEIVED_TRIAL,
    Measure.CONCLUDED: Measure.CONCLUDED_TRIAL,
    Measure.CONCLUDED_LATE: Measure.CONCLUDED_LATE_TRIAL,
}
_OF_RECORDS = {
    Measure.EVENTS, Measure.EVENTS_LATE, Measure.LAG_HOURS, Measure.EVENTS_ODD, Measure.EVENTS_REPEATED,
}  # fmt: skip
_PARTIAL = {Measure.RECEIVED: Measure.RECEIVED_PARTIAL, Measure.CONCLUDED: Measure.CONCLUDED_PARTIAL}
# The decision clocks, each with the stock of late cases that it fills.
_STOCKS_OF = {ClockName.PROMISED: Measure.OVERDUE_CHANGE, ClockName.STATUTORY: Measure.OVERDUE_STATUTORY_CHANGE}
_UNCOUNTED_ON_TRIAL = {
    *_STOCKS_OF.values(), Measure.OVERDUE_ONLY_BY_LAW_CHANGE, Measure.OVERDUE_STATUTORY_ONLY_BY_LAW_CHANGE,
    Measure.DEEMED_ACCEPTED, Measure.LOOP_BREAKS,
}  # fmt: skip


def _apart(counts: Counts) -> Counts:
    """试运行: counted apart, but for how much was recorded, and how well."""
    kept = Counter({key: number for key, number in counts.items() if key[1] in _OF_RECORDS})
    kept.update({(day, _TRIAL[name]): number for (day, name), number in counts.items() if name in _TRIAL})
    return kept


def _partly(counts: Counts) -> Counts:
    return Counter({(day, _PARTIAL[name]): number for (day, name), number in counts.items() if name in _PARTIAL})


def _lateness(standing: Iterable[Clock]) -> Iterable[Pending]:
    """The day on which a clock became overdue; it follows stated times as known now."""
    for clock in standing:
        if clock.name in _STOCKS_OF and clock.due_at and (clock.ended_at is None or clock.ended_at > clock.due_at):
            yield Pending(clock.due_at, day_of(clock.due_at), _STOCKS_OF[clock.name])


class _Span(NamedTuple):
    """Late as the law counts only: from `begun_at` on, until it is late as reported as well (None: it never is)."""

    measure: Measure
    begun_at: datetime
    late_at: datetime | None


def _late_only_by_law(reported: Reading, law: Reading, ended_at: datetime | None) -> Iterable[_Span]:
    for as_reported, counted, measure in (
        (reported.promised, law.promised, Measure.OVERDUE_ONLY_BY_LAW_CHANGE),
        (reported.statutory, law.statutory, Measure.OVERDUE_STATUTORY_ONLY_BY_LAW_CHANGE),
    ):
        due_at, begun_at = (clock.due_at if clock else None for clock in (as_reported, counted))
        if begun_at is None or (ended_at and ended_at <= begun_at) or (due_at and due_at <= begun_at):
            continue
        yield _Span(measure, begun_at, None if ended_at and due_at and ended_at <= due_at else due_at)


def _lateness_by_law(spans: Iterable[_Span]) -> Iterable[Pending]:
    for measure, begun_at, late_at in spans:
        yield Pending(begun_at, day_of(begun_at), measure)
        if late_at:
            yield Pending(late_at, day_of(late_at), measure, -1)


def _silence(standing: Sequence[Clock]) -> Iterable[Pending]:
    """视为受理, on the day on which the time to tell ended."""
    moment = deemed_at(standing)
    if moment is not None:
        yield Pending(moment, day_of(moment), Measure.DEEMED_ACCEPTED)


# What is counted of an alert is the colour that it lights; a prompt lights none.
_LIT = {Colour.YELLOW: Measure.YELLOW, Colour.RED: Measure.RED}


def _signals(alerts: Iterable[AlertFact]) -> Iterable[Pending]:
    for alert in alerts:
        crossing = alert.crossing
        measure = _LIT.get(crossing.of.colour)
        yield Pending(alert.known_at, day_of(crossing.at), measure)
        if crossing.clock == ClockName.LOOP:
            yield Pending(alert.known_at, day_of(crossing.at), Measure.LOOP_BREAKS)
        for note in alert.notes:
            yield Pending(note.at, day_of(note.at), None)


def _holding(found: Iterable[Finding], events: Iterable[Event]) -> Iterable[Pending]:
    """Findings that come to hold by themselves: the case is worked then, so that lists by finding show it."""
    learnt_at = max(event.recorded_at for event in events)
    return [Pending(one.at, day_of(one.at), None) for one in found if one.at > learnt_at]


def _settled(
    events: Iterable[Event],
    facts: CaseFacts,
    standing: Sequence[Clock],
    law: Reading | None,
    rules: ItemRules,
    terms: Terms,
) -> Counts:
    """Counts that depend on no clock still running."""
    counts: Counts = Counter()
    for event in events:
        counts[day_of(event.recorded_at), Measure.EVENTS] += 1
    for moment, measure, number in recorded(list(events)):
        counts[day_of(moment), measure] += number
    received = day_of(facts.submitted_at)
    counts[received, Measure.RECEIVED] += 1
    counts[received, Measure.OPEN_CHANGE] += 1
    if facts.accepted_at:
        counts[day_of(facts.accepted_at), Measure.ACCEPTED] += 1
    for asked_at in facts.corrections_asked:
        counts[day_of(asked_at), Measure.CORRECTIONS] += 1
    for at, code in facts.anomalies:
        if code == Anomaly.BEYOND_GUIDE:
            counts[day_of(at), Measure.BEYOND_GUIDE] += 1
    if facts.ended_at:
        counts[day_of(facts.ended_at), Measure.OPEN_CHANGE] -= 1
        for clock in standing:
            _left(counts, clock)
        counts[day_of(facts.ended_at), Measure.DECLINED] += facts.state is CaseState.DECLINED
        if facts.state is CaseState.CONCLUDED:
            _conclude(counts, facts, standing, rules, terms)
            _conclude_by_law(counts, facts.ended_at, law or reading(standing))
    return counts


# The parts of the stock of open cases.
IN_PHASE = {phase: Measure[f"OPEN_{phase.name}_CHANGE"] for phase in Phase}


def _standing_in(steps: Sequence[Step], ended_at: datetime | None) -> Counts:
    """In and out of each phase, on the day; out of the last one on the day the case ends."""
    counts: Counts = Counter()
    for step, left in zip(steps, (None, *steps), strict=False):
        counts[step.day, IN_PHASE[step.phase]] += 1
        if left:
            counts[step.day, IN_PHASE[left.phase]] -= 1
    if ended_at:
        counts[day_of(ended_at), IN_PHASE[steps[-1].phase]] -= 1
    return counts


def _spent_in_rounds(steps: Sequence[Step], ended_at: datetime | None, calendar: Calendar) -> Counts:
    """Working days after the date of the notice, or of the papers, through the date on which that stretch ended."""
    counts: Counts = Counter()
    ends = [*(step.day for step in steps[1:]), day_of(ended_at) if ended_at else None]
    for before, step, end in zip((None, *steps), steps, ends, strict=False):
        is_rechecked = step.phase is Phase.INTAKE and before is not None and before.phase is Phase.CORRECTION
        if end is not None and end > step.day and (is_rechecked or step.phase is Phase.CORRECTION):
            measure = Measure.RECHECK_DAYS if is_rechecked else Measure.CORRECTION_DAYS
            counts[end, measure] += calendar.working_days_between(step.day, end)
    return counts


def _left(counts: Counts, clock: Clock) -> None:
    """A late case leaves the stock of overdue ones on the day it ends."""
    if clock.name in _STOCKS_OF and clock.ended_at and clock.due_at and clock.ended_at > clock.due_at:
        counts[day_of(clock.ended_at), _STOCKS_OF[clock.name]] -= 1


# Of concluded cases. TIMED, which also divides the mean, is the count of the time-limited.
_CLASSES = {
    CaseClass.ON_THE_SPOT: Measure.ON_THE_SPOT,
    CaseClass.JOINT: Measure.JOINT,
    CaseClass.PASSED_UP: Measure.PASSED_UP,
    CaseClass.RETURNED: Measure.RETURNED,
    CaseClass.SUPPLEMENTED: Measure.SUPPLEMENTED,
}


def _conclude(counts: Counts, facts: CaseFacts, standing: Sequence[Clock], rules: ItemRules, terms: Terms) -> None:
    assert facts.ended_at is not None
    day = day_of(facts.ended_at)
    counts[day, Measure.CONCLUDED] += 1
    counts[day, Measure.REFUSED] += facts.outcome == Outcome.REFUSED
    for name in classes(facts, rules):
        if name in _CLASSES:
            counts[day, _CLASSES[name]] += 1
    for clock in standing:
        if clock.name not in _STOCKS_OF or clock.due_at is None:
            continue
        late, early = facts.ended_at > clock.due_at, day < last_day(clock.due_at)
        if clock.name is ClockName.PROMISED:
            counts[day, Measure.CONCLUDED_LATE] += late
            counts[day, Measure.CONCLUDED_EARLY] += early
        else:
            counts[day, Measure.CONCLUDED_LATE_STATUTORY] += late
            counts[day, Measure.SPEED_USED_DAYS] += counted_days(clock.started_at, facts.ended_at, facts, terms)
            counts[day, Measure.STATUTORY_DAYS] += counted_days(clock.started_at, clock.due_at, facts, terms)
    if rules.case_type is CaseType.TIME_LIMITED:
        counts[day, Measure.TIMED] += 1
        accepted_at = None if deemed_at(standing) else facts.accepted_at
        started_at = accepted_at or facts.submitted_at
        counts[day, Measure.USED_DAYS] += counted_days(started_at, facts.ended_at, facts, terms)


def _conclude_by_law(counts: Counts, ended_at: datetime, law: Reading) -> None:
    for clock, measure in (
        (law.promised, Measure.CONCLUDED_LATE_BY_LAW),
        (law.statutory, Measure.CONCLUDED_LATE_STATUTORY_BY_LAW),
    ):
        if clock and clock.due_at and ended_at > clock.due_at:
            counts[day_of(ended_at), measure] += 1


def last_day(due_at: datetime) -> date:
    """The date that a due moment closes: midnight belongs to the day before."""
    at = local(due_at)
    return date.fromordinal(at.toordinal() - 1) if at.hour == at.minute == at.second == 0 else at.date()


def counted_days(begin: datetime, end: datetime, facts: CaseFacts, terms: Terms) -> int:
    """Working days that a case used between two moments; see `days_used`."""
    return days_used(begin, end, facts.suspensions, calendar=terms.calendar)


def days_used(begin: datetime, end: datetime, suspensions: Iterable[Suspension], *, calendar: Calendar) -> int:
    """Working days after the date of `begin` through the date of `end`, less those that a pause took out.

    The date of `begin` is never counted; a pause from S to E takes out S < d <= E, united with the others first; an
    end at midnight closes the day before.
    """
    first, last = day_of(begin), last_day(end)
    between = calendar.working_days_between
    used, reached = between(first, last) if last > first else 0, first
    for suspension in sorted(suspensions, key=lambda one: one.begin):
        pause_end = day_of(suspension.end) if suspension.end else last
        after, through = max(day_of(suspension.begin), reached), min(pause_end, last)
        if through > after:
            used -= between(after, through)
            reached = through
    return used
