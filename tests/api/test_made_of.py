"""A figure of a region opens the halls that add to it, and that of a hall the cases: with the same number."""

import csv
import io
from typing import Any

import pytest

from hierarchy.gates import enter
from hierarchy.models import Hall, Post
from hierarchy.posts import Actor
from rulebook.figures import OF_CASES, Figure
from tenants.audit.models import Look
from tests.api.asking import Asking, as_person
from tests.api.desk import CHANGLI, PINGQUAN, QINHUANGDAO, done, furnish, register

SPLIT = """query ($code: ID!, $figure: Figure!, $from: Date!, $to: Date!, $item: ID, $first: Int, $after: String) {
  hall(code: $code) { madeOf(figure: $figure, from: $from, to: $to, item: $item, first: $first, after: $after) {
    value elsewhere halls { edges { node { hall { code name } value } } pageInfo { hasNextPage endCursor } } } } }"""
CASES = """query ($hall: ID!, $figure: Figure, $from: Date!, $to: Date!, $order: CaseOrder, $after: String) {
  cases(hall: $hall, figure: $figure, figureFrom: $from, figureTo: $to, order: $order, first: 2, after: $after) {
    edges { node { number adds } } pageInfo { hasNextPage endCursor } } }"""
PERIOD = {"from": "2026-09-01", "to": "2026-10-31"}


@pytest.fixture
def city(changli: Hall, lin: Actor) -> Hall:
    """昌黎 with three cases (on time, late, late and open), 秦皇岛 with one of its own."""
    ask = as_person(lin)
    for submitted, ended in (("10-09", "10-13"), ("09-14", "10-13"), ("09-21", None)):
        number = register(ask, submittedAt=f"2026-{submitted}T09:00:00+08:00")
        done(ask, "acceptCase", number, occurredAt=f"2026-{submitted}T10:00:00+08:00")
        if ended:
            done(ask, "concludeCase", number, outcome="GRANTED", occurredAt=f"2026-{ended}T16:00:00+08:00")
    above = furnish(QINHUANGDAO)
    Post.objects.filter(pk=lin.post_id).update(hall=above)
    register(as_person(lin), hall=QINHUANGDAO, submittedAt="2026-10-12T09:00:00+08:00")
    Post.objects.filter(pk=lin.post_id).update(hall=changli)
    return above


def split(ask: Asking, code: str = QINHUANGDAO, **asked: Any) -> dict[str, Any]:
    return dict(ask(SPLIT, code=code, **(PERIOD | {"figure": "RECEIVED"} | asked)).data["hall"]["madeOf"])


def shares(found: dict[str, Any]) -> dict[str, int]:
    return {edge["node"]["hall"]["code"]: edge["node"]["value"] for edge in found["halls"]["edges"]}


def listed(ask: Asking, hall: str, figure: str, **asked: Any) -> list[dict[str, Any]]:
    """All pages, two rows each."""
    found, after = [], None
    while True:
        page = ask(CASES, hall=hall, figure=figure, after=after, order="NUMBER", **(PERIOD | asked)).data["cases"]
        found += [edge["node"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return found


@pytest.mark.parametrize("figure", [figure.value for figure in Figure])
def test_every_figure_of_a_city_is_its_halls_and_theirs_are_their_cases(city: Hall, zhao: Actor, figure: str) -> None:
    ask = as_person(zhao)
    found = split(ask, figure=figure)
    assert sum(shares(found).values()) + found["elsewhere"] == found["value"]
    assert found["elsewhere"] == 0
    for hall, value in shares(found).items():
        rows = listed(ask, hall, figure)
        assert sum(row["adds"] for row in rows) == value
        assert Figure(figure) not in OF_CASES or len(rows) == value


def test_the_largest_comes_first_and_nothing_is_not_shown(city: Hall, zhao: Actor) -> None:
    assert list(shares(split(as_person(zhao))).items()) == [(CHANGLI, 3), (QINHUANGDAO, 1)]
    assert shares(split(as_person(zhao), figure="LATE")) == {CHANGLI: 2}
    assert shares(split(as_person(zhao), figure="JOINT")) == {}
    assert shares(split(as_person(zhao), item="no-such-item")) == {}


def test_pages_of_halls_follow_each_other(city: Hall, zhao: Actor) -> None:
    first = split(as_person(zhao), first=1)
    assert (shares(first), first["halls"]["pageInfo"]["hasNextPage"]) == ({CHANGLI: 3}, True)
    second = split(as_person(zhao), first=1, after=first["halls"]["pageInfo"]["endCursor"])
    assert (shares(second), second["halls"]["pageInfo"]["hasNextPage"]) == ({QINHUANGDAO: 1}, False)
    assert as_person(zhao)(SPLIT, code=QINHUANGDAO, figure="RECEIVED", after="x", **PERIOD).codes == ["BAD_PAGE"]


def test_a_list_that_is_of_no_figure_adds_to_none(city: Hall, zhao: Actor) -> None:
    edges = as_person(zhao)('{ cases(hall: "130322") { edges { node { adds } } } }').data["cases"]["edges"]
    assert [edge["node"]["adds"] for edge in edges] == [None] * 3


def test_splitting_enters_no_hall_and_opening_one_is_kept_there(city: Hall, zhao: Actor, changli: Hall) -> None:
    ask = as_person(zhao)
    split(ask)
    with enter(changli):
        assert Look.objects.count() == 0
    listed(ask, CHANGLI, "LATE")
    with enter(changli):
        assert set(Look.objects.values_list("person", "subject")) == {(zhao.person_id, "cases")}


def test_a_stranger_and_a_figure_without_days_are_refused(city: Hall, qian: Actor, zhao: Actor) -> None:
    assert as_person(qian)(SPLIT, code=QINHUANGDAO, figure="OPEN", **PERIOD).codes == ["NOT_FOUND"]
    assert as_person(zhao)(SPLIT, code=PINGQUAN, figure="OPEN", **PERIOD).codes == ["NOT_FOUND"]
    without = '{ cases(hall: "130322", figure: OPEN) { edges { cursor } } }'
    assert as_person(zhao)(without).codes == ["BAD_PERIOD"]


def test_who_does_not_reach_below_sees_his_own_halls_part(city: Hall, lin: Actor) -> None:
    found = split(as_person(lin), code=CHANGLI)
    assert (shares(found), found["value"]) == ({CHANGLI: 3}, 3)


def test_the_file_of_a_figure_has_its_cases(city: Hall, zhao: Actor) -> None:
    ask = as_person(zhao)
    asked = {"figure": "LATE", "figureFrom": PERIOD["from"], "figureTo": PERIOD["to"], "order": "NUMBER"}
    data = ask.client.get(f"/api/v1/halls/{CHANGLI}/cases.csv", asked).getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(data, newline="")))
    assert [row["办件编号"] for row in rows] == [row["number"] for row in listed(ask, CHANGLI, "LATE")]
    bad = ask.client.get(f"/api/v1/halls/{CHANGLI}/cases.csv", {"figure": "LATE"})
    assert (bad.status_code, bad.json()["errors"][0]["extensions"]["field"]) == (400, "figureFrom")
