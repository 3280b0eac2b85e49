"""What orders, accountability cases and circulars have in common: what is open across halls, acts, mutations."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from api.entry import Context
from api.graph.case_acts import answer
from api.graph.connection import Page, after_key, connection, page, page_size
from api.graph.families import Family, HallView, Shelf
from api.graph.halls import Department, HallNode
from api.graph.scalars import DateTime
from hierarchy.gates import access_hall
from hierarchy.models import Hall, Role
from reporting import board
from reporting.names import departments_of
from rulebook.accountability import CLUE
from tenants.directives import evidence
from tenants.directives.gates import DRAFTS, Place
from tenants.directives.models import MatterEvent


class Matter(StrEnum):
    """What supervision has open with a department."""

    ORDER = "ORDER"
    ACCOUNTABILITY = "ACCOUNTABILITY"
    CIRCULAR = "CIRCULAR"


MatterKind = graphene.Enum.from_enum(Matter, name="MatterKind", description=Matter.__doc__)


class OpenMatter(graphene.ObjectType):
    """A matter that waits, of any hall: a row of the board. It quotes no text."""

    id = graphene.ID(required=True)
    kind = MatterKind(required=True)
    hall = graphene.Field(HallNode, required=True)
    number = graphene.String(required=True)
    department = graphene.Field(Department, required=True)
    state = graphene.String(required=True, description="As the kind's own type has it.")
    is_late = graphene.Boolean(required=True)
    is_awaited = graphene.Boolean(required=True, description="An answer or finding is to come; else a decision.")
    issued_at = DateTime(required=True)


OpenMatterConnection = connection(OpenMatter)


class MatterQueries(graphene.ObjectType):
    open_matters = graphene.Field(
        OpenMatterConnection,
        required=True,
        description="What is open of a hall and all below it, newest first (from the board, enters no hall).",
        code=graphene.ID(required=True),
        kind=MatterKind(),
        late=graphene.Boolean(),
        first=graphene.Int(default_value=50),
        after=graphene.String(),
    )

    @staticmethod
    def resolve_open_matters(
        _root: None,
        info: GraphQLResolveInfo,
        code: str,
        first: int,
        after: str | None = None,
        kind: Matter | None = None,
        late: bool | None = None,
    ) -> Page:
        context: Context = info.context
        under = access_hall(context.actor, code)
        if context.actor.role == Role.COMPLAINT_DESK:
            return page([], first, kind="open-matters", key=list)
        key = after_key(after, "open-matters", datetime, int)
        asked = board.Asked(
            path=under.path,
            kinds=[kind.value] if kind else [one.value for one in Matter],
            hall=None if context.actor.reaches_below else under.code,
            departments=context.actor.departments if context.actor.role == Role.CLERK else (),
            level="RED" if late else None,
            # Of a clue that was referred nobody hears who does not supervise.
            without_clock="" if context.actor.role in DRAFTS else CLUE,
        )
        rows = board.listing(asked, after=(key[0], key[1]) if key else None, first=page_size(first) + 1)
        found = page(
            _open(context, rows), first, kind="open-matters", key=lambda pair: [pair[1].issued_at.isoformat(), pair[0]]
        )
        return Page([type(edge)(edge.cursor, edge.node[1]) for edge in found.edges], found.page_info)


def _open(context: Context, rows: list[Any]) -> list[tuple[int, OpenMatter]]:
    halls = {hall.code: hall for hall in Hall.objects.filter(code__in={row.hall for row in rows})}
    names = departments_of((row.hall, row.department) for row in rows)
    family = Family(Shelf(context.actor, context.now), list(halls.values()))
    return [
        (
            row.pk,
            OpenMatter(
                id=row.key,
                kind=row.kind,
                hall=HallView(halls[row.hall], family),
                number=row.number,
                department=Department(code=row.department, name=names.get((row.hall, row.department), row.department)),
                state=row.rung,
                is_late=row.level == "RED",
                is_awaited=row.clock != "",
                issued_at=row.at,
            ),
        )
        for row in rows
    ]


class EvidenceNode(graphene.ObjectType):
    """佐证材料: a file beside an answer; its type was found by its content."""

    class Meta:
        name = "Evidence"

    id = graphene.ID(required=True)
    name = graphene.String(required=True)
    type = graphene.String(required=True)
    size = graphene.Int(required=True, description="Bytes.")
    digest = graphene.String(required=True, description="SM3 of its content.")
    person_name = graphene.String(required=True)
    at = DateTime(required=True)
    path = graphene.String(required=True)


def evidence_of(context: Context, kind: str, matter: int) -> list[EvidenceNode]:
    """The files of a matter of the hall that was entered."""
    return [
        EvidenceNode(
            id=file.pk,
            name=file.name,
            type=file.type,
            size=file.size,
            digest=bytes(file.digest).hex(),
            person_name=file.person_name,
            at=file.at,
            path=f"/api/v1/halls/{context.entered.code}/evidence/{file.pk}",
        )
        for file in evidence.listed(kind, matter)
    ]


def department_of(context: Context, code: str) -> Department:
    """In the hall that was entered."""
    return Department(code=code, name=context.departments.get(code, code))


def hall_names(codes: set[str]) -> dict[str, str]:
    return {hall.code: hall.display_name for hall in Hall.objects.filter(code__in=codes - {""})}


def event_members(row: MatterEvent, halls: dict[str, str]) -> dict[str, Any]:
    """The members that an act of every matter has."""
    said = row.detail
    return {
        "sequence": row.sequence,
        "act": row.act,
        "at": row.at,
        "person_name": row.person_name or None,
        "from_hall": halls.get(row.from_hall),
        "said": said.get("reasons") or said.get("reason") or said.get("measure"),
    }


def mutation(
    payload: type, member: str, node: Callable[[Context, Any], Any]
) -> Callable[[type, Callable[..., Any], str], graphene.Field]:
    """Makes fields of verbs: the verb is called with the members of its input; `id` is its matter."""

    def field(kind: type, verb: Callable[..., Any], description: str) -> graphene.Field:
        def resolve(_root: None, info: GraphQLResolveInfo, input: Any) -> Any:
            context: Context = info.context
            given = {name: value for name, value in dict(input).items() if name not in ("hall", "idempotency_key")}
            key = (given.pop("id"),) if "id" in given else ()
            place = Place(context.entered, context.actor)
            return answer(payload, member, lambda: node(context, verb(place, *key, **given)))

        return graphene.Field(
            payload, required=True, description=description, resolver=resolve, input=kind(required=True)
        )

    return field
