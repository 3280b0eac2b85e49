"""What is kept unreadable at rest: sealed with AES-256-GCM under the keys of the settings, of which the first writes.

A sealed text names its key, so keys are changed by putting a new one in front; the old one stays until everything was
sealed anew (`mingjing keys reseal`). It opens only for the purpose and the owner that it was sealed for: moved to
another row it is as good as altered.
"""

import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from foundation.errors import Refusal
from foundation.keys import KEY_BYTES

NONCE_BYTES = 12


class Unreadable(Refusal):
    """Sealed under a key that is not in the settings, altered, or moved from where it was sealed."""

    code = "UNREADABLE"


def seal(text: str, *, purpose: str, owner: str) -> str:
    name, key = next(iter(settings.FIELD_KEYS.items()))
    nonce = os.urandom(NONCE_BYTES)
    body = AESGCM(_derived(key, f"seal {purpose}")).encrypt(nonce, text.encode(), _bound(purpose, owner))
    return f"{name}.{urlsafe_b64encode(nonce + body).decode()}"


def unseal(sealed: str, *, purpose: str, owner: str) -> str:
    """Raises Unreadable."""
    name, _, encoded = sealed.partition(".")
    key = settings.FIELD_KEYS.get(name)
    if key is None:
        raise Unreadable(f"No key {name[:16]!r} is in the settings.")
    try:
        whole = urlsafe_b64decode(encoded)
        opened = AESGCM(_derived(key, f"seal {purpose}")).decrypt(
            whole[:NONCE_BYTES], whole[NONCE_BYTES:], _bound(purpose, owner)
        )
    except (InvalidTag, ValueError):
        raise Unreadable("What is sealed was altered, or belongs to another row.") from None
    return opened.decode()


def is_current(sealed: str) -> bool:
    """Sealed under the key that writes now."""
    return sealed.partition(".")[0] == next(iter(settings.FIELD_KEYS))


def index(text: str, *, purpose: str) -> str:
    """Of equal texts the same, while the key that writes is the same; 64 hexadecimal digits."""
    key = next(iter(settings.FIELD_KEYS.values()))
    return hmac.new(_derived(key, f"index {purpose}"), text.encode(), sha256).hexdigest()


def _derived(key: bytes, use: str) -> bytes:
    """A key of its own for every use, so that nothing sealed for one opens for another."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"mingjing {use}".encode()).derive(key)


def _bound(purpose: str, owner: str) -> bytes:
    return f"{purpose}\0{owner}".encode()
