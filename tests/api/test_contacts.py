"""首问 through the interface: recorded, handed over and taken, closed by an answer or by a case; its trail sealed."""

from datetime import date
from typing import Any

import pytest

from accounts.models import Person
from foundation.clock import now
from hierarchy.gates import enter
from hierarchy.models import Hall, Post, Role
from hierarchy.posts import Actor
from mingjing import rebuilding
from tenants.audit import sealing
from tenants.audit.models import ChainLink
from tenants.contacts.models import Contact, ContactStep
from tenants.items.guide import Guide, Material
from tenants.items.publish import Draft, publish
from tests import cast
from tests.api.asking import Asking, as_person
from tests.api.desk import LICENCE, LICENCE_RULES

FILE = """{ number state ownerName offeredToName dueAt isLate caseNumber permittedSteps
  steps { kind personName toName text document path } }"""
LIST = """query (
  $state: ContactState, $isUntaken: Boolean, $isMine: Boolean, $search: String, $first: Int, $after: String
) {
  contacts(hall: "130322", state: $state, isUntaken: $isUntaken, isMine: $isMine, search: $search, first: $first,
    after: $after) { edges { node { number } } pageInfo { hasNextPage endCursor } } }"""
INPUTS = {
    "recordContact": "RecordContactInput",
    "giveContactNotice": "ContactInput",
    "handOverContact": "HandOverContactInput",
    "takeOverContact": "ContactInput",
    "answerContact": "AnswerContactInput",
    "registerContactCase": "RegisterContactInput",
}


@pytest.fixture
def hall(changli: Hall) -> Hall:
    """With a guide of the licence."""
    guide = Guide(materials=(Material("申请书", 1, 0, "申请人"),))
    with enter(changli):
        publish(
            Draft(
                LICENCE, "食品经营许可", "food", "食品经营", "01", "D01", LICENCE_RULES, date(2026, 1, 1), guide=guide
            )
        )
    return changli


@pytest.fixture
def wang(changli: Hall, lin: Actor) -> Post:
    """王海, another clerk of the hall, in department D01 alone."""
    person = Person.objects.create_person(username="wang", display_name="王海", password="mingjing-tests")  # noqa: S106
    return Post.objects.create(
        person=person, hall=changli, role=Role.CLERK, departments=["D01"], from_on=date(2024, 1, 1)
    )


@pytest.fixture
def ask(hall: Hall, lin: Actor) -> Asking:
    return as_person(lin)


def send(ask: Asking, name: str, **more: Any) -> Any:
    payload = f"{{ contact {FILE} errors {{ code field }} }}"
    query = f"mutation ($input: {INPUTS[name]}!) {{ act: {name}(input: $input) {payload} }}"
    return ask(query, input={"hall": "130322"} | more)


def done(ask: Asking, name: str, **more: Any) -> dict[str, Any]:
    payload = send(ask, name, **more).data["act"]
    assert payload["errors"] == [], payload
    return dict(payload["contact"])


def refused(ask: Asking, name: str, **more: Any) -> list[tuple[str, str | None]]:
    payload = send(ask, name, **more).data["act"]
    assert payload["contact"] is None
    return [(error["code"], error["field"]) for error in payload["errors"]]


def listed(ask: Asking, **asked: Any) -> list[str]:
    return [edge["node"]["number"][-1] for edge in ask(LIST, **asked).data["contacts"]["edges"]]


def record(ask: Asking, **more: Any) -> dict[str, Any]:
    return done(ask, "recordContact", **({"askerName": "李大爷", "question": "开小饭馆要什么材料"} | more))


def test_whoever_records_it_answers_for_it_until_it_is_taken_over(ask: Asking, wang: Post, hall: Hall) -> None:
    number = record(ask, replyDays=3)["number"]
    assert number == "130322-Q2026-000001"
    waiting = done(ask, "handOverContact", number=number, to=str(wang.pk), reason="归审批局办")
    assert (waiting["ownerName"], waiting["offeredToName"]) == ("林晓雯", "王海")
    # 15, 16 and Monday 19 October.
    assert (waiting["dueAt"], waiting["isLate"]) == ("2026-10-19T16:00:00Z", False)
    assert listed(ask, isUntaken=True) == ["1"]
    other = as_person(cast.actor("wang"))
    taken = done(other, "takeOverContact", number=number)
    assert (taken["ownerName"], taken["offeredToName"]) == ("王海", None)
    assert listed(ask, isUntaken=True) == []
    assert refused(ask, "answerContact", number=number, text="x") == [("NOT_YOURS", None)]
    answered = done(other, "answerContact", number=number, text="要申请书和身份证")
    assert (answered["state"], answered["permittedSteps"]) == ("ANSWERED", [])
    assert [(step["kind"], step["personName"], step["toName"]) for step in answered["steps"]] == [
        ("ASKED", "林晓雯", None),
        ("HANDED_OVER", "林晓雯", "王海"),
        ("TAKEN_OVER", "王海", None),
        ("ANSWERED", "王海", None),
    ]
    assert refused(other, "handOverContact", number=number, to=str(wang.pk), reason="x") == [("CONTACT_CLOSED", None)]
    with enter(hall):
        assert ContactStep.objects.count() == 4


