"""One database for the stories: building takes some seconds, reading changes nothing."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from mingjing.embedded import Urls
from tests import databases


@pytest.fixture(scope="module")
def module_database(
    django_db_setup: None, servers: Urls, worker: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[Urls]:
    """A database of its own as the owner, who provisions; the demo is built by him as well."""
    name = f"{databases.PREFIX}_{worker}_demo"
    with django_db_blocker.unblock(), databases.clone(servers, name) as urls, databases.connected(urls.owner):
        yield urls
