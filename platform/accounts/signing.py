"""Signing in by name and password, under the lock of django-axes: five failures lock the name for a quarter hour."""

import math
from datetime import timedelta
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import authenticate, login
from django.db.models import Max
from django.utils import timezone

from accounts import sessions
from accounts.addresses import address_of
from accounts.models import Person
from foundation.errors import Refusal

LONGEST_NAME = 64
LONGEST_PASSWORD = 256
BACKEND = "django.contrib.auth.backends.ModelBackend"


class InvalidCredentials(Refusal):
    """Unknown name and wrong password look alike."""

    code = "INVALID_CREDENTIALS"


class LockedOut(Refusal):
    """Too many failures; the message says for how many minutes."""

    code = "LOCKED_OUT"


def sign_in(request: Any, *, username: str, password: str) -> Person:
    """Signs the person in with a new session key. Raises InvalidCredentials or LockedOut."""
    if not 0 < len(username) <= LONGEST_NAME or len(password) > LONGEST_PASSWORD:
        raise InvalidCredentials("Wrong name or password.")
    person = authenticate(request, username=username, password=password)
    is_locked = getattr(request, "axes_locked_out", False)
    # The middleware of axes would put a page in the place of our answer.
    request.axes_locked_out = False
    if isinstance(person, Person):
        begin(request, person)
        return person
    if is_locked:
        raise LockedOut(f"Too many failures; try again in {_minutes_left(username)} minutes.")
    raise InvalidCredentials("Wrong name or password.")


def begin(request: Any, person: Person) -> None:
    """A session with a new key, whoever was signed in before."""
    sessions.clear()
    request.session.flush()
    login(request, person, backend=BACKEND)
    request.session.came_from(address_of(request), request.headers.get("User-Agent", ""))


def _minutes_left(username: str) -> int:
    last = AccessAttempt.objects.filter(username=username).aggregate(last=Max("attempt_time"))["last"]
    cool_off = timedelta(hours=settings.AXES_COOLOFF_TIME)
    left = cool_off - (timezone.now() - last) if last else cool_off
    return max(1, math.ceil(left / timedelta(minutes=1)))
