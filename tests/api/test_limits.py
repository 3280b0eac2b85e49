"""What the endpoint takes: form, size, the rules of the specification."""

import json
import logging

import pytest
from django.test import Client
from graphql import get_introspection_query
from pytest_django import Settings

from hierarchy.posts import Actor
from tests.api.asking import as_machine, as_nobody, as_person


def nested(depth: int) -> str:
    return '{ hall(code: "13") ' + "{ parent " * depth + "{ code }" + " }" * depth + " }"


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        (nested(11), "OPERATION_TOO_LARGE"),
        (nested(60), "OPERATION_TOO_LARGE"),
        (nested(900), "BAD_QUERY"),
        ("{ " + " ".join(f"a{n}: me {{ now }}" for n in range(41)) + " }", "OPERATION_TOO_LARGE"),
        ("{ me { " + "now " * 3000 + "} }", "BAD_QUERY"),
        ('{ hall(code: "13") { children { children { children { rollup(from: "2026-01-01", to: "2026-01-02") '
         "{ received accepted concluded open overdue yellow red } } } } } }", "OPERATION_TOO_LARGE"),
        ("{ halls(first: 200) { edges { node { children { children { code } } } } } }", "OPERATION_TOO_LARGE"),
        ('{ halls(first: 200) { edges { node { trend(from: "2025-01-01", to: "2026-11-01") { day } } } } }',
         "OPERATION_TOO_LARGE"),
        ('{ halls(first: 200) { edges { node { change(from: "2026-01-01", to: "2026-02-01", cmpFrom: "2025-01-01", '
         'cmpTo: "2025-02-01") { measure } } } } }', "OPERATION_TOO_LARGE"),
        ("{ hall(code: \"13\") { children { children { " + " ".join(
            f'r{n}: rollup(from: "2026-01-0{n}", to: "2026-02-01") {{ received }}' for n in range(1, 10)
        ) + " " + " ".join(f's{n}: byItem(from: "2026-01-0{n}", to: "2026-02-01") {{ item }}' for n in range(1, 3))
         + " } } } }", "OPERATION_TOO_LARGE"),
        ("query ($n: Int) { halls(first: $n) { edges { node { children { children { code } } } } } }",
         "OPERATION_TOO_LARGE"),
        ("{ me { ...a } } fragment a on Me { posts { hall { ...b } } } fragment b on Hall { children { ...b } }",
         "BAD_QUERY"),
        ("{ me { username ", "BAD_QUERY"),
        ("{ me { password } }", "BAD_QUERY"),
        ('{ me(for: "lin") { username } }', "BAD_QUERY"),
        ("{ me }", "BAD_QUERY"),
        ("{ me { username username: now } }", "BAD_QUERY"),
        ("query a { me { now } } query b { me { now } }", "BAD_QUERY"),
        ("query ($code: ID!) { hall(code: $code) { code } }", "BAD_QUERY"),
        ("subscription { me { now } }", "BAD_QUERY"),
        ("", "BAD_QUERY"),
    ],
)  # fmt: skip
def test_an_operation_beyond_the_limits_or_the_specification_never_runs(lin: Actor, operation: str, code: str) -> None:
    answer = as_person(lin)(operation)
    assert (answer.status, answer.codes[0], "data" in answer.content) == (400, code, False)


def test_fragments_that_double_at_every_step_are_refused_at_once(db: None) -> None:
    steps = " ".join(f"fragment f{n} on Me {{ ...f{n + 1} ...f{n + 1} }}" for n in range(60))
    bomb = f"{{ me {{ ...f0 }} }} {steps} fragment f60 on Me {{ a: now b: now }}"
    assert as_nobody()(bomb).codes == ["OPERATION_TOO_LARGE"]


def test_introspection_is_on_but_for_nobody_in_production(lin: Actor, settings: Settings) -> None:
    query = get_introspection_query()
    assert as_nobody()(query).data["__schema"]["queryType"]["name"] == "Query"
    settings.PRODUCTION = True
    assert set(as_nobody()(query).codes) == {"BAD_QUERY"}
    assert as_machine(lin)(query).data["__schema"]["queryType"]["name"] == "Query"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[]", 400),
        (b'[{"query": "{ me { now } }"}]', 400),
        (b'{"query": 1}', 400),
        (b'{"query": "{ me { now } }", "variables": []}', 200),
        (b'{"query": "{ me { now } }", "variables": [1]}', 400),
        (b'{"query": "{ me { now } }", "operationName": 1}', 400),
        (b"[" * 100_000, 400),
        (b'{"query": "' + b" " * 300_000 + b'"}', 413),
        (b"\xff", 400),
    ],
)
def test_a_body_that_is_no_request_is_refused(db: None, body: bytes, status: int) -> None:
    response = Client().post("/graphql/", body, content_type="application/json")
    assert response.status_code == status
    if status != 200:
        assert response.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


def test_a_text_is_only_taken_as_json_by_post(db: None) -> None:
    client = Client()
    assert client.get("/graphql/", {"query": "{ me { now } }"}).status_code == 400
    assert client.put("/graphql/", {"query": "{ me { now } }"}, content_type="application/json").status_code == 405
    assert client.post("/graphql/", {"query": "{ me { now } }"}).status_code == 415


def test_an_unexpected_failure_is_logged_under_a_number_and_masked(
    lin: Actor, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    del settings.IS_DEMO
    with caplog.at_level(logging.ERROR, "mingjing.api"):
        answer = as_person(lin)("{ me { isDemo } }")
    error = answer.content["errors"][0]
    assert error["message"] == "Something went wrong on the server."
    assert error["extensions"]["code"] == "INTERNAL"
    assert error["extensions"]["traceId"] in caplog.text
    assert "IS_DEMO" in caplog.text
    assert "IS_DEMO" not in json.dumps(answer.content)


@pytest.mark.parametrize("given", ["2026-13-01", "20261001", "1969-12-31", "2101-01-01", "2026-10-01T00:00:00", ""])
def test_a_date_is_a_date_of_the_calendar(lin: Actor, given: str) -> None:
    query = 'query ($day: Date!) { hall(code: "130322") { trend(from: $day, to: $day) { day } } }'
    assert as_person(lin)(query, day=given).codes == ["BAD_QUERY"]


@pytest.mark.parametrize("given", ["2026-10-01", "2026-10-01T09:00:00", "1960-01-01T00:00:00Z", "noon"])
def test_a_moment_has_its_offset(lin: Actor, given: str) -> None:
    query = "mutation ($at: DateTime) { acceptCase(input: {hall: 13, number: 1, occurredAt: $at}) { errors { code } } }"
    query = query.replace("13", '"130322"').replace("number: 1", 'number: "1"')
    assert as_person(lin)(query, at=given).codes == ["BAD_QUERY"]
