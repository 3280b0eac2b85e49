"""The halls below a region: found, told apart, taken along as a file, and changed by an administrator above."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.places import QINGLONG, be_still

PAGE = f"/regions/{QINGLONG}/halls"


def rows(page: Page):
    return page.locator("section.panel").nth(1).locator("tbody tr[data-row-key]")


def test_a_list_is_narrowed_and_taken_along(visitors):
    page = visitors.page("tong")
    page.goto(PAGE)
    expect(rows(page).first).to_be_visible()
    every = rows(page).count()
    page.goto(f"{PAGE}?tier=TOWNSHIP")
    expect(rows(page)).to_have_count(every - 1)
    with page.expect_download() as told:
        page.get_by_role("button", name=re.compile("CSV|导出")).first.click()
    text = told.value.path().read_text(encoding="utf-8-sig")
    assert text.count("乡镇") == every - 1
    assert visitors.problems == []


def test_the_state_of_a_hall_below_is_changed_and_the_change_is_on_record(visitors):
    page = visitors.page("tong")
    page.goto(f"{PAGE}?tier=TOWNSHIP")
    row = rows(page).first
    name = row.locator("th").inner_text()
    row.get_by_role("button").click()
    page.get_by_role("menuitem", name="改变状态").click()
    drawer = page.get_by_role("dialog")
    be_still(page)
    drawer.get_by_label("依据文件").fill("青政发〔2026〕3号")
    drawer.get_by_role("button", name="提 交").or_(drawer.get_by_role("button", name="提交")).click()
    # Its own state is no change.
    expect(drawer.get_by_text("已经是这个状态。")).to_be_visible()
    drawer.get_by_label("新状态").click()
    page.get_by_title("停用", exact=True).click()
    drawer.get_by_role("button", name="提 交").or_(drawer.get_by_role("button", name="提交")).click()
    expect(drawer).to_have_count(0)
    expect(rows(page).filter(has_text=name).first).to_contain_text("停用")
    expect(page.get_by_text("青政发〔2026〕3号")).to_be_visible()
    assert visitors.problems == []


def test_nobody_changes_the_hall_that_he_runs(visitors):
    page = visitors.page("tong")
    page.goto(f"{PAGE}?tier=COUNTY")
    expect(rows(page)).to_have_count(1)
    expect(rows(page).get_by_role("button")).to_have_count(0)
