"""通知书: the documents that go with acts of a window, drafted from what the case says in that moment.

Each shows from when the limit runs, what stops it, when it ends and how that was counted; a decision that goes against
the applicant names his remedies. Which act has a document, and under which article, is the table `PAPERS`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from foundation.clock import SHANGHAI
from hierarchy.models import Hall
from hierarchy.posts import Actor
from rulebook.case import Event, EventKind, Outcome
from rulebook.facts import effective, fold
from rulebook.findings import by_law
from rulebook.findings import reading as reported
from rulebook.law_trace import LawTrace, explain_by_law
from rulebook.standing import Clock, clocks, explain
from rulebook.trace import Step, render
from tenants.cases import reading
from tenants.cases.models import Case, CaseEvent
from tenants.documents import issuing
from tenants.documents.issuing import Draft
from tenants.documents.models import Document
from tenants.organization.models import Department

# Without figures: the limits of both laws are not among the facts that were confirmed.
REMEDIES = "如对本决定不服,可以在法定期限内依照行政复议法申请行政复议,或者依照行政诉讼法向人民法院提起行政诉讼。"
PAUSES = {
    "HEARING": "听证", "TENDER": "招标", "AUCTION": "拍卖", "INSPECTION": "检验", "TESTING": "检测",
    "QUARANTINE": "检疫", "APPRAISAL": "鉴定", "EXPERT_REVIEW": "专家评审", "OTHER": "其他",
}  # fmt: skip
LICENCE = "01"
LICENSING_LAW = re.compile(r"\(行政许可法[^)]*\)")
Said = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of document: its title, the word of its number, what it says of an event."""

    kind: str
    title: str
    word: str
    says: Callable[[Said], list[str]]
    facts: Callable[[Said], list[tuple[str, str]]] = lambda _said: []
    has_clock: bool = False
    is_adverse: bool = False


def _reason(said: Said) -> list[tuple[str, str]]:
    named = [("理由类别", f"{said['reason_name']}({said['reason_code']})")] if said.get("reason_name") else []
    told = [("理由", str(said["reason"]))] if said.get("reason") else []
    return [*named, *told, *([("法律依据", str(said["ground"]))] if said.get("ground") else [])]


def _pause(said: Said) -> list[tuple[str, str]]:
    days = [("所需时间", f"{said['planned_days']}个工作日")] if said.get("planned_days") else []
    return [("特别程序", PAUSES.get(str(said.get("kind")), str(said.get("kind", "")))), *days, *_reason(said)]


def _extension(said: Said) -> list[tuple[str, str]]:
    return [("延长", f"{said['days']}日(单位同原期限)"), ("批准人", str(said.get("approver", ""))), *_reason(said)]


PAPERS: dict[EventKind, Paper] = {
    EventKind.ACCEPTED: Paper(
        "ACCEPTANCE", "受理通知书", "受理",
        lambda _said: ["您提出的申请符合受理条件,材料齐全,现予受理(行政许可法第三十二条)。"], has_clock=True,
    ),
    EventKind.DECLINED: Paper(
        "NON_ACCEPTANCE", "不予受理通知书", "不受",
        lambda _said: ["您提出的申请不予受理(行政许可法第三十二条)。理由如下。"], _reason, is_adverse=True,
    ),
    EventKind.NOT_REQUIRED: Paper(
        "NOT_REQUIRED", "不受理告知书", "免受",
        lambda _said: ["您申请的事项依法不需要取得许可,即时告知不受理(行政许可法第三十二条第一款第一项)。"],
        _reason,
    ),
    EventKind.CORRECTION_ASKED: Paper(
        "CORRECTION", "补正告知书", "补正",
        lambda _said: [
            "您提交的申请材料不齐全或者不符合法定形式,需要补正的全部内容一次告知如下(行政许可法第三十二条第一款第四项)。"
        ],
    ),
    EventKind.EXTENSION_GRANTED: Paper(
        "EXTENSION", "延长办理期限告知书", "延期",
        lambda _said: ["因下列理由,经批准,本件办理期限延长(行政许可法第四十二条)。"], _extension, has_clock=True,
    ),
    EventKind.PAUSE_BEGUN: Paper(
        "PAUSE", "特别程序告知书", "特程",
        lambda _said: ["本件需要进行下列程序,所需时间不计入办理期限(行政许可法第四十五条)。"], _pause, has_clock=True,
    ),
    EventKind.DELIVERED: Paper(
        "DELIVERY", "送达回证", "送达", lambda _said: ["下列文书已经送达申请人(行政许可法第四十四条)。"]
    ),
}  # fmt: skip
# In place of the notice of acceptance where nothing was told in time.
DEEMED = Paper(
    "DEEMED_ACCEPTANCE", "视为受理通知书", "视受",
    lambda _said: [
        "本机关未在收到申请材料后的告知期限内一次告知需要补正的全部内容,您的申请自收到申请材料之日起即为受理"
        "(行政许可法第三十二条第一款第四项)。办理期限自该日起计算。"
    ],
    has_clock=True,
)  # fmt: skip
DECISIONS: dict[str, Paper] = {
    Outcome.GRANTED: Paper(
        "DECISION", "准予行政许可决定书", "准许",
        lambda _said: ["经审查,您的申请符合法定条件,决定准予(行政许可法第三十八条第一款)。"], has_clock=True,
    ),
    Outcome.REFUSED: Paper(
        "REFUSAL", "不予行政许可决定书", "不许",
        lambda _said: ["经审查,您的申请不符合法定条件,决定不予许可,理由如下(行政许可法第三十八条第二款)。"],
        _reason, has_clock=True, is_adverse=True,
    ),
}  # fmt: skip


