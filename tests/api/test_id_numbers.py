"""ID numbers of applicants: kept sealed, shown masked, opened with a reason that is kept, and in no other place."""

import json
import logging
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from pytest_django import Settings

from hierarchy.gates import enter
from hierarchy.models import Hall, Post
from hierarchy.posts import Actor
from hierarchy.recording import tenant_labels
from tenants.audit.models import AdminAct
from tenants.cases import applicants
from tenants.cases.models import ApplicantId, Case
from tenants.exchange.models import QuarantineDecision, QuarantinedRow
from tests.api import desk
from tests.api.asking import Asking, as_person
from tests.exchange.test_door import Sending, row, send, source

__all__ = ["send", "source"]  # fixtures

NUMBER = "11010519491231002X"
PAPER = {"kind": "RESIDENT", "number": "110105 19491231 002x"}
MASKED = "110*************2X"
SHOWN = """query ($hall: ID!, $number: String!) {
  case(hall: $hall, number: $number) { applicantId { kind masked } } }"""
SEE = "mutation ($input: SeeIdNumberInput!) { act: seeIdNumber(input: $input) { idNumber errors { code field } } }"


def shown(ask: Asking, number: str) -> Any:
    return ask(SHOWN, hall=desk.CHANGLI, number=number).data["case"]["applicantId"]


def see(ask: Asking, number: str, reason: str = "核对申请人身份") -> dict[str, Any]:
    return dict(ask(SEE, input={"hall": desk.CHANGLI, "number": number, "reason": reason}).data["act"])


def everything(hall: Hall) -> str:
    """Every row of every table of the hall and of `public`, as text."""
    found = []
    with enter(hall), connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            is_public = model._meta.app_label not in tenant_labels()
            table = f'public."{model._meta.db_table}"' if is_public else f'"{model._meta.db_table}"'
            cursor.execute(f"SELECT t::text FROM {table} t")
            found += [text for (text,) in cursor.fetchall()]
    return "\n".join(found)


@pytest.fixture
def ask(changli: Hall, lin: Actor) -> Asking:
    return as_person(lin)


