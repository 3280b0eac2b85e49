"""`POST /api/v1/exchange/events`: each row is answered by itself, once, whatever is sent and however often."""

import html
import json
import time
from typing import Any

import pytest
from django.test import Client, override_settings

from accounts import tokens
from accounts.models import Person
from api.rest import pressure
from foundation.clock import now
from hierarchy.gates import enter
from hierarchy.models import Hall
from hierarchy.posts import Actor
from rulebook.case import EventKind
from tenants.cases.models import Case, CaseEvent
from tenants.exchange import sources
from tenants.exchange.models import QuarantinedRow, Source
from tests.api import desk
from tests.api.asking import Asking, as_machine

EVENTS, VALIDATE = "/api/v1/exchange/events", "/api/v1/exchange/validate"


def row(event_id: str = "e1", **changed: Any) -> dict[str, Any]:
    """An event that is taken."""
    said = {
        "source": "spj",
        "event_id": event_id,
        "case_number": "SPJ-1",
        "item_code": desk.LICENCE,
        "kind": "received",
        "occurred_at": "2026-10-12T09:00:00+08:00",
    }
    return {name: value for name, value in (said | changed).items() if value is not None}


class Sending:
    """A sender with a token."""

    def __init__(self, secret: str) -> None:
        self.client, self.headers = Client(), {"Authorization": f"Bearer {secret}"}

    def raw(self, body: bytes | str, path: str = EVENTS, **more: Any) -> Any:
        given = {"content_type": "application/json", "headers": self.headers} | more
        return self.client.post(path, body, **given)

    def __call__(self, *rows: Any, path: str = EVENTS) -> dict[str, Any]:
        response = self.raw(json.dumps({"events": rows}), path)
        assert response.status_code == 200, response.content
        return dict(response.json())

    def statuses(self, *rows: Any) -> list[str]:
        return [one.get("code", one["status"]) for one in self(*rows)["results"]]


@pytest.fixture
def source(changli: Hall, lin: Actor) -> Source:
    with enter(changli):
        return sources.register(changli, code="spj", name="食品系统")


@pytest.fixture
def send(changli: Hall, source: Source, lin: Actor) -> Sending:
    with enter(changli):
        return Sending(sources.issue_token(changli, source, by=Person.objects.get(pk=lin.person_id), days=None).secret)


def recorded(hall: Hall) -> list[tuple[str, str]]:
    with enter(hall):
        return list(CaseEvent.objects.order_by("case__number", "sequence").values_list("event_id", "kind"))


def test_a_batch_is_answered_row_by_row_and_sent_again_changes_nothing(send: Sending, changli: Hall) -> None:
    batch = [
        row("e1", applicant_name="张三食品店", channel="1"),
        row("e2", kind="accepted", occurred_at="2026-10-12T09:30:00+08:00", item_code=None),
        row("e3", case_number="SPJ-2", item_code="no-such-item"),
        row("e4", kind="CONCLUDED_GRANTED", occurred_at="2026-10-13T01:00:00Z", person="李四", item_code=None),
        row("e1"),
    ]
    answer = send(*batch)
    assert (answer["accepted"], answer["duplicates"], answer["rejected"]) == (3, 1, 1)
    assert [one["status"] for one in answer["results"]] == ["accepted", "accepted", "rejected", "accepted", "duplicate"]
    assert answer["results"][2] == {
        "index": 2,
        "event_id": "e3",
        "status": "rejected",
        "code": "NO_SUCH_ITEM",
        "field": "item_code",
        "message": "The hall has no item with this code in force.",
    }
    expected = [("e1", "RECEIVED"), ("e2", "ACCEPTED"), ("e4", "CONCLUDED")]
    assert recorded(changli) == expected
    again = send(*batch)
    assert (again["accepted"], again["duplicates"], again["rejected"]) == (0, 4, 1)
    assert recorded(changli) == expected
    with enter(changli):
        case = Case.objects.get()
        assert (case.applicant_name, case.outcome, case.state) == ("张三食品店", "GRANTED", "CONCLUDED")
        assert list(QuarantinedRow.objects.values_list("code", flat=True)) == ["NO_SUCH_ITEM"]


