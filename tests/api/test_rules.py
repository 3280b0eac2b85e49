"""Rules from the library to the case: published, hit, red, set aside, counted, tested on what was; each by who may."""

from datetime import date, datetime
from typing import Any

from foundation import clock, working
from foundation.clock import SHANGHAI
from hierarchy import rules
from hierarchy.gates import enter
from hierarchy.models import Hall, LocalRule, Post, Role, RuleVersion
from hierarchy.posts import Actor
from mingjing import rebuilding
from reporting.models import Board
from rulebook.case import EventKind
from tenants.alerts import backtesting
from tenants.alerts.models import Alert, BackTest, FindingDecision
from tenants.audit.models import AdminAct
from tenants.cases.append import CaseBatch, NewEvent, append_batch
from tenants.cases.models import Case
from tenants.items.publish import in_force
from tests import cast
from tests.api import desk
from tests.api.asking import Asking, as_person

PROVINCE = "130000000000"
RULES = """query ($code: ID!) { rules(code: $code) {
  code severity isInForce heldBy waitsFor found setAside falseAlarmRate versions { number fromOn hallName when }
} }"""
CASE = """query ($number: String!) { case(hall: "130322", number: $number) {
  findings { code rule { zh } setAside { reason personName } } alerts { level clock rule { code } }
} }"""
ALERTS = """{ alerts(code: "130000") { edges { node { clock rule { code en } } } } }"""
HALLS = """query ($first: Int) { ruleHalls(code: "130000", rule: "REFUSAL_WITHOUT_REASON", first: $first) {
  edges { node { hall { code } found setAside } } } }"""
TESTS = """{ backTests(hall: "130322") { edges { node {
  rule { code } cases judged untold failed hits examples doneAt } } } }"""
CHECK = """query ($hall: ID!, $draft: RuleInput!, $fromOn: Date!, $article: ID, $reason: String) {
  checkRule(hall: $hall, draft: $draft, fromOn: $fromOn, article: $article, reason: $reason) {
    code field line column place } }"""
OWN = {
    "code": "REFUSED_SOON", "zh": "受理后很快不予许可", "en": "Refused soon", "severity": "YELLOW", "phase": "AFTER",
    "ground": "本县规定", "source": "本县规定", "needs": ["corrections"], "when": "corrections == 0", "at": "ended_at",
    "examples": [
        {"why": "没有补正", "facts": '{"corrections": 0}', "isHit": True},
        {"why": "有补正", "facts": '{"corrections": 1}', "isHit": False},
    ],
}  # fmt: skip


def act(ask: Asking, name: str, kind: str, member: str, **given: Any) -> Any:
    query = f"mutation ($input: {kind}!) {{ act: {name}(input: $input) {{ {member} errors {{ code field }} }} }}"
    return ask(query, input=given)


def codes(answer: Any) -> list[str]:
    return answer.codes or [error["code"] for error in answer.data["act"]["errors"]]


def published(ask: Asking, hall: str = PROVINCE, **given: Any) -> Any:
    said = {"hall": hall, "article": desk.law(), "reason": "本级监督需要"} | given
    return act(ask, "publishRule", "PublishRuleInput", "version { number cited reason }", **said)


def ended(ask: Asking, hall: str = PROVINCE, **given: Any) -> Any:
    said = {
        "hall": hall,
        "code": "REFUSAL_WITHOUT_REASON",
        "fromOn": "2026-10-15",
        "article": desk.law(),
        "reason": "改由条例规定",
    }
    return act(ask, "endRule", "EndRuleInput", "version { number isEnd }", **said | given)


def checked(ask: Asking, rule: dict[str, Any], hall: str = PROVINCE, **given: Any) -> Any:
    said = {
        "hall": hall,
        "draft": rule,
        "fromOn": "2026-10-15",
        "article": desk.law(),
        "reason": "本级监督需要",
    } | given
    return ask(CHECK, **said)


def decided(ask: Asking, number: str, **given: Any) -> Any:
    said = {"hall": desk.CHANGLI, "number": number, "code": "REFUSAL_WITHOUT_REASON", "isSetAside": True} | given
    return act(ask, "decideFinding", "DecideFindingInput", "case { number }", **said)


