"""What every format yields: records with their lines, not yet understood."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from tenants.exchange.formats.names import Columns
from tenants.exchange.problems import Problem


@dataclass(frozen=True, slots=True)
class Raw:
    """One record. `values` are its own, `case` those of the case it stands in; names are normalised.

    In a file of rows both are the row. In XES a trace yields one record of its own that is not counted
    (`is_event` false) and one for each of its events.
    """

    line: int
    values: Mapping[str, Any]
    case: Mapping[str, Any]
    is_event: bool = True


class Format(Protocol):
    """Reads a file as a stream in bounded memory.

    Yields `Problem` for what cannot be read where reading can go on. Raises `NotALog` before the first record,
    `BrokeOff` after it.
    """

    def __call__(self, path: Path, columns: Columns) -> Iterator[Raw | Problem]: ...
