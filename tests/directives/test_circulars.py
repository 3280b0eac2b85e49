"""通报 as people do it: shown first, answered in time, approved by a second person, over by itself."""

from typing import Any

import pytest

from hierarchy.gates import enter
from hierarchy.models import Hall, Post
from hierarchy.posts import Actor
from reporting.models import Board
from tenants.notices.models import Notice
from tests.api import desk
from tests.api.asking import Asking, as_person
from tests.directives.test_orders import clean, work_off

CIRCULAR = """id number state dueAt publishedAt permittedActs subject replyDays shownDays
  document { number path isWithdrawn } events { act personName said }"""
FIELDS = {
    "draftCircular": "DraftCircularInput",
    "showCircular": "CircularActInput",
    "answerCircular": "CircularReasonsInput",
    "publishCircular": "CircularActInput",
    "withdrawCircular": "CircularReasonInput",
}
SAID = {"department": "D01", "subject": "第三季度三次超时", "replyDays": 5, "shownDays": 5}


def act(ask: Asking, name: str, **given: Any) -> Any:
    query = f"""mutation ($input: {FIELDS[name]}!) {{
      act: {name}(input: $input) {{ circular {{ {CIRCULAR} }} errors {{ code field }} }}
    }}"""
    return ask(query, input={"hall": desk.CHANGLI} | given)


def done(ask: Asking, name: str, **given: Any) -> dict[str, Any]:
    payload = act(ask, name, **given).data["act"]
    assert payload["errors"] == [], payload
    return dict(payload["circular"])


def refused(ask: Asking, name: str, **given: Any) -> list[str]:
    answer = act(ask, name, **given)
    return answer.codes or [error["code"] for error in answer.data["act"]["errors"]]


def listed(ask: Asking) -> list[str]:
    answer = ask("query ($h: ID!) { circulars(hall: $h) { edges { node { id } } } }", h=desk.CHANGLI)
    return [edge["node"]["id"] for edge in answer.data["circulars"]["edges"]]


@pytest.fixture
def shown(changli: Hall, zhao: Actor) -> str:
    """Drafted by 赵立新 and shown to D01; its key."""
    key = done(as_person(zhao), "draftCircular", **SAID)["id"]
    return str(done(as_person(zhao), "showCircular", id=key)["id"])


def test_a_circular_is_answered_approved_by_another_and_ends_by_itself(
    shown: str, changli: Hall, zhao: Actor, han: Actor, lin: Actor, settings: Any
) -> None:
    work_off()
    with enter(changli):
        assert [one.params["act"] for one in Notice.objects.filter(kind="CIRCULAR", recipient=lin.person_id)] == [
            "SHOWN"
        ]
    assert refused(as_person(han), "publishCircular", id=shown) == ["REPLY_RUNNING"]
    address = f"/api/v1/halls/{desk.CHANGLI}/evidence/circular/{shown}?name=日志.pdf"
    assert as_person(lin).client.post(address, b"%PDF-", content_type="application/pdf").status_code == 201
    done(as_person(lin), "answerCircular", id=shown, reasons="其中一次系统故障。")
    published = done(as_person(han), "publishCircular", id=shown)
    assert (published["number"], published["state"]) == ("秦皇岛通报〔2026〕1号", "PUBLISHED")
    assert published["dueAt"] == "2026-10-21T16:00:00Z"
    assert as_person(lin).client.get(published["document"]["path"]).content[:5] == b"%PDF-"
    assert [(row.number, row.rung) for row in Board.objects.filter(kind="CIRCULAR")] == [
        (published["number"], "PUBLISHED")
    ]
    # Every department of the hall reads it while it is shown, only its own afterwards.
    Post.objects.filter(person=lin.person_id).update(departments=["D06"])
    other = as_person(lin)
    assert listed(other) == [shown]
    # Its files are for those whom it concerned.
    files = "query ($h: ID!, $id: ID!) { circular(hall: $h, id: $id) { evidence { name } } }"
    assert other(files, h=desk.CHANGLI, id=shown).data["circular"]["evidence"] == []
    assert as_person(han)(files, h=desk.CHANGLI, id=shown).data["circular"]["evidence"] == [{"name": "日志.pdf"}]
    settings.CLOCK = "2026-10-22T00:10:00+08:00"
    work_off()
    assert listed(other) == []
    assert listed(as_person(zhao)) == [shown]
    assert not Board.objects.filter(kind="CIRCULAR").exists()
    assert clean(changli) == []


def test_nobody_publishes_what_he_drafted(changli: Hall, han: Actor, lin: Actor) -> None:
    key = done(as_person(han), "draftCircular", **SAID)["id"]
    # A department sees no draft.
    assert refused(as_person(lin), "answerCircular", id=key, reasons="r") == ["NOT_FOUND"]
    done(as_person(han), "showCircular", id=key)
    done(as_person(lin), "answerCircular", id=key, reasons="…")
    assert refused(as_person(han), "publishCircular", id=key) == ["SAME_PERSON"]


def test_an_answer_after_its_time_is_refused_and_silence_does_not_stop_the_publication(
    shown: str, han: Actor, lin: Actor, settings: Any
) -> None:
    settings.CLOCK = "2026-10-22T00:00:01+08:00"
    assert refused(as_person(lin), "answerCircular", id=shown, reasons="迟了") == ["REPLY_LATE"]
    assert done(as_person(han), "publishCircular", id=shown)["state"] == "PUBLISHED"


def test_a_withdrawn_circular_stays_for_those_whom_it_concerned(
    shown: str, changli: Hall, zhao: Actor, han: Actor, lin: Actor
) -> None:
    done(as_person(lin), "answerCircular", id=shown, reasons="…")
    done(as_person(han), "publishCircular", id=shown)
    assert refused(as_person(zhao), "withdrawCircular", id=shown, reason=" ") == ["REQUIRED"]
    withdrawn = done(as_person(zhao), "withdrawCircular", id=shown, reason="事实有误。")
    assert (withdrawn["state"], withdrawn["document"]["isWithdrawn"]) == ("WITHDRAWN", True)
    assert listed(as_person(lin)) == [shown]
    assert clean(changli) == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"department": None}, ["REQUIRED"]),
        ({"department": "D99"}, ["NOT_FOUND"]),
        ({"replyDays": 0}, ["BAD_DAYS"]),
        ({"shownDays": 251}, ["BAD_DAYS"]),
        ({"subject": ""}, ["REQUIRED"]),
    ],
)
def test_what_a_circular_says_is_checked(
    changli: Hall, zhao: Actor, given: dict[str, Any], expected: list[str]
) -> None:
    assert refused(as_person(zhao), "draftCircular", **SAID | given) == expected
    assert listed(as_person(zhao)) == []
