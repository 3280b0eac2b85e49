"""How the tests of the interface ask: an operation, a caller, an answer."""

from dataclasses import dataclass
from typing import Any

from django.test import Client

from accounts import tokens
from accounts.models import Person
from hierarchy.posts import Actor


@dataclass(frozen=True)
class Answer:
    """Of `POST /graphql/`."""

    status: int
    content: dict[str, Any]

    @property
    def data(self) -> Any:
        assert "errors" not in self.content, self.content["errors"]
        return self.content["data"]

    @property
    def codes(self) -> list[str]:
        return [error["extensions"]["code"] for error in self.content.get("errors", [])]


class Asking:
    """One caller: nobody, a person with a session, or a machine with a token."""

    def __init__(self, client: Client | None = None, **headers: str) -> None:
        self.client = client or Client()
        self.headers = headers

    def keyed(self, key: str) -> "Asking":
        """The same caller, with an idempotency key."""
        return Asking(self.client, **self.headers | {"idempotency-key": key})

    def __call__(self, query: str, **variables: Any) -> Answer:
        response = self.client.post(
            "/graphql/",
            {"query": query, "variables": variables},
            content_type="application/json",
            headers=self.headers,
        )
        return Answer(response.status_code, response.json())


def as_nobody() -> Asking:
    return Asking()


def as_person(actor: Actor) -> Asking:
    """With a session, as pages have it."""
    client = Client()
    client.force_login(Person.objects.get(pk=actor.person_id), backend="django.contrib.auth.backends.ModelBackend")
    return Asking(client)


def as_machine(actor: Actor, hall: str | None = None) -> Asking:
    """With a token for the hall of the post, or for another one."""
    person = Person.objects.get(pk=actor.person_id)
    issued = tokens.issue(person, hall_code=hall or actor.hall_code)
    return Asking(authorization=f"Bearer {issued.secret}")
