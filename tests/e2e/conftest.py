"""The real server (web, worker, scheduler) over three halls of the demo, and Chromium in front of it."""

import os
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
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import Person
from hierarchy.models import Hall, Post, Role
from mingjing import demo
from mingjing.demo.world import PASSWORD
from mingjing.embedded import Urls
from tests import databases

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
READY_SECONDS = 60
expect.set_options(timeout=10_000)  # as long as the actions of `context` may take
# Playwright keeps an event loop in this thread while it runs; Django would refuse the database beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


def chromium() -> str | None:
    return os.environ.get("MINGJING_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        pytest.skip("no Chromium on this machine: the browser tests are skipped")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def address(
    browser: Browser,
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
