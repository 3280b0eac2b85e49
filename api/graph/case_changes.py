"""`caseChanges`: what changed in a list of cases that an app holds, since a cursor. Enters the hall."""

from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from api.entry import Context
from api.graph.case_pages import CasePage
from api.graph.cases import CaseNode
from api.graph.connection import after_key, cursor, page_size, scope_of
from hierarchy.posts import Actor
from reporting.changed import FetchAnew
from tenants.cases import changed
from tenants.cases.changed import Place
from tenants.cases.gates import granted_to, visible_to

KIND = "caseChanges"


class CaseChanges(graphene.ObjectType):
    """What changed since a cursor: the cases as they are now, and the numbers of those that left the list.

    Ask again with `cursor`, at once while `hasMore`; some come twice, none is missed. A change is told once it is
    sealed, within a minute. What a lamp shows follows from its moments and the time, so a colour is no change.
    `FETCH_ANEW`: the cursor is of another post, of other grants or of a history that is no more; begin without one,
    then fetch the list.
    """

    changed = graphene.List(graphene.NonNull(CaseNode), required=True)
    removed = graphene.List(graphene.NonNull(graphene.ID), required=True)
    cursor = graphene.String(required=True)
    has_more = graphene.Boolean(required=True)


class CaseChangeQueries(graphene.ObjectType):
    case_changes = graphene.Field(
        CaseChanges,
        required=True,
        description="Cases of one hall that changed or left the list since; without a cursor, one of now (enters it).",
        hall=graphene.ID(required=True),
        updated_since=graphene.String(),
        department=graphene.ID(),
        item=graphene.ID(),
        is_open=graphene.Boolean(description="The list holds cases that run: what ends leaves it."),
        first=graphene.Int(default_value=50),
    )

    @staticmethod
    def resolve_case_changes(
        _root: None, info: GraphQLResolveInfo, hall: str, first: int, updated_since: str | None = None, **asked: Any
    ) -> CaseChanges:
        context: Context = info.context
        scope = _scope(context.actor, asked)
        size, place = page_size(first), _place(updated_since, scope)
        if place is None:
            return CaseChanges(changed=[], removed=[], cursor=_cursor(changed.head(), scope), has_more=False)
        found = changed.since(place, most=size)
        visible = visible_to(context.actor).filter(pk__in=found.cases).select_related("version__variant__item")
        # Department and item of a case never change, so who sees it now saw it before.
        names = {name: asked[name] for name in ("department", "item") if asked.get(name)}
        cases = list(visible.filter(**names).order_by("pk"))
        gone = [case for case in cases if asked.get("is_open") and case.ended_at is not None]
        staying = [case for case in cases if case not in gone]
        return CaseChanges(
            changed=CasePage.of(staying, context).views,
            removed=[case.number for case in gone],
            cursor=_cursor(found.until, scope),
            has_more=found.has_more,
        )


def _scope(actor: Actor, asked: dict[str, Any]) -> str:
    """Who sees which cases under which filters: a list that was fetched under another one holds others."""
    grants = granted_to(actor)
    said = [actor.role, actor.hall_code, ",".join(actor.departments), ",".join(map(str, grants))]
    return scope_of(*said, asked.get("department"), asked.get("item"), str(bool(asked.get("is_open"))))


def _place(text: str | None, scope: str) -> Place | None:
    key = after_key(text, KIND, str, int, str)
    if key is None:
        return None
    place = Place(key[1], key[2])
    if key[0] != scope or not changed.is_known(place):
        raise FetchAnew("What has changed since is not known for this view.", field="updatedSince")
    return place


def _cursor(place: Place, scope: str) -> str:
    return cursor(KIND, [scope, place.sequence, place.mark])
