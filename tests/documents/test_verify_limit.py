"""The public page that checks documents answers one address so often, and no oftener."""

from django.test import Client
from pytest_django import Settings

from accounts import limits
from accounts.models import Tries
from api.rest import documents

CODE = "AAAA"


def test_an_address_is_told_to_wait_and_another_is_not(db: None, settings: Settings) -> None:
    settings.VERIFY_TRIES = 3
    client = Client()
    assert [client.get(f"/verify/{CODE}").status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = client.get("/verify", {"code": CODE})
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 600
    assert "请 10 分钟后再试" in refused.content.decode()
    assert "没有这份文书" not in refused.content.decode()
    assert client.get("/verify").status_code == 200  # the empty form checks nothing
    assert client.get(f"/verify/{CODE}", REMOTE_ADDR="192.0.2.7").status_code == 200


def test_what_a_browser_claims_to_be_its_address_is_not_believed(db: None, settings: Settings) -> None:
    settings.VERIFY_TRIES, settings.PROXIES = 1, 1
    told = [
        Client().get(f"/verify/{CODE}", headers={"x-forwarded-for": f"192.0.2.{each}, 198.51.100.1"}).status_code
        for each in range(3)
    ]
    assert told == [200, 429, 429]


def test_a_window_that_ended_begins_anew_and_old_rows_go(db: None) -> None:
    rate = limits.Rate("verify", most=1, window=-documents.VERIFY_WINDOW)
    for subject in ("a", "b"):
        for _ in range(3):
            limits.count(rate, subject)
    assert Tries.objects.count() == 0


def test_a_count_names_nobody(db: None) -> None:
    Client().get(f"/verify/{CODE}", REMOTE_ADDR="192.0.2.7")
    (row,) = Tries.objects.all()
    assert len(row.key) == 64
    assert "192" not in str(row)
