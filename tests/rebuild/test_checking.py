"""Everything derived can be made anew from the events: clean after any work, and every wrong row is named."""

import threading

import psycopg
import pytest
from django.db import connections

from foundation import working
from foundation.clock import now
from hierarchy.gates import enter
from hierarchy.models import Hall
from mingjing.embedded import Urls
from mingjing.rebuilding import Report, check
from reporting import rollups
from rulebook.case import EventKind
from tenants.cases.append import CaseBatch, append_batch
from tests.cases import histories
from tests.cases.histories import CODE, at, event

SCHEMA = f"h{CODE}"


@pytest.fixture
def hall(own_database: Urls) -> Hall:
    """昌黎县 with a concluded case, an overdue one, one reported late and one that was corrected."""
    found = Hall.objects.get(code=CODE)
    with enter(found):
        version = histories.item()
        corrected = event(EventKind.CORRECTED, "03-12 09:00", "R-4/6", corrects=5)
        batches = [
            CaseBatch("R-1", histories.life("R-1"), version),
            CaseBatch("R-2", histories.life("R-2", concluded=False), version),
            CaseBatch(
                "R-3",
                [
                    event(EventKind.RECEIVED, "03-09 09:10", "R-3/1"),
                    event(EventKind.ACCEPTED, "03-09 09:30", "R-3/2"),
                    event(EventKind.CONCLUDED, "03-17 15:00", "R-3/3", recorded="03-25 09:00", outcome="GRANTED"),
                ],
                version,
            ),
            CaseBatch("R-4", [*histories.life("R-4"), corrected], version),
        ]
        append_batch(found, batches)
    return found


def settle() -> None:
    for _ in range(2):
        while working.work(now=now()):
            pass
        while rollups.fold().deltas:
            pass


def checked(hall: Hall) -> Report:
    return check([hall], at=now(), progress=lambda text: None)


def test_clean_before_the_worker_ran_and_what_is_due_is_pending(hall):
    report = checked(hall)
    assert report.differences == []
    assert report.pending > 0


def test_clean_after_the_worker_and_the_fold_and_nothing_is_pending(hall):
    settle()
    report = checked(hall)
    assert (report.differences, report.pending) == ([], 0)


def test_time_is_judged_at_the_moment_asked_for(hall):
    assert check([hall], at=at("03-01 00:00"), progress=lambda text: None).pending == 0


WRONG = [
    ("a column of a case", f"UPDATE {SCHEMA}.cases_case SET due_at = due_at + interval '1 day' WHERE number = 'R-2'",
     "case R-2"),
    ("the state of a case", f"UPDATE {SCHEMA}.cases_case SET state = 'CONCLUDED' WHERE number = 'R-2'", "case R-2"),
    ("an alert is gone", f"DELETE FROM {SCHEMA}.alerts_alert WHERE id = (SELECT max(a.id) FROM {SCHEMA}.alerts_alert a"
     f" JOIN {SCHEMA}.cases_case c ON c.id = a.case_id WHERE c.number = 'R-2')", "alert R-2"),
    ("a note is gone", f"DELETE FROM {SCHEMA}.alerts_alertnote", "alert R-3"),
    ("a stray row on the board", "INSERT INTO reporting_board (hall, path, kind, key, number, item, department, level,"
     " clock, rung, at, is_case_open) SELECT hall, path, kind, 'stray', number, item, department, level, clock, rung,"
     " at, is_case_open FROM reporting_board LIMIT 1", "board stray"),
    ("a row of the board is gone", "DELETE FROM reporting_board WHERE number = 'R-2'", "board "),
    ("a figure", f"UPDATE reporting_rollup SET received = received + 1 WHERE node = '{CODE}' AND is_own"
     " AND received > 0", "rollup "),
    ("a figure of the province", "UPDATE reporting_rollup SET red = red + 1 WHERE node = '130000000000'", "tree "),
    ("a total of a month", "UPDATE reporting_nodeday SET concluded = concluded + 1 WHERE is_month", "tree "),
    ("what the column says is worked", f"UPDATE {SCHEMA}.cases_case SET worked_to = NULL WHERE number = 'R-2'",
     "alert R-2"),
    ("a stray agenda row", f"INSERT INTO foundation_agenda (handler, hall, key, at, attempts, error, priority, item,"
     f" department, figures) VALUES ('case.clock', '{CODE}', '999999', now(), 0, '', 5, '', '', '[]')",
     "agenda 999999"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "named"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_every_wrong_row_is_named(hall, own_database, statement, named):
    settle()
    with psycopg.connect(own_database.owner, autocommit=True) as owner:
        assert owner.execute(statement).rowcount > 0  # type: ignore[call-overload]
    lines = [f"{one.what} {one.key}" for one in checked(hall).differences]
    assert any(line.startswith(named) for line in lines), lines


def test_an_agenda_row_that_is_gone_is_named(hall, own_database):
    with psycopg.connect(own_database.owner, autocommit=True) as owner:
        owner.execute("DELETE FROM foundation_agenda WHERE handler = 'case.clock'")
    assert {one.what for one in checked(hall).differences} == {"agenda"}


def test_clean_while_others_write_work_and_fold(hall):
    stop, failures = threading.Event(), []

    def run(act) -> None:
        try:
            while not stop.is_set():
                act()
        except Exception as error:
            failures.append(error)
        finally:
            connections.close_all()

    written: list[str] = []

    def write() -> None:
        number = f"C-{len(written)}"
        with enter(hall):
            version = histories.ItemVersion.objects.first()
            events = histories.life(number)
            append_batch(hall, [CaseBatch(number, events[:2], version)])
            append_batch(hall, [CaseBatch(number, events[2:], version)])
        written.append(number)

    threads = [
        threading.Thread(target=run, args=(act,)) for act in (write, lambda: working.work(now=now()), rollups.fold)
    ]
    for thread in threads:
        thread.start()
    try:
        found = [str(one) for one in checked(hall).differences]
        while len(written) < 40 and not failures:
            found += [str(one) for one in checked(hall).differences]
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert (failures, found) == ([], [])
    settle()
    assert checked(hall).differences == []
