"""Ladders of the tree: each rung with the article that justifies it, pinned by the case, never loosened below."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from foundation import working
from foundation.errors import Forbidden
from hierarchy import local_rules, signals
from hierarchy.gates import enter
from hierarchy.local_rules import Article, BadRule
from hierarchy.models import Hall, LocalRule, Post, Role, RuleArticle, RuleScope, SignalVersion
from hierarchy.signals import BadLadder, Draft
from mingjing import rebuilding
from reporting.models import Board
from rulebook.case import EventKind
from rulebook.lamp import Lamp
from rulebook.signals import DEFAULT, Colour, Ladder, Level, Rung
from tenants.alerts import deciding
from tenants.alerts.models import Alert
from tenants.audit.admin_acts import Doer
from tenants.audit.models import AdminAct
from tenants.cases import listing, queues
from tenants.cases import signals as acts
from tenants.cases.append import CaseBatch, append_batch
from tenants.cases.models import Case, PinnedLadder
from tenants.cases.queues import Queue
from tenants.notices.models import Notice
from tests import cast
from tests.cases import histories
from tests.cases.histories import CODE, ITEM, at, event
from tests.rulebook import places

PROVINCE, CITY = "130000000000", "130300000000"
SINCE = date(2026, 2, 1)
# Accepted on Monday 9 March 2026 with a promise of 8 working days: due at the end of Thursday the 19th.
NEAR, OVER = at("03-18 09:00"), at("03-20 00:00")


@pytest.fixture(autouse=True)
def february(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ladders are published on 1 February 2026, for cases of March."""
    monkeypatch.setattr("hierarchy.signals.now", lambda: at("02-01 10:00"))
    local_rules.load_shipped()


def hall(code: str = CODE) -> Hall:
    return Hall.objects.get(code=code)


def article(at_hall: str = PROVINCE, code: str = "冀政办1号", **said: date) -> str:
    rule = LocalRule.objects.filter(code=code).first() or local_rules.register(
        hall(at_hall),
        local_rules.Draft(
            code,
            "电子监察办法",
            "冀政办〔2025〕1号",
            "省人民政府办公厅",
            date(2025, 1, 1),
            [Article("第八条", "临期亮黄灯。")],
        ),
        person_name="",
    )
    LocalRule.objects.filter(pk=rule.pk).update(**said)
    return str(RuleArticle.objects.get(rule=rule).pk)


def draft(ladder: Ladder, *, item: str = "", cited: str | None = None, from_on: date = SINCE) -> Draft:
    key = article() if cited is None else cited
    return Draft(item, from_on, ladder, [key] * len(ladder.rungs), "按办法第八条")


def publish(ladder: Ladder, code: str = PROVINCE, **said: object) -> SignalVersion:
    return signals.publish(hall(code), draft(ladder, **said), person_name="韩卫东")  # type: ignore[arg-type]


def record(number: str, *events: object) -> None:
    with enter(hall()):
        version = histories.ItemVersion.objects.first() or histories.item()
        append_batch(hall(), [CaseBatch(number, list(events), version)])  # type: ignore[arg-type]


def begun(number: str, day: str = "03-09") -> None:
    record(
        number,
        event(EventKind.RECEIVED, f"{day} 09:10", f"{number}/1"),
        event(EventKind.ACCEPTED, f"{day} 09:30", f"{number}/2"),
    )


