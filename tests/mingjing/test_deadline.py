"""`mingjing deadline` as another program calls it: a process, lines in, lines out, an exit status."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

LINE: dict[str, Any] = {
    "id": "a1",
    "accepted_at": "2026-09-28T15:20:00+08:00",
    "limit": {"value": 5, "unit": "working_day"},
    "extension": {"value": 0, "unit": "working_day"},
    "suspensions": [{"from": "2026-09-30T10:00:00+08:00", "to": "2026-10-12T09:00:00+08:00"}],
    "yellow": {"value": 1, "unit": "working_day"},
    "concluded_at": None,
    "now": "2026-10-14T12:00:00+08:00",
}
OWN = {
    "hours": [["09:00", "12:00"], ["13:30", "17:30"]],
    "off": ["2026-10-13"],
    "work": ["2026-10-11"],
    "published_through": "2026-10-12",
}


def deadline(text: str | bytes, *options: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    data = text if isinstance(text, bytes) else text.encode()
    command = [sys.executable, "-m", "mingjing", "deadline", *options]
    return subprocess.run(command, input=data, capture_output=True, check=False, env={**os.environ, **environment})


def test_the_documented_line_is_answered_in_one_line() -> None:
    done = deadline(json.dumps(LINE))
    assert (done.returncode, done.stderr, done.stdout.count(b"\n")) == (0, b"", 1)
    answer = json.loads(done.stdout)
    assert list(answer) == ["id", "due_at", "yellow_at", "lamp", "provisional", "trace"]
    assert answer.pop("trace")[0].startswith("起算:2026-09-28 周一 15:20:00")
    assert answer == {
        "id": "a1",
        "due_at": "2026-10-15T17:00:00+08:00",
        "yellow_at": "2026-10-14T17:00:00+08:00",
        "lamp": "green",
        "provisional": False,
    }


def test_a_bad_line_is_answered_in_its_place_and_the_rest_goes_on() -> None:
    lines = [json.dumps({**LINE, "id": 1}), "", "{", json.dumps({**LINE, "id": 2, "limit": None}), json.dumps(LINE)]
    done = deadline("\n".join(lines))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [answer["id"] for answer in answers] == [1, None, 2, "a1"]
    assert [answer.get("error", {}).get("code") for answer in answers] == [None, "invalid_json", "bad_type", None]
    assert all(set(answer) == {"id", "error"} for answer in answers[1:3])
    assert all(set(answer["error"]) == {"code", "message"} for answer in answers[1:3])


def test_nothing_in_is_nothing_out() -> None:
    done = deadline("")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_output_is_utf8_whatever_the_locale() -> None:
    done = deadline(json.dumps({**LINE, "id": "甲"}), LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert json.loads(done.stdout.decode())["id"] == "甲"
    assert "甲".encode() in done.stdout


def test_a_mark_crlf_and_blank_lines_do_no_harm() -> None:
    line = json.dumps(LINE).encode()
    done = deadline(b"\xef\xbb\xbf" + line + b"\r\n\r\n  \n" + line)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 2


def test_english_on_request() -> None:
    answer = json.loads(deadline(json.dumps(LINE), "--language", "en").stdout)
    assert answer["trace"][0].startswith("Start: 2026-09-28 Mon 15:20:00.")


def test_a_calendar_of_ones_own_replaces_the_national_one(tmp_path: Path) -> None:
    file = tmp_path / "own.json"
    file.write_text(json.dumps({**OWN, "comment": "ignored"}))
    plain = {**LINE, "suspensions": None, "limit": {"value": 3, "unit": "working_day"}}
    done = deadline(json.dumps({**plain, "accepted_at": "2026-10-09T09:00:00+08:00"}), "--calendar", str(file))
    answer = json.loads(done.stdout)
    # 10/11 works, 10/12, 10/13 is off, 10/14; National Day is not listed and lies before the last published date.
    assert answer["due_at"] == "2026-10-14T17:30:00+08:00"
    assert answer["provisional"] is True


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        ("not JSON", "{"),
        ("not an object", "[]"),
        ("not UTF-8", b"\xff"),
        ("no hours", json.dumps({**OWN, "hours": []})),
        ("hours missing", json.dumps({key: value for key, value in OWN.items() if key != "hours"})),
        ("off missing", json.dumps({key: value for key, value in OWN.items() if key != "off"})),
        ("off null", json.dumps({**OWN, "off": None})),
        ("no such date", json.dumps({**OWN, "off": ["2026-02-30"]})),
        ("a date of another form", json.dumps({**OWN, "work": ["20260201"]})),
        ("a moment for a date", json.dumps({**OWN, "work": ["2026-02-01T00:00:00"]})),
        ("no last published date", json.dumps({**OWN, "published_through": None})),
        ("hours reversed", json.dumps({**OWN, "hours": [["17:00", "09:00"]]})),
        ("hours overlap", json.dumps({**OWN, "hours": [["09:00", "13:00"], ["12:00", "17:00"]]})),
        ("no such hour", json.dumps({**OWN, "hours": [["09:00", "25:00"]]})),
        ("three hours", json.dumps({**OWN, "hours": [["09:00", "12:00", "13:00"]]})),
        ("nested too deeply", "[" * 100_000),
    ],
)
def test_a_bad_calendar_is_wrong_use(reason: str, text: str | bytes, tmp_path: Path) -> None:
    file = tmp_path / "bad.json"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    done = deadline(json.dumps(LINE), "--calendar", str(file))
    assert (done.returncode, done.stdout) == (2, b""), reason
    assert b"bad.json" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_missing_calendar_is_wrong_use(tmp_path: Path) -> None:
    assert deadline("", "--calendar", str(tmp_path / "none.json")).returncode == 2


def test_seven_hundred_lines_take_no_time_and_no_database(tmp_path: Path) -> None:
    done = deadline((json.dumps(LINE) + "\n") * 700, MINGJING_DATA=str(tmp_path / "data"))
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 700)
    assert not (tmp_path / "data").exists()
