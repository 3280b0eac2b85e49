"""送达: messages that left by e-mail or short message, for administrators, and for a case or first contact."""

from datetime import datetime
from typing import Any

import graphene
from django.db.models import Q, QuerySet
from graphql import GraphQLResolveInfo

from accounts.models import Person
from api.entry import Context
from api.graph import words
from api.graph.case_acts import UserError, answer
from api.graph.connection import Page, after_key, connection, page, page_size
from api.graph.scalars import DateTime
from tenants.audit.admin_acts import Doer
from tenants.cases import sending_out
from tenants.cases.gates import access_case
from tenants.cases.recording import Desk
from tenants.contacts import acts as contact_acts
from tenants.contacts.gates import access_contact
from tenants.documents import codes
from tenants.notices import acts
from tenants.notices.acts import Admin
from tenants.notices.models import Delivery, DeliveryStep


class DeliveryStepNode(graphene.ObjectType):
    """What happened to it: ASKED, SENT, FAILED, DEAD, RECEIPT, AGAIN, SET_ASIDE."""

    class Meta:
        name = "DeliveryStep"

    kind = graphene.String(required=True)
    at = DateTime(required=True)
    person_name = graphene.String()
    said = graphene.String(description="By the gateway, or the reason that was given.")

    @staticmethod
    def resolve_person_name(root: DeliveryStep, _info: GraphQLResolveInfo) -> str | None:
        return root.person_name or None

    @staticmethod
    def resolve_said(root: DeliveryStep, _info: GraphQLResolveInfo) -> str | None:
        return root.detail.get("reason") or root.detail.get("said") or root.detail.get("code")


class DeliveryNode(graphene.ObjectType):
    """One message by one channel. `messageId` is the same however often it was sent."""

    class Meta:
        name = "Delivery"

    id = graphene.ID(required=True)
    message_id = graphene.String(required=True)
    channel = words.NoticeChannel(required=True)
    kind = words.NoticeKind(required=True)
    state = words.DeliveryState(required=True)
    recipient_name = graphene.String(description="A person who works here; null for an applicant.")
    masked = graphene.String(required=True)
    case_number = graphene.String()
    contact_number = graphene.String()
    document = graphene.String(description="Code of the document that was sent.")
    subject = graphene.String(required=True)
    text = graphene.String(required=True)
    at = DateTime(required=True)
    due_at = DateTime(required=True, description="The first moment at which the channel might be used.")
    sent_at = DateTime()
    received_at = DateTime(description="By the receipt of the gateway.")
    sent_by_name = graphene.String(description="Who had it sent by hand.")
    cost = graphene.Int(required=True, description="Fen.")
    error = graphene.String()
    said = graphene.String(description="By the gateway.")
    steps = graphene.List(graphene.NonNull(DeliveryStepNode), required=True)

    @staticmethod
    def resolve_document(root: Delivery, _info: GraphQLResolveInfo) -> str | None:
        return codes.shown(root.document) if root.document else None

    @staticmethod
    def resolve_steps(root: Delivery, _info: GraphQLResolveInfo) -> list[DeliveryStep]:
        return list(root.steps.all())


def _or_none(name: str) -> Any:
    return staticmethod(lambda root, _info: getattr(root, name, "") or None)


for _name in ("recipient_name", "case_number", "contact_number", "sent_by_name", "error", "said"):
    setattr(DeliveryNode, f"resolve_{_name}", _or_none(_name))

DeliveryConnection = connection(DeliveryNode)


class DeliveryQueries(graphene.ObjectType):
    deliveries = graphene.Field(
        DeliveryConnection,
        required=True,
        description="""Messages of one hall, newest first (enters it): all for who runs or supervises it, his own for
        everybody; with a case or contact what was sent about it to whom it concerns.""",
        hall=graphene.ID(required=True),
        state=words.DeliveryState(),
        channel=words.NoticeChannel(),
        case_number=graphene.String(),
        contact_number=graphene.String(),
        first=graphene.Int(default_value=50),
        after=graphene.String(),
    )

    @staticmethod
    def resolve_deliveries(
        _root: None, info: GraphQLResolveInfo, hall: str, first: int, after: str | None = None, **asked: Any
    ) -> Page:
        context: Context = info.context
        rows = _visible(context, asked)
        if asked.get("state"):
            rows = rows.filter(state=asked["state"].value)
        if asked.get("channel"):
            rows = rows.filter(channel=asked["channel"].value)
        key = after_key(after, "deliveries", datetime, int)
        if key:
            rows = rows.filter(Q(at__lt=key[0]) | Q(at=key[0], pk__lt=key[1]))
        found = list(rows.prefetch_related("steps").order_by("-at", "-pk")[: page_size(first) + 1])
        return page(_named(found), first, kind="deliveries", key=lambda row: [row.at.isoformat(), row.pk])


