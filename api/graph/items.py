"""`items`: the variants in force in the hall that is entered, with what their versions say about time."""

from dataclasses import dataclass
from typing import Any

import graphene
from django.db.models import Q
from graphql import GraphQLResolveInfo

from api.entry import Context
from api.graph.connection import Page, after_key, connection, page, page_size
from api.graph.halls import Department
from api.graph.scalars import Date
from foundation.clock import local_day
from rulebook.case import ItemRules, LimitRule, StageRule
from rulebook.clock import Limit as LimitLength
from tenants.items import catalog
from tenants.items.guide import Guide
from tenants.items.models import ItemVersion


class Limit(graphene.ObjectType):
    """时限: a length from its anchor, with its legal basis; `basisConfirmed`: read in a public text."""

    value = graphene.Int(required=True)
    unit = graphene.String(required=True)
    anchor = graphene.String(required=True)
    basis = graphene.String(required=True)
    basis_confirmed = graphene.Boolean(required=True)
    extension = graphene.Int()

    @classmethod
    def of_rule(cls, rule: LimitRule | None) -> "Limit | None":
        if rule is None:
            return None
        return cls(
            value=rule.limit.value,
            unit=rule.limit.unit.value,
            anchor=rule.anchor.value,
            basis=rule.basis,
            basis_confirmed=rule.is_confirmed,
            extension=rule.extension.value if rule.extension else None,
        )

    @classmethod
    def of_stage(cls, limit: LimitLength | None) -> "Limit | None":
        """A stage's own limit runs from its begin and is the hall's promise: it has no article."""
        if limit is None:
            return None
        return cls(value=limit.value, unit=limit.unit.value, anchor="STAGE_BEGUN", basis="", basis_confirmed=False)


class StageLimit(graphene.ObjectType):
    """环节 with its limit, if it has one."""

    name = graphene.String(required=True)
    limit = graphene.Field(Limit)

    @staticmethod
    def resolve_limit(root: StageRule, _info: GraphQLResolveInfo) -> Limit | None:
        return Limit.of_stage(root.limit)


class GuideMaterial(graphene.ObjectType):
    """材料, with how many of it and who issues it."""

    name = graphene.String(required=True)
    originals = graphene.Int(required=True)
    copies = graphene.Int(required=True)
    issuer = graphene.String(required=True)


class GuideFee(graphene.ObjectType):
    """收费 as printed; `isConfirmed`: read in a public text."""

    name = graphene.String(required=True)
    standard = graphene.String(required=True)
    basis = graphene.String(required=True)
    is_confirmed = graphene.Boolean(required=True)


class GuideNode(graphene.ObjectType):
    """办事指南 of a version."""

    class Meta:
        name = "Guide"

    materials = graphene.List(graphene.NonNull(GuideMaterial), required=True)
    conditions = graphene.List(graphene.NonNull(graphene.String), required=True)
    fees = graphene.List(graphene.NonNull(GuideFee), required=True)
    windows = graphene.String(required=True)
    phone = graphene.String(required=True)


@dataclass(frozen=True, slots=True)
class ItemView:
    version: ItemVersion
    rules: ItemRules


class ItemNode(graphene.ObjectType):
    """业务办理项 in one version."""

    class Meta:
        name = "Item"

    code = graphene.ID(required=True)
    name = graphene.String(required=True)
    type_code = graphene.String(required=True)
    department = graphene.Field(Department)
    version = graphene.Int()
    case_type = graphene.String()
    stages = graphene.List(graphene.NonNull(StageLimit), required=True)
    promised = graphene.Field(Limit)
    statutory = graphene.Field(Limit)
    from_on = Date(required=True, description="From when the version is in force.")
    guide = graphene.Field(GuideNode, description="Null for a version that was published without one.")

    @staticmethod
    def resolve_code(root: ItemView, _info: GraphQLResolveInfo) -> str:
        return root.version.variant.code

    @staticmethod
    def resolve_name(root: ItemView, _info: GraphQLResolveInfo) -> str:
        return root.version.variant.name

    @staticmethod
    def resolve_type_code(root: ItemView, _info: GraphQLResolveInfo) -> str:
        return root.version.variant.item.type_code

    @staticmethod
    def resolve_department(root: ItemView, info: GraphQLResolveInfo) -> Department:
        return named_department(info.context, root.version.department)

    @staticmethod
    def resolve_version(root: ItemView, _info: GraphQLResolveInfo) -> int:
        return root.version.number

    @staticmethod
    def resolve_case_type(root: ItemView, _info: GraphQLResolveInfo) -> str:
        return root.version.case_type

    @staticmethod
    def resolve_stages(root: ItemView, _info: GraphQLResolveInfo) -> tuple[StageRule, ...]:
        return root.rules.stages

    @staticmethod
    def resolve_from_on(root: ItemView, _info: GraphQLResolveInfo) -> Any:
        return root.version.from_on

    @staticmethod
    def resolve_guide(root: ItemView, _info: GraphQLResolveInfo) -> Guide | None:
        return Guide.from_json(root.version.guide) if root.version.guide else None

    @staticmethod
    def resolve_promised(root: ItemView, _info: GraphQLResolveInfo) -> Limit | None:
        return Limit.of_rule(root.rules.promised)

    @staticmethod
    def resolve_statutory(root: ItemView, _info: GraphQLResolveInfo) -> Limit | None:
        return Limit.of_rule(root.rules.statutory)


ItemConnection = connection(ItemNode)


class ItemQueries(graphene.ObjectType):
    items = graphene.Field(
        ItemConnection,
        required=True,
        description="Item variants in force in a hall, for registration (enters it).",
        hall=graphene.ID(required=True),
        search=graphene.String(),
        department=graphene.ID(),
        first=graphene.Int(default_value=100),
        after=graphene.String(),
    )

    @staticmethod
    def resolve_items(
        _root: None, info: GraphQLResolveInfo, hall: str, first: int, after: str | None = None, **asked: Any
    ) -> Page:
        context: Context = info.context
        assert context.entered
        rows = catalog.in_force(on=local_day(context.now))
        if asked.get("search"):
            named = Q(variant__name__icontains=asked["search"])
            rows = rows.filter(named | Q(variant__code__istartswith=asked["search"]))
        if asked.get("department"):
            rows = rows.filter(department=asked["department"])
        key = after_key(after, "items", str)
        if key:
            rows = rows.filter(variant__code__gt=key[0])
        found = [item_view(version) for version in rows.order_by("variant__code")[: page_size(first) + 1]]
        return page(found, first, kind="items", key=lambda item: [item.version.variant.code])


def item_view(version: ItemVersion) -> ItemView:
    return ItemView(version, ItemRules.from_json(version.rules))


def named_department(context: Context, code: str) -> Department:
    return Department(code=code, name=context.departments.get(code, code))
