"""The writer: what is sent again changes nothing, many at once are one by one, and all is written or none."""

import threading
from datetime import date

import pytest
from django.db import DataError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from foundation.clock import now
from hierarchy.calendars import current_version
from hierarchy.gates import enter
from hierarchy.models import Hall
from reporting import rebuild
from reporting.compare import Period, rollup
from reporting.models import Delta
from rulebook.case import EventKind
from tenants.cases.append import BatchResult, CaseBatch, Door, NewEvent, append_batch, append_many
from tenants.cases.models import Case, CaseEvent
from tests.cases.histories import CODE, DEPARTMENT, ITEM, at, batch, event, everything, item, life, standing

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


@pytest.mark.django_db
class TestRepetition:
    """The same event again changes nothing."""

    def test_a_batch_sent_again(self, hall, version):
        first = append_batch(hall, [batch("C1", life("C1"), version)])
        assert (first.accepted, first.duplicates) == (5, 0)
        untouched = everything()
        assert append_batch(hall, [batch("C1", life("C1"), version)]) == BatchResult(0, 5)
        assert everything() == untouched

    def test_a_batch_sent_again_with_one_event_more(self, hall, version):
        append_batch(hall, [batch("C1", life("C1", concluded=False), version)])
        again = append_batch(hall, [batch("C1", life("C1"), version)])
        assert (again.accepted, again.duplicates) == (2, 3)
        assert again.recorded == {"C1/4", "C1/5"}
        assert Case.objects.get().sequence == 5

    def test_one_event_twice_in_one_batch(self, hall, version):
        received, *rest = life("C1")
        result = append_batch(hall, [batch("C1", [received, received, *rest, received], version)])
        assert (result.accepted, result.duplicates) == (5, 2)
        assert CaseEvent.objects.count() == 5

    def test_one_case_in_two_parts_of_one_batch(self, hall, version):
        events = life("C1")
        parts = [batch("C1", events[:2], version), batch("C2", life("C2"), version), batch("C1", events[1:], version)]
        result = append_batch(hall, parts)
        assert (result.accepted, result.duplicates) == (10, 1)
        assert Case.objects.get(number="C1").state == "CONCLUDED"

    def test_events_without_an_identity_are_each_their_own(self, hall, version):
        append_batch(hall, [batch("C1", life("C1"), version)])
        plain = NewEvent(EventKind.VERIFIED, at("03-12 09:00"))
        assert append_batch(hall, [batch("C1", [plain])]).accepted == 1
        assert append_batch(hall, [batch("C1", [plain])]).accepted == 1
        assert [row.anomalies for row in CaseEvent.objects.filter(kind="VERIFIED").order_by("sequence")] == [
            [],
            ["ALREADY_VERIFIED"],
        ]

    def test_an_empty_batch(self, hall):
        untouched = everything()
        assert append_batch(hall, []) == BatchResult(0, 0)
        assert everything() == untouched


@pytest.mark.django_db
class TestBatches:
    """A batch of many is what its cases would be one by one."""

    def many(self, version) -> list[CaseBatch]:
        return [batch(f"C{n:02d}", life(f"C{n:02d}", day=2 + n, concluded=n % 3 > 0), version) for n in range(12)]

    def test_many_at_once_are_many_one_by_one(self, hall, version):
        with transaction.atomic():
            append_batch(hall, self.many(version))
            at_once, figures = standing(), rebuild.stored_totals(hall.code)
            transaction.set_rollback(True)
        assert Case.objects.count() == 0
        for one in self.many(version):
            for new in one.events:
                append_batch(hall, [CaseBatch(one.number, [new], version=version, applicant_name="某公司")])
        one_by_one = standing()
        assert one_by_one["events"] == at_once["events"]
        assert one_by_one["agenda"] == at_once["agenda"]
        assert one_by_one == at_once
        assert rebuild.stored_totals(hall.code) == figures

    def test_a_batch_writes_one_delta_a_key(self, hall, version):
        append_batch(hall, self.many(version))
        keys = list(Delta.objects.values_list("hall", "day", "item", "department"))
        assert len(keys) == len(set(keys))
        assert {(hall_code, code, department) for hall_code, _, code, department in keys} == {(CODE, ITEM, DEPARTMENT)}

    def test_statements_do_not_grow_with_the_batch(self, hall, version, django_assert_num_queries):
        current_version(hall)  # remembered from batch to batch
        append_batch(hall, self.many(version)[:1])  # the rules of the hall are remembered from now on
        with CaptureQueriesContext(connection) as few:
            append_batch(hall, self.many(version)[1:4])
        with django_assert_num_queries(len(few)):
            append_batch(hall, self.many(version)[4:])

    def test_the_figures_of_a_case_are_exact_when_it_is_written(self, hall, version):
        append_batch(hall, [batch("C1", life("C1"), version), batch("C2", life("C2", concluded=False), version)])
        found = rollup([CODE], period=MARCH, now=at("03-11 12:00"))[CODE]
        counted = {name: number for name, number in found.items() if number}
        assert counted == {
            "events": 8,
            "received": 2,
            "accepted": 2,
            "concluded": 1,
            "concluded_early": 1,
            "concluded_incomplete": 1,  # its first stage was never recorded
            "open_change": 1,
            "open_handling_change": 1,
            "timed": 1,
            "used_days": 2,
            "speed_used_days": 2,
            "statutory_days": 20,
        }


