"""What the role of web, worker and scheduler may do: everything with rows, but append-only tables only grow."""

from collections.abc import Iterable

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

APP_ROLE = "mingjing_app"


def append_only_tables() -> frozenset[str]:
    return frozenset(model._meta.db_table for model in apps.get_models() if getattr(model, "APPEND_ONLY", False))


def grants(tables: Iterable[str], *, role: str = APP_ROLE) -> list[str]:
    """GRANT statements for tables of the current schema, unqualified: they are part of what is replayed."""
    kept = append_only_tables()
    return [
        f'GRANT {"SELECT, INSERT" if table in kept else "SELECT, INSERT, UPDATE, DELETE"} ON "{table}" TO {role}'
        for table in sorted(tables)
    ]


def tables_of(app_labels: Iterable[str]) -> list[str]:
    """Tables of these apps with those of their many-to-many relations."""
    found: list[str] = []
    for label in app_labels:
        models_of_app: Iterable[type[models.Model]] = apps.get_app_config(label).get_models(include_auto_created=True)
        found += [model._meta.db_table for model in models_of_app if model._meta.managed]
    return found


def grant_public(connection: BaseDatabaseWrapper) -> None:
    """Grants on the public tables; `django_migrations` may be read by everybody (readiness asks it)."""
    shared = {name.rpartition(".")[2] for name in settings.SHARED_APPS}
    labels = [config.label for config in apps.get_app_configs() if config.name.rpartition(".")[2] in shared]
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {APP_ROLE}")
        for statement in grants(tables_of(labels)):
            cursor.execute(statement)
        cursor.execute(f"GRANT SELECT ON django_migrations TO {APP_ROLE}")
