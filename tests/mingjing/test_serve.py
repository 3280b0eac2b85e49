"""`mingjing serve` as a person runs it: one line READY, and nothing left behind however it ends."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mingjing.embedded import VARIABLES
from mingjing.embedded.process import command_line

PATIENCE = 60


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("serve")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def arguments(data: Path, port: int) -> list[str]:
    command = [sys.executable, "-m", "mingjing", "serve", "--port", str(port), "--data", str(data)]
    return [*command, "--workers", "1", "--threads", "2"]


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in VARIABLES}


@contextmanager
def serving(data: Path, port: int, *more: str, **variables: str) -> "Iterator[subprocess.Popen[str]]":
    """Past READY; ended politely if the test did not end it."""
    argv, environ = [*arguments(data, port), *more], environment() | variables
    with subprocess.Popen(argv, env=environ, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = list(iter(process.stdout.readline, f"READY http://127.0.0.1:{port}/\n"))
        assert process.poll() is None, lines
        try:
            yield process
        finally:
            process.terminate()
            process.wait(PATIENCE)


def children(data: Path, port: int) -> list[int]:
    return [int(word) for word in (data / f"serving-{port}.pids").read_text().split()]


def await_end(pids: list[int]) -> None:
    deadline = time.monotonic() + PATIENCE
    while any(map(command_line, pids)):
        assert time.monotonic() < deadline, [command_line(pid) for pid in pids]
        time.sleep(0.1)


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def test_sigterm_ends_every_process_with_status_0(data: Path) -> None:
    port = free_port()
    with serving(data, port) as process:
        assert answers(port)
        pids = children(data, port)
        assert len(pids) == 3
        process.terminate()
        assert process.wait(PATIENCE) == 0
        await_end(pids)
    assert not answers(port)
    assert not (data / "postgres" / "postmaster.pid").exists()


def test_a_second_one_on_the_same_port_is_refused_with_status_2(data: Path, tmp_path: Path) -> None:
    port = free_port()
    with serving(data, port):
        for place in (data, tmp_path):
            argv = arguments(place, port)
            done = subprocess.run(argv, env=environment(), capture_output=True, text=True, check=False)
            assert (done.returncode, done.stdout) == (2, "")
            assert f"{port}" in done.stderr
        assert answers(port)


def test_a_killed_worker_is_started_again(data: Path) -> None:
    port = free_port()
    with serving(data, port):
        before = children(data, port)
        os.killpg(before[1], signal.SIGKILL)
        deadline = time.monotonic() + PATIENCE
        while (after := children(data, port)) == before:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert (after[0], after[2]) == (before[0], before[2])


def test_kill_9_of_the_parent_ends_its_children_and_the_next_start_works(data: Path) -> None:
    port = free_port()
    with serving(data, port) as process:
        pids = children(data, port)
        process.kill()
        process.wait()
        await_end(pids)
    with serving(data, port):
        assert answers(port)


def metrics(port: int, token: str) -> str:
    address = f"http://127.0.0.1:{port}/metrics"
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        return str(answer.read().decode())


def test_two_web_processes_count_together_and_the_worker_is_seen(data: Path) -> None:
    port, token = free_port(), "serve-and-measure-0123456789-abcdef"
    with serving(data, port, "--workers", "2", MINGJING_METRICS_TOKEN=token, MINGJING_POOL="2"):
        for _ in range(20):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=30).close()
        deadline = time.monotonic() + PATIENCE
        while "\nmingjing_worker_last_seen_timestamp_seconds " not in (found := metrics(port, token)):
            assert time.monotonic() < deadline, found
            time.sleep(0.5)
        assert 'mingjing_http_requests_total{method="GET",route="healthz",status="200"} 20.0\n' in found
        assert 'mingjing_database_pool_connections{state="free"}' in found
    for name in ("web", "worker", "scheduler"):
        for line in (data / f"{name}.log").read_text().splitlines():
            if line.startswith("{"):
                assert set(json.loads(line)) <= {"at", "level", "logger", "message", "request", "error"}
