"""亮灯规则: what lights when in a hall and by which text, its versions, publishing another."""

from datetime import date, datetime
from typing import Any

import graphene
from django.db.models import Q
from graphql import GraphQLResolveInfo

from api.entry import Context
from api.graph import words
from api.graph.case_acts import GATES, UserError
from api.graph.connection import Page, after_key, connection, page, page_size
from api.graph.scalars import Date, DateTime
from foundation.clock import local_day
from foundation.errors import Refusal
from hierarchy import signals
from hierarchy.models import Hall, SignalVersion
from hierarchy.signals import Draft
from reporting.names import item_names
from rulebook.lamp import Lamp
from rulebook.signals import DEFAULT, Card, Colour, Edge, Ladder, Level, OffsetUnit, Rung, Telling, Told
from tenants.audit.admin_acts import Doer
from tenants.cases import signals as acts


class SignalTelling(graphene.ObjectType):
    role = words.Told(required=True)
    channel = graphene.String(required=True)


class SignalOrigin(graphene.ObjectType):
    """Which tier published a rung, in which version, from when, and the article that it cites."""

    hall = graphene.ID(required=True)
    hall_name = graphene.String(required=True)
    tier = words.Tier(required=True)
    version = graphene.Int(required=True)
    from_on = Date(required=True)
    article = graphene.ID(required=True)
    cited = graphene.String(required=True)


class SignalRung(graphene.ObjectType):
    """One rung: `offset` from the end of what it is anchored at, negative before it. Without `origin` the default's."""

    code = graphene.String(required=True)
    name = graphene.String()
    anchor = graphene.String(required=True, description="A clock, ANY, REPLY (of an order) or BREACH.")
    of = graphene.String(description="The breach; null: every one.")
    offset = graphene.Int(required=True)
    unit = words.OffsetUnit(required=True)
    edge = words.RungEdge(required=True)
    level = words.AlertLevel(description="Null lights the lamp and alerts nobody.")
    colour = words.RungColour(required=True)
    shortest = graphene.Int(required=True, description="For limits of so many units and more.")
    longest = graphene.Int(description="For limits of so many units and fewer.")
    tell = graphene.List(graphene.NonNull(SignalTelling), required=True)
    proposes = words.ProposedCard()
    origin = graphene.Field(SignalOrigin)


class SignalDelay(graphene.ObjectType):
    """How many hours a source that reports in batches has, before its alerts are raised; `*`: every other one."""

    source = graphene.String(required=True)
    hours = graphene.Int(required=True)


class SignalLadderNode(graphene.ObjectType):
    """What holds in a hall for an item on a day."""

    class Meta:
        name = "SignalLadder"

    hall = graphene.ID(required=True)
    item = graphene.ID()
    on = Date(required=True)
    is_default = graphene.Boolean(required=True, description="No tier has published one.")
    may_publish = graphene.Boolean(required=True)
    rungs = graphene.List(graphene.NonNull(SignalRung), required=True)
    delays = graphene.List(graphene.NonNull(SignalDelay), required=True)


class SignalVersionNode(graphene.ObjectType):
    """A version that the hall or a tier above it published; `itemName` null: for all of its items."""

    class Meta:
        name = "SignalVersion"

    id = graphene.ID(required=True)
    hall = graphene.ID(required=True)
    hall_name = graphene.String(required=True)
    tier = words.Tier(required=True)
    item = graphene.ID()
    item_name = graphene.String()
    number = graphene.Int(required=True)
    from_on = Date(required=True)
    reason = graphene.String(required=True)
    person_name = graphene.String(required=True)
    published_at = DateTime(required=True)
    rungs = graphene.List(graphene.NonNull(SignalRung), required=True)


SignalVersionConnection = connection(SignalVersionNode)


