from datetime import UTC, datetime

import pytest
from pytest_django import Settings

from foundation import clock
from hierarchy.models import Hall
from hierarchy.posts import Actor
from tests.api import desk
from tests.api.asking import as_person

# A Wednesday between National Day and the end of the published calendar.
NOON = "2026-10-14T12:00:00+08:00"


@pytest.fixture
def noon(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Now is Wednesday 14 October 2026, 12:00 in Shanghai, and goes on from there."""
    monkeypatch.setattr(clock, "_started", datetime.now(UTC))
    settings.CLOCK = NOON


@pytest.fixture
def changli(db: None, noon: None) -> Hall:
    """昌黎县 with its items, at noon."""
    return desk.furnish(desk.CHANGLI)


@pytest.fixture
def number(changli: Hall, lin: Actor) -> str:
    """A case of 昌黎, from the window."""
    return desk.register(as_person(lin))
