"""Profiles are data; what does not follow the form is refused with the member that is wrong."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from rulebook.case import EventKind
from tenants.exchange.profile import BadProfile, load, parse, shipped

SMALLEST: dict[str, Any] = {
    "name": "mine",
    "record": "case",
    "case": "Number",
    "item": {"code": "MINE", "name": "My item"},
    "moments": [{"field": "Opened", "kind": "RECEIVED"}],
}


def test_the_profiles_that_ship_can_be_loaded() -> None:
    assert [load(name).name for name in shipped()] == ["boston311", "bpic15", "generic", "hall-cn", "receipt"]


def test_the_smallest_profile_has_defaults_for_the_rest() -> None:
    profile = parse(SMALLEST)
    assert profile.case == ("case:number", "number")
    assert profile.clockwork.zone.key == "Asia/Shanghai"
    assert profile.moments[0].meaning.kind is EventKind.RECEIVED
    assert (profile.encodings, profile.department.default, profile.source) == (("utf-8",), "IMPORTED", "ingest:mine")


@pytest.mark.parametrize(
    ("change", "member"),
    [
        ({"name": "No Good"}, "name"),
        ({"record": "line"}, "record"),
        ({"case": []}, "case"),
        ({"case": 7}, "case"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"encodings": ["klingon"]}, "encodings"),
        ({"moments": []}, "moments"),
        ({"moments": [{"field": "Opened", "kind": "OPENED"}]}, "moments.0.kind"),
        ({"moments": [{"field": "Opened"}]}, "moments.0.kind"),
        ({"moments": "Opened"}, "moments"),
        ({"item": {"code": "MINE"}}, "item.name"),
        ({"item": {"code": "MINE", "name": "My item", "type": 1}}, "item.type"),
        ({"limit": {"value": 0}}, "limit.value"),
        ({"limit": {"value": 5, "unit": "weeks"}}, "limit.unit"),
        ({"endings": {"done": {"outcome": "FINE"}}}, "endings.done.outcome"),
        ({"channel": {"default": "PIGEON"}}, "channel"),
        ({"record": "event"}, "time"),
        ({"begins_with_first_event": "yes"}, "begins_with_first_event"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_wrong_member_is_named(change: dict[str, Any], member: str) -> None:
    with pytest.raises(BadProfile) as refused:
        parse(SMALLEST | change)
    assert refused.value.field == member


@pytest.mark.parametrize("content", ["[1, 2]", "a: [", "", "!!python/object:os.system {}", "\xff\xfe"])
def test_what_is_no_profile_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(BadProfile):
        load(str(path))


def test_a_profile_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(BadProfile, match="boston311, bpic15, generic, hall-cn, receipt"):
        load("moon")


def test_a_profile_of_one_s_own_is_loaded_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(yaml.safe_dump(SMALLEST))
    assert load(str(path)) == parse(SMALLEST)
