"""Signing in and out, the lock, the CSRF token, and which post a session acts through."""

from datetime import date, timedelta

import pytest
from django.test import Client

from accounts.models import Person, Session
from foundation.clock import local_day, now
from hierarchy.cache import hall_by_code
from hierarchy.models import Post, Role
from hierarchy.posts import Actor
from tests.api.asking import Asking, as_machine, as_nobody, as_person
from tests.api.desk import CHANGLI, PINGQUAN, QINHUANGDAO
from tests.cast import PASSWORD

SIGN_IN = """mutation ($username: String!, $password: String!) {
  signIn(username: $username, password: $password) { me { username activePost { role } } errors { code message } }
}"""
ME = "{ me { username language posts { id role hall { code } } activePost { id hall { code name } } } }"


def sign_in(ask: Asking, username: str = "lin", password: str = PASSWORD) -> tuple[str | None, list[str]]:
    payload = ask(SIGN_IN, username=username, password=password).data["signIn"]
    return payload["me"] and payload["me"]["username"], [error["code"] for error in payload["errors"]]


def test_a_person_signs_in_reads_and_signs_out(lin: Actor) -> None:
    ask = as_nobody()
    assert ask(ME).data == {"me": None}
    assert sign_in(ask) == ("lin", [])
    assert ask(ME).data["me"]["activePost"]["hall"] == {"code": CHANGLI, "name": "昌黎县"}
    assert ask("mutation { signOut { ok } }").data == {"signOut": {"ok": True}}
    assert ask(ME).data == {"me": None}
    assert Session.objects.count() == 0


def test_signing_in_answers_with_the_person_and_makes_a_new_session_key(lin: Actor, zhao: Actor) -> None:
    ask = as_nobody()
    sign_in(ask)
    first = ask.client.cookies["sessionid"].value
    sign_in(ask, "zhao")
    assert ask.client.cookies["sessionid"].value != first
    assert ask(ME).data["me"]["username"] == "zhao"
    assert not Session.objects.filter(session_key=first).exists()


@pytest.mark.parametrize(
    ("username", "password"),
    [("lin", "wrong"), ("nobody", PASSWORD), ("", PASSWORD), ("l" * 65, PASSWORD), ("lin", "x" * 300)],
)
def test_an_unknown_name_and_a_wrong_password_look_alike(lin: Actor, username: str, password: str) -> None:
    ask = as_nobody()
    assert sign_in(ask, username, password) == (None, ["INVALID_CREDENTIALS"])
    assert ask(ME).data == {"me": None}


def test_the_fifth_failure_locks_the_name_for_a_quarter_hour(lin: Actor, zhao: Actor) -> None:
    attempts = [sign_in(as_nobody(), "lin", "wrong")[1] for _ in range(5)]
    assert attempts == [["INVALID_CREDENTIALS"]] * 4 + [["LOCKED_OUT"]]
    payload = as_nobody()(SIGN_IN, username="lin", password=PASSWORD).data["signIn"]
    assert payload == {
        "me": None,
        "errors": [{"code": "LOCKED_OUT", "message": "Too many failures; try again in 15 minutes."}],
    }
    assert sign_in(as_nobody(), "zhao") == ("zhao", [])


def test_a_session_needs_the_csrf_token_and_a_machine_does_not(lin: Actor) -> None:
    client = Client(enforce_csrf_checks=True)
    ask = Asking(client)
    answer = ask(SIGN_IN, username="lin", password=PASSWORD)
    assert (answer.status, answer.codes) == (403, ["CSRF_FAILED"])
    client.get("/")
    token = client.cookies["csrftoken"].value
    assert sign_in(Asking(client, **{"X-CSRFToken": token})) == ("lin", [])
    machine = as_machine(lin)
    machine.client = Client(enforce_csrf_checks=True)
    assert machine(ME).data["me"]["username"] == "lin"


