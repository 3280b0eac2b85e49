"""Dates, moments and JSON as they travel."""

import json
from datetime import UTC, date, datetime
from typing import Any

import graphene
from graphql import GraphQLError
from graphql.language import StringValueNode, ValueNode

from foundation.digests import canonical

# What pages and machines may ask about: dates outside it make no sense here and would overflow in other zones.
FIRST, LAST = date(1970, 1, 1), date(2100, 12, 31)


class Date(graphene.Scalar):
    """A date of Asia/Shanghai, like 2026-09-28."""

    @staticmethod
    def serialize(value: date) -> str:
        return value.isoformat()

    @staticmethod
    def parse_value(value: Any) -> date:
        try:
            if not isinstance(value, str) or len(value) != 10:
                raise ValueError
            day = date.fromisoformat(value)
        except ValueError:
            raise GraphQLError("A date is written like 2026-09-28.") from None
        if not FIRST <= day <= LAST:
            raise GraphQLError(f"A date lies between {FIRST} and {LAST}.")
        return day

    @classmethod
    def parse_literal(cls, node: ValueNode, _variables: Any = None) -> date:
        return cls.parse_value(node.value if isinstance(node, StringValueNode) else None)


class DateTime(graphene.Scalar):
    """A moment by RFC 3339 with its offset, like 2026-09-28T15:20:00+08:00; answered in UTC."""

    @staticmethod
    def serialize(value: datetime) -> str:
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")

    @staticmethod
    def parse_value(value: Any) -> datetime:
        try:
            if not isinstance(value, str) or "T" not in value:
                raise ValueError
            moment = datetime.fromisoformat(value)
        except ValueError:
            raise GraphQLError("A moment is written like 2026-09-28T15:20:00+08:00.") from None
        if moment.tzinfo is None:
            raise GraphQLError("A moment needs its offset.")
        if not FIRST < moment.date() < LAST:
            raise GraphQLError(f"A moment lies between {FIRST} and {LAST}.")
        return moment

    @classmethod
    def parse_literal(cls, node: ValueNode, _variables: Any = None) -> datetime:
        return cls.parse_value(node.value if isinstance(node, StringValueNode) else None)


class JSONString(graphene.Scalar):
    """A JSON object as text; moments in it are RFC 3339. Only answered, never taken."""

    @staticmethod
    def serialize(value: Any) -> str:
        return canonical(json.loads(json.dumps(value, default=_plain))).decode()

    @staticmethod
    def parse_value(_value: Any) -> Any:
        raise GraphQLError("JSON is not taken here.")

    @staticmethod
    def parse_literal(_node: ValueNode, _variables: Any = None) -> Any:
        raise GraphQLError("JSON is not taken here.")


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
