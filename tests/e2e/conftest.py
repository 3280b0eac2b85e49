"""The real server (web, worker, scheduler) over three halls of the demo, and Chromium in front of it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import Person
from hierarchy.models import Hall, Post, Role
from mingjing import demo
from mingjing.demo.world import PASSWORD
from mingjing.embedded import Urls
from tests import databases
from tests.e2e.places import LULONG, Place, word

HALLS = ["130300", "130322", "130324"]
# Clerks of 抚宁 (whose administrator is Tong) who change their accounts in one test each, unmet by others.
OWN_ACCOUNTS = ("ning", "ren")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
READY_SECONDS = 180
# A machine that runs other tests beside takes its time; a test that must fail still does.
expect.set_options(timeout=10_000)
# Playwright keeps an event loop in this thread while it runs; Django would refuse the database beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


def chromium() -> str | None:
    return os.environ.get("MINGJING_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def installed() -> str:
    path = chromium()
    if path is None:
        pytest.skip("no Chromium on this machine: the browser tests are skipped")
    return path


# Of one file: an event loop that runs in this thread gives Django other connections than the tests of other files have,
# and a fork, which has no such loop, would take up one of its parent's.
@pytest.fixture(scope="module")
def browser(installed: str, address: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=installed, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def address(
    installed: str,
    django_db_setup: None,
    servers: Urls,
    worker: str,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    name = f"{databases.PREFIX}_{worker}_e2e"
    # A copy, not a clone: the tests of other folders that run after these keep their own database.
    with databases.copy(servers, name) as urls:
        with django_db_blocker.unblock(), databases.connected(urls.owner):
            demo.build(halls=HALLS)
            # The cast of the tests is there without passwords, and the demo keeps whom it finds.
            appoint(*OWN_ACCOUNTS)
            Person.objects.update(password=make_password(PASSWORD))
        with serving(urls, tmp_path_factory.mktemp("serve")) as found:
            yield found


def appoint(*usernames: str) -> None:
    for username in usernames:
        person = Person.objects.create_person(username=username, display_name=username)
        hall = Hall.objects.get(code="130321000000")
        Post.objects.create(person=person, hall=hall, role=Role.CLERK, from_on=date(2024, 1, 1))


class serving:
    """`mingjing serve` on a free port, as on a machine of its own."""

    def __init__(self, urls: Urls, data: Path) -> None:
        self.urls, self.data = urls, data

    def __enter__(self) -> str:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        environment = os.environ | {
            "MINGJING_DATABASE_URL": self.urls.owner,
            "MINGJING_APP_DATABASE_URL": self.urls.app,
            "MINGJING_BROKER_URL": self.urls.broker,
            "MINGJING_DEMO": "1",
        }
        command = [sys.executable, "-m", "mingjing", "serve", "--port", str(port), "--data", str(self.data)]
        self.process = subprocess.Popen([*command, "--workers", "1"], env=environment, stdout=subprocess.DEVNULL)
        address = f"http://127.0.0.1:{port}"
        self._await(address)
        return address

    def _await(self, address: str) -> None:
        end = time.monotonic() + READY_SECONDS
        while time.monotonic() < end:
            assert self.process.poll() is None, "the server ended by itself"
            try:
                urllib.request.urlopen(f"{address}/readyz", timeout=2).read()  # noqa: S310
            except (urllib.error.URLError, OSError):
                time.sleep(0.5)
            else:
                return
        raise AssertionError("the server is not ready")

    def __exit__(self, *error: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    made = browser.new_context(base_url=address, viewport={"width": 1440, "height": 900}, locale="zh-CN")
    made.set_default_timeout(10_000)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on which no error may appear in the console."""
    opened, errors = context.new_page(), []
    opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    # A refused sign-in or a hidden hall answers 4xx, which Chromium notes by itself.
    assert [text for text in errors if "Failed to load resource" not in text] == []


def sign_in(page: Page, username: str, password: str = PASSWORD) -> None:
    page.goto("/sign-in")
    page.locator("input[autocomplete=username]").fill(username)
    page.locator("input[type=password]").fill(password)
    page.keyboard.press("Enter")


def speak(page: Page, language: str) -> None:
    """Chosen on the page, as a reader does; her account keeps it."""
    other = word("app.otherLanguage", "zh" if language == "en" else "en")
    switch = page.get_by_role("button", name=other, exact=True)
    if switch.count():
        switch.click()
        page.wait_for_load_state("networkidle")
    expect(page.locator("html")).to_have_attribute("lang", re.compile(f"^{language}"))


class Visitors:
    """One signed-in page a person for all tests of a file, and what went wrong on it since it was last asked."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self._address = browser, address
        self._pages: dict[str | None, Page] = {}
        self.problems: list[str] = []
        self.number = ""

    def address(self, place: Place) -> str:
        return place.address.format(number=self.number)

    def errors(self) -> list[str]:
        """What our own program did wrong, where a test makes requests fail: Chromium notes those by itself."""
        noise = re.compile(r"Failed to load resource|^net::|^\d{3} http")
        return [one for one in self.problems if not noise.search(one)]

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
