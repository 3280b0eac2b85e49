"""Why a ratio changed: contributions that add up exactly, and readings that blame nobody."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.explaining import Change, Quotient, Reading, Watched, expected, explain, few_last, readings

Q = Quotient


def parts(change: Change) -> dict[str, tuple[Fraction, Fraction]]:
    return {one.key: (one.within, one.mix) for one in change.contributions}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(
            {"a": Q(1, 100), "b": Q(1, 100)},
            {"a": Q(11, 100), "b": Q(1, 100)},
            {"a": (Fraction(10, 200), Fraction(0)), "b": (Fraction(0), Fraction(0))},
            id="one part became worse and the shares stayed",
        ),
        pytest.param(
            {"fast": Q(0, 50), "slow": Q(5, 50)},
            {"fast": Q(0, 20), "slow": Q(8, 80)},
            {"fast": (Fraction(0), Fraction(39, 2000)), "slow": (Fraction(0), Fraction(21, 2000))},
            id="each part is as it was and there is more of the slow one",
        ),
        pytest.param(
            {"a": Q(2, 10)},
            {"a": Q(2, 10), "new": Q(10, 10)},
            {"a": (Fraction(0), Fraction(1, 10)), "new": (Fraction(0), Fraction(3, 10))},
            id="a part that was not there before is all mix",
        ),
        pytest.param({}, {"a": Q(1, 2)}, {}, id="nothing to divide by before"),
        pytest.param({"a": Q(0, 0)}, {"a": Q(0, 0)}, {}, id="nothing at all"),
    ],
)
def test_a_change_is_split_by_part(before, after, expected):
    assert parts(explain(before, after)) == expected


def test_story_1_is_split_as_its_figures_say():
    """卢龙: items 3 and 4 from 1/24 to 14/33, all else from 1/306 to 2/318."""
    change = explain({"3+4": Q(1, 24), "other": Q(1, 306)}, {"3+4": Q(14, 33), "other": Q(2, 318)})
    assert change.total == Fraction(16, 351) - Fraction(2, 330)
    assert [one.key for one in change.contributions] == ["3+4", "other"]
    assert [round(float(one.total) * 100, 2) for one in change.contributions] == [3.63, 0.32]
    assert readings(change, received=(340, 355), working_days=(21, 21)) == []


quotients = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda two: Q(min(two), max(two)))
periods = st.dictionaries(st.sampled_from("abcdef"), quotients)


@given(periods, periods)
def test_contributions_add_up_to_the_change_to_the_last_digit(before, after):
    change = explain(before, after)
    if change.total is None:
        assert change.contributions == ()
    else:
        assert change.within + change.mix == change.total


@given(periods, periods)
def test_the_way_back_is_the_opposite(before, after):
    there, back = explain(before, after), explain(after, before)
    assert parts(back) == {key: (-within, -mix) for key, (within, mix) in parts(there).items()}


SAME = explain({"a": Q(1, 100)}, {"a": Q(5, 100)})
MIXED = explain({"fast": Q(0, 50), "slow": Q(5, 50)}, {"fast": Q(0, 20), "slow": Q(8, 80)})


@pytest.mark.parametrize(
    ("change", "received", "days", "expected"),
    [
        (SAME, (100, 100), (20, 20), []),
        (SAME, (100, 149), (20, 20), []),
        (SAME, (100, 150), (20, 20), [Reading.VOLUME]),
        (SAME, (100, 120), (20, 16), [Reading.VOLUME, Reading.FEWER_WORKING_DAYS]),
        (SAME, (0, 90), (20, 20), []),
        (SAME, (100, 60), (20, 17), []),
        (MIXED, (100, 100), (20, 20), [Reading.MIX]),
        (explain({"a": Q(0, 29)}, {"a": Q(5, 100)}), (30, 30), (20, 20), [Reading.FEW_CASES]),
        (explain({"a": Q(2, 3)}, {"a": Q(0, 30)}), (30, 30), (20, 20), [Reading.FEW_CASES]),
    ],
)
def test_innocent_readings(change, received, days, expected):
    assert readings(change, received=received, working_days=days) == expected


@pytest.mark.parametrize(
    ("watched", "expected"),
    [
        ((Watched(100, partial=14), Watched(100, partial=14)), []),  # the same then and now explains nothing
        ((Watched(100), Watched(100, partial=9)), []),
        ((Watched(100), Watched(100, partial=10)), [Reading.PARTIAL]),
        ((Watched(100, partial=10), Watched(100)), [Reading.PARTIAL]),
        ((Watched(0), Watched(10, partial=10)), []),
        ((Watched(100, trial=1), Watched(100)), [Reading.TRIAL]),
    ],
)
def test_what_was_not_watched_in_whole_is_said_beside(watched, expected):
    assert readings(SAME, received=(100, 100), working_days=(20, 20), watched=watched) == expected


def test_a_part_with_few_cases_is_not_looked_at_first():
    before = {"small": Q(0, 5), "large": Q(2, 300), "new": Q(0, 0)}
    after = {"small": Q(4, 5), "large": Q(4, 300), "new": Q(3, 100)}
    change = explain(before, after)
    by_size = [one.key for one in change.contributions]
    assert by_size[0] != "large"
    ordered = few_last(change)
    assert [one.key for one in ordered.contributions] == ["large", *(key for key in by_size if key != "large")]
    assert (ordered.total, ordered.within, ordered.mix) == (change.total, change.within, change.mix)


@pytest.mark.parametrize(
    ("why", "own", "pool", "result"),
    [
        (
            "two items, the worked example",
            {"A": Quotient(1, 10), "B": Quotient(3, 30)},
            {"A": Quotient(2, 30), "B": Quotient(33, 130)},
            (Fraction(95, 400), Fraction(4, 40), 40),
        ),
        (
            "an item that nobody else has is left out of both",
            {"A": Quotient(1, 10), "X": Quotient(5, 5)},
            {"A": Quotient(2, 30), "X": Quotient(5, 5)},
            (Fraction(1, 20), Fraction(1, 10), 10),
        ),
        ("nothing to set beside", {"A": Quotient(1, 10)}, {"A": Quotient(1, 10)}, None),
        ("no cases", {"A": Quotient(0, 0)}, {"A": Quotient(2, 30)}, None),
        (
            "all go at one pace: what is expected is what is",
            {"A": Quotient(1, 10), "B": Quotient(2, 20)},
            {"A": Quotient(3, 30), "B": Quotient(6, 60)},
            (Fraction(1, 10), Fraction(1, 10), 30),
        ),
    ],
)
def test_a_mix_of_items_is_set_beside_the_same_items_of_others(why, own, pool, result):
    found = expected(own, pool)
    assert (found and (found.value, found.actual, found.whole)) == result, why
