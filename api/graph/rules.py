"""异常规则: the library and what is in force, what rules found, publishing, back-tests, decisions on findings."""

import json
from datetime import date

import graphene
from graphql import GraphQLResolveInfo

from api.entry import Context
from api.graph import words
from api.graph.case_clocks import RuleName
from api.graph.connection import Page, after_key, connection, page, page_size
from api.graph.families import Family, HallView, Shelf
from api.graph.halls import HallNode
from api.graph.scalars import Date, DateTime
from foundation.clock import local_day
from foundation.errors import Forbidden
from hierarchy import rules
from hierarchy.gates import access_hall
from hierarchy.models import Hall, Role, RuleVersion
from reporting import rule_counts
from reporting.rule_counts import NOTHING, Found
from rulebook.anomaly_facts import FACTS
from rulebook.anomaly_rules import Rule, Severity
from tenants.alerts import backtesting
from tenants.alerts.models import BackTest

LOOKS = frozenset({Role.SUPERVISOR, Role.INSPECTOR, Role.LEADER, Role.HALL_ADMIN})


class RuleFact(graphene.ObjectType):
    """A fact that rules are judged on. `isTold`: some part of the product tells it."""

    name = graphene.ID(required=True)
    kind = graphene.String(required=True)
    zh = graphene.String(required=True)
    en = graphene.String(required=True)
    source = graphene.String(required=True)
    is_told = graphene.Boolean(required=True)


class RuleExample(graphene.ObjectType):
    """The rule's own test: facts as JSON, and whether it hits."""

    why = graphene.String(required=True)
    facts = graphene.String(required=True)
    is_hit = graphene.Boolean(required=True)


class RuleVersionNode(graphene.ObjectType):
    """A version as a tier published it; it judges what is received from `fromOn`, or ends the rule on that day.

    `cited`: the article that justifies it, null where the hall was set up with it.
    """

    class Meta:
        name = "RuleVersion"

    id = graphene.ID(required=True)
    hall = graphene.ID(required=True)
    hall_name = graphene.String(required=True)
    number = graphene.Int(required=True)
    from_on = Date(required=True)
    is_end = graphene.Boolean(required=True)
    severity = words.RuleSeverity(required=True)
    when = graphene.String(required=True)
    cited = graphene.String()
    reason = graphene.String()
    person_name = graphene.String(required=True)


class AnomalyRule(graphene.ObjectType):
    """异常规则 as it stands for a hall: shipped, or published by it or a tier above.

    `heldBy`: a clock, the loop or a finding finds it instead. `waitsFor`: facts that nothing tells yet.
    `found`, `setAside`: cases of the hall and all below; their quotient is the false-alarm rate.
    """

    code = graphene.ID(required=True)
    zh = graphene.String(required=True)
    en = graphene.String(required=True)
    severity = words.RuleSeverity(required=True)
    phase = words.RulePhase(required=True)
    ground = graphene.String(required=True)
    source = graphene.String(required=True)
    when = graphene.String(required=True)
    at = graphene.String(required=True)
    held_by = graphene.String()
    is_shipped = graphene.Boolean(required=True)
    is_in_force = graphene.Boolean(required=True)
    needs = graphene.List(graphene.NonNull(RuleFact), required=True)
    waits_for = graphene.List(graphene.NonNull(graphene.ID), required=True)
    examples = graphene.List(graphene.NonNull(RuleExample), required=True)
    versions = graphene.List(graphene.NonNull(RuleVersionNode), required=True)
    found = graphene.Int(required=True)
    set_aside = graphene.Int(required=True)
    false_alarm_rate = graphene.Float()


class RuleHall(graphene.ObjectType):
    """What a rule found in one hall."""

    hall = graphene.Field(HallNode, required=True)
    found = graphene.Int(required=True)
    set_aside = graphene.Int(required=True)
    false_alarm_rate = graphene.Float()


RuleHallConnection = connection(RuleHall)


class BackTestNode(graphene.ObjectType):
    """回溯检验 of a hall: of `cases` received in its days `judged` so far; `untold` lack a fact that it needs."""

    class Meta:
        name = "BackTest"

    id = graphene.ID(required=True)
    rule = graphene.Field(RuleName, required=True)
    when = graphene.String(required=True)
    from_on = Date(required=True)
    to_on = Date(required=True)
    asked_by = graphene.String(required=True)
    at = DateTime(required=True)
    done_at = DateTime()
    cases = graphene.Int(required=True)
    judged = graphene.Int(required=True)
    untold = graphene.Int(required=True)
    failed = graphene.Int(required=True)
    hits = graphene.Int(required=True)
    examples = graphene.List(graphene.NonNull(graphene.String), required=True, description="Numbers of cases.")


BackTestConnection = connection(BackTestNode)


