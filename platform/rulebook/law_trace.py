"""依法计算的过程: why the law counts the decision clock otherwise than the department reports it, step by step.

First what was not honoured, each with its reason and the code of the finding (`rulebook.findings`); then the count
itself, as `rulebook.trace` has it; then how far the two moments are apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from rulebook.calendar import Calendar
from rulebook.case import ItemRules
from rulebook.clock import Suspension, Unit
from rulebook.facts import CaseFacts
from rulebook.findings import FindingCode, Reading, has_ground, is_approved, is_declared
from rulebook.standing import Clock, Terms, explain
from rulebook.tally import last_day
from rulebook.trace import Step


@dataclass(frozen=True, slots=True)
class LawTrace:
    """Empty for a limit that the item does not have."""

    promised: tuple[Step, ...] = ()
    statutory: tuple[Step, ...] = ()


def explain_by_law(facts: CaseFacts, rules: ItemRules, reported: Reading, law: Reading, terms: Terms) -> LawTrace:
    """The traces of both limits. `law` is what `findings.by_law` gave, `reported` the same clocks as reported."""
    ignored = (*_pauses(facts, rules), *_extensions(facts, rules))
    return LawTrace(
        tuple(_traced("promised_by_law", ignored, reported.promised, law.promised, terms)),
        tuple(_traced("statutory_by_law", ignored, reported.statutory, law.statutory, terms)),
    )


def _traced(
    name: str, ignored: tuple[Step, ...], reported: Clock | None, law: Clock | None, terms: Terms
) -> Iterator[Step]:
    if law is None:
        return
    yield Step(name, {})
    yield from ignored
    yield from explain(law, terms)
    yield from _apart(reported, law, law.calendar or terms.calendar)


def _pauses(facts: CaseFacts, rules: ItemRules) -> Iterator[Step]:
    for pause in sorted(facts.suspensions, key=lambda one: one.begin):
        if has_ground(pause, rules):
            continue
        when = {"begin": pause.begin.isoformat(), "kind": pause.kind}
        if pause.end is None:
            yield Step("pause_ignored_open", when)
        else:
            yield Step("pause_ignored", when | {"end": pause.end.isoformat()})
        yield from _reasons(pause, rules)


def _reasons(pause: Suspension, rules: ItemRules) -> Iterator[Step]:
    if not pause.notice:
        yield Step("because_not_told", {"finding": FindingCode.PAUSE_WITHOUT_NOTICE.value})
    if not is_declared(pause, rules):
        code = "because_undeclared" if rules.special_steps else "because_not_of_eight"
        if not rules.special_steps and rules.is_licence is False:
            code = "because_no_licence"
        yield Step(code, {"finding": FindingCode.PAUSE_UNDECLARED.value})


def _extensions(facts: CaseFacts, rules: ItemRules) -> Iterator[Step]:
    for grant in facts.extensions:
        if not is_approved(grant.role, rules):
            finding = {"finding": FindingCode.EXTENSION_WRONG_APPROVER.value}
            yield Step("extension_ignored", {"at": grant.at.isoformat()} | finding)


def _apart(reported: Clock | None, law: Clock, calendar: Calendar) -> Iterator[Step]:
    """In the days that the limit is in; hours are told as working days."""
    if law.due_at is None:
        return
    moments = {"due_at": law.due_at.isoformat()}
    if reported is None or reported.due_at is None:
        yield Step("apart_open", moments)
        return
    first, last = last_day(law.due_at), last_day(reported.due_at)
    is_natural = law.rule is not None and law.rule.limit.unit in (Unit.NATURAL_DAY, Unit.MONTH)
    value = (last - first).days if is_natural else calendar.working_days_between(first, last) if last > first else 0
    unit = Unit.NATURAL_DAY if is_natural else Unit.WORKING_DAY
    if value == 0:
        yield Step("apart_none", moments)
        return
    yield Step("apart", moments | {"at": reported.due_at.isoformat(), "value": value, "unit": unit.value})
