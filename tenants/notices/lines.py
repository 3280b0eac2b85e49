"""线路: how a gateway answers, kept for all halls at once, so that one that is down is not asked by all of them."""

from datetime import datetime, timedelta

from foundation.models import Line as LineRow
from rulebook import telling
from rulebook.telling import Channel, Failed, Line


def line(channel: Channel) -> Line:
    return _line(LineRow.objects.filter(channel=channel.value).first())


def answered(channel: Channel, *, now: datetime) -> None:
    """The gateway took something. Written only after failures, so that no two halls wait for each other's success."""
    LineRow.objects.filter(channel=channel.value, failures__gt=0).update(failures=0, answered_at=now, waits_until=None)


def failed(
    channel: Channel, *, last_tried_at: datetime | None, tries: int, now: datetime, asked: timedelta | None
) -> Failed:
    """Counts a failure of the gateway; says what follows for the message."""
    LineRow.objects.bulk_create([LineRow(channel=channel.value)], ignore_conflicts=True)
    row = LineRow.objects.select_for_update().get(channel=channel.value)
    found = telling.failed(_line(row), last_tried_at=last_tried_at, tries=tries, now=now, asked=asked)
    row.failures, row.waits_until = found.line.failures, found.line.waits_until
    row.save(update_fields=["failures", "waits_until"])
    return found


def _line(row: LineRow | None) -> Line:
    return Line(row.failures, row.answered_at, row.waits_until) if row else Line()
