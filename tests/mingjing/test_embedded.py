"""The embedded servers: started at need, shared, stopped by the last, and started over what a crash left."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from mingjing.embedded import VARIABLES, ServerUnavailable, servers
from mingjing.embedded.given import app_password, with_role
from mingjing.embedded.process import processes
from mingjing.embedded.sharing import shared

USER = """
import sys
from pathlib import Path
from mingjing.embedded import servers
with servers(Path(sys.argv[1]), durable=False) as urls:
    print(urls.app, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def _nothing_given(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """Ends what a failed test left running."""
    yield tmp_path / "data"
    for pid in server_processes(tmp_path / "data"):
        os.kill(pid, signal.SIGKILL)


def server_processes(data: Path) -> list[int]:
    postgres = [pid for pid in processes("") if f"-D {data}/postgres" in command(pid)]
    return postgres + [pid for pid in processes("") if f"{data}/run/broker.sock" in command(pid)]


def command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


@contextmanager
def another_user(data: Path) -> "Iterator[tuple[subprocess.Popen[str], str]]":
    """A second process inside `servers()`, with the address that it got."""
    argv = [sys.executable, "-c", USER, str(data)]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process, process.stdout.readline().strip()
        if process.poll() is None:
            process.communicate("")


def who_am_i(url: str) -> str:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT current_user").fetchone()
        assert row is not None
        return str(row[0])


def test_servers_run_inside_only_and_their_addresses_reach_children(data: Path) -> None:
    with servers(data, durable=False) as urls:
        assert (who_am_i(urls.owner), who_am_i(urls.app)) == ("mingjing_owner", "mingjing_app")
        assert [os.environ[name] for name in VARIABLES] == [urls.owner, urls.app, urls.broker]
        assert len(server_processes(data)) == 2
    assert server_processes(data) == []
    assert [name for name in VARIABLES if name in os.environ] == []


def test_the_application_s_role_has_no_ddl(data: Path) -> None:
    with servers(data, durable=False) as urls, psycopg.connect(urls.app) as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE anything (n int)")
        connection.rollback()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE SCHEMA anything")


def test_nobody_else_can_enter_the_folder_of_the_sockets(data: Path) -> None:
    with servers(data, durable=False):
        assert (data / "run").stat().st_mode & 0o777 == 0o700


def test_the_last_one_out_stops_what_the_first_one_started(data: Path) -> None:
    with another_user(data) as (_, theirs):
        with servers(data) as urls:
            assert urls.app == theirs
        assert who_am_i(theirs) == "mingjing_app"
    assert server_processes(data) == []


def test_a_user_that_was_killed_is_counted_out(data: Path) -> None:
    with another_user(data) as (process, theirs):
        process.kill()
        process.wait()
        assert who_am_i(theirs) == "mingjing_app"
        with servers(data) as urls:
            assert urls.app == theirs
        assert server_processes(data) == []


def test_a_start_over_what_kill_9_left_keeps_what_was_committed(data: Path) -> None:
    with another_user(data) as (process, theirs):
        with psycopg.connect(theirs.replace("mingjing_app", "mingjing_owner")) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
        for pid in (process.pid, *server_processes(data)):
            os.kill(pid, signal.SIGKILL)
    assert (data / "postgres" / "postmaster.pid").exists()
    with servers(data, durable=False) as urls, psycopg.connect(urls.owner) as connection:
        assert connection.execute("SELECT n FROM kept").fetchall() == [(7,)]


def test_a_pid_file_that_names_somebody_else_s_process_is_no_server(data: Path) -> None:
    with servers(data, durable=False):
        pass
    (data / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n")
    with servers(data, durable=False) as urls:
        assert who_am_i(urls.app) == "mingjing_app"


def test_two_first_starts_at_once_make_one_database(data: Path) -> None:
    argv = [sys.executable, "-c", USER, str(data)]
    pair = [subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    addresses = {process.stdout.readline().strip() for process in pair if process.stdout}
    assert len(addresses) == 1
    assert len(server_processes(data)) == 2
    assert [process.communicate("") and process.returncode for process in pair] == [0, 0]


def test_a_deep_folder_gets_a_short_one_for_its_sockets(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 100) / "明镜"
    with servers(deep, durable=False) as urls:
        assert who_am_i(urls.app) == "mingjing_app"
        short = Path((deep / "run.path").read_text().strip())
        assert short.stat().st_mode & 0o777 == 0o700
    with servers(deep, durable=False):
        assert Path((deep / "run.path").read_text().strip()) == short
    short.rmdir()


def test_a_server_that_cannot_be_reached_is_named_with_its_variable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MINGJING_DATABASE_URL", "postgresql://postgres@127.0.0.1:1/mingjing")
    with pytest.raises(ServerUnavailable, match="MINGJING_DATABASE_URL"), servers(tmp_path):
        pass


def test_named_servers_are_used_and_nothing_is_started(data: Path, tmp_path: Path) -> None:
    with servers(data, durable=False) as urls:
        elsewhere = tmp_path / "other"
        with servers(elsewhere) as found:
            assert found == urls
        assert not elsewhere.exists()


def test_a_missing_database_is_made_on_a_named_server(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with servers(data, durable=False) as urls:
        monkeypatch.setenv("MINGJING_DATABASE_URL", urls.owner.replace("/mingjing?", "/another?"))
        monkeypatch.delenv("MINGJING_APP_DATABASE_URL")
        with servers(data) as found, psycopg.connect(found.app) as connection:
            assert connection.execute("SELECT current_database(), current_user").fetchone() == (
                "another",
                "mingjing_app",
            )


def test_the_application_s_address_is_the_owner_s_with_another_role_and_password() -> None:
    owner = "postgresql://boss:secret@db.example:6000/gov?sslmode=require"
    password = app_password(owner)
    address = f"postgresql:///gov?user=mingjing_app&password={password}&host=db.example&port=6000&sslmode=require"
    assert with_role(owner, password) == address
    assert len(password) == 48
    assert app_password("postgresql://boss@db.example/gov") == ""


def test_a_failed_start_stops_what_it_started_and_frees_the_lock(tmp_path: Path) -> None:
    calls: list[str] = []

    def fail() -> None:
        raise ServerUnavailable("no")

    with (
        pytest.raises(ServerUnavailable),
        shared(tmp_path / "server", start=fail, stop=lambda: calls.append("stopped")),
    ):
        pass
    assert calls == ["stopped"]
    with shared(tmp_path / "server", start=lambda: calls.append("started"), stop=lambda: calls.append("stopped")):
        pass
    assert calls == ["stopped", "started", "stopped"]
