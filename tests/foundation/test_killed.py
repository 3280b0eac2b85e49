"""A worker that is killed at any step loses nothing and doubles nothing; two workers never take the same row."""

import threading
from datetime import UTC, datetime, timedelta

from django.db import connection, connections

from foundation import agenda, outbox, working
from foundation.agenda import Thing
from foundation.models import Agenda, NumberSeries, Outbox
from foundation.numbers import next_number
from foundation.outbox import Message
from tests.killing import killed_everywhere

NOW = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
BEFORE, LATER = NOW - timedelta(hours=1), NOW + timedelta(hours=1)
HALLS = ("130322000000", "130324000000")


def pass_on(hall: str, rows: list) -> None:
    """Says each row on as a message that is due later, and puts the thing at its next moment."""
    outbox.send([Message("test.heard", hall, row.key, LATER) for row in rows])
    if rows[0].handler == "test.agenda":
        agenda.put([Thing("test.agenda", hall, row.key, LATER) for row in rows])


def begin_anew() -> None:
    Agenda.objects.all().delete()
    Outbox.objects.all().delete()
    agenda.put([Thing("test.agenda", hall, key, BEFORE) for hall in HALLS for key in ("1", "2")])
    outbox.send([Message("test.outbox", hall, key, BEFORE) for hall in HALLS for key in ("3", "4")])


def work_off() -> None:
    while working.work(now=NOW):
        pass


def test_killed_at_any_step_every_row_is_worked_exactly_once(own_database, register):
    register("test.agenda", pass_on)
    register("test.outbox", pass_on)
    begin_anew()
    for step in killed_everywhere(work_off):
        work_off()
        assert sorted(Outbox.objects.values_list("handler", "hall", "key")) == sorted(
            ("test.heard", hall, key) for hall in HALLS for key in ("1", "2", "3", "4")
        ), f"killed at step {step}"
        assert set(Agenda.objects.values_list("hall", "key", "at")) == {
            (hall, key, LATER) for hall in HALLS for key in ("1", "2")
        }
        begin_anew()
    # Before and after the commits of four batches, and every statement of each.
    assert step > 20


def in_threads(count: int, work) -> None:
    failures = []

    def run() -> None:
        try:
            work()
        except BaseException as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_workers_at_once_take_each_row_once(own_database, register, monkeypatch):
    monkeypatch.setattr(working, "BATCH", 7)
    register("test.agenda", pass_on)
    agenda.put([Thing("test.agenda", hall, str(key), BEFORE) for hall in HALLS for key in range(100)])
    in_threads(4, work_off)
    work_off()
    assert sorted(Outbox.objects.values_list("hall", "key")) == sorted(
        (hall, str(key)) for hall in HALLS for key in range(100)
    )
    assert Agenda.objects.filter(at=LATER).count() == 200


def test_a_row_that_another_worker_holds_is_left_to_it(own_database, register):
    register("test.agenda", pass_on)
    agenda.put([Thing("test.agenda", HALLS[0], key, BEFORE) for key in ("1", "2")])
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT FROM foundation_agenda WHERE key = '1' FOR UPDATE")
            assert working.work(now=NOW) == 1
            cursor.execute("ROLLBACK")
    finally:
        other.close()
    assert list(Outbox.objects.values_list("key", flat=True)) == ["2"]
    assert working.work(now=NOW) == 1


def test_numbers_taken_at_once_have_no_gap_and_no_double(own_database):
    taken: list[int] = []
    in_threads(4, lambda: taken.extend(next_number(HALLS[0], "CASE", 2026) for _ in range(50)))
    assert sorted(taken) == list(range(1, 201))
    assert NumberSeries.objects.get().last == 200
