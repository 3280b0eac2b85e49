"""`mingjing halls move` and its like: recorded with their day, or refused with a code and nothing changed."""

import argparse

import pytest

from hierarchy import cache
from hierarchy.models import Hall, HallChange
from hierarchy.posts import Actor
from mingjing.commands import CheckFailed, halls
from tests.api.asking import as_person

pytestmark = pytest.mark.django_db

LULONG, CHENGDE, QINHUANGDAO = "130324000000", "130800000000", "130300000000"


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    halls.add_arguments(parser)
    return halls.run(parser.parse_args(words))


def test_a_move_is_told_where_the_series_breaks(zhao: Actor, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--on", "2025-03-15", "--reason", "批复")
    assert run("move", "130324", "--under", "130800", *words) == 0
    assert capsys.readouterr().out == "move 130324: recorded for 2025-03-15\n"
    cache.forget()
    query = """query ($code: ID!, $from: Date!) { hall(code: $code) { children { code }
      breaks(from: $from, to: "2025-12-31") { code name kind on before after } } }"""
    ask = as_person(zhao)
    told = ask(query, code=QINHUANGDAO, **{"from": "2025-01-01"}).data["hall"]
    assert told["breaks"] == [
        {
            "code": LULONG,
            "name": "卢龙县",
            "kind": "MOVED",
            "on": "2025-03-15",
            "before": QINHUANGDAO,
            "after": CHENGDE,
        }
    ]
    assert LULONG not in [child["code"] for child in told["children"]]
    assert ask(query, code=QINHUANGDAO, **{"from": "2025-03-15"}).data["hall"]["breaks"] == []
    # The hall left the inspector's jurisdiction with its figures.
    assert ask(query, code=LULONG, **{"from": "2025-01-01"}).codes == ["NOT_FOUND"]


def test_what_makes_no_tree_is_refused_with_its_code() -> None:
    with pytest.raises(CheckFailed, match="WRONG_TIER"):
        run("move", "130324", "--under", "130322", "--reason", "批复")
    with pytest.raises(CheckFailed, match="NOT_FOUND"):
        run("rename", "没有", "999999", "--reason", "批复")
    assert not HallChange.objects.exists()


def test_names_and_states_are_recorded() -> None:
    assert run("rename", "卢龙市", "130324", "--on", "2025-04-01", "--reason", "批复") == 0
    assert run("state", "TRIAL", "130324", "--on", "2025-04-01", "--trial-until", "2025-06-01", "--reason", "方案") == 0
    assert run("split", "130322", "--new", "130399", "--name", "新区", "--on", "2025-05-01", "--reason", "批复") == 0
    hall = Hall.objects.get(code=LULONG)
    assert (hall.name, hall.state, str(hall.trial_until_on)) == ("卢龙市", "TRIAL", "2025-06-01")
    assert list(HallChange.objects.values_list("kind", flat=True)) == ["RENAMED", "STATE", "SPLIT"]
