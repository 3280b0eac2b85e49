"""件类名称: what the classes of cases are called at a place. Whatever is called otherwise is counted alike."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from foundation.clock import local_day, now
from foundation.errors import Refusal
from hierarchy.local_rules import cite
from hierarchy.models import ClassName, Hall
from hierarchy.tree import ancestors
from rulebook.classes import USUAL_NAMES, CaseClass

LONGEST = 16


class BadClassName(Refusal):
    """No name that tells one class from the others; the code says why."""


@dataclass(frozen=True, slots=True)
class Called:
    """A class with the name that holds at a hall, the hall that gave it and since when."""

    case_class: CaseClass
    name: str
    hall: Hall
    since_on: date
    cited: str


def called_at(hall: Hall) -> list[Called]:
    """The names that hold here, each from the nearest place up the tree; what nobody named is not among them."""
    rows = ClassName.objects.filter(hall__code__in=ancestors(hall.path)).select_related("hall").order_by("hall__path")
    # From the top down: the nearer one comes later and wins.
    found = {
        row.case_class: Called(CaseClass(row.case_class), row.name, row.hall, row.since_on, row.cited) for row in rows
    }
    return [found[one] for one in CaseClass if one in found]


@transaction.atomic
def call(hall: Hall, case_class: CaseClass, name: str, *, article: str) -> str:
    """Names a class at and below a hall, or with an empty name takes its name back; what it was called here before.

    A name rests on an article of the register, taking one back on none. Raises BadClassName: too long, or the name of
    another class here; and as `local_rules.cited`.
    """
    text = name.strip()
    if len(text) > LONGEST or not text.isprintable():
        raise BadClassName(f"A name has at most {LONGEST} characters.", code="TOO_LONG", field="name")
    names = USUAL_NAMES | {one.case_class: one.name for one in called_at(hall)}
    if text and any(text == other for one, other in names.items() if one is not case_class):
        raise BadClassName("Another class has this name here.", code="NAME_TAKEN", field="name")
    own = ClassName.objects.select_for_update().filter(hall=hall.pk, case_class=case_class.value).first()
    before = own.name if own else ""
    if text:
        _write(own or ClassName(hall_id=hall.pk, case_class=case_class.value), hall, text, article)
    elif own:
        own.delete()
    return before


def _write(row: ClassName, hall: Hall, name: str, article: str) -> None:
    today = local_day(now())
    row.name, row.since_on, row.article, row.cited = name, today, article, cite(hall, article, on=today)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise BadClassName("Somebody named it a moment ago.", code="NAMED_MEANWHILE", field="name") from None