def test_a_session_acts_through_the_post_that_it_chose(lin: Actor) -> None:
    person = Person.objects.get(pk=lin.person_id)
    second = Post.objects.create(
        person=person, hall=hall_by_code(QINHUANGDAO), role=Role.LEADER, from_on=date(2025, 1, 1)
    )
    choose = "mutation ($id: ID!) { choosePost(id: $id) { me { activePost { id role } } errors { code field } } }"
    ask = as_person(lin)
    # The widest post is the first one.
    assert ask(ME).data["me"]["activePost"]["id"] == str(second.pk)
    chosen = ask(choose, id=str(lin.post_id)).data["choosePost"]
    assert chosen == {"me": {"activePost": {"id": str(lin.post_id), "role": "CLERK"}}, "errors": []}
    assert ask('{ hall(code: "130300") { code } }').codes == ["NOT_FOUND"]
    assert ask(choose, id=str(second.pk)).data["choosePost"]["errors"] == []
    assert ask('{ hall(code: "130300") { code } }').data == {"hall": {"code": QINHUANGDAO}}


def test_nobody_chooses_the_post_of_another_person(lin: Actor, qian: Actor) -> None:
    ask = as_person(lin)
    for post in (str(qian.post_id), "0", "x"):
        payload = ask("mutation ($id: ID!) { choosePost(id: $id) { errors { code } } }", id=post).data["choosePost"]
        assert payload == {"errors": [{"code": "NOT_FOUND"}]}
    assert ask('{ hall(code: "130881") { code } }').codes == ["NOT_FOUND"]


def test_a_post_that_ended_sees_nothing_and_the_person_is_told(lin: Actor) -> None:
    ask, machine = as_person(lin), as_machine(lin)
    Post.objects.filter(pk=lin.post_id).update(until_on=local_day(now()))
    for caller in (ask, machine):
        assert caller('{ hall(code: "130322") { code } }').codes == ["NO_POST"]
        assert caller('{ cases(hall: "130322") { edges { cursor } } }').codes == ["NO_POST"]
        assert caller(ME).data["me"]["posts"] == []
    Post.objects.filter(pk=lin.post_id).update(until_on=local_day(now()) + timedelta(days=1))
    assert ask('{ hall(code: "130322") { code } }').data == {"hall": {"code": CHANGLI}}


def test_a_person_who_left_is_signed_out_everywhere(lin: Actor) -> None:
    ask, machine = as_person(lin), as_machine(lin)
    Person.objects.filter(pk=lin.person_id).update(is_active=False)
    assert ask(ME).data == machine(ME).data == {"me": None}
    assert sign_in(as_nobody()) == (None, ["INVALID_CREDENTIALS"])


def test_a_machine_has_no_session_to_end_or_to_change(lin: Actor) -> None:
    machine = as_machine(lin)
    assert machine("mutation { signOut { ok } }").codes == ["SESSION_ONLY"]
    assert machine('mutation { choosePost(id: "1") { errors { code } } }').codes == ["SESSION_ONLY"]


def test_pages_speak_the_language_that_a_person_chose(lin: Actor) -> None:
    ask = as_person(lin)
    choose = "mutation ($to: String!) { setLanguage(language: $to) { me { language } errors { code } } }"
    assert ask(choose, to="en").data["setLanguage"] == {"me": {"language": "en"}, "errors": []}
    assert ask(choose, to="fr").data["setLanguage"]["errors"] == [{"code": "NO_SUCH_LANGUAGE"}]
    assert ask(ME).data["me"]["language"] == "en"


@pytest.mark.parametrize(
    "operation",
    [
        '{ hall(code: "130322") { code } }',
        "{ halls { edges { cursor } } }",
        '{ alerts(code: "130322") { edges { cursor } } }',
        '{ cases(hall: "130322") { edges { cursor } } }',
        "mutation { signOut { ok } }",
        'mutation { acceptCase(input: {hall: "130322", number: "1"}) { errors { code } } }',
        "{ me { username } ...more } fragment more on Query { halls { edges { cursor } } }",
    ],
)
def test_nobody_reads_or_does_anything(db: None, operation: str) -> None:
    answer = as_nobody()(operation)
    assert (answer.content["data"], answer.codes) == (None, ["NOT_SIGNED_IN"])


def test_signing_in_does_not_open_what_was_asked_beside_it(qian: Actor) -> None:
    both = f"""mutation {{ signIn(username: "qian", password: "{PASSWORD}") {{ errors {{ code }} }}
      acceptCase(input: {{hall: "{PINGQUAN}", number: "1"}}) {{ errors {{ code }} }} }}"""
    ask = as_nobody()
    assert ask(both).codes == ["NOT_SIGNED_IN"]
    assert ask(ME).data == {"me": None}
