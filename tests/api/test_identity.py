"""Second factor, password and saying again who one is, as pages ask for them."""

import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.utils import timezone
from pytest_django import Settings

from accounts import second_factor
from accounts.models import Person, Session
from hierarchy.posts import Actor
from tests.api.asking import Asking, as_machine, as_nobody, as_person
from tests.api.desk import CHANGLI
from tests.api.test_account import FORCE, administrator
from tests.api.test_sessions import ME
from tests.cast import PASSWORD

NEW = "a-new-one-of-length"
SIGN_IN = """mutation ($username: String!, $password: String!) {
  act: signIn(username: $username, password: $password) { needsCode me { username } errors { code } } }"""
SECOND_STEP = "mutation ($code: String!) { act: confirmSignIn(code: $code) { me { username } errors { code } } }"
ENROL = "mutation { act: enrolSecondFactor { secret address errors { code } } }"
TURN_ON = "mutation ($code: String!) { act: turnOnSecondFactor(code: $code) { recoveryCodes errors { code field } } }"
TURN_OFF = "mutation { act: turnOffSecondFactor { me { secondFactor { isOn } } errors { code } } }"
RENEW = "mutation { act: renewRecoveryCodes { recoveryCodes errors { code } } }"
CONFIRM = """mutation ($password: String!, $code: String) {
  act: confirmIdentity(password: $password, code: $code) { errors { code } } }"""
CHANGE = (
    "mutation ($old: String!, $new: String!) { act: changePassword(old: $old, new: $new) { errors { code field } } }"
)
STATE = "{ me { needsSecondFactor secondFactor { isOn recoveryLeft hasPassword } } }"


def act(ask: Asking, text: str, **given: Any) -> dict[str, Any]:
    return dict(ask(text, **given).data["act"])


def refused(ask: Asking, text: str, **given: Any) -> list[str]:
    return [error["code"] for error in act(ask, text, **given)["errors"]]


