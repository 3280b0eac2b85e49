"""Why a figure changed: the change of a ratio, split exactly into what its parts contribute.

A hall's overdue rate, or its mean of working days, is a quotient of sums over parts (items, departments, halls below).
Between two periods it changes because parts changed (`within`) or because there is more of some parts than before
(`mix`). The split is Kitagawa's: with w the share of a part and r its ratio, in the periods 0 and 1,

    change = sum of  (w0 + w1) / 2 * (r1 - r0)   (within)
           + sum of  (w1 - w0) * ((r0 + r1) / 2 - (R0 + R1) / 2)   (mix)

Fractions, so that the contributions add up to the change to the last digit. A part without cases in one period has no
ratio there; it is given that of the other one, so all of its contribution is mix.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

ZERO = Fraction(0)
# A hall with fewer cases in either period is not said to have changed: one case more or less moves it too far.
MINIMUM = 30


@dataclass(frozen=True, slots=True)
class Quotient:
    """`part` of `whole`: late of done, or working days of cases."""

    part: int
    whole: int

    @property
    def ratio(self) -> Fraction | None:
        return Fraction(self.part, self.whole) if self.whole else None


NOTHING = Quotient(0, 0)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a quotient would be at the pace of others, part by part, over the `whole` that others have as well."""

    value: Fraction
    actual: Fraction
    whole: int


def expected(own: Mapping[str, Quotient], pool: Mapping[str, Quotient]) -> Expected | None:
    """Indirect standardisation: each part (item) of a hall at the quotient of all others in `pool`, which has it too.

    So halls of another mix of items can be set side by side. Parts that nobody else has are left out of both; None
    where none is left.
    """
    whole, part, ours = 0, Fraction(0), 0
    for key, one in own.items():
        others = Quotient(pool.get(key, one).part - one.part, pool.get(key, one).whole - one.whole)
        if one.whole and others.whole > 0:
            whole, part, ours = whole + one.whole, part + one.whole * (others.ratio or 0), ours + one.part
    return Expected(part / whole, Fraction(ours, whole), whole) if whole else None


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one part adds to the change; `total` is within + mix."""

    key: str
    before: Quotient
    after: Quotient
    within: Fraction
    mix: Fraction

    @property
    def total(self) -> Fraction:
        return self.within + self.mix


@dataclass(frozen=True, slots=True)
class Change:
    """The change of a ratio, and the contributions that add up to it, the largest first."""

    before: Quotient
    after: Quotient
    contributions: tuple[Contribution, ...]

    @property
    def total(self) -> Fraction | None:
        """None where one of the periods has nothing to divide by; then there are no contributions either."""
        first, last = self.before.ratio, self.after.ratio
        return None if first is None or last is None else last - first

    @property
    def within(self) -> Fraction:
        return sum((one.within for one in self.contributions), ZERO)

    @property
    def mix(self) -> Fraction:
        return sum((one.mix for one in self.contributions), ZERO)


def few_last(change: Change, *, minimum: int = MINIMUM) -> Change:
    """The same, but parts with too few cases in either period come after all others, and are not looked at first."""
    ordered = sorted(change.contributions, key=lambda one: min(one.before.whole, one.after.whole) < minimum)
    return Change(change.before, change.after, tuple(ordered))


class Reading(StrEnum):
    """An innocent reading of a change, to be seen beside it."""

    FEW_CASES = "FEW_CASES"  # below the minimum number in either period: one case more or less decides
    MIX = "MIX"  # most of the change is that there is more of parts which always were so
    VOLUME = "VOLUME"  # half as many cases again came in
    FEWER_WORKING_DAYS = "FEWER_WORKING_DAYS"  # the period has fewer days on which anything could be concluded
    PARTIAL = "PARTIAL"  # 一厅双网: the share that was seen at begin and end only changed by a tenth or more
    TRIAL = "TRIAL"  # 试运行: a hall below was on trial in one of the periods, and counted apart


@dataclass(frozen=True, slots=True)
class Watched:
    """Of the concluded cases of one period: all, those seen at begin and end only; and those counted apart."""

    concluded: int
    partial: int = 0
    trial: int = 0


def explain(before: Mapping[str, Quotient], after: Mapping[str, Quotient]) -> Change:
    """Splits the change between two periods by part."""
    first, last = _sum(before), _sum(after)
    if first.ratio is None or last.ratio is None:
        return Change(first, last, ())
    middle = (first.ratio + last.ratio) / 2
    found = []
    for key in before.keys() | after.keys():
        old, new = before.get(key, NOTHING), after.get(key, NOTHING)
        if not old.whole and not new.whole:
            continue
        shares = Fraction(old.whole, first.whole), Fraction(new.whole, last.whole)
        ratios = _ratio(old, new), _ratio(new, old)
        within = (shares[0] + shares[1]) / 2 * (ratios[1] - ratios[0])
        mix = (shares[1] - shares[0]) * ((ratios[0] + ratios[1]) / 2 - middle)
        found.append(Contribution(key, old, new, within, mix))
    # A part may count late cases without any that are done: nothing of it is lost in the sums.
    return Change(first, last, tuple(sorted(found, key=lambda one: (-abs(one.total), one.key))))


def readings(
    change: Change,
    *,
    received: tuple[int, int],
    working_days: tuple[int, int],
    watched: tuple[Watched, Watched] = (Watched(0), Watched(0)),
    minimum: int = MINIMUM,
) -> list[Reading]:
    """The innocent readings that hold, of `change` and of what came in before and after."""
    found = []
    if min(change.before.whole, change.after.whole) < minimum:
        found.append(Reading.FEW_CASES)
    if change.total and abs(change.mix) * 2 > abs(change.total):
        found.append(Reading.MIX)
    if _per_day(received[1], working_days[1]) * 2 >= _per_day(received[0], working_days[0]) * 3 and received[0]:
        found.append(Reading.VOLUME)
    if working_days[1] * 10 <= working_days[0] * 8:
        found.append(Reading.FEWER_WORKING_DAYS)
    first, last = watched
    if (
        abs(last.partial * first.concluded - first.partial * last.concluded) * 10
        >= first.concluded * last.concluded
        > 0
    ):
        found.append(Reading.PARTIAL)
    if any(one.trial for one in watched):
        found.append(Reading.TRIAL)
    return found


def _per_day(count: int, days: int) -> Fraction:
    return Fraction(count, days) if days else ZERO


def _sum(parts: Mapping[str, Quotient]) -> Quotient:
    return Quotient(sum(one.part for one in parts.values()), sum(one.whole for one in parts.values()))


def _ratio(own: Quotient, other: Quotient) -> Fraction:
    found = own.ratio if own.ratio is not None else other.ratio
    assert found is not None, "a part without cases in both periods was left out"
    return found
