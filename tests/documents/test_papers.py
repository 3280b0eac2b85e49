"""Every act of a window that has a document issues it, once, with the count of its limit in it."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from typing import Any

import pytest
import typst
from django.db import connections, transaction
from django.test import Client
from pypdf import PdfReader

from hierarchy.gates import enter
from hierarchy.models import Hall
from hierarchy.posts import Actor
from mingjing.embedded import Urls
from rulebook.case import EventKind
from tenants.cases.append import CaseBatch, NewEvent, append_batch
from tenants.documents import issuing, rendering
from tenants.documents.issuing import Draft
from tenants.documents.models import Document
from tenants.items.publish import in_force
from tests import cast
from tests.api import desk
from tests.api.asking import Asking, as_person

DOCUMENTS = """query ($number: String!) { case(hall: "130322", number: $number) { documents {
  kind title number issuerName code path isWithdrawn } } }"""


@pytest.fixture
def ask(changli: Hall, lin: Actor) -> Asking:
    return as_person(lin)


def documents(ask: Asking, number: str) -> list[dict[str, Any]]:
    return list(ask(DOCUMENTS, number=number).data["case"]["documents"])


def text(ask: Asking, document: dict[str, Any]) -> str:
    """What is printed, without line breaks."""
    response = ask.client.get(document["path"])
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    pages = PdfReader(io.BytesIO(response.content)).pages
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))


def test_an_acceptance_shows_from_when_to_when_and_how_it_was_counted(ask: Asking) -> None:
    number = desk.register(ask, applicantName="测试食品店", submittedAt="2026-10-14T10:00:00+08:00")
    desk.done(ask, "acceptCase", number, occurredAt="2026-10-14T11:00:00+08:00")
    (document,) = documents(ask, number)
    assert document["kind"] == "ACCEPTANCE"
    assert document["number"] == "昌黎受理〔2026〕1号"
    assert document["issuerName"] == "林晓雯"
    printed = text(ask, document)
    for said in (
        "受理通知书", "昌黎受理〔2026〕1号", "测试食品店", number, "行政审批局", "行政许可法第三十二条",
        "2026年10月14日11:00", "办理期限至2026年10月27日00:00", "民法典第201条", document["code"], "未加盖电子印章",
        "2026-10-17 周六至2026-10-18 周日:周末,不计入。", "以中文为准",
        "2026-10-17 Sat to 2026-10-18 Sun: weekend, not counted.", "Due: 24:00 of 2026-10-26 Mon",
    ):  # fmt: skip
        assert re.sub(r"\s+", "", said) in printed, said


def test_a_correction_lists_each_paper_and_its_defect(ask: Asking) -> None:
    number = desk.register(ask)
    items = [{"material": "平面图", "defect": "缺比例尺"}, {"material": "健康证明", "defect": "已过期"}]
    desk.done(ask, "askCorrection", number, items=items)
    (document,) = documents(ask, number)
    printed = text(ask, document)
    assert document["kind"] == "CORRECTION"
    for said in ("平面图", "缺比例尺", "健康证明", "已过期", "一次告知"):
        assert said in printed


def test_each_act_of_a_life_has_its_document(ask: Asking) -> None:
    number = desk.register(ask)
    desk.done(ask, "acceptCase", number)
    desk.done(
        ask, "beginPause", number, kind="EXPERT_REVIEW", plannedDays=10, noticeNumber="专1号", reason="需要专家评审"
    )
    desk.done(ask, "endPause", number)
    desk.done(ask, "grantExtension", number, days=5, approver="局长", reason="案情复杂")
    desk.done(ask, "concludeCase", number, outcome="REFUSED", reason="场所不符合要求")
    desk.done(ask, "verifyCase", number)
    desk.done(ask, "deliverCase", number)
    found = documents(ask, number)
    assert [one["kind"] for one in found] == ["ACCEPTANCE", "PAUSE", "EXTENSION", "REFUSAL", "DELIVERY"]
    printed = {one["kind"]: text(ask, one) for one in found}
    assert "专家评审" in printed["PAUSE"]
    assert "10个工作日" in printed["PAUSE"]
    assert "特别程序终止后另行计算" in printed["PAUSE"]
    assert "延长5日" in printed["EXTENSION"].replace(" ", "")
    assert "场所不符合要求" in printed["REFUSAL"]
    assert "依照行政复议法申请行政复议" in printed["REFUSAL"]
    assert "行政复议法" not in printed["ACCEPTANCE"]


@pytest.mark.parametrize(
    ("act", "given", "kind", "said"),
    [
        ("declineCase", {"reason": "不属于本机关职权"}, "NON_ACCEPTANCE", "不属于本机关职权"),
        ("markNotRequired", {"reason": "无需许可"}, "NOT_REQUIRED", "无需许可"),
    ],
)
def test_a_refusal_to_accept_says_why(ask: Asking, act: str, given: dict[str, str], kind: str, said: str) -> None:
    number = desk.register(ask)
    desk.done(ask, act, number, **given)
    (document,) = documents(ask, number)
    assert document["kind"] == kind
    assert said in text(ask, document)


def test_what_is_no_licence_does_not_cite_the_licensing_law(ask: Asking) -> None:
    number = desk.register(ask, item=desk.RECORD)
    desk.done(ask, "acceptCase", number)
    desk.done(ask, "concludeCase", number, outcome="GRANTED")
    for document in documents(ask, number):
        printed = text(ask, document)
        assert "行政许可法第三" not in printed
        assert "行政许可决定" not in printed


def test_a_refused_act_issues_nothing_and_takes_no_number(ask: Asking) -> None:
    number = desk.register(ask)
    assert desk.refused(ask, "concludeCase", number, outcome="GRANTED") == [("NOT_ACCEPTED", None)]
    assert documents(ask, number) == []
    desk.done(ask, "acceptCase", number)
    assert documents(ask, number)[0]["number"] == "昌黎受理〔2026〕1号"


@pytest.mark.parametrize(
    "name",
    [
        '#read("/etc/passwd")',
        "] #let x = 1 [",
        "$x^2$ \\ *b* _i_ `c`",
        "// c /* d",
        "张" * 128,
        "😀 ﷽ \u202etxt",
        "<b>&amp;",
    ],
)
def test_whatever_an_applicant_is_called_is_printed_and_never_read_as_markup(ask: Asking, name: str) -> None:
    number = desk.register(ask, applicantName=name)
    desk.done(ask, "acceptCase", number)
    printed = text(ask, documents(ask, number)[0])
    assert "root:" not in printed
    if name.isascii():
        assert re.sub(r"\s+", "", name) in printed


def test_the_same_document_is_the_same_pages(changli: Hall, lin: Actor, ask: Asking) -> None:
    number = desk.register(ask)
    desk.done(ask, "acceptCase", number)
    with enter(changli):
        document = Document.objects.get()
        first, second = (rendering.pdf(document, address="http://testserver/verify/x") for _ in range(2))
    assert first == second


def test_a_template_reads_no_file_but_templates() -> None:
    folder = rendering._templates()
    evil = folder / "evil.typ"
    evil.write_text('#read("/etc/passwd")')
    try:
        with pytest.raises(typst.TypstError):
            rendering.render("evil", {})
    finally:
        evil.unlink()


def test_a_withdrawn_document_stays_and_says_so(changli: Hall, lin: Actor, ask: Asking) -> None:
    number = desk.register(ask)
    desk.done(ask, "acceptCase", number)
    (document,) = documents(ask, number)
    assert "有效" in Client().get(f"/verify/{document['code']}").content.decode()
    with enter(changli):
        issuing.withdraw(changli, Document.objects.get(), reason="误发", actor=lin)
    said = Client().get("/verify", {"code": document["code"].lower()}).content.decode()
    assert "已撤销" in said
    assert documents(ask, number)[0]["isWithdrawn"]


@pytest.mark.parametrize("code", ["", "x", "0" * 20, "<script>alert(1)</script>", "../../etc"])
def test_a_code_of_nobody_is_told_alike(db: None, code: str) -> None:
    response = Client().get("/verify", {"code": code})
    assert response.status_code == 200
    said = response.content.decode()
    assert ("没有这份文书" in said) == bool(code)
    assert "<script>" not in said


def test_numbers_have_no_gaps_and_no_doubles_under_threads_that_fail(own_database: Urls) -> None:
    hall = desk.furnish(desk.CHANGLI)
    lin = cast.actor("lin")

    def work(place: int) -> None:
        try:
            with enter(hall), transaction.atomic():
                issuing.issue(hall, Draft("TEST", "试", {}, f"N-{place}", 1), actor=lin)
                if place % 3 == 0:
                    raise RuntimeError("given back")
        except RuntimeError:
            pass
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(60)))
    with enter(hall):
        numbers = sorted(
            int(re.findall(r"〕(\d+)号", one)[0]) for one in Document.objects.values_list("number", flat=True)
        )
    assert numbers == list(range(1, 41))


ISSUE = """mutation ($input: IssueDocumentInput!) { act: issueDocument(input: $input) {
  case { documents { kind title number path } events { sequence issuable } } errors { code field } } }"""


def test_an_event_of_a_feed_gets_its_document_on_demand_once(ask: Asking, changli: Hall, zhao: Actor) -> None:
    """C6: the department's own system reports the acceptance; the clerk draws up the notice."""
    with enter(changli):
        events = [
            NewEvent(kind, datetime.fromisoformat(f"2026-10-13T{hour}:00+08:00"), {}, "spj", f"e{hour}")
            for kind, hour in ((EventKind.RECEIVED, "09:00"), (EventKind.ACCEPTED, "10:00"))
        ]
        append_batch(changli, [CaseBatch("SPJ-1", events, in_force(on=date(2026, 10, 13))[desk.LICENCE])])

    def issue(sequence: int, asking: Asking = ask) -> Any:
        return asking(ISSUE, input={"hall": desk.CHANGLI, "number": "SPJ-1", "sequence": sequence})

    def shown(asking: Asking) -> list[str | None]:
        query = '{ case(hall: "130322", number: "SPJ-1") { events { issuable } } }'
        return [event["issuable"] for event in asking(query).data["case"]["events"]]

    assert shown(ask) == [None, "受理通知书"]
    assert shown(as_person(zhao)) == [None, None]
    assert issue(2, as_person(zhao)).codes == ["FORBIDDEN"]
    assert issue(1).data["act"]["errors"] == [{"code": "NO_DOCUMENT", "field": "sequence"}]
    assert issue(9).data["act"]["errors"] == [{"code": "NO_SUCH_EVENT", "field": "sequence"}]
    (document,) = issue(2).data["act"]["case"]["documents"]
    assert document["kind"] == "ACCEPTANCE"
    assert "2026年10月13日10:00" in text(ask, document)
    assert shown(ask) == [None, None]
    assert issue(2).data["act"]["errors"] == [{"code": "ALREADY_ISSUED", "field": "sequence"}]
    with enter(changli):
        assert Document.objects.filter(case_number="SPJ-1").count() == 1


