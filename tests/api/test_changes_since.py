"""What an app that holds a list is told: cases of a hall, alerts of a region, and when it has to begin anew."""

import threading
from typing import Any

from django.contrib.auth.models import Permission
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from guardian.shortcuts import assign_perm

from accounts.models import Person
from foundation import clock
from foundation.working import work
from hierarchy.gates import enter
from hierarchy.models import Hall, Post
from hierarchy.posts import Actor
from mingjing.documents import app_operations
from mingjing.embedded import Urls
from tenants.audit import sealing
from tenants.audit.models import ChainLink
from tenants.cases.models import Case, CaseEvent
from tests import cast
from tests.api import desk
from tests.api.asking import Asking, as_person
from tests.api.desk import CHANGLI, QINHUANGDAO, done, register

CASES = """query ($since: String, $isOpen: Boolean, $department: ID, $first: Int) {
  caseChanges(hall: "130322", updatedSince: $since, isOpen: $isOpen, department: $department, first: $first) {
    changed { number state } removed cursor hasMore } }"""
ALERTS = """query ($since: String, $code: ID!, $first: Int) {
  alertChanges(code: $code, updatedSince: $since, first: $first) { changed { id caseNumber level } removed cursor hasMore } }"""  # noqa: E501


def seal(hall: Hall) -> None:
    with enter(hall), transaction.atomic():
        sealing.seal(hall.code, [])


def since(ask: Asking, cursor: str | None = None, **asked: Any) -> dict[str, Any]:
    return dict(ask(CASES, since=cursor, **asked).data["caseChanges"])


def told(found: dict[str, Any]) -> tuple[str, str]:
    """The last digits of what changed and of what left."""
    return "".join(sorted(one["number"][-1] for one in found["changed"])), "".join(one[-1] for one in found["removed"])


