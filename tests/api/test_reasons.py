"""不予理由: a refusal names a published reason and its ground; a tier adds to what the tier above published."""

from typing import Any

import pytest

from hierarchy.gates import enter
from hierarchy.models import Hall, Post, RefusalReason, Role
from hierarchy.posts import Actor
from mingjing import rebuilding
from tenants.audit.models import AdminAct
from tenants.documents.models import Document
from tests.api import desk
from tests.api.asking import Asking, as_person
from tests.exchange.test_door import Sending, row, send, source

__all__ = ["send", "source"]  # fixtures

GROUND = "行政许可法第三十二条第一款第二项"
ADD = """mutation ($input: AddReasonInput!) { act: addRefusalReason(input: $input) {
  reason { code isOwn hallName } errors { code field } } }"""
RETIRE = """mutation ($input: RetireReasonInput!) { act: retireRefusalReason(input: $input) {
  reason { code retiredAt } errors { code field } } }"""
LIST = "query ($hall: ID!) { refusalReasons(hall: $hall) { code isOwn hallName cited } }"


def admin_of(code: str, tong: Actor) -> Asking:
    """佟志远, moved to be the administrator of this hall."""
    Post.objects.filter(pk=tong.post_id).update(hall=Hall.objects.get(code=code), role=Role.HALL_ADMIN)
    return as_person(tong)


def add(tong: Actor, hall: str, code: str, **more: Any) -> list[str]:
    given = {"hall": hall, "code": code, "name": "不属于本机关职权范围", "ground": GROUND, "article": desk.law()} | more
    answer = admin_of(hall, tong)(ADD, input=given)
    return answer.codes or [error["code"] for error in answer.data["act"]["errors"]]


def test_a_tier_below_adds_and_takes_nothing_away(changli: Hall, lin: Actor, tong: Actor) -> None:
    assert add(tong, desk.HEBEI, "HE-01") == []
    assert add(tong, desk.CHANGLI, "CL-01") == []
    assert [(one["code"], one["isOwn"]) for one in as_person(lin)(LIST, hall=desk.CHANGLI).data["refusalReasons"]] == [
        ("HE-01", False),
        ("CL-01", True),
    ]
    told = as_person(lin)(LIST, hall=desk.CHANGLI).data["refusalReasons"]
    assert {one["cited"] for one in told} == {"《中华人民共和国行政许可法》第四十二条第一款"}
    ask = admin_of(desk.CHANGLI, tong)
    assert ask(RETIRE, input={"hall": desk.CHANGLI, "code": "HE-01"}).codes == ["NOT_FOUND"]
    assert RefusalReason.objects.get(code="HE-01").retired_at is None
    assert ask(RETIRE, input={"hall": desk.CHANGLI, "code": "CL-01"}).codes == []
    assert [one["code"] for one in as_person(lin)(LIST, hall=desk.CHANGLI).data["refusalReasons"]] == ["HE-01"]


def test_a_code_means_one_thing_up_and_down_the_tree(changli: Hall, tong: Actor) -> None:
    assert add(tong, desk.CHANGLI, "A-1") == []
    for hall in (desk.CHANGLI, desk.HEBEI):
        assert add(tong, hall, "a-1") == ["CODE_TAKEN"]
    assert add(tong, desk.PINGQUAN, "A-1") == []
    assert RefusalReason.objects.count() == 2


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"ground": " "}, "REQUIRED"),
        ({"name": ""}, "REQUIRED"),
        ({"code": "理由"}, "BAD_CODE"),
        ({"ground": "x" * 501}, "TOO_LONG"),
        ({"article": None}, "ARTICLE_NEEDED"),
        ({"article": "999999"}, "NO_SUCH_ARTICLE"),
    ],
)
def test_a_reason_without_its_ground_is_not_published(changli: Hall, tong: Actor, given: Any, code: str) -> None:
    assert add(tong, desk.CHANGLI, given.pop("code", "A-1"), **given) == [code]
    assert not RefusalReason.objects.exists()


@pytest.mark.parametrize("who", ["lin", "zhao", "han"])
def test_only_the_administrator_of_the_tier_publishes(changli: Hall, who: str, request: pytest.FixtureRequest) -> None:
    given = {"hall": desk.CHANGLI, "code": "A-1", "name": "x", "ground": GROUND}
    assert as_person(request.getfixturevalue(who))(ADD, input=given).codes == ["FORBIDDEN"]
    with enter(changli):
        assert not AdminAct.objects.exists()


def test_a_window_names_a_reason_and_the_document_prints_its_ground(changli: Hall, lin: Actor, tong: Actor) -> None:
    add(tong, desk.HEBEI, "HE-01")
    ask = as_person(lin)
    number = desk.register(ask)
    said = {"reason": "应向水利部门申请"}
    assert desk.refused(ask, "declineCase", number, **said) == [("REASON_CODE_NEEDED", "reasonCode")]
    assert desk.refused(ask, "declineCaseWith", number, **said, reasonCode="HE-99") == [
        ("NO_SUCH_REASON", "reasonCode")
    ]
    desk.done(ask, "declineCaseWith", number, **said, reasonCode="HE-01")
    with enter(changli):
        facts = {one["name"]: one["value"] for one in Document.objects.get(kind="NON_ACCEPTANCE").data["facts"]}
    assert facts["理由类别"] == "不属于本机关职权范围(HE-01)"
    assert (facts["理由"], facts["法律依据"]) == ("应向水利部门申请", GROUND)


def test_a_licence_that_is_refused_names_one_as_well_and_a_grant_none(changli: Hall, lin: Actor, tong: Actor) -> None:
    add(tong, desk.CHANGLI, "CL-01")
    ask = as_person(lin)
    first, second = desk.register(ask), desk.register(ask)
    for number in (first, second):
        desk.done(ask, "acceptCase", number)
    assert desk.refused(ask, "concludeCase", first, outcome="REFUSED", reason="面积不足") == [
        ("REASON_CODE_NEEDED", "reasonCode")
    ]
    desk.done(ask, "concludeCase", first, outcome="REFUSED", reason="面积不足", reasonCode="CL-01")
    desk.done(ask, "concludeCase", second, outcome="GRANTED")
    [event] = [one for one in desk.read(ask, first)["events"] if one["kind"] == "CONCLUDED"]
    assert '"ground"' in event["detail"]


def test_where_no_tier_has_published_any_the_words_are_enough(changli: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    desk.done(ask, "declineCase", desk.register(ask), reason="应向水利部门申请")


@pytest.mark.parametrize(
    ("said", "marks"),
    [({}, ["REFUSAL_WITHOUT_CODE"]), ({"reason_code": "XX"}, ["REFUSAL_WITHOUT_CODE"]), ({"reason_code": "HE-01"}, [])],
)
def test_an_exchange_may_leave_it_out_and_is_marked(
    changli: Hall,
    lin: Actor,
    tong: Actor,
    send: Sending,
    said: dict[str, str],
    marks: list[str],
) -> None:
    add(tong, desk.HEBEI, "HE-01")
    events = [row("e1"), row("e2", kind="refused_acceptance", reason="不属于职权", **said)]
    assert send.statuses(*events) == ["accepted", "accepted"]
    assert desk.read(as_person(lin), "SPJ-1")["events"][-1]["anomalies"] == marks
    report = rebuilding.Report()
    with enter(changli):
        rebuilding.check_hall(changli, report, at=desk.NOON_DAY)
    assert report.differences == []
