"""`mingjing halls`: the tree, the schemas of halls, and what state they are in."""

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mingjing.commands import CheckFailed, WrongUse, keep

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from hierarchy.models import Hall

HELP = "list halls, give them their schemas, show what state these are in, carry one to another server"
NEEDS_DATABASE = True
ROLE = "owner"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(metavar="VERB", dest="verb", required=True)
    load = verbs.add_parser("load", help="make the tree what the divisions file says")
    load.add_argument("--json", action="store_true", help="print one line of JSON")

    listed = verbs.add_parser("list", help="the tree")
    listed.add_argument("--under", metavar="CODE", help="this hall and all below it")
    listed.add_argument("--depth", type=int, metavar="N", help="at most N tiers below --under")
    listed.add_argument("--json", action="store_true", help="print one line of JSON")

    provision = verbs.add_parser("provision", help="make the schemas of halls that have none")
    provision.add_argument("codes", nargs="*", metavar="CODE", help="region code with 6, 9 or 12 digits")
    provision.add_argument("--all", action="store_true", help="every hall of the tree")
    provision.add_argument("--under", metavar="CODE", help="this hall and all below it")
    provision.add_argument("--depth", type=int, metavar="N", help="at most N tiers below --under")
    provision.add_argument("--workers", type=int, default=2, metavar="N", help="halls at a time (default: 2)")

    status = verbs.add_parser("status", help="migrations that halls with a schema lack, and their last error")
    status.add_argument("--json", action="store_true", help="print one line of JSON")

    export = verbs.add_parser("export", help="write all data of a hall as a package that is readable without us")
    export.add_argument("code", metavar="CODE", help="region code with 6, 9 or 12 digits")
    export.add_argument("--to", metavar="FILE", type=Path, help="default: CODE-DATE.zip in this folder")

    _add_changes(verbs)

    restore = verbs.add_parser("restore", help="take a package in, and verify it by its chains and by rebuilding")
    restore.add_argument("file", metavar="FILE", type=Path)


def _add_changes(verbs: Any) -> None:
    """Acts that change the tree, each with its day and its reason."""
    renamed = verbs.add_parser("rename", help="another name from a day on")
    renamed.add_argument("name", metavar="NAME")
    moved = verbs.add_parser("move", help="under another hall from a day on; figures of the days before stay")
    moved.add_argument("--under", metavar="CODE", required=True)
    merged = verbs.add_parser("merge", help="end a hall whose work another one takes over")
    merged.add_argument("--into", metavar="CODE", required=True)
    split = verbs.add_parser("split", help="a new hall beside the one out of which it comes")
    split.add_argument("--new", metavar="CODE", required=True)
    split.add_argument("--name", metavar="NAME", required=True)
    state = verbs.add_parser("state", help="PREPARING, TRIAL, LIVE or SUSPENDED")
    state.add_argument("state", choices=["PREPARING", "TRIAL", "LIVE", "SUSPENDED"])
    state.add_argument("--trial-until", metavar="DATE", type=date.fromisoformat, help="the first day that counts")
    for verb in (renamed, moved, merged, split, state):
        verb.add_argument("code", metavar="CODE", help="region code with 6, 9 or 12 digits")
        verb.add_argument("--on", metavar="DATE", type=date.fromisoformat, help="default: today")
        verb.add_argument("--reason", metavar="TEXT", required=True, help="the document that orders it")


def run(args: argparse.Namespace) -> int:
    verbs = {
        **dict.fromkeys(["rename", "move", "merge", "split", "state"], change),
        "load": load,
        "list": show,
        "provision": provision,
        "status": status,
        "export": carry_out,
        "restore": carry_in,
    }
    return verbs[args.verb](args)


def load(args: argparse.Namespace) -> int:
    from hierarchy.tree import load_divisions

    loaded = load_divisions()
    row = {"halls": loaded.halls, "added": loaded.added, "changed": loaded.changed}
    print(json.dumps(row) if args.json else ", ".join(f"{name} {count}" for name, count in row.items()))
    return 0


def show(args: argparse.Namespace) -> int:
    rows = [
        {
            "code": hall.code,
            "name": hall.display_name,
            "tier": hall.tier,
            "path": hall.path,
            "is_functional": hall.is_functional,
            "state": hall.state,
            "is_provisioned": hall.provisioned_at is not None,
        }
        for hall in chosen(args.under, args.depth)
    ]
    if args.json:
        print(json.dumps(rows, ensure_ascii=False))
        return 0
    for row in rows:
        mark = row["state"] if row["is_provisioned"] else "-"
        indent = "  " * (str(row["path"]).count("/") - 2)
        print(f"{row['code']}  {row['tier']:<8}  {mark:<9}  {indent}{row['name']}")
    return 0


