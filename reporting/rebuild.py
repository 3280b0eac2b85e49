"""Checking what is stored: a hall's own totals for `rebuild --check`, and that all sums of the tree agree."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from rulebook.measures import MEASURES

Key = tuple[date, str, str]
_NAMES = ", ".join(MEASURES)
_SUMS = ", ".join(f"sum({name})::bigint AS {name}" for name in MEASURES)
_NEGATED = ", ".join(f"-{name}" for name in MEASURES)
_ANY = " OR ".join(f"sum({name}) <> 0" for name in MEASURES)

_STORED = f"""
SELECT day, item, department, {_SUMS} FROM (
  SELECT day, item, department, {_NAMES} FROM reporting_rollup WHERE node = %(hall)s AND is_own AND NOT is_month
  UNION ALL SELECT day, item, department, {_NAMES} FROM reporting_delta WHERE hall = %(hall)s) r
GROUP BY day, item, department HAVING {_ANY}
"""  # noqa: S608 - names of our own measures


def stored_totals(hall: str) -> dict[Key, dict[str, int]]:
    """What is stored of a hall's own figures, folded or not, by day, item and department; noughts are left out."""
    with connection.cursor() as cursor:
        cursor.execute(_STORED, {"hall": hall})
        return {
            (day, item, department): {name: value for name, value in zip(MEASURES, values, strict=True) if value}
            for day, item, department, *values in cursor.fetchall()
        }


@dataclass(frozen=True, slots=True)
class Difference:
    """A sum that does not agree. `surplus` is stored less expected, measure by measure, without noughts."""

    rule: str
    node: str
    is_own: bool
    is_month: bool
    day: date
    item: str
    department: str
    surplus: Mapping[str, int]


_KEY = "node, is_own, is_month, day, item, department"

# Two sets of rows that must cancel out: what is stored, and with the sign turned what it has to be.
_RULES: dict[str, str] = {
    "a node is its own hall and its children": f"""
      SELECT {_KEY}, {_NAMES} FROM reporting_rollup WHERE NOT is_own
      UNION ALL SELECT node, false, is_month, day, item, department, {_NEGATED} FROM reporting_rollup WHERE is_own
      UNION ALL SELECT parent.code, false, is_month, day, item, department, {_NEGATED}
        FROM reporting_rollup r JOIN hierarchy_hall child ON child.code = r.node
        JOIN hierarchy_hall parent ON parent.id = child.parent_id WHERE NOT r.is_own""",
    "a month is its days": f"""
      SELECT {_KEY}, {_NAMES} FROM reporting_rollup WHERE is_month
      UNION ALL SELECT node, is_own, true, date_trunc('month', day)::date, item, department, {_NEGATED}
        FROM reporting_rollup WHERE NOT is_month""",
    "a total is its items and departments": f"""
      SELECT node, is_own, is_month, day, '' AS item, '' AS department, {_NAMES} FROM reporting_nodeday
      UNION ALL SELECT node, is_own, is_month, day, '', '', {_NEGATED} FROM reporting_rollup""",
}  # noqa: S608 - names of our own measures


def check_tree() -> list[Difference]:
    """Every sum of the tree that does not agree; there must be none, at any moment, folded or not."""
    return [difference for rule, rows in _RULES.items() for difference in _disagreeing(rule, rows)]


def _disagreeing(rule: str, rows: str) -> list[Difference]:
    statement = f"SELECT {_KEY}, {_SUMS} FROM ({rows}) r GROUP BY {_KEY} HAVING {_ANY} ORDER BY {_KEY}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [_difference(rule, row) for row in cursor.fetchall()]


def _difference(rule: str, row: tuple[Any, ...]) -> Difference:
    surplus = {name: int(value) for name, value in zip(MEASURES, row[6:], strict=True) if value}
    return Difference(rule, *row[:6], surplus=surplus)
