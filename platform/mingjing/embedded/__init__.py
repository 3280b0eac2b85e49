"""The servers a command needs: those that the environment names, else a PostgreSQL and a broker of our own.

`with servers() as urls:` is all that callers need. It shares servers that run, starts those that do not, puts their
addresses into `os.environ` for the settings and for child processes, and leaves everything as it found it.
"""

import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from mingjing.embedded.account import Account, account_for
from mingjing.embedded.broker import Broker
from mingjing.embedded.failure import ServerUnavailable
from mingjing.embedded.given import given_database
from mingjing.embedded.postgres import Postgres, program
from mingjing.embedded.sharing import alone, shared

__all__ = ["VARIABLES", "ServerUnavailable", "Urls", "data_dir", "servers"]

ROOT = Path(__file__).resolve().parents[3]
OWNER, APP, BROKER = VARIABLES = ("MINGJING_DATABASE_URL", "MINGJING_APP_DATABASE_URL", "MINGJING_BROKER_URL")
# A socket's path may have 107 bytes; addresses are passed in URLs, so nothing that has a meaning there.
SOCKET_FOLDER = re.compile(r"[A-Za-z0-9/._-]{1,88}")


@dataclass(frozen=True)
class Urls:
    """`owner` is empty where only the application's own address was given: such a process cannot migrate."""

    owner: str
    app: str
    broker: str


def data_dir() -> Path:
    return Path(os.environ.get("MINGJING_DATA") or ROOT / ".mingjing").resolve()


@contextmanager
def servers(data: Path | None = None, *, durable: bool = True) -> Iterator[Urls]:
    """Running servers for the length of the body.

    `data` (default `$MINGJING_DATA`, else `.mingjing/`) holds the embedded ones; `durable=False` trades safety
    against power failure for speed if the database is started here. Raises `ServerUnavailable`.
    """
    directory = (data or data_dir()).resolve()
    owner, app, broker = (os.environ.get(name, "") for name in VARIABLES)
    with ExitStack() as stack:
        if owner:
            pair = given_database(owner, app)
            owner, app = pair.owner, pair.app
        elif not app:
            database = stack.enter_context(embedded_database(directory, durable=durable))
            owner, app = database.url("mingjing_owner"), database.url("mingjing_app")
        broker = broker or stack.enter_context(embedded_broker(directory)).url
        urls = Urls(owner, app, broker)
        stack.enter_context(exported({OWNER: owner, APP: app, BROKER: broker, "MINGJING_DATA": str(directory)}))
        yield urls


@contextmanager
def embedded_database(directory: Path, *, durable: bool) -> Iterator[Postgres]:
    account, sockets = layout(directory)
    server = Postgres(directory / "postgres", sockets, directory / "postgres.log", account)
    with shared(server.files, start=lambda: server.start(durable=durable), stop=server.stop):
        yield server


@contextmanager
def embedded_broker(directory: Path) -> Iterator[Broker]:
    account, sockets = layout(directory)
    server = Broker(sockets, directory / "broker.log", directory / "broker.pid", account)
    with shared(directory / "broker", start=server.start, stop=server.stop):
        yield server


def layout(directory: Path) -> tuple[Account, Path]:
    """The account the servers run as and the folder of their sockets."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        account = account_for(directory / "postgres", program("postgres"))
        with alone(directory / "layout.change"):
            return account, socket_folder(directory, account)
    except PermissionError as error:
        raise ServerUnavailable(
            f"{error.filename}: {error.strerror}. Name another directory with MINGJING_DATA."
        ) from error


def socket_folder(directory: Path, account: Account) -> Path:
    """`run` in the data directory, or a short folder of ours under /tmp whose name is recorded there."""
    folder = directory / "run"
    if not SOCKET_FOLDER.fullmatch(str(folder)):
        folder = short_folder(directory / "run.path", account)
    folder.mkdir(mode=0o700, exist_ok=True)
    account.own(folder)
    return folder


def short_folder(record: Path, account: Account) -> Path:
    """Only a folder that is ours and closed to others is taken again: anybody may write in /tmp."""
    if record.exists():
        folder = Path(record.read_text().strip())
        if folder.is_dir() and not folder.is_symlink():
            found = folder.stat()
            if found.st_uid == account.uid and found.st_mode & 0o777 == 0o700:
                return folder
    folder = Path(tempfile.mkdtemp(prefix="mingjing-", dir="/tmp"))
    record.write_text(f"{folder}\n")
    return folder


@contextmanager
def exported(values: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update({name: value for name, value in values.items() if value})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
