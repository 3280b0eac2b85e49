"""Hearings, tolerated papers, renewals and findings as a window records them and a page reads them."""

from datetime import datetime
from typing import Any

from foundation.clock import SHANGHAI, now
from foundation.working import work
from hierarchy.gates import enter
from hierarchy.models import Hall
from hierarchy.posts import Actor
from rulebook.case import EventKind
from tenants.cases.append import CaseBatch, NewEvent, append_batch
from tenants.items.models import ItemVersion
from tests.api.asking import Asking, as_person
from tests.api.desk import LICENCE, done, refused, register
from tests.cases.histories import event

READ = """query ($number: String!) { case(hall: "130322", number: $number) {
  permittedActions
  clocks { name dueAt endedAt whose statedOn lapse isOverdue steps { code params } }
  findings { code at sequence } asReported { dueAt isOverdue } byLaw { dueAt isOverdue steps { code } }
} }"""
LIST = """query ($finding: FindingCode) { cases(hall: "130322", finding: $finding, first: 10) {
  edges { node { number } }
} }"""


def case(ask: Asking, number: str) -> dict[str, Any]:
    return dict(ask(READ, number=number).data["case"])


def clock(ask: Asking, number: str, name: str) -> dict[str, Any]:
    return next(dict(one) for one in case(ask, number)["clocks"] if one["name"] == name)


def listed(ask: Asking, finding: str | None) -> list[str]:
    return [edge["node"]["number"] for edge in ask(LIST, finding=finding).data["cases"]["edges"]]


def accepted(ask: Asking, **more: Any) -> str:
    number = register(ask, submittedAt="2026-09-01T09:00:00+08:00")
    done(ask, "acceptCaseWith", number, occurredAt="2026-09-01T10:00:00+08:00", **more)
    return number


