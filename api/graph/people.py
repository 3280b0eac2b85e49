"""`people` of a hall for its administrator, and the end of their sessions."""

from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from accounts.confirming import NotConfirmed
from api.entry import Context
from api.graph import words
from api.graph.account import confirmed_person
from api.graph.case_acts import UserError
from api.graph.scalars import Date, DateTime
from hierarchy.gates import check_administers
from tenants.audit.admin_acts import Doer
from tenants.organization import people
from tenants.organization.people import Staff


class StaffPost(graphene.ObjectType):
    role = words.Role(required=True)
    departments = graphene.List(graphene.NonNull(graphene.String), required=True)
    section = graphene.String(required=True)
    from_on = Date(required=True)


class StaffMember(graphene.ObjectType):
    """Who holds a post in this hall today. `sessions` are all of his, whatever post they act through."""

    username = graphene.String(required=True)
    display_name = graphene.String(required=True)
    posts = graphene.List(graphene.NonNull(StaffPost), required=True)
    sessions = graphene.Int(required=True)
    seen_at = DateTime()

    @staticmethod
    def resolve_username(root: Staff, _info: GraphQLResolveInfo) -> str:
        return root.person.username

    @staticmethod
    def resolve_display_name(root: Staff, _info: GraphQLResolveInfo) -> str:
        return root.person.display_name


class ForceSignOutInput(graphene.InputObjectType):
    hall = graphene.ID(required=True)
    username = graphene.String(required=True)


class ForceSignOutPayload(graphene.ObjectType):
    ok = graphene.Boolean(required=True)
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class PeopleQueries(graphene.ObjectType):
    people = graphene.List(
        graphene.NonNull(StaffMember),
        required=True,
        description="Who holds a post in one hall (enters it); for its administrator.",
        hall=graphene.ID(required=True),
    )

    @staticmethod
    def resolve_people(_root: None, info: GraphQLResolveInfo, hall: str) -> list[Staff]:
        check_administers(info.context.actor, info.context.entered)
        return people.staff(info.context.entered)


class PeopleMutations(graphene.ObjectType):
    force_sign_out = graphene.Field(
        ForceSignOutPayload,
        required=True,
        input=ForceSignOutInput(required=True),
        description="Ends all sessions of who holds a post in the hall, and his tokens for it.",
    )

    @staticmethod
    def resolve_force_sign_out(_root: None, info: GraphQLResolveInfo, input: Any) -> ForceSignOutPayload:
        context: Context = info.context
        check_administers(context.actor, context.entered)
        try:
            confirmed_person(context)
        except NotConfirmed as refusal:
            return ForceSignOutPayload(ok=False, errors=[UserError.of(refusal)])
        by = Doer.of(context.actor, context.caller.posted_at)
        people.sign_out(context.entered, input["username"], by=by)
        return ForceSignOutPayload(ok=True, errors=[])
