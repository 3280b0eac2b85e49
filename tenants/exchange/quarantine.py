"""隔离: what could not be read is stored with line, code and content; the same file again adds nothing."""

import hashlib
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from foundation.clock import now
from tenants.exchange.models import QuarantinedRow
from tenants.exchange.problems import Problem, shown

AT_ONCE = 1_000
LONGEST_CONTENT = 4_000


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def store(path: Path, problems: Iterable[Problem]) -> None:
    """Rows of the hall that is entered. Problems of one line with one code share a row, one below the other."""
    rows: dict[tuple[int, str], QuarantinedRow] = {}
    file, at = digest_of(path), now()
    for problem in problems:
        key = (problem.line, problem.code)
        content = shown(problem.content, length=LONGEST_CONTENT)
        if key in rows:
            rows[key].content = f"{rows[key].content}\n{content}"[:LONGEST_CONTENT]
        else:
            rows[key] = QuarantinedRow(
                file=file,
                file_name=path.name[-128:],
                line=problem.line,
                code=problem.code,
                message=problem.message[:300],
                content=content,
                at=at,
            )
    waiting = iter(rows.values())
    while batch := list(islice(waiting, AT_ONCE)):
        QuarantinedRow.objects.bulk_create(batch, ignore_conflicts=True)
