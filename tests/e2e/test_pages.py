"""The main job in the browser, as a supervisor and as a clerk see it."""

import csv
import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from foundation.clock import local_day, now
from mingjing.demo.days import months
from tests.e2e.conftest import sign_in
from tests.e2e.places import violations

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "images"
LULONG, CITY, CHANGLI = "130324000000", "130300000000", "130322000000"


def keep(page: Page, name: str) -> None:
    """A picture for the README, when they are asked for: a test run leaves the checkout as it was."""
    if os.environ.get("MINGJING_SCREENSHOTS"):
        page.screenshot(path=PICTURES / f"{name}.png")


def last_month() -> str:
    first = months(local_day(now()), 2)[0]
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return f"from={first}&to={last}"


def test_a_supervisor_finds_the_county_that_got_worse_and_drills_to_a_late_case(page):
    sign_in(page, "han")
    expect(page).to_have_url(re.compile(r"/regions/130000000000"))
    page.goto(f"/regions/{CITY}?{last_month()}&measure=overdueRate")
    ranking = page.get_by_role("table", name=re.compile("超时率排名"))
    row = ranking.get_by_role("row").filter(has_text="卢龙县")
    expect(row).to_contain_text("351")
    expect(row).to_contain_text("4.56%")
    expect(page.get_by_text("演示数据·虚构").first).to_be_visible()
    keep(page, "region")
    row.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(LULONG))
    assert f"{last_month()}" in page.url
    page.get_by_role("tab", name="事项").click()
    expect(page.get_by_role("row").filter(has_text="食品经营许可").first).to_be_visible()
    page.goto(f"/alerts?code={LULONG}&level=RED")
    page.get_by_role("row").filter(has_text="食品经营许可").first.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(rf"/halls/{LULONG}/cases/"))
    expect(page.get_by_text("时限怎么算出来的")).to_be_visible()
    expect(page.get_by_text("现场核查").first).to_be_visible()
    expect(page.get_by_text("红灯").first).to_be_visible()
    page.wait_for_timeout(300)
    keep(page, "case")


def act(page: Page, name: str) -> None:
    """Opens the act's form and sends it as it stands."""
    page.get_by_role("region", name="可办操作").get_by_role("button", name=name, exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="提交").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_clerk_registers_by_keyboard_accepts_concludes_and_verifies(page):
    sign_in(page, "lin")
    page.wait_for_url(re.compile(r"/(regions|window|halls)"))
    page.goto("/window")
    page.get_by_label("事项").first.fill("公司设立")
    page.get_by_text("公司设立登记").last.wait_for()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.get_by_label("申请人").fill("甲乙商贸有限公司")
    keep(page, "window")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/halls/{CHANGLI}/cases/130322-"))
    number = page.url.rsplit("/", 1)[1]
    act(page, "受理")
    act(page, "办结")
    act(page, "登记验证")
    expect(page.get_by_role("region", name="可办操作").get_by_role("button", name="送达", exact=True)).to_be_visible()
    page.goto(f"/halls/{CHANGLI}/cases?q={number}&search={number}")
    expect(page.get_by_text(number).first).to_be_visible()


