"""Which earlier cases of the same applicant and item a new case has: pinned when it is registered, as it is known then.

The applicant is the same where the name is the same and no number of a paper speaks against it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from rulebook.earlier import LOOKED_BACK, MOST, OPEN, Earlier, before
from rulebook.id_numbers import masked
from tenants.cases.models import ApplicantId, Case
from tenants.cases.writing import Work

COLUMNS = ("number", "item", "applicant_name", "state", "outcome", "submitted_at", "ended_at", "due_at")
Paper = tuple[str, str]  # kind and what is shown of the number; nothing where none was given
Whose = tuple[str, str]  # item and name


@dataclass(frozen=True, slots=True)
class _Known:
    """A case of the applicant with its paper."""

    case: Earlier
    paper: Paper | None


def of_new(works: Sequence[Work]) -> list[Work]:
    """Pins on the new cases of a batch what there was before; those that have any, to be derived again.

    What the same batch brings of other cases is known with it.
    """
    new = [work for work in works if work.case.pk is None and work.case.applicant_name and work.after]
    if not new:
        return []
    received = [work.after.facts.submitted_at for work in new if work.after]
    wanted = {_whose(work.case) for work in new}
    # Of a single new case the newest before it are enough, and what the batch is going to replace.
    known = _stored(wanted, min(received), newest=(received[0], MOST + 1 + len(works)) if len(new) == 1 else None)
    papers = _papers([work.case for work in works if work.case.pk and _whose(work.case) in wanted])
    for work in works:
        if _whose(work.case) in wanted:
            known[_whose(work.case)].pop(work.case.number, None)
            if work.after:
                known[_whose(work.case)][work.case.number] = _Known(_told(work), _paper(work, papers))
    for work in new:
        assert work.after is not None
        found = _of(work.case, _paper(work, papers), known[_whose(work.case)], work.after.facts.submitted_at)
        work.case.earlier = None if found is None else [one.to_json() for one in found]
    return [work for work in new if work.case.earlier]


def of_unpinned(cases: Iterable[Case]) -> Mapping[int, tuple[Earlier, ...] | None]:
    """Of cases that were registered before this was kept: by what is known now. None where no name tells."""
    chosen = [case for case in cases if case.earlier is None and case.applicant_name and case.submitted_at]
    found: dict[int, tuple[Earlier, ...] | None] = {}
    if not chosen:
        return found
    first = min(case.submitted_at for case in chosen if case.submitted_at)
    known = _stored({_whose(case) for case in chosen}, first)
    papers = _papers(chosen)
    for case in chosen:
        assert case.submitted_at is not None
        found[case.pk] = _of(case, papers.get(case.pk), known[_whose(case)], case.submitted_at)
    return found


def _whose(case: Case) -> Whose:
    return case.item, case.applicant_name


def _of(
    case: Case, paper: Paper | None, known: Mapping[str, _Known], received_at: datetime
) -> tuple[Earlier, ...] | None:
    """The others whose paper does not differ from this one."""
    found = before((one.case for number, one in known.items() if number != case.number), received_at)
    if found is None:
        return None
    theirs = {one.number: known[one.number].paper for one in found}
    return tuple(
        replace(one, is_same_paper=paper is not None and paper == theirs[one.number])
        for one in found
        if not (paper and theirs[one.number]) or paper == theirs[one.number]
    )


def _stored(
    wanted: set[Whose], first: datetime, *, newest: tuple[datetime, int] | None = None
) -> dict[Whose, dict[str, _Known]]:
    """The cases of these applicants in these items by number, from a year before the first receipt on.

    `newest`: only so many, the last before a moment.
    """
    rows = (
        Case.objects.filter(
            applicant_name__in={name for _, name in wanted},
            item__in={item for item, _ in wanted},
            submitted_at__gte=first - LOOKED_BACK,
        )
        .order_by("-submitted_at")
        .values_list(*COLUMNS, "applicant_id__kind", "applicant_id__masked")
    )
    if newest:
        received_at, most = newest
        rows = rows.filter(submitted_at__lt=received_at)[:most]
    known: dict[Whose, dict[str, _Known]] = defaultdict(dict)
    for number, item, name, state, outcome, submitted_at, ended_at, due_at, kind, shown in rows:
        if (item, name) in wanted:
            end = (outcome or state) if ended_at else OPEN
            case = Earlier(number, end, submitted_at, ended_at, due_at)
            known[item, name][number] = _Known(case, (kind, shown) if kind else None)
    return known


def _told(work: Work) -> Earlier:
    """A case of the batch as it is going to stand."""
    assert work.after is not None
    facts, decision = work.after.facts, work.after.decision
    end = (facts.outcome or facts.state.value) if facts.ended_at else OPEN
    due_at = decision.due_at if decision else None
    return Earlier(work.case.number, end, facts.submitted_at, facts.ended_at, due_at)


def _paper(work: Work, stored: Mapping[int, Paper]) -> Paper | None:
    given = work.applicant_id
    if given:
        return given.kind.value, masked(given.number)
    return stored.get(work.case.pk) if work.case.pk else None


def _papers(cases: Sequence[Case]) -> dict[int, Paper]:
    if not cases:
        return {}
    rows = ApplicantId.objects.filter(case__in=[case.pk for case in cases]).values_list("case", "kind", "masked")
    return {pk: (kind, shown) for pk, kind, shown in rows}
