"""通报: circulars of one hall, one with its acts, and the verbs of `tenants.directives.circulars`."""

from datetime import datetime
from typing import Any

import graphene
from django.db.models import Q
from graphql import GraphQLResolveInfo

from api.entry import Context
from api.graph import words
from api.graph.case_acts import UserError
from api.graph.cases import CaseDocument, document_node
from api.graph.connection import Page, after_key, connection, page, page_size
from api.graph.halls import Department
from api.graph.matters import EvidenceNode, department_of, event_members, evidence_of, hall_names, mutation
from api.graph.scalars import DateTime
from rulebook import circular as rules
from tenants.directives import circulars as acts
from tenants.directives import gates, writing
from tenants.directives.gates import Place
from tenants.directives.models import Circular, CircularEvent
from tenants.documents.models import Document


class CircularRow(graphene.ObjectType):
    """通报 in a list. It has its number when it is published."""

    id = graphene.ID(required=True)
    number = graphene.String()
    state = words.CircularState(required=True)
    department = graphene.Field(Department, required=True)
    subject = graphene.String(required=True)
    cases = graphene.List(graphene.NonNull(graphene.String), required=True)
    at = DateTime(required=True)
    published_at = DateTime()
    due_at = DateTime(description="Until when the department may answer; then, until when it is shown.")


class CircularEventNode(graphene.ObjectType):
    """One act on a circular. `personName` is null for the worker, who lets it expire."""

    class Meta:
        name = "CircularEvent"

    sequence = graphene.Int(required=True)
    act = words.CircularAct(required=True)
    at = DateTime(required=True)
    person_name = graphene.String()
    from_hall = graphene.String(description="Name of the hall of the post.")
    said = graphene.String(description="Answer or ground, as they were stated.")


class CircularNode(CircularRow):
    """通报 with everything that was done with it."""

    class Meta:
        name = "Circular"

    issuing_hall = graphene.String(required=True)
    reply_days = graphene.Int(required=True, description="Working days.")
    shown_days = graphene.Int(required=True, description="Working days.")
    document = graphene.Field(CaseDocument)
    events = graphene.List(graphene.NonNull(CircularEventNode), required=True)
    evidence = graphene.List(graphene.NonNull(EvidenceNode), required=True)
    permitted_acts = graphene.List(graphene.NonNull(words.CircularAct), required=True)


CircularConnection = connection(CircularRow)


class CircularQueries(graphene.ObjectType):
    circulars = graphene.Field(
        CircularConnection,
        required=True,
        description="Circulars of one hall, newest first (enters it): published ones, drafts for supervisors only.",
        hall=graphene.ID(required=True),
        state=words.CircularState(),
        department=graphene.ID(),
        first=graphene.Int(default_value=50),
        after=graphene.String(),
    )
    circular = graphene.Field(
        CircularNode,
        description="One circular with its acts (enters the hall).",
        hall=graphene.ID(required=True),
        id=graphene.ID(required=True),
    )

    @staticmethod
    def resolve_circulars(
        _root: None, info: GraphQLResolveInfo, hall: str, first: int, after: str | None = None, **asked: Any
    ) -> Page:
        context: Context = info.context
        rows = acts.visible_to(context.actor)
        if asked.get("state"):
            rows = rows.filter(state=asked["state"].value)
        if asked.get("department"):
            rows = rows.filter(department=asked["department"])
        key = after_key(after, "circulars", datetime, int)
        if key:
            rows = rows.filter(Q(at__lt=key[0]) | Q(at=key[0], pk__lt=key[1]))
        found = list(rows.order_by("-at", "-pk")[: page_size(first) + 1])
        nodes = [CircularRow(**_row(context, one)) for one in found]
        return page(nodes, first, kind="circulars", key=lambda node: [node.at.isoformat(), node.id])

    @staticmethod
    def resolve_circular(_root: None, info: GraphQLResolveInfo, hall: str, id: str) -> CircularNode:
        context: Context = info.context
        return _node(context, acts.access_circular(context.actor, id))


def _row(context: Context, one: Circular) -> dict[str, Any]:
    return {
        "id": one.pk,
        "number": one.number or None,
        "state": one.state,
        "department": department_of(context, one.department),
        "subject": one.subject,
        "cases": one.cases,
        "at": one.at,
        "published_at": one.published_at,
        "due_at": one.due_at,
    }


def _node(context: Context, one: Circular) -> CircularNode:
    rows = list(CircularEvent.objects.filter(circular=one).order_by("sequence"))
    facts = rules.fold([writing.as_event(row) for row in rows])
    halls = hall_names({one.issuing_hall, *(row.from_hall for row in rows)})
    document = Document.objects.select_related("withdrawal").filter(number=one.number).first() if one.number else None
    return CircularNode(
        **_row(context, one),
        issuing_hall=halls.get(one.issuing_hall, one.issuing_hall),
        reply_days=facts.reply_days,
        shown_days=facts.shown_days,
        document=document_node(context.entered.code, document) if document else None,
        events=[CircularEventNode(**event_members(row, halls)) for row in rows],
        evidence=evidence_of(context, "CIRCULAR", one.pk) if gates.concerns(context.actor, one) else [],
        permitted_acts=acts.permitted(Place(context.entered, context.actor), one, facts),
    )


class CircularPayload(graphene.ObjectType):
    circular = graphene.Field(CircularNode)
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class DraftCircularInput(graphene.InputObjectType):
    hall = graphene.ID(required=True)
    cases = graphene.List(graphene.NonNull(graphene.String), default_value=[])
    department = graphene.ID()
    subject = graphene.String(required=True)
    reply_days = graphene.Int(required=True, description="Working days of the right of reply.")
    shown_days = graphene.Int(required=True, description="Working days of the publication.")
    idempotency_key = graphene.String()


class CircularActInput(graphene.InputObjectType):
    hall = graphene.ID(required=True)
    id = graphene.ID(required=True)
    idempotency_key = graphene.String()


class CircularReasonsInput(CircularActInput):
    reasons = graphene.String(required=True)


class CircularReasonInput(CircularActInput):
    reason = graphene.String(required=True)


_mutation = mutation(CircularPayload, "circular", _node)


class CircularMutations(graphene.ObjectType):
    draft_circular = _mutation(DraftCircularInput, acts.draft, "拟稿 of a circular on one department")
    show_circular = _mutation(CircularActInput, acts.show, "告知: the department may answer from now on")
    answer_circular = _mutation(CircularReasonsInput, acts.answer, "陈述申辩 by the department, within its time")
    publish_circular = _mutation(CircularActInput, acts.publish, "批准通报, by another person than the drafter")
    withdraw_circular = _mutation(CircularReasonInput, acts.withdraw, "撤销, with its reason")
