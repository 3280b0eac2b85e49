"""What `mingjing rebuild --check` does: everything derived is made anew from the events and compared.

A hall is read in one snapshot, its public rows included, so writers may go on. Cases are streamed; what is open in
the hall (agenda, board) and its figures by day are held in memory.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from foundation.agenda import Thing
from foundation.models import Agenda
from hierarchy.models import Hall
from mingjing import rebuilding_orders
from mingjing.snapshots import snapshot
from reporting import rebuild, rule_counts
from reporting.board import BoardRow
from reporting.models import Board, Delta, Rollup
from rulebook.case import Event
from rulebook.crossings import AlertFact, Replay
from rulebook.silence import Silences
from rulebook.tally import Projection
from tenants.alerts import deciding
from tenants.alerts.models import Alert, AlertNote
from tenants.cases import deriving, reading, silences
from tenants.cases.models import Case, CaseEvent
from tenants.contacts import acts as contact_acts
from tenants.contacts.models import Contact, ContactStep

CHUNK = 500
NOTHING = None
AGENDA_FIELDS = ["at", "priority", "item", "department", "figures"]
BOARD_FIELDS = [name for name in BoardRow.__dataclass_fields__ if name not in ("hall", "kind", "key")]


@dataclass(frozen=True, slots=True)
class Difference:
    """`what` is case, contact, head, alert, note, agenda, board or rollup; None stands for a row that is not there."""

    hall: str
    what: str
    key: str
    expected: Any
    found: Any

    def __str__(self) -> str:
        return f"{self.hall} {self.what} {self.key}: expected {self.expected}, found {self.found}"


@dataclass(slots=True)
class Report:
    """`pending`: entries that were due by the moment asked for and are not worked yet; never a difference."""

    compared: int = 0
    pending: int = 0
    differences: list[Difference] = field(default_factory=list)

    def compare(self, hall: str, what: str, key: str, expected: Any, found: Any) -> None:
        self.compared += 1
        if expected != found:
            self.differences.append(Difference(hall, what, key, expected, found))

    def compare_all(self, hall: str, what: str, expected: Mapping[str, Any], found: Mapping[str, Any]) -> None:
        """Row by row; one that is missing on either side is a difference."""
        for key in sorted(expected.keys() | found.keys()):
            self.compare(hall, what, key, expected.get(key), found.get(key))

    def __str__(self) -> str:
        return f"{self.compared} compared, {len(self.differences)} differences, {self.pending} pending"


def check(halls: Sequence[Hall], *, at: datetime, progress: Callable[[str], None], tree: bool = True) -> Report:
    """Compares these halls and, with `tree`, how their figures were added up and that no other hall left rows."""
    report = Report()
    for number, hall in enumerate(halls, start=1):
        before = len(report.differences)
        with snapshot(hall):
            check_hall(hall, report, at=at)
        found = len(report.differences) - before
        progress(f"{hall.code} {number}/{len(halls)}: {f'{found} DIFFERENCES' if found else 'equal'}")
    if tree:
        with snapshot():
            _check_tree(report)
    return report


def check_hall(hall: Hall, report: Report, *, at: datetime) -> None:
    """One hall, which is entered, in the snapshot that the caller holds."""
    totals: dict[deriving.Key, Counter[str]] = defaultdict(Counter)
    agenda, board = _stored_agenda(hall), _stored_board(hall)
    told = silences.of_hall()
    ruled: list[rule_counts.Figures] = []
    last = 0
    while cases := list(Case.objects.select_related("version").filter(pk__gt=last).order_by("pk")[:CHUNK]):
        histories, alerts, decisions = reading.events_of(cases), _stored_alerts(cases), deciding.of_cases(cases)
        for case in cases:
            rows = histories[case.pk]
            events = [reading.as_event(row) for row in rows]
            projection = reading.projection_of(case, rows, told, worked_to=case.worked_to)
            _check_case(hall, report, case, rows, projection)
            set_aside = deciding.columns(decisions[case.pk])
            report.compare(hall.code, "set aside", case.number, set_aside, case.set_aside)
            ruled.append(deriving.rule_figures(case))
            _check_alerts(hall, report, case, _fired(case, events, projection, told), alerts[case.pk])
            _check_open(hall, report, case, projection, agenda, board)
            for key, measures in deriving.counts(case, projection).items():
                totals[key].update(measures)
            report.pending += sum(entry.moment < at for entry in projection.pending) if projection else 0
        last = cases[-1].pk
    report.compare_all(hall.code, "rule count", rule_counts.difference(ruled, ()), rule_counts.of_hall(hall.code))
    _check_contacts(hall, report)
    for key in sorted(agenda):
        report.compare(hall.code, "agenda", key, NOTHING, agenda[key])
    for key in sorted(board):
        report.compare(hall.code, "board", key, NOTHING, board[key])
    rebuilding_orders.check(hall, report.compare)
    report.compare_all(hall.code, "rollup", _by_measure(totals), _by_measure(rebuild.stored_totals(hall.code)))


def _check_case(
    hall: Hall, report: Report, case: Case, rows: Sequence[CaseEvent], projection: Projection | None
) -> None:
    head = (rows[-1].sequence, bytes(rows[-1].digest).hex()) if rows else (0, "")
    report.compare(hall.code, "head", case.number, head, (case.sequence, bytes(case.digest).hex()))
    learnt_at = max((row.recorded_at for row in rows), default=None)
    expected = deriving.columns(projection, known_to=deriving.known_to(case, learnt_at))
    found = {name: getattr(case, name) for name in expected}
    wrong = [name for name in expected if expected[name] != found[name]]
    report.compare(
        hall.code, "case", case.number, {name: _plain(expected[name]) for name in wrong},
        {name: _plain(found[name]) for name in wrong},
    )  # fmt: skip


def _check_contacts(hall: Hall, report: Report) -> None:
    """首问: who answers for each first contact, from its steps."""
    for contact in Contact.objects.prefetch_related(Prefetch("steps", ContactStep.objects.order_by("sequence"))):
        found = {name: str(getattr(contact, name)) for name in contact_acts.columns(list(contact.steps.all()))}
        expected = {name: str(value) for name, value in contact_acts.columns(list(contact.steps.all())).items()}
        report.compare(hall.code, "contact", contact.number, expected, found)


def _fired(case: Case, events: Sequence[Event], projection: Projection | None, told: Silences) -> list[AlertFact]:
    """What the worker has written: an alert stays when every event of its case is voided later."""
    if case.worked_to is None:
        return []
    if projection:
        return projection.fired(case.worked_to)
    watch = reading.watch_of(case, told)
    replay = Replay(
        events, reading.rules_of(case), reading.terms_of(case), watch.silences, rulings=watch.rulings,
        is_partial=watch.is_partial, earlier=watch.earlier,
    )  # fmt: skip
    return [alert for alert in replay.alerts() if alert.known_at < case.worked_to]


def _check_alerts(
    hall: Hall, report: Report, case: Case, fired: Iterable[AlertFact], stored: Mapping[str, tuple[str, list[str]]]
) -> None:
    """Alerts that were worked, each with the notes that were known by then."""
    expected = {
        _alert_key(case, fact.crossing.clock, fact.crossing.rung, fact.crossing.at): (
            fact.crossing.level,
            sorted(f"{note.kind} {_plain(note.at)}" for note in fact.notes if note.at < case.worked_to),
        )
        for fact in fired
    }
    report.compare_all(hall.code, "alert", expected, stored)


def _stored_alerts(cases: Sequence[Case]) -> dict[int, dict[str, tuple[str, list[str]]]]:
    numbers = {case.pk: case for case in cases}
    found: dict[int, dict[str, tuple[str, list[str]]]] = {case.pk: {} for case in cases}
    notes: dict[int, list[str]] = defaultdict(list)
    for note in AlertNote.objects.filter(alert__case__in=list(numbers)).exclude(kind="WITHDRAWN").order_by("at"):
        notes[note.alert_id].append(f"{note.kind} {_plain(note.at)}")
    for alert in Alert.objects.filter(case__in=list(numbers)):
        key = _alert_key(numbers[alert.case_id], alert.clock, alert.rung, alert.at)
        found[alert.case_id][key] = alert.level, sorted(notes[alert.pk])
    return found


def _alert_key(case: Case, clock: str, rung: str, at: datetime) -> str:
    return f"{case.number} {clock} {rung} {_plain(at)}"


def _check_open(
    hall: Hall,
    report: Report,
    case: Case,
    projection: Projection | None,
    agenda: dict[str, dict[str, Any]],
    board: dict[str, dict[str, Any]],
) -> None:
    """Agenda and board rows of one case. What is met is taken out of what is stored: the rest is nobody's."""
    thing = deriving.agenda(hall.code, case, projection)
    if thing:
        report.compare(hall.code, "agenda", thing.key, _agenda_row(thing), agenda.pop(thing.key, NOTHING))
    for row in deriving.board(hall, case, projection):
        report.compare(hall.code, "board", row.key, _board_row(row), board.pop(row.key, NOTHING))