def test_a_case_that_changed_is_told_once_it_is_sealed_and_then_no_more(changli: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    register(ask)
    seal(changli)
    begin = since(ask)
    assert (told(begin), begin["hasMore"]) == (("", ""), False)
    done(ask, "acceptCase", register(ask))
    assert told(since(ask, begin["cursor"])) == ("", "")
    seal(changli)
    found = since(ask, begin["cursor"])
    assert (told(found), found["changed"][0]["state"]) == (("2", ""), "ACCEPTED")
    assert told(since(ask, found["cursor"])) == ("", "")
    done(ask, "acceptCase", "130322-2026-000001")
    seal(changli)
    assert told(since(ask, found["cursor"])) == ("1", "")


def test_a_case_that_ended_leaves_a_list_of_running_ones(changli: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    number = register(ask)
    done(ask, "acceptCase", number)
    register(ask)
    seal(changli)
    running, all_cases = since(ask, isOpen=True)["cursor"], since(ask)["cursor"]
    done(ask, "concludeCase", number, outcome="GRANTED")
    done(ask, "acceptCase", "130322-2026-000002")
    seal(changli)
    assert told(since(ask, running, isOpen=True)) == ("2", "1")
    assert told(since(ask, all_cases)) == ("12", "")


def test_pages_of_changes_follow_each_other(changli: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    seal(changli)
    cursor = since(ask)["cursor"]
    for _ in range(5):
        register(ask)
    seal(changli)
    found, more = "", True
    while more:
        page = since(ask, cursor, first=2)
        found, cursor, more = found + told(page)[0], page["cursor"], page["hasMore"]
    assert found == "12345"


def test_who_sees_one_department_is_told_of_no_other(changli: Hall, lin: Actor) -> None:
    Post.objects.filter(pk=lin.post_id).update(departments=["D06"])
    narrow = as_person(cast.actor("lin"))
    cursor = since(narrow)["cursor"]
    Post.objects.filter(pk=lin.post_id).update(departments=[])
    register(as_person(lin))
    register(as_person(lin), item=desk.RECORD)
    seal(changli)
    Post.objects.filter(pk=lin.post_id).update(departments=["D06"])
    assert told(since(as_person(cast.actor("lin")), cursor)) == ("2", "")


def test_another_post_a_grant_and_another_filter_begin_anew(changli: Hall, lin: Actor, zhao: Actor) -> None:
    ask = as_person(lin)
    register(ask)
    seal(changli)
    cursor = since(ask)["cursor"]
    assert as_person(zhao)(CASES, since=cursor).codes == ["FETCH_ANEW"]
    assert ask(CASES, since=cursor, isOpen=True).codes == ["FETCH_ANEW"]
    assert ask(CASES, since="x").codes == ["BAD_PAGE"]
    Post.objects.filter(pk=lin.post_id).update(departments=["D06"])
    placed = as_person(cast.actor("lin"))
    assert placed(CASES, since=cursor).codes == ["FETCH_ANEW"]
    cursor = since(placed)["cursor"]
    permission = Permission.objects.get(codename="view_case", content_type__app_label="cases")
    with enter(changli):
        assign_perm(permission, Person.objects.get(pk=lin.person_id), Case.objects.get())
    assert placed(CASES, since=cursor).codes == ["FETCH_ANEW"]


def test_a_hall_with_another_history_begins_anew(changli: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    register(ask)
    seal(changli)
    found = since(ask)["cursor"]
    with enter(changli):
        link = ChainLink.objects.order_by("-sequence")[0]
        forged = found_with(found, "0" * 16)
        ahead = found_with(found, bytes(link.digest).hex()[:16], sequence=link.sequence + 1)
    assert ask(CASES, since=forged).codes == ask(CASES, since=ahead).codes == ["FETCH_ANEW"]


def found_with(text: str, mark: str, sequence: int | None = None) -> str:
    from api.graph.connection import after_key, cursor  # noqa: PLC0415 - what an attacker does by hand

    scope, known, _ = after_key(text, "caseChanges", str, int, str) or []
    return cursor("caseChanges", [scope, known if sequence is None else sequence, mark])


def test_the_alerts_of_a_region_come_and_go(changli: Hall, lin: Actor, zhao: Actor) -> None:
    ask, clerk = as_person(zhao), as_person(lin)
    begin = dict(ask(ALERTS, code=QINHUANGDAO).data["alertChanges"])
    number = register(clerk, submittedAt="2026-09-21T09:00:00+08:00")
    done(clerk, "acceptCase", number, occurredAt="2026-09-21T10:00:00+08:00")
    work(now=clock.now())
    found = ask(ALERTS, code=QINHUANGDAO, since=begin["cursor"]).data["alertChanges"]
    assert [(one["caseNumber"], one["level"]) for one in found["changed"]] == [(number, "RED")]
    # A report that came late clears it: it leaves.
    done(clerk, "concludeCase", number, outcome="GRANTED", occurredAt="2026-09-25T10:00:00+08:00")
    gone = ask(ALERTS, code=QINHUANGDAO, since=found["cursor"]).data["alertChanges"]
    assert (gone["removed"], gone["hasMore"]) == ([found["changed"][0]["id"]], False)
    assert ask(ALERTS, code=CHANGLI, since=begin["cursor"]).codes == ["FETCH_ANEW"]
    assert ask(ALERTS, code="130881", since=begin["cursor"]).codes == ["NOT_FOUND"]


def test_two_writers_that_commit_in_the_other_order_are_both_told(own_database: Urls) -> None:
    """The event with the lower key commits last, after the other one was sealed and told."""
    hall = desk.furnish(CHANGLI)
    ask = as_person(cast.actor("lin"))
    # No number is drawn meanwhile: that would have the second writer wait for the first.
    first, second = register(ask), register(ask)
    for number in (first, second):
        done(ask, "acceptCase", number)
    seal(hall)
    cursor = since(ask)["cursor"]
    written, commit = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                done(as_person(cast.actor("lin")), "beginStage", first, stage="受理")
                written.set()
                assert commit.wait(20)
        finally:
            connections.close_all()

    thread = threading.Thread(target=slow)
    thread.start()
    assert written.wait(20)
    done(ask, "beginStage", second, stage="受理")
    seal(hall)
    found = since(ask, cursor)
    assert told(found) == ("2", "")
    commit.set()
    thread.join(20)
    with enter(hall):
        keys = dict(CaseEvent.objects.filter(kind="STAGE_BEGUN").values_list("case__number", "pk"))
    assert keys[first] < keys[second]
    seal(hall)
    assert told(since(ask, found["cursor"])) == ("1", "")


def test_what_the_app_asks_costs_few_statements_however_many_changed(changli: Hall, lin: Actor, zhao: Actor) -> None:
    clerk, ask = as_person(lin), as_person(zhao)
    seal(changli)
    cases, alerts = since(ask)["cursor"], ask(ALERTS, code=QINHUANGDAO).data["alertChanges"]["cursor"]
    for _ in range(16):
        number = register(clerk, submittedAt="2026-09-01T09:00:00+08:00")
        done(clerk, "acceptCase", number, occurredAt="2026-09-01T10:00:00+08:00")
    work(now=clock.now())
    seal(changli)
    for name, asked in (
        ("AppCaseChanges", {"hall": CHANGLI, "updatedSince": cases, "isOpen": False}),
        ("AppAlertChanges", {"code": QINHUANGDAO, "updatedSince": alerts}),
    ):
        with CaptureQueriesContext(connection) as statements:
            found = next(iter(ask(app_operations()[name].text, **asked).data.values()))
        assert len(found["changed"]) > 15
        assert len(statements) <= 15
