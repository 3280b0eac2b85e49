"""`mingjing schema`: print the GraphQL schema into api/schema.graphql, or check that the committed one is it."""

import argparse
import difflib
import os
from pathlib import Path

HELP = "write api/schema.graphql from the code, or check it"
FILE = Path(__file__).resolve().parents[3] / "api" / "schema.graphql"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="only compare; exit 1 with the differences")


def run(args: argparse.Namespace) -> int:
    printed = print_schema()
    if not args.check:
        FILE.write_text(printed, encoding="utf-8")
        print(FILE)
        return 0
    committed = FILE.read_text(encoding="utf-8") if FILE.exists() else ""
    changes = difflib.unified_diff(
        committed.splitlines(keepends=True), printed.splitlines(keepends=True), "committed", "code"
    )
    print("".join(changes), end="")
    return 0 if committed == printed else 1


def print_schema() -> str:
    """Needs Django's models, but no database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingjing.settings")
    import django
    from graphql import print_schema

    django.setup()
    from api.graph.schema import schema

    return print_schema(schema.graphql_schema) + "\n"