def back_tested(ask: Asking, **given: Any) -> Any:
    said = {"hall": desk.CHANGLI, "fromOn": "2026-09-01", "toOn": "2026-09-30"} | given
    return act(ask, "startBackTest", "StartBackTestInput", "backTest { id cases }", **said)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


def refused_case(hall: Hall, number: str, *, reason: str = "") -> str:
    """Of a department's own system: accepted, and refused two days later."""
    moments = [
        (EventKind.RECEIVED, "09-01T09:00", {}), (EventKind.ACCEPTED, "09-01T10:00", {}),
        (EventKind.CONCLUDED, "09-03T10:00", {"outcome": "REFUSED", "reason": reason}),
    ]  # fmt: skip
    events = [
        NewEvent(kind, at(when), said, "dept", f"{number}/{kind}", None, at(when)) for kind, when, said in moments
    ]
    with enter(hall):
        append_batch(hall, [CaseBatch(number, events, in_force(on=date(2026, 9, 1))[desk.LICENCE])])
    return number


def in_force_since_january(code: str = "REFUSAL_WITHOUT_REASON") -> None:
    rule = next(one for one in rules.shipped() if one.code == code)
    rules.keep(Hall.objects.get(code=PROVINCE), rule, from_on=date(2026, 1, 1), person_name="韩卫东")


def work_off() -> None:
    while working.work(now=clock.now()):
        pass


def clean(hall: Hall) -> list[str]:
    report = rebuilding.Report()
    with enter(hall):
        rebuilding.check_hall(hall, report, at=clock.now())
    return [str(one) for one in report.differences]


def listed(ask: Asking, code: str = PROVINCE) -> dict[str, Any]:
    return {one["code"]: one for one in ask(RULES, code=code).data["rules"]}


def test_a_hit_stands_on_the_case_lights_red_and_is_set_aside_with_a_reason(
    changli: Hall, zhao: Actor, han: Actor, lin: Actor
) -> None:
    in_force_since_january()
    number, other = refused_case(changli, "R-1"), refused_case(changli, "R-2", reason="不符合条件")
    work_off()
    found = as_person(zhao)(CASE, number=number).data["case"]
    assert found["findings"] == [
        {"code": "REFUSAL_WITHOUT_REASON", "rule": {"zh": "不予受理、不予许可未说明理由"}, "setAside": None}
    ]
    assert {"level": "RED", "clock": "RULE", "rule": {"code": "REFUSAL_WITHOUT_REASON"}} in found["alerts"]
    assert as_person(zhao)(CASE, number=other).data["case"]["findings"] == []
    on_board = Board.objects.filter(kind="ALERT", clock="RULE:REFUSAL_WITHOUT_REASON")
    assert on_board.get().number == number
    shown = as_person(han)(ALERTS).data["alerts"]["edges"]
    assert [(edge["node"]["clock"], edge["node"]["rule"]) for edge in shown if edge["node"]["rule"]] == [
        ("RULE", {"code": "REFUSAL_WITHOUT_REASON", "en": "Refused without a reason"})
    ]
    assert clean(changli) == []
    one = listed(as_person(han))["REFUSAL_WITHOUT_REASON"]
    assert (one["found"], one["setAside"], one["falseAlarmRate"], one["isInForce"]) == (1, 0, 0.0, True)
    assert codes(decided(as_person(lin), number, reason="误报")) == ["FORBIDDEN"]
    assert codes(decided(as_person(zhao), number, reason=" ")) == ["REQUIRED"]
    assert codes(decided(as_person(zhao), other, reason="误报")) == ["NOT_FOUND"]
    assert on_board.exists()
    assert codes(decided(as_person(zhao), number, reason="理由另文说明")) == []
    assert codes(decided(as_person(zhao), number, reason="理由另文说明")) == ["ALREADY_DECIDED"]
    beside = as_person(zhao)(CASE, number=number).data["case"]["findings"][0]["setAside"]
    assert beside == {"reason": "理由另文说明", "personName": "赵立新"}
    assert not on_board.exists()
    with enter(changli):
        assert Alert.objects.filter(clock="RULE:REFUSAL_WITHOUT_REASON").count() == 1
        assert FindingDecision.objects.count() == 1
    assert listed(as_person(han))["REFUSAL_WITHOUT_REASON"]["falseAlarmRate"] == 1.0
    halls = as_person(han)(HALLS, first=10).data["ruleHalls"]["edges"]
    assert [edge["node"] for edge in halls] == [{"hall": {"code": desk.CHANGLI}, "found": 1, "setAside": 1}]
    assert clean(changli) == []
    assert codes(decided(as_person(zhao), number, isSetAside=False, reason="另文并不存在")) == []
    assert on_board.exists()
    assert clean(changli) == []


