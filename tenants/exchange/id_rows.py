"""Rows that wait in quarantine: the number of a paper in one is sealed, and opened again only to be let in."""

from collections.abc import Mapping
from typing import Any, Final

from foundation import ciphers

MEMBER: Final = "applicant_id_number"
SEALED: Final = "sealed:"
PURPOSE: Final = "quarantined id"


def hidden(row: Any) -> Any:
    """The row as it may be kept and shown."""
    return _with(row, lambda number: SEALED + ciphers.seal(number, purpose=PURPOSE, owner=""))


def fingerprinted(row: Any) -> Any:
    """The row as its digest is made: the same number is the same, and is not found by trying numbers."""
    return _with(row, lambda number: ciphers.index(number, purpose=PURPOSE))


def opened(row: Any) -> Any:
    """The row as it was sent. Raises Unreadable."""
    number = row.get(MEMBER) if isinstance(row, Mapping) else None
    if not isinstance(number, str) or not number.startswith(SEALED):
        return row
    return {**row, MEMBER: ciphers.unseal(number.removeprefix(SEALED), purpose=PURPOSE, owner="")}


def _with(row: Any, change: Any) -> Any:
    number = row.get(MEMBER) if isinstance(row, Mapping) else None
    if number in (None, "") or (isinstance(number, str) and number.startswith(SEALED)):
        return row
    return {**row, MEMBER: change(number if isinstance(number, str) else repr(number))}
