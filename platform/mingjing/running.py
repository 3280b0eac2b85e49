"""The processes of one machine: web, worker, scheduler. Started together, kept alive, stopped together."""

import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from mingjing.commands import CheckFailed, WrongUse
from mingjing.embedded.process import command_line, tail

PR_SET_PDEATHSIG = 1
STOP_SECONDS = 20
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
# A child that ran so long worked: if it ends, it is started again at once, as after its first end.
STEADY_SECONDS = 10.0
# A web process is made anew after about that many requests, a worker's when it holds more than that many KiB.
REQUESTS = 20_000
WORKER_KIB = 500_000
PYTHON = (sys.executable, "-m")
CELERY = ("celery", "-A", "mingjing.celery")


class Stopped(Exception):
    """Somebody asked the program to stop."""


@dataclass(frozen=True)
class Program:
    name: str
    argv: tuple[str, ...]
    environ: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """Of the process; the database shows its sessions under its name."""
        return child_environment() | {"PGAPPNAME": f"mingjing-{self.name}"} | self.environ


@dataclass
class Child:
    program: Program
    process: subprocess.Popen[bytes]
    restart_at: float | None = None
    pause: float = FIRST_PAUSE
    started_at: float = field(default_factory=time.monotonic)


def programs(port: int, data: Path, *, workers: int, threads: int) -> list[Program]:
    """All of one machine, with their files in `data`."""
    return [
        web(f"127.0.0.1:{port}", workers=workers, threads=threads, metrics=data / "metrics"),
        worker(workers=workers),
        scheduler(data / "beat"),
    ]


