"""Earlier cases of the same applicant and item: pinned at registration, found by rules, opened from the later case."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest

from hierarchy.gates import enter
from hierarchy.models import Hall, Post
from hierarchy.posts import Actor
from rulebook.case import EventKind
from tenants.alerts.models import BackTest
from tenants.cases import earlier, reading
from tenants.cases.append import CaseBatch, NewEvent, append_batch
from tenants.cases.models import Case
from tenants.items.publish import in_force
from tests.api import desk
from tests.api.asking import as_person
from tests.api.test_rules import at, back_tested, clean, codes, decided, in_force_since_january, listed, work_off

FIRST, SECOND = "S-1", "S-2"
WHO = "测试食品店"
FILED = """query ($number: String!) { case(hall: "130322", number: $number) {
  findings { code } earlier { number submittedAt endedAt isSamePaper } } }"""


def brought(number: str, *moments: tuple[EventKind, datetime], name: str = WHO, department: str = "") -> CaseBatch:
    events = [NewEvent(kind, when, {}, "dept", f"{number}/{kind}", None, when) for kind, when in moments]
    version = in_force(on=date(2026, 9, 1))[desk.LICENCE]
    return CaseBatch(number, events, version, applicant_name=name, department=department)


def begun(number: str, when: datetime, **more: Any) -> CaseBatch:
    return brought(number, (EventKind.RECEIVED, when), (EventKind.ACCEPTED, when + timedelta(hours=1)), **more)


def two_lives(hall: Hall, **more: Any) -> tuple[CaseBatch, CaseBatch, CaseBatch]:
    """A case, its withdrawal on its last promised day, and the same application received again the day after."""
    with enter(hall):
        first = begun(FIRST, at("09-01T09:00"), **more)
        append_batch(hall, [first])
        due_at = Case.objects.get(number=FIRST).due_at
        assert due_at is not None
        withdrawn = brought(FIRST, (EventKind.WITHDRAWN, due_at - timedelta(hours=8)))
        return first, withdrawn, begun(SECOND, due_at + timedelta(hours=9))


def of(hall: Hall, number: str) -> Case:
    with enter(hall):
        return Case.objects.get(number=number)


def test_a_withdrawn_case_and_its_second_life_are_told_on_the_later_one(changli: Hall, zhao: Actor) -> None:
    in_force_since_january("SECOND_LIFE")
    _, withdrawn, again = two_lives(changli)
    with enter(changli):
        append_batch(changli, [again, withdrawn])  # as a department sends its day
    work_off()
    filed = as_person(zhao)(FILED, number=SECOND).data["case"]
    assert [one["code"] for one in filed["findings"]] == ["SECOND_LIFE"]
    assert [(one["number"], one["isSamePaper"], one["endedAt"] is None) for one in filed["earlier"]] == [
        (FIRST, False, False)
    ]
    first = as_person(zhao)(FILED, number=FIRST).data["case"]
    assert (first["findings"], first["earlier"]) == ([], [])
    assert clean(changli) == []
    assert codes(decided(as_person(zhao), SECOND, code="SECOND_LIFE", reason="申请人自愿撤回")) == []
    assert listed(as_person(zhao), desk.CHANGLI)["SECOND_LIFE"]["falseAlarmRate"] == 1.0
    assert clean(changli) == []


def test_another_name_or_another_item_has_no_earlier_case(changli: Hall) -> None:
    _, withdrawn, _ = two_lives(changli)
    with enter(changli):
        append_batch(
            changli,
            [withdrawn, begun("S-3", at("09-20T09:00"), name="另一家"), begun("S-4", at("09-20T09:00"), name="")],
        )
    assert of(changli, "S-3").earlier == []
    assert of(changli, "S-4").earlier is None


@pytest.mark.parametrize("order", [*permutations(range(3))])
def test_in_one_batch_the_order_of_cases_changes_nothing(changli: Hall, order: Sequence[int]) -> None:
    """All of it in one batch, in any order; and looked up afterwards, it is the same."""
    with enter(changli):
        batches = [
            brought("B-1", (EventKind.RECEIVED, at("09-01T09:00")), (EventKind.WITHDRAWN, at("09-02T09:00"))),
            begun("B-2", at("09-02T10:00")),
            begun("B-3", at("09-03T10:00")),
        ]
        append_batch(changli, [batches[place] for place in order])
        cases = {case.number: case for case in Case.objects.all()}
        pinned = {number: [(one["number"], one["end"]) for one in case.earlier] for number, case in cases.items()}
        assert pinned == {
            "B-1": [],
            "B-2": [("B-1", "WITHDRAWN")],
            "B-3": [("B-2", "OPEN"), ("B-1", "WITHDRAWN")],
        }
        known = {case.pk: reading.earlier_of(case) for case in cases.values()}
        Case.objects.update(earlier=None)
        assert earlier.of_unpinned(Case.objects.all()) == known


def test_one_after_the_other_is_as_all_at_once(changli: Hall) -> None:
    _, withdrawn, again = two_lives(changli)
    with enter(changli):
        append_batch(changli, [withdrawn])
        append_batch(changli, [again])
        one = Case.objects.get(number=SECOND)
        pinned = reading.earlier_of(one)
        assert pinned is not None
        assert [one.end for one in pinned] == ["WITHDRAWN"]
        Case.objects.filter(pk=one.pk).update(earlier=None)
        one.refresh_from_db()
        assert earlier.of_unpinned([one]) == {one.pk: pinned}


def test_a_back_test_looks_up_what_was_registered_before_this_was_kept(changli: Hall, zhao: Actor) -> None:
    _, withdrawn, again = two_lives(changli)
    with enter(changli):
        append_batch(changli, [withdrawn, again])
        Case.objects.update(earlier=None)
    assert codes(back_tested(as_person(zhao), code="SECOND_LIFE")) == []
    work_off()
    with enter(changli):
        asked = BackTest.objects.get()
        assert (asked.judged, asked.untold, asked.hits, asked.examples) == (2, 0, 1, [SECOND])
        assert not Case.objects.exclude(earlier=None).exists()


def test_an_earlier_case_that_the_caller_may_not_open_is_not_named(changli: Hall, lin: Actor, zhao: Actor) -> None:
    _, withdrawn, again = two_lives(changli, department="D99")
    with enter(changli):
        append_batch(changli, [withdrawn, again])
    Post.objects.filter(pk=lin.post_id).update(departments=[of(changli, SECOND).department])
    assert len(as_person(zhao)(FILED, number=SECOND).data["case"]["earlier"]) == 1
    assert as_person(lin)(FILED, number=SECOND).data["case"]["earlier"] == []


PAPER = {"kind": "RESIDENT", "number": "110105 19491231 002x"}
OTHER_PAPER = {"kind": "RESIDENT", "number": "440524188001010014"}


def test_an_open_case_of_the_same_paper_is_the_same_application_twice(changli: Hall, lin: Actor) -> None:
    """By the number of the paper: of the same name alone, or with another number, nobody is blamed."""
    in_force_since_january("SAME_APPLICATION_TWICE")
    ask = as_person(lin)
    papers: tuple[dict[str, Any], ...] = (
        {"applicantId": PAPER},
        {},
        {"applicantId": OTHER_PAPER},
        {"applicantId": PAPER},
    )
    numbers = [desk.register(ask, **paper) for paper in papers]
    filed = [ask(FILED, number=number).data["case"] for number in numbers]
    assert [[one["code"] for one in case["findings"]] for case in filed] == [[], [], [], ["SAME_APPLICATION_TWICE"]]
    assert [(one["number"], one["isSamePaper"]) for one in filed[3]["earlier"]] == [
        (numbers[1], False), (numbers[0], True),
    ]  # fmt: skip
    assert clean(changli) == []
