"""A stranger tries everything on a hall that is not his, and cannot tell it from one that does not exist."""

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from accounts.models import Token
from foundation.clock import local_day, now
from hierarchy.gates import enter
from hierarchy.models import Hall, Post
from hierarchy.posts import Actor
from reporting.models import Feed
from tenants.audit.models import Look
from tenants.cases.models import Case, CaseEvent
from tenants.directives.models import Evidence
from tenants.documents import codes
from tenants.exchange import sources
from tests.api import desk
from tests.api.asking import Asking, as_machine, as_nobody, as_person
from tests.isolation.asked import Asked, of_a_hall, root_fields

ABSENT = "139999000000"
HALLS_FIELDS = of_a_hall()


def by_name(asked: Asked) -> str:
    return asked.name


def told(ask: Asking, asked: Asked, hall: str, number: str) -> bytes:
    response = ask.client.post(
        "/graphql/",
        json.dumps({"query": asked.text, "variables": asked.variables(hall, number)}),
        content_type="application/json",
        headers=ask.headers,
    )
    return response.content


def test_the_walk_covers_every_field_that_takes_a_hall() -> None:
    walked = {asked.name for asked in root_fields()}
    own = {"me", "signIn", "signOut", "choosePost", "setLanguage", "signIns", "endSignIn", "endOtherSignIns"}
    own |= {"saveCaseList", "deleteCaseList", "signInLog", "accountNotices", "markAccountNoticesRead"}
    own |= {"signInProvider", "confirmSignIn", "confirmIdentity", "changePassword", "renewRecoveryCodes"}
    own |= {"enrolSecondFactor", "turnOnSecondFactor", "turnOffSecondFactor", "ruleFacts"}
    own |= {"reaches", "keepReach", "confirmReach", "wantReach", "forgetReach"}
    assert walked - {asked.name for asked in HALLS_FIELDS} == own


@pytest.mark.parametrize("asked", HALLS_FIELDS, ids=by_name)
def test_a_stranger_finds_nothing(changli: Hall, number: str, qian: Actor, asked: Asked) -> None:
    for ask in (as_person(qian), as_machine(qian)):
        hidden = told(ask, asked, desk.CHANGLI, number)
        assert hidden == told(ask, asked, ABSENT, number)
        answer = json.loads(hidden)
        assert [error["extensions"]["code"] for error in answer["errors"]] == ["NOT_FOUND"]
        assert not any((answer["data"] or {}).values())
    assert connection.schema_name == "public"
    with enter(changli):
        assert CaseEvent.objects.count() == 1
        assert Look.objects.count() == 0


@pytest.mark.parametrize("asked", HALLS_FIELDS, ids=by_name)
def test_a_clerk_finds_nothing_in_the_county_beside_nor_in_the_city_above(db: None, lin: Actor, asked: Asked) -> None:
    ask = as_person(lin)
    absent = told(ask, asked, ABSENT, "1")
    for hall in ("130324000000", "130300000000", "130000000000", desk.WITHOUT_SCHEMA):
        assert told(ask, asked, hall, "1") == absent
    assert b"NOT_FOUND" in absent


@pytest.mark.parametrize("asked", HALLS_FIELDS, ids=by_name)
def test_an_inspector_finds_nothing_in_another_city(db: None, zhao: Actor, asked: Asked) -> None:
    ask = as_person(zhao)
    absent = told(ask, asked, ABSENT, "1")
    for hall in ("130800000000", "130881000000", "130000000000"):
        assert told(ask, asked, hall, "1") == absent
    assert b"NOT_FOUND" in absent


@pytest.mark.parametrize("asked", HALLS_FIELDS, ids=by_name)
def test_a_token_of_one_hall_finds_nothing_in_another(changli: Hall, zhao: Actor, asked: Asked) -> None:
    ask = as_machine(zhao, desk.CHANGLI)
    absent = told(ask, asked, ABSENT, "1")
    for hall in ("130324000000", "130300000000"):  # the second is the hall of the post itself
        assert told(ask, asked, hall, "1") == absent
    assert b"NOT_FOUND" in absent


@pytest.mark.parametrize("asked", HALLS_FIELDS, ids=by_name)
def test_a_post_that_ended_finds_nothing_in_its_own_hall(changli: Hall, number: str, lin: Actor, asked: Asked) -> None:
    session, token = as_person(lin), as_machine(lin)
    Post.objects.filter(pk=lin.post_id).update(until_on=local_day(now()))
    for ask in (session, token):
        answer = json.loads(told(ask, asked, desk.CHANGLI, number))
        assert (answer["data"], answer["errors"][0]["extensions"]["code"]) == (None, "NO_POST")


