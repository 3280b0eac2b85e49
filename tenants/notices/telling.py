"""告知: a message in the application, and by the channels that its person wants besides.

In the application it is there at once. What leaves by other channels is a delivery each, made in the same transaction.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from accounts import reaches
from accounts.reaches import Reached
from foundation import ciphers
from foundation.clock import now
from hierarchy.cache import hall_by_code
from rulebook.addresses import masked
from rulebook.telling import Channel, DeliveryState
from tenants.documents import codes
from tenants.notices import gateways, sending, templates
from tenants.notices.models import Delivery, Notice
from tenants.notices.templates import Key, Kind, Wording

MOST_SINGLE = 3  # messages to one person at once; more are told in one


@dataclass(frozen=True, slots=True)
class News:
    """A message for one person. `path` leads to its page, `words` fill the template of `kind` with hall and link."""

    notice: Notice
    kind: Kind
    path: str
    words: Mapping[str, str] = field(default_factory=dict)


def tell(hall_code: str, news: Sequence[News]) -> None:
    """In the hall that is entered. The same message twice is told once."""
    known = {_key(row) for row in Notice.objects.filter(key__in={one.notice.key for one in news})}
    new = [one for one in news if _key(one.notice) not in known]
    Notice.objects.bulk_create([one.notice for one in new], ignore_conflicts=True)
    found = [one for one in reaches.wanted(each.notice.recipient for each in new) if is_offered(one.channel)]
    if not found:
        return
    by_person: dict[UUID, list[News]] = defaultdict(list)
    for one in new:
        by_person[one.notice.recipient].append(one)
    wording, hall_name = templates.of_hall(), hall_by_code(hall_code).display_name
    keep(
        hall_code,
        [
            _delivery(hall_code, reached, one, wording, hall_name)
            for reached in found
            for one in _few(by_person[reached.person])
        ],
    )


def is_offered(channel: Channel) -> bool:
    return gateways.is_configured(channel)


def keep(hall_code: str, made: Sequence[Delivery]) -> None:
    """Writes deliveries that are new and has them sent."""
    Delivery.objects.bulk_create(made)
    sending.put(hall_code, made)


def address(delivery: Delivery, channel: Channel, given: str) -> None:
    """Seals where it goes, for this row alone."""
    delivery.masked = masked(channel, given)
    delivery.sealed = ciphers.seal(given, purpose=sending.PURPOSE, owner=delivery.message_id)


def blank(hall_code: str, channel: Channel, kind: str, key: str) -> Delivery:
    """A delivery without words and address, due when the channel may be used next."""
    moment = now()
    return Delivery(
        message_id=codes.new(hall_code),
        channel=channel.value,
        kind=kind,
        key=key,
        at=moment,
        due_at=sending.leaves_at(channel, moment),
        state=DeliveryState.WAITING.value,
    )


def _key(notice: Notice) -> tuple[UUID, str, str]:
    return notice.recipient, notice.kind, notice.key


def _few(news: Sequence[News]) -> Sequence[News]:
    """One each, or many of them as one: the morning after a holiday is no reason for forty short messages."""
    if len(news) <= MOST_SINGLE:
        return news
    first = news[0].notice
    many = Notice(recipient=first.recipient, key=f"{first.kind}-{first.key}"[:64])
    return [News(many, Kind.MANY, "/notices", {"count": str(len(news))})]


def _delivery(hall_code: str, reached: Reached, news: News, wording: Mapping[Key, Wording], hall_name: str) -> Delivery:
    found = blank(hall_code, reached.channel, news.kind.value, news.notice.key)
    language = reached.language if reached.language in templates.LANGUAGES else templates.LANGUAGES[0]
    words = {"hall": hall_name, "link": sending.link(news.path), **news.words}
    said = templates.filled(wording[news.kind, reached.channel, language], words)
    found.recipient, found.case_number = reached.person, news.notice.case_number
    found.subject, found.text = said.subject, said.text
    address(found, reached.channel, reached.address)
    return found
