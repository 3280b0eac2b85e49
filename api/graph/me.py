"""`me`, signing in and out, and which post a person acts through."""

from typing import Any

import graphene
from django.conf import settings
from django.contrib.auth import logout
from graphql import GraphQLResolveInfo

from accounts import second_factor
from accounts.models import CaseList, Person
from accounts.signing import confirm_code, sign_in
from api.entry import POST, Context, identify
from api.graph import words
from api.graph.case_acts import UserError
from api.graph.case_lists import CaseListNode
from api.graph.families import Family, HallView, Shelf
from api.graph.halls import HallNode
from api.graph.notices import mark_read
from api.graph.scalars import Date, DateTime
from foundation.errors import Forbidden, Refusal
from hierarchy.calendars import published_through
from hierarchy.models import Post
from hierarchy.posts import actor_at, posts_of

LANGUAGES = ("zh", "en")


class PostNode(graphene.ObjectType):
    """岗位 held today."""

    class Meta:
        name = "Post"

    id = graphene.ID(required=True)
    role = words.Role(required=True)
    hall = graphene.Field(HallNode, required=True)
    departments = graphene.List(graphene.NonNull(graphene.String), required=True)

    @staticmethod
    def resolve_hall(root: Post, info: GraphQLResolveInfo) -> HallView:
        """As the post itself sees it: choosing the post must not be needed to read its name."""
        actor = actor_at(root, root.person)
        return HallView(root.hall, Family(Shelf(actor, info.context.now), [root.hall]))


class SecondFactor(graphene.ObjectType):
    """Whether signing in asks for a code, and how many recovery codes are left."""

    is_on = graphene.Boolean(required=True)
    recovery_left = graphene.Int(required=True)
    has_password = graphene.Boolean(required=True, description="False for who signs in elsewhere only.")

    @staticmethod
    def resolve_is_on(root: Person, _info: GraphQLResolveInfo) -> bool:
        return second_factor.is_on(root)

    @staticmethod
    def resolve_recovery_left(root: Person, _info: GraphQLResolveInfo) -> int:
        return second_factor.recovery_left(root)

    @staticmethod
    def resolve_has_password(root: Person, _info: GraphQLResolveInfo) -> bool:
        return root.has_usable_password()


class Me(graphene.ObjectType):
    """The signed-in person, his posts of today and the one he acts through."""

    username = graphene.String(required=True)
    display_name = graphene.String(required=True)
    language = graphene.String(required=True)
    posts = graphene.List(graphene.NonNull(PostNode), required=True)
    active_post = graphene.Field(PostNode)
    needs_second_factor = graphene.Boolean(
        required=True, description="His post asks for a second factor; nothing is seen until this session has one."
    )
    second_factor = graphene.Field(SecondFactor, required=True)
    calendar_published_through = Date(required=True)
    is_demo = graphene.Boolean(required=True)
    now = DateTime(required=True)
    case_lists = graphene.List(
        graphene.NonNull(CaseListNode), required=True, description="The lists of cases that he keeps, by name."
    )

    @staticmethod
    def resolve_posts(root: Person, info: GraphQLResolveInfo) -> list[Post]:
        return _posts(info.context)

    @staticmethod
    def resolve_active_post(root: Person, info: GraphQLResolveInfo) -> Post | None:
        actor = info.context.caller.actor
        return next((post for post in _posts(info.context) if actor and post.pk == actor.post_id), None)

    @staticmethod
    def resolve_needs_second_factor(_root: Person, info: GraphQLResolveInfo) -> bool:
        return bool(info.context.caller.lacks_second_factor)

    @staticmethod
    def resolve_second_factor(root: Person, _info: GraphQLResolveInfo) -> Person:
        return root

    @staticmethod
    def resolve_calendar_published_through(_root: Person, _info: GraphQLResolveInfo) -> Any:
        return published_through()

    @staticmethod
    def resolve_is_demo(_root: Person, _info: GraphQLResolveInfo) -> bool:
        return bool(settings.IS_DEMO)

    @staticmethod
    def resolve_case_lists(root: Person, _info: GraphQLResolveInfo) -> list[CaseList]:
        return list(root.case_lists.order_by("name", "pk"))

    @staticmethod
    def resolve_now(_root: Person, info: GraphQLResolveInfo) -> Any:
        return info.context.now


class SignInPayload(graphene.ObjectType):
    """`needsCode`: name and password were right, and `confirmSignIn` with the second factor is next."""

    me = graphene.Field(Me)
    needs_code = graphene.Boolean(required=True, default_value=False)
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class SignOutPayload(graphene.ObjectType):
    ok = graphene.Boolean(required=True)


