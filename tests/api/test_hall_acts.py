"""The tree in the browser: states, names, places, mergers and splits, by an administrator above, on record."""

from typing import Any

import pytest

from foundation.clock import local_day, now
from hierarchy import cache
from hierarchy.gates import enter
from hierarchy.models import Hall, HallChange, Post
from hierarchy.posts import Actor
from reporting import feeds
from rulebook.calendar import china
from tests.api.asking import Asking, as_person
from tests.api.desk import CHANGLI, QINHUANGDAO

pytestmark = pytest.mark.django_db
LULONG, CHENGDE, HEBEI = "130324000000", "130800000000", "130000000000"
LIST = """query ($contact: HallContact, $state: HallState) {
  halls(under: "130300", tier: COUNTY, contact: $contact, state: $state, first: 100) { edges { node { code } } } }"""
RECORD = """query ($after: String) { hallChanges(code: "130000", first: 2, after: $after) {
  edges { node { code kind before after reason personName on } } pageInfo { hasNextPage endCursor } } }"""


@pytest.fixture
def province(tong: Actor) -> Asking:
    """佟志远 as administrator of 河北省."""
    Post.objects.filter(pk=tong.post_id).update(hall=Hall.objects.get(code=HEBEI))
    return as_person(tong)


def act(ask: Asking, mutation: str, /, **given: Any) -> list[tuple[str, str | None]]:
    kind = f"{mutation[0].upper()}{mutation[1:]}Input"
    text = f"mutation ($input: {kind}!) {{ act: {mutation}(input: $input) {{ errors {{ code field }} }} }}"
    cache.forget()
    done = ask(text, input={"code": LULONG, "reason": "冀政字〔2026〕1号"} | given).data["act"]
    return [(error["code"], error["field"]) for error in done["errors"]]


def test_a_state_is_set_from_above_and_stays_on_record(province: Asking) -> None:
    today = local_day(now())
    assert act(province, "setHallState", state="TRIAL", trialUntil="2027-03-01") == []
    hall = Hall.objects.get(code=LULONG)
    assert (hall.state, str(hall.trial_until_on)) == ("TRIAL", "2027-03-01")
    [kept] = HallChange.objects.all()
    assert (kept.kind, kept.before, kept.after, kept.on) == ("STATE", "LIVE", "TRIAL", today)
    assert (kept.reason, kept.person_name) == ("冀政字〔2026〕1号", "佟志远")


@pytest.mark.parametrize(
    ("name", "given", "refused"),
    [
        ("setHallState", {"state": "LIVE"}, ("SAME_STATE", "state")),
        ("setHallState", {"state": "LIVE", "trialUntil": "2027-01-01"}, ("NO_TRIAL", "trialUntil")),
        ("setHallState", {"state": "SUSPENDED", "reason": " "}, ("REQUIRED", "reason")),
        ("setHallState", {"state": "SUSPENDED", "on": "2099-01-01"}, ("IN_FUTURE", "on")),
        ("renameHall", {"name": "卢龙县"}, ("SAME_NAME", "name")),
        ("renameHall", {"name": ""}, ("REQUIRED", "name")),
        ("moveHall", {"under": QINHUANGDAO}, ("SAME_PARENT", "under")),
        ("moveHall", {"under": CHANGLI}, ("WRONG_TIER", "under")),
        ("mergeHall", {"into": LULONG}, ("HAS_CHILDREN", None)),
        ("splitHall", {"newCode": CHANGLI, "name": "新区"}, ("CODE_TAKEN", "newCode")),
    ],
)
def test_what_makes_no_tree_is_refused_with_its_field_and_changes_nothing(province, name, given, refused) -> None:
    before = list(Hall.objects.order_by("pk").values())
    assert act(province, name, **given) == [refused]
    assert list(Hall.objects.order_by("pk").values()) == before
    assert not HallChange.objects.exists()


def test_places_names_and_new_halls_are_told_newest_first_by_pages(province: Asking) -> None:
    assert act(province, "renameHall", name="卢龙市") == []
    assert act(province, "moveHall", under=CHENGDE) == []
    assert act(province, "splitHall", newCode="130399", name="新区") == []
    assert Hall.objects.get(code=LULONG).parent.code == CHENGDE
    first = province(RECORD).data["hallChanges"]
    assert [edge["node"]["kind"] for edge in first["edges"]] == ["SPLIT", "MOVED"]
    assert first["pageInfo"]["hasNextPage"]
    rest = province(RECORD, after=first["pageInfo"]["endCursor"]).data["hallChanges"]
    assert [(edge["node"]["before"], edge["node"]["after"]) for edge in rest["edges"]] == [("卢龙县", "卢龙市")]
    assert not rest["pageInfo"]["hasNextPage"]


def test_a_list_of_halls_is_narrowed_by_state_and_contact(zhao: Actor, changli: Hall) -> None:
    ask, moment = as_person(zhao), now()
    with enter(changli):
        feeds.forget()
        feeds.hear_hall(CHANGLI, at=moment, calendar=china())

    def codes(**given: Any) -> list[str]:
        return [edge["node"]["code"] for edge in ask(LIST, **given).data["halls"]["edges"]]

    assert codes(contact="HEARD") == [CHANGLI]
    assert CHANGLI not in codes(contact="NOT_CONNECTED")
    assert LULONG in codes(contact="NOT_CONNECTED")
    assert codes(contact="SILENT") == []
    assert codes(state=changli.state)
    assert set(codes()) == {*codes(contact="HEARD"), *codes(contact="NOT_CONNECTED")}
