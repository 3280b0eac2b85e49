"""The nudges of the worker: idle they cost one statement, lost or doubled they change nothing."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation import agenda, handlers
from foundation.agenda import Thing
from foundation.clock import now
from foundation.models import Agenda
from mingjing import tasks
from mingjing.celery import app
from reporting import rollups
from reporting.models import Delta, NodeDay

pytestmark = pytest.mark.django_db
HALLS = ("130322000000", "130324000000", "130881000000")


@pytest.fixture
def worked():
    before, found = dict(handlers._handlers), []
    handlers.register("test.note", lambda hall, rows: found.extend((hall, row.key) for row in rows))
    yield found
    handlers._handlers.clear()
    handlers._handlers.update(before)


@pytest.fixture
def eager():
    """Messages are worked where they are sent."""
    before = app.conf.task_always_eager
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = before


def put_due() -> list[tuple[str, str]]:
    due = [(hall, key) for hall in HALLS for key in ("1", "2")]
    agenda.put([Thing("test.note", hall, key, now() - timedelta(minutes=1)) for hall, key in due])
    rollups.add(HALLS[0], {(date(2026, 3, 10), "I1", "D1"): {"received": 2}})
    return due


def test_an_idle_nudge_is_one_statement():
    agenda.put([Thing("test.note", HALLS[0], "1", now() + timedelta(hours=1))])
    with CaptureQueriesContext(connection) as captured:
        tasks.dispatch()
    assert len([one for one in captured if "search_path" not in one["sql"]]) == 1


@pytest.mark.parametrize("few", [pytest.param(20, id="few halls"), pytest.param(1, id="many halls")])
def test_a_nudge_has_all_worked_and_folded_and_a_second_one_finds_nothing(worked, eager, monkeypatch, few):
    monkeypatch.setattr(tasks, "FEW", few)
    due = put_due()
    tasks.dispatch()
    assert sorted(worked) == sorted(due)
    assert Agenda.objects.filter(handler="test.note").count() == 0
    assert Delta.objects.count() == 0
    assert NodeDay.objects.get(node="130000000000", is_month=False).received == 2
    tasks.dispatch()
    tasks.work_hall(HALLS[0])
    assert len(worked) == len(due)


def test_a_nudge_for_one_hall_leaves_the_others_to_theirs(worked):
    put_due()
    tasks.work_hall(HALLS[1])
    assert sorted(worked) == [(HALLS[1], "1"), (HALLS[1], "2")]
