"""Log lines: JSON with the request's id, and nothing of a person, of a case or of a secret address in them."""

import json
import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from foundation import lines
from foundation.errors import NotFound
from hierarchy.gates import enter
from hierarchy.models import Hall
from hierarchy.posts import Actor
from mingjing import webserver
from tenants.cases.models import Case
from tests.api.asking import as_nobody, as_person

PERSON = "欧阳测试姓名"


@pytest.fixture
def written() -> Iterator[StringIO]:
    """What the handler of the settings writes, at every level."""
    sink, root = StringIO(), logging.getLogger()
    handler = logging.StreamHandler(sink)
    handler.setFormatter(lines.JsonFormatter())
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield sink
    root.setLevel(level)
    root.removeHandler(handler)


def read(sink: StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in sink.getvalue().splitlines()]


def test_a_failure_of_the_database_is_told_by_state_and_constraint_without_the_row(
    written: StringIO, changli: Hall, number: str
) -> None:
    with enter(changli):
        case = Case.objects.get(number=number)
        Case.objects.filter(pk=case.pk).update(applicant_name=PERSON)
        case.refresh_from_db()
        case.pk = None
        with pytest.raises(IntegrityError, match=number) as failure, transaction.atomic():
            case.save(force_insert=True)
    # As Celery writes it: the text of the exception is in the message as well.
    logging.getLogger("celery.app.trace").error("Task failed: %r", failure.value, exc_info=failure.value)
    (line,) = read(written)
    assert line["message"] == "Task failed: IntegrityError"
    assert line["error"]["database"]["sqlstate"] == "23505"
    assert line["error"]["database"]["table_name"] == "cases_case"
    assert "UniqueViolation" in line["error"]["class"]
    assert number not in written.getvalue()
    assert PERSON not in written.getvalue()


def test_a_refusal_is_told_by_its_code(written: StringIO) -> None:
    try:
        raise NotFound(f"No such person: {PERSON}")
    except NotFound:
        logging.getLogger("mingjing.api").exception("it failed")
    (line,) = read(written)
    assert (line["error"]["code"], line["message"], line["level"]) == ("NOT_FOUND", "it failed", "ERROR")
    assert line["error"]["at"][-1].endswith("test_a_refusal_is_told_by_its_code")
    assert PERSON not in written.getvalue()


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/api/v1/halls/130322/documents/SECRET.pdf", "GET api/v1/halls/<str:hall>/documents/<str:code>.pdf 404"),
        ("/api/v1/SECRET", "GET ^(?:api|static|graphql)(?:/.*)?$ 404"),
    ],
)
def test_an_address_is_told_by_its_route(db: None, written: StringIO, path: str, told: str) -> None:
    assert Client().get(path).status_code == 404
    assert "SECRET" not in written.getvalue()
    assert told in [line["message"] for line in read(written)]


def test_who_failed_to_sign_in_is_not_told(lin: Actor, written: StringIO) -> None:
    query = "mutation ($u: String!) { signIn(username: $u, password: $u) { errors { code } } }"
    for _ in range(6):
        assert as_nobody()(query, u="lin-the-clerk").data["signIn"]["errors"]
    assert "lin-the-clerk" not in written.getvalue()


def test_the_lines_of_a_request_carry_its_id_and_the_answer_too(lin: Actor, written: StringIO, settings: Any) -> None:
    del settings.IS_DEMO
    ask = as_person(lin)
    ask.headers = {"X-Request-ID": "proxy-0123456789"}
    assert ask("{ me { isDemo } }").codes == ["INTERNAL"]
    (line,) = [line for line in read(written) if line["logger"] == "mingjing.api"]
    assert line["request"] == "proxy-0123456789"
    assert line["error"]["class"] == "builtins.AttributeError"


@pytest.mark.parametrize(
    ("given", "is_kept"), [("a1b2c3d4-e5f6", True), ("short", False), ("two words 张三", False), ("x" * 65, False)]
)
def test_an_id_that_does_not_look_like_one_is_replaced(given: str, is_kept: bool) -> None:
    answered = Client().get("/healthz", headers={"X-Request-ID": given.encode("ascii", "replace").decode()})
    assert (answered["X-Request-ID"] == given) is is_kept
    assert len(answered["X-Request-ID"]) >= 8
    assert lines.REQUEST.get() == ""


def test_the_web_server_writes_the_same_lines() -> None:
    assert webserver.logconfig_dict == lines.configuration("WARNING")
