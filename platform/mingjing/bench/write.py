"""Write: one event of a window in one transaction, with the roll-up's delta and without it."""

import argparse
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hierarchy.models import Hall

NEEDS_DATABASE = True
ROLE = "owner"
DATABASE, HALL = "bench_write", "130322000000"
UNTIL = date(2026, 6, 30)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cases", type=int, default=2_000, help="cases that get one more event (default: 2000)")
    parser.add_argument("--block", type=int, default=50, help="events of one kind, by turns (default: 50)")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """By turns a block of events with the delta and one without: what disturbs the machine disturbs both."""
    from mingjing.kept_database import keep

    keep(DATABASE, made_of={"run_at": time.time()}, fill=lambda: fill(args.cases))
    hall, numbers = prepared()
    blocks = [numbers[at : at + args.block] for at in range(0, len(numbers), args.block)]
    half = len(blocks) // 2
    written(hall, blocks[0])
    with_delta, without = [], []
    for number in range(1, half):
        with_delta.append(written(hall, blocks[2 * number]))
        with no_delta():
            without.append(written(hall, blocks[2 * number + 1]))
    ours, bare = statistics.median(with_delta), statistics.median(without)
    folded, seconds = folded_all()
    return {
        "sizes": {"cases": args.cases, "block": args.block, "blocks_of_each": half - 1},
        "product": {
            "ms_an_event": ours / args.block * 1000,
            "fold_ms_a_delta": seconds / folded * 1000,
            "deltas_folded": folded,
        },
        "baselines": {"ms_an_event_without_rollup": bare / args.block * 1000},
        "ratios": {"rollup_cost": ours / bare},
    }


def fill(cases: int) -> None:
    """One hall with open cases, all accepted."""
    from hierarchy import calendars, provisioning
    from hierarchy.models import Hall
    from hierarchy.tree import load_divisions
    from mingjing.bench_cases import fill_hall
    from mingjing.commands.migrate import migrate_public
    from mingjing.kept_database import analyse
    from reporting import rollups

    migrate_public()
    calendars.load_published()
    load_divisions()
    provisioning.provision([HALL])
    fill_hall(Hall.objects.get(code=HALL), cases, days=180, until=UNTIL, concluded=0)
    while rollups.fold(limit=100_000).deltas:
        pass
    analyse()


def prepared() -> "tuple[Hall, list[str]]":
    from hierarchy.gates import enter
    from hierarchy.models import Hall
    from tenants.cases.models import Case

    hall = Hall.objects.get(code=HALL)
    with enter(hall):
        return hall, list(Case.objects.order_by("pk").values_list("number", flat=True))


def written(hall: "Hall", numbers: Sequence[str]) -> float:
    """Seconds in which each of these cases is concluded, in a transaction of its own."""
    from foundation.clock import SHANGHAI
    from hierarchy.gates import enter
    from rulebook.case import EventKind
    from tenants.cases.append import CaseBatch, NewEvent, append_batch

    at = datetime.combine(UNTIL, datetime.min.time(), SHANGHAI) + timedelta(hours=10)
    with enter(hall):
        started = time.perf_counter()
        for number in numbers:
            append_batch(hall, [CaseBatch(number, [NewEvent(EventKind.CONCLUDED, at)])])
        return time.perf_counter() - started


@contextmanager
def no_delta() -> Iterator[None]:
    """The baseline: the same writer, whose hand-over to the roll-up does nothing."""
    from reporting import rollups

    add = rollups.add
    rollups.add = lambda hall, counts: None
    try:
        yield
    finally:
        rollups.add = add


def folded_all() -> tuple[int, float]:
    from reporting import rollups

    started, count = time.perf_counter(), 0
    while found := rollups.fold().deltas:
        count += found
    return count, time.perf_counter() - started
