"""首问: first contacts of the hall that is entered, their duty trail, and what may be done with one."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from api.entry import Context
from api.graph import words
from api.graph.case_acts import UserError, answer
from api.graph.connection import Page, after_key, connection, page, page_size
from api.graph.scalars import DateTime
from hierarchy.models import Role
from rulebook import duty
from rulebook.duty import ContactState
from tenants.cases.recording import Desk
from tenants.contacts import acts, gates
from tenants.contacts.models import Contact
from tenants.contacts.models import ContactStep as ContactStepRow


class ContactStepNode(graphene.ObjectType):
    """One step as it was recorded. `path` gives the notice that was handed out."""

    class Meta:
        name = "ContactStepTaken"

    kind = words.ContactStep(required=True)
    at = DateTime(required=True)
    person_name = graphene.String(required=True)
    to_name = graphene.String()
    text = graphene.String()
    document = graphene.String()
    path = graphene.String()


class ContactNode(graphene.ObjectType):
    """首问记录. `ownerName` answers for it; `offeredToName` has not taken it over yet."""

    class Meta:
        name = "Contact"

    number = graphene.String(required=True)
    asker_name = graphene.String(required=True)
    way = words.ContactWay(required=True)
    item = graphene.ID(description="Code of the item that was asked about.")
    question = graphene.String(required=True)
    asked_at = DateTime(required=True)
    due_at = DateTime(description="By when a reply was promised.")
    is_late = graphene.Boolean(required=True)
    state = words.ContactState(required=True)
    owner_name = graphene.String(required=True)
    offered_to_name = graphene.String()
    offered_at = DateTime()
    closed_at = DateTime()
    case_number = graphene.String()
    steps = graphene.List(graphene.NonNull(ContactStepNode), required=True)
    permitted_steps = graphene.List(graphene.NonNull(words.ContactStep), required=True)

    @staticmethod
    def resolve_is_late(root: Contact, info: GraphQLResolveInfo) -> bool:
        return root.due_at is not None and (root.closed_at or info.context.now) > root.due_at

    @staticmethod
    def resolve_steps(root: Contact, info: GraphQLResolveInfo) -> list[ContactStepNode]:
        return [_step(info.context.entered.code, row) for row in root.steps.order_by("sequence")]

    @staticmethod
    def resolve_permitted_steps(root: Contact, info: GraphQLResolveInfo) -> list[duty.ContactStep]:
        context: Context = info.context
        if context.actor.role != Role.CLERK or context.actor.hall_code != context.entered.code:
            return []
        found = duty.permitted(acts.stands(root), person=str(context.actor.person_id))
        return [kind for kind in found if kind is not duty.ContactStep.NOTICE_GIVEN or root.item]


def _or_none(name: str) -> Any:
    return staticmethod(lambda root, _info: getattr(root, name) or None)


for _name in ("item", "offered_to_name", "case_number"):
    setattr(ContactNode, f"resolve_{_name}", _or_none(_name))

ContactConnection = connection(ContactNode)


class ContactPayload(graphene.ObjectType):
    contact = graphene.Field(ContactNode)
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class RecordContactInput(graphene.InputObjectType):
    """`replyDays`: working days in which a reply was promised; with `answer` it was answered at once."""

    hall = graphene.ID(required=True)
    asker_name = graphene.String(required=True)
    question = graphene.String(required=True)
    way = words.ContactWay(default_value=acts.ContactWay.WINDOW)
    item = graphene.ID()
    reply_days = graphene.Int()
    answer = graphene.String()


class ContactInput(graphene.InputObjectType):
    hall = graphene.ID(required=True)
    number = graphene.String(required=True)


class HandOverContactInput(ContactInput):
    """`to` is the post of a clerk (`colleagues`)."""

    to = graphene.ID(required=True)
    reason = graphene.String(required=True)


class AnswerContactInput(ContactInput):
    text = graphene.String(required=True)


class RegisterContactInput(ContactInput):
    """Item and applicant, where they are not what was asked about and who asked."""

    item = graphene.ID()
    applicant_name = graphene.String()


class ContactQueries(graphene.ObjectType):
    contacts = graphene.Field(
        ContactConnection,
        required=True,
        description="First contacts, newest first (enters the hall).",
        hall=graphene.ID(required=True),
        state=words.ContactState(),
        is_late=graphene.Boolean(default_value=False),
        is_untaken=graphene.Boolean(default_value=False, description="Handed over and not taken over."),
        is_mine=graphene.Boolean(default_value=False),
        search=graphene.String(),
        first=graphene.Int(default_value=50),
        after=graphene.String(),
    )
    contact = graphene.Field(ContactNode, hall=graphene.ID(required=True), number=graphene.String(required=True))

    @staticmethod
    def resolve_contacts(
        _root: None,
        info: GraphQLResolveInfo,
        hall: str,
        first: int,
        state: ContactState | None = None,
        is_late: bool = False,
        is_untaken: bool = False,
        is_mine: bool = False,
        search: str | None = None,
        after: str | None = None,
    ) -> Page:
        context: Context = info.context
        asked = gates.Asked(
            state=ContactState(state).value if state else None,
            is_late=is_late,
            is_untaken=is_untaken,
            owner=context.actor.person_id if is_mine else None,
            search=(search or "").strip(),
        )
        rows = gates.narrowed(gates.visible_to(context.actor, context.entered), asked, now=context.now)
        found = gates.newest(rows, after=after_key(after, "contacts", datetime, int), first=page_size(first) + 1)
        return page(found, first, kind="contacts", key=lambda one: [one.asked_at.isoformat(), one.pk])

    @staticmethod
    def resolve_contact(_root: None, info: GraphQLResolveInfo, hall: str, number: str) -> Contact:
        return gates.access_contact(info.context.actor, info.context.entered, number)


def _mutation(kind: Any, verb: Callable[..., Contact], description: str) -> graphene.Field:
    def resolve(_root: None, info: GraphQLResolveInfo, input: Any) -> ContactPayload:
        given = {name: value for name, value in dict(input).items() if name != "hall" and value is not None}
        desk = Desk(info.context.entered, info.context.actor)
        return answer(ContactPayload, "contact", lambda: verb(desk, **given))

    return graphene.Field(
        ContactPayload, required=True, description=description, resolver=resolve, input=kind(required=True)
    )


class ContactMutations(graphene.ObjectType):
    record_contact = _mutation(RecordContactInput, acts.record, "首问登记")
    give_contact_notice = _mutation(ContactInput, acts.give_notice, "一次性告知单 for the asker, numbered.")
    hand_over_contact = _mutation(HandOverContactInput, acts.hand_over, "移交, until it is taken over")
    take_over_contact = _mutation(ContactInput, acts.take_over, "承接")
    answer_contact = _mutation(AnswerContactInput, acts.answer, "答复")
    register_contact_case = _mutation(RegisterContactInput, acts.register_case, "收件 of what was asked about")


def _step(hall: str, row: ContactStepRow) -> ContactStepNode:
    code = row.detail.get("code")
    return ContactStepNode(
        kind=row.kind,
        at=row.at,
        person_name=row.person_name,
        to_name=row.to_name or None,
        text=row.detail.get("text"),
        document=row.detail.get("document"),
        path=f"/api/v1/halls/{hall}/documents/{code}.pdf" if code else None,
    )
