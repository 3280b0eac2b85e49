"""The fold: what is claimed is added once, up the tree, whoever writes meanwhile and whatever is killed."""

import random
from datetime import date

import pytest
from django.db import connection

from foundation.models import Agenda
from hierarchy.models import Hall
from reporting import rollups
from reporting.models import Delta, NodeDay, Rollup
from reporting.rebuild import check_tree
from rulebook.measures import MEASURES
from tests.reporting.figures import CHANGLI, HEBEI, LULONG, QINHUANGDAO, fold_all, random_changes, write

TENTH, LAST = date(2025, 3, 10), date(2025, 3, 31)

pytestmark = pytest.mark.django_db


def figures_of(row: object) -> dict[str, int]:
    return {name: value for name in MEASURES if (value := getattr(row, name))}


def test_counts_of_nought_are_not_written():
    rollups.add(CHANGLI, {(TENTH, "I1", "D1"): {"received": 0}, (TENTH, "I2", "D1"): {}})
    assert Delta.objects.count() == 0


def test_a_fold_writes_days_and_months_of_the_hall_and_of_every_tier_above():
    rollups.add(CHANGLI, {(TENTH, "I1", "D1"): {"received": 2}, (LAST, "I1", "D1"): {"received": 3, "red": 1}})
    assert rollups.fold() == rollups.FoldReport(2, (CHANGLI,))
    assert Delta.objects.count() == 0
    ten, last, month = {"received": 2}, {"received": 3, "red": 1}, {"received": 5, "red": 1}
    kept = {
        (row.node, row.is_own, row.is_month, row.day, row.item, row.department): figures_of(row)
        for row in Rollup.objects.all()
    }
    assert kept == {
        (node, own, is_month, day, "I1", "D1"): figures
        for node, own in ((CHANGLI, True), (CHANGLI, False), (QINHUANGDAO, False), (HEBEI, False))
        for is_month, day, figures in ((False, TENTH, ten), (False, LAST, last), (True, date(2025, 3, 1), month))
    }
    totals = {(row.node, row.is_own, row.is_month, row.day): figures_of(row) for row in NodeDay.objects.all()}
    assert totals == {key[:4]: figures for key, figures in kept.items()}


def test_a_fold_has_the_halls_that_it_saw_sealed():
    rollups.add(CHANGLI, {(TENTH, "I1", "D1"): {"received": 2}})
    rollups.add(LULONG, {(TENTH, "I1", "D1"): {"received": 2}})
    fold_all()
    assert set(Agenda.objects.values_list("handler", "hall", "key")) == {
        ("audit.seal", CHANGLI, "seal"),
        ("audit.seal", LULONG, "seal"),
    }


def test_a_second_fold_finds_nothing_and_changes_nothing():
    rollups.add(CHANGLI, {(TENTH, "I1", "D1"): {"received": 2}})
    fold_all()
    before = list(Rollup.objects.order_by("pk").values())
    assert rollups.fold() == rollups.FoldReport(0, ())
    assert list(Rollup.objects.order_by("pk").values()) == before


def test_a_delta_of_a_hall_outside_the_tree_stays_pending():
    rollups.add("999999000000", {(TENTH, "I1", "D1"): {"received": 2}})
    rollups.add(CHANGLI, {(TENTH, "I1", "D1"): {"received": 1}})
    assert rollups.fold().halls == (CHANGLI,)
    assert list(Delta.objects.values_list("hall", flat=True)) == ["999999000000"]


DAMAGE = [
    pytest.param(
        "UPDATE reporting_rollup SET received = received + 1 WHERE node = %s AND NOT is_own AND NOT is_month",
        {"TREE", "ITEM_MONTH", "NODE_DAY"},
        id="a day of an item",
    ),
    pytest.param(
        "UPDATE reporting_nodeday SET received = received - 2 WHERE node = %s AND NOT is_own AND is_month",
        {"NODE_MONTH"},
        id="a month of a node",
    ),
    pytest.param(
        "DELETE FROM reporting_rollup WHERE node = %s AND NOT is_own AND is_month",
        {"ITEM_MONTH"},
        id="a month of an item that is missing",
    ),
    pytest.param(
        "DELETE FROM reporting_nodeday WHERE node = %s AND NOT is_own AND NOT is_month",
        {"NODE_DAY", "NODE_MONTH"},
        id="a day of a node that is missing",
    ),
]


@pytest.mark.parametrize(("damage", "broken"), DAMAGE)
def test_the_check_of_the_tree_names_what_was_changed(damage, broken):
    rollups.add(CHANGLI, {(TENTH, "I1", "D1"): {"received": 2}})
    fold_all()
    assert check_tree() == []
    with connection.cursor() as cursor:
        cursor.execute(damage, [QINHUANGDAO])
    found = check_tree()
    assert {one.rule for one in found} == broken
    assert QINHUANGDAO in {one.node for one in found}


def test_the_whole_tree_agrees_after_many_small_folds():
    write(random_changes(random.Random(1), 500))
    while rollups.fold(limit=37).deltas:
        assert check_tree() == []
    assert Hall.objects.filter(code=HEBEI).exists()
