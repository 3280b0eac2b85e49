"""Keys of acts: what was done is not done again, and what was refused leaves nothing behind."""

from datetime import timedelta
from typing import Any

import pytest
from pytest_django import Settings

from accounts.models import Token
from foundation import clock
from foundation.models import Agenda
from foundation.working import work
from hierarchy.gates import enter
from hierarchy.models import Hall
from hierarchy.posts import Actor
from tenants.cases.models import Case, CaseEvent
from tenants.repeats.keeping import KEPT, PRUNE
from tenants.repeats.models import KeptAnswer
from tests.api.asking import Asking, as_machine, as_nobody, as_person
from tests.api.desk import CHANGLI, LICENCE, PINGQUAN, RECORD, REGISTER, act, done, furnish, refused, register

SOURCE = """mutation ($input: RegisterSourceInput!) {
  registerSource(input: $input) { source { code } token errors { code } }
}"""
HEADER, MEMBER = "header", "member"


def counts(hall: Hall) -> tuple[int, int, int]:
    """Cases, events, kept answers."""
    with enter(hall):
        return Case.objects.count(), CaseEvent.objects.count(), KeptAnswer.objects.count()


def registered(ask: Asking, way: str, key: str, **more: Any) -> Any:
    given = {"hall": CHANGLI, "item": LICENCE, "applicantName": "测试食品店"} | more
    if way == HEADER:
        return ask.keyed(key)(REGISTER, input=given)
    return ask(REGISTER, input=given | {"idempotencyKey": key})


@pytest.mark.parametrize("way", [HEADER, MEMBER])
def test_a_registration_sent_again_is_answered_again(changli: Hall, lin: Actor, way: str) -> None:
    first = registered(as_person(lin), way, "k1")
    done(as_person(lin), "acceptCase", first.data["registerCase"]["case"]["number"])
    again = registered(as_person(lin), way, "k1")
    assert again.content == first.content  # as it was then, not as the case is now
    assert counts(changli) == (1, 2, 1)


@pytest.mark.parametrize("way", [HEADER, MEMBER])
@pytest.mark.parametrize("other", [{"applicantName": "另一家"}, {"item": RECORD}, {"channel": "WEB"}])
def test_a_key_with_other_content_is_refused(changli: Hall, lin: Actor, way: str, other: dict[str, str]) -> None:
    registered(as_person(lin), way, "k1").data  # noqa: B018 - fails on errors
    answer = registered(as_person(lin), way, "k1", **other)
    assert (answer.codes, answer.content["data"]) == (["IDEMPOTENCY_KEY_REUSED"], None)
    assert counts(changli) == (1, 1, 1)


