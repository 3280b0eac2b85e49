"""亮灯规则 and the register over GraphQL: who reads and publishes, what is refused and named, what is kept."""

from typing import Any

import pytest

from hierarchy import local_rules
from hierarchy.gates import enter
from hierarchy.models import Hall, LocalRule, SignalVersion
from hierarchy.posts import Actor
from tenants.audit.models import AdminAct
from tenants.cases.models import Case
from tests.api import desk
from tests.api.asking import Asking, as_person

LADDER = """query ($hall: ID!, $item: ID) { signals(hall: $hall, item: $item) {
  isDefault mayPublish delays { source hours }
  rungs { code anchor offset edge level colour tell { role channel } proposes
    origin { tier version fromOn cited } } } }"""
VERSIONS = """query ($hall: ID!, $item: ID, $first: Int, $after: String) {
  signalVersions(hall: $hall, item: $item, first: $first, after: $after) {
    edges { node { tier item itemName number personName rungs { code } } } pageInfo { hasNextPage endCursor } } }"""
RULES = """query ($hall: ID!, $scope: RuleScope, $search: String, $first: Int, $after: String) {
  localRules(hall: $hall, scope: $scope, search: $search, first: $first, after: $after) {
    edges { node { id code title isCitable repealedOn notShown articles { id number text isWording } } }
    pageInfo { hasNextPage endCursor } } }"""
PUBLISH = """mutation ($input: SignalLadderInput!) { act: publishSignals(input: $input) {
  ladder { isDefault rungs { code origin { tier } } } errors { code field } rung tier } }"""
PREVIEW = """mutation ($input: SignalLadderInput!) { act: previewSignals(input: $input) {
  preview { examined isWhole newlyYellow newlyRed } errors { code } rung tier } }"""
REGISTER = """mutation ($input: RegisterLocalRuleInput!) { act: registerLocalRule(input: $input) {
  rule { id code hall articles { id } } errors { code field } } }"""
REPEAL = """mutation ($input: RepealLocalRuleInput!) { act: repealLocalRule(input: $input) {
  rule { repealedOn isInForce } errors { code } } }"""

QINGLONG, PROVINCE = "130321000000", desk.HEBEI


@pytest.fixture
def law(changli: Hall) -> str:
    local_rules.load_shipped()
    found = LocalRule.objects.get(code="LAW-XZXKF").articles.get(number="第四十二条第一款")
    return str(found.pk)


@pytest.fixture
def ask(law: str, han: Actor) -> Asking:
    return as_person(han)


def rung(code: str, offset: int, edge: str, level: str, article: str, **said: Any) -> dict[str, Any]:
    return {
        "code": code,
        "anchor": "PROMISED",
        "offset": offset,
        "unit": "WORKING_DAY",
        "edge": edge,
        "level": level,
        "colour": level,
        "tell": [{"role": "HANDLER", "channel": "IN_APP"}],
        "article": article,
    } | said


def draft(article: str, offset: int = -3, hall: str = desk.CHANGLI, **said: Any) -> dict[str, Any]:
    rungs = [rung("near", offset, "OPEN", "YELLOW", article), rung("over", 0, "END", "RED", article)]
    return {"hall": hall, "fromOn": "2026-10-14", "rungs": rungs, "reason": "按办法提前预警"} | said


def act(ask: Asking, text: str, given: dict[str, Any]) -> dict[str, Any]:
    return dict(ask(text, input=given).data["act"])


def test_what_holds_by_default_comes_from_no_tier(ask: Asking) -> None:
    held = ask(LADDER, hall=desk.CHANGLI).data["signals"]
    assert (held["isDefault"], held["mayPublish"], held["delays"], len(held["rungs"])) == (True, True, [], 11)
    assert {one["origin"] for one in held["rungs"]} == {None}


def test_a_ladder_is_published_shown_with_its_origin_and_kept(ask: Asking, law: str, changli: Hall) -> None:
    given = draft(law, delays=[{"source": "spj", "hours": 24}])
    done = act(ask, PUBLISH, given)
    assert (done["errors"], done["ladder"]["isDefault"]) == ([], False)
    held = ask(LADDER, hall=desk.CHANGLI).data["signals"]
    near = next(one for one in held["rungs"] if one["anchor"] == "PROMISED")
    assert near["origin"] == {
        "tier": "COUNTY",
        "version": 1,
        "fromOn": "2026-10-14",
        "cited": "《中华人民共和国行政许可法》第四十二条第一款",
    }
    assert held["delays"] == [{"source": "spj", "hours": 24}]
    with enter(changli):
        kept = AdminAct.objects.get()
    assert (kept.kind, kept.person_name, kept.role, kept.subject) == (
        "SIGNALS_PUBLISHED", "韩卫东", "SUPERVISOR", desk.CHANGLI,
    )  # fmt: skip
    assert kept.after["rungs"] == ["near", "over"]


def test_a_new_case_is_under_it_and_one_that_was_open_is_not(ask: Asking, law: str, lin: Actor) -> None:
    clerk = as_person(lin)
    numbers = [desk.register(clerk)]
    act(ask, PUBLISH, draft(law))
    numbers.append(desk.register(clerk))
    with enter(Hall.objects.get(code=desk.CHANGLI)):
        assert [bool(Case.objects.get(number=number).ladder) for number in numbers] == [False, True]