def test_the_red_of_a_rule_proposes_an_order_as_a_red_lamp_does(changli: Hall, zhao: Actor) -> None:
    in_force_since_january()
    number = refused_case(changli, "R-1")
    said = {"hall": desk.CHANGLI, "cases": [number], "subject": "未说明理由", "demand": "请说明", "replyDays": 5}
    ask = as_person(zhao)
    assert codes(act(ask, "draftOrder", "DraftOrderInput", "order { id }", **said)) == ["NO_RED"]
    work_off()
    assert codes(act(ask, "draftOrder", "DraftOrderInput", "order { id }", **said)) == []


def test_what_a_later_record_takes_back_is_no_finding_and_its_alert_says_cleared(changli: Hall, zhao: Actor) -> None:
    in_force_since_january()
    number = refused_case(changli, "R-1")
    work_off()
    with enter(changli):
        void = NewEvent(EventKind.CORRECTED, at("09-04T09:00"), {"reason": "录入有误"}, "dept", "R-1/void", 3)
        append_batch(changli, [CaseBatch(number, [void])])
        work_off()
        assert Case.objects.get(number=number).findings == []
    assert listed(as_person(cast.actor("han")))["REFUSAL_WITHOUT_REASON"]["found"] == 0
    assert clean(changli) == []


def test_a_supervisor_publishes_from_tomorrow_on_and_nobody_else(changli: Hall, han: Actor, zhao: Actor) -> None:
    desk.furnish(PROVINCE)
    ask = as_person(han)
    assert codes(published(ask, code="BACK_ENTRY", fromOn="2026-10-14")) == ["TOO_EARLY"]
    assert codes(published(ask, code="NO_SUCH", fromOn="2026-10-15")) == ["NO_SUCH_RULE"]
    assert codes(published(ask, code="PAST_PROMISE", fromOn="2026-10-15")) == ["NO_SUCH_RULE"]
    assert codes(published(as_person(zhao), hall=desk.CHANGLI, code="BACK_ENTRY", fromOn="2026-10-15")) == ["FORBIDDEN"]
    assert RuleVersion.objects.count() == 0
    assert codes(published(ask, code="BACK_ENTRY", fromOn="2026-10-15")) == []
    assert codes(published(ask, rule=OWN | {"when": "corrections <"}, fromOn="2026-10-15")) == ["BAD_EXPRESSION"]
    assert codes(published(ask, rule=OWN, fromOn="2026-10-16")) == []
    found = listed(ask)
    assert [one["fromOn"] for one in found["REFUSED_SOON"]["versions"]] == ["2026-10-16"]
    assert (found["BACK_ENTRY"]["isInForce"], found["STAGE_SKIPPED"]["versions"]) == (False, [])
    assert (found["PAST_PROMISE"]["heldBy"], found["CANCELLED_ITEM"]["waitsFor"]) == (
        "PROMISED", ["item_cancelled_on"],
    )  # fmt: skip
    with enter(Hall.objects.get(code=PROVINCE)):
        kept = AdminAct.objects.filter(kind="RULE_PUBLISHED").order_by("pk")
        assert [one.subject for one in kept] == ["BACK_ENTRY v1", "REFUSED_SOON v1"]


