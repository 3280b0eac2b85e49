"""The public calculator: no sign-in, the same answers as the command, bounded."""

from typing import Any

from django.test import Client
from pytest_django import Settings

E05 = {
    "accepted_at": "2025-09-17T10:00:00+08:00",
    "limit": {"value": 10, "unit": "working_day"},
    "suspensions": [{"from": "2025-09-24T14:00:00+08:00", "to": "2025-10-16T10:00:00+08:00"}],
    "yellow": {"value": 1, "unit": "working_day"},
    "now": "2025-09-17T10:00:00+08:00",
}


def ask(question: Any, address: str = "/api/v1/deadline", **more: Any) -> Any:
    # As another site's script would: no cookie, no token.
    client = Client(enforce_csrf_checks=True)
    return client.post(address, question, content_type="application/json", **more)


def test_anybody_is_told_the_due_moment_and_how_it_came_about(db: None) -> None:
    answer = ask(E05)
    assert answer.status_code == 200
    found = answer.json()
    assert (found["due_at"], found["provisional"]) == ("2025-10-23T17:00:00+08:00", False)
    assert found["steps"][0] == {"code": "start_day", "params": {"at": "2025-09-17T10:00:00+08:00"}}
    assert "2025-10-06 周一:中秋节放假(国家日历cn-2026,国办发明电〔2024〕12号),不计入。" in found["trace"]
    assert ask(E05, "/api/v1/deadline?language=en").json()["trace"][0].startswith("Start: 2025-09-17 Wed")


def test_what_is_wrong_is_named(db: None) -> None:
    wrong = [
        ("nonsense", 400, "INVALID_JSON"),
        ([], 400, "BAD_VALUE"),
        (E05 | {"limit": {"value": 0, "unit": "working_day"}}, 400, "BAD_VALUE"),
        (E05 | {"limit": {"value": 1, "unit": "week"}}, 400, "BAD_UNIT"),
        (E05 | {"accepted_at": "2300-01-01T00:00:00+08:00"}, 400, "OUTSIDE_CALENDAR"),
        (E05 | {"suspensions": E05["suspensions"] * 51}, 400, "BAD_VALUE"),
        (E05 | {"suspensions": 5}, 400, "INVALID_JSON"),
        (E05 | {"note": "x" * 20_000}, 413, "TOO_LARGE"),
    ]
    for question, status, code in wrong:
        answer = ask(question)
        assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (status, code), question
    assert Client().get("/api/v1/deadline").status_code == 405


def test_an_address_is_told_to_wait_and_another_is_not(db: None, settings: Settings) -> None:
    settings.DEADLINE_TRIES = 2
    assert [ask(E05).status_code for _ in range(3)] == [200, 200, 429]
    refused = ask(E05)
    assert 0 < int(refused["Retry-After"]) <= 600
    assert "due_at" not in refused.json()
    assert Client().get("/api/v1/calendar/2026").status_code == 429
    assert ask(E05, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_the_calendar_of_a_year_says_what_is_published(db: None) -> None:
    year = Client().get("/api/v1/calendar/2026").json()
    assert (year["working_days"], year["provisional"]) == (248, False)
    assert [one["on"] for one in year["makeup"]] == [
        "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
    ]  # fmt: skip
    later = Client().get("/api/v1/calendar/2028").json()
    assert (later["provisional"], later["makeup"], later["notice"]) == (True, [], None)
    assert Client().get("/api/v1/calendar/2101").status_code == 404
