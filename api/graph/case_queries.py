"""`case` and `cases` of the hall that is entered: a list that pages, narrowed as it is asked, and one case."""

from datetime import date, datetime
from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from api.entry import Context
from api.graph import words
from api.graph.case_pages import CasePage, CaseView
from api.graph.cases import CaseConnection, CaseNode, case_view
from api.graph.connection import BadPage, Page, after_key, page, page_before, page_size
from api.graph.scalars import Date
from foundation.errors import Refusal
from reporting import feeds
from rulebook.figures import Figure
from tenants.cases import listing
from tenants.cases.gates import access_case, visible_to
from tenants.cases.listing import CaseOrder
from tenants.cases.made_of import Chosen


class BadFigure(Refusal):
    """A figure without its days, or with days that end before they begin."""

    code = "BAD_PERIOD"


class CaseQueries(graphene.ObjectType):
    cases = graphene.Field(
        CaseConnection,
        required=True,
        description="Cases of one hall (enters it).",
        hall=graphene.ID(required=True),
        state=words.CaseState(),
        lamp=words.Lamp(),
        department=graphene.ID(),
        item=graphene.ID(),
        stage=graphene.String(),
        channel=words.Channel(),
        case_class=words.CaseClass(),
        anomaly=words.Anomaly(),
        overdue=words.Overdue(),
        finding=words.FindingCode(),
        rule=graphene.ID(),
        search=graphene.String(),
        received_from=Date(),
        received_to=Date(),
        concluded_from=Date(),
        concluded_to=Date(),
        figure=words.Figure(description="The cases that this figure of the hall is made of, from and to these days."),
        figure_from=Date(),
        figure_to=Date(),
        passed_stage=graphene.String(description="Those of the figure that were concluded having passed this stage."),
        order=words.CaseOrder(default_value=CaseOrder.DUE.value),
        first=graphene.Int(default_value=50),
        after=graphene.String(),
        before=graphene.String(description="The `first` cases right before this cursor; not together with `after`."),
    )
    case = graphene.Field(CaseNode, hall=graphene.ID(required=True), number=graphene.String(required=True))

    @staticmethod
    def resolve_cases(
        _root: None,
        info: GraphQLResolveInfo,
        hall: str,
        first: int,
        order: Any,
        after: str | None = None,
        before: str | None = None,
        **asked: Any,
    ) -> Page:
        context: Context = info.context
        if after and before:
            raise BadPage("A page is after a cursor or before one.", field="before")
        order = CaseOrder(order or CaseOrder.DUE)
        key = after_key(before or after, f"cases-{order}", str if order is CaseOrder.NUMBER else datetime, int)
        visible = visible_to(context.actor).select_related("version__variant__item")
        silent = feeds.silent_in(context.entered.code, now=context.now)
        narrow = _asked(asked)
        rows = listing.narrowed(visible, narrow, hall=context.entered, now=context.now, silent=silent)
        kind, size = f"cases-{order}", page_size(first) + 1

        def key_of(shown: CaseView) -> list[Any]:
            return listing.key_of(shown.case, order)

        if before and key:
            found = listing.ordered_before(rows, order, before=key, first=size)
            return page_before(CasePage(found, context, silent, narrow.chosen).views, first, kind=kind, key=key_of)
        found = listing.ordered(rows, order, after=key, first=size)
        shown = page(CasePage(found, context, silent, narrow.chosen).views, first, kind=kind, key=key_of)
        shown.page_info.has_previous_page = key is not None
        return shown

    @staticmethod
    def resolve_case(_root: None, info: GraphQLResolveInfo, hall: str, number: str) -> CaseView:
        return case_view(info.context, access_case(info.context.actor, number))


def _asked(given: dict[str, Any]) -> listing.Asked:
    state, channel, overdue = given.get("state"), given.get("channel"), given.get("overdue")
    case_class, anomaly, finding = given.get("case_class"), given.get("anomaly"), given.get("finding")
    return listing.Asked(
        state=state.value if state else None,
        channel=channel.value if channel else None,
        case_class=case_class.value if case_class else None,
        anomaly=anomaly.value if anomaly else None,
        overdue=listing.Overdue(overdue) if overdue else None,
        finding=finding.value if finding else given.get("rule"),
        stage=given.get("stage"),
        lamp=given.get("lamp"),
        department=given.get("department"),
        item=given.get("item"),
        passed_stage=given.get("passed_stage"),
        search=(given.get("search") or "").strip(),
        received_from=given.get("received_from"),
        received_to=given.get("received_to"),
        concluded_from=given.get("concluded_from"),
        concluded_to=given.get("concluded_to"),
        chosen=_chosen(given["figure"], given.get("figure_from"), given.get("figure_to"))
        if given.get("figure")
        else None,
    )


def _chosen(figure: Any, first: date | None, last: date | None) -> Chosen:
    if first is None or last is None or last < first:
        raise BadFigure("A figure is one of some days, the last not before the first.", field="figureTo")
    return Chosen(Figure(figure), first, last)
