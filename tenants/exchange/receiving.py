"""收: events that a department's system sends, through the lenient door, each with an answer of its own.

A batch is one transaction: what is answered as accepted is committed. An event is known by source and event id, so a
batch that is sent again, in whole or in part, by however many senders, changes nothing.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from foundation.clock import local_day, now
from foundation.digests import canonical, sm3
from hierarchy.models import Hall
from rulebook.case import EventKind
from tenants.cases.append import CaseBatch, Door, NewEvent, append_batch
from tenants.cases.applicants import GivenId
from tenants.cases.models import Case, CaseEvent
from tenants.exchange import id_rows
from tenants.exchange.models import QuarantinedRow
from tenants.exchange.problems import CONTENT_KEPT
from tenants.items.models import ItemVersion
from tenants.items.publish import in_force


@dataclass(frozen=True, slots=True)
class Report:
    """One event as it was sent, read and found to be well-formed; `index` is its place in the batch."""

    index: int
    source: str
    event_id: str
    case_number: str
    kind: EventKind
    at: datetime
    detail: Mapping[str, Any] = field(default_factory=dict)
    item_code: str = ""
    department: str = ""
    section: str = ""
    applicant_name: str = ""
    channel: str = "WINDOW"
    corrects: str = ""
    reason: str = ""
    applicant_id: GivenId | None = None


@dataclass(frozen=True, slots=True)
class Wrong:
    """A row that cannot be taken: a code for programs, a message for people, the member that it is about."""

    index: int
    code: str
    message: str
    field: str = ""
    row: Any = None


@dataclass(frozen=True, slots=True)
class Result:
    """`status` is accepted, duplicate or rejected; the rest is said of a rejected one."""

    index: int
    status: str
    code: str = ""
    message: str = ""
    field: str = ""
    event_id: str = ""


def receive(hall: Hall, reports: Sequence[Report], wrongs: Sequence[Wrong]) -> list[Result]:
    """Takes a batch in for the hall that is entered; rows that cannot be taken go to quarantine. In order of rows."""
    with transaction.atomic():
        refused = [*wrongs, *_objections(reports, _known(reports), in_force(on=local_day(now())))]
        quarantine(refused)
        found = {one.index: Result(one.index, "rejected", one.code, one.message, one.field) for one in refused}
        accepted = _append(hall, [report for report in reports if report.index not in found])
    for report in reports:
        status = "accepted" if report.index in accepted else "duplicate"
        found.setdefault(report.index, Result(report.index, status, event_id=report.event_id))
    return [found[index] for index in sorted(found)]


def judge(reports: Sequence[Report], wrongs: Sequence[Wrong]) -> list[Result]:
    """What `receive` would answer, without writing anything: for who builds a feed."""
    refused = [*wrongs, *_objections(reports, _known(reports), in_force(on=local_day(now())))]
    found = {one.index: Result(one.index, "rejected", one.code, one.message, one.field) for one in refused}
    seen = set(_known(reports))
    for report in reports:
        key = report.source, report.event_id
        status = "duplicate" if key in seen else "accepted"
        seen.add(key)
        found.setdefault(report.index, Result(report.index, status, event_id=report.event_id))
    return [found[index] for index in sorted(found)]


def quarantine(wrongs: Sequence[Wrong]) -> None:
    """Keeps each row that could not be taken, once however often it is sent."""
    moment = now()
    plain = [(one, _plain(one.row)) for one in wrongs]
    QuarantinedRow.objects.bulk_create(
        [
            QuarantinedRow(
                file=sm3(canonical(id_rows.fingerprinted(row))).hex(),
                file_name="exchange",
                line=0,
                code=one.code,
                message=f"{one.field}: {one.message}"[:300] if one.field else one.message[:300],
                content=json.dumps(id_rows.hidden(row), ensure_ascii=False)[:CONTENT_KEPT],
                at=moment,
            )
            for one, row in plain
        ],
        ignore_conflicts=True,
    )


def _plain(row: Any) -> Any:
    """Without what the database does not store: NUL and halves of surrogate pairs, anywhere."""
    text = json.dumps(row, ensure_ascii=True, default=str).replace("\\u0000", "\N{REPLACEMENT CHARACTER}")
    return json.loads(json.dumps(json.loads(text), ensure_ascii=False).encode("utf-8", "replace"))


@dataclass(frozen=True, slots=True)
class _Known:
    """An event that is recorded already."""

    number: str
    sequence: int
    kind: str
    at: datetime


def _known(reports: Sequence[Report]) -> dict[tuple[str, str], _Known]:
    """What is recorded under the ids of these reports and of those that they correct."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for report in reports:
        wanted[report.source] |= {report.event_id, report.corrects} - {""}
    found = {}
    for source, ids in wanted.items():
        rows = CaseEvent.objects.filter(source=source, event_id__in=ids).values_list(
            "event_id", "case__number", "sequence", "kind", "occurred_at"
        )
        found |= {(source, event_id): _Known(*known) for event_id, *known in rows}
    return found


