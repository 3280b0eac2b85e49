"""E-mail addresses and mobile numbers: whether one is well-formed, its one spelling, and what is shown of it."""

import re

from rulebook.telling import Channel

LONGEST_EMAIL = 254
_EMAIL = re.compile(r"[A-Za-z0-9._%+\-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")


def spelled(channel: Channel, given: str) -> str | None:
    """None for what is no address of this channel. Mobile numbers are those of the mainland, without 86."""
    text = given.strip()
    if channel is Channel.EMAIL:
        local, _, domain = text.rpartition("@")
        found = f"{local}@{domain.lower()}"
        return found if len(found) <= LONGEST_EMAIL and _EMAIL.fullmatch(found) else None
    digits = re.sub(r"[\s\-]", "", text).removeprefix("+86")
    return digits if _MOBILE.fullmatch(digits) else None


def masked(channel: Channel, address: str) -> str:
    """The ends of a number; the first letter and the domain of an e-mail address."""
    if channel is Channel.EMAIL:
        local, _, domain = address.partition("@")
        return f"{local[0]}***@{domain}"[:64]
    return f"{address[:3]}****{address[-4:]}"
