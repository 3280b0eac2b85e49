"""Why figures of a node changed between two periods: `Hall.change` of public tables, `stages` of one hall."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import graphene
from django.db.models import Count
from graphql import GraphQLResolveInfo

from api.entry import Context
from api.graph import words
from api.graph.scalars import Date
from foundation.clock import SHANGHAI, local_day
from foundation.errors import Refusal
from hierarchy.calendars import calendar, current_version
from hierarchy.models import Hall, Post
from hierarchy.tree import ancestors
from reporting.compare import Period
from reporting.explaining import Explained, explained
from reporting.names import department_names, item_names
from rulebook.explaining import MINIMUM, Change, Contribution, Quotient
from tenants.cases.stages import Passed, stage_days

MOST_PARTS = 100


class BadPeriods(Refusal):
    """A period ends before it begins."""

    code = "BAD_PERIOD"


class ChangePart(graphene.ObjectType):
    """What one item, department or hall contributes: `total` = `within` (it changed) + `mix` (there is more of it).

    `part` of `whole`: late cases of those done, or working days of time-limited cases.
    """

    key = graphene.ID(required=True)
    name = graphene.String(required=True)
    part_before = graphene.Int(required=True)
    whole_before = graphene.Int(required=True)
    part_after = graphene.Int(required=True)
    whole_after = graphene.Int(required=True)
    within = graphene.Float(required=True)
    mix = graphene.Float(required=True)
    total = graphene.Float(required=True)


class MeasureChange(graphene.ObjectType):
    """The change of one measure; the totals of each list add up to `total`. Null where there is nothing to divide by.

    `expected`: what it would be at the pace of the rest of the tier above with the same items; `comparable`: what it is
    over these items, of `comparableWhole` cases. Null where the reader does not see the tier above.

    `readings`: innocent ones that hold. `minimum`: cases below which a hall is not said to have changed.
    """

    measure = graphene.String(required=True)
    before = graphene.Float()
    after = graphene.Float()
    total = graphene.Float()
    within = graphene.Float(required=True)
    mix = graphene.Float(required=True)
    minimum = graphene.Int(required=True)
    expected = graphene.Float()
    comparable = graphene.Float()
    comparable_whole = graphene.Int()
    readings = graphene.List(graphene.NonNull(words.Reading), required=True)
    items = graphene.List(graphene.NonNull(ChangePart), required=True)
    departments = graphene.List(graphene.NonNull(ChangePart), required=True)
    halls = graphene.List(graphene.NonNull(ChangePart), required=True)


class StageChange(graphene.ObjectType):
    """Working days of a stage over its passes, of cases concluded in either period; paused days are not counted."""

    item = graphene.ID(required=True)
    item_name = graphene.String(required=True)
    stage = graphene.String(required=True)
    days_before = graphene.Int(required=True)
    passes_before = graphene.Int(required=True)
    days_after = graphene.Int(required=True)
    passes_after = graphene.Int(required=True)


class PostsEnded(graphene.ObjectType):
    """Posts of a section that ended on a day: what was known to change, not who is to blame."""

    section = graphene.String(required=True)
    ended_on = Date(required=True)
    count = graphene.Int(required=True)


class Stages(graphene.ObjectType):
    stages = graphene.List(graphene.NonNull(StageChange), required=True)
    posts_ended = graphene.List(graphene.NonNull(PostsEnded), required=True)


def two_periods() -> dict[str, Any]:
    return {
        "from_": Date(required=True, name="from"),
        "to": Date(required=True),
        "cmp_from": Date(required=True),
        "cmp_to": Date(required=True),
    }


def periods(asked: Mapping[str, date]) -> tuple[Period, Period]:
    """The earlier one, then the one that is looked at. Raises BadPeriods."""
    if asked["to"] < asked["from_"] or asked["cmp_to"] < asked["cmp_from"]:
        raise BadPeriods("The period ends before it begins.", field="to")
    return Period(asked["cmp_from"], asked["cmp_to"]), Period(asked["from_"], asked["to"])


def change_of(hall: Hall, context: Context, asked: Mapping[str, date]) -> list[MeasureChange]:
    before, after = periods(asked)
    used = calendar(current_version(hall))
    above = _above(hall, context)
    found = explained(hall, before=before, after=after, now=context.now, calendar=used, above=above)
    halls = {part.key for one in found.values() for part in _shown(one.halls)}
    names = {
        "items": item_names({part.key for one in found.values() for part in _shown(one.items)}),
        "departments": department_names(
            hall.code, {part.key for one in found.values() for part in _shown(one.departments)}
        ),
        "halls": {one.code: one.display_name for one in Hall.objects.filter(code__in=halls)},
    }
    return [_measure(name, one, names) for name, one in found.items()]


def _above(hall: Hall, context: Context) -> str | None:
    """The tier above, if the reader's jurisdiction holds it."""
    path = context.actor.hall_path
    parent = ancestors(hall.path)[-2:-1]
    return parent[0] if parent and hall.path != path and context.actor.reaches_below else None


