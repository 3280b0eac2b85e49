"""JSON lines: one object a line, nested members under dotted names."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tenants.exchange.formats.csv_rows import MESSAGES
from tenants.exchange.formats.names import Columns, normalised
from tenants.exchange.formats.raw import Raw
from tenants.exchange.formats.source import refuse_empty
from tenants.exchange.formats.text import Line, lines
from tenants.exchange.problems import CONTENT_KEPT, Problem

DEEPEST = 20
MOST_MEMBERS = 2_000


def read(path: Path, columns: Columns) -> Iterator[Raw | Problem]:
    refuse_empty(path)
    for line in lines(path, columns.encodings):
        if line.flaw or line.text.strip():
            yield _read(line)


def _read(line: Line) -> Raw | Problem:
    if line.flaw:
        return _problem(line, line.flaw, MESSAGES[line.flaw])
    try:
        value = json.loads(line.text)
    except RecursionError:
        return _problem(line, "TOO_DEEP", f"Nested deeper than {DEEPEST} levels.")
    except ValueError as error:
        return _problem(line, "NOT_JSON", f"No JSON: {error}.")
    if not isinstance(value, dict):
        return _problem(line, "WRONG_TYPE", "The line is JSON, but no object.")
    flat: dict[str, Any] = {}
    if not _flatten(value, "", flat, DEEPEST):
        return _problem(line, "TOO_DEEP", f"Nested deeper than {DEEPEST} levels or more than {MOST_MEMBERS} members.")
    return Raw(line.number, flat, flat)


def _problem(line: Line, code: str, message: str) -> Problem:
    return Problem(line.number, code, message, line.text[:CONTENT_KEPT])


def _flatten(value: Mapping[str, Any], prefix: str, into: dict[str, Any], deeper: int) -> bool:
    for name, member in value.items():
        path = f"{prefix}{normalised(name)}"
        if isinstance(member, dict):
            if not deeper or not _flatten(member, f"{path}.", into, deeper - 1):
                return False
        else:
            into[path] = json.dumps(member, ensure_ascii=False) if isinstance(member, list) else member
    return len(into) <= MOST_MEMBERS
