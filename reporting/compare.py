"""Reading: the figures of nodes over any dates, exact in the moment after a commit.

What is true now is folded rows plus pending deltas plus the agenda entries whose moment has passed, read in one
statement and so in one snapshot. Changes of stocks are summed from the beginning, by months as far as they are whole.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from django.db import connection

from reporting.paths import HANDED, STOCKS, handed, path_on
from rulebook.measures import MEASURES

Figures = Mapping[str, int]
NOTHING: Figures = dict.fromkeys(MEASURES, 0)
CASE_CLOCK = "case.clock"
FALLING_DUE = (
    "yellow", "red", "overdue_change", "overdue_statutory_change", "overdue_only_by_law_change",
    "overdue_statutory_only_by_law_change", "deemed_accepted", "loop_breaks",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """Both days included."""

    from_on: date
    to_on: date


class Step(StrEnum):
    """What one point of a trend stands for."""

    DAY = "DAY"
    MONTH = "MONTH"


@dataclass(frozen=True, slots=True)
class Restriction:
    """To an item or a department; neither reads the totals, which are kept apart."""

    item: str | None = None
    department: str | None = None

    @property
    def is_none(self) -> bool:
        return self.item is None and self.department is None


ALL = Restriction()


_COLUMNS = ", ".join(MEASURES)
# In their order. A stock counts from the beginning, everything else within the period.
_SUMS = ", ".join(f"sum({name})" if name in STOCKS else f"sum({name}) FILTER (WHERE within)" for name in MEASURES)
_DUE = ", ".join(f"sum(coalesce((entry->>'{name}')::int, 0))::int AS {name}" for name in FALLING_DUE)
_DUE_COLUMNS = ", ".join(name if name in FALLING_DUE else "0" for name in MEASURES)

# What is not folded yet: pending deltas, and the entries of cases whose moment has passed. After a holiday these are
# tens of thousands: they are added up before they go to their nodes.
_WAITING = f"""
  SELECT hall, day, {{kept}}, {_COLUMNS} FROM reporting_delta WHERE day <= %(to)s
  UNION ALL
  SELECT hall, day, item, department, {_DUE_COLUMNS} FROM (
    SELECT hall, (entry->>'day')::date AS day, {{kept}}, {_DUE}
      FROM foundation_agenda CROSS JOIN LATERAL jsonb_array_elements(figures) AS entry
     WHERE handler = '{CASE_CLOCK}' AND at < %(now)s
       AND (entry->>'at')::timestamptz < %(now)s AND (entry->>'day')::date <= %(to)s
     GROUP BY {{groups}}) due
"""  # noqa: S608 - names of our own measures

# From what waits to its nodes, by the codes in the hall's path of the day at the levels of these nodes (mostly two).
# Each hall is looked up once, however much waits in it.
_BELOW = f"""
  (WITH w AS MATERIALIZED ({{waiting}}),
  halls AS MATERIALIZED (SELECT id, code, path FROM hierarchy_hall WHERE code IN (SELECT hall FROM w))
  SELECT substr(way.path, level.begin, 12) AS node, day, item, department, day >= %(from)s AS within, {_COLUMNS}
    FROM w JOIN halls one ON one.code = w.hall
    CROSS JOIN LATERAL (SELECT {path_on("w.day", "one")} AS path OFFSET 0) way
    JOIN (SELECT DISTINCT length(path) - 12 AS begin FROM hierarchy_hall WHERE code = ANY(%(codes)s)) level
      ON substr(way.path, level.begin, 12) = ANY(%(codes)s)
  UNION ALL
  SELECT way.node, f.until_on, w.item, w.department, f.until_on >= %(from)s AS within, {handed("w")}
    FROM hierarchy_formerpath f JOIN hierarchy_hall h ON h.id = f.hall_id
    JOIN w ON w.hall = h.code AND w.day < f.until_on AND f.until_on <= %(to)s
    CROSS JOIN LATERAL {HANDED} AS way WHERE way.node = ANY(%(codes)s))
"""  # noqa: S608
_OWN = f"""
  SELECT w.hall AS node, w.day, w.item, w.department, w.day >= %(from)s AS within, {_COLUMNS}
    FROM ({{waiting}}) w WHERE w.hall = ANY(%(codes)s)
"""  # noqa: S608

# Whole months before the period (for stocks) and within it; days for the rest.
_FOLDED = f"""
  SELECT node, day, {{kept}}, day >= %(from)s AS within, {_COLUMNS} FROM {{table}}
   WHERE node = ANY(%(codes)s) AND is_own = %(own)s
     AND ((is_month AND (day < %(first_month)s OR (day >= %(whole_from)s AND day < %(last_month)s)))
       OR (NOT is_month AND (day >= %(first_month)s AND day < %(whole_from)s
                             OR day >= greatest(%(last_month)s, %(whole_from)s)) AND day <= %(to)s))
"""  # noqa: S608


def _source(*, is_detailed: bool, own: bool) -> str:
    """Rows to be added up: of each item and department, or (a tenth of the work) with these left empty."""
    if is_detailed:
        table, kept, groups = "reporting_rollup", "item, department", "1, 2, item, department"
    else:
        table, kept, groups = "reporting_nodeday", "'' AS item, '' AS department", "1, 2"
    waiting = _WAITING.format(kept=kept, groups=groups)
    return f"{_FOLDED.format(table=table, kept=kept)} UNION ALL {(_OWN if own else _BELOW).format(waiting=waiting)}"


def source_of_parts() -> str:
    """Rows of halls' own figures by item and department, to be added up; with `parameters_of_parts`."""
    return _source(is_detailed=True, own=True)