def test_a_clerk_goes_through_the_desk_by_keyboard(page):
    sign_in(page, "lin")
    page.wait_for_url(re.compile(r"/(regions|window|halls)"))
    page.get_by_role("link", name="办件台").click()
    expect(page.get_by_role("heading", name=re.compile("昌黎县办件台"))).to_be_visible()
    page.locator("body").press("8")
    expect(page).to_have_url(re.compile("queue=UNDELIVERED"))
    page.locator("body").press("n")
    expect(page).to_have_url(re.compile("/window"))
    page.get_by_label("事项").first.fill("公司设立")
    page.get_by_text("公司设立登记").last.wait_for()
    page.keyboard.press("Enter")
    page.get_by_label("申请人").fill("戊己商贸有限公司")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/halls/{CHANGLI}/cases/130322-"))
    act(page, "受理")
    act(page, "办结")
    page.goto(f"/halls/{CHANGLI}/desk")
    expect(page.get_by_role("heading", name="今日到期")).to_be_visible()
    page.locator("body").press("7")
    expect(page.get_by_role("heading", name="已办结未验证")).to_be_visible()
    keep(page, "desk")
    page.locator("body").press("/")
    page.keyboard.type("戊己")
    # One row may stand there before as well: from its asking on, the list is the one that was searched for.
    with page.expect_request(lambda request: "戊己" in (request.post_data or "")):
        page.keyboard.press("Enter")
    rows = page.get_by_role("list", name="已办结未验证").get_by_role("listitem")
    expect(rows).to_have_count(1)
    page.locator("h1").click()
    page.keyboard.press("j")
    expect(rows.get_by_role("link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"/halls/{CHANGLI}/cases/130322-"))
    act(page, "登记验证")


def test_a_wrong_password_is_told_and_nothing_opens(page):
    sign_in(page, "zhao", "not-his-password")
    expect(page.get_by_role("alert").first).to_be_visible()
    assert "/sign-in" in page.url


def test_a_stranger_sees_nothing_of_another_county(page):
    sign_in(page, "qian")
    page.wait_for_url(re.compile(r"/(regions|window|halls)"))
    page.goto(f"/regions/{LULONG}")
    expect(page.locator("body")).not_to_contain_text("卢龙")
    expect(page.locator("body")).to_contain_text("NOT_FOUND")


def test_the_switch_turns_every_word_into_english(page):
    sign_in(page, "han")
    page.wait_for_url(re.compile(r"/regions/"))
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", re.compile("^en"))
    expect(page.get_by_role("columnheader", name=re.compile("Received")).first).to_be_visible()
    keep(page, "region-en")
    # The choice is hers, kept with her account: back to Chinese for who comes next.
    page.get_by_role("button", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", re.compile("^zh"))


def test_the_map_is_walked_by_keyboard_and_leads_down(page):
    """An aid beside the ranking: each outline says its numbers and opens its region."""
    sign_in(page, "zhao")
    page.wait_for_url(re.compile(r"/regions/"))
    page.goto(f"/regions/{CITY}?{last_month()}&measure=overdueRate")
    outline = page.get_by_role("group", name=re.compile("超时率分布图")).get_by_role("link", name=re.compile("卢龙县"))
    expect(outline).to_have_accessible_name(re.compile(r"超时率 4\.56%.*351 件"))
    township = page.get_by_role("table", name=re.compile("超时率排名")).get_by_role("row").filter(has_text="海港区")
    expect(township).to_contain_text("未接入，无数据")
    keep(page, "ranking")
    with page.expect_download() as waiting:
        page.get_by_role("button", name=re.compile("导出 CSV：.*超时率排名")).click()
    lines = list(csv.reader(Path(waiting.value.path()).read_text(encoding="utf-8-sig").splitlines()))
    head = next(line for line in lines if line[0] == "名次")
    lulong = dict(zip(head, next(line for line in lines if LULONG in line), strict=True))
    assert (lulong["超时率"], lulong["件数"]) == ("0.0456", "351")
    assert len(lulong) == len(head)
    assert len([title for title in head if re.fullmatch(r"\d{4}-\d{2}", title)]) == 13
    outline.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"/regions/{LULONG}"))
    assert last_month() in page.url


def test_why_a_county_got_worse_is_found_in_two_clicks(page):
    """Story 1, from the province's page: which hall, then which items and which stage."""
    now_, then = months(local_day(now()), 6)[-2], months(local_day(now()), 6)[0]
    span = f"from={now_}&to={end_of(now_)}&cmpFrom={then}&cmpTo={end_of(then)}"
    sign_in(page, "han")
    expect(page).to_have_url(re.compile(r"/regions/130000000000"))
    page.goto(f"/regions/130000000000?{span}&measure=overdueRate")
    page.get_by_role("link", name="为什么变化").click()
    halls = page.get_by_role("table", name="哪些大厅")
    first = halls.get_by_role("row").nth(1)
    expect(first).to_contain_text("卢龙县")
    first.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(rf"/regions/{LULONG}/why"))
    expect(page.get_by_text("4.56%").first).to_be_visible()
    stages = page.get_by_role("table", name=re.compile("哪些环节"))
    expect(stages.get_by_role("row").nth(1)).to_contain_text("现场核查")
    expect(page.get_by_text(re.compile("现场勘验股.*2 个岗位"))).to_be_visible()
    items = page.get_by_role("table", name="哪些事项")
    expect(items.get_by_role("row").nth(1)).to_contain_text(re.compile("食品经营许可|小餐饮登记"))
    assert violations(page) == []
    with page.expect_download() as waiting:
        page.get_by_role("button", name=re.compile("导出 CSV：哪些事项")).click()
    lines = list(csv.reader(Path(waiting.value.path()).read_text(encoding="utf-8-sig").splitlines()))
    shown = items.get_by_role("row").nth(1).get_by_role("rowheader").inner_text()
    begin = next(place for place, line in enumerate(lines) if line[0] == "编码")
    assert lines[begin + 1][1] == shown
    assert len(lines[begin + 1]) == 9
    keep(page, "why")


