"""在办环节: where an open case stands, in the six places that every hall has, whatever its items call their stages.

A stock of open cases is split by them, so that the parts always add up to the whole: a case is in exactly one phase
from the day it is received until the day before it ends. By stated times as known now, like every stock.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from rulebook.case import Event, EventKind
from rulebook.facts import ENDINGS


class Phase(StrEnum):
    """Where an open case stands at the end of a day."""

    INTAKE = "INTAKE"  # 待受理: received; silence that will count as acceptance has accepted nothing yet
    CORRECTION = "CORRECTION"  # 补正: told what is missing, waiting for the applicant
    HANDLING = "HANDLING"  # 承办: accepted, and in any stage that is neither review nor approval
    REVIEW = "REVIEW"  # 审核
    APPROVAL = "APPROVAL"  # 批准
    PAUSED = "PAUSED"  # 特别程序 (Licensing Law art. 45), whatever stage it interrupts


@dataclass(frozen=True, slots=True)
class Step:
    """From `day` on, a case stands in `phase`."""

    day: date
    phase: Phase


# Words that a stage's name ends with. GB/T 39046 table 7 has no codes for stages, so local names are read.
_ENDS_WITH = {
    Phase.REVIEW: ("审核", "审查", "复核", "初审", "REVIEW"),
    Phase.APPROVAL: ("批准", "审批", "决定", "签发", "核准", "APPROVAL", "DECISION"),
}


def phase_of_stage(name: str) -> Phase:
    """The phase of an accepted case in a stage of this name; what is neither review nor approval is handling."""
    upper = name.strip().upper()
    return next((phase for phase, words in _ENDS_WITH.items() if upper.endswith(words)), Phase.HANDLING)


def course(events: Iterable[Event], *, received_on: date, day_of: Callable[[datetime], date]) -> tuple[Step, ...]:
    """How a case went from phase to phase, a step a day at most: what counts is where it stood at the end of the day.

    `events`: effective, in stated order. It begins on `received_on`; what was stated before that day is in the first
    step. The day on which a case ends has no step.
    """
    stands = _Stands()
    steps: list[Step] = [Step(received_on, stands.phase)]
    for event in events:
        if event.kind in ENDINGS:
            break
        stands.learn(event)
        _step(steps, Step(max(received_on, day_of(event.at)), stands.phase))
    return tuple(steps)


def phase_at(steps: Sequence[Step], day: date) -> Phase | None:
    """Where a case stood at the end of a day; None before it was received. Whether it had ended is not asked."""
    return next((step.phase for step in reversed(steps) if step.day <= day), None)


def _step(steps: list[Step], new: Step) -> None:
    if steps[-1].day == new.day:
        steps.pop()
    if not steps or steps[-1].phase is not new.phase:
        steps.append(new)


@dataclass(slots=True)
class _Stands:
    is_accepted: bool = False
    is_correcting: bool = False
    pauses: int = 0
    stage: Phase = Phase.HANDLING  # that was begun or ended last, so that a case between two stages is in one

    @property
    def phase(self) -> Phase:
        if self.pauses:
            return Phase.PAUSED
        if self.is_accepted:
            return self.stage
        return Phase.CORRECTION if self.is_correcting else Phase.INTAKE

    def learn(self, event: Event) -> None:
        kind = event.kind
        if kind is EventKind.ACCEPTED:
            self.is_accepted, self.stage = True, Phase.HANDLING
        elif kind is EventKind.CORRECTION_ASKED:
            self.is_correcting = True
        elif kind is EventKind.CORRECTION_RECEIVED:
            self.is_correcting = False
        elif kind is EventKind.PAUSE_BEGUN:
            self.pauses += 1
        elif kind is EventKind.PAUSE_ENDED:
            self.pauses = max(0, self.pauses - 1)
        elif kind in (EventKind.STAGE_BEGUN, EventKind.STAGE_ENDED):
            self.stage = phase_of_stage(str(event.detail.get("stage", "")))
