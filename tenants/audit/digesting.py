"""What a link is made of: the digest of a row, and the digest that chains it to the link before."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models

from foundation.digests import canonical, sm3
from tenants.audit.models import ChainLink

# What the first link is chained to.
NOTHING = b""


@cache
def sealed_models() -> dict[str, type[models.Model]]:
    """The append-only tables of a hall by name, but for the chain itself."""
    found = {
        model._meta.db_table: model
        for config in apps.get_app_configs()
        if config.name in settings.TENANT_APPS
        for model in config.get_models()
        if getattr(model, "APPEND_ONLY", False) and model is not ChainLink
    }
    return dict(sorted(found.items()))


def digests_of(model: type[models.Model], keys: Sequence[int] | models.QuerySet[Any]) -> dict[int, bytes]:
    """The digests of these rows by key, in one statement; a key without a row is left out."""
    names = [field.attname for field in model._meta.concrete_fields]
    place = names.index(model._meta.pk.attname)  # type: ignore[union-attr]
    rows = model._default_manager.filter(pk__in=keys).values_list(*names)
    return {values[place]: row_digest(zip(names, values, strict=True)) for values in rows}


def row_digest(columns: Iterable[tuple[str, Any]]) -> bytes:
    """SM3 of the canonical JSON of a row. NULLs are left out, so that a nullable column may be added later."""
    return sm3(canonical({name: value for name, value in columns if value is not None}))


def link_digest(previous: bytes, sequence: int, table: str, row: int, digest: bytes) -> bytes:
    return sm3(previous, canonical([sequence, table, row]), digest)
