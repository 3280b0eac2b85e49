"""The sealer: gapless links for committed rows of every append-only table, in bounded batches, under any workers."""

import threading
from collections.abc import Callable

import pytest
from django.db import connections, transaction

from foundation import working
from foundation.clock import now
from foundation.models import Agenda
from foundation.roles import append_only_tables
from hierarchy.gates import enter
from hierarchy.models import Hall
from mingjing.embedded import Urls
from mingjing.verifying import verify
from reporting import rollups
from rulebook.case import EventKind
from tenants.audit import sealing
from tenants.audit.digesting import sealed_models
from tenants.audit.models import ChainLink, Look
from tenants.cases.append import CaseBatch, append_batch
from tests.cases import histories
from tests.cases.histories import CODE, event


@pytest.fixture
def hall(own_database: Urls) -> Hall:
    """昌黎县 with a version and three cases of five events, nothing sealed."""
    found = Hall.objects.get(code=CODE)
    with enter(found):
        version = histories.item()
        append_batch(found, [CaseBatch(f"S-{n}", histories.life(f"S-{n}"), version) for n in (1, 2, 3)])
    return found


def seal(hall: Hall) -> None:
    with transaction.atomic(), enter(hall):
        sealing.seal(CODE, [])


def links(hall: Hall) -> list[tuple[int, str]]:
    with enter(hall):
        return list(ChainLink.objects.order_by("sequence").values_list("sequence", "table"))


# Append-only rows of the tree itself and of accounts: they are in no hall's schema.
PUBLIC = (
    "hierarchy_anchor", "hierarchy_calendarversion", "hierarchy_hallchange", "hierarchy_signalversion",
    "hierarchy_rulearticle", "hierarchy_ladder", "hierarchy_ruleversion", "accounts_signinrecord",
)  # fmt: skip


def test_every_append_only_table_of_a_hall_is_sealed_but_the_chain_itself():
    assert set(sealed_models()) == append_only_tables() - {"audit_chainlink", *PUBLIC}


def test_a_fold_has_its_halls_sealed_and_a_second_seal_adds_nothing(hall):
    assert rollups.fold().halls == (CODE,)
    while working.work(now=now(), hall=CODE):
        pass
    seal(hall)
    with enter(hall):
        assert sorted(table for _, table in links(hall)).count("cases_caseevent") == 15
    before = links(hall)
    seal(hall)
    assert links(hall) == before


def test_more_rows_than_a_batch_are_sealed_by_asking_again(hall, monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 6)
    seal(hall)
    assert links(hall) == [(sequence, "cases_caseevent") for sequence in range(1, 7)]
    assert Agenda.objects.filter(handler="audit.seal", hall=CODE, key="seal").exists()
    seal(hall)
    seal(hall)
    assert links(hall)[-1] == (16, "items_itemversion")
    assert verify([hall], progress=lambda text: None).broken == []


def record(hall: Hall, number: str) -> None:
    with enter(hall):
        received = event(EventKind.RECEIVED, "03-09 09:10", f"{number}/1")
        append_batch(hall, [CaseBatch(number, [received], histories.ItemVersion.objects.get())])


def commit_late(hall: Hall, *, meanwhile: Callable[[], None]) -> None:
    """Records a case whose number is drawn before `meanwhile` and whose transaction commits after it."""
    drawn, done = threading.Event(), threading.Event()

    def run() -> None:
        with transaction.atomic():
            record(hall, "S-LATE")
            drawn.set()
            done.wait(30)
        connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    assert drawn.wait(30)
    meanwhile()
    done.set()
    thread.join()


def unsealed(hall: Hall) -> int:
    return verify([hall], progress=lambda text: None).unsealed


def test_a_row_that_commits_after_later_ones_were_sealed_is_sealed_next(hall):
    def others() -> None:
        record(hall, "S-8")
        seal(hall)

    commit_late(hall, meanwhile=others)
    assert unsealed(hall) == 1
    seal(hall)
    assert unsealed(hall) == 0


def test_a_row_behind_the_look_back_is_sealed_with_the_anchor(hall, monkeypatch):
    def others() -> None:
        record(hall, "S-8")
        seal(hall)

    monkeypatch.setattr(sealing, "LOOKBACK", 0)
    commit_late(hall, meanwhile=others)
    seal(hall)
    assert unsealed(hall) == 1
    with transaction.atomic(), enter(hall):
        sealing.anchor(CODE, [])
    assert unsealed(hall) == 0


def test_a_look_from_above_asks_for_its_seal(hall):
    with transaction.atomic(), enter(hall):
        Look.objects.create(
            person="00000000-0000-4000-8000-000000000001", post=1, from_hall=CODE, subject="x", at=now()
        )
        sealing.ask(CODE)
    while working.work(now=now(), hall=CODE):
        pass
    assert [table for _, table in links(hall)].count("audit_look") == 1


def test_sealers_at_once_make_one_chain(hall):
    failures: list[BaseException] = []

    def run() -> None:
        try:
            seal(hall)
        except BaseException as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert [sequence for sequence, _ in links(hall)] == list(range(1, 17))
    assert verify([hall], progress=lambda text: None).broken == []
