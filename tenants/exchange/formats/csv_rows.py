"""CSV: comma, semicolon, tab or bar, quoted line breaks; a bad line costs itself and nothing else."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path

from tenants.exchange.formats.names import HEADER_WITHIN, Columns, header
from tenants.exchange.formats.raw import Raw
from tenants.exchange.formats.source import refuse_empty
from tenants.exchange.formats.text import Line, lines
from tenants.exchange.problems import CONTENT_KEPT, NotALog, Problem

DELIMITERS = ",;\t|"
MOST_LINES_OF_A_ROW = 500
MESSAGES = {
    "ENCODING": "The line is not written in the encoding of the file.",
    "LINE_TOO_LONG": "The line is longer than 1 MiB.",
    "CHARACTER": "The line holds a character that no text has (NUL).",
}


def read(path: Path, columns: Columns) -> Iterator[Raw | Problem]:
    refuse_empty(path)
    source = _Lines(lines(path, columns.encodings))
    delimiter, names = _header(source, columns)
    while True:
        record = _record(source, delimiter)
        if record is None:
            return
        line, cells = record
        if isinstance(cells, Problem):
            yield cells
        elif any(cell.strip() for cell in cells):
            yield _raw(line, cells, names)


def _raw(line: Line, cells: Sequence[str], names: Sequence[str]) -> Raw | Problem:
    if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
        message = f"The row has {len(cells)} cells, the header {len(names)}."
        return Problem(line.number, "TOO_MANY_CELLS", message, line.text[:CONTENT_KEPT])
    row = dict(zip(names, cells, strict=False))
    return Raw(line.number, row, row)


class _Lines:
    """Lines that can be given back: after a quote that is never closed reading goes on with the next line."""

    def __init__(self, source: Iterator[Line]) -> None:
        self._source = source
        self._returned: deque[Line] = deque()

    def next(self) -> Line | None:
        return self._returned.popleft() if self._returned else next(self._source, None)

    def give_back(self, taken: Sequence[Line]) -> None:
        self._returned.extendleft(reversed(taken))


class _Unclosed(Exception):
    """The quoted text that began in a line does not end."""


def _record(source: _Lines, delimiter: str) -> tuple[Line, list[str] | Problem] | None:
    """The next row with its first line; None at the end."""
    first = source.next()
    while first is not None and not first.flaw and not first.text.strip():
        first = source.next()
    if first is None:
        return None
    if first.flaw:
        return first, Problem(first.number, first.flaw, MESSAGES[first.flaw], first.text[:CONTENT_KEPT])
    if '"' not in first.text:
        return first, first.text.rstrip("\r\n").split(delimiter)
    return first, _quoted(source, first, delimiter)


def _quoted(source: _Lines, first: Line, delimiter: str) -> list[str] | Problem:
    taken: list[Line] = []

    def texts() -> Iterator[str]:
        yield first.text
        while len(taken) < MOST_LINES_OF_A_ROW:
            line = source.next()
            if line is None:
                break
            taken.append(line)
            if line.flaw:
                break
            yield line.text
        raise _Unclosed

    try:
        return next(csv.reader(texts(), delimiter=delimiter))
    except (_Unclosed, csv.Error):
        source.give_back(taken)
        message = "A quoted text begins in this line and does not end."
        return Problem(first.number, "UNCLOSED_QUOTE", message, first.text[:CONTENT_KEPT])


def _header(source: _Lines, columns: Columns) -> tuple[str, list[str]]:
    """The delimiter and the names: the first row in which the case number and a time are named."""
    for _ in range(HEADER_WITHIN):
        line = source.next()
        if line is None:
            break
        if line.text.lower().startswith("sep="):
            continue
        for delimiter in DELIMITERS:
            source.give_back([line])
            record = _record(source, delimiter)
            if record and not isinstance(record[1], Problem) and columns.are_in(record[1]):
                return delimiter, header(record[1])
    raise NotALog(
        f"No header: none of the first rows names the case number ({' or '.join(columns.case)}) and a time.",
        code="NO_HEADER",
    )
