"""A hall that moves keeps its old figures where they were; stocks are handed over; late corrections find their tier."""

import random
from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from foundation.clock import now
from hierarchy import cache, changing, tree
from hierarchy.changing import BadChange, Reason
from hierarchy.models import ChangeKind, FormerPath, Hall, HallChange, HallParent, HallState
from reporting import moving
from reporting.compare import STOCKS, Figures, Period, by, rollup, trend
from reporting.models import Board
from reporting.rebuild import check_tree
from rulebook.measures import MEASURES
from tests.reporting.figures import (
    ABOVE,
    CHANGLI,
    CHENGDE,
    HARBOUR,
    HEBEI,
    LULONG,
    PINGQUAN,
    QINHUANGDAO,
    Change,
    fold_all,
    random_changes,
    write,
)

pytestmark = pytest.mark.django_db

WHY = Reason("国务院批复", "测试")
SHANHAIGUAN = "130303000000"
NEIGHBOUR = "130303102000"  # another street of 山海关区
NODES = (HEBEI, QINHUANGDAO, CHENGDE, CHANGLI, LULONG, PINGQUAN, SHANHAIGUAN, HARBOUR)
Move = tuple[str, str, date]


def above(code: str, day: date, moves: list[Move]) -> tuple[str, ...]:
    """The tiers of a hall on a day, the plain way: the moves until then, one after the other."""
    paths = {hall: list(path) for hall, path in ABOVE.items()}
    for moved, under, on in moves:
        if on > day:
            continue
        for path in paths.values():
            if moved in path:
                path[: path.index(moved)] = [HEBEI, under]
    return tuple(paths[code])


def plainly(node: str, changes: list[Change], period: Period, moves: list[Move]) -> dict[str, int]:
    """Counts by the tiers of their day; a stock by the tiers at the end of the period."""
    found: dict[str, int] = dict.fromkeys(MEASURES, 0)
    for one in changes:
        if one.day > period.to_on:
            continue
        if one.measure in STOCKS:
            if node in above(one.hall, period.to_on, moves):
                found[one.measure] += one.number
        elif one.day >= period.from_on and node in above(one.hall, one.day, moves):
            found[one.measure] += one.number
    return {name: number for name, number in found.items() if number}


def read(node: str, period: Period) -> dict[str, int]:
    figures = rollup([node], period=period, now=now())[node]
    assert {name: number for name, number in figures.items() if number} == {
        name: number for name, number in total(by("item", node, period=period, now=now())).items() if number
    }
    return {name: number for name, number in figures.items() if number}


def total(parts: Mapping[str, Figures]) -> dict[str, int]:
    return {name: sum(one[name] for one in parts.values()) for name in MEASURES}


PERIODS = [
    Period(date(2025, 1, 1), date(2025, 7, 31)),
    Period(date(2025, 2, 10), date(2025, 3, 14)),
    Period(date(2025, 3, 15), date(2025, 3, 15)),
    Period(date(2025, 3, 1), date(2025, 3, 31)),
    Period(date(2025, 4, 2), date(2025, 6, 20)),
]


@pytest.mark.parametrize("seed", range(4))
def test_figures_are_those_of_the_tree_of_their_day_folded_or_not(seed: int) -> None:
    rng = random.Random(seed)
    before, between, after = (random_changes(rng, 60) for _ in range(3))
    moves: list[Move] = [(LULONG, CHENGDE, date(2025, 3, 15)), (SHANHAIGUAN, CHENGDE, date(2025, 4, 1))]
    write(before)
    fold_all()
    write(between)  # these wait while the hall moves
    for code, under, on in moves:
        moving.move(code, under, on=on, why=WHY)
    for fold in (False, True):
        if fold:
            fold_all()
        for node in NODES:
            for period in PERIODS:
                expected = plainly(node, before + between, period, moves)
                assert read(node, period) == expected, (node, period, fold)
    write(after)  # late corrections of days before and after
    everything = before + between + after
    for fold in (False, True):
        if fold:
            fold_all()
            assert check_tree() == []
        for node in NODES:
            for period in PERIODS:
                expected = plainly(node, everything, period, moves)
                assert read(node, period) == expected, (node, period, fold)


def test_a_hall_may_move_on_and_back() -> None:
    rng = random.Random(9)
    changes = random_changes(rng, 80)
    write(changes)
    fold_all()
    moves: list[Move] = [(LULONG, CHENGDE, date(2025, 3, 1)), (LULONG, QINHUANGDAO, date(2025, 5, 10))]
    for code, under, on in moves:
        moving.move(code, under, on=on, why=WHY)
    late = random_changes(rng, 40)
    write(late)
    for fold in (False, True):
        if fold:
            fold_all()
            assert check_tree() == []
        for node in NODES:
            for period in PERIODS:
                assert read(node, period) == plainly(node, changes + late, period, moves)


def test_a_trend_steps_at_the_day_of_the_move() -> None:
    write([Change(LULONG, date(2025, 3, day), "I1", "D1", "open_change", 2) for day in (3, 20)])
    fold_all()
    moving.move(LULONG, CHENGDE, on=date(2025, 3, 15), why=WHY)
    period = Period(date(2025, 3, 1), date(2025, 3, 31))
    stock = {node: trend(node, period=period, now=now()) for node in (QINHUANGDAO, CHENGDE, HEBEI)}
    days = [date(2025, 3, day) for day in (2, 3, 14, 15, 20, 31)]
    assert [stock[QINHUANGDAO][day]["open_change"] for day in days] == [0, 2, 2, 0, 0, 0]
    assert [stock[CHENGDE][day]["open_change"] for day in days] == [0, 0, 0, 2, 4, 4]
    assert [stock[HEBEI][day]["open_change"] for day in days] == [0, 2, 2, 2, 4, 4]


