"""What ended is started again: at once if it had worked, ever later if it keeps ending."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mingjing.running import FIRST_PAUSE, LONGEST_PAUSE, STEADY_SECONDS, Child, Program, Running


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    made = Running(tmp_path, port=0)
    program = Program("worker", ("true",))
    made.children.append(Child(program, made.spawn(program), started_at=0.0))
    yield made
    made.stop()


def ended_after(running: Running, seconds: float) -> float:
    """Lets the child end so long after its start; how long it then waits to be started again."""
    child = running.children[0]
    child.process.wait()
    at = child.started_at + seconds
    running.revive(child, at)
    assert child.restart_at is not None
    pause = child.restart_at - at
    running.revive(child, child.restart_at)
    return pause


def test_a_child_that_keeps_ending_waits_longer_each_time(running: Running) -> None:
    pauses = [ended_after(running, 1.0) for _ in range(8)]
    assert pauses == [1.0, 2.0, 4.0, 8.0, 16.0, LONGEST_PAUSE, LONGEST_PAUSE, LONGEST_PAUSE]


def test_one_that_had_worked_is_started_again_at_once(running: Running) -> None:
    for _ in range(6):
        ended_after(running, 1.0)
    assert ended_after(running, STEADY_SECONDS + 1) == FIRST_PAUSE
    assert ended_after(running, 1.0) == 2 * FIRST_PAUSE


def test_it_is_another_process_that_runs_then(running: Running) -> None:
    before = running.children[0].process
    ended_after(running, 1.0)
    after = running.children[0].process.pid
    assert after != before.pid
    assert running.pid_file.read_text().split() == [str(after)]
