"""The time to tell what is missing, papers beyond the guide and breaks of the loop, through desk, case and board."""

from typing import Any

import pytest

from foundation import working
from foundation.clock import now
from hierarchy.gates import enter
from hierarchy.models import Hall
from hierarchy.posts import Actor
from mingjing import rebuilding
from rulebook.case import EventKind
from tenants.cases.append import CaseBatch, NewEvent, append_batch
from tenants.cases.models import Case
from tenants.items.guide import Guide, Material
from tenants.items.publish import Draft, in_force, publish
from tests.api.asking import Asking, as_person
from tests.api.desk import LICENCE, LICENCE_RULES, NOON_DAY, done, read, refused, register
from tests.api.test_desk import desk
from tests.documents.test_papers import documents, text

CASE = """query ($number: String!) { case(hall: "130322", number: $number) {
  state acceptedAt dueAt statutoryDueAt noticeDueAt deemedAt anomalies permittedActions
  asReported { dueAt } byLaw { statutoryDueAt }
  clocks { name startedAt dueAt lamp isOverdue steps { code } limit { value unit basis basisConfirmed } }
  correctionRounds { demands { material isBeyondGuide } } } }"""
LIST = (
    """query ($anomaly: Anomaly) { cases(hall: "130322", anomaly: $anomaly, first: 9) { edges { node { number } } } }"""
)
ALERTS = """{ alerts(code: "130322", first: 9) { edges { node { clock rung level caseNumber } } } }"""
FIGURES = """{ hall(code: "130322") { rollup(from: "2026-09-01", to: "2026-10-14") {
  deemedAccepted beyondGuide loopBreaks corrections } } }"""


@pytest.fixture
def ask(changli: Hall, lin: Actor) -> Asking:
    return as_person(lin)


def case(ask: Asking, number: str) -> dict[str, Any]:
    return dict(ask(CASE, number=number).data["case"])


def clock(ask: Asking, number: str, name: str) -> dict[str, Any] | None:
    return next((one for one in case(ask, number)["clocks"] if one["name"] == name), None)


def figures(ask: Asking) -> dict[str, int]:
    found = ask(FIGURES).data["hall"]["rollup"]
    return {name: count for name, count in found.items() if count}


def clean(hall: Hall) -> list[str]:
    report = rebuilding.Report()
    with enter(hall):
        rebuilding.check_hall(hall, report, at=NOON_DAY)
    return [str(one) for one in report.differences]


def test_a_licence_waits_to_be_told_before_anything_of_its_decision_shows(ask: Asking, changli: Hall) -> None:
    number = register(ask, submittedAt="2026-10-13T09:00:00+08:00")
    # 14, 15, 16, 19, 20 October.
    found = case(ask, number)
    assert (found["noticeDueAt"], found["deemedAt"], found["dueAt"], found["statutoryDueAt"]) == (
        "2026-10-20T16:00:00Z",
        None,
        None,
        None,
    )
    assert [one["name"] for one in found["clocks"]] == ["INTAKE_NOTICE"]
    assert (found["asReported"], found["byLaw"]) == ({"dueAt": None}, {"statutoryDueAt": None})
    assert found["clocks"][0]["limit"] == {
        "value": 5, "unit": "working_day", "basis": "行政许可法32(1)(4)", "basisConfirmed": True,
    }  # fmt: skip
    assert desk(ask, "NOTICE_DUE") == ({"NOTICE_DUE": 1}, ["1"])
    done(ask, "askCorrection", number, items=[{"material": "布局图", "defect": "缺"}])
    assert desk(ask, "NOTICE_DUE") == ({"AWAITING_CORRECTION": 1}, [])
    assert clean(changli) == []


def test_silence_is_acceptance_and_its_notice_says_so(ask: Asking, changli: Hall) -> None:
    number = register(ask, submittedAt="2026-09-22T09:00:00+08:00")
    # 23, 24, 28, 29, 30 September (25 to 27 is the Mid-Autumn Festival); the eighth day is 9 October.
    found = case(ask, number)
    assert (found["state"], found["acceptedAt"]) == ("RECEIVED", None)
    assert found["deemedAt"] == "2026-09-30T16:00:00Z"
    assert found["dueAt"] == "2026-10-10T16:00:00Z"
    assert "ACCEPTED" in found["permittedActions"]
    assert not {"CORRECTION_ASKED", "DECLINED"} & set(found["permittedActions"])
    assert refused(ask, "askCorrection", number, items=[{"material": "布局图", "defect": "缺"}]) == [
        ("AFTER_DEEMED_ACCEPTANCE", "occurredAt")
    ]
    assert figures(ask) == {"deemedAccepted": 1}
    done(ask, "acceptCase", number)
    promised = clock(ask, number, "PROMISED")
    assert promised is not None
    assert (promised["startedAt"], promised["dueAt"]) == ("2026-09-22T01:00:00Z", "2026-10-10T16:00:00Z")
    assert promised["steps"][0]["code"] == "deemed_acceptance"
    (document,) = documents(ask, number)
    assert document["kind"] == "DEEMED_ACCEPTANCE"
    printed = text(ask, document)
    for said in ("视为受理通知书", "视为受理自2026年09月22日09:00", "办理期限至2026年10月11日00:00", "第三十二条"):
        assert said in printed, said
    assert clean(changli) == []


