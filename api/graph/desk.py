"""`desk` and `deskCases`: what waits for the department of the post in the hall that is entered."""

from datetime import datetime
from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from api.entry import Context
from api.graph import words
from api.graph.case_pages import CasePage
from api.graph.cases import CaseConnection
from api.graph.connection import Page, after_key, page, page_size
from reporting import feeds
from tenants.cases import handing, queues
from tenants.cases.queues import Queue


class DeskCount(graphene.ObjectType):
    """How many cases wait in a queue."""

    queue = words.Queue(required=True)
    count = graphene.Int(required=True)


class Colleague(graphene.ObjectType):
    """A clerk of the hall, to whom a case can be handed; `id` is that of his post."""

    id = graphene.ID(required=True)
    name = graphene.String(required=True)
    departments = graphene.List(graphene.NonNull(graphene.String), required=True)


class DeskQueries(graphene.ObjectType):
    colleagues = graphene.List(
        graphene.NonNull(Colleague),
        required=True,
        description="The clerks of a hall today, for a hand-over (enters it).",
        hall=graphene.ID(required=True),
    )
    desk = graphene.List(
        graphene.NonNull(DeskCount),
        required=True,
        description="Every queue of the desk with its count (enters the hall). A clerk's own departments only.",
        hall=graphene.ID(required=True),
        department=graphene.ID(),
    )
    desk_cases = graphene.Field(
        CaseConnection,
        required=True,
        description="The cases of one queue, what has waited longest first (enters the hall).",
        hall=graphene.ID(required=True),
        queue=words.Queue(required=True),
        department=graphene.ID(),
        search=graphene.String(),
        first=graphene.Int(default_value=50),
        after=graphene.String(),
    )

    @staticmethod
    def resolve_colleagues(_root: None, info: GraphQLResolveInfo, hall: str) -> list[Colleague]:
        found = handing.colleagues(info.context.entered)
        return [Colleague(id=post.pk, name=post.person.display_name, departments=post.departments) for post in found]

    @staticmethod
    def resolve_desk(
        _root: None, info: GraphQLResolveInfo, hall: str, department: str | None = None
    ) -> list[DeskCount]:
        context: Context = info.context
        silent = feeds.silent_in(context.entered.code, now=context.now)
        found = queues.counts(queues.of_desk(context.actor, department), now=context.now, silent=silent)
        return [DeskCount(queue=queue, count=count) for queue, count in found.items()]

    @staticmethod
    def resolve_desk_cases(
        _root: None,
        info: GraphQLResolveInfo,
        hall: str,
        queue: Any,
        first: int,
        after: str | None = None,
        department: str | None = None,
        search: str | None = None,
    ) -> Page:
        context: Context = info.context
        asked, kind = Queue(queue), f"desk-{Queue(queue)}"
        silent = feeds.silent_in(context.entered.code, now=context.now)
        rows = queues.waiting(
            queues.of_desk(context.actor, department).select_related("version__variant__item"),
            asked,
            now=context.now,
            silent=silent,
            search=(search or "").strip(),
            after=after_key(after, kind, datetime, int),
            first=page_size(first) + 1,
        )
        views = CasePage(rows, context, silent).views
        return page(views, first, kind=kind, key=lambda shown: queues.key_of(shown.case, asked))
