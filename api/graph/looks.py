"""`looks` of the hall that is entered: every look of a higher tier into it."""

from collections.abc import Sequence
from datetime import date, datetime

import graphene
from django.db.models import Q
from graphql import GraphQLResolveInfo

from accounts.models import Person
from api.entry import Context
from api.graph.connection import Page, after_key, connection, page, page_size
from api.graph.matters import hall_names
from api.graph.scalars import Date, DateTime
from tenants.audit import looks
from tenants.audit.models import Look


class LookNode(graphene.ObjectType):
    """查看记录: who, from which hall, at what."""

    class Meta:
        name = "Look"

    id = graphene.ID(required=True)
    person_name = graphene.String(required=True)
    from_hall = graphene.String(required=True)
    subject = graphene.String(required=True)
    at = DateTime(required=True)


LookConnection = connection(LookNode)


class LookQueries(graphene.ObjectType):
    looks = graphene.Field(
        LookConnection,
        required=True,
        description="Looks of higher tiers into one hall (enters it), newest first.",
        hall=graphene.ID(required=True),
        from_=Date(name="from"),
        to=Date(),
        subject=graphene.String(),
        first=graphene.Int(default_value=50),
        after=graphene.String(),
    )

    @staticmethod
    def resolve_looks(
        _root: None,
        info: GraphQLResolveInfo,
        hall: str,
        first: int,
        from_: date | None = None,
        to: date | None = None,
        subject: str | None = None,
        after: str | None = None,
    ) -> Page:
        context: Context = info.context
        looks.check_listing(context.actor, context.entered)
        rows = looks.listed(from_on=from_, to_on=to, subject=(subject or "").strip())
        key = after_key(after, "looks", datetime, int)
        if key:
            rows = rows.filter(Q(at__lt=key[0]) | Q(at=key[0], pk__lt=key[1]))
        nodes = shown(list(rows[: page_size(first) + 1]))
        return page(nodes, first, kind="looks", key=lambda row: [row.at.isoformat(), row.id])


def shown(rows: Sequence[Look]) -> list[LookNode]:
    """With the names of persons and halls, each read in one statement."""
    persons = dict(Person.objects.filter(pk__in={row.person for row in rows}).values_list("pk", "display_name"))
    halls = hall_names({row.from_hall for row in rows})
    return [
        LookNode(
            id=row.pk,
            person_name=persons.get(row.person, str(row.person)),
            from_hall=halls.get(row.from_hall, row.from_hall),
            subject=row.subject,
            at=row.at,
        )
        for row in rows
    ]
