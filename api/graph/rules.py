"""异常规则: the library and what is in force, what rules found, publishing, back-tests, decisions on findings."""

import json
from datetime import date
from typing import Any

import graphene
from django.db import transaction
from graphql import GraphQLResolveInfo

from api.entry import Context
from api.graph import words
from api.graph.case_acts import UserError, answer
from api.graph.case_clocks import RuleName
from api.graph.cases import CaseNode, case_view
from api.graph.connection import Page, after_key, connection, page, page_size
from api.graph.families import Family, HallView, Shelf
from api.graph.halls import HallNode
from api.graph.scalars import Date, DateTime
from foundation.clock import local_day
from foundation.errors import Forbidden, Refusal
from hierarchy import rules
from hierarchy.gates import access_hall
from hierarchy.models import Hall, Role, RuleVersion
from reporting import rule_counts
from reporting.rule_counts import NOTHING, Found
from rulebook.anomaly_facts import FACTS
from rulebook.anomaly_rules import Example, Phase, Rule, Severity
from tenants.alerts import backtesting, deciding
from tenants.alerts.models import BackTest
from tenants.audit import admin_acts
from tenants.audit.admin_acts import Doer
from tenants.audit.models import AdminKind

LOOKS = frozenset({Role.SUPERVISOR, Role.INSPECTOR, Role.LEADER, Role.HALL_ADMIN})


class BadRuleInput(Refusal):
    """An example whose facts are no JSON object."""

    code = "BAD_FACTS"


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
    """A version as a tier published it; it judges what is received from `fromOn`."""

    class Meta:
        name = "RuleVersion"

    id = graphene.ID(required=True)
    hall_name = graphene.String(required=True)
    number = graphene.Int(required=True)
    from_on = Date(required=True)
    severity = words.RuleSeverity(required=True)
    when = graphene.String(required=True)
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
            known[name] = Rule.from_json(_topmost(versions).rule)
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
        nodes = [_back_test(one) for one in rows[: page_size(first) + 1]]
        return page(nodes, first, kind="back-tests", key=lambda node: [node.id])


def _looked_at(context: Context, code: str) -> Hall:
    hall = access_hall(context.actor, code)
    if context.actor.role not in LOOKS:
        raise Forbidden("Your post does not look at rules.")
    return hall


def _topmost(versions: list[RuleVersion]) -> RuleVersion:
    """The newest version of the tier that is highest."""
    return max(versions, key=lambda one: (-len(one.hall.path), one.pk))


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
        is_in_force=not rule.waits_for and any(one.from_on <= today for one in versions),
        needs=[_fact(name) for name in rule.needs],
        waits_for=rule.waits_for,
        examples=[
            RuleExample(why=one.why, facts=json.dumps(one.facts, ensure_ascii=False), is_hit=one.is_hit)
            for one in rule.examples
        ],
        versions=[
            RuleVersionNode(
                id=one.pk,
                hall_name=one.hall.display_name,
                number=one.number,
                from_on=one.from_on,
                severity=Severity(one.rule["severity"]),
                when=one.rule["when"],
                person_name=one.person_name,
            )
            for one in versions
        ],
        found=found.found,
        set_aside=found.set_aside,
        false_alarm_rate=found.false_alarm_rate,
    )


def _fact(name: str) -> RuleFact:
    fact = FACTS[name]
    return RuleFact(name=name, kind=fact.kind, zh=fact.zh, en=fact.en, source=fact.source, is_told=bool(fact.source))


def _back_test(one: BackTest) -> BackTestNode:
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


class RuleExampleInput(graphene.InputObjectType):
    why = graphene.String(required=True)
    facts = graphene.String(required=True, description="A JSON object; moments in ISO 8601.")
    is_hit = graphene.Boolean(required=True)


class RuleInput(graphene.InputObjectType):
    """A rule as it is written. Without `when` it makes one of a tier above heavier."""

    code = graphene.ID(required=True)
    zh = graphene.String(required=True)
    en = graphene.String(required=True)
    severity = words.RuleSeverity(required=True)
    phase = words.RulePhase(required=True)
    ground = graphene.String(required=True)
    source = graphene.String(required=True)
    needs = graphene.List(graphene.NonNull(graphene.ID), required=True)
    when = graphene.String(required=True)
    at = graphene.ID(required=True)
    examples = graphene.List(graphene.NonNull(RuleExampleInput), required=True)


class PublishRuleInput(graphene.InputObjectType):
    """One that ships, by its `code`, or one that is written here."""

    hall = graphene.ID(required=True)
    code = graphene.ID()
    rule = graphene.InputField(RuleInput)
    from_on = Date(required=True)
    idempotency_key = graphene.String()