def test_a_notice_that_comes_too_late_by_exchange_is_taken_and_marked(ask: Asking, changli: Hall) -> None:
    number = register(ask, submittedAt="2026-09-22T09:00:00+08:00")
    asked = NewEvent(
        EventKind.CORRECTION_ASKED, NOON_DAY, {"items": [{"material": "布局图", "defect": "缺"}]}, "exchange:d01", "x"
    )
    with enter(changli):
        append_batch(changli, [CaseBatch(number, [asked])])
    found = case(ask, number)
    assert found["anomalies"] == ["AFTER_DEEMED_ACCEPTANCE"]
    assert found["deemedAt"] == "2026-09-30T16:00:00Z"
    assert [edge["node"]["number"] for edge in ask(LIST, anomaly="AFTER_DEEMED_ACCEPTANCE").data["cases"]["edges"]] == [
        number
    ]
    assert ask(LIST, anomaly="BEYOND_GUIDE").data["cases"]["edges"] == []


def test_a_paper_beyond_the_guide_of_the_pinned_version_is_a_finding(ask: Asking, changli: Hall) -> None:
    def version(*materials: str) -> Draft:
        guide = Guide(materials=tuple(Material(name, 1, 0, "申请人") for name in materials))
        return Draft(
            LICENCE, "食品经营许可", "food", "食品经营", "01", "D01", LICENCE_RULES, NOON_DAY.date(), guide=guide
        )

    with enter(changli):
        publish(version("申请书", "布局图"))
    number = register(ask)
    with enter(changli):
        publish(version("申请书", "布局图", "环评"))
    done(
        ask,
        "askCorrection",
        number,
        items=[{"material": "布 局图", "defect": "缺"}, {"material": "环评", "defect": "缺"}],
    )
    found = case(ask, number)
    assert found["anomalies"] == ["BEYOND_GUIDE"]
    assert [one["isBeyondGuide"] for one in found["correctionRounds"][0]["demands"]] == [False, True]
    assert read(ask, number)["events"][-1]["anomalies"] == ["BEYOND_GUIDE"]
    assert desk(ask, "BEYOND_GUIDE")[1] == [number[-1]]
    assert [edge["node"]["number"] for edge in ask(LIST, anomaly="BEYOND_GUIDE").data["cases"]["edges"]] == [number]
    assert figures(ask) == {"beyondGuide": 1, "corrections": 1}
    # A voided notice asked for nothing.
    done(ask, "correctEvent", number, sequence=2, reason="误发")
    assert case(ask, number)["anomalies"] == []
    assert figures(ask) == {}
    assert clean(changli) == []


def test_a_break_of_the_loop_reaches_the_board(ask: Asking, changli: Hall, zhao: Actor) -> None:
    number = register(ask, submittedAt="2026-09-22T09:00:00+08:00")
    done(ask, "acceptCase", number, occurredAt="2026-09-22T10:00:00+08:00")
    done(ask, "concludeCase", number, outcome="GRANTED", occurredAt="2026-09-23T10:00:00+08:00")
    with enter(changli):
        given = NewEvent(EventKind.DELIVERED, NOON_DAY, {}, "exchange:d01", "y")
        append_batch(changli, [CaseBatch(number, [given])])
        assert Case.objects.get().anomalies == ["DELIVERED_FIRST", "NOT_VERIFIED"]
        version = in_force(on=NOON_DAY.date())[LICENCE]
        done_elsewhere = NewEvent(EventKind.CONCLUDED, NOON_DAY, {"outcome": "GRANTED"}, "exchange:d01", "z")
        append_batch(changli, [CaseBatch("D01-7", [done_elsewhere], version=version)])
    while working.work(now=now(), hall=changli.code):
        pass
    found = [edge["node"] for edge in as_person(zhao)(ALERTS).data["alerts"]["edges"]]
    assert {(one["caseNumber"], one["clock"], one["rung"], one["level"]) for one in found} == {
        (number, "LOOP", "UNVERIFIED", "RED"),
        (number, "LOOP", "DELIVERED_FIRST", "RED"),
        ("D01-7", "LOOP", "UNREGISTERED", "RED"),
    }
    assert figures(ask) == {"loopBreaks": 3}
    assert clean(changli) == []
