"""The limits of a session, what is kept of it, and where it is said to come from."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts import agents
from accounts.models import Person, Session
from accounts.sessions import SessionStore
from hierarchy.posts import Actor
from tests.api.asking import Asking, as_nobody, as_person
from tests.api.test_sessions import ME, sign_in

EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0"


def aged(**times: timedelta) -> None:
    """All sessions as if they had been begun or seen so long ago."""
    for name, ago in times.items():
        Session.objects.update(**{name: timezone.now() - ago})
    for row in Session.objects.all():
        store = SessionStore(row.pk)
        store.record = row
        store.modified = True
        Session.objects.filter(pk=row.pk).update(
            expire_date=store.create_model_instance(store.decode(row.session_data)).expire_date
        )


def test_a_session_ends_after_two_idle_hours(lin: Actor) -> None:
    ask = as_person(lin)
    aged(seen_at=timedelta(hours=2, minutes=9))
    assert ask(ME).data["me"]["username"] == "lin"
    aged(seen_at=timedelta(hours=2, minutes=10))
    assert ask(ME).data == {"me": None}


def test_a_session_in_use_ends_after_eight_hours(lin: Actor) -> None:
    ask = as_person(lin)
    aged(created_at=timedelta(hours=7, minutes=59), seen_at=timedelta(minutes=11))
    assert ask(ME).data["me"]["username"] == "lin"
    row = Session.objects.get()
    assert row.expire_date == row.created_at + timedelta(hours=8)
    aged(created_at=timedelta(hours=8))
    assert ask(ME).data == {"me": None}


def test_being_seen_is_written_once_in_ten_minutes(lin: Actor) -> None:
    ask = as_person(lin)
    aged(seen_at=timedelta(minutes=9))
    before = Session.objects.get().seen_at
    ask(ME)
    assert Session.objects.get().seen_at == before
    aged(seen_at=timedelta(minutes=10))
    ask(ME)
    assert timezone.now() - Session.objects.get().seen_at < timedelta(minutes=1)


def test_signing_in_clears_rows_that_ended_and_begins_the_hours_anew(lin: Actor, zhao: Actor) -> None:
    as_person(zhao)
    aged(created_at=timedelta(hours=8))
    ask = as_nobody()
    sign_in(ask)
    assert [row.person.username for row in Session.objects.select_related("person")] == ["lin"]
    aged(created_at=timedelta(hours=5))
    first = Session.objects.get().pk
    sign_in(ask)
    row = Session.objects.get()
    assert row.pk != first
    assert timezone.now() - row.created_at < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, "<script>", ""),
    ],
)
def test_the_address_is_what_our_own_proxy_saw(
    lin: Actor, settings: Settings, proxies: int, forwarded: str, address: str
) -> None:
    settings.PROXIES = proxies
    sign_in(Asking(Client(), **{"X-Forwarded-For": forwarded, "User-Agent": EDGE + "x" * 300}))
    row = Session.objects.get()
    assert (row.address, row.person_id, len(row.agent)) == (address, lin.person_id, 200)


@pytest.mark.parametrize(
    ("agent", "browser", "system"),
    [
        (EDGE, "Edge", "Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari", "iOS"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 MicroMessenger/8.0", "WeChat", "Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; UOS) Firefox/140.0", "Firefox", "UOS"),
        ("", "", ""),
    ],
)
def test_a_browser_is_called_by_its_name(agent: str, browser: str, system: str) -> None:
    assert (agents.browser(agent), agents.system(agent)) == (browser, system)


def test_a_changed_password_ends_the_sessions_begun_with_the_old_one(lin: Actor) -> None:
    ask = as_person(lin)
    person = Person.objects.get(pk=lin.person_id)
    person.set_password("another-long-password")
    person.save()
    assert ask(ME).data == {"me": None}
