"""`mingjing calendar show|preview|publish`: a file of one layer of the calendar of a place (docs/howto/calendar.md)."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mingjing.commands import WrongUse

if TYPE_CHECKING:
    from tenants.cases.calendars import Asked

HELP = "show the calendar of a place, preview and publish a file of one of its layers"
NEEDS_DATABASE = True
LAYERS = ("national", "regional", "hall")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    show = verbs.add_parser("show", help="print what a layer says of a year, as the file that can be published again")
    preview = verbs.add_parser("preview", help="print which days change and which open cases move; nothing is written")
    publish = verbs.add_parser("publish", help="publish the file; the dates of open cases follow, each by an event")
    for verb in (preview, publish):
        verb.add_argument("file", type=Path, metavar="FILE", help="CSV with kind, from, through, what")
        verb.add_argument("--source", default="", help="notice or law that it rests on (national, regional)")
        verb.add_argument("--number", default="", help="number of the notice")
        verb.add_argument("--reason", default="", help="why the hall is closed (hall)")
        verb.add_argument("--json", action="store_true", help="print lines of JSON")
    for verb in (show, preview, publish):
        verb.add_argument("--hall", required=True, metavar="CODE", help="the place whose layer it is")
        verb.add_argument("--layer", required=True, choices=LAYERS)
        verb.add_argument("--year", required=True, type=int)


def run(args: argparse.Namespace) -> int:
    from foundation.errors import Refusal
    from tenants.cases.calendars import BadCalendarFile

    try:
        return {"show": show, "preview": preview, "publish": publish}[args.verb](args)
    except BadCalendarFile as refused:
        lines = [f"line {one.line}: {one.code} {one.given}".rstrip() for one in refused.problems]
        raise WrongUse("\n".join([f"{args.file}: not taken", *lines])) from None
    except Refusal as refusal:
        raise WrongUse(f"{refusal.code}: {refusal.message}") from None


def show(args: argparse.Namespace) -> int:
    from hierarchy import calendars
    from rulebook.calendar_file import written

    place, kind = _place(args)
    print(written(calendars.days_of(kind, place, args.year)), end="")
    return 0


def preview(args: argparse.Namespace) -> int:
    """Goes through the halls that public tables say are reached, one after the other; a page asks of one."""
    from hierarchy.cache import hall_by_code
    from hierarchy.gates import enter
    from tenants.cases import calendars

    asked = _asked(args)
    with enter(asked.hall):
        found = calendars.preview(asked)
    say = _json if args.json else _plain
    for change in found.changes:
        say(
            {"day": change.day.isoformat(), "before": change.before, "after": change.after, "title": change.title or ""}
        )
    for code in calendars.reached(found, asked):
        hall = hall_by_code(code)
        with enter(hall):
            for one in calendars.moving(hall, found):
                for move in one.moves:
                    say(
                        {
                            "hall": code,
                            "case": one.case.number,
                            "clock": move.clock,
                            "was": _moment(move.was),
                            "due_at": _moment(move.due_at),
                        }
                    )
    return 0


def publish(args: argparse.Namespace) -> int:
    from hierarchy.gates import enter
    from tenants.audit.admin_acts import Doer
    from tenants.cases import calendars

    asked = _asked(args)
    with enter(asked.hall):
        version = calendars.publish(asked, by=Doer.at_the_machine())
    print(json.dumps({"version": version.version}) if args.json else version.version)
    return 0


def _place(args: argparse.Namespace) -> Any:
    """The place and the layer; WrongUse where the layer is none of it."""
    from foundation.errors import Refusal
    from hierarchy import calendars
    from hierarchy.cache import hall_by_code
    from rulebook.layers import LayerKind

    try:
        place = hall_by_code(args.hall)
    except Refusal as refusal:
        raise WrongUse(f"{args.hall}: {refusal.message}") from None
    kind = LayerKind[args.layer.upper()]
    if not calendars.owns(place, kind):
        raise WrongUse(f"{place.code} {place.name} has no {args.layer} layer of its own.")
    return place, kind


def _asked(args: argparse.Namespace) -> "Asked":
    from tenants.cases.calendars import Asked

    place, kind = _place(args)
    try:
        text = args.file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(f"{args.file}: {error}") from None
    return Asked(place, kind, args.year, text, source=args.source, number=args.number, reason=args.reason)


def _moment(moment: Any) -> str:
    from foundation.clock import SHANGHAI

    return moment.astimezone(SHANGHAI).isoformat() if moment else ""


def _json(said: dict[str, str]) -> None:
    print(json.dumps(said, ensure_ascii=False))


def _plain(said: dict[str, str]) -> None:
    print("  ".join(said.values()))
