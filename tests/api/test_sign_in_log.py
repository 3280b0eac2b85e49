"""Every try to sign in is kept without the password; who it concerns sees it, and his hall's administrator."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError
from django.utils import timezone
from pytest_django import Settings

from accounts import limits, sign_in_log
from accounts.models import AccountNotice, SignInRecord
from hierarchy.models import Post
from hierarchy.posts import Actor
from mingjing.__main__ import parse
from mingjing.embedded import Urls
from tests import databases
from tests.api.asking import Asking, as_nobody, as_person
from tests.api.desk import CHANGLI
from tests.api.test_account import FORCE, administrator
from tests.api.test_identity import CHANGE, SECOND_STEP, TURN_OFF, act, at_the_second_step, enrolled, refused
from tests.api.test_sessions import sign_in
from tests.cast import PASSWORD

LOG = """query ($result: SignInResult, $fromOn: Date, $toOn: Date, $first: Int, $after: String) {
  log: signInLog(result: $result, fromOn: $fromOn, toOn: $toOn, first: $first, after: $after) {
    edges { node { result username address browser system } } pageInfo { hasNextPage endCursor } } }"""
OF_HALL = """query ($hall: ID!, $person: String, $result: SignInResult) {
  log: hallSignIns(hall: $hall, person: $person, result: $result) { edges { node { result username } } } }"""
NOTICES = """query ($unreadOnly: Boolean) {
  accountNotices(unreadOnly: $unreadOnly) { edges { node { id kind readAt params } } } }"""
READ = "mutation ($ids: [ID!]!) { markAccountNoticesRead(ids: $ids) { ok } }"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"
WRONG = "typed-in-secret"
EDGE = "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Edg/140.0"


def with_browser(agent: str) -> Asking:
    ask = as_nobody()
    ask.headers = {"User-Agent": agent}
    return ask


def fail(username: str = "lin", agent: str = "") -> None:
    sign_in(with_browser(agent), username, WRONG)


def log(ask: Asking, text: str = LOG, **given: Any) -> list[dict[str, str]]:
    return [edge["node"] for edge in ask(text, **given).data["log"]["edges"]]


def results(ask: Asking, text: str = LOG, **given: Any) -> list[str]:
    return [row["result"] for row in log(ask, text, **given)]


def kinds(ask: Asking) -> list[str]:
    return [edge["node"]["kind"] for edge in ask(NOTICES).data["accountNotices"]["edges"]]


def test_success_refusal_and_lock_are_kept_with_address_and_browser(lin: Actor) -> None:
    ask = with_browser(FIREFOX)
    fail(agent=FIREFOX)
    sign_in(ask)
    seen = {"username": "lin", "address": "127.0.0.1", "browser": "Firefox", "system": "Windows"}
    assert log(ask) == [seen | {"result": "SIGNED_IN"}, seen | {"result": "REFUSED"}]
    for _ in range(5):
        fail()
    sign_in(as_nobody())
    assert results(ask) == ["LOCKED", "LOCKED", *["REFUSED"] * 4, "SIGNED_IN", "REFUSED"]


def test_neither_password_nor_the_name_of_nobody_is_kept(lin: Actor) -> None:
    fail()
    fail(WRONG)
    rows = list(SignInRecord.objects.order_by("pk").values("person", "result", "address", "agent"))
    assert [(row["person"], row["result"]) for row in rows] == [(lin.person_id, "REFUSED"), (None, "REFUSED")]
    assert WRONG not in json.dumps(rows, default=str)


def test_a_wrong_second_factor_is_kept(lin: Actor) -> None:
    ask = as_person(lin)
    telephone, _ = enrolled(ask)
    second = at_the_second_step()
    assert refused(second, SECOND_STEP, code="000000") == ["WRONG_CODE"]
    act(second, SECOND_STEP, code=telephone())
    assert results(ask) == ["SIGNED_IN", "CODE_REFUSED"]


def test_the_log_pages_and_filters(lin: Actor) -> None:
    ask = as_nobody()
    for _ in range(2):
        fail()
        sign_in(ask)
    first = ask(LOG, first=3).data["log"]
    assert first["pageInfo"]["hasNextPage"] is True
    assert results(ask, first=3, after=first["pageInfo"]["endCursor"]) == ["REFUSED"]
    assert results(ask, result="REFUSED") == ["REFUSED", "REFUSED"]
    today = timezone.localdate()
    assert len(log(ask, fromOn=str(today), toOn=str(today))) == 4
    assert log(ask, fromOn=str(today + timedelta(days=1))) == log(ask, toOn=str(today - timedelta(days=1))) == []
    assert ask(LOG, first=0).codes == ask(LOG, after="x").codes == ["BAD_PAGE"]


def test_a_person_sees_his_own_alone_and_an_administrator_those_of_his_hall(
    lin: Actor, qian: Actor, tong: Actor, zhao: Actor
) -> None:
    for name in ("lin", "qian", "zhao"):
        sign_in(as_nobody(), name)
    assert [row["username"] for row in log(as_person(qian))] == ["qian"]
    admin = administrator(tong)
    assert log(admin, OF_HALL, hall=CHANGLI) == [{"result": "SIGNED_IN", "username": "lin"}]
    assert results(admin, OF_HALL, hall=CHANGLI, person="晓雯", result="SIGNED_IN") == ["SIGNED_IN"]
    assert log(admin, OF_HALL, hall=CHANGLI, person="佟") == log(admin, OF_HALL, hall=CHANGLI, result="LOCKED") == []
    for actor, code in ((lin, "FORBIDDEN"), (zhao, "FORBIDDEN"), (qian, "NOT_FOUND")):
        assert as_person(actor)(OF_HALL, hall=CHANGLI).codes == [code]
    Post.objects.filter(pk=lin.post_id).update(until_on="2025-01-01")
    assert log(admin, OF_HALL, hall=CHANGLI) == []


def test_the_log_is_a_file_for_who_may_see_it(lin: Actor, qian: Actor, tong: Actor, zhao: Actor) -> None:
    fail(agent=FIREFOX)
    sign_in(as_nobody(), "qian")
    own, halls = "/api/v1/account/sign-ins.csv", f"/api/v1/halls/{CHANGLI}/sign-ins.csv"
    lines = as_person(lin).client.get(own).content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("时间,")
    assert all(part in lines[1] for part in ("密码不正确", "Firefox", "林晓雯"))
    admin = administrator(tong)
    told = admin.client.get(halls, {"language": "en", "result": "REFUSED", "person": "lin"}).content.decode()
    assert "Wrong password" in told
    assert "qian" not in told
    assert "林晓雯" not in admin.client.get(halls, {"from": "2030-01-01"}).content.decode()
    for given in ({"result": "X"}, {"from": "x"}, {"to": "2026-13-01"}):
        assert admin.client.get(halls, given).status_code == 400
    for actor in (lin, zhao, qian):
        assert as_person(actor).client.get(halls).status_code == 404
    assert as_nobody().client.get(own).status_code == as_nobody().client.get(halls).status_code == 404


def test_who_floods_the_page_does_not_fill_the_database(lin: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_in_log, "FAILURES", limits.Rate("sign-in log", most=3, window=timedelta(hours=1)))
    for number in range(5):
        sign_in(as_nobody(), f"nobody-{number}")
    assert SignInRecord.objects.count() == 3
    sign_in(as_nobody())
    assert SignInRecord.objects.count() == 4


def test_the_log_ends_with_its_retention_by_the_command_alone(
    own_database: Urls, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    sign_in(as_nobody())
    fail("nobody")
    lin = SignInRecord.objects.exclude(person=None).get().person
    old = timezone.now() - timedelta(days=settings.SIGN_IN_DAYS, minutes=1)
    SignInRecord.objects.create(person=lin, result="REFUSED", address="10.0.0.9", agent="old", at=old)
    with pytest.raises(ProgrammingError, match="permission denied"):
        sign_in_log.forget()
    with databases.connected(own_database.owner):
        for argv in (("signins", "forget"), ("signins", "forget"), ("signins", "list", "--json")):
            module, args = parse(argv)
            assert module.run(args) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[:2] == ["1 tries to sign in deleted", "0 tries to sign in deleted"]
    listed = [json.loads(line) for line in told[2:]]
    assert [(row["username"], row["result"]) for row in listed] == [("", "REFUSED"), ("lin", "SIGNED_IN")]


def test_an_unknown_browser_or_address_is_told_and_a_known_one_is_not(lin: Actor) -> None:
    ask = with_browser(FIREFOX)
    sign_in(ask)
    sign_in(with_browser(FIREFOX.replace("140", "141")))
    assert kinds(ask) == []
    sign_in(with_browser(EDGE))
    sign_in(with_browser(EDGE))
    assert kinds(ask) == ["NEW_CLIENT"]
    told = json.loads(ask(NOTICES).data["accountNotices"]["edges"][0]["node"]["params"])
    assert told == {"address": "127.0.0.1", "browser": "Edge", "system": "Windows"}


def test_what_happens_to_an_account_is_told_to_its_person(lin: Actor, tong: Actor) -> None:
    ask = as_person(lin)
    enrolled(ask)
    act(ask, TURN_OFF)
    act(ask, CHANGE, old=PASSWORD, new="another-long-one-9")
    assert kinds(ask) == ["PASSWORD_CHANGED", "SECOND_FACTOR_OFF", "SECOND_FACTOR_ON"]
    administrator(tong)(FORCE, input={"hall": CHANGLI, "username": "lin"})
    assert kinds(as_person(lin))[0] == "SIGNED_OUT"
    assert kinds(as_person(tong)) == []


def test_a_message_of_the_account_needs_no_post_and_is_read_by_its_person_alone(lin: Actor, qian: Actor) -> None:
    ask = as_person(lin)
    act(ask, CHANGE, old=PASSWORD, new="another-long-one-9")
    Post.objects.filter(person=lin.person_id).delete()
    assert kinds(ask) == ["PASSWORD_CHANGED"]
    number = str(AccountNotice.objects.get().pk)
    assert as_person(qian)(READ, ids=[number]).data == {"markAccountNoticesRead": {"ok": True}}
    assert AccountNotice.objects.get().read_at is None
    ask(READ, ids=[number, "x", "9" * 30])
    assert ask(NOTICES, unreadOnly=True).data["accountNotices"]["edges"] == []
    assert kinds(ask) == ["PASSWORD_CHANGED"]