def test_a_county_tightens_and_does_not_switch_off(changli: Hall, lin: Actor, han: Actor) -> None:
    in_force_since_january("HANDLED_TOO_FAST")
    Post.objects.filter(person_id=lin.person_id).update(role=Role.SUPERVISOR)
    ask = as_person(cast.actor("lin"))
    examples = [
        {"why": "负数", "facts": '{"handled_seconds": -1}', "isHit": True},
        {"why": "二十秒", "facts": '{"handled_seconds": 20}', "isHit": False},
    ]
    asked = {"needs": ["handled_seconds"], "when": "handled_seconds < 0", "examples": examples}
    weaker = OWN | {"code": "HANDLED_TOO_FAST"} | asked
    assert codes(published(ask, hall=desk.CHANGLI, rule=weaker, fromOn="2026-10-15")) == []
    heavier = weaker | {"severity": "RED", "when": "", "needs": [], "examples": []}
    assert codes(published(ask, hall=desk.CHANGLI, rule=heavier, fromOn="2026-10-15")) == []
    ((rule, _),) = rules.rulings_of(changli).on(date(2026, 10, 15))
    assert (rule.severity, rule.when) == ("RED", "handled_seconds >= 0 && handled_seconds < 60")
    above = Hall.objects.get(code="130300000000")
    ((rule, _),) = rules.rulings_of(above).on(date(2026, 10, 15))
    assert (rule.severity, rule.more) == ("YELLOW", ())


def test_a_version_cites_an_article_in_force_with_a_reason(changli: Hall, han: Actor) -> None:
    desk.furnish(PROVINCE)
    ask, given = as_person(han), {"code": "BACK_ENTRY", "fromOn": "2026-10-15"}
    desk.law()
    elsewhere = LocalRule.objects.filter(scope="ELSEWHERE", articles__isnull=False).first()
    assert elsewhere is not None
    foreign = str(elsewhere.articles.all()[0].pk)
    for change, code, field in [
        ({"article": None}, "ARTICLE_NEEDED", "article"), ({"article": "999999"}, "NO_SUCH_ARTICLE", "article"),
        ({"article": foreign}, "RULE_OF_ELSEWHERE", "article"), ({"reason": " "}, "REQUIRED", "reason"),
    ]:  # fmt: skip
        refused = published(ask, **given | change).data["act"]
        assert refused == {"version": None, "errors": [{"code": code, "field": field}]}
    assert RuleVersion.objects.count() == 0
    kept = published(ask, rule=OWN | {"ground": ""}, fromOn="2026-10-15").data["act"]["version"]
    assert kept == {"number": 1, "cited": "《中华人民共和国行政许可法》第四十二条第一款", "reason": "本级监督需要"}
    assert RuleVersion.objects.get().rule["ground"] == kept["cited"]


def test_a_draft_is_checked_with_every_objection_and_nothing_is_written(
    changli: Hall, han: Actor, zhao: Actor, lin: Actor
) -> None:
    desk.furnish(PROVINCE)
    ask = as_person(han)
    draft = {name: value for name, value in OWN.items() if name != "ground"}
    assert checked(ask, draft).data["checkRule"] == []
    worse = draft | {"zh": "", "when": "corrections ==\n mood +", "examples": OWN["examples"]}
    assert checked(ask, worse, article=None, fromOn="2026-10-14").data["checkRule"] == [
        {"code": "ARTICLE_NEEDED", "field": "article", "line": None, "column": None, "place": None},
        {"code": "TOO_EARLY", "field": "fromOn", "line": None, "column": None, "place": None},
        {"code": "REQUIRED", "field": "zh", "line": None, "column": None, "place": None},
        {"code": "BAD_EXPRESSION", "field": "when", "line": 2, "column": 8, "place": None},
    ]
    failing = draft | {"examples": [*OWN["examples"], {"why": "三次", "facts": '{"corrections": 3}', "isHit": True}]}
    no_facts = draft | {"examples": [*OWN["examples"], {"why": "不是", "facts": "[", "isHit": True}]}
    for rule, code in ((failing, "EXAMPLE_FAILED"), (no_facts, "BAD_FACTS")):
        (one,) = checked(ask, rule).data["checkRule"]
        assert (one["code"], one["field"], one["place"]) == (code, "examples", 2)
    assert checked(as_person(zhao), draft, hall=desk.CHANGLI).data["checkRule"] == []
    assert checked(as_person(lin), draft, hall=desk.CHANGLI).codes == ["FORBIDDEN"]
    assert RuleVersion.objects.count() == 0


