"""Comparing limits: the stages within the promise, the promise within the statute."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rulebook.clock import Limit, Unit

if TYPE_CHECKING:
    from rulebook.case import ItemRules

# An ordinary week: five working days in seven, seven working hours in a day, thirty days in a month.
_IN_DAYS = {Unit.NATURAL_DAY: 1.0, Unit.WORKING_DAY: 7 / 5, Unit.WORKING_HOUR: 1 / 5, Unit.MONTH: 30.0}


@dataclass(frozen=True, slots=True)
class Contradiction:
    code: str
    field: str
    message: str


def is_longer(limit: Limit, than: Limit) -> bool:
    """Same unit: by value. Else on ordinary weeks; at run time the earlier of the two due moments rules."""
    if limit.unit is than.unit:
        return limit.value > than.value
    return limit.value * _IN_DAYS[limit.unit] > than.value * _IN_DAYS[than.unit] + 1e-9


def contradictions(rules: "ItemRules") -> list[Contradiction]:
    """Why these rules cannot be published: sum of stages <= promised <= statutory; a limit is at least 1."""
    found = []
    if rules.promised and rules.statutory and is_longer(rules.promised.limit, rules.statutory.limit):
        found.append(
            Contradiction("PROMISE_BEYOND_STATUTE", "promised", "The promised limit is longer than the statutory one.")
        )
    timed = [stage.limit for stage in rules.stages if stage.limit]
    whole = rules.promised or rules.statutory
    if whole and timed and all(limit.unit is timed[0].unit for limit in timed):
        total = Limit(sum(limit.value for limit in timed), timed[0].unit)
        if is_longer(total, whole.limit):
            found.append(
                Contradiction("STAGES_BEYOND_PROMISE", "stages", "The stages add up to more than the promised limit.")
            )
    limits = [rule.limit for rule in (rules.promised, rules.statutory) if rule] + timed
    if any(limit.value < 1 for limit in limits):
        found.append(Contradiction("LIMIT_BELOW_ONE", "limit", "A limit is at least 1."))
    names = [stage.name for stage in rules.stages]
    if len(set(names)) != len(names):
        found.append(Contradiction("STAGE_TWICE", "stages", "Two stages have the same name."))
    return found
