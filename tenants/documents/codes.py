"""验证码: printed on a document, so that anybody can ask whether it is what it says.

The code says which hall to ask (40 bits), is not to be guessed (55 bits at random) and ends with a check character, so
that a slip of the pen is told from a forgery. Crockford's alphabet has no I, L, O, U; I, L, O are read as they look.
"""

import secrets
from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ = {char: value for value, char in enumerate(ALPHABET)} | {"I": 1, "L": 1, "O": 0}
HALL, CHANCE = 8, 11
LENGTH = HALL + CHANCE + 1
_CHECK = 37


@dataclass(frozen=True, slots=True)
class Read:
    """A code in its one spelling, and the hall that it names."""

    code: str
    hall: str


def new(hall_code: str) -> str:
    body = _spelled(int(hall_code), HALL) + "".join(secrets.choice(ALPHABET) for _ in range(CHANCE))
    return body + _check(body)


def read(given: str) -> Read | None:
    """None for what is no code of ours: wrong length, letters or check character."""
    text = "".join(char for char in given.upper() if char not in " -—–")
    if len(text) != LENGTH or any(char not in _READ for char in text):
        return None
    code = "".join(ALPHABET[_READ[char]] for char in text)
    hall = _value(code[:HALL])
    if _check(code[:-1]) != code[-1] or hall >= 10**12:
        return None
    return Read(code, f"{hall:012d}")


def shown(code: str) -> str:
    """In groups of five, as it is printed."""
    return "-".join(code[at : at + 5] for at in range(0, len(code), 5))


def _spelled(value: int, length: int) -> str:
    return "".join(ALPHABET[value >> 5 * place & 31] for place in reversed(range(length)))


def _value(text: str) -> int:
    found = 0
    for char in text:
        found = found * 32 + _READ[char]
    return found


def _check(body: str) -> str:
    """A weighted sum, so that neighbours that changed places are found as well."""
    total = sum(_READ[char] * (place + 3) for place, char in enumerate(body))
    return ALPHABET[total % _CHECK % 32]
