"""What people do with messages: a clerk sends, an administrator mends, a gateway reports, a person chooses."""

import hmac
import io
import json
import re
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from accounts.models import Person, Reach
from foundation import clock
from hierarchy.gates import enter
from hierarchy.models import Hall, Post, Role
from hierarchy.posts import Actor, actor_for
from rulebook.telling import Channel
from tenants.audit.models import AdminAct
from tenants.items.guide import Guide, Material
from tenants.items.publish import Draft, publish
from tenants.notices.models import Delivery, NoticeTemplate
from tests import cast
from tests.api import desk, test_contacts
from tests.api.asking import Asking, as_person
from tests.notices.conftest import PHONE, confirmed
from tests.notices.test_channels import accepted, sending_to

ROW = """id messageId channel kind state recipientName masked caseNumber contactNumber document subject text cost error
  said sentByName sentAt receivedAt steps { kind personName said }"""
INPUTS = {
    "sendAgain": ("SendAgainInput", "deliveries"),
    "setAsideDeliveries": ("SetAsideDeliveriesInput", "deliveries"),
    "sendDocument": ("SendDocumentInput", "delivery"),
    "sendContactNotice": ("SendContactNoticeInput", "delivery"),
    "sendMessage": ("SendMessageInput", "delivery"),
}


def act(ask: Asking, name: str, **given: Any) -> Any:
    kind, member = INPUTS[name]
    payload = f"{{ {member} {{ {ROW} }} errors {{ code field }} }}"
    query = f"mutation ($input: {kind}!) {{ act: {name}(input: $input) {payload} }}"
    answer = ask(query, input={"hall": desk.CHANGLI} | given)
    if answer.codes:
        return answer.codes
    payload = answer.data["act"]
    return [error["code"] for error in payload["errors"]] or payload[member]


def listed(ask: Asking, **asked: Any) -> Any:
    query = f"""query ($hall: ID!, $state: DeliveryState, $channel: NoticeChannel, $caseNumber: String,
        $contactNumber: String) {{
      deliveries(hall: $hall, state: $state, channel: $channel, caseNumber: $caseNumber, contactNumber: $contactNumber)
      {{ edges {{ node {{ {ROW} }} }} }} }}"""
    answer = ask(query, hall=desk.CHANGLI, **asked)
    return answer.codes or [edge["node"] for edge in answer.data["deliveries"]["edges"]]


@pytest.fixture
def admin(changli: Hall) -> Actor:
    """孔令仪, administrator of 昌黎县."""
    person = Person.objects.create_person(username="kong", display_name="孔令仪", password=cast.PASSWORD)
    Post.objects.create(person=person, hall=changli, role=Role.HALL_ADMIN, from_on=cast.SINCE)
    found = actor_for(person)
    assert found is not None
    return found


def document_of(ask: Asking, number: str) -> str:
    query = "query ($h: ID!, $n: String!) { case(hall: $h, number: $n) { documents { code title number } } }"
    return str(ask(query, h=desk.CHANGLI, n=number).data["case"]["documents"][-1]["code"])


def test_a_notice_of_acceptance_goes_to_the_applicant_with_its_pdf(changli, lin, mail, turn):
    ask = as_person(lin)
    [number] = accepted(lin)
    code = document_of(ask, number)
    sent = act(ask, "sendDocument", code=code, channel="EMAIL", address="wang@example.com")
    assert (sent["state"], sent["masked"], sent["caseNumber"]) == ("WAITING", "w***@example.com", number)
    turn("10-14 14:00")
    [letter] = mail.taken
    assert letter["To"] == "wang@example.com"
    [attached] = list(letter.iter_attachments())
    pages = PdfReader(io.BytesIO(attached.get_content())).pages
    assert attached.get_content_type() == "application/pdf"
    assert code.replace("-", "") in "".join(page.extract_text() for page in pages).replace("-", "")
    [row] = listed(ask, caseNumber=number)
    assert (row["state"], row["sentByName"], row["document"]) == ("SENT", "林晓雯", code)
    assert [(step["kind"], step["personName"]) for step in row["steps"]] == [("ASKED", "林晓雯"), ("SENT", None)]
    assert act(ask, "sendDocument", code=code, channel="EMAIL", address="wang") == ["BAD_ADDRESS"]