def _agenda_row(thing: Thing) -> dict[str, Any]:
    return {name: _plain(getattr(thing, name)) for name in AGENDA_FIELDS}


def _board_row(row: BoardRow) -> dict[str, Any]:
    said = asdict(row)
    return {name: _plain(said[name]) for name in BOARD_FIELDS}


def _stored_agenda(hall: Hall) -> dict[str, dict[str, Any]]:
    return _by_key(Agenda.objects.filter(handler=deriving.CLOCK, hall=hall.code), AGENDA_FIELDS)


def _stored_board(hall: Hall) -> dict[str, dict[str, Any]]:
    return _by_key(Board.objects.filter(hall=hall.code, kind="ALERT"), BOARD_FIELDS)


def _by_key(rows: "QuerySet[Any]", names: Sequence[str]) -> dict[str, dict[str, Any]]:
    return {
        key: {name: _plain(value) for name, value in zip(names, values, strict=True)}
        for key, *values in rows.values_list("key", *names).iterator(chunk_size=5_000)
    }


def _plain(value: Any) -> Any:
    """Moments in one spelling, so that they can be compared and read."""
    return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}" if isinstance(value, datetime) else value


def _by_measure(totals: Mapping[deriving.Key, Mapping[str, int]]) -> dict[str, int]:
    """Figures by day, item, department and measure; noughts are left out."""
    return {
        f"{day} {item} {department} {measure}": number
        for (day, item, department), measures in totals.items()
        for measure, number in measures.items()
        if number
    }


def _check_tree(report: Report) -> None:
    """What the folds added up, and public rows of halls that have no schema."""
    report.compared += rebuild.compared()
    report.differences += [
        Difference(one.node, "tree", f"{one}", "nothing left over", one.excess) for one in rebuild.check_tree()
    ]
    provisioned = set(Hall.objects.filter(provisioned_at__isnull=False).values_list("code", flat=True))
    for what, codes in _halls_named().items():
        for code in sorted(codes - provisioned):
            report.compare(code, what, "hall without a schema", NOTHING, "rows")


def _halls_named() -> dict[str, set[str]]:
    return {
        "agenda": set(Agenda.objects.filter(handler=deriving.CLOCK).values_list("hall", flat=True).distinct()),
        "board": set(Board.objects.filter(kind="ALERT").values_list("hall", flat=True).distinct()),
        "delta": set(Delta.objects.values_list("hall", flat=True).distinct()),
        "rollup": set(Rollup.objects.filter(is_own=True).values_list("node", flat=True).distinct()),
    }
