"""From records to what happened in which case."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tenants.exchange.formats.raw import Raw
from tenants.exchange.profile import load
from tenants.exchange.reading import Moment, Reader, Reading
from tests.exchange.logs import HALL_HEADER, event, log, permit, rows, write

NOW = datetime(2026, 2, 1, tzinfo=UTC)
HALL = Reader(load("hall-cn"), NOW)
RECEIPT = Reader(load("receipt"), NOW)
GOOD = ["HN1", "XK01", "2026-01-05 09:30:00", "2026-01-06 10:00:00", "2026-01-09 17:20:00", "准予许可"]


def hall_row(**changed: Any) -> Raw:
    values = dict(zip(HALL_HEADER.split(","), GOOD, strict=True)) | changed
    return Raw(2, values, values)


def read(raw: Raw, reader: Reader = HALL) -> Reading:
    reading, _, problems = reader.read(raw)
    assert problems == []
    assert reading is not None
    return reading


def told_of(raw: Raw, reader: Reader = HALL) -> tuple[str, list[str]]:
    reading, number, problems = reader.read(raw)
    assert reading is None
    return number, [problem.code for problem in problems]


def spoken(moments: list[Moment]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(one.kind, one.at, one.detail) for one in moments]


def test_a_row_of_a_hall_is_received_accepted_and_concluded() -> None:
    reading = read(hall_row())
    assert spoken(reading.moments) == [
        ("RECEIVED", "2026-01-05T01:30:00+00:00", {}),
        ("ACCEPTED", "2026-01-06T02:00:00+00:00", {}),
        ("CONCLUDED", "2026-01-09T09:20:00+00:00", {"outcome": "GRANTED"}),
    ]
    assert (reading.case, reading.about) == ("HN1", ["XK01", "XK01", "IMPORTED", "", "", "WINDOW"])


def test_a_stated_deadline_goes_with_the_opening_moment() -> None:
    reading = read(hall_row(承诺办结时间="2026-03-01", 办结时间=""))
    assert spoken(reading.moments)[0] == (
        "RECEIVED",
        "2026-01-05T01:30:00+00:00",
        {"deadline": "2026-02-28T16:00:00+00:00"},
    )


@pytest.mark.parametrize(
    ("status", "kind", "detail"),
    [
        ("不予许可", "CONCLUDED", {"outcome": "REFUSED"}),
        ("退件", "CONCLUDED", {"outcome": "RETURNED"}),
        ("撤件", "WITHDRAWN", {}),
        ("不予受理", "DECLINED", {}),
        ("", "CONCLUDED", {}),
        ("从未见过", "CONCLUDED", {}),
    ],
)
def test_the_status_says_how_a_case_ended(status: str, kind: str, detail: dict[str, str]) -> None:
    last = read(hall_row(办件状态=status)).moments[-1]
    assert (last.kind, last.detail) == (kind, detail)


@pytest.mark.parametrize("blank", ["", "  ", "-", "NULL", "无", "0000-00-00 00:00:00", None])
def test_what_stands_for_nothing_is_nothing(blank: str | None) -> None:
    assert [one.kind for one in read(hall_row(办结时间=blank)).moments] == ["RECEIVED", "ACCEPTED"]


@pytest.mark.parametrize(
    ("changed", "number", "code"),
    [
        ({"办件编号": ""}, "", "NO_CASE"),
        ({"办件编号": True}, "", "BAD_CASE"),
        ({"办件编号": "9" * 65}, "", "BAD_CASE"),
        ({"办件编号": "1.30324E+17"}, "", "BAD_CASE"),
        ({"办件编号": 1.30324e17}, "", "BAD_CASE"),
        ({"办件编号": "HN\ufffd"}, "", "ENCODING"),
        ({"办件编号": "HN\ud800"}, "", "CHARACTER"),
        ({"收件时间": "", "受理时间": "", "办结时间": ""}, "HN1", "NO_TIME"),
        ({"收件时间": "", "受理时间": ""}, "HN1", "NO_TIME"),
        ({"收件时间": "1948-05-01"}, "HN1", "TIME_OUT_OF_RANGE"),
        ({"办结时间": "2026-02-02"}, "HN1", "TIME_OUT_OF_RANGE"),
        ({"受理时间": "明天"}, "HN1", "BAD_TIME"),
        ({"承诺办结时间": "2999-01-01"}, "HN1", "TIME_OUT_OF_RANGE"),
    ],
)
def test_a_row_with_anything_wrong_is_not_read_at_all(changed: dict[str, Any], number: str, code: str) -> None:
    assert told_of(hall_row(**changed)) == (number, [code])


def test_an_order_that_a_window_would_refuse_is_read() -> None:
    assert [one.kind for one in read(hall_row(办结时间="2026-01-01")).moments] == ["RECEIVED", "ACCEPTED", "CONCLUDED"]


def test_a_number_from_a_workbook_is_a_case_number_without_a_point() -> None:
    assert read(hall_row(办件编号=1002.0)).case == "1002"


def test_a_trace_states_begin_acceptance_deadline_and_end_and_its_events_are_stages(tmp_path: Path) -> None:
    text = log(permit("c1", event("T02 Check", "2011-10-12T08:26:25.398+02:00")))
    found, _ = rows(write(tmp_path, "a.xes", text), "receipt")
    stated, own = (read(raw, RECEIPT) for raw in found)
    assert spoken(stated.moments) == [
        ("RECEIVED", "2011-10-11T11:42:22.688000+00:00", {"deadline": "2011-12-06T12:41:31.788000+00:00"}),
        ("ACCEPTED", "2011-10-11T11:42:22.688000+00:00", {}),
        ("CONCLUDED", "2011-12-01T09:00:00+00:00", {}),
    ]
    assert spoken(own.moments) == [("STAGE_ENDED", "2011-10-12T06:26:25.398000+00:00", {"stage": "T02 Check"})]
    assert (stated.is_event, own.is_event) == (False, True)


def test_a_bad_attribute_of_a_trace_stands_for_itself(tmp_path: Path) -> None:
    text = log(permit("c1", event("T02", "2011-10-12T08:26:25+02:00"), ended="1948-05-01T00:00:00Z"))
    found, _ = rows(write(tmp_path, "a.xes", text), "receipt")
    reading, number, problems = RECEIPT.read(found[0])
    assert reading is not None
    assert [one.kind for one in reading.moments] == ["RECEIVED", "ACCEPTED"]
    assert (number, [(one.line, one.code) for one in problems]) == ("c1", [(3, "TIME_OUT_OF_RANGE")])


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('<event><string key="concept:name" value="T02"/></event>', "NO_TIME"),
        ('<event><date key="time:timestamp" value="once"/></event>', "BAD_TIME"),
        ('<event><date key="time:timestamp" value="1948-05-01T00:00:00Z"/></event>', "TIME_OUT_OF_RANGE"),
    ],
)
def test_an_event_that_cannot_be_read_has_a_code(tmp_path: Path, line: str, code: str) -> None:
    found, _ = rows(write(tmp_path, "a.xes", log(permit("c1", line))), "receipt")
    assert told_of(found[1], RECEIPT) == ("c1", [code])


def test_an_event_without_a_name_is_a_stage_without_one(tmp_path: Path) -> None:
    line = '<event><date key="time:timestamp" value="2011-10-12T08:26:25Z"/></event>'
    found, _ = rows(write(tmp_path, "a.xes", log(permit("c1", line))), "receipt")
    assert read(found[1], RECEIPT).moments[0].detail == {"stage": "(unnamed)"}


def test_events_of_a_trace_without_a_number_say_so_each_for_itself(tmp_path: Path) -> None:
    at = "2011-10-12T08:26:25Z"
    found, _ = rows(write(tmp_path, "a.xes", log(permit("", event("T02", at), event("T04", at)))), "receipt")
    assert [[problem.code for problem in RECEIPT.read(raw)[2]] for raw in found] == [[], ["NO_CASE"], ["NO_CASE"]]


def test_rows_of_events_take_the_attributes_of_a_case_from_their_prefixed_columns(tmp_path: Path) -> None:
    text = (
        "case:concept:name,concept:name,time:timestamp,lifecycle:transition,case:startdate,case:deadline\n"
        "c1,T02,2011-10-12 08:26:25+02:00,start,2011-10-11 13:42:22+02:00,2011-12-06 13:41:31+01:00\n"
    )
    found, _ = rows(write(tmp_path, "a.csv", text), "receipt")
    assert spoken(read(found[0], RECEIPT).moments) == [
        ("STAGE_BEGUN", "2011-10-12T06:26:25+00:00", {"stage": "T02"}),
        ("RECEIVED", "2011-10-11T11:42:22+00:00", {"deadline": "2011-12-06T12:41:31+00:00"}),
        ("ACCEPTED", "2011-10-11T11:42:22+00:00", {}),
    ]
