"""The queues of a desk: which case waits where, one statement a list, each from its own index."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.db import connection

from hierarchy.gates import enter
from hierarchy.models import Hall
from hierarchy.posts import Actor
from rulebook.case import EventKind
from tenants.cases import queues
from tenants.cases.append import append_batch
from tenants.cases.models import Case
from tenants.cases.queues import Queue
from tenants.items.guide import Guide, Material
from tenants.items.models import ItemVersion
from tenants.items.publish import Draft, publish
from tests.cases.histories import DEPARTMENT, SURVEY, at, batch, event

NOW = at("03-12 10:00")  # a Thursday
R, A, C = EventKind.RECEIVED, EventKind.ACCEPTED, EventKind.CONCLUDED


def accepted(number: str, day: str) -> list[object]:
    """Promised 8 working days: accepted on 2 March it is due at the end of the 12th."""
    return [event(R, f"{day} 09:00", f"{number}/1"), event(A, f"{day} 09:30", f"{number}/2")]


STORIES = {
    "today": accepted("today", "03-02"),
    "next": accepted("next", "03-03"),
    "later": accepted("later", "03-10"),
    "late": accepted("late", "02-26"),
    "paused": [*accepted("paused", "03-02"), event(EventKind.PAUSE_BEGUN, "03-05 09:00", "paused/3")],
    "asked": [
        event(R, "03-11 09:00", "asked/1"),
        event(EventKind.CORRECTION_ASKED, "03-11 10:00", "asked/2", items=[]),
    ],
    "brought": [
        event(R, "03-11 09:00", "brought/1"),
        event(EventKind.CORRECTION_ASKED, "03-11 10:00", "brought/2", items=[]),
        event(EventKind.CORRECTION_RECEIVED, "03-12 09:00", "brought/3"),
    ],
    "untold": [event(R, "03-11 09:00", "untold/1")],
    # Nothing told by the end of the 10th: accepted in law from the 3rd, like "next".
    "silent": [event(R, "03-03 09:00", "silent/1")],
    "beyond": [
        event(R, "03-11 09:00", "beyond/1"),
        event(EventKind.CORRECTION_ASKED, "03-11 11:00", "beyond/2", items=[{"material": "环评", "defect": "缺"}]),
        event(EventKind.CORRECTION_RECEIVED, "03-12 09:00", "beyond/3"),
    ],
    "unverified": [*accepted("unverified", "03-10"), event(C, "03-11 09:00", "unverified/3", outcome="GRANTED")],
    "verified": [
        *accepted("verified", "03-10"),
        event(C, "03-11 09:00", "verified/3", outcome="GRANTED"),
        event(EventKind.VERIFIED, "03-11 10:00", "verified/4"),
    ],
    "refused": [
        *accepted("refused", "03-10"),
        event(C, "03-11 09:00", "refused/3", outcome="REFUSED"),
        event(EventKind.VERIFIED, "03-11 10:00", "refused/4"),
    ],
    "delivered": [
        *accepted("delivered", "03-10"),
        event(C, "03-11 09:00", "delivered/3", outcome="GRANTED"),
        event(EventKind.VERIFIED, "03-11 10:00", "delivered/4"),
        event(EventKind.DELIVERED, "03-11 11:00", "delivered/5"),
    ],
    "unregistered": [
        event(C, "03-11 09:00", "unregistered/1", outcome="GRANTED"),
        event(EventKind.VERIFIED, "03-11 10:00", "unregistered/2"),
        event(EventKind.DELIVERED, "03-11 11:00", "unregistered/3"),
    ],
    "handed out": [
        *accepted("handed out", "03-10"),
        event(C, "03-11 09:00", "handed out/3", outcome="GRANTED"),
        event(EventKind.DELIVERED, "03-11 11:00", "handed out/4"),
        event(EventKind.VERIFIED, "03-11 12:00", "handed out/5"),
    ],
}
WAITING = {
    Queue.NOTICE_DUE: ["silent", "untold"],
    Queue.DUE_TODAY: ["today"],
    Queue.DUE_NEXT: ["next", "silent"],
    Queue.RED: ["late"],
    Queue.YELLOW: ["today", "next", "silent"],
    Queue.BEYOND_GUIDE: ["beyond"],
    Queue.PAUSED: ["paused"],
    Queue.AWAITING_CORRECTION: ["asked"],
    Queue.UNVERIFIED: ["unverified"],
    Queue.UNDELIVERED: ["verified"],
    Queue.UNREGISTERED: ["unregistered"],
    Queue.DELIVERED_FIRST: ["handed out"],
}


@pytest.fixture
def cases(hall: Hall, version: ItemVersion) -> Hall:
    guide = Guide(materials=(Material("申请书", 1, 0, "申请人"),))
    guided = publish(
        Draft("XK-101", "事项", "XK-101-0", "事项", "01", DEPARTMENT, SURVEY, date(2025, 1, 1), guide=guide)
    )
    versions = {"beyond": guided}
    append_batch(hall, [batch(number, events, versions.get(number, version)) for number, events in STORIES.items()])
    return hall


def shown(queue: Queue, *, now: datetime = NOW, after: list[object] | None = None, first: int = 50) -> list[Case]:
    return queues.waiting(Case.objects.all(), queue, now=now, after=after, first=first)


@pytest.mark.parametrize("queue", Queue)
def test_a_case_waits_in_its_queues_and_in_no_other(cases: Hall, queue: Queue) -> None:
    assert [case.number for case in shown(queue)] == WAITING[queue]


def test_the_counts_are_those_of_the_lists(cases: Hall) -> None:
    counted = queues.counts(Case.objects.all(), now=NOW)
    assert counted == {queue: len(numbers) for queue, numbers in WAITING.items()}


def test_the_next_working_day_after_a_friday_is_monday(cases: Hall) -> None:
    assert [case.number for case in shown(Queue.DUE_NEXT, now=at("03-13 10:00"))] == []
    on_friday = queues.Days.at(at("03-13 10:00"))
    assert (on_friday.today_ends, on_friday.next_ends) == (at("03-14 00:00"), at("03-17 00:00"))


def test_a_queue_is_paged_by_key_without_gap_or_repetition(cases: Hall) -> None:
    first = shown(Queue.YELLOW, first=1)
    key = [first[0].due_at, first[0].pk]
    assert [case.number for case in [*first, *shown(Queue.YELLOW, after=key)]] == ["today", "next", "silent"]


def test_a_desk_holds_only_the_departments_of_the_post(cases: Hall, lin: Actor) -> None:
    assert queues.of_desk(lin).count() == len(STORIES)
    assert queues.of_desk(replace(lin, departments=("D-OTHER",))).count() == 0
    assert queues.of_desk(lin, "D-PERMITS").count() == len(STORIES)
    assert queues.of_desk(lin, "D-OTHER").count() == 0


@pytest.mark.parametrize(
    ("queue", "index"),
    [
        (Queue.DUE_TODAY, "case_open"),
        (Queue.RED, "case_open"),
        (Queue.AWAITING_CORRECTION, "case_awaited"),
        (Queue.UNVERIFIED, "case_unverified"),
        (Queue.UNDELIVERED, "case_undelivered"),
        (Queue.UNREGISTERED, "case_unregistered"),
        (Queue.DELIVERED_FIRST, "case_delivered_first"),
    ],
)
def test_a_queue_is_read_from_the_index_that_holds_it(cases: Hall, queue: Queue, index: str) -> None:
    with enter(cases), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        found = Case.objects.filter(queues.condition(queue, now=NOW)).order_by(queues.ORDERS.get(queue, "due_at"), "pk")
        assert index in found[:50].explain()
