"""The worker's part of a case: alerts at their own moments, once, told to those concerned, whatever kills it."""

from datetime import datetime, timedelta

import pytest

from foundation import working
from foundation.models import Agenda, Outbox
from hierarchy.gates import enter
from hierarchy.models import Hall, Post, Role
from mingjing import rebuilding
from reporting import rollups
from reporting.models import Board
from rulebook.case import EventKind
from tenants.alerts.models import Alert, AlertNote
from tenants.cases.append import CaseBatch, append_batch
from tenants.cases.models import Case
from tenants.notices.models import Notice
from tests.cases import histories
from tests.cases.histories import CODE, at, event
from tests.killing import killed_everywhere

# Accepted on Monday 9 March 2026 with a promise of 8 working days: due at the end of Thursday the 19th.
YELLOW, RED = at("03-18 09:00"), at("03-20 00:00")


@pytest.fixture
def hall(db: None) -> Hall:
    return Hall.objects.get(code=CODE)


def received(number: str) -> list:
    return [
        event(EventKind.RECEIVED, "03-09 09:10", f"{number}/1"),
        event(EventKind.ACCEPTED, "03-09 09:30", f"{number}/2"),
    ]


def record(hall: Hall, number: str, *events: object) -> None:
    with enter(hall):
        version = histories.ItemVersion.objects.first() or histories.item()
        append_batch(hall, [CaseBatch(number, list(events), version)])


def work_off(now: datetime) -> None:
    while working.work(now=now, hall=CODE):
        pass


def alerts(hall: Hall) -> list[tuple[str, str, str, datetime]]:
    with enter(hall):
        rows = Alert.objects.filter(clock="PROMISED").order_by("case__number", "at")
        return [(row.case.number, row.rung, row.level, row.at) for row in rows.select_related("case")]


def clean(hall: Hall) -> list[str]:
    report = rebuilding.Report()
    with enter(hall):
        rebuilding.check_hall(hall, report, at=at("12-31 00:00"))
    return [str(difference) for difference in report.differences]


def test_yellow_comes_before_and_red_after(hall, monkeypatch):
    record(hall, "A-1", *received("A-1"))
    for moment, expected in [
        (at("03-18 08:59"), []),
        (at("03-18 09:01"), [("A-1", "near", "YELLOW", YELLOW)]),
        (at("03-19 23:59"), [("A-1", "near", "YELLOW", YELLOW)]),
        (at("03-20 00:01"), [("A-1", "near", "YELLOW", YELLOW), ("A-1", "over", "RED", RED)]),
    ]:
        monkeypatch.setattr("tenants.alerts.raising.now", lambda moment=moment: moment)
        work_off(moment)
        assert alerts(hall) == expected
        assert [row.level for row in Board.objects.filter(hall=CODE, clock="PROMISED")] == [
            row[2] for row in expected[-1:]
        ]
    assert clean(hall) == []


def test_working_the_same_moment_again_raises_nothing_twice(hall, monkeypatch):
    record(hall, "A-1", *received("A-1"))
    monkeypatch.setattr("tenants.alerts.raising.now", lambda: at("03-25 09:00"))
    work_off(at("03-25 09:00"))
    before = alerts(hall)
    Agenda.objects.filter(hall=CODE).update(at=at("03-20 09:00"))
    work_off(at("03-25 09:00"))
    assert alerts(hall) == before
    assert [row[1] for row in before] == ["near", "over"]


def test_a_late_report_clears_the_alert_and_leaves_it_standing(hall, monkeypatch):
    record(hall, "A-1", *received("A-1"))
    monkeypatch.setattr("tenants.alerts.raising.now", lambda: at("03-23 09:00"))
    work_off(at("03-23 09:00"))
    concluded = event(EventKind.CONCLUDED, "03-17 15:00", "A-1/3", recorded="03-23 10:00", outcome="GRANTED")
    record(hall, "A-1", concluded)
    assert not Board.objects.filter(hall=CODE, clock="PROMISED").exists()
    monkeypatch.setattr("tenants.alerts.raising.now", lambda: at("03-23 11:00"))
    work_off(at("03-23 11:00"))
    assert [row[1] for row in alerts(hall)] == ["near", "over"]
    with enter(hall):
        notes = AlertNote.objects.filter(alert__clock="PROMISED").values_list("alert__rung", "kind", "reason", "at")
        assert sorted(notes) == [
            ("near", "CLEARED", "LATE_REPORT", at("03-23 10:00")),
            ("over", "CLEARED", "LATE_REPORT", at("03-23 10:00")),
        ]
    assert clean(hall) == []


