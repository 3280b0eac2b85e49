"""`Hall.refusals`: where an item is refused more often than elsewhere. Public tables only."""

import graphene

from api.entry import Context
from api.graph import words
from api.graph.connection import Page, after_key, connection, page
from api.graph.families import Family, HallView
from api.graph.scalars import DateTime
from reporting.compare import Period
from reporting.names import departments_of, item_names
from reporting.refusals import Outlier, Outliers, outliers
from rulebook.explaining import MINIMUM


class RefusalOutlier(graphene.ObjectType):
    """A department that refuses an item more often than its peers: the same item everywhere else below the node.

    `low`, `high`, `peersLow` and `peersHigh`: 95 % intervals (Wilson), which do not touch. `readings` are innocent.
    """

    hall = graphene.Field("api.graph.halls.HallNode", required=True)
    item = graphene.ID(required=True)
    item_name = graphene.String(required=True)
    department = graphene.ID(required=True)
    department_name = graphene.String(required=True)
    declined = graphene.Int(required=True, description="不予受理")
    refused = graphene.Int(required=True, description="不予许可")
    denied = graphene.Int(required=True, description="Both.")
    decided = graphene.Int(required=True, description="Concluded, or not accepted.")
    rate = graphene.Float(required=True)
    low = graphene.Float(required=True)
    high = graphene.Float(required=True)
    peers_denied = graphene.Int(required=True)
    peers_decided = graphene.Int(required=True)
    peers_rate = graphene.Float(required=True)
    peers_low = graphene.Float(required=True)
    peers_high = graphene.Float(required=True)
    readings = graphene.List(graphene.NonNull(words.InnocentReading), required=True)


RefusalOutlierConnection = connection(RefusalOutlier)


class RefusalComparison(graphene.ObjectType):
    """`compared`: rates with at least `minimum` decisions that were looked at."""

    compared = graphene.Int(required=True)
    minimum = graphene.Int(required=True)
    outliers = graphene.Field(RefusalOutlierConnection, required=True)
    as_of = DateTime(required=True)


def refusals_of(
    view: HallView, context: Context, period: Period, *, first: int, after: str | None
) -> RefusalComparison:
    found = outliers(view.hall, period=period, now=context.now, reaches_below=context.actor.reaches_below)
    return RefusalComparison(
        compared=found.compared, minimum=MINIMUM, outliers=_page(view, found, first, after), as_of=context.now
    )


def _page(view: HallView, found: Outliers, first: int, after: str | None) -> Page:
    key = after_key(after, "refusals", int)
    begin = key[0] + 1 if key else 0
    shown = list(found.rows[begin : begin + first + 1])
    family = Family(view.family.shelf, list({row.hall.code: row.hall for row in shown}.values()))
    items = item_names({row.item for row in shown}) if shown else {}
    departments = departments_of((row.hall.code, row.department) for row in shown) if shown else {}
    nodes = [
        (begin + place, _node(row, HallView(row.hall, family), items, departments)) for place, row in enumerate(shown)
    ]
    made = page(nodes, first, kind="refusals", key=lambda pair: [pair[0]])
    return Page([type(edge)(edge.cursor, edge.node[1]) for edge in made.edges], made.page_info)


def _node(
    row: Outlier, hall: HallView, items: dict[str, str], departments: dict[tuple[str, str], str]
) -> RefusalOutlier:
    own, peers, found = row.own, row.peers, row.found
    return RefusalOutlier(
        hall=hall,
        item=row.item,
        item_name=items.get(row.item, row.item),
        department=row.department,
        department_name=departments.get((row.hall.code, row.department), row.department),
        declined=own.declined,
        refused=own.refused,
        denied=own.share.part,
        decided=own.decided,
        rate=own.share.part / own.decided,
        low=found.interval.low,
        high=found.interval.high,
        peers_denied=peers.share.part,
        peers_decided=peers.decided,
        peers_rate=peers.share.part / peers.decided,
        peers_low=found.peers.low,
        peers_high=found.peers.high,
        readings=list(found.readings),
    )
