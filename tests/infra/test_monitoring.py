"""Alerts, dashboard and runbooks speak of metrics that are there, and of each other."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from kombu import Connection
from prometheus_client import CollectorRegistry

from api.metrics import State
from foundation import measuring, seen
from mingjing.embedded import Urls

ROOT = Path(__file__).resolve().parents[2]
MONITORING, RUNBOOKS = ROOT / "infra" / "monitoring", ROOT / "docs" / "runbooks"
SELECTED = re.compile(r"\b(mingjing_\w+)(?:\{([^}]*)\})?")
LABELS = re.compile(r"(\w+)\s*(?:=~|!~|!=|=)")
BY = re.compile(r"\bby \(([^)]*)\)")
# Of Prometheus itself, of where it asked, of a histogram.
ALWAYS = {"instance", "job", "le"}


@pytest.fixture
def labels(db: None, servers: Urls, settings: Any) -> dict[str, set[str]]:
    """The labels of every sample that `/metrics` can have, by its name."""
    settings.CELERY_BROKER_URL = servers.broker
    with Connection(servers.broker) as broker:
        seen.note(broker)
    measuring.count_request(route="healthz", method="GET", status=200, seconds=0.1)
    measuring.count_error("NOT_FOUND")
    measuring.EXCHANGE_ROWS.labels("accepted").inc(0)
    measuring.POOL.labels("used").set(0)
    registry = CollectorRegistry()
    registry.register(measuring.PROCESS)
    registry.register(State())
    found: dict[str, set[str]] = {}
    for family in registry.collect():
        for sample in family.samples:
            found.setdefault(sample.name, set()).update(sample.labels)
    return found


def alerts() -> list[dict[str, Any]]:
    groups = yaml.safe_load((MONITORING / "alerts.yaml").read_text())["groups"]
    return [rule for group in groups for rule in group["rules"]]


def expressions() -> Iterator[tuple[str, str]]:
    for rule in alerts():
        yield rule["alert"], rule["expr"]
    for panel in json.loads((MONITORING / "dashboard.json").read_text())["panels"]:
        for target in panel.get("targets", []):
            yield panel["title"], target["expr"]


def test_alerts_and_dashboard_ask_for_metrics_and_labels_that_are_there(labels: dict[str, set[str]]) -> None:
    for where, expression in expressions():
        asked = SELECTED.findall(expression)
        for name, selector in asked:
            assert name in labels, f"{where}: there is no {name}"
            assert set(LABELS.findall(selector)) <= labels[name], where
        own = set().union(*(labels[name] for name, _ in asked), ALWAYS)
        grouped = {word.strip() for words in BY.findall(expression) for word in words.split(",")}
        assert grouped <= own, where


def test_every_metric_of_ours_is_on_the_dashboard_or_in_an_alert(labels: dict[str, set[str]]) -> None:
    asked = {name for _, expression in expressions() for name, _ in SELECTED.findall(expression)}
    parts = ("_created", "_sum", "_count")
    assert {name for name in labels if not name.endswith(parts)} - asked == set()


def test_each_alert_has_its_page_and_each_page_its_alert() -> None:
    named = {rule["alert"]: rule["annotations"]["runbook"] for rule in alerts()}
    assert named == {name: f"docs/runbooks/{name}.md" for name in named}
    assert {path.stem for path in RUNBOOKS.glob("*.md")} - {"README"} == set(named)
    listed = (RUNBOOKS / "README.md").read_text()
    for name in named:
        assert f"[{name}]({name}.md)" in listed
        text = (RUNBOOKS / f"{name}.md").read_text()
        assert text.startswith(f"# {name}\n")
        assert "\n## Look\n" in text
    assert {rule["labels"]["severity"] for rule in alerts()} == {"page", "ticket"}


def test_links_of_runbooks_lead_somewhere() -> None:
    for path in RUNBOOKS.glob("*.md"):
        for link in re.findall(r"\]\(([^)#]+)\)", path.read_text()):
            assert (path.parent / link).exists(), f"{path.name}: {link}"


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["check", "rules", "alerts.yaml"], id="rules"),
        pytest.param(["test", "rules", "alerts.test.yaml"], id="what fires when"),
        pytest.param(["check", "config", "--syntax-only", "prometheus.yaml"], id="example"),
    ],
)
def test_prometheus_takes_them(words: list[str]) -> None:
    if not shutil.which("promtool"):
        pytest.skip("promtool is not installed")
    done = subprocess.run(["promtool", *words], cwd=MONITORING, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
