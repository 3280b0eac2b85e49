"""Who may read `/metrics`, what is counted there, and that no label grows with halls or with what callers write."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver
from kombu import Connection
from prometheus_client import CollectorRegistry
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from api.metrics import State
from api.rest import pressure
from foundation import agenda, measuring, outbox, seen
from foundation.agenda import Thing
from foundation.clock import now
from foundation.outbox import Message
from hierarchy.models import Hall
from hierarchy.posts import Actor
from reporting import rollups
from tests.api import desk
from tests.api.asking import as_machine, as_nobody, as_person

TOKEN = "k3Jx9-fWq2" * 4
OWN = {"headers": {"Authorization": f"Bearer {TOKEN}"}}
CODE = re.compile(r"\d{6}")
# Every label and all that it may hold. A new label needs a line here; a hall's code or a person's text finds none.
BOUNDED: dict[str, set[str]] = {
    "method": {*measuring.METHODS, measuring.OTHER},
    "result": set(measuring.RESULTS),
    "state": {"used", "free"},
    "table": {"agenda", "outbox"},
    "server": {"database", "broker"},
    "le": {*(str(float(each)) for each in measuring._BUCKETS), "+Inf"},
}


@pytest.fixture
def token(settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN


def values(name: str, **labels: str) -> list[float]:
    families = text_string_to_metric_families(Client().get("/metrics", **OWN).text)
    return [
        sample.value
        for family in families
        for sample in family.samples
        if sample.name == name and labels.items() <= sample.labels.items()
    ]


def value(name: str, **labels: str) -> float:
    return sum(values(name, **labels))


def allowed(label: str) -> set[str]:
    if label == "route":
        return {str(pattern.pattern) for pattern in get_resolver().url_patterns} | {measuring.NO_ROUTE}
    if label == "status":
        return {str(status) for status in range(100, 600)}
    return {*measuring.CODES, measuring.OTHER} if label == "code" else BOUNDED[label]


def unbounded(registry: CollectorRegistry) -> Iterator[tuple[str, str, str]]:
    for family in registry.collect():
        for sample in family.samples:
            for label, text in sample.labels.items():
                if text not in allowed(label) or (label != "route" and CODE.search(text)):
                    yield sample.name, label, text


def test_nobody_reads_it_by_default_and_it_looks_like_no_address(db: None) -> None:
    refused = Client().get("/metrics")
    assert (refused.status_code, refused.json()) == (404, Client().get("/api/nothing").json())


@pytest.mark.parametrize(
    ("extra", "status"),
    [
        pytest.param({"REMOTE_ADDR": "10.1.2.3"}, 200, id="the network of Prometheus"),
        pytest.param({"REMOTE_ADDR": "10.2.0.1"}, 404, id="another network"),
        pytest.param({"REMOTE_ADDR": ""}, 404, id="a socket has no network"),
        pytest.param({"REMOTE_ADDR": "10.1.2.3", "HTTP_X_FORWARDED_FOR": "1.2.3.4"}, 404, id="through the proxy"),
        pytest.param({"REMOTE_ADDR": "10.2.0.1", **OWN}, 200, id="with the token"),
        pytest.param({"headers": {"Authorization": f"Bearer {TOKEN[:-1]}"}}, 404, id="with another token"),
        pytest.param({"headers": {"Authorization": "Bearer é"}}, 404, id="with no token at all"),
    ],
)
def test_it_is_read_from_a_named_network_or_with_the_token(
    db: None, token: None, settings: Settings, extra: dict[str, Any], status: int
) -> None:
    settings.METRICS_NETWORKS = [ip_network("10.1.0.0/16")]
    assert Client().get("/metrics", **extra).status_code == status


def test_an_empty_token_lets_nobody_in(db: None, settings: Settings) -> None:
    settings.METRICS_TOKEN = ""
    assert Client().get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_requests_are_counted_by_route_and_not_by_address(token: None, number: str, lin: Actor) -> None:
    route = "api/v1/halls/<str:hall>/cases.<str:form>"
    before = value("mingjing_http_requests_total", route=route, method="GET", status="200")
    timed = value("mingjing_http_request_seconds_count", route=route)
    as_person(lin).client.get("/api/v1/halls/130322/cases.csv").getvalue()
    assert value("mingjing_http_requests_total", route=route, method="GET", status="200") == before + 1
    assert value("mingjing_http_request_seconds_count", route=route) == timed + 1


def test_errors_of_operations_are_counted_by_code_in_answer_and_payload(token: None, number: str, lin: Actor) -> None:
    ask = as_person(lin)
    names = ("NOT_SIGNED_IN", "NOT_FOUND", "BAD_QUERY", "NOT_ACCEPTED")
    before = {code: value("mingjing_graphql_errors_total", code=code) for code in names}
    as_nobody()('{ hall(code: "13") { code } }')
    ask('{ hall(code: "130881") { code } }')
    ask("{ nothing }")
    desk.refused(ask, "concludeCase", number, outcome="GRANTED")
    after = {code: value("mingjing_graphql_errors_total", code=code) for code in names}
    assert {code: after[code] - before[code] for code in names} == dict.fromkeys(names, 1.0)


def test_what_is_no_word_and_what_is_one_too_many_is_counted_with_the_others(
    token: None, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = value("mingjing_graphql_errors_total", code="OTHER")
    measuring.count_error("130322000000")
    monkeypatch.setattr(measuring, "MOST_CODES", len(measuring.CODES))
    measuring.count_error("NEVER_TOLD_BEFORE")
    assert value("mingjing_graphql_errors_total", code="OTHER") == before + 2


def test_rows_of_sources_are_counted_by_their_answer(changli: Hall, token: None, lin: Actor) -> None:
    before = {result: value("mingjing_exchange_rows_total", result=result) for result in measuring.RESULTS}
    good = {
        "source": "s", "event_id": "e1", "case_number": "C1", "item_code": desk.LICENCE, "kind": "received",
        "occurred_at": "2026-10-14T09:00:00+08:00",
    }  # fmt: skip
    ask = as_machine(lin)
    for path in ("validate", "events"):  # only what was sent counts, not what was tried
        ask.client.post(
            f"/api/v1/exchange/{path}", {"events": [good, {**good, "event_id": "e2", "kind": "?"}]},
            content_type="application/json", headers=ask.headers,
        )  # fmt: skip
    ask.client.post("/api/v1/exchange/events", {"events": [good]}, content_type="application/json", headers=ask.headers)
    after = {result: value("mingjing_exchange_rows_total", result=result) for result in measuring.RESULTS}
    assert {name: after[name] - before[name] for name in after} == dict.fromkeys(measuring.RESULTS, 1.0)
    assert pressure.is_behind() is False


def test_what_waits_is_read_at_the_moment_of_the_look(token: None, changli: Hall) -> None:
    assert (value("mingjing_work_rows", table="agenda"), value("mingjing_seal_lag_seconds")) == (0, 0)
    moment = now()
    agenda.put(
        [
            Thing("test.note", desk.CHANGLI, "1", moment - timedelta(minutes=2)),
            Thing("test.note", desk.CHANGLI, "2", moment + timedelta(hours=1)),
        ]
    )
    outbox.send([Message("audit.seal", desk.CHANGLI, "seal", moment - timedelta(minutes=7))])
    rollups.add(desk.CHANGLI, {(moment.date(), "I1", "D1"): {"received": 1}})
    assert value("mingjing_work_rows", table="agenda") == 2
    assert value("mingjing_work_due_rows", table="agenda") == 1
    assert round(value("mingjing_work_oldest_due_seconds", table="agenda") / 60) == 2
    assert value("mingjing_work_due_rows", table="outbox") == 1
    assert round(value("mingjing_seal_lag_seconds") / 60) == 7
    assert value("mingjing_fold_pending_deltas") == 1
    assert value("mingjing_work_set_aside_rows", table="agenda") == 0
    assert values("mingjing_halls_with_schema") == [10]
    assert values("mingjing_up", server="database") == [1]


def test_a_worker_is_seen_at_the_broker(db: None, token: None, settings: Settings, servers: Any) -> None:
    settings.CELERY_BROKER_URL = servers.broker
    started = time.time()
    with Connection(servers.broker) as broker:
        seen.note(broker)
    (at,) = values("mingjing_worker_last_seen_timestamp_seconds")
    assert started - 0.001 <= at <= time.time()
    assert values("mingjing_up", server="broker") == [1]


def test_a_broker_out_of_reach_is_a_figure_and_no_failure(db: None, token: None, settings: Settings) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    assert values("mingjing_up", server="broker") == [0]
    assert values("mingjing_worker_last_seen_timestamp_seconds") == []


def test_no_label_holds_a_hall_or_grows_with_what_callers_write(changli: Hall, token: None, lin: Actor) -> None:
    ask = as_person(lin)
    for path in (
        "/halls/130322000000/cases/1",
        "/api/v1/halls/130322/cases.csv",
        "/verify/XXXX",
        "/130322",
        "/metrics",
    ):
        ask.client.get(path).getvalue()  # whoever leaves a file unread keeps its place
    ask.client.generic("BREW130322", "/healthz")
    ask('query q130322 { hall(code: "130322") { x130322: name } }')
    ask('{ hall(code: "139999") { code } }')
    registry = CollectorRegistry()
    registry.register(measuring.PROCESS)
    registry.register(State())
    assert list(unbounded(registry)) == []
    assert "OTHER" in {one.labels["method"] for one in samples(registry) if "method" in one.labels}


def test_the_walk_finds_a_label_that_names_halls() -> None:
    registry = CollectorRegistry()
    registry.register(measuring.PROCESS)
    measuring.EXCHANGE_ROWS.labels("130322000000").inc()
    try:
        assert [text for _, _, text in unbounded(registry)].count("130322000000") >= 1
    finally:
        measuring.EXCHANGE_ROWS.remove("130322000000")
    assert list(unbounded(registry)) == []


def samples(registry: CollectorRegistry) -> list[Any]:
    return [sample for family in registry.collect() for sample in family.samples]


COUNTING = """
from foundation import measuring
measuring.count_request(route="healthz", method="GET", status=200, seconds=0.01)
measuring.POOL.labels("used").set(2)
"""
READING = """
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
import sys
registry = CollectorRegistry()
MultiProcessCollector(registry)
[mark_process_dead(int(pid)) for pid in sys.argv[1:]]
print(generate_latest(registry).decode())
"""


def test_counts_of_several_processes_are_added_and_dead_ones_hold_no_connections(tmp_path: Path) -> None:
    environ = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path), "PYTHONPATH": ":".join(sys.path)}
    pids = []
    for _ in range(3):
        with subprocess.Popen([sys.executable, "-c", COUNTING], env=environ) as process:
            pids.append(process.pid)
        assert process.returncode == 0
    argv = [sys.executable, "-c", READING, str(pids[0])]
    text = subprocess.run(argv, env=environ, capture_output=True, text=True, check=True).stdout
    assert 'mingjing_http_requests_total{method="GET",route="healthz",status="200"} 3.0' in text
    assert 'mingjing_database_pool_connections{state="used"} 4.0' in text
