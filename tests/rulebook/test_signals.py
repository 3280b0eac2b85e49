"""Signals as data. The rules in prose, with these numbers: docs/rules/signals.md."""

from dataclasses import replace
from datetime import datetime

import pytest

from rulebook.case import Anchor, CaseType, ItemRules, LimitRule, StageRule
from rulebook.clock import Limit, Reckoning, Unit
from rulebook.crossings import Replay
from rulebook.facts import effective, fold
from rulebook.lamp import lamp
from rulebook.measures import Measure
from rulebook.signals import DEFAULT, Card, Colour, Edge, Ladder, Level, OffsetUnit, Rung
from rulebook.silence import FOREVER
from rulebook.standing import clocks
from rulebook.supervision import fold as fold_order
from rulebook.supervision import next_moment, past_reply
from rulebook.tally import project
from tests.rulebook import places
from tests.rulebook.builders import SURVEY, TERMS, at, story
from tests.rulebook.test_supervision import ISSUED, history

# E08 of the rules: accepted 25 December 2025, five working days; 1 to 3 January off, Sunday the 4th is worked.
FIVE = ItemRules(
    CaseType.TIME_LIMITED,
    promised=LimitRule(Anchor.ACCEPTED, Limit(5, Unit.WORKING_DAY)),
    statutory=LimitRule(Anchor.ACCEPTED, Limit(20, Unit.WORKING_DAY)),
    stages=(StageRule("审查", Limit(2, Unit.WORKING_DAY)),),
)
BEGUN = [
    ("RECEIVED", "2025-12-25 09:00"),
    ("ACCEPTED", "2025-12-25 10:00"),
    ("STAGE_BEGUN", "2025-12-25 11:00", {"stage": "审查"}),
]
PROMPT, OVER, STATUTE = "2025-12-31 09:00", "2026-01-05 00:00", "2026-01-24 00:00"
STAGE = "2025-12-30 00:00"  # 26 and 29 December


def signals(ladder: Ladder, rules: ItemRules = FIVE) -> list[tuple[str, str, datetime]]:
    """Clock and rung, level and colour, moment, of a case that nobody works on."""
    replay = Replay(story(*BEGUN), rules, replace(TERMS, ladder=ladder, counted={}))
    return [
        (f"{one.crossing.clock} {one.crossing.rung}", f"{one.crossing.level} {one.crossing.of.colour}", one.crossing.at)
        for one in replay.alerts()
    ]


QUANZHOU = [("PROMISED near", "YELLOW YELLOW", PROMPT), ("PROMISED over", "RED RED", OVER)]
STAGE_NEAR = ("STAGE:审查 near", "YELLOW YELLOW", "2025-12-29 09:00")
STAGE_OVER = ("STAGE:审查 over", "RED RED", STAGE)
STATUTORY = ("STATUTORY over", "RED RED", STATUTE)
TABLE = [
    ("默认: near yellow, over red", DEFAULT, [STAGE_NEAR, STAGE_OVER, *QUANZHOU, STATUTORY]),
    ("RS03: a prompt one working day before, and no more", places.RS03, [("PROMISED near", "PROMPT GREEN", PROMPT)]),
    ("RS04 2 and 3: the promise and the stage", places.RS04, [STAGE_OVER, ("PROMISED over", "RED RED", OVER)]),
    ("RS20 广东: at the statutory limit", places.GUANGDONG_2007, [STATUTORY]),
    (
        "RS20 湛江: yellow comes after the limit",
        places.ZHANJIANG_2009,
        [("PROMISED near", "PROMPT GREEN", PROMPT), ("PROMISED over", "YELLOW YELLOW", OVER)],
    ),
    ("RS20 泉州: yellow near, red over", places.QUANZHOU_2007, QUANZHOU),
    ("RS20 成都: 预警 near, 纠错 over", places.CHENGDU_2010, QUANZHOU),
    ("RS20 unnamed: 警告, 问责", places.UNNAMED_2010, QUANZHOU),
    ("RS20 新蒲新区: of breaches only", places.XINPU, []),
]


