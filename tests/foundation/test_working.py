"""The engine: what is due is worked once, reds first, and what fails stands aside."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation import agenda, outbox, working
from foundation.agenda import Thing
from foundation.models import Agenda, NumberSeries, Outbox
from foundation.numbers import next_number
from foundation.outbox import Message
from reporting import rollups
from reporting.models import Delta

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
BEFORE, LATER = NOW - timedelta(hours=1), NOW + timedelta(hours=1)
CHANGLI, LULONG, WITHOUT_SCHEMA = "130322000000", "130324000000", "130303000000"


@pytest.fixture
def worked(register):
    """What the handler `test.note` was given: hall and keys of each batch, in order."""
    batches: list[tuple[str, list[str]]] = []
    register("test.note", lambda hall, rows: batches.append((hall, [row.key for row in rows])))
    return batches


def thing(key: str, hall: str = CHANGLI, *, at: datetime = BEFORE, priority: int = 5, handler="test.note") -> Thing:
    return Thing(handler, hall, key, at, priority=priority)


def message(key: str, hall: str = CHANGLI, *, handler="test.note") -> Message:
    return Message(handler, hall, key, BEFORE)


def work_off(now: datetime = NOW) -> None:
    while working.work(now=now):
        pass


def test_nothing_due_costs_one_statement():
    agenda.put([thing("1", at=LATER)])
    with CaptureQueriesContext(connection) as captured:
        assert working.work(now=NOW) == 0
    assert len([one for one in captured if "search_path" not in one["sql"]]) == 1


def test_what_is_due_is_worked_and_gone_and_a_second_nudge_finds_nothing(worked):
    agenda.put([thing("1"), thing("2", at=LATER)])
    outbox.send([message("m")])
    assert working.work(now=NOW) == 2
    assert worked == [(CHANGLI, ["m"]), (CHANGLI, ["1"])]
    assert working.work(now=NOW) == 0
    assert list(Agenda.objects.values_list("key", flat=True)) == ["2"]
    assert Outbox.objects.count() == 0


def test_the_moment_itself_is_not_past(worked):
    agenda.put([thing("1", at=NOW)])
    assert working.work(now=NOW) == 0
    assert working.work(now=NOW + timedelta(microseconds=1)) == 1


def test_a_thing_that_is_put_again_is_moved_not_added(worked):
    agenda.put([thing("1")])
    agenda.put([thing("1", at=LATER)])
    assert working.work(now=NOW) == 0
    assert list(Agenda.objects.values_list("key", "at")) == [("1", LATER)]


def test_reds_are_worked_first_among_halls_and_within_one(worked):
    agenda.put([thing("y1", CHANGLI, at=NOW - timedelta(days=2)), thing("y2", LULONG), thing("r2", LULONG, priority=1)])
    work_off()
    assert worked == [(LULONG, ["r2", "y2"]), (CHANGLI, ["y1"])]


def test_among_reds_the_hall_that_waited_longest_comes_first(worked):
    agenda.put([
        thing("a", CHANGLI, priority=1),
        thing("b", LULONG, priority=1, at=BEFORE - timedelta(days=1)),
    ])  # fmt: skip
    work_off()
    assert [hall for hall, _ in worked] == [LULONG, CHANGLI]


def test_a_flood_in_one_hall_does_not_starve_another(worked, monkeypatch):
    monkeypatch.setattr(working, "BATCH", 2)
    agenda.put([thing(str(number), at=BEFORE - timedelta(minutes=9 - number)) for number in range(5)])
    agenda.put([thing("other", LULONG)])
    work_off()
    assert worked == [
        (CHANGLI, ["0", "1"]),
        (LULONG, ["other"]),
        (CHANGLI, ["2", "3"]),
        (CHANGLI, ["4"]),
    ]


def test_a_budget_ends_a_round(worked):
    agenda.put([thing("1"), thing("2", LULONG)])
    assert working.work(now=NOW, budget=1) == 1
    assert working.work(now=NOW, budget=1) == 1
    assert working.work(now=NOW, budget=1) == 0


def test_only_the_named_hall_is_worked(worked):
    agenda.put([thing("1"), thing("2", LULONG), thing("3", "")])
    assert working.work(now=NOW, hall=LULONG) == 1
    assert working.work(now=NOW, hall="") == 1
    assert worked == [(LULONG, ["2"]), ("", ["3"])]


def test_a_handler_runs_in_the_schema_of_the_hall_and_the_engine_comes_back(register):
    seen = []
    register("test.where", lambda hall, rows: seen.append(connection.schema_name))
    agenda.put([thing("1", handler="test.where"), thing("2", "", handler="test.where")])
    work_off()
    assert sorted(seen) == ["h130322000000", "public"]
    assert connection.schema_name == "public"


def test_a_handler_may_put_the_same_thing_again(register):
    register(
        "test.again", lambda hall, rows: agenda.put([thing(row.key, at=LATER, handler="test.again") for row in rows])
    )
    agenda.put([thing("1", handler="test.again"), thing("2", handler="test.again")])
    assert working.work(now=NOW) == 2
    assert working.work(now=NOW) == 0
    assert set(Agenda.objects.values_list("key", "at")) == {("1", LATER), ("2", LATER)}


def failing_on(*bad: str):
    """Takes a number for each row, then fails on some."""

    def work(hall, rows):
        for row in rows:
            next_number(hall, "TEST", 2026)
            if row.key in bad:
                raise ValueError(f"cannot work {row.key}")

    return work


def test_one_bad_row_does_not_keep_the_others_and_leaves_nothing_behind(register):
    register("test.fail", failing_on("2"))
    agenda.put([thing(key, handler="test.fail") for key in ("1", "2", "3")])
    assert working.work(now=NOW) == 3
    row = Agenda.objects.get()
    assert (row.key, row.attempts, row.error, row.at, row.set_aside_at) == (
        "2",
        1,
        "ValueError: cannot work 2",
        BEFORE,
        None,
    )
    # One for each row that was worked: what the failed attempts took was given back.
    assert NumberSeries.objects.get().last == 2


def test_a_failed_row_waits_and_is_set_aside_at_the_third_failure(register):
    register("test.fail", failing_on("2"))
    agenda.put([thing("2", handler="test.fail")])
    moment = NOW
    for attempt in (1, 2, 3):
        assert working.work(now=moment) == 1
        assert working.work(now=moment + working.RETRY / 2) == 0
        assert Agenda.objects.get().attempts == attempt
        moment += working.RETRY + timedelta(seconds=1)
    assert Agenda.objects.get().set_aside_at == moment - working.RETRY - timedelta(seconds=1)
    assert working.work(now=moment + timedelta(days=1)) == 0
    assert working.set_aside() == [("agenda", CHANGLI, "test.fail", "2", "ValueError: cannot work 2")]


def test_a_thing_that_was_set_aside_is_worked_again_when_it_is_put_again(register):
    register("test.fail", failing_on())
    agenda.put([thing("2", handler="test.fail")])
    Agenda.objects.update(attempts=3, set_aside_at=NOW, retry_at=LATER, error="ValueError")
    agenda.put([thing("2", handler="test.fail")])
    assert working.set_aside() == []
    assert working.work(now=NOW) == 1


@pytest.mark.parametrize(
    ("row", "error"),
    [
        pytest.param(thing("1", handler="test.none"), "Refusal: No handler has this name.", id="no handler"),
        pytest.param(thing("1", WITHOUT_SCHEMA), "HallNotProvisioned: This hall is not connected.", id="no schema"),
        pytest.param(thing("1", "999999000000"), "NotFound: No such hall.", id="no hall"),
    ],
)
def test_what_cannot_be_worked_is_set_aside_and_says_why(worked, row, error):
    agenda.put([row])
    for attempt in range(3):
        working.work(now=NOW + attempt * 2 * working.RETRY)
    assert [found[-1] for found in working.set_aside()] == [error]
    assert worked == []


def test_a_failure_is_told_to_the_log(register, caplog):
    register("test.fail", failing_on("2"))
    agenda.put([thing("2", handler="test.fail")])
    working.work(now=NOW)
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR"]


def test_deltas_are_a_backlog_that_is_folded_when_they_are_there():
    rollups.add(CHANGLI, {(date(2026, 3, 1), "I1", "D1"): {"received": 2}})
    assert working.due(now=NOW) == [working.Due("backlog", "", "reporting_delta")]
    assert working.work(now=NOW, hall=CHANGLI) == 0
    assert working.work(now=NOW) == 1
    assert Delta.objects.count() == 0


def test_dropping_leaves_other_things_alone():
    agenda.put([thing("1"), thing("2"), thing("1", LULONG), thing("1", handler="test.other")])
    agenda.drop("test.note", CHANGLI, ["1", "7"])
    assert set(Agenda.objects.values_list("handler", "hall", "key")) == {
        ("test.note", CHANGLI, "2"),
        ("test.note", LULONG, "1"),
        ("test.other", CHANGLI, "1"),
    }
