"""What may follow what. A window is refused what is out of order; an exchange's report of it is kept and marked."""

from datetime import datetime

from rulebook.case import CaseState, ClockName, EventKind, ItemRules
from rulebook.facts import CaseFacts

_BEFORE_ACCEPTANCE = {
    EventKind.ACCEPTED,
    EventKind.DECLINED,
    EventKind.NOT_REQUIRED,
    EventKind.CORRECTION_ASKED,
    EventKind.CORRECTION_RECEIVED,
    EventKind.PRE_REVIEW_ASKED,
    EventKind.PRE_REVIEW_ANSWERED,
}
# What an accepted case can no longer be told. That no licence is needed at all can be said at any time.
_DENYING_ACCEPTANCE = {EventKind.CORRECTION_ASKED, EventKind.DECLINED}
_IN_HANDLING = {
    EventKind.STAGE_BEGUN,
    EventKind.STAGE_ENDED,
    EventKind.PAUSE_BEGUN,
    EventKind.PAUSE_ENDED,
    EventKind.EXTENSION_GRANTED,
    EventKind.HEARING_TOLD,
    EventKind.HEARING_ASKED,
    EventKind.HEARING_ANNOUNCED,
    EventKind.HEARING_HELD,
    EventKind.CONCLUDED,
}
_HEARING = (
    EventKind.HEARING_TOLD,
    EventKind.HEARING_ASKED,
    EventKind.HEARING_ANNOUNCED,
    EventKind.HEARING_HELD,
)
# Money is taken and given back whenever it is; no window does either here.
_MONEY = {EventKind.FEE_CHARGED, EventKind.FEE_REFUNDED}
_AFTER_CONCLUSION = {EventKind.VERIFIED, EventKind.DELIVERED, EventKind.AFTER_CHECKED}


def objection(
    kind: EventKind,
    facts: CaseFacts | None,
    *,
    at: datetime,
    stage: str = "",
    is_partial: bool = False,
    deemed_at: datetime | None = None,
) -> str | None:
    """Why an event is out of order, as a code; None if it is not. Facts are None for a case not registered yet.

    `is_partial`: 一厅双网, the middle is not recorded here: a conclusion needs no acceptance before it.
    `deemed_at`: from when the case is accepted in law because nothing was told (`rulebook.standing.deemed_at`).
    """
    if facts is None:
        return None if kind is EventKind.RECEIVED else "NOT_REGISTERED"
    if kind in (EventKind.CORRECTED, EventKind.CALENDAR_CHANGED):
        return None
    if kind is EventKind.RECEIVED:
        return "ALREADY_RECEIVED"
    if at < facts.submitted_at:
        return "BEFORE_SUBMISSION"
    if kind in _AFTER_CONCLUSION:
        return _after_conclusion(kind, facts)
    if kind in _MONEY:
        return None
    if kind is EventKind.GAP_FILLED:
        return _gap_filled(facts)
    if not facts.is_open:
        return "ALREADY_ENDED"
    if kind in _BEFORE_ACCEPTANCE:
        if kind in _DENYING_ACCEPTANCE and deemed_at is not None and at > deemed_at:
            return "AFTER_DEEMED_ACCEPTANCE"
        return _before_acceptance(kind, facts)
    if kind in _IN_HANDLING:
        if is_partial and kind is EventKind.CONCLUDED and facts.accepted_at is None:
            return None
        return _in_handling(kind, facts, at=at, stage=stage)
    return None


def permitted(
    facts: CaseFacts, *, at: datetime, is_partial: bool = False, deemed_at: datetime | None = None
) -> list[EventKind]:
    """What a window may record next."""
    return [
        kind
        for kind in EventKind
        if kind is not EventKind.CALENDAR_CHANGED
        and objection(kind, facts, at=at, stage=facts.stage, is_partial=is_partial, deemed_at=deemed_at) is None
    ]


