"""Every page, in Chinese and light, in English and dark, on a phone, a laptop and a wide screen."""

import os

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visitors, speak
from tests.e2e.places import PLACES, Place, routes, violations, word

pytestmark = pytest.mark.browser

WIDTHS = (390, 1440, 1920)
# No word knows its tint and no colour its language: two walks see both of each. axe, a second a page, at one width.
WALKS = {("zh", "light"): 1440, ("en", "dark"): 390}


def test_every_route_has_a_place_in_the_walk():
    assert sorted({place.route for place in PLACES}) == sorted(set(routes()))


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.route)
def test_every_page_has_its_picture(place: Place):
    assert place.picture.exists(), "MINGJING_SCREENSHOTS=1 makes it"


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.route)
@pytest.mark.parametrize(("language", "tint"), WALKS, ids=lambda one: one)
def test_a_page_fits_and_keeps_nobody_out(visitors: Visitors, language: str, tint: str, place: Place):
    page = visitors.page(place.visitor)
    visitors.problems.clear()
    page.emulate_media(color_scheme=tint)
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    page.goto(visitors.address(place))
    page.wait_for_load_state("networkidle")
    speak(page, language)
    expect(page.locator("html")).to_have_attribute("data-tint", tint)
    expect(page).to_have_title(place.titled(language))
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    expect(page.locator(".ant-skeleton")).to_have_count(0)
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += overflow(page, width)
        if WALKS[language, tint] == width:
            found += violations(page)
        if (language, tint, width) == ("zh", "light", 1440) and os.environ.get("MINGJING_SCREENSHOTS"):
            place.picture.parent.mkdir(exist_ok=True)
            page.screenshot(path=place.picture, type="jpeg", quality=60)
    found += focus(page, is_in_shell=place.visitor is not None, language=language)
    assert found + visitors.problems == []


def overflow(page: Page, width: int) -> list[str]:
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide <= width:
        return []
    widest = page.evaluate(
        "width => [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > width + 1)"
        ".slice(0, 3).map(one => one.outerHTML.slice(0, 120))",
        width,
    )
    return [f"{wide} px wide at {width}: {widest}"]


def focus(page: Page, *, is_in_shell: bool, language: str) -> list[str]:
    """The first Tab shows where the reader is; in the shell it is the link that skips the header."""
    page.evaluate("document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')")
    page.keyboard.press("Tab")
    page.wait_for_function("document.activeElement !== document.body")
    shown = page.evaluate(
        """() => {
          const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
          const isSeen = box.left >= 0 && box.top >= 0 && box.width > 0;
          const isMarked = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0)
            || style.boxShadow !== 'none';
          return { text: one.textContent, isSeen, isMarked, html: one.outerHTML.slice(0, 120) };
        }"""
    )
    found = [] if shown["isSeen"] and shown["isMarked"] else [f"focus is not seen: {shown['html']}"]
    if is_in_shell:
        if shown["text"] != word("app.skipToContent", language):
            found.append(f"the first stop is no skip link: {shown['html']}")
        page.keyboard.press("Enter")
        if page.evaluate("document.activeElement.id") != "content":
            found.append("the skip link does not lead to the content")
    return found
