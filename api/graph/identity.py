"""How the signed-in person proves who he is: his password, his second factor, and saying both again."""

from collections.abc import Callable
from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from accounts import confirming, second_factor, sessions
from accounts.models import Person
from accounts.signing import SECOND
from api.entry import Context
from api.graph.account import confirmed_person, session_person
from api.graph.case_acts import GATES, UserError
from api.graph.me import Me, identify_again
from foundation.errors import Refusal


class IdentityPayload(graphene.ObjectType):
    me = graphene.Field(Me)
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class EnrolmentPayload(graphene.ObjectType):
    """What the telephone takes: `address` as a QR code, or `secret` typed in."""

    secret = graphene.String()
    address = graphene.String()
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class RecoveryCodesPayload(graphene.ObjectType):
    """`recoveryCodes` are shown this once; each is good once."""

    me = graphene.Field(Me)
    recovery_codes = graphene.List(graphene.NonNull(graphene.String), required=True)
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class IdentityMutations(graphene.ObjectType):
    confirm_identity = graphene.Field(
        IdentityPayload,
        required=True,
        password=graphene.String(required=True),
        code=graphene.String(),
        description="For ten minutes sensitive acts ask no more. With a second factor, with its code.",
    )
    change_password = graphene.Field(
        IdentityPayload,
        required=True,
        old=graphene.String(required=True),
        new=graphene.String(required=True),
        description="Ends all other sessions of the caller.",
    )
    enrol_second_factor = graphene.Field(EnrolmentPayload, required=True)
    turn_on_second_factor = graphene.Field(
        RecoveryCodesPayload,
        required=True,
        code=graphene.String(required=True),
        description="With a code of the telephone that was enrolled; ends all other sessions of the caller.",
    )
    turn_off_second_factor = graphene.Field(IdentityPayload, required=True)
    renew_recovery_codes = graphene.Field(
        RecoveryCodesPayload, required=True, description="The old ones are good for nothing."
    )

    @staticmethod
    def resolve_confirm_identity(
        _root: None, info: GraphQLResolveInfo, password: str, code: str | None = None
    ) -> IdentityPayload:
        person, request = session_person(info.context), info.context.request
        return _told(
            info.context, lambda: confirming.confirm(request, person, password=password, code=code or ""), person
        )

    @staticmethod
    def resolve_change_password(_root: None, info: GraphQLResolveInfo, old: str, new: str) -> IdentityPayload:
        person = session_person(info.context)
        return _told(
            info.context, lambda: confirming.change_password(info.context.request, person, old=old, new=new), person
        )

    @staticmethod
    def resolve_enrol_second_factor(_root: None, info: GraphQLResolveInfo) -> EnrolmentPayload:
        try:
            person = confirmed_person(info.context)
            made = second_factor.enrol(person, info.context.request.session)
        except GATES:
            raise
        except Refusal as refusal:
            return EnrolmentPayload(errors=[UserError.of(refusal)])
        return EnrolmentPayload(secret=made.secret, address=made.address, errors=[])

    @staticmethod
    def resolve_turn_on_second_factor(_root: None, info: GraphQLResolveInfo, code: str) -> RecoveryCodesPayload:
        session = info.context.request.session

        def work(person: Person) -> list[str]:
            codes = second_factor.turn_on(person, session, code)
            session[SECOND] = True
            sessions.end_all(person, but=session.session_key)
            return codes

        return _with_codes(info.context, work)

    @staticmethod
    def resolve_turn_off_second_factor(_root: None, info: GraphQLResolveInfo) -> IdentityPayload:
        person = session_person(info.context)

        def work() -> None:
            second_factor.turn_off(confirmed_person(info.context))
            info.context.request.session.pop(SECOND, None)

        return _told(info.context, work, person)

    @staticmethod
    def resolve_renew_recovery_codes(_root: None, info: GraphQLResolveInfo) -> RecoveryCodesPayload:
        return _with_codes(info.context, second_factor.renew_recovery_codes)


def _told(context: Context, work: Callable[[], Any], person: Person) -> IdentityPayload:
    try:
        work()
    except Refusal as refusal:
        return IdentityPayload(me=person, errors=[UserError.of(refusal)])
    identify_again(context)
    return IdentityPayload(me=context.caller.person, errors=[])


def _with_codes(context: Context, work: Callable[[Person], list[str]]) -> RecoveryCodesPayload:
    person = session_person(context)
    try:
        codes = work(confirmed_person(context))
    except Refusal as refusal:
        return RecoveryCodesPayload(me=person, recovery_codes=[], errors=[UserError.of(refusal)])
    identify_again(context)
    return RecoveryCodesPayload(me=context.caller.person, recovery_codes=codes, errors=[])
