"""The worker's part of a case: what is due is written as alerts, counts and board rows, each at its own moment."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from foundation import agenda, outbox
from foundation.clock import now
from foundation.outbox import Message
from hierarchy.cache import hall_by_code
from hierarchy.models import Hall
from reporting import board, rollups, rule_counts
from rulebook.crossings import AlertFact
from rulebook.tally import Projection, project
from tenants.alerts.models import Alert, AlertNote
from tenants.audit import sealing
from tenants.cases import deriving, reading, silences
from tenants.cases.models import Case

# Nobody is told of a moment older than a day: a log of last year raises its alerts in silence.
OLD_NEWS = timedelta(days=1)


def take(hall_code: str, rows: Sequence[Any]) -> list[Any]:
    """Locks the cases of these agenda rows; answers the rows of those that no writer holds just now.

    A writer has his case and waits for its agenda row, which we have: we must not wait for the case, and the row must
    stay the row that he waits for.
    """
    free = set(
        Case.objects.select_for_update(skip_locked=True)
        .filter(pk__in=[int(row.key) for row in rows])
        .order_by("number")
        .values_list("pk", flat=True)
    )
    return [row for row in rows if int(row.key) in free]


def work(hall_code: str, rows: Sequence[Any]) -> None:
    """Handler of `case.clock`: brings these cases, which are taken, up to now."""
    hall = hall_by_code(hall_code)
    # Whether a rung may be raised depends on who is silent: that stands still while these cases are worked.
    silences.hold_still()
    told, moment = silences.of_hall(), now()
    cases = list(
        Case.objects.select_related("version").filter(pk__in=[int(row.key) for row in rows]).order_by("number")
    )
    histories = reading.events_of(cases)
    changes: dict[deriving.Key, Counter[str]] = defaultdict(Counter)
    worked: list[tuple[Case, Projection]] = []
    found: list[Case] = []
    ruled: list[tuple[rule_counts.Figures, Case]] = []
    shown: list[board.BoardRow] = []
    hidden: set[str] = set()
    for case in cases:
        events = [reading.as_event(row) for row in histories[case.pk]]
        rules, terms = reading.rules_of(case), reading.terms_of(case)
        watch = reading.watch_of(case, told)
        before = project(events, rules, terms, worked_to=case.worked_to, watch=watch)
        was_shown = {row.key for row in deriving.board(hall, case, before)}
        case.worked_to = moment
        after = before.worked(moment) if before else None
        for key, measures in deriving.difference(deriving.counts(case, after), deriving.counts(case, before)).items():
            changes[key].update(measures)
        is_shown = deriving.board(hall, case, after)
        shown += is_shown
        hidden |= was_shown - {row.key for row in is_shown}
        if after:
            learnt_at = max(event.recorded_at for event in events)
            held = deriving.found(after, known_to=deriving.known_to(case, learnt_at))
            if held != case.findings:
                ruled.append((deriving.rule_figures(case), case))
                case.findings = held
                found.append(case)
            worked.append((case, after))
    _write_alerts(hall, worked, moment)
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(worked_to=moment)
    if found:
        Case.objects.bulk_update(found, ["findings"])
        now_found = (deriving.rule_figures(case) for _, case in ruled)
        rule_counts.add(hall.code, rule_counts.difference(now_found, (was for was, _ in ruled)))
    rollups.add(hall.code, changes)
    board.put(shown)
    board.remove(hall.code, "ALERT", sorted(hidden))
    agenda.put([thing for case, after in worked if (thing := deriving.agenda(hall.code, case, after))])


def _write_alerts(hall: Hall, worked: Sequence[tuple[Case, Projection]], moment: datetime) -> None:
    """Alerts and their notes that are not written yet; a row that is there already is left alone."""
    alerts = [
        Alert(
            case=case,
            clock=fact.crossing.clock,
            rung=fact.crossing.rung,
            level=fact.crossing.level,
            at=fact.crossing.at,
            raised_at=moment,
        )
        for case, projection in worked
        for fact in projection.fired(moment)
    ]
    there = {_key(alert): alert for alert in Alert.objects.filter(case__in=[case for case, _ in worked])}
    new = [alert for alert in alerts if _key(alert) not in there]
    Alert.objects.bulk_create(new)
    there |= {_key(alert): alert for alert in new}
    notes = [
        AlertNote(alert=there[_key_of(case, fact)], kind=note.kind, reason="LATE_REPORT", at=note.at)
        for case, projection in worked
        for fact in projection.fired(moment)
        for note in fact.notes
    ]
    AlertNote.objects.bulk_create(notes, ignore_conflicts=True)
    if notes:
        # A note changes no figure, so no fold will ask for its seal.
        sealing.ask(hall.code)
    outbox.send(
        [
            Message(handler="alert.tell", hall=hall.code, key=str(alert.pk), payload={}, at=moment)
            for alert in new
            if moment - alert.at <= OLD_NEWS
        ]
    )


def _key_of(case: Case, fact: AlertFact) -> tuple[int, str, str, datetime]:
    return case.pk, fact.crossing.clock, fact.crossing.rung, fact.crossing.at


def _key(alert: Alert) -> tuple[int, str, str, datetime]:
    return alert.case_id, alert.clock, alert.rung, alert.at
