"""`mingjing migrate`: public tables, grants, then the schemas of all halls."""

import argparse
import os
import sys

from mingjing.commands import CheckFailed

HELP = "bring the public tables and the schemas of all halls to this release"
NEEDS_DATABASE = True
ROLE = "owner"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--public", action="store_true", help="leave the schemas of the halls as they are")


def run(args: argparse.Namespace) -> int:
    migrate_public()
    if not args.public:
        migrate_halls()
    return 0


def migrate_public() -> None:
    """The public schema and what the application's role may do in it. Halls are not touched."""
    from django.core.management import call_command
    from django.db import connection

    from foundation.roles import grant_public

    if not os.environ.get("MINGJING_DATABASE_URL"):
        raise CheckFailed("Migrating needs the owner's address: set MINGJING_DATABASE_URL.")
    call_command("migrate_schemas", shared=True, interactive=False, verbosity=0, stdout=sys.stderr)
    grant_public(connection)


def migrate_halls() -> None:
    """Every hall that is behind. One that fails stops no other; raises `CheckFailed` at the end with the list."""
    from hierarchy import migrating

    report = migrating.migrate_halls()
    print(report, file=sys.stderr)
    if report.failures:
        raise CheckFailed(f"{len(report.failures)} halls could not be migrated; see above.")
