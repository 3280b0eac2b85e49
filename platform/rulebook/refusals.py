"""不予率: where a department refuses an item more often than others do, and the innocent readings of it.

The rate is refusals (不予受理 and 不予许可) of decisions (办结 and 不予受理). It stands out when both sides have the
minimum number of decisions and its 95 % interval (Wilson) lies wholly above that of its peers: the same item in all
other halls and departments compared. That is a reason to look, never a finding: the readings say what else may be
behind it.
"""

from dataclasses import dataclass
from enum import StrEnum

from rulebook.explaining import MINIMUM, Quotient
from rulebook.ranking import Interval, wilson

FEW_PEERS = 3
# Of comparisons at 95 % one in forty lies above by chance; with intervals that do not touch far fewer do.
MANY_COMPARED = 40


class Innocent(StrEnum):
    """An innocent reading of a high rate of refusals."""

    FEW_PEERS = "FEW_PEERS"  # fewer than three others handle this item: no usual rate is known
    PEERS_SMALLER = "PEERS_SMALLER"  # the peers together decided less than this department alone
    MOSTLY_DECLINED = "MOSTLY_DECLINED"  # most were not accepted in the first place: a matter of what is brought
    MANY_COMPARED = "MANY_COMPARED"  # among so many comparisons some stand out by chance


@dataclass(frozen=True, slots=True)
class Refusals:
    """`declined` (不予受理) and `refused` (不予许可) of `decided` cases."""

    declined: int
    refused: int
    decided: int

    @property
    def share(self) -> Quotient:
        return Quotient(self.declined + self.refused, self.decided)


@dataclass(frozen=True, slots=True)
class StandsOut:
    """A rate that lies above that of its peers, both with their intervals."""

    interval: Interval
    peers: Interval
    readings: tuple[Innocent, ...]

    @property
    def gap(self) -> float:
        """How far the two intervals lie apart."""
        return self.interval.low - self.peers.high


def stands_out(
    own: Refusals, peers: Refusals, *, peer_count: int, compared: int, minimum: int = MINIMUM
) -> StandsOut | None:
    """`peer_count`: how many others there are; `compared`: how many rates were looked at in all."""
    if min(own.decided, peers.decided) < minimum:
        return None
    interval, usual = wilson(own.share), wilson(peers.share)
    if interval is None or usual is None or interval.low <= usual.high:
        return None
    readings = [
        (Innocent.FEW_PEERS, peer_count < FEW_PEERS),
        (Innocent.PEERS_SMALLER, peers.decided < own.decided),
        (Innocent.MOSTLY_DECLINED, own.declined > own.refused),
        (Innocent.MANY_COMPARED, compared >= MANY_COMPARED),
    ]
    return StandsOut(interval, usual, tuple(code for code, holds in readings if holds))
