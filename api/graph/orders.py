"""督办 orders: of one hall, one with its acts, and the verbs of `tenants.directives.acts`."""

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
from rulebook import supervision
from tenants.cases import reading
from tenants.directives import acts, writing
from tenants.directives.gates import Place
from tenants.directives.models import OrderEvent, SupervisionOrder
from tenants.documents.models import Document


class OrderRow(graphene.ObjectType):
    """督办通知书 in a list. A draft has no number yet."""

    id = graphene.ID(required=True)
    kind = words.OrderKind(required=True)
    number = graphene.String()
    state = words.OrderState(required=True)
    department = graphene.Field(Department, required=True)
    subject = graphene.String(required=True)
    cases = graphene.List(graphene.NonNull(graphene.String), required=True)
    at = DateTime(required=True)
    issued_at = DateTime()
    reply_due_at = DateTime(description="Until when the department states its reasons.")
    is_reply_late = graphene.Boolean(required=True)


class OrderEventNode(graphene.ObjectType):
    """One act on an order. `person` is null for the worker, who reminds and escalates."""

    class Meta:
        name = "OrderEvent"

    sequence = graphene.Int(required=True)
    act = words.OrderAct(required=True)
    at = DateTime(required=True)
    person_name = graphene.String()
    from_hall = graphene.String(description="Name of the hall of the post.")
    said = graphene.String(description="Reasons or ground, as they were stated.")


class OrderNode(OrderRow):
    """督办通知书 with everything that was done with it."""

    class Meta:
        name = "SupervisionOrder"

    issuing_hall = graphene.String(required=True)
    demand = graphene.String(required=True)
    reply_days = graphene.Int(required=True, description="Working days.")
    document = graphene.Field(CaseDocument)
    events = graphene.List(graphene.NonNull(OrderEventNode), required=True)
    evidence = graphene.List(graphene.NonNull(EvidenceNode), required=True)
    permitted_acts = graphene.List(graphene.NonNull(words.OrderAct), required=True)


OrderConnection = connection(OrderRow)


class OrderQueries(graphene.ObjectType):
    orders = graphene.Field(
        OrderConnection,
        required=True,
        description="Supervision orders of one hall, newest first (enters it). Drafts for supervisors only.",
        hall=graphene.ID(required=True),
        kind=words.OrderKind(),
        state=words.OrderState(),
        department=graphene.ID(),
        case_number=graphene.String(),
        first=graphene.Int(default_value=50),
        after=graphene.String(),
    )
    order = graphene.Field(
        OrderNode,
        description="One order with its acts (enters the hall).",
        hall=graphene.ID(required=True),
        id=graphene.ID(required=True),
    )

    @staticmethod
    def resolve_orders(
        _root: None, info: GraphQLResolveInfo, hall: str, first: int, after: str | None = None, **asked: Any
    ) -> Page:
        context: Context = info.context
        rows = acts.visible_to(context.actor)
        if asked.get("kind"):
            rows = rows.filter(kind=asked["kind"].value)
        if asked.get("state"):
            rows = rows.filter(state=asked["state"].value)
        if asked.get("department"):
            rows = rows.filter(department=asked["department"])
        if asked.get("case_number"):
            rows = rows.filter(cases__contains=[asked["case_number"]])
        key = after_key(after, "orders", datetime, int)
        if key:
            rows = rows.filter(Q(at__lt=key[0]) | Q(at=key[0], pk__lt=key[1]))
        found = list(rows.order_by("-at", "-pk")[: page_size(first) + 1])
        nodes = [OrderRow(**_row(context, order)) for order in found]
        return page(nodes, first, kind="orders", key=lambda node: [node.at.isoformat(), node.id])

    @staticmethod
    def resolve_order(_root: None, info: GraphQLResolveInfo, hall: str, id: str) -> OrderNode:
        context: Context = info.context
        return _node(context, acts.access_order(context.actor, id))


def _row(context: Context, order: SupervisionOrder) -> dict[str, Any]:
    due = order.reply_due_at
    answered = order.explained_at if order.state != supervision.OrderState.AWAITING_REPLY else None
    return {
        "id": order.pk,
        "kind": order.kind,
        "number": order.number or None,
        "state": order.state,
        "department": department_of(context, order.department),
        "subject": order.subject,
        "cases": order.cases,
        "at": order.at,
        "issued_at": order.issued_at,
        "reply_due_at": due,
        "is_reply_late": due is not None and (answered or order.decided_at or context.now) > due,
    }


