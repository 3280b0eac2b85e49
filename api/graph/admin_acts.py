"""`adminActs` of the hall that is entered: what its administrators did, for them and for who supervises from above."""

from datetime import datetime

import graphene
from django.db.models import Q
from graphql import GraphQLResolveInfo

from api.graph import words
from api.graph.connection import Page, after_key, connection, page, page_size
from api.graph.scalars import DateTime
from tenants.audit import admin_acts
from tenants.audit.models import AdminAct, AdminKind


class Member(graphene.ObjectType):
    """A member of what was there before or after, as text."""

    class Meta:
        name = "AdminActMember"

    name = graphene.String(required=True)
    value = graphene.String(required=True)


class AdminActNode(graphene.ObjectType):
    """管理行为. Without `role` it was done on the command line, by the login name of the machine."""

    class Meta:
        name = "AdminAct"

    id = graphene.ID(required=True)
    kind = words.AdminKind(required=True)
    person_name = graphene.String(required=True)
    role = words.Role()
    from_hall = graphene.String()
    subject = graphene.String(required=True)
    before = graphene.List(graphene.NonNull(Member), required=True)
    after = graphene.List(graphene.NonNull(Member), required=True)
    at = DateTime(required=True)

    @staticmethod
    def resolve_role(root: AdminAct, _info: GraphQLResolveInfo) -> str | None:
        return root.role or None

    @staticmethod
    def resolve_from_hall(root: AdminAct, _info: GraphQLResolveInfo) -> str | None:
        return root.from_hall or None

    @staticmethod
    def resolve_before(root: AdminAct, _info: GraphQLResolveInfo) -> list[Member]:
        return [Member(name=name, value=plain(value)) for name, value in root.before.items()]

    @staticmethod
    def resolve_after(root: AdminAct, _info: GraphQLResolveInfo) -> list[Member]:
        return [Member(name=name, value=plain(value)) for name, value in root.after.items()]


def plain(value: object) -> str:
    """A list without brackets, nothing for null."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


AdminActConnection = connection(AdminActNode)


class AdminActQueries(graphene.ObjectType):
    admin_acts = graphene.Field(
        AdminActConnection,
        required=True,
        description="What administrators did in one hall (enters it), newest first.",
        hall=graphene.ID(required=True),
        kind=words.AdminKind(),
        person=graphene.String(),
        first=graphene.Int(default_value=50),
        after=graphene.String(),
    )

    @staticmethod
    def resolve_admin_acts(
        _root: None,
        info: GraphQLResolveInfo,
        hall: str,
        first: int,
        kind: AdminKind | None = None,
        person: str | None = None,
        after: str | None = None,
    ) -> Page:
        admin_acts.check_look(info.context.actor)
        rows = admin_acts.listed(kind=kind, person=(person or "").strip())
        key = after_key(after, "adminActs", datetime, int)
        if key:
            rows = rows.filter(Q(at__lt=key[0]) | Q(at=key[0], pk__lt=key[1]))
        return page(
            list(rows[: page_size(first) + 1]), first, kind="adminActs", key=lambda row: [row.at.isoformat(), row.pk]
        )
