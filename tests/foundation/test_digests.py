"""Digests: SM3 as printed in the standard, and one text for one value."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from foundation.digests import canonical, sm3

VECTORS = [
    pytest.param(b"abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0", id="GB/T 32905 A.1"),
    pytest.param(b"abcd" * 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732", id="GB/T 32905 A.2"),
]


@pytest.mark.parametrize(("said", "digest"), VECTORS)
def test_sm3_is_that_of_the_standard(said, digest):
    assert sm3(said).hex() == digest


def test_equal_content_has_one_spelling():
    moment = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
    there = moment.astimezone(timezone(timedelta(hours=8)))
    assert canonical({"b": moment, "a": ["明镜", None, b"\x01"]}) == canonical(
        {"a": ["明镜", None, b"\x01"], "b": there}
    )
    assert canonical({"b": moment, "a": "明"}) == '{"a":"明","b":"2026-03-10T04:00:00.000000Z"}'.encode()


def test_parts_are_digested_as_one_text():
    assert sm3(b"ab", b"c") == sm3(b"abc")