def test_an_extension_moves_the_alerts_to_come_and_leaves_the_one_that_was_raised(hall, monkeypatch):
    """Extended by 2 working days on the 18th: due at the end of Monday the 23rd."""
    record(hall, "A-1", *received("A-1"))
    monkeypatch.setattr("tenants.alerts.raising.now", lambda: at("03-18 09:01"))
    work_off(at("03-18 09:01"))
    record(hall, "A-1", event(EventKind.EXTENSION_GRANTED, "03-18 10:00", "A-1/3", days=2))
    for moment in (at("03-20 09:00"), at("03-25 09:00")):
        monkeypatch.setattr("tenants.alerts.raising.now", lambda moment=moment: moment)
        work_off(moment)
    assert alerts(hall) == [
        ("A-1", "near", "YELLOW", YELLOW),
        ("A-1", "near", "YELLOW", at("03-20 09:00")),
        ("A-1", "over", "RED", at("03-24 00:00")),
    ]
    assert clean(hall) == []


def test_what_fell_due_before_the_conclusion_was_recorded_is_written_all_the_same(hall, monkeypatch):
    """The worker was down while the case turned red and was concluded."""
    record(hall, "A-1", *received("A-1"))
    record(hall, "A-1", event(EventKind.CONCLUDED, "03-24 15:00", "A-1/3", outcome="GRANTED"))
    monkeypatch.setattr("tenants.alerts.raising.now", lambda: at("03-30 09:00"))
    work_off(at("03-30 09:00"))
    assert alerts(hall) == [("A-1", "near", "YELLOW", YELLOW), ("A-1", "over", "RED", RED)]
    assert clean(hall) == []


def test_yellow_tells_the_department_and_red_the_inspectors_as_well(hall, lin, monkeypatch):
    inspector = Post.objects.get(role=Role.INSPECTOR, hall__code="130300000000").person
    Post.objects.create(person=inspector, hall=hall, role=Role.INSPECTOR, from_on=histories.date(2024, 1, 1))
    record(hall, "A-1", *received("A-1"))
    told = []
    for moment in (at("03-18 10:00"), at("03-20 10:00")):
        for later in (moment, moment + timedelta(minutes=1)):
            monkeypatch.setattr("tenants.alerts.raising.now", lambda later=later: later)
            work_off(later)
        with enter(hall):
            told.append(
                {(row.recipient, row.level) for row in Notice.objects.all() if row.params["clock"] == "PROMISED"}
            )
    assert told[0] == {(lin.person_id, "YELLOW")}
    assert told[1] == {(lin.person_id, "YELLOW"), (lin.person_id, "RED"), (inspector.pk, "RED")}


def test_nobody_is_told_of_a_moment_older_than_a_day(hall, monkeypatch):
    record(hall, "A-1", *received("A-1"))
    monkeypatch.setattr("tenants.alerts.raising.now", lambda: at("06-01 09:00"))
    work_off(at("06-01 09:00"))
    assert [row[1] for row in alerts(hall)] == ["near", "over"]
    assert not Outbox.objects.filter(hall=CODE).exists()
    with enter(hall):
        assert not Notice.objects.exists()


def test_a_worker_killed_at_any_step_loses_and_doubles_nothing(own_database):
    hall = Hall.objects.get(code=CODE)
    moment = at("11-01 09:00")

    def work() -> None:
        work_off(moment)
        rollups.fold()

    number = 1
    record(hall, "K-001", *received("K-001"))
    for step in killed_everywhere(work):
        work()
        expected = [
            (f"K-{index:03d}", rung, level, at_)
            for index in range(1, number + 1)
            for rung, level, at_ in (("near", "YELLOW", YELLOW), ("over", "RED", RED))
        ]
        assert alerts(hall) == expected, f"killed at step {step}"
        assert clean(hall) == [], f"killed at step {step}"
        number += 1
        record(hall, f"K-{number:03d}", *received(f"K-{number:03d}"))
    assert step > 15
    with enter(hall):
        assert Case.objects.count() == number
