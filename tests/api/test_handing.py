"""交接: a case, or a whole desk, goes to another clerk with a reason, and he is the one who is told."""

from datetime import date
from typing import Any

import pytest

from accounts.models import Person
from foundation import clock
from foundation.working import work
from hierarchy.gates import enter
from hierarchy.models import Hall, Post, Role
from hierarchy.posts import Actor
from mingjing.rebuilding import check
from tenants.cases.models import Case, CaseEvent
from tenants.notices.models import Notice
from tests.api.asking import Asking, as_person
from tests.api.desk import CHANGLI, RECORD, act, done, read, refused, register

WHOLE = """mutation ($input: HandOverDeskInput!) {
  handOverDesk(input: $input) { count errors { code field } }
}"""


@pytest.fixture
def wang(changli: Hall, lin: Actor) -> Post:
    """王海, another clerk of the hall, in department D01 alone."""
    person = Person.objects.create_person(username="wang", display_name="王海", password="mingjing-tests")  # noqa: S106
    return Post.objects.create(
        person=person, hall=changli, role=Role.CLERK, departments=["D01"], from_on=date(2024, 1, 1)
    )


def whole(ask: Asking, **given: Any) -> dict[str, Any]:
    return dict(ask(WHOLE, input={"hall": CHANGLI, "reason": "休假"} | given).data["handOverDesk"])


def handler(ask: Asking, number: str) -> str:
    query = "query ($hall: ID!, $number: String!) { case(hall: $hall, number: $number) { handlerName } }"
    return str(ask(query, hall=CHANGLI, number=number).data["case"]["handlerName"])


def test_who_registers_a_case_handles_it_until_it_is_handed_over(changli: Hall, lin: Actor, wang: Post) -> None:
    ask = as_person(lin)
    number = register(ask)
    assert handler(ask, number) == "林晓雯"
    done(ask, "handOverCase", number, to=str(wang.pk), reason="外出培训")
    assert handler(ask, number) == "王海"
    event = read(ask, number)["events"][-1]
    assert (event["kind"], event["anomalies"], event["actorName"]) == ("HANDED_OVER", [], "林晓雯")
    assert '"reason":"外出培训"' in event["detail"].replace('": "', '":"')


def test_a_hand_over_is_refused_with_its_code_and_records_nothing(
    changli: Hall, lin: Actor, wang: Post, qian: Actor
) -> None:
    ask = as_person(lin)
    number, other = register(ask), register(ask, item=RECORD)
    to = {"reason": "调整"}
    assert refused(ask, "handOverCase", number, to=str(lin.post_id), **to) == [("SAME_HANDLER", "to")]
    assert refused(ask, "handOverCase", number, to=str(qian.post_id), **to) == [("NO_SUCH_CLERK", "to")]
    assert refused(ask, "handOverCase", number, to="x", **to) == [("NO_SUCH_CLERK", "to")]
    assert refused(ask, "handOverCase", other, to=str(wang.pk), **to) == [("NO_SUCH_CLERK", "to")]
    assert refused(ask, "handOverCase", number, to=str(wang.pk), reason=" ") == [("REQUIRED", "reason")]
    done(ask, "withdrawCase", number, reason="不办了")
    assert refused(ask, "handOverCase", number, to=str(wang.pk), **to) == [("ALREADY_ENDED", None)]
    with enter(changli):
        assert CaseEvent.objects.filter(kind="HANDED_OVER").count() == 0


def test_a_whole_desk_goes_at_once_but_what_the_other_may_not_handle(changli: Hall, lin: Actor, wang: Post) -> None:
    ask = as_person(lin)
    first, second, other, ended = register(ask), register(ask), register(ask, item=RECORD), register(ask)
    done(ask, "withdrawCase", ended, reason="不办了")
    assert whole(ask, of=str(lin.post_id), to=str(lin.post_id))["errors"] == [{"code": "SAME_HANDLER", "field": "to"}]
    assert whole(ask, of=str(lin.post_id), to=str(wang.pk)) == {"count": 2, "errors": []}
    assert [handler(ask, number) for number in (first, second, other, ended)] == ["王海", "王海", "林晓雯", "林晓雯"]
    assert whole(ask, of=str(lin.post_id), to=str(wang.pk)) == {"count": 0, "errors": []}


def test_nobody_else_hands_a_case_over(changli: Hall, lin: Actor, wang: Post, zhao: Actor) -> None:
    number = register(as_person(lin))
    ask = as_person(zhao)
    assert act(ask, "handOverCase", number, to=str(wang.pk), reason="督办").codes == ["FORBIDDEN"]
    given = {"hall": CHANGLI, "of": str(lin.post_id), "to": str(wang.pk), "reason": "督办"}
    assert ask(WHOLE, input=given).codes == ["FORBIDDEN"]
    with enter(changli):
        assert Case.objects.get(number=number).handler == str(lin.person_id)


def test_an_alert_tells_the_handler_and_no_other_clerk(changli: Hall, lin: Actor, wang: Post) -> None:
    ask = as_person(lin)
    late = [register(ask, submittedAt="2026-09-29T09:00:00+08:00") for _ in range(2)]
    for number in late:
        done(ask, "acceptCase", number, occurredAt="2026-09-29T09:30:00+08:00")
    done(ask, "handOverCase", late[0], to=str(wang.pk), reason="外出培训")
    while work(now=clock.now()):
        pass
    with enter(changli):
        told = set(Notice.objects.values_list("case_number", "recipient"))
        assert told == {(late[0], wang.person_id), (late[1], lin.person_id)}
    assert check([changli], at=clock.now(), progress=lambda _: None, tree=False).differences == []


def test_a_handler_without_a_post_leaves_it_to_the_department(changli: Hall, lin: Actor, wang: Post) -> None:
    ask = as_person(lin)
    number = register(ask, submittedAt="2026-09-29T09:00:00+08:00")
    done(ask, "acceptCase", number, occurredAt="2026-09-29T09:30:00+08:00")
    done(ask, "handOverCase", number, to=str(wang.pk), reason="外出培训")
    Post.objects.filter(pk=wang.pk).update(until_on=date(2026, 10, 1))
    while work(now=clock.now()):
        pass
    with enter(changli):
        assert set(Notice.objects.values_list("recipient", flat=True)) == {lin.person_id}
