"""The clocks of a case: when each is near its end and when it is over, as the facts are known."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from rulebook.calendar import SHANGHAI, Calendar
from rulebook.case import Anchor, ClockName, ItemRules, LimitRule
from rulebook.clock import (
    UNKNOWN,
    DayEnd,
    Limit,
    Reckoning,
    Suspension,
    Unit,
    YellowEdge,
    days_before,
    end_of,
    local,
    reckon,
)
from rulebook.clock_table import ROWS, Counting, Run, runs
from rulebook.facts import CaseFacts, ExtensionGrant
from rulebook.trace import Step, trace, trace_to_date


@dataclass(frozen=True, slots=True)
class Terms:
    """How a hall counts: its calendar, when its day ends, when its warnings begin. Settings, not law."""

    calendar: Calendar
    day_end: DayEnd = DayEnd.MIDNIGHT
    yellow_edge: YellowEdge = YellowEdge.OPEN
    # What a limit in days comes to from a date, nothing extended and nothing paused: most clocks ask just that.
    counted: dict[tuple[int, int, str], "Count"] = field(default_factory=dict, compare=False, repr=False)


# When a clock is due, when it warns (None: it does not), whether its days are provisional.
Count = tuple[datetime | None, datetime | None, bool]
MOST_COUNTED = 50_000


@dataclass(slots=True)  # not frozen: that triples what making one costs, and a hall makes millions
class Clock:
    """One clock. `due_at` is None while an open pause holds it; `key` names it in alerts."""

    name: ClockName
    stage: str
    started_at: datetime
    ended_at: datetime | None
    due_at: datetime | None
    yellow_at: datetime | None
    is_provisional: bool
    rule: LimitRule | None
    extension: Limit | None = None
    suspensions: tuple[Suspension, ...] = field(default=(), repr=False)
    stated_on: date | None = None  # the date that a clock of the table counts back from, or ends with

    @property
    def key(self) -> str:
        return f"{self.name}:{self.stage}" if self.stage else self.name.value


def near(limit: Limit) -> Limit | None:
    """The default ladder: how long before the end a clock turns yellow, or None for a limit too short to warn of.

    One working day before for limits of three days or more, at the opening of the last day for shorter ones, one
    working hour before for hours. Rule data of a hall may say otherwise (family RS20).
    """
    if limit.unit is Unit.WORKING_HOUR:
        return Limit(1, Unit.WORKING_HOUR) if limit.value > 1 else None
    is_long = limit.value >= 3 or limit.unit is Unit.MONTH
    return Limit(1 if is_long else 0, Unit.WORKING_DAY)


def clocks(facts: CaseFacts, rules: ItemRules, terms: Terms) -> list[Clock]:
    """Every clock of the case that has started. The first, if any, is the promised one, which colours the case."""
    standing = [*decision_clocks(facts, rules, terms), *_stage_clocks(facts, rules, terms)]
    if facts.marks:
        standing += [_of_table(run, facts, terms) for run in runs(facts, rules)]
    return standing


def decision_clocks(facts: CaseFacts, rules: ItemRules, terms: Terms) -> list[Clock]:
    """The promised and the statutory clock, those that there are; a deadline stated by the source instead of both."""
    if facts.deadline is not None:
        return [_stated(facts, facts.deadline, terms)]
    statutory = _decision(ClockName.STATUTORY, rules.statutory, facts, rules, terms)
    promised = _decision(ClockName.PROMISED, rules.promised or rules.statutory, facts, rules, terms)
    decision = [_earlier(promised, statutory)] if promised else []
    return [*decision, *([statutory] if statutory else [])]


def explain(clock: Clock, terms: Terms) -> list[Step]:
    """The trace of one clock, for a person with a calendar in hand; a deadline stated by the source has none."""
    if clock.rule is None:
        return [Step("stated_deadline", {"due_at": clock.due_at.isoformat() if clock.due_at else None})]
    limit = clock.rule.limit
    basis = [Step("basis", {"basis": clock.rule.basis})] if clock.rule.basis else []
    if clock.stated_on is not None:
        is_back = ROWS[clock.name].counting is Counting.BEFORE
        return basis + trace_to_date(
            clock.started_at,
            clock.stated_on,
            limit if is_back else None,
            event=clock.rule.anchor.value,
            calendar=terms.calendar,
            day_end=terms.day_end,
            ended_at=clock.ended_at,
        )
    return basis + trace(
        clock.started_at,
        limit,
        calendar=terms.calendar,
        extension=clock.extension if clock.extension and clock.extension.unit is limit.unit else None,
        suspensions=clock.suspensions,
        yellow=near(limit) or Limit(0, limit.unit if limit.unit is Unit.WORKING_HOUR else Unit.WORKING_DAY),
        day_end=terms.day_end,
        yellow_edge=terms.yellow_edge,
        ended_at=clock.ended_at,
        now=_horizon(clock.started_at, clock.ended_at),
    )


def _anchor(anchor: Anchor, facts: CaseFacts) -> datetime | None:
    if anchor is Anchor.RECEIVED:
        return facts.submitted_at
    if anchor is Anchor.WINDOW_CLOSED:
        return facts.window_closed_at or facts.accepted_at
    if anchor is Anchor.PAPERS_VALID:
        return facts.papers_valid_at or facts.accepted_at
    return facts.accepted_at


def _decision(
    name: ClockName, rule: LimitRule | None, facts: CaseFacts, rules: ItemRules, terms: Terms
) -> Clock | None:
    started_at = _anchor(rule.anchor, facts) if rule else None
    if rule is None or started_at is None:
        return None
    due_at, yellow_at, is_provisional = _count(
        started_at, rule.limit, facts.suspensions, terms, ended_at=facts.ended_at
    )
    extension = _granted(facts.extensions, rules.statutory or rule, due_at) if facts.extensions else None
    if extension:
        final = _extended(started_at, rule.limit, extension, due_at, facts, terms)
        due_at, yellow_at, is_provisional = final.due_at, _warned(rule.limit, final), final.provisional
    return Clock(
        name, "", started_at, facts.ended_at, due_at, yellow_at, is_provisional, rule, extension, facts.suspensions
    )


def _granted(grants: Sequence[ExtensionGrant], rule: LimitRule, due_at: datetime | None) -> Limit | None:
    """The one extension that counts (art. 42): the first, if the item has one and it came before the limit ended."""
    if not grants or rule.extension is None or (due_at is not None and grants[0].at > due_at):
        return None
    return Limit(min(grants[0].value, rule.extension.value), rule.extension.unit)


def _extended(
    started_at: datetime, limit: Limit, extension: Limit, due_at: datetime | None, facts: CaseFacts, terms: Terms
) -> Reckoning:
    if extension.unit is limit.unit:
        return _reckon(started_at, limit, facts.suspensions, terms, ended_at=facts.ended_at, extension=extension)
    if due_at is None:
        return UNKNOWN
    # Units differ (a promise in hours under a statute in days): the extension runs from the end of the promise.
    return _reckon(due_at, extension, facts.suspensions, terms, ended_at=facts.ended_at)


def _earlier(promised: Clock, statutory: Clock | None) -> Clock:
    """A promise that would end after the statute (3 working days against 7 days over National Day) ends with it."""
    if statutory is None or statutory.due_at is None or promised.due_at is None:
        return promised
    if promised.due_at <= statutory.due_at:
        return promised
    return Clock(
        promised.name, "", promised.started_at, promised.ended_at, statutory.due_at, statutory.yellow_at,
        statutory.is_provisional, statutory.rule, statutory.extension, promised.suspensions,
    )  # fmt: skip


def _stage_clocks(facts: CaseFacts, rules: ItemRules, terms: Terms) -> list[Clock]:
    found = []
    for run in facts.stages:
        rule = rules.stage(run.name)
        if rule is None or rule.limit is None or run.begun_at is None:
            continue
        ended_at = run.ended_at or facts.ended_at
        due_at, yellow_at, is_provisional = _count(
            run.begun_at, rule.limit, facts.suspensions, terms, ended_at=ended_at
        )
        found.append(
            Clock(
                ClockName.STAGE, run.name, run.begun_at, ended_at, due_at, yellow_at, is_provisional, rule.as_rule,
                None, facts.suspensions,
            )
        )  # fmt: skip
    return found


def _of_table(run: Run, facts: CaseFacts, terms: Terms) -> Clock:
    """A clock of the table; a pause stops it only where its row says so."""
    row, rule = run.row, run.rule
    suspensions = facts.suspensions if row.is_stopped else ()
    if run.stated_on is None:
        due_at, yellow_at, is_provisional = _count(run.begun_at, rule.limit, suspensions, terms, ended_at=run.ended_at)
    else:
        back = rule.limit if row.counting is Counting.BEFORE else None
        due_on = days_before(run.stated_on, back, terms.calendar) if back else run.stated_on
        due_at = end_of(due_on, terms.calendar, terms.day_end)
        warned_at = terms.calendar.opening(terms.calendar.working_day_before(due_on, 1))
        yellow_at, is_provisional = max(run.begun_at, warned_at), terms.calendar.is_provisional(due_on)
    return Clock(
        row.name, "", run.begun_at, run.ended_at, due_at, yellow_at, is_provisional, rule, None, suspensions,
        run.stated_on,
    )  # fmt: skip


def _stated(facts: CaseFacts, deadline: datetime, terms: Terms) -> Clock:
    """A deadline that the source states is taken as it is; it warns from the opening of the working day before."""
    started_at = facts.accepted_at or facts.submitted_at
    local = deadline.astimezone(terms.calendar.opening(deadline.date()).tzinfo)
    warned = terms.calendar.opening(terms.calendar.working_day_before(local.date(), 1))
    return Clock(
        ClockName.PROMISED,
        "",
        started_at,
        facts.ended_at,
        deadline,
        max(started_at, min(warned, deadline)),
        False,
        None,
    )


def _warned(limit: Limit, result: Reckoning) -> datetime | None:
    return result.yellow_at if near(limit) else None


def _count(
    started_at: datetime, limit: Limit, suspensions: Sequence[Suspension], terms: Terms, *, ended_at: datetime | None
) -> Count:
    if suspensions or limit.unit is Unit.WORKING_HOUR:
        result = _reckon(started_at, limit, suspensions, terms, ended_at=ended_at)
        return result.due_at, _warned(limit, result), result.provisional
    begun_at = local(started_at)
    key = (begun_at.toordinal(), limit.value, limit.unit._value_)
    counted = terms.counted.get(key)
    if counted is None:
        # Days are counted from a date, whatever its hour; only the warning cannot come before the clock starts.
        midnight = datetime.combine(begun_at.date(), time(), SHANGHAI)
        result = _reckon(midnight, limit, (), terms, ended_at=None)
        if len(terms.counted) >= MOST_COUNTED:
            terms.counted.clear()
        counted = terms.counted[key] = result.due_at, _warned(limit, result), result.provisional
    due_at, yellow_at, is_provisional = counted
    return due_at, begun_at if yellow_at is not None and yellow_at < begun_at else yellow_at, is_provisional


def _reckon(
    started_at: datetime,
    limit: Limit,
    suspensions: Sequence[Suspension],
    terms: Terms,
    *,
    ended_at: datetime | None,
    extension: Limit | None = None,
) -> Reckoning:
    return reckon(
        started_at,
        limit,
        calendar=terms.calendar,
        extension=extension,
        suspensions=suspensions,
        yellow=near(limit) or Limit(0, Unit.WORKING_HOUR if limit.unit is Unit.WORKING_HOUR else Unit.WORKING_DAY),
        day_end=terms.day_end,
        yellow_edge=terms.yellow_edge,
        ended_at=ended_at,
        now=_horizon(started_at, ended_at),
    )


def _horizon(started_at: datetime, ended_at: datetime | None) -> datetime:
    """`reckon` asks for now only to learn whether the case has ended; the facts say so."""
    return ended_at or started_at
