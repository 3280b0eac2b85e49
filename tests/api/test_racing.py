"""Two clicks at once: the database decides who was first."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from foundation.models import NumberSeries
from hierarchy.gates import enter
from hierarchy.models import Hall
from mingjing.embedded import Urls
from tenants.cases.models import Case, CaseEvent
from tenants.repeats.models import KeptAnswer
from tests import cast
from tests.api import desk
from tests.api.asking import Asking, as_person

THREADS = 6


@pytest.fixture
def hall(own_database: Urls, noon: None) -> Hall:
    return desk.furnish(desk.CHANGLI)


def at_once(work: Callable[[Asking], Any]) -> list[Any]:
    def run(_: int) -> Any:
        try:
            return work(as_person(cast.actor("lin")))
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, range(THREADS)))


def test_a_registration_that_is_sent_again_and_again_is_one_case(hall: Hall) -> None:
    assert set(at_once(lambda ask: desk.register(ask, idempotencyKey="one"))) == {"130322-2026-000001"}
    assert NumberSeries.objects.get(kind="case").last == 1
    with enter(hall):
        assert (Case.objects.count(), CaseEvent.objects.count()) == (1, 1)


def test_an_act_that_is_sent_at_once_with_one_key_is_done_once_and_answered_alike(hall: Hall) -> None:
    number = desk.register(as_person(cast.actor("lin")))
    answers = at_once(lambda ask: desk.act(ask.keyed("tap-1"), "acceptCase", number).content)
    assert answers == [answers[0]] * THREADS
    assert answers[0]["data"]["act"]["errors"] == []
    with enter(hall):
        assert (CaseEvent.objects.count(), KeptAnswer.objects.count()) == (2, 1)


def test_two_acts_at_once_with_one_key_are_one_act_and_one_refusal(hall: Hall) -> None:
    numbers = [desk.register(as_person(cast.actor("lin"))) for _ in range(2)]
    waiting = iter([*numbers, *numbers, *numbers])
    answers = at_once(lambda ask: desk.act(ask.keyed("tap-1"), "acceptCase", next(waiting)).content)
    told = [error["extensions"]["code"] for one in answers for error in one.get("errors", [])]
    assert told == ["IDEMPOTENCY_KEY_REUSED"] * (THREADS // 2)
    with enter(hall):
        assert CaseEvent.objects.filter(kind="ACCEPTED").count() == 1


def test_registrations_at_once_get_numbers_without_a_gap(hall: Hall) -> None:
    numbers = at_once(desk.register)
    assert sorted(numbers) == [f"130322-2026-{number:06d}" for number in range(1, THREADS + 1)]


def test_a_case_is_accepted_once(hall: Hall) -> None:
    number = desk.register(as_person(cast.actor("lin")))
    answers = at_once(lambda ask: desk.act(ask, "acceptCase", number).data["act"]["errors"])
    told = sorted(error["code"] for errors in answers for error in errors)
    assert told == ["ALREADY_ACCEPTED"] * (THREADS - 1)
    with enter(hall):
        assert list(CaseEvent.objects.order_by("sequence").values_list("kind", flat=True)) == ["RECEIVED", "ACCEPTED"]
