"""`mingjing audit verify`: walks the hash chains of every hall, and their anchors."""

import argparse
import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mingjing.verifying import Report

HELP = "verify the hash chains of halls and cases and their anchors"
NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(title="acts", metavar="ACT", dest="act", required=True)
    verify = acts.add_parser("verify", help="walk the chains; exit status 1 if one is broken")
    verify.add_argument("--hall", metavar="CODE", help="only this hall (6, 9 or 12 digits)")
    verify.add_argument("--json", action="store_true", help="print one line of JSON")


def run(args: argparse.Namespace) -> int:
    from foundation.errors import Refusal
    from mingjing import verifying
    from mingjing.commands import WrongUse
    from mingjing.snapshots import halls_to_check

    try:
        halls = halls_to_check(args.hall)
    except Refusal as error:
        raise WrongUse(f"{error.code}: {error.message}") from error
    report = verifying.verify(halls, progress=lambda text: print(text, file=sys.stderr))
    print(json.dumps(as_json(report), ensure_ascii=False) if args.json else str(report))
    return 1 if report.broken else 0


def as_json(report: "Report") -> dict[str, object]:
    return {
        "halls": report.halls,
        "rows": report.rows,
        "broken": [
            {"hall": hall, "table": one.table, "row": one.row, "problem": one.problem} for hall, one in report.broken
        ],
        "unsealed": report.unsealed,
    }
