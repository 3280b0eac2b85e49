"""`Hall.madeOf`: a figure of a node, split by hall. Public tables only; a hall's own part opens its list of cases."""

from collections.abc import Mapping
from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from api.graph import words
from api.graph.connection import Page, after_key, connection, page, page_size
from api.graph.families import Family, HallView
from api.graph.scalars import Date, DateTime
from reporting.compare import Period, Restriction
from reporting.names import department_names, item_names
from reporting.splitting import split
from rulebook.figures import Figure


class HallShare(graphene.ObjectType):
    """What a hall's own cases add to a figure."""

    hall = graphene.Field("api.graph.halls.HallNode", required=True)
    value = graphene.Int(required=True)


HallShareConnection = connection(HallShare)


class MadeOf(graphene.ObjectType):
    """A figure of a node, split by hall, the largest first.

    `elsewhere`: what no hall that is below it today adds: cases that a hall counted before it moved away, or, less
    than nought, those that came with one.
    """

    value = graphene.Int(required=True)
    item_name = graphene.String(description="Of the item that it was asked for.")
    department_name = graphene.String()
    elsewhere = graphene.Int(required=True)
    halls = graphene.Field(HallShareConnection, required=True)
    as_of = DateTime(required=True)


def made_of_arguments() -> dict[str, Any]:
    return {
        "figure": words.Figure(required=True),
        "from_": Date(required=True, name="from"),
        "to": Date(required=True),
        "item": graphene.ID(),
        "department": graphene.ID(),
        "first": graphene.Int(default_value=100),
        "after": graphene.String(),
    }


def made_of(view: HallView, info: GraphQLResolveInfo, asked: Mapping[str, Any], *, period: Period) -> MadeOf:
    context = info.context
    found = split(
        view.hall,
        Figure(asked["figure"]),
        period=period,
        now=context.now,
        reaches_below=context.actor.reaches_below,
        restriction=Restriction(asked.get("item"), asked.get("department")),
    )
    item, department = asked.get("item"), asked.get("department")
    codes = {department} if department else set()
    return MadeOf(
        value=found.total,
        item_name=item_names({item}).get(item, item) if item else None,
        department_name=department_names(view.hall.code, codes).get(department, department) if department else None,
        elsewhere=found.elsewhere,
        halls=_page(view, found.shares, asked),
        as_of=context.now,
    )


def _page(view: HallView, shares: Any, asked: Mapping[str, Any]) -> Page:
    """By size, then by the hall's place in the tree."""
    first = asked["first"]
    key = after_key(asked.get("after"), "madeOf", int, str)
    if key:
        shares = [one for one in shares if (-one.value, one.hall.path) > (-key[0], key[1])]
    shown = shares[: page_size(first) + 1]
    family = Family(view.family.shelf, [one.hall for one in shown])
    rows = [HallShare(hall=HallView(one.hall, family), value=one.value) for one in shown]
    return page(rows, first, kind="madeOf", key=lambda row: [row.value, row.hall.hall.path])
