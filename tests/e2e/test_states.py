"""Every page says what is wrong and what to do next: while it loads, empty, refused, absent, failed, offline."""

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.conftest import Visitors, speak
from tests.e2e.places import CITY, LANGUAGES, LULONG, PLACES, QINGLONG, Place, word

pytestmark = pytest.mark.browser

# The shell asks these for itself; they stay answered, so that it is the page that has the trouble.
OF_THE_SHELL = {"Me", "UnreadNotices", "Unread", "SetLanguage"}
# These show no row of their own before somebody acts.
ASK_NOTHING = {"/sign-in", "/deadline", "*"}
ASKING = [place for place in PLACES if place.route not in ASK_NOTHING]
TOWNSHIP, NO_HALL = "130324100000", "990000000000"


def named(one: str | Place) -> str:
    return one if isinstance(one, str) else one.route


def spoken(each: Sequence[Any]) -> list[tuple[str, Any]]:
    """All in Chinese, each fourth in English: the words of a state are the same everywhere."""
    return [*(("zh", one) for one in each), *(("en", one) for one in each[::4])]


FAILED: dict[str, tuple[Callable[[Route], None], str]] = {
    "the server breaks": (lambda route: route.fulfill(status=500, body="", content_type="text/html"), "SERVER_DOWN"),
    "the post may not": (
        lambda route: route.fulfill(json={"errors": [{"message": "No.", "extensions": {"code": "FORBIDDEN"}}]}),
        "FORBIDDEN",
    ),
    "the network is away": (lambda route: route.abort("internetdisconnected"), "NETWORK"),
}

# Where each list has nothing to show; None: the page is no list, it has its one thing or is absent.
EMPTY: dict[str, str | None] = {
    "/sign-in": None,
    "/": None,
    "regions/:code": f"/regions/{TOWNSHIP}",
    "regions/:code/why": f"/regions/{TOWNSHIP}/why",
    "regions/:code/made-of": f"/regions/{TOWNSHIP}/made-of?figure=RECEIVED",
    "regions/:code/halls": f"/regions/{QINGLONG}/halls?search=nobody-is-called-this",
    "regions/:code/rules": f"/regions/{CITY}/rules?search=no-such-rule",
    "regions/:code/rules/new": None,
    "regions/:code/rules/:rule": None,
    "regions/:code/wall": None,  # It has its figures, nought as well.
    "alerts": f"/alerts?code={CITY}&from=2001-01-01&to=2001-01-02",
    "/deadline": None,
    "orders": f"/orders?code={TOWNSHIP}",
    "halls/:code/orders": f"/halls/{LULONG}/orders?case=no-such-case",
    "halls/:code/orders/:id": None,
    "halls/:code/accountability": f"/halls/{LULONG}/accountability?case=no-such-case",
    "halls/:code/accountability/:id": None,
    "halls/:code/circulars": f"/halls/{LULONG}/circulars?state=EXPIRED",
    "halls/:code/circulars/:id": None,
    "halls/:code/red-decisions": f"/halls/{LULONG}/red-decisions",
    "halls/:code/looks": f"/halls/{LULONG}/looks?search=nobody-looked-at-this",
    "halls/:code/ladder": None,  # The province has published one for all below.
    "halls/:code/cases": f"/halls/{LULONG}/cases?search=nobody-is-called-this",
    "halls/:code/cases/:number": None,
    "halls/:code/items/:item": None,
    "halls/:code/desk": f"/halls/{LULONG}/desk?search=nobody-is-called-this",
    "halls/:code/signals": f"/halls/{LULONG}/signals",
    "halls/:code/signals/new": None,
    "halls/:code/register": f"/halls/{LULONG}/register?search=nobody-is-called-this",
    "halls/:code/contacts": "/halls/130322000000/contacts?search=nobody-is-called-this",
    "halls/:code/exchange": f"/halls/{LULONG}/exchange",
    "halls/:code/calendar": None,  # A year has its days, and the national layer its version.
    "halls/:code/people": f"/halls/{QINGLONG}/people?search=nobody-is-called-this",
    "halls/:code/class-names": None,  # There are always six.
    "halls/:code/sign-ins": f"/halls/{QINGLONG}/sign-ins?person=nobody-is-called-this",
    "halls/:code/acts": f"/halls/{LULONG}/acts?person=nobody-is-called-this",
    "halls/:code/deliveries": f"/halls/{QINGLONG}/deliveries?state=SET_ASIDE",
    "halls/:code/channels": None,  # Every channel is there.
    "halls/:code/reasons": f"/halls/{QINGLONG}/reasons",
    "account": None,  # The browser that asks is signed in.
    "window": None,
    "notices": "/notices?about=account&unread=1",
    "*": None,
}