@pytest.mark.django_db
class TestCorrections:
    """An event recorded wrongly is voided or moved by another one; both stay to be read."""

    def test_a_voided_conclusion_opens_the_case_again(self, hall, version):
        append_batch(hall, [batch("C1", life("C1", concluded=False), version)])
        before = Case.objects.get()
        append_batch(hall, [batch("C1", life("C1"))])
        append_batch(hall, [batch("C1", [event(EventKind.CORRECTED, "03-12 09:00", "C1/6", corrects=5)])])
        after = Case.objects.get()
        assert (after.state, after.ended_at, after.outcome) == ("ACCEPTED", None, "")
        assert (after.due_at, after.sequence) == (before.due_at, 6)
        found = rollup([CODE], period=MARCH, now=at("03-12 12:00"))[CODE]
        assert (found["concluded"], found["open_change"], found["timed"]) == (0, 1, 0)
        assert CaseEvent.objects.count() == 6

    def test_a_moved_acceptance_moves_the_due_date_and_the_count(self, hall, version):
        append_batch(hall, [batch("C1", life("C1", concluded=False), version)])
        before = Case.objects.get()
        moved = event(EventKind.CORRECTED, "03-12 09:00", "C1/4", corrects=2, at=at("03-10 09:00").isoformat())
        append_batch(hall, [batch("C1", [moved])], door=Door.STRICT)
        after = Case.objects.get()
        assert after.accepted_at == at("03-10 09:00")
        # The eighth working day after Monday the 9th is Thursday the 19th, after the 10th Friday the 20th; at 24:00.
        assert (before.due_at, after.due_at) == (at("03-20 00:00"), at("03-21 00:00"))
        day = rollup([CODE], period=Period(date(2026, 3, 9), date(2026, 3, 9)), now=at("03-12 12:00"))[CODE]
        next_day = rollup([CODE], period=Period(date(2026, 3, 10), date(2026, 3, 10)), now=at("03-12 12:00"))[CODE]
        assert (day["received"], day["accepted"], next_day["accepted"]) == (1, 0, 1)

    def test_a_case_of_which_nothing_is_left_keeps_its_number(self, hall, version):
        append_batch(hall, [batch("C1", life("C1")[:1], version)])
        append_batch(hall, [batch("C1", [event(EventKind.CORRECTED, "03-12 09:00", "C1/x", corrects=1)])])
        case = Case.objects.get(number="C1")
        assert (case.state, case.submitted_at, case.due_at) == ("RECEIVED", None, None)
        assert rebuild.stored_totals(CODE) == {}


@pytest.mark.django_db
class TestTwoTimes:
    """Every event has a stated and a recorded time."""

    def test_without_another_word_an_event_is_recorded_now(self, hall, version):
        before = now()
        append_batch(hall, [batch("C1", [NewEvent(EventKind.RECEIVED, at("03-09 09:00"))], version)])
        row = CaseEvent.objects.get()
        assert before <= row.recorded_at <= now()
        assert row.occurred_at == at("03-09 09:00")

    def test_a_chain_of_another_system_keeps_its_recorded_times(self, hall, version):
        told = event(EventKind.RECEIVED, "03-09 09:00", "C1/1", recorded="03-11 17:00")
        append_batch(hall, [batch("C1", [told], version)])
        row = CaseEvent.objects.get()
        assert (row.occurred_at, row.recorded_at) == (at("03-09 09:00"), at("03-11 17:00"))
        days = {day: figures for (day, _, _), figures in rebuild.stored_totals(CODE).items()}
        assert days == {
            date(2026, 3, 9): {"received": 1, "open_change": 1, "open_intake_change": 1},
            date(2026, 3, 11): {"events": 1, "events_late": 1, "lag_hours": 56},
        }

    def test_events_are_chained_in_the_order_in_which_they_were_recorded(self, hall, version):
        late = event(EventKind.ACCEPTED, "03-09 09:30", "C1/2", recorded="03-12 09:00")
        early = event(EventKind.RECEIVED, "03-09 09:00", "C1/1", recorded="03-09 09:00")
        append_batch(hall, [batch("C1", [late, early], version)])
        assert list(CaseEvent.objects.order_by("sequence").values_list("event_id", flat=True)) == ["C1/1", "C1/2"]