class SignalQueries(graphene.ObjectType):
    signals = graphene.Field(
        SignalLadderNode,
        required=True,
        description="What lights when in one hall (enters it), with tier, version, date and article of each rung.",
        hall=graphene.ID(required=True),
        item=graphene.ID(),
        on=Date(),
    )
    signal_versions = graphene.Field(
        SignalVersionConnection,
        required=True,
        description="What a hall (which is entered) and the tiers above it published, newest first.",
        hall=graphene.ID(required=True),
        item=graphene.ID(),
        first=graphene.Int(default_value=50),
        after=graphene.String(),
    )

    @staticmethod
    def resolve_signals(
        _root: None, info: GraphQLResolveInfo, hall: str, item: str | None = None, on: date | None = None
    ) -> SignalLadderNode:
        context: Context = info.context
        day = on or local_day(context.now)
        held = signals.published(context.entered).in_force(item or "", on=day)
        return _ladder(context, held, item, day)

    @staticmethod
    def resolve_signal_versions(
        _root: None,
        info: GraphQLResolveInfo,
        hall: str,
        first: int,
        item: str | None = None,
        after: str | None = None,
    ) -> Page:
        rows = signals.versions_of(info.context.entered)
        if item:
            rows = rows.filter(item__in=["", item])
        key = after_key(after, "signalVersions", datetime, int)
        if key:
            rows = rows.filter(Q(published_at__lt=key[0]) | Q(published_at=key[0], pk__lt=key[1]))
        found = list(rows.order_by("-published_at", "-pk")[: page_size(first) + 1])
        names = item_names({row.item for row in found if row.item})
        nodes = [_version(row, names) for row in found]
        return page(nodes, first, kind="signalVersions", key=lambda node: [node.published_at.isoformat(), int(node.id)])


def _ladder(context: Context, held: Ladder, item: str | None, on: date) -> SignalLadderNode:
    return SignalLadderNode(
        hall=context.entered.code,
        item=item or None,
        on=on,
        is_default=held is DEFAULT,
        may_publish=context.actor.role in acts.PUBLISH,
        rungs=_rungs(held.rungs),
        delays=[SignalDelay(source=source, hours=hours) for source, hours in sorted(held.delays.items())],
    )


def _version(row: SignalVersion, names: dict[str, str]) -> SignalVersionNode:
    return SignalVersionNode(
        id=row.pk,
        hall=row.hall.code,
        hall_name=row.hall.display_name,
        tier=row.hall.tier,
        item=row.item or None,
        item_name=names.get(row.item, row.item) if row.item else None,
        number=row.number,
        from_on=row.from_on,
        reason=row.reason,
        person_name=row.person_name,
        published_at=row.published_at,
        rungs=_rungs(Ladder.from_json(row.ladder).rungs),
    )


def _rungs(rungs: tuple[Rung, ...]) -> list[SignalRung]:
    codes = {rung.origin.hall for rung in rungs if rung.origin}
    names = {hall.code: hall.display_name for hall in Hall.objects.filter(code__in=codes)} if codes else {}
    return [_rung(rung, names) for rung in rungs]


def _rung(rung: Rung, names: dict[str, str]) -> SignalRung:
    origin = rung.origin
    return SignalRung(
        code=rung.code,
        name=rung.name or None,
        anchor=rung.anchor,
        of=rung.of or None,
        offset=rung.offset,
        unit=rung.unit,
        edge=rung.edge,
        level=rung.level,
        colour=rung.colour,
        shortest=rung.shortest,
        longest=rung.longest,
        tell=[SignalTelling(role=one.role, channel=one.channel) for one in rung.tell],
        proposes=rung.proposes,
        origin=SignalOrigin(
            hall=origin.hall,
            hall_name=names.get(origin.hall, origin.hall),
            tier=origin.tier,
            version=origin.version,
            from_on=date.fromisoformat(origin.from_on),
            article=origin.article,
            cited=origin.cited,
        )
        if origin
        else None,
    )


class SignalTellingInput(graphene.InputObjectType):
    role = words.Told(required=True)
    channel = graphene.String(required=True)


class SignalRungInput(graphene.InputObjectType):
    """As `SignalRung`; `article` is the key of the article of the register that justifies it."""

    code = graphene.String(required=True)
    name = graphene.String()
    anchor = graphene.String(required=True)
    of = graphene.String()
    offset = graphene.Int(required=True)
    unit = words.OffsetUnit(required=True)
    edge = words.RungEdge(required=True)
    level = words.AlertLevel()
    colour = words.RungColour(required=True)
    shortest = graphene.Int()
    longest = graphene.Int()
    tell = graphene.List(graphene.NonNull(SignalTellingInput), required=True)
    proposes = words.ProposedCard()
    article = graphene.ID()


class SignalDelayInput(graphene.InputObjectType):
    source = graphene.String(required=True)
    hours = graphene.Int(required=True)


