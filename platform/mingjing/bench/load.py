"""Load: fifty people at work against each operation alone; workers are killed; then everything is checked."""

import argparse
import importlib.util
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hierarchy.models import Hall
    from mingjing.bench_prober import Prober
    from mingjing.running import Running

NEEDS_DATABASE = True
ROLE = "owner"
DATABASE = "bench_load"
PROVINCE = "130000000000"
ALONE = ("--users", "1", "--spawn-rate", "1")
# Operations that were asked less often have no p95 worth its name.
FEWEST = 20
PATIENCE = 120.0
BLINK = 0.2
USERS = Path(__file__).resolve().parents[1] / "bench_users.py"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--halls", type=int, default=40, help="counties with a schema and cases (default: 40)")
    parser.add_argument("--cases", type=int, default=300, help="cases in each of these at the start (default: 300)")
    parser.add_argument("--users", type=int, default=50, help="people at once (default: 50)")
    parser.add_argument("--seconds", type=int, default=120, help="of the load (default: 120)")
    parser.add_argument("--alone-seconds", type=int, default=60, help="of one person alone (default: 60)")
    parser.add_argument("--kill", type=float, default=20, help="seconds from one killed worker to the next; 0: none")
    parser.add_argument("--workers", type=int, default=2, help="processes of web server and of worker (default: 2)")
    parser.add_argument("--threads", type=int, default=8, help="threads of a web process (default: 8)")
    parser.add_argument("--seed", type=int, default=50, help="of who is killed")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """The database is made anew: what is written under load is checked to the last row."""
    from mingjing.bench_prober import Prober
    from mingjing.kept_database import keep

    require_locust()
    keep(DATABASE, made_of={"run_at": time.time()}, fill=lambda: fill(args))
    with tempfile.TemporaryDirectory() as folder:
        world = made_world(Path(folder))
        with serving(Path(folder), args) as running:
            alone = asked(running, world, ALONE, seconds=args.alone_seconds, thinking="0 0.1")
            crowd = ("--users", str(args.users), "--spawn-rate", "10")
            prober = Prober(running.port, world["probe"], item=world["item"])
            killed = Killing(running, every=args.kill, chance=random.Random(args.seed))
            load = asked(running, world, crowd, seconds=args.seconds, meanwhile=[prober.look, killed.look])
            waited = worked_off(running)
    return result(args, alone, load, prober, killed, waited)


def require_locust() -> None:
    from mingjing.commands import WrongUse

    # Found, not imported: it would change threads and sockets of this process.
    if importlib.util.find_spec("locust") is None:
        raise WrongUse("This bench needs locust, of the development packages: bash infra/set-up dev")


def fill(args: argparse.Namespace) -> None:
    """The whole tree; schemas of the province, its cities and some counties; cases in these counties."""
    from hierarchy import calendars, provisioning
    from hierarchy.gates import enter
    from hierarchy.models import Hall
    from hierarchy.tree import load_divisions
    from mingjing.bench_cases import fill_hall
    from mingjing.commands.migrate import migrate_public
    from mingjing.kept_database import analyse
    from reporting import rollups
    from tenants.organization.models import Department

    migrate_public()
    calendars.load_published()
    load_divisions()
    counties = list(Hall.objects.filter(tier="COUNTY").order_by("path").values_list("code", flat=True)[: args.halls])
    provisioning.provision([PROVINCE, *counties])
    for hall in Hall.objects.filter(code__in=counties):
        with enter(hall):
            Department.objects.create(code="D01", name="Bench")
        fill_hall(hall, args.cases, days=180, until=datetime.now(UTC).date(), concluded=8)
    while rollups.fold(limit=100_000).deltas:
        pass
    analyse()


def made_world(folder: Path) -> dict[str, Any]:
    """Whom the people are and what they may look at; also as a file, for the process that plays them."""
    from hierarchy.gates import enter
    from hierarchy.models import Hall, Role
    from mingjing.bench_cases import CODE
    from tenants.cases.models import Case

    halls = []
    for hall in Hall.objects.filter(tier="COUNTY").exclude(provisioned_at=None).order_by("path"):
        with enter(hall):
            numbers = list(Case.objects.order_by("pk").values_list("number", flat=True))
        halls.append({"code": hall.code, "token": token(hall, Role.CLERK), "numbers": numbers})
    province = Hall.objects.get(code=PROVINCE)
    cities = Hall.objects.filter(parent=province).order_by("path").values_list("code", flat=True)
    # The last hall is nobody's but the prober's: its figures move only when the prober writes.
    world = {
        "province": PROVINCE,
        "regions": [PROVINCE, *cities],
        "item": CODE,
        "supervisor": {"token": token(province, Role.SUPERVISOR)},
        "halls": halls[:-1],
        "probe": halls[-1] | {"item": CODE},
        "file": str(folder / "world.json"),
    }
    Path(world["file"]).write_text(json.dumps(world), encoding="utf-8")
    return world


def token(hall: "Hall", role: str) -> str:
    from accounts import tokens
    from accounts.models import Person
    from hierarchy.models import Post

    person = Person.objects.create(username=f"bench-{hall.code}", display_name="Bench")
    Post.objects.create(person=person, hall=hall, role=role, from_on=date(2024, 1, 1))
    return str(tokens.issue(person, hall_code=hall.code).secret)


@contextmanager
def serving(folder: Path, args: argparse.Namespace) -> "Iterator[Running]":
    """Web server, worker and scheduler as `mingjing serve` runs them, on the database of the bench."""
    from psycopg.conninfo import make_conninfo

    from mingjing.running import Running, programs

    os.environ["MINGJING_APP_DATABASE_URL"] = make_conninfo(os.environ["MINGJING_APP_DATABASE_URL"], dbname=DATABASE)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    running = Running(folder, port)
    try:
        running.start(programs(port, folder, workers=args.workers, threads=args.threads))
        running.await_ready(seconds=PATIENCE)
        yield running
    finally:
        running.stop()


