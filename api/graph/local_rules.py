"""地方办法: the register of rules with their articles, registering one and its repeal."""

from datetime import date
from typing import Any

import graphene
from django.db.models import Q
from graphql import GraphQLResolveInfo

from api.entry import Context
from api.graph import words
from api.graph.case_acts import UserError, answer
from api.graph.connection import Page, after_key, connection, page, page_size
from api.graph.scalars import Date, DateTime
from foundation.clock import local_day
from hierarchy import local_rules
from hierarchy.local_rules import Article, Draft
from hierarchy.models import LocalRule
from tenants.audit.admin_acts import Doer
from tenants.cases import signals as acts


class RuleArticleNode(graphene.ObjectType):
    """条文. `isWording`: as it is printed, else its content as our source tells it."""

    class Meta:
        name = "RuleArticle"

    id = graphene.ID(required=True)
    number = graphene.String()
    text = graphene.String(required=True)
    is_wording = graphene.Boolean(required=True)


class LocalRuleNode(graphene.ObjectType):
    """A rule of the register. What its source does not show is null and named in `notShown`."""

    class Meta:
        name = "LocalRule"

    id = graphene.ID(required=True)
    code = graphene.String(required=True)
    scope = words.RuleScope(required=True)
    title = graphene.String(required=True)
    number = graphene.String()
    organ = graphene.String()
    hall = graphene.ID()
    hall_name = graphene.String()
    from_on = Date()
    repealed_on = Date(description="The first day on which it is not in force.")
    is_in_force = graphene.Boolean(required=True)
    is_citable = graphene.Boolean(required=True, description="In force, and not of another place.")
    source = graphene.String()
    not_shown = graphene.String()
    person_name = graphene.String()
    registered_at = DateTime(required=True)
    articles = graphene.List(graphene.NonNull(RuleArticleNode), required=True)


LocalRuleConnection = connection(LocalRuleNode)


class LocalRuleQueries(graphene.ObjectType):
    local_rules = graphene.Field(
        LocalRuleConnection,
        required=True,
        description="The rules that a hall (which is entered) sees: laws, its tiers' own, and those of other places.",
        hall=graphene.ID(required=True),
        scope=words.RuleScope(),
        search=graphene.String(),
        first=graphene.Int(default_value=50),
        after=graphene.String(),
    )

    @staticmethod
    def resolve_local_rules(
        _root: None,
        info: GraphQLResolveInfo,
        hall: str,
        first: int,
        scope: Any = None,
        search: str | None = None,
        after: str | None = None,
    ) -> Page:
        context: Context = info.context
        rows = local_rules.visible_to(context.entered).select_related("hall").prefetch_related("articles")
        if scope:
            rows = rows.filter(scope=scope.value)
        if text := (search or "").strip():
            asked = Q(title__icontains=text) | Q(number__icontains=text) | Q(organ__icontains=text)
            rows = rows.filter(asked | Q(pk__in=LocalRule.objects.filter(articles__text__icontains=text)))
        key = after_key(after, "localRules", str)
        if key:
            rows = rows.filter(code__gt=key[0])
        found = list(rows.order_by("code")[: page_size(first) + 1])
        today = local_day(context.now)
        nodes = [_node(row, today) for row in found]
        return page(nodes, first, kind="localRules", key=lambda node: [node.code])


def _node(row: LocalRule, today: date) -> LocalRuleNode:
    in_force = row.is_in_force(today)
    return LocalRuleNode(
        id=row.pk,
        code=row.code,
        scope=row.scope,
        title=row.title,
        number=row.number or None,
        organ=row.organ or None,
        hall=row.hall.code if row.hall else None,
        hall_name=row.hall.display_name if row.hall else None,
        from_on=row.from_on,
        repealed_on=row.repealed_on,
        is_in_force=in_force,
        is_citable=in_force and row.scope != "ELSEWHERE",
        source=row.source or None,
        not_shown=row.not_shown or None,
        person_name=row.person_name or None,
        registered_at=row.registered_at,
        articles=[
            RuleArticleNode(id=one.pk, number=one.number or None, text=one.text, is_wording=one.is_wording)
            for one in row.articles.all()
        ],
    )


class RuleArticleInput(graphene.InputObjectType):
    number = graphene.String(required=True)
    text = graphene.String(required=True)


class RegisterLocalRuleInput(graphene.InputObjectType):
    """`number` is that of the document (文号), `code` the key in the register."""

    hall = graphene.ID(required=True)
    code = graphene.String(required=True)
    title = graphene.String(required=True)
    number = graphene.String()
    organ = graphene.String(required=True)
    from_on = Date(required=True)
    source = graphene.String()
    articles = graphene.List(graphene.NonNull(RuleArticleInput), required=True)
    idempotency_key = graphene.String()


class RepealLocalRuleInput(graphene.InputObjectType):
    hall = graphene.ID(required=True)
    id = graphene.ID(required=True)
    on = Date(required=True)
    idempotency_key = graphene.String()


class LocalRulePayload(graphene.ObjectType):
    rule = graphene.Field(LocalRuleNode)
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class LocalRuleMutations(graphene.ObjectType):
    register_local_rule = graphene.Field(
        LocalRulePayload,
        required=True,
        input=RegisterLocalRuleInput(required=True),
        description="A rule of the caller's own tier, with its articles.",
    )
    repeal_local_rule = graphene.Field(
        LocalRulePayload,
        required=True,
        input=RepealLocalRuleInput(required=True),
        description="废止 of a rule of the caller's own tier; what cites it stays until a new version.",
    )

    @staticmethod
    def resolve_register_local_rule(_root: None, info: GraphQLResolveInfo, input: Any) -> LocalRulePayload:
        context: Context = info.context
        draft = Draft(
            code=input["code"],
            title=input["title"],
            number=input.get("number") or "",
            organ=input["organ"],
            from_on=input["from_on"],
            articles=[Article(one["number"], one["text"]) for one in input["articles"]],
            source=input.get("source") or "",
        )
        by = Doer.of(context.actor, context.caller.posted_at)
        return answer(
            LocalRulePayload,
            "rule",
            lambda: _node(
                acts.register_rule(context.entered, draft, actor=context.actor, by=by), local_day(context.now)
            ),
        )

    @staticmethod
    def resolve_repeal_local_rule(_root: None, info: GraphQLResolveInfo, input: Any) -> LocalRulePayload:
        context: Context = info.context
        by = Doer.of(context.actor, context.caller.posted_at)
        return answer(
            LocalRulePayload,
            "rule",
            lambda: _node(
                acts.repeal_rule(context.entered, input["id"], on=input["on"], actor=context.actor, by=by),
                local_day(context.now),
            ),
        )
