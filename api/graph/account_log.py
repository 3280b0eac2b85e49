"""The log of sign-ins, for the person himself and for a hall's administrator, and the messages of an account."""

from datetime import date, datetime
from typing import Any

import graphene
from django.db.models import Q, QuerySet
from graphql import GraphQLResolveInfo

from accounts import account_notices, agents, sign_in_log
from accounts.models import Person, SignInRecord, SignInResult
from accounts.sign_in_log import Asked
from api.entry import Context
from api.graph import words
from api.graph.connection import Page, after_key, connection, page, page_size
from api.graph.scalars import Date, DateTime, JSONString
from hierarchy.gates import check_administers
from hierarchy.models import Post
from tenants.organization import people


class SignInTry(graphene.ObjectType):
    """登录记录: a try to sign in. `browser` and `system` are what it says of itself."""

    id = graphene.ID(required=True)
    result = words.SignInResult(required=True)
    at = DateTime(required=True)
    address = graphene.String(required=True)
    browser = graphene.String(required=True)
    system = graphene.String(required=True)
    username = graphene.String(required=True)
    display_name = graphene.String(required=True)


class AccountNoticeNode(graphene.ObjectType):
    """账号消息, worded by the page from `kind` and `params`."""

    class Meta:
        name = "AccountNotice"

    id = graphene.ID(required=True)
    kind = words.AccountNoticeKind(required=True)
    at = DateTime(required=True)
    read_at = DateTime()
    params = JSONString(required=True)


SignInTryConnection = connection(SignInTry)
AccountNoticeConnection = connection(AccountNoticeNode)
_FILTERS: dict[str, Any] = {
    "result": lambda: words.SignInResult(),
    "from_on": lambda: Date(description="In Asia/Shanghai; this day is in it."),
    "to_on": lambda: Date(description="In Asia/Shanghai; this day is in it."),
    "first": lambda: graphene.Int(default_value=50),
    "after": lambda: graphene.String(),
}


class MarkedPayload(graphene.ObjectType):
    ok = graphene.Boolean(required=True)


class AccountLogQueries(graphene.ObjectType):
    sign_in_log = graphene.Field(
        SignInTryConnection,
        required=True,
        description="Tries to sign in as the caller, newest first.",
        **{name: make() for name, make in _FILTERS.items()},
    )
    hall_sign_ins = graphene.Field(
        SignInTryConnection,
        required=True,
        description="Tries to sign in as who holds a post in the hall today (enters it); for its administrator.",
        hall=graphene.ID(required=True),
        person=graphene.String(description="A part of a name or user name."),
        **{name: make() for name, make in _FILTERS.items()},
    )
    account_notices = graphene.Field(
        AccountNoticeConnection,
        required=True,
        description="What happened to the caller's own account, newest first; needs no post.",
        unread_only=graphene.Boolean(default_value=False),
        first=graphene.Int(default_value=50),
        after=graphene.String(),
    )

    @staticmethod
    def resolve_sign_in_log(
        _root: None, info: GraphQLResolveInfo, first: int, after: str | None = None, **given: Any
    ) -> Page:
        person = _person(info.context)
        return _page(sign_in_log.of_persons([person.pk], _asked(**given)), first, after)

    @staticmethod
    def resolve_hall_sign_ins(
        _root: None,
        info: GraphQLResolveInfo,
        hall: str,
        first: int,
        after: str | None = None,
        person: str | None = None,
        **given: Any,
    ) -> Page:
        check_administers(info.context.actor, info.context.entered)
        found = people.holders(info.context.entered)
        return _page(sign_in_log.of_persons(named(found, person or ""), _asked(**given)), first, after)

    @staticmethod
    def resolve_account_notices(
        _root: None, info: GraphQLResolveInfo, unread_only: bool, first: int, after: str | None = None
    ) -> Page:
        rows = account_notices.of_person(_person(info.context), unread_only=unread_only)
        found = _after(rows, after_key(after, "accountNotices", datetime, int))[: page_size(first) + 1]
        return page(list(found), first, kind="accountNotices", key=lambda row: [row.at.isoformat(), row.pk])


class AccountLogMutations(graphene.ObjectType):
    mark_account_notices_read = graphene.Field(
        MarkedPayload, required=True, ids=graphene.List(graphene.NonNull(graphene.ID), required=True)
    )

    @staticmethod
    def resolve_mark_account_notices_read(_root: None, info: GraphQLResolveInfo, ids: list[str]) -> MarkedPayload:
        keys = [int(key) for key in ids if key.isascii() and key.isdigit() and len(key) < 19]
        account_notices.mark_read(_person(info.context), keys)
        return MarkedPayload(ok=True)


def named(posts: QuerySet[Post], person: str) -> QuerySet[Any]:
    """Of these holders those whose name or user name has this part."""
    text = person.strip()
    if not text:
        return posts
    return posts.filter(Q(person__username__icontains=text) | Q(person__display_name__icontains=text))


def _asked(
    result: SignInResult | None = None, from_on: date | None = None, to_on: date | None = None
) -> sign_in_log.Asked:
    return Asked(result=SignInResult(result).value if result else None, from_on=from_on, to_on=to_on)


def _page(rows: QuerySet[SignInRecord], first: int, after: str | None) -> Page:
    found = list(_after(rows, after_key(after, "signIns", datetime, int))[: page_size(first) + 1])
    names = names_of(found)
    shown = [_try(row, names) for row in found]
    return page(shown, first, kind="signIns", key=lambda one: [one.at.isoformat(), int(one.id)])


def names_of(rows: list[SignInRecord]) -> dict[Any, Person]:
    return Person.objects.in_bulk({row.person for row in rows if row.person})


def _try(row: SignInRecord, names: dict[Any, Person]) -> SignInTry:
    person = names[row.person]
    return SignInTry(
        id=str(row.pk),
        result=row.result,
        at=row.at,
        address=row.address,
        browser=agents.browser(row.agent),
        system=agents.system(row.agent),
        username=person.username,
        display_name=person.display_name,
    )


def _after(rows: QuerySet[Any], key: list[Any] | None) -> QuerySet[Any]:
    return rows.filter(Q(at__lt=key[0]) | Q(at=key[0], pk__lt=key[1])) if key else rows


def _person(context: Context) -> Person:
    assert context.caller.person is not None, "`admit` lets nobody else through"
    return context.caller.person
