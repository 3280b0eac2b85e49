"""What `mingjing audit verify` does: every hall in one snapshot of its own, with bounded memory."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from hierarchy.models import Hall
from mingjing.snapshots import snapshot
from tenants.audit.verifying import Broken, unsealed_rows, verify_chain
from tenants.cases.chains import verify_cases


@dataclass(slots=True)
class Report:
    """`rows` counts sealed rows and the events of cases; `unsealed` rows came after the last seal."""

    halls: int = 0
    rows: int = 0
    broken: list[tuple[str, Broken]] = field(default_factory=list)
    unsealed: int = 0

    def __str__(self) -> str:
        lines = [f"{hall} {one.table} {one.row}: {one.problem}" for hall, one in self.broken]
        last = f"{self.halls} halls, {self.rows} rows verified, {len(self.broken)} broken, {self.unsealed} unsealed"
        return "\n".join([*lines, last])


def verify(halls: Sequence[Hall], *, progress: Callable[[str], None]) -> Report:
    """Walks the chains of these halls; a broken one stops nothing."""
    report = Report()
    for hall in halls:
        before = len(report.broken)
        with snapshot(hall):
            _verify_hall(hall, report, progress=progress)
        report.halls += 1
        found = len(report.broken) - before
        progress(f"{hall.code} {report.halls}/{len(halls)}: {f'{found} BROKEN' if found else 'whole'}")
    return report


def _verify_hall(hall: Hall, report: Report, *, progress: Callable[[str], None]) -> None:
    rows = told = report.rows

    def passed(count: int) -> None:
        nonlocal told
        report.rows += count
        if report.rows - told >= 50_000:
            told = report.rows
            progress(f"{hall.code}: {report.rows - rows} rows")

    seen: set[tuple[str, str]] = set()
    for one in chain(verify_chain(hall, passed=passed), verify_cases(passed=passed)):
        # A changed event breaks both chains; it is named once.
        if (one.table, one.row) not in seen:
            seen.add((one.table, one.row))
            report.broken.append((hall.code, one))
    report.unsealed += unsealed_rows()
