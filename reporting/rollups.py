"""汇总: deltas in, folded up the tree. A delta is inserted by the transaction that writes an event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from foundation import agenda
from foundation.agenda import Thing
from foundation.clock import now
from foundation.copying import copy_in
from reporting.models import Delta
from reporting.paths import HANDED, STOCKS, handed, nodes, path_on
from rulebook.measures import MEASURES

Counts = Mapping[tuple[date, str, str], Mapping[str, int]]
SEAL = "audit.seal"
_LOCK = 0x6D6A0001  # "mj", fold
_NAMES = ", ".join(MEASURES)


def add(hall: str, counts: Counts) -> None:
    """Adds changes of a hall's own figures: by day, item and department, measure by measure. Inserts only."""
    rows = [
        (hall, *key, *(measures.get(name, 0) for name in MEASURES))
        for key, measures in counts.items()
        if any(measures.values())
    ]
    if rows:
        copy_in(Delta._meta.db_table, ["hall", "day", "item", "department", *MEASURES], rows)


@dataclass(frozen=True, slots=True)
class FoldReport:
    """How many deltas were folded, and the halls that they came from."""

    deltas: int
    halls: tuple[str, ...]


_SUMS = ", ".join(f"sum({name})::int AS {name}" for name in MEASURES)
_ADDED = ", ".join(f"{name} = t.{name} + excluded.{name}" for name in MEASURES)

# From `spread` (node, is_own, day, item, department, measures) into the rows of days and months.
_ADDING = f"""
by_day AS (
  SELECT node, is_own, day, item, department, {_SUMS} FROM spread GROUP BY node, is_own, day, item, department
), detail AS (
  SELECT node, is_own, false AS is_month, day, item, department, {_NAMES} FROM by_day
  UNION ALL
  SELECT node, is_own, true, date_trunc('month', day)::date AS month, item, department, {_SUMS} FROM by_day
   GROUP BY node, is_own, month, item, department
), rolled AS (
  INSERT INTO reporting_rollup AS t (node, is_own, is_month, day, item, department, {_NAMES})
  SELECT * FROM detail ORDER BY node, is_own, is_month, day, item, department
  ON CONFLICT (node, is_own, is_month, day, item, department) DO UPDATE SET {_ADDED}
), totals AS (
  INSERT INTO reporting_nodeday AS t (node, is_own, is_month, day, {_NAMES})
  SELECT node, is_own, is_month, day, {_SUMS} FROM detail GROUP BY node, is_own, is_month, day
   ORDER BY node, is_own, is_month, day
  ON CONFLICT (node, is_own, is_month, day) DO UPDATE SET {_ADDED}
)
"""  # noqa: S608 - names of our own measures
_STOCKS_THEN = ", ".join(f"sum({name})::int AS {name}" if name in STOCKS else f"0 AS {name}" for name in MEASURES)
_SIGNED = ", ".join(f"(way.sign * {name}) AS {name}" for name in MEASURES)

# One statement: what is claimed is deleted and added up in the same snapshot. A hall's path of the day names its
# ancestors. A delta of a hall that is not in the tree stays where it is: it would be lost to the tiers above. Claimed
# by address: the table was all but empty when it was last analysed, and a join that takes it for empty is quadratic in
# a flood.
_FOLD = f"""
WITH claimed AS (
  DELETE FROM reporting_delta WHERE ctid = ANY(ARRAY(
    SELECT d.ctid FROM reporting_delta d WHERE EXISTS (SELECT FROM hierarchy_hall h WHERE h.code = d.hall)
     ORDER BY d.id LIMIT %(limit)s FOR UPDATE SKIP LOCKED)) RETURNING *
), summed AS (
  SELECT hall, day, item, department, {_SUMS} FROM claimed GROUP BY hall, day, item, department
), spread AS (
  SELECT split.node, false AS is_own, s.* FROM summed s JOIN hierarchy_hall h ON h.code = s.hall
    CROSS JOIN LATERAL {nodes(path_on("s.day", "h"))} AS split(node)
  UNION ALL SELECT hall, true, s.* FROM summed s
  UNION ALL
  SELECT way.node, false, s.hall, f.until_on, s.item, s.department, {handed("s")}
    FROM summed s JOIN hierarchy_hall h ON h.code = s.hall
    JOIN hierarchy_formerpath f ON f.hall_id = h.id AND s.day < f.until_on
    CROSS JOIN LATERAL {HANDED} AS way
), {_ADDING}
SELECT hall, count(*) FROM claimed GROUP BY hall
"""  # noqa: S608 - names of our own measures

# A node that moved: what its subtree counted from that day on, and its stocks of then, go from tier to tier.
_MOVE = f"""
WITH src AS (
  SELECT day, item, department, {_NAMES} FROM reporting_rollup
   WHERE node = %(node)s AND NOT is_own AND NOT is_month AND day >= %(on)s
  UNION ALL
  SELECT %(on)s, item, department, {_STOCKS_THEN} FROM reporting_rollup
   WHERE node = %(node)s AND NOT is_own AND NOT is_month AND day < %(on)s GROUP BY item, department
), spread AS (
  SELECT way.node, false AS is_own, day, item, department, {_SIGNED} FROM src
    CROSS JOIN (SELECT unnest(%(left)s::text[]) AS node, -1 AS sign
                UNION ALL SELECT unnest(%(reached)s::text[]), 1) AS way
), {_ADDING}
SELECT 1
"""  # noqa: S608


def hold_folds() -> None:
    """Waits for a fold that runs; none runs until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def move(node: str, *, on: date, left: Sequence[str], reached: Sequence[str]) -> None:
    """Takes what the subtree of `node` counted since `on` out of the tiers `left` and adds it to those `reached`.

    Deltas that are not folded yet follow their day by themselves. In the transaction of the caller, who holds folds.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, {"node": node, "on": on, "left": list(left), "reached": list(reached)})


def fold(*, limit: int = 5_000) -> FoldReport:
    """Folds up to `limit` deltas into the rows of their hall and of every tier above, then has these halls sealed.

    Folds exclude each other; a second one that starts meanwhile does nothing.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return FoldReport(0, ())
        cursor.execute(_FOLD, {"limit": limit})
        found = dict(cursor.fetchall())
        moment = now()
        agenda.put([Thing(SEAL, hall, "seal", moment) for hall in found])
    return FoldReport(sum(found.values()), tuple(sorted(found)))


def work_off() -> int:
    """The backlog of deltas, as the engine works it; answers how many were folded."""
    return fold().deltas
