"""The validator of the exchange desk: what would be said of a batch, before anybody sends it."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import sign_in
from tests.e2e.places import violations
from tests.e2e.test_pages import CHANGLI

pytestmark = pytest.mark.browser


def test_a_clerk_has_a_batch_checked_and_nothing_is_written(page: Page) -> None:
    sign_in(page, "lin")
    expect(page).not_to_have_url("/sign-in")
    page.goto(f"/halls/{CHANGLI}/exchange")
    right = {
        "source": "check",
        "event_id": "c1",
        "case_number": "CHECK-1",
        "item_code": "DEMO-03",
        "kind": "received",
        "occurred_at": "2026-09-28T15:20:00+08:00",
    }
    wrong = right | {"event_id": "c2", "kind": "no such kind"}
    box = page.get_by_label("待校验的事件")
    box.fill("hello")
    page.get_by_role("button", name="校验", exact=True).click()
    expect(page.get_by_text("无法读取")).to_be_visible()
    box.fill(json.dumps({"events": [right, wrong]}))
    page.get_by_role("button", name="校验", exact=True).click()
    expect(page.get_by_text("不符合要求：1 行会被拒收")).to_be_visible()
    expect(page.get_by_text("共 2 行：1 行会被接收，0 行已经收到过")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="kind")).to_contain_text("2")
    assert violations(page) == []
    with page.expect_download() as saved:
        page.get_by_role("button", name="下载报告").click()
    assert saved.value.suggested_filename == "conformance.csv"
    page.get_by_role("button", name="选择文件校验").locator("xpath=..").locator("input[type=file]").set_input_files(
        files=[
            {
                "name": "events.csv",
                "mimeType": "text/csv",
                "buffer": (",".join(right) + "\n" + ",".join(right.values())).encode(),
            }
        ]
    )
    expect(page.get_by_text("符合要求：没有会被拒收的行")).to_be_visible()
    page.goto(f"/halls/{CHANGLI}/cases?search=CHECK-1")
    expect(page.get_by_text("CHECK-1")).to_have_count(0)
