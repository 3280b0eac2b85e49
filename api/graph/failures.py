"""What a caller is told when something fails: a stable code, a sentence, the field; never what we did not expect."""

import logging
from typing import Any

from graphql import GraphQLError

from api.tracing import trace_id
from foundation.errors import Refusal

log = logging.getLogger("mingjing.api")


def told(error: GraphQLError) -> dict[str, Any]:
    """One entry of `errors`. What was not expected is logged under the number of the request and masked."""
    original = error.original_error
    if isinstance(original, Refusal):
        return _placed(error, original.message, refusal_extensions(original))
    if original is None or isinstance(original, GraphQLError):
        return _placed(error, error.message, {"code": "BAD_QUERY"})
    number = trace_id()
    log.error("Unexpected failure %s at %s", number, error.path, exc_info=original)
    return _placed(error, "Something went wrong on the server.", {"code": "INTERNAL", "traceId": number})


def refused(refusal: Refusal) -> dict[str, Any]:
    """An entry of `errors` for an operation that was refused as a whole."""
    return {"message": refusal.message, "extensions": refusal_extensions(refusal)}


def refusal_extensions(refusal: Refusal) -> dict[str, Any]:
    return {"code": refusal.code} | ({"field": refusal.field} if refusal.field else {})


def _placed(error: GraphQLError, message: str, extensions: dict[str, Any]) -> dict[str, Any]:
    entry: dict[str, Any] = {"message": message}
    if error.locations:
        entry["locations"] = [{"line": place.line, "column": place.column} for place in error.locations]
    if error.path:
        entry["path"] = error.path
    return entry | {"extensions": extensions}
