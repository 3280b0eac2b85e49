"""Comparing limits: the stages within the promise, the promise within the statute."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rulebook.case import Approver, LimitRule
from rulebook.clock import Limit, Unit
from rulebook.clock_table import ROWS, Counting, Whose

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
    """Why these rules cannot be published: sum of stages <= promised <= statutory <= the law; a limit is at least 1."""
    found = [*_beyond_the_law(rules), *_clocks(rules)]
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


# 行政许可法 42: the limit, its extension, who grants it; (2) is for unified, joint and centralised handling (art. 26).
_SINGLE = (Limit(20, Unit.WORKING_DAY), Limit(10, Unit.WORKING_DAY), Approver.AGENCY_HEAD)
_JOINT = (Limit(45, Unit.WORKING_DAY), Limit(15, Unit.WORKING_DAY), Approver.GOVERNMENT_HEAD)


def approver(rules: "ItemRules") -> Approver | None:
    """Who grants an extension of this item: as it declares, else by art. 42 where that is its basis; else unknown."""
    rule = rules.statutory
    if rule is None:
        return None
    if rule.approver:
        return rule.approver
    bound = _by_licensing_law(rule)
    return bound[2] if bound else None


def _by_licensing_law(rule: LimitRule) -> tuple[Limit, Limit, Approver] | None:
    basis = "".join(rule.basis.split())
    if "行政许可法42" not in basis:
        return None
    return _JOINT if "行政许可法42(2)" in basis else _SINGLE


def _beyond_the_law(rules: "ItemRules") -> list[Contradiction]:
    """A licence decided by art. 42 has 20 + 10 working days, 45 + 15 jointly; a longer limit needs another law."""
    rule = rules.statutory
    if rule is None or not rules.is_licence:
        return []
    found = []
    bound = _by_licensing_law(rule) or (None if rule.basis else _SINGLE)
    if bound and is_longer(rule.limit, bound[0]):
        found.append(
            Contradiction("STATUTE_BEYOND_LAW", "statutory", "Longer than art. 42 of the Licensing Law has it.")
        )
    if bound and rule.extension and is_longer(rule.extension, bound[1]):
        found.append(Contradiction("EXTENSION_BEYOND_LAW", "statutory", "Art. 42 has no extension as long as this."))
    if bound is _JOINT and not rules.co_reviewers:
        found.append(
            Contradiction("NOT_JOINT", "statutory", "Art. 42(2) is for items that several departments handle.")
        )
    return found


def _clocks(rules: "ItemRules") -> list[Contradiction]:
    """The limits of the table: not worse for the applicant than the law's; with a basis where the law binds not."""
    found = []
    for name, rule in rules.clocks.items():
        row = ROWS.get(name)
        if row is None:
            found.append(Contradiction("NO_SUCH_CLOCK", "clocks", f"{name} has no limit of its own."))
            continue
        is_back = row.counting is not Counting.AFTER
        if is_back and rule.limit.unit not in (Unit.WORKING_DAY, Unit.NATURAL_DAY):
            found.append(Contradiction("NOT_IN_DAYS", "clocks", f"{name} is counted back in days."))
        elif row.law and rules.is_licence and row.whose is Whose.ORGAN:
            longer, shorter = (row.law, rule.limit) if is_back else (rule.limit, row.law)
            if is_longer(longer, shorter):
                found.append(Contradiction("CLOCK_BEYOND_LAW", "clocks", f"{name}: the law has {row.law.value}."))
        if row.law and not rules.is_licence and not rule.basis:
            found.append(Contradiction("CLOCK_WITHOUT_BASIS", "clocks", f"{name} needs its basis: this is no licence."))
        if rule.limit.value < 1:
            found.append(Contradiction("LIMIT_BELOW_ONE", "clocks", "A limit is at least 1."))
    return found
