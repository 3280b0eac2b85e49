"""不予率 across halls: what stands out, beside what, and that its numbers open their cases."""

from collections.abc import Iterator
from typing import Any

import pytest

from hierarchy.gates import enter
from hierarchy.models import Hall
from hierarchy.posts import Actor
from reporting import rollups
from rulebook.case import EventKind
from tenants.cases.append import CaseBatch, append_batch
from tenants.items.models import ItemVersion
from tests.api import desk
from tests.api.asking import Asking, as_person
from tests.cases.histories import event

QUERY = """query ($code: ID!, $from: Date!, $to: Date!, $first: Int, $after: String) { hall(code: $code) {
  refusals(from: $from, to: $to, first: $first, after: $after) { compared minimum outliers { edges { node {
    hall { code } item itemName department departmentName declined refused denied decided
    rate peersDenied peersDecided peersRate low high peersLow peersHigh readings
  } } pageInfo { hasNextPage endCursor } } } } }"""
PERIOD = {"from": "2026-03-01", "to": "2026-03-31"}


def decided(hall: Hall, *, declined: int, refused: int, granted: int, item: str = desk.LICENCE, mark: str = "") -> None:
    """Cases of March, each decided on the 11th."""
    fates = ["DECLINED"] * declined + ["REFUSED"] * refused + ["GRANTED"] * granted
    with enter(hall):
        version = ItemVersion.objects.get(variant__code=item)
        append_batch(
            hall, [CaseBatch(f"{mark}{n:03d}", list(fate(f"{mark}{n}", name)), version) for n, name in enumerate(fates)]
        )


def fate(key: str, name: str) -> Iterator[Any]:
    yield event(EventKind.RECEIVED, "03-09 09:10", f"{key}/1")
    if name == "DECLINED":
        yield event(EventKind.DECLINED, "03-11 11:00", f"{key}/2", reason="不属于职权")
    else:
        yield event(EventKind.ACCEPTED, "03-09 09:30", f"{key}/2")
        yield event(EventKind.CONCLUDED, "03-11 11:20", f"{key}/3", outcome=name, reason="条件不符")


def found(ask: Asking, code: str = desk.HEBEI, **asked: Any) -> Any:
    return ask(QUERY, code=code, **(PERIOD | asked)).data["hall"]["refusals"]


@pytest.fixture
def province(changli: Hall) -> Hall:
    """昌黎 refuses half of what 平泉 grants almost always."""
    other = desk.furnish(desk.PINGQUAN)
    decided(changli, declined=8, refused=12, granted=20)
    decided(other, declined=0, refused=1, granted=39)
    return changli


@pytest.mark.parametrize("is_folded", [False, True])
def test_what_is_refused_more_often_than_elsewhere_stands_out(province: Hall, han: Actor, is_folded: bool) -> None:
    while is_folded and rollups.fold().deltas:
        pass
    seen = found(as_person(han))
    assert (seen["compared"], seen["minimum"]) == (2, 30)
    [row] = [edge["node"] for edge in seen["outliers"]["edges"]]
    assert (row["hall"]["code"], row["item"], row["itemName"]) == (desk.CHANGLI, desk.LICENCE, "食品经营许可")
    assert row["department"] == "D01"
    assert (row["declined"], row["refused"], row["denied"], row["decided"]) == (8, 12, 20, 40)
    assert (row["rate"], row["peersDenied"], row["peersDecided"], row["peersRate"]) == (0.5, 1, 40, 0.025)
    assert row["low"] > row["peersHigh"]
    assert row["readings"] == ["FEW_PEERS"]


def test_its_numbers_open_their_cases(province: Hall, han: Actor) -> None:
    ask = as_person(han)
    query = """query ($hall: ID!, $figure: Figure, $item: ID, $from: Date!, $to: Date!) {
      cases(hall: $hall, item: $item,
      figure: $figure, figureFrom: $from, figureTo: $to, first: 100) { edges { node { state outcome } } } }"""
    for figure, count in (("DENIED", 20), ("DECIDED", 40), ("DECLINED", 8), ("REFUSED", 12)):
        answer = ask(query, hall=desk.CHANGLI, item=desk.LICENCE, figure=figure, **PERIOD)
        assert len(answer.data["cases"]["edges"]) == count, figure


def test_few_cases_and_another_period_show_nothing(changli: Hall, han: Actor) -> None:
    other = desk.furnish(desk.PINGQUAN)
    decided(changli, declined=0, refused=29, granted=0)
    decided(other, declined=0, refused=0, granted=40)
    assert found(as_person(han)) | {"outliers": None} == {"compared": 1, "minimum": 30, "outliers": None}
    assert found(as_person(han))["outliers"]["edges"] == []
    assert found(as_person(han), **{"from": "2026-04-01", "to": "2026-04-30"})["compared"] == 0


def test_a_clerk_compares_his_own_hall_alone_and_a_stranger_finds_none(province: Hall, lin: Actor, zhao: Actor) -> None:
    assert found(as_person(lin), desk.CHANGLI)["outliers"]["edges"] == []
    # 平泉 lies in another city: for the inspector of 秦皇岛 there are no peers.
    assert found(as_person(zhao), desk.QINHUANGDAO)["outliers"]["edges"] == []
    assert as_person(zhao)(QUERY, code=desk.PINGQUAN, **PERIOD).codes == ["NOT_FOUND"]


def test_the_farthest_comes_first_and_the_list_pages(province: Hall, han: Actor) -> None:
    decided(province, declined=0, refused=40, granted=0, item=desk.RECORD, mark="R")
    decided(Hall.objects.get(code=desk.PINGQUAN), declined=0, refused=0, granted=40, item=desk.RECORD, mark="R")
    ask = as_person(han)
    first = found(ask, first=1)["outliers"]
    assert [edge["node"]["item"] for edge in first["edges"]] == [desk.RECORD]
    assert first["pageInfo"]["hasNextPage"] is True
    rest = found(ask, first=1, after=first["pageInfo"]["endCursor"])["outliers"]
    assert [edge["node"]["item"] for edge in rest["edges"]] == [desk.LICENCE]
    assert rest["pageInfo"]["hasNextPage"] is False
