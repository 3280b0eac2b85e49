"""Every root field of the schema as an operation that takes its hall as a variable."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLNonNull,
    get_named_type,
    is_list_type,
)

from api.graph.schema import schema

VALUES: dict[str, Any] = {"String": "x", "ID": "1", "Int": 1, "Boolean": False, "Date": "2026-01-01"}
# Arguments that name a hall outside of `hall` and `input.hall`.
HALL_ACTS = ("setHallState", "renameHall", "moveHall", "mergeHall", "splitHall")
BY_CODE = (
    "hall", "alerts", "alertChanges", "openMatters", "hallChanges", "calendarYear", "calendarVersions", "rules",
    "ruleHalls", "classNames",
)  # fmt: skip
CODES = {"halls": "under", **dict.fromkeys(BY_CODE, "code"), **dict.fromkeys(HALL_ACTS, "input.code")}


@dataclass(frozen=True)
class Asked:
    """A root field with the smallest arguments that the schema takes."""

    name: str
    text: str
    arguments: dict[str, Any]
    place: tuple[str, ...]  # where the hall stands in the arguments; empty where none does

    def variables(self, hall: str, number: str = "1") -> dict[str, Any]:
        given = {key: dict(value) if isinstance(value, dict) else value for key, value in self.arguments.items()}
        for holder in (given, given.get("input")):
            if isinstance(holder, dict) and "number" in holder:
                holder["number"] = number
        target = given
        for step in self.place[:-1]:
            target = target[step]
        if self.place:
            target[self.place[-1]] = hall
        return given


def root_fields() -> Iterator[Asked]:
    graph = schema.graphql_schema
    for kind, root in (("query", graph.query_type), ("mutation", graph.mutation_type)):
        assert root is not None
        for name, field in root.fields.items():
            place = _place(name, field.args)
            needed = {
                argument: one
                for argument, one in field.args.items()
                if isinstance(one.type, GraphQLNonNull) or place[:1] == (argument,)
            }
            declared = ", ".join(f"${argument}: {one.type}" for argument, one in needed.items())
            passed = ", ".join(f"{argument}: ${argument}" for argument in needed)
            text = f"{kind} ({declared}) {{ {name}({passed}) {{ __typename }} }}"
            if not needed:
                text = f"{kind} {{ {name} {{ __typename }} }}"
            yield Asked(name, text, {argument: _value(one) for argument, one in needed.items()}, place)


def of_a_hall() -> list[Asked]:
    return [asked for asked in root_fields() if asked.place]


def _place(name: str, arguments: dict[str, GraphQLArgument]) -> tuple[str, ...]:
    if name in CODES:
        return tuple(CODES[name].split("."))
    if "hall" in arguments:
        return ("hall",)
    given = get_named_type(arguments["input"].type) if "input" in arguments else None
    return ("input", "hall") if isinstance(given, GraphQLInputObjectType) and "hall" in given.fields else ()


def _value(one: GraphQLArgument | GraphQLInputField) -> Any:
    kind = get_named_type(one.type)
    bare = one.type.of_type if isinstance(one.type, GraphQLNonNull) else one.type
    if isinstance(kind, GraphQLInputObjectType):
        members = {name: _value(field) for name, field in kind.fields.items() if isinstance(field.type, GraphQLNonNull)}
        return [members] if is_list_type(bare) else members
    value = next(iter(kind.values)) if isinstance(kind, GraphQLEnumType) else VALUES[kind.name]
    return [value] if is_list_type(bare) else value
