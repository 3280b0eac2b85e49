"""Signing in at a provider of OpenID Connect, against one that runs on a port of its own."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from pytest_django import Settings

from accounts import bindings
from accounts.models import Person
from hierarchy.posts import Actor
from mingjing.oidc import providers
from tests.api.asking import Asking, as_person
from tests.api.provider import CLIENT, SECRET, Provider, serving
from tests.api.test_identity import SECOND_STEP, act, enrolled
from tests.api.test_sessions import ME

REFUSED = "/sign-in?problem="


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    with serving(Provider()) as found:
        settings.OIDC = {"issuer": found.address, "client": CLIENT, "secret": SECRET, "name": "省统一认证", "claim": ""}
        settings.SOCIALACCOUNT_PROVIDERS = providers(settings.OIDC)
        yield found


def there(client: Client) -> str:
    """From the button to the provider: where it sends the browser back to."""
    led = client.get("/sign-in/oidc")
    assert led.status_code == 302
    return str(requests.get(led["Location"], allow_redirects=False, timeout=10).headers["Location"])


def back(client: Client, address: str) -> str:
    parts = urlsplit(address)
    answer = client.get(f"{parts.path}?{parts.query}")
    assert answer.status_code == 302
    return str(answer["Location"])


def come_in(client: Client | None = None) -> tuple[Client, str]:
    client = client or Client()
    return client, back(client, there(client))


def who(client: Client) -> Any:
    found = Asking(client)(ME).data["me"]
    return found and found["username"]


def lin_bound(lin: Actor) -> Person:
    person = Person.objects.get(pk=lin.person_id)
    bindings.bind(person, "subject-1")
    return person


def test_who_was_bound_signs_in_and_his_row_stays_as_it_was(lin: Actor, provider: Provider) -> None:
    person = lin_bound(lin)
    before = Person.objects.filter(pk=person.pk).values().get()
    client = Client()
    client.get("/")
    client, address = come_in(client)
    assert (address, who(client)) == ("/", "lin")
    assert Person.objects.filter(pk=person.pk).values().get() == before
    assert [row["isThis"] for row in Asking(client)("{ signIns { isThis } }").data["signIns"]] == [True]


def test_who_has_a_second_factor_here_gives_it(lin: Actor, provider: Provider) -> None:
    lin_bound(lin)
    telephone, _ = enrolled(as_person(lin))
    client, address = come_in()
    assert (address, who(client)) == ("/sign-in?step=code", None)
    assert act(Asking(client), SECOND_STEP, code=telephone())["errors"] == []
    assert who(client) == "lin"


def test_nobody_is_made_and_nobody_is_guessed(lin: Actor, provider: Provider) -> None:
    provider.claims = {"sub": "s", "preferred_username": "lin", "email": "lin", "email_verified": True}
    persons = Person.objects.count()
    client, address = come_in()
    assert (address, who(client)) == (f"{REFUSED}NOBODY_BOUND", None)
    assert (Person.objects.count(), SocialAccount.objects.count()) == (persons, 0)


def test_who_left_does_not_come_in(lin: Actor, provider: Provider) -> None:
    lin_bound(lin)
    Person.objects.filter(pk=lin.person_id).update(is_active=False)
    client, address = come_in()
    assert (address, who(client)) == (f"{REFUSED}NOBODY_BOUND", None)


@pytest.mark.parametrize(
    ("claim", "claims", "is_in"),
    [
        ("preferred_username", {"preferred_username": "lin"}, True),
        ("preferred_username", {"preferred_username": "unknown"}, False),
        ("preferred_username", {"preferred_username": ["lin"]}, False),
        ("preferred_username", {"email": "lin", "email_verified": True}, False),
        ("email", {"email": "lin", "email_verified": True}, True),
        ("email", {"email": "lin", "email_verified": False}, False),
        ("email", {"email": "lin", "email_verified": "true"}, False),
        ("email", {"email": "lin"}, False),
    ],
)
def test_a_claim_of_the_settings_names_a_person_and_binds_him(
    lin: Actor, provider: Provider, settings: Settings, claim: str, claims: dict[str, Any], is_in: bool
) -> None:
    settings.OIDC["claim"] = claim
    provider.claims = {"sub": "s-lin"} | claims
    client, address = come_in()
    assert (address, who(client)) == (("/", "lin") if is_in else (f"{REFUSED}NOBODY_BOUND", None))
    assert list(SocialAccount.objects.values_list("uid", "user__username")) == ([("s-lin", "lin")] if is_in else [])


def test_another_who_is_given_the_name_later_does_not_become_him(
    lin: Actor, provider: Provider, settings: Settings
) -> None:
    settings.OIDC["claim"] = "preferred_username"
    provider.claims = {"sub": "first", "preferred_username": "lin"}
    assert come_in()[1] == "/"
    provider.claims = {"sub": "second", "preferred_username": "lin"}
    client, address = come_in()
    assert (address, who(client)) == (f"{REFUSED}SUBJECT_TAKEN", None)
    provider.claims = {"sub": "first", "preferred_username": "renamed"}
    assert who(come_in()[0]) == "lin"


@pytest.mark.parametrize(
    "wrong",
    [
        {"nonce": "of another browser"},
        {"nonce": ""},
        {"nonce": None},
        {"aud": "another client"},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"iss": "https://another.example"},
        {"exp": 1_600_000_000},
        {"iat": 4_000_000_000},
        {"sub": None},
        {"sub": 7},
    ],
    ids=str,
)
def test_an_id_token_that_is_not_for_this_sign_in_is_refused(
    lin: Actor, provider: Provider, wrong: dict[str, Any]
) -> None:
    lin_bound(lin)
    provider.spoil = lambda claims: {key: value for key, value in (claims | wrong).items() if value is not None}
    client, address = come_in()
    assert (address, who(client)) == (f"{REFUSED}OIDC_FAILED", None)


@pytest.mark.parametrize("alg", ["RS256", "HS256", "none"])
def test_a_signature_of_somebody_else_is_refused(lin: Actor, provider: Provider, alg: str) -> None:
    lin_bound(lin)
    forged = {"RS256": rsa.generate_private_key(65537, 2048), "HS256": "x" * 40, "none": None}
    provider.key, provider.alg = forged[alg], alg
    client, address = come_in()
    assert (address, who(client)) == (f"{REFUSED}OIDC_FAILED", None)


@pytest.mark.parametrize("state", ["", "x", "another"])
def test_a_state_that_this_browser_was_not_given_is_refused(lin: Actor, provider: Provider, state: str) -> None:
    lin_bound(lin)
    client, victim = Client(), Client()
    sent = there(client)
    query = dict(part.split("=") for part in urlsplit(sent).query.split("&"))
    there(victim)
    given = query if state == "another" else query | {"state": state}
    assert back(victim, f"/sign-in/oidc/back?{urlencode(given)}") == f"{REFUSED}OIDC_FAILED"
    assert who(victim) is None


def test_an_answer_is_good_once(lin: Actor, provider: Provider) -> None:
    lin_bound(lin)
    client = Client()
    sent = there(client)
    assert back(client, sent) == "/"
    Asking(client)("mutation { signOut { ok } }")
    assert back(client, sent) == f"{REFUSED}OIDC_FAILED"
    assert who(client) is None


@pytest.mark.parametrize("query", ["error=access_denied&state={state}", "state={state}", "code=never&state={state}"])
def test_a_provider_that_refuses_leads_back(lin: Actor, provider: Provider, query: str) -> None:
    client = Client()
    state = dict(part.split("=") for part in urlsplit(there(client)).query.split("&"))["state"]
    assert back(client, f"/sign-in/oidc/back?{query.format(state=state)}") == f"{REFUSED}OIDC_FAILED"


def test_a_provider_that_does_not_answer_leads_back(lin: Actor, provider: Provider, settings: Settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = providers(settings.OIDC | {"issuer": "http://127.0.0.1:9"})
    answer = Client().get("/sign-in/oidc")
    assert (answer.status_code, answer["Location"]) == (302, f"{REFUSED}OIDC_FAILED")


def test_the_page_knows_of_a_provider_only_where_there_is_one(db: None, settings: Settings) -> None:
    ask = "{ signInProvider }"
    assert Asking()(ask).data == {"signInProvider": None}
    for address in ("/sign-in/oidc", "/sign-in/oidc/back"):
        assert Client().get(address).status_code == 404
    settings.OIDC = {"name": "省统一认证"}
    assert Asking()(ask).data == {"signInProvider": "省统一认证"}


def test_a_person_has_one_subject_and_a_subject_one_person(lin: Actor, qian: Actor) -> None:
    first, second = (Person.objects.get(pk=each.person_id) for each in (lin, qian))
    bindings.bind(first, "a")
    bindings.bind(first, "a")
    for person, subject in ((first, "b"), (second, "a"), (second, ""), (second, "x" * 192)):
        with pytest.raises(bindings.SubjectTaken):
            bindings.bind(person, subject)
    assert list(SocialAccount.objects.values_list("uid", "user__username")) == [("a", "lin")]
    assert (bindings.unbind(first), bindings.unbind(first)) == ("a", "")
