"""Names of columns and attributes: how they are compared and how a header is known."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

HEADER_WITHIN = 20  # rows: exports put titles and dates above the header


def normalised(name: object) -> str:
    """Full-width signs, case, spaces around and a byte order mark make no difference."""
    return unicodedata.normalize("NFKC", str(name)).replace("\ufeff", "").strip().casefold()


@dataclass(frozen=True, slots=True)
class Columns:
    """What a file of rows must have: one of the names of the case number, and one of those of a time."""

    case: tuple[str, ...]
    times: tuple[str, ...]
    encodings: tuple[str, ...] = ("utf-8",)

    def are_in(self, cells: Sequence[object]) -> bool:
        names = {normalised(cell) for cell in cells}
        return bool(names.intersection(self.case)) and bool(names.intersection(self.times))


def header(cells: Sequence[object]) -> list[str]:
    """Normalised names; a column without a name, or with one that was there before, gets its number."""
    names: list[str] = []
    for index, cell in enumerate(cells, start=1):
        name = normalised(cell) if cell is not None else ""
        names.append(name if name and name not in names else f"{name}#{index}")
    return names


def pick(values: Mapping[str, Any], names: Sequence[str]) -> Any:
    """The first of the names that has a value; None where none has."""
    for name in names:
        value = values.get(name)
        if value is not None and value != "":
            return value
    return None
