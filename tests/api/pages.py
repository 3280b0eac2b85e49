"""The operations that the pages send, each with variables to run it."""

from typing import Any

from mingjing.documents import Operation
from mingjing.documents import page_operations as operations
from tests.api.desk import CHANGLI, LICENCE, QINHUANGDAO

CLOSED = "kind,from,through,what\noff,2026-10-19,,停电检修\n"

DRAFT = {
    "code": "OFTEN_CORRECTED", "zh": "多次补正", "en": "Corrected often", "severity": "YELLOW", "phase": "AFTER",
    "source": "本级监督", "needs": ["corrections"], "when": "corrections > 1", "at": "ended_at",
    "examples": [
        {"why": "两次", "facts": '{"corrections": 2}', "isHit": True},
        {"why": "一次", "facts": '{"corrections": 1}', "isHit": False},
    ],
}  # fmt: skip

__all__ = ["Operation", "operations", "variables"]


def variables(operation: Operation, number: str) -> dict[str, Any]:
    """For a query: by the names that all pages share. Raises KeyError for a name that nobody has named here yet."""
    named = {
        "code": QINHUANGDAO,
        "hall": CHANGLI,
        "number": number,
        "from": "2026-09-01",
        "to": "2026-10-14",
        "cmpFrom": "2026-08-01",
        "cmpTo": "2026-08-31",
        "isCompared": True,
        "first": 50,
        "step": "MONTH",
        "measure": "OVERDUE_RATE",
        "undecidedOnly": True,
        "unreadOnly": False,
        "hasHall": True,
        "order": "DUE",
        "queue": "RED",
        "figure": "RED",
        "figureFrom": "2026-09-01",
        "figureTo": "2026-10-14",
        "isSummed": True,
        "item": LICENCE,
        "ofDepartment": "D01",
        "id": "1",
        **dict.fromkeys(
            ("before", "stage", "channel", "caseClass", "anomaly", "overdue", "finding", "concludedFrom", "concludedTo")
        ),
        "rule": "BACK_ENTRY",
        **dict.fromkeys(
            (
                "kind",
                "person",
                "scope",
                "passedStage",
                "tier",
                "hallContact",
                "foundBy",
                "contactState",
                "orderState",
                "caseNumber",
                "orderKind",
                "matterKind",
                "late",
                "accountabilityState",
                "circularState",
                "subject",
                "postWhen",
                "role",
                "signInResult",
                "fromOn",
                "toOn",
                "deliveryState",
                "noticeChannel",
                "contactNumber",
            )
        ),
        "contact": "130322-Q2026-000001",
        "year": 2026,
        "layer": "HALL",
        "place": CHANGLI,
        "file": {"layer": "HALL", "year": 2026, "text": CLOSED, "reason": "停电检修"},
        "draft": DRAFT,
        "begin": "2026-10-15",
        "article": None,
        "reason": "本级监督需要",
        **dict.fromkeys(("isLate", "isUntaken", "isMine", "withRetired"), False),
        **dict.fromkeys(("after", "search", "state", "lamp", "level", "department", "receivedFrom", "receivedTo")),
    }
    return {name: named[name] for name in operation.variables}