def not_due(facts: CaseFacts, rules: ItemRules) -> set[EventKind]:
    """What is in order but not offered, for its item or the step before it is not there."""
    told, asked, announced, held = (facts.mark(kind) is not None for kind in _HEARING)
    is_expected = {
        EventKind.PRE_REVIEW_ASKED: ClockName.PRE_REVIEW in rules.clocks,
        EventKind.HEARING_TOLD: ClockName.HEARING_REQUEST in rules.clocks and not told,
        EventKind.HEARING_ASKED: told and not asked,
        EventKind.HEARING_ANNOUNCED: told and not held,
        EventKind.HEARING_HELD: announced and not held,
    }
    return {kind for kind, is_so in is_expected.items() if not is_so} | _MONEY


def _before_acceptance(kind: EventKind, facts: CaseFacts) -> str | None:
    if facts.state is not CaseState.RECEIVED:
        # A "correction" asked after acceptance stops nothing (art. 32); that is what supervision must see.
        return "CORRECTION_AFTER_ACCEPTANCE" if kind is EventKind.CORRECTION_ASKED else "ALREADY_ACCEPTED"
    is_waiting = facts.correction_open_since is not None
    if kind is EventKind.CORRECTION_RECEIVED and not is_waiting:
        return "NO_CORRECTION_ASKED"
    if kind is EventKind.CORRECTION_ASKED and is_waiting:
        return "CORRECTION_ALREADY_ASKED"
    asked, answered = (facts.mark(one) for one in (EventKind.PRE_REVIEW_ASKED, EventKind.PRE_REVIEW_ANSWERED))
    if kind is EventKind.PRE_REVIEW_ASKED and asked:
        return "PRE_REVIEW_ALREADY_ASKED"
    if kind is EventKind.PRE_REVIEW_ANSWERED and (not asked or answered):
        return "NO_PRE_REVIEW_ASKED"
    return None


def _gap_filled(facts: CaseFacts) -> str | None:
    """容缺补齐 comes once, after an acceptance that tolerated a gap; the case may have ended meanwhile."""
    accepted = facts.mark(EventKind.ACCEPTED)
    if accepted is None:
        return "NOT_ACCEPTED"
    return None if accepted.detail.get("tolerated") and not facts.mark(EventKind.GAP_FILLED) else "NO_GAP"


def _in_handling(kind: EventKind, facts: CaseFacts, *, at: datetime, stage: str) -> str | None:
    if facts.accepted_at is None:
        return "NOT_ACCEPTED"
    if at < facts.accepted_at:
        return "BEFORE_ACCEPTANCE"
    if kind is EventKind.STAGE_ENDED and not any(
        run.name == stage and run.begun_at and run.ended_at is None for run in facts.stages
    ):
        return "STAGE_NOT_RUNNING"
    if kind is EventKind.STAGE_BEGUN and stage and facts.stage == stage:
        return "STAGE_ALREADY_RUNNING"
    if kind is EventKind.PAUSE_ENDED and not facts.is_paused:
        return "NOT_PAUSED"
    if kind in (EventKind.PAUSE_BEGUN, EventKind.CONCLUDED) and facts.is_paused:
        return "PAUSED"
    if kind is EventKind.HEARING_HELD and not facts.mark(EventKind.HEARING_ANNOUNCED):
        return "HEARING_NOT_ANNOUNCED"
    if kind is EventKind.EXTENSION_GRANTED and facts.extensions:
        return "ALREADY_EXTENDED"
    return None


def _after_conclusion(kind: EventKind, facts: CaseFacts) -> str | None:
    if facts.state is not CaseState.CONCLUDED:
        return "NOT_CONCLUDED"
    if kind is EventKind.AFTER_CHECKED:
        accepted = facts.mark(EventKind.ACCEPTED)
        return None if accepted and accepted.detail.get("by_commitment") else "NO_COMMITMENT"
    if kind is EventKind.VERIFIED:
        return "ALREADY_VERIFIED" if facts.verified_at else None
    if facts.verified_at is None:
        return "NOT_VERIFIED"
    return "ALREADY_DELIVERED" if facts.delivered_at else None
