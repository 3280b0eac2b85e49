"""A light that turns yellow is told by e-mail and short message, whatever the gateways and the workers do meanwhile."""

import json
from datetime import time
from typing import Any

import pytest

from accounts import reaches
from accounts.models import Person
from foundation import clock
from foundation.models import Agenda, Line
from hierarchy.gates import enter
from hierarchy.models import Hall
from hierarchy.posts import Actor
from rulebook.telling import Channel
from tenants.notices import sending, telling
from tenants.notices.models import ChannelRules, Delivery, DeliveryStep, Notice
from tests.api import desk
from tests.api.asking import as_person
from tests.notices.conftest import EMAIL, PHONE, confirmed

# Accepted on Wednesday 14 October with a promise of 8 working days: yellow on the morning before the last of them.
YELLOW = "10-23 09:00:01"


def accepted(lin: Actor, count: int = 1) -> list[str]:
    ask = as_person(lin)
    numbers = [desk.register(ask) for _ in range(count)]
    for number in numbers:
        desk.done(ask, "acceptCase", number)
    return numbers


def deliveries(hall: Hall, *fields: str) -> list[Any]:
    with enter(hall):
        return list(Delivery.objects.order_by("pk").values_list(*fields, flat=len(fields) == 1))


def steps(hall: Hall) -> list[str]:
    with enter(hall):
        return list(DeliveryStep.objects.order_by("pk").values_list("kind", flat=True))


def test_a_yellow_reaches_its_handler_by_the_channels_that_he_wants(changli, lin, mail, sms, turn):
    confirmed("lin", Channel.EMAIL, Channel.SMS)
    [number] = accepted(lin)
    turn(YELLOW)
    ids = dict(deliveries(changli, "channel", "message_id"))
    assert sms.taken == [
        {
            "id": ids["SMS"],
            "to": PHONE,
            "text": f"【昌黎县】办件{number}(食品经营许可)临近办理时限,请及时办理。",
        }
    ]
    [letter] = mail.taken
    assert (letter["To"], letter["From"], letter["Subject"]) == (EMAIL, "mingjing@hall.example", f"临期提醒:{number}")
    assert f"http://127.0.0.1:8000/halls/{desk.CHANGLI}/cases/{number}" in letter.get_content()
    assert mail.ids == [ids["EMAIL"]]
    assert sorted(deliveries(changli, "channel", "state", "kind", "case_number", "masked")) == [
        ("EMAIL", "SENT", "YELLOW", number, "l***@hall.example"),
        ("SMS", "SENT", "YELLOW", number, "138****8000"),
    ]
    assert steps(changli) == ["SENT", "SENT"]


def test_who_wants_no_channel_or_has_not_confirmed_it_reads_it_in_the_application_alone(changli, lin, mail, sms, turn):
    reaches.begin(Person.objects.get(username="lin"), Channel.SMS, PHONE)
    confirmed("lin", Channel.EMAIL)
    reaches.want(Person.objects.get(username="lin"), Channel.EMAIL, is_wanted=False)
    accepted(lin)
    turn(YELLOW)
    with enter(changli):
        assert Notice.objects.filter(recipient=lin.person_id, kind="ALERT").count() == 1
    assert (deliveries(changli, "pk"), mail.taken, sms.asked) == ([], [], [])


def test_a_channel_without_gateway_is_not_offered(changli, lin, turn, settings):
    settings.SMS_URL = settings.EMAIL_HOST = ""
    confirmed("lin", Channel.EMAIL, Channel.SMS)
    accepted(lin)
    turn(YELLOW)
    assert deliveries(changli, "pk") == []


def test_many_at_once_are_one_message(changli, lin, sms, turn):
    confirmed("lin", Channel.SMS)
    accepted(lin, 4)
    turn(YELLOW)
    with enter(changli):
        assert Notice.objects.filter(recipient=lin.person_id, kind="ALERT").count() == 4
    assert [one["text"] for one in sms.taken] == ["【昌黎县】您有4条新消息,请登录查看。"]