def web(bind: str, *, workers: int, threads: int, metrics: Path) -> Program:
    """A connection for each thread, unless `MINGJING_POOL` says another number for each process."""
    argv = (
        *("gunicorn", "mingjing.wsgi:application", "--bind", bind, "--worker-class", "gthread"),
        *("-c", "python:mingjing.webserver", "--workers", str(workers), "--threads", str(threads)),
        *("--max-requests", str(REQUESTS), "--max-requests-jitter", str(REQUESTS // 5)),
        # No connection is kept: one that is closed while a request is on its way loses the request.
        *("--no-control-socket", "--graceful-timeout", "10", "--keep-alive", "0"),
    )
    pool = os.environ.get("MINGJING_POOL", str(threads))
    return Program("web", (*PYTHON, *argv), {"PROMETHEUS_MULTIPROC_DIR": str(metrics), "MINGJING_POOL": pool})


def worker(*, workers: int) -> Program:
    """A connection for each task: a backend grows with the halls that it sees, and a task lasts seconds."""
    bounds = ("--concurrency", str(workers), "--max-memory-per-child", str(WORKER_KIB))
    quiet = ("--without-gossip", "--without-mingle", "-l", "WARNING")
    return Program("worker", (*PYTHON, *CELERY, "worker", *bounds, *quiet), {"MINGJING_POOL": "0"})


def scheduler(schedule: Path) -> Program:
    """Nudges the workers; two of them nudge twice, which changes nothing."""
    return Program("scheduler", (*PYTHON, *CELERY, "beat", "-l", "WARNING", "--pidfile=", "--schedule", str(schedule)))


def require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise WrongUse(f"Port {port} of 127.0.0.1 cannot be used ({error.strerror}); try --port.") from error


@contextmanager
def stoppable() -> Iterator[None]:
    """Turns SIGTERM, SIGHUP and Ctrl-C into `Stopped`, so that everything that was started is ended on the way out."""

    def stop(number: int, frame: FrameType | None) -> None:
        # Once is enough: a second signal must not break off the ending of the children.
        for each in previous:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped

    previous = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def child_environment() -> dict[str, str]:
    """The children log in as the application's role, and do not hold the owner's address."""
    environ = {name: value for name, value in os.environ.items() if name != "MINGJING_DATABASE_URL"}
    return environ | {"MINGJING_ROLE": "app", "DJANGO_SETTINGS_MODULE": "mingjing.settings"}


@dataclass
class Running:
    """The children, in process groups of their own, with a log each in `data`."""

    data: Path
    port: int
    children: list[Child] = field(default_factory=list)

    @property
    def pid_file(self) -> Path:
        return self.data / f"serving-{self.port}.pids"

    @contextmanager
    def sole(self) -> Iterator[None]:
        """One at a time on a port; what a killed predecessor left is ended. Raises `WrongUse`."""
        with self.pid_file.with_suffix(".lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise WrongUse(f"Mingjing serves port {self.port} from {self.data} already.") from error
            self.end_leftovers()
            require_free(self.port)
            yield

    def start(self, chosen: list[Program]) -> None:
        for program in chosen:
            self.children.append(Child(program, self.spawn(program)))
            self.record()

    def spawn(self, program: Program) -> "subprocess.Popen[bytes]":
        with self.log(program).open("ab") as sink:
            return subprocess.Popen(
                program.argv,
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=sink,
                env=program.environment,
                start_new_session=True,
                preexec_fn=end_with(os.getpid()),
            )

    def log(self, program: Program) -> Path:
        return self.data / f"{program.name}.log"

    def await_ready(self, *, seconds: float) -> None:
        """Until `/readyz` answers 200. Raises `CheckFailed` with the end of the log when a child dies before."""
        deadline = time.monotonic() + seconds
        while True:
            answer = asked(f"http://127.0.0.1:{self.port}/readyz")
            if answer is None:
                return
            self.check_children()
            if time.monotonic() > deadline:
                raise CheckFailed(f"/readyz did not answer within {seconds:.0f} s: {answer}")
            time.sleep(0.1)

    def check_children(self) -> None:
        for child in self.children:
            if child.process.poll() is not None:
                log = self.log(child.program)
                raise CheckFailed(f"{child.program.name} ended at once; the end of {log}:\n{tail(log)}")

    def watch(self) -> None:
        """Starts again what ended; returns only by an exception."""
        while True:
            time.sleep(0.5)
            self.tend()

    def tend(self) -> None:
        """One look at the children: what ended is started again, after a pause that grows while it does not last."""
        for child in self.children:
            if child.process.poll() is not None:
                self.revive(child, time.monotonic())

    def revive(self, child: Child, now: float) -> None:
        if child.restart_at is None:
            kill_group(child.process.pid, signal.SIGKILL)
            if now - child.started_at > STEADY_SECONDS:
                child.pause = FIRST_PAUSE
            child.restart_at, child.pause = now + child.pause, min(child.pause * 2, LONGEST_PAUSE)
            say(f"{child.program.name} ended ({child.process.returncode}), starting it again.")
        elif now >= child.restart_at:
            child.process, child.restart_at, child.started_at = self.spawn(child.program), None, now
            self.record()

    def record(self) -> None:
        self.pid_file.write_text("".join(f"{child.process.pid}\n" for child in self.children))

    def end_leftovers(self) -> None:
        """After a kill -9 of everything but the children; call it only while holding `sole`."""
        if not self.pid_file.exists():
            return
        for word in self.pid_file.read_text().split():
            if any(name in command_line(int(word)) for name in ("mingjing.wsgi", "mingjing.celery")):
                kill_group(int(word), signal.SIGKILL)
        self.pid_file.unlink()

    def stop(self) -> None:
        """Asks all at once, waits, then kills what is left of their process groups."""
        for child in self.children:
            kill_group(child.process.pid, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.children:
            try:
                child.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                say(f"{child.program.name} did not stop in time and is killed.")
            kill_group(child.process.pid, signal.SIGKILL)
            child.process.wait()
        self.children.clear()
        self.pid_file.unlink(missing_ok=True)


def end_with(parent: int) -> Callable[[], None]:
    """For `preexec_fn`: the child is told to stop (SIGTERM, so that it ends its own workers) when the parent dies."""
    libc = ctypes.CDLL(None, use_errno=True)

    def arrange() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return arrange


def kill_group(leader: int, number: signal.Signals) -> None:
    try:
        os.killpg(leader, number)
    except ProcessLookupError:
        return


def asked(url: str) -> str | None:
    """None when the page answers 200, else what was wrong."""
    try:
        with urllib.request.urlopen(url, timeout=5):  # noqa: S310
            return None
    except urllib.error.HTTPError as error:
        return f"{error.code} {error.read(2000).decode(errors='replace')}"
    except OSError as error:
        return str(error)


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201
