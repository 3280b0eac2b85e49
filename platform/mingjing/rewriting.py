"""What `mingjing rebuild --write` does: what is derived of the cases of a hall is made anew, and written.

For after an upgrade that derives something new, or a fault. One hall is one transaction, in which nobody else writes a
case of it; so it can be stopped and begun again, and a hall that was left half done is as it was. Alerts are issued
acts, not derived ones: none is written or taken back here, `rebuild --check` names them.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from foundation import agenda
from foundation.agenda import Thing
from foundation.models import Agenda
from hierarchy.gates import enter
from hierarchy.models import Hall
from mingjing.rebuilding import AGENDA_FIELDS, CHUNK
from reporting import board, rebuild, rollups, rule_counts
from reporting.board import BoardRow
from reporting.models import Board
from tenants.alerts import deciding
from tenants.cases import deriving, reading, silences
from tenants.cases.models import Case


@dataclass(slots=True)
class Written:
    """Rows that were not what they are now: cases, agenda and board rows, and days of figures."""

    cases: int = 0
    agenda: int = 0
    board: int = 0
    figures: int = 0

    def __str__(self) -> str:
        return f"{self.cases} cases, {self.agenda} agenda rows, {self.board} board rows, {self.figures} keys of figures"


def write(halls: Sequence[Hall], *, progress: Callable[[str], None]) -> Written:
    """Rewrites these halls, one after the other; answers what was written in all."""
    total = Written()
    for number, hall in enumerate(halls, start=1):
        found = write_hall(hall)
        for name in ("cases", "agenda", "board", "figures"):
            setattr(total, name, getattr(total, name) + getattr(found, name))
        progress(f"{hall.code} {number}/{len(halls)}: {found}")
        # A backend grows with every schema that it touches.
        if not connection.in_atomic_block:
            connection.close()
    return total


def write_hall(hall: Hall) -> Written:
    """One hall. Writers of its cases wait until it is done; readers do not."""
    written = Written()
    totals: dict[deriving.Key, Counter[str]] = defaultdict(Counter)
    things: dict[str, Thing] = {}
    rows: dict[str, BoardRow] = {}
    ruled: list[rule_counts.Figures] = []
    with enter(hall), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE cases_case IN SHARE ROW EXCLUSIVE MODE")
        told, last = silences.of_hall(), 0
        while cases := list(Case.objects.select_related("version").filter(pk__gt=last).order_by("pk")[:CHUNK]):
            histories, decisions = reading.events_of(cases), deciding.of_cases(cases)
            changed: list[Case] = []
            for case in cases:
                history = histories[case.pk]
                projection = reading.projection_of(case, history, told, worked_to=case.worked_to)
                learnt_at = max((row.recorded_at for row in history), default=None)
                columns = deriving.columns(projection, known_to=deriving.known_to(case, learnt_at))
                columns["set_aside"] = deciding.columns(decisions[case.pk])
                if any(getattr(case, name) != value for name, value in columns.items()):
                    changed.append(case)
                for name, value in columns.items():
                    setattr(case, name, value)
                thing = deriving.agenda(hall.code, case, projection)
                things |= {thing.key: thing} if thing else {}
                rows |= {row.key: row for row in deriving.board(hall, case, projection)}
                ruled.append(deriving.rule_figures(case))
                for key, measures in deriving.counts(case, projection).items():
                    totals[key].update(measures)
            if changed:
                Case.objects.bulk_update(changed, [*deriving.DERIVED, "set_aside"])
                written.cases += len(changed)
            last = cases[-1].pk
        written.agenda = _write_agenda(hall, things)
        written.board = _write_board(hall, rows)
        written.figures = _write_figures(hall, totals) + _write_rule_counts(hall, ruled)
    return written


def _write_agenda(hall: Hall, things: dict[str, Thing]) -> int:
    stored = {row.key: row for row in Agenda.objects.filter(handler=deriving.CLOCK, hall=hall.code)}
    wrong = [
        thing
        for key, thing in things.items()
        if key not in stored or any(getattr(stored[key], name) != getattr(thing, name) for name in AGENDA_FIELDS)
    ]
    gone = sorted(stored.keys() - things.keys())
    agenda.put(wrong)
    agenda.drop(deriving.CLOCK, hall.code, gone)
    return len(wrong) + len(gone)


def _write_board(hall: Hall, rows: dict[str, BoardRow]) -> int:
    stored = {row.key: row for row in Board.objects.filter(hall=hall.code, kind="ALERT")}
    wrong = [
        row
        for key, row in rows.items()
        if key not in stored or any(getattr(stored[key], name) != getattr(row, name) for name in board.COLUMNS)
    ]
    gone = sorted(stored.keys() - rows.keys())
    board.put(wrong)
    board.remove(hall.code, "ALERT", gone)
    return len(wrong) + len(gone)


def _write_rule_counts(hall: Hall, ruled: list[rule_counts.Figures]) -> int:
    changes = rule_counts.difference(ruled, [rule_counts.of_hall(hall.code)])
    rule_counts.add(hall.code, changes)
    return len(changes)


def _write_figures(hall: Hall, totals: dict[deriving.Key, Counter[str]]) -> int:
    """What is missing or too much goes up the tree as deltas, like any late correction."""
    changes = deriving.difference(totals, rebuild.stored_totals(hall.code))
    rollups.add(hall.code, changes)
    return len(changes)
