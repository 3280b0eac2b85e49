"""The tree of halls: divisions of the state, read from files, with parents that hold from a date.

A hall's place is its materialised path of 12-digit codes, `/130000000000/130300000000/130324000000/`. The parent is
data, not the prefix of the code: Xiong'an has three counties of Baoding's codes, Dingzhou and Xinji answer to the
province.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from django.db import transaction

from foundation.errors import Refusal
from hierarchy.models import ChangeKind, Hall, HallChange, HallParent, HallPredecessor, Tier

DATA = Path(__file__).resolve().parent / "data"
DIVISIONS, PARENTS, PREDECESSORS = DATA / "hebei.csv", DATA / "hebei_parents.csv", DATA / "hebei_predecessors.csv"

# The day of the divisions file (National Bureau of Statistics, codes of 2023-06-30): older parents are not known to us.
EDITION = date(2023, 6, 30)
TIERS = {"1": Tier.PROVINCE, "2": Tier.CITY, "3": Tier.COUNTY, "4": Tier.TOWNSHIP}
WRITTEN = ["name", "tier", "path", "is_functional", "parent_id"]


class BadRegionCode(Refusal):
    """Not 6, 9 or 12 digits."""

    code = "BAD_REGION_CODE"


class BrokenTree(Refusal):
    """A division whose parent is missing, or that is its own ancestor."""

    code = "BROKEN_TREE"


@dataclass(frozen=True)
class Division:
    """行政区划, as one row of the files."""

    code: str
    name: str
    tier: Tier
    parent: str | None
    is_functional: bool
    from_on: date = EDITION


@dataclass(frozen=True)
class Loaded:
    """What a load changed."""

    halls: int
    added: int
    changed: int


def normalise(code: str) -> str:
    """区划代码 in 12 digits (GB/T 2260 + GB/T 10114), from 6, 9 or 12."""
    if len(code) not in (6, 9, 12) or not (code.isascii() and code.isdigit()):
        raise BadRegionCode("A region code has 6, 9 or 12 digits.", field="code", given=code[:32])
    return code.ljust(12, "0")


def schema_of(code: str) -> str:
    """The name that a hall's schema gets once, from its first code; it is never renamed."""
    return f"h{normalise(code)}"


def divisions(path: Path = DIVISIONS, parents: Path = PARENTS) -> dict[str, Division]:
    """By 12-digit code: the rows of `path`, then what `parents` adds to them and puts elsewhere."""
    found = {division.code: division for division in map(_division, _rows(path))}
    for row in _rows(parents):
        division = _moved(found.get(normalise(row["code"])), row)
        found[division.code] = division
    return found


def load_divisions(path: Path = DIVISIONS, parents: Path = PARENTS, predecessors: Path = PREDECESSORS) -> Loaded:
    """Makes the tree what the files say, in a few statements; run again it changes nothing.

    Codes, schemas, states and halls that the files do not name are left alone. Raises `BrokenTree`.
    """
    wanted = _with_acts(divisions(path, parents))
    paths = {code: path_of(code, wanted) for code in wanted}
    with transaction.atomic():
        added = _add(wanted, paths)
        changed = _change(wanted, paths)
        _date_parents(wanted)
        _link_predecessors(predecessors)
    return Loaded(halls=len(wanted), added=added, changed=changed)


def _with_acts(wanted: dict[str, Division]) -> dict[str, Division]:
    """A place or name that was changed by an act of later date than the files know stays as it is."""
    acts = HallChange.objects.filter(kind__in=[ChangeKind.MOVED, ChangeKind.RENAMED]).select_related("hall")
    for act in acts.order_by("on", "pk"):
        known = wanted.get(act.hall.code)
        if known is None or act.on < known.from_on:
            continue
        is_move = act.kind == ChangeKind.MOVED
        changed = {"parent": act.after, "from_on": act.on} if is_move else {"name": act.after}
        wanted[act.hall.code] = replace(known, **changed)
    return wanted


