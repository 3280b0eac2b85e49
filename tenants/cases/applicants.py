"""证件号码 of applicants: sealed in the hall, masked for everybody, opened one at a time with a reason that is kept.

The number is no part of an event: chains and digests never hold it. A row opens for its own case alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from foundation import ciphers
from foundation.errors import NotFound, Refusal
from hierarchy.models import Hall
from hierarchy.posts import Actor
from rulebook.id_numbers import IdKind, is_well_formed, masked, spelled
from tenants.audit import admin_acts
from tenants.audit.admin_acts import Doer
from tenants.audit.models import AdminKind
from tenants.cases.gates import access_case, check_change
from tenants.cases.models import ApplicantId, Case

PURPOSE = "applicant id"
LONGEST_REASON = 300
BATCH = 500


class BadIdNumber(Refusal):
    """Not well-formed for its kind of paper. What was given is not repeated anywhere."""

    code = "BAD_ID_NUMBER"


@dataclass(frozen=True, slots=True)
class GivenId:
    """A well-formed number in one spelling; it shows in no log."""

    kind: IdKind
    number: str = field(repr=False)


def given(kind: str, number: str) -> GivenId:
    """Raises BadIdNumber."""
    text = spelled(number)
    if kind not in IdKind.__members__ or not is_well_formed(IdKind(kind), text):
        raise BadIdNumber("This is no number of such a paper.", field="applicant_id")
    return GivenId(IdKind(kind), text)


def keep(found: Iterable[tuple[Case, GivenId]]) -> None:
    """Of cases that are new, in the transaction that makes them."""
    rows = [
        ApplicantId(case=case, kind=one.kind.value, masked=masked(one.number), sealed=_seal(case.number, one.number))
        for case, one in found
    ]
    if rows:
        ApplicantId.objects.bulk_create(rows)


def see(hall: Hall, actor: Actor, number: str, *, reason: str, by: Doer) -> str:
    """The whole number, for who records in the case; kept in the hall with the reason.

    Raises NotFound (also where there is no number), Forbidden, Unreadable, and a refusal for the reason.
    """
    case = access_case(actor, number)
    check_change(actor, hall, case.department)
    why = reason.strip()
    if not why:
        raise Refusal("Say why.", code="REQUIRED", field="reason")
    if len(why) > LONGEST_REASON:
        raise Refusal(f"At most {LONGEST_REASON} characters.", code="TOO_LONG", field="reason")
    row = ApplicantId.objects.filter(case=case).first()
    if row is None:
        raise NotFound("No number was given with this case.")
    opened = ciphers.unseal(row.sealed, purpose=PURPOSE, owner=case.number)
    with transaction.atomic():
        admin_acts.record(hall, AdminKind.ID_NUMBER_SEEN, by=by, subject=case.number, after={"reason": why})
    return opened


def reseal() -> int:
    """Of the hall that is entered: what an older key sealed, under the one that writes now; how many rows."""
    changed = 0
    last = 0
    while True:
        with transaction.atomic():
            rows = list(
                ApplicantId.objects.select_for_update(of=("self",))
                .select_related("case")
                .filter(pk__gt=last)
                .order_by("pk")[:BATCH]
            )
            if not rows:
                return changed
            last = rows[-1].pk
            old = [row for row in rows if not ciphers.is_current(row.sealed)]
            for row in old:
                number = ciphers.unseal(row.sealed, purpose=PURPOSE, owner=row.case.number)
                row.sealed = _seal(row.case.number, number)
            ApplicantId.objects.bulk_update(old, ["sealed"])
            changed += len(old)


def _seal(case: str, number: str) -> str:
    return ciphers.seal(number, purpose=PURPOSE, owner=case)