def test_quiet_hours_hold_messages_back_but_not_the_list_in_the_application(changli, lin, sms, turn):
    with enter(changli):
        ChannelRules.objects.create(channel="SMS", is_office_only=True, quiet_from=time(8), quiet_to=time(10))
    confirmed("lin", Channel.SMS)
    accepted(lin)
    turn(YELLOW)
    with enter(changli):
        assert Notice.objects.filter(recipient=lin.person_id, kind="ALERT").exists()
    assert sms.asked == []
    turn("10-23 09:59:59")
    assert sms.asked == []
    turn("10-23 10:00:01")
    assert len(sms.taken) == 1


def test_after_an_hour_without_gateway_everything_goes_out_in_order_and_without_a_storm(changli, sms, turn):
    """Six messages wait. Two of them ask at a time, at most every five minutes."""
    sms.status = 503
    with enter(changli):
        for index in range(6):
            turn(f"10-23 09:00:0{index}")
            sending_to(changli, PHONE, text=f"第{index}条")
    for second in range(10, 3600, 10):
        turn(f"10-23 09:{second // 60:02d}:{second % 60:02d}")
    assert sms.taken == []
    # At once, after 20, 40, 80 and 160 seconds, and every 300.
    assert len(sms.asked) == 2 * 15
    assert set(deliveries(changli, "state")) == {"WAITING"}
    sms.status = 200
    before = len(sms.asked)
    turn("10-23 10:06:00")
    assert [one["id"] for one in sms.taken] == deliveries(changli, "message_id")
    assert [one["text"] for one in sms.taken] == [f"第{index}条" for index in range(6)]
    assert len(sms.asked) - before == len(sms.taken)
    assert set(deliveries(changli, "state")) == {"SENT"}
    assert Line.objects.get(channel="SMS").failures == 0
    assert not Agenda.objects.filter(handler="notice.sms").exists()


def test_one_message_that_the_gateway_chokes_on_holds_up_no_other(changli, lin, sms, turn):
    confirmed("lin", Channel.SMS)
    sms.bad = {PHONE: 500}
    accepted(lin)
    turn(YELLOW)
    for minute in range(1, 24):
        with enter(changli):
            sending_to(changli, "13900139000", text=str(minute))
        turn(f"10-23 09:{minute:02d}:00")
        turn(f"10-23 09:{minute:02d}:50")
        assert [one["text"] for one in sms.taken] == [str(one) for one in range(1, minute + 1)]
    assert deliveries(changli, "state", "error", "tries")[0] == ("DEAD", "GATEWAY_REFUSED", 6)


def sending_to(hall: Hall, number: str, *, text: str = "请补交材料") -> Delivery:
    found = telling.blank(hall.code, Channel.SMS, "MESSAGE", "m")
    found.text = text
    telling.address(found, Channel.SMS, number)
    telling.keep(hall.code, [found])
    return found


def test_a_gateway_that_is_busy_is_left_alone_for_as_long_as_it_asks(changli, lin, sms, turn):
    confirmed("lin", Channel.SMS)
    sms.status, sms.headers = 429, {"Retry-After": "900"}
    accepted(lin, 3)
    turn(YELLOW)
    turn("10-23 09:10:00")
    assert len(sms.asked) == 1
    sms.status = 200
    turn("10-23 09:15:10")
    assert len(sms.taken) == 3


@pytest.mark.parametrize("status", [302, 401, 403, 404, 500, 503])
def test_what_every_message_would_meet_is_held_against_none(changli, lin, sms, turn, status):
    """A gateway that moved, or a key that has run out: mended, everything goes out."""
    confirmed("lin", Channel.SMS)
    sms.status, sms.headers = status, {"Location": "http://127.0.0.1:1/"}
    accepted(lin)
    turn(YELLOW)
    assert deliveries(changli, "state", "error", "tries") == [("WAITING", "GATEWAY_DOWN", 0)]