def test_by_short_message_goes_the_address_at_which_it_is_checked(changli, lin, sms, turn):
    ask = as_person(lin)
    [number] = accepted(lin)
    code = document_of(ask, number)
    act(ask, "sendDocument", code=code, channel="SMS", address="139 0013 9000")
    turn("10-14 14:00")
    [told] = sms.taken
    assert told["to"] == "13900139000"
    link = re.search(r"http://127\.0\.0\.1:8000(/verify/\w+)", told["text"])
    assert link is not None
    assert "有效" in Client().get(link[1]).content.decode()


def test_an_item_notice_goes_to_who_asked_first_and_stands_with_the_contact(changli, lin, qian, mail, turn):
    with enter(changli):
        guide = Guide(materials=(Material("申请书", 1, 0, "申请人"),))
        since = date(2026, 1, 1)
        publish(
            Draft(desk.LICENCE, "食品经营许可", "food", "食品经营", "01", "D01", desk.LICENCE_RULES, since, guide=guide)
        )
    ask = as_person(lin)
    number = test_contacts.record(ask, item=desk.LICENCE)["number"]
    assert act(ask, "sendContactNotice", number=number, channel="EMAIL", address="li@example.com") == ["NO_NOTICE"]
    test_contacts.done(ask, "giveContactNotice", number=number)
    act(ask, "sendContactNotice", number=number, channel="EMAIL", address="li@example.com")
    turn("10-14 14:00")
    [letter] = mail.taken
    assert letter["Subject"].strip().startswith("一次性告知单 昌黎告知〔2026〕1号")
    [row] = listed(ask, contactNumber=number)
    assert (row["contactNumber"], row["caseNumber"], row["state"]) == (number, None, "SENT")
    assert listed(as_person(qian), contactNumber=number) == ["NOT_FOUND"]


def test_a_clerk_writes_to_a_person_of_the_case(changli, lin, zhao, qian, sms, turn):
    ask = as_person(lin)
    [number] = accepted(lin)
    given = {"number": number, "channel": "SMS", "address": PHONE, "text": "请携带原件{link}到3号窗口"}
    act(ask, "sendMessage", **given)
    turn("10-14 14:00")
    assert [one["text"] for one in sms.taken] == ["【昌黎县】请携带原件{link}到3号窗口"]
    assert act(as_person(zhao), "sendMessage", **given) == ["FORBIDDEN"]
    assert act(as_person(qian), "sendMessage", **given) == ["NOT_FOUND"]
    assert act(ask, "sendMessage", **given | {"text": " "}) == ["REQUIRED"]
    with enter(changli):
        assert Delivery.objects.count() == 1


def test_without_gateway_nothing_is_promised(changli, lin, settings):
    settings.SMS_URL = ""
    [number] = accepted(lin)
    given = {"number": number, "channel": "SMS", "address": PHONE, "text": "请来"}
    assert act(as_person(lin), "sendMessage", **given) == ["CHANNEL_OFF"]


def dead(changli: Hall, sms: Any, turn: Any) -> str:
    sms.status = 400
    with enter(changli):
        found = sending_to(changli, PHONE)
    turn("10-14 14:00")
    with enter(changli):
        assert Delivery.objects.get(pk=found.pk).state == "DEAD"
    return str(found.pk)


def test_a_dead_one_is_sent_again_under_its_number(changli, admin, sms, turn):
    ask = as_person(admin)
    key = dead(changli, sms, turn)
    assert [row["id"] for row in listed(ask, state="DEAD")] == [key]
    sms.status = 200
    assert [row["state"] for row in act(ask, "sendAgain", ids=[key])] == ["WAITING"]
    assert act(ask, "sendAgain", ids=[key]) == ["NOT_DEAD"]
    turn("10-14 14:01")
    assert len({one["id"] for one in sms.asked}) == 1
    [row] = listed(ask)
    assert (row["state"], row["error"]) == ("SENT", None)
    assert [(step["kind"], step["personName"]) for step in row["steps"]] == [
        ("DEAD", None),
        ("AGAIN", "孔令仪"),
        ("SENT", None),
    ]


