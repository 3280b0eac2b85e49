"""The verifier names what the owner of the database changed or deleted; an untouched hall is whole."""

from datetime import timedelta

import psycopg
import pytest
from psycopg import sql

from foundation import working
from foundation.clock import now
from hierarchy.gates import enter
from hierarchy.models import Anchor, Hall
from mingjing.embedded import Urls
from mingjing.verifying import Report, verify
from reporting import rollups
from rulebook.case import EventKind
from tenants.audit import sealing
from tenants.audit.models import ChainLink
from tenants.cases.append import CaseBatch, append_batch
from tenants.cases.models import CaseEvent
from tests.cases import histories
from tests.cases.histories import CODE, event

SCHEMA = f"h{CODE}"


@pytest.fixture
def sealed(own_database: Urls) -> Hall:
    """昌黎县 with three cases, their alerts worked and every row sealed."""
    hall = Hall.objects.get(code=CODE)
    with enter(hall):
        version = histories.item()
        append_batch(hall, [CaseBatch(f"V-{number}", histories.life(f"V-{number}"), version) for number in (1, 2, 3)])
        late = [
            event(EventKind.RECEIVED, "03-09 09:10", "V-4/1"),
            event(EventKind.ACCEPTED, "03-09 09:30", "V-4/2"),
        ]
        append_batch(hall, [CaseBatch("V-4", late, version)])
    settle()
    return hall


def settle() -> None:
    for _ in range(3):
        while working.work(now=now(), hall=CODE):
            pass
        rollups.fold()


def tamper(urls: Urls, statement: str) -> None:
    """As the owner, past every right of the application."""
    with psycopg.connect(urls.owner, autocommit=True) as connection:
        connection.execute(f"SET search_path = {SCHEMA}, public")
        assert connection.execute(sql.SQL(statement)).rowcount > 0  # type: ignore[arg-type]


def found(hall: Hall) -> list[str]:
    report: Report = verify([hall], progress=lambda text: None)
    return [f"{one.table} {one.problem}" for _, one in report.broken]


def test_what_nobody_touched_is_whole(sealed):
    report = verify([sealed], progress=lambda text: None)
    assert (report.broken, report.unsealed) == ([], 0)
    with enter(sealed):
        assert ChainLink.objects.filter(table="cases_caseevent").count() == CaseEvent.objects.count() == 17
        assert ChainLink.objects.filter(table="alerts_alert").exists()


def test_rows_since_the_last_seal_are_told_and_not_called_broken(sealed):
    with enter(sealed):
        append_batch(sealed, [CaseBatch("V-9", histories.life("V-9"), histories.ItemVersion.objects.first())])
    report = verify([sealed], progress=lambda text: None)
    assert (report.broken, report.unsealed) == ([], 5)


TAMPERING = [
    (
        "an event's detail",
        """UPDATE cases_caseevent SET detail = '{"outcome": "REFUSED"}' WHERE event_id = 'V-2/5'""",
        "cases_caseevent changed",
    ),
    (
        "an event's stated time",
        "UPDATE cases_caseevent SET occurred_at = occurred_at - interval '5 days' WHERE event_id = 'V-2/5'",
        "cases_caseevent changed",
    ),
    ("a middle event is gone", "DELETE FROM cases_caseevent WHERE event_id = 'V-2/3'", "cases_caseevent deleted"),
    ("the last event is gone", "DELETE FROM cases_caseevent WHERE event_id = 'V-2/5'", "cases_caseevent deleted"),
    ("an alert's moment", "UPDATE alerts_alert SET at = at + interval '1 day'", "alerts_alert changed"),
    ("an alert is gone", "DELETE FROM alerts_alert WHERE level = 'RED'", "alerts_alert deleted"),
    ("a link is gone", "DELETE FROM audit_chainlink WHERE sequence = 3", "audit_chainlink missing from the chain"),
    (
        "a link is changed",
        "UPDATE audit_chainlink SET row_digest = '\\x00' WHERE sequence = 3",
        "audit_chainlink does not follow from the link before",
    ),
    (
        "the end of the chain is cut off",
        "DELETE FROM audit_chainlink WHERE sequence > 5",
        "audit_chainlink the day's chain ended with link",
    ),
    ("a published version", "UPDATE items_itemversion SET department = 'X'", "items_itemversion changed"),
    ("the head of a case", "UPDATE cases_case SET sequence = 4 WHERE number = 'V-2'", "cases_case V-2: its head"),
]


@pytest.mark.parametrize(("statement", "expected"), [row[1:] for row in TAMPERING], ids=[row[0] for row in TAMPERING])
def test_what_the_owner_did_is_named(sealed, own_database, statement, expected):
    tamper(own_database, statement)
    assert any(line.startswith(expected) for line in found(sealed)), found(sealed)


def test_an_event_removed_with_its_link_and_its_head_is_found_by_the_next_link(sealed, own_database):
    for statement in (
        'DELETE FROM audit_chainlink WHERE "table" = \'cases_caseevent\' AND "row" = '
        "(SELECT id FROM cases_caseevent WHERE event_id = 'V-2/5')",
        "UPDATE cases_case SET sequence = 4, digest = (SELECT digest FROM cases_caseevent WHERE event_id = 'V-2/4')"
        " WHERE number = 'V-2'",
        "DELETE FROM cases_caseevent WHERE event_id = 'V-2/5'",
    ):
        tamper(own_database, statement)
    assert [line for line in found(sealed) if "missing from the chain" in line]


def test_the_head_of_a_day_is_anchored_once_in_the_tier_above(sealed, monkeypatch):
    tomorrow = now() + timedelta(days=1, minutes=5)
    for module in ("tenants.audit.sealing", "tenants.alerts.raising"):
        monkeypatch.setattr(f"{module}.now", lambda: tomorrow)
    for _ in range(2):
        while working.work(now=tomorrow, hall=CODE):
            pass
    (anchor,) = Anchor.objects.filter(hall=sealed)
    assert anchor.kept_by.code == "130300000000"
    with enter(sealed):
        head = ChainLink.objects.filter(sealed_at__lt=sealing.end_of(anchor.day)).order_by("-sequence").first()
    assert (anchor.sequence, bytes(anchor.digest)) == (head.sequence, bytes(head.digest))
    assert found(sealed) == []


def test_an_anchor_that_says_otherwise_is_named(sealed, own_database, monkeypatch):
    test_the_head_of_a_day_is_anchored_once_in_the_tier_above(sealed, monkeypatch)
    tamper(own_database, "UPDATE hierarchy_anchor SET sequence = sequence - 1")
    assert any(line.startswith("hierarchy_anchor") for line in found(sealed))


def test_an_anchor_that_was_deleted_is_missed(sealed, own_database, monkeypatch):
    test_the_head_of_a_day_is_anchored_once_in_the_tier_above(sealed, monkeypatch)
    tamper(own_database, "DELETE FROM hierarchy_anchor")
    (line,) = found(sealed)
    assert line == "hierarchy_anchor missing: links were sealed on this day"