@pytest.mark.parametrize(("ladder", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_what_a_place_lights_and_when(ladder: Ladder, expected: list[tuple[str, str, str]]) -> None:
    assert signals(ladder) == [(rung, shown, at(moment)) for rung, shown, moment in expected]


@pytest.mark.parametrize(
    ("ladder", "code", "expected"),
    [
        (DEFAULT, "UNREGISTERED", "breach RED"),
        (places.RS04, "UNREGISTERED", "n6 RED"),
        (places.RS04, "DELIVERED_FIRST", "n8 RED"),
        (places.RS04, "REFUSED_WITHOUT_REASON", "n5 RED"),
        (places.XINPU, "UNREGISTERED", "breach PROMPT"),
        (places.QUANZHOU_2007, "UNREGISTERED", None),
    ],
)
def test_a_breach_has_the_rung_of_its_code_else_that_of_every_breach(
    ladder: Ladder, code: str, expected: str | None
) -> None:
    rung = ladder.of_breach(code)
    assert (f"{rung.code} {rung.level}" if rung else None) == expected


def test_in_zhanjiang_red_comes_when_the_day_set_by_the_order_is_past() -> None:
    """E08: ordered on 5 January with three working days, 6, 7 and 8 January; red from the 9th."""
    terms = replace(TERMS, ladder=places.ZHANJIANG_2009)
    facts = fold_order(history(*ISSUED, issued="01-05 10:00", days=3))
    past = past_reply(facts, terms)
    assert next_moment(facts, terms) == (at("01-09 00:00"), "ESCALATED")
    assert past is not None
    assert (past.at, past.rung.colour, past.rung.proposes) == (at("01-09 00:00"), Colour.RED, Card.RED_CARD)


LAMPS = [
    ("2025-12-31 08:59", None, "green", "green"),
    ("2025-12-31 09:00", None, "yellow", "green"),
    ("2026-01-05 00:00", None, "yellow", "yellow"),
    ("2026-01-05 00:01", None, "red", "yellow"),
    ("2026-02-01 00:00", None, "red", "yellow"),
    ("2026-02-01 00:00", "2026-01-04 17:00", "green", "green"),
    ("2026-02-01 00:00", "2026-01-05 09:00", "red", "yellow"),
]


@pytest.mark.parametrize(("now", "ended", "quanzhou", "zhanjiang"), LAMPS)
def test_the_lamp_follows_the_ladder(now: str, ended: str | None, quanzhou: str, zhanjiang: str) -> None:
    facts = fold(effective(story(*BEGUN)))
    shown = []
    for ladder in (places.QUANZHOU_2007, places.ZHANJIANG_2009):
        clock = clocks(facts, FIVE, replace(TERMS, ladder=ladder, counted={}))[0]
        assert clock.due_at == at(OVER)
        reckoning = Reckoning(clock.due_at, clock.yellow_at or FOREVER, provisional=False)
        ended_at = at(ended) if ended else None
        shown.append(
            lamp(reckoning, suspensions=(), ended_at=ended_at, now=at(now), red_at=clock.red_at or FOREVER).value
        )
    assert shown == [quanzhou, zhanjiang]


TEN = Limit(10, Unit.WORKING_DAY)
# Accepted Tuesday 1 September 2026: the tenth working day is Tuesday the 15th.
MOMENTS = [
    ("3 working days before, as business opens", "10 working_day", (-3, "working_day", "open"), "09-10 09:00"),
    ("the same, as it closes", "10 working_day", (-3, "working_day", "close"), "09-10 17:00"),
    ("the same, when the day is over", "10 working_day", (-3, "working_day", "end"), "09-11 00:00"),
    ("on the last day", "10 working_day", (0, "working_day", "open"), "09-15 09:00"),
    ("3 natural days before", "10 working_day", (-3, "natural_day", "open"), "09-12 09:00"),
    ("a fifth left: two of ten", "10 working_day", (-20, "percent", "open"), "09-11 09:00"),
    ("a share is rounded up: 25 % of ten is three", "10 working_day", (-25, "percent", "open"), "09-10 09:00"),
    ("at the limit", "10 working_day", (0, "working_day", "end"), "09-16 00:00"),
    ("3 working days after it", "10 working_day", (3, "working_day", "end"), "09-19 00:00"),
    ("before it began: as it begins", "2 working_day", (-5, "working_day", "open"), "09-01 10:00"),
    # From 10:00, with an hour for lunch at 12:00, four hours end at 15:00.
    ("of four hours the last", "4 working_hour", (-1, "working_hour", "end"), "09-01 14:00"),
    ("half of four hours", "4 working_hour", (-50, "percent", "end"), "09-01 12:00"),
    ("two hours after it", "4 working_hour", (2, "working_hour", "end"), "09-01 17:00"),
]


@pytest.mark.parametrize(("limit", "rung", "expected"), [row[1:] for row in MOMENTS], ids=[row[0] for row in MOMENTS])
def test_when_a_rung_is_reached(limit: str, rung: tuple[int, str, str], expected: str) -> None:
    value, unit = limit.split()
    offset, counted, edge = rung
    rules = replace(FIVE, promised=LimitRule(Anchor.ACCEPTED, Limit(int(value), Unit(unit))), stages=())
    one = Rung("r", "PROMISED", offset, OffsetUnit(counted), Edge(edge), Level.YELLOW, Colour.YELLOW)
    terms = replace(TERMS, ladder=Ladder((one,)), counted={})
    facts = fold(effective(story(("RECEIVED", "09-01 09:00"), ("ACCEPTED", "09-01 10:00"))))
    assert clocks(facts, rules, terms)[0].yellow_at == at(expected)


def test_days_that_a_pause_took_out_are_not_counted_back() -> None:
    """Due on the 21st instead of the 15th: out are the 10th, 11th and 14th to 16th; Sunday the 20th is worked."""
    paused = story(
        ("RECEIVED", "09-01 09:00"),
        ("ACCEPTED", "09-01 10:00"),
        ("PAUSE_BEGUN", "09-09 10:00"),
        ("PAUSE_ENDED", "09-16 10:00"),
    )
    rules = replace(FIVE, promised=LimitRule(Anchor.ACCEPTED, TEN), stages=())
    rung = Rung("r", "PROMISED", -5, edge=Edge.OPEN, level=Level.YELLOW, colour=Colour.YELLOW)
    clock = clocks(fold(effective(paused)), rules, replace(TERMS, ladder=Ladder((rung,)), counted={}))[0]
    # Five days before are, counted back, 20, 18, 17, 9 and 8 September.
    assert (clock.due_at, clock.yellow_at) == (at("09-22 00:00"), at("09-08 09:00"))


def test_only_what_lights_is_counted() -> None:
    """A prompt adds to no figure; the yellow of 湛江 is a yellow, though the case is overdue by then."""
    counted = {}
    for name, ladder in (("default", places.QUANZHOU_2007), ("湛江", places.ZHANJIANG_2009)):
        done = project(story(*BEGUN), FIVE, replace(TERMS, ladder=ladder, counted={}), worked_to=at("2026-01-06 00:00"))
        assert done is not None
        figures = {measure: number for (_, measure), number in done.counts.items()}
        counted[name] = [figures.get(one, 0) for one in (Measure.YELLOW, Measure.RED, Measure.OVERDUE_CHANGE)]
    assert counted == {"default": [1, 1, 1], "湛江": [1, 0, 1]}


def test_a_source_that_reports_in_batches_has_its_delay() -> None:
    """Concluded in time, reported nine hours into the delay of 24: no alert. At 25 hours the red had been raised."""
    terms = replace(TERMS, ladder=Ladder(places.QUANZHOU_2007.rungs, {"feed": 24}), counted={})
    for recorded, expected in (("09-12 09:00", []), ("09-13 01:00", ["PROMISED over"])):
        told = story(("RECEIVED", "09-01 09:00"), ("ACCEPTED", "09-01 10:00"), ("CONCLUDED", "09-09 16:00", recorded))
        events = [replace(event, source="feed") for event in told]
        raised = [one.crossing for one in Replay(events, SURVEY, terms).alerts() if one.known_at < at(recorded)]
        assert [f"{one.clock} {one.rung}" for one in raised if one.rung == "over"] == expected


@pytest.mark.parametrize("ladder", [DEFAULT, *(value for value in vars(places).values() if isinstance(value, Ladder))])
def test_a_ladder_is_its_data(ladder: Ladder) -> None:
    assert Ladder.from_json(ladder.to_json()) == ladder