def test_a_dead_one_is_set_aside_with_its_reason(changli, admin, sms, turn):
    ask = as_person(admin)
    key = dead(changli, sms, turn)
    assert act(ask, "setAsideDeliveries", ids=[key], reason=" ") == ["REQUIRED"]
    act(ask, "setAsideDeliveries", ids=[key], reason="号码已停用")
    [row] = listed(ask, state="SET_ASIDE")
    assert row["steps"][-1] == {"kind": "SET_ASIDE", "personName": "孔令仪", "said": "号码已停用"}
    assert act(ask, "sendAgain", ids=[key]) == ["NOT_DEAD"]


@pytest.mark.parametrize("who", ["lin", "zhao", "qian", "tong"])
def test_only_the_halls_administrator_mends(changli, sms, turn, who):
    key = dead(changli, sms, turn)
    ask = as_person(cast.actor(who))
    for name, more in [("sendAgain", {}), ("setAsideDeliveries", {"reason": "x"})]:
        assert act(ask, name, ids=[key], **more) == (["NOT_FOUND"] if who in ("qian", "tong") else ["FORBIDDEN"])
    with enter(changli):
        assert Delivery.objects.get(pk=key).state == "DEAD"


def test_a_clerk_sees_his_own_messages_and_an_inspector_all(changli, lin, zhao, jia, sms, turn):
    [number] = accepted(lin)
    act(as_person(lin), "sendMessage", number=number, channel="SMS", address=PHONE, text="请来")
    with enter(changli):
        sending_to(changli, "13900139000")
    assert len(listed(as_person(lin))) == 1
    assert len(listed(as_person(zhao))) == 2
    assert listed(as_person(jia)) == ["NOT_FOUND"]


SECRET = "a secret of the tests, thirty-two and more"  # noqa: S105


def receipt(settings: Any, *rows: Any, secret: str = SECRET, seconds: int = 0) -> Any:
    settings.RECEIPT_SECRET = SECRET
    body = json.dumps({"receipts": rows}).encode()
    at = str(int(clock.now().timestamp()) + seconds)
    signature = hmac.new(secret.encode(), at.encode() + b"." + body, sha256).hexdigest()
    return Client().post(
        "/api/v1/receipts",
        body,
        content_type="application/json",
        headers={"X-Mingjing-Time": at, "X-Mingjing-Signature": signature},
    )


@pytest.mark.parametrize(
    ("told", "state", "error"), [("DELIVERED", "DELIVERED", ""), ("FAILED", "DEAD", "NOT_DELIVERED")]
)
def test_a_receipt_says_whether_it_arrived(changli, sms, turn, settings, told, state, error):
    with enter(changli):
        found = sending_to(changli, PHONE)
    turn("10-14 14:00")
    row = {"id": found.message_id, "state": told, "at": "2026-10-14T14:00:05+08:00", "said": "code 0"}
    assert receipt(settings, row).json() == {"results": [{"result": "accepted"}]}
    assert receipt(settings, row).json() == {"results": [{"result": "duplicate"}]}
    with enter(changli):
        kept = Delivery.objects.get(pk=found.pk)
        assert (kept.state, kept.error, kept.said) == (state, error, "code 0")
        assert kept.received_at.isoformat() == "2026-10-14T06:00:05+00:00"
        assert list(kept.steps.order_by("pk").values_list("kind", flat=True)) == ["SENT", "RECEIPT"]


def test_each_receipt_of_a_batch_is_answered_by_itself(changli, sms, turn, settings):
    with enter(changli):
        found = sending_to(changli, PHONE)
    turn("10-14 14:00")
    good = {"id": found.message_id, "state": "DELIVERED"}
    other = found.message_id[:-1] + ("0" if found.message_id[-1] != "0" else "1")
    rows = [{"id": other, "state": "DELIVERED"}, {"id": found.message_id, "state": "MAYBE"}, 7, good]
    assert [row.get("code", row["result"]) for row in receipt(settings, *rows).json()["results"]] == [
        "NOT_FOUND",
        "BAD_VALUE",
        "BAD_VALUE",
        "accepted",
    ]


