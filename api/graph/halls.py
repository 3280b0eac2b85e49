"""`hall` and `halls`: the tree and its figures. Public tables only; entering a hall is not needed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from api.entry import Context, check_texts
from api.graph import words
from api.graph.changes import MeasureChange, change_of, two_periods
from api.graph.connection import Page, page_size
from api.graph.families import Family, HallView, Question, Shelf
from api.graph.links import HallBreak, HallLink, SilentConnection, breaks_of, silences_of
from api.graph.made_of import MadeOf, made_of, made_of_arguments
from api.graph.ranking import Ranking, ranking_arguments, ranking_of
from api.graph.refusals import RefusalComparison, refusals_of
from api.graph.scalars import Date, DateTime
from foundation.errors import Refusal
from hierarchy.models import Hall
from reporting import compare, rates
from reporting.compare import Figures, Period, Restriction, Step
from reporting.feeds import Link
from reporting.names import department_names, item_names
from rulebook.figures import Figure, amount
from rulebook.ranking import RankMeasure

LONGEST_TREND = {Step.DAY: 800, Step.MONTH: 20 * 366}  # days


class BadPeriod(Refusal):
    """It ends before it begins, or is too long for a trend."""

    code = "BAD_PERIOD"


@dataclass(frozen=True, slots=True)
class Measured:
    figures: Figures
    as_of: datetime


def _stored(name: str) -> Any:
    def resolve(root: Measured, _info: GraphQLResolveInfo) -> int:
        return root.figures[name]

    return resolve


def _divided(rate: Any) -> Any:
    def resolve(root: Measured, _info: GraphQLResolveInfo) -> Any:
        return rate(root.figures)

    return resolve


def _count(name: str) -> graphene.Field:
    return graphene.Field(graphene.Int, required=True, resolver=_stored(name))


def _figure(figure: Figure) -> graphene.Field:
    """A count that is a sum of measures."""
    return graphene.Field(graphene.Int, required=True, resolver=_divided(partial(amount, figure)))


def _rate(rate: Any) -> graphene.Field:
    return graphene.Field(graphene.Float, resolver=_divided(rate))


def _not_yet(kind: Any) -> graphene.Field:
    """A measure without a source is null, never nought."""
    return graphene.Field(kind, resolver=lambda _root, _info: None)


class Rollup(graphene.ObjectType):
    """汇总: counts and rates of a period; `open` and `overdue` as they stood at its end."""

    received = _count("received")
    accepted = _count("accepted")
    concluded = _count("concluded")
    concluded_early = _count("concluded_early")
    concluded_late = _count("concluded_late")
    concluded_late_statutory = _count("concluded_late_statutory")
    concluded_late_by_law = _count("concluded_late_by_law")
    concluded_late_statutory_by_law = _count("concluded_late_statutory_by_law")
    on_the_spot = _count("on_the_spot")
    returned = _count("returned")
    time_limited = _count("timed")
    joint = _count("joint")
    passed_up = _count("passed_up")
    supplemented = _count("supplemented")
    received_partial = _count("received_partial")
    concluded_partial = _count("concluded_partial")
    received_trial = _count("received_trial")
    concluded_trial = _count("concluded_trial")
    concluded_late_trial = _count("concluded_late_trial")
    corrections = _count("corrections")
    correction_days = _count("correction_days")
    recheck_days = _count("recheck_days")
    deemed_accepted = _count("deemed_accepted")
    beyond_guide = _count("beyond_guide")
    loop_breaks = _count("loop_breaks")
    concluded_incomplete = _count("concluded_incomplete")
    events = _count("events")
    events_late = _count("events_late")
    events_odd = _count("events_odd")
    events_repeated = _count("events_repeated")
    lag_hours = _count("lag_hours")
    open = _count("open_change")
    open_intake = _count("open_intake_change")
    open_correction = _count("open_correction_change")
    open_handling = _count("open_handling_change")
    open_review = _count("open_review_change")
    open_approval = _count("open_approval_change")
    open_paused = _count("open_paused_change")
    overdue = _count("overdue_change")
    overdue_statutory = _count("overdue_statutory_change")
    overdue_by_law = _figure(Figure.OVERDUE_BY_LAW)
    overdue_statutory_by_law = _figure(Figure.OVERDUE_STATUTORY_BY_LAW)
    yellow = _count("yellow")
    red = _count("red")
    overdue_rate = _rate(rates.overdue_rate)
    on_time_rate = _rate(rates.on_time_rate)
    mean_working_days = _rate(rates.mean_working_days)
    speed_up = _rate(rates.speed_up)
    incomplete_rate = _rate(rates.incomplete_rate)
    late_record_rate = _rate(rates.late_record_rate)
    odd_record_rate = _rate(rates.odd_record_rate)
    repeated_record_rate = _rate(rates.repeated_record_rate)
    mean_lag_hours = _rate(rates.mean_lag_hours)
    complaints = _not_yet(graphene.Int)
    complaints_upheld = _not_yet(graphene.Int)
    satisfaction_rate = _not_yet(graphene.Float)
    ratings = _not_yet(graphene.Int)
    good_ratings = _not_yet(graphene.Int)
    as_of = DateTime(required=True)


class DayRollup(graphene.ObjectType):
    day = Date(required=True)
    rollup = graphene.Field(Rollup, required=True)


class ItemRollup(graphene.ObjectType):
    item = graphene.ID(required=True)
    name = graphene.String(required=True)
    rollup = graphene.Field(Rollup, required=True)


class DepartmentRollup(graphene.ObjectType):
    department = graphene.ID(required=True)
    name = graphene.String(required=True)
    rollup = graphene.Field(Rollup, required=True)


class Department(graphene.ObjectType):
    """部门. Outside a hall only its code is known, and stands for its name."""

    code = graphene.ID(required=True)
    name = graphene.String(required=True)


def period_arguments() -> dict[str, Any]:
    return {"from_": Date(required=True, name="from"), "to": Date(required=True)}


class HallNode(graphene.ObjectType):
    """政务服务大厅. Figures include everything below it, but for `ownRollup`."""

    class Meta:
        name = "Hall"

    code = graphene.ID(required=True)
    name = graphene.String(required=True)
    tier = words.Tier(required=True)
    state = words.HallState(required=True)
    is_provisioned = graphene.Boolean(required=True)
    is_demo = graphene.Boolean(required=True)
    trial_until = Date(description="The first day that is counted, of a hall that is or was on trial (试运行).")
    link = graphene.Field(HallLink, required=True)
    silences = graphene.Field(
        SilentConnection,
        required=True,
        description="Silent halls and feeds of this hall and all below it, the longest silent first.",
        first=graphene.Int(default_value=50),
        after=graphene.String(),
    )
    breaks = graphene.List(
        graphene.NonNull(HallBreak),
        required=True,
        description="Changes after `from` up to `to` by which its figures, or those of a child, break.",
        **period_arguments(),
    )
    parent = graphene.Field(lambda: HallNode)
    ancestors = graphene.List(graphene.NonNull(lambda: HallNode), required=True)
    children = graphene.List(graphene.NonNull(lambda: HallNode), required=True)
    rollup = graphene.Field(Rollup, required=True, **period_arguments(), item=graphene.ID(), department=graphene.ID())
    own_rollup = graphene.Field(
        Rollup, required=True, **period_arguments(), item=graphene.ID(), department=graphene.ID()
    )
    trend = graphene.List(
        graphene.NonNull(DayRollup),
        required=True,
        description="By day, or by month: `day` is then its first, also of one that the period covers in part.",
        **period_arguments(),
        step=words.TrendStep(default_value=Step.DAY.value),
    )
    by_item = graphene.List(graphene.NonNull(ItemRollup), required=True, **period_arguments())
    by_department = graphene.List(graphene.NonNull(DepartmentRollup), required=True, **period_arguments())
    departments = graphene.List(graphene.NonNull(Department), required=True)
    change = graphene.List(
        graphene.NonNull(MeasureChange),
        required=True,
        description="Why the overdue rate and the mean of working days changed since the period compared with.",
        **two_periods(),
    )

    ranking = graphene.Field(
        Ranking,
        required=True,
        description="Its children in order of one measure; those of whom too little is known stand apart.",
        **ranking_arguments(),
    )

    own_figure = graphene.Int(
        required=True,
        description="A figure of the hall's own cases: what they add up to in its list.",
        figure=words.Figure(required=True),
        **period_arguments(),
        item=graphene.ID(),
        department=graphene.ID(),
    )
    made_of = graphene.Field(
        MadeOf,
        required=True,
        description="What each hall at or below it adds to a figure; the cases are in the lists of the halls.",
        **made_of_arguments(),
    )

    refusals = graphene.Field(
        RefusalComparison,
        required=True,
        description="Where below it an item is refused more often than elsewhere.",
        first=graphene.Int(default_value=50),
        after=graphene.String(),
        **period_arguments(),
    )

    @staticmethod
    def resolve_refusals(
        root: HallView, info: GraphQLResolveInfo, from_: date, to: date, first: int, after: str | None = None
    ) -> RefusalComparison:
        return refusals_of(root, info.context, _period(from_, to), first=page_size(first), after=after)

    @staticmethod
    def resolve_own_figure(root: HallView, _info: GraphQLResolveInfo, figure: Any, **arguments: Any) -> int:
        return amount(Figure(figure), root.family.figures(root.hall, question(arguments, own=True)))

    @staticmethod
    def resolve_made_of(root: HallView, info: GraphQLResolveInfo, from_: date, to: date, **asked: Any) -> MadeOf:
        check_texts(asked)
        return made_of(root, info, asked, period=_period(from_, to))

    @staticmethod
    def resolve_ranking(
        root: HallView,
        info: GraphQLResolveInfo,
        measure: RankMeasure,
        from_: date,
        to: date,
        cmp_from: date | None = None,
        cmp_to: date | None = None,
    ) -> Ranking:
        compared = _period(cmp_from, cmp_to) if cmp_from and cmp_to else None
        return ranking_of(root, info, measure=RankMeasure(measure), period=_period(from_, to), compared=compared)

    @staticmethod
    def resolve_change(root: HallView, info: GraphQLResolveInfo, **asked: date) -> list[MeasureChange]:
        return change_of(root.hall, info.context, asked)

    @staticmethod
    def resolve_code(root: HallView, _info: GraphQLResolveInfo) -> str:
        return root.hall.code

    @staticmethod
    def resolve_name(root: HallView, _info: GraphQLResolveInfo) -> str:
        return root.hall.display_name

    @staticmethod
    def resolve_tier(root: HallView, _info: GraphQLResolveInfo) -> str:
        return root.hall.tier

    @staticmethod
    def resolve_state(root: HallView, _info: GraphQLResolveInfo) -> str:
        return root.hall.state

    @staticmethod
    def resolve_is_provisioned(root: HallView, _info: GraphQLResolveInfo) -> bool:
        return root.hall.provisioned_at is not None

    @staticmethod
    def resolve_is_demo(root: HallView, _info: GraphQLResolveInfo) -> bool:
        return root.hall.is_demo

    @staticmethod
    def resolve_trial_until(root: HallView, _info: GraphQLResolveInfo) -> date | None:
        return root.hall.trial_until_on

    @staticmethod
    def resolve_link(root: HallView, _info: GraphQLResolveInfo) -> Link:
        return root.family.link(root.hall)

    @staticmethod
    def resolve_silences(root: HallView, info: GraphQLResolveInfo, first: int, after: str | None = None) -> Page:
        return silences_of(root, info.context, first=first, after=after)

    @staticmethod
    def resolve_breaks(root: HallView, _info: GraphQLResolveInfo, from_: date, to: date) -> list[HallBreak]:
        return breaks_of(root, _period(from_, to))

    @staticmethod
    def resolve_parent(root: HallView, _info: GraphQLResolveInfo) -> HallView | None:
        above = root.family.ancestors(root.hall)
        return HallView(above[-1], Family(root.family.shelf, [above[-1]])) if above else None

    @staticmethod
    def resolve_ancestors(root: HallView, _info: GraphQLResolveInfo) -> list[HallView]:
        return Family(root.family.shelf, root.family.ancestors(root.hall)).views

    @staticmethod
    def resolve_children(root: HallView, _info: GraphQLResolveInfo) -> list[HallView]:
        return root.family.children(root.hall)

    @staticmethod
    def resolve_rollup(root: HallView, info: GraphQLResolveInfo, **arguments: Any) -> Measured:
        return Measured(root.family.figures(root.hall, question(arguments)), info.context.now)

    @staticmethod
    def resolve_own_rollup(root: HallView, info: GraphQLResolveInfo, **arguments: Any) -> Measured:
        return Measured(root.family.figures(root.hall, question(arguments, own=True)), info.context.now)

    @staticmethod
    def resolve_trend(
        root: HallView, info: GraphQLResolveInfo, from_: date, to: date, step: Step | None = None
    ) -> list[DayRollup]:
        asked, now, step = _period(from_, to), info.context.now, Step(step or Step.DAY)
        if (to - from_).days >= LONGEST_TREND[step]:
            raise BadPeriod(f"By {step.lower()}, a period has at most {LONGEST_TREND[step]} days.", field="to")
        found = compare.trend(root.hall.code, period=asked, now=now, step=step)
        return [DayRollup(day=first, rollup=Measured(figures, now)) for first, figures in found.items()]

    @staticmethod
    def resolve_by_item(root: HallView, info: GraphQLResolveInfo, from_: date, to: date) -> list[ItemRollup]:
        found = _by("item", root.hall, info, _period(from_, to))
        names = item_names(found)
        return [ItemRollup(item=code, name=names.get(code, code), rollup=rollup) for code, rollup in found.items()]

    @staticmethod
    def resolve_by_department(
        root: HallView, info: GraphQLResolveInfo, from_: date, to: date
    ) -> list[DepartmentRollup]:
        found = _by("department", root.hall, info, _period(from_, to))
        names = department_names(root.hall.code, found)
        return [
            DepartmentRollup(department=code, name=names.get(code, code), rollup=rollup)
            for code, rollup in found.items()
        ]

    @staticmethod
    def resolve_departments(root: HallView, info: GraphQLResolveInfo) -> list[Department]:
        now = info.context.now
        found = _by("department", root.hall, info, Period(date(1970, 1, 1), now.date()))
        names = department_names(root.hall.code, found)
        return [Department(code=code, name=names.get(code, code)) for code in found]


def _by(column: str, hall: Hall, info: GraphQLResolveInfo, period: Period) -> Mapping[str, Measured]:
    """Rows that have anything to show in the period, the largest first."""
    now = info.context.now
    found = compare.by(column, hall.code, period=period, now=now)
    shown = {code: figures for code, figures in found.items() if any(figures.values())}
    ranked = sorted(shown, key=lambda code: (-shown[code]["received"], code))
    return {code: Measured(shown[code], now) for code in ranked}


def question(arguments: Mapping[str, Any], *, own: bool = False) -> Question:
    check_texts(dict(arguments))
    restriction = Restriction(arguments.get("item"), arguments.get("department"))
    return Question(_period(arguments["from_"], arguments["to"]), own, restriction)


def _period(from_on: date, to_on: date) -> Period:
    if to_on < from_on:
        raise BadPeriod("The period ends before it begins.", field="to")
    return Period(from_on, to_on)


def view(context: Context, hall: Hall) -> HallView:
    return HallView(hall, Family(Shelf(context.actor, context.now), [hall]))
