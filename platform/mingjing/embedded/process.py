"""Processes that outlive the command that started them."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from mingjing.embedded.account import Account
from mingjing.embedded.failure import ServerUnavailable

# Kept so that a server which this process started and stops is reaped, not left as a zombie.
_started: list[subprocess.Popen[bytes]] = []


def command_line(pid: int) -> str:
    """Empty for a process that is gone or a zombie. Readable across users, unlike /proc/PID/cwd in a container."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def processes(beginning: str) -> list[int]:
    """Every process whose command line begins like this."""
    return [
        int(entry)
        for entry in os.listdir("/proc")
        if entry.isdigit() and command_line(int(entry)).startswith(beginning)
    ]


def recorded(pid_file: Path, mark: str) -> int | None:
    """The process of a pid file, if it is alive and really ours: after a reboot another one may have its number."""
    try:
        pid = int(pid_file.read_text().split()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None
    return pid if mark in command_line(pid) else None


def spawn(account: Account, argv: list[str], log: Path) -> subprocess.Popen[bytes]:
    """Starts a server in a session of its own (Ctrl-C in the terminal does not reach it), with a clean environment."""
    environ = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}
    with log.open("ab") as sink:
        process = subprocess.Popen(
            [*account.prefix, *argv],
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=sink,
            env=environ,
            cwd="/",
            start_new_session=True,
        )
    _started.append(process)
    return process


def await_ready(
    name: str, is_ready: Callable[[], bool], is_alive: Callable[[], bool], *, log: Path, seconds: float
) -> None:
    """A crash start of many halls takes its time, so a server is given up only when it ends or `seconds` are over."""
    deadline = time.monotonic() + seconds
    while not is_ready():
        if not is_alive() or time.monotonic() > deadline:
            raise ServerUnavailable(f"{name} did not start. End of {log}:\n{tail(log)}")
        time.sleep(0.05)


def tail(log: Path, lines: int = 12) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) if log.exists() else ""


def end(pid: int, mark: str, *, politely: signal.Signals, seconds: float) -> None:
    """Asks, waits, and then insists."""
    if not send(pid, politely):
        return
    deadline = time.monotonic() + seconds
    while mark in command_line(pid):
        if time.monotonic() > deadline:
            send(pid, signal.SIGKILL)
        time.sleep(0.02)
        reap()
    reap()


def send(pid: int, number: signal.Signals) -> bool:
    """False when the process was gone already."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return False
    return True


def reap() -> None:
    _started[:] = [process for process in _started if process.poll() is None]
