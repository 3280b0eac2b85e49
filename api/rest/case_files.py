"""`cases.csv` and `cases.xlsx` of a hall: exactly the rows and columns that the page's list shows, however many.

Rows are read in one snapshot, some thousands at a time, and sent as they come; a workbook is written to a temporary
file first. A process makes a few files at a time. Who took one is kept in the hall.
"""

import tempfile
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from api.rest.captions import LANGUAGES, Captions, captions
from api.rest.case_columns import Column, Reading, columns_of
from foundation import sheets
from foundation.clock import now
from foundation.errors import HallNotProvisioned, NotFound, Refusal
from foundation.sheets import Cell
from hierarchy.gates import access_hall, enter
from hierarchy.models import Hall
from hierarchy.posts import Actor
from reporting import feeds
from rulebook.anomalies import Anomaly
from rulebook.case import CaseState
from rulebook.classes import CaseClass
from rulebook.figures import Figure
from rulebook.findings import FindingCode
from rulebook.lamp import Lamp
from tenants.audit import sealing
from tenants.audit.models import Look
from tenants.cases import listing
from tenants.cases.acts import Channel
from tenants.cases.gates import visible_to
from tenants.cases.listing import Asked, CaseOrder, Overdue
from tenants.cases.made_of import Chosen
from tenants.cases.models import Case
from tenants.organization.models import Department

TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
CHUNK = 2_000
BLOCK = 1 << 16
LINES = 500
_room = threading.BoundedSemaphore(2)


class BadFilter(Refusal):
    """A parameter of the address is not what it has to be; `field` names it."""

    code = "BAD_FILTER"


@dataclass(frozen=True, slots=True)
class Shown:
    """How the rows are shown: in which order, under which columns, in which language."""

    order: CaseOrder
    columns: list[Column]
    said: Captions

    @property
    def header(self) -> list[str]:
        return [self.said(column.title) for column in self.columns]


