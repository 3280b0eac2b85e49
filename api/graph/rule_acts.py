"""异常规则: publishing, starting a back-test, decisions on findings."""

import json
from typing import Any

import graphene
from django.db import transaction
from graphql import GraphQLResolveInfo

from api.entry import Context
from api.graph import words
from api.graph.case_acts import UserError, answer
from api.graph.cases import CaseNode, case_view
from api.graph.rules import BackTestNode, RuleVersionNode, back_test_node, topmost
from api.graph.scalars import Date
from foundation.errors import Forbidden, Refusal
from hierarchy import rules
from hierarchy.models import Hall, Role
from rulebook.anomaly_rules import Example, Phase, Rule, Severity
from tenants.alerts import backtesting, deciding
from tenants.audit import admin_acts
from tenants.audit.admin_acts import Doer
from tenants.audit.models import AdminKind


class BadRuleInput(Refusal):
    """An example whose facts are no JSON object."""

    code = "BAD_FACTS"


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
            return back_test_node(found)

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
        return Rule.from_json(topmost(published).rule)
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