class SignalLadderInput(graphene.InputObjectType):
    """What the hall publishes for all of its items, or for one. The rungs of tiers above hold without being named."""

    hall = graphene.ID(required=True)
    item = graphene.ID()
    from_on = Date(required=True)
    rungs = graphene.List(graphene.NonNull(SignalRungInput), required=True)
    delays = graphene.List(graphene.NonNull(SignalDelayInput))
    reason = graphene.String(required=True)
    idempotency_key = graphene.String()


class SignalPreview(graphene.ObjectType):
    """Of so many open cases, due first: how many would be yellow or red now that are not. None of them is touched."""

    examined = graphene.Int(required=True)
    is_whole = graphene.Boolean(required=True)
    newly_yellow = graphene.Int(required=True)
    newly_red = graphene.Int(required=True)


class SignalPayload(graphene.ObjectType):
    """`rung` and `tier`: of which rung the refusal is, and which tier above has it stricter."""

    ladder = graphene.Field(SignalLadderNode)
    errors = graphene.List(graphene.NonNull(UserError), required=True)
    rung = graphene.String()
    tier = words.Tier()


class SignalPreviewPayload(graphene.ObjectType):
    preview = graphene.Field(SignalPreview)
    errors = graphene.List(graphene.NonNull(UserError), required=True)
    rung = graphene.String()
    tier = words.Tier()


class SignalMutations(graphene.ObjectType):
    preview_signals = graphene.Field(
        SignalPreviewPayload,
        required=True,
        input=SignalLadderInput(required=True),
        description="What a draft would light at this moment; changes nothing.",
    )
    publish_signals = graphene.Field(
        SignalPayload,
        required=True,
        input=SignalLadderInput(required=True),
        description="A new version, for cases that begin from its day on; a tier above is never loosened.",
    )

    @staticmethod
    def resolve_preview_signals(_root: None, info: GraphQLResolveInfo, input: Any) -> SignalPreviewPayload:
        context: Context = info.context
        try:
            found = acts.preview(context.entered, _draft(input), actor=context.actor, at=context.now)
        except GATES:
            raise
        except Refusal as refusal:
            return SignalPreviewPayload(**_refused(refusal))
        shown = SignalPreview(
            examined=found.examined,
            is_whole=found.is_whole,
            newly_yellow=found.newly.get(Lamp.YELLOW, 0),
            newly_red=found.newly.get(Lamp.RED, 0),
        )
        return SignalPreviewPayload(preview=shown, errors=[])

    @staticmethod
    def resolve_publish_signals(_root: None, info: GraphQLResolveInfo, input: Any) -> SignalPayload:
        context: Context = info.context
        by = Doer.of(context.actor, context.caller.posted_at)
        try:
            version = acts.publish(context.entered, _draft(input), actor=context.actor, by=by)
        except GATES:
            raise
        except Refusal as refusal:
            return SignalPayload(**_refused(refusal))
        held = signals.published(context.entered).in_force(version.item, on=version.from_on)
        return SignalPayload(ladder=_ladder(context, held, version.item, version.from_on), errors=[])


def _refused(refusal: Refusal) -> dict[str, Any]:
    where = {name: refusal.where.get(name) or None for name in ("rung", "tier")}
    return {"errors": [UserError.of(refusal)], **where}


def _draft(given: Any) -> Draft:
    rungs = tuple(_given(one) for one in given["rungs"])
    delays = {one["source"].strip(): one["hours"] for one in given.get("delays") or ()}
    articles = [str(one.get("article") or "") for one in given["rungs"]]
    item = (given.get("item") or "").strip()
    return Draft(item, given["from_on"], Ladder(rungs, delays), articles, given["reason"])


def _given(one: Any) -> Rung:
    level, proposes = one.get("level"), one.get("proposes")
    return Rung(
        code=one["code"].strip(),
        anchor=one["anchor"],
        offset=one["offset"],
        unit=OffsetUnit(one["unit"].value),
        edge=Edge(one["edge"].value),
        level=Level(level.value) if level else None,
        colour=Colour(one["colour"].value),
        shortest=one.get("shortest") or 0,
        longest=one.get("longest"),
        of=(one.get("of") or "").strip(),
        tell=tuple(sorted({Telling(Told(who["role"].value), who["channel"]) for who in one["tell"]})),
        proposes=Card(proposes.value) if proposes else None,
        name=(one.get("name") or "").strip()[:32],
    )
