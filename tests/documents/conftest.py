"""A hall at noon, as the tests of the interface know it."""

from tests.api.conftest import changli, noon

__all__ = ["changli", "noon"]
