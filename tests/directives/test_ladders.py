"""The ladder of a hall: published by a tier for itself and all below, and what a department's history proposes."""

from datetime import date
from typing import Any

import pytest

from hierarchy.gates import enter
from hierarchy.models import Hall, Ladder, LocalRule, Post, Role
from hierarchy.posts import Actor
from tenants.audit.models import AdminAct
from tests import cast
from tests.api import desk
from tests.api.asking import Asking, as_person
from tests.directives.test_orders import WORDS, appointed, done, late_case

LADDER = "rungs { step weight count days tier } basis mayPublish"
RUNGS = [
    {"step": "RECTIFICATION", "weight": "UNEXPLAINED", "count": 1, "days": 90},
    {"step": "CIRCULAR", "weight": "LATE", "count": 3, "days": 365},
]
BASIS = "《中华人民共和国行政许可法》第四十二条第一款"


def publish(ask: Asking, hall: str, rungs: list[dict[str, Any]], article: str | None = "") -> Any:
    query = f"""mutation ($input: PublishLadderInput!) {{
      act: publishLadder(input: $input) {{ ladder {{ {LADDER} }} errors {{ code field }} }} }}"""
    return ask(query, input={"hall": hall, "rungs": rungs, "article": desk.law() if article == "" else article})


def refused(answer: Any) -> list[str]:
    return answer.codes or [error["code"] for error in answer.data["act"]["errors"]]


def standings(ask: Asking, department: str = "D01") -> list[tuple[str, int, bool]]:
    query = """query ($h: ID!, $d: ID!) { departmentLadder(hall: $h, department: $d) {
      standings { rung { step } count isProposed } } }"""
    found = ask(query, h=desk.CHANGLI, d=department).data["departmentLadder"]["standings"]
    return [(one["rung"]["step"], one["count"], one["isProposed"]) for one in found]


@pytest.fixture
def city(changli: Hall, zhou: Actor) -> Asking:
    """A leader of the city, whose ladder holds in all its counties."""
    appointed(zhou, Role.LEADER, desk.QINHUANGDAO)
    Post.objects.filter(pk=zhou.post_id).update(until_on=date(2025, 1, 1))
    return as_person(cast.actor("zhou"))


def test_a_ladder_of_the_city_holds_in_its_counties(city: Asking, changli: Hall, lin: Actor) -> None:
    published = publish(city, desk.QINHUANGDAO, RUNGS).data["act"]
    assert published["errors"] == []
    found = as_person(lin)(f"query ($h: ID!) {{ ladder(hall: $h) {{ {LADDER} }} }}", h=desk.CHANGLI).data["ladder"]
    assert [(one["step"], one["count"], one["tier"]) for one in found["rungs"]] == [
        ("RECTIFICATION", 1, "秦皇岛市"),
        ("CIRCULAR", 3, "秦皇岛市"),
    ]
    assert (found["basis"], found["mayPublish"]) == (None, False)
    with enter(Hall.objects.get(code=desk.QINHUANGDAO)):
        kept = AdminAct.objects.get(kind="LADDER_PUBLISHED")
    assert (kept.person_name, kept.before, kept.after) == ("周明远", {}, {"rungs": RUNGS, "basis": BASIS})


def test_a_county_tightens_and_never_loosens(city: Asking, changli: Hall, jia: Actor) -> None:
    publish(city, desk.QINHUANGDAO, RUNGS)
    appointed(jia, Role.SUPERVISOR, desk.CHANGLI)
    Post.objects.filter(pk=jia.post_id).update(until_on=date(2025, 1, 1))
    county = as_person(cast.actor("jia"))
    assert refused(publish(county, desk.CHANGLI, [RUNGS[0], RUNGS[1] | {"count": 4}])) == ["LOOSER"]
    assert refused(publish(county, desk.CHANGLI, RUNGS[:1])) == ["LOOSER"]
    assert Ladder.objects.count() == 1
    tight = publish(county, desk.CHANGLI, [RUNGS[0], RUNGS[1] | {"count": 2}]).data["act"]["ladder"]
    assert [(one["count"], one["tier"]) for one in tight["rungs"]] == [(1, "秦皇岛市"), (2, "昌黎县")]


