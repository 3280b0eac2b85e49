"""The command line from the outside: exit status, stdout and stderr."""

import subprocess
import sys

import pytest

from mingjing.__main__ import names
from mingjing.commands.bench import table


def mingjing(*words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-m", "mingjing", *words], capture_output=True, text=True, check=False)


def test_help_lists_every_command_on_stdout() -> None:
    done = mingjing("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert [name for name in names() if f"\n    {name}" not in done.stdout] == []


@pytest.mark.parametrize("name", names())
def test_every_command_has_help_of_its_own(name: str) -> None:
    done = mingjing(name, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"usage: mingjing {name}")


@pytest.mark.parametrize("words", [(), ("unknown",), ("serve", "--port", "many"), ("bench", "nothing")])
def test_wrong_use_ends_with_status_2_and_says_so_on_stderr_only(words: tuple[str, ...]) -> None:
    done = mingjing(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert "usage: mingjing" in done.stderr


def test_a_bench_is_shown_as_a_table_for_people() -> None:
    result = {"name": "clock", "sizes": {"cases": 20000}, "product": {"seconds": 0.5}, "ratios": {"loop": 12.3456}}
    assert table(result).splitlines() == [
        "bench clock",
        "",
        "sizes",
        "  cases                                   20000",
        "",
        "product",
        "  seconds                                   0.5",
        "",
        "baselines",
        "",
        "ratios",
        "  loop                                    12.35",
    ]
