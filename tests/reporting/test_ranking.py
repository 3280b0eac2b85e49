"""The counties of 秦皇岛市 in order: who is ranked, who stands apart, and how the order changed."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hierarchy.models import Hall, HallState
from reporting import rollups
from reporting.compare import Period
from reporting.ranking import Ranked, ranked
from rulebook.ranking import RankMeasure, Standing, VolumeClass
from tests.reporting.figures import CHANGLI, HARBOUR, LULONG, QINHUANGDAO

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 8, 1, 4, 0, tzinfo=UTC)
FEBRUARY, MARCH = (
    Period(date(2025, 2, 1), date(2025, 2, 28)),
    Period(date(2025, 3, 1), date(2025, 3, 31)),
)
FUNING, HAIGANG, BEIDAIHE, SHANHAIGUAN = "130306000000", "130302000000", "130304000000", "130303000000"


def conclude(code: str, on: date, *, concluded: int, late: int) -> None:
    counts = {"received": concluded, "concluded": concluded, "concluded_late": late, "events": concluded}
    rollups.add(code, {(on, "I1", "D1"): counts})


@pytest.fixture
def counties(db: None) -> list[Hall]:
    """卢龙 fell behind, 昌黎 came forward, a township of 山海关 has 2 of 3 late, 北戴河 is on trial."""
    for code, before, after in (
        (LULONG, 2, 16),
        (CHANGLI, 8, 4),
        (FUNING, 4, 8),
    ):
        conclude(code, date(2025, 2, 10), concluded=400, late=before)
        conclude(code, date(2025, 3, 10), concluded=400, late=after)
    conclude(HARBOUR, date(2025, 3, 10), concluded=3, late=2)
    conclude(BEIDAIHE, date(2025, 3, 10), concluded=90, late=60)
    Hall.objects.filter(code=BEIDAIHE).update(state=HallState.TRIAL, provisioned_at=timezone.now())
    return list(Hall.objects.filter(parent__code=QINHUANGDAO).order_by("path"))


def rank(counties: list[Hall], measure: RankMeasure = RankMeasure.OVERDUE_RATE) -> dict[str, Ranked]:
    rows = ranked(counties, counties, measure=measure, period=MARCH, compared=FEBRUARY, now=NOW)
    return {row.hall.code: row for row in rows}


def test_the_lowest_overdue_rate_is_first_and_the_change_of_rank_is_known(counties):
    rows = rank(counties)
    assert list(rows)[:3] == [CHANGLI, FUNING, LULONG]
    assert [(one.rank_before, one.rank) for one in list(rows.values())[:3]] == [(3, 1), (2, 2), (1, 3)]
    lulong = rows[LULONG]
    assert (lulong.value, lulong.compared, lulong.whole) == (Fraction(16, 400), Fraction(2, 400), 400)


def test_a_hall_below_the_minimum_stands_apart_without_a_rank(counties):
    found = rank(counties)[SHANHAIGUAN]
    assert (found.standing, found.rank, found.value, found.whole) == (Standing.TOO_FEW, None, Fraction(2, 3), 3)
    assert found.percentile is None


def test_a_hall_on_trial_and_one_that_never_counted_stand_apart(counties):
    rows = rank(counties)
    assert (rows[BEIDAIHE].standing, rows[BEIDAIHE].rank) == (Standing.TRIAL, None)
    assert (rows[HAIGANG].standing, rows[HAIGANG].rank, rows[HAIGANG].value) == (Standing.NOT_CONNECTED, None, None)


def test_a_count_divides_by_nothing_so_that_no_minimum_applies(counties):
    found = rank(counties, RankMeasure.RECEIVED)
    assert (found[SHANHAIGUAN].standing, found[SHANHAIGUAN].rank) == (Standing.RANKED, 4)
    assert (found[LULONG].rank, found[CHANGLI].rank, found[LULONG].interval) == (1, 1, None)


def test_months_are_the_thirteen_up_to_the_end_of_the_period(counties):
    months = rank(counties)[LULONG].months
    assert (len(months), min(months), max(months)) == (13, date(2024, 3, 1), date(2025, 3, 1))
    assert (months[date(2025, 1, 1)], months[date(2025, 3, 1)]) == (None, Fraction(16, 400))


def test_peers_are_of_the_same_tier_and_volume(counties):
    more = list(Hall.objects.filter(parent__code="130800000000", tier="COUNTY").order_by("path")[:6])
    for late, hall in enumerate(more):
        conclude(hall.code, date(2025, 3, 5), concluded=400 if late < 4 else 50, late=late)
    rows = ranked(counties, counties + more, measure=RankMeasure.OVERDUE_RATE, period=MARCH, compared=None, now=NOW)
    found = {row.hall.code: row for row in rows}
    # 0, 1, 2 and 3 of 400 late, and the two other counties of the city; those with 50 cases are of another class.
    assert (found[LULONG].volume, found[LULONG].peers, found[LULONG].percentile) == (VolumeClass.LARGE, 6, 0)
    assert (found[CHANGLI].percentile, found[FUNING].percentile) == (33, 17)
    assert (found[LULONG].rank_before, found[LULONG].compared) == (None, None)


def test_any_number_of_halls_is_read_in_three_statements(counties):
    with CaptureQueriesContext(connection) as captured:
        rank(counties)
    assert len([one for one in captured if "search_path" not in one["sql"]]) == 3


@pytest.mark.parametrize("measure", RankMeasure)
def test_halls_are_ranked_by_every_measure(counties, measure):
    rows = rank(counties, measure)
    assert rows[HAIGANG].standing is Standing.NOT_CONNECTED
    if measure is not RankMeasure.MEAN_WORKING_DAYS:  # nothing was counted in days
        assert rows[LULONG].rank is not None


def test_a_figure_of_the_classes_is_put_in_order_of_size_without_a_percentile(counties):
    rollups.add(LULONG, {(date(2025, 3, 10), "I1", "D1"): {"supplemented": 9, "overdue_statutory_change": 2}})
    found = rank(counties, RankMeasure.SUPPLEMENTED)[LULONG]
    assert (found.value, found.rank, found.percentile) == (Fraction(9), 1, None)
    # Fewer cases past the statute are better: whoever has none is first.
    assert rank(counties, RankMeasure.OVERDUE_STATUTORY)[LULONG].rank == 5
