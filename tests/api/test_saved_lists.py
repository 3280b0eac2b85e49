"""Lists that a person keeps under a name: his own, one default, without the text that he searched for."""

from hierarchy.models import Hall
from hierarchy.posts import Actor
from tests.api.asking import Asking, as_person

SAVE = """mutation ($id: ID, $name: String!, $address: String!, $isDefault: Boolean) {
  saveCaseList(id: $id, name: $name, address: $address, isDefault: $isDefault) {
    caseList { id name address isDefault } errors { code field } } }"""
DELETE = "mutation ($id: ID!) { deleteCaseList(id: $id) { errors { code field } } }"
MINE = "{ me { caseLists { id name address isDefault } } }"


def save(ask: Asking, name: str, address: str = "", **more: object) -> dict:
    return ask(SAVE, name=name, address=address, **more).data["saveCaseList"]


def names(ask: Asking) -> dict[str, bool]:
    return {one["name"]: one["isDefault"] for one in ask(MINE).data["me"]["caseLists"]}


def test_a_list_is_made_renamed_and_deleted(changli: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    made = save(ask, " 在办红灯 ", "state=ACCEPTED&lamp=RED&columns=number,due")
    assert made["errors"] == []
    key = made["caseList"]["id"]
    assert made["caseList"] == {
        "id": key, "name": "在办红灯", "address": "state=ACCEPTED&lamp=RED&columns=number%2Cdue", "isDefault": False,
    }  # fmt: skip
    save(ask, "红灯", "lamp=RED", id=key)
    assert ask(MINE).data["me"]["caseLists"] == [{"id": key, "name": "红灯", "address": "lamp=RED", "isDefault": False}]
    assert ask(DELETE, id=key).data["deleteCaseList"]["errors"] == []
    assert names(ask) == {}


def test_neither_a_searched_name_nor_a_place_in_the_list_is_kept(changli: Hall, lin: Actor) -> None:
    made = save(as_person(lin), "张", "search=张三&state=ACCEPTED&after=abc&page=3&list=9&other=1&class=JOINT")
    assert made["caseList"]["address"] == "state=ACCEPTED&class=JOINT"


def test_at_most_one_list_is_the_default_and_it_is_the_last_made_so(changli: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    save(ask, "甲", isDefault=True)
    save(ask, "乙", isDefault=True)
    assert names(ask) == {"甲": False, "乙": True}


def test_a_name_stands_once_and_a_refused_list_leaves_the_default_as_it_was(changli: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    save(ask, "甲", isDefault=True)
    save(ask, "乙")
    refused = save(ask, "乙", isDefault=True)
    assert refused == {"caseList": None, "errors": [{"code": "NAME_TAKEN", "field": "name"}]}
    assert names(ask) == {"甲": True, "乙": False}


def test_a_name_is_needed_short_and_the_lists_are_fifty(changli: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    assert save(ask, "  ")["errors"] == [{"code": "REQUIRED", "field": "name"}]
    assert save(ask, "长" * 41)["errors"] == [{"code": "TOO_LONG", "field": "name"}]
    for number in range(50):
        assert save(ask, f"第{number}")["errors"] == []
    assert save(ask, "第五十一")["errors"] == [{"code": "TOO_MANY_LISTS", "field": "name"}]
    assert len(names(ask)) == 50


def test_another_persons_list_is_neither_seen_nor_changed_nor_deleted(changli: Hall, lin: Actor, zhao: Actor) -> None:
    ask, other = as_person(lin), as_person(zhao)
    key = save(ask, "甲", "lamp=RED")["caseList"]["id"]
    assert names(other) == {}
    assert save(other, "改", id=key)["errors"] == [{"code": "NOT_FOUND", "field": "id"}]
    assert other(DELETE, id=key).data["deleteCaseList"]["errors"] == [{"code": "NOT_FOUND", "field": "id"}]
    assert other(DELETE, id="x").data["deleteCaseList"]["errors"] == [{"code": "NOT_FOUND", "field": "id"}]
    assert names(ask) == {"甲": False}
    assert names(other) == {}