@pytest.mark.parametrize("asked", HALLS_FIELDS, ids=by_name)
def test_nobody_is_told_to_sign_in_whatever_the_hall(db: None, asked: Asked) -> None:
    answers = {told(as_nobody(), asked, hall, "1") for hall in (desk.CHANGLI, ABSENT, "")}
    assert len(answers) == 1
    assert b"NOT_SIGNED_IN" in answers.pop()


def test_the_same_number_in_another_hall_is_another_case(number: str, qian: Actor) -> None:
    desk.furnish(desk.PINGQUAN)
    ask = as_person(qian)
    question = 'query ($number: String!) { case(hall: "130881", number: $number) { number applicantName } }'
    assert ask(question, number=number).codes == ["NOT_FOUND"]
    own = desk.register(ask, desk.PINGQUAN, applicantName="平泉的申请人")
    with enter(Hall.objects.get(code=desk.PINGQUAN)):
        Case.objects.filter(number=own).update(number=number)
    assert ask(question, number=number).data["case"]["applicantName"] == "平泉的申请人"


def test_me_is_only_me(lin: Actor, qian: Actor) -> None:
    Post.objects.create(person_id=qian.person_id, hall_id=1, role="LEADER", from_on=date(2025, 1, 1))
    me = as_person(lin)("{ me { username posts { id hall { code } } activePost { hall { code } } } }").data["me"]
    assert me == {
        "username": "lin",
        "posts": [{"id": str(lin.post_id), "hall": {"code": desk.CHANGLI}}],
        "activePost": {"hall": {"code": desk.CHANGLI}},
    }
    digest = Token.objects.create(person_id=qian.person_id, hall_code=desk.PINGQUAN, digest="0" * 64, created_at=now())
    assert Asking(authorization=f"Bearer {digest.digest}")("{ me { username } }").data == {"me": None}


def test_open_addresses_tell_nothing_of_a_hall(number: str) -> None:
    client = Client()
    for path in (
        "/healthz",
        "/readyz",
        "/",
        f"/halls/130322000000/cases/{number}",
        "/api/v1/",
        "/api/v1/schema/",
        "/api/v1/calendar/2026",
        "/deadline",
        "/static/x",
    ):
        content = client.get(path).content.decode()
        assert "昌黎" not in content
        assert "130322" not in content


def test_a_receipt_needs_the_secret(number: str, settings: Any) -> None:
    """Without it nobody learns whether there is such a message."""
    settings.RECEIPT_SECRET = "a secret of the tests, thirty-two and more"  # noqa: S105
    body = {"receipts": [{"id": codes.new(desk.CHANGLI), "state": "DELIVERED"}]}
    answer = Client().post("/api/v1/receipts", body, content_type="application/json")
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (401, "BAD_SIGNATURE")


def test_a_machine_sends_into_its_own_hall(number: str, qian: Actor) -> None:
    """There is no way to name another hall; a case there with the same number is another case."""
    desk.furnish(desk.PINGQUAN)
    event = {
        "source": "other",
        "event_id": "e1",
        "case_number": number,
        "item_code": desk.LICENCE,
        "kind": "withdrawn",
        "occurred_at": "2026-10-14T09:00:00+08:00",
        "hall": desk.CHANGLI,
    }
    with enter(there := Hall.objects.get(code=desk.CHANGLI)):
        sources.register(there, code="other", name="别处")
    Feed.objects.update(heard_at=now() - timedelta(hours=1))
    heard_at = Feed.objects.get(source="other").heard_at
    for path in ("/api/v1/exchange/validate", "/api/v1/exchange/events"):
        answer = as_machine(qian).client.post(
            path, {"events": [event]}, content_type="application/json", headers=as_machine(qian).headers
        )
        assert answer.json()["accepted"] == 1
    beat = as_machine(qian).client.post(
        "/api/v1/exchange/heartbeat",
        {"source": "other", "hall": desk.CHANGLI},
        content_type="application/json",
        headers=as_machine(qian).headers,
    )
    assert beat.status_code == 404
    assert Feed.objects.get(source="other").heard_at == heard_at
    with enter(Hall.objects.get(code=desk.CHANGLI)):
        assert Case.objects.get(number=number).state == "RECEIVED"
    with enter(Hall.objects.get(code=desk.PINGQUAN)):
        assert Case.objects.get(number=number).state == "WITHDRAWN"


