"""联系方式: where a person is reached besides the application. Sealed, masked, confirmed by a code before it is used.

The code is reckoned from what is sealed, which is never the same twice; so nothing about it is kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from accounts import limits
from accounts.limits import Rate
from accounts.models import Person, Reach
from foundation import ciphers
from foundation.clock import now
from foundation.errors import NotFound, Refusal
from rulebook.addresses import masked, spelled
from rulebook.telling import Channel

PURPOSE = "reach"
GOOD_FOR = timedelta(minutes=15)
DIGITS = 6
ASKING = Rate("reach-code", most=5, window=timedelta(minutes=15))
SAYING = Rate("reach-say", most=5, window=timedelta(minutes=15))


class BadReach(Refusal):
    """BAD_ADDRESS, WRONG_CODE or CODE_EXPIRED. What was given is not repeated anywhere."""

    code = "BAD_ADDRESS"


@dataclass(frozen=True, slots=True)
class Reached:
    """An address that may be used, and its person's language."""

    person: UUID
    channel: Channel
    language: str
    address: str = field(repr=False)


def begin(person: Person, channel: Channel, address: str) -> tuple[str, str]:
    """Keeps an address in place of the former one; answers its spelling and the code that has to be sent there.

    Until the code was said nothing is sent. Raises BadReach, TooOften.
    """
    found = spelled(channel, address)
    if found is None:
        raise BadReach("This is no address of this channel.", field="address")
    limits.count(ASKING, str(person.pk))
    sealed = _seal(person.pk, channel, found)
    Reach.objects.update_or_create(
        person=person,
        channel=channel.value,
        defaults={
            "masked": masked(channel, found),
            "sealed": sealed,
            "is_wanted": True,
            "asked_at": now(),
            "confirmed_at": None,
        },
    )
    return found, _code(sealed)


def confirm(person: Person, channel: Channel, code: str) -> None:
    """Raises NotFound, BadReach WRONG_CODE or CODE_EXPIRED, TooOften."""
    limits.count(SAYING, f"{person.pk} {channel.value}")
    row = _own(person, channel)
    if now() - row.asked_at > GOOD_FOR:
        raise BadReach("The code is too old; ask for another.", code="CODE_EXPIRED", field="code")
    if code.strip() != _code(row.sealed):
        raise BadReach("This is not the code that was sent.", code="WRONG_CODE", field="code")
    Reach.objects.filter(pk=row.pk, sealed=row.sealed).update(confirmed_at=now())


def want(person: Person, channel: Channel, *, is_wanted: bool) -> None:
    """Raises NotFound."""
    Reach.objects.filter(pk=_own(person, channel).pk).update(is_wanted=is_wanted)


def forget(person: Person, channel: Channel) -> None:
    """Raises NotFound."""
    _own(person, channel).delete()


def of(person: Person) -> list[Reach]:
    return list(Reach.objects.filter(person=person).order_by("channel"))


def wanted(persons: Iterable[UUID]) -> list[Reached]:
    """Where these persons want to be told besides the application; in one statement. Raises Unreadable."""
    rows = (
        Reach.objects.select_related("person")
        .filter(person__in=set(persons), person__is_active=True, is_wanted=True)
        .exclude(confirmed_at=None)
        .order_by("person", "channel")
    )
    return [Reached(row.person_id, Channel(row.channel), row.person.language, _open(row)) for row in rows]


def reseal() -> int:
    """Everything that an older key sealed, under the one that writes now; how many rows."""
    changed = 0
    for key in list(Reach.objects.values_list("pk", flat=True)):
        with transaction.atomic():
            row = Reach.objects.select_for_update(of=("self",)).filter(pk=key).first()
            if row is not None and not ciphers.is_current(row.sealed):
                row.sealed = _seal(row.person_id, Channel(row.channel), _open(row))
                row.save(update_fields=["sealed"])
                changed += 1
    return changed


def _own(person: Person, channel: Channel) -> Reach:
    found = Reach.objects.filter(person=person, channel=channel.value).first()
    if found is None:
        raise NotFound("No address is kept for this channel.")
    return found


def _seal(person: UUID, channel: Channel, address: str) -> str:
    return ciphers.seal(address, purpose=PURPOSE, owner=f"{person} {channel.value}")


def _open(row: Reach) -> str:
    return ciphers.unseal(row.sealed, purpose=PURPOSE, owner=f"{row.person_id} {row.channel}")


def _code(sealed: str) -> str:
    return f"{int(ciphers.index(sealed, purpose='reach code'), 16) % 10**DIGITS:0{DIGITS}d}"