def test_an_answer_at_once_closes_it(ask: Asking) -> None:
    found = record(ask, answer="带身份证到3号窗口")
    assert (found["state"], [step["kind"] for step in found["steps"]]) == ("ANSWERED", ["ASKED", "ANSWERED"])


def test_the_notice_of_the_guide_hangs_on_it_and_a_case_closes_it(ask: Asking) -> None:
    number = record(ask, item=LICENCE)["number"]
    noticed = done(ask, "giveContactNotice", number=number)
    step = noticed["steps"][-1]
    assert (step["kind"], step["document"]) == ("NOTICE_GIVEN", "昌黎告知〔2026〕1号")
    assert ask.client.get(step["path"]).status_code == 200
    registered = done(ask, "registerContactCase", number=number, applicantName="李记饭馆")
    assert (registered["state"], registered["caseNumber"]) == ("REGISTERED", "130322-2026-000001")
    found = ask('{ case(hall: "130322", number: "130322-2026-000001") { applicantName } }').data["case"]
    assert found["applicantName"] == "李记饭馆"


def test_what_cannot_be_recorded_is_refused_and_leaves_nothing(ask: Asking, hall: Hall) -> None:
    asked = {"askerName": "李大爷", "question": "问"}
    assert refused(ask, "recordContact", **asked | {"askerName": " "}) == [("REQUIRED", "askerName")]
    assert refused(ask, "recordContact", **asked, item="nothing") == [("NO_ITEM", "item")]
    assert refused(ask, "recordContact", **asked, replyDays=0) == [("OUT_OF_RANGE", "replyDays")]
    number = record(ask)["number"]
    assert refused(ask, "giveContactNotice", number=number) == [("NO_ITEM", "item")]
    assert refused(ask, "registerContactCase", number=number) == [("NO_ITEM", "item")]
    with enter(hall):
        assert (Contact.objects.count(), ContactStep.objects.count()) == (1, 1)


def test_a_clerk_sees_his_departments_and_what_comes_to_him(ask: Asking, wang: Post, lin: Actor) -> None:
    record(ask)
    licence = record(ask, item=LICENCE)["number"]
    other = record(ask, item="company-record")["number"]
    his = as_person(cast.actor("wang"))
    assert listed(his) == ["2", "1"]
    assert send(his, "answerContact", number=other, text="x").codes == ["NOT_FOUND"]
    done(ask, "handOverContact", number=licence, to=str(wang.pk), reason="归审批局办")
    assert listed(his, isMine=True) == ["2"]


def test_a_supervisor_reads_and_records_nothing(ask: Asking, zhao: Actor) -> None:
    number = record(ask)["number"]
    above = as_person(zhao)
    assert listed(above) == ["1"]
    assert send(above, "recordContact", askerName="x", question="y").codes == ["FORBIDDEN"]
    assert send(above, "answerContact", number=number, text="x").codes == ["FORBIDDEN"]


def test_a_stranger_finds_nothing(ask: Asking, qian: Actor) -> None:
    number = record(ask)["number"]
    away = as_person(qian)
    assert away(LIST).codes == ["NOT_FOUND"]
    assert send(away, "answerContact", number=number, text="x").codes == ["NOT_FOUND"]
    assert away.client.get("/api/v1/halls/130322/contacts.csv").status_code == 404


def test_the_list_is_paged_searched_and_exported_as_shown(ask: Asking) -> None:
    for question in ("一", "二", "三"):
        record(ask, question=question)
    page = ask(LIST, first=2).data["contacts"]
    assert [edge["node"]["number"][-1] for edge in page["edges"]] == ["3", "2"]
    assert listed(ask, first=2, after=page["pageInfo"]["endCursor"]) == ["1"]
    assert listed(ask, search="二") == ["2"]
    response = ask.client.get("/api/v1/halls/130322/contacts.csv?search=二&language=en")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("130322-Q2026-000002,")
    assert ask.client.get("/api/v1/halls/130322/contacts.csv?state=GONE").status_code == 400


def test_its_steps_are_sealed_and_who_answers_is_made_anew_from_them(ask: Asking, wang: Post, hall: Hall) -> None:
    number = record(ask)["number"]
    done(ask, "handOverContact", number=number, to=str(wang.pk), reason="归审批局办")
    with enter(hall):
        sealing.seal(hall.code, [])
        assert ChainLink.objects.filter(table=ContactStep._meta.db_table).count() == 2
        report = rebuilding.Report()
        rebuilding.check_hall(hall, report, at=now())
        assert report.differences == []
        Contact.objects.update(owner_name="王海")
        rebuilding.check_hall(hall, report, at=now())
        assert [one.what for one in report.differences] == ["contact"]
