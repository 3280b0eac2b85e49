"""Where the signed-in person is signed in: his sessions and tokens, and their end."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import graphene
from graphql import GraphQLResolveInfo

from accounts import agents, confirming, sessions, tokens
from accounts.models import Person, Session, Token
from api.entry import Context
from api.graph.case_acts import UserError
from api.graph.scalars import DateTime
from foundation.errors import Forbidden, NotFound, Refusal
from hierarchy.cache import hall_by_code

TOKEN = "token-"  # noqa: S105 - how a token's number is told from a session's


class SignIn(graphene.ObjectType):
    """A browser that is signed in, or a token that signs a machine in. `browser` and `system` are what it says."""

    id = graphene.ID(required=True)
    is_token = graphene.Boolean(required=True)
    is_this = graphene.Boolean(required=True)
    label = graphene.String(required=True)
    hall_name = graphene.String()
    created_at = DateTime(required=True)
    seen_at = DateTime(description="At most ten minutes old; null for a token that was never used.")
    ends_at = DateTime(description="Unless it is used before; null for a token without end.")
    address = graphene.String(required=True)
    browser = graphene.String(required=True)
    system = graphene.String(required=True)


class EndSignInPayload(graphene.ObjectType):
    sign_ins = graphene.List(graphene.NonNull(SignIn), required=True)
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class AccountQueries(graphene.ObjectType):
    sign_ins = graphene.List(
        graphene.NonNull(SignIn), required=True, description="The caller's own sessions and tokens, sessions first."
    )

    @staticmethod
    def resolve_sign_ins(_root: None, info: GraphQLResolveInfo) -> list[SignIn]:
        return _sign_ins(info.context)


class AccountMutations(graphene.ObjectType):
    end_sign_in = graphene.Field(
        EndSignInPayload, required=True, id=graphene.ID(required=True), description="Ends one of the caller's own."
    )
    end_other_sign_ins = graphene.Field(
        EndSignInPayload, required=True, description="Ends all of the caller's sessions and tokens but this session."
    )

    @staticmethod
    def resolve_end_sign_in(_root: None, info: GraphQLResolveInfo, id: str) -> EndSignInPayload:
        return _ended(info.context, lambda person: _end(person, id))

    @staticmethod
    def resolve_end_other_sign_ins(_root: None, info: GraphQLResolveInfo) -> EndSignInPayload:
        def work(person: Person) -> None:
            sessions.end_all(person, but=info.context.request.session.session_key)
            tokens.revoke_all(person)

        return _ended(info.context, work)


def session_person(context: Context) -> Person:
    """For what a token may not do: who steals one must not lock its person out."""
    if context.caller.is_machine or context.caller.person is None:
        raise Forbidden("A token has no session.", code="SESSION_ONLY")
    return context.caller.person


def confirmed_person(context: Context) -> Person:
    """For sensitive acts. Raises Forbidden for a token, NotConfirmed for who gave his password too long ago."""
    person = session_person(context)
    confirming.check_recent(context.request)
    return person


def _ended(context: Context, work: Callable[[Person], Any]) -> EndSignInPayload:
    person = session_person(context)
    try:
        work(person)
    except Refusal as refusal:
        return EndSignInPayload(sign_ins=_sign_ins(context), errors=[UserError.of(refusal)])
    return EndSignInPayload(sign_ins=_sign_ins(context), errors=[])


def _end(person: Person, given: str) -> None:
    if given.startswith(TOKEN):
        number = given.removeprefix(TOKEN)
        is_number = number.isascii() and number.isdigit() and len(number) < 19
        return tokens.revoke_own(person, int(number) if is_number else 0)
    try:
        number_of_session = UUID(given)
    except ValueError:
        raise sessions.NoSuchSession("No such session.", field="id") from None
    return sessions.end(person, number_of_session)


def _sign_ins(context: Context) -> list[SignIn]:
    person = context.caller.person
    assert person is not None, "`admit` lets nobody else through"
    this = None if context.caller.is_machine else context.request.session.session_key
    listed = [_of_session(one, this) for one in sessions.of_person(person)]
    return listed + [_of_token(one) for one in tokens.of_person(person)]


def _of_session(row: Session, this: str | None) -> SignIn:
    return SignIn(
        id=str(row.number),
        is_token=False,
        is_this=row.pk == this,
        label="",
        created_at=row.created_at,
        seen_at=row.seen_at,
        ends_at=row.expire_date,
        address=row.address,
        browser=agents.browser(row.agent),
        system=agents.system(row.agent),
    )


def _of_token(token: Token) -> SignIn:
    return SignIn(
        id=f"{TOKEN}{token.pk}",
        is_token=True,
        is_this=False,
        label=token.label,
        hall_name=_hall_name(token.hall_code),
        created_at=token.created_at,
        seen_at=token.seen_at,
        ends_at=token.expires_at,
        address="",
        browser="",
        system="",
    )


def _hall_name(code: str) -> str:
    try:
        return hall_by_code(code).display_name
    except NotFound:
        return code