def _objections(
    reports: Sequence[Report], known: Mapping[tuple[str, str], _Known], versions: Mapping[str, ItemVersion]
) -> list[Wrong]:
    """Well-formed rows that cannot be taken all the same."""
    numbers = {report.case_number for report in reports}
    begun = set(Case.objects.filter(number__in=numbers).values_list("number", flat=True))
    begun |= {report.case_number for report in reports if report.item_code in versions}
    found = [_objection(report, known, begun, versions) for report in reports]
    return [one for one in found if one is not None]


def _objection(
    report: Report,
    known: Mapping[tuple[str, str], _Known],
    begun: set[str],
    versions: Mapping[str, ItemVersion],
) -> Wrong | None:
    recorded = known.get((report.source, report.event_id))
    if recorded is not None and (recorded.number, recorded.at) != (report.case_number, report.at):
        return _wrong(report, "EVENT_ID_TAKEN", "Another event has this id; a new event needs a new one.", "event_id")
    if report.item_code and report.item_code not in versions:
        return _wrong(report, "NO_SUCH_ITEM", "The hall has no item with this code in force.", "item_code")
    if report.case_number not in begun:
        return _wrong(report, "NO_ITEM", "The first event of a case needs its item.", "item_code")
    corrected = known.get((report.source, report.corrects)) if report.corrects else None
    if report.corrects and (corrected is None or corrected.number != report.case_number):
        return _wrong(report, "NO_SUCH_EVENT", "This source has sent no such event of this case.", "corrects")
    return None


def _wrong(report: Report, code: str, message: str, name: str) -> Wrong:
    row = {
        "source": report.source,
        "event_id": report.event_id,
        "case_number": report.case_number,
        "item_code": report.item_code,
        "kind": report.kind.value,
        "occurred_at": report.at.isoformat(),
        **_said_of(report.applicant_id),
        **({"corrects": report.corrects, "reason": report.reason} if report.corrects else {}),
        **report.detail,
    }
    return Wrong(report.index, code, message, name, row)


def _said_of(applicant_id: GivenId | None) -> dict[str, str]:
    if applicant_id is None:
        return {}
    return {"applicant_id_kind": applicant_id.kind.value, id_rows.MEMBER: applicant_id.number}


def _append(hall: Hall, reports: Sequence[Report]) -> set[int]:
    """The places of the events that were new. Of equal ones in a batch the first counts."""
    versions = in_force(on=local_day(now()))
    known, accepted = _known(reports), set[int]()
    # Ids are those of a source: each source's events are asked for what was new among them.
    by_source: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        by_source[report.source].append(report)
    for source in sorted(by_source):
        first: dict[str, int] = {}
        for report in by_source[source]:
            first.setdefault(report.event_id, report.index)
        result = append_batch(hall, _batches(by_source[source], known, versions), door=Door.LENIENT)
        accepted |= {first[event_id] for event_id in result.recorded if event_id in first}
    return accepted


def _batches(
    reports: Sequence[Report], known: Mapping[tuple[str, str], _Known], versions: Mapping[str, ItemVersion]
) -> list[CaseBatch]:
    cases: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        cases[report.case_number].append(report)
    return [_batch(number, cases[number], known, versions) for number in sorted(cases)]


def _batch(
    number: str,
    reports: Sequence[Report],
    known: Mapping[tuple[str, str], _Known],
    versions: Mapping[str, ItemVersion],
) -> CaseBatch:
    """What describes the case is taken from the first row that says it."""

    def first(name: str) -> str:
        return next((value for report in reports if (value := getattr(report, name))), "")

    applicant_id = next((report.applicant_id for report in reports if report.applicant_id), None)
    events = [event for report in reports for event in _events(report, known)]
    return CaseBatch(
        number, events, versions.get(first("item_code")), first("department"), first("section"),
        first("applicant_name"), first("channel") or "WINDOW", applicant_id,
    )  # fmt: skip


def _events(report: Report, known: Mapping[tuple[str, str], _Known]) -> list[NewEvent]:
    """The event; one that supersedes another is two: what was wrong is voided with its reason, and what is right."""
    found = []
    if report.corrects:
        sequence = known[report.source, report.corrects].sequence
        is_all = report.kind is EventKind.CORRECTED
        voiding = report.event_id if is_all else f"void-{sm3(report.event_id.encode()).hex()[:40]}"
        detail = {"reason": report.reason}
        found.append(NewEvent(EventKind.CORRECTED, report.at, detail, report.source, voiding, corrects=sequence))
    if report.kind is not EventKind.CORRECTED:
        found.append(NewEvent(report.kind, report.at, report.detail, report.source, report.event_id))
    return found
