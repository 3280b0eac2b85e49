"""What a clerk does to a case through the interface, and what he is refused."""

import json

from foundation.models import NumberSeries
from hierarchy.gates import enter
from hierarchy.models import Hall
from hierarchy.posts import Actor
from tenants.cases.models import CaseEvent
from tests.api.asking import as_machine, as_person
from tests.api.desk import LICENCE, RECORD, REGISTER, act, done, read, refused, register


def events(hall: Hall) -> int:
    with enter(hall):
        return CaseEvent.objects.count()


def test_a_case_goes_from_the_window_to_delivery(changli: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    number = register(ask, submittedAt="2026-10-12T09:00:00+08:00")
    assert number == "130322-2026-000001"
    assert done(ask, "acceptCase", number, occurredAt="2026-10-12T10:00:00+08:00")["dueAt"] == "2026-10-22T16:00:00Z"
    assert done(ask, "beginStage", number, stage="审核", occurredAt="2026-10-13T09:00:00+08:00")["stage"] == "审核"
    assert done(ask, "endStage", number, stage="审核", occurredAt="2026-10-13T16:00:00+08:00")["stage"] is None
    paused = done(
        ask, "beginPause", number, kind="EXPERT_REVIEW", plannedDays=5, noticeNumber="特1号", reason="专家评审",
        occurredAt="2026-10-13T16:30:00+08:00",
    )  # fmt: skip
    assert (paused["lamp"], paused["dueAt"]) == ("PAUSED", None)
    assert done(ask, "endPause", number, note="已评审", occurredAt="2026-10-14T09:00:00+08:00")["lamp"] == "GREEN"
    assert done(ask, "grantExtension", number, days=3, approver="局长", reason="情况复杂")["state"] == "ACCEPTED"
    assert done(ask, "concludeCase", number, outcome="GRANTED")["state"] == "CONCLUDED"
    done(ask, "verifyCase", number)
    done(ask, "deliverCase", number)
    case = read(ask, number)
    assert [event["kind"] for event in case["events"]] == [
        "RECEIVED", "ACCEPTED", "STAGE_BEGUN", "STAGE_ENDED", "PAUSE_BEGUN", "PAUSE_ENDED", "EXTENSION_GRANTED",
        "CONCLUDED", "VERIFIED", "DELIVERED",
    ]  # fmt: skip
    assert case["outcome"] == "GRANTED"
    assert case["permittedActions"] == ["CORRECTED"]
    assert {event["actorName"] for event in case["events"]} == {"林晓雯"}
    assert json.loads(case["events"][4]["detail"]) == {
        "kind": "EXPERT_REVIEW", "planned_days": 5, "notice_number": "特1号", "reason": "专家评审",
    }  # fmt: skip


def test_clocks_are_explained_step_by_step(changli: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    number = register(ask, submittedAt="2026-10-12T09:00:00+08:00")
    done(ask, "acceptCase", number, occurredAt="2026-10-12T10:00:00+08:00")
    promised, statutory, notice = read(ask, number)["clocks"]
    assert (notice["name"], notice["endedAt"]) == ("INTAKE_NOTICE", "2026-10-12T02:00:00Z")
    assert (promised["name"], promised["lamp"], promised["isOverdue"]) == ("PROMISED", "GREEN", False)
    assert (promised["startedAt"], promised["dueAt"]) == ("2026-10-12T02:00:00Z", "2026-10-22T16:00:00Z")
    assert promised["limit"] == {
        "value": 8, "unit": "working_day", "anchor": "ACCEPTED", "basis": "本厅承诺", "basisConfirmed": False,
        "extension": None,
    }  # fmt: skip
    assert statutory["dueAt"] == "2026-11-09T16:00:00Z"
    assert (statutory["limit"]["extension"], statutory["limit"]["basisConfirmed"]) == (10, True)
    due = next(step for step in promised["steps"] if step["code"] == "due_midnight")
    assert json.loads(due["params"]) == {"at": "2026-10-23T00:00:00+08:00", "due_on": "2026-10-22"}


def test_the_same_key_registers_the_same_case_and_leaves_no_gap(changli: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    first = register(ask, idempotencyKey="tablet-7")
    assert register(ask, idempotencyKey="tablet-7") == first
    assert register(ask) == "130322-2026-000002"
    assert events(changli) == 2
    assert NumberSeries.objects.get(hall=changli.code, kind="case").last == 2


def test_a_registration_needs_its_item_and_applicant(changli: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    for more, told in (
        ({"item": "no-such-item", "applicantName": "某"}, ("NO_ITEM", "item")),
        ({"item": LICENCE, "applicantName": "  "}, ("REQUIRED", "applicantName")),
        ({"item": LICENCE, "applicantName": "长" * 129}, ("TOO_LONG", "applicantName")),
        (
            {"item": LICENCE, "applicantName": "某", "submittedAt": "2026-10-15T09:00:00+08:00"},
            ("IN_FUTURE", "submittedAt"),
        ),
    ):
        payload = ask(REGISTER, input={"hall": changli.code} | more).data["registerCase"]
        assert payload["case"] is None
        assert [(error["code"], error["field"]) for error in payload["errors"]] == [told]
    assert events(changli) == 0


def test_every_refusal_names_its_code_and_field_and_records_nothing(changli: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    number = register(ask, submittedAt="2026-10-12T09:00:00+08:00")
    assert refused(ask, "concludeCase", number, outcome="GRANTED") == [("NOT_ACCEPTED", None)]
    assert refused(ask, "declineCase", number, reason=" ") == [("REQUIRED", "reason")]
    assert refused(ask, "askCorrection", number, items=[]) == [("REQUIRED", "items")]
    assert refused(ask, "receiveCorrection", number) == [("NO_CORRECTION_ASKED", None)]
    early = "2026-10-12T08:59:59+08:00"
    assert refused(ask, "acceptCase", number, occurredAt=early) == [("BEFORE_SUBMISSION", "occurredAt")]
    done(ask, "acceptCase", number, occurredAt="2026-10-12T10:00:00+08:00")
    assert refused(ask, "acceptCase", number) == [("ALREADY_ACCEPTED", None)]
    papers = [{"material": "布局图", "defect": "没有盖章"}]
    assert refused(ask, "askCorrection", number, items=papers) == [("CORRECTION_AFTER_ACCEPTANCE", None)]
    assert refused(ask, "beginStage", number, stage="公示") == [("NO_SUCH_STAGE", "stage")]
    assert refused(ask, "endStage", number, stage="审核") == [("STAGE_NOT_RUNNING", "stage")]
    pause = {"kind": "HEARING", "plannedDays": 0, "noticeNumber": "1", "reason": "听证"}
    assert refused(ask, "beginPause", number, **pause) == [("OUT_OF_RANGE", "plannedDays")]
    assert refused(ask, "beginPause", number, **pause | {"plannedDays": 1, "noticeNumber": ""}) == [
        ("REQUIRED", "noticeNumber")
    ]
    extension = {"approver": "局长", "reason": "复杂"}
    assert refused(ask, "grantExtension", number, days=11, **extension) == [("EXTENSION_TOO_LONG", "days")]
    assert refused(ask, "grantExtension", number, days=0, **extension) == [("OUT_OF_RANGE", "days")]
    assert refused(ask, "concludeCase", number, outcome="REFUSED") == [("REQUIRED", "reason")]
    assert refused(ask, "verifyCase", number) == [("NOT_CONCLUDED", None)]
    assert refused(ask, "correctEvent", number, sequence=9, reason="误") == [("NO_SUCH_EVENT", "sequence")]
    assert refused(ask, "correctEvent", number, sequence=1, reason="误") == [("REGISTRATION_STAYS", "sequence")]
    assert events(changli) == 2


def test_an_extension_comes_before_the_limit_ends_and_only_where_the_item_has_one(changli: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    late = register(ask, submittedAt="2026-09-01T09:00:00+08:00")
    done(ask, "acceptCase", late, occurredAt="2026-09-01T09:00:00+08:00")
    extension = {"days": 3, "approver": "局长", "reason": "复杂"}
    assert refused(ask, "grantExtension", late, **extension) == [("EXTENSION_LATE", "occurredAt")]
    assert "EXTENSION_GRANTED" not in read(ask, late)["permittedActions"]
    done(ask, "grantExtension", late, occurredAt="2026-09-02T09:00:00+08:00", **extension)
    assert refused(ask, "grantExtension", late, occurredAt="2026-09-03T09:00:00+08:00", **extension) == [
        ("ALREADY_EXTENDED", None)
    ]
    record = register(ask, item=RECORD)
    done(ask, "acceptCase", record)
    assert refused(ask, "grantExtension", record, **extension) == [("NO_EXTENSION", "days")]


def test_a_correction_moves_or_voids_an_event_and_both_stay_to_be_read(changli: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    number = register(ask, submittedAt="2026-10-12T09:00:00+08:00")
    done(ask, "acceptCase", number, occurredAt="2026-10-13T10:00:00+08:00")
    done(ask, "correctEvent", number, sequence=2, reason="日期录错", occurredAt="2026-10-12T10:00:00+08:00")
    moved = read(ask, number)
    assert moved["acceptedAt"] == "2026-10-12T02:00:00Z"
    assert [(event["kind"], event["isCorrected"]) for event in moved["events"]] == [
        ("RECEIVED", False), ("ACCEPTED", True), ("CORRECTED", False),
    ]  # fmt: skip
    done(ask, "correctEvent", number, sequence=2, reason="没有受理")
    voided = read(ask, number)
    assert (voided["state"], voided["acceptedAt"]) == ("RECEIVED", None)
    assert [clock["name"] for clock in voided["clocks"]] == ["INTAKE_NOTICE"]
    assert [event["correctsSequence"] for event in voided["events"]] == [None, None, 2, 2]


def test_what_may_be_done_follows_the_order_of_events(changli: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    number = register(ask)
    before = ["ACCEPTED", "DECLINED", "NOT_REQUIRED", "CORRECTION_ASKED", "HANDED_OVER", "WITHDRAWN", "CORRECTED"]
    assert read(ask, number)["permittedActions"] == before
    done(ask, "acceptCase", number)
    handling = [
        "STAGE_BEGUN", "PAUSE_BEGUN", "EXTENSION_GRANTED", "CONCLUDED", "HANDED_OVER", "WITHDRAWN",
        "HEARING_TOLD", "CORRECTED",
    ]  # fmt: skip
    assert read(ask, number)["permittedActions"] == handling
    done(ask, "beginStage", number, stage="受理")
    assert "STAGE_ENDED" in read(ask, number)["permittedActions"]
    done(ask, "concludeCase", number, outcome="GRANTED")
    assert read(ask, number)["permittedActions"] == ["VERIFIED", "CORRECTED"]


def test_a_machine_registers_with_a_token_like_a_person(changli: Hall, lin: Actor) -> None:
    assert register(as_machine(lin)) == "130322-2026-000001"


def test_supervisors_of_every_tier_read_a_case_and_change_none(
    changli: Hall, lin: Actor, zhao: Actor, han: Actor
) -> None:
    number = register(as_person(lin))
    for supervisor in (zhao, han):
        ask = as_person(supervisor)
        assert read(ask, number)["permittedActions"] == []
        for name, more in (("acceptCase", {}), ("correctEvent", {"sequence": 1, "reason": "误"})):
            assert act(ask, name, number, **more).codes == ["FORBIDDEN"]
        given = {"hall": changli.code, "item": LICENCE, "applicantName": "某"}
        assert ask(REGISTER, input=given).codes == ["FORBIDDEN"]
    assert events(changli) == 1


def test_an_unexpected_character_is_refused_before_the_database_sees_it(changli: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    given = {"hall": changli.code, "item": LICENCE, "applicantName": "a\0b"}
    assert ask(REGISTER, input=given).codes == ["BAD_TEXT"]
    assert events(changli) == 0
