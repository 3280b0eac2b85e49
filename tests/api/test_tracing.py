"""The number of a request: in its answer, in the log, and in what is told of a failure."""

import json
import logging

import pytest
from django.test import Client
from pytest_django import Settings

from api.tracing import trace_id
from foundation.lines import JsonFormatter
from hierarchy.posts import Actor
from tests.api.asking import as_person

PATHS = ["/graphql/", "/api/v1/schema/", "/api/v1/nothing", "/api/v1/halls/130322/cases.csv", "/healthz"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_the_number_that_was_given_or_its_own(db: None, path: str) -> None:
    assert Client().get(path, headers={"x-request-id": "phone-7.tap_0001"})["X-Request-Id"] == "phone-7.tap_0001"
    own = {Client().get(path)["X-Request-Id"] for _ in range(2)}
    assert [len(one) for one in own] == [32, 32]
    assert trace_id() == "-"


@pytest.mark.parametrize(
    "given", ["", "short", "x" * 65, "-12345678", "1234 5678", "12345678\u00e9", "<script>alert(1)"]
)
def test_a_number_that_is_not_sane_is_not_taken(given: str) -> None:
    assert len(Client().get("/healthz", headers={"x-request-id": given})["X-Request-Id"]) == 32


def test_a_failure_is_told_and_logged_under_the_number_of_its_request(
    lin: Actor, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    del settings.IS_DEMO
    caplog.handler.setFormatter(JsonFormatter())
    ask = as_person(lin)
    ask.headers["x-request-id"] = "phone-7.tap_0002"
    with caplog.at_level(logging.ERROR, "mingjing.api"):
        answer = ask("{ me { isDemo } }")
    assert answer.content["errors"][0]["extensions"] == {"code": "INTERNAL", "traceId": "phone-7.tap_0002"}
    ask("{ no")  # logged by Django, after the request was left
    lines = [json.loads(line) for line in caplog.text.splitlines()]
    assert {line["logger"] for line in lines} == {"django.request", "mingjing.api"}
    assert {line["request"] for line in lines} == {"phone-7.tap_0002"}
