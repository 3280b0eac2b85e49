"""Handlers of these tests, known only while one of them runs."""

from collections.abc import Callable, Iterator

import pytest

from foundation import handlers

Register = Callable[[str, handlers.Handler], None]


@pytest.fixture
def register() -> Iterator[Register]:
    before = dict(handlers._handlers)
    yield handlers.register
    handlers._handlers.clear()
    handlers._handlers.update(before)
