"""What `mingjing doctor` says about an installation, on servers of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

from mingjing.embedded import VARIABLES


def mingjing(data: Path, *words: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    environ = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    environ |= {"MINGJING_DATA": str(data), **variables}
    argv = [sys.executable, "-m", "mingjing", *words]
    return subprocess.run(argv, env=environ, capture_output=True, text=True, check=False)


def findings(done: "subprocess.CompletedProcess[str]") -> dict[str, bool]:
    assert done.stdout.count("\n") == 1
    return {each["check"]: not each["remedy"] for each in json.loads(done.stdout)["findings"]}


def test_an_empty_installation_lacks_its_tables_and_then_nothing(tmp_path: Path) -> None:
    before = mingjing(tmp_path, "doctor", "--json")
    assert before.returncode == 1
    assert findings(before) == {
        "configuration": True,
        "broker": True,
        "database": True,
        "pooling": True,
        "public schema": False,
    }
    assert mingjing(tmp_path, "migrate").returncode == 0
    after = mingjing(tmp_path, "doctor", "--json", MINGJING_CLOCK="2026-06-01T09:00:00+08:00")
    assert findings(after) == {
        "configuration": True,
        "broker": True,
        "database": True,
        "pooling": True,
        "public schema": True,
        "halls": True,
        "agenda": True,
        "outbox": True,
        "calendar": True,
    }
    assert after.returncode == 0


def test_servers_out_of_reach_are_findings_with_a_remedy_not_tracebacks(tmp_path: Path) -> None:
    nowhere = "postgresql://postgres@127.0.0.1:1/mingjing"
    for variables, expected in (
        ({"MINGJING_DATABASE_URL": nowhere}, {"configuration": True, "servers": False}),
        (
            {"MINGJING_APP_DATABASE_URL": nowhere, "MINGJING_BROKER_URL": "redis://127.0.0.1:1/0"},
            {"configuration": True, "broker": False, "database": False},
        ),
    ):
        done = mingjing(tmp_path, "doctor", "--json", **variables)
        assert (done.returncode, findings(done)) == (1, expected)
        assert "Traceback" not in done.stderr
