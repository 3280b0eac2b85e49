"""The list of cases as a file: the same rows in the same order and words, however many."""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from hierarchy import cache
from hierarchy.gates import enter
from hierarchy.models import Hall
from hierarchy.posts import Actor
from rulebook.case import EventKind
from tenants.cases.append import CaseBatch, NewEvent, append_batch
from tenants.cases.models import Case
from tenants.items.models import ItemVersion
from tests.api import desk
from tests.api.asking import Asking, as_person
from tests.cases.histories import at

PATH = "/api/v1/halls/130322000000/cases"
LISTED = """query ($after: String, $search: String, $order: CaseOrder) {
  cases(hall: "130322", first: 200, after: $after, search: $search, order: $order) {
    edges { node { number } } pageInfo { hasNextPage endCursor } } }"""


@pytest.fixture
def ask(changli: Hall, lin: Actor) -> Asking:
    return as_person(lin)


def rows(ask: Asking, **asked: Any) -> list[dict[str, str]]:
    response = ask.client.get(f"{PATH}.csv", asked)
    assert response.status_code == 200, response.getvalue()
    data = response.getvalue()
    assert data.startswith(b"\xef\xbb\xbf")
    found = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert response["X-Total-Rows"] == str(len(found))
    return found


def test_a_file_has_the_columns_and_words_of_the_page_in_either_language(ask: Asking) -> None:
    number = desk.register(ask, applicantName="=cmd|' /C calc'!A0", submittedAt="2026-10-13T09:00:00+08:00")
    desk.done(ask, "acceptCase", number, occurredAt="2026-10-13T09:30:00+08:00")
    assert rows(ask) == [
        {
            "亮灯": "绿灯", "办件编号": number, "事项": "食品经营许可", "部门": "行政审批局",
            "申请人": "'=cmd|' /C calc'!A0",
            "状态": "已受理", "环节": "", "收件时间": "2026-10-13 09:00:00", "承诺到期": "2026-10-24 00:00:00",
        }
    ]  # fmt: skip
    (row,) = rows(ask, language="en")
    assert list(row)[1] == "Case number"
    assert row["State"] == "Accepted"


def test_a_file_has_the_columns_that_the_address_names_in_its_order(ask: Asking) -> None:
    number = desk.register(ask, submittedAt="2026-10-13T09:00:00+08:00")
    desk.done(ask, "acceptCase", number, occurredAt="2026-10-13T09:30:00+08:00")
    (row,) = rows(ask, columns="accepted,number,channel,price,number,concluded")
    assert row == {"受理时间": "2026-10-13 09:30:00", "办件编号": number, "渠道": "窗口", "办结时间": ""}
    assert list(row) == ["受理时间", "办件编号", "渠道", "办结时间"]
    (row,) = rows(ask, columns="statutoryDue")
    assert list(row) == ["办件编号", "法定到期"]
    (row,) = rows(ask, columns="price")
    assert len(row) == 9


def test_a_workbook_has_the_same_rows(ask: Asking, tmp_path: Path) -> None:
    numbers = [desk.register(ask, applicantName="=1+1") for _ in range(3)]
    response = ask.client.get(f"{PATH}.xlsx")
    (tmp_path / "a.xlsx").write_bytes(response.getvalue())
    sheet = CalamineWorkbook.from_path(tmp_path / "a.xlsx").get_sheet_by_index(0).to_python()
    assert [row[1] for row in sheet[1:]] == numbers[::-1]
    assert {row[4] for row in sheet[1:]} == {"=1+1"}
    assert [row["办件编号"] for row in rows(ask)] == numbers[::-1]


def test_many_thousands_are_those_of_the_list_in_its_order(changli: Hall, ask: Asking) -> None:
    count = 5_000
    with enter(changli):
        version = desk_version()
        append_batch(
            changli,
            [
                CaseBatch(
                    f"E-{n:05d}",
                    [NewEvent(EventKind.RECEIVED, at(f"03-{n % 28 + 1:02d} {n % 9 + 9:02d}:00"), {}, "test", f"{n}")],
                    version,
                    applicant_name=f"甲{n % 7}",
                )
                for n in range(count)
            ],
        )
    listed, after = [], None
    while after is not None or not listed:
        page = ask(LISTED, after=after, order="NEWEST", search="甲3").data["cases"]
        listed += [edge["node"]["number"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"] if page["pageInfo"]["hasNextPage"] else None
        if after is None:
            break
    assert [row["办件编号"] for row in rows(ask, search="甲3")] == listed
    assert len(rows(ask)) == count
    assert len(rows(ask, **{"from": "2026-03-05", "to": "2026-03-05"})) == received_on(changli, date(2026, 3, 5))


def desk_version() -> Any:
    return ItemVersion.objects.select_related("variant").get(variant__code=desk.LICENCE)


def received_on(hall: Hall, day: date) -> int:
    with enter(hall):
        return Case.objects.filter(
            submitted_at__gte=at(f"{day:%m-%d} 00:00"), submitted_at__lt=at("03-06 00:00")
        ).count()


def test_a_demo_says_so_in_its_files(changli: Hall, ask: Asking) -> None:
    Hall.objects.filter(pk=changli.pk).update(is_demo=True)
    cache.forget()
    desk.register(ask)
    lines = ask.client.get(f"{PATH}.csv").getvalue().decode("utf-8-sig").splitlines()
    assert lines[0] == "演示数据·虚构"
    assert lines[1].startswith("亮灯,")


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"state": "x"}, "state"), ({"lamp": "BLUE"}, "lamp"), ({"from": "yesterday"}, "from"),
        ({"order": "x"}, "order"), ({"search": "a\0b"}, "search"), ({"channel": "FAX"}, "channel"),
        ({"overdue": "y"}, "overdue"),
    ],
)  # fmt: skip
def test_a_filter_that_is_none_is_named(ask: Asking, asked: dict[str, str], field: str) -> None:
    response = ask.client.get(f"{PATH}.csv", asked)
    assert (response.status_code, response.json()["errors"][0]["extensions"]) == (
        400,
        {"code": "BAD_FILTER", "field": field},
    )
    assert ask.client.get(f"{PATH}.pdf").status_code == 404


def test_a_third_file_at_a_time_has_to_come_again(ask: Asking) -> None:
    desk.register(ask)
    first, second = ask.client.get(f"{PATH}.csv"), ask.client.get(f"{PATH}.csv")
    third = ask.client.get(f"{PATH}.csv")
    assert (third.status_code, third["Retry-After"]) == (429, "5")
    assert first.getvalue() == second.getvalue()
    assert len(rows(ask)) == 1
