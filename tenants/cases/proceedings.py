"""Steps beside the decision that a window records: pre-review, hearing, papers that were tolerated, after-check.

Each begins or ends a clock of `rulebook.clock_table`.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from rulebook.case import EventKind
from tenants.cases.models import Case
from tenants.cases.recording import LONGEST_TEXT, BadAct, Desk, append, case_to_change, stated, text


class Proceeding(StrEnum):
    """What is recorded; the values are kinds of events."""

    PRE_REVIEW_ASKED = "PRE_REVIEW_ASKED"
    PRE_REVIEW_ANSWERED = "PRE_REVIEW_ANSWERED"
    HEARING_TOLD = "HEARING_TOLD"
    HEARING_ASKED = "HEARING_ASKED"
    HEARING_ANNOUNCED = "HEARING_ANNOUNCED"
    HEARING_HELD = "HEARING_HELD"
    GAP_FILLED = "GAP_FILLED"
    AFTER_CHECKED = "AFTER_CHECKED"


def record(
    desk: Desk,
    number: str,
    *,
    kind: Proceeding,
    hearing_on: date | None = None,
    note: str = "",
    at: datetime | None = None,
) -> Case:
    """One step. `hearing_on` belongs to the announcement of a hearing, which needs it (art. 48)."""
    if (kind is Proceeding.HEARING_ANNOUNCED) != (hearing_on is not None):
        code = "REQUIRED" if hearing_on is None else "NOT_ASKED"
        raise BadAct("The day of the hearing goes with its announcement.", code=code, field="hearing_on")
    detail: dict[str, Any] = {"note": text(note, "note", LONGEST_TEXT)} if note and note.strip() else {}
    if hearing_on:
        detail["hearing_on"] = hearing_on.isoformat()
    return append(desk, case_to_change(desk, number), EventKind(kind), stated(at, "occurred_at"), detail)
