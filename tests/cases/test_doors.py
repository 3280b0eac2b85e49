"""Two doors, one writer: a window is refused what is out of order, an exchange's report of it is kept and marked."""

from dataclasses import replace

import pytest

from foundation.errors import Refusal
from rulebook.case import Anchor, EventKind, LimitRule
from rulebook.clock import Limit, Unit
from tenants.cases.append import Door, IllegalOrder, append_batch
from tenants.cases.models import Case, CaseEvent
from tests.cases.histories import SURVEY, batch, event, everything, item, life

pytestmark = pytest.mark.django_db
OPEN, ENDED = life("C1", concluded=False), life("C1")

# What a window tries after which events, and the code that it is told.
ILLEGAL = {
    "a second registration": (OPEN, event(EventKind.RECEIVED, "03-10 09:00", "x"), "ALREADY_RECEIVED"),
    "a second acceptance": (OPEN, event(EventKind.ACCEPTED, "03-10 09:00", "x"), "ALREADY_ACCEPTED"),
    "an acceptance before the registration": (
        OPEN[:1],
        event(EventKind.ACCEPTED, "03-08 09:00", "x"),
        "BEFORE_SUBMISSION",
    ),
    "a conclusion of what was not accepted": (
        OPEN[:1],
        event(EventKind.CONCLUDED, "03-10 09:00", "x", outcome="GRANTED"),
        "NOT_ACCEPTED",
    ),
    "a correction asked after acceptance": (
        OPEN,
        event(EventKind.CORRECTION_ASKED, "03-10 09:00", "x"),
        "CORRECTION_AFTER_ACCEPTANCE",
    ),
    "the end of a stage that does not run": (
        OPEN,
        event(EventKind.STAGE_ENDED, "03-10 09:00", "x", stage="受理"),
        "STAGE_NOT_RUNNING",
    ),
    "the end of a pause that was not begun": (
        OPEN,
        event(EventKind.PAUSE_ENDED, "03-10 09:00", "x"),
        "NOT_PAUSED",
    ),
    "a delivery before the conclusion": (OPEN, event(EventKind.DELIVERED, "03-10 09:00", "x"), "NOT_CONCLUDED"),
    "a delivery before the verification": (ENDED, event(EventKind.DELIVERED, "03-12 09:00", "x"), "NOT_VERIFIED"),
    "handling after the conclusion": (
        ENDED,
        event(EventKind.STAGE_BEGUN, "03-12 09:00", "x", stage="受理"),
        "ALREADY_ENDED",
    ),
    "a correction of an event that is not there": (
        OPEN,
        event(EventKind.CORRECTED, "03-12 09:00", "x", corrects=9),
        "NO_SUCH_EVENT",
    ),
}


@pytest.mark.parametrize(("before", "tried", "code"), ILLEGAL.values(), ids=ILLEGAL.keys())
def test_a_window_is_refused_with_the_reason_and_nothing_changes(hall, version, before, tried, code):
    append_batch(hall, [batch("C1", before, version)])
    untouched = everything()
    with pytest.raises(IllegalOrder) as refused:
        append_batch(hall, [batch("C1", [tried])], door=Door.STRICT)
    assert refused.value.code == code
    assert everything() == untouched


@pytest.mark.parametrize(("before", "tried", "code"), ILLEGAL.values(), ids=ILLEGAL.keys())
def test_the_same_from_an_exchange_is_kept_and_marked(hall, version, before, tried, code):
    append_batch(hall, [batch("C1", before, version)])
    result = append_batch(hall, [batch("C1", [tried])], door=Door.LENIENT)
    assert (result.accepted, result.recorded) == (1, {"x"})
    assert CaseEvent.objects.get(event_id="x").anomalies == [code]
    assert CaseEvent.objects.exclude(anomalies=[]).count() == 1


def test_one_illegal_event_refuses_the_whole_batch(hall, version):
    untouched = everything()
    bad = [*life("C2", concluded=False), event(EventKind.DELIVERED, "03-10 09:00", "C2/x")]
    with pytest.raises(IllegalOrder):
        append_batch(hall, [batch("C1", life("C1"), version), batch("C2", bad, version)], door=Door.STRICT)
    assert everything() == untouched


def test_a_chain_in_order_passes_the_strict_door(hall, version, lin):
    result = append_batch(hall, [batch("C1", life("C1"), version)], door=Door.STRICT, actor=lin)
    assert (result.accepted, result.duplicates) == (5, 0)
    rows = CaseEvent.objects.order_by("sequence")
    assert [row.sequence for row in rows] == [1, 2, 3, 4, 5]
    assert {(row.actor, row.actor_name, row.actor_post) for row in rows} == {(lin.person_id, "林晓雯", lin.post_id)}
    assert [row.anomalies for row in rows] == [[]] * 5


def test_a_case_needs_its_item_to_begin_with(hall):
    untouched = everything()
    with pytest.raises(Refusal) as refused:
        append_batch(hall, [batch("C1", life("C1"))])
    assert refused.value.code == "NO_ITEM"
    assert everything() == untouched


def test_a_later_version_of_the_item_changes_no_case_that_was_accepted_before(hall, version):
    append_batch(hall, [batch("C1", OPEN, version)])
    before = Case.objects.get()
    shorter = LimitRule(Anchor.ACCEPTED, Limit(3, Unit.WORKING_DAY))
    later = item(rules=replace(SURVEY, promised=shorter, stages=()))
    append_batch(hall, [batch("C1", [event(EventKind.STAGE_ENDED, "03-10 09:00", "C1/4", stage="现场核查")], later)])
    after = Case.objects.get()
    assert (later.number, after.version_id) == (2, version.pk)
    assert (after.due_at, after.yellow_at) == (before.due_at, before.yellow_at)
    append_batch(hall, [batch("C2", life("C2", concluded=False), later)])
    assert Case.objects.get(number="C2").due_at < before.due_at
