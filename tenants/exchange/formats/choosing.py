"""Which reader reads a file: by its name, `.gz` aside."""

from collections.abc import Iterator
from pathlib import Path

from tenants.exchange.formats import csv_rows, jsonl, xes, xlsx_rows
from tenants.exchange.formats.names import Columns
from tenants.exchange.formats.raw import Format, Raw
from tenants.exchange.problems import NotALog, Problem

FORMATS: dict[str, Format] = {
    ".xes": xes.read,
    ".xml": xes.read,
    ".csv": csv_rows.read,
    ".tsv": csv_rows.read,
    ".txt": csv_rows.read,
    ".xlsx": xlsx_rows.read,
    ".jsonl": jsonl.read,
    ".ndjson": jsonl.read,
}
PACKED = tuple(f"{suffix}.gz" for suffix in FORMATS if suffix != ".xlsx")


def suffix_of(path: Path) -> str:
    name = path.name.lower()
    return Path(name.removesuffix(".gz")).suffix if name.endswith(PACKED) else Path(name).suffix


def records(path: Path, columns: Columns) -> Iterator[Raw | Problem]:
    """Raises `NotALog` for a name that says nothing or for what is not what its name says."""
    read = FORMATS.get(suffix_of(path))
    if read is None:
        known = ", ".join(FORMATS)
        raise NotALog(f"{path.name}: none of {known} (packed: .gz).", code="UNKNOWN_FORMAT")
    return read(path, columns)