def test_a_number_is_shown_masked_and_stands_nowhere_else(
    changli: Hall, ask: Asking, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    number = desk.register(ask.keyed("k1"), applicantId=PAPER)
    assert desk.register(ask.keyed("k1"), applicantId=PAPER) == number
    assert shown(ask, number) == {"kind": "RESIDENT", "masked": MASKED}
    assert see(ask, number) == {"idNumber": NUMBER, "errors": []}
    kept = everything(changli)
    assert MASKED in kept
    for text in (kept, caplog.text):
        assert not any(part in text for part in (NUMBER, "19491231", PAPER["number"]))


def test_seeing_the_whole_is_kept_with_its_reason(changli: Hall, ask: Asking, lin: Actor) -> None:
    number = desk.register(ask, applicantId=PAPER)
    see(ask, number)
    with enter(changli):
        act = AdminAct.objects.get(kind="ID_NUMBER_SEEN")
    assert (act.person, act.post, act.role) == (lin.person_id, lin.post_id, "CLERK")
    assert (act.subject, act.after) == (number, {"reason": "核对申请人身份"})


def test_without_a_reason_or_a_number_nothing_is_told(changli: Hall, ask: Asking) -> None:
    number, bare = desk.register(ask, applicantId=PAPER), desk.register(ask)
    assert see(ask, number, " ") == {"idNumber": None, "errors": [{"code": "REQUIRED", "field": "reason"}]}
    assert see(ask, number, "x" * 301)["errors"] == [{"code": "TOO_LONG", "field": "reason"}]
    assert shown(ask, bare) is None
    given = {"input": {"hall": desk.CHANGLI, "number": bare, "reason": "x"}}
    assert ask(SEE, **given).codes == ["NOT_FOUND"]
    with enter(changli):
        assert not AdminAct.objects.exists()


def test_who_does_not_record_in_the_case_sees_the_mask_alone(
    changli: Hall, ask: Asking, zhao: Actor, tong: Actor, qian: Actor
) -> None:
    number = desk.register(ask, applicantId=PAPER)
    Post.objects.filter(pk=tong.post_id).update(hall=changli)
    given = {"input": {"hall": desk.CHANGLI, "number": number, "reason": "x"}}
    for actor, code in ((zhao, "FORBIDDEN"), (tong, "FORBIDDEN"), (qian, "NOT_FOUND")):
        assert as_person(actor)(SEE, **given).codes == [code]
    assert shown(as_person(zhao), number)["masked"] == MASKED
    with enter(changli):
        assert not AdminAct.objects.exists()


@pytest.mark.parametrize("number", ["110105194912310021", "", "x" * 200, "１１０１０５19491231002X"])
def test_a_number_that_is_none_registers_nothing_and_is_not_said_again(changli: Hall, ask: Asking, number: str) -> None:
    given = {"hall": desk.CHANGLI, "item": desk.LICENCE, "applicantName": "甲"}
    answer = ask(desk.REGISTER, input=given | {"applicantId": {"kind": "RESIDENT", "number": number}})
    payload = answer.data["registerCase"]
    assert payload["case"] is None
    assert [(one["code"], one["field"]) for one in payload["errors"]] == [("BAD_ID_NUMBER", "applicantId")]
    assert not number or number not in json.dumps(answer.content)
    with enter(changli):
        assert not Case.objects.exists()


def test_a_sealed_number_does_not_open_for_another_case(changli: Hall, ask: Asking) -> None:
    first, second = desk.register(ask, applicantId=PAPER), desk.register(ask)
    with enter(changli):
        ApplicantId.objects.update(case=Case.objects.get(number=second))
    assert see(ask, second)["errors"] == [{"code": "UNREADABLE", "field": None}]
    assert shown(ask, first) is None


def test_numbers_are_sealed_anew_under_a_new_key(changli: Hall, ask: Asking, settings: Settings) -> None:
    numbers = [desk.register(ask, applicantId=PAPER) for _ in range(3)]
    settings.FIELD_KEYS = {"new": bytes(range(32)), **settings.FIELD_KEYS}
    numbers.append(desk.register(ask, applicantId=PAPER))
    with enter(changli):
        assert (applicants.reseal(), applicants.reseal()) == (3, 0)
    settings.FIELD_KEYS = {"new": settings.FIELD_KEYS["new"]}
    assert [see(ask, number)["idNumber"] for number in numbers] == [NUMBER] * 4


def test_a_department_sends_the_number_and_an_event_never_holds_it(changli: Hall, ask: Asking, send: Sending) -> None:
    said = {"applicant_id_kind": "resident", "applicant_id_number": NUMBER}
    assert send.statuses(row("e1", **said), row("e2", kind="accepted", **said)) == ["accepted", "accepted"]
    assert shown(ask, "SPJ-1") == {"kind": "RESIDENT", "masked": MASKED}
    assert see(ask, "SPJ-1")["idNumber"] == NUMBER
    assert NUMBER not in everything(changli)


@pytest.mark.parametrize(
    "wrong",
    [
        {"applicant_id_kind": "RESIDENT", "applicant_id_number": "110105194912310021"},
        {"applicant_id_kind": "RESIDENT"},
        {"applicant_id_number": NUMBER},
        {"applicant_id_kind": "CARD", "applicant_id_number": NUMBER},
        {"applicant_id_kind": "RESIDENT", "applicant_id_number": 110105194912310021},
    ],
    ids=str,
)
def test_a_row_with_a_wrong_number_waits_in_quarantine_without_it(
    changli: Hall, send: Sending, wrong: dict[str, Any]
) -> None:
    answers = [send(row("e1", **wrong)) for _ in range(2)]
    assert [answer["results"][0]["status"] for answer in answers] == ["rejected"] * 2
    with enter(changli):
        assert QuarantinedRow.objects.count() == 1
    told = everything(changli) + json.dumps(answers)
    assert not any(number in told for number in (NUMBER, "110105194912310021"))


def test_a_mended_row_is_let_in_with_the_number_that_waited(
    changli: Hall, ask: Asking, send: Sending, tong: Actor
) -> None:
    Post.objects.filter(pk=tong.post_id).update(hall=changli)
    send(row("e1", item_code="wrong", applicant_id_kind="RESIDENT", applicant_id_number=NUMBER))
    with enter(changli):
        waiting = QuarantinedRow.objects.get()
    assert '"applicant_id_number": "sealed:' in waiting.content
    content = json.dumps(json.loads(waiting.content) | {"item_code": desk.LICENCE})
    let_in = "mutation ($input: LetInInput!) { act: letInQuarantined(input: $input) { errors { code } } }"
    given = {"hall": desk.CHANGLI, "id": str(waiting.pk), "content": content, "reason": "编码录错"}
    assert as_person(tong)(let_in, input=given).data["act"]["errors"] == []
    assert see(ask, "SPJ-1")["idNumber"] == NUMBER
    assert NUMBER not in everything(changli)


def test_a_number_that_an_administrator_types_is_not_kept_with_his_decision(
    changli: Hall, ask: Asking, send: Sending, tong: Actor
) -> None:
    Post.objects.filter(pk=tong.post_id).update(hall=changli)
    send(row("e1", applicant_id_kind="RESIDENT", applicant_id_number="110105194912310021"))
    with enter(changli):
        waiting = QuarantinedRow.objects.get()
    content = json.dumps(json.loads(waiting.content) | {"applicant_id_number": NUMBER})
    let_in = "mutation ($input: LetInInput!) { act: letInQuarantined(input: $input) { errors { code } } }"
    given = {"hall": desk.CHANGLI, "id": str(waiting.pk), "content": content, "reason": "号码录错"}
    assert as_person(tong)(let_in, input=given).data["act"]["errors"] == []
    assert see(ask, "SPJ-1")["idNumber"] == NUMBER
    with enter(changli):
        assert "sealed:" in QuarantineDecision.objects.get().content
    assert NUMBER not in everything(changli)
