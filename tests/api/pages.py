"""The operations that the pages send, each with variables to run it."""

from typing import Any

from mingjing.documents import Operation
from mingjing.documents import page_operations as operations
from tests.api.desk import CHANGLI, LICENCE, QINHUANGDAO

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
        "order": "DUE",
        "queue": "RED",
        "figure": "RED",
        "figureFrom": "2026-09-01",
        "figureTo": "2026-10-14",
        "isSummed": True,
        "item": LICENCE,
        "id": "1",
        **dict.fromkeys(
            ("before", "stage", "channel", "caseClass", "anomaly", "overdue", "finding", "concludedFrom", "concludedTo")
        ),
        **dict.fromkeys(("kind", "person", "contactState", "orderState", "caseNumber")),
        **dict.fromkeys(("deliveryState", "noticeChannel", "contactNumber")),
        "contact": "130322-Q2026-000001",
        **dict.fromkeys(("isLate", "isUntaken", "isMine", "withRetired"), False),
        **dict.fromkeys(("after", "search", "state", "lamp", "level", "department", "receivedFrom", "receivedTo")),
    }
    return {name: named[name] for name in operation.variables}
