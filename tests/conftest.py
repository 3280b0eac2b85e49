"""Fixtures for every test: databases, the cast.

A test marked `django_db` runs as the role `mingjing_app` in a transaction that is rolled back. One that needs commits,
threads, other processes or the owner's role takes `own_database` instead of the mark.
"""

import os
from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from hierarchy import cache, calendars
from hierarchy.posts import Actor
from mingjing.embedded import Urls
from reporting import feeds
from tenants.cases import reading
from tests import cast, databases


@pytest.fixture(scope="session")
def servers(django_test_environment: None) -> Iterator[Urls]:
    with databases.server() as urls:
        yield urls


@pytest.fixture(scope="session")
def worker() -> str:
    """Part of the names of databases, so that workers and runs do not meet."""
    return f"{os.environ.get('PYTEST_XDIST_WORKER', 'one')}_{os.getpid()}"


@pytest.fixture(scope="session")
def django_db_setup(servers: Urls, worker: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Overrides pytest-django's: a clone of the template, with the application's role."""
    with django_db_blocker.unblock(), databases.clone(servers, f"{databases.PREFIX}_{worker}"):
        yield


@pytest.fixture
def own_database(
    django_db_setup: None, servers: Urls, worker: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[Urls]:
    """A database of this test alone, with Django's connection and the environment of children on it.

    `databases.connected(urls.owner)` puts Django's connection into the owner's role.
    """
    with django_db_blocker.unblock(), databases.clone(servers, f"{databases.PREFIX}_{worker}_own") as urls:
        exported = {
            "MINGJING_DATABASE_URL": urls.owner,
            "MINGJING_APP_DATABASE_URL": urls.app,
            "MINGJING_BROKER_URL": urls.broker,
        }
        with databases.environment(exported):
            yield urls


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    """Nothing that one test looked up is remembered in the next."""
    cache.forget()
    calendars.forget()
    # A version never changes, but those of a test are rolled back and their names given again.
    for remembered in (calendars.calendar, calendars.own, calendars.grounds, reading.terms):
        remembered.cache_clear()
    feeds.forget()
    yield
    cache.forget()
    calendars.forget()
    # A version never changes, but those of a test are rolled back and their names given again.
    for remembered in (calendars.calendar, calendars.own, calendars.grounds, reading.terms):
        remembered.cache_clear()
    feeds.forget()


def _on_database(request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("own_database" if "own_database" in request.fixturenames else "db")


def _actor(username: str) -> Actor:
    return cast.actor(username)


@pytest.fixture
def lin(request: pytest.FixtureRequest) -> Actor:
    """林晓雯, clerk of 昌黎县."""
    _on_database(request)
    return _actor("lin")


@pytest.fixture
def zhao(request: pytest.FixtureRequest) -> Actor:
    """赵立新, inspector of 秦皇岛市."""
    _on_database(request)
    return _actor("zhao")


@pytest.fixture
def han(request: pytest.FixtureRequest) -> Actor:
    """韩卫东, supervisor of 河北省."""
    _on_database(request)
    return _actor("han")


@pytest.fixture
def qian(request: pytest.FixtureRequest) -> Actor:
    """钱磊, clerk of 平泉市: a stranger to 秦皇岛."""
    _on_database(request)
    return _actor("qian")


@pytest.fixture
def tong(request: pytest.FixtureRequest) -> Actor:
    """佟志远, hall admin of 青龙满族自治县."""
    _on_database(request)
    return _actor("tong")


@pytest.fixture
def zhou(request: pytest.FixtureRequest) -> Actor:
    """周明远, leader of 承德市."""
    _on_database(request)
    return _actor("zhou")


@pytest.fixture
def jia(request: pytest.FixtureRequest) -> Actor:
    """贾亚楠, complaint desk of 秦皇岛市."""
    _on_database(request)
    return _actor("jia")
