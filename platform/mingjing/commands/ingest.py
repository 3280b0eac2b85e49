"""`mingjing ingest HALL FILE`: loads an event log into a hall."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mingjing.commands import WrongUse, keep

if TYPE_CHECKING:
    from tenants.exchange.problems import Problem
    from tenants.exchange.profile import Profile

HELP = "load an event log (XES, CSV, XLSX, JSON lines) into a hall"
NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("hall", metavar="HALL", help="region code of the hall, 6, 9 or 12 digits")
    parser.add_argument("file", metavar="FILE", type=Path, help=".xes, .csv, .jsonl (also .gz) or .xlsx")
    parser.add_argument(
        "--profile", metavar="NAME|FILE", help="what the file's names mean; default: known by its names"
    )
    parser.add_argument("--json", action="store_true", help="one line on stdout (it is one line always)")


def run(args: argparse.Namespace) -> int:
    from foundation.errors import Refusal
    from tenants.exchange.problems import NotALog

    if not args.file.is_file():
        raise WrongUse(f"{args.file}: no such file.")
    try:
        return _loaded(args)
    except NotALog as error:
        print(json.dumps(nothing_taken(error.as_problem()), ensure_ascii=False))
        raise WrongUse(f"{args.file}: line {error.line}: {error.code}: {error.message}") from error
    except Refusal as error:
        raise WrongUse(f"{error.code}: {error.message}") from error


def nothing_taken(problem: "Problem") -> dict[str, Any]:
    """The report of a run that stopped at the file itself."""
    from tenants.exchange.ingest import Report

    return Report(problems=[problem], is_whole=False).as_json()


def _loaded(args: argparse.Namespace) -> int:
    from hierarchy.gates import enter
    from hierarchy.models import Hall
    from hierarchy.tree import normalise
    from tenants.exchange.ingest import ingest
    from tenants.items.models import ItemVersion

    profile = _profile(args)
    hall = Hall.objects.filter(code=normalise(args.hall)).first()
    if hall is None:
        raise WrongUse(f"There is no hall {args.hall}.")
    with enter(hall):
        versions = ItemVersion.objects.count()
        report = ingest(hall, args.file, profile, progress=lambda text: print(text, file=sys.stderr))
        published = ItemVersion.objects.count() - versions
    if published:
        keep(hall, "ITEMS_PUBLISHED", subject=args.file.name, after={"versions": published})
    counts = {name: value for name, value in report.as_json().items() if isinstance(value, int | str)}
    keep(hall, "LOG_LOADED", subject=args.file.name, after=counts)
    print(json.dumps(report.as_json(), ensure_ascii=False))
    return 0 if report.is_whole else 1


def _profile(args: argparse.Namespace) -> "Profile":
    from tenants.exchange.choosing import chosen
    from tenants.exchange.profile import load

    if args.profile:
        return load(args.profile)
    profile = chosen(args.file)
    print(f"profile: {profile.name}", file=sys.stderr)
    return profile
