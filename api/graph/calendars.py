"""日历: the days of a year at a place with the layer each comes from, the versions, a preview and the publishing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from api.entry import Context
from api.graph import words
from api.graph.case_acts import GATES, UserError
from api.graph.connection import Page, after_key, connection, page, page_size
from api.graph.families import Family, HallView, Shelf
from api.graph.halls import HallNode
from api.graph.scalars import Date, DateTime
from foundation.errors import Refusal
from hierarchy import calendars as versions
from hierarchy.gates import access_hall
from hierarchy.models import CalendarVersion, Hall, Role
from rulebook import calendar_file
from rulebook.calendar import FIRST_DAY, LAST_DAY, ONE_DAY, Calendar, DayKind
from rulebook.calendar_file import Problem
from rulebook.layers import LayerKind, MonthDay, Season
from tenants.audit.admin_acts import Doer
from tenants.cases import calendars
from tenants.cases.calendars import Asked, BadCalendarFile, MovedCase

MOST_HALLS = 200


class CalendarDay(graphene.ObjectType):
    """A day that a layer names, or a statutory day of a year whose notice is not out. All others go by the week."""

    on = Date(required=True)
    kind = words.DayKind(required=True)
    title = graphene.String()
    layer = words.CalendarLayer()
    version = graphene.String()
    source = graphene.String()
    is_provisional = graphene.Boolean(required=True)


class BusinessHours(graphene.ObjectType):
    """办公时间 of a part of the year, `MM-DD` to `MM-DD`; `spans` like `08:30-12:00 14:30-18:00`."""

    begins_on = graphene.String(required=True)
    ends_on = graphene.String(required=True)
    spans = graphene.String(required=True)


class CalendarYear(graphene.ObjectType):
    """A year as it counts at a place for the promises of its hall. `mayPublish`: layers that the caller may change."""

    year = graphene.Int(required=True)
    version = graphene.String(required=True)
    published_through = Date(required=True)
    is_provisional = graphene.Boolean(required=True)
    working_days = graphene.Int(required=True)
    days = graphene.List(graphene.NonNull(CalendarDay), required=True)
    hours = graphene.List(graphene.NonNull(BusinessHours), required=True)
    may_publish = graphene.List(graphene.NonNull(words.CalendarLayer), required=True)
    file = graphene.String(
        required=True,
        layer=words.CalendarLayer(required=True),
        description="What the layer of this place says of the year, as the file that can be published again.",
    )

    @staticmethod
    def resolve_file(root: Any, _info: GraphQLResolveInfo, layer: LayerKind) -> str:
        return calendar_file.written(versions.days_of(layer, root.place, root.year))


class CalendarVersionNode(graphene.ObjectType):
    """日历版本: of one layer, by whom and on what ground. `year` is the one that was published with it."""

    class Meta:
        name = "CalendarVersion"

    version = graphene.String(required=True)
    layer = words.CalendarLayer(required=True)
    place = graphene.String(description="Name of the region or hall whose layer it is; null for the national one.")
    year = graphene.Int()
    source = graphene.String(required=True)
    notice = graphene.String()
    reason = graphene.String(required=True)
    person_name = graphene.String()
    published_at = DateTime(required=True)
    is_current = graphene.Boolean(required=True)


class FileProblem(graphene.ObjectType):
    """Why a line of the file is not taken; line 0 is the file as a whole."""

    line = graphene.Int(required=True)
    code = graphene.String(required=True)
    given = graphene.String(required=True)


class CalendarChange(graphene.ObjectType):
    """A day that would count otherwise."""

    on = Date(required=True)
    before = words.DayKind(required=True)
    after = words.DayKind(required=True)
    title = graphene.String()


class ReachedHall(graphene.ObjectType):
    """A hall with how many of its open cases have a clock that reaches days which change (no hall is entered)."""

    hall = graphene.Field(HallNode, required=True)
    cases = graphene.Int(required=True)


class ClockMove(graphene.ObjectType):
    """A clock before and after; `clock` is its name, with its stage after a colon."""

    clock = graphene.String(required=True)
    was = DateTime()
    due_at = DateTime()


class MovingCase(graphene.ObjectType):
    """An open case of the hall that is entered, with the dates that would move."""

    number = graphene.String(required=True)
    item_name = graphene.String(required=True)
    department = graphene.String(required=True)
    moves = graphene.List(graphene.NonNull(ClockMove), required=True)


CalendarVersionConnection = connection(CalendarVersionNode)
MovingCaseConnection = connection(MovingCase)


class CalendarPreview(graphene.ObjectType):
    """预览: nothing is written. With `problems` or `errors` there is nothing else."""

    version = graphene.String()
    problems = graphene.List(graphene.NonNull(FileProblem), required=True)
    errors = graphene.List(graphene.NonNull(UserError), required=True)
    changes = graphene.List(graphene.NonNull(CalendarChange), required=True)
    reached = graphene.List(graphene.NonNull(ReachedHall), required=True)
    cases = graphene.Field(MovingCaseConnection, required=True)


class CalendarFileInput(graphene.InputObjectType):
    """`text`: rows as in docs/howto/calendar.md. A region names its law in `source`, a hall its `reason`."""

    layer = words.CalendarLayer(required=True)
    year = graphene.Int(required=True)
    text = graphene.String(required=True)
    source = graphene.String(default_value="")
    number = graphene.String(default_value="", description="Of the notice.")
    reason = graphene.String(default_value="")


class PublishCalendarInput(CalendarFileInput):
    hall = graphene.ID(required=True)
    previewed = graphene.String(description="The version that the preview named: refused if another came between.")
    idempotency_key = graphene.String()


class PublishCalendarPayload(graphene.ObjectType):
    version = graphene.Field(CalendarVersionNode)
    problems = graphene.List(graphene.NonNull(FileProblem), required=True)
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class CalendarQueries(graphene.ObjectType):
    calendar_year = graphene.Field(
        CalendarYear,
        required=True,
        description="The calendar of a place (enters no hall).",
        code=graphene.ID(required=True),
        year=graphene.Int(required=True),
    )
    calendar_versions = graphene.Field(
        CalendarVersionConnection,
        required=True,
        description="Versions of the layers that a place stands under, newest first (enters no hall).",
        code=graphene.ID(required=True),
        first=graphene.Int(default_value=50),
        after=graphene.String(),
    )
    calendar_preview = graphene.Field(
        CalendarPreview,
        required=True,
        description="What publishing a file would move in the cases of one hall (enters it); `place` owns the layer.",
        hall=graphene.ID(required=True),
        place=graphene.ID(required=True),
        file=CalendarFileInput(required=True),
        first=graphene.Int(default_value=50),
        after=graphene.String(),
    )

    @staticmethod
    def resolve_calendar_year(_root: None, info: GraphQLResolveInfo, code: str, year: int) -> Any:
        context: Context = info.context
        hall = access_hall(context.actor, code)
        if not FIRST_DAY.year <= year <= LAST_DAY.year:
            raise Refusal("No calendar says anything of this year.", code="OUTSIDE_CALENDAR", field="year")
        return _Year(context, hall, year)

    @staticmethod
    def resolve_calendar_versions(
        _root: None, info: GraphQLResolveInfo, code: str, first: int, after: str | None = None
    ) -> Page:
        hall = access_hall(info.context.actor, code)
        key = after_key(after, "calendarVersions", int)
        rows = versions.listed(hall, before=key[0] if key else None)[: page_size(first) + 1]
        return page(_version_nodes(hall, list(rows)), first, kind="calendarVersions", key=lambda node: [node.id])

    @staticmethod
    def resolve_calendar_preview(
        _root: None, info: GraphQLResolveInfo, hall: str, place: str, file: Any, first: int, after: str | None = None
    ) -> CalendarPreview:
        context: Context = info.context
        owner = access_hall(context.actor, place)
        asked = _asked(context, owner, file)
        key = after_key(after, "movingCases", int)
        try:
            found = calendars.preview(asked)
        except BadCalendarFile as refused:
            return _nothing(problems=refused.problems)
        except Refusal as refusal:
            return _nothing(errors=[UserError.of(refusal)])
        moving = calendars.moving(context.entered, found, after=key[0] if key else 0)
        rows = list(islice(moving, page_size(first) + 1))
        reached = calendars.reached(found, asked) if key is None and owner.code == context.entered.code else {}
        cases = page(rows, first, kind="movingCases", key=lambda row: [row.case.pk])
        return CalendarPreview(
            version=found.draft.version,
            problems=[],
            errors=[],
            changes=[
                CalendarChange(on=one.day, before=one.before, after=one.after, title=one.title) for one in found.changes
            ],
            reached=_reached(context, reached),
            cases=Page([type(edge)(edge.cursor, _moving(edge.node)) for edge in cases.edges], cases.page_info),
        )


class CalendarMutations(graphene.ObjectType):
    publish_calendar = graphene.Field(
        PublishCalendarPayload,
        required=True,
        description="公布: a new version of a layer; the dates of open cases follow, each by an event.",
        input=PublishCalendarInput(required=True),
    )

    @staticmethod
    def resolve_publish_calendar(_root: None, info: GraphQLResolveInfo, input: Any) -> PublishCalendarPayload:
        context: Context = info.context
        asked = _asked(context, context.entered, input)
        try:
            row = calendars.publish(asked, by=Doer.of(context.actor, context.caller.posted_at))
        except GATES:
            raise
        except BadCalendarFile as refused:
            return PublishCalendarPayload(problems=_problems(refused.problems), errors=[UserError.of(refused)])
        except Refusal as refusal:
            return PublishCalendarPayload(problems=[], errors=[UserError.of(refusal)])
        (node,) = _version_nodes(context.entered, [row])
        return PublishCalendarPayload(version=node, problems=[], errors=[])


@dataclass(frozen=True, slots=True)
class _Day:
    on: date
    kind: DayKind
    title: str | None
    layer: LayerKind | None
    version: str | None
    source: str | None
    is_provisional: bool


class _Year:
    """What a place says of a year, by its current version."""

    def __init__(self, context: Context, place: Hall, year: int) -> None:
        self.place, self.year = place, year
        self.version = versions.newest_version(place)
        used = versions.own(self.version) or versions.calendar(self.version)
        first, last = date(year, 1, 1), date(year, 12, 31)
        days = [first + offset * ONE_DAY for offset in range((last - first).days + 1)]
        self.published_through, self.is_provisional = used.published_through, used.is_provisional(last)
        self.working_days = sum(map(used.is_working_day, days))
        self.days = [_day(used, day) for day in days if _is_named(used, day)]
        self.hours = [_hours(one) for one in used.seasons] + [
            BusinessHours(begins_on="01-01", ends_on="12-31", spans=calendar_file.spans(used.hours))
        ]
        self.may_publish = [kind for kind in LayerKind if _may(context, place, kind)]


def _may(context: Context, place: Hall, kind: LayerKind) -> bool:
    is_own = context.actor.role == Role.HALL_ADMIN and context.actor.hall_code == place.code
    return is_own and place.provisioned_at is not None and versions.owns(place, kind)


def _is_named(used: Calendar, day: date) -> bool:
    return used.origin(day) is not None or used.kind(day) is DayKind.STATUTORY


def _day(used: Calendar, day: date) -> _Day:
    origin = used.origin(day)
    return _Day(
        day,
        used.kind(day),
        used.title(day) or None,
        origin.kind if origin else None,
        origin.version if origin else None,
        (origin.source or None) if origin else None,
        used.is_provisional(day),
    )


def _hours(season: Season) -> BusinessHours:
    return BusinessHours(
        begins_on=_month_day(season.first), ends_on=_month_day(season.last), spans=calendar_file.spans(season.hours)
    )


def _month_day(on: MonthDay) -> str:
    return f"{on[0]:02d}-{on[1]:02d}"


def _asked(context: Context, owner: Hall, given: Any) -> Asked:
    """Raises Forbidden NOT_YOUR_LAYER."""
    kind = LayerKind(given["layer"].value)
    versions.check_owns(context.actor, owner, kind)
    words_given = {name: (given.get(name) or "").strip() for name in ("source", "number", "reason", "previewed")}
    return Asked(owner, kind, given["year"], given["text"], **words_given)


def _version_nodes(hall: Hall, rows: Sequence[CalendarVersion]) -> list[Any]:
    current = set(versions.newest_version(hall).split(versions.JOINT))
    names = {one.code: one.display_name for one in Hall.objects.filter(code__in={row.hall for row in rows if row.hall})}
    nodes = []
    for row in rows:
        node = CalendarVersionNode(
            version=row.version,
            layer=LayerKind(row.layer),
            place=names.get(row.hall),
            year=row.year,
            source=row.source,
            notice=row.notices.get(str(row.year)),
            reason=row.reason,
            person_name=row.person_name or None,
            published_at=row.loaded_at,
            is_current=row.version in current,
        )
        node.id = row.pk
        nodes.append(node)
    return nodes


def _nothing(*, problems: Sequence[Problem] = (), errors: Sequence[UserError] = ()) -> CalendarPreview:
    return CalendarPreview(
        problems=_problems(problems),
        errors=list(errors),
        changes=[],
        reached=[],
        cases=page([], 1, kind="movingCases", key=list),
    )


def _problems(problems: Sequence[Problem]) -> list[FileProblem]:
    return [FileProblem(line=one.line, code=one.code, given=one.given) for one in problems]


def _reached(context: Context, halls: dict[str, int]) -> list[ReachedHall]:
    most = dict(islice(halls.items(), MOST_HALLS))
    found = {hall.code: hall for hall in Hall.objects.filter(code__in=most)}
    family = Family(Shelf(context.actor, context.now), list(found.values()))
    return [ReachedHall(hall=HallView(found[code], family), cases=number) for code, number in most.items()]


def _moving(row: MovedCase) -> MovingCase:
    return MovingCase(
        number=row.case.number,
        item_name=row.case.version.variant.name,
        department=row.case.department,
        moves=[ClockMove(clock=one.clock, was=one.was, due_at=one.due_at) for one in row.moves],
    )
