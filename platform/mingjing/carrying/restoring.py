"""Taking the package of a hall into this server: verified file by file, then written in one transaction."""

import csv
import hashlib
import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from foundation.errors import Refusal
from hierarchy import provisioning
from hierarchy.cache import forget
from hierarchy.gates import enter
from hierarchy.models import Hall
from hierarchy.recording import graph_state
from mingjing.carrying import contents
from mingjing.carrying.contents import TO_KEY, Table
from mingjing.carrying.writing import FIGURES, FORMAT, MANIFEST, PERSON_COLUMNS, PERSONS
from reporting import rollups
from rulebook.measures import MEASURES

BLOCK = 1 << 16
# No password: `!` is what Django writes for a person who cannot sign in by one.
ADMIT = """
INSERT INTO public.accounts_person (id, username, display_name, language, is_active, is_superuser, password)
SELECT c.id::uuid, CASE WHEN p.id IS NULL THEN c.username ELSE left(c.username, 50) || '.' || %(hall)s END,
       c.display_name, c.language, c.is_active::boolean, false, '!'
  FROM carried c LEFT JOIN public.accounts_person p ON p.username = c.username
    ON CONFLICT (id) DO NOTHING
"""
BOARD_PATH = "UPDATE public.reporting_board SET path = %(path)s WHERE hall = %(hall)s"
ITEM_NAMES = """
INSERT INTO public.reporting_itemname (code, name) SELECT code, name FROM items_itemvariant ON CONFLICT DO NOTHING
"""
CALENDARS_MISSING = """
WITH named AS (
  SELECT calendar FROM cases_case UNION SELECT calendar FROM directives_supervisionorder
   UNION SELECT detail ->> 'calendar' FROM cases_caseevent WHERE kind = 'CALENDAR_CHANGED'
)
SELECT DISTINCT named_one FROM named, unnest(string_to_array(calendar, '+')) AS named_one
 WHERE NOT EXISTS (SELECT FROM public.hierarchy_calendarversion AS known WHERE known.version = named_one)
"""
HAS_FIGURES = "SELECT EXISTS (SELECT FROM public.reporting_rollup WHERE node = %(hall)s AND is_own)"

Progress = Callable[[str], None]


class BadPackage(Refusal):
    """Not a package, a damaged one, or one of another release; nothing was written."""

    code = "BAD_PACKAGE"


@dataclass(frozen=True, slots=True)
class Restored:
    """How many rows came in; `persons` are those who were not known here."""

    hall: Hall
    rows: int
    persons: int


def restore(source: Path, *, progress: Progress = lambda _line: None) -> Restored:
    """Gives the hall its schema and writes everything the package holds. Needs the owner's role.

    Raises `BadPackage`, and `Refusal` when the tree has no such hall (NO_SUCH_HALL) or the hall has rows already
    (HALL_NOT_EMPTY). The figures go to the tiers above with the next fold.
    """
    with _opened(source) as package:
        manifest = _checked(package)
        hall = _place(manifest)
        provisioning.provision([hall.code])
        hall.refresh_from_db()
        if hall.provisioned_at is None:
            raise Refusal("The hall got no schema.", code="HALL_NOT_PROVISIONED", hall=hall.code, why=hall.schema_error)
        with transaction.atomic():
            found = _write(package, manifest, hall, progress)
            Hall.objects.filter(pk=hall.pk).update(state=manifest["hall"]["state"], is_demo=manifest["hall"]["is_demo"])
    forget()
    return found


