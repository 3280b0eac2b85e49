"""`/api/v1/exchange/`: events in, and what would be said of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_protect
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from api.entry import Caller
from api.rest import bodies, pressure
from api.rest.bodies import BadBody
from api.rest.rows import EventRow, read_rows
from foundation import measuring
from foundation.clock import now
from foundation.errors import Forbidden, HallNotProvisioned, NotFound, NotSignedIn, Refusal
from hierarchy.cache import hall_by_code
from hierarchy.gates import enter
from hierarchy.models import Hall, Role
from tenants.exchange import feeds, receiving, sources
from tenants.exchange.receiving import Report, Result, Wrong
from tenants.exchange.sources import BadSignature
from tenants.exchange.words import KINDS

MOST_EVENTS = 1_000
SENDERS = frozenset({Role.CLERK, Role.HALL_ADMIN})
STATUSES: dict[type[Refusal], int] = {
    NotSignedIn: 401, BadSignature: 401, Forbidden: 403, NotFound: 404, HallNotProvisioned: 409, pressure.Busy: 429,
}  # fmt: skip

Batch = inline_serializer("EventBatch", {"events": EventRow(many=True)})
ResultRow = inline_serializer(
    "EventResult",
    {
        "index": serializers.IntegerField(help_text="place in the batch, from 0"),
        "event_id": serializers.CharField(allow_null=True, help_text="null where the row has none that can be read"),
        "status": serializers.ChoiceField(["accepted", "duplicate", "rejected"]),
        "code": serializers.CharField(required=False, help_text="of a rejected row"),
        "message": serializers.CharField(required=False),
        "field": serializers.CharField(required=False, help_text="which member"),
    },
    many=True,
)
Answer = inline_serializer(
    "EventAnswer",
    {
        "accepted": serializers.IntegerField(),
        "duplicates": serializers.IntegerField(),
        "rejected": serializers.IntegerField(),
        "results": ResultRow,
    },
)
Problem = inline_serializer(
    "Problem",
    {
        "error": inline_serializer(
            "Error",
            {
                "code": serializers.CharField(),
                "message": serializers.CharField(),
                "field": serializers.CharField(required=False),
            },
        )
    },
)
PROBLEMS = {
    400: OpenApiResponse(Problem, 'No JSON, or not `{"events": [...]}`; nothing was taken'),
    401: OpenApiResponse(Problem, "No usable token, or a signature that is missing, stale or wrong"),
    403: OpenApiResponse(Problem, "The token may not send events for this hall"),
    409: OpenApiResponse(Problem, "The hall is not connected"),
    413: OpenApiResponse(Problem, f"More than {MOST_EVENTS} events or {bodies.LARGEST_BODY} bytes"),
    415: OpenApiResponse(Problem, "Not application/json"),
    429: OpenApiResponse(Problem, "Under pressure: send the same batch again after `Retry-After` seconds"),
}
HEARTBEAT = """
A feed that has nothing to send says so, at least once a working day: a source from which nothing is heard for the
working days that it declares counts as silent, its open cases show "no data since", and their limits are not held
against the department until it is heard again. Every batch of events is a heartbeat, too.
"""
Beat = inline_serializer("Heartbeat", {"source": serializers.CharField(max_length=48)})
BeatAnswer = inline_serializer(
    "HeartbeatAnswer",
    {
        "source": serializers.CharField(),
        "heard_at": serializers.DateTimeField(help_text="the contact that is on record, written once a minute at most"),
        "silent_at": serializers.DateTimeField(help_text="from when it counts as silent if nothing more is heard"),
    },
)
EXAMPLE = OpenApiExample(
    "a case is received",
    request_only=True,
    value={
        "events": [
            {
                "source": "zrzy",
                "event_id": "20260928-0001",
                "case_number": "ZR202609280001",
                "item_code": "DEMO-21",
                "kind": "received",
                "occurred_at": "2026-09-28T15:20:00+08:00",
                "applicant_name": "某某公司",
                "channel": "1",
            }
        ]
    },
)
ABOUT = f"""
Events of cases, for the hall of the token. Each row is answered by itself: `accepted`, `duplicate` (its source has sent
this `event_id` before) or `rejected` with a code. Rejected rows are kept for the hall's exchange desk. Sending a batch
again changes nothing, so send it again whenever no answer came.

Kinds: {", ".join(f"`{kind}`" for kind in KINDS)}. Case, spaces and hyphens do not matter.
"""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends, for which hall; `source` is empty for a person of the hall, who may send for any."""

    hall: Hall
    source: str


class _View(APIView):
    """Refusals as JSON with a code; no body is read before the caller is known."""

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, BadBody):
            return _problem(exc, exc.status)
        if isinstance(exc, Refusal):
            status = next((STATUSES[kind] for kind in type(exc).__mro__ if kind in STATUSES), 400)
            return _problem(exc, status)
        return super().handle_exception(exc)


class EventsView(_View):
    @extend_schema(
        operation_id="sendEvents", tags=["exchange"], summary="Send events of cases", description=ABOUT,
        request=Batch, responses={200: Answer, **PROBLEMS}, examples=[EXAMPLE],
    )  # fmt: skip
    def post(self, request: Any) -> Response:
        with pressure.room():
            sender = _sender(request.caller)
            body = bodies.read_body(request)
            with enter(sender.hall):
                _check_signature(request, sender, body)
                rows = _events(bodies.read_json(body))
                answer = _answered(rows, sender, receive)
                feeds.hear(sender.hall, [sender.source] if sender.source else _named(rows))
                return answer


