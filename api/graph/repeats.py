"""`Idempotency-Key`: a mutation on a hall that is sent again is answered again, and not done again."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from graphql import DocumentNode, ExecutionResult, OperationDefinitionNode, OperationType, print_ast

from api.entry import Caller, RootField
from api.graph.asking import Asked
from foundation.errors import Refusal
from tenants.repeats.keeping import Keyed

LONGEST_KEY = 255


class BadKey(Refusal):
    """A key is 1 to 255 characters that can be seen."""

    code = "BAD_IDEMPOTENCY_KEY"


class OneAct(Refusal):
    """A key stands for one act: what was done and what was not could not be told apart otherwise."""

    code = "ONE_ACT_PER_KEY"


def keyed(
    request: Any, asked: Asked, document: DocumentNode, operation: OperationDefinitionNode, fields: Sequence[RootField]
) -> Keyed | None:
    """The key of a mutation, with all that is asked under it; None without one. Raises BadKey and OneAct."""
    caller: Caller = request.caller
    if operation.operation is not OperationType.MUTATION or caller.actor is None:
        return None
    keys = [key for one in fields if (key := request.headers.get("Idempotency-Key") or one.key) is not None]
    if not keys:
        return None
    if len(fields) > 1:
        raise OneAct("Send one mutation with a key.")
    if not 1 <= len(keys[0]) <= LONGEST_KEY or not keys[0].isprintable():
        raise BadKey(f"A key has 1 to {LONGEST_KEY} characters that can be seen.", field="idempotency_key")
    told = [print_ast(document), asked.operation_name, asked.variables, caller.actor.post_id]
    content = json.dumps(told, sort_keys=True)
    return Keyed(caller.actor.person_id, keys[0], content)


class Refusals:
    """A middleware of one execution: whether its act was refused, by an error or in its payload."""

    def __init__(self) -> None:
        self._told = False

    def resolve(self, resolver: Callable[..., Any], root: Any, info: Any, **given: Any) -> Any:
        found = resolver(root, info, **given)
        if info.path.prev is None:
            self._told |= bool(getattr(found, "errors", None))
        return found

    def any(self, result: ExecutionResult) -> bool:
        return self._told or bool(result.errors)
