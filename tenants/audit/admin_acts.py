"""管理行为: keeping what administrators do, in the hall that it concerns, and reading it again."""

import getpass
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from foundation.clock import now
from foundation.errors import Forbidden
from hierarchy.gates import enter
from hierarchy.models import Hall, Role
from hierarchy.posts import Actor
from hierarchy.tree import ancestors
from tenants.audit import sealing
from tenants.audit.models import AdminAct, AdminKind

LOOKING = frozenset({Role.HALL_ADMIN, Role.SUPERVISOR})
SUBJECT = 96


@dataclass(frozen=True, slots=True)
class Doer:
    """A person through a post, or whoever may run commands on the machine (neither person nor post)."""

    name: str
    person: UUID | None = None
    post: int | None = None
    role: str = ""
    hall: str = ""

    @classmethod
    def of(cls, actor: Actor, posted_at: str) -> "Doer":
        return cls(actor.person_name, actor.person_id, actor.post_id, actor.role, posted_at)

    @classmethod
    def at_the_machine(cls) -> "Doer":
        return cls(getpass.getuser()[:64])


def record(
    hall: Hall,
    kind: AdminKind,
    *,
    by: Doer,
    subject: str,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """One row in the hall that is entered, in the transaction of the act. No secret may stand in before and after."""
    AdminAct.objects.create(
        kind=kind,
        person=by.person,
        person_name=by.name,
        post=by.post,
        role=by.role,
        from_hall=by.hall,
        subject=subject[:SUBJECT],
        before=dict(before or {}),
        after=dict(after or {}),
        at=now(),
    )
    sealing.ask(hall.code)


def record_at(hall: Hall, kind: AdminKind, **said: Any) -> Hall | None:
    """For a command: kept in the hall, or in the nearest one above that has a schema. None where there is no such."""
    above = Hall.objects.filter(code__in=ancestors(hall.path)).exclude(provisioned_at=None)
    place: Hall | None = above.order_by("-path").first()
    if place is not None:
        with transaction.atomic(), enter(place):
            record(place, kind, **said)
    return place


def check_look(actor: Actor) -> None:
    """Raises Forbidden: the hall's administrators, and administrators and supervisors above it."""
    if actor.role not in LOOKING:
        raise Forbidden("This post does not look at administrative acts.")


def listed(*, kind: AdminKind | None, person: str) -> QuerySet[AdminAct]:
    """Newest first, in the hall that is entered; `person` is a part of a name."""
    rows = AdminAct.objects.order_by("-at", "-pk")
    asked = Q(kind=kind) if kind else Q()
    return rows.filter(asked & Q(person_name__icontains=person) if person else asked)
