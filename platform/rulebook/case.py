"""The words of a case: what can happen to it, what its item allows, and the events as the law sees them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from rulebook.clock import Limit, Unit


class EventKind(StrEnum):
    """What can be recorded of a case."""

    RECEIVED = "RECEIVED"  # 收件
    ACCEPTED = "ACCEPTED"  # 受理
    DECLINED = "DECLINED"  # 不予受理, refused with remedies
    NOT_REQUIRED = "NOT_REQUIRED"  # 不受理, no licence needed
    CORRECTION_ASKED = "CORRECTION_ASKED"  # 补正告知, itemised
    CORRECTION_RECEIVED = "CORRECTION_RECEIVED"
    STAGE_BEGUN = "STAGE_BEGUN"
    STAGE_ENDED = "STAGE_ENDED"
    PAUSE_BEGUN = "PAUSE_BEGUN"  # 特别程序, Licensing Law art. 45
    PAUSE_ENDED = "PAUSE_ENDED"
    EXTENSION_GRANTED = "EXTENSION_GRANTED"  # 延期, art. 42
    CONCLUDED = "CONCLUDED"  # 办结, with its outcome
    VERIFIED = "VERIFIED"  # by the registration and verification window: the loop is closed
    DELIVERED = "DELIVERED"  # 送达, art. 44
    FEE_CHARGED = "FEE_CHARGED"  # 收费: which fee, amount in cents, under which condition
    FEE_REFUNDED = "FEE_REFUNDED"  # 退费
    HANDED_OVER = "HANDED_OVER"  # 交接 inside the department, to another handler
    WITHDRAWN = "WITHDRAWN"
    PRE_REVIEW_ASKED = "PRE_REVIEW_ASKED"  # 预审, before acceptance
    PRE_REVIEW_ANSWERED = "PRE_REVIEW_ANSWERED"
    HEARING_TOLD = "HEARING_TOLD"  # 告知听证权利, art. 47
    HEARING_ASKED = "HEARING_ASKED"
    HEARING_ANNOUNCED = "HEARING_ANNOUNCED"  # with the date of the hearing, art. 48
    HEARING_HELD = "HEARING_HELD"
    GAP_FILLED = "GAP_FILLED"  # 容缺补齐: the papers tolerated as missing at acceptance are there
    AFTER_CHECKED = "AFTER_CHECKED"  # 事后核查 of a commitment (告知承诺)
    CALENDAR_CHANGED = "CALENDAR_CHANGED"  # 日历变更: counted by another version from here on, with old and new dates
    CORRECTED = "CORRECTED"  # an earlier event was recorded wrongly


class ClockName(StrEnum):
    """PROMISED and STATUTORY are the decision clock of art. 42, read twice; STAGE is one stage's own.

    INTAKE_NOTICE is the time to tell what is missing (art. 32); LOOP has no limit: its alerts are breaks of the loop.
    The others are rows of `rulebook.clock_table`.
    """

    PROMISED = "PROMISED"
    STATUTORY = "STATUTORY"
    STAGE = "STAGE"
    INTAKE_NOTICE = "INTAKE_NOTICE"
    LOOP = "LOOP"
    PRE_REVIEW = "PRE_REVIEW"  # 预审
    CORRECTION_TIME = "CORRECTION_TIME"  # the applicant's time to correct
    LOWER_REVIEW = "LOWER_REVIEW"  # 下级初审, art. 43
    PAUSE_PLAN = "PAUSE_PLAN"  # the time told for a special procedure, art. 45
    HEARING_REQUEST = "HEARING_REQUEST"
    HEARING_HOLD = "HEARING_HOLD"
    HEARING_NOTICE = "HEARING_NOTICE"
    DELIVERY = "DELIVERY"  # 送达, art. 44
    MISSING_PAPER = "MISSING_PAPER"  # 容缺
    AFTER_CHECK = "AFTER_CHECK"  # of a commitment
    RULE = "RULE"  # no limit either: a rule of heavy severity that hit (`rulebook.anomaly_rules`)
    RENEWAL_REQUEST = "RENEWAL_REQUEST"  # 延续, art. 50
    RENEWAL = "RENEWAL"


class PauseKind(StrEnum):
    """特别程序 of art. 45: the eight kinds that it names, and what a local rule adds."""

    HEARING = "HEARING"
    TENDER = "TENDER"
    AUCTION = "AUCTION"
    INSPECTION = "INSPECTION"
    TESTING = "TESTING"
    QUARANTINE = "QUARANTINE"
    APPRAISAL = "APPRAISAL"
    EXPERT_REVIEW = "EXPERT_REVIEW"
    OTHER = "OTHER"


class Outcome(StrEnum):
    """How a case was concluded."""

    GRANTED = "GRANTED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"
    RETURNED = "RETURNED"
    TERMINATED = "TERMINATED"
    CORRECTION_LAPSED = "CORRECTION_LAPSED"
    PASSED_UP = "PASSED_UP"


def is_refusal(kind: EventKind, detail: Mapping[str, Any]) -> bool:
    """不予受理 or 不予许可; to tell that no licence is needed (不受理) refuses nothing."""
    return kind is EventKind.DECLINED or (kind is EventKind.CONCLUDED and detail.get("outcome") == Outcome.REFUSED)


class CaseState(StrEnum):
    """Where a case stands."""

    RECEIVED = "RECEIVED"
    ACCEPTED = "ACCEPTED"
    CONCLUDED = "CONCLUDED"
    DECLINED = "DECLINED"
    NOT_REQUIRED = "NOT_REQUIRED"
    WITHDRAWN = "WITHDRAWN"


class Anchor(StrEnum):
    """From when a limit runs."""

    RECEIVED = "RECEIVED"
    ACCEPTED = "ACCEPTED"
    PAPERS_VALID = "PAPERS_VALID"
    WINDOW_CLOSED = "WINDOW_CLOSED"
    # Of the rows of `rulebook.clock_table`.
    PRE_REVIEW_ASKED = "PRE_REVIEW_ASKED"
    CORRECTION_ASKED = "CORRECTION_ASKED"
    PAUSE_BEGUN = "PAUSE_BEGUN"
    HEARING_TOLD = "HEARING_TOLD"
    HEARING_ASKED = "HEARING_ASKED"
    HEARING_DATE = "HEARING_DATE"  # counted back
    DECIDED = "DECIDED"
    EXPIRY = "EXPIRY"  # counted back, or to its day


class Approver(StrEnum):
    """Who grants an extension: the head of the agency (art. 42(1)), or of the government for 45 + 15 (42(2))."""

    AGENCY_HEAD = "AGENCY_HEAD"
    GOVERNMENT_HEAD = "GOVERNMENT_HEAD"


class CaseType(StrEnum):
    """GB/T 39046: 1 即办件, 2 承诺件, 9 other."""

    ON_THE_SPOT = "1"
    TIME_LIMITED = "2"
    OTHER = "9"


@dataclass(frozen=True, slots=True)
class Event:
    """One event with its two times: `at` is when it is said to have happened, `recorded_at` when we learnt of it."""

    sequence: int
    kind: EventKind
    at: datetime
    recorded_at: datetime
    detail: Mapping[str, Any] = field(default_factory=dict)
    corrects: int | None = None
    source: str = ""  # empty: a window
    anomalies: tuple[str, ...] = ()  # what it was marked with when it was recorded (`rulebook.anomalies`)
    person: str = ""  # who did it: told by the source, or who recorded it at a window; empty where nobody knows


@dataclass(frozen=True, slots=True)
class LimitRule:
    """时限 = anchor + value + unit + basis. `is_confirmed`: article and figure were read in a public text."""

    anchor: Anchor
    limit: Limit
    basis: str = ""
    is_confirmed: bool = False
    extension: Limit | None = None  # the most that may be granted, once
    approver: Approver | None = None  # None: by the law, see `rulebook.limits.approver`

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        longest = data.get("extension")
        return cls(
            anchor=Anchor(data["anchor"]),
            limit=Limit(data["value"], Unit(data["unit"])),
            basis=data.get("basis", ""),
            is_confirmed=data.get("is_confirmed", False),
            extension=Limit(longest["value"], Unit(longest["unit"])) if longest else None,
            approver=Approver(data["approver"]) if data.get("approver") else None,
        )

    def to_json(self) -> dict[str, Any]:
        longest = self.extension
        return ({"approver": self.approver.value} if self.approver else {}) | {
            "anchor": self.anchor.value,
            "value": self.limit.value,
            "unit": self.limit.unit.value,
            "basis": self.basis,
            "is_confirmed": self.is_confirmed,
            "extension": {"value": longest.value, "unit": longest.unit.value} if longest else None,
        }


@dataclass(frozen=True, slots=True)
class StageRule:
    """环节 with its limit, if it has one."""

    name: str
    limit: Limit | None = None
    as_rule: LimitRule | None = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "as_rule", LimitRule(Anchor.ACCEPTED, self.limit) if self.limit else None)


@dataclass(frozen=True, slots=True)
class SpecialStep:
    """A special step that the item declares: not counted, with its planned length in working days."""

    kind: str
    name: str
    planned_days: int


@dataclass(frozen=True, slots=True)
class FeeRule:
    """收费标准: what may be charged under a condition, in cents; None where the list prints no single amount."""

    name: str
    amount: int | None = None
    condition: str = ""


@dataclass(frozen=True, slots=True)
class ItemRules:
    """What an item version says about time. A service may have no limit at all."""

    case_type: CaseType
    promised: LimitRule | None = None
    statutory: LimitRule | None = None
    stages: tuple[StageRule, ...] = ()
    special_steps: tuple[SpecialStep, ...] = ()
    co_reviewers: tuple[str, ...] = ()  # 联办: codes of the departments that answer beside the item's own
    is_decided_above: bool = False  # 上报: received here, decided by the tier above
    # 一次告知: by when an applicant is told what is missing; silence is acceptance (`rulebook.notice`).
    notice: LimitRule | None = None
    # What the guide of the version asks for; None for a version without one. Kept in the guide, not in the rules.
    materials: tuple[str, ...] | None = None
    clocks: Mapping[ClockName, LimitRule] = field(default_factory=dict)  # limits of rows of `rulebook.clock_table`
    is_licence: bool | None = None  # GB/T 39046 type 01; None in a version published before this was kept
    fees: tuple[FeeRule, ...] | None = None  # of the guide as well: empty means that none is charged

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            case_type=CaseType(data["case_type"]),
            promised=LimitRule.from_json(data["promised"]) if data.get("promised") else None,
            statutory=LimitRule.from_json(data["statutory"]) if data.get("statutory") else None,
            stages=tuple(
                StageRule(stage["name"], Limit(stage["value"], Unit(stage["unit"])) if stage.get("value") else None)
                for stage in data.get("stages", ())
            ),
            special_steps=tuple(SpecialStep(**step) for step in data.get("special_steps", ())),
            co_reviewers=tuple(data.get("co_reviewers", ())),
            is_decided_above=data.get("is_decided_above", False),
            notice=LimitRule.from_json(data["notice"]) if data.get("notice") else None,
            clocks={ClockName(name): LimitRule.from_json(rule) for name, rule in data.get("clocks", {}).items()},
            is_licence=data.get("is_licence"),
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "case_type": self.case_type.value,
            "promised": self.promised.to_json() if self.promised else None,
            "statutory": self.statutory.to_json() if self.statutory else None,
            "stages": [
                {"name": stage.name}
                | ({"value": stage.limit.value, "unit": stage.limit.unit.value} if stage.limit else {})
                for stage in self.stages
            ],
            "special_steps": [
                {"kind": step.kind, "name": step.name, "planned_days": step.planned_days} for step in self.special_steps
            ],
            "co_reviewers": list(self.co_reviewers),
            "is_decided_above": self.is_decided_above,
            "notice": self.notice.to_json() if self.notice else None,
            "clocks": {name.value: rule.to_json() for name, rule in self.clocks.items()},
            "is_licence": self.is_licence,
        }

    def of_begin_and_end(self) -> Self:
        """一厅双网: the same rules where only begin and end are recorded here; no stage and no notice has a clock."""
        return replace(self, stages=(), notice=None)

    def stage(self, name: str) -> StageRule | None:
        for stage in self.stages:
            if stage.name == name:
                return stage
        return None
