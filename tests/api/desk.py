"""A hall with departments and two items, and the words in which a clerk acts."""

from datetime import date, datetime
from typing import Any

from hierarchy import local_rules
from hierarchy.cache import hall_by_code
from hierarchy.gates import enter
from hierarchy.models import Hall, LocalRule
from rulebook.case import Anchor, CaseType, ItemRules, LimitRule, StageRule
from rulebook.clock import Limit, Unit
from tenants.items.publish import Draft, publish_catalog
from tenants.organization.models import Department
from tests.api.asking import Answer, Asking

CHANGLI, PINGQUAN, QINHUANGDAO, HEBEI = "130322000000", "130881000000", "130300000000", "130000000000"
WITHOUT_SCHEMA = "130303000000"  # 山海关区
LICENCE, RECORD = "food-licence", "company-record"
NOON_DAY = datetime.fromisoformat("2026-10-14T11:30:00+08:00")  # a while before `noon`


def law(code: str = "LAW-XZXKF", number: str = "第四十二条第一款") -> str:
    """The key of an article of the register as it ships."""
    local_rules.load_shipped()
    return str(LocalRule.objects.get(code=code).articles.get(number=number).pk)


def days(value: int) -> Limit:
    return Limit(value, Unit.WORKING_DAY)


LICENCE_RULES = ItemRules(
    case_type=CaseType.TIME_LIMITED,
    promised=LimitRule(Anchor.ACCEPTED, days(8), "本厅承诺"),
    statutory=LimitRule(Anchor.ACCEPTED, days(20), "行政许可法42", is_confirmed=True, extension=days(10)),
    stages=(StageRule("受理", days(1)), StageRule("审核", days(5)), StageRule("批准", days(2))),
)
RECORD_RULES = ItemRules(case_type=CaseType.ON_THE_SPOT)


def furnish(code: str) -> Hall:
    """The same two departments and items in any hall."""
    hall = hall_by_code(code)
    with enter(hall):
        Department.objects.create(code="D01", name="行政审批局")
        Department.objects.create(code="D06", name="发展和改革局")
        publish_catalog(
            [
                Draft(LICENCE, "食品经营许可", "food", "食品经营", "01", "D01", LICENCE_RULES, date(2024, 1, 1)),
                Draft(RECORD, "企业投资项目备案", "record", "项目备案", "11", "D06", RECORD_RULES, date(2024, 1, 1)),
            ]
        )
    return hall


REGISTER = """mutation ($input: RegisterCaseInput!) {
  registerCase(input: $input) { case { number state submittedAt permittedActions } errors { code message field } }
}"""
CASE = """query ($hall: ID!, $number: String!) { case(hall: $hall, number: $number) {
  number state lamp stage outcome submittedAt acceptedAt concludedAt verifiedAt deliveredAt dueAt yellowAt
  statutoryDueAt isProvisional permittedActions applicantName channel
  hall { code name } item { code name typeCode version caseType stages { name limit { value unit } } }
  department { code name }
  events { sequence kind occurredAt recordedAt actorName source detail anomalies correctsSequence isCorrected digest }
  clocks { name stage startedAt endedAt dueAt yellowAt lamp isOverdue isProvisional steps { code params }
    limit { value unit anchor basis basisConfirmed extension } }
  alerts { level clock rung stage at raisedAt clearedAt clearedReason }
} }"""

# Field of the mutation, its input type.
ACTS = {
    "acceptCase": "CaseActInput",
    "declineCase": "ReasonInput",
    "markNotRequired": "ReasonInput",
    "askCorrection": "AskCorrectionInput",
    "receiveCorrection": "ReceiveCorrectionInput",
    "beginStage": "StageInput",
    "endStage": "StageInput",
    "beginPause": "BeginPauseInput",
    "endPause": "CaseActInput",
    "grantExtension": "GrantExtensionInput",
    "concludeCase": "ConcludeInput",
    "verifyCase": "CaseActInput",
    "deliverCase": "CaseActInput",
    "withdrawCase": "ReasonInput",
    "correctEvent": "CorrectEventInput",
    "handOverCase": "HandOverInput",
    "acceptCaseWith": "AcceptInput",
    "declineCaseWith": "RefusalInput",
    "recordProceeding": "ProceedingInput",
}


def register(ask: Asking, hall: str = CHANGLI, **more: Any) -> str:
    """The number of a new case."""
    given = {"hall": hall, "item": LICENCE, "applicantName": "测试食品店"} | more
    payload = ask(REGISTER, input=given).data["registerCase"]
    assert payload["errors"] == []
    return str(payload["case"]["number"])


def act(ask: Asking, name: str, number: str, hall: str = CHANGLI, **more: Any) -> Answer:
    query = f"""mutation ($input: {ACTS[name]}!) {{
      act: {name}(input: $input) {{ case {{ number state lamp stage dueAt }} errors {{ code message field }} }}
    }}"""
    return ask(query, input={"hall": hall, "number": number} | more)


def done(ask: Asking, name: str, number: str, **more: Any) -> dict[str, Any]:
    """The case after an act that must be taken."""
    payload = act(ask, name, number, **more).data["act"]
    assert payload["errors"] == [], payload
    return dict(payload["case"])


def refused(ask: Asking, name: str, number: str, **more: Any) -> list[tuple[str, str | None]]:
    """Code and field of each refusal of an act that must not be taken."""
    payload = act(ask, name, number, **more).data["act"]
    assert payload["case"] is None
    return [(error["code"], error["field"]) for error in payload["errors"]]


def read(ask: Asking, number: str, hall: str = CHANGLI) -> dict[str, Any]:
    return dict(ask(CASE, hall=hall, number=number).data["case"])
