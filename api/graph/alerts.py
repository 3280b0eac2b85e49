"""`alerts`: what is open across halls, from the board. It names no person, quotes no text of a case, enters no hall."""

from datetime import date, datetime, time, timedelta
from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from api.entry import Context
from api.graph import words
from api.graph.case_clocks import RuleName
from api.graph.connection import Page, after_key, connection, cursor, page, page_size, scope_of
from api.graph.families import Family, HallView, Shelf
from api.graph.halls import Department, HallNode
from api.graph.scalars import Date, DateTime
from foundation.clock import SHANGHAI
from hierarchy import rules as anomaly_rules
from hierarchy.gates import access_hall
from hierarchy.models import Hall, Role
from reporting import board, changed, feeds
from reporting.models import Board
from reporting.names import departments_of, item_names
from tenants.cases.deriving import rule_of


class NamedItem(graphene.ObjectType):
    """事项 as the figures know it: without limits, which are read in its hall."""

    code = graphene.ID(required=True)
    name = graphene.String(required=True)


class AlertNode(graphene.ObjectType):
    """A row of the board: it names no person and quotes no text of a case."""

    class Meta:
        name = "Alert"

    id = graphene.ID(required=True)
    hall = graphene.Field(HallNode, required=True)
    case_number = graphene.String(required=True)
    item = graphene.Field(NamedItem, required=True)
    department = graphene.Field(Department, required=True)
    level = words.AlertLevel(required=True)
    clock = words.ClockName(required=True)
    rung = graphene.String(required=True)
    rule = graphene.Field(RuleName, description="That found it, where it is no clock.")
    at = DateTime(required=True)
    is_case_open = graphene.Boolean(required=True)
    no_data_since = DateTime(description="Its feed is silent since: the alert waits for data (the last contact).")


AlertConnection = connection(AlertNode)


class AlertChanges(graphene.ObjectType):
    """What changed since a cursor: `removed` leave the list first, then `changed` are put in; some may come twice.

    Ask again with `cursor`, at once while `hasMore`. `FETCH_ANEW`: it is too long ago, or is another post's; begin with
    no cursor, then fetch the list.
    """

    changed = graphene.List(graphene.NonNull(AlertNode), required=True)
    removed = graphene.List(graphene.NonNull(graphene.ID), required=True)
    cursor = graphene.String(required=True)
    has_more = graphene.Boolean(required=True)


class AlertQueries(graphene.ObjectType):
    alerts = graphene.Field(
        AlertConnection,
        required=True,
        description="Open alerts of a hall and of all below it, newest first (read from the board, enters no hall).",
        code=graphene.ID(required=True),
        level=words.AlertLevel(),
        item=graphene.ID(),
        department=graphene.ID(),
        from_=Date(name="from"),
        to=Date(),
        first=graphene.Int(default_value=50),
        after=graphene.String(),
    )

    alert_changes = graphene.Field(
        AlertChanges,
        required=True,
        description="Open alerts of a hall and all below that changed or left since; without a cursor, one of now.",
        code=graphene.ID(required=True),
        updated_since=graphene.String(),
        first=graphene.Int(default_value=50),
    )

    @staticmethod
    def resolve_alert_changes(
        _root: None, info: GraphQLResolveInfo, code: str, first: int, updated_since: str | None = None
    ) -> AlertChanges:
        context: Context = info.context
        asked = _asked(context, access_hall(context.actor, code), {})
        place = _place_in(updated_since, asked)
        if place is None or context.actor.role == Role.COMPLAINT_DESK:
            return AlertChanges(changed=[], removed=[], cursor=_cursor_of(changed.here(), asked), has_more=False)
        found = changed.since(place, asked, first=page_size(first))
        return AlertChanges(
            changed=_shown(context, list(found.rows)),
            removed=list(found.removed),
            cursor=_cursor_of(found.until, asked),
            has_more=found.has_more,
        )

    @staticmethod
    def resolve_alerts(
        _root: None, info: GraphQLResolveInfo, code: str, first: int, after: str | None = None, **asked: Any
    ) -> Page:
        context: Context = info.context
        under = access_hall(context.actor, code)
        if context.actor.role == Role.COMPLAINT_DESK:
            return page([], first, kind="alerts", key=list)
        key = after_key(after, "alerts", datetime, int)
        rows = board.listing(
            _asked(context, under, asked),
            after=(key[0], key[1]) if key else None,
            first=page_size(first) + 1,
        )
        return page(_shown(context, rows), first, kind="alerts", key=lambda alert: [alert.at.isoformat(), alert.id])


def _asked(context: Context, under: Hall, asked: dict[str, Any]) -> board.Asked:
    """At and below a hall, as far as the caller sees."""
    return board.Asked(
        path=under.path,
        hall=None if context.actor.reaches_below else under.code,
        level=asked["level"].value if asked.get("level") else None,
        item=asked.get("item"),
        department=asked.get("department"),
        departments=context.actor.departments if context.actor.role == Role.CLERK else (),
        from_at=_midnight(asked["from_"]) if asked.get("from_") else None,
        to_at=_midnight(asked["to"] + timedelta(days=1)) if asked.get("to") else None,
    )


def _place_in(text: str | None, asked: board.Asked) -> changed.Place | None:
    """Raises BadPage, and FetchAnew for a cursor of another view."""
    key = after_key(text, "alertChanges", str, int, int, datetime, str, int, int, int)
    if key is None:
        return None
    scope, floor, next_floor, at, cluster, *last = key
    if scope != scope_of(asked.path, asked.hall, *asked.departments) or at is None:
        raise changed.FetchAnew("The cursor is of another view.", field="updatedSince")
    return changed.Place(floor, next_floor, at, cluster, (last[0], last[1], last[2]))


def _cursor_of(place: changed.Place, asked: board.Asked) -> str:
    scope = scope_of(asked.path, asked.hall, *asked.departments)
    return cursor(
        "alertChanges", [scope, place.floor, place.next_floor, place.at.isoformat(), place.cluster, *place.last]
    )


def _shown(context: Context, rows: list[Board]) -> list[AlertNode]:
    """With the halls and item names of the page, each read in one statement."""
    halls = {hall.code: hall for hall in Hall.objects.filter(code__in={row.hall for row in rows})}
    names = item_names({row.item for row in rows})
    departments = departments_of((row.hall, row.department) for row in rows)
    rules = anomaly_rules.names(code for row in rows if (code := rule_of(row.clock)))
    silent = feeds.silent_among(((row.hall, row.feed) for row in rows if row.is_case_open), now=context.now)
    family = Family(Shelf(context.actor, context.now), list(halls.values()))
    return [
        AlertNode(
            id=row.pk,
            hall=HallView(halls[row.hall], family),
            case_number=row.number,
            item=NamedItem(code=row.item, name=names.get(row.item, row.item)),
            department=Department(
                code=row.department, name=departments.get((row.hall, row.department), row.department)
            ),
            level=row.level,
            clock=row.clock.partition(":")[0],
            rung=row.rung,
            rule=rules.get(rule_of(row.clock)),
            at=row.at,
            is_case_open=row.is_case_open,
            no_data_since=silent.get((row.hall, row.feed)) if row.is_case_open else None,
        )
        for row in rows
    ]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
