"""渠道设置 and 模板 of one hall, for its administrator."""

import re
from datetime import time
from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from api.entry import Context
from api.graph import words
from api.graph.case_acts import UserError, answer
from api.graph.deliveries import admin_of
from hierarchy.gates import check_administers
from rulebook.telling import Channel
from tenants.notices import acts, sending, telling, templates
from tenants.notices.acts import BadDelivery
from tenants.notices.models import ChannelRules, NoticeTemplate
from tenants.notices.templates import Kind, Wording


class ChannelNode(graphene.ObjectType):
    """When a channel may be used, what a short message costs, how much it may cost a month. Money in fen."""

    class Meta:
        name = "ChannelSettings"

    channel = words.NoticeChannel(required=True)
    is_offered = graphene.Boolean(required=True, description="This installation has a gateway for it.")
    is_office_only = graphene.Boolean(required=True)
    quiet_from = graphene.String(description="HH:MM")
    quiet_to = graphene.String(description="HH:MM; before `quietFrom` it is that of the next day.")
    price = graphene.Int(required=True)
    monthly_cap = graphene.Int()
    spent = graphene.Int(required=True, description="This month.")


class TemplateNode(graphene.ObjectType):
    """Words of one kind of message by one channel in one language. `isOwn`: the hall's, not the one that ships."""

    class Meta:
        name = "NoticeTemplate"

    kind = words.NoticeKind(required=True)
    channel = words.NoticeChannel(required=True)
    language = graphene.String(required=True)
    subject = graphene.String(required=True)
    text = graphene.String(required=True)
    is_own = graphene.Boolean(required=True)
    placeholders = graphene.List(graphene.NonNull(graphene.String), required=True)
    needed = graphene.List(graphene.NonNull(graphene.String), required=True)


class ChannelQueries(graphene.ObjectType):
    channels = graphene.List(
        graphene.NonNull(ChannelNode),
        required=True,
        description="Settings of the channels of one hall (enters it); for its administrator.",
        hall=graphene.ID(required=True),
    )
    notice_templates = graphene.List(
        graphene.NonNull(TemplateNode),
        required=True,
        description="Templates that apply in one hall (enters it); for its administrator.",
        hall=graphene.ID(required=True),
    )

    @staticmethod
    def resolve_channels(_root: None, info: GraphQLResolveInfo, hall: str) -> list[ChannelNode]:
        context: Context = info.context
        check_administers(context.actor, context.entered)
        kept = {row.channel: row for row in ChannelRules.objects.all()}
        return [_channel(context, kept.get(one.value) or ChannelRules(channel=one.value)) for one in Channel]

    @staticmethod
    def resolve_notice_templates(_root: None, info: GraphQLResolveInfo, hall: str) -> list[TemplateNode]:
        context: Context = info.context
        check_administers(context.actor, context.entered)
        own = set(NoticeTemplate.objects.values_list("kind", "channel", "language"))
        return [
            _template(kind, channel, language, wording, (kind.value, channel.value, language) in own)
            for (kind, channel, language), wording in templates.of_hall().items()
        ]


class ChannelPayload(graphene.ObjectType):
    channel = graphene.Field(ChannelNode)
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class TemplatePayload(graphene.ObjectType):
    template = graphene.Field(TemplateNode)
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class SetChannelInput(graphene.InputObjectType):
    hall = graphene.ID(required=True)
    channel = words.NoticeChannel(required=True)
    is_office_only = graphene.Boolean(required=True)
    quiet_from = graphene.String()
    quiet_to = graphene.String()
    price = graphene.Int(required=True)
    monthly_cap = graphene.Int()
    idempotency_key = graphene.String()


class TemplateInput(graphene.InputObjectType):
    hall = graphene.ID(required=True)
    kind = words.NoticeKind(required=True)
    channel = words.NoticeChannel(required=True)
    language = graphene.String(required=True)
    idempotency_key = graphene.String()


class SetTemplateInput(TemplateInput):
    subject = graphene.String()
    text = graphene.String(required=True)


class ChannelMutations(graphene.ObjectType):
    set_channel = graphene.Field(
        ChannelPayload,
        required=True,
        description="渠道设置, by an administrator.",
        input=SetChannelInput(required=True),
    )
    set_notice_template = graphene.Field(
        TemplatePayload,
        required=True,
        description="Words of the hall's own; every placeholder is checked.",
        input=SetTemplateInput(required=True),
    )
    drop_notice_template = graphene.Field(
        TemplatePayload, required=True, description="Back to the one that ships.", input=TemplateInput(required=True)
    )

    @staticmethod
    def resolve_set_channel(_root: None, info: GraphQLResolveInfo, input: Any) -> ChannelPayload:
        context: Context = info.context

        def work() -> ChannelNode:
            row = acts.set_rules(
                admin_of(context),
                input["channel"],
                is_office_only=input["is_office_only"],
                quiet_from=_clock(input.get("quiet_from"), "quiet_from"),
                quiet_to=_clock(input.get("quiet_to"), "quiet_to"),
                price=input["price"],
                monthly_cap=input.get("monthly_cap"),
            )
            return _channel(context, row)

        return answer(ChannelPayload, "channel", work)

    @staticmethod
    def resolve_set_notice_template(_root: None, info: GraphQLResolveInfo, input: Any) -> TemplatePayload:
        key = input["kind"], input["channel"], input["language"]
        said = {"subject": input.get("subject") or "", "text": input["text"]}
        return answer(
            TemplatePayload,
            "template",
            lambda: _template(*key, acts.set_template(admin_of(info.context), *key, **said), True),
        )

    @staticmethod
    def resolve_drop_notice_template(_root: None, info: GraphQLResolveInfo, input: Any) -> TemplatePayload:
        key = input["kind"], input["channel"], input["language"]
        return answer(
            TemplatePayload,
            "template",
            lambda: _template(*key, acts.drop_template(admin_of(info.context), *key), False),
        )


def _channel(context: Context, row: ChannelRules) -> ChannelNode:
    channel = Channel(row.channel)
    return ChannelNode(
        channel=channel,
        is_offered=telling.is_offered(channel),
        is_office_only=row.is_office_only,
        quiet_from=f"{row.quiet_from:%H:%M}" if row.quiet_from else None,
        quiet_to=f"{row.quiet_to:%H:%M}" if row.quiet_to else None,
        price=row.price,
        monthly_cap=row.monthly_cap,
        spent=sending.spent(context.now) if channel is Channel.SMS else 0,
    )


def _template(kind: Kind, channel: Channel, language: str, wording: Wording, is_own: bool) -> TemplateNode:
    return TemplateNode(
        kind=kind,
        channel=channel,
        language=language,
        subject=wording.subject,
        text=wording.text,
        is_own=is_own,
        placeholders=sorted(templates.PLACEHOLDERS[kind]),
        needed=sorted(templates.NEEDED[kind]),
    )


def _clock(text: str | None, field: str) -> time | None:
    if not text:
        return None
    if not re.fullmatch(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", text):
        raise BadDelivery("A time of day is HH:MM.", code="BAD_VALUE", field=field)
    return time.fromisoformat(text)
