"""异常规则: those that ship with the product, and those that tiers have published."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import yaml
from django.db import IntegrityError, transaction

from foundation.clock import local_day, now
from foundation.errors import Refusal
from hierarchy.cache import forget, rulings_of
from hierarchy.local_rules import Citation
from hierarchy.models import Hall, RuleVersion
from hierarchy.tree import ancestors
from rulebook.anomaly_rules import Objection, Rule, Severity, objections

SHIPPED = Path(__file__).resolve().parent / "data" / "anomaly_rules.yaml"
# Every process reads the rules anew at least this often, so that a version is known before its first day begins.
KNOWN_WITHIN = timedelta(minutes=1)
BY_SET_UP = Citation()


class BadRule(Refusal):
    """The rule cannot be published; `code` and `field` say why and where."""

    code = "BAD_RULE"


@cache
def shipped() -> tuple[Rule, ...]:
    """The library: in force nowhere until a tier publishes them."""
    rows = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))["rules"]
    return tuple(Rule.from_json(row) for row in rows)


@dataclass(frozen=True, slots=True)
class Name:
    """What a rule is called."""

    code: str
    zh: str
    en: str


def names(codes: Iterable[str]) -> Mapping[str, Name]:
    """Names of rules by code; published ones that did not ship are asked for in one statement."""
    wanted = set(codes) - {""}
    found = {rule.code: Name(rule.code, rule.zh, rule.en) for rule in shipped() if rule.code in wanted}
    if missing := wanted - found.keys():
        for row in RuleVersion.objects.filter(code__in=missing).order_by("pk"):
            found.setdefault(row.code, Name(row.code, row.rule["zh"], row.rule["en"]))
    return found


def versions_for(hall: Hall) -> Sequence[RuleVersion]:
    """What the hall and the tiers above it have published, oldest first."""
    codes = ancestors(hall.path)
    return list(RuleVersion.objects.filter(hall__code__in=codes).select_related("hall").order_by("pk"))


def earliest() -> date:
    """The first day on which a version that is published now may begin."""
    return local_day(now() + KNOWN_WITHIN) + timedelta(days=1)


def publish(hall: Hall, rule: Rule, *, from_on: date, by: Citation, person_name: str) -> RuleVersion:
    """A new version, for this hall and all below. Raises BadRule: what is received already is judged by no new rule."""
    _check_begin(from_on)
    return keep(hall, rule, from_on=from_on, by=by, person_name=person_name)


def keep(hall: Hall, rule: Rule, *, from_on: date, by: Citation = BY_SET_UP, person_name: str) -> RuleVersion:
    """Like `publish`, whenever it begins: before anything is received (a demo, a hall that is set up)."""
    found = objections_at(hall, rule)
    if found:
        raise BadRule(found[0].message, code=found[0].code, field=found[0].field)
    return _add(_last(hall, rule.code), hall, rule, from_on=from_on, by=by, person_name=person_name)


def end(hall: Hall, code: str, *, from_on: date, by: Citation, person_name: str) -> RuleVersion:
    """Ends what this very hall published: cases received from that day on are not judged by it, those before are.

    Raises BadRule TOO_EARLY, NO_SUCH_RULE (a rule of another tier is not ended here), RULE_ENDED_ALREADY, OUT_OF_ORDER.
    """
    _check_begin(from_on)
    last = _last(hall, code)
    if last is None:
        raise BadRule("This hall has published no such rule.", code="NO_SUCH_RULE", field="code")
    if last.is_end:
        raise BadRule("It is ended already.", code="RULE_ENDED_ALREADY", field="code")
    rule = Rule.from_json(last.rule)
    return _add(last, hall, rule, from_on=from_on, by=by, person_name=person_name, is_end=True)


def _check_begin(from_on: date) -> None:
    if from_on < earliest():
        raise BadRule("A version begins tomorrow or later.", code="TOO_EARLY", field="from_on")


def _last(hall: Hall, code: str) -> RuleVersion | None:
    return RuleVersion.objects.filter(hall=hall, code=code).order_by("-number").first()


def _add(
    last: RuleVersion | None,
    hall: Hall,
    rule: Rule,
    *,
    from_on: date,
    by: Citation,
    person_name: str,
    is_end: bool = False,
) -> RuleVersion:
    if last and last.from_on > from_on:
        raise BadRule("A later version begins already.", code="OUT_OF_ORDER", field="from_on")
    try:
        with transaction.atomic():
            version = RuleVersion.objects.create(
                hall=hall,
                code=rule.code,
                number=last.number + 1 if last else 1,
                from_on=from_on,
                rule=rule.to_json(),
                article=by.article,
                cited=by.cited,
                reason=by.reason,
                is_end=is_end,
                person_name=person_name,
                recorded_at=now(),
            )
    except IntegrityError:
        raise BadRule("Another version was published meanwhile.", code="OUT_OF_ORDER", field="code") from None
    forget()
    return version


def objections_at(hall: Hall, rule: Rule) -> Sequence[Objection]:
    """Why a hall cannot publish it.

    A rule of a tier above is tightened by a condition of one's own, or by severity alone.
    """
    last = {one.hall: one for one in rulings_of(hall).published if one.rule.code == rule.code}
    above = [one for one in last.values() if one.hall != hall.code and not one.is_end]
    is_heavier = rule.severity is Severity.RED and any(one.rule.severity is Severity.YELLOW for one in above)
    if above and not rule.when and is_heavier and not rule.held_by:
        return ()
    return objections(rule)
