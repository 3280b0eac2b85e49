from tests.api.conftest import changli, noon  # noqa: F401
