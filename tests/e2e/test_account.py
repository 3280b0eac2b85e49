"""A person and his account: password, second factor, where he is signed in; and an administrator who signs him out."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, BrowserContext, Page, expect

from mingjing.demo.world import PASSWORD
from tests.e2e.conftest import sign_in
from tests.e2e.places import violations, word

pytestmark = pytest.mark.browser

NEW = "another-long-one-9"


def code(secret: str, later: int) -> str:
    """Of a half minute near now: each is good once, and only after the ones before it."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def speak(page: Page, language: str) -> None:
    if language == "en":
        page.get_by_role("button", name=word("app.otherLanguage", "zh"), exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", re.compile(f"^{language}"))


def button(page: Page, key: str, language: str) -> None:
    page.get_by_role("button", name=word(key, language), exact=True).click()


def agree(page: Page) -> None:
    page.locator(".ant-popconfirm:visible").last.locator("button.ant-btn-primary").click()


def password(page: Page, key: str, language: str, text: str) -> None:
    page.get_by_label(word(key, language), exact=True).fill(text)


def elsewhere(browser: Browser, address: str) -> tuple[BrowserContext, Page]:
    context = browser.new_context(base_url=address, locale="zh-CN")
    context.set_default_timeout(20_000)
    return context, context.new_page()


@pytest.mark.parametrize(("language", "username"), [("zh", "ning"), ("en", "ren")])
def test_a_person_changes_his_password_and_signs_in_with_a_second_factor(
    page: Page, browser: Browser, address: str, language: str, username: str
) -> None:
    context, other = elsewhere(browser, address)
    sign_in(other, username)
    other.get_by_role("banner").wait_for()

    sign_in(page, username)
    page.get_by_role("banner").wait_for()
    page.goto("/account")
    speak(page, language)
    rows = page.get_by_role("table", name=word("account.signIns", language)).locator("tbody tr[data-row-key]")
    expect(rows).to_have_count(2)

    # The password: refused first, then changed; the other browser is signed out.
    password(page, "account.oldPassword", language, "not the old one")
    password(page, "account.newPassword", language, NEW)
    password(page, "account.passwordAgain", language, NEW)
    button(page, "account.changePassword", language)
    expect(page.get_by_text(word("problem.INVALID_CREDENTIALS", language))).to_be_visible()
    password(page, "account.oldPassword", language, PASSWORD)
    button(page, "account.changePassword", language)
    expect(page.get_by_text(word("account.passwordChanged", language))).to_be_visible()
    other.goto("/account")
    expect(other).to_have_url(re.compile("/sign-in"))
    context.close()

    # The second factor: its QR code, its recovery codes, once.
    button(page, "account.turnOn", language)
    expect(page.get_by_role("img", name=word("account.qrCode", language))).to_be_visible()
    assert violations(page) == []
    secret = page.locator("code.figures").inner_text()
    page.get_by_label(word("signIn.code", language), exact=True).fill(code(secret, -1))
    button(page, "account.finish", language)
    codes = page.get_by_role("list", name=word("account.recoveryCodes", language)).get_by_role("listitem")
    expect(codes).to_have_count(10)
    recovery = codes.first.inner_text()
    assert violations(page) == []
    page.reload()
    expect(page.get_by_text(word("account.isOn", language), exact=True)).to_be_visible()
    expect(codes).to_have_count(0)

    # Signing in asks for it: a wrong code, the right one; a recovery code in another browser.
    page.context.clear_cookies()
    sign_in(page, username, NEW)
    field = page.locator("input[autocomplete=one-time-code]")
    expect(field).to_be_visible()
    assert violations(page) == []
    field.fill("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    field.fill(code(secret, 0))
    page.keyboard.press("Enter")
    page.get_by_role("banner").wait_for()
    context, other = elsewhere(browser, address)
    sign_in(other, username, NEW)
    other.locator("input[autocomplete=one-time-code]").fill(recovery)
    other.keyboard.press("Enter")
    other.get_by_role("banner").wait_for()

    # The other sign-ins are ended, and that browser is out.
    page.goto("/account")
    expect(rows).to_have_count(3)  # with the one whose cookie was thrown away
    button(page, "account.endOthers", language)
    agree(page)
    expect(page.get_by_text(word("account.ended", language), exact=True)).to_be_visible()
    other.goto("/account")
    expect(other).to_have_url(re.compile("/sign-in"))
    context.close()

    # It is turned off again; he signed in just now and is not asked who he is.
    button(page, "account.turnOff", language)
    agree(page)
    expect(page.get_by_text(word("account.isOff", language), exact=True)).to_be_visible()


def test_an_administrator_signs_a_clerk_out_after_saying_again_who_he_is(
    page: Page, browser: Browser, address: str
) -> None:
    context, hers = elsewhere(browser, address)
    sign_in(hers, "ning", NEW)
    hers.get_by_role("banner").wait_for()
    sign_in(page, "tong")
    page.get_by_role("banner").wait_for()
    page.goto("/halls/130321000000/people")
    # As if ten minutes had gone by: the first answer is the server's refusal, and the rest is the server's own.
    asked = {"forceSignOut": 0}

    def refuse_once(route):
        if "forceSignOut" in (route.request.post_data or "") and asked["forceSignOut"] == 0:
            asked["forceSignOut"] += 1
            refused = {"ok": False, "errors": [{"code": "CONFIRM_IDENTITY", "message": "", "__typename": "UserError"}]}
            route.fulfill(json={"data": {"act": refused | {"__typename": "AccessPayload"}}})
        else:
            route.continue_()

    page.route("**/graphql/", refuse_once)
    row = page.get_by_role("row").filter(has_text="ning")
    row.get_by_role("button", name="强制退出").click()
    agree(page)
    dialog = page.get_by_role("dialog", name="请再次确认身份")
    expect(dialog).to_be_visible()
    expect(page.locator(".ant-popconfirm:visible")).to_have_count(0)
    assert violations(page) == []
    dialog.locator("input[type=password]").fill("wrong")
    dialog.get_by_role("button", name="确认").click()
    expect(dialog.get_by_text("用户名或密码不正确")).to_be_visible()
    dialog.locator("input[type=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text("已强制退出")).to_be_visible()
    expect(row).to_contain_text("未登录")
    hers.goto("/account")
    expect(hers).to_have_url(re.compile("/sign-in"))
    context.close()
