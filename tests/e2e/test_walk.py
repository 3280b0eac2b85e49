"""Every page, in both languages, light and dark, on a phone, a laptop and a wide screen."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.e2e.conftest import sign_in
from tests.e2e.places import LANGUAGES, LULONG, PLACES, Place, routes, violations, word

pytestmark = pytest.mark.browser

WIDTHS = (390, 1440, 1920)
TINTS = ("light", "dark")
# axe takes a second a page: these two see both languages, both tints, a phone and a laptop.
LOOKED_INTO = {("zh", "light"): 1440, ("en", "dark"): 390}


class Visitors:
    """One signed-in page a person for the whole walk, and what went wrong on it since it was last asked."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self._address = browser, address
        self._pages: dict[str | None, Page] = {}
        self.problems: list[str] = []
        self.number = ""

    def page(self, who: str | None) -> Page:
        if who not in self._pages:
            self._pages[who] = self._opened(who)
        return self._pages[who]

    def _opened(self, who: str | None) -> Page:
        context = self._browser.new_context(base_url=self._address, locale="zh-CN")
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("console", lambda said: self.problems.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("requestfailed", self._failed)
        page.on("response", lambda got: self.problems.append(f"{got.status} {got.url}") if got.status >= 400 else None)
        if who:
            sign_in(page, who)
            expect(page.get_by_role("banner")).to_be_visible()
        return page

    def _failed(self, request: Request) -> None:
        # A page that is left breaks off what it still asks for.
        if request.failure != "net::ERR_ABORTED":
            self.problems.append(f"{request.failure} {request.url}")

    def close(self) -> None:
        for who, page in self._pages.items():
            if who and not page.locator("html[lang=zh-CN]").count():
                speak(page, "zh")
            page.context.close()


@pytest.fixture(scope="module")
def visitors(browser: Browser, address: str) -> Iterator[Visitors]:
    made = Visitors(browser, address)
    page = made.page("han")
    page.goto(f"/halls/{LULONG}/cases?lamp=RED")
    made.number = page.locator("tbody a[href*='/cases/']").first.inner_text()
    yield made
    made.close()


def test_every_route_has_a_place_in_the_walk():
    assert sorted({place.route for place in PLACES}) == sorted(set(routes()))


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.route)
@pytest.mark.parametrize("tint", TINTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_fits_and_keeps_nobody_out(visitors: Visitors, language: str, tint: str, place: Place):
    page = visitors.page(place.visitor)
    visitors.problems.clear()
    page.emulate_media(color_scheme=tint)
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    page.goto(place.address.format(number=visitors.number))
    page.wait_for_load_state("networkidle")
    speak(page, language)
    expect(page.locator("html")).to_have_attribute("data-tint", tint)
    expect(page).to_have_title(place.titled(language))
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += overflow(page, width)
        if LOOKED_INTO.get((language, tint)) == width:
            found += violations(page)
    found += focus(page, is_in_shell=place.visitor is not None, language=language)
    assert found + visitors.problems == []


def speak(page: Page, language: str) -> None:
    """Chosen on the page, as a reader does; her account keeps it."""
    other = word("app.otherLanguage", "zh" if language == "en" else "en")
    switch = page.get_by_role("button", name=other, exact=True)
    if switch.count():
        switch.click()
        page.wait_for_load_state("networkidle")
    expect(page.locator("html")).to_have_attribute("lang", re.compile(f"^{language}"))


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
