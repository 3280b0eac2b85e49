"""The number of an applicant's paper: its mask for everybody who sees the case, the whole for who says why."""

from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from api.entry import Context
from api.graph.case_acts import UserError, answer
from tenants.audit.admin_acts import Doer
from tenants.cases import applicants


class SeeIdNumberInput(graphene.InputObjectType):
    hall = graphene.ID(required=True)
    number = graphene.String(required=True)
    reason = graphene.String(required=True)


class SeeIdNumberPayload(graphene.ObjectType):
    id_number = graphene.String()
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class IdNumberMutations(graphene.ObjectType):
    see_id_number = graphene.Field(
        SeeIdNumberPayload,
        required=True,
        input=SeeIdNumberInput(required=True),
        description="The whole number of the applicant's paper, for who records in the case; kept with the reason.",
    )

    @staticmethod
    def resolve_see_id_number(_root: None, info: GraphQLResolveInfo, input: Any) -> SeeIdNumberPayload:
        context: Context = info.context
        by = Doer.of(context.actor, context.caller.posted_at)
        number, reason = input["number"], input["reason"]
        return answer(
            SeeIdNumberPayload,
            "id_number",
            lambda: applicants.see(context.entered, context.actor, number, reason=reason, by=by),
        )