ABSENT = {
    "regions/:code": f"/regions/{NO_HALL}",
    "regions/:code/why": f"/regions/{NO_HALL}/why",
    "regions/:code/made-of": f"/regions/{NO_HALL}/made-of?figure=RECEIVED",
    "regions/:code/halls": f"/regions/{NO_HALL}/halls",
    "regions/:code/rules": f"/regions/{NO_HALL}/rules",
    "regions/:code/rules/new": f"/regions/{NO_HALL}/rules/new",
    "regions/:code/rules/:rule": f"/regions/{CITY}/rules/NO_SUCH_RULE",
    "regions/:code/wall": f"/regions/{NO_HALL}/wall",
    "alerts": f"/alerts?code={NO_HALL}",
    "orders": f"/orders?code={NO_HALL}",
    "halls/:code/orders": f"/halls/{NO_HALL}/orders",
    "halls/:code/orders/:id": f"/halls/{LULONG}/orders/999999",
    "halls/:code/accountability": f"/halls/{NO_HALL}/accountability",
    "halls/:code/accountability/:id": f"/halls/{LULONG}/accountability/999999",
    "halls/:code/circulars": f"/halls/{NO_HALL}/circulars",
    "halls/:code/circulars/:id": f"/halls/{LULONG}/circulars/999999",
    "halls/:code/red-decisions": f"/halls/{NO_HALL}/red-decisions",
    "halls/:code/looks": f"/halls/{NO_HALL}/looks",
    "halls/:code/ladder": f"/halls/{NO_HALL}/ladder",
    "halls/:code/cases": f"/halls/{NO_HALL}/cases",
    "halls/:code/cases/:number": f"/halls/{LULONG}/cases/no-such-number",
    "halls/:code/items/:item": f"/halls/{LULONG}/items/no-such-item",
    "halls/:code/desk": f"/halls/{NO_HALL}/desk",
    "halls/:code/signals": f"/halls/{NO_HALL}/signals",
    "halls/:code/signals/new": f"/halls/{NO_HALL}/signals/new",
    "halls/:code/register": f"/halls/{NO_HALL}/register",
    "halls/:code/contacts": f"/halls/{NO_HALL}/contacts",
    "halls/:code/exchange": f"/halls/{NO_HALL}/exchange",
    "halls/:code/people": f"/halls/{NO_HALL}/people",
    "halls/:code/calendar": f"/halls/{NO_HALL}/calendar",
    "halls/:code/class-names": f"/halls/{NO_HALL}/class-names",
    "halls/:code/sign-ins": f"/halls/{NO_HALL}/sign-ins",
    "halls/:code/acts": f"/halls/{NO_HALL}/acts",
    "halls/:code/deliveries": f"/halls/{NO_HALL}/deliveries",
    "halls/:code/channels": f"/halls/{NO_HALL}/channels",
    "halls/:code/reasons": f"/halls/{NO_HALL}/reasons",
    "*": "/nowhere",
}


def operation(route: Route) -> str:
    return str(json.loads(route.request.post_data or "{}").get("operationName"))


class answered:
    """The page's own questions are answered by `answer` meanwhile, those of the shell by the server."""

    def __init__(self, page: Page, answer: Callable[[Route], None]) -> None:
        self._page, self._answer = page, answer

    def _choose(self, route: Route) -> None:
        if operation(route) in OF_THE_SHELL:
            route.continue_()
        else:
            self._answer(route)

    def __enter__(self) -> None:
        self._page.route("**/graphql/", self._choose)

    def __exit__(self, *error: object) -> None:
        self._page.unroute("**/graphql/")


def says_what_to_do(state: Locator) -> None:
    """Words, and something to press that is really there."""
    expect(state).to_be_visible()
    expect(state).to_have_text(re.compile(r"\S{4}"))
    expect(state.locator("a[href], button:not(:disabled)").first).to_be_visible()