class MePayload(graphene.ObjectType):
    me = graphene.Field(Me)
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class MeQueries(graphene.ObjectType):
    sign_in_provider = graphene.String(description="Where one may sign in besides name and password; null for nowhere.")
    me = graphene.Field(Me, description="Null for who is not signed in.")

    @staticmethod
    def resolve_sign_in_provider(_root: None, _info: GraphQLResolveInfo) -> str | None:
        return settings.OIDC["name"] if settings.OIDC else None

    @staticmethod
    def resolve_me(_root: None, info: GraphQLResolveInfo) -> Person | None:
        return info.context.caller.person


class MeMutations(graphene.ObjectType):
    sign_in = graphene.Field(
        SignInPayload,
        required=True,
        username=graphene.String(required=True),
        password=graphene.String(required=True),
        description="Begins a session with a new key; five failures lock the name for a quarter hour.",
    )
    confirm_sign_in = graphene.Field(
        SignInPayload,
        required=True,
        code=graphene.String(required=True),
        description="The second step: the code of the telephone or a recovery code.",
    )
    sign_out = graphene.Field(SignOutPayload, required=True)
    choose_post = graphene.Field(
        MePayload, required=True, id=graphene.ID(required=True), description="The post that this session acts through."
    )
    set_language = graphene.Field(MePayload, required=True, language=graphene.String(required=True))
    mark_notices_read = graphene.Field(
        MePayload,
        required=True,
        hall=graphene.ID(required=True),
        ids=graphene.List(graphene.NonNull(graphene.ID), required=True),
        description="Marks own messages in one hall (enters it).",
    )

    @staticmethod
    def resolve_sign_in(_root: None, info: GraphQLResolveInfo, username: str, password: str) -> SignInPayload:
        context: Context = info.context
        try:
            signed = sign_in(context.request, username=username, password=password)
        except Refusal as refusal:
            return SignInPayload(me=None, errors=[UserError.of(refusal)])
        identify_again(context)
        return SignInPayload(me=context.caller.person, needs_code=signed.needs_code, errors=[])

    @staticmethod
    def resolve_confirm_sign_in(_root: None, info: GraphQLResolveInfo, code: str) -> SignInPayload:
        context: Context = info.context
        try:
            confirm_code(context.request, code)
        except Refusal as refusal:
            return SignInPayload(me=None, errors=[UserError.of(refusal)])
        identify_again(context)
        return SignInPayload(me=context.caller.person, errors=[])

    @staticmethod
    def resolve_sign_out(_root: None, info: GraphQLResolveInfo) -> SignOutPayload:
        _need_session(info.context)
        logout(info.context.request)
        identify_again(info.context)
        return SignOutPayload(ok=True)

    @staticmethod
    def resolve_choose_post(_root: None, info: GraphQLResolveInfo, id: str) -> MePayload:
        context: Context = info.context
        _need_session(context)
        chosen = next((post for post in _posts(context) if str(post.pk) == id), None)
        if chosen is None:
            refusal = Refusal("You do not hold this post today.", code="NOT_FOUND", field="id")
            return MePayload(me=context.caller.person, errors=[UserError.of(refusal)])
        context.request.session[POST] = chosen.pk
        identify_again(context)
        return MePayload(me=context.caller.person, errors=[])

    @staticmethod
    def resolve_set_language(_root: None, info: GraphQLResolveInfo, language: str) -> MePayload:
        person = _person(info.context)
        if language not in LANGUAGES:
            refusal = Refusal("Pages speak zh and en.", code="NO_SUCH_LANGUAGE", field="language")
            return MePayload(me=person, errors=[UserError.of(refusal)])
        person.language = language
        person.save(update_fields=["language"])
        return MePayload(me=person, errors=[])

    @staticmethod
    def resolve_mark_notices_read(_root: None, info: GraphQLResolveInfo, hall: str, ids: list[str]) -> MePayload:
        mark_read(info.context, ids)
        return MePayload(me=info.context.caller.person, errors=[])


def _posts(context: Context) -> list[Post]:
    """Read once an answer: signing in and choosing a post change who is asked about, not what he holds."""
    person = _person(context)
    if context.posts is None or context.posts[0] != person.pk:
        context.posts = (person.pk, list(posts_of(person).select_related("hall", "person")))
    return context.posts[1]


def _person(context: Context) -> Person:
    assert context.caller.person is not None, "`admit` lets nobody else through"
    return context.caller.person


def _need_session(context: Context) -> None:
    if context.caller.is_machine:
        raise Forbidden("A token has no session.", code="SESSION_ONLY")


def identify_again(context: Context) -> None:
    """What follows in this operation is asked by whom the session says now."""
    identify(context.request)
    context.caller = context.request.caller