@pytest.mark.django_db
class TestAllOrNothing:
    """What breaks in the middle leaves nothing behind."""

    def test_an_event_that_the_database_refuses_takes_everything_back(self, hall, version):
        append_batch(hall, [batch("C1", life("C1"), version)])
        untouched = everything()
        too_long = NewEvent(EventKind.RECEIVED, at("03-09 09:00"), {}, "s" * 65, "e")
        with pytest.raises(DataError):
            append_batch(hall, [batch("C2", life("C2"), version), batch("C3", [too_long], version)])
        assert everything() == untouched

    def test_an_act_whose_transaction_fails_later_leaves_nothing(self, hall, version):
        untouched = everything()
        with transaction.atomic():
            append_batch(hall, [batch("C1", life("C1"), version)])
            transaction.set_rollback(True)
        assert everything() == untouched


def in_threads(*works) -> list[BaseException]:
    """Runs these at once, each with a connection of its own; answers what failed."""
    failures: list[BaseException] = []
    start = threading.Barrier(len(works))

    def guarded(work) -> None:
        try:
            start.wait()
            work()
        except BaseException as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=guarded, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


class TestAtOnce:
    """Several senders at the same time, each in a connection of its own."""

    @pytest.fixture
    def hall(self, own_database) -> Hall:
        return Hall.objects.get(code=CODE)

    def test_two_that_send_the_same_new_case_make_one(self, hall):
        with enter(hall):
            version = item()
        results: list[BatchResult] = []

        def send() -> None:
            with enter(hall):
                results.append(append_batch(hall, [batch("C1", life("C1"), version)]))

        assert in_threads(send, send) == []
        assert sorted((result.accepted, result.duplicates) for result in results) == [(0, 5), (5, 0)]
        with enter(hall):
            assert [row.sequence for row in CaseEvent.objects.order_by("sequence")] == [1, 2, 3, 4, 5]
        assert rollup([CODE], period=MARCH, now=at("03-12 12:00"))[CODE]["received"] == 1

    def test_many_that_send_the_same_cases_in_other_orders_neither_fail_nor_double(self, hall):
        with enter(hall):
            version = item()
        cases = [batch(f"C{n:02d}", life(f"C{n:02d}"), version) for n in range(20)]
        accepted: list[int] = []

        def sending(own: list[CaseBatch]):
            def send() -> None:
                with enter(hall):
                    for start in range(0, 20, 5):
                        accepted.append(append_batch(hall, own[start : start + 5]).accepted)

            return send

        assert in_threads(sending(cases), sending(cases[::-1]), sending(cases[10:] + cases[:10])) == []
        assert sum(accepted) == 100
        with enter(hall):
            assert (Case.objects.count(), CaseEvent.objects.count()) == (20, 100)
        assert rollup([CODE], period=MARCH, now=at("03-12 12:00"))[CODE]["concluded"] == 20

    def test_two_that_send_the_same_cases_the_other_way_round_do_not_wait_for_each_other(self, hall):
        with enter(hall):
            version = item()
        cases = [batch(f"C{n:03d}", life(f"C{n:03d}"), version) for n in range(150)]

        def sending(own: list[CaseBatch]):
            def send() -> None:
                with enter(hall):
                    append_batch(hall, own)

            return send

        assert in_threads(sending(cases), sending(cases[::-1])) == []
        with enter(hall):
            assert (Case.objects.count(), CaseEvent.objects.count()) == (150, 750)

    def test_two_that_add_to_one_case_are_chained_one_after_the_other(self, hall):
        with enter(hall):
            append_batch(hall, [batch("C1", life("C1", concluded=False), item())])
            case = Case.objects.get()

        def adding(event_id: str):
            def add() -> None:
                with enter(hall):
                    for n in range(10):
                        stage = event(EventKind.STAGE_BEGUN, "03-10 09:00", f"{event_id}{n}", stage=f"{event_id}{n}")
                        append_many(hall, case, [stage], door=Door.STRICT)

            return add

        assert in_threads(adding("a"), adding("b")) == []
        with enter(hall):
            rows = list(CaseEvent.objects.order_by("sequence"))
            assert [row.sequence for row in rows] == list(range(1, 24))
            assert bytes(Case.objects.get().digest) == bytes(rows[-1].digest)
