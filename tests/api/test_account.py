"""A person sees where he is signed in and ends it; an administrator ends it for who holds a post in his hall."""

from datetime import date
from typing import Any

from accounts import tokens
from accounts.models import Person, Session, Token
from hierarchy.cache import hall_by_code
from hierarchy.models import Post
from hierarchy.posts import Actor
from tests.api.asking import Asking, as_machine, as_nobody, as_person
from tests.api.desk import CHANGLI
from tests.api.test_sessions import ME, sign_in

SIGN_INS = "{ signIns { id isToken isThis label hallName createdAt seenAt endsAt address browser system } }"
END = "mutation ($id: ID!) { endSignIn(id: $id) { signIns { id } errors { code field } } }"
END_OTHERS = "mutation { endOtherSignIns { signIns { isThis isToken } errors { code } } }"
FORCE = "mutation ($input: StaffInput!) { forceSignOut(input: $input) { ok errors { code } } }"
PEOPLE = "query ($hall: ID!) { posts(hall: $hall) { edges { node { username sessions role departments } } } }"


def administrator(tong: Actor) -> Asking:
    """Tong at 昌黎."""
    Post.objects.filter(pk=tong.post_id).update(hall=hall_by_code(CHANGLI))
    return as_person(tong)


def listed(ask: Asking) -> list[dict[str, Any]]:
    return list(ask(SIGN_INS).data["signIns"])


def test_a_person_sees_his_own_sessions_and_tokens(lin: Actor, qian: Actor) -> None:
    as_person(qian)
    as_machine(qian)
    here, elsewhere, machine = as_nobody(), as_nobody(), as_machine(lin)
    here.headers = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"}
    sign_in(here)
    sign_in(elsewhere)
    assert machine(ME).data["me"]["username"] == "lin"
    rows = listed(here)
    assert [(row["isToken"], row["isThis"]) for row in rows] == [(False, False), (False, True), (True, False)]
    this = rows[1]
    assert (this["address"], this["browser"], this["system"]) == ("127.0.0.1", "Firefox", "Windows")
    assert (rows[2]["hallName"], rows[2]["endsAt"], rows[2]["seenAt"] is None) == ("昌黎县", None, False)
    assert not {row["id"] for row in rows} & set(Session.objects.values_list("session_key", flat=True))
    assert [row["isThis"] for row in listed(machine)] == [False, False, False]


def test_a_person_ends_one_of_his_sessions_and_one_of_his_tokens(lin: Actor) -> None:
    here, elsewhere, machine = as_person(lin), as_person(lin), as_machine(lin)
    other = next(row["id"] for row in listed(here) if not row["isThis"] and not row["isToken"])
    assert len(here(END, id=other).data["endSignIn"]["signIns"]) == 2
    assert elsewhere(ME).data == {"me": None}
    token = next(row["id"] for row in listed(here) if row["isToken"])
    assert here(END, id=token).data["endSignIn"]["errors"] == []
    assert machine(ME).data == {"me": None}
    assert here(ME).data["me"]["username"] == "lin"


def test_nobody_ends_what_is_not_his(lin: Actor, qian: Actor) -> None:
    hers, ask = as_person(qian), as_person(lin)
    token = tokens.issue(Person.objects.get(pk=qian.person_id), hall_code=qian.hall_code).token
    source = tokens.issue(Person.objects.get(pk=lin.person_id), hall_code=CHANGLI, source="spj").token
    number = Session.objects.get(person=qian.person_id).number
    for given in (str(number), "x", "0" * 40):
        assert ask(END, id=given).data["endSignIn"]["errors"] == [{"code": "NO_SUCH_SESSION", "field": "id"}]
    for given in (f"token-{token.pk}", f"token-{source.pk}", "token-x", "token-" + "9" * 30):
        assert ask(END, id=given).data["endSignIn"]["errors"][0]["code"] == "NO_SUCH_TOKEN"
    assert hers(ME).data["me"]["username"] == "qian"
    assert Token.objects.filter(revoked_at=None).count() == 2


def test_all_others_end_at_once(lin: Actor, qian: Actor) -> None:
    here, elsewhere, machine, hers = as_person(lin), as_person(lin), as_machine(lin), as_person(qian)
    assert here(END_OTHERS).data["endOtherSignIns"] == {"signIns": [{"isThis": True, "isToken": False}], "errors": []}
    assert elsewhere(ME).data == machine(ME).data == {"me": None}
    assert hers(ME).data["me"]["username"] == "qian"


def test_a_token_ends_no_session(lin: Actor) -> None:
    ask, machine = as_person(lin), as_machine(lin)
    assert machine(END_OTHERS).codes == machine(END, id="x").codes == ["SESSION_ONLY"]
    assert ask(ME).data["me"]["username"] == "lin"


def test_an_administrator_signs_out_who_holds_a_post_in_his_hall(lin: Actor, tong: Actor) -> None:
    ask, hers, machine = administrator(tong), as_person(lin), as_machine(lin)
    found = [edge["node"] for edge in ask(PEOPLE, hall=CHANGLI).data["posts"]["edges"]]
    assert [one["username"] for one in found] == ["lin", "tong"]
    assert found[0] == {"username": "lin", "sessions": 1, "role": "CLERK", "departments": []}
    forced = ask(FORCE, input={"hall": CHANGLI, "username": "lin"}).data["forceSignOut"]
    assert forced == {"ok": True, "errors": []}
    assert hers(ME).data == machine(ME).data == {"me": None}
    assert sign_in(as_nobody()) == ("lin", [])


def test_who_only_stands_above_or_left_or_is_elsewhere_is_not_signed_out(
    lin: Actor, zhao: Actor, han: Actor, qian: Actor, tong: Actor
) -> None:
    ask, others = administrator(tong), {one: as_person(one) for one in (zhao, han, qian, lin)}
    Post.objects.filter(pk=lin.post_id).update(until_on=date(2025, 1, 1))
    for name in ("zhao", "han", "qian", "lin", "nobody"):
        assert ask(FORCE, input={"hall": CHANGLI, "username": name}).codes == ["NOT_FOUND"]
    for one in others.values():
        assert one(ME).data["me"] is not None


def test_nobody_else_signs_anybody_out(lin: Actor, zhao: Actor, tong: Actor) -> None:
    hers = as_person(lin)
    for actor in (lin, zhao):
        assert as_person(actor)(FORCE, input={"hall": CHANGLI, "username": "lin"}).codes == ["FORBIDDEN"]
        assert as_person(actor)(PEOPLE, hall=CHANGLI).codes == ["FORBIDDEN"]
    assert as_person(tong)(FORCE, input={"hall": CHANGLI, "username": "lin"}).codes == ["NOT_FOUND"]
    assert hers(ME).data["me"]["username"] == "lin"
