"""The columns of the list of cases in a file: those that the page shows under the same address, in the same order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from api.rest.captions import Captions
from foundation.clock import SHANGHAI
from foundation.sheets import Cell
from hierarchy.calendars import published_through
from rulebook.tally import last_day
from tenants.cases import listing
from tenants.cases.models import Case


@dataclass(frozen=True, slots=True)
class Reading:
    """What a row is read with: the moment, the silent feeds, the names of departments, the words of a language."""

    now: datetime
    silent: Mapping[str, datetime]
    departments: Mapping[str, str]
    said: Captions


@dataclass(frozen=True, slots=True)
class Column:
    """`title` is a key of the catalogue of messages, the same one as the page's."""

    title: str
    read: Callable[[Case, Reading], Cell]


def _lamp(case: Case, reading: Reading) -> Cell:
    return reading.said(f"lamp.{listing.lamp_of(case, now=reading.now, silent=reading.silent).name}")


def _state(case: Case, reading: Reading) -> Cell:
    return reading.said(f"outcome.{case.outcome}" if case.outcome else f"caseState.{case.state}")


def _due(case: Case, moment: datetime | None, by: Reading) -> Cell:
    """A date beyond the published years is marked, as the page marks it; it is a text then."""
    if moment is None or not listing.is_decided_on(case, now=by.now):
        return None
    if not case.is_provisional or last_day(moment) <= published_through():
        return moment
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M} {by.said('clock.provisionalShort')}"


COLUMNS: Final[dict[str, Column]] = {
    "lamp": Column("case.lamp", _lamp),
    "number": Column("case.number", lambda case, _: case.number),
    "item": Column("item.label", lambda case, _: case.version.variant.name),
    "department": Column("department.label", lambda case, by: by.departments.get(case.department, case.department)),
    "applicant": Column("case.applicant", lambda case, _: case.applicant_name),
    "state": Column("case.state", _state),
    "stage": Column("case.stage", lambda case, _: case.stage),
    "submitted": Column("case.submittedAt", lambda case, _: case.submitted_at),
    "due": Column("case.dueAt", lambda case, by: _due(case, case.due_at, by)),
    "channel": Column("case.channel", lambda case, by: by.said(f"channel.{case.channel}")),
    "accepted": Column("case.acceptedAt", lambda case, _: case.accepted_at),
    "statutoryDue": Column("case.statutoryDueAt", lambda case, by: _due(case, case.statutory_due_at, by)),
    "concluded": Column("case.concludedAt", lambda case, _: case.ended_at),
}
USUAL: Final = tuple(COLUMNS)[:9]
ALWAYS: Final = "number"


def columns_of(text: str) -> list[Column]:
    """As `frontend/src/cases/columns.ts` reads them: unknown ones left out, the number always there."""
    known = [name for name in dict.fromkeys(text.split(",")) if name in COLUMNS]
    if not known:
        known = list(USUAL)
    elif ALWAYS not in known:
        known = [ALWAYS, *known]
    return [COLUMNS[name] for name in known]
