"""令牌: shown once when it is made; afterwards only its digest is known."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from accounts import account_notices
from accounts.models import AccountNoticeKind, Person, Token
from foundation.clock import now
from foundation.digests import sm3
from foundation.errors import Refusal

PREFIX = "mj_"
LONGEST = 128
SEEN_EVERY = timedelta(minutes=10)


class NoSuchToken(Refusal):
    """No token with this number."""

    code = "NO_SUCH_TOKEN"


@dataclass(frozen=True, slots=True)
class Issued:
    """`secret` is what the machine keeps; it cannot be read again."""

    token: Token
    secret: str


def issue(person: Person, *, hall_code: str, label: str = "", days: int | None = None, source: str = "") -> Issued:
    """Signs a machine in as this person at one hall, for so many days or until it is revoked.

    With a `source` it is that source's own; `person` is who made it.
    """
    secret, moment = PREFIX + secrets.token_urlsafe(32), now()
    token = Token.objects.create(
        person=person,
        hall_code=hall_code,
        source=source,
        digest=_digest(secret),
        label=label,
        created_at=moment,
        expires_at=moment + timedelta(days=days) if days else None,
    )
    if not source:
        account_notices.tell(person, AccountNoticeKind.TOKEN_CREATED, label=label, hall=hall_code)
    return Issued(token, secret)


def find(secret: str) -> Token | None:
    """The usable token with its person; None for one that is unknown, expired, revoked or of a person who left."""
    if len(secret) > LONGEST:
        return None
    moment = now()
    usable = Token.objects.filter(Token.usable(now=moment), digest=_digest(secret), person__is_active=True)
    token = usable.select_related("person").first()
    if token and (token.seen_at is None or moment - token.seen_at >= SEEN_EVERY):
        Token.objects.filter(pk=token.pk).update(seen_at=moment)
    return token


def of_person(person: Person) -> list[Token]:
    """The usable ones that sign in as him, newest first; those of sources sign nobody in."""
    return list(Token.objects.filter(Token.usable(now=now()), person=person, source="").order_by("-pk"))


def revoke_own(person: Person, number: int) -> None:
    """Raises NoSuchToken, also for one that is another's, a source's or revoked already."""
    own = Token.objects.filter(Token.usable(now=now()), person=person, source="", pk=number)
    if not own.update(revoked_at=now()):
        raise NoSuchToken("No such token.", token=number)


def revoke_all(person: Person, *, hall_code: str | None = None) -> int:
    """How many signed in as him (at one hall, or at all) and do no longer."""
    own = Token.objects.filter(Token.usable(now=now()), person=person, source="")
    return (own if hall_code is None else own.filter(hall_code=hall_code)).update(revoked_at=now())


def rotate(token: Token, *, grace: timedelta) -> Issued:
    """Another secret for the same machine; the old one goes on for `grace`, so that the machine can be told."""
    made = issue(token.person, hall_code=token.hall_code, label=token.label, source=token.source)
    ending = now() + grace
    Token.objects.filter(pk=token.pk).exclude(expires_at__lt=ending).update(expires_at=ending)
    return made


def revoke(number: int) -> None:
    """From now on the token signs nobody in. Raises NoSuchToken; revoking twice changes nothing."""
    is_revoked = Token.objects.filter(pk=number, revoked_at=None).update(revoked_at=now())
    if not is_revoked and not Token.objects.filter(pk=number).exists():
        raise NoSuchToken("No such token.", token=number)


def _digest(secret: str) -> str:
    return sm3(secret.encode()).hex()