def test_words_of_the_national_exchange_are_known(send: Sending, changli: Hall) -> None:
    said = [
        "received",
        "受理",
        "Accepted by department",
        "special-procedure begins",
        "特别程序结束",
        "容缺办结",
        "送达",
    ]
    answer = send(
        *(
            row(f"e{n}", kind=kind, occurred_at=f"2026-10-{n + 5:02d}T10:00:00+08:00", pause_kind=None)
            for n, kind in enumerate(said)
        )
    )
    assert answer["accepted"] == len(said)
    assert [kind for _, kind in recorded(changli)] == [
        "RECEIVED", "ACCEPTED", "STAGE_BEGUN", "PAUSE_BEGUN", "PAUSE_ENDED", "CONCLUDED", "DELIVERED",
    ]  # fmt: skip
    with enter(changli):
        assert CaseEvent.objects.get(kind="CONCLUDED").detail == {"outcome": "GRANTED", "tolerated_gaps": True}
        assert CaseEvent.objects.get(kind="DELIVERED").anomalies == ["NOT_VERIFIED"]


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"source": None}, "REQUIRED", "source"),
        ({"event_id": ""}, "REQUIRED", "event_id"),
        ({"event_id": 5}, "INVALID", "event_id"),
        ({"event_id": "x" * 65}, "MAX_LENGTH", "event_id"),
        ({"case_number": ["a"]}, "INVALID", "case_number"),
        ({"case_number": "a\x00b"}, "NULL_CHARACTERS_NOT_ALLOWED", "case_number"),
        ({"case_number": "a\ud800"}, "SURROGATE_CHARACTERS_NOT_ALLOWED", "case_number"),
        ({"kind": "exploded"}, "INVALID_CHOICE", "kind"),
        ({"occurred_at": "2026-10-12T09:00:00"}, "OFFSET", "occurred_at"),
        ({"occurred_at": "12.10.2026"}, "INVALID", "occurred_at"),
        ({"occurred_at": 1760000000}, "INVALID", "occurred_at"),
        ({"occurred_at": "1948-10-12T09:00:00+08:00"}, "OUT_OF_RANGE", "occurred_at"),
        ({"occurred_at": "2026-10-14T12:06:00+08:00"}, "OUT_OF_RANGE", "occurred_at"),
        ({"occurred_at": "0001-01-01T00:00:00+23:59"}, "INVALID", "occurred_at"),
        ({"channel": "fax"}, "INVALID_CHOICE", "channel"),
        ({"outcome": "MAYBE"}, "INVALID_CHOICE", "outcome"),
        ({"items": "paper"}, "INVALID", "items"),
        ({"items": [{"name": "图纸"}, {"problem": "x"}]}, "REQUIRED", "items.1.name"),
        ({"days": 1.5}, "INVALID", "days"),
        ({"days": 10**400}, "MAX_VALUE", "days"),
        ({"corrects": "e0"}, "REQUIRED", "reason"),
        ({"corrects": "e0", "reason": "typing"}, "NO_SUCH_EVENT", "corrects"),
        ({"kind": "corrected"}, "REQUIRED", "corrects"),
        ({"source": "window"}, "RESERVED", "source"),
        ({"source": "other"}, "OTHER_SOURCE", "source"),
        ({"item_code": None}, "NO_ITEM", "item_code"),
        ({"more": "x" * 5_000}, "TOO_LARGE", None),
    ],
    ids=str,
)
def test_a_bad_row_says_what_and_where_and_the_good_one_beside_it_goes_in(
    send: Sending,
    changli: Hall,
    changed: dict[str, Any],
    code: str,
    field: str | None,
) -> None:
    bad, good = send(row(**changed), row("good", case_number="SPJ-9"))["results"]
    assert (bad["status"], bad["code"], bad.get("field")) == ("rejected", code, field)
    assert good["status"] == "accepted"
    assert recorded(changli) == [("good", "RECEIVED")]
    with enter(changli):
        assert QuarantinedRow.objects.get().code == code


@pytest.mark.parametrize("bad", [5, None, "x", [], [[]], True], ids=repr)
def test_a_row_that_is_no_object_is_named(send: Sending, bad: Any) -> None:
    assert send.statuses(bad, row()) == ["NOT_AN_OBJECT", "accepted"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b" ", 400, "NOT_JSON"),
        (b"{", 400, "NOT_JSON"),
        (b"[]", 400, "NO_EVENTS"),
        (b'{"events": {}}', 400, "NO_EVENTS"),
        (b'{"events": [], "events": []}', 400, "DUPLICATE_NAME"),
        (b'{"events": [NaN]}', 400, "NOT_JSON"),
        (b'{"events": [' + b"[" * 20 + b"]" * 20 + b"]}", 400, "TOO_DEEP"),
        (b'{"events": ' + b"[" * 100_000 + b"}", 400, "NOT_JSON"),
        (b'{"events": [' + b"9" * 10_000 + b"]}", 400, "NOT_JSON"),
        (b'{"events": ["\xff"]}', 400, "NOT_UTF8"),
        (json.dumps({"events": [{}] * 1_001}).encode(), 413, "TOO_MANY"),
        (b'{"events": ["' + b"x" * (4 * 1024 * 1024) + b'"]}', 413, "TOO_LARGE"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_body_that_is_no_batch_is_refused_whole(
    send: Sending,
    changli: Hall,
    body: bytes,
    status: int,
    code: str,
) -> None:
    response = send.raw(body)
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)
    assert recorded(changli) == []


