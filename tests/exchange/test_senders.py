"""Ten senders at once against the real server, which is killed in the middle: what was answered is there, once."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from accounts import tokens
from accounts.models import Person
from foundation.clock import now
from hierarchy.gates import enter
from hierarchy.models import Hall
from mingjing import rebuilding
from mingjing.embedded import Urls
from tenants.cases.models import CaseEvent
from tests.api import desk
from tests.mingjing.test_serve import PATIENCE, answers, children, free_port

SENDERS, BATCHES, ROWS = 10, 6, 20


@pytest.fixture
def port(own_database: Urls, tmp_path: Path) -> Iterator[int]:
    found = free_port()
    command = [sys.executable, "-m", "mingjing", "serve", "--port", str(found), "--data", str(tmp_path)]
    with subprocess.Popen([*command, "--workers", "2", "--threads", "4"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for _ in iter(process.stdout.readline, f"READY http://127.0.0.1:{found}/\n"):
            assert process.poll() is None
        yield found
        process.terminate()
        process.wait(PATIENCE)


def batch(sender: int, number: int) -> list[dict[str, str]]:
    """Ten cases, each received and accepted; every second batch is one that another sender sends as well."""
    owner = sender if number % 2 else 0
    at = now() - timedelta(days=2)
    return [
        {
            "source": "sys",
            "event_id": f"{owner}-{number}-{row}",
            "case_number": f"S{owner}-{number}-{row // 2}",
            "item_code": desk.LICENCE,
            "kind": "accepted" if row % 2 else "received",
            "occurred_at": f"{at:%Y-%m-%dT00:00:}{row:02d}Z",
        }
        for row in range(ROWS)
    ]


def sent(port: int, secret: str, rows: list[dict[str, str]]) -> list[str]:
    """The statuses, when an answer came at last: whatever happens, the same batch is sent again."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/v1/exchange/events",
        json.dumps({"events": rows}).encode(),
        {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"},
    )
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - our own server
                return [one["status"] for one in json.load(answer)["results"]]
        except urllib.error.HTTPError as error:
            if error.code not in (429, 502, 503):
                raise
        except (OSError, ValueError):
            pass  # the server was killed
        time.sleep(0.1)
    raise AssertionError("no answer")


def test_ten_senders_and_a_killed_server_lose_and_double_nothing(own_database: Urls, port: int, tmp_path: Path) -> None:
    hall = desk.furnish(desk.CHANGLI)
    secret = tokens.issue(Person.objects.get(username="lin"), hall_code=desk.CHANGLI).secret
    assert answers(port)

    def send_all(sender: int) -> list[str]:
        return [status for number in range(BATCHES) for status in sent(port, secret, batch(sender, number))]

    with ThreadPoolExecutor(SENDERS) as pool:
        working = [pool.submit(send_all, sender) for sender in range(SENDERS)]
        for _ in range(2):
            time.sleep(1.0)
            before = children(tmp_path, port)[0]
            os.killpg(before, signal.SIGKILL)
            end = time.monotonic() + PATIENCE
            while children(tmp_path, port)[0] == before:
                assert time.monotonic() < end
                time.sleep(0.05)
        statuses = Counter(status for one in working for status in one.result())
    assert set(statuses) <= {"accepted", "duplicate"}
    expected = {row["event_id"] for sender in range(SENDERS) for n in range(BATCHES) for row in batch(sender, n)}
    with enter(Hall.objects.get(code=hall.code)):
        found = list(CaseEvent.objects.values_list("event_id", flat=True))
    assert len(found) == len(expected)
    assert set(found) == expected
    report = rebuilding.check([Hall.objects.get(code=hall.code)], at=now(), progress=lambda _: None)
    assert [str(one) for one in report.differences] == []
