"""`hall` and `halls`: a node by its code, and the list of those at and below one."""

from typing import Any

import graphene
from django.db.models import Q
from graphql import GraphQLResolveInfo

from api.entry import Context
from api.graph import words
from api.graph.connection import after_key, connection, page, page_size
from api.graph.families import Family, HallView, Question, Shelf
from api.graph.halls import HallNode, question, view
from api.graph.lookahead import Selection, asked_below
from hierarchy.gates import access_hall, visible_halls
from reporting import feeds

HallConnection = connection(HallNode)


class HallQueries(graphene.ObjectType):
    hall = graphene.Field(HallNode, code=graphene.ID(required=True))
    halls = graphene.Field(
        HallConnection,
        required=True,
        description="Halls at or below `under` (default: the hall of the active post), by name or code.",
        under=graphene.ID(),
        search=graphene.String(),
        tier=words.Tier(),
        state=words.HallState(),
        contact=words.Contact(),
        first=graphene.Int(default_value=50),
        after=graphene.String(),
    )

    @staticmethod
    def resolve_hall(_root: None, info: GraphQLResolveInfo, code: str) -> HallView:
        found = view(info.context, access_hall(info.context.actor, code))
        _read_ahead(found, asked_below(info))
        return found

    @staticmethod
    def resolve_halls(_root: None, info: GraphQLResolveInfo, first: int, **asked: Any) -> Any:
        context: Context = info.context
        under = access_hall(context.actor, asked.get("under") or context.actor.hall_code)
        rows = visible_halls(context.actor).filter(path__startswith=under.path)
        if asked.get("tier"):
            rows = rows.filter(tier=asked["tier"])
        if asked.get("state"):
            rows = rows.filter(state=asked["state"])
        if asked.get("contact"):
            rows = rows.filter(feeds.in_contact(feeds.Contact(asked["contact"]), now=context.now))
        if asked.get("search"):
            rows = rows.filter(Q(name__icontains=asked["search"]) | Q(code__startswith=asked["search"]))
        key = after_key(asked.get("after"), "halls", str)
        if key:
            rows = rows.filter(path__gt=key[0])
        found = list(rows.order_by("path")[: page_size(first) + 1])
        family = Family(Shelf(context.actor, context.now), found[:first])
        views = [HallView(hall, family) for hall in found]
        return page(views, first, kind="halls", key=lambda shown: [shown.hall.path])


def _read_ahead(root: HallView, selection: Selection) -> None:
    """Figures that a node and its children ask alike are read in one statement for both."""
    below = selection.below("children")
    wanted: dict[Question, list[str]] = {}
    for chosen, halls in ((selection, [root.hall]), (below, root.family.below.halls if below else [])):
        for name, own in (("rollup", False), ("ownRollup", True)):
            for arguments in chosen.calls(name) if chosen else ():
                codes = wanted.setdefault(question(arguments, own=own), [])
                codes += [hall.code for hall in halls]
    for asked, codes in wanted.items():
        root.family.shelf.read(asked, codes)
