"""Logs into a hall: what is counted, what is written, what a second run changes (nothing)."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from hierarchy.gates import enter
from hierarchy.models import Hall
from tenants.cases.models import Case, CaseEvent
from tenants.exchange.ingest import Report, ingest
from tenants.exchange.models import QuarantinedRow
from tenants.exchange.problems import NotALog
from tenants.exchange.profile import load, parse
from tenants.items.models import ItemVariant
from tests.exchange.logs import BOSTON_HEADER, HALL_HEADER, event, log, permit, trace, write

LOGS = Path(os.environ.get("MINGJING_REAL_DATA", "../shared/data")) / "logs"
needs_logs = pytest.mark.skipif(not LOGS.is_dir(), reason=f"no real logs at {LOGS} (MINGJING_REAL_DATA)")
pytestmark = pytest.mark.django_db

AT = "2011-10-11T13:45:40.276+02:00"
GOOD = "HN1,XK01,2026-01-05 09:30:00,2026-01-06 10:00:00,2026-01-09 17:20:00,准予许可"


@pytest.fixture
def hall() -> Iterator[Hall]:
    found = Hall.objects.get(code="130324000000")
    with enter(found):
        yield found


def counted(report: Report) -> tuple[int, int, int, int, int, int]:
    """cases, events, accepted, duplicates, quarantined, late; the sum holds on every run."""
    json = report.as_json()
    assert json["accepted"] + json["duplicates"] + len(json["quarantined"]) == json["events"]
    return (
        json["cases"],
        json["events"],
        json["accepted"],
        json["duplicates"],
        len(json["quarantined"]),
        json["late"],
    )


def told(report: Report) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in report.problems]


def rows_now() -> tuple[int, int, int]:
    return Case.objects.count(), CaseEvent.objects.count(), QuarantinedRow.objects.count()


def written(number: str) -> list[tuple[str, datetime, dict[str, Any]]]:
    rows = CaseEvent.objects.filter(case__number=number).order_by("sequence")
    return [(row.kind, row.occurred_at, row.detail) for row in rows]


def test_a_log_of_permits_is_loaded_and_a_second_run_changes_nothing(hall: Hall, tmp_path: Path) -> None:
    late = permit("c2", event("T02", AT), ended="2011-12-07T10:00:00+01:00")
    path = write(
        tmp_path, "a.xes", log(permit("c1", event("T02", AT), event("T04", AT)), late, permit("c3", ended=None))
    )
    assert counted(ingest(hall, path, load("receipt"))) == (3, 3, 3, 0, 0, 1)
    before = rows_now()
    assert before == (3, 3 + 3 * 2 + 2, 0)
    assert counted(ingest(hall, path, load("receipt"))) == (3, 3, 0, 3, 0, 1)
    assert rows_now() == before


def test_a_case_stands_as_its_log_states_it(hall: Hall, tmp_path: Path) -> None:
    ingest(hall, write(tmp_path, "a.xes", log(permit("c1", event("T02", AT)))), load("receipt"))
    case = Case.objects.get(number="c1")
    assert (case.state, case.item, case.department) == ("CONCLUDED", "IMPORT-RECEIPT", "General")
    assert case.accepted_at == datetime(2011, 10, 11, 11, 42, 22, 688000, tzinfo=UTC)
    assert case.due_at == datetime(2011, 12, 6, 12, 41, 31, 788000, tzinfo=UTC)
    assert case.ended_at == datetime(2011, 12, 1, 9, 0, tzinfo=UTC)
    assert ItemVariant.objects.get(code="IMPORT-RECEIPT").is_imported


def test_equal_events_are_told_apart_by_their_ordinal(hall: Hall, tmp_path: Path) -> None:
    twice = write(tmp_path, "a.xes", log(permit("c1", event("T02", AT), event("T02", AT))))
    thrice = write(tmp_path, "b.xes", log(permit("c1", *[event("T02", AT)] * 3)))
    assert counted(ingest(hall, twice, load("receipt"))) == (1, 2, 2, 0, 0, 0)
    assert counted(ingest(hall, thrice, load("receipt"))) == (1, 3, 1, 2, 0, 0)


def test_a_case_in_two_traces_is_one_case(hall: Hall, tmp_path: Path) -> None:
    path = write(tmp_path, "a.xes", log(permit("c1", event("T02", AT)), permit("c2"), permit("c1", event("T02", AT))))
    assert counted(ingest(hall, path, load("receipt"))) == (2, 2, 2, 0, 0, 0)
    assert [kind for kind, _, _ in written("c1")] == ["RECEIVED", "ACCEPTED", "STAGE_ENDED", "STAGE_ENDED", "CONCLUDED"]


def test_a_hall_s_export_loads_its_good_rows_and_names_the_bad_ones(hall: Hall, tmp_path: Path) -> None:
    lines = [
        HALL_HEADER,
        GOOD,
        ",XK01,2026-01-05 09:30:00,,,在办",
        "HN3,XK01,1948-05-01 09:30:00,,,在办",
        "HN4,XK01,,,,在办",
        "HN5,XK02,45292.5,2024年1月3日,2024/1/5 16:00,办结",
        "HN6,XK01,明天,,,在办",
        "HN7,XK01,2026-01-08 09:30:00,2026-01-06 10:00:00,2026-01-02 17:20:00,办结",
    ]
    path = write(tmp_path, "a.csv", "\n".join(lines), encoding="gbk")
    report = ingest(hall, path, load("hall-cn"))
    assert counted(report) == (6, 7, 3, 0, 4, 0)
    assert told(report) == [(3, "NO_CASE"), (4, "TIME_OUT_OF_RANGE"), (5, "NO_TIME"), (7, "BAD_TIME")]
    assert sorted(Case.objects.values_list("number", flat=True)) == ["HN1", "HN5", "HN7"]
    assert sorted(ItemVariant.objects.filter(is_imported=True).values_list("code", flat=True)) == ["XK01", "XK02"]
    assert written("HN5")[0] == ("RECEIVED", datetime(2024, 1, 1, 4, 0, tzinfo=UTC), {})
    assert any(row.anomalies for row in CaseEvent.objects.filter(case__number="HN7"))
    stored = QuarantinedRow.objects.get(code="TIME_OUT_OF_RANGE")
    assert (stored.line, stored.file_name, "1948-05-01" in stored.content) == (4, "a.csv", True)
    before = rows_now()
    assert counted(ingest(hall, path, load("hall-cn"))) == (6, 7, 0, 3, 4, 0)
    assert rows_now() == before


def test_a_later_export_adds_only_what_has_happened_since(hall: Hall, tmp_path: Path) -> None:
    running = "HN1,XK01,2026-01-05 09:30:00,2026-01-06 10:00:00,,在办"
    ingest(hall, write(tmp_path, "a.csv", f"{HALL_HEADER}\n{running}\n"), load("hall-cn"))
    report = ingest(hall, write(tmp_path, "b.csv", f"{HALL_HEADER}\n{GOOD}\n"), load("hall-cn"))
    assert counted(report) == (1, 1, 1, 0, 0, 0)
    assert [kind for kind, _, _ in written("HN1")] == ["RECEIVED", "ACCEPTED", "CONCLUDED"]


def test_the_limit_of_the_profile_gives_a_due_date(hall: Hall, tmp_path: Path) -> None:
    ingest(hall, write(tmp_path, "a.csv", f"{HALL_HEADER}\n{GOOD}\n"), load("hall-cn"))
    # The 20th working day after Tuesday 2026-01-06 is Tuesday 2026-02-03; the hall's day ends at midnight.
    assert Case.objects.get(number="HN1").due_at == datetime(2026, 2, 3, 16, 0, tzinfo=UTC)


def test_a_city_s_requests_are_late_by_their_own_target(hall: Hall, tmp_path: Path) -> None:
    lines = [
        BOSTON_HEADER,
        "1,01/11/2015 12:19:31 AM,01/12/2015 12:19:31 AM,01/12/2015 12:19:32 AM,OVERDUE,Closed,Constituent Call",
        "2,01/11/2015 12:19:31 AM,01/12/2015 12:19:31 AM,01/12/2015 12:19:31 AM,ONTIME,Closed,Constituent Call",
        "3,01/11/2015 12:19:31 AM,,01/12/2015 12:19:31 AM,ONTIME,Closed,Constituent Call",
        "4,01/11/2015 12:19:31 AM,01/12/2015 12:19:31 AM,,OVERDUE,Open,Constituent Call",
    ]
    path = write(tmp_path, "a.csv.gz", "\n".join(lines))
    assert counted(ingest(hall, path, load("boston311"))) == (4, 4, 4, 0, 0, 1)


def test_rows_of_events_may_stand_in_any_order(hall: Hall, tmp_path: Path) -> None:
    lines = [
        "case_id;activity;timestamp;event_id",
        "b;review;2015-03-02 09:00;e4",
        "a;review;2015-03-02 08:00;e2",
        "b;filing;2015-03-01 09:00;e3",
        "a;filing;2015-03-01 08:00;e1",
        "a;filing;2015-03-01 08:00;e1",
    ]
    path = write(tmp_path, "a.csv", "\n".join(lines))
    assert counted(ingest(hall, path, load("generic"))) == (2, 5, 4, 1, 0, 0)
    first = datetime(2015, 3, 1, 8, 0, tzinfo=UTC)
    assert written("a") == [
        ("RECEIVED", first, {}),
        ("ACCEPTED", first, {}),
        ("STAGE_ENDED", first, {"stage": "filing"}),
        ("STAGE_ENDED", datetime(2015, 3, 2, 8, 0, tzinfo=UTC), {"stage": "review"}),
    ]
    assert counted(ingest(hall, path, load("generic"))) == (2, 5, 0, 5, 0, 0)


def test_json_lines_with_a_profile_of_one_s_own(hall: Hall, tmp_path: Path) -> None:
    mine = parse(
        {
            "name": "mine",
            "record": "case",
            "case": "no",
            "item": {"code": "MINE", "name": "My item"},
            "deadline": "due",
            "moments": [
                {"field": "opened", "kind": "RECEIVED"},
                {"field": "times.closed", "kind": "CONCLUDED", "outcome": "GRANTED"},
            ],
        }
    )
    lines = [
        '{"no": 7, "opened": "2025-03-03", "due": "2025-03-10", "times": {"closed": 1741600000}}',
        '{"no": {"a": 1}, "opened": "2025-03-03"}',
        '{"no": 8}',
        "7",
    ]
    report = ingest(hall, write(tmp_path, "a.jsonl", "\n".join(lines)), mine)
    assert counted(report) == (2, 4, 1, 0, 3, 1)
    assert told(report) == [(2, "NO_CASE"), (3, "NO_TIME"), (4, "WRONG_TYPE")]


def test_a_file_that_breaks_off_is_in_up_to_there_and_the_whole_one_adds_the_rest(hall: Hall, tmp_path: Path) -> None:
    text = log(*[permit(f"c{number}", event("T02", AT)) for number in range(10)])
    cut = write(tmp_path, "a.xes", text[: text.index('value="c5"')])
    report = ingest(hall, cut, load("receipt"))
    assert (report.is_whole, counted(report), told(report)) == (False, (5, 6, 5, 0, 1, 0), [(18, "MALFORMED")])
    assert counted(ingest(hall, write(tmp_path, "b.xes", text), load("receipt"))) == (10, 10, 5, 5, 0, 0)


def test_events_without_case_name_or_time(hall: Hall, tmp_path: Path) -> None:
    nameless = trace("", event("T02", AT))
    timeless = permit("c2", '<event><string key="concept:name" value="T02"/></event>\n')
    report = ingest(hall, write(tmp_path, "a.xes", log(nameless, timeless)), load("receipt"))
    assert (counted(report), told(report)) == ((1, 2, 0, 0, 2, 0), [(4, "NO_CASE"), (7, "NO_TIME")])


def test_a_file_that_is_none_changes_nothing(hall: Hall, tmp_path: Path) -> None:
    with pytest.raises(NotALog):
        ingest(hall, write(tmp_path, "a.xes", "no XML"), load("receipt"))
    assert rows_now() == (0, 0, 0)


@needs_logs
@pytest.mark.parametrize(
    ("file", "profile", "expected"),
    [
        ("receipt.xes.gz", "receipt", (1434, 8577, 8577, 0, 0, 377)),
        ("BPIC15_1.xes.gz", "bpic15", (1_199, 52_217, 52_217, 0, 0, 20)),
        ("BPIC15_2.xes.gz", "bpic15", (832, 44_354, 44_354, 0, 0, 0)),
    ],
)
def test_the_known_truths_of_real_logs_come_out(
    hall: Hall, file: str, profile: str, expected: tuple[int, int, int, int, int, int]
) -> None:
    assert counted(ingest(hall, LOGS / file, load(profile))) == expected
