"""`item`, its guide, and the notice that is printed from it for a named person."""

from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from api.graph.case_acts import UserError, answer
from api.graph.case_papers import CaseDocument, document_node
from api.graph.items import ItemNode, ItemView, item_view
from tenants.cases import item_notice
from tenants.cases.recording import Desk


class IssueItemNoticeInput(graphene.InputObjectType):
    hall = graphene.ID(required=True)
    item = graphene.ID(required=True)
    person_name = graphene.String(required=True)


class ItemNoticePayload(graphene.ObjectType):
    document = graphene.Field(CaseDocument)
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class GuideQueries(graphene.ObjectType):
    item = graphene.Field(
        ItemNode,
        description="One item in force today, with its guide (enters the hall).",
        hall=graphene.ID(required=True),
        code=graphene.ID(required=True),
    )

    @staticmethod
    def resolve_item(_root: None, info: GraphQLResolveInfo, hall: str, code: str) -> ItemView:
        return item_view(item_notice.version_in_force(code))


class GuideMutations(graphene.ObjectType):
    issue_item_notice = graphene.Field(
        ItemNoticePayload,
        required=True,
        description="一次性告知单 of the guide in force, numbered, for a named person.",
        input=IssueItemNoticeInput(required=True),
    )

    @staticmethod
    def resolve_issue_item_notice(_root: None, info: GraphQLResolveInfo, input: Any) -> ItemNoticePayload:
        desk = Desk(info.context.entered, info.context.actor)
        item, name = input["item"], input["person_name"]
        return answer(
            ItemNoticePayload,
            "document",
            lambda: document_node(desk.hall.code, item_notice.hand_out(desk, item=item, person_name=name)),
        )