def _visible(context: Context, asked: dict[str, Any]) -> QuerySet[Delivery]:
    """Of a case or contact for who may see that; else what the gate of deliveries shows."""
    case, contact = asked.get("case_number"), asked.get("contact_number")
    if case:
        access_case(context.actor, case)
        return Delivery.objects.filter(case_number=case, recipient=None)
    if contact:
        access_contact(context.actor, context.entered, contact)
        return Delivery.objects.filter(contact_number=contact, recipient=None)
    return acts.visible_to(context.actor, context.entered)


def _named(rows: list[Delivery]) -> list[Delivery]:
    """With the names of who works here, in one statement."""
    keys = {row.recipient for row in rows if row.recipient}
    names = dict(Person.objects.filter(pk__in=keys).values_list("pk", "display_name")) if keys else {}
    for row in rows:
        row.recipient_name = names.get(row.recipient, "") if row.recipient else ""  # type: ignore[attr-defined]
    return rows


class DeliveriesPayload(graphene.ObjectType):
    deliveries = graphene.List(graphene.NonNull(DeliveryNode))
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class DeliveryPayload(graphene.ObjectType):
    delivery = graphene.Field(DeliveryNode)
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class SendAgainInput(graphene.InputObjectType):
    hall = graphene.ID(required=True)
    ids = graphene.List(graphene.NonNull(graphene.ID), required=True)
    idempotency_key = graphene.String()


class SetAsideDeliveriesInput(SendAgainInput):
    reason = graphene.String(required=True)


class SendDocumentInput(graphene.InputObjectType):
    """`code` of a document of a case, or of an item notice. The address is kept sealed with this message alone."""

    hall = graphene.ID(required=True)
    code = graphene.String(required=True)
    channel = words.NoticeChannel(required=True)
    address = graphene.String(required=True)
    idempotency_key = graphene.String()


class SendContactNoticeInput(graphene.InputObjectType):
    hall = graphene.ID(required=True)
    number = graphene.String(required=True)
    channel = words.NoticeChannel(required=True)
    address = graphene.String(required=True)
    idempotency_key = graphene.String()


class SendMessageInput(SendContactNoticeInput):
    text = graphene.String(required=True)


def admin_of(context: Context) -> Admin:
    return Admin(context.entered, context.actor, Doer.of(context.actor, context.caller.posted_at))


def _desk(context: Context) -> Desk:
    return Desk(context.entered, context.actor)


class DeliveryMutations(graphene.ObjectType):
    send_again = graphene.Field(
        DeliveriesPayload,
        required=True,
        description="Dead ones from the start of their tries, by an administrator of the hall.",
        input=SendAgainInput(required=True),
    )
    set_aside_deliveries = graphene.Field(
        DeliveriesPayload,
        required=True,
        description="Dead ones that will not be sent, with the reason.",
        input=SetAsideDeliveriesInput(required=True),
    )
    send_document = graphene.Field(
        DeliveryPayload,
        required=True,
        description="送达 by e-mail or short message.",
        input=SendDocumentInput(required=True),
    )
    send_contact_notice = graphene.Field(
        DeliveryPayload,
        required=True,
        description="The item notice that a first contact was given.",
        input=SendContactNoticeInput(required=True),
    )
    send_message = graphene.Field(
        DeliveryPayload,
        required=True,
        description="A clerk's own words to a person of a case.",
        input=SendMessageInput(required=True),
    )

    @staticmethod
    def resolve_send_again(_root: None, info: GraphQLResolveInfo, input: Any) -> DeliveriesPayload:
        admin = admin_of(info.context)
        return answer(DeliveriesPayload, "deliveries", lambda: _named(acts.send_again(admin, input["ids"])))

    @staticmethod
    def resolve_set_aside_deliveries(_root: None, info: GraphQLResolveInfo, input: Any) -> DeliveriesPayload:
        admin, ids, reason = admin_of(info.context), input["ids"], input["reason"]
        return answer(DeliveriesPayload, "deliveries", lambda: _named(acts.set_aside(admin, ids, reason=reason)))

    @staticmethod
    def resolve_send_document(_root: None, info: GraphQLResolveInfo, input: Any) -> DeliveryPayload:
        desk, code, where = _desk(info.context), input["code"], _where(input)
        return answer(DeliveryPayload, "delivery", lambda: sending_out.send_document(desk, code, **where))

    @staticmethod
    def resolve_send_contact_notice(_root: None, info: GraphQLResolveInfo, input: Any) -> DeliveryPayload:
        desk, number, where = _desk(info.context), input["number"], _where(input)
        return answer(DeliveryPayload, "delivery", lambda: contact_acts.send_notice(desk, number, **where))

    @staticmethod
    def resolve_send_message(_root: None, info: GraphQLResolveInfo, input: Any) -> DeliveryPayload:
        desk, number, text, where = _desk(info.context), input["number"], input["text"], _where(input)
        return answer(DeliveryPayload, "delivery", lambda: sending_out.send_message(desk, number, text=text, **where))


def _where(given: Any) -> dict[str, Any]:
    return {"channel": given["channel"], "address": given["address"]}
