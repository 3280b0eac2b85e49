"""The exchange desk: sources with tokens shown once; rows looked at, mended and let in or refused, with a reason."""

import json
from typing import Any

import pytest

from accounts.models import Token
from hierarchy.gates import enter
from hierarchy.models import Hall, Post
from hierarchy.posts import Actor
from tenants.cases.models import CaseEvent
from tenants.exchange.models import QuarantineDecision, QuarantinedRow
from tests.api import desk
from tests.api.asking import Asking, as_person
from tests.exchange.test_door import Sending, row

QUARANTINE = """query ($first: Int, $after: String, $undecidedOnly: Boolean) {
  quarantine(hall: "130322", first: $first, after: $after, undecidedOnly: $undecidedOnly) {
    edges { node { id fileName code message content canBeMended decision { kind content reason personName } } }
    pageInfo { hasNextPage endCursor } } }"""
LET_IN = """mutation ($input: LetInInput!) { act: letInQuarantined(input: $input) {
  row { decision { kind } } errors { code message field } } }"""
REFUSE = """mutation ($input: RefuseRowInput!) { act: refuseQuarantined(input: $input) {
  row { decision { kind } } errors { code field } } }"""
REGISTER = """mutation ($input: RegisterSourceInput!) { act: registerSource(input: $input) {
  source { code isSigned tokens { id } } token signingKey errors { code field } } }"""


@pytest.fixture
def admin(changli: Hall, tong: Actor) -> Asking:
    """佟志远, as an administrator of 昌黎县."""
    Post.objects.filter(person_id=tong.person_id).update(hall=changli)
    return as_person(tong)


@pytest.fixture
def send(admin: Asking) -> Sending:
    made = admin(REGISTER, input={"hall": "130322", "code": "spj", "name": "食品系统"}).data["act"]
    assert (made["errors"], made["source"]["isSigned"], made["signingKey"]) == ([], False, None)
    return Sending(made["token"])


def shown(ask: Asking, **asked: Any) -> list[dict[str, Any]]:
    return [edge["node"] for edge in ask(QUARANTINE, **asked).data["quarantine"]["edges"]]


def act(ask: Asking, mutation: str, **given: Any) -> dict[str, Any]:
    return dict(ask(mutation, input={"hall": "130322"} | given).data["act"])


def events(hall: Hall) -> list[str]:
    with enter(hall):
        return list(CaseEvent.objects.order_by("event_id").values_list("event_id", flat=True))


def test_a_row_is_mended_let_in_once_and_stays_with_its_reason(changli: Hall, admin: Asking, send: Sending) -> None:
    send(row("e1", item_code="wrong"))
    (waiting,) = shown(admin)
    assert (waiting["code"], waiting["canBeMended"], waiting["decision"]) == ("NO_SUCH_ITEM", True, None)
    mended = json.dumps(json.loads(waiting["content"]) | {"item_code": desk.LICENCE})
    given = {"id": waiting["id"], "content": mended, "reason": "编码录错"}
    assert act(admin, LET_IN, **given) == {"row": {"decision": {"kind": "MENDED"}}, "errors": []}
    assert events(changli) == ["e1"]
    assert [one["code"] for one in act(admin, LET_IN, **given)["errors"]] == ["DECIDED"]
    assert shown(admin) == []
    (decided,) = shown(admin, undecidedOnly=False)
    assert decided["decision"] == {
        "kind": "MENDED", "content": mended, "reason": "编码录错", "personName": "佟志远",
    }  # fmt: skip
    assert "wrong" in decided["content"]


