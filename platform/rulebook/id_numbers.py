"""证件号码: which numbers are well-formed, and what is shown of one. Pure.

Resident identity numbers: GB 11643-1999 (18 characters, check character by ISO 7064 MOD 11-2). Unified social credit
codes: GB 32100-2015 (18 characters, check character modulo 31). Of other papers only length and letters are looked at.
"""

import re
from datetime import date
from enum import StrEnum

LONGEST = 32
RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
RESIDENT_CHECKS = "10X98765432"
CREDIT_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


class IdKind(StrEnum):
    """Which paper the number is of: RESIDENT 居民身份证, CREDIT 统一社会信用代码, PASSPORT 护照, OTHER 其他."""

    RESIDENT = "RESIDENT"
    CREDIT = "CREDIT"
    PASSPORT = "PASSPORT"
    OTHER = "OTHER"


def spelled(number: str) -> str:
    """One spelling: without spaces and hyphens, capitals."""
    return re.sub(r"[\s-]", "", number).upper()


def is_well_formed(kind: IdKind, number: str) -> bool:
    """`number` as `spelled` gives it."""
    if kind is IdKind.RESIDENT:
        return _is_resident(number)
    if kind is IdKind.CREDIT:
        return _is_credit(number)
    return 4 <= len(number) <= LONGEST and re.fullmatch(r"[A-Z0-9()]+", number) is not None


def masked(number: str) -> str:
    """What is shown of it everywhere: its ends, neither the day of birth nor the number of that day."""
    shown = (3, 2) if len(number) >= 15 else (1, 1)
    return number[: shown[0]] + "*" * (len(number) - sum(shown)) + number[-shown[1] :]


def _is_resident(number: str) -> bool:
    if not re.fullmatch(r"[1-9][0-9]{16}[0-9X]", number):
        return False
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(RESIDENT_WEIGHTS, number[:17], strict=True))
    return RESIDENT_CHECKS[total % 11] == number[17]


def _is_credit(number: str) -> bool:
    if len(number) != 18 or not set(number) <= set(CREDIT_LETTERS):
        return False
    total = sum(CREDIT_LETTERS.index(letter) * pow(3, place, 31) for place, letter in enumerate(number[:17]))
    return CREDIT_LETTERS[(31 - total % 31) % 31] == number[17]