def _opened(source: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(source)
    except (zipfile.BadZipFile, OSError) as error:
        raise BadPackage(f"This file cannot be read as a package: {error}", file=source.name) from error


def _checked(package: zipfile.ZipFile) -> dict[str, Any]:
    """The manifest, after every file was read and found to be what it says."""
    try:
        manifest: dict[str, Any] = json.loads(package.read(MANIFEST))
        entries = {entry["file"]: entry for entry in manifest["files"]}
        told = manifest["format"], frozenset(manifest["migrations"])
    except (KeyError, TypeError, ValueError, zipfile.BadZipFile) as error:
        raise BadPackage(f"The manifest cannot be read: {error!r}") from error
    if told[0] != FORMAT:
        raise BadPackage(f"Format {told[0]} is not known here.", code="UNKNOWN_FORMAT")
    release = frozenset(f"{app}.{name}" for app, name in graph_state())
    if told[1] != release:
        differ = sorted(told[1] ^ release)
        raise BadPackage(
            "The package is of another release; restore it with that one, then migrate.",
            code="OTHER_RELEASE",
            migrations=differ[:10],
        )
    wanted = {PERSONS, FIGURES, *(table.file for table in [*contents.of_hall(), *contents.of_public()])}
    if wanted != entries.keys():
        raise BadPackage("Files are missing or too many.", files=sorted(wanted ^ entries.keys()))
    for name, entry in entries.items():
        if _digest(package, name) != entry["sha256"]:
            raise BadPackage("A file is not what the manifest says.", code="DAMAGED", file=name)
    return manifest


def _digest(package: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    try:
        with package.open(name) as file:
            while block := file.read(BLOCK):
                digest.update(block)
    except (KeyError, zipfile.BadZipFile, EOFError) as error:
        raise BadPackage(f"A file cannot be read: {error}", code="DAMAGED", file=name) from error
    return digest.hexdigest()


def _place(manifest: dict[str, Any]) -> Hall:
    code = manifest["hall"]["code"]
    hall = Hall.objects.filter(code=code).first()
    if hall is None:
        raise Refusal("The tree of this server has no such hall.", code="NO_SUCH_HALL", hall=code)
    return hall


def _write(package: zipfile.ZipFile, manifest: dict[str, Any], hall: Hall, progress: Progress) -> Restored:
    rows = {entry["file"]: entry["rows"] for entry in manifest["files"]}
    with enter(hall):
        _need_empty(hall)
        persons = _admit(package, hall)
        for table in contents.of_hall():
            _fill(package, table, hall)
            _count_on(table)
            progress(f"{table.name}: {rows[table.file]} rows")
        for table in contents.of_public():
            _fill(package, table, hall)
            progress(f"{table.name}: {rows[table.file]} rows")
        _need_calendars()
        _execute(
            "UPDATE public.reporting_board SET path = %(path)s WHERE hall = %(hall)s", path=hall.path, hall=hall.code
        )
        rollups.add(hall.code, _figures(package))
    return Restored(hall, sum(rows.values()), persons)


def _need_empty(hall: Hall) -> None:
    for table in contents.of_hall():
        if _execute(f'SELECT EXISTS (SELECT FROM "{table.name}")')[0][0]:  # noqa: S608 - names of our models
            raise Refusal("The hall has rows already.", code="HALL_NOT_EMPTY", hall=hall.code, table=table.name)
    if _execute("SELECT EXISTS (SELECT FROM public.reporting_rollup WHERE node = %(hall)s AND is_own)", hall=hall.code)[
        0
    ][0]:
        raise Refusal("The hall has figures already.", code="HALL_NOT_EMPTY", hall=hall.code, table="reporting_rollup")


def _need_calendars() -> None:
    """Cases name the versions that they are counted by; those of places above come with their own notices."""
    missing = [name for (name,) in _execute(CALENDARS_MISSING)]
    if missing:
        raise Refusal("This server lacks versions of the calendar.", code="CALENDAR_MISSING", versions=missing)


def _admit(package: zipfile.ZipFile, hall: Hall) -> int:
    """Persons who are not known here, by their UUID; a name that another one has gets the hall's code behind it."""
    columns = ", ".join(f"{name} text" for name in PERSON_COLUMNS)
    _execute(f"CREATE TEMP TABLE carried ({columns}) ON COMMIT DROP")
    _copy_in(package, PERSONS, f"carried ({', '.join(PERSON_COLUMNS)})")
    with connection.cursor() as cursor:
        cursor.execute(ADMIT, {"hall": hall.code})
        admitted = cursor.rowcount
        cursor.execute("DROP TABLE carried")
    return int(admitted)


def _fill(package: zipfile.ZipFile, table: Table, hall: Hall) -> None:
    """As it was. Where something is told by its name, or the hall is to be this one, through a table in between."""
    listed = ", ".join(f'"{column.name}"' for column in table.columns)
    if not table.naming and not any(column.by_name for column in table.columns):
        _copy_in(package, table.file, f'"{table.name}" ({listed})')
        return
    columns = ", ".join(f'"{column.name}" {column.type}' for column in table.columns)
    _execute(f"CREATE TEMP TABLE carried ({columns}) ON COMMIT DROP")
    _copy_in(package, table.file, f"carried ({listed})")
    values = ", ".join(
        f"({TO_KEY[column.by_name].format(name=named)})" if column.by_name else named
        for column, named in ((column, f'carried."{column.name}"') for column in table.columns)
    )
    # Post, number and name may be here already: the hall was provisioned in between, or known by its name.
    _execute(f'INSERT INTO "{table.name}" ({listed}) SELECT {values} FROM carried ON CONFLICT DO NOTHING')  # noqa: S608
    _execute("DROP TABLE carried")


def _count_on(table: Table) -> None:
    """New rows get keys above those that came in."""
    sequence = _execute("SELECT pg_get_serial_sequence(%(table)s, %(key)s)", table=f'"{table.name}"', key=table.key)[0][
        0
    ]
    if sequence:
        _execute(
            f'SELECT setval(%(sequence)s, greatest((SELECT max("{table.key}") FROM "{table.name}"), 1),'  # noqa: S608
            f' EXISTS (SELECT FROM "{table.name}"))',
            sequence=sequence,
        )


def _figures(package: zipfile.ZipFile) -> dict[tuple[date, str, str], dict[str, int]]:
    found: dict[tuple[date, str, str], dict[str, int]] = defaultdict(dict)
    with package.open(FIGURES) as file:
        for row in csv.DictReader(io.TextIOWrapper(file, "utf-8", newline="")):
            key = date.fromisoformat(row["day"]), row["item"], row["department"]
            found[key] = {name: int(row[name]) for name in MEASURES if row[name] != "0"}
    return found


def _copy_in(package: zipfile.ZipFile, name: str, target: str) -> None:
    statement = f"COPY {target} FROM STDIN (FORMAT csv, HEADER)"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for block in _blocks(package, name):
            copy.write(block)


def _blocks(package: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with package.open(name) as file:
        while block := file.read(BLOCK):
            yield block


def _execute(statement: str, **values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return list(cursor.fetchall()) if cursor.description else []