def end_of(first):
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def test_an_administrator_registers_a_source_and_mends_what_it_sent(page, address):
    sign_in(page, "tong")
    page.get_by_role("link", name="数据交换").click()
    expect(page.get_by_text("还没有登记来源系统")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("来源代码").fill("spj")
    page.get_by_label("名称").fill("食品系统")
    page.get_by_role("button", name="登记来源").click()
    token = page.locator("code", has_text=re.compile("^mj_")).inner_text()
    bad = {"source": "spj", "event_id": "e1", "case_number": "S-1", "item_code": "none", "kind": "received",
           "occurred_at": "2026-01-05T09:00:00+08:00"}  # fmt: skip
    answer = page.request.post(
        f"{address}/api/v1/exchange/events", data={"events": [bad]}, headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.json()["results"][0]["code"] == "NO_SUCH_ITEM"
    page.reload()
    page.get_by_role("button", name="查看").click()
    page.get_by_label("理由").fill("该事项不在本厅目录")
    assert violations(page) == []
    page.get_by_role("button", name="拒 绝").or_(page.get_by_role("button", name="拒绝")).click()
    expect(page.get_by_text("没有被隔离的记录")).to_be_visible()
    keep(page, "exchange")


def test_a_document_opens_from_its_case_and_its_code_is_checked(page, context):
    sign_in(page, "lin")
    page.wait_for_url(re.compile(r"/(regions|window|halls)"))
    page.goto("/window")
    page.get_by_label("事项").first.fill("公司设立")
    page.get_by_text("公司设立登记").last.wait_for()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.get_by_label("申请人").fill("丙丁商贸有限公司")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/halls/{CHANGLI}/cases/130322-"))
    act(page, "受理")
    link = page.get_by_role("link", name="受理通知书")
    expect(link).to_be_visible()
    assert page.request.get(link.get_attribute("href")).body()[:5] == b"%PDF-"
    code = page.locator("a[href^='/verify/']").inner_text()
    checking = context.new_page()
    checking.goto("/verify")
    checking.get_by_label(re.compile("验证码")).fill(code)
    checking.keyboard.press("Enter")
    expect(checking.get_by_text("有效")).to_be_visible()
    expect(checking.get_by_text("丙**")).to_be_visible()
    assert violations(checking) == []


def test_the_list_of_cases_is_exported_as_it_is_shown(page):
    sign_in(page, "zhao")
    page.wait_for_url(re.compile(r"/(regions|window|halls)"))
    page.goto(f"/halls/{LULONG}/cases?search=130324-&state=CONCLUDED")
    page.get_by_role("button", name="导出全部").click()
    with page.expect_download() as waiting:
        page.get_by_role("menuitem", name="导出 CSV").click()
    lines = Path(waiting.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "演示数据·虚构"
    assert lines[1] == "亮灯,办件编号,事项,部门,申请人,状态,环节,收件时间,承诺到期"
    shown = page.get_by_role("row").nth(1).get_by_role("link").first.inner_text()
    assert lines[2].split(",")[1] == shown
    assert violations(page) == []
