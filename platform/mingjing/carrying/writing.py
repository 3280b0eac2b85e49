"""Making the package of a hall: a ZIP of CSV files in one snapshot, with a manifest that says what they are."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.db import connection

from foundation.clock import now
from hierarchy.migrating import ledgers
from hierarchy.models import Hall
from mingjing.carrying import contents
from mingjing.carrying.contents import Table
from mingjing.snapshots import snapshot
from reporting.rebuild import stored_totals
from rulebook.measures import MEASURES

FORMAT = 1
MANIFEST, READ_ME = "manifest.json", "README.txt"
PERSONS, FIGURES = "public/persons.csv", "public/figures.csv"
PERSON_COLUMNS = ("id", "username", "display_name", "language", "is_active")
FIGURE_COLUMNS = ("day", "item", "department", *MEASURES)

Progress = Callable[[str], None]

ABOUT = """\
A government service hall of Mingjing, all of it. 一个政务服务大厅的全部数据。

Each file is CSV: UTF-8, comma, a header line, texts in double quotes where needed. A field with nothing between the
commas is absent (NULL), "" is an empty text. Moments are written with their offset, bytes as \\x and hexadecimal
digits, lists as {a,b}, structures as JSON. `manifest.json` lists the files with their columns, rows and SHA-256.

hall/      every table of the hall's schema; cases_caseevent is what happened, all else of a case follows from it
public/    what the public schema keeps of the hall: persons named here (no passwords), posts, anchors, numbers,
           what is due (agenda), who is to be told (outbox), what is open (board), figures by day, item, department

audit_chainlink chains every row of the append-only tables by SM3; `public/hierarchy_anchor.csv` holds the daily heads.
"""


def write(hall: Hall, target: Path, *, progress: Progress = lambda _line: None) -> dict[str, Any]:
    """Writes the package and answers its manifest. The file appears under its name only when it is whole."""
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as package:
            manifest = _write(hall, package, progress)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def _write(hall: Hall, package: zipfile.ZipFile, progress: Progress) -> dict[str, Any]:
    files = []
    with snapshot(hall):
        state = sorted(f"{app}.{name}" for app, name in ledgers([hall])[hall.code])
        persons: set[str] = set()
        for table in [*contents.of_hall(), *contents.of_public()]:
            files.append(_table(package, table, hall))
            persons |= _persons(table, hall)
            progress(f"{table.name}: {files[-1]['rows']} rows")
        files.append(_people(package, persons))
        files.append(_figures(package, hall))
    manifest = {
        "format": FORMAT,
        "exported_at": now().isoformat(),
        "hall": {
            "code": hall.code,
            "name": hall.name,
            "tier": hall.tier,
            "path": hall.path,
            "state": hall.state,
            "is_demo": hall.is_demo,
        },
        "migrations": state,
        "files": files,
    }
    package.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    package.writestr(READ_ME, ABOUT)
    return manifest


def _table(package: zipfile.ZipFile, table: Table, hall: Hall) -> dict[str, Any]:
    columns = [asdict(column) for column in table.columns]
    return _copied(package, table.file, table.select(), _of(table, hall), columns, table.meaning)


def _people(package: zipfile.ZipFile, keys: Iterable[str]) -> dict[str, Any]:
    listed = ", ".join(PERSON_COLUMNS)
    select = f"SELECT {listed} FROM public.accounts_person WHERE id = ANY(%(keys)s::uuid[]) ORDER BY id"  # noqa: S608
    columns = [{"name": name, "type": "text"} for name in PERSON_COLUMNS]
    return _copied(package, PERSONS, select, {"keys": sorted(keys)}, columns, "人员 named in the hall's rows")


def _figures(package: zipfile.ZipFile, hall: Hall) -> dict[str, Any]:
    """The hall's own figures, folded and pending together."""
    rows = [
        [f"{day}", item, department, *(str(measures.get(name, 0)) for name in MEASURES)]
        for (day, item, department), measures in sorted(stored_totals(hall.code).items())
    ]
    lines = [",".join(FIGURE_COLUMNS), *(",".join(map(_quoted, row)) for row in rows)]
    data = ("\n".join(lines) + "\n").encode()
    package.writestr(FIGURES, data)
    columns = [{"name": name, "type": "text" if name in FIGURE_COLUMNS[:3] else "integer"} for name in FIGURE_COLUMNS]
    return _entry(FIGURES, "汇总: the hall's own counts", columns, len(rows), hashlib.sha256(data).hexdigest())


def _quoted(value: str) -> str:
    return '"' + value.replace('"', '""') + '"' if not value or set(value) & set(',"\r\n') else value


def _persons(table: Table, hall: Hall) -> set[str]:
    """The persons whom the rows of a table name."""
    if not table.persons:
        return set()
    where = f'WHERE "{table.naming}" = %(hall)s' if table.naming else ""
    select = " UNION ".join(
        f'SELECT "{name}"::text FROM "{table.name}" {where}'  # noqa: S608 - names of our models
        for name in table.persons
    )
    with connection.cursor() as cursor:
        cursor.execute(select, _of(table, hall))
        return {key for (key,) in cursor.fetchall() if key}


def _of(table: Table, hall: Hall) -> dict[str, Any]:
    return {"hall": hall.pk if table.naming == "hall_id" else hall.code}


def _copied(
    package: zipfile.ZipFile,
    file: str,
    select: str,
    values: dict[str, Any],
    columns: Sequence[dict[str, Any]],
    meaning: str,
) -> dict[str, Any]:
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({select}) AS counted", values)  # noqa: S608
        rows = cursor.fetchone()[0]
        statement = f"COPY ({select}) TO STDOUT (FORMAT csv, HEADER)"
        with cursor.copy(statement, values) as copy, package.open(file, "w", force_zip64=True) as out:
            for block in copy:
                digest.update(block)
                out.write(block)
    return _entry(file, meaning, columns, rows, digest.hexdigest())


def _entry(file: str, meaning: str, columns: Sequence[dict[str, Any]], rows: int, sha256: str) -> dict[str, Any]:
    return {"file": file, "meaning": meaning, "columns": list(columns), "rows": rows, "sha256": sha256}
