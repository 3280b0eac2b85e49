"""Which earlier cases of the same applicant and item a new case has: pinned when it is registered, as it is known then.

The applicant is the same where the name is the same and no number of a paper speaks against it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rulebook.earlier import LOOKED_BACK, OPEN, Earlier, before
from rulebook.facts import CaseFacts
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
    wanted = {_whose(work.case): work.after.facts.submitted_at for work in new if work.after}
    known = _stored(wanted, first=min(wanted.values()))
    papers = _papers([work.case for work in works if work.case.pk])
    for work in works:
        if _whose(work.case) in wanted:
            by_number = known[_whose(work.case)]
            by_number.pop(work.case.number, None)
            if work.after:
                due = work.after.decision.due_at if work.after.decision else None
                by_number[work.case.number] = _Known(
                    _of_facts(work.case.number, work.after.facts, due), _paper(work, papers)
                )
    found = []
    for work in new:
        assert work.after is not None
        others = known[_whose(work.case)]
        work.case.earlier = [
            one.to_json() for one in _of(work.case.number, _paper(work, {}), others, work.after.facts.submitted_at)
        ]
        if work.case.earlier:
            found.append(work)
    return found


def of_unpinned(cases: Iterable[Case]) -> Mapping[int, tuple[Earlier, ...] | None]:
    """Of cases that were registered before this was kept: by what is known now. None where no name tells."""
    chosen = [case for case in cases if case.earlier is None and case.applicant_name and case.submitted_at]
    found: dict[int, tuple[Earlier, ...] | None] = {}
    if not chosen:
        return found
    first = min(case.submitted_at for case in chosen if case.submitted_at)
    known = _stored({_whose(case): case.submitted_at for case in chosen if case.submitted_at}, first=first)
    papers = _papers(chosen)
    for case in chosen:
        assert case.submitted_at is not None
        found[case.pk] = _of(case.number, papers.get(case.pk), known[_whose(case)], case.submitted_at)
    return found


def _whose(case: Case) -> Whose:
    return case.item, case.applicant_name


def _of(number: str, paper: Paper | None, known: Mapping[str, _Known], received_at: datetime) -> tuple[Earlier, ...]:
    """The others whose paper does not differ from this one."""
    others = (one for key, one in known.items() if key != number)
    same = [_marked(one, paper) for one in others if not (paper and one.paper and paper != one.paper)]
    return before(same, received_at)


def _marked(one: _Known, paper: Paper | None) -> Earlier:
    said = one.case
    is_same = paper is not None and paper == one.paper
    return Earlier(said.number, said.end, said.submitted_at, said.ended_at, said.due_at, is_same)


def _stored(wanted: Mapping[Whose, datetime], *, first: datetime) -> dict[Whose, dict[str, _Known]]:
    """The cases of these applicants in these items by number, from a year before the first."""
    rows = Case.objects.filter(
        applicant_name__in={name for _, name in wanted},
        item__in={item for item, _ in wanted},
        submitted_at__gte=first - LOOKED_BACK,
    ).values_list(*COLUMNS, "applicant_id__kind", "applicant_id__masked")
    known: dict[Whose, dict[str, _Known]] = defaultdict(dict)
    for number, item, name, state, outcome, submitted_at, ended_at, due_at, kind, shown in rows:
        if (item, name) in wanted:
            end = (outcome or state) if ended_at else OPEN
            case = Earlier(number, end, submitted_at, ended_at, due_at)
            known[item, name][number] = _Known(case, (kind, shown) if kind else None)
    return known


def _of_facts(number: str, facts: CaseFacts, due_at: datetime | None) -> Earlier:
    end = (facts.outcome or facts.state.value) if facts.ended_at else OPEN
    return Earlier(number, end, facts.submitted_at, facts.ended_at, due_at)


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
