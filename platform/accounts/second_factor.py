"""第二因素: a code that changes with time (TOTP, RFC 6238), and recovery codes for who lost his telephone.

The rows, the reckoning of codes and the recovery codes are those of django-allauth's `mfa`. Ours are the sealing of the
secret, that a code is good once for all web processes, and the limit of tries. Times are the machine's.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    validate_totp_code,
    yield_hotp_counters_from_time,
)
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import account_notices, limits
from accounts.models import AccountNoticeKind, Person
from foundation import ciphers
from foundation.errors import Refusal

ENROLLING = "second_factor_secret"  # in the session, sealed, until it was shown that the telephone has it
PURPOSE = "second factor"
TRIES = limits.Rate("second factor", most=10, window=timedelta(minutes=15))
LONGEST_CODE = 16


class WrongCode(Refusal):
    """Not the code of this half minute, or used already."""

    code = "WRONG_CODE"


class NotEnrolling(Refusal):
    """No secret was shown in this session."""

    code = "NOT_ENROLLING"


class AlreadyOn(Refusal):
    """There is a second factor; it is turned off first."""

    code = "SECOND_FACTOR_ON"


class NotOn(Refusal):
    code = "SECOND_FACTOR_OFF"


class Adapter(DefaultMFAAdapter):
    """How allauth keeps secrets (`MFA_ADAPTER`)."""

    def encrypt(self, text: str) -> str:
        return ciphers.seal(text, purpose=PURPOSE, owner="")

    def decrypt(self, encrypted_text: str) -> str:
        return ciphers.unseal(encrypted_text, purpose=PURPOSE, owner="")

    def get_totp_issuer(self) -> str:
        return "Mingjing"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What the telephone takes, as text and as the address in a QR code."""

    secret: str
    address: str


class _Code(TOTP):
    """allauth remembers used codes in a cache of each process; here the row does."""

    def _mark_code_used(self, code: str) -> bool:
        secret = Adapter().decrypt(self.instance.data["secret"])
        used = max(each for each in yield_hotp_counters_from_time() if _is(code, secret, each))
        with transaction.atomic():
            row = Authenticator.objects.select_for_update().get(pk=self.instance.pk)
            if used <= row.data.get("counter", 0):
                return False
            row.data["counter"], row.last_used_at = used, timezone.now()
            row.save(update_fields=["data", "last_used_at"])
        return True


def is_on(person: Person) -> bool:
    return Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()


def recovery_left(person: Person) -> int:
    row = _rows(person).filter(type=Authenticator.Type.RECOVERY_CODES).first()
    return len(RecoveryCodes(row).get_unused_codes()) if row else 0


def enrol(person: Person, session: Any) -> Enrolment:
    """A new secret, kept in the session only. Raises AlreadyOn."""
    if is_on(person):
        raise AlreadyOn("There is a second factor already.")
    adapter, secret = Adapter(), generate_totp_secret()
    session[ENROLLING] = adapter.encrypt(secret)
    return Enrolment(secret, adapter.build_totp_url(person, secret))


def turn_on(person: Person, session: Any, code: str) -> list[str]:
    """The recovery codes, which nobody can read again. Raises NotEnrolling, WrongCode, TooOften, AlreadyOn."""
    if ENROLLING not in session:
        raise NotEnrolling("Begin anew.")
    secret = Adapter().decrypt(session[ENROLLING])
    limits.count(TRIES, str(person.pk))
    if len(code) > LONGEST_CODE or not validate_totp_code(secret, code):
        raise WrongCode("Wrong code.", field="code")
    try:
        with transaction.atomic():
            # The code that was just typed signs nobody in afterwards.
            sealed = {"secret": Adapter().encrypt(secret)}
            made = Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data=sealed)
            _Code(made).validate_code(code)
            codes = _new_recovery_codes(person)
            account_notices.tell(person, AccountNoticeKind.SECOND_FACTOR_ON)
    except IntegrityError:
        raise AlreadyOn("There is a second factor already.") from None
    del session[ENROLLING]
    return codes


def check(person: Person, code: str) -> None:
    """A code of the telephone or a recovery code, each good once. Raises WrongCode, TooOften, NotOn."""
    rows = {row.type: row for row in _rows(person)}
    if Authenticator.Type.TOTP not in rows:
        raise NotOn("There is no second factor.")
    limits.count(TRIES, str(person.pk))
    if 0 < len(code) <= LONGEST_CODE:
        if _Code(rows[Authenticator.Type.TOTP]).validate_code(code):
            return
        recovery = rows.get(Authenticator.Type.RECOVERY_CODES)
        if recovery and RecoveryCodes(recovery).validate_code(code):
            return
    raise WrongCode("Wrong code.", field="code")


@transaction.atomic
def renew_recovery_codes(person: Person) -> list[str]:
    """The old ones are good for nothing. Raises NotOn."""
    if not is_on(person):
        raise NotOn("There is no second factor.")
    return _new_recovery_codes(person)


@transaction.atomic
def turn_off(person: Person) -> None:
    """Raises NotOn."""
    if not _rows(person).delete()[0]:
        raise NotOn("There is no second factor.")
    account_notices.tell(person, AccountNoticeKind.SECOND_FACTOR_OFF)


def reseal() -> int:
    """Everything that an older key sealed, under the one that writes now; how many rows. The role of any process."""
    changed = 0
    for key in list(Authenticator.objects.values_list("pk", flat=True)):
        with transaction.atomic():
            row = Authenticator.objects.select_for_update().filter(pk=key).first()
            name = "secret" if row and row.type == Authenticator.Type.TOTP else "seed"
            if row is None or ciphers.is_current(row.data[name]):
                continue
            row.data[name] = Adapter().encrypt(Adapter().decrypt(row.data[name]))
            row.save(update_fields=["data"])
            changed += 1
    return changed


def _rows(person: Person) -> Any:
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)
    return Authenticator.objects.filter(user=person, type__in=kinds)


def _new_recovery_codes(person: Person) -> list[str]:
    _rows(person).filter(type=Authenticator.Type.RECOVERY_CODES).delete()
    sealed = {"seed": Adapter().encrypt(RecoveryCodes.generate_seed()), "used_mask": 0}
    made = Authenticator.objects.create(user=person, type=Authenticator.Type.RECOVERY_CODES, data=sealed)
    return list(RecoveryCodes(made).get_unused_codes())


def _is(code: str, secret: str, counter: int) -> bool:
    return bool(compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, counter))))
