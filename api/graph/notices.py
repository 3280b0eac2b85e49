"""`notices`: in-app messages of the signed-in person in the hall that is entered."""

from datetime import datetime
from typing import Any

import graphene
from django.db.models import Q
from graphql import GraphQLResolveInfo

from api.entry import Context
from api.graph import words
from api.graph.connection import Page, after_key, connection, page, page_size
from api.graph.halls import HallNode, view
from api.graph.scalars import DateTime, JSONString
from tenants.notices.models import Notice


class NoticeNode(graphene.ObjectType):
    """消息, worded by the page from `kind` and `params`."""

    class Meta:
        name = "Notice"

    id = graphene.ID(required=True)
    kind = graphene.String(required=True)
    level = words.AlertLevel()
    hall = graphene.Field(HallNode, required=True)
    case_number = graphene.String()
    at = DateTime(required=True)
    read_at = DateTime()
    params = JSONString(required=True)

    @staticmethod
    def resolve_level(root: Notice, _info: GraphQLResolveInfo) -> str | None:
        return root.level or None

    @staticmethod
    def resolve_hall(_root: Notice, info: GraphQLResolveInfo) -> Any:
        return view(info.context, info.context.entered)

    @staticmethod
    def resolve_case_number(root: Notice, _info: GraphQLResolveInfo) -> str | None:
        return root.case_number or None


NoticeConnection = connection(NoticeNode)


class NoticeQueries(graphene.ObjectType):
    notices = graphene.Field(
        NoticeConnection,
        required=True,
        description="In-app messages of the signed-in person in one hall (enters it).",
        hall=graphene.ID(required=True),
        unread_only=graphene.Boolean(default_value=False),
        first=graphene.Int(default_value=50),
        after=graphene.String(),
    )

    @staticmethod
    def resolve_notices(
        _root: None, info: GraphQLResolveInfo, hall: str, unread_only: bool, first: int, after: str | None = None
    ) -> Page:
        context: Context = info.context
        rows = Notice.objects.filter(recipient=context.actor.person_id)
        if unread_only:
            rows = rows.filter(read_at=None)
        key = after_key(after, "notices", datetime, int)
        if key:
            rows = rows.filter(Q(at__lt=key[0]) | Q(at=key[0], pk__lt=key[1]))
        found = list(rows.order_by("-at", "-pk")[: page_size(first) + 1])
        return page(found, first, kind="notices", key=lambda notice: [notice.at.isoformat(), notice.pk])


def mark_read(context: Context, ids: list[str]) -> None:
    """Marks the caller's own messages of the entered hall; unknown ones and other people's are passed over."""
    keys = [int(key) for key in ids if key.isascii() and key.isdigit() and len(key) < 19]
    rows = Notice.objects.filter(recipient=context.actor.person_id, pk__in=keys, read_at=None)
    rows.update(read_at=context.now)
