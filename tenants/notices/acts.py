"""What administrators do with deliveries and settings of channels, and what a gateway says afterwards (回执)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from foundation.clock import SHANGHAI, now
from foundation.errors import Forbidden, NotFound, Refusal
from hierarchy.calendars import calendar, current_version
from hierarchy.models import Hall, Role
from hierarchy.posts import Actor
from rulebook import telling
from rulebook.telling import Channel, DeliveryState, NeverOpen, SendingHours
from tenants.audit import admin_acts
from tenants.audit.admin_acts import Doer
from tenants.audit.models import AdminKind
from tenants.notices import sending, templates
from tenants.notices.models import ChannelRules, Delivery, NoticeTemplate
from tenants.notices.templates import Kind

MOST = 200
LONGEST_REASON = 300
LOOKING = frozenset({Role.HALL_ADMIN, Role.SUPERVISOR, Role.INSPECTOR, Role.LEADER})
MOST_FEN = 100_000_000


class BadDelivery(Refusal):
    """`code` says why: NOT_DEAD, REQUIRED, TOO_LONG, TOO_MANY, OUT_OF_RANGE, NEVER_OPEN."""

    code = "NOT_DEAD"


@dataclass(frozen=True, slots=True)
class Admin:
    """Who acts, and in which hall, which is entered. `by` is how the act is kept."""

    hall: Hall
    actor: Actor
    by: Doer


def visible_to(actor: Actor, hall: Hall) -> QuerySet[Delivery]:
    """The hall's administrators, and who supervises it; a person sees the messages that he sent or got himself."""
    if actor.role in LOOKING:
        return Delivery.objects.all()
    his = Delivery.objects.filter(recipient=actor.person_id) | Delivery.objects.filter(sent_by=actor.person_id)
    return his if actor.hall_code == hall.code else Delivery.objects.none()


def may_manage(actor: Actor, hall: Hall) -> bool:
    return actor.role == Role.HALL_ADMIN and actor.hall_code == hall.code


def send_again(admin: Admin, ids: Sequence[str]) -> list[Delivery]:
    """From the start of its tries, under the same `message_id`. Raises Forbidden, NotFound, BadDelivery."""
    moment = now()
    with transaction.atomic():
        found = _dead(admin, ids)
        for one in found:
            one.state, one.tries, one.tried_at, one.error = DeliveryState.WAITING.value, 0, None, ""
            one.due_at = sending.leaves_at(Channel(one.channel), moment)
            one.save()
            sending.note(admin.hall.code, one, "AGAIN", moment, by=_by(admin))
        sending.put(admin.hall.code, found)
    return found


def set_aside(admin: Admin, ids: Sequence[str], *, reason: str) -> list[Delivery]:
    """搁置: it will not be sent, for this reason. Raises Forbidden, NotFound, BadDelivery."""
    said = _text(reason, "reason", LONGEST_REASON)
    moment = now()
    with transaction.atomic():
        found = _dead(admin, ids)
        for one in found:
            one.state = DeliveryState.SET_ASIDE.value
            one.save(update_fields=["state"])
            sending.note(admin.hall.code, one, "SET_ASIDE", moment, by=_by(admin), reason=said)
    return found


@transaction.atomic
def take_receipt(hall: Hall, message_id: str, *, is_delivered: bool, at: datetime, said: str) -> bool:
    """回执 of a gateway, in the hall that the message names. Twice the same changes nothing; False then.

    Whether it arrived is known once: what comes after that is kept as a step. Raises NotFound.
    """
    found = Delivery.objects.select_for_update().filter(message_id=message_id).first()
    if found is None:
        raise NotFound("No such message.")
    state = DeliveryState.DELIVERED if is_delivered else DeliveryState.DEAD
    detail: dict[str, Any] = {"said": said[:LONGEST_REASON], "state": state.value, "told_at": at.isoformat()}
    if found.steps.filter(kind="RECEIPT", detail__state=state.value).exists():
        return False
    if found.state == DeliveryState.SENT:
        found.state, found.received_at = state.value, at
        found.error = "" if is_delivered else "NOT_DELIVERED"
        found.said = said[:LONGEST_REASON] or found.said
        found.save()
    sending.note(hall.code, found, "RECEIPT", now(), **detail)
    return True


