"""A new version of the calendar: previewed, published by an act, and brought to open cases by events."""

from datetime import datetime
from typing import Any

import pytest

from api.rest.captions import captions
from api.rest.case_columns import COLUMNS, Reading
from foundation import clock, working
from foundation.errors import Refusal
from foundation.models import Outbox
from hierarchy import calendars as versions
from hierarchy.gates import enter
from hierarchy.models import CalendarVersion, Hall
from mingjing import rebuilding
from rulebook.case import EventKind
from rulebook.layers import LayerKind
from tenants.audit.admin_acts import Doer
from tenants.audit.models import AdminAct
from tenants.cases import calendars
from tenants.cases.append import NewEvent, append_batch
from tenants.cases.calendars import Asked, BadCalendarFile
from tenants.cases.models import Case, CaseEvent
from tenants.items.models import ItemVersion
from tests.cases.histories import at, batch, event

pytestmark = pytest.mark.django_db

TODAY = "2026-12-20T10:00:00+08:00"
PROVINCE, LULONG = "130000000000", "130324000000"
DOER = Doer("佟志远")
HEAD = "kind,from,through,what\n"
# Invented days: no notice of 2027 is known. The 13 of the Regulation, two more at the New Year and a Saturday for one.
NOTICE = (
    f"{HEAD}off,2027-01-01,2027-01-05,元旦\nwork,2027-01-09,,元旦\noff,2027-02-05,2027-02-08,春节\n"
    "off,2027-04-05,,清明节\noff,2027-05-01,2027-05-02,劳动节\noff,2027-06-09,,端午节\noff,2027-09-15,,中秋节\n"
    "off,2027-10-01,2027-10-03,国庆节\n"
)
NATIONAL = {
    "kind": LayerKind.NATIONAL,
    "year": 2027,
    "text": NOTICE,
    "source": "关于2027年部分节假日安排的通知",
    "number": "试〔2026〕1号",
}
CLOSED = {
    "kind": LayerKind.HALL,
    "year": 2026,
    "text": f"{HEAD}off,2026-12-22,,停电检修\n",
    "source": "",
    "reason": "供电线路抢修",
}
REGIONAL = {
    "kind": LayerKind.REGIONAL,
    "year": 2026,
    "text": f"{HEAD}off,2026-12-22,,地方节日\n",
    "source": "某地方性法规第3条",
}
BEFORE = ("2026-12-31 00:00", "2027-01-19 00:00")


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.CLOCK = TODAY


@pytest.fixture
def province(db: None) -> Hall:
    return Hall.objects.get(code=PROVINCE)


@pytest.fixture
def open_case(hall: Hall, version: ItemVersion) -> Case:
    """Accepted on Friday 12-18: promised by Wednesday 12-30 (8), by statute by Monday 2027-01-18 (20, provisional)."""
    return accepted(hall, version, "C1")


def accepted(hall: Hall, version: ItemVersion, number: str) -> Case:
    events = [
        event(kind, moment, f"{number}/{kind}")
        for kind, moment in ((EventKind.RECEIVED, "12-18 09:00"), (EventKind.ACCEPTED, "12-18 09:30"))
    ]
    append_batch(hall, [batch(number, events, version)])
    return Case.objects.get(number=number)


def publish(place: Hall, asked: dict[str, Any]) -> CalendarVersion:
    with enter(place):
        found = calendars.publish(Asked(place, **asked), by=DOER)
    versions.forget()
    return found


def work_off() -> None:
    while working.work(now=clock.now()):
        pass


def work_once(hall: Hall) -> None:
    """One batch of what moves the cases of the hall."""
    (found,) = (one for one in working.due(now=clock.now(), hall=hall.code) if one.handler == "calendar.moves")
    working.work_batch(found, now=clock.now())


def clean(hall: Hall) -> list[str]:
    report = rebuilding.Report()
    with enter(hall):
        rebuilding.check_hall(hall, report, at=clock.now())
    return [str(difference) for difference in report.differences]


def due(case: Case) -> tuple[str, str]:
    case.refresh_from_db()
    return said(case.due_at), said(case.statutory_due_at)


def said(moment: datetime | str | None) -> str:
    assert moment
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return f"{at.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}"


def changes(case: Case) -> list[dict[str, Any]]:
    return [row.detail for row in CaseEvent.objects.filter(case=case, kind="CALENDAR_CHANGED").order_by("sequence")]


