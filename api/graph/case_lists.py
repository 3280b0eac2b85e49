"""Lists of cases that the signed-in person keeps under a name."""

from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from accounts.lists import delete_list, save_list
from accounts.models import CaseList, Person
from api.entry import Context
from api.graph.case_acts import UserError
from foundation.errors import NotFound, Refusal


class CaseListNode(graphene.ObjectType):
    """常用筛选: `address` is the query of the address of the page of cases, the same for every hall."""

    class Meta:
        name = "CaseList"

    id = graphene.ID(required=True)
    name = graphene.String(required=True)
    address = graphene.String(required=True)
    is_default = graphene.Boolean(required=True)


class CaseListPayload(graphene.ObjectType):
    case_list = graphene.Field(CaseListNode)
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class CaseListMutations(graphene.ObjectType):
    save_case_list = graphene.Field(
        CaseListPayload,
        required=True,
        id=graphene.ID(description="The list to change; without one a new list is made."),
        name=graphene.String(required=True),
        address=graphene.String(required=True),
        is_default=graphene.Boolean(default_value=False),
        description="Keeps a list of cases under a name of one's own; a text that was searched for is not kept.",
    )
    delete_case_list = graphene.Field(CaseListPayload, required=True, id=graphene.ID(required=True))

    @staticmethod
    def resolve_save_case_list(
        _root: None, info: GraphQLResolveInfo, name: str, address: str, is_default: bool, id: str | None = None
    ) -> CaseListPayload:
        def save(person: Person) -> CaseList:
            key = None if id is None else _key(id)
            return save_list(person, key=key, name=name, address=address, is_default=is_default)

        return _answer(info.context, save)

    @staticmethod
    def resolve_delete_case_list(_root: None, info: GraphQLResolveInfo, id: str) -> CaseListPayload:
        return _answer(info.context, lambda person: delete_list(person, _key(id)))


def _answer(context: Context, act: Any) -> CaseListPayload:
    person = context.caller.person
    assert person is not None, "`admit` lets nobody else through"
    try:
        return CaseListPayload(case_list=act(person), errors=[])
    except Refusal as refusal:
        return CaseListPayload(case_list=None, errors=[UserError.of(refusal)])


def _key(given: str) -> int:
    if not (given.isascii() and given.isdigit() and len(given) < 19):
        raise NotFound("No such list.", field="id")
    return int(given)
