"""The baseline of the benches of halls: what Django and django-tenants do by themselves, one hall after the other."""

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django_tenants.management.commands.migrate_schemas import Command
from django_tenants.migration_executors.standard import StandardExecutor

import tenants.notices.migrations as today

ADD_FIELD = """from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial")]
    operations = [migrations.AddField("notice", "bench", models.IntegerField(null=True))]
"""


def migrate(schemas: Sequence[str]) -> float:
    """Seconds that `migrate_schemas` with its standard executor takes for these schemas."""
    given = ["--tenant", "--noinput", "--verbosity", "0"]
    options = vars(Command().create_parser("mingjing", "migrate_schemas").parse_args(given))
    started = time.perf_counter()
    StandardExecutor((), options).run_migrations(tenants=list(schemas))
    return time.perf_counter() - started


@contextmanager
def release_with_a_new_field() -> Iterator[None]:
    """A later release for the length of the body: `tenants.notices` has one migration more."""
    with TemporaryDirectory(prefix="mingjing-bench-") as folder:
        package = Path(folder) / "bench_notices_migrations"
        package.mkdir()
        for path in Path(str(today.__file__)).parent.glob("*.py"):
            (package / path.name).write_text(path.read_text())
        (package / "0002_bench.py").write_text(ADD_FIELD)
        before: Any = settings.MIGRATION_MODULES
        sys.path.insert(0, folder)
        settings.MIGRATION_MODULES = {"notices": package.name}
        try:
            yield
        finally:
            settings.MIGRATION_MODULES = before
            sys.path.remove(folder)
            for name in [name for name in sys.modules if name.startswith(package.name)]:
                del sys.modules[name]
