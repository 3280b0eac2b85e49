"""回溯检验: what a rule would have found. A job in steps: each judges some cases and puts the next; nothing else is
written, and a worker that is killed goes on where the last step ended."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from foundation import agenda
from foundation.agenda import Thing
from foundation.clock import SHANGHAI, now
from foundation.errors import Forbidden, NotFound, Refusal
from hierarchy.cache import hall_by_code
from hierarchy.models import Hall, Role
from hierarchy.posts import Actor
from rulebook.anomaly_facts import Subject, facts_of
from rulebook.anomaly_rules import Rule, RuleFailed, hit_of, objections
from rulebook.facts import effective, fold
from tenants.alerts.models import BackTest
from tenants.cases import earlier, reading, silences
from tenants.cases.models import Case

BACK_TEST = "rule.backtest"
STEP = 500
EXAMPLES = 50
LONGEST = timedelta(days=2 * 366)
UNJUDGED = frozenset({"zh", "en", "ground", "source", "at"})
ASKS = frozenset({Role.INSPECTOR, Role.SUPERVISOR, Role.LEADER})


class BadBackTest(Refusal):
    """It cannot be asked so; `code` says why and `field` where."""

    code = "BAD_VALUE"


def cases_of(asked: BackTest) -> "QuerySet[Case]":
    """Received in its days, in the hall that is entered."""
    begin = datetime.combine(asked.from_on, time(), SHANGHAI)
    end = datetime.combine(asked.to_on + timedelta(days=1), time(), SHANGHAI)
    return Case.objects.filter(submitted_at__gte=begin, submitted_at__lt=end)


@transaction.atomic
def ask(hall: Hall, actor: Actor, rule: Rule, *, from_on: date, to_on: date) -> BackTest:
    """Begins the job, in the hall that is entered. Raises BadBackTest, Forbidden."""
    if actor.role not in ASKS:
        raise Forbidden("Your post does not test rules.")
    if not from_on <= to_on or to_on - from_on > LONGEST:
        raise BadBackTest("At most two years, and the end is not before the begin.", code="BAD_PERIOD", field="to")
    # A draft is tried before it has its names and its ground: those judge nothing.
    if found := [one for one in objections(rule) if one.field not in UNJUDGED]:
        raise BadBackTest(found[0].message, code=found[0].code, field=found[0].field)
    if rule.held_by or rule.waits_for:
        raise BadBackTest("Nothing tells the facts of this rule.", code="WAITS", field="code")
    asked = BackTest(rule=rule.to_json(), from_on=from_on, to_on=to_on, asked_by=actor.person_name, at=now(), cases=0)
    asked.cases = cases_of(asked).count()
    asked.save()
    agenda.put([Thing(BACK_TEST, hall.code, str(asked.pk), now())])
    return asked


def access(actor: Actor, key: str) -> BackTest:
    """Raises Forbidden, NotFound."""
    if actor.role not in ASKS:
        raise Forbidden("Your post does not test rules.")
    found = BackTest.objects.filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 18 else None
    if found is None:
        raise NotFound("No such test.")
    return found


def work(hall_code: str, rows: Sequence[Any]) -> None:
    """Handler of `rule.backtest`: one step of each."""
    hall = hall_by_code(hall_code)
    for asked in BackTest.objects.select_for_update().filter(pk__in=[int(row.key) for row in rows]).order_by("pk"):
        _step(asked)
        asked.save()
        if asked.done_at is None:
            agenda.put([Thing(BACK_TEST, hall.code, str(asked.pk), now())])


def _step(asked: BackTest) -> None:
    rule, told = Rule.from_json(asked.rule), silences.of_hall()
    cases = list(cases_of(asked).select_related("version").filter(pk__gt=asked.reached).order_by("pk")[:STEP])
    histories = reading.events_of(cases)
    unpinned = earlier.of_unpinned(cases) if "earlier" in rule.needs else {}
    for case in cases:
        asked.judged += 1
        known = effective([reading.as_event(row) for row in histories[case.pk]])
        rules, terms = reading.rules_of(case), reading.terms_of(case)
        before = unpinned.get(case.pk, reading.earlier_of(case))
        subject = Subject(known, fold(known), rules, terms, told, case.is_partial, before)
        facts = facts_of(subject, rule.needs)
        if any(value is None for value in facts.values()):
            asked.untold += 1
            continue
        try:
            is_hit = hit_of(replace(rule, more=()), facts) is not None
        except RuleFailed:
            asked.failed += 1
            continue
        if is_hit:
            asked.hits += 1
            if len(asked.examples) < EXAMPLES:
                asked.examples = [*asked.examples, case.number]
    if len(cases) < STEP:
        asked.done_at = now()
    else:
        asked.reached = cases[-1].pk
