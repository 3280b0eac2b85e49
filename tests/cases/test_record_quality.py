"""Data quality by source adds up to what the roll-up counts of the hall."""

from dataclasses import astuple, replace

import pytest

from hierarchy.models import Hall
from reporting import compare
from reporting.compare import Period
from rulebook.case import EventKind
from tenants.cases.append import append_batch
from tenants.cases.record_quality import SourceQuality, by_source
from tenants.items.models import ItemVersion
from tests.cases.histories import at, batch, event, life

MARCH = at("03-01 00:00"), at("04-01 00:00")
OF_ROLLUP = ("events", "events_late", "lag_hours", "events_odd", "events_repeated")


@pytest.fixture
def told(hall: Hall, version: ItemVersion) -> None:
    """A case told in time; one told days late by another source; a stage told twice by both; an end before a begin."""
    append_batch(hall, [batch("A1", life("A1"), version)])
    late = [replace(one, source="spj", recorded_at=at("03-20 09:00")) for one in life("A2", day=10)]
    again = event(EventKind.STAGE_BEGUN, "03-10 10:00", "A2/6", recorded="03-21 09:00", stage="现场核查")
    append_batch(hall, [batch("A2", [*late, again], version)])
    odd = [
        event(EventKind.CONCLUDED, "03-11 10:00", "A3/1", outcome="GRANTED"),
        event(EventKind.ACCEPTED, "03-12 10:00", "A3/2"),
    ]
    append_batch(hall, [batch("A3", odd, version)])
    window = replace(event(EventKind.VERIFIED, "03-12 09:00", "A1/6"), source="window")
    moved = replace(event(EventKind.CORRECTED, "03-13 09:00", "A1/7", corrects=2), source="window")
    append_batch(hall, [batch("A1", [window, moved])])


@pytest.mark.usefixtures("told")
def test_the_sources_add_up_to_the_rollup(hall: Hall) -> None:
    found = by_source(*MARCH)
    period = Period(MARCH[0].date(), at("03-31 00:00").date())
    figures = compare.rollup([hall.code], period=period, now=at("04-01 00:00"), own=True)[hall.code]
    sums = tuple(map(sum, zip(*(astuple(one)[1:] for one in found), strict=True)))
    assert sums == tuple(figures[name] for name in OF_ROLLUP)
    assert min(sums) > 0


@pytest.mark.usefixtures("told")
def test_each_source_has_its_own_and_windows_come_first() -> None:
    window, late, test = by_source(*MARCH)
    assert window == SourceQuality("", 2, 0, 0, 0, 0)
    assert (late.source, late.events, late.late, late.repeated) == ("spj", 5, 5, 0)
    assert (test.source, test.late, test.repeated) == ("test", 1, 1)
    assert test.odd > 0


@pytest.mark.usefixtures("told")
def test_what_was_recorded_in_another_month_is_not_in_this_one() -> None:
    assert by_source(at("04-01 00:00"), at("05-01 00:00")) == []
    assert [one.source for one in by_source(at("03-20 00:00"), at("03-22 00:00"))] == ["spj", "test"]
