"""不予率: when a rate stands out among its peers, and which innocent readings hold."""

import pytest

from rulebook.refusals import Innocent, Refusals, stands_out


def of(denied: int, decided: int, *, declined: int = 0) -> Refusals:
    return Refusals(declined, denied - declined, decided)


TABLE = [
    ("far above many peers", of(20, 60), of(20, 1000), 10, 5, True),
    ("twice as high, but the intervals touch", of(6, 60), of(50, 1000), 10, 5, False),
    ("the same rate", of(6, 60), of(100, 1000), 10, 5, False),
    ("below its peers", of(0, 60), of(300, 1000), 10, 5, False),
    ("too few of its own: no rate", of(29, 29), of(0, 1000), 10, 5, False),
    ("just enough of its own", of(30, 30), of(0, 1000), 10, 5, True),
    ("too few elsewhere: no usual rate", of(60, 60), of(0, 29), 10, 5, False),
    ("nobody else handles it", of(60, 60), of(0, 0), 0, 5, False),
]


@pytest.mark.parametrize(
    ("own", "peers", "count", "compared", "is_out"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_a_rate_stands_out_where_the_intervals_do_not_touch(own, peers, count, compared, is_out):
    assert (stands_out(own, peers, peer_count=count, compared=compared) is not None) is is_out


READINGS = [
    ("none of them", of(20, 60), of(20, 1000), 3, 39, ()),
    ("two others alone", of(20, 60), of(20, 1000), 2, 39, (Innocent.FEW_PEERS,)),
    ("more than all others together", of(60, 100), of(2, 99), 3, 39, (Innocent.PEERS_SMALLER,)),
    ("mostly not accepted", of(20, 60, declined=11), of(20, 1000), 3, 39, (Innocent.MOSTLY_DECLINED,)),
    ("half and half is not mostly", of(20, 60, declined=10), of(20, 1000), 3, 39, ()),
    ("one of forty", of(20, 60), of(20, 1000), 3, 40, (Innocent.MANY_COMPARED,)),
]


@pytest.mark.parametrize(
    ("own", "peers", "count", "compared", "readings"), [row[1:] for row in READINGS], ids=[row[0] for row in READINGS]
)
def test_the_innocent_readings_that_hold_stand_beside_it(own, peers, count, compared, readings):
    found = stands_out(own, peers, peer_count=count, compared=compared)
    assert found is not None
    assert found.readings == readings


def test_both_intervals_are_those_of_wilson():
    """20 of 60 and 20 of 1,000, worked out with the formula by hand."""
    found = stands_out(of(20, 60), of(20, 1000), peer_count=10, compared=5)
    assert found is not None
    assert (round(found.interval.low, 4), round(found.interval.high, 4)) == (0.2273, 0.4594)
    assert (round(found.peers.low, 4), round(found.peers.high, 4)) == (0.0130, 0.0307)
    assert round(found.gap, 4) == round(0.2273 - 0.0307, 4)
