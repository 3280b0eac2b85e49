"""不予理由 of a tier: published and retired by its administrator, kept as administrative acts of its hall."""

from django.db import transaction

from foundation.errors import Forbidden
from hierarchy import reasons
from hierarchy.models import Hall, RefusalReason, Role
from hierarchy.posts import Actor
from tenants.audit import admin_acts
from tenants.audit.admin_acts import Doer
from tenants.audit.models import AdminKind


def may_manage(actor: Actor, hall: Hall) -> bool:
    return actor.role == Role.HALL_ADMIN and actor.hall_code == hall.code


@transaction.atomic
def add(hall: Hall, actor: Actor, *, code: str, name: str, ground: str, article: str, by: Doer) -> RefusalReason:
    """Raises Forbidden, BadReason, and as `local_rules.cited`."""
    _check(hall, actor)
    row = reasons.add(hall, code=code, name=name, ground=ground, article=article)
    said = {"name": row.name, "ground": row.ground, "cited": row.cited}
    admin_acts.record(hall, AdminKind.REASON_ADDED, by=by, subject=row.code, after=said)
    return row


@transaction.atomic
def retire(hall: Hall, actor: Actor, *, code: str, by: Doer) -> RefusalReason:
    """Raises Forbidden, NotFound."""
    _check(hall, actor)
    row = reasons.retire(hall, code)
    said = {"name": row.name, "ground": row.ground}
    admin_acts.record(hall, AdminKind.REASON_RETIRED, by=by, subject=row.code, before=said)
    return row


def _check(hall: Hall, actor: Actor) -> None:
    if not may_manage(actor, hall):
        raise Forbidden("Only an administrator of this hall publishes reasons.")
