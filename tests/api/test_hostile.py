"""What an attacker sends is refused by its form, before any statement."""

import json
import sys
from types import FrameType
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hierarchy.posts import Actor
from tests.api.asking import as_machine, as_nobody, as_person

TOO_LARGE, BAD_QUERY, BAD_REQUEST = "OPERATION_TOO_LARGE", "BAD_QUERY", "BAD_REQUEST"
HOSTILE: dict[str, tuple[str, str]] = {
    "200 aliases": ("{ " + " ".join(f"a{n}: me {{ now }}" for n in range(200)) + " }", BAD_QUERY),
    "200 aliases in a fragment": (
        "{ me { ...f } } fragment f on Me { " + " ".join(f"a{n}: now" for n in range(200)) + " }",
        TOO_LARGE,
    ),
    "20,000 fields": ("{ me { " + "now " * 20_000 + "} }", BAD_QUERY),
    "20,000 fields without spaces to spare": ("{ me { " + "me," * 20_000 + "} }", BAD_QUERY),
    "many fields of many rows": (
        "{ halls(first: 200) { edges { node { " + " ".join(f"code name tier state a{n}: code" for n in range(40))
        + " children { code name tier } } } } }",
        TOO_LARGE,
    ),
    "fragments 60 deep": (
        "{ hall(code: 13) { ...f0 } } "
        + " ".join(f"fragment f{n} on Hall {{ parent {{ ...f{n + 1} }} }}" for n in range(60))
        + " fragment f60 on Hall { code }",
        TOO_LARGE,
    ),
    "inline fragments 60 deep": ("{ me { " + "... on Me { " * 60 + "now" + " }" * 60 + " } }", TOO_LARGE),
    "levels 20,000 deep": ("{ a " * 20_000, BAD_QUERY),
    "a fragment that spreads itself": ("{ me { ...f } } fragment f on Me { now ...f }", BAD_QUERY),
    "fragments in a circle": (
        "{ me { ...a } } fragment a on Me { ...b } fragment b on Me { ...c } fragment c on Me { ...a }",
        BAD_QUERY,
    ),
    "fragments that double": (
        "{ me { ...f0 } } "
        + " ".join(f"fragment f{n} on Me {{ ...f{n + 1} ...f{n + 1} }}" for n in range(40))
        + " fragment f40 on Me { a: now b: now }",
        TOO_LARGE,
    ),
    "a text of 100,000 characters": ('{ hall(code: "' + "1" * 100_000 + '") { code } }', BAD_QUERY),
    "a block text of 100,000 lines": ('{ hall(code: """' + "\n" * 100_000 + '""") { code } }', BAD_QUERY),
    "10,000 comments": ("#\n" * 10_000 + "{ me { now } }", BAD_QUERY),
    "10,000 directives": ("{ me { now " + "@skip(if: false) " * 10_000 + "} }", BAD_QUERY),
    "a list of 20,000 written out": (
        'mutation { markNoticesRead(hall: "130322", ids: [' + '"1",' * 20_000 + "]) { errors { code } } }",
        BAD_QUERY,
    ),
    "lists in lists": ("{ hall(code: " + "[" * 10_000 + "]" * 10_000 + ") { code } }", BAD_QUERY),
    "1,000 operations": (" ".join(f"query q{n} {{ me {{ now }} }}" for n in range(1000)), BAD_QUERY),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_refused_before_any_statement(db: None, name: str) -> None:
    text, code = HOSTILE[name]
    with CaptureQueriesContext(connection) as statements:
        answer = as_nobody()(text)
    assert (answer.status, answer.codes[0], "data" in answer.content) == (400, code, False)
    assert len(statements) == 0
    assert len(answer.codes) <= 21


@pytest.mark.parametrize("name", HOSTILE)
def test_who_is_signed_in_costs_no_more_than_knowing_him(lin: Actor, name: str) -> None:
    text, code = HOSTILE[name]
    for ask in (as_person(lin), as_machine(lin)):
        ask("{ me }")  # halls are remembered from now on
        with CaptureQueriesContext(connection) as known:
            ask("{ me }")  # no operation: only who calls is read
        with CaptureQueriesContext(connection) as statements:
            assert ask(text).codes[0] == code
        assert len(statements) == len(known)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ([{"query": "{ me { now } }"}] * 100, 400),
        ({"query": "{ me { now } }", "variables": {"x": "x" * 300_000}}, 413),
        ({"query": ["{ me { now } }"] * 10}, 400),
        ({"query": "{ me { now } }", "variables": [{"a": 1}] * 10}, 400),
    ],
    ids=["batch", "huge variables", "list of texts", "list of variables"],
)
def test_a_hostile_body_is_refused_before_any_statement(db: None, body: Any, status: int) -> None:
    with CaptureQueriesContext(connection) as statements:
        response = Client().post("/graphql/", body, content_type="application/json")
    assert (response.status_code, response.json()["errors"][0]["extensions"]["code"]) == (status, BAD_REQUEST)
    assert len(statements) == 0


def test_a_list_in_variables_that_does_not_fit_is_refused_with_few_errors(db: None) -> None:
    text = 'mutation ($ids: [ID!]!) { markNoticesRead(hall: "130322", ids: $ids) { errors { code } } }'
    with CaptureQueriesContext(connection) as statements:
        answer = as_nobody()(text, ids=[None] * 40_000)
    assert (answer.status, set(answer.codes), len(answer.codes) <= 21) == (400, {BAD_QUERY}, True)
    assert len(statements) == 0


# Some ten milliseconds on one core of 2026.
FEW_CALLS = 150_000


def calls(text: str) -> int:
    """Calls and returns of functions until the answer: work that does not depend on the machine, as its time does."""
    seen = 0

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal seen
        seen += 1

    client, body = Client(), json.dumps({"query": text})
    client.post("/graphql/", body, content_type="application/json")  # whatever is loaded once is loaded now
    sys.setprofile(count)
    try:
        client.post("/graphql/", body, content_type="application/json")
    finally:
        sys.setprofile(None)
    return seen


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_little_work(db: None, name: str) -> None:
    assert calls(HOSTILE[name][0]) < FEW_CALLS
