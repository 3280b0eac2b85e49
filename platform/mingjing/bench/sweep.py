"""Sweep: the worker's rounds. The same work among all halls and among few; and what an idle round asks."""

import argparse
import logging
import statistics
import time
from datetime import date
from typing import Any

from mingjing.bench.rollup import AGENDA, FAR, FEW_HALLS, cut, execute

NEEDS_DATABASE = True
ROLE = "owner"
ALL, FEW = "bench_sweep", "bench_sweep_few"
# Long ago, so that everything that can fall due has: 180 days of cases, none of which was concluded.
UNTIL = date(2025, 6, 30)
EMPTIED = (
    "reporting_delta",
    "reporting_rollup",
    "reporting_nodeday",
    "reporting_board",
    "foundation_agenda",
    "foundation_outbox",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--halls", type=int, default=0, help="halls of the tree (default: all of Hebei, 2567)")
    parser.add_argument("--schemas", type=int, default=0, help="of these with a schema (default: all)")
    parser.add_argument("--due-halls", type=int, default=20, help="halls with work (default: 20)")
    parser.add_argument("--due", type=int, default=1_000, help="cases due in all of these (default: 1000)")
    parser.add_argument("--open", type=int, default=40, help="cases a hall that fall due later (default: 40)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds, by turns (default: 5)")


def run(args: argparse.Namespace) -> dict[str, Any]:
    from mingjing.kept_database import keep

    # The trace of a failed batch would be timed as well; failures are counted below.
    logging.getLogger("foundation.working").setLevel(logging.CRITICAL)
    made_of = {name: getattr(args, name) for name in ("halls", "schemas", "due_halls", "due", "open")}
    keep(FEW, made_of=made_of, fill=lambda: fill(args, halls=FEW_HALLS, schemas=0))
    keep(ALL, made_of=made_of, fill=lambda: fill(args, halls=args.halls, schemas=args.schemas))
    swept(ALL)
    swept(FEW)
    rounds = [(swept(FEW), swept(ALL)) for _ in range(args.rounds)]
    few, every = (statistics.median(times) for times in zip(*rounds, strict=True))
    idle, statements = idle_round()
    worked = execute("SELECT count(*) FROM bench_due")[0][0]
    return {
        "sizes": {
            "halls": execute("SELECT count(*) FROM hierarchy_hall")[0][0],
            "schemas": execute("SELECT count(*) FROM hierarchy_hall WHERE provisioned_at IS NOT NULL")[0][0],
            "few_halls": FEW_HALLS,
            "due": worked,
            "due_halls": args.due_halls,
            "open": execute("SELECT count(*) FROM foundation_agenda")[0][0],
            "rounds": args.rounds,
        },
        "product": {
            "seconds": every,
            "few_seconds": few,
            "cases_per_second": worked / every,
            "idle_ms": idle,
        },
        "baselines": {},
        "ratios": {"growth": every / few, "idle_statements": statements},
    }


def fill(args: argparse.Namespace, *, halls: int, schemas: int) -> None:
    """The tree with its schemas; cases that are due in some halls, and rows of open cases in all."""
    from django.db.models.functions import Length

    from hierarchy import calendars, provisioning
    from hierarchy.models import Hall
    from hierarchy.tree import load_divisions
    from mingjing.bench_cases import fill_hall
    from mingjing.commands.migrate import migrate_public
    from mingjing.kept_database import analyse

    migrate_public()
    calendars.load_published()
    load_divisions()
    if halls:
        cut(halls)
    # Tier by tier: the halls that are due are the same ones among few and among all.
    codes = list(Hall.objects.order_by(Length("path"), "path").values_list("code", flat=True))
    provisioning.provision(codes[: max(schemas, args.due_halls) if schemas else None])
    for hall in Hall.objects.filter(code__in=codes[: args.due_halls]):
        fill_hall(hall, args.due // args.due_halls, days=180, until=UNTIL, concluded=0)
    execute("CREATE TABLE bench_due AS SELECT * FROM foundation_agenda")
    execute(f"TRUNCATE {', '.join(EMPTIED)}")
    execute(AGENDA, at=FAR, day=FAR, count=args.open * len(codes), kind="open")
    analyse()


def swept(database: str) -> float:
    """Seconds in which everything that is due is worked, from rows as they were before anybody worked them."""
    from foundation import working
    from foundation.clock import now
    from mingjing.kept_database import use

    use(database)
    reset()
    started = time.perf_counter()
    while working.work(now=now()):
        pass
    seconds = time.perf_counter() - started
    raised = sum(execute(f'SELECT count(*) FROM "{schema}".alerts_alert')[0][0] for schema in due_schemas())  # noqa: S608
    if not raised or working.set_aside():
        raise RuntimeError(f"the worker failed: {raised} alerts, set aside: {working.set_aside()}")
    return seconds


def reset() -> None:
    for schema in due_schemas():
        execute(f'TRUNCATE "{schema}".alerts_alertnote, "{schema}".alerts_alert')
        execute(f'UPDATE "{schema}".cases_case SET worked_to = NULL')  # noqa: S608
        execute(f'VACUUM "{schema}".cases_case')
    for table in EMPTIED:
        if table != "foundation_agenda":
            execute(f"TRUNCATE {table}")
    execute("DELETE FROM foundation_agenda WHERE at < now()")
    execute("INSERT INTO foundation_agenda SELECT * FROM bench_due")
    execute("VACUUM ANALYZE foundation_agenda")


def due_schemas() -> list[str]:
    rows = execute("SELECT DISTINCT schema_name FROM hierarchy_hall JOIN bench_due ON hall = code ORDER BY 1")
    return [schema for (schema,) in rows]


def idle_round() -> tuple[float, int]:
    """Milliseconds and statements of the worker's regular task while nothing is due."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from mingjing.tasks import dispatch

    dispatch()
    started = time.perf_counter()
    with CaptureQueriesContext(connection) as asked:
        dispatch()
    return (time.perf_counter() - started) * 1000, len(asked)
