"""Refusals of each hall, department and item below a node, beside the same item elsewhere. Public tables only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from hierarchy.models import Hall
from reporting import compare
from reporting.compare import Period
from rulebook import refusals
from rulebook.explaining import MINIMUM
from rulebook.refusals import Refusals, StandsOut


@dataclass(frozen=True, slots=True)
class Outlier:
    """A department of a hall that refuses an item more often than its peers do."""

    hall: Hall
    item: str
    department: str
    own: Refusals
    peers: Refusals
    found: StandsOut


@dataclass(frozen=True, slots=True)
class Outliers:
    """`compared`: how many rates had enough cases to be looked at."""

    compared: int
    rows: Sequence[Outlier]


def outliers(node: Hall, *, period: Period, now: datetime, reaches_below: bool) -> Outliers:
    """The farthest from their peers first. Two statements, however many halls lie below."""
    below = Hall.objects.filter(path__startswith=node.path, provisioned_at__isnull=False)
    halls = {one.code: one for one in (below if reaches_below else [node])}
    read = _read(list(halls), period, now=now)
    compared = read[0][-1] if read else 0
    rows = []
    for code, item, department, own, whole, count, _ in read:
        peers = Refusals(whole.declined - own.declined, whole.refused - own.refused, whole.decided - own.decided)
        found = refusals.stands_out(own, peers, peer_count=count - 1, compared=compared)
        if found:
            rows.append(Outlier(halls[code], item, department, own, peers, found))
    return Outliers(compared, sorted(rows, key=lambda row: (-row.found.gap, row.hall.path, row.item, row.department)))


Row = tuple[str, str, str, Refusals, Refusals, int, int]


def _read(codes: Sequence[str], period: Period, *, now: datetime) -> list[Row]:
    """Those with enough decisions and any refusal, each with its item's totals; one at least, that it may say how many
    were compared in all.
    """
    figures = ", ".join(
        f"coalesce(sum(r.{name}) FILTER (WHERE r.within), 0)::bigint AS {name}"
        for name in ("declined", "refused", "concluded")
    )
    sql = f"""
      WITH own AS (SELECT r.node, r.item, r.department, {figures}
                     FROM ({compare.source_of_parts()}) r GROUP BY 1, 2, 3),
      seen AS (SELECT *, sum(declined) OVER w AS all_declined, sum(refused) OVER w AS all_refused,
                      sum(concluded + declined) OVER w AS all_decided, count(*) OVER w AS places
                 FROM own WHERE concluded + declined > 0 WINDOW w AS (PARTITION BY item)),
      enough AS (SELECT *, count(*) OVER () AS compared, row_number() OVER () AS place
                   FROM seen WHERE concluded + declined >= %(minimum)s)
      SELECT node, item, department, declined, refused, concluded + declined, all_declined, all_refused, all_decided,
             places, compared
        FROM enough WHERE declined + refused > 0 OR place = 1 ORDER BY node, item, department"""  # noqa: S608 - names of our own
    with connection.cursor() as cursor:
        cursor.execute(sql, compare.parameters_of_parts(codes, period, now=now) | {"minimum": MINIMUM})
        return [
            (row[0], row[1], row[2], Refusals(*row[3:6]), Refusals(*map(int, row[6:9])), row[9], row[10])
            for row in cursor.fetchall()
        ]
