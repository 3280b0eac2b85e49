"""The desk through the interface: counts and lists of what waits, for the departments of the post."""

from typing import Any

import pytest

from hierarchy.models import Hall, Post
from hierarchy.posts import Actor
from tests.api.asking import Asking, as_person
from tests.api.desk import RECORD, done, register

DESK = """query ($queue: DeskQueue!, $department: ID, $search: String, $first: Int, $after: String) {
  desk(hall: "130322", department: $department) { queue count }
  deskCases(hall: "130322", queue: $queue, department: $department, search: $search, first: $first, after: $after) {
    edges { node { number lamp correctionAskedAt } } pageInfo { hasNextPage endCursor } }
}"""


def desk(ask: Asking, queue: str, **asked: Any) -> tuple[dict[str, int], list[str]]:
    """Counts that are not nought, and the last digits of the numbers in the queue."""
    data = ask(DESK, queue=queue, **asked).data
    counts = {one["queue"]: one["count"] for one in data["desk"] if one["count"]}
    return counts, [edge["node"]["number"][-1] for edge in data["deskCases"]["edges"]]


@pytest.fixture
def hall(changli: Hall, lin: Actor) -> Hall:
    """1 late, 2 waits for papers, 3 (of D06) concluded."""
    ask = as_person(lin)
    late = register(ask, submittedAt="2026-09-21T09:00:00+08:00")
    done(ask, "acceptCase", late, occurredAt="2026-09-21T09:30:00+08:00")
    asked = register(ask, applicantName="缺件店")
    done(ask, "askCorrection", asked, items=[{"material": "布局图", "defect": "没有盖章"}])
    concluded = register(ask, item=RECORD)
    done(ask, "acceptCase", concluded)
    done(ask, "concludeCase", concluded, outcome="GRANTED")
    return changli


def test_a_desk_counts_and_lists_what_waits(hall: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    counts, late = desk(ask, "RED")
    assert (counts, late) == ({"RED": 1, "AWAITING_CORRECTION": 1, "UNVERIFIED": 1}, ["1"])
    assert desk(ask, "AWAITING_CORRECTION", search="缺件")[1] == ["2"]
    assert desk(ask, "AWAITING_CORRECTION", search="别的")[1] == []


def test_a_case_leaves_its_queue_with_the_act_that_it_waited_for(hall: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    done(ask, "receiveCorrection", "130322-2026-000002")
    done(ask, "verifyCase", "130322-2026-000003")
    assert desk(ask, "UNDELIVERED") == ({"RED": 1, "UNDELIVERED": 1}, ["3"])
    done(ask, "deliverCase", "130322-2026-000003")
    assert desk(ask, "UNDELIVERED") == ({"RED": 1}, [])


def test_a_post_in_a_department_has_its_desk_alone(hall: Hall, lin: Actor) -> None:
    Post.objects.filter(pk=lin.post_id).update(departments=["D06"])
    ask = as_person(lin)
    assert desk(ask, "UNVERIFIED") == ({"UNVERIFIED": 1}, ["3"])
    assert desk(ask, "RED", department="D01") == ({}, [])


def test_a_cursor_of_another_queue_is_refused(hall: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    done(ask, "concludeCase", "130322-2026-000001", outcome="GRANTED")
    page = ask(DESK, queue="UNVERIFIED", first=1).data["deskCases"]
    assert page["pageInfo"]["hasNextPage"] is True
    assert desk(ask, "UNVERIFIED", first=1, after=page["pageInfo"]["endCursor"])[1] == ["1"]
    assert ask(DESK, queue="RED", after=page["pageInfo"]["endCursor"]).codes == ["BAD_PAGE"]
