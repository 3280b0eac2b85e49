"""Workbooks (.xlsx): the first sheet that has the header; numbers and dates as the cells hold them."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from tenants.exchange.formats.names import HEADER_WITHIN, Columns, header
from tenants.exchange.formats.raw import Raw
from tenants.exchange.formats.source import refuse_empty
from tenants.exchange.problems import NotALog, Problem

# The reader holds a sheet in memory, so the unpacked size is the bound; a packed bomb is told by it as well.
MOST_UNPACKED = 512 * 1024**2
MOST_FILES = 2_000
DAYS_FROM_1900_TO_1904 = 1462
DATE_1904 = re.compile(rb"date1904\s*=\s*[\"'](1|true)[\"']")


def read(path: Path, columns: Columns) -> Iterator[Raw | Problem]:
    refuse_empty(path)
    shift = _checked(path)
    sheet, above, names = _sheet(path, columns)
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number > above and any(cell not in ("", None) for cell in cells):
            row = {name: _cell(value, shift) for name, value in zip(names, cells, strict=True)}
            yield Raw(number, row, row)


def _cell(value: Any, shift: int) -> Any:
    """A plain number may be a serial day; books that count from 1904 are brought to the count from 1900."""
    return value + shift if shift and isinstance(value, float) and value > 1 else value


def _checked(path: Path) -> int:
    """The shift of serial days. Raises `NotALog` for what is no workbook or unpacks to too much."""
    try:
        with zipfile.ZipFile(path) as book:
            parts = book.infolist()
            if len(parts) > MOST_FILES or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise NotALog("The workbook unpacks to more than 512 MiB.", code="TOO_LARGE")
            with book.open("xl/workbook.xml") as contents:
                return DAYS_FROM_1900_TO_1904 if DATE_1904.search(contents.read(1024**2)) else 0
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError) as error:
        raise NotALog(f"This is no workbook: {error}.", code="NOT_XLSX") from error


def _sheet(path: Path, columns: Columns) -> tuple[CalamineSheet, int, list[str]]:
    """The sheet, the number of its header row, and the names."""
    try:
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            found = _header(sheet, columns)
            if found:
                return sheet, *found
    except CalamineError as error:
        raise NotALog(f"This is no workbook: {error}.", code="NOT_XLSX") from error
    raise NotALog("No sheet has a header with the case number and a time.", code="NO_HEADER")


def _header(sheet: CalamineSheet, columns: Columns) -> tuple[int, list[str]] | None:
    rows: Iterator[Sequence[Any]] = sheet.iter_rows()
    for number, cells in enumerate(islice(rows, HEADER_WITHIN), start=1):
        if columns.are_in(cells):
            return number, header(cells)
    return None
