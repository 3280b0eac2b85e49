"""锁定: names that failed so often that they are locked (django-axes), and their release by an administrator."""

import math
from collections.abc import Sequence
from datetime import timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, Sum
from django.utils import timezone

from foundation.errors import Refusal


class NotLocked(Refusal):
    """Nothing keeps this name from signing in."""

    code = "NOT_LOCKED"


def locked(usernames: Sequence[str]) -> set[str]:
    """Those of them that may not sign in at this moment, whatever password is given."""
    since = timezone.now() - _cool_off()
    tries = AccessAttempt.objects.filter(username__in=usernames, attempt_time__gte=since).values("username")
    most = tries.annotate(failures=Sum("failures_since_start")).filter(failures__gte=settings.AXES_FAILURE_LIMIT)
    return set(most.values_list("username", flat=True))


def lift(username: str) -> None:
    """Raises NotLocked."""
    if not locked([username]):
        raise NotLocked("This name is not locked.", field="username")
    AccessAttempt.objects.filter(username=username).delete()


def minutes_left(username: str) -> int:
    last = AccessAttempt.objects.filter(username=username).aggregate(last=Max("attempt_time"))["last"]
    left = _cool_off() - (timezone.now() - last) if last else _cool_off()
    return max(1, math.ceil(left / timedelta(minutes=1)))


def _cool_off() -> timedelta:
    return timedelta(hours=settings.AXES_COOLOFF_TIME)
