"""`mingjing run PROGRAM`: one program of `serve` alone, where machines or containers have one each."""

import argparse
import os
import sys

from mingjing import embedded, production
from mingjing.commands import WrongUse
from mingjing.running import Program, scheduler, web, worker

HELP = "run web server, worker or scheduler alone, on servers that the environment names"
NEEDED = (embedded.APP, embedded.BROKER)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    chosen = parser.add_subparsers(dest="program", required=True, metavar="PROGRAM")
    one = chosen.add_parser("web", help="the web server; nothing but a proxy may reach it")
    one.add_argument("--bind", default="127.0.0.1:8000", metavar="HOST:PORT", help="default 127.0.0.1:8000")
    one.add_argument("--workers", type=int, default=2, help="processes (default 2)")
    one.add_argument("--threads", type=int, default=8, help="threads of a process (default 8)")
    one = chosen.add_parser("worker", help="works what is due; any number of machines")
    one.add_argument("--workers", type=int, default=2, help="processes (default 2)")
    chosen.add_parser("scheduler", help="nudges the workers every ten seconds")


def run(args: argparse.Namespace) -> int:
    """Becomes the program, so that signals reach it as they were sent."""
    production.check(os.environ)
    missing = [name for name in NEEDED if not os.environ.get(name)]
    if missing:
        raise WrongUse(f"{' and '.join(missing)}: name the server (`mingjing serve` runs one of its own).")
    if args.program != "scheduler":
        refuse_mixing(os.environ[embedded.APP])
    program = chosen(args)
    os.execvpe(program.argv[0], program.argv, program.environment)  # noqa: S606


def refuse_mixing(url: str) -> None:
    """A pooler that mixes halls is refused. One that cannot be asked yet is not: programs wait for their servers."""
    import psycopg

    from mingjing import pooling

    try:
        pooling.check(url)
    except psycopg.OperationalError as error:
        print(f"The database cannot be asked yet: {error}", file=sys.stderr)


def chosen(args: argparse.Namespace) -> Program:
    data = embedded.data_dir()
    data.mkdir(parents=True, exist_ok=True)
    if args.program == "web":
        return web(args.bind, workers=args.workers, threads=args.threads, metrics=data / "metrics")
    return worker(workers=args.workers) if args.program == "worker" else scheduler(data / "beat")
