"""Provision: the schema of a hall by replay, against running Django's migrations for it."""

import argparse
import statistics
import time
from typing import Any

from mingjing.kept_database import keep

NEEDS_DATABASE = True
ROLE = "owner"
DATABASE = "bench_provision"
HUNDRED = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--halls", type=int, default=1000, help="halls that get a schema, in hundreds (default: 1000)")
    parser.add_argument("--stock-halls", type=int, default=5, help="halls made by Django's migrations (default: 5)")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Made anew each time: a hall is provisioned once. Both are timed one hall at a time."""
    from hierarchy import recording
    from mingjing import stock_migrations

    codes = fresh_tree()
    started = time.perf_counter()
    recording.recorded()
    recorded = time.perf_counter() - started
    halls = min(max(args.halls, HUNDRED), len(codes)) // HUNDRED * HUNDRED
    hundreds = [provisioned(codes[at : at + HUNDRED]) for at in range(0, halls, HUNDRED)]
    ours = sum(hundreds) / halls
    stock = [stock_migrations.migrate([bare_schema(number)]) for number in range(args.stock_halls)]
    return {
        "sizes": {"halls": halls, "stock_halls_timed": args.stock_halls, "tables_a_hall": tables()},
        "product": {
            "seconds_a_hall": ours,
            "recording_seconds": recorded,
            "first_hundred_ms_a_hall": hundreds[0] / HUNDRED * 1000,
            "last_hundred_ms_a_hall": hundreds[-1] / HUNDRED * 1000,
        },
        "baselines": {"migrations_seconds_a_hall": statistics.median(stock)},
        "ratios": {
            "migrations": statistics.median(stock) / ours,
            "drift": hundreds[-1] / hundreds[0],
        },
    }


def fresh_tree() -> list[str]:
    """An empty database with the public tables and the tree; the codes of its halls, top down."""
    from hierarchy.models import Hall

    keep(DATABASE, made_of={"run_at": time.time()}, fill=fill)
    return list(Hall.objects.order_by("path").values_list("code", flat=True))


def fill() -> None:
    from hierarchy.tree import load_divisions
    from mingjing.commands.migrate import migrate_public

    migrate_public()
    load_divisions()


def provisioned(codes: list[str]) -> float:
    from hierarchy.provisioning import provision

    started = time.perf_counter()
    report = provision(codes, workers=1)
    if report.failures or report.made != len(codes):
        raise RuntimeError(str(report))
    return time.perf_counter() - started


def bare_schema(number: int) -> str:
    """A schema for the baseline, outside the tree."""
    from django.db import connection

    schema = f"stock{number}"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA "{schema}"')
    return schema


def tables() -> int:
    from hierarchy.recording import recorded

    return sum(statement.startswith("CREATE TABLE") for statement in recorded())