def test_a_tier_below_is_told_which_rung_of_which_tier_it_would_loosen(ask: Asking, law: str) -> None:
    act(ask, PUBLISH, draft(law, hall=desk.QINHUANGDAO))
    done = act(ask, PUBLISH, draft(law, -2))
    assert done == {
        "ladder": None,
        "errors": [{"code": "RUNG_LATER", "field": "rungs"}],
        "rung": "near",
        "tier": "CITY",
    }
    assert act(ask, PREVIEW, draft(law, -2)) == {
        "preview": None, "errors": [{"code": "RUNG_LATER"}], "rung": "near", "tier": "CITY",
    }  # fmt: skip
    assert SignalVersion.objects.count() == 1


def test_no_rung_without_its_article(ask: Asking, law: str) -> None:
    given = draft(law)
    given["rungs"][1].pop("article")
    assert act(ask, PUBLISH, given)["errors"] == [{"code": "ARTICLE_NEEDED", "field": "article"}]
    assert SignalVersion.objects.count() == 0


def test_a_preview_changes_nothing(ask: Asking, law: str, lin: Actor) -> None:
    desk.register(as_person(lin))
    assert act(ask, PREVIEW, draft(law))["preview"] == {
        "examined": 1, "isWhole": True, "newlyYellow": 0, "newlyRed": 0,
    }  # fmt: skip
    assert SignalVersion.objects.count() == 0


@pytest.mark.parametrize("name", ["lin", "zhao", "tong"])
def test_others_read_and_do_not_publish(name: str, law: str, request: pytest.FixtureRequest) -> None:
    hall = QINGLONG if name == "tong" else desk.CHANGLI
    if name == "tong":
        desk.furnish(hall)
    person = as_person(request.getfixturevalue(name))
    assert person(LADDER, hall=hall).data["signals"]["mayPublish"] is False
    for text in (PUBLISH, PREVIEW):
        assert person(text, input=draft(law, hall=hall)).codes == ["FORBIDDEN"]
    assert SignalVersion.objects.count() == 0


def test_versions_are_listed_with_those_of_the_tiers_above(ask: Asking, law: str) -> None:
    act(ask, PUBLISH, draft(law, hall=desk.QINHUANGDAO))
    act(ask, PUBLISH, draft(law, -4, item=desk.LICENCE))
    act(ask, PUBLISH, draft(law, -5, item="another"))
    found, after = [], None
    while True:
        listed = ask(VERSIONS, hall=desk.CHANGLI, item=desk.LICENCE, first=1, after=after).data["signalVersions"]
        found += [(edge["node"]["tier"], edge["node"]["item"]) for edge in listed["edges"]]
        after = listed["pageInfo"]["endCursor"]
        if not listed["pageInfo"]["hasNextPage"]:
            break
    assert found == [("COUNTY", desk.LICENCE), ("CITY", None)]
    assert len(ask(VERSIONS, hall=desk.CHANGLI).data["signalVersions"]["edges"]) == 3
    above = ask(VERSIONS, hall=desk.QINHUANGDAO).data["signalVersions"]["edges"]
    assert [edge["node"]["tier"] for edge in above] == ["CITY"]


def test_the_register_is_searched_and_says_what_is_not_known(ask: Asking) -> None:
    found = ask(RULES, hall=desk.CHANGLI, search="整改建议书").data["localRules"]["edges"]
    assert [edge["node"]["code"] for edge in found] == ["RS20-ZJ"]
    node = found[0]["node"]
    assert (node["isCitable"], node["articles"][0]["isWording"], node["articles"][0]["number"]) == (False, False, None)
    assert "文号" in node["notShown"]
    laws = ask(RULES, hall=desk.CHANGLI, scope="NATIONAL").data["localRules"]["edges"]
    assert [(edge["node"]["code"], edge["node"]["isCitable"]) for edge in laws] == [
        ("LAW-MFD", True), ("LAW-XZXKF", True),
    ]  # fmt: skip


def test_a_rule_of_the_own_tier_is_registered_cited_and_repealed(ask: Asking, changli: Hall) -> None:
    rule = {
        "hall": PROVINCE,
        "code": "冀1号",
        "title": "电子监察办法",
        "number": "1号",
        "organ": "省人民政府办公厅",
        "fromOn": "2026-01-01",
        "articles": [{"number": "第八条", "text": "临近期限的亮黄灯。"}],
    }
    assert act(ask, REGISTER, rule | {"articles": []})["errors"] == [{"code": "ARTICLES_NEEDED", "field": "articles"}]
    done = act(ask, REGISTER, rule)
    assert (done["errors"], done["rule"]["hall"]) == ([], PROVINCE)
    assert act(ask, REGISTER, rule)["errors"] == [{"code": "RULE_CODE_TAKEN", "field": "code"}]
    assert ask(REGISTER, input=rule | {"hall": desk.CHANGLI, "code": "2"}).codes == ["FORBIDDEN"]
    article = done["rule"]["articles"][0]["id"]
    assert act(ask, PUBLISH, draft(article))["errors"] == []
    over = {"hall": PROVINCE, "id": done["rule"]["id"], "on": "2026-10-14"}
    assert act(ask, REPEAL, over)["rule"] == {"repealedOn": "2026-10-14", "isInForce": False}
    assert act(ask, REPEAL, over)["errors"] == [{"code": "ALREADY_REPEALED"}]
    assert act(ask, PUBLISH, draft(article, -4))["errors"] == [{"code": "RULE_NOT_IN_FORCE", "field": "article"}]
    with enter(Hall.objects.get(code=PROVINCE)):
        kinds = list(AdminAct.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["RULE_REGISTERED", "RULE_REPEALED"]
