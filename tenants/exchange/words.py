"""The words in which a department's system reports, and what they are here.

Kinds are ours (`rulebook.case.EventKind`) or those of the national exchange of cases, in English or Chinese.
"""

from dataclasses import dataclass, field
from typing import Any

from rulebook.case import EventKind, Outcome


@dataclass(frozen=True, slots=True)
class Meaning:
    """An event kind, with what the word itself says of it."""

    kind: EventKind
    detail: dict[str, Any] = field(default_factory=dict)


def _concluded(outcome: Outcome, **more: Any) -> Meaning:
    return Meaning(EventKind.CONCLUDED, {"outcome": outcome.value, **more})


# What GB/T 39046-2020 and the national exchange report of a case, and the words of halls for the same.
_NATIONAL = {
    "收件": Meaning(EventKind.RECEIVED),
    "受理": Meaning(EventKind.ACCEPTED),
    "NOT_ACCEPTED": Meaning(EventKind.NOT_REQUIRED),
    "不受理": Meaning(EventKind.NOT_REQUIRED),
    "REFUSED_ACCEPTANCE": Meaning(EventKind.DECLINED),
    "不予受理": Meaning(EventKind.DECLINED),
    "CORRECTION_BEGINS": Meaning(EventKind.CORRECTION_ASKED),
    "补正开始": Meaning(EventKind.CORRECTION_ASKED),
    "CORRECTION_ENDS": Meaning(EventKind.CORRECTION_RECEIVED),
    "补正结束": Meaning(EventKind.CORRECTION_RECEIVED),
    "ACCEPTED_BY_DEPARTMENT": Meaning(EventKind.STAGE_BEGUN, {"stage": "承办"}),
    "部门接收": Meaning(EventKind.STAGE_BEGUN, {"stage": "承办"}),
    "SPECIAL_PROCEDURE_BEGINS": Meaning(EventKind.PAUSE_BEGUN),
    "特别程序开始": Meaning(EventKind.PAUSE_BEGUN),
    "SPECIAL_PROCEDURE_ENDS": Meaning(EventKind.PAUSE_ENDED),
    "特别程序结束": Meaning(EventKind.PAUSE_ENDED),
    "CONCLUDED_GRANTED": _concluded(Outcome.GRANTED),
    "准予办结": _concluded(Outcome.GRANTED),
    "CONCLUDED_WITH_TOLERATED_GAPS": _concluded(Outcome.GRANTED, tolerated_gaps=True),
    "容缺办结": _concluded(Outcome.GRANTED, tolerated_gaps=True),
    "CONCLUDED_REFUSED": _concluded(Outcome.REFUSED),
    "不予办结": _concluded(Outcome.REFUSED),
    "撤件": Meaning(EventKind.WITHDRAWN),
    "REVOKED": _concluded(Outcome.TERMINATED, revoked=True),
    "作废": _concluded(Outcome.TERMINATED, revoked=True),
    "送达": Meaning(EventKind.DELIVERED),
    "告知听证权利": Meaning(EventKind.HEARING_TOLD),
    "申请听证": Meaning(EventKind.HEARING_ASKED),
    "听证公告": Meaning(EventKind.HEARING_ANNOUNCED),
    "听证": Meaning(EventKind.HEARING_HELD),
    "容缺补齐": Meaning(EventKind.GAP_FILLED),
    "事后核查": Meaning(EventKind.AFTER_CHECKED),
    "收费": Meaning(EventKind.FEE_CHARGED),
    "退费": Meaning(EventKind.FEE_REFUNDED),
}
KINDS: dict[str, Meaning] = {
    kind.value: Meaning(kind) for kind in EventKind if kind is not EventKind.CALENDAR_CHANGED
} | _NATIONAL

# GB/T 39046: special procedure 1 is an extension, 2 a pause.
EXTENSION_PROCEDURE = "1"
# GB/T 39046 channels.
CHANNELS = {"1": "WINDOW", "2": "WEB", "3": "MOBILE", "4": "COURIER", "9": "OTHER"}


def spelled(word: str) -> str:
    """Words are compared without regard to case, spaces and hyphens."""
    return word.strip().upper().replace(" ", "_").replace("-", "_")
