"""The list of what is open across halls: written in bulk, read by keyset from the newest on."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting import board
from reporting.board import Asked, BoardRow
from reporting.models import Board

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
HEBEI, QINHUANGDAO = "/130000000000/", "/130000000000/130300000000/"
CHANGLI, PINGQUAN = f"{QINHUANGDAO}130322000000/", "/130000000000/130800000000/130881000000/"


def row(key: str, *, path: str = CHANGLI, at: datetime = NOON, level: str = "RED", **other) -> BoardRow:
    hall = path.strip("/").split("/")[-1]
    given = {"item": "I1", "department": "D1", "is_case_open": True} | other
    return BoardRow(hall, path, "ALERT", key, f"N-{key}", level=level, clock="PROMISED", rung="OVER", at=at, **given)


def keys(asked: Asked, **page) -> list[str]:
    return [one.key for one in board.listing(asked, **page)]


def test_a_listing_shows_what_lies_at_or_below_a_path():
    board.put([row("a"), row("b", path=PINGQUAN), row("c", path=QINHUANGDAO)])
    found = {path: sorted(keys(Asked(path))) for path in (HEBEI, QINHUANGDAO, CHANGLI, PINGQUAN)}
    assert found == {HEBEI: ["a", "b", "c"], QINHUANGDAO: ["a", "c"], CHANGLI: ["a"], PINGQUAN: ["b"]}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param({"level": "YELLOW"}, ["yellow"], id="a level"),
        pytest.param({"item": "I2"}, ["other"], id="an item"),
        pytest.param({"department": "D2"}, ["other"], id="a department"),
        pytest.param({"from_at": NOON}, ["other", "plain"], id="from a moment on"),
        pytest.param({"to_at": NOON}, ["yellow"], id="up to a moment, which is not in it"),
        pytest.param({"level": "RED", "item": "I1"}, ["plain"], id="two at once"),
    ],
)
def test_a_listing_is_restricted_by(asked, expected):
    board.put([
        row("plain"),
        row("yellow", level="YELLOW", at=NOON - timedelta(seconds=1)),
        row("other", item="I2", department="D2", at=NOON + timedelta(hours=1)),
    ])  # fmt: skip
    assert keys(Asked(HEBEI, **asked)) == expected


def test_pages_follow_each_other_without_gap_or_double_also_within_one_moment():
    moments = [NOON, NOON, NOON, NOON + timedelta(hours=1), NOON - timedelta(hours=1)]
    board.put([row(str(number), at=at) for number, at in enumerate(moments)])
    whole = keys(Asked(HEBEI))
    assert whole == ["3", "2", "1", "0", "4"]
    seen, after = [], None
    while page := board.listing(Asked(HEBEI), after=after, first=2):
        seen += [one.key for one in page]
        after = (page[-1].at, page[-1].pk)
    assert seen == whole


def test_a_row_that_is_put_again_is_brought_up_to_date_not_doubled():
    board.put([row("a", level="YELLOW")])
    board.put([replace(row("a"), is_case_open=False), row("b")])
    assert set(Board.objects.values_list("key", "level", "is_case_open")) == {("a", "RED", False), ("b", "RED", True)}


def test_removing_takes_only_what_is_named_of_that_hall():
    board.put([row("a"), row("b"), row("a", path=PINGQUAN)])
    board.remove("130322000000", "ALERT", ["a", "z"])
    assert set(Board.objects.values_list("hall", "key")) == {("130322000000", "b"), ("130881000000", "a")}


def test_putting_removing_and_listing_many_is_one_statement_each():
    with CaptureQueriesContext(connection) as captured:
        board.put([row(str(number)) for number in range(200)])
        board.listing(Asked(HEBEI))
        board.remove("130322000000", "ALERT", [str(number) for number in range(200)])
    assert [
        one["sql"].split()[0] for one in captured if one["sql"].startswith(("SELECT", "INSERT", "DELETE", "WITH"))
    ] == [
        "INSERT",
        "SELECT",
        "WITH",  # deletes, and notes what left
    ]


def test_nothing_to_write_is_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        board.put([])
        board.remove("130322000000", "ALERT", [])
