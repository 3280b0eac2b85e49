"""What a read answers: over any dates, at any node, before and after a fold, with the worker down."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation import agenda
from foundation.agenda import Thing
from reporting import rollups
from reporting.compare import NOTHING, Period, Restriction, Step, by, rollup, trend, trends
from reporting.rebuild import check_tree, stored_totals
from tests.reporting.figures import (
    ABOVE,
    CHANGLI,
    CHENGDE,
    HARBOUR,
    HEBEI,
    LULONG,
    PINGQUAN,
    QINHUANGDAO,
    expected,
    fold_all,
    random_changes,
    write,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 8, 1, 4, 0, tzinfo=UTC)
MARCH = Period(date(2025, 3, 1), date(2025, 3, 31))
TENTH = date(2025, 3, 10)
NODES = [HEBEI, QINHUANGDAO, CHENGDE, "130303000000", CHANGLI, HARBOUR]


def received(code: str, period: Period = MARCH, **asked) -> int:
    return rollup([code], period=period, now=NOW, **asked)[code]["received"]


def test_a_count_reaches_every_tier_above_its_hall_and_no_other():
    rollups.add(HARBOUR, {(TENTH, "I1", "D1"): {"received": 3}})
    rollups.add(PINGQUAN, {(TENTH, "I1", "D1"): {"received": 5}})
    for fold in (lambda: None, fold_all):
        fold()
        assert {code: received(code) for code in [*NODES, PINGQUAN]} == {
            HEBEI: 8,
            QINHUANGDAO: 3,
            "130303000000": 3,
            HARBOUR: 3,
            CHANGLI: 0,
            CHENGDE: 5,
            PINGQUAN: 5,
        }


def test_the_own_figures_of_a_hall_leave_out_what_lies_below():
    rollups.add(QINHUANGDAO, {(TENTH, "I1", "D1"): {"received": 2}})
    rollups.add(CHANGLI, {(TENTH, "I1", "D1"): {"received": 7}})
    for fold in (lambda: None, fold_all):
        fold()
        assert (received(QINHUANGDAO), received(QINHUANGDAO, own=True), received(HEBEI, own=True)) == (9, 2, 0)


def test_a_node_without_any_figures_has_noughts():
    assert rollup([LULONG], period=MARCH, now=NOW) == {LULONG: NOTHING}


def test_counts_belong_to_the_period_and_stocks_to_its_end():
    rollups.add(CHANGLI, {
        (date(2025, 2, 28), "I1", "D1"): {"received": 4, "open_change": 4},
        (date(2025, 3, 31), "I1", "D1"): {"concluded": 1, "open_change": -1},
        (date(2025, 4, 1), "I1", "D1"): {"concluded": 2, "open_change": -2},
    })  # fmt: skip
    found = rollup([HEBEI], period=MARCH, now=NOW)[HEBEI]
    assert (found["received"], found["concluded"], found["open_change"]) == (0, 1, 3)


RANGES = [
    pytest.param(date(2025, 3, 1), date(2025, 3, 31), id="a whole month"),
    pytest.param(date(2025, 3, 10), date(2025, 3, 20), id="within a month"),
    pytest.param(date(2025, 3, 1), date(2025, 3, 20), id="the beginning of a month"),
    pytest.param(date(2025, 3, 10), date(2025, 3, 31), id="the end of a month"),
    pytest.param(date(2025, 1, 15), date(2025, 6, 14), id="whole months between broken ones"),
    pytest.param(date(2025, 2, 1), date(2025, 6, 30), id="whole months alone"),
    pytest.param(date(2025, 3, 10), date(2025, 3, 10), id="one day"),
    pytest.param(date(2024, 12, 31), date(2025, 12, 31), id="over the end of a year"),
    pytest.param(date(2025, 3, 10), date(2025, 3, 9), id="nothing but the state before a day"),
    pytest.param(date(2025, 5, 1), date(2025, 2, 10), id="an end long before the beginning"),
    pytest.param(date(2020, 1, 1), date(2020, 2, 1), id="before everything"),
]


@pytest.mark.parametrize(("from_on", "to_on"), RANGES)
def test_a_read_is_the_plain_sum_unfolded_half_folded_and_folded(from_on, to_on):
    changes = random_changes(random.Random(7), 400)
    period = Period(from_on, to_on)
    plain = {code: expected((one for one in changes if code in ABOVE[one.hall]), period) for code in NODES}
    write(changes)
    assert rollup(NODES, period=period, now=NOW) == plain
    assert rollups.fold(limit=150).deltas == 150
    assert rollup(NODES, period=period, now=NOW) == plain
    fold_all()
    assert rollup(NODES, period=period, now=NOW) == plain
    assert check_tree() == []


def test_random_periods_agree_with_the_plain_sum():
    rng = random.Random(11)
    changes = random_changes(rng, 300)
    write(changes)
    rollups.fold(limit=200)
    for _ in range(60):
        period = Period(*(date(2024, 12, 15) + timedelta(days=rng.randrange(240)) for _ in range(2)))
        plain = {code: expected((one for one in changes if code in ABOVE[one.hall]), period) for code in NODES}
        assert rollup(NODES, period=period, now=NOW) == plain, period


def test_an_item_and_a_department_are_read_from_the_details():
    changes = random_changes(random.Random(3), 300)
    write(changes)
    rollups.fold(limit=150)
    period = Period(date(2025, 2, 10), date(2025, 5, 20))
    below = [one for one in changes if QINHUANGDAO in ABOVE[one.hall]]
    for item, department in (("I1", None), (None, "D0"), ("I2", "D1")):
        chosen = [one for one in below if item in (None, one.item) and department in (None, one.department)]
        asked = Restriction(item=item, department=department)
        assert rollup([QINHUANGDAO], period=period, now=NOW, restriction=asked) == {
            QINHUANGDAO: expected(chosen, period)
        }
    assert by("item", QINHUANGDAO, period=period, now=NOW) == {
        item: expected((one for one in below if one.item == item), period) for item in ("I0", "I1", "I2")
    }
    assert by("department", QINHUANGDAO, period=period, now=NOW, own=True) == {
        department: expected((one for one in below if one.department == department and one.hall == QINHUANGDAO), period)
        for department in ("D0", "D1")
    }


def test_a_trend_has_the_counts_of_each_day_and_the_stocks_at_its_end():
    changes = random_changes(random.Random(5), 300)
    write(changes)
    rollups.fold(limit=150)
    period = Period(date(2025, 2, 20), date(2025, 5, 3))
    below = [one for one in changes if QINHUANGDAO in ABOVE[one.hall]]
    days = [period.from_on + timedelta(days=offset) for offset in range(73)]
    assert trend(QINHUANGDAO, period=period, now=NOW) == {day: expected(below, Period(day, day)) for day in days}
    only = [one for one in below if one.item == "I1"]
    assert trend(QINHUANGDAO, period=period, now=NOW, restriction=Restriction(item="I1")) == {
        day: expected(only, Period(day, day)) for day in days
    }


def test_a_trend_by_month_has_the_counts_of_each_month_as_far_as_the_period_goes():
    changes = random_changes(random.Random(6), 300)
    write(changes)
    rollups.fold(limit=150)
    period = Period(date(2025, 1, 20), date(2025, 5, 3))
    below = [one for one in changes if QINHUANGDAO in ABOVE[one.hall]]
    months = {
        date(2025, 1, 1): Period(date(2025, 1, 20), date(2025, 1, 31)),
        date(2025, 2, 1): Period(date(2025, 2, 1), date(2025, 2, 28)),
        date(2025, 3, 1): Period(date(2025, 3, 1), date(2025, 3, 31)),
        date(2025, 4, 1): Period(date(2025, 4, 1), date(2025, 4, 30)),
        date(2025, 5, 1): Period(date(2025, 5, 1), date(2025, 5, 3)),
    }
    found = trend(QINHUANGDAO, period=period, now=NOW, step=Step.MONTH)
    assert found == {first: expected(below, month) for first, month in months.items()}


def test_the_trends_of_many_nodes_are_those_of_each():
    write(random_changes(random.Random(7), 300))
    rollups.fold(limit=150)
    period = Period(date(2025, 1, 1), date(2025, 5, 3))
    for step in Step:
        apart = {code: trend(code, period=period, now=NOW, step=step) for code in NODES}
        assert trends(NODES, period=period, now=NOW, step=step) == apart


def falling_due(at: datetime, day: date, **counts: int) -> dict[str, object]:
    return {"at": at.isoformat(), "day": day.isoformat()} | counts


YELLOW_AT, DUE_AT = datetime(2025, 3, 10, 1, 0, tzinfo=UTC), datetime(2025, 3, 11, 16, 0, tzinfo=UTC)
FIGURES = [
    falling_due(YELLOW_AT, date(2025, 3, 10), yellow=1),
    falling_due(DUE_AT, date(2025, 3, 12), overdue_change=1),
    falling_due(DUE_AT, date(2025, 3, 12), red=1),
]


@pytest.mark.parametrize(
    ("moment", "counted"),
    [
        pytest.param(YELLOW_AT, (0, 0, 0), id="at the very moment a warning is not past"),
        pytest.param(YELLOW_AT + timedelta(microseconds=1), (1, 0, 0), id="after the warning"),
        pytest.param(DUE_AT, (1, 0, 0), id="at the last moment the case is not late"),
        pytest.param(DUE_AT + timedelta(microseconds=1), (1, 1, 1), id="after it the case is late"),
    ],
)
def test_what_falls_due_counts_from_its_moment_with_the_worker_down(moment, counted):
    agenda.put([Thing("case.clock", CHANGLI, "1", YELLOW_AT, item="I1", department="D1", figures=FIGURES)])
    for code, own in ((CHANGLI, True), (QINHUANGDAO, False), (HEBEI, False)):
        found = rollup([code], period=MARCH, now=moment, own=own)[code]
        assert (found["yellow"], found["overdue_change"], found["red"]) == counted
    assert rollup([CHENGDE, LULONG], period=MARCH, now=moment) == {CHENGDE: NOTHING, LULONG: NOTHING}


def test_what_falls_due_counts_on_its_day():
    agenda.put([Thing("case.clock", CHANGLI, "1", YELLOW_AT, item="I1", department="D1", figures=FIGURES)])
    for to_on, counted in ((9, (0, 0)), (10, (1, 0)), (11, (1, 0)), (12, (1, 1))):
        found = rollup([HEBEI], period=Period(date(2025, 3, 1), date(2025, 3, to_on)), now=NOW)[HEBEI]
        assert (found["yellow"], found["overdue_change"]) == counted
    assert trend(HEBEI, period=Period(date(2025, 3, 12), date(2025, 3, 12)), now=NOW)[date(2025, 3, 12)]["red"] == 1
    assert by("item", HEBEI, period=MARCH, now=NOW)["I1"]["yellow"] == 1


def test_what_was_set_aside_or_waits_after_a_failure_still_counts():
    agenda.put([Thing("case.clock", CHANGLI, "1", YELLOW_AT, figures=FIGURES)])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE foundation_agenda SET attempts = 3, retry_at = %s, set_aside_at = %s", [NOW, NOW])
    assert rollup([HEBEI], period=MARCH, now=NOW)[HEBEI]["red"] == 1


def test_rows_of_other_handlers_hold_no_counts():
    agenda.put([Thing("audit.seal", CHANGLI, "seal", YELLOW_AT, figures=FIGURES)])
    assert rollup([HEBEI], period=MARCH, now=NOW) == {HEBEI: NOTHING}


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda: rollup(NODES, period=MARCH, now=NOW), id="node and children"),
        pytest.param(lambda: rollup(NODES, period=MARCH, now=NOW, restriction=Restriction(item="I1")), id="an item"),
        pytest.param(lambda: by("item", HEBEI, period=MARCH, now=NOW), id="by item"),
        pytest.param(lambda: trend(HEBEI, period=MARCH, now=NOW), id="trend"),
        pytest.param(lambda: trends(NODES, period=MARCH, now=NOW, step=Step.MONTH), id="trends"),
    ],
)
def test_each_read_is_one_statement(ask):
    with CaptureQueriesContext(connection) as captured:
        ask()
    assert len([one for one in captured if "search_path" not in one["sql"]]) == 1


def test_stored_totals_are_a_halls_own_figures_folded_or_not():
    rollups.add(QINHUANGDAO, {(TENTH, "I1", "D1"): {"received": 2, "open_change": 2}})
    rollups.add(CHANGLI, {(TENTH, "I1", "D1"): {"received": 7}})
    fold_all()
    rollups.add(QINHUANGDAO, {(TENTH, "I1", "D1"): {"received": 1, "open_change": -2}})
    assert stored_totals(QINHUANGDAO) == {(TENTH, "I1", "D1"): {"received": 3}}
    assert stored_totals(HEBEI) == {}
