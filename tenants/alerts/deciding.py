"""What people decide on findings of rules: one is set aside as wrong, or stands again. The finding stays."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from foundation.clock import now
from foundation.errors import Forbidden, NotFound, Refusal
from hierarchy.models import Hall, Role
from hierarchy.posts import Actor, runs
from reporting import board, rule_counts
from rulebook.tally import Projection
from tenants.alerts.models import FindingDecision
from tenants.audit import sealing
from tenants.cases import deriving, reading, silences
from tenants.cases.models import Case

LONGEST_REASON = 300
DECIDES = frozenset({Role.INSPECTOR, Role.SUPERVISOR})


class BadDecision(Refusal):
    """The decision cannot be taken; `code` says why and `field` where."""

    code = "BAD_VALUE"


def may_decide(hall: Hall, actor: Actor) -> bool:
    """Inspectors and supervisors, none of whom runs the hall."""
    return actor.role in DECIDES and not runs(actor, hall)


@transaction.atomic
def decide(hall: Hall, actor: Actor, number: str, *, code: str, is_set_aside: bool, reason: str) -> Case:
    """In the hall that is entered. Raises BadDecision, Forbidden, NotFound."""
    if not may_decide(hall, actor):
        raise Forbidden("Your post does not decide on findings of this hall.")
    said = reason.strip()
    if not said:
        raise BadDecision("A reason is needed.", code="REQUIRED", field="reason")
    if len(said) > LONGEST_REASON:
        raise BadDecision(f"At most {LONGEST_REASON} characters.", code="TOO_LONG", field="reason")
    case = Case.objects.select_for_update(of=("self",)).select_related("version").filter(number=number).first()
    if case is None or code not in deriving.rule_figures(case):
        raise NotFound("No such finding.", field="code")
    if (code in case.set_aside) == is_set_aside:
        raise BadDecision("This was decided already.", code="ALREADY_DECIDED", field="code")
    FindingDecision.objects.create(
        case=case,
        code=code,
        is_set_aside=is_set_aside,
        reason=said,
        person=actor.person_id,
        person_name=actor.person_name,
        from_hall=actor.hall_code,
        at=now(),
    )
    projection = _derived(case)
    was_shown, figures = deriving.board(hall, case, projection), deriving.rule_figures(case)
    case.set_aside = columns(of_cases([case])[case.pk])
    case.save(update_fields=["set_aside"])
    is_shown = deriving.board(hall, case, projection)
    board.put(is_shown)
    board.remove(hall.code, "ALERT", sorted({row.key for row in was_shown} - {row.key for row in is_shown}))
    rule_counts.add(hall.code, rule_counts.difference([deriving.rule_figures(case)], [figures]))
    sealing.ask(hall.code)
    return case


def of_cases(cases: Iterable[Case]) -> Mapping[int, list[FindingDecision]]:
    """The decisions on findings of these cases, oldest first, in one statement."""
    found: dict[int, list[FindingDecision]] = {case.pk: [] for case in cases}
    for row in FindingDecision.objects.filter(case__in=list(found)).order_by("pk"):
        found[row.case_id].append(row)
    return found


def columns(decisions: Iterable[FindingDecision]) -> list[str]:
    """`Case.set_aside`, from its decisions: the last one of each code counts."""
    last = {row.code: row.is_set_aside for row in decisions}
    return sorted(code for code, is_set_aside in last.items() if is_set_aside)


def _derived(case: Case) -> Projection | None:
    return reading.projection_of(case, reading.events_of([case])[case.pk], silences.of_hall(), worked_to=case.worked_to)
