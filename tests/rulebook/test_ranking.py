"""Comparing halls: who is ranked, ties, how sure a rate is, and the percentile among peers."""

from fractions import Fraction

import pytest

from rulebook.explaining import Quotient
from rulebook.ranking import (
    Standing,
    VolumeClass,
    percentile,
    ranks,
    standing,
    volume_class,
    wilson,
)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        pytest.param(16, 351, 0.02825, 0.07276, id="卢龙县's last month"),
        pytest.param(2, 330, 0.00166, 0.02182, id="卢龙县 four months before: it does not reach the last"),
        pytest.param(2, 3, 0.20766, 0.93851, id="two of three late says next to nothing"),
        pytest.param(0, 40, 0.0, 0.08762, id="none late is not surely none"),
        pytest.param(40, 40, 0.91238, 1.0, id="all in time is not surely all"),
    ],
)
def test_a_rate_has_the_interval_of_wilson(part, whole, low, high):
    found = wilson(Quotient(part, whole))
    assert (round(found.low, 5), round(found.high, 5)) == (low, high)


def test_nothing_to_divide_by_has_no_interval():
    assert wilson(Quotient(0, 0)) is None


@pytest.mark.parametrize(
    ("whole", "is_connected", "is_trial", "expected"),
    [
        pytest.param(30, True, False, Standing.RANKED, id="the minimum itself is enough"),
        pytest.param(29, True, False, Standing.TOO_FEW, id="one below the minimum"),
        pytest.param(0, True, False, Standing.TOO_FEW, id="no case at all"),
        pytest.param(None, True, False, Standing.RANKED, id="a count divides by nothing"),
        pytest.param(300, True, True, Standing.TRIAL, id="on trial is counted apart, however much it has"),
        pytest.param(0, False, False, Standing.NOT_CONNECTED, id="no data is not zero"),
        pytest.param(0, False, True, Standing.NOT_CONNECTED, id="no data, whatever its state"),
    ],
)
def test_who_is_ranked(whole, is_connected, is_trial, expected):
    assert standing(whole, is_connected=is_connected, is_trial=is_trial) is expected


VALUES = {"a": Fraction(1, 20), "b": Fraction(0), "c": Fraction(1, 10), "d": Fraction(1, 20)}


@pytest.mark.parametrize(
    ("is_higher_first", "expected"),
    [
        pytest.param(False, {"b": 1, "a": 2, "d": 2, "c": 4}, id="fewest late first, a shared place leaves one out"),
        pytest.param(True, {"c": 1, "a": 2, "d": 2, "b": 4}, id="largest first"),
    ],
)
def test_equal_values_share_a_place(is_higher_first, expected):
    assert ranks(VALUES, is_higher_first=is_higher_first) == expected


@pytest.mark.parametrize(
    ("received", "days", "expected"),
    [
        pytest.param(99, 30, VolumeClass.SMALL, id="below the first bound"),
        pytest.param(100, 30, VolumeClass.MEDIUM, id="on the first bound"),
        pytest.param(100, 31, VolumeClass.SMALL, id="as many in a longer month"),
        pytest.param(299, 30, VolumeClass.MEDIUM, id="below the second"),
        pytest.param(300, 30, VolumeClass.LARGE, id="on the second"),
        pytest.param(3650, 365, VolumeClass.LARGE, id="a year is counted by 30 days"),
        pytest.param(1000, 30, VolumeClass.VERY_LARGE, id="on the last"),
        pytest.param(40, 1, VolumeClass.VERY_LARGE, id="one day"),
        pytest.param(0, 30, VolumeClass.SMALL, id="nothing came in"),
    ],
)
def test_volume_classes(received, days, expected):
    assert volume_class(received, days=days) is expected


PEERS = [Fraction(late, 100) for late in (0, 1, 2, 3, 4)]


@pytest.mark.parametrize(
    ("value", "peers", "is_higher_first", "expected"),
    [
        pytest.param(Fraction(0), [*PEERS[1:], Fraction(9)], False, 100, id="better than all"),
        pytest.param(Fraction(1, 10), PEERS, False, 0, id="worse than all"),
        pytest.param(Fraction(2, 100), PEERS, False, 50, id="an equal one counts half"),
        pytest.param(Fraction(1, 10), PEERS, True, 100, id="where more is better"),
        pytest.param(Fraction(0), PEERS[1:], False, None, id="four peers are too few"),
        pytest.param(Fraction(0), [Fraction(0)] * 8, False, 50, id="all alike stand in the middle"),
    ],
)
def test_percentile_among_peers(value, peers, is_higher_first, expected):
    assert percentile(value, peers, is_higher_first=is_higher_first) == expected
