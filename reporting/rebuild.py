"""What is stored of the figures, for `mingjing rebuild --check`: a hall's own totals, and whether the tree adds up."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from reporting.paths import HANDED, handed, nodes, path_on
from rulebook.measures import MEASURES

Key = tuple[date, str, str]

_NAMES = ", ".join(MEASURES)
_SUMS = ", ".join(f"sum({name})::bigint AS {name}" for name in MEASURES)
_LESS = ", ".join(f"-{name}" for name in MEASURES)
_ANY = " OR ".join(f"sum({name}) <> 0" for name in MEASURES)

_STORED = f"""
SELECT day, item, department, {_SUMS} FROM (
  SELECT day, item, department, {_NAMES} FROM reporting_rollup WHERE node = %(hall)s AND is_own AND NOT is_month
  UNION ALL SELECT day, item, department, {_NAMES} FROM reporting_delta WHERE hall = %(hall)s) found
 GROUP BY day, item, department HAVING {_ANY}
"""  # noqa: S608 - names of our own measures

# What is stored less what it must be, for each rule of the tree; whatever is left over is a difference.
_CHECKS = f"""
WITH days AS (
  SELECT 'NODE_DAY' AS rule, node, is_own, day, '' AS item, '' AS department, {_NAMES}
    FROM reporting_nodeday WHERE NOT is_month
  UNION ALL SELECT 'NODE_DAY', node, is_own, day, '', '', {_LESS} FROM reporting_rollup WHERE NOT is_month
), months AS (
  SELECT 'NODE_MONTH' AS rule, node, is_own, day, '' AS item, '' AS department, {_NAMES}
    FROM reporting_nodeday WHERE is_month
  UNION ALL SELECT 'NODE_MONTH', node, is_own, date_trunc('month', day)::date, '', '', {_LESS}
    FROM reporting_nodeday WHERE NOT is_month
), item_months AS (
  SELECT 'ITEM_MONTH' AS rule, node, is_own, day, item, department, {_NAMES} FROM reporting_rollup WHERE is_month
  UNION ALL SELECT 'ITEM_MONTH', node, is_own, date_trunc('month', day)::date, item, department, {_LESS}
    FROM reporting_rollup WHERE NOT is_month
), days_only AS (
  SELECT * FROM reporting_rollup WHERE NOT is_month
), tree AS (
  SELECT 'TREE' AS rule, node, false AS is_own, day, item, department, {_NAMES} FROM days_only WHERE NOT is_own
  UNION ALL SELECT 'TREE', split.node, false, r.day, r.item, r.department, {_LESS} FROM days_only r
    JOIN hierarchy_hall h ON h.code = r.node
    CROSS JOIN LATERAL {nodes(path_on("r.day", "h"))} AS split(node) WHERE r.is_own
  UNION ALL SELECT 'TREE', way.node, false, f.until_on, r.item, r.department, {handed("r", factor=-1)}
    FROM days_only r JOIN hierarchy_hall h ON h.code = r.node
    JOIN hierarchy_formerpath f ON f.hall_id = h.id AND r.day < f.until_on
    CROSS JOIN LATERAL {HANDED} AS way WHERE r.is_own
)
SELECT rule, node, is_own, day, item, department, {_SUMS}
  FROM (SELECT * FROM days UNION ALL SELECT * FROM months UNION ALL SELECT * FROM item_months
        UNION ALL SELECT * FROM tree) found
 GROUP BY rule, node, is_own, day, item, department HAVING {_ANY}
 ORDER BY rule, node, is_own, day, item, department
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class TreeDifference:
    """Folded rows that do not add up. `excess` is what is stored less what it must be, measure by measure.

    `rule`: NODE_DAY, totals of a node and day = the sum over items and departments; NODE_MONTH, a month = its days;
    ITEM_MONTH, the same by item and department; TREE, a node = the own figures of every hall that was at or below
    it on their day, and stocks as they were handed over at moves.
    """

    rule: str
    node: str
    is_own: bool
    day: date
    item: str
    department: str
    excess: dict[str, int]

    def __str__(self) -> str:
        what = " ".join(part for part in (self.item, self.department, "own" if self.is_own else "") if part)
        return f"{self.rule} {self.node} {self.day} {what}: {self.excess}"


def stored_totals(hall_code: str) -> dict[Key, dict[str, int]]:
    """A hall's own figures by day, item and department, folded or pending; noughts are left out."""
    with connection.cursor() as cursor:
        cursor.execute(_STORED, {"hall": hall_code})
        return {(day, item, department): _present(sums) for day, item, department, *sums in cursor.fetchall()}


def check_tree() -> list[TreeDifference]:
    """Every folded row that does not add up, in one statement and so in one snapshot; pending deltas do not matter."""
    with connection.cursor() as cursor:
        cursor.execute(_CHECKS)
        return [
            TreeDifference(rule, node, is_own, day, item, department, _present(sums))
            for rule, node, is_own, day, item, department, *sums in cursor.fetchall()
        ]


def compared() -> int:
    """How many folded rows `check_tree` looks at."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM reporting_rollup) + (SELECT count(*) FROM reporting_nodeday)")
        return int(cursor.fetchone()[0])


def _present(sums: list[int]) -> dict[str, int]:
    return {name: int(number) for name, number in zip(MEASURES, sums, strict=True) if number}
