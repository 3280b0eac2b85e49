"""断报: a feed that falls silent shows no data and no reds; what it brings late decides (rule 1, decoy of 宽城)."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import TestCase
from pytest_django import Settings

from accounts.models import Person
from foundation import clock, working
from foundation.clock import now
from hierarchy import cache
from hierarchy.gates import enter
from hierarchy.models import Hall
from hierarchy.posts import Actor
from mingjing import rebuilding
from reporting.models import Board, Feed
from tenants.alerts.models import Alert
from tenants.cases.models import Case, FeedSilence
from tenants.exchange import sources
from tenants.organization.models import Department, Monitoring
from tests.api import desk
from tests.api.asking import Asking, as_person
from tests.exchange.test_door import Sending, row

HEARTBEAT = "/api/v1/exchange/heartbeat"
Clock = Callable[[str], None]


@pytest.fixture
def at(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Moves now to a moment of October 2026 in Shanghai."""

    def move(text: str) -> None:
        monkeypatch.setattr(clock, "_started", datetime.now(UTC))
        settings.CLOCK = f"2026-10-{text.replace(' ', 'T')}:00+08:00"

    return move


@pytest.fixture
def send(changli: Hall, lin: Actor, at: Clock) -> Sending:
    """The feed of 食品: something is expected of it every working day. It is Wednesday the 14th, noon."""
    with enter(changli):
        source = sources.register(changli, code="spj", name="食品系统")
        person = Person.objects.get(pk=lin.person_id)
        return Sending(sources.issue_token(changli, source, by=person, days=None).secret)


def work(hall: Hall) -> None:
    while working.work(now=now(), hall=hall.code):
        pass


def case(number: str, accepted: str, concluded: str = "") -> list[dict[str, Any]]:
    """Received and accepted at a moment of October; concluded if it says so. The promise is eight working days."""

    def event(kind: str, moment: str) -> dict[str, Any]:
        at = f"2026-10-{moment.replace(' ', 'T')}:00+08:00"
        return row(f"{number}-{kind}", case_number=number, kind=kind, occurred_at=at)

    begun = [event("received", accepted), event("accepted", accepted)]
    return [*begun, event("concluded", concluded) | {"outcome": "granted"}] if concluded else begun


def conclusion(number: str, concluded: str) -> dict[str, Any]:
    return case(number, concluded, concluded)[-1]


def lamps(ask: Asking, **asked: Any) -> dict[str, str]:
    query = """query ($hall: ID!, $lamp: Lamp) { cases(hall: $hall, lamp: $lamp) {
      edges { node { number lamp noDataSince } } } }"""
    edges = ask(query, hall=desk.CHANGLI, **asked).data["cases"]["edges"]
    return {edge["node"]["number"]: edge["node"]["lamp"] for edge in edges}


def alerts(hall: Hall, level: str = "RED") -> list[tuple[str, bool]]:
    """Case and whether it was cleared, of the promised clock."""
    with enter(hall):
        rows = Alert.objects.filter(level=level, clock="PROMISED").order_by("case__number", "at")
        return [(alert.case.number, alert.notes.exists()) for alert in rows]


def clean(hall: Hall) -> list[str]:
    report = rebuilding.Report()
    with enter(hall):
        rebuilding.check_hall(hall, report, at=now() + timedelta(days=365))
    return [str(difference) for difference in report.differences]


