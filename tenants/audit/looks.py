"""查看记录: who of a higher tier looked into this hall, at what, for the hall that was looked at."""

from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from foundation.clock import SHANGHAI
from foundation.errors import Forbidden
from hierarchy.models import Hall, Role
from hierarchy.posts import Actor
from tenants.audit.models import Look

LISTING = frozenset({Role.HALL_ADMIN, Role.SUPERVISOR, Role.LEADER})


def check_listing(actor: Actor, hall: Hall) -> None:
    """Raises Forbidden: administrators, supervisors and leaders of exactly this hall; above, those who supervise."""
    if actor.role not in LISTING or (actor.hall_code != hall.code and actor.role != Role.SUPERVISOR):
        raise Forbidden("This post does not list looks into this hall.")


def listed(*, from_on: date | None, to_on: date | None, subject: str) -> QuerySet[Look]:
    """Newest first, in the hall that is entered; days include both ends, `subject` is a part of it."""
    asked = Q()
    if from_on:
        asked &= Q(at__gte=_midnight(from_on))
    if to_on:
        asked &= Q(at__lt=_midnight(to_on + timedelta(days=1)))
    if subject:
        asked &= Q(subject__icontains=subject)
    return Look.objects.filter(asked).order_by("-at", "-pk")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