def work_off(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr("tenants.alerts.raising.now", lambda: moment)
    while working.work(now=moment, hall=CODE):
        pass


def raised() -> list[tuple[str, str, datetime]]:
    with enter(hall()):
        rows = Alert.objects.filter(clock="PROMISED").order_by("at")
        return [(row.rung, row.level, row.at) for row in rows]


def clean() -> list[str]:
    report = rebuilding.Report()
    with enter(hall()):
        rebuilding.check_hall(hall(), report, at=at("12-31 00:00"))
    return [str(difference) for difference in report.differences]


def test_without_a_ladder_a_case_is_under_the_default_one() -> None:
    begun("A-1")
    with enter(hall()):
        assert Case.objects.get().ladder == ""
        assert PinnedLadder.objects.count() == 0
    assert signals.published(hall()).in_force(ITEM, on=SINCE) is DEFAULT


def test_yellow_comes_after_the_limit_where_the_province_says_so(monkeypatch) -> None:
    """湛江: a prompt near, a yellow card over; the figures, the board, the lists and the rebuild agree."""
    publish(places.ZHANJIANG_2009)
    begun("A-1")
    with enter(hall()):
        case = Case.objects.get()
        assert (case.yellow_at, case.due_at, case.red_at is not None) == (OVER, OVER, True)
    for moment, lamp, expected in [
        (at("03-18 09:01"), Lamp.GREEN, [("near", "PROMPT", NEAR)]),
        (at("03-20 00:01"), Lamp.YELLOW, [("near", "PROMPT", NEAR), ("over", "YELLOW", OVER)]),
    ]:
        work_off(monkeypatch, moment)
        assert raised() == expected
        assert [row.level for row in Board.objects.filter(hall=CODE, clock="PROMISED")] == [expected[-1][1]]
        with enter(hall()):
            case = Case.objects.get()
            assert listing.lamp_of(case, now=moment) is lamp
            assert [one for one in Lamp if Case.objects.filter(listing.lit(one, now=moment)).exists()] == [lamp]
            late = lamp is Lamp.YELLOW
            assert Case.objects.filter(queues.condition(Queue.YELLOW, now=moment)).exists() is late
            assert not Case.objects.filter(queues.condition(Queue.RED, now=moment)).exists()
    assert clean() == []
    record("A-1", event(EventKind.CONCLUDED, "03-20 10:00", "A-1/9", outcome="GRANTED"))
    with enter(hall()):
        assert listing.lamp_of(Case.objects.get(), now=at("03-25 10:00")) is Lamp.YELLOW
        lit = [one for one in Lamp if Case.objects.filter(listing.lit(one, now=at("03-25 10:00"))).exists()]
    assert lit == [Lamp.YELLOW]
    assert clean() == []


def test_those_are_told_whom_the_rung_names(monkeypatch) -> None:
    """湛江's prompt is for the handler and for who decides; by default the leader would hear of nothing."""
    monkeypatch.setattr("tenants.alerts.telling.now", lambda: at("03-18 09:02"))
    lin, zhou = (Post.objects.get(person__username=name).person for name in ("lin", "zhou"))
    Post.objects.create(person=zhou, hall=hall(), role=Role.LEADER, from_on=date(2025, 1, 1))
    publish(places.ZHANJIANG_2009)
    begun("A-1")
    for moment in (at("03-18 09:01"), at("03-18 09:02")):
        work_off(monkeypatch, moment)
    with enter(hall()):
        told = set(Notice.objects.filter(params__clock="PROMISED").values_list("recipient", "level"))
    assert told == {(lin.pk, "PROMPT"), (zhou.pk, "PROMPT")}


def test_a_case_keeps_the_ladder_that_was_in_force_when_it_began() -> None:
    publish(places.QUANZHOU_2007)
    begun("A-1")
    publish(places.ZHANJIANG_2009, from_on=date(2026, 3, 10))
    begun("A-2")
    begun("A-3", "03-10")
    with enter(hall()):
        pinned = {case.number: case.ladder for case in Case.objects.all()}
        assert pinned["A-1"] == pinned["A-2"] != pinned["A-3"]
        assert PinnedLadder.objects.count() == 2
        colours = {case.number: case.yellow_at for case in Case.objects.all()}
    assert (colours["A-1"], colours["A-3"]) == (NEAR, at("03-21 00:00"))
    assert clean() == []


def rung(offset: int) -> Rung:
    return replace(places.QUANZHOU_2007.rungs[0], offset=offset)


def test_what_holds_in_a_hall_names_tier_version_date_and_article_of_each_rung() -> None:
    publish(places.QUANZHOU_2007)
    publish(Ladder((rung(-3),)), CITY)
    publish(Ladder((rung(-5),)), CODE, item=ITEM)
    held = signals.published(hall()).in_force(ITEM, on=SINCE)
    found = [
        (one.code, one.offset, one.origin.tier, one.origin.version, one.origin.from_on, one.origin.cited)
        for one in held.of("PROMISED")
        if one.origin
    ]
    assert found == [
        ("near", -5, "COUNTY", 1, "2026-02-01", "《电子监察办法》第八条"),
        ("over", 0, "PROVINCE", 1, "2026-02-01", "《电子监察办法》第八条"),
    ]
    other = signals.published(hall()).in_force("another", on=SINCE)
    assert [one.offset for one in other.of("PROMISED")] == [-3, 0]


def test_a_tier_below_never_loosens_and_is_told_tier_and_rung() -> None:
    publish(Ladder((rung(-3), places.QUANZHOU_2007.rungs[1])))
    publish(Ladder((rung(-4),)), CITY)
    before = SignalVersion.objects.count()
    for code, tier, offset in ((CITY, "PROVINCE", -2), (CODE, "CITY", -3)):
        with pytest.raises(BadLadder) as refused:
            publish(Ladder((rung(offset),)), code)
        assert (refused.value.code, refused.value.where) == ("RUNG_LATER", {"rung": "near", "tier": tier})
    assert SignalVersion.objects.count() == before


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        (lambda: "", "ARTICLE_NEEDED"),
        (lambda: "999999", "NO_SUCH_ARTICLE"),
        (lambda: "１", "NO_SUCH_ARTICLE"),
        (lambda: article("130881000000", "别处"), "NO_SUCH_ARTICLE"),
        (lambda: str(RuleArticle.objects.get(rule__code="RS20-QZ").pk), "RULE_OF_ELSEWHERE"),
        (lambda: article(repealed_on=date(2026, 2, 1)), "RULE_NOT_IN_FORCE"),
        (lambda: article(from_on=date(2026, 2, 2)), "RULE_NOT_IN_FORCE"),
    ],
    ids=["none", "unknown", "no number", "of a hall beside", "of another place", "repealed", "not yet in force"],
)
def test_a_change_without_a_text_in_force_that_justifies_it_is_refused(cited, expected) -> None:
    with pytest.raises(BadRule) as refused:
        publish(places.QUANZHOU_2007, cited=cited())
    assert refused.value.code == expected
    assert SignalVersion.objects.count() == 0


