"""Loads an event log into a hall: read, group by case, identify, append; count what came of it."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from foundation.clock import now
from hierarchy.models import Hall
from rulebook.case import EventKind
from tenants.cases.append import CaseBatch, Door, append_batch
from tenants.exchange import quarantine
from tenants.exchange.catalog import ImportCatalog
from tenants.exchange.formats.choosing import records
from tenants.exchange.grouping import Groups
from tenants.exchange.identity import Identified, identified
from tenants.exchange.problems import BrokeOff, Problem
from tenants.exchange.profile import Profile
from tenants.exchange.reading import Reader

EVENTS_AT_ONCE = 2_000
CASES_AT_ONCE = 300  # more at once keeps the garbage collector busy
MOST_PROBLEMS = 100_000
TOLD_EVERY = 20_000

Progress = Callable[[str], None]


@dataclass(slots=True)
class Report:
    """What a run did. `accepted` + `duplicates` + the quarantined are `events`, on every run."""

    cases: int = 0
    accepted: int = 0
    duplicates: int = 0
    late: int = 0
    seconds: float = 0.0
    is_whole: bool = True
    problems: list[Problem] = field(default_factory=list)

    @property
    def events(self) -> int:
        return self.accepted + self.duplicates + len(self.problems)

    def as_json(self) -> dict[str, Any]:
        return {
            "cases": self.cases,
            "events": self.events,
            "accepted": self.accepted,
            "duplicates": self.duplicates,
            "quarantined": [problem.as_json() for problem in self.problems],
            "late": self.late,
            "seconds": round(self.seconds, 3),
        }


def ingest(hall: Hall, path: Path, profile: Profile, *, progress: Progress = lambda text: None) -> Report:
    """Loads the file into the hall that is entered.

    Raises `NotALog` when the file is none; then nothing of it was taken. A file that breaks off is loaded up to
    there, the break is the last problem, and the report is not whole.
    """
    started = time.monotonic()
    report = Report()
    with Groups() as groups, settled_memory():
        _read(path, profile, groups, report, progress)
        _write(hall, profile, groups, report, progress)
    report.problems.sort(key=lambda problem: problem.line)
    quarantine.store(path, report.problems)
    report.seconds = time.monotonic() - started
    return report


@contextmanager
def settled_memory() -> Iterator[None]:
    """What was there before is not garbage: looking through it again and again takes a tenth of the time."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _read(path: Path, profile: Profile, groups: Groups, report: Report, progress: Progress) -> None:
    reader = Reader(profile, now())
    try:
        for number, record in enumerate(records(path, profile.columns), start=1):
            if isinstance(record, Problem):
                _set_aside(report, record)
            else:
                reading, case, problems = reader.read(record)
                if reading:
                    groups.add(reading)
                elif case:
                    groups.mention(case)
                for problem in problems:
                    _set_aside(report, problem)
            if number % TOLD_EVERY == 0:
                progress(f"{number} records read")
    except BrokeOff as broken:
        report.problems.append(broken.problem)
        report.is_whole = False


def _set_aside(report: Report, problem: Problem) -> None:
    if len(report.problems) >= MOST_PROBLEMS:
        message = f"More than {MOST_PROBLEMS} records could not be read: is this the profile of the file?"
        raise BrokeOff(message, code="TOO_MANY_PROBLEMS", line=problem.line)
    report.problems.append(problem)


def _write(hall: Hall, profile: Profile, groups: Groups, report: Report, progress: Progress) -> None:
    catalog = ImportCatalog.of_hall(profile)
    for number, portion in enumerate(_portions(groups, profile, report), start=1):
        batches = [_batch(case, catalog) for case in portion if case.events]
        recorded = set(append_batch(hall, batches, door=Door.LENIENT).recorded) if batches else set()
        for case in portion:
            _count(case, recorded, report)
        progress(f"{number} batches written, {report.cases} cases")


def _portions(groups: Groups, profile: Profile, report: Report) -> Iterator[list[Identified]]:
    """Cases in portions that one transaction takes."""
    portion: list[Identified] = []
    size = 0
    for readings in groups.cases():
        report.problems += readings.surplus
        portion.append(identified(readings, profile))
        size += len(portion[-1].events)
        if size >= EVENTS_AT_ONCE or len(portion) >= CASES_AT_ONCE:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def _batch(case: Identified, catalog: ImportCatalog) -> CaseBatch:
    item, title, department, section, applicant, channel = case.about
    code = catalog.department(department)
    return CaseBatch(
        number=case.number,
        events=case.events,
        version=catalog.version(item, title, code),
        department=code,
        section=section,
        applicant_name=applicant,
        channel=channel,
    )


def _count(case: Identified, recorded: set[str], report: Report) -> None:
    """A record counts as accepted when one of its events is new; that event then belongs to it alone."""
    report.cases += 1
    report.late += is_late(case)
    for ids in case.counted:
        new = recorded.intersection(ids)
        recorded -= new
        report.accepted += bool(new)
        report.duplicates += not new


def is_late(case: Identified) -> bool:
    """Concluded after the deadline that the file states: the last stated one, and the first conclusion."""
    deadlines = [event.detail["deadline"] for event in case.events if "deadline" in event.detail]
    ends = [event.at for event in case.events if event.kind is EventKind.CONCLUDED]
    return bool(deadlines and ends) and datetime.fromisoformat(deadlines[-1]) < ends[0]
