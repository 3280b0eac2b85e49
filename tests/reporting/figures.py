"""Figures made up for tests, and the plain way to add them up."""

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from reporting import rollups
from reporting.compare import NOTHING, STOCKS, Figures, Period

HEBEI, QINHUANGDAO, CHENGDE = "130000000000", "130300000000", "130800000000"
CHANGLI, LULONG, PINGQUAN = "130322000000", "130324000000", "130881000000"
HARBOUR = "130303101000"  # a street below 山海关区, a county without schema
ABOVE = {
    HEBEI: (HEBEI,),
    QINHUANGDAO: (HEBEI, QINHUANGDAO),
    CHANGLI: (HEBEI, QINHUANGDAO, CHANGLI),
    LULONG: (HEBEI, QINHUANGDAO, LULONG),
    HARBOUR: (HEBEI, QINHUANGDAO, "130303000000", HARBOUR),
    PINGQUAN: (HEBEI, CHENGDE, PINGQUAN),
}
USED = ("received", "concluded", "concluded_late", "open_change", "overdue_change", "red", "used_days")


@dataclass(frozen=True)
class Change:
    """One change of a hall's own figures."""

    hall: str
    day: date
    item: str
    department: str
    measure: str
    number: int


def random_changes(rng: random.Random, count: int) -> list[Change]:
    return [
        Change(
            hall=rng.choice(list(ABOVE)),
            day=date(2025, 1, 1) + timedelta(days=rng.randrange(200)),
            item=f"I{rng.randrange(3)}",
            department=f"D{rng.randrange(2)}",
            measure=rng.choice(USED),
            number=rng.randint(-3, 9),
        )
        for _ in range(count)
    ]


def write(changes: Iterable[Change]) -> None:
    for one in changes:
        rollups.add(one.hall, {(one.day, one.item, one.department): {one.measure: one.number}})


def some(**measures: int) -> Figures:
    """These and no others."""
    return {**NOTHING, **measures}


def fold_all() -> None:
    while rollups.fold().deltas:
        pass


def expected(changes: Iterable[Change], period: Period) -> Figures:
    """Stocks from the beginning through the last day, everything else within the period."""
    found = Counter(NOTHING)
    for one in changes:
        if one.day <= period.to_on and (one.measure in STOCKS or one.day >= period.from_on):
            found[one.measure] += one.number
    return dict(found)