def test_only_json_is_taken(send: Sending) -> None:
    response = send.raw("a=1", content_type="application/x-www-form-urlencoded")
    assert (response.status_code, response.json()["error"]["code"]) == (415, "UNSUPPORTED_MEDIA_TYPE")


def test_a_correction_supersedes_with_its_reason_and_the_old_one_stays(send: Sending, changli: Hall) -> None:
    late = row("e3", kind="concluded", outcome="granted", occurred_at="2026-10-14T09:00:00+08:00", item_code=None)
    send(row("e1"), row("e2", kind="accepted", occurred_at="2026-10-12T10:00:00+08:00", item_code=None), late)
    right = row(
        "e4", kind="concluded", outcome="refused", occurred_at="2026-10-13T09:00:00+08:00", item_code=None,
        corrects="e3", reason="结果录反",
    )  # fmt: skip
    assert send.statuses(right) == ["accepted"]
    assert send.statuses(right) == ["duplicate"]
    with enter(changli):
        case = Case.objects.get()
        assert (case.outcome, case.ended_at.isoformat()) == ("REFUSED", "2026-10-13T01:00:00+00:00")
        kinds = list(CaseEvent.objects.order_by("sequence").values_list("kind", flat=True))
        assert kinds == ["RECEIVED", "ACCEPTED", "CONCLUDED", "CORRECTED", "CONCLUDED"]
        voiding = CaseEvent.objects.get(kind=EventKind.CORRECTED)
        assert (voiding.corrects, voiding.detail) == (3, {"reason": "结果录反"})


def test_an_id_that_another_event_has_is_refused(send: Sending, changli: Hall) -> None:
    send(row("e1"))
    assert send.statuses(row("e1", occurred_at="2026-10-12T10:00:00+08:00")) == ["EVENT_ID_TAKEN"]
    assert send.statuses(row("e1", case_number="SPJ-2")) == ["EVENT_ID_TAKEN"]
    assert recorded(changli) == [("e1", "RECEIVED")]


def test_a_token_of_a_source_is_of_no_use_for_anything_else(send: Sending) -> None:
    asking = Asking(authorization=send.headers["Authorization"])
    assert asking('{ hall(code: "130322") { code } }').codes == ["NOT_SIGNED_IN"]
    assert asking("{ me { username } }").data == {"me": None}


def test_who_may_not_send_is_refused_before_anything_is_read(
    changli: Hall,
    source: Source,
    lin: Actor,
    qian: Actor,
    han: Actor,
) -> None:
    def status(headers: dict[str, str]) -> tuple[int, str]:
        response = Client().post(EVENTS, b"x" * 10_000_000, content_type="application/json", headers=headers)
        return response.status_code, response.json()["error"]["code"]

    assert status({}) == (401, "NOT_SIGNED_IN")
    assert status({"Authorization": "Bearer mj_wrong"}) == (401, "NOT_SIGNED_IN")
    assert status(as_machine(han, hall=desk.CHANGLI).headers) == (403, "FORBIDDEN")
    # A clerk of another hall sends into his own hall: there is no way to name another one.
    desk.furnish(desk.PINGQUAN)
    other = Sending(tokens.issue(Person.objects.get(pk=qian.person_id), hall_code=desk.PINGQUAN).secret)
    assert other.statuses(row()) == ["accepted"]
    assert recorded(changli) == []
    mine = Sending(tokens.issue(Person.objects.get(pk=lin.person_id), hall_code=desk.CHANGLI).secret)
    assert mine.statuses(row(), row("e2", source="new", case_number="N-1")) == ["accepted", "accepted"]
    with enter(changli):
        assert set(Source.objects.values_list("code", flat=True)) == {"spj", "new"}


def test_a_source_of_one_department_reports_on_no_other(changli: Hall, lin: Actor) -> None:
    with enter(changli):
        bound = sources.register(changli, code="fgj", name="发改", department="D06")
        person = Person.objects.get(pk=lin.person_id)
        send = Sending(sources.issue_token(changli, bound, by=person, days=None).secret)
    assert send.statuses(
        row("a", source="fgj", case_number="F-1", item_code=desk.RECORD),
        row("b", source="fgj", case_number="F-2"),
        row("c", source="fgj", case_number="F-3", item_code=desk.RECORD, department="D01"),
    ) == ["accepted", "OTHER_DEPARTMENT", "OTHER_DEPARTMENT"]


