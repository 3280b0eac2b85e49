"""`mingjing migrate`: public tables, grants, then the schemas of all halls."""

import argparse
import os
import sys

from mingjing.commands import CheckFailed, WrongUse

HELP = "bring the public tables and the schemas of all halls to this release"
NEEDS_DATABASE = True
ROLE = "owner"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--public", action="store_true", help="leave the schemas of the halls as they are")
    parser.add_argument(
        "--first", nargs="+", metavar="CODE", default=[],
        help="canaries: these halls before all others, which are left alone if one of them fails",
    )  # fmt: skip
    parser.add_argument("--only-first", action="store_true", help="end after the canaries")


def run(args: argparse.Namespace) -> int:
    if args.only_first and not args.first:
        raise WrongUse("--only-first: name the halls with --first.")
    schemas = canaries(args.first)
    migrate_public()
    if schemas:
        migrate_halls(schemas)
    if not (args.public or args.only_first):
        migrate_halls()
    return 0


def canaries(codes: list[str]) -> list[str]:
    """The schemas of these halls. Raises `WrongUse` for one that has none, before anything is changed."""
    from mingjing.snapshots import halls_to_check

    return [hall.schema_name for code in codes for hall in halls_to_check(code)]


def migrate_public() -> None:
    """The public schema, what the application's role may do in it, the rules that ship. Halls are not touched."""
    from django.core.management import call_command
    from django.db import connection

    from foundation.roles import grant_public
    from hierarchy import local_rules

    if not os.environ.get("MINGJING_DATABASE_URL"):
        raise CheckFailed("Migrating needs the owner's address: set MINGJING_DATABASE_URL.")
    call_command("migrate_schemas", shared=True, interactive=False, verbosity=0, stdout=sys.stderr)
    grant_public(connection)
    local_rules.load_shipped()


def migrate_halls(schemas: list[str] | None = None) -> None:
    """Every hall (or those of `schemas`) that is behind.

    One that fails stops no other; raises `CheckFailed` at the end with the list.
    """
    from hierarchy import migrating

    report = migrating.migrate_halls(schemas)
    print(report, file=sys.stderr)
    if report.failures:
        raise CheckFailed(f"{len(report.failures)} halls could not be migrated; see above.")
