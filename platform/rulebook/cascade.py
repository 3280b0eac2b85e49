"""How ladders flow down the tree: a tier below may tighten what a tier above published, never loosen it.

Rule 17 of the architecture. What holds is, rung by rung, the strictest that a tier on the way has published, so that a
later act above cannot be undone by an earlier one below.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rulebook.signals import (
    ANCHORS,
    BREACH,
    CHANNELS,
    DEFAULT,
    Colour,
    Edge,
    Ladder,
    Level,
    OffsetUnit,
    Rung,
    by_anchor,
)

FARTHEST: Final = 250  # units before or after an anchor
LONGEST_DELAY: Final = 24 * 31  # hours
_CODE = re.compile(r"[a-z][a-z0-9_]{0,15}")
_EDGES = {Edge.OPEN: 0, Edge.CLOSE: 1, Edge.END: 2}
_COLOURS = {Colour.GREEN: 0, Colour.YELLOW: 1, Colour.RED: 2}
_LEVELS = {None: 0, Level.PROMPT: 1, Level.YELLOW: 2, Level.RED: 3, Level.ADVICE: 3}


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a ladder cannot be published. `tier` is that of the tier above whose rung it would loosen, if that is why."""

    code: str
    rung: str
    message: str
    tier: str = ""


NONE: Final = Ladder(())  # nothing is published


def laid(above: Ladder, layer: Ladder) -> Ladder:
    """What is published down to a tier: its own ladder laid on what is published above it."""
    named = dict.fromkeys([*by_anchor(above.rungs), *by_anchor(layer.rungs)])
    rungs = {anchor: _strictest(above.of(anchor), layer.of(anchor)) for anchor in named}
    return Ladder(_flat(rungs), _shortest(above.delays, layer.delays))


def in_force(published: Ladder) -> Ladder:
    """What holds: the default ladder stands for every anchor that no tier has named."""
    if not published.rungs and not published.delays:
        return DEFAULT
    return Ladder(_flat(by_anchor(DEFAULT.rungs) | by_anchor(published.rungs)), published.delays)


def objections(layer: Ladder, above: Ladder = NONE) -> list[Objection]:
    """Why the ladder of a tier cannot be published under what is published above it."""
    found = [*_malformed(layer)]
    for anchor, rungs in by_anchor(layer.rungs).items():
        known = {rung.key[1:]: rung for rung in above.of(anchor)}
        for rung in rungs:
            upper = known.get(rung.key[1:])
            code = loosened(upper, rung) if upper else None
            if upper and code:
                tier = upper.origin.tier if upper.origin else ""
                found.append(Objection(code, rung.code, "A tier above has this rung stricter.", tier))
    for source, hours in layer.delays.items():
        if above.delays and hours > _most(above.delays, source):
            found.append(Objection("DELAY_LONGER", source, "A tier above gives this source less time to report."))
    return found


def loosened(upper: Rung, lower: Rung) -> str | None:
    """In which way the lower of two rungs with one key is less strict; None if it is not."""
    if not (upper.offset == lower.offset == 0) and upper.unit is not lower.unit:
        return "RUNG_OTHER_UNIT"
    if (lower.offset, _EDGES[lower.edge]) > (upper.offset, _EDGES[upper.edge]):
        return "RUNG_LATER"
    if _COLOURS[lower.colour] < _COLOURS[upper.colour] or _LEVELS[lower.level] < _LEVELS[upper.level]:
        return "RUNG_WEAKER"
    if not set(upper.tell) <= set(lower.tell):
        return "RUNG_TELLS_FEWER"
    return "RUNG_PROPOSES_LESS" if upper.proposes and lower.proposes != upper.proposes else None


def _strictest(above: Sequence[Rung], below: Sequence[Rung]) -> tuple[Rung, ...]:
    """Each rung of either; of one that both have that of the tier below where it is stricter."""
    # A rung of any clock may meet one of a clock by name: their keys differ in the anchor alone.
    found = {rung.key[1:]: rung for rung in above}
    for rung in below:
        upper = found.get(rung.key[1:])
        is_same = upper is not None and replace(upper, anchor=rung.anchor) == rung
        if upper is None or (loosened(upper, rung) is None and not is_same):
            found[rung.key[1:]] = rung
    return tuple(found.values())


def _flat(anchors: Mapping[str, Sequence[Rung]]) -> tuple[Rung, ...]:
    """Each under the anchor that it stands for, also where it was any clock's."""
    return tuple(replace(rung, anchor=anchor) for anchor, rungs in anchors.items() for rung in rungs)


def _shortest(above: Mapping[str, int], below: Mapping[str, int]) -> dict[str, int]:
    """Of each source the shorter delay; where the tier above gives none at all, those of the tier below hold."""
    if not above:
        return dict(below)
    return dict(above) | {source: hours for source, hours in below.items() if hours <= _most(above, source)}


def _most(delays: Mapping[str, int], source: str) -> int:
    return delays.get(source, delays.get("*", 0))


def _malformed(layer: Ladder) -> Iterator[Objection]:
    if not layer.rungs and not layer.delays:
        yield Objection("NO_RUNG", "", "A ladder has at least one rung.")
    keys = [rung.key for rung in layer.rungs]
    for rung in layer.rungs:
        code = _fault(rung) or ("RUNG_TWICE" if keys.count(rung.key) > 1 else None)
        if code:
            yield Objection(code, rung.code, "This rung cannot be.")
    for source, hours in layer.delays.items():
        if not source or not 1 <= hours <= LONGEST_DELAY:
            yield Objection("BAD_DELAY", source, f"1 to {LONGEST_DELAY} hours.")


def _fault(rung: Rung) -> str | None:
    if not _CODE.fullmatch(rung.code):
        return "BAD_RUNG_CODE"
    if rung.anchor not in ANCHORS:
        return "BAD_ANCHOR"
    if abs(rung.offset) > FARTHEST or (rung.anchor == BREACH and (rung.offset or rung.edge is not Edge.END)):
        return "BAD_OFFSET"
    if rung.unit is OffsetUnit.PERCENT and not -100 < rung.offset < 0:
        return "BAD_OFFSET"
    if rung.shortest < 0 or (rung.longest is not None and rung.longest < max(1, rung.shortest)):
        return "BAD_SPAN"
    if rung.of and rung.anchor != BREACH:
        return "BAD_ANCHOR"
    if any(one.channel not in CHANNELS for one in rung.tell):
        return "NO_SUCH_CHANNEL"
    # What alerts nobody has nobody to tell and nothing to propose.
    return "NOBODY_ALERTED" if rung.level is None and (rung.tell or rung.proposes) else None
