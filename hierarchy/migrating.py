"""Migrating the schemas of all halls (being written)."""

from typing import Any

from django_tenants.migration_executors import get_executor


def executor(codename: str | None = None) -> Any:
    return get_executor(codename)
