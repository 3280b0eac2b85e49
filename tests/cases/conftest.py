"""A hall that is entered, with one item."""

from collections.abc import Iterator

import pytest

from hierarchy.gates import enter
from hierarchy.models import Hall
from tenants.items.models import ItemVersion
from tests.cases import histories


@pytest.fixture
def hall(db: None) -> Iterator[Hall]:
    """昌黎县, entered."""
    found = Hall.objects.get(code=histories.CODE)
    with enter(found):
        yield found


@pytest.fixture
def version(hall: Hall) -> ItemVersion:
    return histories.item()
