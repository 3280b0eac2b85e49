"""The clocks beside the decision clock and the stages, a row each: what begins and ends it, how long, by which law.

A further clock is a further row (and, where nothing recorded yet begins or ends it, a further `EventKind`). Limits
come from the law, for licences, or are a parameter of the item: a row without `law` runs only where the item gives its
limit. The rows in prose are in docs/rules/clocks.md.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from rulebook.calendar import SHANGHAI
from rulebook.case import Anchor, ClockName, Event, EventKind, ItemRules, LimitRule, Outcome
from rulebook.clock import Limit, Unit

if TYPE_CHECKING:
    from rulebook.facts import CaseFacts

WORKING_DAY, NATURAL_DAY = Unit.WORKING_DAY, Unit.NATURAL_DAY


class Whose(StrEnum):
    """Who has to act in time. A clock of the applicant lights no lamp against the organ."""

    ORGAN = "ORGAN"
    APPLICANT = "APPLICANT"


class Counting(StrEnum):
    """The limit runs from the anchor, ends so long before a date that was stated, or ends with that date."""

    AFTER = "AFTER"
    BEFORE = "BEFORE"
    UNTIL = "UNTIL"


class Lapse(StrEnum):
    """What follows when the clock runs out and nothing was done."""

    DEEMED_RENEWED = "DEEMED_RENEWED"  # 视为准予延续, art. 50
    CORRECTION_LAPSED = "CORRECTION_LAPSED"  # 补正超时: the case may be ended as such
    COMMITMENT_UNCHECKED = "COMMITMENT_UNCHECKED"


When = Callable[[Event, "CaseFacts", LimitRule], bool]


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One clock. It runs from `begins` to the first of `ends`; with no `ends`, its begin is the act that it measures.

    `stated`: the member of the beginning event that holds the date (BEFORE, UNTIL) or the length in working days.
    """

    name: ClockName
    begins: EventKind
    ends: frozenset[EventKind]
    anchor: Anchor
    article: str
    law: Limit | None = None
    counting: Counting = Counting.AFTER
    whose: Whose = Whose.ORGAN
    lapse: Lapse | None = None
    stated: str = ""
    ends_with_case: bool = True
    is_stopped: bool = False  # whether a pause takes its days out (art. 45)
    is_confirmed: bool = True  # False: the unit is a reading of ours
    when: When = lambda _event, _facts, _rule: True


def _is_accepted(event: Event, facts: "CaseFacts", rule: LimitRule) -> bool:
    return event.at == facts.accepted_at


def _is_granted_here(event: Event, facts: "CaseFacts", rule: LimitRule) -> bool:
    """Granted, and recorded at a window or delivered: the national exchange has no event for a delivery."""
    is_told = not event.source or facts.delivered_at is not None
    return event.detail.get("outcome") == Outcome.GRANTED and is_told and event.at == facts.ended_at


def _is_committed(event: Event, facts: "CaseFacts", rule: LimitRule) -> bool:
    accepted = any(one.kind is EventKind.ACCEPTED and one.detail.get("by_commitment") for one in facts.marks)
    return accepted and event.detail.get("outcome") == Outcome.GRANTED and event.at == facts.ended_at


def _has_gap(event: Event, facts: "CaseFacts", rule: LimitRule) -> bool:
    return bool(event.detail.get("tolerated")) and event.at == facts.accepted_at


def _is_asked_in_time(event: Event, facts: "CaseFacts", rule: LimitRule) -> bool:
    """A renewal that was asked for later than the law says is not deemed granted by silence (reading of art. 50)."""
    expires_on = stated_on(event, "expires_on")
    asked_on = event.at.astimezone(SHANGHAI).date()
    return expires_on is not None and asked_on <= expires_on - timedelta(days=rule.limit.value)


