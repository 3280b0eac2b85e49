"""Half a year of a city, judged as the city did: each batch commits, as it does outside of tests."""

import pytest

from hierarchy.gates import enter
from hierarchy.models import Hall
from tenants.cases.models import CaseEvent
from tenants.exchange.ingest import ingest
from tenants.exchange.profile import load
from tests.exchange.test_ingest import LOGS, counted, needs_logs


@needs_logs
@pytest.mark.usefixtures("own_database")
def test_every_closed_request_of_boston_with_a_verdict_is_judged_as_the_city_did() -> None:
    hall = Hall.objects.get(code="130324000000")
    with enter(hall):
        report = ingest(hall, LOGS / "boston311_2015_half.csv.gz", load("boston311"))
        assert counted(report) == (60_572, 60_572, 60_572, 0, 0, 9_700)
        judged = list(
            CaseEvent.objects.filter(kind="RECEIVED")
            .exclude(case__ended_at=None)
            .values_list("detail__attributes__ontime_status", "case__due_at", "case__ended_at")
        )
    late = [(verdict, due_at is not None and ended_at > due_at) for verdict, due_at, ended_at in judged if verdict]
    assert late.count(("OVERDUE", True)) == 9_665
    assert late.count(("ONTIME", False)) == 40_998
    assert len(late) == 9_665 + 40_998
