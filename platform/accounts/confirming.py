"""Who is signed in says again who he is before a sensitive act, unless he did in the last ten minutes."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts import account_notices, second_factor, sessions
from accounts.models import AccountNoticeKind, Person
from accounts.signing import LONGEST_PASSWORD, InvalidCredentials, NotWaiting, check_password
from foundation.errors import Refusal

CONFIRMED = "confirmed_at"  # in the session
RECENT = timedelta(minutes=10)


class NotConfirmed(Refusal):
    """It is too long ago that he gave his password."""

    code = "CONFIRM_IDENTITY"


class BadPassword(Refusal):
    """The new password is refused; the code says by which rule."""


def check_recent(request: Any) -> None:
    """Raises NotConfirmed. Signing in confirms as well."""
    confirmed = datetime.fromtimestamp(request.session.get(CONFIRMED, 0), tz=timezone.get_default_timezone())
    record = request.session.record
    if timezone.now() - max(confirmed, record.created_at if record else confirmed) > RECENT:
        raise NotConfirmed("Say again who you are.")


def confirm(request: Any, person: Person, *, password: str, code: str) -> None:
    """By the password, and by the second factor where he has one.

    Who has no password (he signs in elsewhere) confirms by the second factor alone, or by signing in again.
    Raises InvalidCredentials, LockedOut, WrongCode, TooOften, NotWaiting.
    """
    has_second = second_factor.is_on(person)
    if person.has_usable_password():
        if check_password(request, username=person.username, password=password) != person:
            raise InvalidCredentials("Wrong password.", field="password")
    elif not has_second:
        raise NotWaiting("There is no password: sign out and in again.")
    if has_second:
        second_factor.check(person, code)
    request.session[CONFIRMED] = timezone.now().timestamp()


def change_password(request: Any, person: Person, *, old: str, new: str) -> int:
    """Ends the person's other sessions, and says how many; this one goes on with a new key.

    Raises InvalidCredentials, LockedOut, BadPassword.
    """
    check_password(request, username=person.username, password=old)
    if len(new) > LONGEST_PASSWORD:
        raise BadPassword("The password is too long.", code="TOO_LONG", field="new")
    if new == old:
        raise BadPassword("It is the old one.", code="SAME_PASSWORD", field="new")
    try:
        validate_password(new, person)
    except ValidationError as error:
        first = error.error_list[0]
        raise BadPassword(first.messages[0], code=(first.code or "REFUSED").upper(), field="new") from None
    person.set_password(new)
    person.save(update_fields=["password"])
    account_notices.tell(person, AccountNoticeKind.PASSWORD_CHANGED)
    update_session_auth_hash(request, person)
    return sessions.end_all(person, but=request.session.session_key)
