"""Memory: web, worker and their backends after all halls were touched, against a connection that is never let go."""

import argparse
import json
import os
import socket
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import psycopg

NEEDS_DATABASE = True
ROLE = "owner"
DATABASE = "bench_memory"
UNTIL = date(2025, 6, 30)
PROVINCE = "130000000000"
MEBIBYTE = 1024  # KiB
PATIENCE = 3_600
ALL_HALLS = 2_567
# Until then some worker has entered every hall.
WAITING = "SELECT EXISTS (SELECT FROM foundation_agenda WHERE at < now() AND handler = 'case.clock')"
# As a supervisor works: cases, open alerts and administrative acts of a hall.
ASKED = """query Touch($hall: ID!) { hall(code: $hall) { code name }
  cases(hall: $hall, first: 20) { edges { node { number applicantName lamp item { code name } department { name } } } }
  alerts(code: $hall, first: 20) { edges { node { caseNumber level } } }
  adminActs(hall: $hall, first: 20) { edges { node { kind } } } }"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--halls", type=int, default=300, help="halls with a schema (default: 300)")
    parser.add_argument("--cases", type=int, default=4, help="cases a hall, all of them due (default: 4)")
    parser.add_argument("--rounds", type=int, default=2, help="times that every hall is asked (default: 2)")
    parser.add_argument("--threads", type=int, default=4, help="threads of the web process (default: 4)")


def run(args: argparse.Namespace) -> dict[str, Any]:
    from mingjing.kept_database import keep

    # Made anew each time: what is due is worked once.
    keep(DATABASE, made_of={"run_at": time.time()}, fill=lambda: fill(args))
    os.environ["MINGJING_APP_DATABASE_URL"] = app_address()
    halls = schemas()
    kept = touched_by_one(list(halls.values()))
    asked = web_measured(args, list(halls))
    worked = worker_measured(list(halls))
    growth = (kept[-1] - kept[len(kept) // 2]) / (len(kept) - len(kept) // 2)
    return {
        "sizes": {"halls": len(halls), "cases_a_hall": args.cases, "rounds": args.rounds, "threads": args.threads},
        "product": asked | worked,
        "baselines": {
            "kept_backend_mb": kept[-1],
            "kept_backend_mb_a_hall": growth,
            "kept_backend_mb_all_hebei": kept[-1] + growth * max(0, ALL_HALLS - len(halls)),
        },
        "ratios": {
            "web_growth": asked["web_mb"] / asked["web_mb_half"],
            "backend": asked["web_backend_mb"] / kept[-1],
        },
    }


def fill(args: argparse.Namespace) -> None:
    """Halls with cases that are due, and a supervisor of the province who may look into every one."""
    from hierarchy import calendars, provisioning
    from hierarchy.models import Hall
    from hierarchy.tree import load_divisions
    from mingjing.bench_cases import fill_hall
    from mingjing.commands.migrate import migrate_public
    from mingjing.commands.user import create, place
    from mingjing.kept_database import analyse

    migrate_public()
    calendars.load_published()
    load_divisions()
    codes = list(Hall.objects.order_by("path").values_list("code", flat=True)[: args.halls])
    provisioning.provision(codes)
    for hall in Hall.objects.filter(code__in=codes).order_by("path"):
        fill_hall(hall, args.cases, days=60, until=UNTIL, concluded=0)
    create("bench", "Bench", [place(f"{PROVINCE}:supervisor"), place(f"{PROVINCE}:hall_admin")], "bench-memory-0123")
    analyse()


def app_address() -> str:
    """The application's role in this bench's database."""
    from psycopg.conninfo import conninfo_to_dict

    from mingjing.embedded.given import with_role

    owner = os.environ["MINGJING_DATABASE_URL"]
    return with_role(owner, str(conninfo_to_dict(os.environ["MINGJING_APP_DATABASE_URL"]).get("password") or ""))


def schemas() -> dict[str, str]:
    """Schemas by the code of their hall."""
    from hierarchy.models import Hall

    return dict(
        Hall.objects.exclude(provisioned_at=None).order_by("path").values_list("code", "schema_name").iterator()
    )


def touched_by_one(names: list[str]) -> list[float]:
    """MiB of one backend after each hall, every table of which it read."""
    from mingjing.bench.rollup import execute

    found = []
    tables = [row[0] for row in execute("SELECT tablename FROM pg_tables WHERE schemaname = %(one)s", one=names[0])]
    with psycopg.connect(os.environ["MINGJING_APP_DATABASE_URL"], autocommit=True) as kept:
        for schema in names:
            kept.execute(f'SET search_path = "{schema}", public')  # type: ignore[arg-type]
            for table in tables:
                kept.execute(f'SELECT * FROM "{table}" LIMIT 1')  # type: ignore[arg-type]  # noqa: S608
            found.append(own_mb(kept.info.backend_pid))
    return found


def web_measured(args: argparse.Namespace, codes: list[str]) -> dict[str, float]:
    """One web process that is asked about every hall, some times over."""
    from accounts import tokens
    from accounts.models import Person
    from mingjing import running

    port = free_port()
    token = tokens.issue(Person.objects.get(username="bench"), hall_code=PROVINCE).secret
    halves, backends = [], [0.0]
    data = Path(os.environ["MINGJING_DATA"])
    program = running.web(f"127.0.0.1:{port}", workers=1, threads=args.threads, metrics=data / "metrics")
    with started(program, data) as pid:
        await_answer(port)
        (process,) = children_of(pid)
        for round_number in range(args.rounds):
            for number, code in enumerate(codes):
                ask(port, token, code)
                if number == len(codes) // 2 and round_number == 0:
                    halves.append(own_mb(process))
                if number % 20 == 0:
                    backends.append(largest_backend("web"))
        return {"web_mb_half": halves[0], "web_mb": own_mb(process), "web_backend_mb": max(backends)}


def worker_measured(codes: list[str]) -> dict[str, float]:
    """Two worker processes that work what is due in every hall."""
    from foundation.models import Agenda
    from mingjing import running
    from mingjing.bench.rollup import execute

    data, found, backends = Path(os.environ["MINGJING_DATA"]), [0.0], [0.0]
    due = Agenda.objects.count()
    begun = time.monotonic()
    with started(running.worker(workers=2), data) as pid, started(running.scheduler(data / "beat"), data):
        while execute(WAITING)[0][0]:
            found.append(max(map(own_mb, children_of(pid)), default=0.0))
            backends.append(largest_backend("worker"))
            if time.monotonic() > begun + PATIENCE:
                raise RuntimeError("the workers did not come to an end")
            time.sleep(0.2)
    return {"worker_mb": max(found), "worker_backend_mb": max(backends), "worker_due": float(due)}


@contextmanager
def started(program: Any, data: Path) -> Iterator[int]:
    """One program of the product on the bench's database; its sessions are known by its name."""
    from mingjing.running import Running

    running = Running(data, 0)
    try:
        running.start([program])
        yield running.children[0].process.pid
    finally:
        running.stop()


def ask(port: int, token: str, code: str) -> None:
    body = json.dumps({"query": ASKED, "variables": {"hall": code}}).encode()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}/graphql/", body, headers)
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
        found = json.load(answer)
    if "errors" in found:
        raise RuntimeError(str(found["errors"]))


def await_answer(port: int) -> None:
    from mingjing.running import asked

    end = time.monotonic() + 60
    while asked(f"http://127.0.0.1:{port}/healthz") is not None:
        if time.monotonic() > end:
            raise RuntimeError("the web server does not answer")
        time.sleep(0.1)


def largest_backend(name: str) -> float:
    from mingjing.bench.rollup import execute

    name = f"mingjing-{name}"
    pids = execute("SELECT pid FROM pg_stat_activity WHERE application_name = %(name)s", name=name)
    return max((own_mb(pid) for (pid,) in pids), default=0.0)


def own_mb(pid: int) -> float:
    """MiB that this process alone holds; what backends share of the server's buffers is no part of it."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    found = {line.split(":")[0]: int(line.split()[1]) for line in lines if line.startswith("Rss")}
    return (found.get("RssAnon", 0) + found.get("RssFile", 0)) / MEBIBYTE


def children_of(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