@pytest.mark.parametrize(
    ("rungs", "expected"),
    [
        ([], ["ONE_RUNG_A_STEP"]),
        ([RUNGS[0], RUNGS[0]], ["ONE_RUNG_A_STEP"]),
        ([RUNGS[0] | {"days": 0}], ["OUT_OF_RANGE"]),
    ],
)
def test_what_is_no_ladder_is_refused(city: Asking, rungs: list[dict[str, Any]], expected: list[str]) -> None:
    assert refused(publish(city, desk.QINHUANGDAO, rungs)) == expected
    assert not Ladder.objects.exists()


def test_a_ladder_cites_an_article_in_force_here(city: Asking) -> None:
    elsewhere = desk.law("RS04", "第五至八条")
    for article, code in ((None, "ARTICLE_NEEDED"), ("999999", "NO_SUCH_ARTICLE"), (elsewhere, "RULE_OF_ELSEWHERE")):
        act = publish(city, desk.QINHUANGDAO, RUNGS, article).data["act"]
        assert act == {"ladder": None, "errors": [{"code": code, "field": "article"}]}
    desk.law()
    LocalRule.objects.filter(code="LAW-XZXKF").update(repealed_on=date(2026, 10, 14))
    assert refused(publish(city, desk.QINHUANGDAO, RUNGS)) == ["RULE_NOT_IN_FORCE"]
    assert not Ladder.objects.exists()


def test_only_who_supervises_or_leads_this_hall_publishes(changli: Hall, zhao: Actor, han: Actor, lin: Actor) -> None:
    for actor in (zhao, han, lin):
        assert refused(publish(as_person(actor), desk.CHANGLI, RUNGS)) == ["FORBIDDEN"]
    assert not Ladder.objects.exists()


def test_the_history_of_a_department_proposes_and_its_document_answers(
    city: Asking, changli: Hall, zhao: Actor, han: Actor, lin: Actor, settings: Any
) -> None:
    inspector = as_person(zhao)
    publish(city, desk.QINHUANGDAO, RUNGS)
    case = late_case(as_person(lin))
    # Past the promised and past the statutory limit.
    assert standings(inspector) == [("RECTIFICATION", 0, False), ("CIRCULAR", 2, False)]
    key = done(inspector, "draftOrder", cases=[case], **WORDS)["id"]
    done(as_person(han), "checkOrder", id=key)
    done(as_person(han), "issueOrder", id=key)
    done(as_person(lin), "explainOrder", id=key, reasons="…")
    done(inspector, "rejectExplanation", id=key, reason="无正当理由")
    settings.CLOCK = "2026-10-14T14:00:00+08:00"
    assert standings(inspector) == [("RECTIFICATION", 1, False), ("CIRCULAR", 3, True)]
    assert standings(inspector, "D06") == [("RECTIFICATION", 0, False), ("CIRCULAR", 0, False)]
    # The document of a rung answers what was before it.
    settings.CLOCK = "2026-10-14T15:00:00+08:00"
    given = {"kind": "RECTIFICATION", "department": "D01", "cases": []} | WORDS
    notice = done(inspector, "draftOrder", **given)["id"]
    done(as_person(han), "checkOrder", id=notice)
    issued = done(as_person(han), "issueOrder", id=notice)
    assert issued["number"] == "秦皇岛整改〔2026〕1号"
    assert standings(inspector) == [("RECTIFICATION", 0, False), ("CIRCULAR", 3, True)]


def test_a_rectification_is_reported_checked_and_done(changli: Hall, zhao: Actor, han: Actor, lin: Actor) -> None:
    given = {"kind": "RECTIFICATION", "department": "D01", "cases": []} | WORDS
    key = done(as_person(zhao), "draftOrder", **given)["id"]
    done(as_person(han), "checkOrder", id=key)
    done(as_person(han), "issueOrder", id=key)
    done(as_person(lin), "explainOrder", id=key, reasons="已补派人员，附值班表。")
    checked = done(as_person(zhao), "acceptExplanation", id=key, reason="现场核查，整改到位。")
    assert checked["state"] == "ACCEPTED"


def test_an_advice_has_a_series_of_its_own(changli: Hall, zhao: Actor, han: Actor) -> None:
    given = {"kind": "ADVICE", "department": "D01", "cases": []} | WORDS
    key = done(as_person(zhao), "draftOrder", **given)["id"]
    done(as_person(han), "checkOrder", id=key)
    issued = done(as_person(han), "issueOrder", id=key)
    assert issued["number"] == issued["document"]["number"] == "秦皇岛监建〔2026〕1号"
