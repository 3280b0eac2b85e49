"""问责 in its three modes, as people do it: inspector, supervisor who signs, clerk; and what is refused."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from hierarchy.gates import enter
from hierarchy.models import Hall, Role
from hierarchy.posts import Actor
from mingjing.embedded import Urls
from reporting.models import Board
from tenants.directives.models import AccountabilityEvent
from tenants.documents.models import Document
from tenants.notices.models import Notice
from tests import cast
from tests.api import desk
from tests.api.asking import Asking, as_person
from tests.directives.test_orders import WORDS, appointed, clean, late_case, work_off
from tests.directives.test_orders import done as done_order

CASE = """id number mode state isLate dueAt permittedActs cases subject order receipt
  finding { grade situation attributions { party liability person } evidence { number sequence } }
  sanctions { organ number on person measure }
  documents { number title path isWithdrawn } events { act personName fromHall said }"""
FIELDS = {
    "openAccountability": "OpenAccountabilityInput",
    "approveAccountability": "AccountabilityActInput",
    "receiveAccountability": "ReceiveAccountabilityInput",
    "reportAccountability": "AccountabilityReasonsInput",
    "returnAccountability": "AccountabilityLimitInput",
    "findFault": "FindFaultInput",
    "decideAccountability": "AccountabilityLimitInput",
    "recordSanction": "RecordSanctionInput",
    "appealAccountability": "AccountabilityReasonsInput",
    "upholdAccountability": "AccountabilityReasonInput",
    "revokeAccountability": "AccountabilityReasonInput",
    "withdrawAccountability": "AccountabilityReasonInput",
}
OPENING = {"mode": "DEPARTMENT", "subject": "超时且理由不成立，责成追究有关人员责任", "days": 5}
FAULT = {
    "grade": "GENERAL",
    "situation": "REVIEWER_ALONE",
    "persons": [{"party": "REVIEWER", "person": "审核人甲"}],
    "reasons": "审核人未报批准人即退回材料。",
}
SANCTION = {
    "organ": "昌黎县纪委监委",
    "organNumber": "昌纪〔2026〕8号",
    "on": "2026-10-14",
    "person": "审核人甲",
    "measure": "诫勉谈话并责令改正",
}


def act(ask: Asking, name: str, **given: Any) -> Any:
    query = f"""mutation ($input: {FIELDS[name]}!) {{
      act: {name}(input: $input) {{ case {{ {CASE} }} errors {{ code field }} }}
    }}"""
    return ask(query, input={"hall": desk.CHANGLI} | given)


def done(ask: Asking, name: str, **given: Any) -> dict[str, Any]:
    payload = act(ask, name, **given).data["act"]
    assert payload["errors"] == [], payload
    return dict(payload["case"])


def refused(ask: Asking, name: str, **given: Any) -> list[str]:
    answer = act(ask, name, **given)
    return answer.codes or [error["code"] for error in answer.data["act"]["errors"]]


def read(ask: Asking, key: str) -> Any:
    query = f"query ($h: ID!, $id: ID!) {{ accountabilityCase(hall: $h, id: $id) {{ {CASE} }} }}"
    return ask(query, h=desk.CHANGLI, id=key)


@pytest.fixture
def case(changli: Hall, lin: Actor) -> str:
    return late_case(as_person(lin))


@pytest.fixture
def under_way(case: str, zhao: Actor, han: Actor) -> str:
    """Opened by 赵立新, approved by 韩卫东, for the department to pursue; its key."""
    key = done(as_person(zhao), "openAccountability", cases=[case], **OPENING)["id"]
    return str(done(as_person(han), "approveAccountability", id=key)["id"])


def decide(key: str, case: str, zhao: Actor, han: Actor, lin: Actor) -> dict[str, Any]:
    done(as_person(lin), "reportAccountability", id=key, reasons="已责令作出书面检查。")
    evidence = [{"number": case, "sequence": 2}]
    done(as_person(zhao), "findFault", id=key, evidence=evidence, **FAULT)
    return done(as_person(han), "decideAccountability", id=key, reason="认定属实。", days=5)


def test_the_department_pursues_and_reports_back(
    under_way: str, case: str, changli: Hall, zhao: Actor, han: Actor, lin: Actor
) -> None:
    inspector, clerk = as_person(zhao), as_person(lin)
    opened = read(clerk, under_way).data["accountabilityCase"]
    assert (opened["number"], opened["state"], opened["permittedActs"]) == (
        "秦皇岛责任〔2026〕1号",
        "UNDER_WAY",
        ["RECEIVED", "REPORTED"],
    )
    work_off()
    with enter(changli):
        assert [one.params["act"] for one in Notice.objects.filter(kind="ACCOUNTABILITY", recipient=lin.person_id)] == [
            "APPROVED"
        ]
    assert [(row.number, row.level, row.rung) for row in Board.objects.filter(kind="ACCOUNTABILITY")] == [
        (opened["number"], "YELLOW", "UNDER_WAY")
    ]
    done(clerk, "receiveAccountability", id=under_way)
    decided = decide(under_way, case, zhao, han, lin)
    assert decided["finding"] == {
        "grade": "GENERAL",
        "situation": "REVIEWER_ALONE",
        "attributions": [{"party": "REVIEWER", "liability": "DIRECT", "person": "审核人甲"}],
        "evidence": [{"number": case, "sequence": 2}],
    }
    assert [one["title"] for one in decided["documents"]] == ["责任追究通知书", "责任认定决定书"]
    recorded = done(inspector, "recordSanction", id=under_way, **SANCTION)
    assert recorded["sanctions"] == [
        {"organ": "昌黎县纪委监委", "number": "昌纪〔2026〕8号", "on": "2026-10-14", "person": "审核人甲",
         "measure": "诫勉谈话并责令改正"}
    ]  # fmt: skip
    assert [(one["act"], one["personName"], one["fromHall"]) for one in recorded["events"]] == [
        ("OPENED", "赵立新", "秦皇岛市"),
        ("APPROVED", "韩卫东", "河北省"),
        ("RECEIVED", "林晓雯", "昌黎县"),
        ("REPORTED", "林晓雯", "昌黎县"),
        ("FOUND", "赵立新", "秦皇岛市"),
        ("DECIDED", "韩卫东", "河北省"),
        ("SANCTIONED", "赵立新", "秦皇岛市"),
    ]
    assert clean(changli) == []


def test_what_nobody_appealed_in_time_is_final_and_an_appeal_after_it_is_refused(
    under_way: str, case: str, changli: Hall, zhao: Actor, han: Actor, lin: Actor, settings: Any
) -> None:
    decided = decide(under_way, case, zhao, han, lin)
    assert decided["dueAt"] == "2026-10-21T16:00:00Z"
    settings.CLOCK = "2026-10-22T00:00:01+08:00"
    # Before the worker came by, and after.
    assert refused(as_person(lin), "appealAccountability", id=under_way, reasons="不服") == ["APPEAL_LATE"]
    work_off()
    assert refused(as_person(lin), "appealAccountability", id=under_way, reasons="不服") == ["APPEAL_LATE"]
    assert read(as_person(lin), under_way).data["accountabilityCase"]["state"] == "FINAL"
    with enter(changli):
        assert not AccountabilityEvent.objects.filter(act="APPEALED").exists()
    assert not Board.objects.filter(kind="ACCOUNTABILITY").exists()
    # The result of another organ may come later still.
    done(as_person(zhao), "recordSanction", id=under_way, **SANCTION)
    assert clean(changli) == []


def test_an_appeal_is_heard_by_who_neither_found_nor_decided(
    under_way: str, case: str, changli: Hall, zhao: Actor, han: Actor, lin: Actor, zhou: Actor
) -> None:
    decide(under_way, case, zhao, han, lin)
    done(as_person(lin), "appealAccountability", id=under_way, reasons="当日系统故障，有记录。")
    for actor in (zhao, han):
        assert refused(as_person(actor), "revokeAccountability", id=under_way, reason="r") == ["SAME_PERSON"]
    appointed(zhou, Role.LEADER, desk.HEBEI)
    revoked = done(as_person(cast.actor("zhou")), "revokeAccountability", id=under_way, reason="故障属实，撤销认定。")
    assert revoked["state"] == "REVOKED"
    # The opening stands, the decision does not; both stay to be seen.
    assert [(one["title"], one["isWithdrawn"]) for one in revoked["documents"]] == [
        ("责任追究通知书", False),
        ("责任认定决定书", True),
    ]
    assert refused(as_person(zhao), "recordSanction", id=under_way, **SANCTION) == ["NOT_OPEN"]
    assert clean(changli) == []


def test_a_clue_is_referred_with_receipt_and_result(
    case: str, changli: Hall, zhao: Actor, han: Actor, lin: Actor
) -> None:
    inspector = as_person(zhao)
    key = done(inspector, "openAccountability", cases=[case], **OPENING | {"mode": "REFERRED"})["id"]
    approved = done(as_person(han), "approveAccountability", id=key)
    assert approved["documents"][0]["title"] == "问题线索移送函"
    assert refused(inspector, "findFault", id=key, **FAULT) == ["NO_RECEIPT"]
    # The discipline organ has no account: the supervisors record its receipt, and it is named.
    assert refused(as_person(lin), "receiveAccountability", id=key) == ["NOT_FOUND"]
    assert refused(inspector, "receiveAccountability", id=key) == ["REQUIRED"]
    received = done(inspector, "receiveAccountability", id=key, organ="昌黎县纪委监委", organNumber="收〔2026〕3号")
    assert received["receipt"] == "昌黎县纪委监委 收〔2026〕3号"
    found = done(inspector, "findFault", id=key, grade="NONE", reasons="经核查，不存在违纪问题。")
    assert (found["state"], found["finding"]["attributions"]) == ("FOUND", [])
    # Nobody of the hall hears of a clue before it is decided.
    work_off()
    assert as_person(lin).client.get(approved["documents"][0]["path"]).status_code == 404
    with enter(changli):
        assert not Notice.objects.filter(kind="ACCOUNTABILITY").exists()
    done(as_person(han), "decideAccountability", id=key, reason="不予追究。", days=5)
    assert read(as_person(lin), key).data["accountabilityCase"]["state"] == "DECIDED"
    assert clean(changli) == []


def test_the_supervisors_investigate_what_an_order_left_behind(
    case: str, changli: Hall, zhao: Actor, han: Actor, lin: Actor
) -> None:
    inspector = as_person(zhao)
    order = done_order(inspector, "draftOrder", cases=[case], **WORDS)["id"]
    given = OPENING | {"mode": "SUPERVISORS", "order": order}
    assert refused(inspector, "openAccountability", **given) == ["ORDER_UNDECIDED"]
    done_order(as_person(han), "checkOrder", id=order)
    done_order(as_person(han), "issueOrder", id=order)
    done_order(as_person(lin), "explainOrder", id=order, reasons="…")
    done_order(inspector, "rejectExplanation", id=order, reason="无正当理由")
    opened = done(inspector, "openAccountability", **given)
    assert (opened["order"], opened["cases"]) == (order, [case])
    done(as_person(han), "approveAccountability", id=opened["id"])
    assert refused(as_person(lin), "reportAccountability", id=opened["id"], reasons="r") == ["OUT_OF_TURN"]
    assert done(inspector, "findFault", id=opened["id"], **FAULT)["state"] == "FOUND"


def test_a_report_that_is_past_is_escalated_and_taken_late(
    under_way: str, changli: Hall, zhao: Actor, lin: Actor, settings: Any
) -> None:
    settings.CLOCK = "2026-10-22T00:10:00+08:00"
    work_off()
    assert [row.level for row in Board.objects.filter(kind="ACCOUNTABILITY")] == ["RED"]
    with enter(Hall.objects.get(code=desk.QINHUANGDAO)):
        above = Notice.objects.filter(kind="ACCOUNTABILITY", recipient=zhao.person_id)
        assert [(one.params["act"], one.params["hall_name"]) for one in above] == [("ESCALATED", "昌黎县")]
    late = done(as_person(lin), "reportAccountability", id=under_way, reasons="迟报。")
    assert (late["state"], late["isLate"]) == ("REPORTED", True)
    assert clean(changli) == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"persons": []}, ["WRONG_PARTIES"]),
        ({"persons": [{"party": "HANDLER", "person": "甲"}]}, ["WRONG_PARTIES"]),
        ({"persons": [{"party": "REVIEWER", "person": "甲"}] * 2}, ["WRONG_PARTIES"]),
        ({"persons": [{"party": "REVIEWER", "person": " "}]}, ["REQUIRED"]),
        ({"situation": None}, ["REQUIRED"]),
        ({"grade": "NONE"}, ["NO_FAULT"]),
        ({"evidence": [{"number": "130322-2026-000001", "sequence": 99}]}, ["NO_SUCH_EVENT"]),
        ({"evidence": [{"number": "another", "sequence": 1}]}, ["NO_SUCH_EVENT"]),
        ({"reasons": "长" * 1001}, ["TOO_LONG"]),
    ],
)
def test_a_finding_names_whom_its_situation_makes_liable(
    under_way: str, lin: Actor, zhao: Actor, given: dict[str, Any], expected: list[str]
) -> None:
    done(as_person(lin), "reportAccountability", id=under_way, reasons="…")
    assert refused(as_person(zhao), "findFault", id=under_way, **FAULT | given) == expected
    assert read(as_person(zhao), under_way).data["accountabilityCase"]["finding"] is None


@pytest.mark.parametrize(
    ("who", "name", "given"),
    [
        ("lin", "openAccountability", OPENING | {"department": "D01"}),
        ("zhao", "reportAccountability", {"reasons": "r"}),
        ("zhao", "receiveAccountability", {}),
        ("lin", "findFault", FAULT),
        ("lin", "withdrawAccountability", {"reason": "r"}),
    ],
)
def test_an_act_needs_its_role(
    under_way: str, lin: Actor, zhao: Actor, who: str, name: str, given: dict[str, Any]
) -> None:
    named = {} if name == "openAccountability" else {"id": under_way}
    assert refused(as_person({"lin": lin, "zhao": zhao}[who]), name, **given | named) == ["FORBIDDEN"]


def test_who_runs_the_hall_decides_nothing_in_it(under_way: str, lin: Actor, zhao: Actor) -> None:
    done(as_person(lin), "reportAccountability", id=under_way, reasons="…")
    appointed(zhao, Role.CLERK, desk.CHANGLI)
    assert refused(as_person(zhao), "findFault", id=under_way, **FAULT) == ["FORBIDDEN"]


def test_a_department_sees_what_was_approved_and_concerns_it(
    case: str, changli: Hall, zhao: Actor, han: Actor, lin: Actor, qian: Actor, jia: Actor
) -> None:
    key = done(as_person(zhao), "openAccountability", cases=[case], **OPENING)["id"]
    assert read(as_person(lin), key).codes == ["NOT_FOUND"]
    approved = done(as_person(han), "approveAccountability", id=key)
    path = approved["documents"][0]["path"]
    statuses = {actor.person_name: as_person(actor).client.get(path).status_code for actor in (lin, zhao, qian, jia)}
    assert statuses == {"林晓雯": 200, "赵立新": 200, "钱磊": 404, "贾亚楠": 404}
    listing = "query ($h: ID!) { accountabilityCases(hall: $h) { edges { node { id department { code } } } } }"
    edges = as_person(lin)(listing, h=desk.CHANGLI).data["accountabilityCases"]["edges"]
    assert [(edge["node"]["id"], edge["node"]["department"]["code"]) for edge in edges] == [(key, "D01")]
    assert as_person(jia)(listing, h=desk.CHANGLI).codes == ["NOT_FOUND"]


def test_a_script_in_a_text_stays_a_text(case: str, changli: Hall, zhao: Actor, han: Actor) -> None:
    script = '<script>alert(1)</script> #eval("x") $sum$'
    key = done(as_person(zhao), "openAccountability", cases=[case], **OPENING | {"subject": script})["id"]
    approved = done(as_person(han), "approveAccountability", id=key)
    assert approved["subject"] == script
    pdf = as_person(han).client.get(approved["documents"][0]["path"])
    assert (pdf.status_code, pdf.content[:5]) == (200, b"%PDF-")


def test_two_who_decide_an_appeal_at_once_are_one_decision_and_one_refusal(own_database: Urls, noon: None) -> None:
    hall = desk.furnish(desk.CHANGLI)
    lin, zhao, han, zhou, jia = (cast.actor(name) for name in ("lin", "zhao", "han", "zhou", "jia"))
    case = late_case(as_person(lin))
    key = done(as_person(zhao), "openAccountability", cases=[case], **OPENING)["id"]
    done(as_person(han), "approveAccountability", id=key)
    decide(key, case, zhao, han, lin)
    done(as_person(lin), "appealAccountability", id=key, reasons="不服")
    appointed(zhou, Role.LEADER, desk.HEBEI)
    appointed(jia, Role.SUPERVISOR, desk.HEBEI)
    zhou, jia = cast.actor("zhou"), cast.actor("jia")

    def decided(name: str, who: Actor) -> Any:
        try:
            return refused(as_person(who), name, id=key, reason="理由")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(decided, ["upholdAccountability", "revokeAccountability"], [zhou, jia]))
    assert answers[0] == []
    assert answers[1] in (["NOT_OPEN"], ["OUT_OF_TURN"])
    with enter(hall):
        assert AccountabilityEvent.objects.filter(act__in=["UPHELD", "REVOKED"]).count() == 1
        assert Document.objects.filter(kind="ACCOUNTABILITY_END").count() == 1
