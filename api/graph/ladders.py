"""阶梯: what holds in a hall, how far a department has come, and publishing a ladder for a hall and all below."""

from typing import Any

import graphene
from django.db import transaction
from graphql import GraphQLResolveInfo

from api.entry import Context
from api.graph import words
from api.graph.case_acts import UserError, answer
from api.graph.halls import Department
from api.graph.matters import department_of, hall_names
from api.graph.scalars import DateTime
from foundation.errors import Forbidden, NotFound
from hierarchy import ladders
from hierarchy.models import Hall, Role
from rulebook.ladder import Counted, Rung
from tenants.audit import admin_acts
from tenants.audit.admin_acts import Doer
from tenants.audit.models import AdminKind
from tenants.directives import ladder
from tenants.directives.gates import READ_ALL, SIGN


class LadderRung(graphene.ObjectType):
    """`count` faults of this weight or heavier within `days` days propose the step."""

    step = words.LadderStep(required=True)
    weight = words.FaultWeight(required=True)
    count = graphene.Int(required=True)
    days = graphene.Int(required=True)
    tier = graphene.String(required=True, description="Name of the hall that tightened it last.")


class LadderNode(graphene.ObjectType):
    """The ladder that holds in a hall: the tightest of its own and of those above; `basis` is of its own."""

    class Meta:
        name = "Ladder"

    rungs = graphene.List(graphene.NonNull(LadderRung), required=True)
    basis = graphene.String()
    published_at = DateTime()
    may_publish = graphene.Boolean(required=True)


class LadderStanding(graphene.ObjectType):
    """How far a department has come on one rung."""

    rung = graphene.Field(LadderRung, required=True)
    count = graphene.Int(required=True)
    is_proposed = graphene.Boolean(
        required=True, description="The heaviest that is reached; nothing is issued by itself."
    )


class DepartmentLadder(graphene.ObjectType):
    department = graphene.Field(Department, required=True)
    standings = graphene.List(graphene.NonNull(LadderStanding), required=True)


class LadderQueries(graphene.ObjectType):
    ladder = graphene.Field(
        LadderNode,
        required=True,
        description="The ladder of measures that holds in a hall (enters it).",
        hall=graphene.ID(required=True),
    )
    department_ladder = graphene.Field(
        DepartmentLadder,
        required=True,
        description="How far a department has come, and what its history proposes (enters the hall).",
        hall=graphene.ID(required=True),
        department=graphene.ID(required=True),
    )

    @staticmethod
    def resolve_ladder(_root: None, info: GraphQLResolveInfo, hall: str) -> LadderNode:
        context: Context = info.context
        return _ladder(context)

    @staticmethod
    def resolve_department_ladder(
        _root: None, info: GraphQLResolveInfo, hall: str, department: str
    ) -> DepartmentLadder:
        context: Context = info.context
        if department not in context.departments or not _sees(context, department):
            raise NotFound("No such department.")
        found = ladder.standing(context.entered, department, at=context.now)
        names = hall_names({one.rung.tier for one in found.rungs})
        return DepartmentLadder(
            department=department_of(context, department),
            standings=[_standing(one, found.proposed, names) for one in found.rungs],
        )


def _sees(context: Context, department: str) -> bool:
    actor = context.actor
    if actor.role == Role.CLERK:
        return not actor.departments or department in actor.departments
    return actor.role in READ_ALL


def _ladder(context: Context) -> LadderNode:
    rungs, own = ladders.ladder_of(context.entered), ladders.own_ladder(context.entered)
    names = hall_names({rung.tier for rung in rungs})
    return LadderNode(
        rungs=[_rung(rung, names) for rung in rungs],
        basis=own.basis if own else None,
        published_at=own.published_at if own else None,
        may_publish=_may_publish(context),
    )


def _may_publish(context: Context) -> bool:
    """Supervisors and leaders of exactly this hall; who runs it sets no rule for its reds."""
    return context.actor.role in SIGN and context.actor.hall_code == context.entered.code


def _rung(rung: Rung, names: dict[str, str]) -> LadderRung:
    return LadderRung(
        step=rung.step, weight=rung.weight, count=rung.count, days=rung.days, tier=names.get(rung.tier, rung.tier)
    )


def _standing(one: Counted, proposed: Counted | None, names: dict[str, str]) -> LadderStanding:
    is_proposed = proposed is not None and proposed.rung.step == one.rung.step
    return LadderStanding(rung=_rung(one.rung, names), count=one.count, is_proposed=is_proposed)


class LadderPayload(graphene.ObjectType):
    ladder = graphene.Field(LadderNode)
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class LadderRungInput(graphene.InputObjectType):
    step = words.LadderStep(required=True)
    weight = words.FaultWeight(required=True)
    count = graphene.Int(required=True)
    days = graphene.Int(required=True)


class PublishLadderInput(graphene.InputObjectType):
    """`article`: the key of the article of the register that the ladder rests on; needed."""

    hall = graphene.ID(required=True)
    rungs = graphene.List(graphene.NonNull(LadderRungInput), required=True)
    article = graphene.ID()
    idempotency_key = graphene.String()


class LadderMutations(graphene.ObjectType):
    publish_ladder = graphene.Field(
        LadderPayload,
        required=True,
        description="A new ladder for the hall and all below; never looser than that of a tier above.",
        input=PublishLadderInput(required=True),
    )

    @staticmethod
    def resolve_publish_ladder(_root: None, info: GraphQLResolveInfo, input: Any) -> LadderPayload:
        context: Context = info.context
        return answer(LadderPayload, "ladder", lambda: _publish(context, input))


@transaction.atomic
def _publish(context: Context, given: Any) -> LadderNode:
    if not _may_publish(context):
        raise Forbidden("Only supervisors and leaders of this hall publish its ladder.")
    # Two at once: the one that waits is checked against what the other published.
    hall = Hall.objects.select_for_update().get(pk=context.entered.pk)
    before = ladders.own_ladder(hall)
    rungs = [Rung(one["step"], one["weight"], one["count"], one["days"]) for one in given["rungs"]]
    after = ladders.publish(hall, rungs, article=given.get("article") or "", person_name=context.actor.person_name)
    admin_acts.record(
        hall,
        AdminKind.LADDER_PUBLISHED,
        by=Doer.of(context.actor, context.caller.posted_at),
        subject=f"ladder {after.pk}",
        before={"rungs": before.rungs, "basis": before.basis} if before else None,
        after={"rungs": after.rungs, "basis": after.basis},
    )
    return _ladder(context)
