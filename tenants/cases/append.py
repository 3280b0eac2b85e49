"""The one writer of case events. Two doors lead to it: strict for windows, lenient for exchange and ingest.

`append_batch` is the writer; appending to one case is a batch of one. Everything that follows from the events of a
batch (derived columns, deltas, agenda, board) is written in its transaction, once per case and once per key.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from typing import Any

from django.db import IntegrityError, transaction

from foundation.clock import now
from foundation.errors import Refusal
from hierarchy import reasons
from hierarchy.calendars import calendar, current_version
from hierarchy.models import Hall
from hierarchy.posts import Actor
from reporting import feeds
from rulebook import rounds
from rulebook.anomalies import Anomaly
from rulebook.case import Event, EventKind, is_refusal
from rulebook.facts import effective, fold
from rulebook.order import objection
from rulebook.silence import NONE, Silences
from rulebook.standing import clocks, deemed_at
from rulebook.tally import Projection, project
from tenants.cases import earlier, reading, renewing, silences
from tenants.cases.applicants import GivenId
from tenants.cases.models import Case, CaseEvent
from tenants.cases.watching import Watching
from tenants.cases.writing import Row, Work, event_digest, write
from tenants.items.models import ItemVersion


class Door(Enum):
    """STRICT refuses an illegal order with a code; LENIENT accepts it and marks it as an anomaly."""

    STRICT = "strict"
    LENIENT = "lenient"


class IllegalOrder(Refusal):
    """A window may not record this now; `code` says why (see `rulebook.order`)."""

    code = "ILLEGAL_ORDER"


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event to be recorded. `event_id` with `source` is its identity: the same one again changes nothing.

    `recorded_at` is for replaying what another system recorded (demo, import of a chain); None means now.
    """

    kind: EventKind
    at: datetime
    detail: Mapping[str, Any] = field(default_factory=dict)
    source: str = "window"
    event_id: str = ""
    corrects: int | None = None
    recorded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CaseBatch:
    """Events of one case. What describes the case is used only when the case is new."""

    number: str
    events: Sequence[NewEvent]
    version: ItemVersion | None = None
    department: str = ""
    section: str = ""
    applicant_name: str = ""
    channel: str = "WINDOW"
    applicant_id: GivenId | None = None


@dataclass(frozen=True, slots=True)
class BatchResult:
    """`recorded` are the ids of the accepted events: who sent them may ask which they were."""

    accepted: int
    duplicates: int
    recorded: frozenset[str] = frozenset()
    cases: tuple[Case, ...] = field(default=(), compare=False, repr=False)  # as they stand after it


def append_batch(
    hall: Hall,
    batches: Sequence[CaseBatch],
    *,
    door: Door = Door.LENIENT,
    actor: Actor | None = None,
    is_heard: bool = True,
) -> BatchResult:
    """Records events of many cases of the hall that is entered, in one transaction.

    `is_heard`: somebody of the hall sent them, so that it is not silent.
    Raises `IllegalOrder` at the strict door; then nothing of the batch is recorded.
    """
    for attempt in range(3):
        try:
            with transaction.atomic():
                found = _append(hall, batches, door=door, actor=actor)
                if found.accepted and is_heard:
                    transaction.on_commit(lambda: _heard(hall))
                return found
        except IntegrityError:
            # Another sender was first with a case or an event; now it is there to be read.
            if attempt == 2:
                raise
    raise AssertionError("unreachable")


def _heard(hall: Hall) -> None:
    feeds.hear_hall(hall.code, at=now(), calendar=calendar(current_version(hall)))


def append_many(
    hall: Hall, case: Case, events: Sequence[NewEvent], *, door: Door = Door.STRICT, actor: Actor | None = None
) -> BatchResult:
    """Records events of one case that exists."""
    return append_batch(hall, [CaseBatch(case.number, events)], door=door, actor=actor)