@pytest.mark.parametrize(
    ("language", "place"), spoken(ASKING), ids=lambda one: one if isinstance(one, str) else one.route
)
def test_a_page_that_fails_says_so_and_comes_when_it_is_asked_again(visitors: Visitors, language: str, place: Place):
    page = visitors.page(place.visitor)
    speak(page, language)
    visitors.problems.clear()
    for answer, code in FAILED.values():
        with answered(page, answer):
            page.goto(visitors.address(place))
            state = page.locator("[data-state]").first
            says_what_to_do(state)
            expect(state).to_contain_text(word(f"problem.{code}", language))
    # At once: one that is answered may take the others with it.
    retry = page.get_by_role("button", name=word("state.retry", language))
    retry.evaluate_all("all => all.forEach(one => one.click())")
    expect(page.locator("[data-state]")).to_have_count(0)
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    assert visitors.errors() == []


@pytest.mark.parametrize("place", ASKING, ids=lambda place: place.route)
def test_a_page_that_loads_says_so_within_its_shell(visitors: Visitors, place: Place):
    page, held = visitors.page(place.visitor), []
    speak(page, "zh")
    with answered(page, held.append):
        page.goto(visitors.address(place))
        waiting = page.get_by_role("status", name=word("state.loading", "zh")).first
        expect(waiting).to_be_visible()
        expect(page.get_by_role("banner")).to_be_visible()
        for route in held:
            route.continue_()
    expect(page.get_by_role("heading", level=1).first).to_be_visible()


def test_every_route_has_an_answer_for_having_nothing():
    assert EMPTY.keys() == {place.route for place in PLACES}


@pytest.mark.parametrize(("language", "route"), spoken([route for route, address in EMPTY.items() if address]))
def test_a_list_without_rows_says_so_and_where_to_go(visitors: Visitors, language: str, route: str):
    place = next(one for one in PLACES if one.route == route)
    page = visitors.page(place.visitor)
    speak(page, language)
    visitors.problems.clear()
    page.goto(EMPTY[route])
    says_what_to_do(page.locator("main .ant-empty").first)
    assert visitors.problems == []


@pytest.mark.parametrize(("language", "route"), spoken(list(ABSENT)))
def test_what_is_absent_or_hidden_is_said_alike(visitors: Visitors, language: str, route: str):
    page = visitors.page("han")
    speak(page, language)
    visitors.problems.clear()
    page.goto(ABSENT[route])
    state = page.locator("[data-state=absent]")
    says_what_to_do(state)
    expect(page).to_have_title(re.compile(r".+ · "))
    assert visitors.errors() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_post_is_refused_what_another_post_does(visitors: Visitors, language: str):
    """The server's own refusals, not ours: a clerk at the people of her hall, a supervisor at a window."""
    for visitor, address in (("lin", "/halls/130322000000/people"), ("han", "/window")):
        page = visitors.page(visitor)
        speak(page, language)
        visitors.problems.clear()
        page.goto(address)
        state = page.locator("[data-state=forbidden]")
        says_what_to_do(state)
        expect(state).to_contain_text(word("state.forbiddenNext", language))
        assert visitors.errors() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_whose_program_does_not_come_keeps_the_way_to_the_others(visitors: Visitors, language: str):
    page = visitors.page("han")
    speak(page, language)
    page.route("**/assets/AlertsPage-*.js", lambda route: route.abort())
    page.get_by_role("link", name=word("nav.alerts", language), exact=True).click()
    says_what_to_do(page.locator("[data-state=broken]"))
    page.unroute("**/assets/AlertsPage-*.js")
    page.get_by_role("link", name=word("nav.desk", language), exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(word("desk.title", language).lower()[-4:])


def test_a_refused_sign_in_is_told_in_place_when_the_server_is_away(visitors: Visitors):
    page = visitors.page(None)
    for answer, code in FAILED.values():
        page.goto("/sign-in")
        page.locator("input[autocomplete=username]").fill("han")
        page.locator("input[type=password]").fill("any-password-1")
        with answered(page, answer):
            page.keyboard.press("Enter")
            expect(page.get_by_role("alert")).to_contain_text(word(f"problem.{code}", "zh"))
