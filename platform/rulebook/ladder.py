"""阶梯: which measure the faults of a department propose next, by count, weight and time. Nothing is issued by itself.

The rungs are data of a tier, each with its ground; a tier below may tighten what a tier above published, never loosen
it. The four steps are those of the third source document (通报批评, 限期整改, 诫勉谈话, 追究) in the order of their
weight; RS06 and RS16 have counts of theirs (docs/rules/accountability.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum


class Step(StrEnum):
    """What a rung proposes, the lightest first; each is one document."""

    RECTIFICATION = "RECTIFICATION"  # 限期整改
    CIRCULAR = "CIRCULAR"  # 通报批评
    TALK = "TALK"  # 诫勉谈话
    ACCOUNTABILITY = "ACCOUNTABILITY"  # 责任追究


class Weight(StrEnum):
    """Kinds of fault, the lightest first."""

    LATE = "LATE"  # past the promised limit
    LATE_STATUTORY = "LATE_STATUTORY"
    UNEXPLAINED = "UNEXPLAINED"  # 理由不成立, or none came in time
    UNCORRECTED = "UNCORRECTED"  # 逾期不整改或者整改不到位


STEPS, WEIGHTS = list(Step), list(Weight)
MOST_COUNT, MOST_DAYS = 1000, 366


@dataclass(frozen=True, slots=True)
class Rung:
    """`count` faults of this weight or heavier within `days` days propose the step. `tier`: who published it."""

    step: Step
    weight: Weight
    count: int
    days: int
    tier: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a department."""

    at: datetime
    weight: Weight


@dataclass(frozen=True, slots=True)
class Counted:
    """How far the faults of a department have come on a rung."""

    rung: Rung
    count: int

    @property
    def is_reached(self) -> bool:
        return self.count >= self.rung.count


def bad_rungs(rungs: Sequence[Rung]) -> str | None:
    """Why these are no ladder, as a code: nothing, one step twice, a number out of bounds."""
    if not rungs or len({rung.step for rung in rungs}) < len(rungs):
        return "ONE_RUNG_A_STEP"
    if any(not (1 <= rung.count <= MOST_COUNT and 1 <= rung.days <= MOST_DAYS) for rung in rungs):
        return "OUT_OF_RANGE"
    return None


def loosened(above: Sequence[Rung], own: Sequence[Rung]) -> Step | None:
    """The first step that `own` proposes later than `above`, or does not know; None if it only tightens."""
    known = {rung.step: rung for rung in own}
    for rung in above:
        mine = known.get(rung.step)
        if mine is None or tightest(rung, mine) != replace(mine, tier=rung.tier):
            return rung.step
    return None


def tightest(above: Rung, own: Rung) -> Rung:
    """Of both, member by member: the smaller count, the lighter weight, the longer time."""
    weight = min(above.weight, own.weight, key=WEIGHTS.index)
    return replace(above, weight=weight, count=min(above.count, own.count), days=max(above.days, own.days))


def effective(tiers: Sequence[Sequence[Rung]]) -> list[Rung]:
    """The ladders of a hall and of all above it, the highest first, as one: the tightest of each step.

    What was tightened above after a tier published its own holds below as well. `tier` is the lowest that tightened.
    """
    found: dict[Step, Rung] = {}
    for rungs in tiers:
        for rung in rungs:
            known = found.get(rung.step)
            merged = tightest(known, rung) if known else rung
            found[rung.step] = merged if merged == known else replace(merged, tier=rung.tier)
    return [found[step] for step in STEPS if step in found]


def counted(
    rungs: Sequence[Rung], faults: Sequence[Fault], issued: Mapping[Step, datetime], *, now: datetime
) -> list[Counted]:
    """Each rung with its faults: within its time, and since its last document, which has answered those before."""
    found = []
    for rung in rungs:
        since = max([now - timedelta(days=rung.days), *([issued[rung.step]] if rung.step in issued else [])])
        heavy = WEIGHTS[WEIGHTS.index(rung.weight) :]
        found.append(Counted(rung, sum(since < fault.at <= now and fault.weight in heavy for fault in faults)))
    return found


def proposed(
    rungs: Sequence[Rung], faults: Sequence[Fault], issued: Mapping[Step, datetime], *, now: datetime
) -> Counted | None:
    """The heaviest step that is reached; None if none is."""
    reached = [one for one in counted(rungs, faults, issued, now=now) if one.is_reached]
    return max(reached, key=lambda one: STEPS.index(one.rung.step), default=None)
