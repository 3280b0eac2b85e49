"""`posts` of a hall for its administrator: giving and ending them, signing people out and lifting their locks."""

from collections.abc import Callable
from typing import Any

import graphene
from django.db.models import Q
from graphql import GraphQLResolveInfo

from accounts.confirming import check_recent
from api.entry import Context
from api.graph import words
from api.graph.account import session_person
from api.graph.case_acts import UserError, answer
from api.graph.connection import Page, after_key, connection, page, page_size
from api.graph.scalars import Date, DateTime
from foundation.clock import local_day
from hierarchy.gates import check_administers
from hierarchy.models import Post, Role
from tenants.audit.admin_acts import Doer
from tenants.organization import people
from tenants.organization.people import Access, PostWhen


class StaffPost(graphene.ObjectType):
    """A post of this hall and how its person gets in. `sessions` are all of his, whatever post they act through."""

    id = graphene.ID(required=True)
    username = graphene.String(required=True)
    display_name = graphene.String(required=True)
    role = words.Role(required=True)
    departments = graphene.List(graphene.NonNull(graphene.String), required=True)
    section = graphene.String(required=True)
    from_on = Date(required=True)
    until_on = Date(description="The first day not held.")
    when = words.PostWhen(required=True)
    is_own = graphene.Boolean(required=True, description="Of the caller himself, which another one ends.")
    sessions = graphene.Int(required=True)
    seen_at = DateTime()
    is_locked = graphene.Boolean(required=True, description="Failed to sign in too often a moment ago.")


StaffPostConnection = connection(StaffPost)


class GrantPostInput(graphene.InputObjectType):
    """`departments` are codes of the hall (none: all of it); from today on, unless `fromOn` says later."""

    hall = graphene.ID(required=True)
    username = graphene.String(required=True)
    role = words.Role(required=True)
    departments = graphene.List(graphene.NonNull(graphene.ID))
    section = graphene.String()
    from_on = Date()
    until_on = Date(description="The first day not held.")
    idempotency_key = graphene.String()


class EndPostInput(graphene.InputObjectType):
    hall = graphene.ID(required=True)
    id = graphene.ID(required=True)
    idempotency_key = graphene.String()


class StaffInput(graphene.InputObjectType):
    """Who holds a post in the hall today."""

    hall = graphene.ID(required=True)
    username = graphene.String(required=True)
    idempotency_key = graphene.String()


class PostPayload(graphene.ObjectType):
    post = graphene.Field(StaffPost)
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class AccessPayload(graphene.ObjectType):
    ok = graphene.Boolean(required=True, default_value=False)
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class PeopleQueries(graphene.ObjectType):
    posts = graphene.Field(
        StaffPostConnection,
        required=True,
        description="Posts of one hall (enters it), also those that ended; for its administrator.",
        hall=graphene.ID(required=True),
        when=words.PostWhen(),
        role=words.Role(),
        department=graphene.ID(),
        search=graphene.String(),
        first=graphene.Int(default_value=50),
        after=graphene.String(),
    )

    @staticmethod
    def resolve_posts(
        _root: None,
        info: GraphQLResolveInfo,
        hall: str,
        first: int,
        when: PostWhen | None = None,
        role: Role | None = None,
        department: str | None = None,
        search: str | None = None,
        after: str | None = None,
    ) -> Page:
        context: Context = info.context
        check_administers(context.actor, context.entered)
        asked = people.Asked(
            when=PostWhen(when) if when else None,
            role=Role(role).value if role else None,
            department=department,
            search=(search or "").strip(),
        )
        rows = people.posts(context.entered, asked)
        key = after_key(after, "posts", str, int)
        if key:
            rows = rows.filter(Q(person__username__gt=key[0]) | Q(person__username=key[0], pk__gt=key[1]))
        found = _shown(context, list(rows[: page_size(first) + 1]))
        return page(found, first, kind="posts", key=lambda one: [one.username, int(one.id)])


class PeopleMutations(graphene.ObjectType):
    grant_post = graphene.Field(
        PostPayload,
        required=True,
        input=GrantPostInput(required=True),
        description="A post in this hall for a person who is there; by its administrator, never to himself.",
    )
    end_post = graphene.Field(
        PostPayload,
        required=True,
        input=EndPostInput(required=True),
        description="From today on it is not held; by the hall's administrator, never his own.",
    )
    force_sign_out = graphene.Field(
        AccessPayload,
        required=True,
        input=StaffInput(required=True),
        description="Ends all sessions of who holds a post in the hall, and his tokens for it.",
    )
    lift_lock = graphene.Field(
        AccessPayload,
        required=True,
        input=StaffInput(required=True),
        description="Who failed to sign in too often may try again at once.",
    )

    @staticmethod
    def resolve_grant_post(_root: None, info: GraphQLResolveInfo, input: Any) -> PostPayload:
        given = {name: value for name, value in _given(input).items() if value is not None}

        def work(by: Doer) -> StaffPost:
            post = people.grant(info.context.entered, by=by, **given | {"role": Role(given["role"]).value})
            return _shown(info.context, [post])[0]

        return _decided(info.context, PostPayload, "post", work)

    @staticmethod
    def resolve_end_post(_root: None, info: GraphQLResolveInfo, input: Any) -> PostPayload:
        text = input["id"]
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0

        def work(by: Doer) -> StaffPost:
            return _shown(info.context, [people.end(info.context.entered, by=by, number=number)])[0]

        return _decided(info.context, PostPayload, "post", work)

    @staticmethod
    def resolve_force_sign_out(_root: None, info: GraphQLResolveInfo, input: Any) -> AccessPayload:
        def work(by: Doer) -> bool:
            return bool(people.sign_out(info.context.entered, input["username"], by=by))

        return _decided(info.context, AccessPayload, "ok", work)

    @staticmethod
    def resolve_lift_lock(_root: None, info: GraphQLResolveInfo, input: Any) -> AccessPayload:
        def work(by: Doer) -> bool:
            return bool(people.lift_lock(info.context.entered, input["username"], by=by))

        return _decided(info.context, AccessPayload, "ok", work)


def _decided(context: Context, payload: Any, member: str, work: Callable[[Doer], Any]) -> Any:
    """By the hall's own administrator, in a session in which he said who he is a moment ago."""
    check_administers(context.actor, context.entered)
    session_person(context)

    def confirmed() -> Any:
        check_recent(context.request)
        return work(Doer.of(context.actor, context.caller.posted_at))

    return answer(payload, member, confirmed)


def _given(input: Any) -> dict[str, Any]:
    return {name: value for name, value in dict(input).items() if name not in ("hall", "idempotency_key")}


def _shown(context: Context, rows: list[Post]) -> list[StaffPost]:
    access = people.access_of([post.person for post in rows])
    return [_staff_post(context, post, access[post.person_id]) for post in rows]


def _staff_post(context: Context, post: Post, access: Access) -> StaffPost:
    today = local_day(context.now)
    is_past = post.until_on is not None and post.until_on <= today
    is_held = post.from_on <= today
    return StaffPost(
        id=str(post.pk),
        username=post.person.username,
        display_name=post.person.display_name,
        role=post.role,
        departments=[context.departments.get(code, code) for code in post.departments],
        section=post.section,
        from_on=post.from_on,
        until_on=post.until_on,
        when=PostWhen.ENDED if is_past else PostWhen.HELD if is_held else PostWhen.COMING,
        is_own=post.person_id == context.actor.person_id,
        sessions=access.sessions,
        seen_at=access.seen_at,
        is_locked=access.is_locked,
    )
