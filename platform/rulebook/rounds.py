"""补正: the rounds of a case, compared item by item: what was asked before, brought, is still missing, is new.

行政许可法 32 (4) has everything told at once. A later notice that names what no notice named before is worth a look
(`NEW`); repeating an unmet demand, or naming a defect of what was brought, is none (FACTS, Correction). Whether a new
demand was wrong at the first filing already is for a person to judge: it is marked, not counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from rulebook.case import Event, EventKind

NEW_IN_LATER_NOTICE = "NEW_IN_LATER_NOTICE"


class Standing(StrEnum):
    """How a demand stands to the notices before it."""

    FIRST = "FIRST"  # of the first notice
    REPEATED = "REPEATED"  # named before and not brought
    AGAIN = "AGAIN"  # named before and brought: the defect is in what was brought
    NEW = "NEW"  # named by no notice before


@dataclass(frozen=True, slots=True)
class Demand:
    """A paper and what is wrong with it. `is_brought` is None until something is received."""

    material: str
    defect: str
    standing: Standing
    is_brought: bool | None
    is_beyond_guide: bool = False  # the guide of the version does not name it (一次告知)


@dataclass(frozen=True, slots=True)
class Round:
    asked_at: datetime
    received_at: datetime | None
    demands: tuple[Demand, ...]


def rounds(events: Sequence[Event], materials: Sequence[str] | None = None) -> list[Round]:
    """From effective events. A receipt that lists nothing brought everything that its notice asked for.

    `materials`: what the guide of the version names; None for a version without a guide, where nothing is beyond it.
    """
    found: list[Round] = []
    guided = None if materials is None else {_same(one) for one in materials}
    named: set[str] = set()
    brought: set[str] = set()
    for place, event in enumerate(events):
        if event.kind is not EventKind.CORRECTION_ASKED:
            continue
        receipt = _receipt(events[place + 1 :])
        asked = _items(event.detail)
        names = {_same(one.get("material", "")) for one in asked}
        handed = _brought(receipt, names)
        found.append(
            Round(
                event.at,
                receipt.at if receipt else None,
                tuple(
                    replace(
                        _demand(one, is_first=not found, named=named, brought=brought, handed=handed),
                        is_beyond_guide=guided is not None and _same(one.get("material", "")) not in guided,
                    )
                    for one in asked
                ),
            )
        )
        named |= names
        brought = (brought - names) | (handed or set())
    return found


def is_beyond(detail: Mapping[str, Any], materials: Sequence[str] | None) -> bool:
    """Whether a notice asks for a paper that the guide does not name: everything was to be told at once (C5)."""
    if materials is None:
        return False
    return bool({_same(one.get("material", "")) for one in _items(detail)} - {_same(one) for one in materials})


def anomaly(before: Sequence[Event], detail: Mapping[str, Any]) -> str | None:
    """What is to be noted of a notice that follows these effective events; None of a first one."""
    earlier = [event for event in before if event.kind is EventKind.CORRECTION_ASKED]
    named = {_same(one.get("material", "")) for event in earlier for one in _items(event.detail)}
    asked = {_same(one.get("material", "")) for one in _items(detail)}
    return NEW_IN_LATER_NOTICE if earlier and asked - named else None


def _demand(
    one: Mapping[str, Any], *, is_first: bool, named: set[str], brought: set[str], handed: set[str] | None
) -> Demand:
    name = _same(one.get("material", ""))
    if is_first:
        standing = Standing.FIRST
    elif name not in named:
        standing = Standing.NEW
    else:
        standing = Standing.AGAIN if name in brought else Standing.REPEATED
    is_brought = None if handed is None else name in handed
    return Demand(str(one.get("material", "")), str(one.get("defect", "")), standing, is_brought)


def _receipt(after: Sequence[Event]) -> Event | None:
    """What answers a notice: the first receipt before the next notice."""
    for event in after:
        if event.kind is EventKind.CORRECTION_RECEIVED:
            return event
        if event.kind is EventKind.CORRECTION_ASKED:
            return None
    return None


def _brought(receipt: Event | None, names: set[str]) -> set[str] | None:
    if receipt is None:
        return None
    listed = receipt.detail.get("brought")
    return names & {_same(str(one)) for one in listed} if isinstance(listed, list) else set(names)


def _items(detail: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    listed = detail.get("items")
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _same(material: str) -> str:
    """Two spellings of one paper: blanks do not matter."""
    return "".join(str(material).split()).casefold()
