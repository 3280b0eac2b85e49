"""The check-list of `docs/security.md`: a line names a test that exists, or says what is missing or why not."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINE = re.compile(r"^\| (\d+\.\d+\.\d+) \| (.+?) \| (.+) \|$", re.MULTILINE)
TESTS = re.compile(r"`((?:tests|frontend/src)/[^`]+)`")
LINES = LINE.findall((ROOT / "docs" / "security.md").read_text(encoding="utf-8"))
# Requirements of level 2 in ASVS 4.0.3, by chapter; deleted ones and those of level 3 alone are not counted.
CHAPTERS = {"1": 38, "2": 54, "3": 18, "4": 9, "5": 30, "6": 13, "7": 12, "8": 15, "9": 7, "10": 5, "11": 8, "12": 15,
            "13": 13, "14": 23}  # fmt: skip


def exists(name: str) -> bool:
    path, _, function = name.partition("::")
    file = ROOT / path
    if not function:
        return file.exists()
    body = ast.parse(file.read_text(encoding="utf-8")).body if file.is_file() else []
    return any(isinstance(node, ast.FunctionDef) and node.name == function for node in body)


@pytest.mark.parametrize(("number", "verdict"), [(number, verdict) for number, _, verdict in LINES])
def test_a_line_is_held_by_a_test_or_says_what_is_missing(number: str, verdict: str) -> None:
    named = TESTS.findall(verdict)
    assert [name for name in named if not exists(name)] == []
    kind, _, why = verdict.partition(":")
    if kind in ("not yet", "partly", "not applicable"):
        assert why.strip() or kind == "not yet"
    else:
        assert named
        assert verdict.startswith("`tests/")


def test_every_requirement_of_level_2_has_its_one_line() -> None:
    numbers = [tuple(map(int, number.split("."))) for number, _, _ in LINES]
    assert numbers == sorted(set(numbers))
    counted = {chapter: sum(1 for one in numbers if str(one[0]) == chapter) for chapter in CHAPTERS}
    assert counted == CHAPTERS