def test_a_law_justifies_a_rung_in_every_hall() -> None:
    law = RuleArticle.objects.get(rule__code="LAW-XZXKF", number="第四十二条第一款")
    version = publish(places.GUANGDONG_2007, CODE, cited=str(law.pk))
    assert version.ladder["rungs"][0]["origin"]["cited"] == "《中华人民共和国行政许可法》第四十二条第一款"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"from_on": date(2026, 1, 31)}, "IN_PAST"),
        ({"reason": " "}, "REQUIRED"),
        ({"articles": []}, "ARTICLE_NEEDED"),
        ({"ladder": Ladder(())}, "ARTICLE_NEEDED"),
    ],
)
def test_what_cannot_be_published(changed: dict, expected: str) -> None:
    with pytest.raises(BadLadder) as refused:
        signals.publish(hall(), replace(draft(places.QUANZHOU_2007), **changed), person_name="")
    assert refused.value.code == expected


def test_who_signs_for_the_supervision_publishes_and_it_is_kept() -> None:
    han = cast.actor("han")
    with enter(hall()):
        acts.publish(hall(), draft(places.QUANZHOU_2007), actor=han, by=Doer.of(han, han.hall_code))
        act = AdminAct.objects.get(kind="SIGNALS_PUBLISHED")
        assert (act.person_name, act.subject, act.after["rungs"]) == ("韩卫东", CODE, ["near", "over"])
        for name in ("lin", "zhao"):
            with pytest.raises(Forbidden):
                acts.publish(hall(), draft(places.QUANZHOU_2007), actor=cast.actor(name), by=Doer.at_the_machine())
    assert SignalVersion.objects.count() == 1


def test_a_preview_counts_the_open_cases_that_would_light_anew() -> None:
    """Cases of 9 to 11 March, seen on the 18th at noon: the first is yellow already, five days light the others."""
    han = cast.actor("han")
    for number, day in (("A-1", "03-09"), ("A-2", "03-10"), ("A-3", "03-11")):
        begun(number, day)
    early = Ladder((rung(-5), places.QUANZHOU_2007.rungs[1]))
    red = Ladder((replace(rung(-5), level=Level.RED, colour=Colour.RED),))
    with enter(hall()):
        found = acts.preview(hall(), draft(early), actor=han, at=at("03-18 12:00"))
        assert (found.examined, found.is_whole, dict(found.newly)) == (3, True, {Lamp.YELLOW: 2})
        found = acts.preview(hall(), draft(red), actor=han, at=at("03-18 12:00"))
        assert dict(found.newly) == {Lamp.RED: 3}
        assert dict(acts.preview(hall(), draft(early, item="other"), actor=han, at=at("03-18 12:00")).newly) == {}
    assert SignalVersion.objects.count() == 0


def test_a_rule_is_registered_with_its_articles_and_repealed_once() -> None:
    key = article()
    rule = RuleArticle.objects.get(pk=key).rule
    assert (rule.scope, rule.hall, rule.is_in_force(date(2025, 6, 1))) == (RuleScope.LOCAL, hall(PROVINCE), True)
    assert rule in local_rules.visible_to(hall())
    local_rules.repeal(hall(PROVINCE), str(rule.pk), on=date(2026, 6, 1))
    rule.refresh_from_db()
    assert (rule.is_in_force(date(2026, 5, 31)), rule.is_in_force(date(2026, 6, 1))) == (True, False)
    with pytest.raises(BadRule) as refused:
        local_rules.repeal(hall(PROVINCE), str(rule.pk), on=date(2026, 7, 1))
    assert refused.value.code == "ALREADY_REPEALED"


def test_what_ships_is_marked_where_it_is_not_known_and_loaded_once() -> None:
    local_rules.load_shipped()
    elsewhere = LocalRule.objects.filter(scope=RuleScope.ELSEWHERE)
    assert elsewhere.filter(not_shown="").count() == 0
    assert not RuleArticle.objects.filter(rule__in=elsewhere, is_wording=True).exists()
    assert LocalRule.objects.filter(code="RS03").count() == 1
    assert RuleArticle.objects.filter(rule__code="RS04").count() == 9


def test_a_decision_on_a_finding_leaves_the_rungs_of_the_case_on_the_board(monkeypatch, han) -> None:
    """What is shown after it is shown by the ladder that the case pins, not by the default one."""
    publish(places.ZHANJIANG_2009)
    begun("A-1")
    work_off(monkeypatch, at("03-20 00:01"))
    before = list(Board.objects.filter(hall=CODE).order_by("key").values_list("key", "level"))
    with enter(hall()):
        Case.objects.update(findings=["BACK_ENTRY"])
        deciding.decide(hall(), han, "A-1", code="BACK_ENTRY", is_set_aside=True, reason="补录有据")
    assert list(Board.objects.filter(hall=CODE).order_by("key").values_list("key", "level")) == before
    assert ("over" in before[0][0], before[0][1]) == (True, "YELLOW")
