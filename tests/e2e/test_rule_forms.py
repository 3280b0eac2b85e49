"""A rule written with its tests, checked, tried on what was, published and ended at the page."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import sign_in
from tests.e2e.places import QINGLONG, violations

pytestmark = pytest.mark.browser
PROVINCE = "130000000000"
# A button of two signs is shown with a blank between them, but for as long as it shows that it works.
CHECK = re.compile("检 ?查$")
LAW = "《中华人民共和国行政许可法》"


def cite(page: Page, place: Locator) -> None:
    article = place.get_by_label("依据条文")
    article.click()
    article.fill("一次告知")
    page.get_by_title("第三十二条第一款第四项").first.click()
    expect(place.locator("blockquote")).to_contain_text("一次告知")


def test_a_supervisor_writes_checks_tries_publishes_and_ends_a_rule(page: Page) -> None:
    sign_in(page, "han")
    expect(page).not_to_have_url("/sign-in")
    page.goto(f"/regions/{PROVINCE}/rules")
    page.get_by_role("link", name="编写规则").click()
    form = page.locator("form")
    page.get_by_label("代号").fill("E2E_CORRECTED")
    page.get_by_label("中文名称").fill("补正两次以上")
    page.get_by_label("英文名称").fill("Corrected more than once")
    page.get_by_label("出处").fill("省级监督")
    # A fact is written where the caret stands, by the keyboard alone.
    page.get_by_label("查找事实").fill("补正次数")
    page.get_by_role("button", name="插入 corrections").focus()
    page.keyboard.press("Enter")
    condition = page.get_by_label("表达式（CEL）")
    expect(condition).to_be_focused()
    page.keyboard.type(" >")
    expect(condition).to_have_value("corrections >")
    for row, why, value in ((1, "三次", "3"), (2, "一次", "1")):
        page.get_by_label(f"情形（第 {row} 行）").fill(why)
        page.get_by_label(f"corrections（第 {row} 行）").fill(value)
    check = page.get_by_role("button", name=CHECK)
    check.click()
    expect(page.get_by_text("第 1 行第 14 列")).to_be_visible()
    expect(page.get_by_text("每一项都要引用依据条文").or_(page.get_by_text("必须填写")).first).to_be_visible()
    condition.fill("corrections > 5")
    page.get_by_label("理由").fill("多次补正增加群众负担")
    cite(page, form)
    check.click()
    tests = page.get_by_role("table", name="自带测试")
    expect(tests).to_contain_text("结果与应当的不同")
    expect(tests).to_contain_text("通过")
    condition.fill("corrections > 1")
    check.click()
    expect(page.get_by_text("检查通过，可以发布")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="开始检验").click()
    expect(page.get_by_text("会命中").first).to_be_visible()
    page.get_by_role("button", name="发布").or_(page.get_by_role("button", name="发 布")).click()
    expect(page.get_by_role("heading", name="补正两次以上")).to_be_visible()
    expect(page.get_by_text(f"{LAW}第三十二条第一款第四项 · 多次补正增加群众负担")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="终止").or_(page.get_by_role("button", name="终 止")).click()
    drawer = page.get_by_role("dialog")
    submit = drawer.get_by_role("button", name="提 交").or_(drawer.get_by_role("button", name="提交"))
    submit.click()
    expect(drawer.get_by_text("必须填写")).to_be_visible()
    drawer.get_by_label("理由").fill("改由条例规定")
    cite(page, drawer)
    submit.click()
    expect(page.get_by_text("起终止")).to_be_visible()
    expect(page.get_by_role("button", name="终止").or_(page.get_by_role("button", name="终 止"))).to_have_count(0)
    page.get_by_role("link", name=f"{LAW}第三十二条第一款第四项").first.click()
    expect(page.get_by_text("一次告知需要补正的全部内容").first).to_be_visible()


def test_a_version_of_what_is_published_begins_with_it(page: Page) -> None:
    sign_in(page, "han")
    expect(page).not_to_have_url("/sign-in")
    page.goto(f"/regions/{PROVINCE}/rules/new?from=HANDLED_TOO_FAST")
    expect(page.get_by_label("代号")).to_be_disabled()
    expect(page.get_by_label("表达式（CEL）")).to_have_value("handled_seconds >= 0 && handled_seconds < 60")
    page.goto(f"/regions/{PROVINCE}/rules/new?from=NO_SUCH_RULE")
    expect(page.get_by_text("没有这条规则")).to_be_visible()


def test_a_ladder_a_reason_and_a_name_are_refused_without_an_article(page: Page) -> None:
    sign_in(page, "han")
    expect(page).not_to_have_url("/sign-in")
    page.goto(f"/halls/{PROVINCE}/ladder")
    page.get_by_role("button", name="发布问责阶梯").click()
    drawer = page.get_by_role("dialog")
    submit = drawer.get_by_role("button", name="提 交").or_(drawer.get_by_role("button", name="提交"))
    submit.click()
    expect(drawer.get_by_text("每一项都要引用依据条文")).to_be_visible()
    cite(page, drawer)
    assert violations(page) == []
    submit.click()
    # Without a step it is no ladder; the article is taken.
    expect(drawer.get_by_text("每项措施填一级")).to_be_visible()
    expect(drawer.get_by_text("每一项都要引用依据条文")).to_have_count(0)
    page.context.clear_cookies()
    sign_in(page, "tong")
    expect(page).not_to_have_url("/sign-in")
    page.goto(f"/halls/{QINGLONG}/class-names")
    row = page.get_by_role("row").nth(1)
    row.get_by_role("textbox").fill("会办测试件")
    row.get_by_role("button").first.click()
    expect(row.get_by_text("每一项都要引用依据条文")).to_be_visible()
    assert violations(page) == []
    # Nothing is published here: the windows of this hall are other tests'.
    page.goto(f"/halls/{QINGLONG}/reasons")
    form = page.locator("form")
    form.get_by_label("代码").fill("E2E-1")
    form.get_by_label("理由", exact=True).fill("不属于本机关职权范围")
    form.get_by_label("法律依据").fill("行政许可法第三十二条")
    form.get_by_role("button").last.click()
    expect(form.locator(".ant-form-item-explain-error")).to_contain_text("依据条文")
    cite(page, form)
    expect(form.locator(".ant-form-item-explain-error")).to_have_count(0)
    assert violations(page) == []
