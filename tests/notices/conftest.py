"""Real servers, a hall whose clerk wants to be told by both channels, and a clock that tests turn."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

from accounts import reaches
from accounts.models import Person
from foundation import clock, working
from rulebook.telling import Channel
from tests.api.conftest import changli, noon, number  # noqa: F401
from tests.notices import servers
from tests.notices.servers import MailServer, SmsGateway

PHONE, EMAIL = "13800138000", "lin@hall.example"


@pytest.fixture
def mail(settings: Any) -> Iterator[MailServer]:
    with servers.mail_server(settings) as server:
        yield server


@pytest.fixture
def sms(settings: Any) -> Iterator[SmsGateway]:
    with servers.sms_gateway(settings) as gateway:
        yield gateway


def confirmed(username: str, *channels: Channel) -> None:
    """As who typed his address and then the code that came there."""
    person = Person.objects.get(username=username)
    for channel in channels:
        _, code = reaches.begin(person, channel, PHONE if channel is Channel.SMS else f"{username}@hall.example")
        reaches.confirm(person, channel, code)


@pytest.fixture
def turn(settings: Any) -> Callable[[str], None]:
    """Turns the clock to a moment of 2026 in Shanghai (`10-14 12:00`) and works off what is due then."""

    def to(text: str) -> None:
        moment = f"2026-{text.replace(' ', 'T')}{':00' if text.count(':') == 1 else ''}+08:00"
        settings.CLOCK = moment
        clock._started = datetime.now(clock.UTC)
        while working.work(now=clock.now()):
            pass

    return to