def test_a_decision_prints_the_count_of_the_law_where_it_is_another(ask: Asking, changli: Hall) -> None:
    """A pause without written notice, as a department's own system reports it: both counts, and why they differ."""
    told = [
        (EventKind.RECEIVED, "2026-09-01T09:00", {}), (EventKind.ACCEPTED, "2026-09-01T10:00", {}),
        (EventKind.PAUSE_BEGUN, "2026-09-02T10:00", {"kind": "OTHER"}), (EventKind.PAUSE_ENDED, "2026-09-04T10:00", {}),
        (EventKind.CONCLUDED, "2026-09-07T10:00", {"outcome": "GRANTED"}),
    ]  # fmt: skip
    with enter(changli):
        events = [NewEvent(kind, datetime.fromisoformat(f"{at}:00+08:00"), said, "spj", at) for kind, at, said in told]
        append_batch(changli, [CaseBatch("SPJ-2", events, in_force(on=date(2026, 9, 1))[desk.LICENCE])])
    answer = ask(ISSUE, input={"hall": desk.CHANGLI, "number": "SPJ-2", "sequence": 5}).data["act"]
    assert answer["errors"] == []
    printed = text(ask, answer["case"]["documents"][0])
    for said in ("承诺期限,依法计算", "未见书面告知申请人(行政许可法第45条)", "早2个工作日", "earlierby2workingdays"):
        assert said in printed, said


def test_a_voided_event_gets_no_document(ask: Asking, changli: Hall) -> None:
    number = desk.register(ask)
    desk.done(ask, "acceptCase", number)
    desk.done(ask, "correctEvent", number, sequence=2, reason="误录")
    given = {"hall": desk.CHANGLI, "number": number, "sequence": 2}
    assert ask(ISSUE, input=given).data["act"]["errors"] == [{"code": "EVENT_VOID", "field": "sequence"}]
