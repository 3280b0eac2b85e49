"""The documented `Compare`, to the letter, by a machine with a token."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hierarchy.models import Hall
from hierarchy.posts import Actor
from tests.api.asking import Asking, as_machine, as_person
from tests.api.desk import CHANGLI, HEBEI, PINGQUAN, QINHUANGDAO, done, register

COMPARE = """query Compare($code: ID!, $from: Date!, $to: Date!) {
  hall(code: $code) {
    code name tier
    rollup(from: $from, to: $to) { received concluded open overdue overdueRate onTimeRate yellow red complaints complaintsUpheld satisfactionRate meanWorkingDays
      accepted concludedEarly onTheSpot returned corrections overdueStatutory speedUp ratings goodRatings }
    children { code name tier rollup(from: $from, to: $to) { received concluded open overdue overdueRate onTimeRate yellow red complaints } }
  }
}"""  # noqa: E501
OCTOBER = {"from": "2026-10-01", "to": "2026-10-31"}


def compare(ask: Asking, code: str, **period: str) -> dict[str, Any]:
    return dict(ask(COMPARE, code=code, **(period or OCTOBER)).data["hall"])


def child(hall: dict[str, Any], code: str) -> dict[str, Any]:
    return next(one["rollup"] for one in hall["children"] if one["code"] == code)


@pytest.fixture
def worked(changli: Hall, lin: Actor) -> Hall:
    """Three cases: one concluded in time, one late and open, one accepted this morning.

    The first was registered on the fifth day after its receipt: the time to tell was yellow until its acceptance was.
    """
    ask = as_person(lin)
    early = register(ask, submittedAt="2026-10-09T09:00:00+08:00")
    done(ask, "acceptCase", early, occurredAt="2026-10-09T10:00:00+08:00")
    done(ask, "concludeCase", early, outcome="GRANTED", occurredAt="2026-10-13T16:00:00+08:00")
    late = register(ask, submittedAt="2026-09-21T09:00:00+08:00")
    done(ask, "acceptCase", late, occurredAt="2026-09-21T10:00:00+08:00")
    done(ask, "acceptCase", register(ask, submittedAt="2026-10-14T09:00:00+08:00"))
    return changli


def test_figures_are_exact_right_after_the_commit_with_the_worker_down(worked: Hall, han: Actor) -> None:
    city = compare(as_machine(han), QINHUANGDAO)
    assert (city["code"], city["name"], city["tier"]) == (QINHUANGDAO, "秦皇岛市", "CITY")
    assert city["rollup"] == {
        "received": 2, "concluded": 1, "open": 2, "overdue": 1, "overdueRate": 0.5, "onTimeRate": 0.5, "yellow": 2,
        "red": 1, "complaints": None, "complaintsUpheld": None, "satisfactionRate": None, "meanWorkingDays": 3.0,
        "accepted": 2, "concludedEarly": 1, "onTheSpot": 0, "returned": 0, "corrections": 0, "overdueStatutory": 0,
        "speedUp": 0.85, "ratings": None, "goodRatings": None,
    }  # fmt: skip
    assert len(city["children"]) == 9
    assert child(city, CHANGLI) == {
        "received": 2, "concluded": 1, "open": 2, "overdue": 1, "overdueRate": 0.5, "onTimeRate": 0.5, "yellow": 2,
        "red": 1, "complaints": None,
    }  # fmt: skip


def test_the_province_holds_what_its_cities_hold(worked: Hall, han: Actor) -> None:
    province = compare(as_machine(han), HEBEI)
    assert len(province["children"]) == 14
    assert province["rollup"]["received"] == child(province, QINHUANGDAO)["received"] == 2
    assert [one["code"] for one in province["children"] if one["rollup"]["received"]] == [QINHUANGDAO]


def test_a_past_period_ends_as_it_stood_then(worked: Hall, han: Actor) -> None:
    september = compare(as_machine(han), CHANGLI, **{"from": "2026-09-01", "to": "2026-09-30"})["rollup"]
    assert (september["received"], september["open"], september["overdue"], september["concluded"]) == (1, 1, 0, 0)


@pytest.mark.parametrize("code", ["130322", "130322000", "130322000000"])
def test_codes_are_taken_with_6_9_or_12_digits_and_answered_with_12(changli: Hall, han: Actor, code: str) -> None:
    assert compare(as_machine(han), code)["code"] == CHANGLI


def test_a_hidden_hall_and_one_that_does_not_exist_answer_the_same_bytes(db: None, lin: Actor) -> None:
    ask = as_machine(lin)
    hidden = ask(COMPARE, code=PINGQUAN, **OCTOBER)
    assert hidden.content["data"] == {"hall": None}
    assert hidden.codes == ["NOT_FOUND"]
    for absent in ("999999", "13x322", ""):
        assert ask(COMPARE, code=absent, **OCTOBER) == hidden


def test_statements_do_not_grow_with_the_children(db: None, han: Actor) -> None:
    ask, counts = as_machine(han), {}
    for code in (HEBEI, QINHUANGDAO, CHANGLI):
        compare(ask, code)
        with CaptureQueriesContext(connection) as statements:
            compare(ask, code)
        counts[code] = [re.findall(r'(?:FROM|JOIN) "?(\w+)', one["sql"])[0] for one in statements]
    # Who calls (2), the children, the figures of node and children together; the hall itself is remembered.
    assert set(map(tuple, counts.values())) == {
        ("accounts_token", "hierarchy_post", "hierarchy_hall", "reporting_nodeday")
    }


def test_figures_of_one_item_or_department_are_read_apart(worked: Hall, zhao: Actor) -> None:
    query = """query ($code: ID!, $from: Date!, $to: Date!) { hall(code: $code) {
      all: rollup(from: $from, to: $to) { received }
      other: rollup(from: $from, to: $to, item: "no-such-item") { received open }
      own: ownRollup(from: $from, to: $to, department: "D01") { received }
      byItem(from: $from, to: $to) { item name rollup { received concluded } }
      byDepartment(from: $from, to: $to) { department rollup { open } }
      trend(from: $from, to: $to) { day rollup { received open } }
      byMonth: trend(from: $from, to: $to, step: MONTH) { day rollup { received open } }
      ancestors { code } parent { code }
    } }"""
    hall = as_person(zhao)(query, code=CHANGLI, **OCTOBER).data["hall"]
    assert hall["all"] == {"received": 2}
    assert hall["other"] == {"received": 0, "open": 0}
    assert hall["own"] == {"received": 2}
    assert hall["byItem"] == [
        {"item": "food-licence", "name": "食品经营许可", "rollup": {"received": 2, "concluded": 1}}
    ]
    assert hall["byDepartment"] == [{"department": "D01", "rollup": {"open": 2}}]
    assert hall["trend"][8] == {"day": "2026-10-09", "rollup": {"received": 1, "open": 2}}
    assert hall["byMonth"] == [{"day": "2026-10-01", "rollup": {"received": 2, "open": 2}}]
    # The breadcrumb begins at the top of the caller's jurisdiction.
    assert (hall["ancestors"], hall["parent"]) == ([{"code": QINHUANGDAO}], {"code": QINHUANGDAO})


def test_a_period_ends_no_earlier_than_it_begins(db: None, han: Actor) -> None:
    answer = as_machine(han)(COMPARE, code=HEBEI, **{"from": "2026-10-02", "to": "2026-10-01"})
    assert answer.codes == ["BAD_PERIOD"]


def test_halls_are_found_by_name_or_code_in_pages_without_gaps(db: None, zhao: Actor) -> None:
    query = """query ($after: String) { halls(first: 4, after: $after, tier: COUNTY) {
      edges { node { code name } } pageInfo { hasNextPage endCursor } } }"""
    ask, found, after = as_person(zhao), [], None
    while True:
        halls = ask(query, after=after).data["halls"]
        found += [edge["node"]["code"] for edge in halls["edges"]]
        after = halls["pageInfo"]["endCursor"]
        if not halls["pageInfo"]["hasNextPage"]:
            break
    assert found == sorted(found)
    assert len(found) == 9
    searched = ask('{ halls(search: "昌黎") { edges { node { name tier } } } }').data["halls"]["edges"]
    assert searched[0] == {"node": {"name": "昌黎县", "tier": "COUNTY"}}
    assert ask('{ halls(after: "nonsense") { edges { cursor } } }').codes == ["BAD_PAGE"]
    assert ask("{ halls(first: 201) { edges { cursor } } }").codes == ["BAD_PAGE"]
