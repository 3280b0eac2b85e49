"""Statements that each operation of the pages costs: a committed baseline, renewed by RENEW_QUERY_COUNTS=1."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from graphql import FieldNode, OperationDefinitionNode, parse, validate

from accounts.models import Person
from api.graph.limits import check_size
from api.graph.schema import schema
from foundation import clock
from foundation.working import work
from hierarchy.gates import enter
from hierarchy.models import Hall, Post
from hierarchy.posts import Actor, actor_for
from rulebook.accountability import Mode
from tenants.directives import circulars
from tenants.directives.accountability import open_case
from tenants.directives.acts import draft
from tenants.directives.gates import Place
from tests.api import pages
from tests.api.asking import Asking, as_person
from tests.api.desk import ACTS, CHANGLI, LICENCE, done, register

BASELINE = Path(__file__).resolve().parents[1] / "query_counts.json"
MOST = 15
OPERATIONS = pages.operations()
OF_ADMINISTRATORS = {"Posts", "HallSignIns", "AdminActs", "CalendarPreview", "Looks", "Channels"}


@pytest.fixture
def hall(changli: Hall, lin: Actor) -> Hall:
    """More late cases than a list may cost statements: what is read case by case shows."""
    ask = as_person(lin)
    for _ in range(MOST + 1):
        number = register(ask, submittedAt="2026-09-01T09:00:00+08:00")
        done(ask, "acceptCase", number, occurredAt="2026-09-01T10:00:00+08:00")
        asked = {"hall": CHANGLI, "askerName": "李大爷", "question": "要什么材料"}
        assert ask(OPERATIONS["RecordContact"].text, input=asked).data["act"]["errors"] == []
    work(now=clock.now())
    return changli


def ordered(zhao: Actor) -> str:
    """The key of an order on these cases."""
    place = Place(Hall.objects.get(code=CHANGLI), zhao)
    with enter(place.hall):
        return str(draft(place, cases=["130322-2026-000001"], subject="超时", demand="说明理由", reply_days=5).pk)


def pursued(zhao: Actor) -> str:
    """The key of an accountability case on these cases."""
    place = Place(Hall.objects.get(code=CHANGLI), zhao)
    with enter(place.hall):
        found = open_case(place, mode=Mode.DEPARTMENT, cases=["130322-2026-000001"], subject="超时", days=5)
        return str(found.pk)


def circulated(zhao: Actor) -> str:
    """The key of a circular on these cases."""
    place = Place(Hall.objects.get(code=CHANGLI), zhao)
    with enter(place.hall):
        said = {"subject": "超时", "reply_days": 5, "shown_days": 5}
        return str(circulars.draft(place, cases=["130322-2026-000001"], **said).pk)


def statements(ask: Asking, text: str, asked: dict[str, Any]) -> int:
    with CaptureQueriesContext(connection) as found:
        ask(text, **asked).data  # noqa: B018 - fails on errors
    return sum(not one["sql"].startswith(("SAVEPOINT", "RELEASE", "SET search_path")) for one in found)


def compare(name: str, count: int) -> None:
    assert count <= MOST, name
    known = json.loads(BASELINE.read_text()) if BASELINE.exists() else {}
    if os.environ.get("RENEW_QUERY_COUNTS") == "1":
        BASELINE.write_text(json.dumps(known | {name: count}, indent=1, sort_keys=True) + "\n")
    else:
        assert known.get(name) == count, f"{name} cost {known.get(name)} statements, now {count}"


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_every_operation_of_the_pages_fits_the_schema_and_the_limits(name: str) -> None:
    document = parse(OPERATIONS[name].text)
    check_size(document)
    assert validate(schema.graphql_schema, document) == []


@pytest.mark.parametrize("name", sorted(name for name, one in OPERATIONS.items() if one.kind == "query"))
def test_a_page_costs_what_it_cost_and_no_more_with_more_rows(hall: Hall, zhao: Actor, name: str) -> None:
    ask, operation = as_person(zhao), OPERATIONS[name]
    if name in OF_ADMINISTRATORS:
        person = Person.objects.get(username="tong")
        Post.objects.filter(person=person).update(hall=hall)
        ask = as_person(actor_for(person))  # type: ignore[arg-type]
    asked = pages.variables(operation, "130322-2026-000001")
    begun = {"Order": ordered, "Accountability": pursued, "Circular": circulated}
    if name in begun:
        asked["id"] = begun[name](zhao)
    ask(operation.text, **asked)  # halls and content types are remembered from now on
    count = statements(ask, operation.text, asked)
    compare(name, count)


FILED = [name for name, one in OPERATIONS.items() if re.search(r"\$first: Int\b", one.text)]


@pytest.mark.parametrize("name", sorted(FILED))
def test_a_file_of_a_list_may_ask_for_the_longest_pages(hall: Hall, zhao: Actor, name: str) -> None:
    """`frontend/src/tables/ListFile.tsx` asks for 200 rows at a time."""
    asked = pages.variables(OPERATIONS[name], "130322-2026-000001")
    assert as_person(zhao)(OPERATIONS[name].text, **asked | {"first": 200}).data


def test_late_cases_stand_on_the_board_and_in_their_files(hall: Hall, zhao: Actor) -> None:
    ask = as_person(zhao)
    alerts = ask(OPERATIONS["Alerts"].text, **pages.variables(OPERATIONS["Alerts"], "")).data["alerts"]
    assert len(alerts["edges"]) == 2 * (MOST + 1)
    alert = alerts["edges"][0]["node"]
    assert (alert["level"], alert["clock"], alert["hall"]["code"]) == ("RED", "STATUTORY", CHANGLI)
    case = ask(OPERATIONS["CaseFile"].text, hall=CHANGLI, number=alert["caseNumber"]).data["case"]
    # Entered weeks later: the time to tell had passed until the acceptance was entered as well.
    assert [(one["level"], one["clock"], one["rung"], one["clearedAt"] is None) for one in case["alerts"]] == [
        ("YELLOW", "INTAKE_NOTICE", "near", False),
        ("RED", "INTAKE_NOTICE", "over", False),
        ("YELLOW", "PROMISED", "near", True),
        ("RED", "PROMISED", "over", True),
        ("RED", "STATUTORY", "over", True),
    ]


def test_registering_and_accepting_cost_what_they_cost(hall: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    register(ask)
    given = {"hall": CHANGLI, "item": LICENCE, "applicantName": "某"}
    compare("Register", statements(ask, OPERATIONS["Register"].text, {"input": given}))
    compare(
        "AcceptCase",
        statements(ask, OPERATIONS["AcceptCase"].text, {"input": {"hall": CHANGLI, "number": "130322-2026-000018"}}),
    )


def test_the_pages_know_every_act_on_a_case() -> None:
    """`acceptCaseWith` says what `acceptCase` says, and what was tolerated; `declineCaseWith` names a reason."""
    parsed = [one for each in OPERATIONS.values() for one in parse(each.text).definitions]
    roots = [one.selection_set.selections for one in parsed if isinstance(one, OperationDefinitionNode)]
    sent = {field.name.value for fields in roots for field in fields if isinstance(field, FieldNode)}
    assert set(ACTS) - {"acceptCase", "declineCase"} <= sent
