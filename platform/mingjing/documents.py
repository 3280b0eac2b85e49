"""Operations that are known in advance: those of the pages and those of the mobile app, each with its fragments.

Read from the sources; `mingjing schema` writes them to `api/documents.json`, from which the server knows them.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphql import (
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    Visitor,
    parse,
    print_ast,
    visit,
)

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "frontend" / "src"
APP = ROOT / "api" / "operations"
FILE = ROOT / "api" / "documents.json"
GRAPHQL = re.compile(r"graphql\(\s*(?:/\*.*?\*/\s*)?`(.*?)`", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation with the fragments that it spreads."""

    name: str
    kind: str
    text: str
    variables: frozenset[str]

    @property
    def id(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def page_operations() -> dict[str, Operation]:
    """The operations in the sources of the pages, by name."""
    return _operations(_texts_of_pages())


def app_operations() -> dict[str, Operation]:
    """The operations in `api/operations`, by name."""
    return _operations(path.read_text(encoding="utf-8") for path in sorted(APP.glob("*.graphql")))


def print_documents() -> str:
    """What `api/documents.json` must hold. Raises ValueError if page and app use one name for two operations."""
    pages, app = page_operations(), app_operations()
    both = pages.keys() & app.keys()
    if both:
        raise ValueError(f"two operations have one name: {', '.join(sorted(both))}")
    known = sorted((pages | app).values(), key=lambda one: one.name)
    listed = {one.id: {"name": one.name, "text": one.text} for one in known}
    return json.dumps(listed, ensure_ascii=False, indent=1) + "\n"


def _texts_of_pages() -> Iterator[str]:
    for path in sorted([*PAGES.rglob("*.ts"), *PAGES.rglob("*.tsx")]):
        if path.parent.name != "gql":
            yield from GRAPHQL.findall(path.read_text(encoding="utf-8"))


def _operations(texts: Iterator[str]) -> dict[str, Operation]:
    nodes = [node for text in texts for node in parse(text).definitions]
    fragments = {node.name.value: node for node in nodes if isinstance(node, FragmentDefinitionNode)}
    found = {}
    for node in nodes:
        if isinstance(node, OperationDefinitionNode):
            assert node.name, "an operation that is known has a name"
            parts = [node, *(fragments[name] for name in sorted(_spread(node, fragments)))]
            names = frozenset(one.variable.name.value for one in node.variable_definitions)
            text = "\n".join(map(print_ast, parts))
            found[node.name.value] = Operation(node.name.value, node.operation.value, text, names)
    return found


def _spread(node: Any, fragments: dict[str, FragmentDefinitionNode]) -> set[str]:
    spreads = _Spreads()
    visit(node, spreads)
    found = set(spreads.names)
    for name in spreads.names:
        found |= _spread(fragments[name], fragments)
    return found


class _Spreads(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_: Any) -> None:
        self.names.append(node.name.value)