def test_what_the_gateway_refuses_for_good_is_dead_at_once(changli, lin, sms, turn):
    confirmed("lin", Channel.SMS)
    sms.status, sms.said = 400, "签名不合法"
    accepted(lin)
    turn(YELLOW)
    assert deliveries(changli, "state", "error", "said") == [("DEAD", "GATEWAY_REFUSED", "400 签名不合法")]
    assert steps(changli) == ["DEAD"]


def test_an_answer_without_the_word_of_success_is_no_success(changli, lin, sms, turn, settings):
    settings.SMS_TAKEN = r'"code"\s*:\s*"OK"'
    sms.said = '{"code": "LIMIT"}'
    confirmed("lin", Channel.SMS)
    accepted(lin)
    turn(YELLOW)
    assert deliveries(changli, "state", "error", "said") == [("WAITING", "GATEWAY_DOWN", '{"code": "LIMIT"}')]
    sms.said = '{"code": "OK"}'
    turn("10-23 09:01:00")
    assert deliveries(changli, "state", "said") == [("SENT", '{"code": "OK"}')]


MAIL_ANSWERS = [
    ("451 try again later", "WAITING", "GATEWAY_REFUSED"),
    ("421 going away", "WAITING", "GATEWAY_DOWN"),
    ("550 no such user", "DEAD", "GATEWAY_REFUSED"),
]


@pytest.mark.parametrize(("answer", "state", "error"), MAIL_ANSWERS, ids=[row[0] for row in MAIL_ANSWERS])
@pytest.mark.parametrize("where", ["recipient", "data"])
def test_answers_of_a_mail_server_are_read_as_the_standard_means_them(
    changli, lin, mail, turn, answer, state, error, where
):
    confirmed("lin", Channel.EMAIL)
    accepted(lin)
    if where == "recipient":
        mail.refused = {EMAIL: answer}
    else:
        mail.answers = [answer]
    turn(YELLOW)
    assert deliveries(changli, "state", "error") == [(state, error)]
    mail.refused = {}
    turn("10-23 09:02:00")
    assert deliveries(changli, "state") == ["DEAD" if state == "DEAD" else "SENT"]


def test_a_mail_server_that_is_not_there_loses_nothing(changli, lin, mail, turn, settings):
    confirmed("lin", Channel.EMAIL)
    accepted(lin)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    turn(YELLOW)
    assert deliveries(changli, "state", "error", "tries") == [("WAITING", "GATEWAY_DOWN", 0)]
    settings.EMAIL_PORT = port
    turn("10-23 09:02:00")
    assert len(mail.taken) == 1


def test_a_month_of_short_messages_costs_no_more_than_the_hall_allows(changli, lin, sms, turn):
    """At 5 fen each, 10 fen are two messages; the third is dead, and goes next month."""
    with enter(changli):
        ChannelRules.objects.create(channel="SMS", price=5, monthly_cap=10)
    confirmed("lin", Channel.SMS)
    accepted(lin, 3)
    turn(YELLOW)
    assert deliveries(changli, "state", "error", "cost") == [
        ("SENT", "", 5),
        ("SENT", "", 5),
        ("DEAD", "CAP_REACHED", 0),
    ]
    assert len(sms.asked) == 2
    with enter(changli):
        assert sending.spent(clock.now()) == 10


def test_a_short_message_in_a_file_is_a_line_of_it(changli, lin, turn, settings, tmp_path):
    settings.SMS_URL = f"file://{tmp_path}/sms.jsonl"
    confirmed("lin", Channel.SMS)
    [number] = accepted(lin)
    turn(YELLOW)
    [line] = (tmp_path / "sms.jsonl").read_text().splitlines()
    told = json.loads(line)
    assert (told["to"], number in told["text"]) == (PHONE, True)
    assert (tmp_path / "sms.jsonl").stat().st_mode & 0o777 == 0o600
