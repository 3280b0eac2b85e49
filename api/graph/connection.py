"""Relay connections by keyset: a page is the rows after a key, one more than asked says whether there are others."""

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import graphene

from api.graph.limits import MAX_PAGE
from foundation.errors import Refusal

LARGEST_KEY = 2**63 - 1


class BadPage(Refusal):
    """`first` is outside 1..200, or `after` is no cursor of this list."""

    code = "BAD_PAGE"


class PageInfo(graphene.ObjectType):
    has_next_page = graphene.Boolean(required=True)
    end_cursor = graphene.String()
    has_previous_page = graphene.Boolean(description="Null in a list that pages forward only.")
    start_cursor = graphene.String()


@dataclass(frozen=True, slots=True)
class Edge:
    cursor: str
    node: Any


@dataclass(frozen=True, slots=True)
class Page:
    edges: list[Edge]
    page_info: PageInfo


def connection(node: type[graphene.ObjectType]) -> type[graphene.ObjectType]:
    """The connection type of a node type, with its edge."""
    name = node._meta.name
    edge = type(
        f"{name}Edge",
        (graphene.ObjectType,),
        {"cursor": graphene.String(required=True), "node": graphene.Field(node, required=True)},
    )
    return type(
        f"{name}Connection",
        (graphene.ObjectType,),
        {
            "edges": graphene.List(graphene.NonNull(edge), required=True),
            "page_info": graphene.Field(PageInfo, required=True),
        },
    )


def page_size(first: int | None) -> int:
    if first is None or not 1 <= first <= MAX_PAGE:
        raise BadPage(f"A page has 1 to {MAX_PAGE} rows.", field="first")
    return first


def page(rows: Sequence[Any], first: int, *, kind: str, key: Callable[[Any], Sequence[Any]]) -> Page:
    """Of up to `first` + 1 rows; `key` says where in the order a row stands, as plain JSON."""
    shown = rows[:first]
    edges = [Edge(cursor(kind, key(row)), row) for row in shown]
    start, end = (edges[0].cursor, edges[-1].cursor) if edges else (None, None)
    info = PageInfo(has_next_page=len(rows) > first, end_cursor=end, start_cursor=start)
    return Page(edges, info)


def page_before(rows: Sequence[Any], first: int, *, kind: str, key: Callable[[Any], Sequence[Any]]) -> Page:
    """Like `page`, of up to `first` + 1 rows that end right before a cursor; whatever the cursor names comes next."""
    found = page(rows[-first:], first, kind=kind, key=key)
    found.page_info.has_previous_page = len(rows) > first
    found.page_info.has_next_page = True
    return found


def cursor(kind: str, key: Sequence[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps([kind, *key], separators=(",", ":")).encode()).decode().rstrip("=")


def scope_of(*parts: str | None) -> str:
    """A short digest of what a reader sees, for cursors that hold in one view only."""
    return hashlib.sha256("\n".join(part or "" for part in parts).encode()).hexdigest()[:16]


def after_key(text: str | None, kind: str, *types: type) -> list[Any] | None:
    """The key in a cursor of this kind of list, a part a type (`datetime` may be None); None without a cursor.

    Raises `BadPage` for anything that no list of ours has given out.
    """
    if text is None:
        return None
    try:
        known, *key = json.loads(base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)))
        if known != kind:
            raise ValueError
        return [_part(*pair) for pair in zip(key, types, strict=True)]
    except (binascii.Error, ValueError, TypeError, RecursionError):
        raise BadPage("This is no cursor of this list.", field="after") from None


def _part(value: Any, kind: type) -> Any:
    if kind is datetime:
        moment = datetime.fromisoformat(value) if value is not None else None
        if moment is not None and moment.tzinfo is None:
            raise ValueError
        return moment
    if not isinstance(value, kind) or (isinstance(value, int) and abs(value) > LARGEST_KEY):
        raise ValueError
    if isinstance(value, str) and not value.isprintable():
        raise ValueError
    return value