K = EventKind
TABLE: Final[tuple[ClockRow, ...]] = (
    ClockRow(
        ClockName.PRE_REVIEW, K.PRE_REVIEW_ASKED, frozenset({K.PRE_REVIEW_ANSWERED, K.ACCEPTED}),
        Anchor.PRE_REVIEW_ASKED, "",
    ),
    ClockRow(
        ClockName.CORRECTION_TIME, K.CORRECTION_ASKED,
        frozenset({K.CORRECTION_RECEIVED, K.CORRECTION_ASKED, K.ACCEPTED}), Anchor.CORRECTION_ASKED, "",
        whose=Whose.APPLICANT, lapse=Lapse.CORRECTION_LAPSED,
        when=lambda event, facts, _rule: facts.accepted_at is None or event.at < facts.accepted_at,
    ),
    ClockRow(
        ClockName.LOWER_REVIEW, K.ACCEPTED, frozenset(), Anchor.ACCEPTED, "行政许可法43", Limit(20, WORKING_DAY),
        is_stopped=True, when=_is_accepted,
    ),
    ClockRow(
        ClockName.PAUSE_PLAN, K.PAUSE_BEGUN, frozenset({K.PAUSE_ENDED}), Anchor.PAUSE_BEGUN, "行政许可法45",
        stated="planned_days",
    ),
    ClockRow(
        ClockName.HEARING_REQUEST, K.HEARING_TOLD, frozenset({K.HEARING_ASKED}), Anchor.HEARING_TOLD,
        "行政许可法47(1)", Limit(5, WORKING_DAY), whose=Whose.APPLICANT,
    ),
    ClockRow(
        ClockName.HEARING_HOLD, K.HEARING_ASKED, frozenset({K.HEARING_HELD}), Anchor.HEARING_ASKED,
        "行政许可法47(1)", Limit(20, WORKING_DAY),
    ),
    ClockRow(
        ClockName.HEARING_NOTICE, K.HEARING_ANNOUNCED, frozenset(), Anchor.HEARING_DATE, "行政许可法48(1)(1)",
        Limit(7, WORKING_DAY), counting=Counting.BEFORE, stated="hearing_on",
    ),
    ClockRow(
        ClockName.DELIVERY, K.CONCLUDED, frozenset({K.DELIVERED}), Anchor.DECIDED, "行政许可法44",
        Limit(10, WORKING_DAY), ends_with_case=False, when=_is_granted_here,
    ),
    ClockRow(
        ClockName.MISSING_PAPER, K.ACCEPTED, frozenset({K.GAP_FILLED}), Anchor.ACCEPTED, "", whose=Whose.APPLICANT,
        ends_with_case=False, when=_has_gap,
    ),
    ClockRow(
        ClockName.AFTER_CHECK, K.CONCLUDED, frozenset({K.AFTER_CHECKED}), Anchor.DECIDED, "", ends_with_case=False,
        lapse=Lapse.COMMITMENT_UNCHECKED, when=_is_committed,
    ),
    ClockRow(
        ClockName.RENEWAL_REQUEST, K.RECEIVED, frozenset(), Anchor.EXPIRY, "行政许可法50(1)", Limit(30, NATURAL_DAY),
        counting=Counting.BEFORE, whose=Whose.APPLICANT, stated="expires_on", is_confirmed=False,
    ),
    ClockRow(
        ClockName.RENEWAL, K.RECEIVED, frozenset(), Anchor.EXPIRY, "行政许可法50(2)", Limit(30, NATURAL_DAY),
        counting=Counting.UNTIL, lapse=Lapse.DEEMED_RENEWED, stated="expires_on", is_confirmed=False,
        when=_is_asked_in_time,
    ),
)  # fmt: skip
ROWS: Final[Mapping[ClockName, ClockRow]] = MappingProxyType({row.name: row for row in TABLE})
# Rows whose only end is that of the case; others without `ends` end with their own beginning.
WITH_CASE: Final = frozenset({ClockName.LOWER_REVIEW, ClockName.RENEWAL})
OF_APPLICANT: Final = frozenset(row.name for row in TABLE if row.whose is Whose.APPLICANT)
MARKING: Final = frozenset(kind for row in TABLE for kind in (row.begins, *row.ends))
_BY_BEGIN: Final[Mapping[EventKind, tuple[ClockRow, ...]]] = {
    kind: tuple(row for row in TABLE if row.begins is kind) for kind in MARKING
}


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a row: the event that began it, when it ended, by which limit, the date that was stated."""

    row: ClockRow
    begun_at: datetime
    ended_at: datetime | None
    rule: LimitRule
    stated_on: date | None


def runs(facts: "CaseFacts", rules: ItemRules) -> Iterator[Run]:
    """Every run of every row of this case, in the order of the events that begin them."""
    for place, event in enumerate(facts.marks):
        for row in _BY_BEGIN[event.kind]:
            rule = _limit(row, event, rules)
            if rule is None or not row.when(event, facts, rule):
                continue
            on = stated_on(event, row.stated) if row.counting is not Counting.AFTER else None
            if on is not None or row.counting is Counting.AFTER:
                yield Run(row, event.at, _ended_at(row, place, facts), rule, on)


def lawful(rules: ItemRules, *, is_licence: bool) -> ItemRules:
    """The rules as they are published: a licence (type 01) gets the limits that the Licensing Law gives it.

    Every other type has a clock of the table only if the item declares it with a basis (scope of the law).
    """
    given = {row.name: _by_law(row) for row in TABLE if is_licence and row.law and _concerns(row, rules)}
    found = {name: rule for name, rule in given.items() if rule}
    return replace(rules, clocks=found | dict(rules.clocks), is_licence=is_licence)


def stated_on(event: Event, member: str) -> date | None:
    """The date that an event states; None where it states none that can be read."""
    try:
        return date.fromisoformat(str(event.detail.get(member) or "")[:10])
    except ValueError:
        return None


def _concerns(row: ClockRow, rules: ItemRules) -> bool:
    return row.name is not ClockName.LOWER_REVIEW or rules.is_decided_above


def _by_law(row: ClockRow) -> LimitRule | None:
    return LimitRule(row.anchor, row.law, row.article, row.is_confirmed) if row.law else None


def _limit(row: ClockRow, event: Event, rules: ItemRules) -> LimitRule | None:
    if row.counting is Counting.AFTER and row.stated:
        told = event.detail.get(row.stated)
        if not isinstance(told, int) or told < 1:
            return None
        return LimitRule(row.anchor, Limit(told, WORKING_DAY), row.article, is_confirmed=True)
    return rules.clocks.get(row.name)


def _ended_at(row: ClockRow, place: int, facts: "CaseFacts") -> datetime | None:
    """The end that belongs to the begin at this place: of two that run, an end ends the one begun last."""
    if not row.ends and row.name not in WITH_CASE:
        return facts.marks[place].at
    running = 1
    for later in facts.marks[place + 1 :]:
        if later.kind in row.ends:
            running -= 1
            if not running:
                return later.at
        elif later.kind is row.begins:
            running += 1
    return facts.ended_at if row.ends_with_case else None
