"""来源的联络: a feed is heard when it sends anything, or says that there is nothing to send.

Silence is noticed by the agenda at the moment that the last contact left behind; an end of it by the next contact.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from foundation import agenda, outbox
from foundation.agenda import Thing
from foundation.clock import now
from foundation.errors import NotFound, Refusal
from foundation.outbox import Message
from hierarchy.cache import hall_by_code
from hierarchy.calendars import calendar, current_version
from hierarchy.models import Hall
from reporting import feeds
from reporting.models import Feed
from tenants.cases import silences
from tenants.exchange.models import Source

SILENT, HEARD = "feed.silent", "feed.heard"
LONGEST_DAYS = 30
SILENT_AFTER_DAYS = 1


def open_feed(hall: Hall, source: Source, *, days: int = SILENT_AFTER_DAYS) -> None:
    """From now on something is expected of this source every `days` working days. Raises Refusal OUT_OF_RANGE."""
    if not 1 <= days <= LONGEST_DAYS:
        raise Refusal(f"1 to {LONGEST_DAYS} working days.", code="OUT_OF_RANGE", field="silentAfterDays")
    silent_at = feeds.open_feed(
        hall.code,
        source.code,
        name=source.name,
        department=source.department,
        days=days,
        at=now(),
        calendar=calendar(current_version(hall)),
    )
    agenda.put([Thing(SILENT, hall.code, source.code, silent_at)])


def close_feed(hall: Hall, source: Source) -> None:
    """Nothing is expected of it any more; what was held for it is held no longer."""
    feeds.close_feed(hall.code, source.code)
    agenda.drop(SILENT, hall.code, [source.code])
    outbox.send([Message(handler=HEARD, hall=hall.code, key=source.code, payload={}, at=now())])


def hear(hall: Hall, codes: Iterable[str]) -> None:
    """These sources were in contact with the hall. One statement, and none more within a minute."""
    moment = now()
    with transaction.atomic():
        heard = feeds.hear(hall.code, codes, at=moment, calendar=calendar(current_version(hall)))
        agenda.put([Thing(SILENT, hall.code, one.source, one.silent_at) for one in heard])
        outbox.send(
            [
                Message(handler=HEARD, hall=hall.code, key=one.source, payload={}, at=moment)
                for one in heard
                if one.was_silent
            ]
        )


def beat(hall: Hall, source: Source) -> Feed:
    """A contact without events; answers what is on record of it. Raises NotFound if nothing is expected of it."""
    hear(hall, [source.code])
    feed = feeds.of_hall(hall.code).get(source.code)
    if feed is None:
        raise NotFound("Nothing is expected of this source.", field="source")
    return feed


def fall_silent(hall_code: str, rows: Sequence[Any]) -> None:
    """Handler of `feed.silent`. A contact that came meanwhile has moved the row or moves it now."""
    known = feeds.of_hall(hall_code)
    for feed in (known[row.key] for row in rows if row.key in known):
        if feed.silent_at > now():
            agenda.put([Thing(SILENT, hall_code, feed.source, feed.silent_at)])
        else:
            silences.begin(hall_by_code(hall_code), feed.source, since=feed.heard_at)


def be_heard(hall_code: str, rows: Sequence[Any]) -> None:
    """Handler of `feed.heard`."""
    for row in rows:
        silences.end(hall_by_code(hall_code), row.key)
