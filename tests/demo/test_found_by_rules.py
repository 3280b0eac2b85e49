"""Stories 2, 3 and 4 are found by the rules that ship, exactly; the decoys are not blamed, and nothing else is."""

from collections import Counter
from datetime import timedelta
from statistics import median

import pytest

from foundation.clock import SHANGHAI, local_day, now
from hierarchy import gates
from hierarchy.models import Hall
from mingjing import demo
from mingjing.demo.stories import changli, qinglong
from mingjing.rebuilding import check
from reporting import rule_counts
from rulebook.case import EventKind
from tenants.alerts.models import Alert
from tenants.cases import reading
from tenants.cases.models import Case, CaseEvent
from tests.demo.test_stories import CHANGLI, DECOYS, HALLS, LUANPING, LULONG, QINGLONG


@pytest.fixture(scope="module")
def world(module_database):
    demo.build(halls=HALLS)


def found(code: str) -> dict[str, int]:
    return {rule: one.found for rule, one in rule_counts.of_hall(code).items()}


def test_the_back_entry_of_qinglong_is_found_and_lights_red(world):
    """46 of 49 in March, by one account from 16:52 to 17:30 of the last working day; 5 results before the decision.

    That the receipt came after the decision and that one person did all of it is found of the same cases.
    """
    assert found(QINGLONG) == {
        "BACK_ENTRY": 46, "RECORDED_WHEN_DECIDED": 46, "SAME_PERSON": 46, "RESULT_BEFORE_DECISION": 5,
    }  # fmt: skip
    with gates.enter(Hall.objects.get(code=QINGLONG)):
        cases = list(Case.objects.filter(findings__contains=["BACK_ENTRY"]))
        assert {case.item for case in cases} == {"DEMO-21"}
        assert Alert.objects.filter(clock="RULE:BACK_ENTRY", level="RED", case__in=cases).count() == 46
        assert not any(case.ended_at > case.due_at for case in cases)
        events = CaseEvent.objects.filter(case__in=cases)
        entered = sorted(events.values_list("recorded_at", flat=True))
        assert entered[0].astimezone(SHANGHAI).strftime("%H:%M") == "16:52"
        assert entered[-1].astimezone(SHANGHAI).strftime("%H:%M") < "17:30"
        assert len({local_day(moment) for moment in entered}) == 1
        assert {event.detail["person"] for event in events} == {qinglong.ACCOUNT}
        days = reading.terms(cases[0].calendar).calendar.working_days_between
        lags = [days(local_day(case.accepted_at), local_day(entered[0])) for case in cases]
        assert (min(lags), median(lags), max(lags)) == (2, 11, 20)
        first = qinglong.march(local_day(now()))
        march = [case for case in Case.objects.filter(item="DEMO-21") if _month(case.ended_at) == first]
        assert len(march) == 49


def test_before_it_entered_afterwards_qinglong_was_late_as_others_are(world):
    with gates.enter(Hall.objects.get(code=QINGLONG)):
        spoken = qinglong.months_before(qinglong.march(local_day(now())))
        cases = [case for case in Case.objects.filter(item="DEMO-21") if _month(case.ended_at) in spoken]
        assert len(cases) == 137
        assert sum(case.ended_at <= case.due_at for case in cases) == 114
        events = CaseEvent.objects.filter(case__in=cases)
        assert all(event.recorded_at - event.occurred_at < timedelta(hours=1) for event in events)


def test_the_wrong_lawful_fee_of_changli_is_found(world):
    """24 garages at 550 yuan instead of 80: 11,280 yuan too much, 3,760 of them given back."""
    assert found(CHANGLI) == {"FEE_OFF_CONDITION": 24}
    with gates.enter(Hall.objects.get(code=CHANGLI)):
        charged = CaseEvent.objects.filter(kind=EventKind.FEE_CHARGED)
        assert Counter((row.detail["condition"], row.detail["amount"]) for row in charged) == {
            ("住宅", 8000): 58, ("非住宅", 55000): 5, ("车位车库储藏室", 55000): 24,
        }  # fmt: skip
        hit = charged.filter(case__findings__contains=["FEE_OFF_CONDITION"])
        assert sum(row.detail["amount"] - 8000 for row in hit) == 1_128_000
        assert Counter(row.detail["person"] for row in hit) == {changli.ACCOUNTS[0]: 21, changli.ACCOUNTS[1]: 3}
        refunded = CaseEvent.objects.filter(kind=EventKind.FEE_REFUNDED)
        assert sum(row.detail["amount"] for row in refunded) == 376_000
        assert {row.case_id for row in refunded} < {row.case_id for row in hit}


def test_the_clock_that_luanping_stops_on_its_last_days_is_found(world):
    """15 of 17 stops, on the last promised day but one, and the 4 second lives, each on the later case.

    They stand on the case and light no red of their own.
    """
    assert found(LUANPING) == {"STOPPED_ON_LAST_DAY": 15, "SECOND_LIFE": 4}
    with gates.enter(Hall.objects.get(code=LUANPING)):
        second = Case.objects.filter(findings__contains=["SECOND_LIFE"])
        first = Case.objects.filter(number__in=[one["number"] for case in second for one in case.earlier])
        assert set(first.filter(state="WITHDRAWN").values_list("item", "applicant_name")) == set(
            second.values_list("item", "applicant_name")
        )
        cases = Case.objects.filter(findings__contains=["STOPPED_ON_LAST_DAY"])
        assert set(cases.values_list("item", flat=True)) == {"DEMO-12"}
        assert not Alert.objects.filter(clock__startswith="RULE:").exists()


@pytest.mark.parametrize("code", [*DECOYS, LULONG])
def test_a_decoy_is_not_blamed(world, code):
    assert found(code) == {}


def test_what_the_rules_found_is_derived(world):
    halls = [Hall.objects.get(code=code) for code in (QINGLONG, CHANGLI, LUANPING)]
    assert check(halls, at=now(), progress=lambda line: None).differences == []


def _month(moment):
    return local_day(moment).replace(day=1) if moment else None
