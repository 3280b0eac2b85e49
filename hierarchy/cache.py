"""Halls by code, remembered for a while: every request and every task looks one up."""

import threading
import time

from django.db import connection

from foundation.errors import NotFound
from hierarchy.models import FormerPath, Hall, RuleVersion
from hierarchy.tree import ancestors, normalise
from rulebook.anomaly_rules import Line, Published, Rule, Rulings

SECONDS = 30.0
_halls: dict[str, tuple[float, Hall]] = {}
_rulings: dict[str, tuple[float, Rulings]] = {}
_lock = threading.Lock()


def hall_by_code(code: str) -> Hall:
    """The hall with this 6, 9 or 12-digit code, at most half a minute old. Raises NotFound. Do not change it."""
    key = normalise(code)
    with _lock:
        known = _halls.get(key)
    if known and known[0] > time.monotonic():
        return known[1]
    try:
        hall: Hall = Hall.objects.get(code=key)
    except Hall.DoesNotExist:
        raise NotFound("No such hall.", field="code", hall=key) from None
    if hall.provisioned_at:
        with _lock:
            _halls[key] = (time.monotonic() + SECONDS, hall)
    return hall


def rulings_of_entered() -> Rulings:
    """The rules about anomalies of the hall that is entered, at most half a minute old."""
    schema: str = connection.schema_name  # type: ignore[attr-defined]  # of django-tenants
    with _lock:
        known = _rulings.get(schema)
    if known and known[0] > time.monotonic():
        return known[1]
    found = rulings_of(Hall.objects.get(schema_name=schema))
    with _lock:
        _rulings[schema] = (time.monotonic() + SECONDS, found)
    return found


def rulings_of(hall: Hall) -> Rulings:
    """What was published for the hall: by the tiers above it now and, for days before it moved, those of then."""
    former = FormerPath.objects.filter(hall=hall).order_by("until_on").values_list("until_on", "path")
    lines = (*(Line(until_on, _codes(path)) for until_on, path in former), Line(None, _codes(hall.path)))
    rows = RuleVersion.objects.filter(hall__code__in={code for line in lines for code in line.halls})
    return Rulings(
        tuple(
            Published(row.pk, row.hall.code, row.number, row.from_on, Rule.from_json(row.rule), row.is_end)
            for row in rows.select_related("hall").order_by("pk")
        ),
        lines,
    )


def _codes(path: str) -> tuple[str, ...]:
    """The topmost first."""
    return tuple(ancestors(path))


def forget() -> None:
    """After the tree or its rules were changed in this process, and between tests."""
    with _lock:
        _halls.clear()
        _rulings.clear()
