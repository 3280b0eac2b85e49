"""A clerk's day by keyboard alone: a case from its registration to its delivery, and one that began as a question."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import sign_in

pytestmark = pytest.mark.browser

CHANGLI = "130322000000"
STOPS = 120


def reach(page: Page, wanted: Locator) -> None:
    """By Tab, as somebody without a mouse does."""
    expect(wanted).to_be_visible()
    for _ in range(STOPS):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {wanted}")


def press(page: Page, wanted: Locator) -> None:
    reach(page, wanted)
    page.keyboard.press("Enter")


def choose_item(page: Page, field: Locator, text: str) -> None:
    reach(page, field)
    page.keyboard.type(text)
    # The first of what was found is the one that Enter takes.
    expect(page.locator(".ant-select-item-option-active")).to_contain_text(text)
    page.keyboard.press("Enter")


def record(page: Page, act: str, *texts: str) -> None:
    """One act of a case: its form opens with the focus inside; its texts, each behind a Tab; then it is sent."""
    press(page, page.get_by_role("region", name="可办操作").get_by_role("button", name=act, exact=True))
    form = page.get_by_role("dialog")
    expect(form).to_be_visible()
    for place, text in enumerate(texts):
        if place:
            page.keyboard.press("Tab")
        page.keyboard.type(text)
    press(page, form.get_by_role("button", name="提交"))
    expect(form).to_be_hidden()


@pytest.fixture
def desk(page: Page) -> Page:
    sign_in(page, "lin")
    page.wait_for_url(re.compile(r"/(regions|window|halls)"))
    page.goto(f"/halls/{CHANGLI}/desk")
    expect(page.get_by_role("heading", name="今日到期")).to_be_visible()
    return page


def test_a_case_from_its_registration_to_its_delivery(desk: Page) -> None:
    desk.keyboard.press("n")
    expect(desk).to_have_url(re.compile("/window"))
    choose_item(desk, desk.get_by_label("事项").first, "食品经营许可")
    reach(desk, desk.get_by_label("申请人"))
    desk.keyboard.type("庚辛食品店")
    desk.keyboard.press("Enter")
    desk.wait_for_url(re.compile(rf"/halls/{CHANGLI}/cases/130322-"))
    expect(desk.get_by_text("一次告知期限").first).to_be_visible()
    record(desk, "告知补正", "消防图纸", "没有盖章")
    expect(desk.get_by_text("指南以外", exact=True)).to_be_visible()
    record(desk, "收到补正")
    for act in ("受理", "办结", "登记验证", "送达"):
        record(desk, act)
    expect(desk.get_by_role("link", name="送达回证")).to_be_visible()


def test_a_question_becomes_a_case(desk: Page) -> None:
    desk.goto(f"/halls/{CHANGLI}/contacts")
    expect(desk.get_by_role("heading", name="登记首问")).to_be_visible()
    desk.keyboard.press("n")
    expect(desk.get_by_label("询问人")).to_be_focused()
    desk.keyboard.type("壬大爷")
    reach(desk, desk.get_by_label("询问内容"))
    desk.keyboard.type("开饭馆要什么材料")
    choose_item(desk, desk.get_by_label("事项").first, "食品经营许可")
    press(desk, desk.get_by_role("button", name="登记首问"))
    opened = desk.get_by_role("dialog")
    expect(opened.get_by_text("开饭馆要什么材料")).to_be_visible()
    press(desk, opened.get_by_role("button", name="打印一次性告知单"))
    press(desk, opened.get_by_role("button", name="提交"))
    expect(opened.get_by_role("link", name=re.compile("昌黎告知"))).to_be_visible()
    press(desk, opened.get_by_role("button", name="收件", exact=True))
    press(desk, opened.get_by_role("button", name="提交"))
    desk.wait_for_url(re.compile(rf"/halls/{CHANGLI}/cases/130322-"))
    expect(desk.get_by_text("壬大爷").first).to_be_visible()
