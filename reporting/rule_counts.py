"""规则的数字: how many cases a rule found, and how many of these findings were set aside, by hall.

Inserted as changes in the transaction that makes them, added up when read: a rule that finds much is itself a finding.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import Sum

from reporting.models import RuleCount


@dataclass(frozen=True, slots=True)
class Found:
    """Cases in which a rule hit, and those of them whose finding was set aside as wrong."""

    found: int = 0
    set_aside: int = 0

    @property
    def false_alarm_rate(self) -> float | None:
        """Set aside of found; None where nothing was found."""
        return self.set_aside / self.found if self.found else None

    def __sub__(self, other: "Found") -> "Found":
        return Found(self.found - other.found, self.set_aside - other.set_aside)

    def __add__(self, other: "Found") -> "Found":
        return Found(self.found + other.found, self.set_aside + other.set_aside)


NOTHING = Found()
Figures = Mapping[str, Found]


def add(hall: str, changes: Figures) -> None:
    """Changes of a hall's own numbers, rule by rule."""
    RuleCount.objects.bulk_create(
        [
            RuleCount(hall=hall, code=code, found=one.found, set_aside=one.set_aside)
            for code, one in sorted(changes.items())
            if one != NOTHING
        ]
    )


def difference(after: Iterable[Figures], before: Iterable[Figures]) -> Figures:
    """What has changed of many cases, rule by rule."""
    changes: dict[str, Found] = {}
    for figures in after:
        for code, one in figures.items():
            changes[code] = changes.get(code, NOTHING) + one
    for figures in before:
        for code, one in figures.items():
            changes[code] = changes.get(code, NOTHING) - one
    return {code: one for code, one in changes.items() if one != NOTHING}


def of_hall(hall: str) -> dict[str, Found]:
    """The hall's own, by rule."""
    rows = RuleCount.objects.filter(hall=hall).values("code").annotate(f=Sum("found"), s=Sum("set_aside"))
    return {row["code"]: Found(row["f"], row["s"]) for row in rows if row["f"] or row["s"]}


_BELOW = """
SELECT c.code, sum(c.found)::int, sum(c.set_aside)::int FROM reporting_rulecount c
  JOIN hierarchy_hall h ON h.code = c.hall WHERE h.path LIKE %s GROUP BY c.code
"""
_BY_HALL = """
SELECT c.hall, sum(c.found)::int AS found, sum(c.set_aside)::int FROM reporting_rulecount c
  JOIN hierarchy_hall h ON h.code = c.hall WHERE h.path LIKE %s AND c.code = %s
 GROUP BY c.hall HAVING sum(c.found) > 0 ORDER BY found DESC, c.hall LIMIT %s OFFSET %s
"""


def below(path: str) -> dict[str, Found]:
    """Of the hall at this path and all below it, by rule, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_BELOW, [f"{path}%"])
        return {code: Found(found, aside) for code, found, aside in cursor.fetchall()}


def halls(path: str, code: str, *, first: int, skip: int = 0) -> list[tuple[str, Found]]:
    """The halls in which a rule found something, the most first."""
    with connection.cursor() as cursor:
        cursor.execute(_BY_HALL, [f"{path}%", code, first, skip])
        return [(hall, Found(found, aside)) for hall, found, aside in cursor.fetchall()]
