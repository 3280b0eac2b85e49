"""An act that carries a key is done once: whoever sends it again gets the first answer, and nothing is written."""

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from foundation import agenda
from foundation.agenda import Thing
from foundation.clock import now
from foundation.deleting import delete
from foundation.digests import sm3
from foundation.errors import Refusal
from foundation.models import Agenda
from tenants.repeats.models import KeptAnswer

PRUNE = "repeats.prune"
KEPT = timedelta(days=7)


class KeyReused(Refusal):
    """The key was used for something else."""

    code = "IDEMPOTENCY_KEY_REUSED"

    def __init__(self) -> None:
        super().__init__("This key was sent with other content; a new act needs a new key.", field="idempotency_key")


class AnswerLost(Refusal):
    """The act was done; the server's secret has changed since, and with it what its answers are read with."""

    code = "ANSWER_LOST"


@dataclass(frozen=True, slots=True)
class Keyed:
    """A person's key, and everything that is asked with it, in one spelling."""

    person: UUID
    key: str
    content: str

    @property
    def key_digest(self) -> bytes:
        return sm3(self.key.encode())

    @property
    def content_digest(self) -> bytes:
        return sm3(self.content.encode())


@dataclass(frozen=True, slots=True)
class Done:
    """What `work` answers; a refusal wrote nothing, and its key may be sent again with what was mended."""

    answer: bytes
    is_refusal: bool


class _Refused(Exception):
    """Takes back the key together with whatever the refused act began."""


def answer_once(hall: str, asked: Keyed, work: Callable[[], Done]) -> bytes:
    """The answer of `work`, or the first one of the same key. Raises KeyReused and AnswerLost.

    The row of the key is part of the act's own transaction: a second one waits for the first one's end, and then finds
    its answer, or nothing at all and does the work itself.
    """
    # Also the first statement in the hall: a search_path that is set in a transaction goes with it when it is undone.
    known = _known(asked)
    if known:
        return _again(known, asked)
    done: Done | None = None
    try:
        with transaction.atomic():
            row = _claimed(asked)
            if row is None:
                return _again(KeptAnswer.objects.get(person=asked.person, key_digest=asked.key_digest), asked)
            done = work()
            if done.is_refusal:
                raise _Refused
            KeptAnswer.objects.filter(pk=row.pk).update(answer=_cipher(asked).encrypt(done.answer))
            _have_pruned(hall)
    except _Refused:
        assert done is not None
    return done.answer


def prune(hall_code: str, rows: Sequence[Any]) -> None:
    """Handler of `repeats.prune`: forgets what is older than a week, and comes again for what is left."""
    delete(KeptAnswer.objects.filter(at__lt=now() - KEPT))
    oldest = KeptAnswer.objects.order_by("at").first()
    if oldest:
        agenda.put([Thing(PRUNE, hall_code, "prune", max(oldest.at + KEPT, now()) + timedelta(hours=1), priority=9)])


def _known(asked: Keyed) -> KeptAnswer | None:
    return KeptAnswer.objects.filter(person=asked.person, key_digest=asked.key_digest).first()


def _claimed(asked: Keyed) -> KeptAnswer | None:
    """The new row of the key; None if another act was first."""
    try:
        with transaction.atomic():
            return KeptAnswer.objects.create(
                person=asked.person, key_digest=asked.key_digest, content_digest=asked.content_digest, at=now()
            )
    except IntegrityError:
        return None


def _again(known: KeptAnswer, asked: Keyed) -> bytes:
    if bytes(known.content_digest) != asked.content_digest:
        raise KeyReused
    try:
        return _cipher(asked).decrypt(bytes(known.answer))
    except InvalidToken:
        raise AnswerLost("This was done already; its answer can no longer be read.") from None


def _cipher(asked: Keyed) -> Fernet:
    """Needs the server's secret and the key as it was sent: answers hold names, and secrets that are shown once."""
    told = asked.person.bytes + asked.key.encode()
    return Fernet(base64.urlsafe_b64encode(salted_hmac("tenants.repeats", told, algorithm="sha256").digest()))


def _have_pruned(hall: str) -> None:
    """Asked for by the first key only: an agenda row that every act moved would have acts wait for each other."""
    if not Agenda.objects.filter(handler=PRUNE, hall=hall).exists():
        agenda.put([Thing(PRUNE, hall, "prune", now() + KEPT + timedelta(hours=1), priority=9)])