class RuleQueries(graphene.ObjectType):
    rules = graphene.List(
        graphene.NonNull(AnomalyRule),
        required=True,
        description="Every rule that ships or was published for a hall, with what it found there and below.",
        code=graphene.ID(required=True),
    )
    rule_halls = graphene.Field(
        RuleHallConnection,
        required=True,
        description="The halls below in which a rule found something, the most first (enters no hall).",
        code=graphene.ID(required=True),
        rule=graphene.ID(required=True),
        first=graphene.Int(default_value=50),
        after=graphene.String(),
    )
    rule_facts = graphene.List(
        graphene.NonNull(RuleFact), required=True, description="Every fact that a rule may be judged on."
    )
    back_tests = graphene.Field(
        BackTestConnection,
        required=True,
        description="Back-tests of one hall, newest first (enters it).",
        hall=graphene.ID(required=True),
        rule=graphene.ID(),
        first=graphene.Int(default_value=20),
        after=graphene.String(),
    )

    @staticmethod
    def resolve_rules(_root: None, info: GraphQLResolveInfo, code: str) -> list[AnomalyRule]:
        context: Context = info.context
        hall = _looked_at(context, code)
        published: dict[str, list[RuleVersion]] = {}
        for version in rules.versions_for(hall):
            published.setdefault(version.code, []).append(version)
        known = {rule.code: rule for rule in rules.shipped()}
        shipped = set(known)
        for name, versions in published.items():
            known[name] = Rule.from_json(topmost(versions).rule)
        numbers = rule_counts.below(hall.path) if context.actor.reaches_below else rule_counts.of_hall(hall.code)
        today = local_day(context.now)
        return [
            _rule(rule, published.get(name, []), numbers.get(name, NOTHING), name in shipped, today)
            for name, rule in known.items()
        ]

    @staticmethod
    def resolve_rule_halls(
        _root: None, info: GraphQLResolveInfo, code: str, rule: str, first: int, after: str | None = None
    ) -> Page:
        context: Context = info.context
        hall = _looked_at(context, code)
        key = after_key(after, "rule-halls", int)
        skip = key[0] if key else 0
        found = rule_counts.halls(hall.path, rule, first=page_size(first) + 1, skip=skip)
        if not context.actor.reaches_below:
            found = [one for one in found if one[0] == hall.code]
        halls = {one.code: one for one in Hall.objects.filter(code__in=[code for code, _ in found])}
        family = Family(Shelf(context.actor, context.now), list(halls.values()))
        rows = [
            (
                place,
                RuleHall(
                    hall=HallView(halls[code], family),
                    found=one.found,
                    set_aside=one.set_aside,
                    false_alarm_rate=one.false_alarm_rate,
                ),
            )
            for place, (code, one) in enumerate(found, start=skip + 1)
        ]
        shown = page(rows, first, kind="rule-halls", key=lambda pair: [pair[0]])
        return Page([type(edge)(edge.cursor, edge.node[1]) for edge in shown.edges], shown.page_info)

    @staticmethod
    def resolve_rule_facts(_root: None, _info: GraphQLResolveInfo) -> list[RuleFact]:
        return [_fact(name) for name in FACTS]

    @staticmethod
    def resolve_back_tests(
        _root: None,
        info: GraphQLResolveInfo,
        hall: str,
        first: int,
        rule: str | None = None,
        after: str | None = None,
    ) -> Page:
        context: Context = info.context
        if context.actor.role not in backtesting.ASKS:
            raise Forbidden("Your post does not test rules.")
        rows = BackTest.objects.order_by("-pk")
        if rule:
            rows = rows.filter(rule__code=rule)
        key = after_key(after, "back-tests", int)
        if key:
            rows = rows.filter(pk__lt=key[0])
        nodes = [back_test_node(one) for one in rows[: page_size(first) + 1]]
        return page(nodes, first, kind="back-tests", key=lambda node: [node.id])


def _looked_at(context: Context, code: str) -> Hall:
    hall = access_hall(context.actor, code)
    if context.actor.role not in LOOKS:
        raise Forbidden("Your post does not look at rules.")
    return hall


def topmost(versions: list[RuleVersion]) -> RuleVersion:
    """The newest version of the highest tier that has not ended it, or of the highest; they come oldest first."""
    newest = {one.hall_id: one for one in versions}.values()
    return min([one for one in newest if not one.is_end] or newest, key=lambda one: len(one.hall.path))


def _is_standing(versions: list[RuleVersion], today: date) -> bool:
    """Whether some tier has it in force today."""
    begun = {one.hall_id: one for one in versions if one.from_on <= today}
    return any(not one.is_end for one in begun.values())


def version_node(one: RuleVersion) -> RuleVersionNode:
    return RuleVersionNode(
        id=one.pk,
        hall=one.hall.code,
        hall_name=one.hall.display_name,
        number=one.number,
        from_on=one.from_on,
        is_end=one.is_end,
        severity=Severity(one.rule["severity"]),
        when=one.rule["when"],
        cited=one.cited or None,
        reason=one.reason or None,
        person_name=one.person_name,
    )


def _rule(rule: Rule, versions: list[RuleVersion], found: Found, is_shipped: bool, today: date) -> AnomalyRule:
    return AnomalyRule(
        code=rule.code,
        zh=rule.zh,
        en=rule.en,
        severity=rule.severity,
        phase=rule.phase,
        ground=rule.ground,
        source=rule.source,
        when=rule.when,
        at=rule.at,
        held_by=rule.held_by or None,
        is_shipped=is_shipped,
        is_in_force=not rule.waits_for and _is_standing(versions, today),
        needs=[_fact(name) for name in rule.needs],
        waits_for=rule.waits_for,
        examples=[
            RuleExample(why=one.why, facts=json.dumps(one.facts, ensure_ascii=False), is_hit=one.is_hit)
            for one in rule.examples
        ],
        versions=[version_node(one) for one in versions],
        found=found.found,
        set_aside=found.set_aside,
        false_alarm_rate=found.false_alarm_rate,
    )


def _fact(name: str) -> RuleFact:
    fact = FACTS[name]
    return RuleFact(name=name, kind=fact.kind, zh=fact.zh, en=fact.en, source=fact.source, is_told=bool(fact.source))


def back_test_node(one: BackTest) -> BackTestNode:
    rule = one.rule
    return BackTestNode(
        id=one.pk,
        rule=RuleName(code=rule["code"], zh=rule["zh"], en=rule["en"]),
        when=rule["when"],
        from_on=one.from_on,
        to_on=one.to_on,
        asked_by=one.asked_by,
        at=one.at,
        done_at=one.done_at,
        cases=one.cases,
        judged=one.judged,
        untold=one.untold,
        failed=one.failed,
        hits=one.hits,
        examples=one.examples,
    )
