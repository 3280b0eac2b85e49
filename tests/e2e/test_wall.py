"""The screen on a wall: today's figures of a region, asked anew by itself, and said to be old when that fails."""

import json
import re

import pytest
from playwright.sync_api import Route, expect

from tests.e2e.conftest import Visitors
from tests.e2e.places import CITY, LULONG, violations

pytestmark = pytest.mark.browser

TOWNSHIP = "130324100000"


def test_a_region_is_asked_anew_each_minute_and_keeps_its_figures_when_that_fails(visitors: Visitors) -> None:
    page = visitors.page("han")
    page.clock.install()
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(f"/regions/{CITY}")
    page.get_by_role("link", name="大屏").click()
    open_now = page.locator(".wall-open dd")
    expect(open_now).to_have_text(re.compile(r"^\d+$"))
    counties = page.get_by_role("table", name="下级地区").locator("tbody tr[data-row-key]")
    expect(counties.filter(has_text="卢龙县")).to_have_count(1)
    assert violations(page) == []

    def answer(route: Route) -> None:
        if json.loads(route.request.post_data or "{}").get("operationName") != "Region":
            return route.continue_()
        got = route.fetch().json()
        got["data"]["hall"]["current"]["open"] = 4321
        return route.fulfill(json=got)

    # A minute on the wall: nobody touches it.
    page.route("**/graphql/", answer)
    page.clock.fast_forward(61_000)
    expect(open_now).to_have_text("4,321")
    page.unroute("**/graphql/", answer)
    page.route("**/graphql/", lambda route: route.abort("internetdisconnected"))
    page.clock.fast_forward(61_000)
    expect(page.get_by_role("alert")).to_contain_text("数字没有更新")
    expect(open_now).to_have_text("4,321")
    page.unroute_all()
    page.clock.fast_forward(61_000)
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(open_now).not_to_have_text("4,321")
    assert visitors.errors() == []


def test_it_fills_the_screen_with_its_figures_alone(visitors: Visitors) -> None:
    page = visitors.page("han")
    page.goto(f"/regions/{LULONG}/wall")
    page.get_by_role("button", name="全屏").click()
    page.wait_for_function("document.fullscreenElement?.classList.contains('wall')")
    expect(page.get_by_role("button", name="全屏")).to_be_hidden()
    page.evaluate("document.exitFullscreen()")
    expect(page.get_by_role("button", name="全屏")).to_be_visible()


def test_a_hall_without_halls_below_shows_its_departments_or_that_there_are_none(visitors: Visitors) -> None:
    page = visitors.page("han")
    page.goto(f"/regions/{TOWNSHIP}/wall")
    expect(page.get_by_text("今日和本月都没有部门的数据。")).to_be_visible()
