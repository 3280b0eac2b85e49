"""A tier below may tighten what a tier above published, never loosen it. In prose: docs/rules/signals.md."""

from dataclasses import replace
from functools import reduce

import pytest

from rulebook.cascade import NONE, in_force, laid, objections
from rulebook.signals import DEFAULT, IN_APP, Card, Colour, Edge, Ladder, Level, OffsetUnit, Origin, Rung, Telling, Told

TOLD = (Telling(Told.HANDLER, IN_APP), Telling(Told.INSPECTOR, IN_APP))
NEAR = Rung("near", "PROMISED", -2, edge=Edge.CLOSE, level=Level.YELLOW, colour=Colour.YELLOW, tell=TOLD)
OVER = Rung("over", "PROMISED", level=Level.RED, colour=Colour.RED, tell=TOLD, proposes=Card.RED_CARD)


def by(tier: str, *rungs: Rung, **delays: int) -> Ladder:
    origin = Origin(tier.lower(), tier, 1, "2026-09-01", "7", "第八条")
    return Ladder(tuple(replace(rung, origin=origin) for rung in rungs), delays)


PROVINCE = by("PROVINCE", NEAR, OVER, batch=24)


@pytest.mark.parametrize(
    ("rung", "expected"),
    [
        (NEAR, None),
        (replace(NEAR, offset=-3), None),
        (replace(NEAR, edge=Edge.OPEN), None),
        (replace(NEAR, colour=Colour.RED, level=Level.RED), None),
        (replace(NEAR, tell=(*TOLD, Telling(Told.SUPERVISOR, IN_APP))), None),
        (replace(NEAR, proposes=Card.ADVICE), None),
        (replace(NEAR, code="early", offset=-5, level=Level.PROMPT, colour=Colour.GREEN), None),
        (replace(NEAR, offset=-1), "RUNG_LATER"),
        (replace(NEAR, edge=Edge.END), "RUNG_LATER"),
        (replace(OVER, offset=1), "RUNG_LATER"),
        (replace(NEAR, offset=-40, unit=OffsetUnit.PERCENT), "RUNG_OTHER_UNIT"),
        (replace(NEAR, level=Level.PROMPT), "RUNG_WEAKER"),
        (replace(NEAR, colour=Colour.GREEN), "RUNG_WEAKER"),
        (replace(NEAR, level=None, tell=()), "RUNG_WEAKER"),
        (replace(NEAR, tell=TOLD[:1]), "RUNG_TELLS_FEWER"),
        (replace(OVER, proposes=None), "RUNG_PROPOSES_LESS"),
    ],
)
def test_a_city_may_tighten_a_rung_of_the_province_and_never_loosen_it(rung: Rung, expected: str | None) -> None:
    found = objections(by("CITY", rung), PROVINCE)
    assert [(one.code, one.tier, one.rung) for one in found] == (
        [(expected, "PROVINCE", rung.code)] if expected else []
    )


@pytest.mark.parametrize(
    ("delays", "expected"),
    [({"batch": 24}, []), ({"batch": 6}, []), ({"batch": 25}, ["DELAY_LONGER"]), ({"other": 1}, ["DELAY_LONGER"])],
)
def test_a_source_is_not_given_more_time_below_than_above(delays: dict[str, int], expected: list[str]) -> None:
    assert [one.code for one in objections(by("CITY", OVER, **delays), PROVINCE)] == expected
    assert objections(by("CITY", OVER, **delays), by("PROVINCE", OVER)) == []


