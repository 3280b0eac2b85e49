"""Lists of cases by keyset, and the lamp as a condition: the same rule in SQL and in Python, side by side."""

from collections.abc import Collection, Container
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import F, Q, QuerySet

from foundation.clock import SHANGHAI
from hierarchy.models import Hall
from rulebook.lamp import Lamp, is_overdue
from tenants.cases import made_of, stages
from tenants.cases.made_of import Chosen
from tenants.cases.models import Case


class CaseOrder(StrEnum):
    """By due moment (no moment last), by submission (newest first) or by number."""

    DUE = "DUE"
    NEWEST = "NEWEST"
    NUMBER = "NUMBER"


class Overdue(StrEnum):
    """Which moment a case passed, running or at its end: the one its lamp follows, or the statutory one."""

    DUE = "DUE"
    STATUTORY = "STATUTORY"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list of cases is restricted to; days are Asia/Shanghai, first and last included.

    `chosen`: to the cases that a figure is made of.
    """

    state: str | None = None
    lamp: Lamp | None = None
    department: str | None = None
    item: str | None = None
    stage: str | None = None
    channel: str | None = None
    case_class: str | None = None
    anomaly: str | None = None
    overdue: Overdue | None = None
    finding: str | None = None
    search: str = ""
    received_from: date | None = None
    received_to: date | None = None
    concluded_from: date | None = None
    concluded_to: date | None = None
    chosen: Chosen | None = None
    passed_stage: str | None = None  # of those concluded in the days of `chosen`


def is_decided_on(case: Case, *, now: datetime) -> bool:
    """Whether the stored moments of the decision hold: a case that silence will make accepted is not yet."""
    return case.accepted_at is not None or case.deemed_at is None or case.deemed_at <= now


def lamp_of(case: Case, *, now: datetime, silent: Container[str] = ()) -> Lamp:
    """The lamp from the stored moments; a case without a clock is green, a running one of a `silent` feed has none.

    One that ended late keeps the colour that it had (`rulebook.lamp`).
    """
    if case.ended_at is not None:
        return _coloured(case, case.ended_at) if is_overdue(case.due_at, now=case.ended_at) else Lamp.GREEN
    if case.feed and case.feed in silent:
        return Lamp.NO_DATA
    return Lamp.PAUSED if case.is_paused else _coloured(case, now)


def _coloured(case: Case, at: datetime) -> Lamp:
    if is_overdue(case.red_at or case.due_at, now=at):
        return Lamp.RED
    return Lamp.YELLOW if case.yellow_at is not None and at >= case.yellow_at else Lamp.GREEN


def red_by(now: datetime) -> Q:
    """Running cases that have turned red: when they were due, where the ladder says nothing else."""
    return Q(red_at=None, due_at__lt=now) | Q(red_at__lt=now)


def not_red_by(now: datetime) -> Q:
    return (Q(red_at=None) & (Q(due_at=None) | Q(due_at__gte=now))) | Q(red_at__gte=now)


ENDED_LATE = Q(ended_at__gt=F("due_at"))
ENDED_RED = ENDED_LATE & (Q(red_at=None) | Q(ended_at__gt=F("red_at")))
ENDED_YELLOW = ENDED_LATE & Q(ended_at__lte=F("red_at"), ended_at__gte=F("yellow_at"))
ENDED_GREEN = (Q(ended_at__isnull=False) & (Q(due_at=None) | Q(ended_at__lte=F("due_at")))) | (
    ENDED_LATE & Q(ended_at__lte=F("red_at")) & (Q(yellow_at=None) | Q(ended_at__lt=F("yellow_at")))
)


def lit(lamp: Lamp, *, now: datetime, silent: Collection[str] = ()) -> Q:
    """Cases whose lamp has this colour now; nothing is known of the running ones of these `silent` feeds."""
    unheard = Q(ended_at=None, feed__in=silent)
    if lamp is Lamp.NO_DATA:
        return unheard
    if lamp is Lamp.PAUSED:
        return Q(ended_at=None, is_paused=True) & ~unheard
    running = Q(ended_at=None, is_paused=False) & ~unheard
    if lamp is Lamp.RED:
        return ENDED_RED | (running & red_by(now))
    if lamp is Lamp.YELLOW:
        return ENDED_YELLOW | (running & not_red_by(now) & Q(yellow_at__lte=now))
    return ENDED_GREEN | (running & not_red_by(now) & (Q(yellow_at=None) | Q(yellow_at__gt=now)))


def passed(overdue: Overdue, *, now: datetime) -> Q:
    """Cases that passed this moment before they ended or, while they run, before now."""
    moment = "due_at" if overdue is Overdue.DUE else "statutory_due_at"
    return Q(ended_at__gt=F(moment)) | Q(ended_at=None, **{f"{moment}__lt": now})


def narrowed(
    cases: QuerySet[Case], asked: Asked, *, hall: Hall, now: datetime, silent: Collection[str] = ()
) -> QuerySet[Case]:
    """Those of the cases of `hall`, which is entered, that are asked for."""
    names = ["state", "department", "item", "stage", "channel"]
    wanted = {name: getattr(asked, name) for name in names}
    cases = cases.filter(**{name: value for name, value in wanted.items() if value})
    if asked.case_class:
        cases = cases.filter(classes__contains=[asked.case_class])
    if asked.anomaly:
        cases = cases.filter(anomalies__contains=[asked.anomaly])
    if asked.finding:
        cases = cases.filter(findings__contains=[asked.finding]).exclude(findings=[])
    if asked.lamp:
        cases = cases.filter(lit(asked.lamp, now=now, silent=silent))
    if asked.overdue:
        cases = cases.filter(passed(asked.overdue, now=now))
    if asked.chosen:
        cases = cases.filter(made_of.condition(asked.chosen, hall, now=now))
    if asked.passed_stage is not None and asked.chosen:
        passed_by = stages.passing(asked.passed_stage, asked.chosen.begin, asked.chosen.end)
        cases = cases.filter(pk__in=passed_by)
    if asked.search:
        cases = cases.filter(Q(number__icontains=asked.search) | Q(applicant_name__icontains=asked.search))
    received = _within("submitted_at", asked.received_from, asked.received_to)
    return cases.filter(received & _within("ended_at", asked.concluded_from, asked.concluded_to))


def in_order(cases: QuerySet[Case], order: CaseOrder) -> QuerySet[Case]:
    return cases.order_by(*_ORDER[order])


def ordered(cases: QuerySet[Case], order: CaseOrder, *, after: list[Any] | None, first: int) -> list[Case]:
    """Up to `first` cases after the one with this key (see `key_of`)."""
    if after:
        cases = cases.filter(_AFTER[order](after))
    return list(in_order(cases, order)[:first])


def ordered_before(cases: QuerySet[Case], order: CaseOrder, *, before: list[Any], first: int) -> list[Case]:
    """Up to `first` cases directly before the one with this key, in the same order as `ordered` gives them."""
    rows = cases.filter(_BEFORE[order](before)).order_by(*_ORDER[order]).reverse()
    return list(rows[:first])[::-1]


def key_of(case: Case, order: CaseOrder) -> list[Any]:
    """Where a case stands in an order, as plain JSON; read back, its moment is a datetime again."""
    if order is CaseOrder.NUMBER:
        return [case.number, case.pk]
    moment = case.due_at if order is CaseOrder.DUE else case.submitted_at
    return [moment.isoformat() if moment else None, case.pk]


_ORDER: dict[CaseOrder, list[Any]] = {
    CaseOrder.DUE: [F("due_at").asc(nulls_last=True), "pk"],
    CaseOrder.NEWEST: [F("submitted_at").desc(nulls_last=True), "-pk"],
    CaseOrder.NUMBER: ["number"],
}


def _after_due(key: list[Any]) -> Q:
    if key[0] is None:
        return Q(due_at=None, pk__gt=key[1])
    return Q(due_at__gt=key[0]) | Q(due_at=key[0], pk__gt=key[1]) | Q(due_at=None)


def _after_newest(key: list[Any]) -> Q:
    if key[0] is None:
        return Q(submitted_at=None, pk__lt=key[1])
    return Q(submitted_at__lt=key[0]) | Q(submitted_at=key[0], pk__lt=key[1]) | Q(submitted_at=None)


def _before_due(key: list[Any]) -> Q:
    if key[0] is None:
        return Q(due_at__isnull=False) | Q(due_at=None, pk__lt=key[1])
    return Q(due_at__lt=key[0]) | Q(due_at=key[0], pk__lt=key[1])


def _before_newest(key: list[Any]) -> Q:
    if key[0] is None:
        return Q(submitted_at__isnull=False) | Q(submitted_at=None, pk__gt=key[1])
    return Q(submitted_at__gt=key[0]) | Q(submitted_at=key[0], pk__gt=key[1])


_AFTER = {
    CaseOrder.DUE: _after_due,
    CaseOrder.NEWEST: _after_newest,
    CaseOrder.NUMBER: lambda key: Q(number__gt=key[0]),
}


_BEFORE = {
    CaseOrder.DUE: _before_due,
    CaseOrder.NEWEST: _before_newest,
    CaseOrder.NUMBER: lambda key: Q(number__lt=key[0]),
}


def _within(column: str, first: date | None, last: date | None) -> Q:
    within = Q()
    if first:
        within &= Q(**{f"{column}__gte": _midnight(first)})
    if last:
        within &= Q(**{f"{column}__lt": _midnight(last + timedelta(days=1))})
    return within


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
