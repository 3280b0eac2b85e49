"""Paper, weight and steadiness of the pages."""

import io
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.e2e.conftest import Visitors
from tests.e2e.places import LULONG, PLACES, ROOT, Place, word

pytestmark = pytest.mark.browser

DIST = ROOT / "frontend" / "dist"
A4 = (595, 842)
# The sign-in page on a slow line: what comes before it is drawn, as it is sent.
MOST_BYTES_FIRST = 420_000
MOST_BYTES_A_FILE = 200_000
# Web Vitals calls up to 0.1 good; what moves less than this is not seen.
MOST_SHIFT = 0.05
SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) sum += one.value;
  }).observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(sum), 300);
})"""


def test_a_case_prints_on_a4_without_navigation_and_with_every_count_open(visitors: Visitors):
    page = visitors.page("han")
    page.goto(f"/halls/{LULONG}/cases/{visitors.number}")
    steps = page.locator(".steps").last
    expect(steps).to_be_attached()
    expect(steps).to_be_hidden()
    page.emulate_media(media="print")
    for gone in (page.get_by_role("navigation", name=word("nav.label", "zh")), page.locator(".header-tools")):
        expect(gone).to_be_hidden()
    assert page.locator(".steps").evaluate_all("all => all.every(one => one.getBoundingClientRect().height > 0)")
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in sheets} == {A4}
    page.emulate_media(media="null")
    text = "".join(sheet.extract_text() for sheet in sheets)
    assert visitors.number in text


def test_a_list_prints_with_all_its_columns_on_the_long_side(visitors: Visitors):
    page = visitors.page("han")
    page.goto(f"/halls/{LULONG}/cases?lamp=RED")
    expect(page.locator("tbody tr.ant-table-row").first).to_be_visible()
    page.emulate_media(media="print")
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    page.emulate_media(media="null")
    assert {(round(sheet.mediabox.height), round(sheet.mediabox.width)) for sheet in sheets} == {A4}
    assert word("case.dueAt", "zh") in sheets[0].extract_text().replace("\n", "")


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.route)
def test_nothing_moves_when_what_was_asked_for_arrives(visitors: Visitors, place: Place, width: int):
    page = visitors.page(place.visitor)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(visitors.address(place))
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    expect(page.locator(".loading")).to_have_count(0)
    assert page.evaluate(SHIFT) < MOST_SHIFT


def test_what_comes_before_the_first_page_is_small_and_charts_are_not_in_it():
    shell = (DIST / "index.html").read_text(encoding="utf-8")
    first = [DIST / path for path in re.findall(r'(?:src|href)="/static/(assets/[^"]+\.(?:js|css))"', shell)]
    assert sum(path.with_name(f"{path.name}.br").stat().st_size for path in first) < MOST_BYTES_FIRST
    assert not [path.name for path in first if "echarts" in path.read_text(encoding="utf-8")]


def test_every_page_is_a_file_of_its_own_and_each_is_compressed_beside():
    files = sorted((DIST / "assets").glob("*.js"))
    assert {re.sub(r"-[\w-]{8}\.js$", "", path.name) for path in files} >= {
        "RegionPage",
        "CasePage",
        "CasesPage",
        "DeskPage",
    }
    sizes = {path.name: path.with_name(f"{path.name}.br").stat().st_size for path in files}
    assert {name: size for name, size in sizes.items() if size > MOST_BYTES_A_FILE} == {}
    assert all(path.with_name(f"{path.name}.gz").is_file() for path in files)
