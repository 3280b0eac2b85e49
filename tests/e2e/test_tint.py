"""Light and dark: as the system says or as this browser chose, from the first drawing on, and never on paper."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import sign_in

pytestmark = pytest.mark.browser

LIGHT, DARK = "rgb(243, 245, 248)", "rgb(15, 19, 24)"
CITY = "130300000000"


def ground(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


@pytest.mark.parametrize(
    ("system", "chosen", "shown"),
    [("dark", None, DARK), ("light", None, LIGHT), ("light", "dark", DARK), ("dark", "light", LIGHT)],
)
def test_the_first_drawing_has_the_right_ground_before_any_program_runs(
    browser: Browser, address: str, system: str, chosen: str | None, shown: str
):
    context = browser.new_context(base_url=address, color_scheme=system)
    if chosen:
        context.add_init_script(f"localStorage.setItem('mingjing.tint', '{chosen}')")
    page = context.new_page()
    page.route("**/assets/*.js", lambda route: route.abort())
    page.goto("/sign-in")
    assert ground(page) == shown
    assert page.locator("#root > *").count() == 0
    context.close()


def test_the_choice_is_kept_follows_the_system_again_and_reaches_charts(page: Page):
    sign_in(page, "zhao")
    expect(page).to_have_url(re.compile(r"/regions/"))
    line = page.get_by_role("img", name=re.compile("走势图")).locator("path[stroke='#0b5394']")
    expect(line.first).to_be_attached()
    choose(page, "深色")
    assert ground(page) == DARK
    expect(line).to_have_count(0)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert ground(page) == DARK
    choose(page, "跟随系统")
    assert ground(page) == LIGHT
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-tint", "dark")
    assert ground(page) == DARK


def choose(page: Page, name: str) -> None:
    page.get_by_role("button", name="赵立新").click()
    page.get_by_role("menuitemradio", name=name).click()
    # A menu on its way out would be closed, not opened, by the next press.
    expect(page.get_by_role("menuitemradio", name=name)).to_be_hidden()
    page.get_by_role("button", name="赵立新").click()
    expect(page.get_by_role("menuitemradio", name=name)).to_be_checked()
    page.keyboard.press("Escape")


def test_paper_is_light_whatever_the_screen_shows(page: Page):
    page.add_init_script("localStorage.setItem('mingjing.tint', 'dark')")
    sign_in(page, "zhao")
    expect(page).to_have_url(re.compile(r"/regions/"))
    chart = page.get_by_role("img", name=re.compile("走势图"))
    expect(chart.locator("path[stroke='#6fb1f2']").first).to_be_attached()
    page.emulate_media(media="print")
    expect(chart.locator("path[stroke='#0b5394']").first).to_be_attached()
    text = page.get_by_role("cell").first.evaluate("cell => getComputedStyle(cell).color")
    assert text == "rgb(31, 36, 48)"
