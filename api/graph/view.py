"""/graphql/: one operation in, one JSON answer out. A thin WSGI view on graphql-core.

All rules of the specification hold, and ours beside them (limits). Answers are 200 once an operation could be run, and
400, 405, 413 or 415 before that; errors carry `extensions.code` either way.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from graphql import (
    DocumentNode,
    ExecutionResult,
    FragmentDefinitionNode,
    GraphQLError,
    MiddlewareManager,
    OperationDefinitionNode,
    OperationType,
    execute,
    specified_rules,
    validate,
)
from graphql.execution.values import get_variable_values
from graphql.utilities import get_operation_ast
from graphql.validation import NoSchemaIntrospectionCustomRule

from api import entry
from api.graph import repeats
from api.graph.asking import Asked, BadBody, read
from api.graph.failures import refused, told
from api.graph.freshness import kept_by_caller
from api.graph.limits import BadQuery, check_size, parse_query
from api.graph.schema import schema
from api.graph.trusted import check_free, trusted
from foundation import measuring
from foundation.errors import Refusal
from hierarchy.gates import enter
from tenants.repeats.keeping import Done, answer_once

MOST_ERRORS = 20


def graphql(request: HttpRequest) -> HttpResponse:
    try:
        asked = read(request)
        document = _document(request, asked)
    except BadBody as refusal:
        return _answer({"errors": [refused(refusal)]}, status=refusal.status)
    except Refusal as refusal:
        return _answer({"errors": [refused(refusal)]}, status=400)
    if asked.document_id is None:
        errors = validate(schema.graphql_schema, document, _rules(request), max_errors=MOST_ERRORS)
        if errors:
            return _answer({"errors": [told(error) for error in errors]}, status=400)
    return _run(request, asked, document)


def _document(request: Any, asked: Asked) -> DocumentNode:
    """Raises BadQuery, TooLarge, NotTrusted, DocumentNotFound."""
    if asked.document_id is not None:
        return trusted(asked.document_id)
    assert asked.query is not None, "`read` takes one of the two"
    document = parse_query(asked.query)
    check_size(document)
    check_free(request.caller, document)
    return document


def csrf_failure(_request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's own answer is a page; ours is an error with a code."""
    refusal = Refusal(f"The request carries no valid CSRF token. {reason}".strip(), code="CSRF_FAILED")
    return _answer({"errors": [refused(refusal)]}, status=403)


def _rules(request: Any) -> tuple[Any, ...]:
    """Always the whole specification: a list given to `validate` replaces its rules, it does not add to them."""
    is_hidden = settings.PRODUCTION and request.caller.person is None
    return (*specified_rules, NoSchemaIntrospectionCustomRule) if is_hidden else tuple(specified_rules)


def _run(request: Any, asked: Asked, document: DocumentNode) -> HttpResponse:
    operation = get_operation_ast(document, asked.operation_name)
    if operation is None or schema.graphql_schema.get_root_type(operation.operation) is None:
        return _answer({"errors": [refused(BadQuery("Name one query or mutation of the document."))]}, status=400)
    variables = get_variable_values(
        schema.graphql_schema, operation.variable_definitions or [], asked.variables, max_errors=MOST_ERRORS
    )
    if asked.is_read and operation.operation is not OperationType.QUERY:
        return _answer({"errors": [refused(BadBody("GET only reads.", code="MUTATION_BY_GET"))]}, status=405)
    if isinstance(variables, list):
        return _answer({"errors": [told(error) for error in variables]}, status=400)
    try:
        content = _execute(request, asked, document, operation, variables)
    except Refusal as refusal:
        return _answer({"data": None, "errors": [refused(refusal)]})
    except GraphQLError as error:
        return _answer({"data": None, "errors": [told(error)]})
    answer = _answer(content)
    is_kept = asked.is_read and "errors" not in content
    return kept_by_caller(request, request.caller, answer) if is_kept else answer


def _execute(
    request: Any, asked: Asked, document: DocumentNode, operation: OperationDefinitionNode, variables: dict[str, Any]
) -> dict[str, Any]:
    """Enters the hall of the operation, if it names one, and runs all of it inside."""
    caller = request.caller
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    fields = list(entry.root_fields(schema.graphql_schema, operation, fragments, variables))
    hall = entry.admit(caller, fields)
    if hall is None:
        return _formatted(_resolve(entry.Context(request, caller), asked, document))
    key = repeats.keyed(request, asked, document, operation, fields)
    with enter(hall):
        entry.note_look(caller, hall, fields)
        context = entry.Context(request, caller, hall, idempotency_key=key.key if key else None)
        if key is None:
            return _formatted(_resolve(context, asked, document))
        first = answer_once(hall.code, key, lambda: _done(context, asked, document))
        return dict(json.loads(first))


def _resolve(
    context: entry.Context, asked: Asked, document: DocumentNode, middleware: MiddlewareManager | None = None
) -> ExecutionResult:
    result = execute(
        schema.graphql_schema,
        document,
        context_value=context,
        variable_values=asked.variables,
        operation_name=asked.operation_name,
        middleware=middleware,
    )
    assert isinstance(result, ExecutionResult), "asynchronous resolvers would leave the hall before they run"
    return result


def _done(context: entry.Context, asked: Asked, document: DocumentNode) -> Done:
    refusals = repeats.Refusals()
    result = _resolve(context, asked, document, MiddlewareManager(refusals))
    return Done(json.dumps(_formatted(result)).encode(), refusals.any(result))


def _formatted(result: ExecutionResult) -> dict[str, Any]:
    answer: dict[str, Any] = {"data": result.data}
    return answer | ({"errors": [told(error) for error in result.errors]} if result.errors else {})


def _answer(content: dict[str, Any], *, status: int = 200) -> HttpResponse:
    for code in _codes(content):
        measuring.count_error(code)
    response = JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "no-store"
    if status == 405:
        response["Allow"] = "GET, POST"
    return response


def _codes(content: dict[str, Any]) -> Iterator[str]:
    """Of errors beside the data, and of those that a mutation tells in its payload."""
    yield from (error["extensions"]["code"] for error in content.get("errors", ()))
    for payload in (content.get("data") or {}).values():
        told_inside = payload.get("errors") if isinstance(payload, dict) else None
        yield from (error["code"] for error in told_inside or () if isinstance(error, dict) and "code" in error)
