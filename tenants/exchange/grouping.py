"""Readings by case, in bounded memory: a temporary database on disk sorts what a file has in any order.

Rows of one case may stand anywhere in a file, but the writer folds a case best once and whole.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from types import TracebackType
from typing import Self

from tenants.exchange.problems import Problem
from tenants.exchange.reading import Moment, Reading

CACHE_KIB = 32 * 1024
AT_ONCE = 2_000
MOST_RECORDS_OF_A_CASE = 10_000


@dataclass(slots=True)
class CaseReadings:
    """All readings of one case in the order of the file; `surplus` are those beyond the limit."""

    number: str
    readings: list[Reading] = field(default_factory=list)
    surplus: list[Problem] = field(default_factory=list)


class Groups:
    """Takes readings, gives them back case by case. Use as a context: the file vanishes with it."""

    def __enter__(self) -> Self:
        # An empty name is a private database on disk that is removed when it is closed.
        self._store = sqlite3.connect("", isolation_level=None)
        self._store.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        self._store.execute("PRAGMA journal_mode = OFF")
        self._store.execute("PRAGMA temp_store = FILE")
        # One transaction, never committed: the file is nobody's but ours.
        self._store.execute("BEGIN")
        self._store.execute("CREATE TABLE reading (number TEXT NOT NULL, content TEXT)")
        self._waiting: list[tuple[str, str | None]] = []
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store.close()

    def add(self, reading: Reading) -> None:
        self._put(reading.case, json.dumps(reading[1:], ensure_ascii=False, separators=(",", ":")))

    def mention(self, number: str) -> None:
        """A case of which only unreadable rows may be there: it is counted as one that the file holds."""
        self._put(number, None)

    def _put(self, number: str, content: str | None) -> None:
        self._waiting.append((number, content))
        if len(self._waiting) >= AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        self._store.executemany("INSERT INTO reading VALUES (?, ?)", self._waiting)
        self._waiting.clear()

    def cases(self) -> Iterator[CaseReadings]:
        """Every case by number."""
        self._flush()
        rows = self._store.execute("SELECT number, content FROM reading ORDER BY number, rowid")
        for number, group in groupby(rows, key=lambda row: str(row[0])):
            yield _gathered(number, (content for _, content in group))


def _gathered(number: str, contents: Iterable[str | None]) -> CaseReadings:
    found = CaseReadings(number)
    for content in contents:
        if content is None:
            continue
        line, is_event, moments, about = json.loads(content)
        if len(found.readings) < MOST_RECORDS_OF_A_CASE:
            found.readings.append(Reading(number, line, is_event, [Moment(*one) for one in moments], about))
        else:
            message = f"The case has more than {MOST_RECORDS_OF_A_CASE} records."
            found.surplus.append(Problem(line, "CASE_TOO_LARGE", message, content[:500]))
    return found
