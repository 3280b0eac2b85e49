"""`mingjing rebuild --check | --write`: makes everything derived anew from the events, and compares or writes it."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from mingjing.commands import WrongUse

if TYPE_CHECKING:
    from hierarchy.models import Hall
    from mingjing.rebuilding import Report

HELP = "make everything derived anew from the events and compare it, or write it"
NEEDS_DATABASE = True
PRINTED = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--check", action="store_true", help="compare and change nothing")
    what.add_argument("--write", action="store_true", help="write what is derived of cases; a hall is one transaction")
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
    if args.write:
        return _write(halls, is_json=args.json)
    report = rebuilding.check(
        halls,
        at=args.at or now(),
        progress=_progress,
        tree=args.hall is None,
    )
    if args.json:
        print(json.dumps(as_json(report), ensure_ascii=False, default=str))
    else:
        print("\n".join([*map(str, report.differences[:PRINTED]), str(report)]))
    return 1 if report.differences else 0


def _write(halls: "Sequence[Hall]", *, is_json: bool) -> int:
    from mingjing import rewriting

    written = rewriting.write(halls, progress=_progress)
    print(json.dumps(asdict(written)) if is_json else written)
    return 0


def _progress(text: str) -> None:
    print(text, file=sys.stderr)


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
