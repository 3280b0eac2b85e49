"""一次性告知单: the guide in force, printed with its version and number for a named person, and read by who may."""

import io
from datetime import date
from typing import Any

import pypdf
import pytest

from hierarchy.gates import enter
from hierarchy.models import Hall
from hierarchy.posts import Actor
from tenants.documents.models import Document
from tenants.items.guide import Guide, GuideFee, Material
from tenants.items.publish import Draft, publish
from tests.api.asking import Asking, as_person
from tests.api.desk import CHANGLI, LICENCE, LICENCE_RULES, RECORD

GUIDE = Guide(
    materials=(Material("申请书", 1, 0, "申请人自备"), Material("身份证明", 1, 2, "公安机关")),
    conditions=("申请材料齐全、符合法定形式",),
    fees=(GuideFee("工本费", "20元/本", "省定标准"),),
    windows="3号窗口",
    phone="100-0000-1003",
)
READ = """query ($item: ID!) { item(hall: "130322", code: $item) { version fromOn guide {
  materials { name originals copies issuer } conditions fees { name standard basis isConfirmed } windows phone } } }"""
ISSUE = """mutation ($input: IssueItemNoticeInput!) { issueItemNotice(input: $input) {
  document { number title path code } errors { code field } } }"""


@pytest.fixture
def hall(changli: Hall) -> Hall:
    """The licence has a second version with a guide, in force, and a third one that is to come."""
    with enter(changli):
        for from_on, phone in ((date(2026, 1, 1), "100-0000-1003"), (date(2027, 1, 1), "100-0000-9999")):
            guide = Guide(GUIDE.materials, GUIDE.conditions, GUIDE.fees, GUIDE.windows, phone)
            publish(
                Draft(LICENCE, "食品经营许可", "food", "食品经营", "01", "D01", LICENCE_RULES, from_on, guide=guide)
            )
    return changli


def issue(ask: Asking, **given: Any) -> dict[str, Any]:
    return dict(
        ask(ISSUE, input={"hall": CHANGLI, "item": LICENCE, "personName": "王五"} | given).data["issueItemNotice"]
    )


def test_the_guide_of_the_version_in_force_is_read(hall: Hall, lin: Actor) -> None:
    item = as_person(lin)(READ, item=LICENCE).data["item"]
    assert (item["version"], item["fromOn"]) == (2, "2026-01-01")
    assert item["guide"]["materials"][1] == {"name": "身份证明", "originals": 1, "copies": 2, "issuer": "公安机关"}
    assert item["guide"]["fees"] == [
        {"name": "工本费", "standard": "20元/本", "basis": "省定标准", "isConfirmed": False}
    ]
    assert item["guide"]["phone"] == "100-0000-1003"
    assert as_person(lin)(READ, item=RECORD).data["item"]["guide"] is None
    assert as_person(lin)(READ, item="absent").codes == ["NOT_FOUND"]


def test_a_notice_is_numbered_and_says_all_of_the_guide_to_a_named_person(hall: Hall, lin: Actor, zhao: Actor) -> None:
    ask = as_person(lin)
    first, second = issue(ask)["document"], issue(ask, personName="赵六")["document"]
    assert (first["title"], first["number"]) == ("一次性告知单", "昌黎告知〔2026〕1号")
    assert second["number"] == "昌黎告知〔2026〕2号"
    response = as_person(zhao).client.get(first["path"])
    assert response["Content-Type"] == "application/pdf"
    pages = pypdf.PdfReader(io.BytesIO(response.content)).pages
    text = "".join("".join(page.extract_text().split()) for page in pages)
    for said in (
        "王五",
        "第2版",
        "2026-01-01",
        "身份证明",
        "公安机关",
        "20元/本",
        "待核实",
        "100-0000-1003",
        "8个工作日",
    ):
        assert said in text, said


def test_a_notice_needs_a_person_an_item_and_its_guide(hall: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    assert issue(ask, personName=" ")["errors"] == [{"code": "REQUIRED", "field": "personName"}]
    assert issue(ask, item="absent")["errors"] == [{"code": "NO_ITEM", "field": "item"}]
    assert issue(ask, item=RECORD)["errors"] == [{"code": "NO_GUIDE", "field": "item"}]
    with enter(hall):
        assert Document.objects.count() == 0


def test_a_stranger_and_a_complaint_desk_get_no_notice(hall: Hall, lin: Actor, qian: Actor, zhao: Actor) -> None:
    path = issue(as_person(lin))["document"]["path"]
    assert as_person(qian).client.get(path).status_code == 404
    given = {"hall": CHANGLI, "item": LICENCE, "personName": "王五"}
    assert as_person(zhao)(ISSUE, input=given).codes == ["FORBIDDEN"]
