"""Signing in by name and password, under the lock of django-axes: five failures lock the name for a quarter hour.

Who has a second factor gives it in a second step, and is nobody until then.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth import authenticate, login
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts import locks, second_factor, sessions, sign_in_log
from accounts.addresses import address_of
from accounts.models import Person, SignInResult
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
    known = Person.objects.filter(username=username).first()
    sign_in_log.keep_failure(request, SignInResult.LOCKED if is_locked else SignInResult.REFUSED, person=known)
    if is_locked:
        raise LockedOut(f"Too many failures; try again in {locks.minutes_left(username)} minutes.")
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
    try:
        second_factor.check(person, code)
    except Refusal:
        sign_in_log.keep_failure(request, SignInResult.CODE_REFUSED, person=person)
        raise
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
    sign_in_log.keep_success(request, person)


def _waiting(request: Any) -> Person:
    key, digest, at = request.session.get(WAITING) or ("", "", 0.0)
    person = Person.objects.filter(pk=key, is_active=True).first() if key else None
    is_late = timezone.now().timestamp() - at > WAITS.total_seconds()
    if person is None or is_late or not constant_time_compare(digest, person.get_session_auth_hash()):
        raise NotWaiting("Sign in again.")
    return person
