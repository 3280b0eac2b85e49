"""变更 of the tree and states of halls, by an administrator of a hall above; and the record of them."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from accounts.confirming import NotConfirmed
from api.entry import Context
from api.graph import words
from api.graph.account import confirmed_person
from api.graph.case_acts import UserError, answer
from api.graph.connection import Page, after_key, connection, page, page_size
from api.graph.halls import HallNode, view
from api.graph.scalars import Date, DateTime
from foundation.clock import local_day
from hierarchy import changing
from hierarchy.changing import Reason
from hierarchy.gates import access_hall, check_governs
from hierarchy.models import Hall, HallState
from reporting import moving


class RecordedChange(graphene.ObjectType):
    """变更 on record: of which hall, from when, what stood before and after, and the document that ordered it."""

    id = graphene.ID(required=True)
    code = graphene.ID(required=True)
    name = graphene.String(required=True)
    kind = words.ChangeKind(required=True)
    on = Date(required=True)
    before = graphene.String(required=True)
    after = graphene.String(required=True)
    reason = graphene.String(required=True)
    person_name = graphene.String(required=True)
    recorded_at = DateTime(required=True)


RecordedChangeConnection = connection(RecordedChange)


class HallPayload(graphene.ObjectType):
    hall = graphene.Field(HallNode)
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class HallActInput(graphene.InputObjectType):
    """`code` is the hall's; `on` is today where it is left out; `reason` names the document that orders it."""

    code = graphene.ID(required=True)
    on = Date()
    reason = graphene.String(required=True)


class SetHallStateInput(HallActInput):
    state = words.HallState(required=True)
    trial_until = Date(description="The first day that counts.")


class RenameHallInput(HallActInput):
    name = graphene.String(required=True)


class MoveHallInput(HallActInput):
    under = graphene.ID(required=True)


class MergeHallInput(HallActInput):
    into = graphene.ID(required=True)


class SplitHallInput(HallActInput):
    new_code = graphene.ID(required=True)
    name = graphene.String(required=True)


def _act(kind: Any, work: Callable[..., Any], *others: str) -> graphene.Field:
    """A mutation whose input goes to `work`; halls that it names beside `code` lie in the jurisdiction too."""

    def resolve(_root: None, info: GraphQLResolveInfo, input: Any) -> Any:
        context: Context = info.context
        hall = access_hall(context.actor, input["code"])
        check_governs(context.actor, hall)
        for name in others:
            access_hall(context.actor, input[name])
        try:
            confirmed_person(context)
        except NotConfirmed as refusal:
            return HallPayload(errors=[UserError.of(refusal)])
        on: date = input.get("on") or local_day(context.now)
        why = Reason(input["reason"], context.actor.person_name)

        def changed() -> Any:
            work(hall.code, input, on=on, why=why)
            return view(context, Hall.objects.get(code=hall.code))

        return answer(HallPayload, "hall", changed)

    return graphene.Field(HallPayload, required=True, resolver=resolve, input=kind(required=True))


def _set_state(code: str, given: Any, **said: Any) -> None:
    changing.set_state(code, HallState(given["state"]), trial_until=given.get("trial_until"), **said)


class HallActMutations(graphene.ObjectType):
    set_hall_state = _act(SetHallStateInput, _set_state)
    rename_hall = _act(RenameHallInput, lambda code, given, **said: changing.rename(code, given["name"], **said))
    move_hall = _act(MoveHallInput, lambda code, given, **said: moving.move(code, given["under"], **said), "under")
    merge_hall = _act(MergeHallInput, lambda code, given, **said: changing.merge(code, given["into"], **said), "into")
    split_hall = _act(
        SplitHallInput, lambda code, given, **said: changing.split(code, given["new_code"], given["name"], **said)
    )


class HallActQueries(graphene.ObjectType):
    hall_changes = graphene.Field(
        RecordedChangeConnection,
        required=True,
        description="Changes of the halls at and below `code` as they lie today, the last recorded first.",
        code=graphene.ID(required=True),
        first=graphene.Int(default_value=50),
        after=graphene.String(),
    )

    @staticmethod
    def resolve_hall_changes(
        _root: None, info: GraphQLResolveInfo, code: str, first: int, after: str | None = None
    ) -> Page:
        actor = info.context.actor
        hall = access_hall(actor, code)
        key = after_key(after, "hall-changes", datetime, int)
        found = changing.recorded(
            hall, is_below=actor.reaches_below, after=(key[0], key[1]) if key else None, first=page_size(first) + 1
        )
        shown = [
            RecordedChange(
                id=row.pk,
                code=row.hall.code,
                name=row.hall.display_name,
                kind=row.kind,
                on=row.on,
                before=row.before,
                after=row.after,
                reason=row.reason,
                person_name=row.person_name,
                recorded_at=row.recorded_at,
            )
            for row in found
        ]
        return page(shown, first, kind="hall-changes", key=lambda one: [one.recorded_at.isoformat(), one.id])