class StartBackTestInput(graphene.InputObjectType):
    """Of a rule that ships or is published, by its `code`, or of one that is being written."""

    hall = graphene.ID(required=True)
    code = graphene.ID()
    rule = graphene.InputField(RuleInput)
    from_on = Date(required=True)
    to_on = Date(required=True)
    idempotency_key = graphene.String()


class DecideFindingInput(graphene.InputObjectType):
    hall = graphene.ID(required=True)
    number = graphene.String(required=True)
    code = graphene.ID(required=True)
    is_set_aside = graphene.Boolean(required=True)
    reason = graphene.String(required=True)
    idempotency_key = graphene.String()


class RulePayload(graphene.ObjectType):
    version = graphene.Field(RuleVersionNode)
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class BackTestPayload(graphene.ObjectType):
    back_test = graphene.Field(BackTestNode)
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class FindingPayload(graphene.ObjectType):
    case = graphene.Field(CaseNode)
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class RuleMutations(graphene.ObjectType):
    publish_rule = graphene.Field(
        RulePayload,
        required=True,
        input=PublishRuleInput(required=True),
        description="For the hall of the caller and all below, from tomorrow or later; by its supervisor.",
    )
    start_back_test = graphene.Field(
        BackTestPayload,
        required=True,
        input=StartBackTestInput(required=True),
        description="A job: what a rule would have found in the hall. It writes nothing to a case.",
    )
    decide_finding = graphene.Field(
        FindingPayload,
        required=True,
        input=DecideFindingInput(required=True),
        description="Sets the finding of a rule aside as wrong, or lets it stand again, with a reason.",
    )

    @staticmethod
    def resolve_publish_rule(_root: None, info: GraphQLResolveInfo, input: Any) -> RulePayload:
        context: Context = info.context
        if context.actor.role != Role.SUPERVISOR or context.actor.hall_code != context.entered.code:
            raise Forbidden("Rules are published by a supervisor of this very hall.")
        return answer(RulePayload, "version", lambda: _publish(context, input))

    @staticmethod
    def resolve_start_back_test(_root: None, info: GraphQLResolveInfo, input: Any) -> BackTestPayload:
        context: Context = info.context

        def start() -> BackTestNode:
            rule = _meant(context.entered, input)
            found = backtesting.ask(
                context.entered, context.actor, rule, from_on=input["from_on"], to_on=input["to_on"]
            )
            return _back_test(found)

        return answer(BackTestPayload, "back_test", start)

    @staticmethod
    def resolve_decide_finding(_root: None, info: GraphQLResolveInfo, input: Any) -> FindingPayload:
        context: Context = info.context
        said = {"code": input["code"], "is_set_aside": input["is_set_aside"], "reason": input["reason"]}
        return answer(
            FindingPayload,
            "case",
            lambda: case_view(context, deciding.decide(context.entered, context.actor, input["number"], **said)),
        )


@transaction.atomic
def _publish(context: Context, given: Any) -> RuleVersionNode:
    rule = _meant(context.entered, given)
    version = rules.publish(context.entered, rule, from_on=given["from_on"], person_name=context.actor.person_name)
    admin_acts.record(
        context.entered,
        AdminKind.RULE_PUBLISHED,
        by=Doer.of(context.actor, context.caller.posted_at),
        subject=f"{version.code} v{version.number}",
        after={"from_on": version.from_on.isoformat(), "when": rule.when, "severity": rule.severity.value},
    )
    return RuleVersionNode(
        id=version.pk,
        hall_name=context.entered.display_name,
        number=version.number,
        from_on=version.from_on,
        severity=rule.severity,
        when=rule.when,
        person_name=version.person_name,
    )


def _meant(hall: Hall, given: Any) -> Rule:
    """The rule that is written in the input, or the one of this code: as published for the hall, else as it ships."""
    if given.get("rule"):
        return _written(given["rule"])
    code = given.get("code")
    published = [one for one in rules.versions_for(hall) if one.code == code]
    if published:
        return Rule.from_json(_topmost(published).rule)
    found = next((rule for rule in rules.shipped() if rule.code == code), None)
    if found is None or found.held_by:
        raise rules.BadRule("There is no such rule.", code="NO_SUCH_RULE", field="code")
    return found


def _written(given: Any) -> Rule:
    examples = []
    for one in given["examples"]:
        try:
            facts = json.loads(one["facts"])
        except ValueError:
            facts = None
        if not isinstance(facts, dict):
            raise BadRuleInput("Facts are a JSON object.", field="examples")
        examples.append(Example(one["why"], facts, one["is_hit"]))
    return Rule(
        code=given["code"],
        zh=given["zh"],
        en=given["en"],
        severity=Severity(given["severity"]),
        phase=Phase(given["phase"]),
        ground=given["ground"],
        source=given["source"],
        needs=tuple(given["needs"]),
        when=given["when"],
        at=given["at"],
        examples=tuple(examples),
    )
