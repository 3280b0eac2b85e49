"""XES as files have it, and what is wrong with some."""

import tracemalloc
from pathlib import Path

import pytest

from tenants.exchange.problems import NotALog
from tests.exchange.logs import event, log, permit, rows, told, trace, write

AT = "2011-10-11T13:45:40.276+02:00"


def test_a_trace_yields_itself_uncounted_and_its_events_with_their_lines(tmp_path: Path) -> None:
    found, problems = rows(write(tmp_path, "a.xes", log(permit("c1", event("T02", AT), event("T06", AT)))), "receipt")
    assert [(raw.line, raw.is_event) for raw in found] == [(3, False), (4, True), (5, True)]
    assert found[0].values["deadline"] == "2011-12-06T13:41:31.788+01:00"
    assert found[2].values == {"concept:name": "T06", "time:timestamp": AT}
    assert found[2].case["concept:name"] == "c1"
    assert problems == []


@pytest.mark.parametrize(
    ("prefix", "namespace"),
    [("", ""), ("", 'xmlns="http://www.xes-standard.org/"'), ("xes:", 'xmlns:xes="http://www.xes-standard.org/"')],
    ids=["no namespace", "default namespace", "prefix"],
)
def test_the_namespace_makes_no_difference(tmp_path: Path, prefix: str, namespace: str) -> None:
    text = log(trace("c1", event("T02", AT, prefix=prefix), prefix=prefix), prefix=prefix, namespace=namespace)
    found, _ = rows(write(tmp_path, "a.xes", text), "receipt")
    assert [raw.case["concept:name"] for raw in found] == ["c1", "c1"]


def test_attributes_of_the_trace_may_follow_its_events(tmp_path: Path) -> None:
    text = log(f'<trace>{event("T02", AT)}<string key="concept:name" value="late"/></trace>')
    found, _ = rows(write(tmp_path, "a.xes", text), "receipt")
    assert found[1].case["concept:name"] == "late"


def test_nested_attributes_and_lists_get_dotted_names(tmp_path: Path) -> None:
    inside = (
        '<string key="a" value="1"><string key="b" value="2"/></string>'
        '<list key="l"><values><string key="x" value="3"/></values></list><own><string key="y" value="4"/></own>'
    )
    found, _ = rows(write(tmp_path, "a.xes", log(trace("c1", event("T02", AT, inside=inside)))), "receipt")
    assert found[1].values == {"concept:name": "T02", "time:timestamp": AT, "a": "1", "a.b": "2", "l.x": "3"}


