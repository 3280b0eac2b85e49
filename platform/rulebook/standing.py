"""The clocks of a case: when each is near its end and when it is over, as the facts are known."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from rulebook.calendar import SHANGHAI, Calendar
from rulebook.case import Anchor, ClockName, ItemRules, LimitRule
from rulebook.clock import (
    DayEnd,
    Limit,
    Suspension,
    Unit,
    YellowEdge,
    closed_suspensions,
    days_before,
    end_of,
    local,
    reckon,
    total_limit,
)
from rulebook.clock_table import ROWS, Counting, Run, runs
from rulebook.facts import CaseFacts, ExtensionGrant
from rulebook.rungs import Reached, Span, reached
from rulebook.signals import DEFAULT, Colour, Ladder
from rulebook.trace import Step, trace, trace_to_date


@dataclass(frozen=True, slots=True)
class Terms:
    """How a hall counts: its calendar, when its day ends, what lights when. Settings, not law.

    `yellow_edge`: of the reminder of a supervision order; the rungs of a clock have their own.
    `own`: the same with the days on which the hall itself is closed or open, which move promises and stages only.
    `find`: the terms of another version of the calendar, for a case that an event brought under it.
    """

    calendar: Calendar
    day_end: DayEnd = DayEnd.MIDNIGHT
    yellow_edge: YellowEdge = YellowEdge.OPEN
    ladder: Ladder = DEFAULT
    own: "Terms | None" = None
    find: "Callable[[str], Terms] | None" = field(default=None, compare=False, repr=False)
    # What a limit in days comes to from a date, nothing extended and nothing paused: most clocks ask just that.
    counted: dict[tuple[int, int, str, str], "Count"] = field(default_factory=dict, compare=False, repr=False)

    def of(self, version: str) -> "Terms":
        """The terms under a version of the calendar; empty: the one that the case was accepted under."""
        return self.find(version) if version and self.find else self

    @property
    def promising(self) -> "Terms":
        return self.own or self


# When a clock is due, its rungs, whether its days are provisional.
Count = tuple[datetime | None, tuple[Reached, ...], bool]
NOTHING: Count = (None, (), False)
MOST_COUNTED = 50_000


@dataclass(slots=True)  # not frozen: that triples what making one costs, and a hall makes millions
class Clock:
    """One clock. `due_at` is None while an open pause holds it; `key` names it in alerts.

    `reached` are the rungs of its ladder, in order of their moments; none while `due_at` is None.
    `missed`: the notice clock that nothing ended in time, so that this one runs from the receipt (`rulebook.notice`).
    """

    name: ClockName
    stage: str
    started_at: datetime
    ended_at: datetime | None
    due_at: datetime | None
    reached: tuple[Reached, ...]
    is_provisional: bool
    rule: LimitRule | None
    extension: Limit | None = None
    suspensions: tuple[Suspension, ...] = field(default=(), repr=False)
    missed: "Clock | None" = None
    stated_on: date | None = None  # the date that a clock of the table counts back from, or ends with
    calendar: Calendar | None = field(default=None, repr=False, compare=False)  # the one that it is counted by

    @property
    def key(self) -> str:
        return f"{self.name}:{self.stage}" if self.stage else self.name.value

    @property
    def yellow_at(self) -> datetime | None:
        """When its lamp turns yellow: before its limit or after it, as the ladder has it; None: never."""
        return self._lit(Colour.YELLOW)

    @property
    def red_at(self) -> datetime | None:
        """When its lamp turns red by itself, which need not be when it is due; None: never."""
        return self._lit(Colour.RED)

    def _lit(self, colour: Colour) -> datetime | None:
        return next((at for at, rung in self.reached if rung.colour is colour), None)


def clocks(facts: CaseFacts, rules: ItemRules, terms: Terms) -> list[Clock]:
    """Every clock of the case that has started. The first, if any, is the promised one, which colours the case."""
    terms = terms.of(facts.calendar)
    notice = _notice(facts, rules, terms)
    standing = [*_decisions(facts, rules, terms, notice), *_stage_clocks(facts, rules, terms)]
    if notice:
        standing.append(notice)
    if facts.marks:
        silent_until = missed_at(notice) if notice else None
        standing += [_of_table(run, facts, terms) for run in runs(facts, rules) if not _is_void(run, silent_until)]
    return standing


def decision_clocks(facts: CaseFacts, rules: ItemRules, terms: Terms) -> list[Clock]:
    """The promised and the statutory clock, those that there are; a deadline stated by the source instead of both."""
    terms = terms.of(facts.calendar)
    return _decisions(facts, rules, terms, _notice(facts, rules, terms))


def _is_void(run: Run, silent_until: datetime | None) -> bool:
    """A correction that is asked of a case that silence has accepted gives the applicant no time that could lapse."""
    return run.row.name is ClockName.CORRECTION_TIME and silent_until is not None and run.begun_at > silent_until


def _decisions(facts: CaseFacts, rules: ItemRules, terms: Terms, notice: Clock | None) -> list[Clock]:
    if facts.deadline is not None:
        return [_stated(facts, facts.deadline, terms)]
    missed = notice if notice and missed_at(notice) else None
    statutory = _decision(ClockName.STATUTORY, rules.statutory, facts, rules, terms, missed)
    by = terms.promising if rules.promised else terms
    promised = _decision(ClockName.PROMISED, rules.promised or rules.statutory, facts, rules, by, missed)
    if promised and statutory and _is_later(promised, statutory):
        # A promise that would end after the statute (3 working days against 7 days over National Day) ends with it.
        with_it = _decision(ClockName.PROMISED, rules.statutory, facts, rules, terms, missed)
        assert with_it is not None
        promised = replace(with_it, started_at=promised.started_at)
    return [clock for clock in (promised, statutory) if clock]


def missed_at(clock: Clock) -> datetime | None:
    """The due moment of a clock that did not end by then; it may lie ahead while the clock runs."""
    due_at = clock.due_at
    return due_at if due_at is not None and (clock.ended_at is None or clock.ended_at > due_at) else None


def deemed_at(standing: Iterable[Clock]) -> datetime | None:
    """视为受理: when the notice limit ended with nothing told; None if it was told in time (行政许可法 32(1)(4)).

    While nothing has been told it may lie ahead: from then on the case is accepted in law, as of its receipt.
    """
    return next((missed_at(clock) for clock in standing if clock.name is ClockName.INTAKE_NOTICE), None)


def has_begun(clock: Clock, now: datetime) -> bool:
    """A decision clock that silence will begin is not one before it has."""
    return clock.missed is None or clock.missed.due_at is None or clock.missed.due_at <= now


def explain(clock: Clock, terms: Terms) -> list[Step]:
    """The trace of one clock, for a person with a calendar in hand; a deadline stated by the source has none."""
    if clock.rule is None:
        return [Step("stated_deadline", {"due_at": clock.due_at.isoformat() if clock.due_at else None})]
    missed = clock.missed
    if missed is None or missed.due_at is None or missed.rule is None:
        return _traced(clock, clock.rule, terms)
    when = {"due_at": missed.due_at.isoformat()}
    held = [Step("deemed_hold", when)] if clock.due_at == missed.due_at else []
    return [Step("deemed_acceptance", when | {"basis": missed.rule.basis}), *_traced(clock, clock.rule, terms), *held]


def _traced(clock: Clock, rule: LimitRule, terms: Terms) -> list[Step]:
    limit, calendar = rule.limit, clock.calendar or terms.calendar
    basis = [Step("basis", {"basis": rule.basis})] if rule.basis else []
    if clock.stated_on is not None:
        is_back = ROWS[clock.name].counting is Counting.BEFORE
        return basis + trace_to_date(
            clock.started_at,
            clock.stated_on,
            limit if is_back else None,
            event=rule.anchor.value,
            calendar=calendar,
            day_end=terms.day_end,
            ended_at=clock.ended_at,
        )
    steps = trace(
        clock.started_at,
        limit,
        calendar=calendar,
        extension=clock.extension if clock.extension and clock.extension.unit is limit.unit else None,
        suspensions=clock.suspensions,
        yellow=_warning(limit),
        day_end=terms.day_end,
        yellow_edge=terms.yellow_edge,
        ended_at=clock.ended_at,
        now=_horizon(clock.started_at, clock.ended_at),
    )
    return basis + (steps if terms.ladder is DEFAULT else _with_rungs(steps, clock))


def _warning(limit: Limit) -> Limit:
    """As the default ladder has it, for the words of a trace."""
    if limit.unit is Unit.WORKING_HOUR:
        return Limit(1 if limit.value > 1 else 0, Unit.WORKING_HOUR)
    return Limit(1 if limit.value >= 3 or limit.unit is Unit.MONTH else 0, Unit.WORKING_DAY)


def _with_rungs(steps: Iterable[Step], clock: Clock) -> list[Step]:
    """A ladder of its own is told rung by rung, instead of the warning and the lamp of the default one."""
    counted = [step for step in steps if step.code != "lamp" and not step.code.startswith("yellow_")]
    return counted + [
        Step("rung", {"name": rung.name or rung.code, "at": at.isoformat()}) for at, rung in clock.reached
    ]


def _anchor(anchor: Anchor, facts: CaseFacts) -> datetime | None:
    if anchor is Anchor.RECEIVED:
        return facts.submitted_at
    if anchor is Anchor.WINDOW_CLOSED:
        return facts.window_closed_at or facts.accepted_at
    if anchor is Anchor.PAPERS_VALID:
        return facts.papers_valid_at or facts.accepted_at
    return facts.accepted_at


def _notice(facts: CaseFacts, rules: ItemRules, terms: Terms) -> Clock | None:
    """From the receipt to the first answer, whatever it is; no pause holds it, since none can begin before."""
    rule = rules.notice
    if rule is None or not facts.is_registered:
        return None
    ended_at = facts.told_at
    name = ClockName.INTAKE_NOTICE
    count = _count(name, facts.submitted_at, rule.limit, (), terms, ended_at)
    return Clock(name, "", facts.submitted_at, ended_at, *count, rule, calendar=terms.calendar)


def _decision(
    name: ClockName,
    rule: LimitRule | None,
    facts: CaseFacts,
    rules: ItemRules,
    terms: Terms,
    missed: Clock | None,
) -> Clock | None:
    if rule is None:
        return None
    if missed is not None and _waits_for_acceptance(rule.anchor, facts):
        started_at: datetime | None = facts.submitted_at
    else:
        started_at, missed = _anchor(rule.anchor, facts), None
    if started_at is None:
        return None
    count = _count(name, started_at, rule.limit, facts.suspensions, terms, facts.ended_at)
    extension = _granted(facts.extensions, rules.statutory or rule, count[0]) if facts.extensions else None
    if extension:
        count = _extended(name, started_at, rule.limit, extension, count[0], facts, terms)
    if missed and missed.due_at:
        count = _not_before(missed.due_at, count)
    return Clock(
        name, "", started_at, facts.ended_at, *count, rule, extension, facts.suspensions, missed,
        calendar=terms.calendar,
    )  # fmt: skip


def _waits_for_acceptance(anchor: Anchor, facts: CaseFacts) -> bool:
    return anchor in (Anchor.ACCEPTED, Anchor.PAPERS_VALID) or (
        anchor is Anchor.WINDOW_CLOSED and facts.window_closed_at is None
    )


def _not_before(deemed_at: datetime, count: Count) -> Count:
    """A promise shorter than the notice limit: nobody can miss it before the case is accepted in law."""
    due_at, rungs, is_provisional = count
    if due_at is None:
        return count
    is_over = due_at <= deemed_at
    held = tuple(Reached(max(at, deemed_at), rung) for at, rung in rungs if not (is_over and rung.is_before))
    return max(due_at, deemed_at), held, is_provisional


def _granted(grants: Sequence[ExtensionGrant], rule: LimitRule, due_at: datetime | None) -> Limit | None:
    """The one extension that counts (art. 42): the first, if the item has one and it came before the limit ended."""
    if not grants or rule.extension is None or (due_at is not None and grants[0].at > due_at):
        return None
    return Limit(min(grants[0].value, rule.extension.value), rule.extension.unit)


def _extended(
    name: ClockName,
    started_at: datetime,
    limit: Limit,
    extension: Limit,
    due_at: datetime | None,
    facts: CaseFacts,
    terms: Terms,
) -> Count:
    if extension.unit is limit.unit:
        return _reckon(name, started_at, limit, facts.suspensions, terms, facts.ended_at, extension)
    if due_at is None:
        return NOTHING
    # Units differ (a promise in hours under a statute in days): the extension runs from the end of the promise.
    return _reckon(name, due_at, extension, facts.suspensions, terms, facts.ended_at)


def _is_later(promised: Clock, statutory: Clock) -> bool:
    return promised.due_at is not None and statutory.due_at is not None and promised.due_at > statutory.due_at


def _stage_clocks(facts: CaseFacts, rules: ItemRules, terms: Terms) -> list[Clock]:
    terms, found = terms.promising, []
    for run in facts.stages:
        rule = rules.stage(run.name)
        if rule is None or rule.limit is None or run.begun_at is None:
            continue
        ended_at = run.ended_at or facts.ended_at
        count = _count(ClockName.STAGE, run.begun_at, rule.limit, facts.suspensions, terms, ended_at)
        found.append(
            Clock(
                ClockName.STAGE, run.name, run.begun_at, ended_at, *count, rule.as_rule, None, facts.suspensions,
                calendar=terms.calendar,
            )
        )  # fmt: skip
    return found


def _of_table(run: Run, facts: CaseFacts, terms: Terms) -> Clock:
    """A clock of the table; a pause stops it only where its row says so."""
    row, rule = run.row, run.rule
    suspensions = facts.suspensions if row.is_stopped else ()
    if run.stated_on is None:
        count = _count(row.name, run.begun_at, rule.limit, suspensions, terms, run.ended_at)
    else:
        back = rule.limit if row.counting is Counting.BEFORE else None
        due_on = days_before(run.stated_on, back, terms.calendar) if back else run.stated_on
        due_at = end_of(due_on, terms.calendar, terms.day_end)
        rungs = _rungs(row.name, Span(local(run.begun_at), due_at, due_on, None), None, terms)
        count = due_at, rungs, terms.calendar.is_provisional(due_on)
    return Clock(
        row.name, "", run.begun_at, run.ended_at, *count, rule, None, suspensions, None, run.stated_on, terms.calendar
    )


def _stated(facts: CaseFacts, deadline: datetime, terms: Terms) -> Clock:
    """A deadline that the source states is taken as it is; its day is that on which it falls."""
    started_at = facts.accepted_at or facts.submitted_at
    span = Span(local(started_at), deadline, local(deadline).date(), None)
    rungs = _rungs(ClockName.PROMISED, span, None, terms)
    return Clock(ClockName.PROMISED, "", started_at, facts.ended_at, deadline, rungs, False, None)


def limit_end(started_at: datetime, limit: Limit, terms: Terms) -> datetime:
    """When a limit in days ends that nothing pauses."""
    due_at, _, _ = _bare(None, local(started_at), limit, terms)
    assert due_at is not None
    return due_at


def _count(
    name: ClockName,
    started_at: datetime,
    limit: Limit,
    suspensions: Sequence[Suspension],
    terms: Terms,
    ended_at: datetime | None,
) -> Count:
    if suspensions or limit.unit is Unit.WORKING_HOUR:
        return _reckon(name, started_at, limit, suspensions, terms, ended_at)
    begun_at = local(started_at)
    count = _bare(name, begun_at, limit, terms)
    if count[1] and count[1][0].at < begun_at:  # they stand in order
        return count[0], tuple(Reached(max(at, begun_at), rung) for at, rung in count[1]), count[2]
    return count


def _bare(name: ClockName | None, begun_at: datetime, limit: Limit, terms: Terms) -> Count:
    """Days are counted from a date, whatever its hour; only a rung cannot come before the clock starts."""
    key = (begun_at.toordinal(), limit.value, limit.unit._value_, terms.ladder.anchored(name._value_) if name else "")
    counted = terms.counted.get(key)
    if counted is None:
        counted = _reckon(name, datetime.combine(begun_at.date(), time(), SHANGHAI), limit, (), terms, None)
        if len(terms.counted) >= MOST_COUNTED:
            terms.counted.clear()
        terms.counted[key] = counted
    return counted


def _reckon(
    name: ClockName | None,
    started_at: datetime,
    limit: Limit,
    suspensions: Sequence[Suspension],
    terms: Terms,
    ended_at: datetime | None,
    extension: Limit | None = None,
) -> Count:
    now = _horizon(started_at, ended_at)
    found = reckon(
        started_at,
        limit,
        calendar=terms.calendar,
        extension=extension,
        suspensions=suspensions,
        yellow=Limit(0, Unit.WORKING_HOUR if limit.unit is Unit.WORKING_HOUR else Unit.WORKING_DAY),
        day_end=terms.day_end,
        ended_at=ended_at,
        now=now,
    )
    if found.due_at is None or found.due_on is None or name is None:
        return found.due_at, (), found.provisional
    closed = closed_suspensions(suspensions, ended_at=ended_at, now=now) if suspensions else ()
    span = Span(local(started_at), found.due_at, found.due_on, total_limit(limit, extension), closed)
    return found.due_at, _rungs(name, span, limit, terms), found.provisional


def _rungs(name: ClockName, span: Span, of: Limit | None, terms: Terms) -> tuple[Reached, ...]:
    return reached(terms.ladder.of(name), span, of=of, calendar=terms.calendar, day_end=terms.day_end)


def _horizon(started_at: datetime, ended_at: datetime | None) -> datetime:
    """`reckon` asks for now only to learn whether the case has ended; the facts say so."""
    return ended_at or started_at