@pytest.mark.parametrize(("more", "status"), [({"secret": "another"}, 401), ({"seconds": -301}, 401)])
def test_what_is_not_signed_now_is_no_receipt(changli, sms, turn, settings, more, status):
    with enter(changli):
        found = sending_to(changli, PHONE)
    turn("10-14 14:00")
    answer = receipt(settings, {"id": found.message_id, "state": "DELIVERED"}, **more)
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (status, "BAD_SIGNATURE")
    with enter(changli):
        assert Delivery.objects.get(pk=found.pk).state == "SENT"


def test_without_a_secret_no_receipts_are_taken(db, settings):
    settings.RECEIPT_SECRET = ""
    assert Client().post("/api/v1/receipts", b"{}", content_type="application/json").status_code == 404


REACH = "reaches { channel isOffered masked isWanted isConfirmed } errors { code field }"


def reach(ask: Asking, name: str, kinds: str, **given: Any) -> Any:
    declared = ", ".join(f"${word}: {kind}" for word, kind in zip(given, kinds.split(), strict=True))
    passed = ", ".join(f"{word}: ${word}" for word in given)
    query = (
        f"mutation ($channel: NoticeChannel!, {declared}) {{ act: {name}(channel: $channel, {passed}) {{ {REACH} }} }}"
    )
    if not given:
        query = f"mutation ($channel: NoticeChannel!) {{ act: {name}(channel: $channel) {{ {REACH} }} }}"
    payload = ask(query, channel="SMS", **given).data["act"]
    return [error["code"] for error in payload["errors"]] or payload["reaches"][1]


def test_a_person_gives_his_number_and_says_the_code_that_came_there(changli, lin, sms, turn):
    ask = as_person(lin)
    kept = reach(ask, "keepReach", "String!", address="138 0013 8000")
    assert kept == {
        "channel": "SMS", "isOffered": True, "masked": "138****8000", "isWanted": True, "isConfirmed": False,
    }  # fmt: skip
    code = re.search(r"\d{6}", sms.taken[0]["text"])
    assert code is not None
    wrong = f"{(int(code[0]) + 1) % 10**6:06d}"
    assert reach(ask, "confirmReach", "String!", code=wrong) == ["WRONG_CODE"]
    assert reach(ask, "confirmReach", "String!", code=code[0])["isConfirmed"] is True
    assert reach(ask, "wantReach", "Boolean!", isWanted=False)["isWanted"] is False
    stored = Reach.objects.get()
    assert PHONE not in stored.sealed + stored.masked
    assert reach(ask, "forgetReach", "")["masked"] is None
    assert not Reach.objects.exists()


def test_a_code_is_good_for_a_quarter_of_an_hour_and_five_tries(changli, lin, sms, turn):
    ask = as_person(lin)
    reach(ask, "keepReach", "String!", address=PHONE)
    code = re.search(r"\d{6}", sms.taken[0]["text"])
    assert code is not None
    turn("10-14 12:16")
    assert reach(ask, "confirmReach", "String!", code=code[0]) == ["CODE_EXPIRED"]
    for _ in range(4):
        reach(ask, "confirmReach", "String!", code="000000")
    assert reach(ask, "confirmReach", "String!", code=code[0]) == ["TOO_OFTEN"]


def test_an_address_that_cannot_be_reached_stays_unconfirmed(changli, lin, sms):
    sms.status = 503
    assert reach(as_person(lin), "keepReach", "String!", address=PHONE) == ["GATEWAY_DOWN"]
    assert reach(as_person(lin), "keepReach", "String!", address="1380013800") == ["BAD_ADDRESS"]
    assert Reach.objects.get().confirmed_at is None


TEMPLATE = "template { kind language subject text isOwn placeholders needed } errors { code field }"