class Telephone:
    """Shows codes; each call the code of the next half minute that has not been used, as if time went on."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self.counter = int(time.time()) // 30 - 1

    def __call__(self) -> str:
        code = format_hotp_value(hotp_value(self.secret, self.counter))
        self.counter += 1
        return code


def enrolled(ask: Asking) -> tuple[Telephone, list[str]]:
    telephone = Telephone(act(ask, ENROL)["secret"])
    done = act(ask, TURN_ON, code=telephone())
    assert done["errors"] == []
    return telephone, done["recoveryCodes"]


def at_the_second_step(username: str = "lin") -> Asking:
    ask = as_nobody()
    assert act(ask, SIGN_IN, username=username, password=PASSWORD) == {"needsCode": True, "me": None, "errors": []}
    return ask


def grow_old(minutes: int = 11) -> None:
    Session.objects.update(created_at=timezone.now() - timedelta(minutes=minutes))


def test_a_telephone_is_enrolled_and_its_secret_is_sealed(lin: Actor) -> None:
    ask, elsewhere = as_person(lin), as_person(lin)
    made = act(ask, ENROL)
    assert made["address"].startswith("otpauth://totp/lin?secret=" + made["secret"])
    assert refused(ask, TURN_ON, code="000000") == ["WRONG_CODE"]
    done = act(ask, TURN_ON, code=Telephone(made["secret"])())
    assert len(set(done["recoveryCodes"])) == 10
    assert ask(STATE).data["me"]["secondFactor"] == {"isOn": True, "recoveryLeft": 10, "hasPassword": True}
    assert elsewhere(ME).data == {"me": None}
    kept = str([row.data for row in Authenticator.objects.all()])
    assert "demo." in kept
    assert not any(secret in kept for secret in (made["secret"], *done["recoveryCodes"]))
    assert refused(ask, ENROL) == ["SECOND_FACTOR_ON"]
    assert refused(ask, TURN_ON, code="000000") == ["NOT_ENROLLING"]


def test_signing_in_is_nobody_until_the_code_was_given(lin: Actor) -> None:
    telephone, _ = enrolled(as_person(lin))
    ask = at_the_second_step()
    before = ask.client.cookies["sessionid"].value
    assert ask(ME).data == {"me": None}
    assert refused(ask, SECOND_STEP, code="000000") == ["WRONG_CODE"]
    assert act(ask, SECOND_STEP, code=telephone()) == {"me": {"username": "lin"}, "errors": []}
    assert ask(ME).data["me"]["username"] == "lin"
    assert ask.client.cookies["sessionid"].value != before


def test_a_code_is_good_once_and_an_earlier_one_never_again(lin: Actor) -> None:
    telephone, _ = enrolled(as_person(lin))
    first, second = telephone(), telephone()
    assert act(at_the_second_step(), SECOND_STEP, code=second)["errors"] == []
    late = at_the_second_step()
    assert refused(late, SECOND_STEP, code=second) == refused(late, SECOND_STEP, code=first) == ["WRONG_CODE"]


def test_a_recovery_code_is_good_once(lin: Actor) -> None:
    ask = as_person(lin)
    _, codes = enrolled(ask)
    assert act(at_the_second_step(), SECOND_STEP, code=codes[3])["errors"] == []
    assert refused(at_the_second_step(), SECOND_STEP, code=codes[3]) == ["WRONG_CODE"]
    assert ask(STATE).data["me"]["secondFactor"]["recoveryLeft"] == 9
    renewed = act(ask, RENEW)["recoveryCodes"]
    assert refused(at_the_second_step(), SECOND_STEP, code=codes[4]) == ["WRONG_CODE"]
    assert act(at_the_second_step(), SECOND_STEP, code=renewed[4])["errors"] == []


def test_codes_cannot_be_tried_one_after_the_other(lin: Actor) -> None:
    telephone, _ = enrolled(as_person(lin))  # the first try
    asks = [at_the_second_step() for _ in range(10)]
    assert [refused(ask, SECOND_STEP, code="000000")[0] for ask in asks] == ["WRONG_CODE"] * 9 + ["TOO_OFTEN"]
    assert refused(asks[0], SECOND_STEP, code=telephone()) == ["TOO_OFTEN"]


@pytest.mark.parametrize("change", ["late", "password", "left", "never"])
def test_the_second_step_follows_the_first(lin: Actor, change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    telephone, _ = enrolled(as_person(lin))
    ask = at_the_second_step() if change != "never" else as_nobody()
    if change == "late":
        monkeypatch.setattr("accounts.signing.WAITS", timedelta(seconds=-1))
    elif change == "password":
        person = Person.objects.get(pk=lin.person_id)
        person.set_password(NEW)
        person.save()
    elif change == "left":
        Person.objects.filter(pk=lin.person_id).update(is_active=False)
    assert refused(ask, SECOND_STEP, code=telephone()) == ["SIGN_IN_AGAIN"]
    assert ask(ME).data == {"me": None}


def test_signing_in_writes_nothing_on_the_person(lin: Actor) -> None:
    def row() -> Any:
        return Person.objects.filter(pk=lin.person_id).values().get()

    before = row()
    telephone, _ = enrolled(as_person(lin))
    act(at_the_second_step(), SECOND_STEP, code=telephone())
    assert row() == before


def test_who_signed_in_long_ago_says_again_who_he_is_before_a_sensitive_act(lin: Actor, tong: Actor) -> None:
    ask, hers = administrator(tong), as_person(lin)
    force = {"input": {"hall": CHANGLI, "username": "lin"}}
    grow_old()
    assert ask(FORCE, **force).data["forceSignOut"] == {"ok": False, "errors": [{"code": "CONFIRM_IDENTITY"}]}
    source = 'mutation { act: registerSource(input: {hall: "130322", code: "x", name: "x"}) { errors { code } } }'
    assert [refused(ask, each) for each in (source, ENROL)] == [["CONFIRM_IDENTITY"]] * 2
    assert refused(ask, CONFIRM, password="wrong") == ["INVALID_CREDENTIALS"]  # noqa: S106
    assert ask(FORCE, **force).data["forceSignOut"]["ok"] is False
    assert hers(ME).data["me"]["username"] == "lin"
    assert refused(ask, CONFIRM, password=PASSWORD) == []
    assert ask(FORCE, **force).data["forceSignOut"] == {"ok": True, "errors": []}


def test_turning_off_wants_password_and_code(lin: Actor) -> None:
    ask = as_person(lin)
    telephone, codes = enrolled(ask)
    grow_old()
    assert refused(ask, TURN_OFF) == refused(ask, RENEW) == ["CONFIRM_IDENTITY"]
    assert refused(ask, CONFIRM, password=PASSWORD) == ["WRONG_CODE"]
    assert refused(ask, TURN_OFF) == ["CONFIRM_IDENTITY"]
    assert refused(ask, CONFIRM, password=PASSWORD, code=codes[0]) == []
    assert act(ask, TURN_OFF) == {"me": {"secondFactor": {"isOn": False}}, "errors": []}
    assert refused(ask, TURN_OFF) == refused(ask, RENEW) == ["SECOND_FACTOR_OFF"]
    assert act(as_nobody(), SIGN_IN, username="lin", password=PASSWORD)["needsCode"] is False
    assert telephone.secret


def test_a_token_changes_nothing_of_its_person(lin: Actor, tong: Actor) -> None:
    machine = as_machine(lin)
    for text, given in [
        (ENROL, {}),
        (TURN_ON, {"code": "1"}),
        (TURN_OFF, {}),
        (RENEW, {}),
        (CONFIRM, {"password": PASSWORD}),
        (CHANGE, {"old": PASSWORD, "new": NEW}),
    ]:
        assert machine(text, **given).codes == ["SESSION_ONLY"]
    administrator(tong)
    assert as_machine(tong, CHANGLI)(FORCE, input={"hall": CHANGLI, "username": "lin"}).codes == ["SESSION_ONLY"]


@pytest.mark.parametrize("role", ["SUPERVISOR", "LEADER"])
def test_a_post_that_asks_for_a_second_factor_sees_nothing_without(han: Actor, settings: Settings, role: str) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset({role})
    ask = as_person(han)
    if role == "LEADER":
        assert ask('{ hall(code: "130322") { code } }').data["hall"]["code"] == CHANGLI
        return
    assert ask('{ hall(code: "130322") { code } }').codes == ["SECOND_FACTOR_NEEDED"]
    assert ask(STATE).data["me"]["needsSecondFactor"] is True
    telephone, _ = enrolled(ask)
    assert ask('{ hall(code: "130322") { code } }').data["hall"]["code"] == CHANGLI
    again = at_the_second_step("han")
    act(again, SECOND_STEP, code=telephone())
    assert again(STATE).data["me"]["needsSecondFactor"] is False
    assert act(again, TURN_OFF)["errors"] == []
    assert again('{ hall(code: "130322") { code } }').codes == ["SECOND_FACTOR_NEEDED"]


def test_a_changed_password_ends_the_other_sessions(lin: Actor) -> None:
    here, elsewhere = as_person(lin), as_person(lin)
    assert refused(here, CHANGE, old=PASSWORD, new=NEW) == []
    assert here(ME).data["me"]["username"] == "lin"
    assert elsewhere(ME).data == {"me": None}
    assert Session.objects.filter(person=lin.person_id).count() == 1
    assert refused(as_nobody(), SIGN_IN, username="lin", password=PASSWORD) == ["INVALID_CREDENTIALS"]
    assert refused(as_nobody(), SIGN_IN, username="lin", password=NEW) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("wrong", NEW, "INVALID_CREDENTIALS"),
        (PASSWORD, PASSWORD, "SAME_PASSWORD"),
        (PASSWORD, "eleven-char", "PASSWORD_TOO_SHORT"),
        (PASSWORD, "password1234", "PASSWORD_TOO_COMMON"),
        (PASSWORD, "x" * 129, "TOO_LONG"),
        (PASSWORD, "", "PASSWORD_TOO_SHORT"),
    ],
)
def test_a_password_that_is_refused_changes_nothing(lin: Actor, old: str, new: str, code: str) -> None:
    here, elsewhere = as_person(lin), as_person(lin)
    before = Person.objects.get(pk=lin.person_id).password
    assert refused(here, CHANGE, old=old, new=new) == [code]
    assert Person.objects.get(pk=lin.person_id).password == before
    assert elsewhere(ME).data["me"]["username"] == "lin"


def test_an_old_password_is_not_guessed_at_leisure(lin: Actor) -> None:
    ask = as_person(lin)
    attempts = [refused(ask, CHANGE, old="wrong", new=NEW)[0] for _ in range(5)]
    assert attempts == ["INVALID_CREDENTIALS"] * 4 + ["LOCKED_OUT"]
    assert refused(ask, CONFIRM, password=PASSWORD) == ["LOCKED_OUT"]


def test_everything_is_sealed_anew_under_a_new_key(lin: Actor, settings: Settings) -> None:
    telephone, codes = enrolled(as_person(lin))
    settings.FIELD_KEYS = {"new": bytes(range(32)), **settings.FIELD_KEYS}
    assert (second_factor.reseal(), second_factor.reseal()) == (2, 0)
    settings.FIELD_KEYS = {"new": settings.FIELD_KEYS["new"]}
    assert act(at_the_second_step(), SECOND_STEP, code=telephone())["errors"] == []
    assert act(at_the_second_step(), SECOND_STEP, code=codes[0])["errors"] == []


@pytest.mark.parametrize("new", ["只有 中文 的 密码 也 可以 用", "🙂" * 12, "no digit, no capital", "ab3$" * 32])
def test_passwords_of_any_letters_up_to_128_are_taken_whole(lin: Actor, new: str) -> None:
    assert refused(as_person(lin), CHANGE, old=PASSWORD, new=new) == []
    assert refused(as_nobody(), SIGN_IN, username="lin", password=new[:-1]) == ["INVALID_CREDENTIALS"]
    assert refused(as_nobody(), SIGN_IN, username="lin", password=new) == []


def test_a_code_of_long_ago_is_none(lin: Actor) -> None:
    telephone, _ = enrolled(as_person(lin))
    telephone.counter -= 5
    assert refused(at_the_second_step(), SECOND_STEP, code=telephone()) == ["WRONG_CODE"]