def test_an_outage_holds_the_reds_and_what_arrives_late_decides(
    changli: Hall, send: Sending, lin: Actor, zhao: Actor, at: Clock
) -> None:
    """Three cases fall due while the feed is silent: one was on time, one late, of one nothing is ever heard."""
    # Accepted on Thursday the 8th: eight working days, Saturday the 10th worked, end with Monday the 19th.
    at("15 16:00")
    for number in ("A", "B", "C"):
        assert send.statuses(*case(number, "08 10:00")) == ["accepted"] * 2
    work(changli)
    # Silent from the close of Friday the 16th.
    at("16 17:01")
    work(changli)
    inspector = as_person(zhao)
    assert lamps(inspector) == dict.fromkeys("ABC", "NO_DATA")
    assert lamps(inspector, lamp="GREEN") == lamps(inspector, lamp="YELLOW") == {}
    assert set(lamps(inspector, lamp="NO_DATA")) == set("ABC")
    assert clean(changli) == []

    at("21 09:00")
    work(changli)
    assert alerts(changli) == []
    assert Board.objects.filter(hall=changli.code).count() == 0
    assert clean(changli) == []

    # Heard again on Wednesday the 21st: it has until five o'clock.
    assert send.statuses(conclusion("A", "19 15:00")) == ["accepted"]
    work(changli)
    assert send.statuses(conclusion("B", "20 15:00")) == ["accepted"]
    work(changli)
    assert alerts(changli) == []
    assert lamps(inspector) == {"A": "GREEN", "B": "RED", "C": "RED"}
    assert clean(changli) == []
    at("21 17:01")
    work(changli)
    assert alerts(changli) == [("B", False), ("C", False)]
    assert clean(changli) == []
    with enter(changli):
        kinds = list(FeedSilence.objects.order_by("at").values_list("kind", flat=True))
    assert kinds == ["BEGAN", "ENDED"]


def test_a_red_from_before_the_silence_waits_for_data_and_is_cleared_or_confirmed(
    changli: Hall, send: Sending, zhao: Actor, at: Clock
) -> None:
    at("19 16:00")
    assert send.statuses(*case("A", "08 10:00")) == ["accepted"] * 2
    at("20 09:00")
    work(changli)
    assert alerts(changli) == [("A", False)]
    query = """query ($code: ID!) { alerts(code: $code, level: RED) { edges { node { caseNumber noDataSince } } } }"""
    ask = as_person(zhao)

    def waiting() -> list[str | None]:
        return [edge["node"]["noDataSince"] for edge in ask(query, code=desk.QINHUANGDAO).data["alerts"]["edges"]]

    assert waiting() == [None]
    at("20 17:01")
    work(changli)
    assert [str(moment)[:16] for moment in waiting()] == ["2026-10-19T08:00"]
    at("22 09:00")
    assert send.statuses(conclusion("A", "16 15:00")) == ["accepted"]
    work(changli)
    assert alerts(changli) == [("A", True)]
    assert waiting() == []
    assert clean(changli) == []


def test_a_contact_is_written_once_a_minute_and_a_batch_is_one(changli: Hall, send: Sending, at: Clock) -> None:
    def heard() -> datetime:
        return Feed.objects.get(hall=changli.code, source="spj").heard_at

    registered = heard()
    at("14 12:02")
    assert send.raw(json.dumps({"source": "spj"}), HEARTBEAT).status_code == 200
    beaten = heard()
    assert beaten > registered
    assert send.raw(json.dumps({"source": "spj"}), HEARTBEAT).status_code == 200
    assert heard() == beaten
    at("14 12:05")
    # A batch is a contact, also one of which nothing is taken.
    assert send.statuses(row("x", item_code="nothing")) == ["NO_SUCH_ITEM"]
    assert heard() > beaten


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("{}", 400, "NO_SOURCE"),
        ("[]", 400, "NO_SOURCE"),
        ('{"source": 1}', 400, "NO_SOURCE"),
        ('{"source": "other"}', 400, "NO_SOURCE"),
        ("{", 400, "NOT_JSON"),
    ],
)
def test_a_heartbeat_that_names_nothing_of_the_sender_is_refused(
    send: Sending, changli: Hall, body: str, status: int, code: str
) -> None:
    before = Feed.objects.get(hall=changli.code, source="spj").heard_at
    answer = send.raw(body, HEARTBEAT)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert Feed.objects.get(hall=changli.code, source="spj").heard_at == before