class Killing:
    """Ends a worker or the scheduler the hard way, again and again, and starts again what ended."""

    def __init__(self, running: "Running", *, every: float, chance: random.Random) -> None:
        self.running, self.every, self.chance, self.count = running, every, chance, 0
        self.next_at = time.monotonic() + every

    def look(self) -> None:
        from mingjing.running import kill_group

        if self.every and time.monotonic() >= self.next_at:
            # Two of three are workers: they have more to lose.
            name = self.chance.choice(("worker", "worker", "scheduler"))
            child = next(one for one in self.running.children if one.program.name == name)
            if child.process.poll() is None:
                kill_group(child.process.pid, signal.SIGKILL)
                self.count += 1
            self.next_at += self.every
        self.running.tend()


def asked(
    running: "Running",
    world: dict[str, Any],
    people: Sequence[str],
    *,
    seconds: int,
    thinking: str = "1 5",
    meanwhile: Sequence[Callable[[], None]] = (),
) -> list[dict[str, Any]]:
    """What locust counted, an entry an operation. Raises RuntimeError when it broke off."""
    environ = os.environ | {"MINGJING_BENCH_WORLD": world["file"], "MINGJING_BENCH_THINKING": thinking}
    target = ("--host", f"http://127.0.0.1:{running.port}", "--run-time", f"{seconds}s")
    command = [sys.executable, "-m", "locust", "-f", str(USERS), "--headless", "--json", "--exit-code-on-error", "0"]
    with (
        (running.data / "locust.json").open("w+") as said,
        (running.data / "locust.log").open("w+") as log,
        subprocess.Popen([*command, *target, *people], env=environ, stdout=said, stderr=log) as locust,
    ):
        try:
            while locust.poll() is None:
                for look in meanwhile:
                    look()
                time.sleep(BLINK)
        except BaseException:
            locust.kill()
            raise
        said.seek(0), log.seek(0)
        if locust.returncode != 0:
            raise RuntimeError(f"locust ended with {locust.returncode}: {log.read()[-2000:]}")
        found = list(json.load(said))
        if any(entry["num_failures"] for entry in found):
            print(log.read().partition("Error report")[2], file=sys.stderr, flush=True)  # noqa: T201
        return found


def worked_off(running: "Running") -> float:
    """Seconds until nothing is due any more."""
    from foundation import working
    from foundation.clock import now

    begun = time.monotonic()
    while working.due(now=now()):
        if time.monotonic() - begun > PATIENCE:
            raise RuntimeError(f"still due after {PATIENCE:.0f} s: {working.due(now=now())[:5]}")
        running.tend()
        time.sleep(BLINK)
    return time.monotonic() - begun


def result(
    args: argparse.Namespace,
    alone: list[dict[str, Any]],
    load: list[dict[str, Any]],
    prober: "Prober",
    killed: Killing,
    waited: float,
) -> dict[str, Any]:
    """`p95` is the worst of all operations that were asked often enough."""
    medians = {entry["name"]: quantile(entry, 0.5) for entry in alone}
    often = {entry["name"]: entry for entry in load if entry["num_requests"] >= FEWEST and entry["name"] in medians}
    ratios = {name: quantile(entry, 0.95) / medians[name] for name, entry in often.items()}
    worst = max(ratios, key=lambda name: ratios[name])
    requests = sum(entry["num_requests"] for entry in load)
    return {
        "sizes": {
            "halls": args.halls,
            "cases_a_hall": args.cases,
            "users": args.users,
            "seconds": args.seconds,
            "web_processes": args.workers,
            "threads": args.threads,
            "workers_killed": killed.count,
        },
        "product": {
            "requests": requests,
            "requests_per_second": requests / args.seconds,
            "errors": sum(entry["num_failures"] for entry in [*alone, *load]),
            "worst_operation": worst,
            "figures_seen_after_seconds": max(prober.figures, default=None),
            "reds_listed_after_seconds": max(prober.lamps, default=None),
            "probes": len(prober.lamps),
            "worked_off_after_seconds": waited,
            **checked(),
        }
        | {f"{name}_p95_ms": quantile(entry, 0.95) for name, entry in sorted(often.items())},
        "baselines": {f"{name}_p50_alone_ms": medians[name] for name in sorted(often)},
        "ratios": {"p95": ratios[worst]},
    }


def quantile(entry: dict[str, Any], share: float) -> float:
    """In milliseconds, of what locust counted by rounded times."""
    times = sorted((float(key), count) for key, count in entry["response_times"].items())
    wanted, seen = share * sum(count for _, count in times), 0
    for milliseconds, count in times:
        seen += count
        if seen >= wanted:
            return max(milliseconds, 1.0)
    raise ValueError("no request was counted")


def checked() -> dict[str, int]:
    """`rebuild --check` and `audit verify` over everything that was written under load."""
    from foundation.clock import now
    from hierarchy.models import Hall
    from mingjing import rebuilding, verifying

    halls = list(Hall.objects.exclude(provisioned_at=None).order_by("path"))
    rebuilt = rebuilding.check(halls, at=now(), progress=lambda _: None)
    chains = verifying.verify(halls, progress=lambda _: None)
    return {
        "rebuild_compared": rebuilt.compared,
        "rebuild_differences": len(rebuilt.differences),
        "chain_rows": chains.rows,
        "chain_broken": len(chains.broken),
    }
