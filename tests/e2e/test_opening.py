"""From the first page of a supervisor down to the cases: numbers open what they are made of, and say the same there."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import sign_in
from tests.e2e.places import CITY, LULONG

pytestmark = pytest.mark.browser
# Many processes share the machine of the tests.
SOON = 30_000


def number(place: Locator) -> int:
    found = re.search(r"[\d,]+", place.inner_text())
    assert found, place.inner_text()
    return int(found[0].replace(",", ""))


def first_page(page: Page, who: str = "han") -> None:
    sign_in(page, who)
    expect(page.locator(".cards").first).to_be_visible(timeout=SOON)


def all_rows(page: Page) -> int:
    """The cases of the list, page by page."""
    count = 0
    while True:
        page.wait_for_load_state("networkidle")
        expect(page.locator("tbody a[href*='/cases/']").first).to_be_visible(timeout=SOON)
        count += page.locator("tbody a[href*='/cases/']").count()
        following = page.get_by_role("button", name="下一页")
        if following.count() == 0 or following.is_disabled():
            return count
        last = page.locator("tbody a[href*='/cases/']").last.inner_text()
        following.click()
        expect(page.locator("tbody a[href*='/cases/']").last).not_to_have_text(last, timeout=SOON)


def test_story_1_is_found_in_two_clicks(page: Page) -> None:
    first_page(page)
    page.get_by_role("link", name="为什么变化").click()
    halls = page.get_by_role("heading", name="哪些大厅").locator("xpath=ancestor::section[1]")
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(halls.locator("tbody a").first).to_have_text("演示·卢龙县", timeout=SOON)
    halls.locator("tbody a").first.click()
    stages = page.get_by_role("heading", name=re.compile("哪些环节")).locator("xpath=ancestor::section[1]")
    expect(stages.locator("tbody tr:not(.ant-table-measure-row)").first).to_contain_text("现场核查", timeout=SOON)
    expect(page).to_have_url(re.compile(f"/regions/{LULONG}/why"))


def test_a_number_of_the_region_opens_its_halls_and_then_exactly_its_cases(page: Page) -> None:
    first_page(page)
    page.goto(page.url.replace("130000000000", CITY))
    row = page.locator("tr", has=page.get_by_role("link", name="演示·卢龙县", exact=True)).last
    expect(row).to_be_visible(timeout=SOON)
    received = row.locator("a[href*='figure=RECEIVED&']")
    said = number(received)
    received.click()
    # One hall alone adds to it, so its cases are shown right away.
    expect(page).to_have_url(re.compile(f"/halls/{LULONG}/cases.*figure=RECEIVED"), timeout=SOON)
    expect(page.get_by_role("alert")).to_contain_text(str(said), timeout=SOON)
    assert all_rows(page) == said


def test_a_number_of_the_explanation_opens_its_late_cases(page: Page) -> None:
    first_page(page)
    page.goto(page.url.replace("/regions/130000000000", f"/regions/{LULONG}/why"))
    part = page.locator("a[href*='figure=LATE'][href*='item=']").last
    expect(part).to_be_visible(timeout=SOON)
    said = number(part)
    part.click()
    expect(page).to_have_url(re.compile(f"/halls/{LULONG}/cases.*figure=LATE"), timeout=SOON)
    assert all_rows(page) == said


def test_the_ranking_is_not_cut_at_1440(page: Page) -> None:
    first_page(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(page.url.replace("130000000000", CITY))
    table = page.locator(".ranking-grid .ant-table-content")
    expect(table.locator("tbody a").first).to_be_visible(timeout=SOON)
    wide = table.evaluate("one => [one.scrollWidth, one.clientWidth]")
    assert wide[0] <= wide[1]