def test_the_notice_of_a_year_moves_the_dates_that_reach_into_it_by_an_event(hall, open_case, province):
    assert (*due(open_case), open_case.is_provisional) == (*BEFORE, True)
    asked = Asked(province, **NATIONAL)
    found = calendars.preview(asked)
    assert [(f"{one.day}", one.before, one.after, one.title) for one in found.changes] == [
        ("2027-01-04", "working", "holiday", "元旦"),
        ("2027-01-05", "working", "holiday", "元旦"),
        ("2027-01-09", "weekend", "makeup", "元旦"),
    ]
    assert calendars.reached(found, asked) == {hall.code: 1}
    assert [
        (one.case.number, [(move.clock, said(move.was), said(move.due_at)) for move in one.moves])
        for one in calendars.moving(hall, found)
    ] == [("C1", [("STATUTORY", "2027-01-19 00:00", "2027-01-20 00:00")])]
    publish(province, NATIONAL)
    work_off()
    change = CaseEvent.objects.get(kind="CALENDAR_CHANGED")
    assert (change.actor_name, change.detail["was"], change.detail["calendar"]) == ("", "cn-2026", "cn-2027.1")
    assert change.detail["reason"] == "关于2027年部分节假日安排的通知"
    assert [(one["clock"], said(one["was"]), said(one["due_at"])) for one in change.detail["dates"]] == [
        ("STATUTORY", "2027-01-19 00:00", "2027-01-20 00:00")
    ]
    assert (*due(open_case), open_case.is_provisional) == ("2026-12-31 00:00", "2027-01-20 00:00", False)
    assert open_case.calendar == "cn-2026"
    assert accepted(hall, open_case.version, "C2").calendar == "cn-2027.1"
    assert clean(hall) == []


def test_a_hall_that_closes_moves_its_promise_and_not_the_statute(hall, open_case):
    publish(hall, CLOSED)
    work_off()
    assert due(open_case) == ("2027-01-01 00:00", "2027-01-19 00:00")
    assert [(one["calendar"], one["reason"]) for one in changes(open_case)] == [("cn-2026+130322h.1", "供电线路抢修")]
    assert clean(hall) == []
    assert versions.current_version(Hall.objects.get(code=LULONG)) == "cn-2026"


def test_a_region_moves_both_in_every_hall_below_it(hall, open_case, province):
    publish(province, REGIONAL)
    work_off()
    assert due(open_case) == ("2027-01-01 00:00", "2027-01-20 00:00")
    assert versions.current_version(hall) == "cn-2026+130000r.1"
    assert clean(hall) == []


def test_publishing_is_an_administrative_act_with_its_days_and_reason(hall, open_case):
    publish(hall, CLOSED)
    act = AdminAct.objects.get(kind="CALENDAR_PUBLISHED")
    assert (act.subject, act.person_name, act.before) == ("130322h.1", "佟志远", {"version": None})
    assert act.after["days"] == ["2026-12-22 working>closed"]
    assert act.after["reason"] == "供电线路抢修"


def test_a_case_that_the_change_does_not_reach_has_no_event(hall, open_case, province):
    append_batch(hall, [batch("C1", [event(EventKind.CONCLUDED, "12-19 10:00", "C1/end", outcome="GRANTED")])])
    publish(province, NATIONAL)
    work_off()
    assert changes(open_case) == []
    assert clean(hall) == []


def test_an_extension_never_reaches_into_days_that_the_pinned_version_does_not_know(hall, version, province):
    """Due in December, so that no row moves it; extended in January's sight it is counted by the published days."""
    events = [
        event(EventKind.RECEIVED, "11-30 09:00", "C3/1"),
        event(EventKind.ACCEPTED, "11-30 09:30", "C3/2"),
    ]
    append_batch(hall, [batch("C3", events, version)])
    case = Case.objects.get(number="C3")
    publish(province, NATIONAL)
    work_off()
    assert changes(case) == []
    grant = NewEvent(EventKind.EXTENSION_GRANTED, at("12-10 10:00"), {"days": 10}, "test", "C3/3")
    told = append_batch(hall, [batch("C3", [grant])])
    assert (told.accepted, told.recorded) == (1, {"C3/3"})
    # 20 days end on 12-28, 10 more: 29, 30, 31, 01-06, 07, 08, 09 (make-up), 11, 12, 13.
    assert due(case)[1] == "2027-01-14 00:00"
    assert [one["calendar"] for one in changes(case)] == ["cn-2027.1"]
    assert clean(hall) == []


