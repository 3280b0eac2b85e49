"""Everything that could leak has an entry that says how it is protected, and the test that it names exists."""

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import get_resolver
from graphql import GraphQLObjectType

from api.graph.schema import schema
from tests.isolation import register, sources


def shared(model: type[models.Model]) -> bool:
    config = apps.get_app_config(model._meta.app_label)
    return any(name in (config.name, f"django.contrib.{config.label}") for name in settings.SHARED_APPS)


def test_every_model_is_registered_for_the_schema_that_it_lives_in() -> None:
    found = {
        model._meta.label: "PUBLIC" if shared(model) else "HALL" for model in apps.get_models(include_auto_created=True)
    }
    assert {name: place for name, (place, _) in register.MODELS.items()} == found


def test_every_address_is_registered() -> None:
    assert {str(pattern.pattern) for pattern in get_resolver().url_patterns} == set(register.URLS)


def test_every_root_field_is_registered() -> None:
    graph = schema.graphql_schema
    assert graph.query_type
    assert graph.mutation_type
    assert graph.subscription_type is None
    assert {*graph.query_type.fields, *graph.mutation_type.fields} == set(register.ROOT_FIELDS)


def test_every_field_of_every_type_is_registered() -> None:
    graph = schema.graphql_schema
    roots = (graph.query_type, graph.mutation_type)
    found = {
        name: set(kind.fields)
        for name, kind in graph.type_map.items()
        if isinstance(kind, GraphQLObjectType) and not name.startswith("__") and kind not in roots
    }
    assert found == {name: set(fields) for name, fields in register.TYPE_FIELDS.items()}


def test_every_file_that_is_kept_is_registered() -> None:
    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.FileField)
    }
    assert found == set(register.FILES)


def test_every_cache_is_registered() -> None:
    assert sources.caches() == set(register.CACHES)
    assert sources.imported("django.core.cache") == []


def test_every_entry_names_a_test_that_exists() -> None:
    assert {entry.test for entry in entries()} <= sources.test_names()


def entries() -> Iterator[register.Entry]:
    yield from (entry for _, entry in register.MODELS.values())
    for table in (register.URLS, register.ROOT_FIELDS, register.FILES, register.CACHES):
        yield from table.values()
    for fields in register.TYPE_FIELDS.values():
        yield from fields.values()
