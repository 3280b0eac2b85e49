"""数据质量 by source: how well each source records what happened in the hall that is entered (K7).

The numbers of all sources add up to the measures of the roll-up (`rulebook.quality`), which keeps no sources.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from rulebook.case import EventKind
from rulebook.quality import OUT_OF_ORDER
from tenants.cases.reading import WINDOW


@dataclass(frozen=True, slots=True)
class SourceQuality:
    """What one source recorded in a period; `source` is empty for windows. `lag_hours` of all records together."""

    source: str
    events: int
    late: int
    lag_hours: int
    odd: int
    repeated: int


# A record is repeated where the same was told of its case before, whoever told it and whenever.
_READ = f"""
WITH told AS (
  SELECT source, recorded_at, recorded_at - occurred_at AS lag, anomalies, kind <> '{EventKind.CORRECTED}' AS counts,
         row_number() OVER (PARTITION BY case_id, kind, coalesce(detail->>'stage', ''), occurred_at
                            ORDER BY sequence) > 1 AS is_repeated
    FROM cases_caseevent
   WHERE case_id IN (SELECT case_id FROM cases_caseevent WHERE recorded_at >= %(begin)s AND recorded_at < %(end)s))
SELECT CASE source WHEN '{WINDOW}' THEN '' ELSE source END AS place, count(*),
       count(*) FILTER (WHERE counts AND lag > interval '24 hours'),
       coalesce(sum(floor(extract(epoch FROM lag) / 3600))
                FILTER (WHERE counts AND lag >= interval '1 hour'), 0)::bigint,
       count(*) FILTER (WHERE counts AND NOT is_repeated AND anomalies && %(odd)s::varchar[]),
       count(*) FILTER (WHERE counts AND is_repeated)
  FROM told WHERE recorded_at >= %(begin)s AND recorded_at < %(end)s
 GROUP BY place ORDER BY place
"""  # noqa: S608 - our own words


def by_source(begin: datetime, end: datetime) -> list[SourceQuality]:
    """Of what was recorded from `begin` until before `end`; the windows, if any, come first."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, {"begin": begin, "end": end, "odd": list(OUT_OF_ORDER)})
        return [SourceQuality(*row) for row in cursor.fetchall()]
