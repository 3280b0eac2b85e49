"""Operations by their id: what is known, what GET gives and to whom, and a server that serves nothing else."""

import hashlib
import json
from typing import Any

import pytest
from django.http import HttpResponse
from graphql import FieldNode, SelectionSetNode, Visitor, parse, print_ast, validate, visit
from graphql.language import NameNode
from pytest_django import Settings

from api.graph.limits import check_size
from api.graph.schema import schema
from hierarchy.gates import enter
from hierarchy.models import Hall, Post, Role
from hierarchy.posts import Actor
from mingjing.documents import FILE, app_operations, page_operations, print_documents
from tenants.audit.models import Look
from tenants.cases.models import CaseEvent
from tests.api.asking import Asking, as_machine, as_nobody, as_person
from tests.api.desk import CHANGLI, LICENCE, PINGQUAN, done, furnish, register

APP = app_operations()
KNOWN = page_operations() | APP


def get(ask: Asking, name: str, etag: str | None = None, **variables: Any) -> HttpResponse:
    asked = {"documentId": KNOWN[name].id, "variables": json.dumps(variables)}
    headers = ask.headers | ({"if-none-match": etag} if etag else {})
    return ask.client.get("/graphql/", asked, headers=headers)


def post(ask: Asking, **body: Any) -> HttpResponse:
    return ask.client.post("/graphql/", body, content_type="application/json", headers=ask.headers)


def codes(response: HttpResponse) -> list[str]:
    return [error["extensions"]["code"] for error in json.loads(response.content).get("errors", [])]


def test_the_committed_documents_are_those_of_the_sources() -> None:
    assert print_documents() == FILE.read_text(encoding="utf-8"), "run `mingjing schema`"


@pytest.mark.parametrize("name", sorted(APP))
def test_every_operation_of_the_app_fits_the_schema_and_the_limits(name: str) -> None:
    document = parse(APP[name].text)
    check_size(document)
    assert validate(schema.graphql_schema, document) == []


def test_an_id_is_the_digest_of_the_text_and_answers_as_the_text_does(changli: Hall, lin: Actor) -> None:
    ask, known = as_person(lin), APP["AppCases"]
    number = register(ask)
    assert known.id == hashlib.sha256(known.text.encode()).hexdigest()
    by_text = ask(known.text, hall=CHANGLI).data
    by_id = post(ask, documentId=known.id, variables={"hall": CHANGLI})
    by_get = get(ask, "AppCases", hall=CHANGLI)
    assert json.loads(by_id.content) == json.loads(by_get.content) == {"data": by_text}
    assert by_text["cases"]["edges"][0]["node"]["number"] == number


@pytest.mark.parametrize("unknown", ["", "0" * 64, "AppCases", "../../etc/passwd", APP["AppMe"].id.upper()])
def test_an_unknown_id_is_refused_by_both_ways(lin: Actor, unknown: str) -> None:
    ask = as_person(lin)
    for response in (post(ask, documentId=unknown), ask.client.get("/graphql/", {"documentId": unknown})):
        assert (response.status_code, codes(response)) == (400, ["DOCUMENT_NOT_FOUND"])


def test_get_writes_nothing_whatever_it_names(changli: Hall, lin: Actor) -> None:
    given = {"hall": CHANGLI, "item": LICENCE, "applicantName": "某"}
    response = get(as_person(lin), "AppRegisterCase", input=given)
    assert (response.status_code, codes(response), response["Allow"]) == (405, ["MUTATION_BY_GET"], "GET, POST")
    assert "ETag" not in response
    with enter(changli):
        assert CaseEvent.objects.count() == 0


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"query": "{ me { now } }"},
        {"query": "{ me { now } }", "documentId": APP["AppMe"].id},
        {"documentId": APP["AppMe"].id, "variables": "{"},
        {"documentId": APP["AppMe"].id, "variables": "[1]"},
        {"documentId": APP["AppMe"].id, "variables": "[" * 50_000},
    ],
)
def test_a_get_that_is_no_request_is_refused(lin: Actor, asked: dict[str, str]) -> None:
    response = as_person(lin).client.get("/graphql/", asked)
    assert (response.status_code, codes(response)) == (400, ["BAD_REQUEST"])


def test_a_body_with_text_and_id_is_refused(lin: Actor) -> None:
    response = post(as_person(lin), documentId=APP["AppMe"].id, query="{ me { now } }")
    assert (response.status_code, codes(response)) == (400, ["BAD_REQUEST"])


def test_an_answer_is_sent_again_only_when_it_changed(changli: Hall, lin: Actor) -> None:
    ask = as_machine(lin)
    number = register(ask)
    first = get(ask, "AppCases", hall=CHANGLI)
    etag = first["ETag"]
    assert etag.startswith('"')
    assert first["Cache-Control"] == "private, no-cache"
    assert {"Authorization", "Cookie"} <= set(first["Vary"].split(", "))
    for given in (etag, f'"other", {etag}', f"W/{etag}"):
        same = get(ask, "AppCases", given, hall=CHANGLI)
        assert (same.status_code, same.content, same["ETag"]) == (304, b"", etag)
        assert same["Cache-Control"] == "private, no-cache"
        assert {"Authorization", "Cookie"} <= set(same["Vary"].split(", "))
    for given in ("*", '"other"', "nonsense"):
        assert get(ask, "AppCases", given, hall=CHANGLI).status_code == 200
    done(ask, "acceptCase", number)
    changed = get(ask, "AppCases", etag, hall=CHANGLI)
    assert (changed.status_code, changed["ETag"] == etag) == (200, False)


