"""督办通知书 from the light to the decision, as people do it: inspector, supervisor who signs, clerk."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from accounts.models import Person
from foundation import clock, working
from hierarchy import signals
from hierarchy.gates import enter
from hierarchy.models import Hall, Post, Role, RuleArticle
from hierarchy.posts import Actor
from mingjing import rebuilding
from mingjing.embedded import Urls
from reporting.models import Board
from rulebook.signals import Ladder, Rung
from tenants.alerts.models import Alert
from tenants.cases import reading
from tenants.cases.models import Case
from tenants.directives.models import OrderEvent, SupervisionOrder
from tenants.documents.models import Document
from tenants.notices.models import Notice
from tenants.organization.models import Department
from tests import cast
from tests.api import desk
from tests.api.asking import Asking, as_person
from tests.killing import killed_everywhere
from tests.rulebook import places

ORDER = """id number state isReplyLate replyDueAt permittedActs cases subject demand replyDays issuingHall
  document { number path code isWithdrawn } events { act personName fromHall said }"""
FIELDS = {
    "draftOrder": "DraftOrderInput",
    "redraftOrder": "RedraftOrderInput",
    "checkOrder": "OrderActInput",
    "sendBackOrder": "OrderReasonInput",
    "issueOrder": "OrderActInput",
    "receiveOrder": "OrderActInput",
    "explainOrder": "ExplainOrderInput",
    "acceptExplanation": "OrderReasonInput",
    "returnExplanation": "ReturnExplanationInput",
    "rejectExplanation": "OrderReasonInput",
    "withdrawOrder": "OrderReasonInput",
    "askReplyTime": "OrderReasonInput",
    "giveReplyTime": "GiveTimeInput",
    "denyReplyTime": "OrderReasonInput",
}
WORDS = {"subject": "该件超过承诺时限未办结", "demand": "请说明超时理由并报告整改安排", "replyDays": 5}


def act(ask: Asking, name: str, **given: Any) -> Any:
    query = f"""mutation ($input: {FIELDS[name]}!) {{
      act: {name}(input: $input) {{ order {{ {ORDER} }} errors {{ code field }} }}
    }}"""
    return ask(query, input={"hall": desk.CHANGLI} | given)


def done(ask: Asking, name: str, **given: Any) -> dict[str, Any]:
    payload = act(ask, name, **given).data["act"]
    assert payload["errors"] == [], payload
    return dict(payload["order"])


def refused(ask: Asking, name: str, **given: Any) -> list[str]:
    answer = act(ask, name, **given)
    return answer.codes or [error["code"] for error in answer.data["act"]["errors"]]


def read(ask: Asking, key: str) -> Any:
    return ask(f"query ($h: ID!, $id: ID!) {{ order(hall: $h, id: $id) {{ {ORDER} }} }}", h=desk.CHANGLI, id=key)


def late_case(ask: Asking) -> str:
    """Accepted on 1 September with a promise of 8 working days, still open on 14 October."""
    number = desk.register(ask, submittedAt="2026-09-01T09:00:00+08:00")
    desk.done(ask, "acceptCase", number, occurredAt="2026-09-01T09:30:00+08:00")
    work_off()
    return number


def work_off(now: datetime | None = None) -> None:
    while working.work(now=now or clock.now()):
        pass


def clean(hall: Hall) -> list[str]:
    report = rebuilding.Report()
    with enter(hall):
        rebuilding.check_hall(hall, report, at=clock.now())
    return [str(difference) for difference in report.differences]


@pytest.fixture
def case(changli: Hall, lin: Actor) -> str:
    return late_case(as_person(lin))


@pytest.fixture
def issued(case: str, zhao: Actor, han: Actor) -> str:
    """An order that 赵立新 drafted and 韩卫东 checked and signed; its key."""
    key = done(as_person(zhao), "draftOrder", cases=[case], **WORDS)["id"]
    done(as_person(han), "checkOrder", id=key)
    done(as_person(han), "issueOrder", id=key)
    return str(key)


def test_an_order_goes_from_the_red_to_the_decision(
    case: str, changli: Hall, zhao: Actor, han: Actor, lin: Actor
) -> None:
    inspector, supervisor, clerk = as_person(zhao), as_person(han), as_person(lin)
    draft = done(inspector, "draftOrder", cases=[case], **WORDS)
    key = draft["id"]
    assert (draft["state"], draft["number"], draft["permittedActs"]) == (
        "DRAFT",
        None,
        ["SENT_BACK", "REDRAFTED", "WITHDRAWN"],
    )
    # Nobody else sees a draft.
    assert read(clerk, key).codes == ["NOT_FOUND"]
    assert refused(inspector, "checkOrder", id=key) == ["SAME_PERSON"]
    done(supervisor, "checkOrder", id=key)
    order = done(supervisor, "issueOrder", id=key)
    # Of the series of the issuing hall, in the hall that it concerns.
    assert order["number"] == order["document"]["number"] == "秦皇岛督办〔2026〕1号"
    assert order["replyDueAt"] == "2026-10-21T16:00:00Z"
    work_off()
    with enter(changli):
        told = Notice.objects.filter(kind="ORDER", recipient=lin.person_id)
        assert [(one.level, one.params["act"], one.params["number"]) for one in told] == [
            ("YELLOW", "ISSUED", order["number"])
        ]
    assert [(row.number, row.level, row.department) for row in Board.objects.filter(kind="ORDER")] == [
        (order["number"], "YELLOW", "D01")
    ]
    done(clerk, "receiveOrder", id=key)
    explained = done(clerk, "explainOrder", id=key, reasons="材料审核人员更换，交接延误三日。")
    assert (explained["state"], explained["isReplyLate"]) == ("EXPLAINED", False)
    returned = done(inspector, "returnExplanation", id=key, reason="请说明为何未申请延期。", replyDays=3)
    assert (returned["state"], returned["replyDueAt"]) == ("AWAITING_REPLY", "2026-10-19T16:00:00Z")
    done(clerk, "explainOrder", id=key, reasons="未申请延期系经办人疏忽。")
    decided = done(inspector, "acceptExplanation", id=key, reason="理由属实，责成部门整改。")
    assert [(one["act"], one["personName"], one["fromHall"]) for one in decided["events"]] == [
        ("DRAFTED", "赵立新", "秦皇岛市"),
        ("CHECKED", "韩卫东", "河北省"),
        ("ISSUED", "韩卫东", "河北省"),
        ("RECEIVED", "林晓雯", "昌黎县"),
        ("EXPLAINED", "林晓雯", "昌黎县"),
        ("RETURNED", "赵立新", "秦皇岛市"),
        ("EXPLAINED", "林晓雯", "昌黎县"),
        ("ACCEPTED", "赵立新", "秦皇岛市"),
    ]
    assert not Board.objects.filter(kind="ORDER").exists()
    assert clean(changli) == []
    # Accepted reasons change no lateness.
    assert desk.read(clerk, case)["lamp"] == "RED"


def test_the_document_is_for_those_who_may_see_the_order(
    issued: str, changli: Hall, lin: Actor, qian: Actor, jia: Actor, zhao: Actor
) -> None:
    path = read(as_person(zhao), issued).data["order"]["document"]["path"]
    statuses = {actor.person_name: as_person(actor).client.get(path).status_code for actor in (lin, zhao, qian, jia)}
    assert statuses == {"林晓雯": 200, "赵立新": 200, "钱磊": 404, "贾亚楠": 404}
    assert as_person(zhao).client.get(path).content[:5] == b"%PDF-"


def test_a_withdrawn_order_stays_and_its_document_says_so(issued: str, changli: Hall, zhao: Actor, lin: Actor) -> None:
    assert refused(as_person(zhao), "withdrawOrder", id=issued, reason=" ") == ["REQUIRED"]
    order = done(as_person(zhao), "withdrawOrder", id=issued, reason="红灯系数据迟报所致。")
    assert (order["state"], order["document"]["isWithdrawn"]) == ("WITHDRAWN", True)
    assert refused(as_person(lin), "explainOrder", id=issued, reasons="…") == ["ORDER_NOT_OPEN"]
    assert not Board.objects.filter(kind="ORDER").exists()
    assert clean(changli) == []


def test_the_worker_reminds_the_department_and_takes_a_past_reply_up(
    issued: str, changli: Hall, zhao: Actor, lin: Actor, han: Actor, settings: Any
) -> None:
    settings.CLOCK = "2026-10-21T10:00:00+08:00"
    work_off()
    settings.CLOCK = "2026-10-22T00:10:00+08:00"
    work_off()
    with enter(changli):
        acts = list(OrderEvent.objects.filter(act__in=["REMINDED", "ESCALATED"]).values_list("act", "at", "person"))
        kinds = [
            one.params["act"] for one in Notice.objects.filter(kind="ORDER", recipient=lin.person_id).order_by("at")
        ]
    assert [(act, f"{at.astimezone(clock.SHANGHAI):%m-%d %H:%M}", person) for act, at, person in acts] == [
        ("REMINDED", "10-20 09:00", None),
        ("ESCALATED", "10-22 00:00", None),
    ]
    assert kinds == ["ISSUED", "REMINDED", "ESCALATED"]
    assert [row.level for row in Board.objects.filter(kind="ORDER")] == ["RED"]
    # The hall above is told in a list of its own.
    with enter(Hall.objects.get(code=desk.QINHUANGDAO)):
        above = Notice.objects.filter(kind="ORDER", recipient=zhao.person_id)
        assert [one.params["hall_name"] for one in above] == ["昌黎县"]
    order = read(as_person(zhao), issued).data["order"]
    assert (order["isReplyLate"], "REJECTED" in order["permittedActs"]) == (True, True)
    late = done(as_person(lin), "explainOrder", id=issued, reasons="迟复，情况如下。")
    assert (late["state"], late["isReplyLate"]) == ("EXPLAINED", True)
    assert clean(changli) == []


def test_a_vertical_organ_is_told_above_in_its_own_line_and_the_local_government_has_a_copy(
    issued: str, changli: Hall, zhao: Actor, jia: Actor, zhou: Actor, settings: Any
) -> None:
    with enter(changli):
        Department.objects.filter(code="D01").update(line="CENTRAL")
    appointed(jia, Role.CLERK, desk.QINHUANGDAO, "D01")
    appointed(zhou, Role.LEADER, desk.CHANGLI)
    settings.CLOCK = "2026-10-22T00:10:00+08:00"
    work_off()
    with enter(Hall.objects.get(code=desk.QINHUANGDAO)):
        told = list(Notice.objects.filter(kind="ORDER").values_list("recipient", flat=True))
    assert told == [jia.person_id]
    with enter(changli):
        local = Notice.objects.filter(kind="ORDER", recipient=zhou.person_id)
        assert [one.params["act"] for one in local] == ["ESCALATED"]


def test_an_order_outlives_its_department(issued: str, changli: Hall, lin: Actor, zhao: Actor, settings: Any) -> None:
    """A department that was abolished while its order is open: the order stays, is escalated and can be decided."""
    with enter(changli):
        Department.objects.filter(code="D01").delete()
    settings.CLOCK = "2026-10-22T00:10:00+08:00"
    work_off()
    shown = as_person(zhao)(
        "query ($h: ID!, $id: ID!) { order(hall: $h, id: $id) { isReplyLate department { name } } }",
        h=desk.CHANGLI,
        id=issued,
    ).data["order"]
    assert shown == {"isReplyLate": True, "department": {"name": "D01"}}
    assert done(as_person(zhao), "rejectExplanation", id=issued, reason="机构撤销，无人答复。")["state"] == "REJECTED"
    assert clean(changli) == []


def test_a_department_asks_for_more_time_while_it_is_not_late(
    issued: str, changli: Hall, zhao: Actor, lin: Actor, settings: Any
) -> None:
    asked = done(as_person(lin), "askReplyTime", id=issued, reason="须向上级核实。")
    assert "TIME_ASKED" not in asked["permittedActs"]
    given = done(as_person(zhao), "giveReplyTime", id=issued, reason="同意", days=2)
    assert given["replyDueAt"] == "2026-10-23T16:00:00Z"
    settings.CLOCK = "2026-10-24T00:00:01+08:00"
    assert refused(as_person(lin), "askReplyTime", id=issued, reason="再延") == ["TIME_ALREADY_ASKED"]
    assert clean(changli) == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"cases": []}, ["CASES_NEEDED"]),
        ({"cases": ["no-such"]}, ["NOT_FOUND"]),
        ({"subject": " "}, ["REQUIRED"]),
        ({"demand": "长" * 1001}, ["TOO_LONG"]),
        ({"replyDays": 0}, ["BAD_DAYS"]),
        ({"replyDays": 61}, ["BAD_DAYS"]),
    ],
)
def test_what_an_order_says_is_checked(case: str, zhao: Actor, given: dict[str, Any], expected: list[str]) -> None:
    assert refused(as_person(zhao), "draftOrder", **{"cases": [case]} | WORDS | given) == expected


def test_an_order_needs_reds_of_one_department(case: str, changli: Hall, lin: Actor, zhao: Actor) -> None:
    fresh = desk.register(as_person(lin))
    record = desk.register(as_person(lin), item=desk.RECORD)
    assert refused(as_person(zhao), "draftOrder", cases=[case, fresh], **WORDS) == ["NO_RED"]
    assert refused(as_person(zhao), "draftOrder", cases=[case, record], **WORDS) == ["ONE_DEPARTMENT"]


def appointed(actor: Actor, role: str, hall: str, *departments: str) -> None:
    person = Person.objects.get(pk=actor.person_id)
    Post.objects.create(
        person=person, hall=Hall.objects.get(code=hall), role=role, from_on=date(2024, 1, 1), departments=departments
    )


@pytest.mark.parametrize(
    ("who", "name", "given"),
    [
        ("lin", "draftOrder", {"cases": ["x"], **WORDS}),
        ("lin", "acceptExplanation", {"reason": "r"}),
        ("zhao", "issueOrder", {}),
        ("zhao", "explainOrder", {"reasons": "r"}),
        ("han", "receiveOrder", {}),
    ],
)
def test_an_act_needs_its_role(
    issued: str, case: str, lin: Actor, zhao: Actor, han: Actor, who: str, name: str, given: dict[str, Any]
) -> None:
    actor = {"lin": lin, "zhao": zhao, "han": han}[who]
    named = {"cases": [case]} if "cases" in given else {"id": issued}
    assert refused(as_person(actor), name, **given | named) == ["FORBIDDEN"]


def test_who_runs_the_hall_decides_on_none_of_its_reds(issued: str, lin: Actor, zhao: Actor) -> None:
    done(as_person(lin), "explainOrder", id=issued, reasons="…")
    appointed(zhao, Role.HALL_ADMIN, desk.CHANGLI)
    # He chose his post of the city: what he is elsewhere counts all the same.
    assert refused(as_person(zhao), "acceptExplanation", id=issued, reason="可以") == ["FORBIDDEN"]


def test_a_clerk_of_another_department_sees_no_order_of_this_one(issued: str, changli: Hall, lin: Actor) -> None:
    Post.objects.filter(person=lin.person_id).update(departments=["D06"])
    assert read(as_person(lin), issued).codes == ["NOT_FOUND"]
    listed = as_person(lin)("query ($h: ID!) { orders(hall: $h) { edges { node { id } } } }", h=desk.CHANGLI)
    assert listed.data["orders"]["edges"] == []


def test_open_matters_are_listed_across_halls(issued: str, zhao: Actor, han: Actor, qian: Actor) -> None:
    query = """query ($code: ID!, $kind: MatterKind) { openMatters(code: $code, kind: $kind) { edges { node {
      id kind number state isLate isAwaited hall { code } department { code } } } } }"""
    for actor, code in ((han, desk.HEBEI), (zhao, desk.QINHUANGDAO)):
        edges = as_person(actor)(query, code=code).data["openMatters"]["edges"]
        assert [(edge["node"]["id"], edge["node"]["hall"]["code"]) for edge in edges] == [(issued, desk.CHANGLI)]
        assert (edges[0]["node"]["department"]["code"], edges[0]["node"]["isAwaited"]) == ("D01", True)
    assert as_person(han)(query, code=desk.HEBEI, kind="CIRCULAR").data["openMatters"]["edges"] == []
    assert as_person(qian)(query, code=desk.PINGQUAN).data["openMatters"]["edges"] == []


def test_the_applicant_is_told_what_supervision_did_once_the_department_could_answer(
    case: str, changli: Hall, zhao: Actor, han: Actor, lin: Actor
) -> None:
    notice = desk.CASE.replace("alerts {", "documents { code } alerts {")
    code = as_person(lin)(notice, hall=desk.CHANGLI, number=case).data["case"]["documents"][0]["code"]

    def told() -> str:
        return Client().get("/verify", {"code": code}).content.decode()

    key = done(as_person(zhao), "draftOrder", cases=[case], **WORDS)["id"]
    done(as_person(han), "checkOrder", id=key)
    number = done(as_person(han), "issueOrder", id=key)["number"]
    done(as_person(lin), "explainOrder", id=key, reasons="内部理由，不对外。")
    assert number not in told()
    done(as_person(zhao), "rejectExplanation", id=key, reason="内部结论，不对外。")
    assert f"{number}，2026-10-14，已督办，理由不成立" in told()
    assert "不对外" not in told()
    done(as_person(zhao), "withdrawOrder", id=key, reason="误发")
    assert number not in told()


def test_a_worker_killed_between_document_and_delivery_tells_everybody_once(own_database: Urls, noon: None) -> None:
    hall = desk.furnish(desk.CHANGLI)
    lin, zhao, han = (cast.actor(name) for name in ("lin", "zhao", "han"))
    number = late_case(as_person(lin))
    key = done(as_person(zhao), "draftOrder", cases=[number], **WORDS)["id"]
    done(as_person(han), "checkOrder", id=key)
    work_off()
    done(as_person(han), "issueOrder", id=key)
    for _ in killed_everywhere(work_off):
        with enter(hall):
            assert Notice.objects.filter(kind="ORDER", recipient=lin.person_id).count() <= 1
    with enter(hall):
        told = Notice.objects.filter(kind="ORDER", recipient=lin.person_id)
        assert [one.params["act"] for one in told] == ["ISSUED"]
        assert Document.objects.filter(kind="SUPERVISION_ORDER").count() == 1
    assert clean(hall) == []


def test_two_inspectors_deciding_at_once_are_one_decision_and_one_refusal(own_database: Urls, noon: None) -> None:
    hall = desk.furnish(desk.CHANGLI)
    lin, zhao, han = (cast.actor(name) for name in ("lin", "zhao", "han"))
    number = late_case(as_person(lin))
    key = done(as_person(zhao), "draftOrder", cases=[number], **WORDS)["id"]
    done(as_person(han), "checkOrder", id=key)
    done(as_person(han), "issueOrder", id=key)
    done(as_person(lin), "explainOrder", id=key, reasons="…")

    def decided(work: Callable[[], Any]) -> Any:
        try:
            return work()
        finally:
            connection.close()

    works = [
        lambda: refused(as_person(zhao), "acceptExplanation", id=key, reason="可以"),
        lambda: refused(as_person(han), "rejectExplanation", id=key, reason="不可以"),
    ]
    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(decided, works))
    assert answers == [[], ["ORDER_NOT_OPEN"]]
    with enter(hall):
        assert OrderEvent.objects.filter(act__in=["ACCEPTED", "REJECTED"]).count() == 1
        assert Document.objects.filter(kind="SUPERVISION_ORDER").count() == 1
        assert SupervisionOrder.objects.count() == Case.objects.count() == 1


def test_where_yellow_comes_after_the_limit_an_order_is_drafted_for_yellow(
    changli: Hall, lin: Actor, zhao: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """湛江: past the promise the rung is yellow and proposes a card; the prompt near it proposes nothing."""
    monkeypatch.setattr("hierarchy.signals.now", lambda: datetime(2026, 9, 20, 10, tzinfo=clock.SHANGHAI))
    law = RuleArticle.objects.filter(rule__code="LAW-XZXKF").first()
    assert law is not None
    # What is recorded here weeks later would be red by the time to tell.
    ladder = Ladder((*places.ZHANJIANG_2009.rungs, Rung("quiet", "INTAKE_NOTICE")))
    draft = signals.Draft("", date(2026, 9, 20), ladder, [str(law.pk)] * len(ladder.rungs), "试行")
    signals.publish(changli, draft, person_name="")
    clerk, numbers = as_person(lin), []
    # With 25 to 27 September and 1 to 7 October off and 10 October worked, due on 12 and 14 October.
    for day in ("23", "28"):
        number = desk.register(clerk, submittedAt=f"2026-09-{day}T09:00:00+08:00")
        desk.done(clerk, "acceptCase", number, occurredAt=f"2026-09-{day}T09:30:00+08:00")
        numbers.append(number)
    work_off()
    inspector = as_person(zhao)
    assert refused(inspector, "draftOrder", cases=[numbers[1]], **WORDS) == ["NO_RED"]
    key = done(inspector, "draftOrder", cases=[numbers[0]], **WORDS)["id"]
    with enter(changli):
        levels = Alert.objects.filter(clock="PROMISED").order_by("case__number").values_list("case__number", "level")
        assert set(levels) == {(numbers[0], "PROMPT"), (numbers[0], "YELLOW"), (numbers[1], "PROMPT")}
        order = SupervisionOrder.objects.get(pk=key)
        assert reading.pinned(order.ladder).of("REPLY")[0].proposes == "RED_CARD"
    assert clean(changli) == []
