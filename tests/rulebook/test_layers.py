"""Layers of the calendar: whose days move which clock, and that the trace names the layer and version of each day."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.calendar import DayKind, china
from rulebook.calendars_cn import VERSION
from rulebook.case import Anchor, CaseType, ClockName, EventKind, ItemRules, LimitRule
from rulebook.clock import Limit, Unit, reckon
from rulebook.facts import effective, fold
from rulebook.layers import Layer, LayerKind, Origin, Season
from rulebook.standing import Terms, clocks, explain
from rulebook.tally import project
from rulebook.trace import render
from tests.rulebook.builders import TERMS, at, story

# In 2026 09-21 is a Monday; 09-20 a make-up Sunday, 09-25 the Mid-Autumn Festival.
MONDAY, TUESDAY, MAKEUP = date(2026, 9, 21), date(2026, 9, 22), date(2026, 9, 20)
RULES = ItemRules(
    CaseType.TIME_LIMITED,
    promised=LimitRule(Anchor.ACCEPTED, Limit(3, Unit.WORKING_DAY)),
    statutory=LimitRule(Anchor.ACCEPTED, Limit(5, Unit.WORKING_DAY)),
)
STATUTE_ALONE = ItemRules(CaseType.TIME_LIMITED, statutory=RULES.statutory)
ACCEPTED = story((EventKind.RECEIVED, "09-17 09:00"), (EventKind.ACCEPTED, "09-17 10:00"))


def regional(**days: object) -> Layer:
    return Layer(LayerKind.REGIONAL, "450000.1", **days)  # type: ignore[arg-type]


def of_hall(**days: object) -> Layer:
    return Layer(LayerKind.HALL, "450123.1", **days)  # type: ignore[arg-type]


def terms(*, region: Layer | None = None, hall: Layer | None = None) -> Terms:
    law = china().under(region) if region else china()
    return Terms(law, own=Terms(law.under(hall)) if hall else None)


def due(rules: ItemRules, used: Terms) -> dict[str, str]:
    standing = clocks(fold(effective(ACCEPTED)), rules, used)
    return {clock.key: f"{clock.due_at - timedelta(seconds=1):%m-%d}" for clock in standing if clock.due_at}


# Counted from Thursday 09-17: 18, 20 (make-up), 21 are days 1 to 3; 22 and 23 are days 4 and 5.
@pytest.mark.parametrize(
    ("reason", "region", "hall", "rules", "promised", "statutory"),
    [
        ("the national calendar alone", None, None, RULES, "09-21", "09-23"),
        ("a regional day off moves both", regional(off=frozenset({MONDAY})), None, RULES, "09-22", "09-24"),
        ("a hall's closed day moves the promise", None, of_hall(off=frozenset({MONDAY})), RULES, "09-22", "09-23"),
        (
            "and never past the statute",
            None,
            of_hall(off=frozenset({MONDAY, TUESDAY, date(2026, 9, 23), date(2026, 9, 24)})),
            RULES,
            "09-23",
            "09-23",
        ),
        (
            "a limit of the statute alone is no promise that a hall could move",
            None,
            of_hall(off=frozenset({MONDAY})),
            STATUTE_ALONE,
            "09-23",
            "09-23",
        ),
        (
            "a hall that works on a Saturday promises sooner",
            None,
            of_hall(work=frozenset({date(2026, 9, 19)})),
            RULES,
            "09-20",
            "09-23",
        ),
        (
            "one day named by two layers is one day",
            regional(off=frozenset({MONDAY})),
            of_hall(off=frozenset({MONDAY})),
            RULES,
            "09-22",
            "09-24",
        ),
        (
            "a hall closed on a make-up day",
            None,
            of_hall(off=frozenset({MAKEUP})),
            RULES,
            "09-22",
            "09-23",
        ),
        (
            "a hall opens on a regional day off",
            regional(off=frozenset({MONDAY})),
            of_hall(work=frozenset({MONDAY})),
            RULES,
            "09-21",
            "09-24",
        ),
    ],
)
def test_which_layer_moves_which_clock(
    reason: str, region: Layer | None, hall: Layer | None, rules: ItemRules, promised: str, statutory: str
) -> None:
    assert due(rules, terms(region=region, hall=hall)) == {"PROMISED": promised, "STATUTORY": statutory}, reason


def test_a_day_says_which_layer_and_version_it_comes_from() -> None:
    festival = date(2026, 9, 23)
    local = china().under(regional(off=frozenset({festival}), source="某条例", titles={festival: "地方节日"}))
    own = local.under(of_hall(off=frozenset({TUESDAY}), source="停电检修", titles={TUESDAY: "停电检修"}))
    assert own.version == f"{VERSION}+450000.1+450123.1"
    assert [own.origin(day) for day in (date(2026, 10, 1), festival, TUESDAY, MONDAY)] == [
        Origin(LayerKind.NATIONAL, VERSION, "国办通知 2025-11-04"),
        Origin(LayerKind.REGIONAL, "450000.1", "某条例"),
        Origin(LayerKind.HALL, "450123.1", "停电检修"),
        None,
    ]
    assert [own.kind(day) for day in (festival, TUESDAY)] == [DayKind.HOLIDAY, DayKind.CLOSED]
    used = Terms(local, own=Terms(own))
    promised, statutory = clocks(fold(effective(ACCEPTED)), RULES, used)
    assert "2026-09-22 周二:停电检修本厅停办(大厅日历450123.1,停电检修),不计入承诺期限。" not in render(
        explain(statutory, used)
    )
    longer = ItemRules(CaseType.TIME_LIMITED, promised=LimitRule(Anchor.ACCEPTED, Limit(4, Unit.WORKING_DAY)))
    promised = clocks(fold(effective(ACCEPTED)), longer, used)[0]
    said = render(explain(promised, used), "zh")
    assert "2026-09-22 周二:停电检修本厅停办(大厅日历450123.1,停电检修),不计入承诺期限。" in said
    assert "2026-09-23 周三:地方节日放假(地方日历450000.1,某条例),不计入。" in said
    assert "2026-09-20 周日:国庆节调休上班(国家日历cn-2026,国办通知 2025-11-04),计第2日。" in said
    english = render(explain(promised, used), "en")
    assert "2026-09-23 Wed: 地方节日 (regional calendar 450000.1, 某条例), not counted." in english


SUMMER = Season((6, 1), (9, 30), ((time(8, 30), time(12)), (time(15), time(18, 30))))
WINTER = Season((11, 15), (2, 28), ((time(9, 30), time(12)), (time(13), time(16, 30))))


@pytest.mark.parametrize(
    ("reason", "day", "opening", "close"),
    [
        ("in the season", date(2026, 6, 1), "08:30", "18:30"),
        ("on its last day", date(2026, 9, 30), "08:30", "18:30"),
        ("after it the hours of the whole year", date(2026, 10, 9), "09:00", "17:00"),
        ("a season over the New Year", date(2026, 1, 5), "09:30", "16:30"),
    ],
)
def test_hours_differ_by_season(reason: str, day: date, opening: str, close: str) -> None:
    local = china().under(Layer(LayerKind.REGIONAL, "450000.2", seasons=(SUMMER, WINTER)))
    assert (f"{local.opening(day):%H:%M}", f"{local.close(day):%H:%M}") == (opening, close), reason


def test_hours_of_a_limit_run_over_the_change_of_seasons() -> None:
    """From Wednesday 09-30 17:00: one and a half hours in summer time, the rest after the holiday from nine on."""
    local = china().under(Layer(LayerKind.REGIONAL, "450000.2", seasons=(SUMMER,)))
    start = at("09-30 17:00")
    found = reckon(start, Limit(4, Unit.WORKING_HOUR), yellow=Limit(1, Unit.WORKING_HOUR), calendar=local, now=start)
    assert found.due_at == at("10-08 11:30")


LAYERS = st.sampled_from((LayerKind.REGIONAL, LayerKind.HALL))
OFFSETS = st.lists(st.integers(0, 30), max_size=6)


@settings(deadline=None)
@given(LAYERS, OFFSETS, OFFSETS)
def test_a_day_off_more_in_any_layer_never_brings_a_date_forward(kind: LayerKind, first: list[int], more: list[int]):
    def standing(offsets: list[int]) -> dict[str, str]:
        off = frozenset(date(2026, 9, 17) + timedelta(days=offset) for offset in offsets)
        layer = Layer(kind, "more.1", off=off)
        return due(RULES, terms(region=layer) if kind is LayerKind.REGIONAL else terms(hall=layer))

    fewer, longer = standing(first), standing([*first, *more])
    assert all(longer[key] >= fewer[key] for key in fewer)


@settings(deadline=None)
@given(OFFSETS)
def test_days_that_two_layers_name_count_once(offsets: list[int]) -> None:
    off = frozenset(date(2026, 9, 17) + timedelta(days=offset) for offset in offsets)
    once, twice = china().under(regional(off=off)), china().under(regional(off=off)).under(of_hall(off=off))
    through = date(2026, 12, 31)
    assert once.working_days_between(date(2026, 9, 17), through) == twice.working_days_between(
        date(2026, 9, 17), through
    )


def test_a_new_version_reaches_a_case_only_through_its_event_and_not_what_was_lit_before() -> None:
    """Due on 09-21 by the old version; a version of 09-21 10:00 takes 09-21 out: what was lit stays, due is 09-22."""
    later = Terms(china().under(regional(off=frozenset({MONDAY}))))
    known = Terms(TERMS.calendar, find={"new": later}.__getitem__)
    before = project(ACCEPTED, RULES, known, worked_to=None)
    moved = story(
        (EventKind.RECEIVED, "09-17 09:00"),
        (EventKind.ACCEPTED, "09-17 10:00"),
        (EventKind.CALENDAR_CHANGED, "09-21 10:00", {"calendar": "new"}),
    )
    after = project(moved, RULES, known, worked_to=None)
    assert before
    assert after
    assert before.decision
    assert after.decision
    assert (before.decision.due_at, after.decision.due_at) == (at("09-22 00:00"), at("09-23 00:00"))
    assert [(one.crossing.clock, one.crossing.rung, one.crossing.at, one.notes) for one in after.alerts][:2] == [
        (ClockName.PROMISED, "near", at("09-20 09:00"), []),
        (ClockName.PROMISED, "over", at("09-23 00:00"), []),
    ]
