"""Folding while others write, and being killed in the middle of it: sums stay exact."""

import random
import threading
from datetime import UTC, date, datetime

from django.db import connection, connections, transaction

from reporting import rollups
from reporting.compare import Period, rollup
from reporting.models import Delta
from reporting.rebuild import check_tree, stored_totals
from tests.killing import killed_everywhere
from tests.reporting.figures import ABOVE, CHANGLI, HEBEI, QINHUANGDAO, expected, fold_all, random_changes, write

NOW = datetime(2025, 8, 1, 4, 0, tzinfo=UTC)
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
NODES = [HEBEI, QINHUANGDAO, CHANGLI]


def plain(changes) -> dict[str, object]:
    return {code: expected((one for one in changes if code in ABOVE[one.hall]), YEAR) for code in NODES}


def test_sums_are_exact_after_writers_and_folders_at_once(own_database):
    parts = [random_changes(random.Random(number), 150) for number in range(3)]
    is_written = threading.Event()
    failures: list[BaseException] = []

    def guarded(work) -> None:
        try:
            work()
        except BaseException as error:
            failures.append(error)
        finally:
            connections.close_all()

    def folding() -> None:
        while not is_written.is_set():
            rollups.fold(limit=20)

    writers = [threading.Thread(target=guarded, args=[lambda part=part: write(part)]) for part in parts]
    folders = [threading.Thread(target=guarded, args=[folding]) for _ in range(2)]
    for thread in [*folders, *writers]:
        thread.start()
    for thread in writers:
        thread.join()
    is_written.set()
    for thread in folders:
        thread.join()
    assert failures == []
    written = [change for part in parts for change in part]
    assert rollup(NODES, period=YEAR, now=NOW) == plain(written)
    fold_all()
    assert Delta.objects.count() == 0
    assert rollup(NODES, period=YEAR, now=NOW) == plain(written)
    assert check_tree() == []


def test_a_reader_sees_a_delta_once_while_it_is_folded(own_database):
    write(random_changes(random.Random(9), 200))
    before = rollup(NODES, period=YEAR, now=NOW)
    folded = threading.Event()
    failures: list[BaseException] = []

    def folding() -> None:
        try:
            while rollups.fold(limit=10).deltas:
                pass
        except BaseException as error:
            failures.append(error)
        finally:
            folded.set()
            connections.close_all()

    thread = threading.Thread(target=folding)
    thread.start()
    reads = [rollup(NODES, period=YEAR, now=NOW)]
    while not folded.is_set():
        reads.append(rollup(NODES, period=YEAR, now=NOW))
    thread.join()
    assert failures == []
    assert [read for read in reads if read != before] == []


def test_a_fold_that_is_killed_at_any_step_loses_and_doubles_nothing(own_database):
    changes = random_changes(random.Random(2), 40)
    write(changes)
    total = stored_totals(CHANGLI)
    for step in killed_everywhere(lambda: rollups.fold(limit=15)):
        assert rollup(NODES, period=YEAR, now=NOW) == plain(changes), f"killed at step {step}"
        assert stored_totals(CHANGLI) == total
        assert check_tree() == []
    # Lock, fold, agenda row and both sides of the commit.
    assert step > 4
    fold_all()
    assert rollup(NODES, period=YEAR, now=NOW) == plain(changes)


def one_received(hall: str) -> None:
    rollups.add(hall, {(date(2025, 3, 10), "I1", "D1"): {"received": 1}})


def test_a_second_fold_at_the_same_time_does_nothing(own_database):
    one_received(CHANGLI)
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [rollups._LOCK])
            assert rollups.fold() == rollups.FoldReport(0, ())
            # Closing the connection would release it only when the server has noticed.
            cursor.execute("SELECT pg_advisory_unlock(%s)", [rollups._LOCK])
    finally:
        other.close()
    assert rollups.fold() == rollups.FoldReport(1, (CHANGLI,))


def test_a_delta_that_is_not_committed_yet_is_neither_read_nor_folded(own_database):
    one_received(QINHUANGDAO)
    is_inserted, may_commit = threading.Event(), threading.Event()

    def writing() -> None:
        with transaction.atomic():
            one_received(CHANGLI)
            is_inserted.set()
            may_commit.wait(timeout=30)
        connections.close_all()

    thread = threading.Thread(target=writing)
    thread.start()
    assert is_inserted.wait(timeout=30)
    # The younger delta has the greater id: a fold that went by a watermark of ids would miss the older one.
    one_received(QINHUANGDAO)
    assert rollups.fold() == rollups.FoldReport(2, (QINHUANGDAO,))
    assert rollup([HEBEI], period=YEAR, now=NOW)[HEBEI]["received"] == 2
    may_commit.set()
    thread.join()
    assert rollup([HEBEI], period=YEAR, now=NOW)[HEBEI]["received"] == 3
    assert rollups.fold() == rollups.FoldReport(1, (CHANGLI,))
    assert rollup([HEBEI], period=YEAR, now=NOW)[HEBEI]["received"] == 3
    assert check_tree() == []
