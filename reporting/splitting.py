"""A figure of a node split by hall: what each hall at or below it adds, in public tables; no hall is entered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hierarchy.models import Hall
from reporting import compare
from reporting.compare import ALL, Period, Restriction
from rulebook.figures import Figure, amount


@dataclass(frozen=True, slots=True)
class Share:
    """What the hall's own cases add."""

    hall: Hall
    value: int


@dataclass(frozen=True, slots=True)
class Split:
    """`elsewhere`: of `total`, what no hall that is below the node today adds.

    It is not nought where a hall has moved (撤并, 划转): what it counted before stays with the tiers above it then.
    """

    total: int
    shares: Sequence[Share]

    @property
    def elsewhere(self) -> int:
        return self.total - sum(share.value for share in self.shares)


def split(
    node: Hall, figure: Figure, *, period: Period, now: datetime, reaches_below: bool, restriction: Restriction = ALL
) -> Split:
    """Halls that add anything, the largest first. Three statements, however many halls lie below.

    `reaches_below`: whether the reader sees more than the node's own cases.
    """
    if not reaches_below:
        own = compare.rollup([node.code], period=period, now=now, own=True, restriction=restriction)[node.code]
        value = amount(figure, own)
        return Split(value, [Share(node, value)] if value else [])
    whole = compare.rollup([node.code], period=period, now=now, restriction=restriction)[node.code]
    halls = {one.code: one for one in Hall.objects.filter(path__startswith=node.path, provisioned_at__isnull=False)}
    own_figures = compare.rollup(list(halls), period=period, now=now, own=True, restriction=restriction)
    shares = [Share(halls[code], amount(figure, found)) for code, found in own_figures.items()]
    shown = sorted((share for share in shares if share.value), key=lambda one: (-one.value, one.hall.path))
    return Split(amount(figure, whole), shown)
