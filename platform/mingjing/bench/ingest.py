"""Ingest: a log through the product against `executemany` of the very rows that it wrote."""

import argparse
import csv
import gzip
import itertools
import os
import random
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db import models

    from hierarchy.models import Hall

NEEDS_DATABASE = True
ROLE = "owner"
DATABASE = "bench_ingest"
OURS, THEIRS = "130324000000", "130322000000"
REAL = Path("logs/boston311_2015_half.csv.gz")
COLUMNS = ("CASE_ENQUIRY_ID", "OPEN_DT", "TARGET_DT", "CLOSED_DT", "OnTime_Status", "REASON", "Department", "Source")
FORM = "%m/%d/%Y %I:%M:%S %p"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cases", type=int, default=20_000, help="rows of the log, one case each (default: 20000)")
    parser.add_argument("--seed", type=int, default=20150101, help="of the made-up log, where the real one is absent")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """The database is made anew: a log can be loaded for the first time only once."""
    from django.db import connection

    fresh_database()
    ours, theirs = prepared()
    log, is_real = made_log(Path(os.environ["MINGJING_DATA"]), args)
    report, seconds = loaded(ours, log)
    tables = written(ours)
    # Both write into the public tables: what ours left there goes out before theirs comes in.
    with connection.cursor() as cursor:
        cursor.execute("".join(f'TRUNCATE public."{table}" CASCADE;' for table in tables if is_public(table)))
    executemany = inserted(theirs, tables)
    rows = sum(len(values) for _, values in tables.values())
    return {
        "sizes": {
            "cases": report.cases,
            "events": report.events,
            "tables": len(tables),
            "rows": rows,
            "is_real_log": is_real,
        },
        "product": {"seconds": seconds, "cases_per_second": report.cases / seconds, "rows_per_second": rows / seconds},
        "baselines": {"executemany_seconds": executemany, "rows_per_second": rows / executemany},
        "ratios": {"executemany": seconds / executemany},
    }


def fresh_database() -> None:
    """Points this process at a database of its own on the server of the bench."""
    import psycopg
    from django.db import connection
    from psycopg.conninfo import make_conninfo

    owner = os.environ["MINGJING_DATABASE_URL"]
    with psycopg.connect(owner, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {DATABASE}")
    os.environ["MINGJING_DATABASE_URL"] = make_conninfo(owner, dbname=DATABASE)
    connection.settings_dict["NAME"] = DATABASE


def prepared() -> tuple["Hall", "Hall"]:
    from hierarchy.models import Hall
    from hierarchy.provisioning import provision
    from hierarchy.tree import load_divisions
    from mingjing.commands.migrate import migrate_public

    migrate_public()
    load_divisions()
    provision([OURS, THEIRS])
    return Hall.objects.get(code=OURS), Hall.objects.get(code=THEIRS)


def made_log(folder: Path, args: argparse.Namespace) -> tuple[Path, bool]:
    """The first rows of Boston's log, or rows like them."""
    real = Path(os.environ.get("MINGJING_REAL_DATA", "../shared/data")) / REAL
    path = folder / "bench_boston311.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        if real.exists():
            with gzip.open(real, "rt", encoding="utf-8", newline="") as source:
                file.writelines(itertools.islice(source, args.cases + 1))
        else:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows(requests(args.cases, random.Random(args.seed)))
    return path, real.exists()


def requests(count: int, chance: random.Random) -> Iterator[Sequence[str]]:
    """As in Boston: nearly four of five have a target, one of six is open, one of five of the closed is late."""
    begin = datetime(2015, 1, 1)  # noqa: DTZ001 (local time, as the log writes it)
    for number in range(count):
        opened = begin + timedelta(seconds=chance.randrange(365 * 86_400))
        target = opened + timedelta(hours=chance.choice((24, 48, 120, 720)))
        closed = opened + timedelta(hours=chance.expovariate(1 / 40))
        yield (
            str(101_001_000_000 + number),
            opened.strftime(FORM),
            target.strftime(FORM) if chance.random() < 0.78 else "",
            closed.strftime(FORM) if chance.random() < 0.84 else "",
            "OVERDUE" if closed > target else "ONTIME",
            f"Reason {chance.randrange(50)}",
            chance.choice(("PWDx", "INFO", "ISD", "PARK", "BTDT")),
            chance.choice(("Constituent Call", "Citizens Connect App", "Self Service")),
        )


def loaded(hall: "Hall", log: Path) -> tuple[Any, float]:
    from hierarchy.gates import enter
    from tenants.exchange.ingest import ingest
    from tenants.exchange.profile import load

    with enter(hall):
        started = time.perf_counter()
        report = ingest(hall, log, load("boston311"))
        return report, time.perf_counter() - started


Rows = tuple[Sequence[str], list[tuple[Any, ...]]]


def written(hall: "Hall") -> dict[str, Rows]:
    """Every row that ours wrote, by table, in an order that foreign keys allow, with the values as they are sent."""
    from hierarchy.gates import enter

    found: dict[str, Rows] = {}
    with enter(hall):
        for model in [*models_of("tenants."), *models_of("")]:
            fields = model._meta.concrete_fields
            rows = [
                tuple(field.get_db_prep_save(value, _connection()) for field, value in zip(fields, row, strict=True))
                for row in model._base_manager.values_list(*(field.attname for field in fields))
            ]
            if rows:
                found[model._meta.db_table] = ([field.column for field in fields], rows)
    return found


def inserted(hall: "Hall", tables: dict[str, Rows]) -> float:
    """The baseline: one connection, one transaction, the pipeline of psycopg, all rows in memory, same indexes."""
    import psycopg
    from psycopg import sql

    with psycopg.connect(os.environ["MINGJING_DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute(f'SET search_path = "{hall.schema_name}", public')
        started = time.perf_counter()
        for table, (columns, rows) in tables.items():
            names, places = map(sql.Identifier, columns), [sql.Placeholder()] * len(columns)
            statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
                sql.Identifier(table), sql.SQL(", ").join(names), sql.SQL(", ").join(places)
            )
            cursor.executemany(statement, rows)
        connection.commit()
        return time.perf_counter() - started


def models_of(prefix: str) -> "list[type[models.Model]]":
    """Models whose rows a run writes: those of a hall, or the figures and work rows of the public schema."""
    from django.apps import apps
    from django.conf import settings

    names = settings.TENANT_APPS if prefix else ["foundation", "reporting"]
    labels = [apps.get_app_config(name.rpartition(".")[2]) for name in names if name.startswith(prefix)]
    return [model for config in labels for model in config.get_models()]


def is_public(table: str) -> bool:
    return table in {model._meta.db_table for model in models_of("")}


def _connection() -> Any:
    from django.db import connection

    return connection
