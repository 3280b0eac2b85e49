"""环节: how long the stages of cases took, of one hall that is entered, between two moments of conclusion."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection

from rulebook.calendar import Calendar
from rulebook.clock import Suspension
from rulebook.explaining import Quotient
from rulebook.tally import days_used

# One row a pass through a stage: its begin and the next event of that stage, of cases concluded in between. What a
# correction voids does not count. `stopped`: when pauses of the case began and ended, in order.
_RUNS = """
WITH ended AS (
  SELECT id, item FROM cases_case WHERE state = 'CONCLUDED' AND ended_at >= %(begin)s AND ended_at < %(end)s
), standing AS (
  SELECT e.case_id, e.kind, e.occurred_at, e.sequence, e.detail->>'stage' AS stage FROM cases_caseevent e
    JOIN ended ON ended.id = e.case_id
   WHERE e.kind IN ('STAGE_BEGUN', 'STAGE_ENDED', 'PAUSE_BEGUN', 'PAUSE_ENDED')
     AND NOT EXISTS (SELECT FROM cases_caseevent c WHERE c.case_id = e.case_id AND c.corrects = e.sequence)
), stopped AS (
  SELECT case_id, array_agg(kind || ' ' || extract(epoch FROM occurred_at) ORDER BY occurred_at, sequence) AS stopped
    FROM standing WHERE kind IN ('PAUSE_BEGUN', 'PAUSE_ENDED') GROUP BY case_id
), runs AS (
  SELECT case_id, stage, kind, occurred_at AS begun_at,
         lead(kind) OVER passes AS next_kind, lead(occurred_at) OVER passes AS ended_at
    FROM standing WHERE kind IN ('STAGE_BEGUN', 'STAGE_ENDED')
  WINDOW passes AS (PARTITION BY case_id, stage ORDER BY occurred_at, sequence)
)
"""
_DAYS = f"""{_RUNS}
SELECT ended.item, runs.stage, runs.begun_at, runs.ended_at, stopped.stopped FROM runs
  JOIN ended ON ended.id = runs.case_id LEFT JOIN stopped ON stopped.case_id = runs.case_id
 WHERE runs.kind = 'STAGE_BEGUN' AND runs.next_kind = 'STAGE_ENDED'
"""  # noqa: S608 - our own words
_PASSING = f"""{_RUNS}
SELECT DISTINCT case_id FROM runs
 WHERE kind = 'STAGE_BEGUN' AND next_kind = 'STAGE_ENDED' AND coalesce(stage, '') = %(stage)s
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Passed:
    """A stage of an item."""

    item: str
    stage: str


def stage_days(begin: datetime, end: datetime, *, calendar: Calendar) -> dict[Passed, Quotient]:
    """Working days of each stage over its passes, of cases concluded in [begin, end); paused days are not counted."""
    days: dict[Passed, int] = defaultdict(int)
    passes: dict[Passed, int] = defaultdict(int)
    with connection.cursor() as cursor:
        cursor.execute(_DAYS, {"begin": begin, "end": end})
        for item, stage, begun_at, ended_at, stopped in cursor.fetchall():
            key = Passed(item, stage or "")
            days[key] += days_used(begun_at, ended_at, _pauses(stopped or ()), calendar=calendar)
            passes[key] += 1
    return {key: Quotient(days[key], passes[key]) for key in passes}


def passing(stage: str, begin: datetime, end: datetime) -> list[int]:
    """Keys of the cases concluded in [begin, end) that `stage_days` counts passes of this stage of."""
    with connection.cursor() as cursor:
        cursor.execute(_PASSING, {"begin": begin, "end": end, "stage": stage})
        return [row[0] for row in cursor.fetchall()]


def _pauses(stopped: Sequence[str]) -> list[Suspension]:
    """Begin and end of each pause; one that has not ended goes on."""
    found: list[Suspension] = []
    for text in stopped:
        kind, _, seconds = text.partition(" ")
        at = datetime.fromtimestamp(float(seconds), UTC)
        if kind == "PAUSE_BEGUN":
            found.append(Suspension(at, None))
        elif found and found[-1].end is None:
            found[-1] = Suspension(found[-1].begin, at)
    return found
