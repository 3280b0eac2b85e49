"""Programs of the product as processes, each as on a machine of its own: `mingjing run` with servers by address."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mingjing.embedded import Urls
from tests.mingjing.test_serve import PATIENCE, answers

Process = subprocess.Popen[bytes]


@contextmanager
def running(urls: Urls, data: Path, *words: str, **variables: str) -> Iterator[Process]:
    """`mingjing run WORDS`, ended with all its children."""
    given = {"MINGJING_APP_DATABASE_URL": urls.app, "MINGJING_BROKER_URL": urls.broker, "MINGJING_DATA": str(data)}
    environ = {name: value for name, value in os.environ.items() if name != "MINGJING_DATABASE_URL"}
    argv = [sys.executable, "-m", "mingjing", "run", *words]
    with subprocess.Popen(argv, env=environ | given | variables, start_new_session=True) as process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            finally:
                kill(process)


@contextmanager
def web(urls: Urls, data: Path, port: int, **variables: str) -> Iterator[Process]:
    """One that is ready."""
    bind = f"127.0.0.1:{port}"
    with running(urls, data, "web", "--bind", bind, "--workers", "1", "--threads", "4", **variables) as process:
        until(lambda: answers(port) or process.poll() is not None)
        assert process.poll() is None
        yield process


def kill(process: Process) -> None:
    """As when the machine loses its power: nobody is asked."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)
