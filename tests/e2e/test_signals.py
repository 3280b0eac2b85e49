"""A ladder written, tried and published at the page; what is not allowed is said there."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import sign_in
from tests.e2e.places import violations
from tests.e2e.test_pages import CHANGLI

pytestmark = pytest.mark.browser
REMOVE = "删除第 2 项"


def test_a_supervisor_drafts_tries_and_publishes_a_ladder(page: Page) -> None:
    sign_in(page, "han")
    expect(page).not_to_have_url("/sign-in")
    page.goto(f"/halls/{CHANGLI}/signals")
    expect(page.get_by_text("执行产品默认规则")).to_be_visible()
    page.get_by_role("link", name="拟定亮灯规则").click()
    expect(page.get_by_role("button", name=REMOVE)).to_be_visible()
    # One rung stays: near the end of every limit of three days or more. It is for an item that nobody else tests.
    remove = page.get_by_role("button", name=REMOVE)
    expect(remove).to_be_visible()
    while remove.count():
        remove.click()
    page.get_by_label("事项编码").fill("E2E-ITEM")
    page.get_by_label("偏移（负数为提前）").fill("-3")
    page.get_by_role("button", name="试算").click()
    expect(page.get_by_text("必须填写")).to_be_visible()
    page.get_by_label("理由").fill("提前预警")
    page.get_by_role("button", name="试算").click()
    expect(page.get_by_text("每一项都要引用依据条文")).to_be_visible()
    article = page.get_by_label("依据条文")
    article.click()
    article.fill("一次告知")
    page.get_by_title("第三十二条第一款第四项").first.click()
    page.get_by_role("button", name="试算").click()
    expect(page.get_by_text("试算在办 0 件")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.get_by_role("table", name="已发布的版本")).to_contain_text("提前预警")
    page.goto(f"/halls/{CHANGLI}/signals?item=E2E-ITEM")
    expect(page.get_by_role("table", name="各项信号")).to_contain_text(
        "《中华人民共和国行政许可法》第三十二条第一款第四项"
    )
    assert violations(page) == []


def test_a_supervisor_registers_a_rule_and_repeals_it(page: Page) -> None:
    sign_in(page, "han")
    expect(page).not_to_have_url("/sign-in")
    page.goto("/halls/130000000000/register?search=湛江")
    expect(page.get_by_text("超过指定日期的")).to_be_visible()
    expect(page.get_by_text("来源未载")).to_be_visible()
    page.goto("/halls/130000000000/register")
    page.get_by_role("button", name="登记办法").click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_label("登记代号").fill("E2E")
    drawer.get_by_label("名称").fill("电子监察试行办法")
    drawer.get_by_label("制定机关").fill("省人民政府")
    drawer.get_by_label("施行日期").fill("2026-01-01")
    drawer.get_by_label("施行日期").press("Enter")
    drawer.get_by_label("条", exact=True).fill("第八条")
    drawer.get_by_label("条文").fill("临近期限的亮黄灯。")
    drawer.get_by_role("button", name="提 交").or_(drawer.get_by_role("button", name="提交")).click()
    row = page.get_by_role("row").filter(has_text="电子监察试行办法").first
    expect(row).to_contain_text("省人民政府")
    assert violations(page) == []
    row.get_by_role("button", name="废").click()
    page.get_by_role("tooltip").get_by_role("button").last.click()
    expect(row.get_by_role("button", name="废")).to_have_count(0)
