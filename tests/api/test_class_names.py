"""What a place calls the classes of cases: the nearest tier wins, and its own administrator says so."""

from typing import Any

import pytest

from hierarchy import class_names
from hierarchy.cache import hall_by_code
from hierarchy.gates import enter
from hierarchy.models import ClassName, Hall
from hierarchy.posts import Actor
from rulebook.classes import CaseClass
from tenants.audit.models import AdminAct
from tests.api.asking import Asking, as_person
from tests.api.desk import CHANGLI, PINGQUAN, QINHUANGDAO, law
from tests.api.test_account import administrator

NAMES = "query ($code: ID!) { classNames(code: $code) { caseClass name isOwn fromHall } }"
CALL = """mutation ($input: NameClassInput!) { act: nameClass(input: $input) {
  names { caseClass name isOwn fromName } errors { code field } } }"""
HEBEI = "130000000000"
CITED = "《中华人民共和国行政许可法》第四十二条第一款"


def names(ask: Asking, code: str = CHANGLI) -> dict[str, str]:
    return {one["caseClass"]: one["name"] for one in ask(NAMES, code=code).data["classNames"]}


def call(ask: Asking, name: str, case_class: str = "JOINT", **given: Any) -> dict[str, Any]:
    return dict(
        ask(CALL, input={"hall": CHANGLI, "caseClass": case_class, "name": name, "article": law()} | given).data["act"]
    )


def at(code: str, case_class: CaseClass, name: str) -> None:
    class_names.call(hall_by_code(code), case_class, name, article=law())


def test_the_nearest_tier_wins_and_what_nobody_names_keeps_its_name(
    changli: Hall, lin: Actor, qian: Actor, han: Actor
) -> None:
    assert names(as_person(lin)) == {}
    at(HEBEI, CaseClass.JOINT, "并联件")
    at(HEBEI, CaseClass.RETURNED, "退件")
    at(QINHUANGDAO, CaseClass.JOINT, "联审件")
    assert names(as_person(lin)) == {"JOINT": "联审件", "RETURNED": "退件"}
    assert names(as_person(qian), PINGQUAN) == {"JOINT": "并联件", "RETURNED": "退件"}
    told = as_person(han)(NAMES, code=CHANGLI).data["classNames"]
    assert [(one["isOwn"], one["fromHall"]) for one in told] == [(False, QINHUANGDAO), (False, HEBEI)]
    # A clerk is not told of places above his own.
    assert {one["fromHall"] for one in as_person(lin)(NAMES, code=CHANGLI).data["classNames"]} == {None}


def test_an_administrator_names_a_class_and_takes_the_name_back(changli: Hall, tong: Actor) -> None:
    at(HEBEI, CaseClass.JOINT, "并联件")
    ask = administrator(tong)
    done = call(ask, " 会办件 ")
    assert done == {
        "names": [{"caseClass": "JOINT", "name": "会办件", "isOwn": True, "fromName": "昌黎县"}],
        "errors": [],
    }
    call(ask, "合办件")
    assert names(ask) == {"JOINT": "合办件"}
    call(ask, "", article=None)
    assert names(ask) == {"JOINT": "并联件"}
    with enter(changli):
        kept = list(AdminAct.objects.order_by("pk").values_list("kind", "subject", "before", "after"))
    said = [("", "会办件"), ("会办件", "合办件"), ("合办件", "")]
    assert kept == [
        ("CLASS_NAMED", "JOINT", {"name": before}, {"name": after, "cited": CITED if after else ""})
        for before, after in said
    ]


def test_what_was_sent_twice_is_done_once(changli: Hall, tong: Actor) -> None:
    ask = administrator(tong)
    assert call(ask, "会办件", idempotencyKey="k1") == call(ask, "会办件", idempotencyKey="k1")
    with enter(changli):
        assert AdminAct.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "code"),
    [("长" * 17, "TOO_LONG"), ("会\n办", "TOO_LONG"), ("退件", "NAME_TAKEN")],
    ids=lambda one: one[-10:],
)
def test_a_name_that_tells_nothing_apart_is_refused(changli: Hall, tong: Actor, name: str, code: str) -> None:
    at(QINHUANGDAO, CaseClass.RETURNED, "退件")
    assert call(administrator(tong), name) == {"names": None, "errors": [{"code": code, "field": "name"}]}
    with enter(changli):
        assert AdminAct.objects.count() == 0
    assert ClassName.objects.count() == 1


@pytest.mark.parametrize(
    ("article", "code"),
    [(lambda: None, "ARTICLE_NEEDED"), (lambda: "999999", "NO_SUCH_ARTICLE"),
     (lambda: law("RS04", "第五至八条"), "RULE_OF_ELSEWHERE")],
    ids=["none", "not in the register", "of another place"],
)  # fmt: skip
def test_a_name_cites_an_article_in_force(changli: Hall, tong: Actor, article: Any, code: str) -> None:
    refused = call(administrator(tong), "会办件", article=article())
    assert refused == {"names": None, "errors": [{"code": code, "field": "article"}]}
    assert ClassName.objects.count() == 0


def test_nobody_else_names_a_class(changli: Hall, lin: Actor, zhao: Actor, qian: Actor, tong: Actor) -> None:
    given = {"hall": CHANGLI, "caseClass": "JOINT", "name": "会办件"}
    for actor, code in ((lin, "FORBIDDEN"), (zhao, "FORBIDDEN"), (qian, "NOT_FOUND"), (tong, "NOT_FOUND")):
        assert as_person(actor)(CALL, input=given).codes == [code]
    assert as_person(qian)(NAMES, code=CHANGLI).codes == ["NOT_FOUND"]
    assert ClassName.objects.count() == 0
