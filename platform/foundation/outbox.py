"""发件箱: sending a message to a handler, in the transaction that makes it true."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from foundation.models import Outbox


@dataclass(frozen=True, slots=True)
class Message:
    """Who has to act: `key` and `payload` hold keys, never a name or text of a case."""

    handler: str
    hall: str
    key: str
    at: datetime
    payload: Mapping[str, Any] = field(default_factory=dict)


def send(messages: Sequence[Message]) -> None:
    """Inserts only: a message is never changed."""
    Outbox.objects.bulk_create(
        [
            Outbox(handler=one.handler, hall=one.hall, key=one.key, at=one.at, payload=dict(one.payload))
            for one in messages
        ]
    )