def test_every_act_takes_a_key(changli: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    number = register(ask)
    first = act(ask.keyed("k1"), "acceptCase", number)
    assert first.data["act"]["errors"] == []
    assert act(ask.keyed("k1"), "acceptCase", number).content == first.content
    assert refused(ask, "acceptCase", number) == [("ALREADY_ACCEPTED", None)]
    assert act(ask.keyed("k1"), "withdrawCase", number, reason="r").codes == ["IDEMPOTENCY_KEY_REUSED"]
    assert counts(changli) == (1, 2, 1)


def test_a_key_is_the_persons_own_in_one_hall_by_session_and_token(
    changli: Hall, lin: Actor, qian: Actor, zhao: Actor
) -> None:
    furnish(PINGQUAN)
    first = registered(as_person(lin), HEADER, "k1")
    assert registered(as_machine(lin), HEADER, "k1").content == first.content
    other = registered(as_person(qian), HEADER, "k1", hall=PINGQUAN)
    assert other.data["registerCase"]["case"]["number"] == "130881-2026-000001"
    for stranger, code in (
        (as_person(qian), "NOT_FOUND"),
        (as_person(zhao), "FORBIDDEN"),
        (as_nobody(), "NOT_SIGNED_IN"),
    ):
        assert registered(stranger, HEADER, "k1").codes == [code]
    assert counts(changli) == (1, 1, 1)


def test_what_was_refused_may_be_mended_and_sent_with_the_same_key(changli: Hall, lin: Actor, qian: Actor) -> None:
    ask = as_person(lin)
    payload = registered(ask, HEADER, "k1", applicantName=" ").data["registerCase"]
    assert [error["code"] for error in payload["errors"]] == ["REQUIRED"]
    assert counts(changli) == (0, 0, 0)
    without_errors = "mutation ($i: RegisterCaseInput!) { registerCase(input: $i) { case { number } } }"
    given = {"hall": CHANGLI, "item": "none", "applicantName": "某"}
    assert ask.keyed("k1")(without_errors, i=given).data == {"registerCase": {"case": None}}
    assert counts(changli) == (0, 0, 0)
    assert registered(ask, HEADER, "k1").data["registerCase"]["errors"] == []
    assert counts(changli) == (1, 1, 1)


def test_an_act_whose_answer_fails_is_taken_back_with_its_key(changli: Hall, lin: Actor) -> None:
    """The case is registered, then a part of the answer is refused: the caller cannot know what was done."""
    period = 'hall { rollup(from: "2026-02-01", to: "2026-01-01") { red } }'
    given = {"hall": CHANGLI, "item": LICENCE, "applicantName": "某"}
    answer = as_person(lin).keyed("k1")(REGISTER.replace("permittedActions", period), input=given)
    assert answer.codes == ["BAD_PERIOD"]
    assert counts(changli) == (0, 0, 0)
    assert registered(as_person(lin), HEADER, "k1").data["registerCase"]["case"]["number"] == "130322-2026-000001"


@pytest.mark.parametrize("key", ["", "x" * 256, "a\tb"])
def test_a_key_that_is_none_is_refused(changli: Hall, lin: Actor, key: str) -> None:
    assert registered(as_person(lin), MEMBER, key).codes == ["BAD_IDEMPOTENCY_KEY"]
    assert counts(changli) == (0, 0, 0)


def test_a_key_stands_for_one_act(changli: Hall, lin: Actor) -> None:
    number = register(as_person(lin))
    given = f'(input: {{hall: "{CHANGLI}", number: "{number}", reason: "r"}}) {{ errors {{ code }} }}'
    answer = as_person(lin).keyed("k1")(f"mutation {{ a: withdrawCase{given} b: declineCase{given} }}")
    assert answer.codes == ["ONE_ACT_PER_KEY"]
    assert counts(changli) == (1, 1, 0)


def test_a_query_and_what_belongs_to_the_session_need_no_key(changli: Hall, lin: Actor) -> None:
    ask = as_person(lin).keyed("k1")
    for language in ("en", "zh"):
        assert ask(f'mutation {{ setLanguage(language: "{language}") {{ me {{ language }} }} }}').data == {
            "setLanguage": {"me": {"language": language}}
        }
    assert ask("{ me { username } }").data
    assert counts(changli) == (0, 0, 0)


def test_a_secret_that_is_shown_once_is_shown_again_to_its_key_and_stands_nowhere(
    db: None, noon: None, tong: Actor
) -> None:
    hall = furnish(tong.hall_code)
    given = {"hall": hall.code, "code": "tax", "name": "税务"}
    first = as_person(tong).keyed("k1")(SOURCE, input=given).data["registerSource"]
    assert as_person(tong).keyed("k1")(SOURCE, input=given).data["registerSource"] == first
    assert Token.objects.filter(source="tax").count() == 1
    with enter(hall):
        (kept,) = KeptAnswer.objects.all()
    assert first["token"]
    assert first["token"].encode() not in bytes(kept.answer)


def test_an_answer_of_before_the_servers_secret_changed_is_not_done_again(
    changli: Hall, lin: Actor, settings: Settings
) -> None:
    number = register(as_machine(lin))
    ask = as_machine(lin)
    act(ask.keyed("k1"), "acceptCase", number).data  # noqa: B018 - fails on errors
    settings.SECRET_KEY += "another"
    assert act(ask.keyed("k1"), "acceptCase", number).codes == ["ANSWER_LOST"]
    assert counts(changli) == (1, 2, 1)


def test_answers_are_kept_a_week_and_a_registration_is_never_made_twice(changli: Hall, lin: Actor) -> None:
    ask = as_machine(lin)
    first = registered(ask, HEADER, "k1").data["registerCase"]["case"]["number"]
    registered(ask, HEADER, "k2").data  # noqa: B018 - fails on errors
    (row,) = Agenda.objects.filter(handler=PRUNE, hall=CHANGLI)
    assert row.at - clock.now() > KEPT
    work(now=clock.now() + timedelta(days=1))
    assert counts(changli)[2] == 2
    with enter(changli):
        KeptAnswer.objects.filter(pk=KeptAnswer.objects.order_by("pk")[0].pk).update(
            at=clock.now() - KEPT - timedelta(1)
        )
    work(now=row.at + timedelta(minutes=1))
    assert counts(changli) == (2, 2, 1)
    assert Agenda.objects.filter(handler=PRUNE, hall=CHANGLI).count() == 1  # for the other one
    assert registered(ask, HEADER, "k1", applicantName="另一家").data["registerCase"]["errors"] == [
        {
            "code": "IDEMPOTENCY_KEY_REUSED",
            "message": "This key was sent with other content; a new act needs a new key.",
            "field": "idempotencyKey",
        }
    ]
    assert registered(ask, HEADER, "k1").data["registerCase"]["case"]["number"] == first
    assert counts(changli) == (2, 2, 2)
