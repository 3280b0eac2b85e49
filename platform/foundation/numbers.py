"""编号: gapless numbers, a series an issuing hall, kind and year."""

from django.db import connection

_NEXT = """
INSERT INTO foundation_numberseries (hall, kind, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (hall, kind, year) DO UPDATE SET last = foundation_numberseries.last + 1
RETURNING last
"""


def next_number(hall: str, kind: str, year: int) -> int:
    """The next number of the series. It is given back if the transaction that took it fails: there are no gaps."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [hall, kind, year])
        return int(cursor.fetchone()[0])
