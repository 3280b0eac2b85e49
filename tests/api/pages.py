"""The operations that the pages send, read from their sources, each with variables to run it."""

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

from tests.api.desk import CHANGLI, LICENCE, QINHUANGDAO

SOURCES = Path(__file__).resolve().parents[2] / "frontend" / "src"
GRAPHQL = re.compile(r"graphql\(\s*(?:/\*.*?\*/\s*)?`(.*?)`", re.DOTALL)


@dataclass(frozen=True)
class Operation:
    """One operation with the fragments that it spreads."""

    name: str
    kind: str
    text: str
    variables: frozenset[str]


def operations() -> dict[str, Operation]:
    nodes = [node for text in texts() for node in parse(text).definitions]
    fragments = {node.name.value: node for node in nodes if isinstance(node, FragmentDefinitionNode)}
    found = {}
    for node in nodes:
        if isinstance(node, OperationDefinitionNode):
            assert node.name, "an operation of a page has a name"
            parts = [node, *(fragments[name] for name in sorted(_spread(node, fragments)))]
            names = frozenset(one.variable.name.value for one in node.variable_definitions)
            text = "\n".join(map(print_ast, parts))
            found[node.name.value] = Operation(node.name.value, node.operation.value, text, names)
    return found


def texts() -> Iterator[str]:
    for path in sorted([*SOURCES.rglob("*.ts"), *SOURCES.rglob("*.tsx")]):
        if path.parent.name != "gql":
            yield from GRAPHQL.findall(path.read_text(encoding="utf-8"))


def variables(operation: Operation, number: str) -> dict[str, Any]:
    """For a query: by the names that all pages share. Raises KeyError for a name that nobody has named here yet."""
    named = {
        "code": QINHUANGDAO,
        "hall": CHANGLI,
        "number": number,
        "from": "2026-09-01",
        "to": "2026-10-14",
        "cmpFrom": "2026-08-01",
        "cmpTo": "2026-08-31",
        "isCompared": True,
        "first": 50,
        "step": "MONTH",
        "undecidedOnly": True,
        "unreadOnly": False,
        "order": "DUE",
        "item": LICENCE,
        **dict.fromkeys(("before", "stage", "channel", "overdue", "concludedFrom", "concludedTo")),
        **dict.fromkeys(("after", "search", "state", "lamp", "level", "department", "receivedFrom", "receivedTo")),
    }
    return {name: named[name] for name in operation.variables}


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
