"""What changed on the board: nothing is missed however writers overtake each other, and what left is told."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections, transaction
from pytest_django import Settings

from foundation import clock
from hierarchy import cache
from hierarchy.changing import Reason
from mingjing.embedded import Urls
from reporting import board, changed, moving
from reporting.board import Asked, BoardRow
from reporting.changed import FetchAnew, Place
from reporting.models import Board, BoardRemoval
from tests.reporting.figures import ABOVE, CHANGLI, CHENGDE, HEBEI, LULONG, QINHUANGDAO

AT = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)


def path(code: str) -> str:
    return "/" + "/".join(ABOVE[code]) + "/"


def row(key: str, hall: str = CHANGLI, department: str = "D1", level: str = "YELLOW", kind: str = "ALERT") -> BoardRow:
    return BoardRow(hall, path(hall), kind, key, f"C-{key}", "I1", department, level, "PROMISED", "near", AT, True)


def under(code: str = QINHUANGDAO, **asked: object) -> Asked:
    return Asked(path=path(code) if code in ABOVE else f"/{HEBEI}/{code}/", **asked)  # type: ignore[arg-type]


class Reader:
    """An app that holds a list, as it is told to."""

    def __init__(self, asked: Asked | None = None) -> None:
        self.asked = asked or under()
        self.place = changed.here()
        self.held = {one.pk: one.key for one in board.listing(self.asked, first=200)}

    def poll(self, first: int = 50) -> list[str]:
        """The keys that it holds afterwards."""
        while True:
            found = changed.since(self.place, self.asked, first=first)
            for gone in found.removed:
                self.held.pop(gone, None)
            self.held |= {one.pk: one.key for one in found.rows}
            self.place = found.until
            if not found.has_more:
                return sorted(self.held.values())


@contextmanager
def writing(rows: list[BoardRow]) -> Iterator[threading.Event]:
    """Another process that has written these and commits when it is told to."""
    written, commit = threading.Event(), threading.Event()

    def write() -> None:
        try:
            with transaction.atomic():
                board.put(rows)
                written.set()
                assert commit.wait(20)
        finally:
            connections.close_all()

    thread = threading.Thread(target=write)
    thread.start()
    assert written.wait(20)
    try:
        yield commit
    finally:
        commit.set()
        thread.join(20)


def test_a_writer_that_began_first_and_commits_last_is_not_missed(own_database: Urls) -> None:
    reader = Reader()
    with writing([row("slow")]) as commit:
        board.put([row("fast", LULONG)])
        assert Board.objects.get(key="fast").pk > 1
        assert reader.poll() == ["fast"]
        assert reader.poll() == ["fast"]
        commit.set()
    assert reader.poll() == ["fast", "slow"]


def test_a_writer_that_commits_between_two_pages_is_told_by_the_next_poll(own_database: Urls) -> None:
    reader = Reader()
    with writing([row("slow")]) as commit:
        board.put([row(f"f{n}", LULONG) for n in range(5)])
        found = changed.since(reader.place, reader.asked, first=2)
        reader.place, reader.held = found.until, {one.pk: one.key for one in found.rows}
        assert found.has_more
        commit.set()
    reader.poll(first=2)
    assert reader.poll(first=2) == ["f0", "f1", "f2", "f3", "f4", "slow"]


def test_who_only_reads_has_no_id_that_could_hold_the_place_up(own_database: Urls) -> None:
    def assigned() -> object:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id_if_assigned()::text")
            return cursor.fetchone()[0]

    with transaction.atomic():
        changed.since(changed.here(), under(), first=5)
        assert assigned() is None
        board.put([row("a")])
        assert assigned() is not None


@pytest.mark.django_db
class TestTelling:
    """Within one transaction: the order of pages, what is told to whom, and until when."""

    def test_a_row_that_left_is_told_by_its_id(self) -> None:
        board.put([row("a"), row("b")])
        reader = Reader()
        assert reader.poll() == ["a", "b"]
        board.remove(CHANGLI, "ALERT", ["a", "no-such-key"])
        assert reader.poll() == ["b"]
        assert list(BoardRemoval.objects.values_list("hall", "path", "department")) == [(CHANGLI, path(CHANGLI), "D1")]

    def test_a_list_is_told_of_its_own_kind_alone(self) -> None:
        board.put([row("a"), row("o", kind="ORDER"), row("c", LULONG, kind="ORDER")])
        alerts, orders = Reader(), Reader(under(kinds=["ORDER"]))
        gone = {one.key: one.pk for one in Board.objects.all()}
        board.remove(CHANGLI, "ORDER", ["o"])
        board.remove(CHANGLI, "ALERT", ["a"])
        moving.move(LULONG, CHENGDE, on=clock.local_day(clock.now()), why=Reason("国务院批复", "测试"))
        cache.forget()
        told = [set(changed.since(one.place, one.asked, first=50).removed) for one in (alerts, orders)]
        assert told == [{gone["a"]}, {gone["o"], gone["c"]}]
        # As code wrote it that knew of no kinds: everybody is told.
        BoardRemoval.objects.update(kind="")
        told = [set(changed.since(one.place, one.asked, first=50).removed) for one in (alerts, orders)]
        assert told == [set(gone.values())] * 2

    def test_a_row_that_came_again_is_another_one(self) -> None:
        board.put([row("a")])
        reader = Reader()
        board.remove(CHANGLI, "ALERT", ["a"])
        board.put([row("a", level="RED")])
        assert reader.poll() == ["a"]
        assert Board.objects.get().pk in reader.held

    def test_pages_of_any_size_come_to_the_same(self) -> None:
        board.put([row(f"k{n}") for n in range(7)])
        for size in (1, 2, 3, 50):
            reader = Reader()
            reader.held = {}
            reader.place = Place(0, 0, reader.place.at, reader.place.cluster)
            assert reader.poll(first=size) == [f"k{n}" for n in range(7)]

    def test_who_sees_one_department_or_hall_is_told_of_no_other(self) -> None:
        board.put([row("a"), row("b", department="D2"), row("c", LULONG)])
        readers = [Reader(under(hall=CHANGLI)), Reader(under(departments=["D2"]))]
        for one in ("a", "b"):
            board.remove(CHANGLI, "ALERT", [one])
        board.remove(LULONG, "ALERT", ["c"])
        told = [len(changed.since(one.place, one.asked, first=50).removed) for one in readers]
        assert told == [2, 1]

    def test_a_hall_that_moves_takes_its_rows_out_of_one_list_and_into_the_other(self) -> None:
        board.put([row("a"), row("c", LULONG)])
        left, reached, above = Reader(under(QINHUANGDAO)), Reader(under(CHENGDE)), Reader(under(HEBEI))
        moving.move(LULONG, CHENGDE, on=clock.local_day(clock.now()), why=Reason("国务院批复", "测试"))
        cache.forget()
        assert (left.poll(), reached.poll(), above.poll()) == (["a"], ["c"], ["a", "c"])

    def test_a_place_of_long_ago_of_another_cluster_or_of_the_future_is_refused(self) -> None:
        here = changed.here()
        for place in (
            Place(here.floor, here.floor, here.at - changed.KEPT - timedelta(seconds=9), here.cluster),
            Place(here.floor, here.floor, here.at, "1"),
            Place(here.floor + 10**9, here.floor + 10**9, here.at, here.cluster),
        ):
            with pytest.raises(FetchAnew):
                changed.since(place, under(), first=5)

    def test_notes_of_removals_go_when_nobody_may_ask_for_them(
        self, settings: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        board.put([row("a")])
        board.remove(CHANGLI, "ALERT", ["a"])
        assert changed.prune() == 0
        BoardRemoval.objects.update(removed_at=clock.now() - changed.KEPT)
        assert changed.prune() == 0  # a place that is just not too old may still ask
        BoardRemoval.objects.update(removed_at=clock.now() - changed.KEPT - changed.MARGIN - timedelta(seconds=1))
        assert changed.prune() == 1
        assert not BoardRemoval.objects.exists()
