"""The administrator of a hall gives and ends posts in it, signs people out and lifts their locks."""

from datetime import date, timedelta
from typing import Any

import pytest

from accounts.models import AccountNotice, Session
from foundation.clock import local_day, now
from hierarchy.gates import enter
from hierarchy.models import Hall, Post
from hierarchy.posts import Actor
from tenants.audit.models import AdminAct
from tests.api.asking import Asking, as_machine, as_nobody, as_person
from tests.api.desk import CHANGLI
from tests.api.test_account import administrator
from tests.api.test_identity import grow_old
from tests.api.test_sessions import ME, sign_in

POSTS = """query ($hall: ID!, $when: PostWhen, $role: Role, $department: ID, $search: String, $first: Int,
    $after: String) {
  posts(hall: $hall, when: $when, role: $role, department: $department, search: $search, first: $first,
        after: $after) {
    edges { node { id username role departments section when untilOn isOwn isLocked sessions } }
    pageInfo { hasNextPage endCursor } } }"""
GRANT = """mutation ($input: GrantPostInput!) { act: grantPost(input: $input) {
  post { id username role departments when untilOn } errors { code field } } }"""
END = """mutation ($input: EndPostInput!) { act: endPost(input: $input) {
  post { id when untilOn } errors { code field } } }"""
LIFT = "mutation ($input: StaffInput!) { act: liftLock(input: $input) { ok errors { code field } } }"
HALL = '{ hall(code: "130322") { code } }'


def day(later: int = 0) -> date:
    return local_day(now()) + timedelta(days=later)


def listed(ask: Asking, **given: Any) -> list[dict[str, Any]]:
    return [edge["node"] for edge in ask(POSTS, hall=CHANGLI, **given).data["posts"]["edges"]]


def grant(ask: Asking, **given: Any) -> dict[str, Any]:
    return dict(ask(GRANT, input={"hall": CHANGLI, "username": "qian", "role": "CLERK"} | given).data["act"])


def end(ask: Asking, number: object, **given: Any) -> dict[str, Any]:
    return dict(ask(END, input={"hall": CHANGLI, "id": str(number)} | given).data["act"])


def kept(hall: Hall) -> list[tuple[str, str]]:
    with enter(hall):
        return list(AdminAct.objects.order_by("pk").values_list("kind", "subject"))


