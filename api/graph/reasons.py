"""不予理由 that hold in a hall: its own and those of the tiers above."""

from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from api.entry import Context
from api.graph.case_acts import UserError, answer
from api.graph.scalars import DateTime
from hierarchy import reasons
from hierarchy.models import RefusalReason
from tenants.audit.admin_acts import Doer
from tenants.items import reasons as acts


class RefusalReasonNode(graphene.ObjectType):
    """A reason with the text of the law that it rests on. `isOwn`: published by this hall, not by a tier above.

    `cited`: the article of the register by which the tier publishes it; null where none was asked for yet.
    """

    class Meta:
        name = "RefusalReason"

    code = graphene.String(required=True)
    name = graphene.String(required=True)
    ground = graphene.String(required=True)
    cited = graphene.String()
    hall_name = graphene.String(required=True)
    is_own = graphene.Boolean(required=True)
    added_at = DateTime(required=True)
    retired_at = DateTime()


class ReasonPayload(graphene.ObjectType):
    reason = graphene.Field(RefusalReasonNode)
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class ReasonQueries(graphene.ObjectType):
    refusal_reasons = graphene.List(
        graphene.NonNull(RefusalReasonNode),
        required=True,
        description="What a refusal may name in one hall (enters it), the highest tier's first.",
        hall=graphene.ID(required=True),
        with_retired=graphene.Boolean(default_value=False),
    )

    @staticmethod
    def resolve_refusal_reasons(
        _root: None, info: GraphQLResolveInfo, hall: str, with_retired: bool
    ) -> list[RefusalReasonNode]:
        entered = info.context.entered
        rows = reasons.known(entered) if with_retired else reasons.holding(entered)
        return [_node(entered.code, row) for row in rows]


class AddReasonInput(graphene.InputObjectType):
    hall = graphene.ID(required=True)
    code = graphene.String(required=True)
    name = graphene.String(required=True)
    ground = graphene.String(required=True)
    article = graphene.ID(description="Needed: the key of an article of the register.")
    idempotency_key = graphene.String()


class RetireReasonInput(graphene.InputObjectType):
    hall = graphene.ID(required=True)
    code = graphene.String(required=True)
    idempotency_key = graphene.String()


class ReasonMutations(graphene.ObjectType):
    add_refusal_reason = graphene.Field(
        ReasonPayload,
        required=True,
        description="Publishes a reason for this hall and all below it.",
        input=AddReasonInput(required=True),
    )
    retire_refusal_reason = graphene.Field(
        ReasonPayload,
        required=True,
        description="Nobody names it any more; cases that did keep it.",
        input=RetireReasonInput(required=True),
    )

    @staticmethod
    def resolve_add_refusal_reason(_root: None, info: GraphQLResolveInfo, input: Any) -> ReasonPayload:
        said = {name: input[name] for name in ("code", "name", "ground")} | {"article": input.get("article") or ""}
        return _answered(info.context, lambda hall, actor, by: acts.add(hall, actor, by=by, **said))

    @staticmethod
    def resolve_retire_refusal_reason(_root: None, info: GraphQLResolveInfo, input: Any) -> ReasonPayload:
        code = input["code"]
        return _answered(info.context, lambda hall, actor, by: acts.retire(hall, actor, by=by, code=code))


def _answered(context: Context, act: Any) -> ReasonPayload:
    by = Doer.of(context.actor, context.caller.posted_at)
    return answer(ReasonPayload, "reason", lambda: _node(context.entered.code, act(context.entered, context.actor, by)))


def _node(hall: str, row: RefusalReason) -> RefusalReasonNode:
    return RefusalReasonNode(
        code=row.code,
        name=row.name,
        ground=row.ground,
        cited=row.cited or None,
        hall_name=row.hall.display_name,
        is_own=row.hall.code == hall,
        added_at=row.added_at,
        retired_at=row.retired_at,
    )
