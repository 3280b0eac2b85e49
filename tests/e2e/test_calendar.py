"""The calendar of a hall in a browser: its year by months, and a closed day from the file to the grid."""

from datetime import date, timedelta

from playwright.sync_api import Page, expect

from foundation.clock import local_day, now
from tests.e2e.conftest import sign_in

QINGLONG = "130321000000"


def a_working_day() -> date:
    """In March of next year, which no notice covers: a Wednesday far from any festival."""
    day = date(local_day(now()).year + 1, 3, 10)
    return day + timedelta(days=(2 - day.weekday()) % 7)


def test_an_administrator_previews_and_publishes_a_closed_day(page: Page) -> None:
    day = a_working_day()
    sign_in(page, "tong")
    page.get_by_role("link", name="日历", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("青龙")
    months = page.locator("table.month")
    expect(months).to_have_count(12)
    expect(months.nth(9).locator(".day-holiday").first).to_contain_text("假")
    page.goto(f"/halls/{QINGLONG}/calendar?year={day.year}")
    expect(page.get_by_role("note")).to_contain_text("放假安排尚未公布")

    content = page.get_by_label("日历文件内容")
    expect(content).to_have_value("kind,from,through,what\n")
    content.fill("kind,from,through,what\noff,10 March,,停电检修\n")
    page.get_by_role("button", name="预览").click()
    expect(page.get_by_role("alert")).to_contain_text("须填写")
    page.get_by_label("理由").fill("供电线路抢修")
    page.get_by_role("button", name="预览").click()
    expect(page.get_by_role("alert")).to_contain_text("第2行 不是日期 10 March")
    expect(page.get_by_role("button", name="公布")).to_be_disabled()

    content.fill(f"kind,from,through,what\noff,{day},,停电检修\n")
    page.get_by_role("button", name="预览").click()
    expect(page.get_by_text(f"{day} 停电检修：工作日 → 本厅停办")).to_be_visible()
    page.get_by_role("button", name="公布").click()
    expect(page.get_by_text("已公布版本 130321h.1")).to_be_visible()
    versions = page.get_by_role("row").filter(has_text="130321h.1")
    expect(versions.filter(has_text="现行")).to_contain_text("供电线路抢修")
    expect(months.nth(2).locator(".day-closed")).to_have_text(f"{day.day}停")
    page.goto(f"/halls/{QINGLONG}/acts")
    expect(page.get_by_role("row").filter(has_text="公布日历")).to_contain_text("130321h.1")
