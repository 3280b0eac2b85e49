"""文书 of matters: one document an issued act, in the number series of the hall that issues."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from foundation.clock import SHANGHAI
from hierarchy.cache import hall_by_code
from tenants.directives.gates import Place
from tenants.documents import issuing
from tenants.documents.issuing import Draft
from tenants.documents.models import Document
from tenants.organization.models import Department

Facts = Sequence[tuple[str, str]]


def issue(
    place: Place,
    matter: Any,
    *,
    kind: str,
    word: str,
    title: str,
    paragraphs: Sequence[str],
    facts: Facts,
    at: datetime,
    remedies: Sequence[str] = (),
) -> Document:
    """The document of an act on a matter, addressed to its department."""
    issuer = hall_by_code(matter.issuing_hall)
    department = Department.objects.filter(code=matter.department).values_list("name", flat=True).first()
    data = {
        "title": title,
        "organ": issuer.display_name,
        "addressee": department or matter.department,
        "paragraphs": list(paragraphs),
        "items": [],
        "facts": [{"name": name, "value": value} for name, value in facts],
        "trace": [],
        "remedies": list(remedies),
        "issued_on": f"{at.astimezone(SHANGHAI):%Y年%m月%d日}",
    }
    return issuing.issue(place.hall, Draft(kind, word, data), actor=place.actor, at=at, series=issuer)


def of_cases(cases: Sequence[str]) -> list[tuple[str, str]]:
    """办件编号; nothing where no case is named."""
    shown = "、".join(cases[:10]) + (f" 等{len(cases)}件" if len(cases) > 10 else "")
    return [("办件编号", shown)] if cases else []


def withdraw(place: Place, numbers: Sequence[str], *, reason: str) -> None:
    """撤销 of the documents with these numbers: who checks one is told."""
    for document in Document.objects.filter(number__in=[number for number in numbers if number]).order_by("pk"):
        issuing.withdraw(place.hall, document, reason=reason, actor=place.actor)
