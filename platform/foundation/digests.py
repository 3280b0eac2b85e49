"""SM3 digests (GB/T 32905) of canonical JSON, the links of every chain."""

import json
from datetime import UTC, date, datetime
from typing import Any

from cryptography.hazmat.primitives import hashes


def sm3(*parts: bytes) -> bytes:
    digest = hashes.Hash(hashes.SM3())
    for part in parts:
        digest.update(part)
    return digest.finalize()


def canonical(value: Any) -> bytes:
    """One spelling for equal content: sorted keys, no spaces, UTC moments with microseconds."""
    return _ENCODER.encode(value).encode()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return str(value)


# One for all: to make one costs more than what it says of an event.
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)
