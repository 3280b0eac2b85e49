"""`classNames` of a place, and naming a class there by its administrator."""

from typing import Any

import graphene
from django.db import transaction
from graphql import GraphQLResolveInfo

from api.entry import Context
from api.graph import words
from api.graph.case_acts import UserError, answer
from api.graph.scalars import Date
from hierarchy import class_names
from hierarchy.class_names import Called
from hierarchy.gates import access_hall, check_administers, reaches
from rulebook.classes import CaseClass
from tenants.audit import admin_acts
from tenants.audit.admin_acts import Doer
from tenants.audit.models import AdminKind


class ClassNameNode(graphene.ObjectType):
    """What a class of cases is called here. `fromHall`, `fromName`: who named it, `cited`: by which article of the
    register, where the caller sees that.
    """

    class Meta:
        name = "ClassName"

    case_class = words.CaseClass(required=True)
    name = graphene.String(required=True)
    is_own = graphene.Boolean(required=True, description="Named here and not above.")
    from_hall = graphene.ID()
    from_name = graphene.String()
    since_on = Date(required=True)
    cited = graphene.String()


class NameClassInput(graphene.InputObjectType):
    """An empty `name` takes the hall's own name back: what the tier above calls it holds again.

    `article`: the key of the article of the register that justifies a name; needed for one.
    """

    hall = graphene.ID(required=True)
    case_class = words.CaseClass(required=True)
    name = graphene.String(required=True)
    article = graphene.ID()
    idempotency_key = graphene.String()


class ClassNamesPayload(graphene.ObjectType):
    names = graphene.List(graphene.NonNull(ClassNameNode))
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class ClassNameQueries(graphene.ObjectType):
    class_names = graphene.List(
        graphene.NonNull(ClassNameNode),
        required=True,
        description="Classes of cases that are called otherwise at this place (enters no hall).",
        code=graphene.ID(required=True),
    )

    @staticmethod
    def resolve_class_names(_root: None, info: GraphQLResolveInfo, code: str) -> list[ClassNameNode]:
        context: Context = info.context
        hall = access_hall(context.actor, code)
        return [_node(context, hall.code, one) for one in class_names.called_at(hall)]


class ClassNameMutations(graphene.ObjectType):
    name_class = graphene.Field(
        ClassNamesPayload,
        required=True,
        input=NameClassInput(required=True),
        description="What a class is called at this hall and below it; by its administrator.",
    )

    @staticmethod
    def resolve_name_class(_root: None, info: GraphQLResolveInfo, input: Any) -> ClassNamesPayload:
        context: Context = info.context
        hall, case_class = context.entered, CaseClass(input["case_class"])
        check_administers(context.actor, hall)

        @transaction.atomic
        def work() -> list[ClassNameNode]:
            name, article = input["name"].strip(), input.get("article") or ""
            before = class_names.call(hall, case_class, name, article=article)
            called = class_names.called_at(hall)
            cited = next((one.cited for one in called if name and one.case_class is case_class), "")
            admin_acts.record(
                hall,
                AdminKind.CLASS_NAMED,
                by=Doer.of(context.actor, context.caller.posted_at),
                subject=case_class.value,
                before={"name": before},
                after={"name": name, "cited": cited},
            )
            return [_node(context, hall.code, one) for one in called]

        return answer(ClassNamesPayload, "names", work)


def _node(context: Context, code: str, one: Called) -> ClassNameNode:
    """A tier above the caller's jurisdiction is not named."""
    is_seen = reaches(context.actor, one.hall)
    return ClassNameNode(
        case_class=one.case_class,
        name=one.name,
        is_own=one.hall.code == code,
        from_hall=one.hall.code if is_seen else None,
        from_name=one.hall.display_name if is_seen else None,
        since_on=one.since_on,
        cited=(one.cited or None) if is_seen else None,
    )