def _shown(change: Change) -> list[Contribution]:
    """Those that contribute; a province has many halls and most of them nothing."""
    return [part for part in change.contributions if part.total][:MOST_PARTS]


def _measure(name: str, one: Explained, names: Mapping[str, Mapping[str, str]]) -> MeasureChange:
    change = one.items
    return MeasureChange(
        measure=name,
        before=_number(change.before.ratio),
        after=_number(change.after.ratio),
        total=_number(change.total),
        within=float(change.within),
        mix=float(change.mix),
        minimum=MINIMUM,
        expected=_number(one.expected.value) if one.expected else None,
        comparable=_number(one.expected.actual) if one.expected else None,
        comparable_whole=one.expected.whole if one.expected else None,
        readings=list(one.innocent),
        **{
            part: [_part(found, names[part]) for found in _shown(split)]
            for part, split in (("items", one.items), ("departments", one.departments), ("halls", one.halls))
        },
    )


def _part(one: Contribution, names: Mapping[str, str]) -> ChangePart:
    return ChangePart(
        key=one.key,
        name=names.get(one.key, one.key),
        part_before=one.before.part,
        whole_before=one.before.whole,
        part_after=one.after.part,
        whole_after=one.after.whole,
        within=float(one.within),
        mix=float(one.mix),
        total=float(one.total),
    )


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


class ChangeQueries(graphene.ObjectType):
    stages = graphene.Field(
        Stages,
        required=True,
        description="How long the stages of one hall took in two periods, and which posts ended since (enters it).",
        hall=graphene.ID(required=True),
        **two_periods(),
    )

    @staticmethod
    def resolve_stages(_root: None, info: GraphQLResolveInfo, hall: str, **asked: date) -> Stages:
        context: Context = info.context
        before, after = periods(asked)
        used = calendar(current_version(context.entered))
        found = [stage_days(*moments(one), calendar=used) for one in (before, after)]
        return Stages(stages=_stages(*found), posts_ended=_posts_ended(context, before, after))


def moments(period: Period) -> tuple[datetime, datetime]:
    """From its first midnight at +08:00 until before the one after its last day."""
    begin = datetime.combine(period.from_on, datetime.min.time(), SHANGHAI)
    return begin, datetime.combine(period.to_on + timedelta(days=1), datetime.min.time(), SHANGHAI)


def _stages(before: Mapping[Passed, Quotient], after: Mapping[Passed, Quotient]) -> list[StageChange]:
    """Those that take more of the days of all cases than before come first."""
    nothing = Quotient(0, 0)
    keys = before.keys() | after.keys()
    names = item_names({key.item for key in keys})

    def growth(key: Passed) -> tuple[Fraction, str, str]:
        old, new = before.get(key, nothing).ratio, after.get(key, nothing).ratio
        longer = (new - old) * after[key].whole if old is not None and new is not None else Fraction(0)
        return -longer, key.item, key.stage

    return [
        StageChange(
            item=key.item,
            item_name=names.get(key.item, key.item),
            stage=key.stage,
            days_before=before.get(key, nothing).part,
            passes_before=before.get(key, nothing).whole,
            days_after=after.get(key, nothing).part,
            passes_after=after.get(key, nothing).whole,
        )
        for key in sorted(keys, key=growth)
    ]


def _posts_ended(context: Context, before: Period, after: Period) -> list[PostsEnded]:
    rows = (
        Post.objects.filter(
            hall_id=context.entered.pk,
            until_on__gte=min(before.from_on, after.from_on),
            until_on__lte=min(after.to_on, local_day(context.now)),
        )
        .exclude(section="")
        .values("section", "until_on")
        .annotate(count=Count("pk"))
        .order_by("until_on", "section")
    )
    return [PostsEnded(section=row["section"], ended_on=row["until_on"], count=row["count"]) for row in rows]