def _append(hall: Hall, batches: Sequence[CaseBatch], *, door: Door, actor: Actor | None) -> BatchResult:
    recorded_at = now()
    merged = _merge(batches)
    # What came without an id is given a new one, which nobody knows.
    known = _identities(event for batch in batches for event in batch.events if event.event_id)
    works, duplicates = [], 0
    accepted: list[str] = []
    existing = _lock([batch.number for batch in merged])
    histories = reading.events_of(list(existing.values())) if existing else {}
    # Read after the cases are locked: who begins or ends a silence locks them too.
    told = silences.of_hall() if _is_fed(merged, histories) else NONE
    watching = Watching(hall)
    for batch in merged:
        fresh = _fresh(batch.events, known)
        duplicates += len(batch.events) - len(fresh)
        if fresh:
            work = _open(batch, existing, histories, told, watching)
            if any(is_refusal(event.kind, event.detail) for event in fresh):
                work.reason_codes = frozenset(row.code for row in reasons.holding(hall))
            _record(work, fresh, door=door, actor=actor, recorded_at=recorded_at)
            _renew(work, fresh, watching.hall, recorded_at=recorded_at)
            work.after = _derive(work)
            works.append(work)
            accepted += [event.event_id for event in fresh]
    for work in earlier.of_new(works):
        work.after = _derive(work)
    if works:
        write(hall, works)
    return BatchResult(
        accepted=len(accepted),
        duplicates=duplicates,
        recorded=frozenset(accepted),
        cases=tuple(one.case for one in works),
    )


def _is_fed(batches: Iterable[CaseBatch], histories: Mapping[int, list[CaseEvent]]) -> bool:
    """Whether anything of these cases came from a feed; windows are never silent."""
    new = (event.source for batch in batches for event in batch.events)
    return any(map(reading.feed, (*new, *(row.source for rows in histories.values() for row in rows))))


def _fresh(events: Sequence[NewEvent], known: set[tuple[str, str]]) -> list[NewEvent]:
    """The events that are not known yet, each once; from now on they are."""
    found = []
    for event in events:
        if (event.source, event.event_id) not in known:
            known.add((event.source, event.event_id))
            found.append(event)
    return found


def _merge(batches: Sequence[CaseBatch]) -> list[CaseBatch]:
    """One batch a case."""
    merged: dict[str, CaseBatch] = {}
    for batch in batches:
        first = merged.get(batch.number)
        events = [_identified(event) for event in batch.events]
        merged[batch.number] = _with(first or batch, [*(first.events if first else []), *events])
    return list(merged.values())


def _with(batch: CaseBatch, events: list[NewEvent]) -> CaseBatch:
    return replace(batch, events=events)


def _identified(event: NewEvent) -> NewEvent:
    if event.event_id:
        return event
    return NewEvent(
        event.kind, event.at, event.detail, event.source, uuid.uuid4().hex, event.corrects, event.recorded_at
    )


def _identities(events: Iterable[NewEvent]) -> set[tuple[str, str]]:
    """Which of these events are recorded already."""
    wanted = defaultdict(list)
    for event in events:
        wanted[event.source].append(event.event_id)
    found: set[tuple[str, str]] = set()
    for source, ids in wanted.items():
        rows = CaseEvent.objects.filter(source=source, event_id__in=ids).values_list("source", "event_id")
        found.update(rows)
    return found


def _lock(numbers: Sequence[str]) -> dict[str, Case]:
    """The cases that exist, locked in one order so that two senders cannot wait for each other."""
    rows = (
        Case.objects.select_for_update(of=("self",))
        .select_related("version")
        .filter(number__in=numbers)
        .order_by("number")
    )
    return {case.number: case for case in rows}


def _open(
    batch: CaseBatch,
    existing: Mapping[str, Case],
    histories: Mapping[int, list[CaseEvent]],
    told: Silences,
    watching: Watching,
) -> Work:
    case = existing.get(batch.number)
    if case:
        return Work(case, [reading.as_event(row) for row in histories[case.pk]], told)
    if batch.version is None:
        raise Refusal("A new case needs its item.", code="NO_ITEM", field="item", number=batch.number)
    case = Case(
        number=batch.number,
        version=batch.version,
        item=batch.version.variant.code,
        department=batch.department or batch.version.department,
        section=batch.section,
        applicant_name=batch.applicant_name,
        channel=batch.channel,
        calendar=current_version(watching.hall),
        state="RECEIVED",
    )
    case.is_partial = watching.is_partial(case.department)
    begun_at = min(event.at for event in batch.events)
    case.is_trial = watching.is_trial(begun_at)
    case.ladder = watching.ladder(case.item, begun_at)
    return Work(case, [], told, batch.applicant_id)


def _record(work: Work, fresh: Sequence[NewEvent], *, door: Door, actor: Actor | None, recorded_at: datetime) -> None:
    """Chains the new events to the case, which was folded before them."""
    work.before = _derive(work)
    for event in sorted(fresh, key=lambda one: (one.recorded_at or recorded_at, one.at)):
        _chain(work, event, _checked(work, event, door=door), actor=actor, recorded_at=recorded_at)


