"""`mingjing rebuild --check`: makes everything derived anew from the events, and compares."""

import argparse
import json
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Any

from mingjing.commands import WrongUse

if TYPE_CHECKING:
    from mingjing.rebuilding import Report

HELP = "make everything derived anew from the events and compare"
NEEDS_DATABASE = True
PRINTED = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", required=True, help="compare and change nothing")
    parser.add_argument("--at", metavar="MOMENT", type=moment, help="judge time at this moment (default: now)")
    parser.add_argument("--hall", metavar="CODE", help="only this hall (6, 9 or 12 digits); leaves the tree out")
    parser.add_argument("--json", action="store_true", help="print one line of JSON")


def moment(text: str) -> datetime:
    """RFC 3339 with an offset."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(f"{text} has no offset")
    return found


def run(args: argparse.Namespace) -> int:
    from foundation.clock import now
    from foundation.errors import Refusal
    from mingjing import rebuilding
    from mingjing.snapshots import halls_to_check

    try:
        halls = halls_to_check(args.hall)
    except Refusal as error:
        raise WrongUse(f"{error.code}: {error.message}") from error
    report = rebuilding.check(
        halls,
        at=args.at or now(),
        progress=lambda text: print(text, file=sys.stderr),
        tree=args.hall is None,
    )
    if args.json:
        print(json.dumps(as_json(report), ensure_ascii=False, default=str))
    else:
        print("\n".join([*map(str, report.differences[:PRINTED]), str(report)]))
    return 1 if report.differences else 0


def as_json(report: "Report") -> dict[str, Any]:
    """All counts, and the first differences."""
    return {
        "compared": report.compared,
        "differences": len(report.differences),
        "pending": report.pending,
        "first": [
            {"hall": one.hall, "what": one.what, "key": one.key, "expected": one.expected, "found": one.found}
            for one in report.differences[:PRINTED]
        ],
    }
