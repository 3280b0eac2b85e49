"""`recordQuality` of the hall that is entered: how well each source records (数据质量, K7)."""

from datetime import date

import graphene
from graphql import GraphQLResolveInfo

from api.graph.changes import BadPeriods, moments
from api.graph.scalars import Date
from reporting.compare import Period
from tenants.cases.record_quality import SourceQuality, by_source
from tenants.exchange import desk


class SourceQualityNode(graphene.ObjectType):
    """What one source recorded in the period; windows have no source. The sums are the measures of `Hall.rollup`."""

    class Meta:
        name = "SourceQuality"

    source = graphene.String(description="Null: the windows of the hall.")
    events = graphene.Int(required=True)
    events_late = graphene.Int(required=True, description="Recorded more than 24 hours after they happened.")
    lag_hours = graphene.Int(required=True, description="From happening to record, whole hours of all together.")
    events_odd = graphene.Int(required=True, description="Out of the order that the law knows.")
    events_repeated = graphene.Int(required=True, description="Told of the case before, by this source or another.")

    @staticmethod
    def resolve_source(root: SourceQuality, _info: GraphQLResolveInfo) -> str | None:
        return root.source or None

    @staticmethod
    def resolve_events_late(root: SourceQuality, _info: GraphQLResolveInfo) -> int:
        return root.late

    @staticmethod
    def resolve_events_odd(root: SourceQuality, _info: GraphQLResolveInfo) -> int:
        return root.odd

    @staticmethod
    def resolve_events_repeated(root: SourceQuality, _info: GraphQLResolveInfo) -> int:
        return root.repeated


class RecordQualityQueries(graphene.ObjectType):
    record_quality = graphene.List(
        graphene.NonNull(SourceQualityNode),
        required=True,
        description="How well each source of one hall recorded in a period (enters it).",
        hall=graphene.ID(required=True),
        from_=Date(required=True, name="from"),
        to=Date(required=True),
    )

    @staticmethod
    def resolve_record_quality(
        _root: None, info: GraphQLResolveInfo, hall: str, from_: date, to: date
    ) -> list[SourceQuality]:
        desk.check_look(info.context.actor)
        if to < from_:
            raise BadPeriods("The period ends before it begins.", field="to")
        return by_source(*moments(Period(from_, to)))
