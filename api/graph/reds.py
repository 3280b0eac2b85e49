"""撤销预警: decisions that withdrew wrong reds of one hall, and the decision itself."""

from datetime import datetime
from typing import Any

import graphene
from django.db.models import Q
from graphql import GraphQLResolveInfo

from api.entry import Context
from api.graph.case_acts import UserError, answer
from api.graph.cases import CaseDocument, document_node
from api.graph.connection import Page, after_key, connection, page, page_size
from api.graph.matters import hall_names
from api.graph.scalars import DateTime
from hierarchy.models import Role
from tenants.directives import withdrawing
from tenants.directives.gates import Place
from tenants.directives.models import RedDecision
from tenants.directives.withdrawing import Outage
from tenants.documents.models import Document


class RedDecisionNode(graphene.ObjectType):
    """One reasoned decision; the reds stay counted and seen beside it."""

    class Meta:
        name = "RedDecision"

    id = graphene.ID(required=True)
    number = graphene.String(required=True)
    reason = graphene.String(required=True)
    reds = graphene.Int(required=True, description="How many it withdrew.")
    cases = graphene.List(graphene.NonNull(graphene.String), required=True, description="The first 200 of them.")
    feed = graphene.String()
    person_name = graphene.String(required=True)
    from_hall = graphene.String(required=True)
    at = DateTime(required=True)
    document = graphene.Field(CaseDocument)


RedDecisionConnection = connection(RedDecisionNode)
MOST_SHOWN = 200


class RedQueries(graphene.ObjectType):
    red_decisions = graphene.Field(
        RedDecisionConnection,
        required=True,
        description="Decisions that withdrew reds of one hall, newest first (enters it).",
        hall=graphene.ID(required=True),
        case_number=graphene.String(),
        first=graphene.Int(default_value=50),
        after=graphene.String(),
    )

    @staticmethod
    def resolve_red_decisions(
        _root: None,
        info: GraphQLResolveInfo,
        hall: str,
        first: int,
        after: str | None = None,
        case_number: str | None = None,
    ) -> Page:
        context: Context = info.context
        rows = RedDecision.objects.all() if context.actor.role != Role.COMPLAINT_DESK else RedDecision.objects.none()
        if case_number:
            rows = rows.filter(cases__contains=[case_number])
        key = after_key(after, "reds", datetime, int)
        if key:
            rows = rows.filter(Q(at__lt=key[0]) | Q(at=key[0], pk__lt=key[1]))
        found = list(rows.order_by("-at", "-pk")[: page_size(first) + 1])
        return page(_nodes(context, found), first, kind="reds", key=lambda node: [node.at.isoformat(), node.id])


def _nodes(context: Context, rows: list[RedDecision]) -> list[RedDecisionNode]:
    halls = hall_names({row.from_hall for row in rows})
    papers = Document.objects.select_related("withdrawal").filter(number__in=[row.number for row in rows])
    by_number = {paper.number: document_node(context.entered.code, paper) for paper in papers}
    return [
        RedDecisionNode(
            id=row.pk,
            number=row.number,
            reason=row.reason,
            reds=len(row.reds),
            cases=row.cases[:MOST_SHOWN],
            feed=row.feed or None,
            person_name=row.person_name,
            from_hall=halls.get(row.from_hall, row.from_hall),
            at=row.at,
            document=by_number.get(row.number),
        )
        for row in rows
    ]


class RedDecisionPayload(graphene.ObjectType):
    decision = graphene.Field(RedDecisionNode)
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class OutageInput(graphene.InputObjectType):
    """A feed that brought nothing or wrong things, from one moment to before another."""

    feed = graphene.String(required=True)
    from_ = graphene.InputField(DateTime, name="from", required=True)
    to = DateTime(required=True)


class WithdrawRedsInput(graphene.InputObjectType):
    """Every open red of these cases, or every open red of an outage."""

    hall = graphene.ID(required=True)
    reason = graphene.String(required=True)
    cases = graphene.List(graphene.NonNull(graphene.String), default_value=[])
    outage = graphene.InputField(OutageInput)
    idempotency_key = graphene.String()


class RedMutations(graphene.ObjectType):
    withdraw_reds = graphene.Field(
        RedDecisionPayload,
        required=True,
        description="撤销预警: one reasoned decision on wrong reds; both stay to be seen.",
        input=WithdrawRedsInput(required=True),
    )

    @staticmethod
    def resolve_withdraw_reds(_root: None, info: GraphQLResolveInfo, input: Any) -> RedDecisionPayload:
        context: Context = info.context
        given = input.get("outage")
        outage = Outage(given["feed"], given["from_"], given["to"]) if given else None
        place = Place(context.entered, context.actor)

        def decided() -> RedDecisionNode:
            row = withdrawing.withdraw_reds(place, reason=input["reason"], cases=input["cases"], outage=outage)
            return _nodes(context, [row])[0]

        return answer(RedDecisionPayload, "decision", decided)
