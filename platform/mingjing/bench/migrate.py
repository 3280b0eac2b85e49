"""Migrate: bringing all halls to a release, against django-tenants' own way and against the bare statement."""

import argparse
import statistics
import time
from typing import TYPE_CHECKING, Any

from mingjing.kept_database import keep

if TYPE_CHECKING:
    from hierarchy.models import Hall

NEEDS_DATABASE = True
ROLE = "owner"
DATABASE = "bench_migrate"
RUNS = 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--halls", type=int, default=2567, help="halls with a schema (default: 2567)")
    parser.add_argument("--stock-halls", type=int, default=20, help="halls that stock migrates (default: 20)")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """The stock run is timed on some halls inside the full database and scaled: all of them take hours."""
    from hierarchy.migrating import provisioned
    from mingjing import stock_migrations

    keep(DATABASE, made_of={"halls": args.halls}, fill=lambda: fill(args.halls))
    halls = provisioned()
    forget_the_field(halls)
    noop = statistics.median(up_to_date(len(halls)) for _ in range(RUNS))
    chosen = halls[:: max(1, len(halls) // args.stock_halls)][: args.stock_halls]
    stock = stock_migrations.migrate([hall.schema_name for hall in chosen]) / len(chosen) * len(halls)
    plain, ours = in_turn(halls)
    return {
        "sizes": {"halls": len(halls), "stock_halls_timed": len(chosen), "stock_is_scaled": True},
        "product": {"noop_seconds": noop, "add_field_seconds": ours, "add_field_ms_a_hall": ours / len(halls) * 1000},
        "baselines": {"stock_noop_seconds": stock, "plain_ddl_seconds": plain},
        "ratios": {"stock_noop": stock / noop, "ddl": ours / plain},
    }


def fill(count: int) -> None:
    from hierarchy.models import Hall
    from hierarchy.provisioning import provision
    from hierarchy.tree import load_divisions
    from mingjing.commands.migrate import migrate_public

    migrate_public()
    load_divisions()
    report = provision(Hall.objects.order_by("path").values_list("code", flat=True)[:count], progress=told)
    if report.failures:
        raise RuntimeError(str(report))


def told(line: str) -> None:
    import sys

    sys.stderr.write(f"{line}\n")


def up_to_date(halls: int) -> float:
    """A run that finds nothing to do."""
    from hierarchy.migrating import migrate_halls

    started = time.perf_counter()
    report = migrate_halls()
    if (report.halls, report.migrated, report.failures) != (halls, 0, ()):
        raise RuntimeError(str(report))
    return time.perf_counter() - started


def migrated(halls: int) -> float:
    """One new field in every hall: recording, replaying and the ledgers."""
    from hierarchy.migrating import migrate_halls
    from hierarchy.models import RecordedSQL
    from mingjing import stock_migrations

    recorded = list(RecordedSQL.objects.values_list("key", flat=True))
    with stock_migrations.release_with_a_new_field():
        started = time.perf_counter()
        report = migrate_halls()
        seconds = time.perf_counter() - started
    if (report.migrated, report.failures) != (halls, ()):
        raise RuntimeError(str(report))
    RecordedSQL.objects.exclude(key__in=recorded).delete()
    return seconds


def in_turn(halls: "list[Hall]") -> tuple[float, float]:
    """Median seconds of the bare statement and of ours, which see the same load of the machine by taking turns."""
    plain, ours = list[float](), list[float]()
    for _ in range(RUNS):
        plain.append(altered(halls))
        forget_the_field(halls)
        ours.append(migrated(len(halls)))
        forget_the_field(halls)
    return statistics.median(plain), statistics.median(ours)


def altered(halls: "list[Hall]") -> float:
    """The bare statement for every hall, each committed by itself, on one connection."""
    import psycopg

    from hierarchy.replaying import conninfo

    with psycopg.connect(conninfo(), autocommit=True) as server:
        started = time.perf_counter()
        for hall in halls:
            server.execute(f'ALTER TABLE "{hall.schema_name}".notices_notice ADD COLUMN bench integer NULL'.encode())
        return time.perf_counter() - started


def forget_the_field(halls: "list[Hall]") -> None:
    """Halls as they were; also what a run that broke off left."""
    import psycopg

    from hierarchy.replaying import conninfo

    with psycopg.connect(conninfo(), autocommit=True) as server:
        for hall in halls:
            schema = f'"{hall.schema_name}"'
            server.execute(f"ALTER TABLE {schema}.notices_notice DROP COLUMN IF EXISTS bench".encode())
            server.execute(f"DELETE FROM {schema}.django_migrations WHERE name = '0002_bench'".encode())  # noqa: S608