@transaction.atomic
def set_rules(
    admin: Admin,
    channel: Channel,
    *,
    is_office_only: bool,
    quiet_from: time | None,
    quiet_to: time | None,
    price: int,
    monthly_cap: int | None,
) -> ChannelRules:
    """Money in fen. Raises Forbidden, BadDelivery OUT_OF_RANGE, NEVER_OPEN, REQUIRED."""
    _check(admin)
    if (quiet_from is None) != (quiet_to is None):
        raise BadDelivery("Quiet hours have a begin and an end.", code="REQUIRED", field="quiet_to")
    for field, value in (("price", price), ("monthly_cap", monthly_cap)):
        if value is not None and not 0 <= value <= MOST_FEN:
            raise BadDelivery(f"From 0 to {MOST_FEN}.", code="OUT_OF_RANGE", field=field)
    _check_open(SendingHours(is_office_only, quiet_from, quiet_to))
    row = sending.rules(channel)
    before = _shown(row) if row.pk else {}
    row.is_office_only, row.quiet_from, row.quiet_to = is_office_only, quiet_from, quiet_to
    row.price, row.monthly_cap = price, monthly_cap
    row.save()
    admin_acts.record(
        admin.hall, AdminKind.CHANNEL_CHANGED, by=admin.by, subject=channel.value, before=before, after=_shown(row)
    )
    return row


@transaction.atomic
def set_template(
    admin: Admin, kind: Kind, channel: Channel, language: str, *, subject: str, text: str
) -> templates.Wording:
    """Raises Forbidden, BadTemplate."""
    _check(admin)
    if language not in templates.LANGUAGES:
        raise templates.BadTemplate("There is no such language.", code="NO_LANGUAGE", field="language")
    wording = templates.checked(kind, channel, subject=subject, text=text)
    key = {"kind": kind.value, "channel": channel.value, "language": language}
    before = NoticeTemplate.objects.filter(**key).values("subject", "text").first()
    after = {"subject": wording.subject, "text": wording.text}
    NoticeTemplate.objects.update_or_create(**key, defaults=after)
    _template_changed(admin, key, before, after)
    return wording


@transaction.atomic
def drop_template(admin: Admin, kind: Kind, channel: Channel, language: str) -> templates.Wording:
    """Back to the one that ships. Raises Forbidden, NotFound."""
    _check(admin)
    key = {"kind": kind.value, "channel": channel.value, "language": language}
    row = NoticeTemplate.objects.filter(**key).first()
    if row is None:
        raise NotFound("This hall has no wording of its own here.")
    row.delete()
    _template_changed(admin, key, {"subject": row.subject, "text": row.text}, None)
    return templates.shipped(kind, channel, language)


def _template_changed(
    admin: Admin, key: dict[str, str], before: dict[str, Any] | None, after: dict[str, Any] | None
) -> None:
    admin_acts.record(
        admin.hall, AdminKind.TEMPLATE_CHANGED, by=admin.by, subject=" ".join(key.values()), before=before, after=after
    )


def _dead(admin: Admin, ids: Sequence[str]) -> list[Delivery]:
    _check(admin)
    keys = {int(key) for key in ids if key.isascii() and key.isdigit() and len(key) < 19}
    if len(ids) > MOST:
        raise BadDelivery(f"At most {MOST} at a time.", code="TOO_MANY", field="ids")
    found = list(Delivery.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    if not ids or len(found) < len(set(ids)):
        raise NotFound("No such delivery.")
    if any(one.state != DeliveryState.DEAD for one in found):
        raise BadDelivery("Not all of them have failed.", field="ids")
    return found


def _check(admin: Admin) -> None:
    if not may_manage(admin.actor, admin.hall):
        raise Forbidden("Only an administrator of this hall does this.")


def _check_open(hours: SendingHours) -> None:
    try:
        telling.leaves_at(datetime.combine(date(2026, 1, 1), time(0), SHANGHAI), hours, calendar(current_version()))
    except NeverOpen:
        raise BadDelivery(
            "Quiet hours leave nothing of the office hours.", code="NEVER_OPEN", field="quiet_from"
        ) from None


def _shown(row: ChannelRules) -> dict[str, Any]:
    return {
        "office_only": row.is_office_only,
        "quiet": f"{row.quiet_from:%H:%M}-{row.quiet_to:%H:%M}" if row.quiet_from and row.quiet_to else "",
        "price": row.price,
        "monthly_cap": row.monthly_cap,
    }


def _by(admin: Admin) -> tuple[Any, str]:
    return admin.actor.person_id, admin.actor.person_name


def _text(value: str, field: str, most: int) -> str:
    found = value.strip()
    if not found:
        raise BadDelivery("This is needed.", code="REQUIRED", field=field)
    if len(found) > most:
        raise BadDelivery(f"At most {most} characters.", code="TOO_LONG", field=field)
    return found