def provision(args: argparse.Namespace) -> int:
    """Loads the tree first where it is empty, so that one command is enough on a new database."""
    from foundation.errors import Refusal
    from hierarchy import provisioning, tree
    from hierarchy.models import Hall

    if bool(args.codes) + args.all + bool(args.under) != 1:
        raise WrongUse("name halls, or --under CODE, or --all")
    if not Hall.objects.exists():
        tree.load_divisions()
    try:
        codes = args.codes or [hall.code for hall in chosen(args.under, args.depth)]
        before = set(Hall.objects.exclude(provisioned_at=None).values_list("pk", flat=True))
        report = provisioning.provision(codes, workers=args.workers, progress=told)
    except Refusal as error:
        raise WrongUse(f"{error.message} {error.where}") from error
    for hall in Hall.objects.exclude(provisioned_at=None).exclude(pk__in=before).iterator():
        keep(hall, "HALL_PROVISIONED", subject=hall.code)
    print(report)
    return 1 if report.failures else 0


def status(args: argparse.Namespace) -> int:
    """Exit status 1 when a hall is behind or failed."""
    from hierarchy import migrating

    rows = migrating.status()
    bad = [row for row in rows if row.pending or row.error]
    if args.json:
        shown: list[dict[str, Any]] = [
            {"code": row.code, "pending": list(row.pending), "error": row.error or None} for row in rows
        ]
        print(json.dumps(shown, ensure_ascii=False))
    else:
        print(f"{len(rows)} halls with a schema, {len(rows) - len(bad)} at this release")
        for row in bad:
            print(f"{row.code}  {len(row.pending)} pending  {row.error}")
    return 1 if bad else 0


def change(args: argparse.Namespace) -> int:
    """Exit status 1, with the reason, when the tree cannot be changed so; then nothing was."""
    from foundation.clock import local_day, now
    from foundation.errors import Refusal
    from hierarchy import changing
    from hierarchy.changing import Reason
    from hierarchy.models import HallState
    from reporting import moving

    said: dict[str, Any] = {"on": args.on or local_day(now()), "why": Reason(args.reason)}
    try:
        if args.verb == "rename":
            changing.rename(args.code, args.name, **said)
        elif args.verb == "move":
            moving.move(args.code, args.under, **said)
        elif args.verb == "merge":
            changing.merge(args.code, args.into, **said)
        elif args.verb == "split":
            changing.split(args.code, args.new, args.name, **said)
        else:
            changing.set_state(args.code, HallState(args.state), **said, trial_until=args.trial_until)
    except Refusal as error:
        raise CheckFailed(f"{error.code}: {error.message} {error.where}") from error
    print(f"{args.verb} {args.code}: recorded for {said['on']}")
    return 0


def carry_out(args: argparse.Namespace) -> int:
    from foundation.clock import local_day, now
    from mingjing.carrying import writing
    from mingjing.snapshots import halls_to_check

    hall = halls_to_check(args.code)[0]
    keep(hall, "HALL_EXPORTED", subject=hall.code)
    target = args.to or Path(f"{hall.code}-{local_day(now())}.zip")
    manifest = writing.write(hall, target, progress=told)
    rows = sum(entry["rows"] for entry in manifest["files"])
    print(f"{target}: {len(manifest['files'])} files, {rows} rows, {target.stat().st_size} bytes")
    return 0


def carry_in(args: argparse.Namespace) -> int:
    """Exit status 1 when what came in does not verify; it stays, so that it can be looked at."""
    from foundation.clock import now
    from foundation.errors import Refusal
    from mingjing import rebuilding, verifying
    from mingjing.carrying import restoring

    try:
        found = restoring.restore(args.file, progress=told)
    except Refusal as error:
        raise CheckFailed(f"{error.code}: {error.message} {error.where}") from error
    print(f"{found.hall.code}: {found.rows} rows restored, {found.persons} persons new here")
    chains = verifying.verify([found.hall], progress=told)
    derived = rebuilding.check([found.hall], at=now(), progress=told, tree=False)
    keep(found.hall, "HALL_RESTORED", subject=args.file.name, after={"rows": found.rows, "persons": found.persons})
    print(chains)
    print("\n".join([*map(str, derived.differences[:100]), str(derived)]))
    return 1 if chains.broken or derived.differences else 0


def chosen(under: str | None, depth: int | None) -> "QuerySet[Hall]":
    from foundation.errors import Refusal
    from hierarchy import provisioning
    from hierarchy.models import Hall

    if under is None and depth is not None:
        raise WrongUse("--depth counts from --under CODE")
    try:
        return provisioning.below(under, depth=depth) if under else Hall.objects.order_by("path")
    except Refusal as error:
        raise WrongUse(f"{error.message} {error.where}") from error
    except Hall.DoesNotExist:
        raise CheckFailed(f"{under}: no such hall") from None


def told(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
