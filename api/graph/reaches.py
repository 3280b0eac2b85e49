"""`reaches`: where the signed-in person wants to be told besides the application, and how he says so."""

from collections.abc import Callable
from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from accounts import reaches
from accounts.models import Person, Reach
from api.entry import Context
from api.graph import words
from api.graph.account import session_person
from api.graph.case_acts import GATES, UserError
from api.graph.scalars import DateTime
from foundation.errors import Refusal
from rulebook.telling import Channel
from tenants.notices import gateways, telling
from tenants.notices.gateways import Outgoing


class ReachNode(graphene.ObjectType):
    """联系方式 by one channel. Without `masked` none is kept; nothing is sent before `isConfirmed`."""

    class Meta:
        name = "Reach"

    channel = words.NoticeChannel(required=True)
    is_offered = graphene.Boolean(required=True, description="This installation has a gateway for it.")
    masked = graphene.String()
    is_wanted = graphene.Boolean(required=True)
    is_confirmed = graphene.Boolean(required=True)
    confirmed_at = DateTime()


class ReachPayload(graphene.ObjectType):
    reaches = graphene.List(graphene.NonNull(ReachNode), required=True)
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class ReachQueries(graphene.ObjectType):
    reaches = graphene.List(graphene.NonNull(ReachNode), required=True, description="The caller's own, one a channel.")

    @staticmethod
    def resolve_reaches(_root: None, info: GraphQLResolveInfo) -> list[ReachNode]:
        person = info.context.caller.person
        assert person is not None, "`admit` lets nobody else through"
        return _nodes(person)


def _act(work: Callable[..., Any], description: str, **arguments: Any) -> graphene.Field:
    """For a session: a token changes nothing about how its person is reached."""

    def resolve(_root: None, info: GraphQLResolveInfo, channel: Channel, **given: Any) -> ReachPayload:
        context: Context = info.context
        person = session_person(context)
        try:
            work(person, channel, **given)
        except GATES:
            raise
        except Refusal as refusal:
            return ReachPayload(reaches=_nodes(person), errors=[UserError.of(refusal)])
        return ReachPayload(reaches=_nodes(person), errors=[])

    return graphene.Field(
        ReachPayload,
        required=True,
        description=description,
        resolver=resolve,
        channel=words.NoticeChannel(required=True),
        **arguments,
    )


def _begin(person: Person, channel: Channel, address: str) -> None:
    """Keeps the address and has the code sent there at once; the person waits for it."""
    if not telling.is_offered(channel):
        raise Refusal("There is no gateway for this channel.", code="CHANNEL_OFF", field="channel")
    where, code = reaches.begin(person, channel, address)
    text = f"【明镜】验证码 {code}，15分钟内有效。 Code {code}, good for 15 minutes."
    try:
        gateways.hand_over(channel, Outgoing(f"code-{person.pk}", where, f"验证码 {code}", text))
    except (gateways.Unreachable, gateways.NotNow, gateways.Unwanted):
        raise Refusal("The code could not be sent.", code="GATEWAY_DOWN", field="address") from None


class ReachMutations(graphene.ObjectType):
    keep_reach = _act(
        _begin,
        "Keeps an address and sends a code there; five times in a quarter of an hour.",
        address=graphene.String(required=True),
    )
    confirm_reach = _act(reaches.confirm, "Says the code that was sent.", code=graphene.String(required=True))
    want_reach = _act(reaches.want, "Whether messages are sent there.", is_wanted=graphene.Boolean(required=True))
    forget_reach = _act(reaches.forget, "Forgets the address.")


def _nodes(person: Person) -> list[ReachNode]:
    kept = {row.channel: row for row in reaches.of(person)}
    return [_node(channel, kept.get(channel.value)) for channel in Channel]


def _node(channel: Channel, row: Reach | None) -> ReachNode:
    return ReachNode(
        channel=channel,
        is_offered=telling.is_offered(channel),
        masked=row.masked if row else None,
        is_wanted=row.is_wanted if row else False,
        is_confirmed=row is not None and row.confirmed_at is not None,
        confirmed_at=row.confirmed_at if row else None,
    )