def test_globals_classifiers_and_attributes_of_the_log_are_no_cases(tmp_path: Path) -> None:
    above = (
        '<global scope="event"><string key="concept:name" value="UNKNOWN"/></global>'
        '<classifier name="n" keys="k"/><float key="f" value="1"><float key="g" value="2"/></float>'
    )
    found, _ = rows(write(tmp_path, "a.xes", log(above, trace("c1", event("T02", AT)))), "receipt")
    assert [raw.values["concept:name"] for raw in found] == ["c1", "T02"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_read(tmp_path: Path, encoding: str) -> None:
    text = log(permit("案1", event("受理", AT))).replace('encoding="UTF-8"', f'encoding="{encoding[:6].rstrip("-")}"')
    found, problems = rows(write(tmp_path, "a.xes", text, encoding=encoding), "receipt")
    assert (found[0].values["concept:name"], problems) == ("案1", [])


def test_a_declared_chinese_encoding_is_read(tmp_path: Path) -> None:
    text = log(permit("案1", event("受理", AT))).replace("UTF-8", "GB2312")
    found, _ = rows(write(tmp_path, "a.xes", text, encoding="gb18030"), "receipt")
    assert found[1].values["concept:name"] == "受理"


def test_a_damaged_byte_costs_the_event_it_stands_in(tmp_path: Path) -> None:
    data = log(permit("c1", event("T02", AT), event("T?3", AT), event("T04", AT))).encode().replace(b"T?3", b"T\xff3")
    found, problems = rows(write(tmp_path, "a.xes", data), "receipt")
    assert [raw.values["concept:name"] for raw in found] == ["c1", "T02", "T04"]
    assert told(problems) == [(5, "ENCODING")]


def test_a_value_beyond_the_limit_costs_its_event(tmp_path: Path) -> None:
    text = log(permit("c1", event("T" * 70_000, AT), event("T04", AT)))
    found, problems = rows(write(tmp_path, "a.xes", text), "receipt")
    assert [raw.values["concept:name"] for raw in found] == ["c1", "T04"]
    assert told(problems) == [(4, "TOO_LARGE")]


def test_more_events_than_a_trace_may_have_are_set_aside_one_by_one(tmp_path: Path) -> None:
    text = log(permit("c1", *[event(f"T{number}", AT) for number in range(10_003)]))
    found, problems = rows(write(tmp_path, "a.xes", text), "receipt")
    assert len(found) == 10_001
    assert told(problems) == [(10_004, "CASE_TOO_LARGE"), (10_005, "CASE_TOO_LARGE"), (10_006, "CASE_TOO_LARGE")]


def test_xml_that_breaks_off_keeps_what_came_before_even_of_the_open_trace(tmp_path: Path) -> None:
    text = log(permit("c1", event("T02", AT)), permit("c2", event("T02", AT), event("T04", AT)))
    cut = text[: text.rindex("<event>") + 20]
    found, problems = rows(write(tmp_path, "a.xes", cut), "receipt")
    assert [raw.values["concept:name"] for raw in found] == ["c1", "T02", "c2", "T02"]
    assert told(problems) == [(8, "MALFORMED")]


def test_an_archive_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    events = [event(f"T{number * 7919 % 10007}", AT) for number in range(200)]
    path = write(tmp_path, "a.xes.gz", log(*[permit(f"c{number}", *events) for number in range(20)]))
    path.write_bytes(path.read_bytes()[:-2000])
    found, problems = rows(path, "receipt")
    assert [raw.is_event for raw in found].count(False) < 20
    assert [problem.code for problem in problems] == ["TRUNCATED"]
    assert problems[0].line >= found[-1].line


def test_a_damaged_archive_says_so(tmp_path: Path) -> None:
    path = write(tmp_path, "a.xes.gz", log(permit("c1", event("T02", AT))))
    path.write_bytes(path.read_bytes()[:-8] + b"\0\0\0\0" + path.read_bytes()[-4:])
    assert rows(path, "receipt")[1][-1].code == "DAMAGED"


BOMB = """<?xml version="1.0"?>
<!DOCTYPE log [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<log><trace><string key="concept:name" value="&b;"/></trace></log>"""
OUTSIDE = BOMB.replace('"aaaaaaaaaa"', 'SYSTEM "file:///etc/passwd"')


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (BOMB, "ENTITIES"),
        (OUTSIDE, "ENTITIES"),
        ("办件编号,收件时间\n1,2026-01-05\n", "NOT_XML"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "NOT_XML"),
        ("<html><body/></html>", "NOT_XES"),
        ('<?xml version="1.0" encoding="klingon"?><log/>', "NOT_XML"),
        ("", "EMPTY"),
    ],
    ids=["entity bomb", "external entity", "a CSV", "a picture", "another document", "no such encoding", "empty"],
)
def test_what_is_no_log_is_refused_before_anything_is_taken(tmp_path: Path, content: str | bytes, code: str) -> None:
    with pytest.raises(NotALog) as refused:
        rows(write(tmp_path, "a.xes", content), "receipt")
    assert refused.value.code == code


def test_nesting_beyond_the_limit_breaks_off(tmp_path: Path) -> None:
    deep = '<string key="a" value="1">' * 60 + "</string>" * 60
    found, problems = rows(
        write(tmp_path, "a.xes", log(permit("c1", event("T02", AT)), trace("c2", event("T", AT, inside=deep)))),
        "receipt",
    )
    assert [raw.case["concept:name"] for raw in found][:2] == ["c1", "c1"]
    assert told(problems) == [(7, "TOO_DEEP")]


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, "a.xes", log(*[permit(f"c{n}", *[event("T02", AT)] * 20) for n in range(1_500)]))
    assert path.stat().st_size > 4_000_000
    tracemalloc.start()
    from tenants.exchange.formats.xes import read  # noqa: PLC0415 (its own memory is not the question)
    from tenants.exchange.profile import load  # noqa: PLC0415

    count = sum(1 for _ in read(path, load("receipt").columns))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 31_500
    assert peak < 2_500_000
