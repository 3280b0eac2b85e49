"""`mingjing serve`: web, worker and scheduler on one machine, in the foreground, until Ctrl-C or SIGTERM."""

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from mingjing import commands, embedded, pooling
from mingjing.running import Running, Stopped, programs, say, stoppable

HELP = "run web server, worker and scheduler on this machine"
READY_SECONDS = 90


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000, help="of 127.0.0.1 (default 8000)")
    parser.add_argument("--data", type=Path, help="embedded servers and logs (default $MINGJING_DATA, else .mingjing)")
    parser.add_argument("--workers", type=int, default=2, help="processes of web server and of worker (default 2)")
    parser.add_argument("--threads", type=int, default=8, help="threads of a web process (default 8)")
    parser.add_argument("--once", action="store_true", help="stop everything after READY")


def run(args: argparse.Namespace) -> int:
    return serve(args, before=migrate, introduction=lambda: addresses(args.port))


def serve(args: argparse.Namespace, *, before: Callable[[], None], introduction: Callable[[], str]) -> int:
    """`before` runs as the owner of the database (as the application where only its address is known)."""
    if args.data is not None:
        os.environ["MINGJING_DATA"] = str(args.data.resolve())
    data = embedded.data_dir()
    data.mkdir(parents=True, exist_ok=True)
    running = Running(data, args.port)
    try:
        with stoppable(), running.sole(), commands.database(role()):
            pooling.check(os.environ[embedded.APP])
            before()
            close_connections()
            run_programs(running, args, introduction)
    except Stopped:
        say("Stopped.")
    return 0


def run_programs(running: Running, args: argparse.Namespace, introduction: Callable[[], str]) -> None:
    try:
        say("Starting web server, worker and scheduler ...")
        running.start(programs(args.port, running.data, workers=args.workers, threads=args.threads))
        running.await_ready(seconds=READY_SECONDS)
        print(introduction())
        print(f"READY http://127.0.0.1:{args.port}/", flush=True)
        if not args.once:
            running.watch()
    finally:
        running.stop()


def role() -> str:
    only_app = os.environ.get("MINGJING_APP_DATABASE_URL") and not os.environ.get("MINGJING_DATABASE_URL")
    return "app" if only_app else "owner"


def migrate() -> None:
    from mingjing.commands import migrate as command

    if role() == "owner":
        say("Migrating ...")
        command.migrate_public()
        command.migrate_halls()


def addresses(port: int) -> str:
    """For a person to read."""
    root = f"http://127.0.0.1:{port}"
    return f"pages {root}/   GraphQL {root}/graphql/   REST {root}/api/v1/schema/   health {root}/readyz"


def close_connections() -> None:
    from django.db import connections

    connections.close_all()
