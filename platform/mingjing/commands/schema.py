"""`mingjing schema`: write what the interface is from the code, or check that the committed files are it."""

import argparse
import difflib
import os
from pathlib import Path

from mingjing import documents

HELP = "write api/schema.graphql and api/documents.json from the sources, or check them"
FILE = Path(__file__).resolve().parents[3] / "api" / "schema.graphql"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="only compare; exit 1 with the differences")


def run(args: argparse.Namespace) -> int:
    is_fresh = True
    for file, printed in ((FILE, print_schema()), (documents.FILE, documents.print_documents())):
        if args.check:
            is_fresh &= _compared(file, printed)
        else:
            file.write_text(printed, encoding="utf-8")
            print(file)
    return 0 if is_fresh else 1


def _compared(file: Path, printed: str) -> bool:
    committed = file.read_text(encoding="utf-8") if file.exists() else ""
    changes = difflib.unified_diff(
        committed.splitlines(keepends=True), printed.splitlines(keepends=True), f"committed {file.name}", "sources"
    )
    print("".join(changes), end="")
    return committed == printed


def print_schema() -> str:
    """Needs Django's models, but no database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingjing.settings")
    import django
    from graphql import print_schema

    django.setup()
    from api.graph.schema import schema

    return print_schema(schema.graphql_schema) + "\n"