def _chain(work: Work, event: NewEvent, anomalies: list[str], *, actor: Actor | None, recorded_at: datetime) -> None:
    row = _row(work, event, anomalies, actor=actor, recorded_at=_learnt(work.case, event.recorded_at or recorded_at))
    work.rows.append(row)
    source = reading.feed(event.source)
    who = reading.person(row.detail, row.source, row.actor_name)
    known = Event(
        row.sequence, event.kind, event.at, row.recorded_at, row.detail, row.corrects, source, tuple(anomalies), who
    )
    work.events.append(known)


def _renew(work: Work, fresh: Sequence[NewEvent], hall: Hall, *, recorded_at: datetime) -> None:
    """A case that is written now, and whose dates are others under the current calendar, is brought under it.

    So a pause that ends, or an extension, never reaches into days that the pinned version did not know yet.
    """
    if any(event.recorded_at or event.kind is EventKind.CALENDAR_CHANGED for event in fresh):
        return
    version = current_version(hall)
    if work.case.calendar == version and not _is_renewed(work):
        return
    found = renewing.change(work.case, work.events, reading.rules_of(work.case), version)
    if found:
        event = NewEvent(EventKind.CALENDAR_CHANGED, recorded_at, found, event_id=uuid.uuid4().hex)
        _chain(work, event, [], actor=None, recorded_at=recorded_at)


def _is_renewed(work: Work) -> bool:
    return any(event.kind is EventKind.CALENDAR_CHANGED for event in work.events)


def _learnt(case: Case, recorded_at: datetime) -> datetime:
    """What the worker has worked is told: an event that waited for it was learnt when it had finished."""
    return max(recorded_at, case.worked_to) if case.worked_to else recorded_at


def _derive(work: Work) -> Projection | None:
    if not work.events:
        return None
    case = work.case
    watch = reading.watch_of(case, work.silences)
    terms = reading.terms_of(case)
    return project(work.events, reading.rules_of(case), terms, worked_to=case.worked_to, watch=watch)


def _checked(work: Work, event: NewEvent, *, door: Door) -> list[str]:
    known = effective(work.events)
    facts = fold(known) if known else None
    rules = reading.rules_of(work.case) if event.kind in _JUDGED_BY_ITEM else None
    terms = reading.terms_of(work.case)
    code = objection(
        event.kind,
        facts,
        at=event.at,
        stage=str(event.detail.get("stage", "")),
        is_partial=work.case.is_partial,
        deemed_at=deemed_at(clocks(facts, rules, terms)) if facts and rules else None,
    )
    if code is None and event.corrects is not None and event.corrects > work.case.sequence:
        code = "NO_SUCH_EVENT"
    if code and door is Door.STRICT:
        raise IllegalOrder("This cannot be recorded now.", code=code, number=work.case.number, kind=event.kind.value)
    noted = [code]
    if rules and event.kind is EventKind.CORRECTION_ASKED:
        noted.append(rounds.anomaly(known, event.detail))
        noted.append(Anomaly.BEYOND_GUIDE.value if rounds.is_beyond(event.detail, rules.materials) else None)
    if work.reason_codes and is_refusal(event.kind, event.detail):
        is_named = event.detail.get("reason_code") in work.reason_codes
        noted.append(None if is_named else Anomaly.REFUSAL_WITHOUT_CODE.value)
    return [one for one in noted if one]


# What an applicant is told before acceptance: its item says until when, and what it may ask for.
_JUDGED_BY_ITEM = {EventKind.CORRECTION_ASKED, EventKind.DECLINED}


def _row(work: Work, event: NewEvent, anomalies: list[str], *, actor: Actor | None, recorded_at: datetime) -> Row:
    case = work.case
    case.sequence += 1
    row = Row(
        sequence=case.sequence,
        kind=event.kind.value,
        occurred_at=event.at,
        recorded_at=recorded_at,
        detail=dict(event.detail),
        corrects=event.corrects,
        actor=actor.person_id if actor else None,
        actor_name=actor.person_name if actor else "",
        actor_post=actor.post_id if actor else None,
        source=event.source,
        event_id=event.event_id,
        anomalies=anomalies,
    )
    row.digest = case.digest = event_digest(case.number, row, bytes(case.digest))
    return row
