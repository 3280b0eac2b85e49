"""What is a line and what is not: a row a mistake, and a fuzz that no input may survive without an answer."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingjing.commands.deadline import answer, answers, encoded
from rulebook.calendar import china

LINE: dict[str, Any] = {
    "id": "a1",
    "accepted_at": "2024-09-09T10:00:00+08:00",
    "limit": {"value": 2, "unit": "working_day"},
    "yellow": {"value": 1, "unit": "working_day"},
    "now": "2024-09-09T12:00:00+08:00",
}
PAUSE = {"from": "2024-09-10T10:00:00+08:00", "to": "2024-09-11T10:00:00+08:00"}
HOURS = {"limit": {"value": 2, "unit": "working_hour"}, "yellow": {"value": 1, "unit": "working_hour"}}
DUE = "2024-09-11T17:00:00+08:00"


def asked(changes: dict[str, Any] | None = None, *, without: str = "") -> dict[str, Any]:
    line = {key: value for key, value in {**LINE, **(changes or {})}.items() if key != without}
    return answer(json.dumps(line).encode(), china())


def pause(**changes: Any) -> dict[str, Any]:
    return {"suspensions": [{**PAUSE, **changes}]}


def limit(value: Any, unit: Any = "working_day") -> dict[str, Any]:
    return {"limit": {"value": value, "unit": unit}}


@pytest.mark.parametrize("name", ["extension", "suspensions", "concluded_at", "day_end", "yellow_edge"])
def test_what_may_be_absent_may_be_null(name: str) -> None:
    assert asked({name: None})["due_at"] == DUE


@pytest.mark.parametrize("name", ["id", "accepted_at", "limit", "yellow", "now"])
def test_what_must_be_there_is_missed(name: str) -> None:
    assert asked(without=name)["error"]["code"] == "missing_member"


GOOD = [
    ("unknown members are ignored, inside too", {"note": 1e3, "limit": {"value": 2, "unit": "working_day", "x": None}}),
    ("an empty list of suspensions", {"suspensions": []}),
    ("lower case t and z", {"accepted_at": "2024-09-09t02:00:00z"}),
    ("fractions of a second", {"accepted_at": "2024-09-09T10:00:00.123456789+08:00"}),
    ("an unknown local offset", {"accepted_at": "2024-09-09T02:00:00-00:00"}),
    ("an offset with minutes", {"accepted_at": "2024-09-09T07:30:00+05:30"}),
    ("a leap day", {"now": "2024-02-29T00:00:00+08:00"}),
    ("moments in any order", {"concluded_at": "2024-09-30T10:00:00+08:00", "now": "2020-01-01T00:00:00+08:00"}),
    ("the ends of the world as now", {"now": "9999-12-31T23:59:59-23:59"}),
    ("the beginning of the world as now", {"now": "0001-01-01T00:00:00+23:59"}),
    ("a pause of no length", pause(to=PAUSE["from"])),
    ("a pause in another offset that ends at its begin", pause(to="2024-09-10T02:00:00Z")),
    ("a pause far away", pause(**{"from": "9999-12-31T00:00:00Z", "to": "9999-12-31T23:59:59Z"})),
    ("a warning longer than any calendar", {"yellow": {"value": 10**30, "unit": "working_day"}}),
]


@pytest.mark.parametrize(("reason", "changes"), GOOD, ids=[row[0] for row in GOOD])
def test_a_line_that_is_good(reason: str, changes: dict[str, Any]) -> None:
    assert asked(changes).get("due_at") == DUE


BAD = [
    ("a limit of nothing", limit(0), "bad_value"),
    ("a negative limit", limit(-1), "bad_value"),
    ("true is no integer", limit(True), "bad_type"),
    ("1.0 is no integer", limit(1.0), "bad_type"),
    ("a text is no integer", limit("2"), "bad_type"),
    ("null is no integer", limit(None), "bad_type"),
    ("a limit that leaves the calendar", limit(10**12), "outside_calendar"),
    ("natural days that leave the calendar", limit(10**12, "natural_day"), "outside_calendar"),
    ("hours that leave the calendar", {**HOURS, **limit(10**12, "working_hour")}, "outside_calendar"),
    ("months are not for this command", limit(1, "month"), "bad_unit"),
    ("an unknown unit", limit(1, "week"), "bad_unit"),
    ("a unit in capitals", limit(1, "WORKING_DAY"), "bad_unit"),
    ("a unit that is no text", limit(1, ["working_day"]), "bad_unit"),
    ("a limit that is no object", {"limit": 5}, "bad_type"),
    ("a limit without unit", {"limit": {"value": 5}}, "missing_member"),
    ("a limit without value", {"limit": {"unit": "working_day"}}, "missing_member"),
    ("an extension in another unit", {"extension": {"value": 1, "unit": "natural_day"}}, "bad_unit"),
    ("an extension of nothing in another unit", {"extension": {"value": 0, "unit": "natural_day"}}, "bad_unit"),
    ("a negative extension", {"extension": {"value": -1, "unit": "working_day"}}, "bad_value"),
    ("an empty extension", {"extension": {}}, "missing_member"),
    ("a warning in natural days", {"yellow": {"value": 1, "unit": "natural_day"}}, "bad_unit"),
    ("a warning in hours for days", {"yellow": {"value": 1, "unit": "working_hour"}}, "bad_unit"),
    ("a warning in days for hours", {**HOURS, "yellow": {"value": 1, "unit": "working_day"}}, "bad_unit"),
    ("a negative warning", {"yellow": {"value": -1, "unit": "working_day"}}, "bad_value"),
    ("no warning", {"yellow": None}, "bad_type"),
    ("suspensions that are no list", {"suspensions": PAUSE}, "bad_type"),
    ("a suspension that is no object", {"suspensions": ["2024"]}, "bad_type"),
    ("a suspension of null", {"suspensions": [None]}, "bad_type"),
    ("a suspension without begin", {"suspensions": [{"to": PAUSE["to"]}]}, "missing_member"),
    ("a suspension without end", {"suspensions": [{"from": PAUSE["from"]}]}, "missing_member"),
    ("a suspension that begins at null", pause(**{"from": None}), "bad_moment"),
    ("a suspension that ends before it begins", pause(to="2024-09-10T01:59:59Z"), "bad_order"),
    ("a pause without end of the calendar", pause(to="9999-12-31T23:59:59-08:00"), "outside_calendar"),
    ("acceptance at null", {"accepted_at": None}, "bad_moment"),
    ("now at null", {"now": None}, "bad_moment"),
    ("a date for a moment", {"now": "2024-09-09"}, "bad_moment"),
    ("no offset", {"now": "2024-09-09T10:00:00"}, "bad_moment"),
    ("no seconds", {"now": "2024-09-09T10:00+08:00"}, "bad_moment"),
    ("an offset without colon", {"now": "2024-09-09T10:00:00+0800"}, "bad_moment"),
    ("an offset of hours only", {"now": "2024-09-09T10:00:00+08"}, "bad_moment"),
    ("an offset beyond a day", {"now": "2024-09-09T10:00:00+24:00"}, "bad_moment"),
    ("an offset of 60 minutes", {"now": "2024-09-09T10:00:00+08:60"}, "bad_moment"),
    ("a space for the T", {"now": "2024-09-09 10:00:00+08:00"}, "bad_moment"),
    ("a space around", {"now": " 2024-09-09T10:00:00+08:00"}, "bad_moment"),
    ("a line feed behind", {"now": "2024-09-09T10:00:00+08:00\n"}, "bad_moment"),
    ("a point without fraction", {"now": "2024-09-09T10:00:00.+08:00"}, "bad_moment"),
    ("a comma for the point", {"now": "2024-09-09T10:00:00,5+08:00"}, "bad_moment"),
    ("no such date", {"now": "2026-02-30T10:00:00+08:00"}, "bad_moment"),
    ("a leap day without leap year", {"now": "2025-02-29T10:00:00+08:00"}, "bad_moment"),
    ("month 13", {"now": "2024-13-09T10:00:00+08:00"}, "bad_moment"),
    ("hour 24", {"now": "2024-09-09T24:00:00+08:00"}, "bad_moment"),
    ("a leap second", {"now": "2024-12-31T23:59:60Z"}, "bad_moment"),
    ("year 0", {"now": "0000-01-01T00:00:00Z"}, "bad_moment"),
    ("digits of another script", {"now": "２０２４-09-09T10:00:00+08:00"}, "bad_moment"),
    ("seconds since 1970", {"now": 1725847200}, "bad_moment"),
    ("a conclusion that is no moment", {"concluded_at": "today"}, "bad_moment"),
    ("a conclusion of false", {"concluded_at": False}, "bad_moment"),
    ("acceptance before the calendar", {"accepted_at": "1949-10-01T15:00:00+08:00"}, "outside_calendar"),
    ("acceptance at the end of the world", {"accepted_at": "9999-12-31T23:59:59Z"}, "outside_calendar"),
    ("an unknown day_end", {"day_end": "noon"}, "bad_value"),
    ("an unknown yellow_edge", {"yellow_edge": True}, "bad_value"),
    ("a day_end that cannot be looked up", {"day_end": []}, "bad_value"),
    ("a bad edge, although hours do not use it", {**HOURS, "yellow_edge": "middle"}, "bad_value"),
]


@pytest.mark.parametrize(("reason", "changes", "code"), BAD, ids=[row[0] for row in BAD])
def test_a_line_that_is_bad(reason: str, changes: dict[str, Any], code: str) -> None:
    found = asked(changes)
    assert (found["id"], found["error"]["code"]) == ("a1", code)
    assert found["error"]["message"]


RAW = [
    ("not JSON", b"{", "invalid_json"),
    ("two values", b"{} {}", "invalid_json"),
    ("NaN", b'{"id": NaN}', "invalid_json"),
    ("Infinity in a member that is not ours", b'{"id": 1, "x": -Infinity}', "invalid_json"),
    ("single quotes", b"{'id': 1}", "invalid_json"),
    ("a leading zero", b'{"id": 01}', "invalid_json"),
    ("a control character in a text", b'{"id": "\x01"}', "invalid_json"),
    ("nested too deeply", b"[" * 200_000, "invalid_json"),
    ("not UTF-8", b'{"id": "\xff"}', "invalid_encoding"),
    ("a surrogate in UTF-8", b'{"id": "\xed\xa0\x80"}', "invalid_encoding"),
    ("UTF-16", '{"id": 1}'.encode("utf-16"), "invalid_encoding"),
    ("a list", b"[]", "not_an_object"),
    ("a number", b"5", "not_an_object"),
    ("null", b"null", "not_an_object"),
    ("an empty object", b"{}", "missing_member"),
]


@pytest.mark.parametrize(("reason", "line", "code"), RAW, ids=[row[0] for row in RAW])
def test_a_line_without_a_readable_id(reason: str, line: bytes, code: str) -> None:
    found = answer(line, china())
    assert (found["id"], found["error"]["code"]) == (None, code)


@pytest.mark.parametrize("identity", ["a", "", "甲", 7, -1, 10**40, 1.5, True, None, [1, {"a": None}], {"b": 2}])
def test_an_id_of_any_type_comes_back(identity: Any) -> None:
    assert json.loads(encoded(asked({"id": identity})))["id"] == identity
    assert json.loads(encoded(asked({"id": identity, "now": 1})))["id"] == identity


def test_half_a_surrogate_pair_comes_back_as_an_escape() -> None:
    line = encoded(asked({"id": "\ud800"}))
    assert b"\\ud800" in line
    assert json.loads(line)["due_at"] == DUE


@pytest.mark.parametrize("number", ["1e999", "9" * 5000])
def test_a_number_beyond_reach_in_the_id_is_read_as_none(number: str) -> None:
    line = json.dumps(LINE).replace('"a1"', number)
    assert answer(line.encode(), china())["id"] is None


def test_a_number_beyond_reach_elsewhere_leaves_the_id_readable() -> None:
    found = answer(json.dumps(LINE).replace('"value": 2', f'"value": {"9" * 5000}').encode(), china())
    assert (found["id"], found["error"]["code"]) == ("a1", "bad_type")


def test_of_a_member_given_twice_the_last_holds() -> None:
    line = json.dumps(LINE)[:-1] + ', "limit": {"value": 1, "unit": "working_day"}}'
    assert answer(line.encode(), china())["due_at"] == "2024-09-10T17:00:00+08:00"


def test_fractions_of_a_second_are_kept_where_the_clock_needs_them() -> None:
    found = asked({**HOURS, "accepted_at": "2024-09-09T10:00:00.5+08:00"})
    assert found["due_at"] == "2024-09-09T13:00:00.500000+08:00"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(list(LINE.values())),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["value", "unit", "from", "to"]), inner)
    ),
    max_leaves=6,
)
MOMENTS = st.datetimes().map(lambda it: it.isoformat(timespec="seconds")) | st.datetimes().map(
    lambda it: it.isoformat() + "Z"
)
LIMITS = st.fixed_dictionaries(
    {
        "value": st.integers(-1, 400) | st.integers(),
        "unit": st.sampled_from(["working_day", "natural_day", "working_hour"]),
    }
)
PAUSES = st.lists(st.fixed_dictionaries({"from": MOMENTS, "to": MOMENTS | st.none()}), max_size=3)
NAMES = [*LINE, "extension", "suspensions", "concluded_at", "day_end", "yellow_edge"]
LIKELY = st.dictionaries(
    st.sampled_from(NAMES),
    st.one_of(MOMENTS, LIMITS, PAUSES, ANYTHING, st.sampled_from(["midnight", "open"])),
    max_size=5,
)


def assert_answered(line: bytes) -> None:
    for found in answers([line], china()):
        text = encoded(found)
        assert b"\n" not in text
        read = json.loads(text)
        assert set(read) in ({"id", "error"}, {"id", "due_at", "yellow_at", "lamp", "provisional", "trace"})


@settings(max_examples=300, deadline=None)
@given(LIKELY)
def test_no_value_goes_unanswered(changes: dict[str, Any]) -> None:
    assert_answered(json.dumps({**LINE, **changes}).encode())


@settings(max_examples=300, deadline=None)
@given(st.binary() | st.text().map(lambda it: it.encode("utf-8", "surrogatepass")), st.integers(0, 200))
def test_no_bytes_go_unanswered(junk: bytes, cut: int) -> None:
    line = json.dumps(LINE).encode()
    assert_answered(junk)
    assert_answered(line[:cut] + junk + line[cut:])
