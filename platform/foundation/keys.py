"""The keys that seal (`MINGJING_FIELD_KEYS`), as text. Without Django: what production refuses is known before it."""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode

KEY_BYTES = 32


def keys_of(text: str) -> dict[str, bytes]:
    """`name:key,...` with keys of 32 bytes as URL-safe base64, the first one writes. Raises ValueError."""
    found: dict[str, bytes] = {}
    for word in filter(None, (part.strip() for part in text.split(","))):
        name, _, encoded = word.partition(":")
        key = urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
        if not name.isalnum() or len(key) != KEY_BYTES or name in found:
            raise ValueError(f"{name!r} is no name of its own with a key of {KEY_BYTES} bytes")
        found[name] = key
    return found


def new_key() -> str:
    return urlsafe_b64encode(os.urandom(KEY_BYTES)).decode().rstrip("=")
