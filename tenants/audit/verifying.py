"""验证: walking a hall's chain and its anchors. Reads only; the caller holds one snapshot of the hall.

The chains of single cases are walked by `tenants.cases.chains`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from foundation.clock import local_day
from foundation.models import Agenda
from hierarchy.models import Anchor, Hall
from tenants.audit.digesting import NOTHING, digests_of, link_digest, sealed_models
from tenants.audit.models import ChainLink
from tenants.audit.sealing import ANCHOR, unsealed

CHUNK = 2_000
LINKS, ANCHORS = ChainLink._meta.db_table, Anchor._meta.db_table


@dataclass(frozen=True, slots=True)
class Broken:
    """One thing that is not as it was sealed: which row of which table, and what is wrong with it."""

    table: str
    row: str
    problem: str


@dataclass(slots=True)
class Walk:
    """How far a walk along the chain has come. `days`: the last link sealed on each day."""

    sequence: int = 0
    digest: bytes = NOTHING
    days: dict[date, tuple[int, bytes]] = field(default_factory=dict)


def verify_chain(hall: Hall, *, passed: Callable[[int], None]) -> Iterator[Broken]:
    """Everything broken in the chain of the hall that is entered. `passed` is told of each chunk of links."""
    walk = Walk()
    while links := list(ChainLink.objects.filter(sequence__gt=walk.sequence).order_by("sequence")[:CHUNK]):
        for link in links:
            yield from _follow(walk, link)
        yield from _rows(links)
        passed(len(links))
    yield from _anchors(hall, walk)


def unsealed_rows() -> int:
    """Rows of the hall that is entered that no link holds yet."""
    return sum(unsealed(model).count() for model in sealed_models().values())


def _follow(walk: Walk, link: ChainLink) -> Iterator[Broken]:
    """One link after the one before; goes on from what the link says, so that one break is told once."""
    expected = walk.sequence + 1
    if link.sequence != expected:
        missing = f"{expected}" if link.sequence == expected + 1 else f"{expected}..{link.sequence - 1}"
        yield Broken(LINKS, missing, "missing from the chain")
    else:
        digest = link_digest(walk.digest, link.sequence, link.table, link.row, bytes(link.row_digest))
        if digest != bytes(link.digest):
            yield Broken(LINKS, f"{link.sequence}", "does not follow from the link before")
    walk.sequence, walk.digest = link.sequence, bytes(link.digest)
    walk.days[local_day(link.sealed_at)] = walk.sequence, walk.digest


def _rows(links: Sequence[ChainLink]) -> Iterator[Broken]:
    """Every sealed row is there and says what it said."""
    tables = defaultdict(list)
    for link in links:
        tables[link.table].append(link)
    for table, sealed in sorted(tables.items()):
        model = sealed_models().get(table)
        found = digests_of(model, [link.row for link in sealed]) if model else {}
        for link in sealed:
            if link.row not in found:
                yield Broken(table, f"{link.row}", f"deleted; it was sealed by link {link.sequence}")
            elif found[link.row] != bytes(link.row_digest):
                yield Broken(table, f"{link.row}", f"changed since link {link.sequence} sealed it")


def _anchors(hall: Hall, walk: Walk) -> Iterator[Broken]:
    """Each day with links has its anchor, or the row in the agenda that will make it; both hold the day's last link."""
    kept: dict[date, tuple[int, bytes]] = {
        anchor.day: (anchor.sequence, bytes(anchor.digest)) for anchor in Anchor.objects.filter(hall=hall.pk)
    }
    noted = {date.fromisoformat(row.key): row for row in Agenda.objects.filter(handler=ANCHOR, hall=hall.code)}
    for day in sorted(walk.days.keys() | kept.keys() | noted.keys()):
        stands = walk.days.get(day)
        if day in kept and kept[day] != stands:
            yield Broken(ANCHORS, f"{hall.code} {day}", _against(kept[day], stands))
        elif day not in kept and day in noted:
            figures = noted[day].figures[0]
            head = figures["sequence"], bytes.fromhex(figures["digest"])
            if head != stands:
                yield Broken(LINKS, f"{head[0]}", _against(head, stands))
        elif day not in kept:
            yield Broken(ANCHORS, f"{hall.code} {day}", "missing: links were sealed on this day")


def _against(held: tuple[int, bytes], stands: tuple[int, bytes] | None) -> str:
    if stands is None or stands[0] != held[0]:
        return f"the day's chain ended with link {held[0]}, now with {stands[0] if stands else 'none'}"
    return f"the day's last link {held[0]} has another digest"
