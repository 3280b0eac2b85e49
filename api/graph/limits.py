"""What an operation may cost, counted on its text before anything runs: depth, aliases, fields times list sizes.

Tokens and length are limited by the parser. Fragments are counted where they are spread, each one once (memoised), so
that a chain of fragments that doubles at every step is refused in linear time.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from graphql import DocumentNode, FieldNode, FragmentDefinitionNode, OperationDefinitionNode, parse
from graphql.error import GraphQLSyntaxError
from graphql.language import FragmentSpreadNode, InlineFragmentNode, IntValueNode, SelectionSetNode

from foundation.errors import Refusal

# The largest text of the pages has 252 tokens; reading a thousand takes some milliseconds.
MAX_TOKENS = 1_000
MAX_LENGTH = 60_000
MAX_DEPTH = 12
MAX_INTROSPECTION_DEPTH = 18
MAX_ALIASES = 40
MAX_COST = 50_000
MAX_PAGE = 200

# How many rows a list without a page size is taken for.
LISTS = {"children": 20, "trend": 60, "byItem": 40, "byDepartment": 40, "events": 10, "clocks": 5, "alerts": 5}
# What a field costs by itself, in plain fields: those that are statements of their own for each row they are asked of.
WEIGHTS = {"rollup": 5, "ownRollup": 5, "ownFigure": 5, "byItem": 200, "byDepartment": 200, "departments": 200,
           "trend": 400, "stages": 600, "recordQuality": 600, "change": 600, "ranking": 600, "madeOf": 600}  # fmt: skip
SCHEMA_FIELDS = ("__schema", "__type")


class TooLarge(Refusal):
    """The operation asks for more than one request may."""

    code = "OPERATION_TOO_LARGE"


class BadQuery(Refusal):
    """The text is no GraphQL."""

    code = "BAD_QUERY"


@dataclass(frozen=True, slots=True)
class Size:
    """Of a selection: levels below it, aliases in it, fields times rows."""

    depth: int = 0
    aliases: int = 0
    cost: int = 0


def parse_query(text: str) -> DocumentNode:
    """Raises `BadQuery`, also for what is too long or nested too deeply to be read."""
    # Before it is a source: the parser's own refusal looks for the line, which costs most where there are many.
    if len(text) > MAX_LENGTH:
        raise BadQuery(f"The text is longer than {MAX_LENGTH} characters.")
    try:
        return parse(text, max_lexical_tokens=MAX_TOKENS, max_comments=MAX_TOKENS, max_source_length=MAX_LENGTH)
    except GraphQLSyntaxError as error:
        raise BadQuery(error.message) from None


def check_size(document: DocumentNode) -> None:
    """Raises `TooLarge` for any operation of the document that is beyond a limit."""
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    weighing = _Weighing(fragments)
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode):
            _check(weighing.selection(node.selection_set))


def _check(size: Size) -> None:
    if size.depth > MAX_DEPTH:
        raise TooLarge(f"The operation is deeper than {MAX_DEPTH} levels.")
    if size.aliases > MAX_ALIASES:
        raise TooLarge(f"The operation has more than {MAX_ALIASES} aliases.")
    if size.cost > MAX_COST:
        raise TooLarge("The operation asks for too many fields of too many rows.")


class _Weighing:
    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        self._fragments = fragments
        self._known: dict[str, Size] = {}
        self._open: set[str] = set()

    def selection(self, selections: SelectionSetNode | None, level: int = 1) -> Size:
        if selections is None:
            return Size()
        if level > 4 * MAX_DEPTH:
            raise TooLarge(f"The operation is deeper than {MAX_DEPTH} levels.")
        depth = aliases = cost = 0
        for node in selections.selections:
            if isinstance(node, FieldNode):
                found = self._field(node, level)
            elif isinstance(node, InlineFragmentNode):
                found = self.selection(node.selection_set, level + 1)
            else:
                assert isinstance(node, FragmentSpreadNode)
                found = self._fragment(node.name.value, level)
            depth, aliases, cost = max(depth, found.depth), aliases + found.aliases, cost + found.cost
        return Size(depth, aliases, cost)

    def _field(self, node: FieldNode, level: int) -> Size:
        below = self.selection(node.selection_set, level + 1)
        if node.name.value in SCHEMA_FIELDS:
            if below.depth > MAX_INTROSPECTION_DEPTH:
                raise TooLarge(f"Introspection is deeper than {MAX_INTROSPECTION_DEPTH} levels.")
            return Size(1, below.aliases, below.cost)
        own = WEIGHTS.get(node.name.value, 1)
        return Size(below.depth + 1, below.aliases + (node.alias is not None), own + _rows(node) * below.cost)

    def _fragment(self, name: str, level: int) -> Size:
        if name in self._known:
            return self._known[name]
        if name not in self._fragments or name in self._open:
            return Size()  # unknown and circular fragments are named by the specification's own rules
        self._open.add(name)
        size = self.selection(self._fragments[name].selection_set, level + 1)
        self._open.discard(name)
        self._known[name] = size
        return size


def _rows(node: FieldNode) -> int:
    """A page is taken for its size, or for the largest one where a variable gives it."""
    for argument in node.arguments:
        if argument.name.value == "first":
            literal = argument.value
            return min(int(literal.value), MAX_PAGE) if isinstance(literal, IntValueNode) else MAX_PAGE
    return LISTS.get(node.name.value, 1)