def test_an_etag_is_the_callers_own_and_passes_no_gate(changli: Hall, lin: Actor, zhao: Actor, qian: Actor) -> None:
    register(as_person(lin))
    mine = get(as_person(lin), "AppCases", hall=CHANGLI)
    inspector = get(as_person(zhao), "AppCases", mine["ETag"], hall=CHANGLI)
    assert (inspector.status_code, inspector.content == mine.content) == (200, True)
    assert inspector["ETag"] != mine["ETag"]
    for ask, code in ((as_person(qian), "NOT_FOUND"), (as_machine(qian), "NOT_FOUND"), (as_nobody(), "NOT_SIGNED_IN")):
        refused = get(ask, "AppCases", mine["ETag"], hall=CHANGLI)
        assert (refused.status_code, codes(refused), "ETag" in refused) == (200, [code], False)
        assert refused["Cache-Control"] == "no-store"
    Post.objects.filter(pk=lin.post_id).update(until_on="2026-10-01")
    ended = get(as_person(lin), "AppCases", mine["ETag"], hall=CHANGLI)
    assert (ended.status_code, codes(ended)) == (200, ["NO_POST"])


def test_a_hidden_hall_is_an_absent_one_by_get_as_well(changli: Hall, qian: Actor) -> None:
    answers = {get(as_person(qian), "AppCases", hall=hall).content for hall in (CHANGLI, "139999000000")}
    assert len(answers) == 1


def test_a_look_by_get_is_kept_even_when_nothing_changed(changli: Hall, zhao: Actor) -> None:
    etag = get(as_person(zhao), "AppCases", hall=CHANGLI)["ETag"]
    assert get(as_person(zhao), "AppCases", etag, hall=CHANGLI).status_code == 304
    with enter(changli):
        assert list(Look.objects.values_list("subject", flat=True)) == ["cases", "cases"]


@pytest.mark.parametrize(
    ("site", "status"), [("cross-site", 403), ("same-site", 403), ("same-origin", 200), ("none", 200)]
)
def test_a_link_on_another_site_does_not_read_in_ones_name(changli: Hall, lin: Actor, site: str, status: int) -> None:
    asked = {"documentId": APP["AppMe"].id}
    session, machine = as_person(lin), as_machine(lin)
    response = session.client.get("/graphql/", asked, headers={"sec-fetch-site": site})
    assert (response.status_code, codes(response)) == (status, ["CSRF_FAILED"] if status == 403 else [])
    assert machine.client.get("/graphql/", asked, headers=machine.headers | {"sec-fetch-site": site}).status_code == 200


def test_a_server_of_known_operations_serves_them_spelled_in_any_way(
    changli: Hall, lin: Actor, settings: Settings
) -> None:
    settings.TRUSTED_ONLY = True
    ask, known = as_person(lin), KNOWN["AppCases"]
    assert ask(known.text, hall=CHANGLI).data
    operation, *fragments = parse(known.text).definitions
    other_order = "\n".join(map(print_ast, [*fragments, operation])).replace("  ", " ")
    assert ask(other_order, hall=CHANGLI).data
    with_typenames = print_ast(visit(parse(known.text), Typenames()))
    assert with_typenames.count("__typename") == 6
    assert ask(with_typenames, hall=CHANGLI).data
    for name, operation in KNOWN.items():  # as the pages send them
        assert "DOCUMENT_NOT_TRUSTED" not in ask(print_ast(visit(parse(operation.text), Typenames()))).codes, name


def test_a_server_of_known_operations_serves_no_other_one(
    changli: Hall, lin: Actor, tong: Actor, settings: Settings
) -> None:
    settings.TRUSTED_ONLY = True
    more = KNOWN["AppCases"].text.replace("applicantName", "applicantName channel")
    aliased = KNOWN["AppCases"].text.replace("applicantName", "x: __typename applicantName")
    for ask in (as_person(lin), as_machine(lin), as_nobody()):
        for text in (more, aliased, "{ me { now } }", "{ __schema { queryType { name } } }"):
            answer = ask(text, hall=CHANGLI)
            assert (answer.status, answer.codes) == (400, ["DOCUMENT_NOT_TRUSTED"])
    assert Post.objects.get(pk=tong.post_id).role == Role.HALL_ADMIN
    assert as_machine(tong)("{ me { username } }").data["me"]["username"] == "tong"


def test_a_case_of_another_hall_is_not_found_by_id(changli: Hall, lin: Actor, qian: Actor) -> None:
    number = register(as_person(lin))
    furnish(PINGQUAN)
    for hall in (CHANGLI, PINGQUAN):
        assert codes(get(as_person(qian), "AppCaseFile", hall=hall, number=number)) == ["NOT_FOUND"]


class Typenames(Visitor):
    """As the library of the pages does: in every selection but that of an operation."""

    def leave_selection_set(self, node: SelectionSetNode, _key: Any, parent: Any, *_: Any) -> Any:
        if parent is None or parent.kind == "operation_definition":
            return None
        added = FieldNode(name=NameNode(value="__typename"), alias=None, arguments=(), directives=())
        return SelectionSetNode(selections=(*node.selections, added))
