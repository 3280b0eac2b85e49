"""POST /graphql/: one operation as JSON in, one JSON answer out. A thin WSGI view on graphql-core.

All rules of the specification hold, and ours beside them (limits). Answers are 200 once an operation could be run, and
400, 405, 413 or 415 before that; errors carry `extensions.code` either way.
"""

import json
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from graphql import (
    DocumentNode,
    ExecutionResult,
    FragmentDefinitionNode,
    GraphQLError,
    OperationDefinitionNode,
    execute,
    specified_rules,
    validate,
)
from graphql.execution.values import get_variable_values
from graphql.utilities import get_operation_ast
from graphql.validation import NoSchemaIntrospectionCustomRule

from api import entry
from api.graph.failures import refused, told
from api.graph.limits import BadQuery, check_size, parse_query
from api.graph.schema import schema
from foundation.errors import Refusal
from hierarchy.gates import enter

LARGEST_BODY = 262_144
MOST_ERRORS = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """The body of a request."""

    query: str
    variables: dict[str, Any]
    operation_name: str | None


class BadBody(Refusal):
    """The request is no GraphQL request; `status` says how."""

    code = "BAD_REQUEST"

    def __init__(self, message: str, *, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


def graphql(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        response = _answer({"errors": [refused(BadBody("Use POST."))]}, status=405)
        response["Allow"] = "POST"
        return response
    try:
        asked = _read(request)
        document = parse_query(asked.query)
        check_size(document)
    except BadBody as refusal:
        return _answer({"errors": [refused(refusal)]}, status=refusal.status)
    except Refusal as refusal:
        return _answer({"errors": [refused(refusal)]}, status=400)
    errors = validate(schema.graphql_schema, document, _rules(request), max_errors=MOST_ERRORS)
    if errors:
        return _answer({"errors": [told(error) for error in errors]}, status=400)
    return _run(request, asked, document)


def csrf_failure(_request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's own answer is a page; ours is an error with a code."""
    refusal = Refusal(f"The request carries no valid CSRF token. {reason}".strip(), code="CSRF_FAILED")
    return _answer({"errors": [refused(refusal)]}, status=403)


def _rules(request: Any) -> tuple[Any, ...]:
    """Always the whole specification: a list given to `validate` replaces its rules, it does not add to them."""
    is_hidden = settings.PRODUCTION and request.caller.person is None
    return (*specified_rules, NoSchemaIntrospectionCustomRule) if is_hidden else tuple(specified_rules)


def _read(request: HttpRequest) -> Asked:
    if request.content_type != "application/json":
        raise BadBody("Send application/json.", status=415)
    try:
        body = request.body
    except RequestDataTooBig:
        raise BadBody("The request is too large.", status=413) from None
    if len(body) > LARGEST_BODY:
        raise BadBody("The request is too large.", status=413)
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        raise BadBody("The body is no JSON.") from None
    if not isinstance(given, dict) or not isinstance(given.get("query"), str):
        raise BadBody("The body needs `query`, a text; batches are not taken.")
    variables, name = given.get("variables") or {}, given.get("operationName")
    if not isinstance(variables, dict) or not isinstance(name, str | None):
        raise BadBody("`variables` is an object and `operationName` a text.")
    return Asked(given["query"], variables, name)


def _run(request: Any, asked: Asked, document: DocumentNode) -> HttpResponse:
    operation = get_operation_ast(document, asked.operation_name)
    if operation is None or schema.graphql_schema.get_root_type(operation.operation) is None:
        return _answer({"errors": [refused(BadQuery("Name one query or mutation of the document."))]}, status=400)
    variables = get_variable_values(
        schema.graphql_schema, operation.variable_definitions or [], asked.variables, max_errors=MOST_ERRORS
    )
    if isinstance(variables, list):
        return _answer({"errors": [told(error) for error in variables]}, status=400)
    try:
        result = _execute(request, asked, document, operation, variables)
    except Refusal as refusal:
        return _answer({"data": None, "errors": [refused(refusal)]})
    except GraphQLError as error:
        return _answer({"data": None, "errors": [told(error)]})
    return _answer(_formatted(result))


def _execute(
    request: Any, asked: Asked, document: DocumentNode, operation: OperationDefinitionNode, variables: dict[str, Any]
) -> ExecutionResult:
    """Enters the hall of the operation, if it names one, and runs all of it inside."""
    graph, caller = schema.graphql_schema, request.caller
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    fields = list(entry.root_fields(graph, operation, fragments, variables))
    hall = entry.admit(caller, fields)
    with enter(hall) if hall else nullcontext():
        if hall:
            entry.note_look(caller, hall, fields)
        context = entry.Context(request, caller, hall)
        result = execute(
            graph,
            document,
            context_value=context,
            variable_values=asked.variables,
            operation_name=asked.operation_name,
        )
    assert isinstance(result, ExecutionResult), "asynchronous resolvers would leave the hall before they run"
    return result


def _formatted(result: ExecutionResult) -> dict[str, Any]:
    answer: dict[str, Any] = {"data": result.data}
    return answer | ({"errors": [told(error) for error in result.errors]} if result.errors else {})


def _answer(content: dict[str, Any], *, status: int = 200) -> HttpResponse:
    response = JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "no-store"
    return response
