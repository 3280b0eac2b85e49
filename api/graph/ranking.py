"""`Hall.ranking`: the halls below in order of one measure. Public tables only."""

from fractions import Fraction
from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from api.graph import words
from api.graph.families import HallView
from api.graph.scalars import Date, DateTime
from hierarchy.gates import visible_halls
from reporting.compare import Period
from reporting.ranking import Ranked, ranked
from rulebook.explaining import MINIMUM
from rulebook.ranking import FEWEST_PEERS, VOLUME_BOUNDS, RankMeasure


class MonthValue(graphene.ObjectType):
    """The measure in a month, named by its first day; null where there was nothing to divide by."""

    month = Date(required=True)
    value = graphene.Float()


class RankedHall(graphene.ObjectType):
    """A hall in the ranking. `low` and `high`: the 95 % Wilson interval of a rate.

    `whole`: cases that the measure divides by, null for a count. `percentile`: of a hundred of its `peers` (same tier
    and volume class, in the reader's jurisdiction) how many it does better than; null where these are too few.
    """

    code = graphene.ID(required=True)
    name = graphene.String(required=True)
    tier = words.Tier(required=True)
    standing = words.Standing(required=True)
    rank = graphene.Int()
    rank_before = graphene.Int()
    value = graphene.Float()
    compared = graphene.Float()
    whole = graphene.Int()
    low = graphene.Float()
    high = graphene.Float()
    volume_class = words.VolumeClass()
    peers = graphene.Int(required=True)
    percentile = graphene.Int()
    months = graphene.List(graphene.NonNull(MonthValue), required=True)


class Ranking(graphene.ObjectType):
    """`minimum`: cases below which a hall is not ranked; `volumeBounds`: cases in 30 days where a class begins."""

    minimum = graphene.Int(required=True)
    fewest_peers = graphene.Int(required=True)
    volume_bounds = graphene.List(graphene.NonNull(graphene.Int), required=True)
    halls = graphene.List(graphene.NonNull(RankedHall), required=True)
    as_of = DateTime(required=True)


def ranking_arguments() -> dict[str, Any]:
    return {
        "measure": words.RankMeasure(required=True),
        "from_": Date(required=True, name="from"),
        "to": Date(required=True),
        "cmp_from": Date(),
        "cmp_to": Date(),
    }


def ranking_of(
    view: HallView, info: GraphQLResolveInfo, *, measure: RankMeasure, period: Period, compared: Period | None
) -> Ranking:
    """Of the children of a hall, which the view has read."""
    now, children = info.context.now, list(view.family.below.halls)
    children = [child for child in children if child.parent_id == view.hall.pk]
    peers = list(visible_halls(info.context.actor).filter(tier__in={child.tier for child in children}))
    rows = ranked(children, peers, measure=measure, period=period, compared=compared, now=now) if children else []
    return Ranking(
        minimum=MINIMUM,
        fewest_peers=FEWEST_PEERS,
        volume_bounds=list(VOLUME_BOUNDS),
        halls=[_row(row) for row in rows],
        as_of=now,
    )


def _row(row: Ranked) -> RankedHall:
    return RankedHall(
        code=row.hall.code,
        name=row.hall.display_name,
        tier=row.hall.tier,
        standing=row.standing,
        rank=row.rank,
        rank_before=row.rank_before,
        value=_number(row.value),
        compared=_number(row.compared),
        whole=row.whole,
        low=row.interval.low if row.interval else None,
        high=row.interval.high if row.interval else None,
        volume_class=row.volume,
        peers=row.peers,
        percentile=row.percentile,
        months=[MonthValue(month=first, value=_number(value)) for first, value in row.months.items()],
    )


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
