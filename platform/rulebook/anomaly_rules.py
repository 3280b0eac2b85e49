"""异常规则: rules about anomalies as data. A rule is an expression (CEL) over facts of a case, with its own examples.

A tier publishes, the halls below it get it. One below may add rules, and tighten one from above: by another condition
that also hits, or by a heavier severity. It has no way to switch one off.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final, Self

import cel

from rulebook.anomaly_facts import FACTS, MOMENTS, Subject, facts_of

LONGEST_EXPRESSION: Final = 500
LONGEST_CODE: Final = 32
FAILED: Final = "RULE_FAILED"
_PARSE_ERROR: Final = re.compile(r"ERROR: <input>:(\d+):(\d+): ([^\n]+)")
# The names that `all`, `exists` and the like give to the members of a list.
_BOUND: Final = re.compile(r"\.(?:all|exists|exists_one|map|filter)\(\s*([A-Za-z_]\w*)\s*,")


class Severity(StrEnum):
    """YELLOW stands on the case; RED lights the lamp and proposes a card."""

    YELLOW = "YELLOW"
    RED = "RED"


class Phase(StrEnum):
    """事前, 事中, 事后: before, during or after the handling that it watches."""

    BEFORE = "BEFORE"
    DURING = "DURING"
    AFTER = "AFTER"


@dataclass(frozen=True, slots=True)
class Example:
    """The rule's own test: facts, and whether it hits."""

    why: str
    facts: Mapping[str, Any]
    is_hit: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """`when` hits by `needs`, dated by the fact `at`. `held_by` names what holds it instead: a clock, a finding.

    `ground` is the article that is broken, `source` where the rule was read; a figure of our own says so there.
    """

    code: str
    zh: str
    en: str
    severity: Severity
    phase: Phase
    ground: str
    source: str
    needs: tuple[str, ...] = ()
    when: str = ""
    at: str = ""
    held_by: str = ""
    examples: tuple[Example, ...] = ()
    more: tuple["Rule", ...] = ()  # what tiers below added: each hits as well, and switches nothing off

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Raises KeyError, TypeError, ValueError where the data is no rule."""
        return cls(
            code=data["code"],
            zh=data["zh"],
            en=data["en"],
            severity=Severity(data["severity"]),
            phase=Phase(data["phase"]),
            ground=data["ground"],
            source=data["source"],
            needs=tuple(data.get("needs", ())),
            when=data.get("when", ""),
            at=data.get("at", ""),
            held_by=data.get("held_by", ""),
            examples=tuple(Example(one["why"], one["facts"], one["is_hit"]) for one in data.get("examples", ())),
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "zh": self.zh,
            "en": self.en,
            "severity": self.severity.value,
            "phase": self.phase.value,
            "ground": self.ground,
            "source": self.source,
            "needs": list(self.needs),
            "when": self.when,
            "at": self.at,
            "held_by": self.held_by,
            "examples": [{"why": one.why, "facts": dict(one.facts), "is_hit": one.is_hit} for one in self.examples],
        }

    @property
    def waits_for(self) -> tuple[str, ...]:
        """Facts that no part of the product tells yet; a rule with any is never judged."""
        return tuple(name for name in self.needs if not FACTS[name].source)


@dataclass(frozen=True, slots=True)
class Published:
    """A version of a rule, by the hall of this code; it judges cases received from `from_on`. `key` orders versions."""

    key: int
    hall: str
    number: int
    from_on: date
    rule: Rule
    is_end: bool = False  # its publisher ends it on that day: what is received from then is not judged by it


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule found, and the version of its topmost publisher."""

    code: str
    severity: Severity
    at: datetime
    version: int = 0


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a rule cannot be published: in an expression at a line and column from 1, of an example its place from 0."""

    code: str
    field: str
    message: str
    line: int | None = None
    column: int | None = None
    place: int | None = None


class RuleFailed(ValueError):
    """The expression could not be worked out on these facts."""


@lru_cache(maxsize=512)
def _program(expression: str) -> Any:
    return cel.compile(expression)


def hit_of(rule: Rule, facts: Mapping[str, Any]) -> Rule | None:
    """The rule, or what was added to it, whose condition holds; None if none does.

    A condition does not hold where a fact that it needs is not told. Raises RuleFailed.
    """
    return next((one for one in (rule, *rule.more) if _holds(one, facts)), None)


def _holds(rule: Rule, facts: Mapping[str, Any]) -> bool:
    told = {name: facts.get(name) for name in rule.needs}
    if not rule.when or any(value is None for value in told.values()):
        return False
    return _worked_out(rule.when, told)


def _worked_out(expression: str, told: Mapping[str, Any]) -> bool:
    try:
        found = _program(expression).execute(told)
    except (RuntimeError, ValueError, TypeError, KeyError) as error:
        raise RuleFailed(f"{expression}: {error}") from error
    if not isinstance(found, bool):
        raise RuleFailed(f"{expression}: not true or false but {found!r}")
    return found


@dataclass(frozen=True, slots=True)
class Line:
    """The halls above a hall and itself, the topmost first, until the day on which it moved; None for now."""

    until_on: date | None
    halls: tuple[str, ...]


@dataclass(frozen=True)
class Rulings:
    """The rules of a hall, as published by it and the tiers above; `on` a day those that judge what came then."""

    published: tuple[Published, ...] = ()
    lines: tuple[Line, ...] = ()
    _by_day: dict[date, tuple[tuple[Rule, int], ...]] = field(default_factory=dict, compare=False, repr=False)

    def on(self, day: date) -> tuple[tuple[Rule, int], ...]:
        """Rules in force for a case received on that day, each with the number of its version."""
        if not self.published:
            return ()
        if day not in self._by_day:
            line = next((one for one in self.lines if one.until_on is None or day < one.until_on), None)
            self._by_day[day] = tuple(in_force(self.published, line.halls if line else (), on=day))
        return self._by_day[day]


NO_RULES: Final = Rulings()


def in_force(published: Iterable[Published], halls: Sequence[str], *, on: date) -> Iterable[tuple[Rule, int]]:
    """For each code the newest version of every tier, the topmost first; what is below adds and tightens."""
    newest: dict[tuple[str, str], Published] = {}
    for one in sorted(published, key=lambda one: one.key):
        if one.from_on <= on and one.hall in halls:
            newest[one.rule.code, one.hall] = one
    standing = [one for one in newest.values() if not one.is_end]
    by_code: dict[str, list[Published]] = {}
    for one in sorted(standing, key=lambda one: (halls.index(one.hall), one.key)):
        by_code.setdefault(one.rule.code, []).append(one)
    for found in by_code.values():
        rule = found[0].rule
        for below in found[1:]:
            rule = tightened(rule, below.rule)
        if not rule.held_by and not rule.waits_for:
            yield rule, found[0].number


def tightened(above: Rule, below: Rule) -> Rule:
    """What is above with what a tier below adds: it hits wherever it hit, and is never lighter."""
    heavier = Severity.RED if Severity.RED in (above.severity, below.severity) else Severity.YELLOW
    return replace(above, severity=heavier, more=(*above.more, below))


def judge(subject: Subject, rulings: Sequence[tuple[Rule, int]]) -> tuple[Hit, ...]:
    """What these rules find in the case, by moment.

    A rule that cannot be worked out on it blames nobody and takes nothing down: it is found as `FAILED`.
    """
    if not rulings:
        return ()
    parts = [one for rule, _ in rulings for one in (rule, *rule.more)]
    facts = facts_of(subject, dict.fromkeys(name for one in parts for name in (*one.needs, one.at) if name))
    last = subject.known[-1].at
    found = []
    for rule, number in rulings:
        try:
            part = hit_of(rule, facts)
        except RuleFailed:
            found.append(Hit(FAILED, Severity.YELLOW, last, number))
            continue
        if part:
            found.append(Hit(rule.code, rule.severity, facts.get(part.at) or last, number))
    return tuple(sorted(found, key=lambda one: (one.at, one.code)))


def of_earlier(rulings: Sequence[tuple[Rule, int]]) -> list[tuple[Rule, int]]:
    """Those that judge by earlier cases of the applicant: they hit from the receipt on."""
    return [(rule, number) for rule, number in rulings if any("earlier" in one.needs for one in (rule, *rule.more))]


def objections(rule: Rule) -> list[Objection]:
    """Why a rule cannot be published: it has to be named, dated, written right, and to pass its own examples."""
    found = [
        Objection("REQUIRED", name, "This is needed.")
        for name in ("code", "zh", "en", "ground", "source")
        if not getattr(rule, name).strip()
    ]
    if len(rule.code) > LONGEST_CODE or not rule.code.replace("_", "").isalnum() or rule.code != rule.code.upper():
        found.append(Objection("BAD_RULE_CODE", "code", f"Capitals, digits and _, at most {LONGEST_CODE}."))
    if rule.held_by:
        return found
    unknown = [name for name in rule.needs if name not in FACTS]
    if unknown:
        found.append(Objection("UNKNOWN_FACT", "needs", f"No such fact: {unknown[0]}."))
    if rule.at not in MOMENTS:
        found.append(Objection("BAD_MOMENT", "at", f"No such moment: {rule.at}."))
    if not rule.when:
        found.append(Objection("REQUIRED", "when", "A rule without a condition finds nothing."))
    found += _miswritten(rule.when, rule.needs) if rule.when else ()
    is_workable = rule.when and not any(one.field in ("needs", "when") for one in found)
    return [*found, *_examples(rule)] if is_workable else found


def _miswritten(expression: str, needs: Sequence[str]) -> Iterable[Objection]:
    if len(expression) > LONGEST_EXPRESSION:
        yield Objection("TOO_LONG", "when", f"At most {LONGEST_EXPRESSION} characters.")
        return
    try:
        names = _program(expression).references()["variables"]
    except ValueError as error:
        yield _unread(str(error))
        return
    bound = set(_BOUND.findall(expression))
    for name in sorted(names):
        if name not in FACTS and name not in bound:
            yield Objection("UNKNOWN_FACT", "when", f"No such fact: {name}.", *_where(expression, name))
    missing = sorted(name for name in names if name in FACTS and name not in needs)
    if missing:
        yield Objection("FACT_NOT_NAMED", "needs", f"The condition reads {missing[0]}.")


def _unread(said: str) -> Objection:
    """The first error of the parser, at its place."""
    first = _PARSE_ERROR.search(said)
    if first is None:
        return Objection("BAD_EXPRESSION", "when", said[:300])
    return Objection("BAD_EXPRESSION", "when", first[3].strip()[:300], int(first[1]), int(first[2]))


def _where(expression: str, name: str) -> tuple[int, int] | tuple[None, None]:
    """Line and column of a name, from 1."""
    found = re.search(rf"(?<![\w.]){re.escape(name)}\b", expression)
    if found is None:
        return None, None
    before = expression[: found.start()]
    return before.count("\n") + 1, found.start() - (before.rfind("\n") + 1) + 1


def _examples(rule: Rule) -> Iterable[Objection]:
    """Of each kind one at least, and all come out."""
    if {one.is_hit for one in rule.examples} != {True, False}:
        yield Objection("EXAMPLES_NEEDED", "examples", "One that hits and one that does not.")
    for place, one in enumerate(rule.examples):
        try:
            facts = read(one.facts)
        except ValueError as error:
            yield Objection("BAD_FACTS", "examples", str(error)[:300], place=place)
            continue
        try:
            found = hit_of(rule, facts) is not None
        except RuleFailed as error:
            yield Objection("BAD_EXPRESSION", "when", str(error)[:300], place=place)
            continue
        if found != one.is_hit:
            yield Objection("EXAMPLE_FAILED", "examples", one.why, place=place)


def read(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as an example writes them: moments in ISO 8601. Raises ValueError where one is no moment."""
    return {
        name: datetime.fromisoformat(value) if name in MOMENTS and isinstance(value, str) else value
        for name, value in facts.items()
    }