def path_of(code: str, among: Mapping[str, Division]) -> str:
    steps: list[str] = []
    step: str | None = code
    while step is not None:
        if step not in among or step in steps:
            raise BrokenTree("A division has no parent or is its own ancestor.", division=code, at=step)
        steps.append(step)
        step = among[step].parent
    return f"/{'/'.join(reversed(steps))}/"


def ancestors(path: str) -> list[str]:
    """The codes on the way down to a hall, the hall itself last."""
    return path.strip("/").split("/")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _division(row: Mapping[str, str]) -> Division:
    return Division(
        code=normalise(row["code"]),
        name=row["name"],
        tier=TIERS[row["level"]],
        parent=normalise(row["parent"]) if row["parent"] else None,
        is_functional=row["is_functional"] == "1",
    )


def _moved(known: Division | None, row: Mapping[str, str]) -> Division:
    parent, from_on = normalise(row["parent"]), date.fromisoformat(row["from_on"])
    if known is not None:
        return replace(known, parent=parent, from_on=from_on)
    is_functional = row["is_functional"] == "1"
    return Division(normalise(row["code"]), row["name"], Tier(row["tier"]), parent, is_functional, from_on)


def _add(wanted: Mapping[str, Division], paths: Mapping[str, str]) -> int:
    """New halls tier by tier, so that each finds its parent's key."""
    keys = dict(Hall.objects.values_list("code", "id"))
    new = [division for division in wanted.values() if division.code not in keys]
    for depth in sorted({paths[division.code].count("/") for division in new}):
        level = [division for division in new if paths[division.code].count("/") == depth]
        made = Hall.objects.bulk_create([_hall(one, paths[one.code], keys) for one in level])
        keys |= {hall.code: hall.id for hall in made}
    return len(new)


def _hall(division: Division, path: str, keys: Mapping[str, int]) -> Hall:
    return Hall(
        code=division.code,
        schema_name=schema_of(division.code),
        name=division.name,
        tier=division.tier,
        parent_id=keys[division.parent] if division.parent else None,
        path=path,
        is_functional=division.is_functional,
    )


def _change(wanted: Mapping[str, Division], paths: Mapping[str, str]) -> int:
    halls = {hall.code: hall for hall in Hall.objects.filter(code__in=wanted)}
    keys = {code: hall.id for code, hall in halls.items()}
    changed = []
    for code, hall in halls.items():
        target = _hall(wanted[code], paths[code], keys)
        if any(getattr(hall, name) != getattr(target, name) for name in WRITTEN):
            for name in WRITTEN:
                setattr(hall, name, getattr(target, name))
            changed.append(hall)
    Hall.objects.bulk_update(changed, WRITTEN, batch_size=500)
    return len(changed)


def _date_parents(wanted: Mapping[str, Division]) -> None:
    """One open period a hall: a new parent ends the period of the one before on the day that it begins."""
    keys = dict(Hall.objects.filter(code__in=wanted).values_list("code", "id"))
    open_now = {period.hall_id: period for period in HallParent.objects.filter(until_on=None)}
    ended, begun = [], []
    for division in wanted.values():
        if division.parent is None:
            continue
        hall, parent = keys[division.code], keys[division.parent]
        known = open_now.get(hall)
        if known is not None and known.parent_id == parent:
            continue
        if known is not None:
            known.until_on = division.from_on
            ended.append(known)
        begun.append(HallParent(hall_id=hall, parent_id=parent, from_on=division.from_on))
    HallParent.objects.bulk_update(ended, ["until_on"])
    HallParent.objects.bulk_create(begun, batch_size=1000)


def _link_predecessors(path: Path) -> None:
    rows = _rows(path)
    keys = _keys(normalise(row["code"]) for row in rows)
    links = [
        HallPredecessor(
            hall_id=keys[normalise(row["code"])],
            code=normalise(row["predecessor"]),
            name=row["name"],
            until_on=date.fromisoformat(row["until_on"]),
        )
        for row in rows
        if normalise(row["code"]) in keys
    ]
    HallPredecessor.objects.bulk_create(links, ignore_conflicts=True)


def _keys(codes: Iterable[str]) -> dict[str, int]:
    return dict(Hall.objects.filter(code__in=list(codes)).values_list("code", "id"))
