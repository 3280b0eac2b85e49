"""Several machines: two web servers, workers and schedulers on one database and one broker; two machines are killed."""

import json
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from accounts import tokens
from accounts.models import Person
from foundation import clock
from foundation.clock import now
from foundation.models import Agenda, Outbox
from hierarchy.gates import enter
from hierarchy.models import Hall
from mingjing import rebuilding
from mingjing.__main__ import main
from mingjing.embedded import Urls
from reporting.models import Delta
from tenants.alerts.models import Alert
from tenants.alerts.raising import OLD_NEWS
from tenants.cases.models import CaseEvent
from tenants.notices.models import Notice
from tests.api import desk
from tests.infra.programs import kill, running, until, web
from tests.mingjing.test_serve import PATIENCE, free_port

HALLS = (desk.CHANGLI, desk.PINGQUAN)
SENDERS, BATCHES, CASES = 4, 4, 12
# A Wednesday, so that something fell due within a day, whenever the test runs.
NOON = "2026-09-16T12:00:00+08:00"


@pytest.fixture
def noon(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Here and in the processes that are started."""
    monkeypatch.setattr(clock, "_started", datetime.now(UTC))
    monkeypatch.setenv("MINGJING_CLOCK", NOON)
    settings.CLOCK = NOON


def batch(hall: str, number: int) -> list[dict[str, str]]:
    """Cases that stand still since 2 to 13 days ago: some fell due, some of these so lately that people are told."""
    said = {"source": "sys", "item_code": desk.LICENCE}
    return [
        said
        | {
            "event_id": f"{number}-{case}-{kind}",
            "case_number": f"{hall[:6]}-{number}-{case}",
            "kind": kind,
            "occurred_at": f"{now() - timedelta(days=case + 2):%Y-%m-%dT01:00:}{case:02d}Z",
        }
        for case in range(CASES)
        for kind in ("received", "accepted")
    ]


def sent(ports: Sequence[int], secret: str, rows: list[dict[str, str]]) -> list[str]:
    """To the first web server that answers, as a balancer does it; what got no answer is sent again."""
    body, end = json.dumps({"events": rows}).encode(), time.monotonic() + PATIENCE
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
    while time.monotonic() < end:
        for port in ports:
            request = urllib.request.Request(f"http://127.0.0.1:{port}/api/v1/exchange/events", body, headers)
            try:
                with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - our own server
                    return [one["status"] for one in json.load(answer)["results"]]
            except urllib.error.HTTPError as error:
                if error.code not in (429, 502, 503):
                    raise
            except (OSError, ValueError):
                continue  # killed
        time.sleep(0.1)
    raise AssertionError("no answer")


def has_alerts(hall: Hall) -> bool:
    with enter(hall):
        return Alert.objects.exists()


def is_done() -> bool:
    moment = now()
    waiting = [Agenda.objects.filter(at__lt=moment), Outbox.objects.filter(at__lt=moment), Delta.objects.all()]
    return not any(rows.exists() for rows in waiting)


def test_two_machines_of_each_kind_double_nothing_while_one_of_each_is_killed(
    own_database: Urls, tmp_path: Path, noon: None
) -> None:
    halls = [desk.furnish(code) for code in HALLS]
    secrets = {
        code: tokens.issue(Person.objects.get(username=name), hall_code=code).secret
        for code, name in zip(HALLS, ("lin", "qian"), strict=True)
    }
    ports = [free_port(), free_port()]
    with ExitStack() as stack:
        webs = [stack.enter_context(web(own_database, tmp_path / f"web{port}", port)) for port in ports]
        workers = [
            stack.enter_context(running(own_database, tmp_path / f"worker{number}", "worker", "--workers", "1"))
            for number in range(2)
        ]
        for number in range(2):
            stack.enter_context(running(own_database, tmp_path / f"scheduler{number}", "scheduler"))

        def send_all(sender: int) -> list[str]:
            """Every batch is sent by two senders, one to each web server first."""
            code, order = HALLS[sender // 2], ports if sender % 2 else ports[::-1]
            return [one for number in range(BATCHES) for one in sent(order, secrets[code], batch(code, number))]

        with ThreadPoolExecutor(SENDERS) as pool:
            working = [pool.submit(send_all, sender) for sender in range(SENDERS)]
            time.sleep(1.0)
            kill(webs[0])
            until(lambda: has_alerts(halls[0]))
            kill(workers[0])
            statuses = Counter(status for one in working for status in one.result())
        until(is_done)
    events = len(HALLS) * BATCHES * CASES * 2
    assert set(statuses) == {"accepted", "duplicate"}
    assert statuses["accepted"] <= events
    for hall in halls:
        with enter(hall):
            found = list(CaseEvent.objects.values_list("event_id", flat=True))
            assert (len(found), len(set(found))) == (BATCHES * CASES * 2,) * 2
            # One clerk in each hall: a message for each alert that is no old news, none lost and none twice.
            told = [str(one.pk) for one in Alert.objects.order_by("pk") if one.raised_at - one.at <= OLD_NEWS]
            assert told
            assert sorted(Notice.objects.values_list("key", flat=True)) == sorted(told)
    report = rebuilding.check(halls, at=now(), progress=lambda _: None, tree=True)
    assert [str(one) for one in report.differences] == []
    assert report.pending == 0
    assert main(["audit", "verify"]) == 0


@pytest.mark.parametrize("program", ["web", "worker", "scheduler"])
def test_a_program_alone_is_refused_without_servers(
    program: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("MINGJING_APP_DATABASE_URL", raising=False)
    monkeypatch.delenv("MINGJING_BROKER_URL", raising=False)
    assert main(["run", program]) == 2
    assert "MINGJING_APP_DATABASE_URL and MINGJING_BROKER_URL" in capsys.readouterr().err
