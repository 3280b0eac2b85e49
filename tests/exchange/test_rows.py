"""Files of rows: CSV, workbooks, JSON lines."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tenants.exchange.problems import NotALog
from tests.exchange.logs import BOSTON_HEADER, HALL_HEADER, rows, told, write

ROW = "HN1,XK01,2026-01-05 09:30:00,2026-01-06 10:00:00,,在办"
VALUES = {
    "办件编号": "HN1",
    "事项编码": "XK01",
    "收件时间": "2026-01-05 09:30:00",
    "受理时间": "2026-01-06 10:00:00",
    "办结时间": "",
    "办件状态": "在办",
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encoding_and_delimiter_are_found_out(tmp_path: Path, encoding: str, delimiter: str) -> None:
    text = f"{HALL_HEADER}\r\n{ROW}\r\n".replace(",", delimiter)
    found, problems = rows(write(tmp_path, "a.csv", text, encoding=encoding), "hall-cn")
    assert [(raw.line, dict(raw.values)) for raw in found] == [(2, VALUES)]
    assert problems == []


def test_a_title_above_the_header_and_empty_rows_are_passed_over(tmp_path: Path) -> None:
    text = f"办件导出表,,,,,\n导出时间：2026-02-01,,,,,\n\n{HALL_HEADER}\n{ROW}\n,,,,,\n\n{ROW}\n"
    found, problems = rows(write(tmp_path, "a.csv", text), "hall-cn")
    assert ([raw.line for raw in found], problems) == ([5, 8], [])


def test_a_quoted_line_break_belongs_to_its_row(tmp_path: Path) -> None:
    text = f'{HALL_HEADER},备注\n{ROW},"两行\n备注, ""引""\n"\n{ROW},无\n'
    found, _ = rows(write(tmp_path, "a.csv", text), "hall-cn")
    assert [(raw.line, raw.values["备注"]) for raw in found] == [(2, '两行\n备注, "引"\n'), (5, "无")]


def test_a_quote_that_is_never_closed_costs_its_own_line(tmp_path: Path) -> None:
    text = f'{HALL_HEADER}\n{ROW}\n"{ROW}\n{ROW}\n{ROW}\n'
    found, problems = rows(write(tmp_path, "a.csv", text), "hall-cn")
    assert ([raw.line for raw in found], told(problems)) == ([2, 4, 5], [(3, "UNCLOSED_QUOTE")])


def test_a_quote_that_is_never_closed_in_a_long_file_costs_its_own_line(tmp_path: Path) -> None:
    text = f'{HALL_HEADER}\n"{ROW}\n' + f"{ROW}\n" * 1_200
    found, problems = rows(write(tmp_path, "a.csv", text), "hall-cn")
    assert (len(found), told(problems)) == (1_200, [(2, "UNCLOSED_QUOTE")])


def test_bad_lines_cost_themselves_only(tmp_path: Path) -> None:
    lines = [HALL_HEADER, ROW, "HN2,办", ROW, "HN3,\0", f"{ROW},a,b", ROW, "HN4," + "x" * 1_100_000, ROW]
    data = "\n".join(lines).encode().replace("HN2,办".encode(), b"HN2,\xb0\xec")
    found, problems = rows(write(tmp_path, "a.csv", data), "hall-cn")
    assert [raw.line for raw in found] == [2, 4, 7, 9]
    assert told(problems) == [(3, "ENCODING"), (5, "CHARACTER"), (6, "TOO_MANY_CELLS"), (8, "LINE_TOO_LONG")]


def test_a_row_with_fewer_cells_lacks_the_last_ones(tmp_path: Path) -> None:
    found, problems = rows(write(tmp_path, "a.csv", f"{HALL_HEADER}\nHN1,XK01,2026-01-05\n"), "hall-cn")
    assert (dict(found[0].values), problems) == ({"办件编号": "HN1", "事项编码": "XK01", "收件时间": "2026-01-05"}, [])


def test_a_truncated_archive_of_rows_keeps_the_whole_ones(tmp_path: Path) -> None:
    text = "\n".join(
        [BOSTON_HEADER, *(f"{n * 104_729 % 1_299_709},01/11/2015 12:19:31 AM,,,,Open," for n in range(9_000))]
    )
    path = write(tmp_path, "a.csv.gz", text)
    path.write_bytes(path.read_bytes()[:20_000])
    found, problems = rows(path, "boston311")
    assert 0 < len(found) < 9_000
    assert told(problems) == [(found[-1].line + 1, "TRUNCATED")]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", "", "EMPTY"),
        ("a.csv", "name,age\nLin,7\n", "NO_HEADER"),
        ("a.csv", b"PK\x03\x04\x00\x00", "NOT_TEXT"),
        ("a.xlsx", "办件编号,收件时间\n", "NOT_XLSX"),
        ("a.pdf", "%PDF", "UNKNOWN_FORMAT"),
        ("a.jsonl", b"\x00\x01", "NOT_TEXT"),
    ],
)
def test_what_is_no_such_file_is_refused(tmp_path: Path, name: str, content: str | bytes, code: str) -> None:
    with pytest.raises(NotALog) as refused:
        rows(write(tmp_path, name, content), "hall-cn")
    assert refused.value.code == code


def workbook(path: Path, cells: list[list[Any]], *, from_1904: bool = False) -> Path:
    book = xlsxwriter.Workbook(path, {"date_1904": from_1904})
    book.add_worksheet("说明").write(0, 0, "第二张表是数据")
    sheet = book.add_worksheet("数据")
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    for number, row in enumerate(cells):
        for place, value in enumerate(row):
            if isinstance(value, datetime):
                sheet.write_datetime(number, place, value, moment)
            elif value is not None:
                sheet.write(number, place, value)
    book.close()
    return path


def test_a_workbook_gives_dates_serial_numbers_and_texts_as_the_cells_hold_them(tmp_path: Path) -> None:
    received = datetime(2026, 1, 5, 9, 30)  # noqa: DTZ001 (a cell has no zone)
    cells = [
        ["办件导出表"],
        HALL_HEADER.split(","),
        ["HN1", "XK01", received, 46028.5, "2026年1月7日", "办结"],
        [],
        [1002, "XK01", "2026/1/5 9:30", None, None, "在办"],
    ]
    found, problems = rows(workbook(tmp_path / "a.xlsx", cells), "hall-cn")
    assert [(raw.line, list(raw.values.values())) for raw in found] == [
        (3, ["HN1", "XK01", received, 46028.5, "2026年1月7日", "办结"]),
        (5, [1002.0, "XK01", "2026/1/5 9:30", "", "", "在办"]),
    ]
    assert problems == []


def test_plain_serial_numbers_of_a_book_that_counts_from_1904_are_moved(tmp_path: Path) -> None:
    cells = [HALL_HEADER.split(","), ["HN1", "XK01", 46028.5 - 1462, None, None, ""]]
    found, _ = rows(workbook(tmp_path / "a.xlsx", cells, from_1904=True), "hall-cn")
    assert found[0].values["收件时间"] == 46028.5


def test_json_lines_give_nested_members_dotted_names_and_bad_lines_cost_themselves(tmp_path: Path) -> None:
    deep = '{"a":' * 30 + "1" + "}" * 30
    lines = [
        '{"办件编号": "HN1", "收件时间": "2026-01-05", "申请人": {"姓名": "林"}, "标签": ["a", 1]}',
        "",
        '{"办件编号": "HN2", ',
        "[1, 2]",
        deep,
        "[" * 100_000,
        '{"办件编号": "HN3"}',
    ]
    found, problems = rows(write(tmp_path, "a.jsonl", "\n".join(lines), encoding="utf-8-sig"), "hall-cn")
    expected = {"办件编号": "HN1", "收件时间": "2026-01-05", "申请人.姓名": "林", "标签": '["a", 1]'}
    assert [(raw.line, dict(raw.values)) for raw in found] == [(1, expected), (7, {"办件编号": "HN3"})]
    assert told(problems) == [(3, "NOT_JSON"), (4, "WRONG_TYPE"), (5, "TOO_DEEP"), (6, "TOO_DEEP")]


def test_a_date_type_stays_what_it_is(tmp_path: Path) -> None:
    cells: list[list[Any]] = [HALL_HEADER.split(","), ["HN1", "XK01", datetime(2026, 1, 5), None, None, ""]]  # noqa: DTZ001
    found, _ = rows(workbook(tmp_path / "a.xlsx", cells), "hall-cn")
    assert found[0].values["收件时间"] in (date(2026, 1, 5), datetime(2026, 1, 5))  # noqa: DTZ001
