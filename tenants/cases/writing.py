"""What a batch of events changes, written once: cases, events, deltas, agenda, board, counts of rules."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from psycopg.types.json import Jsonb

from foundation import agenda
from foundation.copying import copy_in
from foundation.digests import canonical, sm3
from hierarchy.models import Hall
from reporting import board, rollups, rule_counts
from reporting.board import BoardRow
from rulebook.case import Event
from rulebook.silence import Silences
from rulebook.tally import Projection
from tenants.cases import applicants, deriving
from tenants.cases.applicants import GivenId
from tenants.cases.models import Case, CaseEvent


@dataclass(slots=True)
class Row:
    """A `CaseEvent` that is to be: its columns by their names. Model instances cost more than all else in a batch."""

    sequence: int
    kind: str
    occurred_at: datetime
    recorded_at: datetime
    detail: dict[str, Any]
    corrects: int | None
    actor: uuid.UUID | None
    actor_name: str
    actor_post: int | None
    source: str
    event_id: str
    anomalies: list[str]
    case_id: int | None = None
    digest: bytes = b""


@dataclass(slots=True)
class Work:
    """One case while it is being written."""

    case: Case
    events: list[Event]
    silences: Silences
    applicant_id: GivenId | None = None  # of a new case
    reason_codes: frozenset[str] = frozenset()  # of which a refusal names one
    rows: list[Row] = field(default_factory=list)
    before: Projection | None = None
    after: Projection | None = None


def event_digest(number: str, row: CaseEvent | Row, previous: bytes) -> bytes:
    """SM3 over the previous digest and everything that the row says."""
    said = [getattr(row, name) for name in DIGESTED]
    return sm3(previous, canonical([number, *said]))


def write(hall: Hall, works: Sequence[Work]) -> None:
    """Everything that changed, each table once."""
    changes: dict[deriving.Key, Counter[str]] = defaultdict(Counter)
    ruled = [deriving.rule_figures(work.case) for work in works]
    for work in works:
        learnt_at = max(event.recorded_at for event in work.events)
        known_to = deriving.known_to(work.case, learnt_at)
        for name, value in deriving.columns(work.after, known_to=known_to).items():
            setattr(work.case, name, value)
        before, after = deriving.counts(work.case, work.before), deriving.counts(work.case, work.after)
        for key, measures in deriving.difference(after, before).items():
            changes[key].update(measures)
    _write_cases(works)
    applicants.keep((work.case, work.applicant_id) for work in works if work.applicant_id)
    _write_events(works)
    rollups.add(hall.code, changes)
    rule_counts.add(hall.code, rule_counts.difference((deriving.rule_figures(work.case) for work in works), ruled))
    _write_agenda(hall, works)
    _write_board(hall, works)


def _write_cases(works: Sequence[Work]) -> None:
    # In one order, so that two senders of the same new cases cannot wait for each other.
    new = sorted((work.case for work in works if work.case.pk is None), key=lambda case: case.number)
    old = [work.case for work in works if work.case.pk is not None]
    if new:
        copy_in(Case._meta.db_table, CASE_COLUMNS, (_case_values(case) for case in new))
        # COPY returns nothing; the numbers are unique, so the keys can be asked for.
        keys = dict(Case.objects.filter(number__in=[case.number for case in new]).values_list("number", "pk"))
        for case in new:
            case.pk = keys[case.number]
    if old:
        Case.objects.bulk_update(old, [*deriving.DERIVED, "sequence", "digest"])


def _case_values(case: Case) -> list[Any]:
    values = [getattr(case, name) for name in CASE_COLUMNS]
    if case.earlier is not None:
        values[CASE_COLUMNS.index("earlier")] = Jsonb(case.earlier)
    return values


CASE_COLUMNS = [field.attname for field in Case._meta.concrete_fields if not field.primary_key]
EVENT_COLUMNS = [
    "case_id",
    "sequence",
    "kind",
    "occurred_at",
    "recorded_at",
    "detail",
    "corrects",
    "actor",
    "actor_name",
    "actor_post",
    "source",
    "event_id",
    "anomalies",
    "digest",
]
DIGESTED = [name for name in EVENT_COLUMNS if name not in ("case_id", "digest")]


def _write_events(works: Sequence[Work]) -> None:
    rows = (_event_values(work.case, row) for work in works for row in work.rows)
    copy_in(CaseEvent._meta.db_table, EVENT_COLUMNS, rows)


def _event_values(case: Case, row: Row) -> list[Any]:
    row.case_id = case.pk
    values = [getattr(row, name) for name in EVENT_COLUMNS]
    values[EVENT_COLUMNS.index("detail")] = Jsonb(row.detail)
    return values


def _write_agenda(hall: Hall, works: Sequence[Work]) -> None:
    things, gone = [], []
    for work in works:
        thing = deriving.agenda(hall.code, work.case, work.after)
        if thing:
            things.append(thing)
        elif work.before and work.before.pending:
            gone.append(str(work.case.pk))
    agenda.put(things)
    agenda.drop(deriving.CLOCK, hall.code, gone)


def _write_board(hall: Hall, works: Sequence[Work]) -> None:
    """Alerts that were written stay or leave the board; new ones come with the worker."""
    kept: list[BoardRow] = []
    gone: set[str] = set()
    for work in works:
        before, after = (deriving.board(hall, work.case, projection) for projection in (work.before, work.after))
        kept += after
        gone |= {row.key for row in before} - {row.key for row in after}
    board.put(kept)
    board.remove(hall.code, "ALERT", sorted(gone))
