"""Killing a process at every step of a piece of work: before each statement, before and after each commit."""

import os
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection


def killed_everywhere(work: Callable[[], object]) -> Iterator[int]:
    """Runs `work` in processes that are killed at their first, second, ... step, and yields after each of them.

    Ends with the one that came through. Needs a database of its own; what `work` writes is there to be looked at.
    """
    step = 1
    while _is_killed(work, at_step=step):
        yield step
        step += 1
    yield step


def _is_killed(work: Callable[[], object], *, at_step: int) -> bool:
    # A connection cannot be shared over a fork.
    connection.close()
    child = os.fork()
    if child == 0:
        _work_and_die(work, at_step)
    _, status = os.waitpid(child, 0)
    _await_alone()
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0, "the work failed by itself"
    return False


def _work_and_die(work: Callable[[], object], at_step: int) -> None:
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1
        if steps == at_step:
            os.kill(os.getpid(), signal.SIGKILL)

    def counted(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        step()
        return execute(sql, params, many, context)

    commit = connection._commit

    def committed() -> None:
        step()
        commit()
        step()

    connection._commit = committed
    try:
        with connection.execute_wrapper(counted):
            work()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _await_alone() -> None:
    """The server finds out about a killed client in a moment; until then its locks are held."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            if cursor.fetchone()[0] == 0:
                return
        time.sleep(0.01)
    raise AssertionError("a killed process still holds its connection")
