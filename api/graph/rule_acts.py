"""异常规则: publishing and ending, starting a back-test, decisions on findings."""

from dataclasses import replace
from typing import Any

import graphene
from django.db import transaction
from graphql import GraphQLResolveInfo

from api.entry import Context
from api.graph.case_acts import UserError, answer
from api.graph.cases import CaseNode, case_view
from api.graph.rule_drafts import RuleInput, gate_publisher, written
from api.graph.rules import BackTestNode, RuleVersionNode, back_test_node, topmost, version_node
from api.graph.scalars import Date
from hierarchy import rules
from hierarchy.local_rules import justified
from hierarchy.models import Hall, RuleVersion
from rulebook.anomaly_rules import Rule
from tenants.alerts import backtesting, deciding
from tenants.audit import admin_acts
from tenants.audit.admin_acts import Doer
from tenants.audit.models import AdminKind


class PublishRuleInput(graphene.InputObjectType):
    """One that ships, by its `code`, or one that is written here.

    `article`: the key of the article of the register that justifies it; needed, as the `reason` is.
    """

    hall = graphene.ID(required=True)
    code = graphene.ID()
    rule = graphene.InputField(RuleInput)
    from_on = Date(required=True)
    article = graphene.ID()
    reason = graphene.String()
    idempotency_key = graphene.String()


class EndRuleInput(graphene.InputObjectType):
    """`from_on`: the first day on which what is received is not judged by it."""

    hall = graphene.ID(required=True)
    code = graphene.ID(required=True)
    from_on = Date(required=True)
    article = graphene.ID()
    reason = graphene.String()
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
    end_rule = graphene.Field(
        RulePayload,
        required=True,
        input=EndRuleInput(required=True),
        description="By its publisher alone, from tomorrow or later; what it found stands.",
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
        gate_publisher(context)
        return answer(RulePayload, "version", lambda: _publish(context, input))

    @staticmethod
    def resolve_end_rule(_root: None, info: GraphQLResolveInfo, input: Any) -> RulePayload:
        context: Context = info.context
        gate_publisher(context)
        return answer(RulePayload, "version", lambda: _end(context, input))

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
    rule, hall = _meant(context.entered, given), context.entered
    by = justified(hall, given.get("article") or "", given.get("reason") or "", on=given["from_on"])
    rule = replace(rule, ground=rule.ground or by.cited)
    version = rules.publish(hall, rule, from_on=given["from_on"], by=by, person_name=context.actor.person_name)
    return _kept(context, version, AdminKind.RULE_PUBLISHED, when=rule.when, severity=rule.severity.value)


@transaction.atomic
def _end(context: Context, given: Any) -> RuleVersionNode:
    hall, on = context.entered, given["from_on"]
    by = justified(hall, given.get("article") or "", given.get("reason") or "", on=on)
    version = rules.end(hall, given["code"], from_on=on, by=by, person_name=context.actor.person_name)
    return _kept(context, version, AdminKind.RULE_ENDED)


def _kept(context: Context, version: RuleVersion, kind: AdminKind, **said: str) -> RuleVersionNode:
    admin_acts.record(
        context.entered,
        kind,
        by=Doer.of(context.actor, context.caller.posted_at),
        subject=f"{version.code} v{version.number}",
        after={"from_on": version.from_on.isoformat(), "cited": version.cited, "reason": version.reason, **said},
    )
    return version_node(version)


def _meant(hall: Hall, given: Any) -> Rule:
    """The rule that is written in the input, or the one of this code: as published for the hall, else as it ships."""
    if given.get("rule"):
        return written(given["rule"])
    code = given.get("code")
    published = [one for one in rules.versions_for(hall) if one.code == code]
    if published:
        return Rule.from_json(topmost(published).rule)
    found = next((rule for rule in rules.shipped() if rule.code == code), None)
    if found is None or found.held_by:
        raise rules.BadRule("There is no such rule.", code="NO_SUCH_RULE", field="code")
    return found