def test_its_publisher_ends_a_rule_and_what_stood_stays(changli: Hall, han: Actor, lin: Actor) -> None:
    desk.furnish(PROVINCE)
    in_force_since_january()
    number = refused_case(changli, "R-1")
    work_off()
    ask = as_person(han)
    Post.objects.filter(person_id=lin.person_id).update(role=Role.SUPERVISOR)
    below = as_person(cast.actor("lin"))
    assert codes(ended(below, hall=desk.CHANGLI)) == ["NO_SUCH_RULE"]
    assert codes(ended(below)) == ["NOT_FOUND"]
    assert codes(ended(ask, fromOn="2026-10-14")) == ["TOO_EARLY"]
    assert codes(ended(ask, article=None)) == ["ARTICLE_NEEDED"]
    assert codes(ended(ask, reason="")) == ["REQUIRED"]
    assert RuleVersion.objects.filter(is_end=True).count() == 0
    assert ended(ask).data["act"] == {"version": {"number": 2, "isEnd": True}, "errors": []}
    assert codes(ended(ask)) == ["RULE_ENDED_ALREADY"]
    found = rules.rulings_of(changli)
    assert [rule.code for rule, _ in found.on(date(2026, 10, 14))] == ["REFUSAL_WITHOUT_REASON"]
    assert found.on(date(2026, 10, 15)) == ()
    with enter(changli):
        assert Case.objects.get(number=number).findings == ["REFUSAL_WITHOUT_REASON"]
    assert clean(changli) == []
    assert listed(ask)["REFUSAL_WITHOUT_REASON"]["isInForce"] is True
    with enter(Hall.objects.get(code=PROVINCE)):
        kept = AdminAct.objects.get(kind="RULE_ENDED")
        assert (kept.subject, kept.after["reason"]) == ("REFUSAL_WITHOUT_REASON v2", "改由条例规定")


def test_a_draft_is_tried_on_what_was_before_it_has_a_name_or_a_ground(changli: Hall, zhao: Actor) -> None:
    refused_case(changli, "R-1")
    ask, draft = as_person(zhao), OWN | {"zh": "", "en": "", "ground": "", "source": ""}
    assert codes(back_tested(ask, rule=draft | {"needs": ["mood"]})) == ["UNKNOWN_FACT"]
    assert codes(back_tested(ask, rule=draft)) == []
    work_off()
    (edge,) = ask(TESTS).data["backTests"]["edges"]
    assert (edge["node"]["hits"], edge["node"]["examples"]) == (1, ["R-1"])


def test_a_back_test_says_what_would_be_found_and_writes_nothing(changli: Hall, zhao: Actor, lin: Actor) -> None:
    hit = refused_case(changli, "R-1")
    refused_case(changli, "R-2", reason="不符合条件")
    ask = as_person(zhao)
    assert codes(back_tested(as_person(lin), code="REFUSAL_WITHOUT_REASON")) == ["FORBIDDEN"]
    assert codes(back_tested(ask, code="CANCELLED_ITEM")) == ["WAITS"]
    assert codes(back_tested(ask, code="REFUSAL_WITHOUT_REASON", toOn="2026-08-01")) == ["BAD_PERIOD"]
    with enter(changli):
        assert BackTest.objects.count() == 0
    assert codes(back_tested(ask, code="REFUSAL_WITHOUT_REASON")) == []
    assert codes(back_tested(ask, rule=OWN)) == []
    work_off()
    own, shipped = [edge["node"] for edge in ask(TESTS).data["backTests"]["edges"]]
    assert shipped.pop("doneAt") is not None
    assert shipped == {"rule": {"code": "REFUSAL_WITHOUT_REASON"}, "cases": 2, "judged": 2, "untold": 0, "failed": 0,
                       "hits": 1, "examples": [hit]}  # fmt: skip
    assert (own["hits"], own["examples"]) == (2, ["R-1", "R-2"])
    with enter(changli):
        assert not Case.objects.exclude(findings=[]).exists()
    assert listed(ask, desk.CHANGLI)["REFUSAL_WITHOUT_REASON"]["found"] == 0


def test_a_long_back_test_goes_on_step_by_step(changli: Hall, zhao: Actor, monkeypatch: Any) -> None:
    for number in range(5):
        refused_case(changli, f"R-{number}")
    monkeypatch.setattr(backtesting, "STEP", 2)
    assert codes(back_tested(as_person(zhao), code="REFUSAL_WITHOUT_REASON")) == []
    seen = []
    while working.work(now=clock.now()):
        with enter(changli):
            seen.append(BackTest.objects.get().judged)
    assert sorted(set(seen))[-3:] == [2, 4, 5]
