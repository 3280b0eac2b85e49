"""From rows to the rulebook: the events of a case, the rules of its version, how its hall counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from hierarchy.cache import rulings_of_entered
from hierarchy.calendars import calendar
from rulebook.case import Event, EventKind, FeeRule, ItemRules
from rulebook.silence import Silences
from rulebook.standing import Terms
from rulebook.tally import Watch
from tenants.cases.models import Case, CaseEvent

WINDOW = "window"


@lru_cache(maxsize=64)
def terms(calendar_version: str) -> Terms:
    """How a hall counts, by the calendar that the case pins."""
    return Terms(calendar=calendar(calendar_version))


def rules_of(case: Case) -> ItemRules:
    """The rules that the case pins, as far as they can be watched."""
    rules = ItemRules.from_json(case.version.rules)
    guide = case.version.guide
    if guide is not None:
        rules = replace(
            rules,
            materials=tuple(one["name"] for one in guide["materials"]),
            fees=tuple(FeeRule(one["name"], one.get("amount"), one.get("condition", "")) for one in guide["fees"]),
        )
    return rules.of_begin_and_end() if case.is_partial else rules


def watch_of(case: Case, silences: Silences) -> Watch:
    """How the case is watched; `silences` are those of its hall (`silences.of_hall`), which is entered."""
    return Watch(case.is_partial, case.is_trial, silences, rulings_of_entered())


def as_event(row: CaseEvent) -> Event:
    return Event(
        row.sequence, EventKind(row.kind), row.occurred_at, row.recorded_at, row.detail, row.corrects, feed(row.source),
        tuple(row.anomalies), person(row.detail, row.source, row.actor_name),
    )  # fmt: skip


def person(detail: Mapping[str, Any], source: str, recorded_by: str) -> str:
    """Who did it: as the source tells, or who recorded it at a window."""
    return str(detail.get("person") or (recorded_by if source == WINDOW else ""))


def feed(source: str) -> str:
    """A source as the law sees it: windows are none."""
    return "" if source == WINDOW else source


def events_of(cases: Sequence[Case]) -> dict[int, list[CaseEvent]]:
    """The events of these cases in order, in one statement."""
    found: dict[int, list[CaseEvent]] = {case.pk: [] for case in cases}
    rows: Iterable[CaseEvent] = CaseEvent.objects.filter(case__in=list(found)).order_by("case_id", "sequence")
    for row in rows:
        found[row.case_id].append(row)
    return found
