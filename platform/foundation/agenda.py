"""日程: putting and dropping the rows that have a thing worked at its next moment."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from foundation.deleting import delete
from foundation.models import Agenda


@dataclass(frozen=True, slots=True)
class Thing:
    """What is to be worked, when and with which figures; see `foundation.models.Agenda`.

    `retry_at`: not before, though it keeps its place among those of its moment `at`.
    """

    handler: str
    hall: str
    key: str
    at: datetime
    priority: int = 5
    item: str = ""
    department: str = ""
    figures: Sequence[dict[str, Any]] = field(default_factory=list)
    retry_at: datetime | None = None


# One parameter for all rows: a statement with one for each value costs more to put together than to run.
PUT = """
INSERT INTO foundation_agenda
       (handler, hall, key, at, priority, item, department, figures, retry_at, attempts, error)
SELECT handler, hall, key, at, priority, item, department, figures, retry_at, 0, ''
  FROM jsonb_to_recordset(%s) AS thing(handler text, hall text, key text, at timestamptz, priority smallint,
       item text, department text, figures jsonb, retry_at timestamptz)
    ON CONFLICT (handler, hall, key) DO UPDATE SET at = excluded.at, priority = excluded.priority, item = excluded.item,
       department = excluded.department, figures = excluded.figures, retry_at = excluded.retry_at,
       attempts = 0, error = '', set_aside_at = NULL
"""


def put(things: Sequence[Thing]) -> None:
    """Puts each thing at its moment, in one statement; a thing that is there is moved."""
    if not things:
        return
    # One order for all writers, so that two of them cannot wait for each other.
    ordered = sorted(things, key=lambda one: (one.handler, one.hall, one.key))
    rows = [{name: getattr(thing, name) for name in Thing.__slots__} for thing in ordered]
    with connection.cursor() as cursor:
        cursor.execute(PUT, [json.dumps(rows, default=datetime.isoformat)])


def drop(handler: str, hall: str, keys: Sequence[str]) -> None:
    """Drops things that have nothing left to be worked."""
    if keys:
        delete(Agenda.objects.filter(handler=handler, hall=hall, key__in=keys))