def template(ask: Asking, **given: Any) -> Any:
    said = {"hall": desk.CHANGLI, "kind": "YELLOW", "channel": "SMS", "language": "zh"} | given
    query = f"mutation ($input: SetTemplateInput!) {{ act: setNoticeTemplate(input: $input) {{ {TEMPLATE} }} }}"
    answer = ask(query, input=said)
    payload = answer.data["act"] if not answer.codes else None
    return answer.codes or [error["code"] for error in payload["errors"]] or payload["template"]


def test_a_hall_words_its_messages_itself(changli, lin, admin, sms, turn):
    ask = as_person(admin)
    assert template(ask, text="{case}快到期了")["isOwn"] is True
    confirmed("lin", Channel.SMS)
    [number] = accepted(lin)
    turn("10-23 09:00:01")
    assert [one["text"] for one in sms.taken] == [f"{number}快到期了"]
    drop = "mutation ($input: TemplateInput!) { act: dropNoticeTemplate(input: $input) { template { isOwn text } } }"
    key = {"hall": desk.CHANGLI, "kind": "YELLOW", "channel": "SMS", "language": "zh"}
    assert ask(drop, input=key).data["act"]["template"]["text"].startswith("【{hall}】办件{case}")
    with enter(changli):
        assert not NoticeTemplate.objects.exists()
        assert (
            list(AdminAct.objects.order_by("pk").values_list("kind", "subject"))
            == [("TEMPLATE_CHANGED", "YELLOW SMS zh")] * 2
        )


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"text": "{case}{name}"}, "UNKNOWN_PLACEHOLDER"),
        ({"text": "{case"}, "BAD_PLACEHOLDER"),
        ({"text": "{case.__class__}"}, "BAD_PLACEHOLDER"),
        ({"text": "快到期了"}, "MISSING_PLACEHOLDER"),
        ({"text": " "}, "REQUIRED"),
        ({"text": "{case}" + "长" * 1000}, "TOO_LONG"),
        ({"text": "{case}", "channel": "EMAIL"}, "REQUIRED"),
        ({"text": "{case}", "language": "fr"}, "NO_LANGUAGE"),
    ],
)
def test_a_wording_that_could_not_be_filled_in_is_not_saved(changli, admin, given, code):
    assert template(as_person(admin), **given) == [code]
    with enter(changli):
        assert not NoticeTemplate.objects.exists()


SET = """mutation ($input: SetChannelInput!) { act: setChannel(input: $input) {
  channel { channel isOfficeOnly quietFrom quietTo price monthlyCap spent } errors { code field } } }"""
HOURS = {"channel": "SMS", "isOfficeOnly": True, "price": 5, "monthlyCap": 100}


def test_an_administrator_says_when_and_for_how_much(changli, admin, lin):
    given = {"hall": desk.CHANGLI} | HOURS | {"quietFrom": "12:00", "quietTo": "14:30"}
    answer = as_person(admin)(SET, input=given).data["act"]
    assert answer["channel"] == HOURS | {"quietFrom": "12:00", "quietTo": "14:30", "spent": 0}
    assert as_person(lin)(SET, input=given).codes == ["FORBIDDEN"]
    with enter(changli):
        [kept] = AdminAct.objects.all()
        assert (kept.kind, kept.subject, kept.after["quiet"]) == ("CHANNEL_CHANGED", "SMS", "12:00-14:30")


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"quietFrom": "08:00", "quietTo": "18:00"}, "NEVER_OPEN", "quietFrom"),
        ({"quietFrom": "08:00"}, "REQUIRED", "quietTo"),
        ({"quietFrom": "24:00", "quietTo": "08:00"}, "BAD_VALUE", "quietFrom"),
        ({"price": -1}, "OUT_OF_RANGE", "price"),
        ({"monthlyCap": -1}, "OUT_OF_RANGE", "monthlyCap"),
    ],
)
def test_settings_that_make_no_sense_are_refused(changli, admin, given, code, field):
    payload = as_person(admin)(SET, input={"hall": desk.CHANGLI} | HOURS | given).data["act"]
    assert payload["errors"] == [{"code": code, "field": field}]