@require_safe
def cases(request: Any, hall: str, form: str) -> HttpResponse | StreamingHttpResponse:
    actor: Actor | None = request.caller.actor
    if actor is None or form not in TYPES:
        return _problem(NotFound("No such list."), 404)
    try:
        place = access_hall(actor, hall)
        asked, order = _asked(request), _chosen(CaseOrder, request, "order") or CaseOrder.NEWEST
        said = captions(_language(request))
        with enter(place):
            rows = _rows(place, actor, asked)
            total = rows.count()
            _note(request, actor, place, total)
    except (NotFound, HallNotProvisioned):
        return _problem(NotFound("No such list."), 404)
    except BadFilter as refusal:
        return _problem(refusal, 400)
    if not _room.acquire(blocking=False):
        busy = _problem(Refusal("Too many files at a time.", code="BUSY"), 429)
        busy["Retry-After"] = "5"
        return busy
    shown = Shown(order, columns_of(request.GET.get("columns", "")), said)
    response = StreamingHttpResponse(_Made(place, rows, shown, form), content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="cases-{place.code}.{form}"'
    response["Cache-Control"] = "no-store"
    response["X-Total-Rows"] = str(total)
    return response


class _Made:
    """The file as blocks; whatever ends it (also a browser that goes away) gives the place to the next one."""

    def __init__(self, hall: Hall, rows: QuerySet[Case], shown: Shown, form: str) -> None:
        self._blocks = _csv(hall, rows, shown) if form == "csv" else _xlsx(hall, rows, shown)
        self._is_open = True

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._blocks
        finally:
            self.close()

    def close(self) -> None:
        if self._is_open:
            self._is_open = False
            self._blocks.close()
            _room.release()


def _csv(hall: Hall, rows: QuerySet[Case], shown: Shown) -> "Generator[bytes]":
    said = shown.said
    with _snapshot(hall):
        if hall.is_demo:
            yield f"{sheets.BOM}{said('app.demoMark')}\r\n".encode()
        lines = sheets.csv_bytes(shown.header, _cells(hall, rows, shown))
        # The mark of a demo stands before the header, and the byte order mark before everything.
        first = next(lines)
        yield first.removeprefix(sheets.BOM.encode()) if hall.is_demo else first
        while block := b"".join(islice(lines, LINES)):
            yield block


def _xlsx(hall: Hall, rows: QuerySet[Case], shown: Shown) -> "Generator[bytes]":
    said = shown.said
    title = f"{said('app.demoMark')} {said('cases.title')}" if hall.is_demo else said("cases.title")
    with tempfile.TemporaryFile() as file:
        with _snapshot(hall):
            sheets.write_xlsx(file, title, shown.header, _cells(hall, rows, shown))
        file.seek(0)
        while block := file.read(BLOCK):
            yield block


def _cells(hall: Hall, rows: QuerySet[Case], shown: Shown) -> Iterator[list[Cell]]:
    moment = now()
    departments = dict(Department.objects.values_list("code", "name"))
    reading = Reading(moment, feeds.silent_in(hall.code, now=moment), departments, shown.said)
    for case in listing.in_order(rows, shown.order).iterator(chunk_size=CHUNK):
        yield [column.read(case, reading) for column in shown.columns]


@contextmanager
def _snapshot(hall: Hall) -> Iterator[None]:
    """One snapshot of the hall for all blocks; inside a transaction of the caller, that one."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        with enter(hall):
            yield


def _rows(hall: Hall, actor: Actor, asked: Asked) -> QuerySet[Case]:
    visible = visible_to(actor).select_related("version__variant")
    moment = now()
    return listing.narrowed(visible, asked, hall=hall, now=moment, silent=feeds.silent_in(hall.code, now=moment))


def _note(request: Any, actor: Actor, hall: Hall, total: int) -> None:
    Look.objects.create(
        person=actor.person_id,
        post=actor.post_id,
        from_hall=request.caller.posted_at,
        subject=f"export of {total} cases"[:96],
        at=now(),
    )
    sealing.ask(hall.code)


def _asked(request: HttpRequest) -> Asked:
    """The parameters of the page's own address. Raises `BadFilter`."""
    given = request.GET
    for name, value in given.items():
        if "\0" in value or len(value) > 200:
            raise BadFilter("This is not a filter.", field=name)
    state, channel = _chosen(CaseState, request, "state"), _chosen(Channel, request, "channel")
    case_class, anomaly = _chosen(CaseClass, request, "class"), _chosen(Anomaly, request, "anomaly")
    return Asked(
        state=state.value if state else None,
        lamp=_named(Lamp, request, "lamp"),
        department=given.get("department"),
        item=given.get("item"),
        stage=given.get("stage"),
        passed_stage=given.get("passedStage"),
        channel=channel.value if channel else None,
        case_class=case_class.value if case_class else None,
        anomaly=anomaly.value if anomaly else None,
        overdue=_chosen(Overdue, request, "overdue"),
        finding=_chosen(FindingCode, request, "finding") or given.get("rule"),
        search=given.get("search", "").strip(),
        received_from=_day(request, "from"),
        received_to=_day(request, "to"),
        concluded_from=_day(request, "concludedFrom"),
        concluded_to=_day(request, "concludedTo"),
        chosen=_figure(request),
    )


def _figure(request: HttpRequest) -> Chosen | None:
    figure = _chosen(Figure, request, "figure")
    if figure is None:
        return None
    first, last = _day(request, "figureFrom"), _day(request, "figureTo")
    if first is None or last is None or last < first:
        raise BadFilter("A figure is one of some days.", field="figureFrom" if first is None else "figureTo")
    return Chosen(figure, first, last)


def _chosen(kind: Any, request: HttpRequest, name: str) -> Any:
    text = request.GET.get(name)
    try:
        return kind(text) if text else None
    except ValueError:
        raise BadFilter("There is no such choice.", field=name) from None


def _named(kind: Any, request: HttpRequest, name: str) -> Any:
    text = request.GET.get(name)
    if text and text not in kind.__members__:
        raise BadFilter("There is no such choice.", field=name)
    return kind[text] if text else None


def _day(request: HttpRequest, name: str) -> date | None:
    text = request.GET.get(name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadFilter("This is no date.", field=name) from None


def _language(request: HttpRequest) -> str:
    given = request.GET.get("language", "zh")
    return given if given in LANGUAGES else "zh"


def _problem(refusal: Refusal, status: int) -> JsonResponse:
    error = {"message": refusal.message, "extensions": {"code": refusal.code, "field": refusal.field}}
    return JsonResponse({"errors": [error]}, status=status)