def parameters_of_parts(codes: Sequence[str], period: Period, *, now: datetime) -> dict[str, Any]:
    return _parameters(codes, period, now=now, own=True, restriction=ALL, by_day=False)


def rollup(
    codes: Sequence[str],
    *,
    period: Period,
    now: datetime,
    own: bool = False,
    restriction: Restriction = ALL,
) -> dict[str, Figures]:
    """Figures of each node, in one statement. A node without any has noughts."""
    found = _read(("node",), codes, period, now=now, own=own, restriction=restriction)
    return {code: found.get((code,), NOTHING) for code in codes}


def by(
    column: str, code: str, *, period: Period, now: datetime, own: bool = False, restriction: Restriction = ALL
) -> dict[str, Figures]:
    """Figures of one node by `item` or `department`, in one statement."""
    assert column in ("item", "department")
    found = _read((column,), [code], period, now=now, own=own, restriction=restriction)
    return {name: figures for (name,), figures in sorted(found.items())}


def trend(
    code: str,
    *,
    period: Period,
    now: datetime,
    own: bool = False,
    restriction: Restriction = ALL,
    step: Step = Step.DAY,
) -> dict[date, Figures]:
    """Figures of one node by day, or by month (on its first day; the first and last as far as the period goes).

    In one statement; stocks as they stood at the end of each step.
    """
    return trends([code], period=period, now=now, own=own, restriction=restriction, step=step)[code]


def trends(
    codes: Sequence[str],
    *,
    period: Period,
    now: datetime,
    own: bool = False,
    restriction: Restriction = ALL,
    step: Step = Step.DAY,
) -> dict[str, dict[date, Figures]]:
    """The trend of each node, all in one statement; see `trend`."""
    column = "month" if step is Step.MONTH else "day"
    rows: dict[str, dict[date | None, Figures]] = {code: {} for code in codes}
    found = _read(("node", column), codes, period, now=now, own=own, restriction=restriction)
    for (code, first), figures in found.items():
        rows[code][first] = figures
    return {code: _run(found, period, step) for code, found in rows.items()}


def _run(rows: Mapping[date | None, Figures], period: Period, step: Step) -> dict[date, Figures]:
    # Everything before the period comes as one row without a day.
    before = rows.get(None, NOTHING)
    stocks = {name: before[name] for name in STOCKS}
    found: dict[date, Figures] = {}
    for first in _steps(period, step):
        row = rows.get(first, NOTHING)
        for name in STOCKS:
            stocks[name] += row[name]
        found[first] = {name: stocks[name] if name in STOCKS else row[name] for name in MEASURES}
    return found


def _steps(period: Period, step: Step) -> Iterator[date]:
    first = period.from_on if step is Step.DAY else period.from_on.replace(day=1)
    while first <= period.to_on:
        yield first
        first = first + timedelta(days=1) if step is Step.DAY else _next_month(first)


_GROUPS = {
    "node": "r.node",
    "item": "r.item",
    "department": "r.department",
    "day": "CASE WHEN r.within THEN r.day END",
    "month": "CASE WHEN r.within THEN date_trunc('month', r.day)::date END",
}


def _read(
    columns: Sequence[str],
    codes: Sequence[str],
    period: Period,
    *,
    now: datetime,
    own: bool,
    restriction: Restriction,
) -> dict[tuple[Any, ...], dict[str, int]]:
    """One statement over folded rows, pending deltas and due agenda entries, grouped by these columns."""
    restricted = tuple(name for name in ("item", "department") if getattr(restriction, name) is not None)
    sql = _statement(tuple(columns), restricted, own=own)
    with connection.cursor() as cursor:
        cursor.execute(
            sql, _parameters(codes, period, now=now, own=own, restriction=restriction, by_day="day" in columns)
        )
        keys = len(columns)
        return {
            row[:keys]: {name: value or 0 for name, value in zip(MEASURES, row[keys:], strict=True)}
            for row in cursor.fetchall()
        }


@cache
def _statement(columns: tuple[str, ...], restricted: tuple[str, ...], *, own: bool) -> str:
    is_detailed = not {"item", "department"}.isdisjoint({*columns, *restricted})
    source = _source(is_detailed=is_detailed, own=own)
    condition = f"WHERE {' AND '.join(f'r.{name} = %({name})s' for name in restricted)}" if restricted else ""
    keys = ", ".join(_GROUPS[column] for column in columns)
    places = ", ".join(str(place + 1) for place in range(len(columns)))
    # Not ordered: the sums are few, the rows that would be sorted are many and wide.
    return f"SELECT {keys}, {_SUMS} FROM ({source}) r {condition} GROUP BY {places}"  # noqa: S608


def _parameters(
    codes: Sequence[str], period: Period, *, now: datetime, own: bool, restriction: Restriction, by_day: bool
) -> dict[str, Any]:
    after = period.to_on + timedelta(days=1)
    # A period that ends before it begins has stocks all the same: those at its end.
    first_month = min(period.from_on, after).replace(day=1)
    last_month = after.replace(day=1)
    whole_from = first_month if period.from_on == first_month else _next_month(first_month)
    if by_day:
        # No month of the period is whole: each of its days is wanted.
        last_month, whole_from = first_month, first_month
    return {
        "codes": list(codes),
        "from": period.from_on,
        "to": period.to_on,
        "now": now,
        "own": own,
        "item": restriction.item,
        "department": restriction.department,
        "first_month": first_month,
        "whole_from": whole_from,
        "last_month": last_month,
    }


def _next_month(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)