@pytest.mark.parametrize(
    ("rung", "expected"),
    [
        (replace(NEAR, code="Near!"), "BAD_RUNG_CODE"),
        (replace(NEAR, anchor="LOOP"), "BAD_ANCHOR"),
        (replace(NEAR, of="UNREGISTERED"), "BAD_ANCHOR"),
        (replace(NEAR, anchor="BREACH"), "BAD_OFFSET"),
        (replace(NEAR, offset=251), "BAD_OFFSET"),
        (replace(NEAR, offset=-100, unit=OffsetUnit.PERCENT), "BAD_OFFSET"),
        (replace(NEAR, shortest=5, longest=4), "BAD_SPAN"),
        (replace(NEAR, tell=(Telling(Told.HANDLER, "PIGEON"),)), "NO_SUCH_CHANNEL"),
        (replace(NEAR, level=None), "NOBODY_ALERTED"),
    ],
)
def test_a_rung_that_cannot_be(rung: Rung, expected: str) -> None:
    assert [one.code for one in objections(Ladder((rung,)))] == [expected]


def test_a_ladder_has_rungs_each_once() -> None:
    assert [one.code for one in objections(Ladder(()))] == ["NO_RUNG"]
    assert [one.code for one in objections(Ladder((NEAR, NEAR)))] == ["RUNG_TWICE", "RUNG_TWICE"]
    assert [one.code for one in objections(Ladder((NEAR,), {"feed": 0}))] == ["BAD_DELAY"]


def test_where_no_tier_has_published_the_default_holds() -> None:
    assert in_force(NONE) is DEFAULT


def test_the_first_ladder_published_may_be_other_than_the_default_and_stands_for_what_it_names() -> None:
    """湛江 has its yellow after the limit, which the default has before it: the default is nobody's rule."""
    own = by("CITY", replace(OVER, level=Level.YELLOW, colour=Colour.YELLOW))
    assert objections(own) == []
    held = in_force(laid(NONE, own))
    assert held.of("PROMISED") == own.rungs
    assert (held.of("STAGE"), held.of("STATUTORY")) == (DEFAULT.of("STAGE"), DEFAULT.of("STATUTORY"))


def test_each_rung_holds_as_the_strictest_tier_has_it_and_says_which_that_is() -> None:
    city = by("CITY", replace(NEAR, offset=-3))
    hall = by("COUNTY", replace(NEAR, code="early", offset=-5))
    held = in_force(reduce(laid, [PROVINCE, city, hall], NONE))
    found = {rung.code: (rung.offset, rung.origin.tier if rung.origin else "") for rung in held.of("PROMISED")}
    assert found == {"near": (-3, "CITY"), "over": (0, "PROVINCE"), "early": (-5, "COUNTY")}


def test_a_rung_that_a_tier_below_repeats_stays_that_of_the_tier_above() -> None:
    near = in_force(reduce(laid, [PROVINCE, by("CITY", NEAR)], NONE)).of("PROMISED")[0]
    assert near.origin is not None
    assert near.origin.tier == "PROVINCE"


def test_a_later_act_above_is_not_undone_by_an_earlier_one_below() -> None:
    """The city has three days; then the province publishes five: five hold in the city too, until it publishes more."""
    city, later = by("CITY", replace(NEAR, offset=-3), batch=12), by("PROVINCE", replace(NEAR, offset=-5), batch=6)
    held = in_force(reduce(laid, [later, city], NONE))
    near = held.of("PROMISED")[0]
    assert near.origin is not None
    assert (near.offset, near.origin.tier, held.delays) == (-5, "PROVINCE", {"batch": 6})


def test_rungs_of_one_clock_add_to_those_of_any_clock_above() -> None:
    province = by("PROVINCE", replace(NEAR, anchor="ANY"), replace(OVER, anchor="ANY"))
    hall = by("COUNTY", replace(NEAR, anchor="STAGE", offset=-1, code="last"))
    held = in_force(reduce(laid, [province, hall], NONE))
    assert {rung.code for rung in held.of("STAGE")} == {"near", "over", "last"}
    assert {rung.code for rung in held.of("PROMISED")} == {"near", "over"}
    later = by("COUNTY", replace(NEAR, anchor="STAGE", offset=-1))
    assert [one.code for one in objections(later, laid(NONE, province))] == ["RUNG_LATER"]
