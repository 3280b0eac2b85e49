"""Tables for spreadsheets."""

import io
from datetime import UTC, date, datetime

from python_calamine import CalamineWorkbook

from foundation.sheets import Cell, csv_bytes, write_xlsx

HEADER = ["办件编号", "到期", "天数", "说明"]
ROWS: list[list[Cell]] = [
    ["HN1", datetime(2026, 1, 5, 1, 30, tzinfo=UTC), 3, "=1+1"],
    ["HN2", date(2026, 1, 6), None, '两行\n"引"'],
]


def test_csv_has_a_mark_local_times_and_no_formulas() -> None:
    assert b"".join(csv_bytes(HEADER, ROWS)).decode("utf-8") == (
        '\ufeff办件编号,到期,天数,说明\r\nHN1,2026-01-05 09:30:00,3,\'=1+1\r\nHN2,2026-01-06,,"两行\n""引"""\r\n'
    )


def test_a_workbook_holds_dates_as_dates_and_texts_as_texts() -> None:
    file = io.BytesIO()
    write_xlsx(file, "超期/办件", HEADER, ROWS)
    book = CalamineWorkbook.from_filelike(io.BytesIO(file.getvalue()))
    assert book.sheet_names == ["超期办件"]
    assert book.get_sheet_by_index(0).to_python() == [
        HEADER,
        ["HN1", datetime(2026, 1, 5, 9, 30), 3.0, "=1+1"],  # noqa: DTZ001
        ["HN2", date(2026, 1, 6), "", '两行\n"引"'],
    ]
