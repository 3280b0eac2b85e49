"""Which halls have clocks that still run into the days from a date on, from public tables alone."""

from datetime import UTC, datetime

from django.db import connection

# An agenda row holds every moment of its case that is still to come, in order; the board what is over and open.
_REACHING = """
SELECT hall, count(*) FROM (
  SELECT hall, key FROM foundation_agenda
   WHERE handler = %(handler)s AND figures -> -1 ->> 'at' >= %(text)s
  UNION
  SELECT hall, split_part(key, '|', 1) FROM reporting_board
   WHERE kind = 'ALERT' AND is_case_open AND at >= %(since)s
) AS one JOIN hierarchy_hall ON code = hall
 WHERE starts_with(path, %(path)s)
 GROUP BY hall ORDER BY count(*) DESC, hall
"""


def halls(path: str, *, since: datetime, handler: str) -> dict[str, int]:
    """Under a path (empty: everywhere), each hall with how many of its cases reach beyond `since`; most first."""
    with connection.cursor() as cursor:
        cursor.execute(_REACHING, {"handler": handler, "text": moment_text(since), "since": since, "path": path})
        return dict(cursor.fetchall())


_KEYS = """
SELECT key FROM foundation_agenda WHERE handler = %s AND hall = %s AND figures -> -1 ->> 'at' >= %s
"""


def keys(hall: str, *, since: datetime, handler: str) -> list[int]:
    """Of one hall, the keys of its cases with a moment still to come beyond `since`."""
    with connection.cursor() as cursor:
        cursor.execute(_KEYS, [handler, hall, moment_text(since)])
        return [int(key) for (key,) in cursor.fetchall()]


def moment_text(moment: datetime) -> str:
    """As agenda figures write moments, so that texts can be compared."""
    return moment.astimezone(UTC).isoformat()
