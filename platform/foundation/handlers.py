"""Calls upward. A lower app leaves a row that names a handler; the app that owns the work registers it at start-up."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Protocol

from foundation.errors import Refusal


class Row(Protocol):
    """What a handler sees of an agenda or outbox row."""

    key: str
    at: datetime


# Called inside the claiming transaction, in the schema of `hall` (or public when it is empty).
Handler = Callable[[str, Sequence[Any]], None]

# Says which of the claimed rows can be worked now, by locking what they are about; the others stay as they are.
Taker = Callable[[str, Sequence[Any]], Sequence[Any]]

_handlers: dict[str, Handler] = {}
_takers: dict[str, Taker] = {}


def register(name: str, handler: Handler, *, take: Taker | None = None) -> None:
    if _handlers.get(name, handler) is not handler:
        raise Refusal("Two handlers have one name.", code="HANDLER_TAKEN", handler=name)
    _handlers[name] = handler
    if take:
        _takers[name] = take


def taken(name: str, hall: str, rows: Sequence[Any]) -> Sequence[Any]:
    """The rows that can be worked now; all of them for a handler that said nothing about it."""
    return _takers[name](hall, rows) if name in _takers else rows


def handler(name: str) -> Handler:
    try:
        return _handlers[name]
    except KeyError:
        raise Refusal("No handler has this name.", code="NO_HANDLER", handler=name) from None


def names() -> frozenset[str]:
    return frozenset(_handlers)
