"""Old code runs beside new code: migrations only add, and what they add old code need not know."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.migrations import operations as made
from django.db.migrations.loader import MigrationLoader
from django.db.models import NOT_PROVIDED, Field, IntegerField

# Whoever takes something away says in which release the code went before it.
TAKEN_AWAY: dict[tuple[str, str], str] = {}
GONE = (made.RemoveField, made.RenameField, made.DeleteModel, made.RenameModel)


def later() -> Iterator[tuple[tuple[str, str], made.base.Operation]]:
    """Operations of our migrations but the first of each app."""
    ours = {config.label for config in apps.get_app_configs() if not config.name.startswith("django")}
    loader = MigrationLoader(None)
    for key, migration in sorted(loader.disk_migrations.items()):
        if key[0] in ours and migration.dependencies and not migration.initial and "site-packages" not in path(key[0]):
            for operation in migration.operations:
                yield key, operation


def path(label: str) -> str:
    return apps.get_app_config(label).path


def is_filled_in(field: "Field[object, object]") -> bool:
    """By the database, for code that does not name the column."""
    return field.null or field.db_default is not NOT_PROVIDED or field.many_to_many or field.primary_key


def test_an_added_column_is_filled_in_for_code_that_does_not_know_it() -> None:
    added = [(key, one) for key, one in later() if isinstance(one, made.AddField)]
    assert added, "the walk finds none of the columns that were added"
    assert [(*key, one.model_name, one.name) for key, one in added if not is_filled_in(one.field)] == []


def test_nothing_that_old_code_asks_for_is_taken_away() -> None:
    gone = {key for key, one in later() if isinstance(one, GONE)}
    assert gone == set(TAKEN_AWAY)


@pytest.mark.parametrize(("words", "is_right"), [({"null": True}, True), ({"db_default": 0}, True), ({}, False)])
def test_the_walk_knows_what_is_filled_in(words: dict[str, object], is_right: bool) -> None:
    assert is_filled_in(IntegerField(**words)) == is_right
