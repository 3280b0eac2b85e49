"""Signing in by name and password, under the lock of django-axes: five failures lock the name for a quarter hour.

Who has a second factor gives it in a second step, and is nobody until then.
"""

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import authenticate, login
from django.db.models import Max
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts import second_factor, sessions
from accounts.addresses import address_of
from accounts.models import Person
from foundation.errors import Refusal

LONGEST_NAME = 64
LONGEST_PASSWORD = 128
BACKEND = "django.contrib.auth.backends.ModelBackend"


SECOND = "second_factor"  # in the session: it was begun or confirmed with the second factor
WAITING = "waiting"  # in the session of nobody: who has given name and password, and when
WAITS = timedelta(minutes=5)


class NotWaiting(Refusal):
    """Name and password were given too long ago, or not at all."""

    code = "SIGN_IN_AGAIN"


class InvalidCredentials(Refusal):
    """Unknown name and wrong password look alike."""

    code = "INVALID_CREDENTIALS"


class LockedOut(Refusal):
    """Too many failures; the message says for how many minutes."""

    code = "LOCKED_OUT"


@dataclass(frozen=True, slots=True)
class Signed:
    """`needs_code`: the session is not his yet, until `confirm_code` was given the second factor."""

    person: Person
    needs_code: bool


def sign_in(request: Any, *, username: str, password: str) -> Signed:
    """Raises InvalidCredentials or LockedOut."""
    return admit(request, check_password(request, username=username, password=password))


def check_password(request: Any, *, username: str, password: str) -> Person:
    """The person with this name and password, under the lock. Raises InvalidCredentials or LockedOut."""
    if not 0 < len(username) <= LONGEST_NAME or len(password) > LONGEST_PASSWORD:
        raise InvalidCredentials("Wrong name or password.")
    person = authenticate(request, username=username, password=password)
    is_locked = getattr(request, "axes_locked_out", False)
    # The middleware of axes would put a page in the place of our answer.
    request.axes_locked_out = False
    if isinstance(person, Person):
        return person
    if is_locked:
        raise LockedOut(f"Too many failures; try again in {_minutes_left(username)} minutes.")
    raise InvalidCredentials("Wrong name or password.")


def admit(request: Any, person: Person) -> Signed:
    """Of whom it is known who he is: a session of his, or one that waits for his second factor."""
    if not second_factor.is_on(person):
        begin(request, person)
        return Signed(person, needs_code=False)
    request.session.flush()
    # The password's own digest: one that was changed in the meantime lets nobody in.
    request.session[WAITING] = [str(person.pk), person.get_session_auth_hash(), timezone.now().timestamp()]
    return Signed(person, needs_code=True)


def confirm_code(request: Any, code: str) -> Person:
    """The second step of signing in. Raises NotWaiting, WrongCode or TooOften."""
    person = _waiting(request)
    second_factor.check(person, code)
    begin(request, person, has_second=True)
    return person


def begin(request: Any, person: Person, *, has_second: bool = False) -> None:
    """A session with a new key, whoever was signed in before."""
    sessions.clear()
    request.session.flush()
    login(request, person, backend=BACKEND)
    if has_second:
        request.session[SECOND] = True
    request.session.came_from(address_of(request), request.headers.get("User-Agent", ""))


def _waiting(request: Any) -> Person:
    key, digest, at = request.session.get(WAITING) or ("", "", 0.0)
    person = Person.objects.filter(pk=key, is_active=True).first() if key else None
    is_late = timezone.now().timestamp() - at > WAITS.total_seconds()
    if person is None or is_late or not constant_time_compare(digest, person.get_session_auth_hash()):
        raise NotWaiting("Sign in again.")
    return person


def _minutes_left(username: str) -> int:
    last = AccessAttempt.objects.filter(username=username).aggregate(last=Max("attempt_time"))["last"]
    cool_off = timedelta(hours=settings.AXES_COOLOFF_TIME)
    left = cool_off - (timezone.now() - last) if last else cool_off
    return max(1, math.ceil(left / timedelta(minutes=1)))