def paper_of(kind: EventKind, detail: Said) -> Paper | None:
    return DECISIONS.get(str(detail.get("outcome", ""))) if kind is EventKind.CONCLUDED else PAPERS.get(kind)


def issue_for(hall: Hall, case: Case, row: CaseEvent, history: Sequence[CaseEvent], *, actor: Actor) -> Document | None:
    """Issues the document of an event of this history, in its transaction; None for an event that has none."""
    paper = paper_of(EventKind(row.kind), row.detail)
    if paper is None:
        return None
    if row.kind == EventKind.ACCEPTED and case.deemed_at is not None:
        paper = DEEMED
    data = _data(case, row, paper, history)
    return issuing.issue(hall, Draft(paper.kind, paper.word, data, case.number, row.sequence), actor=actor)


def _data(case: Case, row: CaseEvent, paper: Paper, history: Sequence[CaseEvent]) -> dict[str, Any]:
    department = Department.objects.filter(code=case.department).values_list("name", flat=True).first()
    clock, steps = _clock(case, history) if paper.has_clock else (None, ())
    facts = [
        ("办件编号", case.number),
        ("申请事项", case.version.variant.name),
        ("收件时间", _moment(case.submitted_at)),
        *_accepted(case),
        *paper.facts(row.detail),
        *_due(clock),
    ]
    is_licence = case.version.variant.item.type_code == LICENCE
    return {
        "title": _titled(paper.title, is_licence=is_licence),
        "organ": department or case.department,
        "addressee": case.applicant_name or "申请人",
        "paragraphs": [_cited(one, is_licence=is_licence) for one in paper.says(row.detail)],
        "items": [{"material": one["material"], "defect": one["defect"]} for one in row.detail.get("items", ())],
        "facts": [{"name": name, "value": value} for name, value in facts],
        "trace": render(steps, "zh"),
        "trace_en": render(steps, "en"),
        "remedies": [REMEDIES] if paper.is_adverse else [],
        "issued_on": _day(row.occurred_at),
    }


def _accepted(case: Case) -> list[tuple[str, str]]:
    if case.accepted_at is None:
        return []
    if case.deemed_at is None:
        return [("受理时间", _moment(case.accepted_at))]
    return [("告知期限至", _moment(case.deemed_at)), ("视为受理自", _moment(case.submitted_at))]


def _titled(title: str, *, is_licence: bool) -> str:
    return title if is_licence else title.replace("行政许可", "办理")


def _cited(text: str, *, is_licence: bool) -> str:
    """The Licensing Law binds licences (GB/T 39046 type 01) only: other notices do not cite it."""
    return text if is_licence else LICENSING_LAW.sub("", text).replace("许可", "办理")


def _clock(case: Case, history: Sequence[CaseEvent]) -> tuple[Clock | None, Sequence[Step]]:
    """The clock that colours the case, with the steps of its count, and of the law's where that is another."""
    events: list[Event] = [reading.as_event(row) for row in history]
    facts, rules, terms = fold(effective(events)), reading.rules_of(case), reading.terms_of(case)
    found = clocks(facts, rules, terms)
    if not found:
        return None, ()
    law = by_law(facts, rules, terms)
    lawful = explain_by_law(facts, rules, reported(found), law, terms) if law else LawTrace()
    return found[0], (*explain(found[0], terms), *lawful.promised, *lawful.statutory)


def _due(clock: Clock | None) -> list[tuple[str, str]]:
    if clock is None:
        return []
    provisional = "(暂定,下一年度放假安排尚未公布)" if clock.is_provisional else ""
    return [("办理期限至", f"{_moment(clock.due_at)}{provisional}" if clock.due_at else "特别程序终止后另行计算")]


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone(SHANGHAI):%Y年%m月%d日 %H:%M}" if at else ""


def _day(at: datetime) -> str:
    local = at.astimezone(SHANGHAI)
    return f"{local.year}年{local.month}月{local.day}日"
