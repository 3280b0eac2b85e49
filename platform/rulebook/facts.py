"""Folding: what the events of a case say, taken together and in the order of their stated times."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from rulebook.case import CaseState, Event, EventKind
from rulebook.clock import Suspension
from rulebook.clock_table import MARKING

ENDINGS = {
    EventKind.CONCLUDED: CaseState.CONCLUDED,
    EventKind.DECLINED: CaseState.DECLINED,
    EventKind.NOT_REQUIRED: CaseState.NOT_REQUIRED,
    EventKind.WITHDRAWN: CaseState.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class StageRun:
    """One pass through a stage; a stage that was only reported as ended has no begin and no clock."""

    name: str
    begun_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class ExtensionGrant:
    """延期: working days, or the unit of the statutory limit; counts only if granted before the limit ends.

    `approver` is the name, `role` a `rulebook.case.Approver`; either is empty where it was not told.
    """

    at: datetime
    value: int
    approver: str = ""
    role: str = ""
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What is known of a case. `ended_at` is its conclusion, refusal to accept or withdrawal."""

    state: CaseState
    submitted_at: datetime
    accepted_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: str = ""
    verified_at: datetime | None = None
    delivered_at: datetime | None = None
    deadline: datetime | None = None  # stated by the source, instead of a limit
    window_closed_at: datetime | None = None
    papers_valid_at: datetime | None = None
    stages: tuple[StageRun, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    extensions: tuple[ExtensionGrant, ...] = ()
    corrections_asked: tuple[datetime, ...] = ()
    is_registered: bool = True  # 登记: its receipt was recorded
    handler: str = ""  # 承办人: key of the person who registered it, or to whom it was handed last
    # What rows of `rulebook.clock_table` begin and end with, in stated order.
    marks: tuple[Event, ...] = ()
    anomalies: tuple[tuple[datetime, str], ...] = ()  # of its events, at the stated time of each
    calendar: str = ""  # version that an event brought it under; empty: the one it was accepted under

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    def mark(self, kind: EventKind) -> Event | None:
        """The first event of a kind that `marks` holds."""
        return next((event for event in self.marks if event.kind is kind), None)

    @property
    def is_paused(self) -> bool:
        return any(suspension.end is None for suspension in self.suspensions)

    @property
    def told_at(self) -> datetime | None:
        """When the applicant was first answered: accepted, refused, told what is missing, or the case ended."""
        told = [at for at in (self.accepted_at, self.ended_at, *self.corrections_asked[:1]) if at is not None]
        return min(told) if told else None

    @property
    def correction_open_since(self) -> datetime | None:
        """When the correction was asked that the applicant has not answered yet; only before acceptance."""
        if self.state is not CaseState.RECEIVED or not self.corrections_asked:
            return None
        last = self.corrections_asked[-1]
        return last if self.papers_valid_at is None or self.papers_valid_at < last else None

    @property
    def stage(self) -> str:
        """The stage that runs now: the last one begun and not ended."""
        running = [run.name for run in self.stages if run.begun_at and run.ended_at is None]
        return running[-1] if running and self.is_open else ""


def effective(events: Iterable[Event]) -> list[Event]:
    """The events with corrections applied, in the order of their stated times.

    A correcting event voids the event that it names or, when its detail has `at`, moves its stated time. The last
    correction of an event counts; a correction may itself be voided.
    """
    known = {event.sequence: event for event in events}
    if not any(event.kind is EventKind.CORRECTED for event in known.values()):
        return sorted(known.values(), key=_stated_order)
    void: set[int] = set()
    moved: dict[int, datetime] = {}
    for event in sorted(known.values(), key=lambda one: -one.sequence):
        if event.kind is not EventKind.CORRECTED or event.sequence in void or event.corrects is None:
            continue
        if event.corrects in moved or event.corrects in void:
            continue  # a later correction of the same event has spoken
        if "at" in event.detail:
            moved[event.corrects] = datetime.fromisoformat(event.detail["at"])
        else:
            void.add(event.corrects)
    standing = [
        replace(event, at=moved[event.sequence]) if event.sequence in moved else event
        for event in known.values()
        if event.sequence not in void and event.kind is not EventKind.CORRECTED
    ]
    return sorted(standing, key=_stated_order)


def _stated_order(event: Event) -> tuple[datetime, int]:
    return event.at, event.sequence


def fold(events: Sequence[Event]) -> CaseFacts:
    """Facts from effective events in stated order; at least one event. What repeats is taken the first time."""
    first: dict[EventKind, Event] = {}
    stages: list[StageRun] = []
    suspensions: list[Suspension] = []
    extensions: list[ExtensionGrant] = []
    corrections: list[datetime] = []
    marks: list[Event] = []
    anomalies: list[tuple[datetime, str]] = []
    deadline = window_closed_at = papers_valid_at = None
    ending: Event | None = None
    handler = calendar = ""
    for event in events:
        kind = event.kind
        first.setdefault(kind, event)
        if kind in MARKING:
            marks.append(event)
        if event.anomalies:
            anomalies += [(event.at, code) for code in event.anomalies]
        if kind in ENDINGS:
            ending = ending or event
        elif kind is EventKind.STAGE_BEGUN:
            stages.append(StageRun(event.detail.get("stage", ""), event.at, None))
        elif kind is EventKind.STAGE_ENDED:
            _end_stage(stages, event)
        elif kind is EventKind.PAUSE_BEGUN:
            suspensions.append(_suspension(event))
        elif kind is EventKind.PAUSE_ENDED:
            _end_pause(suspensions, event.at)
        elif kind is EventKind.EXTENSION_GRANTED:
            extensions.append(_grant(event))
        elif kind is EventKind.CORRECTION_ASKED:
            corrections.append(event.at)
        elif kind is EventKind.CORRECTION_RECEIVED:
            papers_valid_at = event.at
        elif kind is EventKind.CALENDAR_CHANGED:
            calendar = str(event.detail.get("calendar", ""))
        if kind in (EventKind.RECEIVED, EventKind.HANDED_OVER):
            handler = str(event.detail.get("handler", handler))
        if "deadline" in event.detail:
            deadline = datetime.fromisoformat(event.detail["deadline"])
        if "window_closed_at" in event.detail:
            window_closed_at = datetime.fromisoformat(event.detail["window_closed_at"])
    submitted = first.get(EventKind.RECEIVED)
    return CaseFacts(
        state=_state(ending, accepted=EventKind.ACCEPTED in first),
        submitted_at=submitted.at if submitted else events[0].at,
        accepted_at=_at(first.get(EventKind.ACCEPTED)),
        ended_at=_at(ending),
        outcome=str(ending.detail.get("outcome", "")) if ending else "",
        verified_at=_at(first.get(EventKind.VERIFIED)),
        delivered_at=_at(first.get(EventKind.DELIVERED)),
        deadline=deadline,
        window_closed_at=window_closed_at,
        papers_valid_at=papers_valid_at,
        stages=tuple(stages),
        suspensions=tuple(suspensions),
        extensions=tuple(extensions),
        corrections_asked=tuple(corrections),
        is_registered=submitted is not None,
        handler=handler,
        marks=tuple(marks),
        anomalies=tuple(anomalies),
        calendar=calendar,
    )


def _suspension(event: Event) -> Suspension:
    said = event.detail
    planned = said.get("planned_days")
    is_planned = isinstance(planned, int) and planned >= 1
    return Suspension(
        event.at,
        None,
        str(said.get("kind") or ""),
        str(said.get("notice_number") or ""),
        planned if is_planned else None,
    )


def _grant(event: Event) -> ExtensionGrant:
    said = event.detail
    days = max(0, int(said.get("days", 0)))
    return ExtensionGrant(
        event.at, days, str(said.get("approver") or ""), str(said.get("approver_role") or ""), event.sequence
    )


def _at(event: Event | None) -> datetime | None:
    return event.at if event else None


def _state(ending: Event | None, *, accepted: bool) -> CaseState:
    if ending:
        return ENDINGS[ending.kind]
    return CaseState.ACCEPTED if accepted else CaseState.RECEIVED


def _end_stage(stages: list[StageRun], event: Event) -> None:
    name = event.detail.get("stage", "")
    for index in range(len(stages) - 1, -1, -1):
        if stages[index].name == name and stages[index].begun_at and stages[index].ended_at is None:
            stages[index] = replace(stages[index], ended_at=event.at)
            return
    stages.append(StageRun(name, None, event.at))


def _end_pause(suspensions: list[Suspension], at: datetime) -> None:
    """Ends the pause that was begun last; an end without a begin stops nothing."""
    for index in range(len(suspensions) - 1, -1, -1):
        if suspensions[index].end is None:
            suspensions[index] = replace(suspensions[index], end=at)
            return
