"""The gate to first contacts of the hall that is entered, and their list. Absent and hidden look alike."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet

from foundation.errors import NotFound
from hierarchy.models import Hall, Role
from hierarchy.posts import Actor
from tenants.cases.gates import READ_ALL
from tenants.contacts.models import Contact


def visible_to(actor: Actor, hall: Hall) -> QuerySet[Contact]:
    """A clerk sees those of his departments, general ones, and what he answers for or is to take over."""
    if actor.role in READ_ALL:
        return Contact.objects.all()
    if actor.role != Role.CLERK or actor.hall_code != hall.code:
        return Contact.objects.none()
    if not actor.departments:
        return Contact.objects.all()
    his = Q(owner=actor.person_id) | Q(offered_to=actor.person_id)
    return Contact.objects.filter(Q(department__in=["", *actor.departments]) | his)


def access_contact(actor: Actor, hall: Hall, number: str) -> Contact:
    """Raises NotFound."""
    found = visible_to(actor, hall).filter(number=number).first()
    if found is None:
        raise NotFound("No such first contact.")
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is restricted to; `is_untaken`: handed over to somebody who has not taken it."""

    state: str | None = None
    is_late: bool = False
    is_untaken: bool = False
    owner: Any = None
    search: str = ""


def narrowed(contacts: QuerySet[Contact], asked: Asked, *, now: datetime) -> QuerySet[Contact]:
    if asked.state:
        contacts = contacts.filter(state=asked.state)
    if asked.is_late:
        contacts = contacts.filter(Q(closed_at=None, due_at__lt=now) | Q(closed_at__gt=F("due_at")))
    if asked.is_untaken:
        contacts = contacts.filter(closed_at=None, offered_to__isnull=False)
    if asked.owner:
        contacts = contacts.filter(Q(owner=asked.owner) | Q(offered_to=asked.owner))
    if asked.search:
        contacts = contacts.filter(
            Q(number__icontains=asked.search)
            | Q(asker_name__icontains=asked.search)
            | Q(question__icontains=asked.search)
        )
    return contacts


def newest(contacts: QuerySet[Contact], *, after: list[Any] | None, first: int) -> list[Contact]:
    """Up to `first` after the one with this key."""
    if after:
        contacts = contacts.filter(Q(asked_at__lt=after[0]) | Q(asked_at=after[0], pk__lt=after[1]))
    return list(contacts.order_by("-asked_at", "-pk")[:first])