@pytest.mark.parametrize(
    ("content", "reason", "code"),
    [
        ("{}", "x", "REQUIRED"),
        ("[]", "x", "NOT_AN_OBJECT"),
        ("no json", "x", "NOT_JSON"),
        (json.dumps(row("e1", item_code="still-wrong")), "x", "NO_SUCH_ITEM"),
        (json.dumps(row("e1")), "  ", "REQUIRED"),
        (json.dumps(row("e1")), "x" * 301, "TOO_LONG"),
    ],
)
def test_a_row_that_is_still_wrong_says_so_and_nothing_changes(
    changli: Hall, admin: Asking, send: Sending, content: str, reason: str, code: str
) -> None:
    send(row("e1", item_code="wrong"))
    (waiting,) = shown(admin)
    found = act(admin, LET_IN, id=waiting["id"], content=content, reason=reason)
    assert [one["code"] for one in found["errors"]] == [code]
    assert events(changli) == []
    with enter(changli):
        assert not QuarantineDecision.objects.exists()
    assert shown(admin) == [waiting]


def test_a_row_is_refused_with_a_reason(admin: Asking, send: Sending) -> None:
    send(row("e1", item_code="wrong"))
    (waiting,) = shown(admin)
    assert [one["code"] for one in act(admin, REFUSE, id=waiting["id"], reason="")["errors"]] == ["REQUIRED"]
    assert act(admin, REFUSE, id=waiting["id"], reason="重复报送")["errors"] == []
    assert [one["code"] for one in act(admin, REFUSE, id=waiting["id"], reason="x")["errors"]] == ["DECIDED"]
    assert admin(REFUSE, input={"hall": "130322", "id": "0", "reason": "x"}).codes == ["NOT_FOUND"]


def test_a_row_of_a_file_is_mended_in_the_file(changli: Hall, admin: Asking) -> None:
    with enter(changli):
        stored = QuarantinedRow.objects.create(
            file="0" * 64, file_name="a.csv", line=3, code="BAD_TIME", message="", content="x", at="2026-01-01T00:00Z"
        )
    found = act(admin, LET_IN, id=str(stored.pk), content=json.dumps(row()), reason="x")
    assert [one["code"] for one in found["errors"]] == ["NOT_SENT"]


def test_the_quarantine_is_paged(admin: Asking, send: Sending) -> None:
    send(*(row(f"e{n}", item_code="wrong") for n in range(5)))
    seen, after = [], None
    for _ in range(3):
        answer = admin(QUARANTINE, first=2, after=after).data["quarantine"]
        seen += [edge["node"]["id"] for edge in answer["edges"]]
        after = answer["pageInfo"]["endCursor"]
    assert len(set(seen)) == len(seen) == 5


def test_a_source_is_registered_once_and_its_token_is_kept_as_a_digest(admin: Asking, send: Sending) -> None:
    again = act(admin, REGISTER, code="spj", name="x")
    assert (again["token"], [one["code"] for one in again["errors"]]) == (None, ["SOURCE_TAKEN"])
    assert [one["field"] for one in act(admin, REGISTER, code="", name="x")["errors"]] == ["code"]
    assert [one["code"] for one in act(admin, REGISTER, code="b", name="x", department="D99")["errors"]] == [
        "NO_SUCH_DEPARTMENT"
    ]
    signed = act(admin, REGISTER, code="c", name="x", isSigned=True)
    assert len(signed["signingKey"]) == 64
    assert Token.objects.filter(digest__in=[signed["token"]]).count() == 0


def test_a_token_is_rotated_and_a_source_closed(admin: Asking, send: Sending) -> None:
    rotate = "mutation ($input: SourceInput!) { act: rotateSourceToken(input: $input) { token errors { code } } }"
    close = "mutation ($input: SourceInput!) { act: closeSource(input: $input) { source { isActive tokens { id } } } }"
    newer = Sending(act(admin, rotate, code="spj")["token"])
    assert newer.statuses(row("e1")) == send.statuses(row("e2", case_number="SPJ-2")) == ["accepted"]
    assert act(admin, close, code="spj") == {"source": {"isActive": False, "tokens": []}}
    assert {newer.raw("{}").status_code, send.raw("{}").status_code} == {401}
    assert admin(rotate, input={"hall": "130322", "code": "nobody"}).codes == ["NOT_FOUND"]