def test_a_file_of_the_list_marks_the_dates_that_are_provisional(hall, open_case):
    by = Reading(clock.now(), {}, {}, captions("zh"))
    assert COLUMNS["due"].read(open_case, by) == open_case.due_at
    assert COLUMNS["statutoryDue"].read(open_case, by) == "2027-01-19 00:00 （暂定）"


def test_what_is_worked_twice_changes_nothing_more(hall, open_case, province, settings):
    publish(province, NATIONAL)
    work_off()
    assert [row.handler for row in Outbox.objects.all()] == ["calendar.published"]
    settings.CLOCK = "2026-12-20T10:11:00+08:00"
    work_off()
    assert len(changes(open_case)) == 1
    assert not Outbox.objects.filter(handler__startswith="calendar").exists()


def test_many_cases_are_moved_some_at_a_time(hall, version, monkeypatch):
    monkeypatch.setattr(calendars, "CHUNK", 2)
    cases = [accepted(hall, version, f"M{number}") for number in range(5)]
    publish(hall, CLOSED)
    work_once(hall)
    assert [len(changes(case)) for case in cases] == [1, 1, 0, 0, 0]
    work_off()
    assert [len(changes(case)) for case in cases] == [1, 1, 1, 1, 1]
    assert clean(hall) == []


def test_a_killed_task_goes_on_where_it_was(hall, version, monkeypatch):
    monkeypatch.setattr(calendars, "CHUNK", 2)
    cases = [accepted(hall, version, f"K{number}") for number in range(4)]
    publish(hall, CLOSED)
    work_once(hall)
    append, calls = calendars.append_batch, []

    def killed(*args: Any, **given: Any) -> Any:
        append(*args, **given)
        calls.append(1)
        raise KeyboardInterrupt

    monkeypatch.setattr(calendars, "append_batch", killed)
    with pytest.raises(KeyboardInterrupt):
        work_off()
    assert calls == [1]
    assert [len(changes(case)) for case in cases] == [1, 1, 0, 0]
    monkeypatch.setattr(calendars, "append_batch", append)
    work_off()
    assert [len(changes(case)) for case in cases] == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("NOTHING_CHANGES", CLOSED | {"text": f"{HEAD}off,2026-12-26,,周六\n"}),
        ("REQUIRED", CLOSED | {"reason": " "}),
        ("REQUIRED", REGIONAL | {"source": ""}),
        ("TOO_LONG", CLOSED | {"reason": "长" * 301}),
        ("BAD_CALENDAR_FILE", CLOSED | {"text": f"{HEAD}off,2026-12-18,,昨天\n"}),
        ("BAD_CALENDAR_FILE", NATIONAL | {"text": HEAD}),
    ],
)
def test_a_refused_publication_changes_nothing(hall, open_case, code: str, asked: dict[str, Any]):
    count = CalendarVersion.objects.count()
    with pytest.raises(Refusal) as refused:
        publish(hall, asked)
    assert refused.value.code == code
    assert (CalendarVersion.objects.count(), AdminAct.objects.count(), Outbox.objects.count()) == (count, 0, 0)


def test_a_bad_file_names_its_lines(hall):
    with pytest.raises(BadCalendarFile) as refused:
        calendars.preview(Asked(hall, **CLOSED | {"text": f"{HEAD}shut,2026-12-22,,停电\n"}))
    assert [(one.line, one.code) for one in refused.value.problems] == [(2, "BAD_KIND")]


def test_the_second_file_of_a_year_stands_for_the_whole_year_of_its_layer(hall, open_case):
    publish(hall, CLOSED)
    work_off()
    publish(hall, CLOSED | {"text": f"{HEAD}off,2026-12-23,,停电检修\n"})
    work_off()
    assert [one["calendar"] for one in changes(open_case)] == ["cn-2026+130322h.1"]
    own = versions.own(versions.current_version(hall))
    assert own
    assert [f"{day}" for day in sorted(own.layers[-1].off)] == ["2026-12-23"]
    assert clean(hall) == []
