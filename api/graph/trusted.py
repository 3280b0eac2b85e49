"""受信文档: operations that are known in advance, by the SHA-256 of their text (`api/documents.json`).

With `MINGJING_TRUSTED_ONLY=1` nobody but a hall's administrators may send another one. Pages send their texts, not ids;
so a text is known if it is that of a known document, whatever its spacing, its order and its `__typename`s.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from graphql import (
    REMOVE,
    DocumentNode,
    FieldNode,
    Visitor,
    parse,
    print_ast,
    specified_rules,
    validate,
    visit,
)

from api.entry import Caller
from api.graph.limits import check_size
from api.graph.schema import schema
from foundation.errors import Forbidden, Refusal
from hierarchy.models import Role

FILE = Path(__file__).resolve().parents[1] / "documents.json"


class DocumentNotFound(Refusal):
    """No operation has this id; a newer server may not know those of an app that was withdrawn."""

    code = "DOCUMENT_NOT_FOUND"


class NotTrusted(Forbidden):
    """Only operations that are known are served to this caller."""

    code = "DOCUMENT_NOT_TRUSTED"


def trusted(document_id: str) -> DocumentNode:
    """Parsed, and found to fit the limits and the schema, once a process. Raises DocumentNotFound."""
    if document_id not in _texts():
        raise DocumentNotFound("No operation has this documentId.", field="documentId")
    return _document(document_id)


def check_free(caller: Caller, document: DocumentNode) -> None:
    """Raises NotTrusted for a text that this caller may not send."""
    if not settings.TRUSTED_ONLY or (caller.actor is not None and caller.actor.role == Role.HALL_ADMIN):
        return
    if canonical(document) not in _canonical_texts():
        raise NotTrusted("Send an operation that is known, by its documentId.")


def canonical(document: DocumentNode) -> str:
    """The same for two texts that differ in spacing, in the order of definitions or in `__typename`."""
    plain = visit(document, _WithoutTypename())
    return "\n".join(sorted(print_ast(node) for node in plain.definitions))


@cache
def _texts() -> dict[str, str]:
    listed: dict[str, dict[str, str]] = json.loads(FILE.read_text(encoding="utf-8"))
    return {key: one["text"] for key, one in listed.items()}


@cache
def _document(document_id: str) -> DocumentNode:
    document = parse(_texts()[document_id], no_location=True)
    check_size(document)
    errors = validate(schema.graphql_schema, document, tuple(specified_rules))
    assert not errors, f"a committed document does not fit the schema: {errors}"
    return document


@cache
def _canonical_texts() -> frozenset[str]:
    return frozenset(canonical(parse(text)) for text in _texts().values())


class _WithoutTypename(Visitor):
    def enter_field(self, node: FieldNode, *_: Any) -> Any:
        return REMOVE if node.name.value == "__typename" and node.alias is None and not node.directives else None
