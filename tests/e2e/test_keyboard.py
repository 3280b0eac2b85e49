"""Every page by keyboard alone: each stop is seen, lists move, open and page, another page takes the focus."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visitors, speak
from tests.e2e.places import CITY, LULONG, PLACES, Place, be_still, word

pytestmark = pytest.mark.browser

MOST_STOPS = 40
ROWS = ".list-table tbody a, .queue li a"
LISTS = {
    "alerts": ("han", f"/alerts?code={CITY}"),
    "halls/:code/cases": ("han", f"/halls/{LULONG}/cases"),
    "halls/:code/desk": ("lin", "/halls/130322000000/desk?queue=UNDELIVERED"),
    "regions/:code": ("han", f"/regions/{CITY}"),
    "regions/:code/why": ("han", f"/regions/{CITY}/why"),
}
STOP = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  if (one === document.body) return null;
  // A field that its frame stands for: the frame is marked.
  const framed = '.ant-input-affix-wrapper, .ant-input-number, .ant-select, .ant-picker, .ant-segmented-item, '
    + '.ant-checkbox, label';
  const frame = one.closest(framed) ?? one;
  const within = frame.querySelector('.ant-select-selector, .ant-segmented-item-label') ?? one;
  // An outline of the map thickens its line.
  const line = one.querySelector('.map-shape');
  const isDrawn = line !== null && parseFloat(getComputedStyle(line).strokeWidth) >= 6;
  const marked = isDrawn || [one, frame, within].some((each) => {
    const looks = getComputedStyle(each);
    return (looks.outlineStyle !== 'none' && parseFloat(looks.outlineWidth) > 0) || looks.boxShadow !== 'none';
  });
  const shown = (box.width > 0 && box.height > 0) ? box : frame.getBoundingClientRect();
  const inSight = shown.bottom > 0 && shown.top < innerHeight && shown.right > 0 && shown.left < innerWidth;
  return {html: one.outerHTML.slice(0, 140), marked, inSight};
}"""


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.route)
def test_each_stop_of_tab_is_in_sight_and_marked(visitors: Visitors, place: Place):
    page = visitors.page(place.visitor)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(visitors.address(place))
    page.wait_for_load_state("networkidle")
    page.evaluate("document.activeElement.blur()")
    unseen, stops = [], 0
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            break
        if stop["html"].startswith('<main id="content"'):
            continue  # where a page that was just reached begins: no stop of Tab
        stops += 1
        if not (stop["marked"] and stop["inSight"]):
            unseen.append(stop)
    assert unseen == []
    assert stops > 2


@pytest.mark.parametrize("route", LISTS)
def test_a_list_is_gone_through_and_a_row_opened_by_keys(visitors: Visitors, route: str):
    visitor, address = LISTS[route]
    page = visitors.page(visitor)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    expect(page.locator(ROWS).first).to_be_visible()
    page.keyboard.press("j")
    first = page.locator(":focus")
    target = first.get_attribute("href")
    assert target
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(target.split("?")[0])))
    expect(page.locator("#content")).to_be_focused()


def test_pages_of_a_list_are_turned_by_keys_and_begin_at_their_first_row(visitors: Visitors):
    page = visitors.page("han")
    page.goto(f"/halls/{LULONG}/cases?list=none")
    rows = page.locator("tbody a[href*='/cases/']")
    first = rows.first.inner_text()
    page.keyboard.press("]")
    expect(page).to_have_url(re.compile("page=2"))
    expect(rows.first).not_to_have_text(first)
    page.keyboard.press("j")
    expect(rows.first).to_be_focused()
    page.keyboard.press("[")
    expect(page).not_to_have_url(re.compile("page="))
    expect(rows.first).to_have_text(first)
    page.keyboard.press("/")
    page.keyboard.type(first)
    page.keyboard.press("Enter")
    expect(rows).to_have_count(1)


def test_single_keys_are_explained_and_can_be_turned_off(visitors: Visitors):
    page = visitors.page("han")
    speak(page, "zh")
    page.goto(f"/halls/{LULONG}/cases?list=none")
    expect(page.locator("tbody a").first).to_be_visible()
    turn(page)
    page.keyboard.press("j")
    expect(page.locator("tbody a:focus")).to_have_count(0)
    turn(page, by_menu=True)
    page.keyboard.press("j")
    expect(page.locator("tbody a").first).to_be_focused()


def turn(page: Page, *, by_menu: bool = False) -> None:
    """The switch of single keys, found by `?` or, when keys are off, in the menu of one's name."""
    if by_menu:
        page.get_by_role("button", name="韩卫东").click()
        page.get_by_role("menuitem", name=word("keys.title", "zh")).click()
    else:
        page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name=word("keys.title", "zh"))
    dialog.get_by_role("switch").click()
    be_still(page)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_a_dialog_takes_the_focus_keeps_it_and_gives_it_back(visitors: Visitors):
    page = visitors.page("lin")
    speak(page, "zh")
    page.goto("/halls/130322000000/desk")
    opener = page.get_by_role("button", name=word("desk.handOver", "zh"))
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name=word("desk.handOver", "zh"))
    expect(dialog).to_be_visible()
    be_still(page)  # a drawer that is closed while it still slides in gives nothing back
    # Past its last field Tab leaves for the browser's own bar, where the body is said to have the focus.
    within = "dialog => dialog.contains(document.activeElement) || document.activeElement === document.body"
    for _ in range(12):
        page.keyboard.press("Tab")
        assert dialog.evaluate(within), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
    while page.evaluate("document.activeElement === document.body"):
        page.keyboard.press("Tab")  # back from the bar
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(opener).to_be_focused()