def test_nothing_is_expected_of_a_closed_source(changli: Hall, send: Sending, at: Clock) -> None:
    at("15 16:00")
    send(*case("A", "08 10:00"))
    at("16 17:01")
    work(changli)
    with enter(changli):
        assert FeedSilence.objects.count() == 1
        sources.close(changli, sources.access_source("spj"))
    work(changli)
    with enter(changli):
        assert list(FeedSilence.objects.order_by("at").values_list("kind", flat=True)) == ["BEGAN", "ENDED"]
    assert not Feed.objects.filter(hall=changli.code, source="spj").exists()
    assert clean(changli) == []


def test_a_silent_hall_is_told_to_the_tiers_above(changli: Hall, lin: Actor, zhao: Actor, at: Clock) -> None:
    query = """query ($code: ID!) { hall(code: $code) { link { halls connected silent feeds silentFeeds isSilent }
      children { code link { connected silent isSilent heardAt } }
      silences { edges { node { hall { code } source since } } } } }"""

    def asked() -> Any:
        return as_person(zhao)(query, code=desk.QINHUANGDAO).data["hall"]

    before = asked()
    assert (before["link"]["connected"], before["silences"]["edges"]) == (0, [])
    with TestCase.captureOnCommitCallbacks(execute=True):
        desk.register(as_person(lin))
    found = next(one for one in asked()["children"] if one["code"] == desk.CHANGLI)
    assert (found["link"]["connected"], found["link"]["isSilent"]) == (1, False)
    assert found["link"]["heardAt"].startswith("2026-10-14T")
    # Five working days later nothing more was heard: Wednesday the 21st, at five.
    at("21 16:59")
    assert asked()["link"]["silent"] == 0
    at("21 17:01")
    later = asked()
    assert (later["link"]["silent"], later["link"]["halls"]) == (1, before["link"]["halls"])
    assert [edge["node"]["hall"]["code"] for edge in later["silences"]["edges"]] == [desk.CHANGLI]


def test_partial_cases_are_pinned_and_need_no_middle(changli: Hall, lin: Actor, send: Sending) -> None:
    """一厅双网: registered and verified here; a conclusion without acceptance is no anomaly."""
    with enter(changli):
        Department.objects.filter(code="D01").update(monitoring=Monitoring.PARTIAL)
    assert send.statuses(case("P", "13 10:00")[0], conclusion("P", "13 11:00")) == ["accepted"] * 2
    with enter(changli):
        found = Case.objects.get(number="P")
        assert (found.is_partial, [row.anomalies for row in found.events.order_by("sequence")]) == (True, [[], []])
        Department.objects.filter(code="D01").update(monitoring=Monitoring.FULL)
    assert send.statuses(case("Q", "13 10:00")[0], conclusion("Q", "13 11:00")) == ["accepted"] * 2
    with enter(changli):
        found = Case.objects.get(number="Q")
        assert (found.is_partial, [row.anomalies for row in found.events.order_by("sequence")]) == (
            False, [[], ["NOT_ACCEPTED"]],
        )  # fmt: skip
    assert clean(changli) == []


def test_cases_of_a_hall_on_trial_are_counted_apart(changli: Hall, lin: Actor, zhao: Actor) -> None:
    Hall.objects.filter(pk=changli.pk).update(state="TRIAL", trial_until_on="2026-11-01")
    cache.forget()
    desk.register(as_person(lin))
    query = """query ($code: ID!) { hall(code: $code) { rollup(from: "2026-10-01", to: "2026-10-31") {
      received receivedTrial open } } }"""
    for code in (desk.CHANGLI, desk.QINHUANGDAO):
        rollup = as_person(zhao)(query, code=code).data["hall"]["rollup"]
        assert rollup == {"received": 0, "receivedTrial": 1, "open": 0}
    assert clean(changli) == []
