"""发送: the worker's part of a delivery. One message a claim, so that a worker killed at any step doubles at most one.

A message leaves at least once: killed between the gateway's answer and our commit it goes again, under the same
`message_id`. The agenda row of a delivery keeps its moment `at` whatever it waits for, so messages leave in order.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Sum

from foundation import agenda, ciphers
from foundation.agenda import Thing
from foundation.clock import SHANGHAI, now
from foundation.models import Agenda
from hierarchy.calendars import calendar, current_version
from rulebook import telling
from rulebook.telling import Channel, DeliveryState, SendingHours
from tenants.audit import sealing
from tenants.documents import issuing, rendering
from tenants.notices import gateways, lines
from tenants.notices.gateways import NotNow, Outgoing, Unreachable, Unwanted
from tenants.notices.models import ChannelRules, Delivery, DeliveryStep

HANDLERS = {Channel.EMAIL: "notice.email", Channel.SMS: "notice.sms"}
PURPOSE = "delivery address"
RESEALED = 500
UNREACHABLE, EXPIRED, CAP_REACHED, REFUSED = "GATEWAY_DOWN", "EXPIRED", "CAP_REACHED", "GATEWAY_REFUSED"


def rules(channel: Channel) -> ChannelRules:
    """Of the hall that is entered; office hours only where it said nothing."""
    return ChannelRules.objects.filter(channel=channel.value).first() or ChannelRules(channel=channel.value)


def leaves_at(channel: Channel, at: datetime) -> datetime:
    """The first moment from `at` on at which this hall may use the channel."""
    found = rules(channel)
    hours = SendingHours(found.is_office_only, found.quiet_from, found.quiet_to)
    return telling.leaves_at(at, hours, calendar(current_version()))


def put(hall_code: str, deliveries: Sequence[Delivery]) -> None:
    """Has these rows, which are written, sent when they are due."""
    agenda.put(
        [Thing(HANDLERS[Channel(one.channel)], hall_code, str(one.pk), one.due_at, priority=4) for one in deliveries]
    )


def taker(channel: Channel) -> Callable[[str, Sequence[Any]], Sequence[Any]]:
    def take(hall_code: str, rows: Sequence[Any]) -> Sequence[Any]:
        """The first row, where no other worker sends for this hall just now; none while the gateway is left alone."""
        if not _is_alone(hall_code, channel):
            return []
        line = lines.line(channel)
        if not line.is_open(now()):
            # What is put off keeps its place, and a hall with nothing else to do is not looked at again before.
            Agenda.objects.filter(pk__in=[row.pk for row in rows]).update(retry_at=line.waits_until)
            return []
        return rows[:1]

    return take


def worker(channel: Channel) -> Callable[[str, Sequence[Any]], None]:
    def work(hall_code: str, rows: Sequence[Any]) -> None:
        for row in rows:
            found = Delivery.objects.select_for_update().filter(pk=int(row.key), state=DeliveryState.WAITING).first()
            if found is not None:
                _send(hall_code, channel, found, place=row.at)

    return work


def _send(hall_code: str, channel: Channel, delivery: Delivery, *, place: datetime) -> None:
    """One try. `place`: the moment that says before whom it goes."""
    moment = now()
    later = leaves_at(channel, moment)
    if later > moment:
        _again(hall_code, delivery, place, later)
    elif channel is Channel.SMS and not _is_paid_for(delivery, moment):
        _die(hall_code, delivery, CAP_REACHED, "", moment)
    else:
        try:
            said = gateways.hand_over(channel, _outgoing(delivery))
        except Unwanted as refused:
            _die(hall_code, delivery, REFUSED, str(refused), moment)
        except NotNow as refused:
            _own_fault(hall_code, delivery, place, str(refused), moment)
        except Unreachable as error:
            _not_reached(hall_code, channel, delivery, place, error, moment)
        else:
            lines.answered(channel, now=moment)
            _sent(hall_code, delivery, said, moment)


def _sent(hall_code: str, delivery: Delivery, said: str, moment: datetime) -> None:
    delivery.state, delivery.sent_at, delivery.tried_at = DeliveryState.SENT, moment, moment
    delivery.error, delivery.said = "", said
    delivery.save()
    note(hall_code, delivery, "SENT", moment, said=said, cost=delivery.cost)


def _not_reached(
    hall_code: str, channel: Channel, delivery: Delivery, place: datetime, error: Unreachable, moment: datetime
) -> None:
    found = lines.failed(channel, last_tried_at=delivery.tried_at, tries=delivery.tries, now=moment, asked=error.asked)
    if found.is_own:
        _own_fault(hall_code, delivery, place, str(error), moment)
    elif telling.is_given_up(delivery.tries, due_at=delivery.due_at, now=moment):
        _die(hall_code, delivery, EXPIRED, str(error), moment)
    else:
        _failed(hall_code, delivery, UNREACHABLE, str(error), moment)
        _again(hall_code, delivery, place, found.retry_at)


def _own_fault(hall_code: str, delivery: Delivery, place: datetime, said: str, moment: datetime) -> None:
    delivery.tries += 1
    if telling.is_given_up(delivery.tries, due_at=delivery.due_at, now=moment):
        _die(hall_code, delivery, REFUSED, said, moment)
    else:
        _failed(hall_code, delivery, REFUSED, said, moment)
        _again(hall_code, delivery, place, moment + telling.wait(delivery.tries))


def _failed(hall_code: str, delivery: Delivery, code: str, said: str, moment: datetime) -> None:
    delivery.error, delivery.said, delivery.tried_at, delivery.cost = code, said, moment, 0
    delivery.save()
    note(hall_code, delivery, "FAILED", moment, code=code, said=said)


def _die(hall_code: str, delivery: Delivery, code: str, said: str, moment: datetime) -> None:
    delivery.state, delivery.error, delivery.said = DeliveryState.DEAD, code, said
    delivery.tried_at, delivery.cost = moment, 0
    delivery.save()
    note(hall_code, delivery, "DEAD", moment, code=code, said=said)


def _again(hall_code: str, delivery: Delivery, place: datetime, retry_at: datetime) -> None:
    handler = HANDLERS[Channel(delivery.channel)]
    agenda.put([Thing(handler, hall_code, str(delivery.pk), place, priority=4, retry_at=retry_at)])


def note(
    hall_code: str, delivery: Delivery, kind: str, at: datetime, *, by: tuple[Any, str] = (None, ""), **detail: Any
) -> None:
    """A step, kept for good."""
    DeliveryStep.objects.create(
        delivery=delivery,
        kind=kind,
        at=at,
        person=by[0],
        person_name=by[1],
        detail={k: v for k, v in detail.items() if v},
    )
    sealing.ask(hall_code)


def _outgoing(delivery: Delivery) -> Outgoing:
    attachment = None
    if delivery.document and delivery.channel == Channel.EMAIL:
        document = issuing.access_document(delivery.document)
        attachment = (f"{document.number}.pdf", rendering.pdf(document, address=link(f"/verify/{document.code}")))
    address = ciphers.unseal(delivery.sealed, purpose=PURPOSE, owner=delivery.message_id)
    return Outgoing(delivery.message_id, address, delivery.subject, delivery.text, attachment)


def link(path: str) -> str:
    return f"{settings.ORIGIN}{path}"


def _is_paid_for(delivery: Delivery, moment: datetime) -> bool:
    """Whether the month's cap has room for it; then its cost stands on it. One worker a hall and channel asks."""
    found = rules(Channel.SMS)
    delivery.cost = found.price * telling.segments(delivery.text)
    return telling.is_within_cap(delivery.cost, spent=spent(moment), cap=found.monthly_cap)


