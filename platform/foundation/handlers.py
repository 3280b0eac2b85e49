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

_handlers: dict[str, Handler] = {}


def register(name: str, handler: Handler) -> None:
    if _handlers.get(name, handler) is not handler:
        raise Refusal("Two handlers have one name.", code="HANDLER_TAKEN", handler=name)
    _handlers[name] = handler


def handler(name: str) -> Handler:
    try:
        return _handlers[name]
    except KeyError:
        raise Refusal("No handler has this name.", code="NO_HANDLER", handler=name) from None


def names() -> frozenset[str]:
    return frozenset(_handlers)
