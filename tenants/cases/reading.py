"""From rows to the rulebook: the events of a case, the rules of its version, how its hall counts."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from hierarchy.calendars import calendar
from rulebook.case import Event, EventKind, ItemRules
from rulebook.standing import Terms
from tenants.cases.models import Case, CaseEvent
from tenants.items.models import ItemVersion


@lru_cache(maxsize=64)
def terms(calendar_version: str) -> Terms:
    """How a hall counts, by the calendar that the case pins."""
    return Terms(calendar=calendar(calendar_version))


def rules_of(version: ItemVersion) -> ItemRules:
    return ItemRules.from_json(version.rules)


def as_event(row: CaseEvent) -> Event:
    return Event(row.sequence, EventKind(row.kind), row.occurred_at, row.recorded_at, row.detail, row.corrects)


def events_of(cases: Sequence[Case]) -> dict[int, list[CaseEvent]]:
    """The events of these cases in order, in one statement."""
    found: dict[int, list[CaseEvent]] = {case.pk: [] for case in cases}
    rows: Iterable[CaseEvent] = CaseEvent.objects.filter(case__in=list(found)).order_by("case_id", "sequence")
    for row in rows:
        found[row.case_id].append(row)
    return found
