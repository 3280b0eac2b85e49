"""The clocks of a case with their explanation, what was found, and the decision clock in its two readings."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from api.graph import words
from api.graph.case_pages import CaseView
from api.graph.items import Limit
from api.graph.scalars import Date, DateTime, JSONString
from rulebook.case import ClockName
from rulebook.clock import Reckoning
from rulebook.clock_table import ROWS, Lapse, Whose
from rulebook.findings import Reading
from rulebook.lamp import Lamp, is_overdue, lamp
from rulebook.law_trace import LawTrace
from rulebook.silence import FOREVER
from rulebook.standing import Clock, explain, has_begun
from rulebook.trace import Step


class TraceStep(graphene.ObjectType):
    """One line of the explanation; the page words it from its catalogue by `code` and `params`."""

    code = graphene.String(required=True)
    params = JSONString(required=True)


@dataclass(frozen=True, slots=True)
class ClockView:
    clock: Clock
    view: CaseView


class ClockNode(graphene.ObjectType):
    """One clock of the case; `dueAt` is null while an open pause holds it."""

    class Meta:
        name = "Clock"

    name = words.ClockName(required=True)
    stage = graphene.String()
    started_at = DateTime(required=True)
    ended_at = DateTime()
    due_at = DateTime()
    yellow_at = DateTime()
    lamp = words.Lamp(required=True)
    is_overdue = graphene.Boolean(required=True)
    is_provisional = graphene.Boolean(required=True)
    limit = graphene.Field(Limit)
    whose = words.ClockWhose(required=True)
    stated_on = Date(description="The date that it counts back from, or ends with.")
    lapse = words.ClockLapse(description="What follows from silence; null while it is not past.")
    steps = graphene.List(graphene.NonNull(TraceStep), required=True)

    @staticmethod
    def resolve_name(root: ClockView, _info: GraphQLResolveInfo) -> ClockName:
        return root.clock.name

    @staticmethod
    def resolve_stage(root: ClockView, _info: GraphQLResolveInfo) -> str | None:
        return root.clock.stage or None

    @staticmethod
    def resolve_started_at(root: ClockView, _info: GraphQLResolveInfo) -> Any:
        return root.clock.started_at

    @staticmethod
    def resolve_ended_at(root: ClockView, _info: GraphQLResolveInfo) -> Any:
        return root.clock.ended_at

    @staticmethod
    def resolve_due_at(root: ClockView, _info: GraphQLResolveInfo) -> Any:
        return root.clock.due_at

    @staticmethod
    def resolve_yellow_at(root: ClockView, _info: GraphQLResolveInfo) -> Any:
        return root.clock.yellow_at

    @staticmethod
    def resolve_lamp(root: ClockView, info: GraphQLResolveInfo) -> Lamp:
        clock = root.clock
        # What its ladder never lights is lit at the end of time; the rulebook's lamp asks for every moment.
        reckoning = Reckoning(clock.due_at, clock.yellow_at or FOREVER, clock.is_provisional)
        return lamp(
            reckoning,
            suspensions=clock.suspensions,
            ended_at=clock.ended_at,
            now=info.context.now,
            red_at=clock.red_at or FOREVER,
        )

    @staticmethod
    def resolve_is_overdue(root: ClockView, info: GraphQLResolveInfo) -> bool:
        return is_overdue(root.clock.due_at, now=root.clock.ended_at or info.context.now)

    @staticmethod
    def resolve_is_provisional(root: ClockView, _info: GraphQLResolveInfo) -> bool:
        return root.clock.is_provisional

    @staticmethod
    def resolve_limit(root: ClockView, _info: GraphQLResolveInfo) -> Limit | None:
        if root.clock.name is ClockName.STAGE:
            return Limit.of_stage(root.clock.rule.limit if root.clock.rule else None)
        return Limit.of_rule(root.clock.rule)

    @staticmethod
    def resolve_whose(root: ClockView, _info: GraphQLResolveInfo) -> Whose:
        row = ROWS.get(root.clock.name)
        return row.whose if row else Whose.ORGAN

    @staticmethod
    def resolve_stated_on(root: ClockView, _info: GraphQLResolveInfo) -> Any:
        return root.clock.stated_on

    @staticmethod
    def resolve_lapse(root: ClockView, info: GraphQLResolveInfo) -> Lapse | None:
        row = ROWS.get(root.clock.name)
        is_past = is_overdue(root.clock.due_at, now=root.clock.ended_at or info.context.now)
        return row.lapse if row and is_past else None

    @staticmethod
    def resolve_steps(root: ClockView, _info: GraphQLResolveInfo) -> list[Step]:
        return explain(root.clock, root.view.terms)


class RuleName(graphene.ObjectType):
    """What a rule about anomalies is called."""

    code = graphene.ID(required=True)
    zh = graphene.String(required=True)
    en = graphene.String(required=True)


class FindingDecision(graphene.ObjectType):
    """The finding of a rule was set aside as wrong, by whom and why; it stays, and lights no lamp."""

    reason = graphene.String(required=True)
    person_name = graphene.String(required=True)
    at = DateTime(required=True)


class CaseFinding(graphene.ObjectType):
    """发现: what the case shows to be against the rules; `sequence` is the event that shows it.

    `code` is a `FindingCode`, or that of the `rule` that found it.
    """

    code = graphene.ID(required=True)
    at = DateTime(required=True)
    sequence = graphene.Int()
    rule = graphene.Field(RuleName)
    set_aside = graphene.Field(FindingDecision)


class EarlierCase(graphene.ObjectType):
    """An earlier case of the same applicant and item, as it stood when this one was received; no end: it was open."""

    number = graphene.String(required=True)
    submitted_at = DateTime(required=True)
    ended_at = DateTime()
    is_same_paper = graphene.Boolean(
        required=True, description="What is shown of its paper agrees, not the name alone."
    )


class CaseReading(graphene.ObjectType):
    """The decision clock in one of two readings: as the department reports, as the law counts."""

    due_at = DateTime()
    statutory_due_at = DateTime()
    is_overdue = graphene.Boolean(required=True)
    is_overdue_statutory = graphene.Boolean(required=True)
    steps = graphene.List(
        graphene.NonNull(TraceStep),
        required=True,
        description="How the law counts the promise and what it does not honour; empty where both readings are one.",
    )
    statutory_steps = graphene.List(
        graphene.NonNull(TraceStep), required=True, description="The same of the statutory limit."
    )

    @classmethod
    def of(
        cls, read: Reading, *, now: datetime, ended_at: datetime | None, traced: LawTrace | None = None
    ) -> "CaseReading":
        clocks = (read.promised, read.statutory)
        promised, statutory = (clock.due_at if clock and has_begun(clock, now) else None for clock in clocks)
        until = ended_at or now
        return cls(
            due_at=promised,
            statutory_due_at=statutory,
            is_overdue=is_overdue(promised, now=until),
            is_overdue_statutory=is_overdue(statutory, now=until),
            steps=traced.promised if traced else (),
            statutory_steps=traced.statutory if traced else (),
        )
