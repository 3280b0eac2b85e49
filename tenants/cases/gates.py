"""The gate to cases of the hall that is entered. Absent and hidden look alike; only a clerk of the hall changes one."""

from django.contrib.auth.models import Permission
from django.db.models import BigIntegerField, Q, QuerySet
from django.db.models.functions import Cast
from guardian.models import UserObjectPermission

from foundation.errors import Forbidden, NotFound
from hierarchy.models import Hall, Role
from hierarchy.posts import Actor
from tenants.cases.models import Case

# These read every case of their jurisdiction (`hierarchy.gates` has seen to it that the hall lies in it).
READ_ALL = frozenset({Role.SUPERVISOR, Role.HALL_ADMIN, Role.INSPECTOR, Role.LEADER})


def visible_to(actor: Actor) -> QuerySet[Case]:
    """The cases of the entered hall that the actor may read."""
    if actor.role in READ_ALL or (actor.role == Role.CLERK and not actor.departments):
        return Case.objects.all()
    granted = Q(pk__in=_granted(actor))
    if actor.role == Role.CLERK:
        return Case.objects.filter(Q(department__in=actor.departments) | granted)
    return Case.objects.filter(granted)


def access_case(actor: Actor, number: str) -> Case:
    """The case with its item version. Raises NotFound."""
    cases = visible_to(actor).select_related("version__variant__item")
    try:
        return cases.get(number=number)
    except Case.DoesNotExist:
        raise NotFound("No such case.") from None


def may_change(actor: Actor, hall: Hall, department: str) -> bool:
    """A clerk with a post in exactly this hall and, if his post names departments, in the one of the case."""
    is_clerk_here = actor.role == Role.CLERK and actor.hall_code == hall.code
    return is_clerk_here and (not actor.departments or department in actor.departments)


def check_change(actor: Actor, hall: Hall, department: str) -> None:
    """Raises Forbidden: supervisors read everything and change no case."""
    if not may_change(actor, hall, department):
        raise Forbidden("Only a clerk of this hall and department records in a case.")


def granted_to(actor: Actor) -> list[int]:
    """Keys of the single cases that this person sees by grant; none for who reads all anyway."""
    if actor.role in READ_ALL or (actor.role == Role.CLERK and not actor.departments):
        return []
    return sorted(row["case_key"] for row in _granted(actor))


def _granted(actor: Actor) -> QuerySet[UserObjectPermission]:
    """Keys of single cases that this person was granted to see, in this hall, beyond his role.

    The key of the permission is read from `public` first, since no join crosses a schema.
    """
    view_case = Permission.objects.filter(
        codename="view_case", content_type__app_label="cases", content_type__model="case"
    ).values_list("pk", flat=True)
    return (
        UserObjectPermission.objects.filter(user_id=actor.person_id, permission_id__in=list(view_case))
        .annotate(case_key=Cast("object_pk", BigIntegerField()))
        .values("case_key")
    )
