"""Tables for people's spreadsheets, from given rows: CSV as a stream of bytes, XLSX as a file.

What somebody typed must not become a formula on somebody else's machine: in CSV such a text gets an apostrophe, in a
workbook every text is written as text.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import BinaryIO

import xlsxwriter

from foundation.clock import SHANGHAI

Cell = str | int | float | bool | datetime | date | None

BOM = "\ufeff"  # without it Excel reads Chinese as something else
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
LONGEST_CELL = 32_767  # Excel's own limit


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """UTF-8 with a byte order mark, a line at a time. Moments are written as times of Asia/Shanghai."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write(BOM)
    writer.writerow([_plain(cell) for cell in header])
    for row in rows:
        yield _taken(buffer)
        writer.writerow([_plain(cell) for cell in row])
    yield _taken(buffer)


def write_xlsx(file: BinaryIO, title: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """One sheet, written row by row in constant memory; moments and dates are cells of that kind."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(_sheet_name(title))
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, header, bold)
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(number, place, _local(cell), moment)
                elif isinstance(cell, date):
                    sheet.write_datetime(number, place, cell, day)
                elif isinstance(cell, str):
                    sheet.write_string(number, place, cell[:LONGEST_CELL])
                elif cell is not None:
                    sheet.write(number, place, cell)


def _taken(buffer: io.StringIO) -> bytes:
    data = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return data


def _plain(cell: Cell) -> str | int | float | bool | None:
    if isinstance(cell, datetime):
        return _local(cell).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell


def _local(moment: datetime) -> datetime:
    """A spreadsheet knows no zones."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(SHANGHAI).replace(tzinfo=None, microsecond=0)


def _sheet_name(title: str) -> str:
    """Excel allows 31 characters, none of []:*?/\\ and no apostrophe at the ends."""
    return "".join(char for char in title if char not in r"[]:*?/\\")[:31].strip("'") or "Sheet1"
