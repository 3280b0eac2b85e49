"""What an operation asks below a field, read before the field is resolved."""

from collections.abc import Iterator
from typing import Any

from graphql import FieldNode, GraphQLObjectType, GraphQLResolveInfo, get_named_type
from graphql.execution.collect_fields import collect_sub_fields
from graphql.execution.values import get_argument_values


def asked_below(info: GraphQLResolveInfo) -> "Selection":
    """Below the field that is being resolved."""
    kind = get_named_type(info.return_type)
    assert isinstance(kind, GraphQLObjectType)
    return Selection(info, kind, info.field_nodes)


class Selection:
    """The fields below some nodes of the operation: fragments spread, directives obeyed."""

    def __init__(self, info: GraphQLResolveInfo, kind: GraphQLObjectType, nodes: list[FieldNode]) -> None:
        self._info = info
        self._kind = kind
        self._nodes = nodes

    def calls(self, name: str) -> Iterator[dict[str, Any]]:
        """The arguments of every call of a field; they differ under different aliases."""
        for nodes in self._fields():
            if nodes[0].name.value == name:
                yield get_argument_values(self._kind.fields[name], nodes[0], self._info.variable_values)

    def below(self, name: str) -> "Selection | None":
        """The selection below a field, its aliases taken together; None if it is not asked for."""
        nodes = [node for group in self._fields() if group[0].name.value == name for node in group]
        if not nodes:
            return None
        kind = get_named_type(self._kind.fields[name].type)
        assert isinstance(kind, GraphQLObjectType)
        return Selection(self._info, kind, nodes)

    def _fields(self) -> Iterator[list[FieldNode]]:
        info = self._info
        found = collect_sub_fields(info.schema, info.fragments, info.variable_values, self._kind, self._nodes)
        yield from found.values()
