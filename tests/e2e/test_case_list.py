"""The list of cases: what it shows stands in its address, is kept under a name, and is what its file has."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from python_calamine import CalamineWorkbook

from tests.e2e.conftest import sign_in, speak
from tests.e2e.places import LULONG, word

pytestmark = pytest.mark.browser

LIST = f"/halls/{LULONG}/cases"
BOM = b"\xef\xbb\xbf"
# Few enough for one page, and with every kind of cell.
COLUMNS = "number,item,department,applicant,state,lamp,submitted,due,channel"
SHOWN = f"{LIST}?lamp=RED&search=130324-&columns={COLUMNS}"


def zh(key: str, **values: str) -> str:
    text = word(key, "zh")
    for name, value in values.items():
        text = text.replace(f"{{{{{name}}}}}", value)
    return text


@pytest.fixture
def supervisor(page: Page) -> Page:
    sign_in(page, "zhao")
    expect(page.get_by_role("banner")).to_be_visible()
    speak(page, "zh")
    return page


def table(page: Page) -> Locator:
    return page.get_by_role("table", name=zh("cases.title"))


def heads(page: Page) -> Locator:
    return table(page).locator("thead th")


def titles(page: Page) -> list[str]:
    expect(table(page)).to_be_visible()
    return [text.strip() for text in heads(page).all_inner_texts()]


def cells(page: Page) -> list[list[str]]:
    expect(table(page).locator("tbody tr.ant-table-row").first).to_be_visible()
    rows = table(page).locator("tbody tr.ant-table-row").all()
    return [[text.strip() for text in row.locator("th, td").all_inner_texts()] for row in rows]


def test_columns_are_chosen_moved_and_stand_in_the_address(supervisor: Page):
    page = supervisor
    page.goto(LIST)
    usual = ["lamp", "number", "item", "department", "applicant", "state", "stage", "submittedAt", "dueAt"]
    keys = {"item": "item.label", "department": "department.label"}
    expect(heads(page)).to_have_text([zh(keys.get(key, f"case.{key}")) for key in usual])
    page.get_by_role("button", name=zh("columns.open"), exact=True).click()
    chooser = page.get_by_role("region", name=zh("columns.open"))
    expect(chooser.get_by_role("checkbox", name=zh("case.number"))).to_be_disabled()
    chooser.get_by_role("checkbox", name=zh("case.stage"), exact=True).click()
    chooser.get_by_role("checkbox", name=zh("case.channel"), exact=True).click()
    chooser.get_by_role("button", name=zh("columns.earlier", column=zh("case.number"))).click()
    page.keyboard.press("Escape")
    expect(chooser).to_be_hidden()
    chosen = ["number", "lamp", "item", "department", "applicant", "state", "submittedAt", "dueAt", "channel"]
    expected = [zh(keys.get(key, f"case.{key}")) for key in chosen]
    expect(heads(page)).to_have_text(expected)
    assert "columns=number%2Clamp%2Citem%2Cdepartment%2Capplicant%2Cstate%2Csubmitted%2Cdue%2Cchannel" in page.url
    page.reload()
    expect(table(page)).to_be_visible()
    expect(heads(page)).to_have_text(expected)
    page.get_by_role("button", name=zh("columns.open"), exact=True).click()
    chooser.get_by_role("button", name=zh("columns.usual")).click()
    expect(page).not_to_have_url(re.compile("columns="))


def test_filters_stand_in_the_address_and_the_way_back_lets_go_of_them(supervisor: Page):
    page = supervisor
    page.goto(LIST)
    page.locator("label", has_text=zh("case.lamp")).locator(".ant-select").click()
    page.locator(".ant-select-item-option", has_text=zh("lamp.RED")).click()
    expect(page).to_have_url(re.compile(r"lamp=RED"))
    expect(table(page).get_by_text(zh("lamp.GREEN"))).to_have_count(0)
    assert {row[0] for row in cells(page)} == {zh("lamp.RED")}
    applicant = cells(page)[0][4]
    page.locator("label", has_text=zh("cases.search")).locator("input").fill(applicant)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"lamp=RED.*search="))
    expect(table(page).locator("tbody tr.ant-table-row").filter(has_not_text=applicant)).to_have_count(0)
    assert {row[4] for row in cells(page)} == {applicant}
    link = page.url
    page.go_back()
    expect(page).not_to_have_url(re.compile("search="))
    page.goto(link)
    assert {(row[0], row[4]) for row in cells(page)} == {(zh("lamp.RED"), applicant)}


def test_a_list_is_kept_under_a_name_shown_again_made_the_usual_one_and_deleted(supervisor: Page):
    page = supervisor
    page.goto(f"{LIST}?lamp=RED&columns=number,lamp,item")
    menu = page.get_by_role("button", name=zh("kept.open"))
    menu.click()
    page.get_by_role("menuitem", name=zh("kept.save")).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(zh("kept.name"), exact=True).fill("红灯三列")
    dialog.get_by_role("button", name=zh("kept.keep")).click()
    expect(page).to_have_url(re.compile(r"list=\d|list=[0-9a-f-]+"))
    page.goto(f"{LIST}?list=none")
    expect(table(page)).to_be_visible()
    expect(heads(page)).to_have_count(9)
    menu.click()
    page.get_by_role("menuitem", name="红灯三列").click()
    expect(page).to_have_url(re.compile("lamp=RED"))
    expect(table(page).locator("thead th")).to_have_count(3)
    page.get_by_role("button", name="红灯三列").click()
    page.get_by_role("menuitem", name=zh("kept.manage")).click()
    page.get_by_role("button", name=zh("kept.makeDefault")).click()
    expect(page.get_by_role("button", name=zh("kept.unmakeDefault"))).to_be_visible()
    page.goto(LIST)
    expect(page).to_have_url(re.compile("lamp=RED"))
    expect(table(page).locator("thead th")).to_have_count(3)
    page.get_by_role("button", name="红灯三列").click()
    page.get_by_role("menuitem", name=zh("kept.manage")).click()
    page.get_by_role("dialog").get_by_role("button", name=zh("kept.delete")).click()
    page.locator(".ant-popconfirm").get_by_role("button").last.click()
    expect(page.get_by_role("dialog").get_by_role("listitem")).to_have_count(0)
    page.goto(LIST)
    expect(table(page).locator("thead th")).to_have_count(9)


def exported(page: Page, form: str) -> Path:
    page.get_by_role("button", name=zh("export.all")).click()
    with page.expect_download() as waiting:
        page.get_by_role("menuitem", name=zh(f"export.{form}")).click()
    return Path(waiting.value.path())


def as_shown(cell: object, title: str) -> str:
    """A moment of the file as the page writes it: by the minute, and the end of a day as its 24:00."""
    if title not in (zh("case.submittedAt"), zh("case.dueAt")):
        return str(cell)
    at = cell if isinstance(cell, datetime) else datetime.fromisoformat(str(cell))
    if title == zh("case.dueAt") and at.time() == datetime.min.time():
        return f"{at.date() - timedelta(days=1)} 24:00"
    return f"{at:%Y-%m-%d %H:%M}"


def without_marks(row: list[str]) -> list[str]:
    return [cell.replace(zh("clock.provisionalShort"), "").strip() for cell in row]


def test_the_files_have_exactly_the_rows_and_columns_that_the_page_shows(supervisor: Page, tmp_path: Path):
    page = supervisor
    page.goto(SHOWN)
    shown, head = [without_marks(row) for row in cells(page)], titles(page)
    assert len(head) == len(COLUMNS.split(","))
    expect(page.get_by_role("button", name=zh("list.next"))).to_have_count(0)

    raw = exported(page, "csv").read_bytes()
    assert raw.startswith(BOM)
    mark, header, *lines = raw.decode("utf-8-sig").splitlines()
    assert mark == zh("app.demoMark")
    assert header.split(",") == head
    assert [[as_shown(*pair) for pair in zip(line.split(","), head, strict=True)] for line in lines] == shown

    (tmp_path / "list.xlsx").write_bytes(exported(page, "xlsx").read_bytes())
    sheet = CalamineWorkbook.from_path(tmp_path / "list.xlsx").get_sheet_by_index(0).to_python()
    at = next(place for place, row in enumerate(sheet) if row[: len(head)] == head)
    assert [[as_shown(*pair) for pair in zip(row[: len(head)], head, strict=True)] for row in sheet[at + 1 :]] == shown