def test_a_hearing_runs_from_the_notice_to_the_day_with_a_clock_for_each_step(changli: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    number = accepted(ask)

    def step(kind: str, day: int, **more: Any) -> None:
        done(ask, "recordProceeding", number, kind=kind, occurredAt=f"2026-09-{day:02d}T10:00:00+08:00", **more)

    assert "HEARING_ASKED" not in case(ask, number)["permittedActions"]
    step("HEARING_TOLD", 2)
    assert clock(ask, number, "HEARING_REQUEST")["whose"] == "APPLICANT"
    step("HEARING_ASKED", 3)
    # 20 after the 3rd: 4=1, 7 to 11=6, 14 to 18=11, 20 (make-up)=12, 21 to 24=16, 28 to 30=19, 8 October=20.
    assert clock(ask, number, "HEARING_HOLD")["dueAt"] == "2026-10-08T16:00:00Z"
    assert refused(ask, "recordProceeding", number, kind="HEARING_HELD") == [("HEARING_NOT_ANNOUNCED", None)]
    assert refused(ask, "recordProceeding", number, kind="HEARING_ANNOUNCED") == [("REQUIRED", "hearingOn")]
    step("HEARING_ANNOUNCED", 8, hearingOn="2026-09-21")
    told = clock(ask, number, "HEARING_NOTICE")
    # Back from the 21st: 20 (make-up)=1, 18=2, 17=3, 16=4, 15=5, 14=6, 11=7.
    assert (told["dueAt"], told["statedOn"], told["isOverdue"]) == ("2026-09-11T16:00:00Z", "2026-09-21", False)
    done(ask, "recordProceeding", number, kind="HEARING_HELD", occurredAt="2026-09-21T15:00:00+08:00")
    assert clock(ask, number, "HEARING_HOLD")["endedAt"] == "2026-09-21T07:00:00Z"


def test_a_tolerated_paper_is_supplied_once_and_only_where_a_gap_was_tolerated(changli: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    whole, gap = accepted(ask), accepted(ask, tolerated=["平面图"], byCommitment=True)
    assert refused(ask, "recordProceeding", whole, kind="GAP_FILLED") == [("NO_GAP", None)]
    done(ask, "recordProceeding", gap, kind="GAP_FILLED")
    assert refused(ask, "recordProceeding", gap, kind="GAP_FILLED") == [("NO_GAP", None)]
    assert refused(ask, "recordProceeding", gap, kind="AFTER_CHECKED") == [("NOT_CONCLUDED", None)]
    done(ask, "concludeCase", gap, outcome="GRANTED")
    done(ask, "recordProceeding", gap, kind="AFTER_CHECKED")


def test_a_renewal_undecided_at_expiry_is_deemed_granted(changli: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    number = register(ask, submittedAt="2026-09-01T09:00:00+08:00", expiresOn="2026-10-08")
    renewal = clock(ask, number, "RENEWAL")
    assert (renewal["dueAt"], renewal["lapse"], renewal["isOverdue"]) == (
        "2026-10-08T16:00:00Z",
        "DEEMED_RENEWED",
        True,
    )
    late = register(ask, submittedAt="2026-09-20T09:00:00+08:00", expiresOn="2026-10-08")
    # Nothing was told by the 28th (21=1 22=2 23=3 24=4 28=5), so that the decision runs as well.
    clocks = {one["name"] for one in case(ask, late)["clocks"]}
    assert clocks == {"PROMISED", "STATUTORY", "INTAKE_NOTICE", "RENEWAL_REQUEST"}


def test_a_granted_licence_is_delivered_within_its_clock(changli: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    number = accepted(ask)
    done(ask, "concludeCase", number, outcome="GRANTED", occurredAt="2026-09-03T16:00:00+08:00")
    delivery = clock(ask, number, "DELIVERY")
    # 4=1, 7 to 11=6, 14 to 17=10.
    assert (delivery["dueAt"], delivery["endedAt"]) == ("2026-09-17T16:00:00Z", None)
    assert delivery["steps"][0] == {"code": "basis", "params": '{"basis":"行政许可法44"}'}


def test_an_extension_by_the_wrong_approver_is_refused(changli: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    number = accepted(ask)
    given = {"days": 3, "approver": "县长", "reason": "情况复杂", "occurredAt": "2026-09-02T09:00:00+08:00"}
    found = refused(ask, "grantExtension", number, approverRole="GOVERNMENT_HEAD", **given)
    assert found == [("WRONG_APPROVER", "approverRole")]
    done(ask, "grantExtension", number, approverRole="AGENCY_HEAD", **given)


def test_a_pause_without_ground_shows_in_both_readings_and_in_the_list(changli: Hall, lin: Actor) -> None:
    """It comes by exchange: a window would be refused it."""
    ask = as_person(lin)
    number, clean = accepted(ask), accepted(ask)

    def told(kind: EventKind, day: int, /, **detail: Any) -> NewEvent:
        return NewEvent(kind, datetime(2026, 9, day, 10, tzinfo=SHANGHAI), detail, "spj")

    paused = [told(EventKind.PAUSE_BEGUN, 3, kind="OTHER", reason="补正"), told(EventKind.PAUSE_ENDED, 10)]
    with enter(changli):
        append_batch(changli, [CaseBatch(number, [*paused, told(EventKind.CONCLUDED, 14, outcome="GRANTED")])])
    found = case(ask, number)
    assert [one["code"] for one in found["findings"]] == ["PAUSE_UNDECLARED", "PAUSE_WITHOUT_NOTICE", "LATE_BY_LAW"]
    assert found["asReported"] == {"dueAt": "2026-09-18T16:00:00Z", "isOverdue": False}
    steps = [one["code"] for one in found["byLaw"].pop("steps")]
    assert found["byLaw"] == {"dueAt": "2026-09-11T16:00:00Z", "isOverdue": True}
    assert (steps[0], steps[-1]) == ("promised_by_law", "apart")
    assert listed(ask, "LATE_BY_LAW") == listed(ask, "PAUSE_WITHOUT_NOTICE") == [number]
    assert listed(ask, "EXTENSION_SECOND") == []
    assert set(listed(ask, None)) == {number, clean}


STOCKS = """{ hall(code: "130322") { rollup(from: "2026-03-01", to: "2026-04-30") {
  open overdue overdueByLaw overdueStatutory overdueStatutoryByLaw } } }"""


def test_open_cases_past_due_as_the_law_counts_stand_beside_those_as_reported(changli: Hall, lin: Actor) -> None:
    """One is paused without ground, one is late in both readings, one has ended; before and after the worker."""
    told = {
        "PAUSED": [(EventKind.PAUSE_BEGUN, "03-04 10:00", {"planned_days": 9})],
        "LATE": [],
        "ENDED": [(EventKind.CONCLUDED, "03-05 10:00", {"outcome": "GRANTED"})],
    }
    begun = [(EventKind.RECEIVED, "03-02 09:00", {}), (EventKind.ACCEPTED, "03-02 10:00", {})]
    with enter(changli):
        version = ItemVersion.objects.get(variant__code=LICENCE)
        for number, more in told.items():
            events = [event(kind, at, f"{number}{at}", **said) for kind, at, said in begun + more]
            append_batch(changli, [CaseBatch(number, events, version)])
    ask = as_person(lin)
    expected = {"open": 2, "overdue": 1, "overdueByLaw": 2, "overdueStatutory": 1, "overdueStatutoryByLaw": 2}
    assert ask(STOCKS).data["hall"]["rollup"] == expected
    work(now=now())
    assert ask(STOCKS).data["hall"]["rollup"] == expected
