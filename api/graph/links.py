"""How a hall hangs together with those below it: contact and silence, and the days on which its series breaks."""

from datetime import datetime

import graphene
from graphql import GraphQLResolveInfo

from api.entry import Context
from api.graph import words
from api.graph.connection import Page, after_key, connection, page, page_size
from api.graph.families import Family, HallView
from api.graph.scalars import Date, DateTime
from hierarchy import changing
from hierarchy.models import Hall
from reporting import feeds
from reporting.compare import Period
from reporting.feeds import Link


class Silent(graphene.ObjectType):
    """断报: a hall (no `source`) or a feed of it from which nothing is heard. `since` is the last contact."""

    id = graphene.ID(required=True)
    hall = graphene.Field("api.graph.halls.HallNode", required=True)
    source = graphene.ID()
    name = graphene.String()
    department = graphene.ID()
    since = DateTime(required=True)
    silent_at = DateTime(required=True)


SilentConnection = connection(Silent)


class HallBreak(graphene.ObjectType):
    """变更 by which a series of figures breaks: a name, a place in the tree, a merger, a split.

    It names a hall that may have left the caller's jurisdiction, and opens nothing of it.
    """

    code = graphene.ID(required=True)
    name = graphene.String(required=True)
    kind = words.ChangeKind(required=True)
    on = Date(required=True)
    before = graphene.String(required=True)
    after = graphene.String(required=True)


class HallLink(graphene.ObjectType):
    """How well a hall and all below it are connected; `heardAt` and `isSilent` are the hall's own.

    `halls`: itself and all below; `connected`: those that ever recorded anything; `silent`: those of them from which
    nothing was heard for five working days; `feeds`: departments' own systems, and how many of these are silent.
    """

    halls = graphene.Int(required=True)
    connected = graphene.Int(required=True)
    silent = graphene.Int(required=True)
    feeds = graphene.Int(required=True)
    silent_feeds = graphene.Int(required=True)
    heard_at = DateTime()
    is_silent = graphene.Boolean(required=True)

    @staticmethod
    def resolve_is_silent(root: Link, info: GraphQLResolveInfo) -> bool:
        return root.silent_at is not None and root.silent_at < info.context.now


def silences_of(root: HallView, context: Context, *, first: int, after: str | None) -> Page:
    key = after_key(after, "silences", datetime, int)
    reaches = context.actor.reaches_below
    rows = feeds.silent_below(
        root.hall.path if reaches else None, root.hall.code, now=context.now,
        after=(key[0], key[1]) if key else None, first=page_size(first) + 1,
    )  # fmt: skip
    halls = {hall.code: hall for hall in Hall.objects.filter(code__in={row.hall for row in rows})}
    family = Family(root.family.shelf, list(halls.values()))
    shown = [
        Silent(
            id=row.pk,
            hall=HallView(halls[row.hall], family),
            source=row.source or None,
            name=row.name or None,
            department=row.department or None,
            since=row.heard_at,
            silent_at=row.silent_at,
        )
        for row in rows
    ]
    return page(shown, first, kind="silences", key=lambda one: [one.silent_at.isoformat(), one.id])


def breaks_of(root: HallView, asked: Period) -> list[HallBreak]:
    children = [view.hall.code for view in root.family.children(root.hall)]
    found = changing.breaks([root.hall.code, *children], from_on=asked.from_on, to_on=asked.to_on)
    return [
        HallBreak(
            code=change.hall.code,
            name=change.hall.display_name,
            kind=change.kind,
            on=change.on,
            before=change.before,
            after=change.after,
        )
        for change in found
    ]
