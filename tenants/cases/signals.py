"""Publishing what lights when in a hall, and what that would do to the cases that are open. Enters the hall.

Who signs for the supervision of a hall publishes its ladder, from the hall itself or from above it; who runs a hall, as
its administrator or clerk, decides nothing about its reds. Rules are registered by who publishes, in his own hall.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from foundation.errors import Forbidden
from hierarchy import local_rules, signals
from hierarchy.calendars import calendar
from hierarchy.models import Hall, LocalRule, Role, SignalVersion
from hierarchy.posts import Actor
from hierarchy.signals import Draft, Published
from rulebook.case import ClockName
from rulebook.clock import Reckoning
from rulebook.facts import CaseFacts, effective, fold
from rulebook.lamp import Lamp, lamp
from rulebook.silence import FOREVER
from rulebook.standing import Terms, decision_clocks
from tenants.audit import admin_acts
from tenants.audit.admin_acts import Doer
from tenants.audit.models import AdminKind
from tenants.cases import reading
from tenants.cases.models import Case

PUBLISH = frozenset({Role.SUPERVISOR, Role.LEADER})
MOST_PREVIEWED = 1_000


@dataclass(frozen=True, slots=True)
class Preview:
    """What would light anew at this moment if the open cases were under the draft, of those that are due first.

    They stay under the ladder that they began with; it is what the draft would have lit.
    """

    examined: int
    is_whole: bool
    newly: Mapping[Lamp, int]


def check_publishes(actor: Actor) -> None:
    """Raises Forbidden; that the actor reaches the hall was asked when it was entered."""
    if actor.role not in PUBLISH:
        raise Forbidden("A ladder is published by who signs for the supervision of the hall.")


@transaction.atomic
def publish(hall: Hall, draft: Draft, *, actor: Actor, by: Doer) -> SignalVersion:
    """Raises Forbidden, BadLadder, BadRule."""
    check_publishes(actor)
    version = signals.publish(hall, draft, person_name=actor.person_name)
    said = {"item": version.item, "version": version.number, "from_on": version.from_on.isoformat()}
    codes = [rung["code"] for rung in version.ladder["rungs"]]
    admin_acts.record(
        hall,
        AdminKind.SIGNALS_PUBLISHED,
        by=by,
        subject=version.item or hall.code,
        after=said | {"rungs": codes, "reason": version.reason},
    )
    return version


def preview(hall: Hall, draft: Draft, *, actor: Actor, at: datetime) -> Preview:
    """Raises as `publish`, so that what is shown could be published."""
    check_publishes(actor)
    known = signals.published(hall)
    would_be = known.with_draft(draft, signals.checked(hall, draft, known))
    open_cases = Case.objects.select_related("version").filter(ended_at=None)
    if draft.item:
        open_cases = open_cases.filter(item=draft.item)
    cases = list(open_cases.order_by(F("due_at").asc(nulls_last=True), "pk")[: MOST_PREVIEWED + 1])
    is_whole = len(cases) <= MOST_PREVIEWED
    cases = cases[:MOST_PREVIEWED]
    histories = reading.events_of(cases)
    newly: Counter[Lamp] = Counter()
    terms = _Drafted(would_be, draft.from_on)
    for case in cases:
        events = effective([reading.as_event(row) for row in histories[case.pk]])
        if not events:
            continue
        before, after = (_lamp(case, fold(events), one, at=at) for one in (reading.terms_of(case), terms.of(case)))
        if after is not before and after in (Lamp.YELLOW, Lamp.RED):
            newly[after] += 1
    return Preview(len(cases), is_whole, newly)


@transaction.atomic
def register_rule(hall: Hall, draft: local_rules.Draft, *, actor: Actor, by: Doer) -> LocalRule:
    """In the actor's own hall. Raises Forbidden, BadRule."""
    _check_own(hall, actor)
    rule = local_rules.register(hall, draft, person_name=actor.person_name)
    said = {"title": rule.title, "number": rule.number, "organ": rule.organ, "articles": len(draft.articles)}
    admin_acts.record(hall, AdminKind.RULE_REGISTERED, by=by, subject=rule.code, after=said)
    return rule


@transaction.atomic
def repeal_rule(hall: Hall, key: str, *, on: date, actor: Actor, by: Doer) -> LocalRule:
    """Raises Forbidden, NotFound, BadRule."""
    _check_own(hall, actor)
    rule = local_rules.repeal(hall, key, on=on)
    admin_acts.record(hall, AdminKind.RULE_REPEALED, by=by, subject=rule.code, after={"on": on.isoformat()})
    return rule


def _check_own(hall: Hall, actor: Actor) -> None:
    check_publishes(actor)
    if actor.hall_code != hall.code:
        raise Forbidden("A rule is registered by its own tier.")


class _Drafted:
    """The terms of each case as the draft would have them."""

    def __init__(self, would_be: Published, on: date) -> None:
        self._would_be, self._on = would_be, on
        self._terms: dict[tuple[str, str], Terms] = {}

    def of(self, case: Case) -> Terms:
        key = case.calendar, case.item
        if key not in self._terms:
            self._terms[key] = Terms(calendar(case.calendar), ladder=self._would_be.in_force(case.item, on=self._on))
        return self._terms[key]


def _lamp(case: Case, facts: CaseFacts, terms: Terms, *, at: datetime) -> Lamp:
    clocks = decision_clocks(facts, reading.rules_of(case), terms)
    clock = next((one for one in clocks if one.name is ClockName.PROMISED), None)
    if clock is None:
        return Lamp.GREEN
    reckoning = Reckoning(clock.due_at, clock.yellow_at or FOREVER, clock.is_provisional)
    return lamp(reckoning, suspensions=clock.suspensions, ended_at=None, now=at, red_at=clock.red_at or FOREVER)