class HeartbeatView(_View):
    @extend_schema(
        operation_id="sendHeartbeat", tags=["exchange"], summary="There is nothing to send",
        description=HEARTBEAT, request=Beat,
        responses={200: BeatAnswer, 404: OpenApiResponse(Problem, "Nothing is expected of this source"), **PROBLEMS},
        examples=[OpenApiExample("alive", request_only=True, value={"source": "zrzy"})],
    )  # fmt: skip
    def post(self, request: Any) -> Response:
        with pressure.room():
            sender = _sender(request.caller)
            body = bodies.read_body(request)
            with enter(sender.hall):
                _check_signature(request, sender, body)
                feed = feeds.beat(sender.hall, sources.access_source(_beating(body, sender)))
        return Response({"source": feed.source, "heard_at": feed.heard_at, "silent_at": feed.silent_at})


@method_decorator(csrf_protect, name="dispatch")
class ValidateView(_View):
    """Also asked by the page of the hall's administrator, so with the session and its CSRF token."""

    @extend_schema(
        operation_id="validateEvents", tags=["exchange"], summary="What would be said of these events",
        description="Reads a batch as `events` does and answers the same, but writes nothing.",
        request=Batch, responses={200: Answer, **PROBLEMS}, examples=[EXAMPLE],
    )  # fmt: skip
    def post(self, request: Any) -> Response:
        with pressure.room():
            sender = _sender(request.caller, is_machine_needed=False)
            body = bodies.read_body(request)
            with enter(sender.hall):
                return _answered(_events(bodies.read_json(body)), sender, judge)


def _beating(body: bytes, sender: Sender) -> str:
    given = bodies.read_json(body)
    source = given.get("source") if isinstance(given, dict) else None
    if not isinstance(source, str) or (sender.source and source != sender.source):
        raise BadBody('Send {"source": "..."} with the source of this token.', code="NO_SOURCE", field="source")
    return source


def _named(rows: Sequence[Any]) -> set[str]:
    """The sources that a person's batch names."""
    return {row["source"] for row in rows if isinstance(row, dict) and isinstance(row.get("source"), str)}


def receive(hall: Hall, reports: list[Report], wrongs: list[Wrong], bound_to: str) -> list[Result]:
    refused = sources.objections(reports, bound_to=bound_to)
    taken = _without(reports, refused)
    results = receiving.receive(hall, taken, [*wrongs, *refused])
    for result in results:
        measuring.EXCHANGE_ROWS.labels(result.status).inc()
    sources.note(taken)
    return results


def judge(_hall: Hall, reports: list[Report], wrongs: list[Wrong], bound_to: str) -> list[Result]:
    refused = sources.objections(reports, bound_to=bound_to)
    return receiving.judge(_without(reports, refused), [*wrongs, *refused])


def _without(reports: Sequence[Report], refused: Sequence[Wrong]) -> list[Report]:
    gone = {one.index for one in refused}
    return [report for report in reports if report.index not in gone]


def _sender(caller: Caller, *, is_machine_needed: bool = True) -> Sender:
    """Raises NotSignedIn, Forbidden."""
    if caller.source:
        return Sender(hall_by_code(caller.source_hall), caller.source)
    if caller.actor is None or (is_machine_needed and not caller.is_machine):
        raise NotSignedIn("Send the token of a source: Authorization: Bearer ...")
    # A supervisor reads everything below him and changes no case.
    if caller.actor.role not in SENDERS or caller.posted_at != caller.actor.hall_code:
        raise Forbidden("Only a source, a clerk or an administrator of the hall sends events.")
    return Sender(hall_by_code(caller.actor.hall_code), "")


def _check_signature(request: HttpRequest, sender: Sender, body: bytes) -> None:
    if sender.source:
        sources.check_signature(
            sources.access_source(sender.source),
            method="POST",
            path=request.path,
            timestamp=request.headers.get("X-Mingjing-Timestamp", ""),
            body=body,
            given=request.headers.get("X-Mingjing-Signature", ""),
            at=now(),
        )


def _answered(
    rows: Sequence[Any], sender: Sender, work: Callable[[Hall, list[Report], list[Wrong], str], list[Result]]
) -> Response:
    reports, wrongs = read_rows(rows)
    results = work(sender.hall, reports, wrongs, sender.source)
    counts = {name: sum(one.status == name for one in results) for name in measuring.RESULTS}
    return Response(
        {
            "accepted": counts["accepted"],
            "duplicates": counts["duplicate"],
            "rejected": counts["rejected"],
            "results": [_shown(result, rows[result.index]) for result in results],
        }
    )


def _events(found: Any) -> list[Any]:
    events = found.get("events") if isinstance(found, dict) else None
    if not isinstance(events, list):
        raise BadBody('Send {"events": [...]}.', code="NO_EVENTS", field="events")
    if len(events) > MOST_EVENTS:
        raise BadBody(f"A batch has at most {MOST_EVENTS} events.", status=413, code="TOO_MANY", field="events")
    return events


def _shown(result: Result, row: Any) -> dict[str, Any]:
    given = row.get("event_id") if isinstance(row, dict) else None
    shown: dict[str, Any] = {
        "index": result.index,
        "event_id": given if isinstance(given, str) else None,
        "status": result.status,
    }
    if result.status == "rejected":
        shown |= {"code": result.code, "message": result.message}
        shown |= {"field": result.field} if result.field else {}
    return shown


def _problem(refusal: Refusal, status: int) -> Response:
    error = {"code": refusal.code, "message": refusal.message}
    answer = Response({"error": error | ({"field": refusal.field} if refusal.field else {})}, status=status)
    if status == 429:
        answer["Retry-After"] = str(pressure.SECONDS)
    return answer