def test_everything_that_names_the_path_follows() -> None:
    hall = Hall.objects.get(code=SHANHAIGUAN)
    said = {"kind": "ALERT", "number": "1", "item": "I", "department": "D", "level": "RED", "clock": "PROMISED"}
    below = Hall.objects.get(code=HARBOUR)
    Board.objects.create(hall=HARBOUR, path=below.path, key="1", rung="over", at=now(), **said)
    moved = moving.move(SHANHAIGUAN, CHENGDE, on=date(2025, 3, 15), why=WHY)
    hall.refresh_from_db()
    below.refresh_from_db()
    assert hall.path == f"/{HEBEI}/{CHENGDE}/{SHANHAIGUAN}/"
    assert below.path == f"{hall.path}{HARBOUR}/"
    assert Board.objects.get().path == below.path
    assert (moved.left, moved.reached) == ((QINHUANGDAO,), (CHENGDE,))
    periods = HallParent.objects.filter(hall=hall).order_by("from_on")
    assert [(one.parent.code, one.until_on) for one in periods][-2:] == [
        (QINHUANGDAO, date(2025, 3, 15)),
        (CHENGDE, None),
    ]
    # The files know nothing of it: loading them again leaves it where it is.
    assert tree.load_divisions().changed == 0
    hall.refresh_from_db()
    assert hall.parent.code == CHENGDE


@pytest.mark.parametrize(
    ("code", "under", "on", "expected"),
    [
        (LULONG, QINHUANGDAO, date(2025, 3, 1), "SAME_PARENT"),
        (SHANHAIGUAN, HARBOUR, date(2025, 3, 1), "BELOW_ITSELF"),
        (LULONG, CHANGLI, date(2025, 3, 1), "WRONG_TIER"),
        (HEBEI, QINHUANGDAO, date(2025, 3, 1), "BELOW_ITSELF"),
        (LULONG, CHENGDE, date(2099, 1, 1), "IN_FUTURE"),
    ],
)
def test_a_move_that_makes_no_tree_changes_nothing(code: str, under: str, on: date, expected: str) -> None:
    path = Hall.objects.get(code=code).path
    with pytest.raises(BadChange) as refused:
        moving.move(code, under, on=on, why=WHY)
    assert refused.value.code == expected
    assert Hall.objects.get(code=code).path == path
    assert not FormerPath.objects.exists()
    assert not HallChange.objects.exists()


def test_moves_follow_each_other_and_need_a_reason() -> None:
    moving.move(LULONG, CHENGDE, on=date(2025, 3, 15), why=WHY)
    for on in (date(2025, 3, 15), date(2025, 1, 1)):
        with pytest.raises(BadChange) as refused:
            moving.move(LULONG, QINHUANGDAO, on=on, why=WHY)
        assert refused.value.code == "BEFORE_LAST_MOVE"
    with pytest.raises(BadChange) as refused:
        changing.rename(LULONG, "卢龙市", on=date(2025, 4, 1), why=Reason(" "))
    assert refused.value.code == "REQUIRED"
    assert Hall.objects.get(code=LULONG).name == "卢龙县"


def test_names_merges_splits_and_states_stay_on_record() -> None:
    day = date(2025, 4, 1)
    changing.rename(LULONG, "卢龙市", on=day, why=WHY)
    changing.set_state(LULONG, HallState.TRIAL, on=day, why=WHY, trial_until=date(2025, 6, 1))
    changing.set_state(LULONG, HallState.LIVE, on=date(2025, 6, 1), why=WHY)
    with pytest.raises(BadChange) as refused:
        changing.merge(LULONG, CHANGLI, on=date(2025, 7, 1), why=WHY)
    assert refused.value.code == "HAS_CHILDREN"
    changing.merge(HARBOUR, NEIGHBOUR, on=date(2025, 7, 1), why=WHY)
    fresh = changing.split(CHANGLI, "130399", "新区", on=date(2025, 8, 1), why=WHY)
    lulong = Hall.objects.get(code=LULONG)
    assert (lulong.name, lulong.state, lulong.trial_until_on) == ("卢龙市", "LIVE", date(2025, 6, 1))
    assert Hall.objects.get(code=HARBOUR).state == "SUSPENDED"
    assert Hall.objects.get(code=NEIGHBOUR).predecessors.get().code == HARBOUR
    assert fresh.path == f"/{HEBEI}/{QINHUANGDAO}/130399000000/"
    assert fresh.provisioned_at is None
    kinds = [change.kind for change in changing.breaks([HARBOUR, CHANGLI], from_on=day, to_on=date(2025, 12, 31))]
    assert kinds == [ChangeKind.MERGED, ChangeKind.SPLIT]
    cache.forget()


def test_a_series_breaks_for_those_who_lose_or_get_a_hall_alone() -> None:
    on = date(2025, 3, 15)
    moving.move(LULONG, CHENGDE, on=on, why=WHY)

    def broken(*codes: str, first: date = date(2025, 3, 1)) -> int:
        return len(changing.breaks(codes, from_on=first, to_on=date(2025, 3, 31)))

    assert [broken(code) for code in (QINHUANGDAO, CHENGDE, LULONG, HEBEI, CHANGLI)] == [1, 1, 1, 0, 0]
    assert broken(QINHUANGDAO, CHENGDE) == 1
    assert broken(CHENGDE, first=on) == 0
    assert broken(CHENGDE, first=on - timedelta(days=1)) == 1
