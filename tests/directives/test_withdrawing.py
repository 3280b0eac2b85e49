"""撤销预警: a wrong red leaves the board by a reasoned decision alone; red and decision both stay to be seen."""

from typing import Any

import pytest

from hierarchy.gates import enter
from hierarchy.models import Hall, Role
from hierarchy.posts import Actor
from reporting.models import Board
from tenants.alerts.models import Alert
from tenants.cases.models import Case
from tenants.directives.models import RedDecision
from tests.api import desk
from tests.api.asking import Asking, as_person
from tests.directives.test_orders import appointed, clean, late_case, work_off

WITHDRAW = """mutation ($input: WithdrawRedsInput!) { act: withdrawReds(input: $input) {
  decision { number reds cases feed personName fromHall document { path } } errors { code field } } }"""
REASON = "该来源系统故障，办结数据未上传，红灯有误。"


def withdraw(ask: Asking, **given: Any) -> Any:
    return ask(WITHDRAW, input={"hall": desk.CHANGLI, "reason": REASON} | given)


def refused(answer: Any) -> list[str]:
    return answer.codes or [error["code"] for error in answer.data["act"]["errors"]]


def reds() -> list[str]:
    return sorted(row.number for row in Board.objects.filter(kind="ALERT", level="RED"))


@pytest.fixture
def case(changli: Hall, lin: Actor) -> str:
    return late_case(as_person(lin))


def test_a_wrong_red_leaves_the_board_and_stays_on_its_case(case: str, changli: Hall, han: Actor, lin: Actor) -> None:
    assert reds() == [case, case]
    decision = withdraw(as_person(han), cases=[case]).data["act"]["decision"]
    assert (decision["number"], decision["reds"], decision["cases"]) == ("河北撤灯〔2026〕1号", 2, [case])
    assert (decision["personName"], decision["fromHall"]) == ("韩卫东", "河北省")
    assert as_person(lin).client.get(decision["document"]["path"]).content[:5] == b"%PDF-"
    assert reds() == []
    query = "query ($h: ID!, $n: String!) { case(hall: $h, number: $n) { alerts { level withdrawnBy clearedAt } } }"
    shown = as_person(lin)(query, h=desk.CHANGLI, n=case).data["case"]["alerts"]
    found = [one for one in shown if one["level"] == "RED" and one["withdrawnBy"]]
    assert [(one["withdrawnBy"], one["clearedAt"]) for one in found] == [(decision["number"], None)] * 2
    # What follows in the case brings none of them back.
    desk.done(as_person(lin), "beginStage", case, stage="审核", occurredAt="2026-10-14T11:00:00+08:00")
    work_off()
    assert reds() == []
    assert refused(withdraw(as_person(han), cases=[case])) == ["NO_RED"]
    assert clean(changli) == []


def test_one_decision_withdraws_the_many_reds_of_an_outage(case: str, changli: Hall, lin: Actor, han: Actor) -> None:
    other, spared = late_case(as_person(lin)), late_case(as_person(lin))
    Board.objects.filter(number__in=[case, other]).update(feed="spj")
    with enter(changli):
        Case.objects.filter(number__in=[case, other]).update(feed="spj")
    outage = {"feed": "spj", "from": "2026-09-01T00:00:00+08:00", "to": "2026-10-14T00:00:00+08:00"}
    assert refused(withdraw(as_person(han), outage=outage | {"to": "2026-09-02T00:00:00+08:00"})) == ["NO_RED"]
    decision = withdraw(as_person(han), outage=outage).data["act"]["decision"]
    assert (decision["reds"], decision["cases"], decision["feed"]) == (4, [case, other], "spj")
    assert reds() == [spared, spared]
    with enter(changli):
        assert RedDecision.objects.count() == 1
        assert Alert.objects.filter(level="RED", notes__kind="WITHDRAWN").count() == 4


@pytest.mark.parametrize(
    ("given", "expected"),
    [({"reason": " "}, ["REQUIRED"]), ({}, ["NO_RED"]), ({"cases": ["no-such"]}, ["NO_RED"])],
)
def test_a_decision_needs_its_reason_and_its_reds(
    case: str, changli: Hall, han: Actor, given: dict[str, Any], expected: list[str]
) -> None:
    assert refused(withdraw(as_person(han), **{"cases": [case]} | given if "reason" in given else given)) == expected
    assert reds() == [case, case]
    with enter(changli):
        assert not RedDecision.objects.exists()


def test_who_runs_the_hall_or_only_inspects_withdraws_none(case: str, zhao: Actor, han: Actor, lin: Actor) -> None:
    for actor in (zhao, lin):
        assert refused(withdraw(as_person(actor), cases=[case])) == ["FORBIDDEN"]
    appointed(han, Role.HALL_ADMIN, desk.CHANGLI)
    assert refused(withdraw(as_person(han), cases=[case])) == ["FORBIDDEN"]
    assert reds() == [case, case]