def test_tokens_rotate_with_a_grace_and_a_closed_source_is_not_heard(
    changli: Hall,
    source: Source,
    send: Sending,
) -> None:
    with enter(changli):
        newer = Sending(sources.rotate_token(changli, source).secret)
        assert len(sources.tokens_of(changli, source)) == 2
    assert send.statuses(row("old")) == ["accepted"]
    assert newer.statuses(row("new", case_number="SPJ-2")) == ["accepted"]
    with enter(changli):
        sources.rotate_token(changli, source)
        assert len(sources.tokens_of(changli, source)) == 2
    assert send.raw("{}").status_code == 401
    with enter(changli):
        sources.close(changli, source)
    assert newer.raw("{}").status_code == 401


def test_a_source_that_signs_is_heard_only_when_it_signed_just_now(changli: Hall, lin: Actor) -> None:
    with enter(changli):
        signed = sources.register(changli, code="spj", name="食品系统", is_signed=True)
        person = Person.objects.get(pk=lin.person_id)
        send = Sending(sources.issue_token(changli, signed, by=person, days=None).secret)
    body = json.dumps({"events": [row()]}).encode()

    def status(*, at: int, key: str = signed.signing_key, said: bytes = body, sent: bytes = body) -> int:
        made = sources.signature(key, method="POST", path=EVENTS, timestamp=str(at), body=said)
        headers = send.headers | {"X-Mingjing-Timestamp": str(at), "X-Mingjing-Signature": made}
        return int(send.raw(sent, headers=headers).status_code)

    moment = int(now().timestamp())
    assert send.raw(body).status_code == 401
    assert status(at=moment - 301) == 401
    assert status(at=moment + 301) == 401
    assert status(at=moment, key="0" * 64) == 401
    assert status(at=moment, said=b"{}") == 401
    assert recorded(changli) == []
    assert status(at=moment - 290) == 200
    assert recorded(changli) == [("e1", "RECEIVED")]


def test_a_hall_that_is_not_connected_says_so(lin: Actor, changli: Hall) -> None:
    secret = tokens.issue(Person.objects.get(pk=lin.person_id), hall_code=desk.WITHOUT_SCHEMA, source="x").secret
    response = Sending(secret).raw("{}")
    assert (response.status_code, response.json()["error"]["code"]) == (409, "HALL_NOT_PROVISIONED")


def test_under_pressure_senders_are_told_when_to_come_again(
    send: Sending,
    changli: Hall,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    body = json.dumps({"events": [row()]})
    with pressure.room(), pressure.room(), pressure.room(), pressure.room():
        response = send.raw(body)
        assert (response.status_code, response["Retry-After"]) == (429, "2")
        assert response.json()["error"]["code"] == "BUSY"
    with override_settings(EXCHANGE_BACKLOG=-1):
        monkeypatch.setitem(pressure._seen, "until", time.monotonic())
        assert send.raw(body).status_code == 429
    assert recorded(changli) == []
    monkeypatch.setitem(pressure._seen, "until", 0.0)
    assert send.raw(body).status_code == 200


def test_the_validator_says_the_same_and_writes_nothing(send: Sending, changli: Hall) -> None:
    batch = [row("e1"), row("e1"), row("e2", kind="exploded"), row("e3", item_code="nothing", case_number="SPJ-2")]
    said = send(*batch, path=VALIDATE)
    assert [one["status"] for one in said["results"]] == ["accepted", "duplicate", "rejected", "rejected"]
    assert recorded(changli) == []
    with enter(changli):
        assert not QuarantinedRow.objects.exists()
    assert send(*batch) == said


def test_the_description_of_the_interface_names_its_members_and_answers() -> None:
    said = Client().get("/api/v1/schema/", headers={"Accept": "application/json"}).json()
    events = said["paths"]["/api/v1/exchange/events"]["post"]
    assert sorted(events["responses"]) == ["200", "400", "401", "403", "409", "413", "415", "429"]
    members = said["components"]["schemas"]["EventRow"]["properties"]
    assert set(said["components"]["schemas"]["EventRow"]["required"]) == {
        "source", "event_id", "case_number", "kind", "occurred_at",
    }  # fmt: skip
    assert "GB/T 39046" in members["stage"]["description"]
    batch = said["components"]["schemas"]["EventBatch"]["properties"]["events"]
    assert batch["items"]["anyOf"][0] == {"$ref": "#/components/schemas/EventRow"}


def test_the_page_of_the_interface_has_every_member_and_a_curl_that_is_taken(send: Sending, changli: Hall) -> None:
    response = Client().get("/api/v1/")
    text = html.unescape(response.content.decode())
    assert "<script" not in text
    assert "script-src" not in response["Content-Security-Policy"]
    for member in ("source", "event_id", "occurred_at", "corrects"):
        assert f"<code>{member}</code>" in text
    rows = json.loads(text.split(" -d '")[1].split("'</pre>")[0])["events"]
    assert send.statuses(*(one | {"source": "spj", "item_code": desk.LICENCE} for one in rows)) == ["accepted"]
