"""封存: every committed row of an append-only table becomes a link of the hall's chain; each day's head is anchored.

A chain written by the transactions themselves would make them wait for each other. The sealer comes after them: it
looks for committed rows that have no link, so a row is sealed whenever its transaction commits, whatever its number.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import connection, models

from foundation import agenda, outbox
from foundation.agenda import Thing
from foundation.clock import SHANGHAI, local_day, now
from foundation.copying import copy_in
from foundation.outbox import Message
from hierarchy.cache import hall_by_code
from hierarchy.models import Anchor, Hall
from tenants.audit.digesting import NOTHING, digests_of, link_digest, sealed_models
from tenants.audit.models import ChainLink

SEAL, ANCHOR = "audit.seal", "audit.anchor"
# Rows that one transaction seals at most.
BATCH = 20_000
# How many row numbers behind the last sealed one an ordinary seal looks. Whoever commits later than that is found by
# the anchor's, which looks at everything once a day.
LOOKBACK = 10_000
# The anchor comes a little after midnight, when no seal of the day before is under way.
GRACE = timedelta(minutes=1)
_LOCK = 0x6D6A0002  # "mj", seal


@dataclass(frozen=True, slots=True)
class Head:
    """The last link of a chain; sequence 0 before the first one."""

    sequence: int = 0
    digest: bytes = NOTHING
    sealed_at: datetime | None = None


def ask(hall: str) -> None:
    """Has the hall sealed soon: for who writes an append-only row that changes no figure (a fold asks for the rest)."""
    outbox.send([Message(SEAL, hall, "seal", now())])


def seal(hall_code: str, rows: Sequence[Any]) -> None:
    """Handler of `audit.seal`: seals up to `BATCH` rows of the hall that is entered; asks again if there are more."""
    hall = hall_by_code(hall_code)
    _lock(hall)
    _seal(hall, lookback=LOOKBACK)


def anchor(hall_code: str, rows: Sequence[Any]) -> None:
    """Handler of `audit.anchor`: keeps the last link of each day (the key of its row) in the tier above, once."""
    hall = hall_by_code(hall_code)
    _lock(hall)
    moment = now()
    heads = {day: _head(before=end_of(day)) for day in sorted(date.fromisoformat(row.key) for row in rows)}
    Anchor.objects.bulk_create(
        [
            Anchor(
                hall_id=hall.pk,
                kept_by_id=hall.parent_id or hall.pk,
                day=day,
                sequence=head.sequence,
                digest=head.digest,
                anchored_at=moment,
            )
            for day, head in heads.items()
        ],
        ignore_conflicts=True,
    )
    _seal(hall, lookback=None)


def end_of(day: date) -> datetime:
    """Midnight in Asia/Shanghai, at which the day is over."""
    return datetime.combine(day + timedelta(days=1), time(), SHANGHAI).astimezone(UTC)


def unsealed(model: type[models.Model], *, above: int = 0) -> "models.QuerySet[Any]":
    """Rows without a link, in order of their keys."""
    links = ChainLink.objects.filter(table=model._meta.db_table, row=models.OuterRef("pk"))
    return model._default_manager.filter(~models.Exists(links), pk__gt=above).order_by("pk")


def _lock(hall: Hall) -> None:
    """One sealer a hall; what the one before wrote is committed when the lock is had, and so is seen."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, hall.pk])


def _seal(hall: Hall, *, lookback: int | None) -> None:
    head = _head()
    sealed_at = _sealed_at(hall, head)
    links = list(_links(head, sealed_at, _found(lookback)))
    if not links:
        return
    _write(links)
    last = links[-1]
    day = local_day(sealed_at)
    # The row of the anchor to come holds the head meanwhile: links cut off the end are missed by it.
    noted = {"sequence": last.sequence, "digest": bytes(last.digest).hex()}
    agenda.put([Thing(ANCHOR, hall.code, day.isoformat(), end_of(day) + GRACE, priority=9, figures=[noted])])
    if len(links) == BATCH:
        agenda.put([Thing(SEAL, hall.code, "seal", now())])


def _head(*, before: datetime | None = None) -> Head:
    links = ChainLink.objects.order_by("-sequence")
    last = (links.filter(sealed_at__lt=before) if before else links).first()
    return Head(last.sequence, bytes(last.digest), last.sealed_at) if last else Head()


def _sealed_at(hall: Hall, head: Head) -> datetime:
    """Now; but the chain's times never go back, and nothing is added to a day that has its anchor."""
    anchored = Anchor.objects.filter(hall=hall.pk).aggregate(last=models.Max("day"))["last"]
    return max(filter(None, (now(), head.sealed_at, end_of(anchored) if anchored else None)))


def _found(lookback: int | None) -> Iterator[tuple[str, int, bytes]]:
    """Unsealed rows, table by table and key by key, up to a batch: table, key, digest."""
    room = BATCH
    for table, model in sealed_models().items():
        above = 0 if lookback is None else _last_sealed(table) - lookback
        keys = list(unsealed(model, above=above).values_list("pk", flat=True)[:room])
        digests = digests_of(model, keys) if keys else {}
        yield from ((table, key, digests[key]) for key in keys)
        room -= len(keys)
        if not room:
            return


def _last_sealed(table: str) -> int:
    return ChainLink.objects.filter(table=table).aggregate(last=models.Max("row"))["last"] or 0


def _links(head: Head, sealed_at: datetime, found: Iterator[tuple[str, int, bytes]]) -> Iterator[ChainLink]:
    previous = head.digest
    for sequence, (table, row, digest) in enumerate(found, start=head.sequence + 1):
        previous = link_digest(previous, sequence, table, row, digest)
        yield ChainLink(
            sequence=sequence, table=table, row=row, row_digest=digest, digest=previous, sealed_at=sealed_at
        )


def _write(links: Sequence[ChainLink]) -> None:
    names = [field.attname for field in ChainLink._meta.concrete_fields]
    copy_in(ChainLink._meta.db_table, names, ([getattr(link, name) for name in names] for link in links))