def test_a_stranger_gets_no_document(number: str, lin: Actor, qian: Actor, zhao: Actor) -> None:
    desk.done(as_person(lin), "acceptCase", number)
    query = 'query ($number: String!) { case(hall: "130322", number: $number) { documents { path code } } }'
    (document,) = as_person(lin)(query, number=number).data["case"]["documents"]
    for asking in (as_person(lin), as_person(zhao), as_machine(zhao)):
        response = asking.client.get(document["path"], headers=asking.headers)
        assert (response.status_code, response.content[:5]) == (200, b"%PDF-")
    for asking in (as_person(qian), as_machine(qian), as_nobody()):
        response = asking.client.get(document["path"], headers=asking.headers)
        assert (response.status_code, response.json()["errors"][0]["extensions"]["code"]) == (404, "NOT_FOUND")
        own = document["path"].replace(desk.CHANGLI, desk.PINGQUAN)
        assert asking.client.get(own, headers=asking.headers).status_code == 404
    said = Client().get(f"/verify/{document['code']}").content.decode()
    assert "昌黎的申请人" not in said
    assert "昌**" in said


def test_a_stranger_gets_no_list(number: str, lin: Actor, qian: Actor, zhao: Actor, jia: Actor) -> None:
    path = "/api/v1/halls/130322/cases.csv"

    def got(asking: Asking) -> tuple[int, bytes]:
        response = asking.client.get(path, headers=asking.headers)
        return response.status_code, response.getvalue()

    for actor in (lin, zhao):
        status, data = got(as_person(actor))
        assert (status, number.encode() in data) == (200, True)
    for asking in (as_person(qian), as_machine(qian), as_nobody(), as_person(jia)):
        status, data = got(asking)
        assert (status, b"NOT_FOUND" in data) == (404, True)
    Post.objects.filter(pk=lin.post_id).update(departments=["D06"])
    assert number.encode() not in got(as_person(lin))[1]
    with enter(Hall.objects.get(code=desk.CHANGLI)):
        looks = list(Look.objects.order_by("pk").values_list("from_hall", "subject"))
    assert looks == [
        (desk.CHANGLI, "export of 1 cases"),
        (desk.QINHUANGDAO, "export of 1 cases"),
        (desk.CHANGLI, "export of 0 cases"),
    ]  # fmt: skip


def test_metrics_are_refused_and_name_no_hall(number: str, zhao: Actor, settings: Settings) -> None:
    ask = as_person(zhao)
    client = ask.client
    assert client.get("/metrics").status_code == 404
    assert as_machine(zhao).client.get("/metrics", headers=as_machine(zhao).headers).status_code == 404
    client.get(f"/halls/130322000000/cases/{number}")
    client.get("/api/v1/halls/130322/cases.csv").getvalue()
    ask('{ case(hall: "130322", number: "no") { number } }')
    settings.METRICS_TOKEN = "t" * 40
    found = client.get("/metrics", headers={"Authorization": f"Bearer {'t' * 40}"})
    assert found.status_code == 200
    assert "/cases.<str:form>" in found.text
    assert "昌黎" not in found.text
    labels = re.findall(r'="([^"]*)"', found.text)
    assert [text for text in labels if "130322" in text] == []


def test_a_stranger_gets_no_evidence(changli: Hall, qian: Actor) -> None:
    """A file of a hall that is not his, absent or there, and an upload into it, look like those of no hall."""
    with enter(changli):
        file = Evidence.objects.create(
            kind="ORDER", matter=1, name="a.pdf", type="pdf", size=5, digest=b"1", content=b"%PDF-",
            person=qian.person_id, person_name="钱磊", at=now(),
        )  # fmt: skip
    client = as_person(qian).client
    answers = {client.get(f"/api/v1/halls/{hall}/evidence/{file.pk}").content for hall in (desk.CHANGLI, ABSENT)}
    assert len(answers) == 1
    sent = [
        client.post(f"/api/v1/halls/{hall}/evidence/order/1?name=a.pdf", b"%PDF-", content_type="application/pdf")
        for hall in (desk.CHANGLI, ABSENT)
    ]
    assert {one.status_code for one in sent} == {404}
    assert len({one.content for one in sent}) == 1
    assert as_nobody().client.get(f"/api/v1/halls/{desk.CHANGLI}/evidence/{file.pk}").status_code == 404
    with enter(changli):
        assert Evidence.objects.count() == 1
