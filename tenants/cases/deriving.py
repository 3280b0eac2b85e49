"""What follows from a projection: the columns of `Case`, its agenda row, its rows on the board."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from foundation.agenda import Thing
from hierarchy.models import Hall
from reporting.board import BoardRow
from reporting.rule_counts import Found
from rulebook.case import ClockName
from rulebook.crossings import AlertFact
from rulebook.facts import CaseFacts
from rulebook.findings import FindingCode, Reading
from rulebook.loop import standing_breaks
from rulebook.measures import Measure
from rulebook.silence import FOREVER
from rulebook.standing import Clock, deemed_at
from rulebook.tally import Pending, Projection
from tenants.cases.models import Case

CLOCK = "case.clock"
RED_FIRST, YELLOW_NEXT = 1, 5
DERIVED = [
    "state",
    "stage",
    "submitted_at",
    "accepted_at",
    "ended_at",
    "outcome",
    "verified_at",
    "delivered_at",
    "due_at",
    "yellow_at",
    "red_at",
    "statutory_due_at",
    "due_by_law_at",
    "statutory_due_by_law_at",
    "is_paused",
    "is_provisional",
    "feed",
    "correction_asked_at",
    "classes",
    "course",
    "handler",
    "is_registered",
    "notice_due_at",
    "deemed_at",
    "anomalies",
    "findings",
    "is_incomplete",
]

OF_CODE = frozenset(code.value for code in FindingCode)  # findings that no rule makes
Key = tuple[date, str, str]


def columns(projection: Projection | None, *, known_to: datetime | None) -> dict[str, Any]:
    """The derived columns. A case whose events are all void keeps its number and stands as received, without dates.

    `known_to`: the findings are those that held by then (see `known_to`).
    """
    if projection is None:
        empty: dict[str, Any] = dict.fromkeys(DERIVED)
        return empty | {
            "state": "RECEIVED",
            "stage": "",
            "outcome": "",
            "is_paused": False,
            "is_provisional": False,
            "feed": "",
            "classes": [],
            "course": [],
            "handler": "",
            "is_registered": True,
            "anomalies": [],
            "findings": [],
            "is_incomplete": False,
        }
    facts, decision, statutory = projection.facts, projection.decision, projection.statutory
    law = projection.law or Reading(None, None)
    return {
        "state": facts.state.value,
        "stage": facts.stage[:64],
        "submitted_at": facts.submitted_at,
        "accepted_at": facts.accepted_at,
        "ended_at": facts.ended_at,
        "outcome": facts.outcome[:20],
        "verified_at": facts.verified_at,
        "delivered_at": facts.delivered_at,
        "due_at": decision.due_at if decision else None,
        "yellow_at": decision.yellow_at if decision else None,
        "red_at": _red_at(decision) if decision else None,
        "statutory_due_at": statutory.due_at if statutory else None,
        "due_by_law_at": law.promised.due_at if law.promised else None,
        "statutory_due_by_law_at": law.statutory.due_at if law.statutory else None,
        "is_paused": facts.is_open and facts.is_paused and decision is not None and decision.due_at is None,
        "is_provisional": any(clock.is_provisional for clock in projection.clocks),
        "feed": projection.feed,
        "correction_asked_at": facts.correction_open_since,
        "classes": [name.value for name in projection.classes],
        "course": [f"{step.day} {step.phase}" for step in projection.course],
        "handler": facts.handler[:36],
        "is_registered": facts.is_registered,
        "notice_due_at": projection.notice_due_at,
        "deemed_at": deemed_at(projection.clocks),
        "anomalies": _anomalies(facts),
        "findings": found(projection, known_to=known_to),
        "is_incomplete": projection.is_incomplete,
    }


def _red_at(decision: Clock) -> datetime | None:
    """When it turns red, if that is not when it is due; `FOREVER`: by itself it never does."""
    if decision.due_at is None or decision.red_at == decision.due_at:
        return None
    return decision.red_at or FOREVER


def _anomalies(facts: CaseFacts) -> list[str]:
    """What its records are marked with, and where its loop is broken, each once."""
    return sorted({code for _, code in facts.anomalies} | {one.value for one in standing_breaks(facts)})


def found(projection: Projection, *, known_to: datetime | None) -> list[str]:
    """Codes of what was found, each once."""
    held = {str(one.code) for one in projection.findings if known_to is not None and one.at <= known_to}
    return sorted(held)


def rule_figures(case: Case) -> dict[str, Found]:
    """What the case adds to the numbers of rules: each once that found something in it."""
    return {code: Found(1, int(code in case.set_aside)) for code in case.findings if code not in OF_CODE}


def known_to(case: Case, recorded_at: datetime | None) -> datetime | None:
    """Up to which moment a case was last looked at: its newest record, or what the worker has worked."""
    moments = [moment for moment in (recorded_at, case.worked_to) if moment]
    return max(moments) if moments else None


def counts(case: Case, projection: Projection | None) -> dict[Key, dict[str, int]]:
    """What the case adds to the figures, by day, item and department."""
    found: dict[Key, dict[str, int]] = defaultdict(dict)
    for (day, measure), number in (projection.counts if projection else {}).items():
        found[day, case.item, case.department][measure.value] = number
    return found


def difference(new: Mapping[Key, Mapping[str, int]], old: Mapping[Key, Mapping[str, int]]) -> dict[Key, dict[str, int]]:
    """One delta a key; nothing where nothing changed."""
    found: dict[Key, dict[str, int]] = {}
    for key in new.keys() | old.keys():
        after, before = new.get(key, {}), old.get(key, {})
        changed = {
            name: after.get(name, 0) - before.get(name, 0)
            for name in after.keys() | before.keys()
            if after.get(name, 0) != before.get(name, 0)
        }
        if changed:
            found[key] = changed
    return found


def agenda(hall: str, case: Case, projection: Projection | None) -> Thing | None:
    """The row that has the case worked at its next moment, with every count that is to fall due; None if nothing is."""
    if projection is None or not projection.pending:
        return None
    first = projection.pending[0]
    is_red = any(entry.measure is Measure.RED for entry in projection.pending if entry.moment == first.moment)
    return Thing(
        handler=CLOCK,
        hall=hall,
        key=str(case.pk),
        at=first.moment,
        priority=RED_FIRST if is_red else YELLOW_NEXT,
        item=case.item,
        department=case.department,
        figures=[_figure(entry) for entry in projection.pending],
    )


def _figure(entry: Pending) -> dict[str, Any]:
    when = {"at": entry.moment.astimezone(UTC).isoformat(), "day": entry.day.isoformat()}
    return when | ({entry.measure.value: entry.number} if entry.measure else {})


def board(hall: Hall, case: Case, projection: Projection | None) -> list[BoardRow]:
    """The open alerts: of a rung past its limit until it is cleared or a decision withdrew it, of one before while its
    clock runs in time."""
    worked_to = case.worked_to
    if projection is None or worked_to is None:
        return []
    running = {clock.key: clock for clock in projection.clocks if clock.ended_at is None}
    shown = [
        _board_row(hall, case, alert, is_case_open=projection.facts.is_open)
        for alert in projection.fired(worked_to)
        if not alert.is_cleared
        and not _is_past(alert, running, worked_to)
        and rule_of(alert.crossing.clock) not in case.set_aside
    ]
    return [row for row in shown if row.key not in case.withdrawn]


def rule_of(clock: str) -> str:
    """The code of the rule that an alert is of; empty for a clock."""
    name, _, code = clock.partition(":")
    return code if name == ClockName.RULE else ""


def _is_past(alert: AlertFact, running: Mapping[str, Clock], worked_to: datetime) -> bool:
    crossing = alert.crossing
    if not crossing.of.is_before:
        return False
    clock = running.get(crossing.clock)
    if clock is None or clock.due_at is None or clock.due_at < worked_to:
        return True
    return all((at, rung.code) != (crossing.at, crossing.rung) for at, rung in clock.reached)


def _board_row(hall: Hall, case: Case, alert: AlertFact, *, is_case_open: bool) -> BoardRow:
    crossing = alert.crossing
    return BoardRow(
        hall=hall.code,
        path=hall.path,
        kind="ALERT",
        key=f"{case.pk}|{crossing.clock}|{crossing.rung}|{int(crossing.at.timestamp())}"[:120],
        number=case.number,
        item=case.item,
        department=case.department,
        feed=case.feed,
        level=crossing.level,
        clock=crossing.clock,
        rung=crossing.rung,
        at=crossing.at,
        is_case_open=is_case_open,
    )