def test_a_post_is_given_and_opens_the_hall_and_its_end_closes_it(changli: Hall, qian: Actor, tong: Actor) -> None:
    ask, hers = administrator(tong), as_person(qian)
    made = grant(ask, departments=["D01"], section="食品股")
    assert made["errors"] == []
    assert (made["post"]["username"], made["post"]["when"], made["post"]["untilOn"]) == ("qian", "HELD", None)
    number = made["post"]["id"]
    hers("mutation ($id: ID!) { choosePost(id: $id) { errors { code } } }", id=number)
    assert hers(HALL).data["hall"] == {"code": CHANGLI}
    done = end(ask, number)
    assert done == {"post": {"id": number, "when": "ENDED", "untilOn": day().isoformat()}, "errors": []}
    assert hers(HALL).codes == ["NOT_FOUND"]
    assert kept(changli) == [("POST_GIVEN", "qian"), ("POST_ENDED", "qian")]
    told = list(AccountNotice.objects.filter(person=qian.person_id).order_by("pk").values_list("kind", "params"))
    said = {"hall": CHANGLI, "hall_name": "昌黎县", "role": "CLERK"}
    assert told == [("POST_GIVEN", said), ("POST_ENDED", said)]


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"username": "nobody-here"}, "NO_SUCH_PERSON", "username"),
        ({"username": "tong"}, "OWN_POST", "username"),
        ({"username": "lin"}, "POST_HELD", "role"),
        ({"departments": ["D01", "none"]}, "NO_SUCH_DEPARTMENT", "departments"),
        ({"departments": ["D01", "D01"]}, "NO_SUCH_DEPARTMENT", "departments"),
        ({"section": "x" * 65}, "TOO_LONG", "section"),
        ({"fromOn": "2026-10-13"}, "BAD_PERIOD", "fromOn"),
        ({"untilOn": "2026-10-14"}, "BAD_PERIOD", "untilOn"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_post_that_cannot_be_given_says_why_and_where(
    changli: Hall, lin: Actor, qian: Actor, tong: Actor, given: dict[str, Any], code: str, field: str
) -> None:
    ask, before = administrator(tong), Post.objects.count()
    assert grant(ask, **given) == {"post": None, "errors": [{"code": code, "field": field}]}
    assert Post.objects.count() == before
    assert kept(changli) == []


def test_what_was_sent_twice_is_done_once(changli: Hall, qian: Actor, tong: Actor) -> None:
    ask = administrator(tong)
    first = grant(ask, idempotencyKey="k1")
    assert grant(ask, idempotencyKey="k1") == first
    number = first["post"]["id"]
    assert end(ask, number, idempotencyKey="k2") == end(ask, number, idempotencyKey="k2")
    assert end(ask, number)["errors"] == [{"code": "POST_ENDED", "field": "id"}]
    assert kept(changli) == [("POST_GIVEN", "qian"), ("POST_ENDED", "qian")]


def test_a_post_of_later_days_begins_then_and_may_be_called_off(changli: Hall, qian: Actor, tong: Actor) -> None:
    ask, later = administrator(tong), day(3)
    post = grant(ask, fromOn=str(later), untilOn=str(later + timedelta(days=5)))["post"]
    assert post["when"] == "COMING"
    again = grant(ask, fromOn=str(later + timedelta(days=4)))
    assert again["errors"] == [{"code": "POST_HELD", "field": "role"}]
    assert grant(ask, fromOn=str(later + timedelta(days=5)))["errors"] == []
    assert end(ask, post["id"])["post"]["untilOn"] == str(later)
    row = Post.objects.get(pk=post["id"])
    assert row.until_on == row.from_on


def test_nobody_else_gives_ends_or_lifts(changli: Hall, lin: Actor, zhao: Actor, qian: Actor, tong: Actor) -> None:
    before = list(Post.objects.order_by("pk").values())
    asked = [
        (GRANT, {"hall": CHANGLI, "username": "qian", "role": "CLERK"}),
        (END, {"hall": CHANGLI, "id": str(lin.post_id)}),
        (LIFT, {"hall": CHANGLI, "username": "lin"}),
    ]
    for text, given in asked:
        for actor, code in ((lin, "FORBIDDEN"), (zhao, "FORBIDDEN"), (qian, "NOT_FOUND"), (tong, "NOT_FOUND")):
            assert as_person(actor)(text, input=given).codes == [code]
    for actor, code in ((lin, "FORBIDDEN"), (zhao, "FORBIDDEN"), (qian, "NOT_FOUND")):
        assert as_person(actor)(POSTS, hall=CHANGLI).codes == [code]
    assert list(Post.objects.order_by("pk").values()) == before
    admin = administrator(tong)
    for text, given in asked:
        assert as_machine(tong, CHANGLI)(text, input=given).codes == ["SESSION_ONLY"]
    grow_old()
    for text, given in asked:
        assert admin(text, input=given).data["act"]["errors"][0]["code"] == "CONFIRM_IDENTITY"
    assert kept(changli) == []


def test_a_post_of_another_hall_or_his_own_is_not_ended(changli: Hall, lin: Actor, qian: Actor, tong: Actor) -> None:
    ask = administrator(tong)
    for number in (qian.post_id, 0, "x", "9" * 30):
        assert ask(END, input={"hall": CHANGLI, "id": str(number)}).codes == ["NOT_FOUND"]
    assert end(ask, tong.post_id)["errors"] == [{"code": "OWN_POST", "field": "id"}]
    assert Post.objects.filter(until_on=None, pk__in=[qian.post_id, tong.post_id]).count() == 2


def test_posts_page_and_filter(changli: Hall, lin: Actor, qian: Actor, tong: Actor) -> None:
    ask = administrator(tong)
    grant(ask, departments=["D01"], section="食品股", fromOn=str(day(1)))
    end(ask, lin.post_id)
    rows = listed(ask)
    assert [(row["username"], row["when"], row["isOwn"]) for row in rows] == [
        ("lin", "ENDED", False), ("qian", "COMING", False), ("tong", "HELD", True),
    ]  # fmt: skip
    first = ask(POSTS, hall=CHANGLI, first=2).data["posts"]["pageInfo"]
    assert first["hasNextPage"] is True
    assert [row["username"] for row in listed(ask, after=first["endCursor"])] == ["tong"]
    for given, names in [
        ({"when": "HELD"}, ["tong"]),
        ({"when": "COMING"}, ["qian"]),
        ({"when": "ENDED"}, ["lin"]),
        ({"role": "CLERK"}, ["lin", "qian"]),
        ({"department": "D01"}, ["qian"]),
        ({"search": "林"}, ["lin"]),
        ({"search": "食品"}, ["qian"]),
    ]:
        assert [row["username"] for row in listed(ask, **given)] == names, given
    told = ask.client.get(f"/api/v1/halls/{CHANGLI}/posts.csv", {"role": "CLERK"}).content.decode("utf-8-sig")
    assert [line.split(",")[1] for line in told.splitlines()[1:]] == ["lin", "qian"]
    for actor in (lin, qian):
        assert as_person(actor).client.get(f"/api/v1/halls/{CHANGLI}/posts.csv").status_code == 404
    assert ask.client.get(f"/api/v1/halls/{CHANGLI}/posts.csv", {"when": "X"}).status_code == 400


def test_a_lock_is_seen_and_lifted(changli: Hall, lin: Actor, tong: Actor) -> None:
    ask, given = administrator(tong), {"input": {"hall": CHANGLI, "username": "lin"}}
    assert ask(LIFT, **given).data["act"] == {"ok": False, "errors": [{"code": "NOT_LOCKED", "field": "username"}]}
    for _ in range(5):
        sign_in(as_nobody(), "lin", "wrong")
    assert sign_in(as_nobody()) == (None, ["LOCKED_OUT"])
    assert {row["username"]: row["isLocked"] for row in listed(ask)} == {"lin": True, "tong": False}
    assert ask(LIFT, **given).data["act"] == {"ok": True, "errors": []}
    assert sign_in(as_nobody()) == ("lin", [])
    assert kept(changli) == [("LOCK_LIFTED", "lin")]
    assert AccountNotice.objects.get(person=lin.person_id).kind == "LOCK_LIFTED"


def test_sessions_of_a_person_are_counted_at_each_of_his_posts(changli: Hall, lin: Actor, tong: Actor) -> None:
    ask, hers = administrator(tong), as_person(lin)
    as_person(lin)
    assert {row["username"]: row["sessions"] for row in listed(ask)} == {"lin": 2, "tong": 1}
    Session.objects.filter(person=lin.person_id).delete()
    assert hers(ME).data == {"me": None}
    assert listed(ask, search="lin")[0]["sessions"] == 0
