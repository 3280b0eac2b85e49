"""阶梯 of one department: its faults and the documents it was sent, and what they propose. Issues nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max

from hierarchy.ladders import ladder_of
from hierarchy.models import Hall
from rulebook.ladder import MOST_DAYS, Counted, Fault, Step, Weight, counted, proposed
from rulebook.supervision import OrderKind, OrderState
from tenants.alerts.models import Alert, AlertNote
from tenants.directives.models import AccountabilityCase, Circular, SupervisionOrder

LATE = {"PROMISED": Weight.LATE, "STATUTORY": Weight.LATE_STATUTORY}
DECIDED = {OrderKind.ORDER: Weight.UNEXPLAINED, OrderKind.RECTIFICATION: Weight.UNCORRECTED}
ORDERED = {Step.RECTIFICATION: OrderKind.RECTIFICATION, Step.TALK: OrderKind.TALK}


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a department has come on each rung, and what is proposed."""

    rungs: Sequence[Counted]
    proposed: Counted | None


def standing(hall: Hall, department: str, *, at: datetime) -> Standing:
    """Of a department of the hall that is entered."""
    rungs, history, issued = ladder_of(hall), faults(department, at=at), documents(department)
    return Standing(counted(rungs, history, issued, now=at), proposed(rungs, history, issued, now=at))


def faults(department: str, *, at: datetime) -> list[Fault]:
    """Reds of lateness that stand, and orders that were decided against it, of as long as a rung may look back."""
    since = at - timedelta(days=MOST_DAYS)
    # A red that a late report cleared or a decision withdrew is no fault; one that was confirmed again is.
    reds = Alert.objects.filter(case__department=department, level="RED", clock__in=LATE, at__gt=since)
    reds = reds.exclude(pk__in=AlertNote.objects.filter(kind="WITHDRAWN").values("alert"))
    notes = reds.values_list("pk", "clock", "at", "notes__kind", "notes__at").order_by("pk", "notes__at", "notes__pk")
    last = {pk: (clock, red_at, kind) for pk, clock, red_at, kind, _ in notes}
    found = [Fault(red_at, LATE[clock]) for clock, red_at, kind in last.values() if kind != "CLEARED"]
    rejected = SupervisionOrder.objects.filter(department=department, state=OrderState.REJECTED, decided_at__gt=since)
    for kind, moment in rejected.values_list("kind", "decided_at"):
        if kind in DECIDED:
            found.append(Fault(moment, DECIDED[OrderKind(kind)]))
    return found


def documents(department: str) -> dict[Step, datetime]:
    """When the last document of each step was issued that was not withdrawn."""
    orders = SupervisionOrder.objects.filter(department=department).exclude(state=OrderState.WITHDRAWN)
    by_kind = dict(orders.order_by().values_list("kind").annotate(last=Max("issued_at")))
    found = {step: by_kind.get(kind.value) for step, kind in ORDERED.items()}
    pursued = AccountabilityCase.objects.filter(department=department).exclude(state__in=["WITHDRAWN", "REVOKED"])
    found[Step.ACCOUNTABILITY] = pursued.aggregate(last=Max("issued_at"))["last"]
    shown = Circular.objects.filter(department=department).exclude(state="WITHDRAWN")
    found[Step.CIRCULAR] = shown.aggregate(last=Max("published_at"))["last"]
    return {step: moment for step, moment in found.items() if moment is not None}