def _node(context: Context, order: SupervisionOrder) -> OrderNode:
    rows = list(OrderEvent.objects.filter(order=order).order_by("sequence"))
    events = [writing.as_event(row) for row in rows]
    facts, terms = supervision.fold(events), reading.terms_of(order)
    place = Place(context.entered, context.actor)
    drafts = [event.detail for event in events if "demand" in event.detail]
    document = (
        Document.objects.select_related("withdrawal").filter(number=order.number).first() if order.number else None
    )
    halls = hall_names({order.issuing_hall, *(row.from_hall for row in rows)})
    late = supervision.is_reply_late(facts, terms, now=context.now)
    return OrderNode(
        **_row(context, order) | {"is_reply_late": late},
        issuing_hall=halls.get(order.issuing_hall, order.issuing_hall),
        demand=drafts[-1]["demand"],
        reply_days=facts.reply_days,
        document=document_node(context.entered.code, document) if document else None,
        events=[OrderEventNode(**event_members(row, halls)) for row in rows],
        evidence=evidence_of(context, "ORDER", order.pk),
        permitted_acts=acts.permitted(place, order, facts),
    )


class OrderPayload(graphene.ObjectType):
    order = graphene.Field(OrderNode)
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class DraftOrderInput(graphene.InputObjectType):
    """A 督办 names its cases; the others may name the department alone."""

    hall = graphene.ID(required=True)
    kind = words.OrderKind(default_value=supervision.OrderKind.ORDER)
    department = graphene.ID()
    cases = graphene.List(graphene.NonNull(graphene.String), required=True)
    subject = graphene.String(required=True)
    demand = graphene.String(required=True)
    reply_days = graphene.Int(required=True)
    idempotency_key = graphene.String()


class OrderActInput(graphene.InputObjectType):
    hall = graphene.ID(required=True)
    id = graphene.ID(required=True)
    idempotency_key = graphene.String()


class RedraftOrderInput(OrderActInput):
    subject = graphene.String(required=True)
    demand = graphene.String(required=True)
    reply_days = graphene.Int(required=True)


class OrderReasonInput(OrderActInput):
    reason = graphene.String(required=True)


class ExplainOrderInput(OrderActInput):
    reasons = graphene.String(required=True)


class GiveTimeInput(OrderReasonInput):
    days = graphene.Int(required=True, description="Working days more.")


class ReturnExplanationInput(OrderReasonInput):
    reply_days = graphene.Int(required=True)


_mutation = mutation(OrderPayload, "order", _node)


class OrderMutations(graphene.ObjectType):
    draft_order = _mutation(DraftOrderInput, acts.draft, "拟稿, to one department; a 督办 for cases that have reds.")
    redraft_order = _mutation(RedraftOrderInput, acts.redraft, "拟稿 anew")
    check_order = _mutation(OrderActInput, acts.check, "核稿, by another person than the drafter")
    send_back_order = _mutation(OrderReasonInput, acts.send_back, "退回拟稿")
    issue_order = _mutation(OrderActInput, acts.issue, "签发: the numbered document; the clock of the reply begins")
    receive_order = _mutation(OrderActInput, acts.receive, "签收 by the department")
    explain_order = _mutation(ExplainOrderInput, acts.explain, "说明理由 by the department")
    ask_reply_time = _mutation(OrderReasonInput, acts.ask_time, "申请延期 by the department, while it is not late")
    give_reply_time = _mutation(GiveTimeInput, acts.give_time, "同意延期, by so many working days, once")
    deny_reply_time = _mutation(OrderReasonInput, acts.deny_time, "不同意延期")
    accept_explanation = _mutation(OrderReasonInput, acts.accept, "The reasons hold: still late, no card.")
    return_explanation = _mutation(ReturnExplanationInput, acts.give_back, "退回, for a better answer by a new limit")
    reject_explanation = _mutation(OrderReasonInput, acts.reject, "The reasons do not hold, or none came in time.")
    withdraw_order = _mutation(OrderReasonInput, acts.withdraw, "撤销, with its reason; the order stays to be seen")
