"""异常规则 while it is written: the rule of an input, and why it would be refused. It writes nothing."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

import graphene
from graphene.utils.str_converters import to_camel_case
from graphql import GraphQLResolveInfo

from api.entry import Context
from api.graph import words
from api.graph.scalars import Date
from foundation.errors import Forbidden, Refusal
from hierarchy import local_rules, rules
from hierarchy.models import Role
from rulebook.anomaly_rules import Example, Objection, Phase, Rule, Severity
from tenants.alerts import backtesting


class BadRuleInput(Refusal):
    """An example whose facts are no JSON object; `place` says which, from 0."""

    code = "BAD_FACTS"


class RuleExampleInput(graphene.InputObjectType):
    why = graphene.String(required=True)
    facts = graphene.String(required=True, description="A JSON object; moments in ISO 8601.")
    is_hit = graphene.Boolean(required=True)


class RuleInput(graphene.InputObjectType):
    """A rule as it is written. Without `when` it makes one of a tier above heavier.

    Without `ground` its ground is the article that its version cites.
    """

    code = graphene.ID(required=True)
    zh = graphene.String(required=True)
    en = graphene.String(required=True)
    severity = words.RuleSeverity(required=True)
    phase = words.RulePhase(required=True)
    ground = graphene.String()
    source = graphene.String(required=True)
    needs = graphene.List(graphene.NonNull(graphene.ID), required=True)
    when = graphene.String(required=True)
    at = graphene.ID(required=True)
    examples = graphene.List(graphene.NonNull(RuleExampleInput), required=True)


class RuleObjection(graphene.ObjectType):
    """Why a draft would be refused: `line` and `column` of its condition from 1, `place` of an example from 0."""

    code = graphene.String(required=True)
    message = graphene.String(required=True)
    field = graphene.String(required=True)
    line = graphene.Int()
    column = graphene.Int()
    place = graphene.Int()


class RuleDraftQueries(graphene.ObjectType):
    check_rule = graphene.List(
        graphene.NonNull(RuleObjection),
        required=True,
        description="Everything for which this draft would be refused, as far as it is written; empty: nothing.",
        hall=graphene.ID(required=True),
        draft=graphene.Argument(RuleInput, required=True),
        from_on=Date(required=True),
        article=graphene.ID(),
        reason=graphene.String(),
    )

    @staticmethod
    def resolve_check_rule(
        _root: None,
        info: GraphQLResolveInfo,
        hall: str,
        draft: Any,
        from_on: date,
        article: str | None = None,
        reason: str | None = None,
    ) -> list[RuleObjection]:
        context: Context = info.context
        if context.actor.role not in backtesting.ASKS:
            raise Forbidden("Your post does not test rules.")
        return [
            RuleObjection(
                code=one.code,
                message=one.message,
                field=to_camel_case(one.field),
                line=one.line,
                column=one.column,
                place=one.place,
            )
            for one in _objections(context, draft, from_on, article or "", reason or "")
        ]


def gate_publisher(context: Context) -> None:
    """Raises Forbidden."""
    if context.actor.role != Role.SUPERVISOR or context.actor.hall_code != context.entered.code:
        raise Forbidden("Rules are published by a supervisor of this very hall.")


def _objections(context: Context, draft: Any, from_on: date, article: str, reason: str) -> Iterable[Objection]:
    """Of its article and reason, its begin and the rule; an example whose facts are none hides what is after it."""
    cited = ""
    try:
        cited = local_rules.justified(context.entered, article, reason, on=from_on).cited
    except local_rules.BadRule as refusal:
        yield Objection(refusal.code, refusal.field or "article", refusal.message)
    if from_on < rules.earliest():
        yield Objection("TOO_EARLY", "from_on", "A version begins tomorrow or later.")
    try:
        rule = written(draft, ground=cited)
    except BadRuleInput as refusal:
        yield Objection(refusal.code, "examples", refusal.message, place=refusal.where["place"])
        return
    # Without an article there is no ground: that is said once, at the article.
    yield from (one for one in rules.objections_at(context.entered, rule) if one.field != "ground" or cited)


def written(given: Any, *, ground: str = "") -> Rule:
    """Raises BadRuleInput."""
    return Rule(
        code=given["code"].strip(),
        zh=given["zh"].strip(),
        en=given["en"].strip(),
        severity=Severity(given["severity"]),
        phase=Phase(given["phase"]),
        ground=(given.get("ground") or ground).strip(),
        source=given["source"].strip(),
        needs=tuple(given["needs"]),
        when=given["when"].rstrip(),
        at=given["at"],
        examples=tuple(_example(place, one) for place, one in enumerate(given["examples"])),
    )


def _example(place: int, given: Any) -> Example:
    try:
        facts = json.loads(given["facts"])
    except ValueError:
        facts = None
    if not isinstance(facts, dict):
        raise BadRuleInput("Facts are a JSON object.", field="examples", place=place)
    return Example(given["why"], facts, given["is_hit"])