def spent(moment: datetime) -> int:
    """Fen that short messages of this hall cost in the month of the moment, so far."""
    first = moment.astimezone(SHANGHAI).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    rows = Delivery.objects.filter(channel=Channel.SMS, sent_at__gte=first, cost__gt=0)
    return rows.aggregate(total=Sum("cost"))["total"] or 0


def _is_alone(hall_code: str, channel: Channel) -> bool:
    """Until the end of the transaction no other worker sends for this hall by this channel."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"{HANDLERS[channel]} {hall_code}"]
        )
        return bool(cursor.fetchone()[0])


def reseal() -> int:
    """Of the hall that is entered: what an older key sealed, under the one that writes now; how many rows."""
    changed = last = 0
    while True:
        with transaction.atomic():
            rows = list(Delivery.objects.select_for_update().filter(pk__gt=last).order_by("pk")[:RESEALED])
            if not rows:
                return changed
            last = rows[-1].pk
            old = [row for row in rows if not ciphers.is_current(row.sealed)]
            for row in old:
                opened = ciphers.unseal(row.sealed, purpose=PURPOSE, owner=row.message_id)
                row.sealed = ciphers.seal(opened, purpose=PURPOSE, owner=row.message_id)
            Delivery.objects.bulk_update(old, ["sealed"])
            changed += len(old)
