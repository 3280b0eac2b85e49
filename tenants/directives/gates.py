"""Who may see and act on matters. Supervisors act on them and change no case; the department answers.

Who runs a hall, as its administrator or clerk, decides nothing about its reds, whatever other post he holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NoReturn

from django.db.models import QuerySet

from foundation.clock import local_day, now
from foundation.errors import Forbidden, NotFound, Refusal
from hierarchy.models import Hall, Post, Role
from hierarchy.posts import Actor, in_force

LONGEST_TEXT = 1000  # GB/T 39046-2020 table 11: what is supervised, and its result
SUPERVISE = frozenset({Role.INSPECTOR, Role.SUPERVISOR})
SIGN = frozenset({Role.SUPERVISOR, Role.LEADER})
DRAFTS = SUPERVISE | SIGN
DEPARTMENT = frozenset({Role.CLERK})
READ_ALL = frozenset({Role.SUPERVISOR, Role.HALL_ADMIN, Role.INSPECTOR, Role.LEADER})

Roles = Mapping[Any, frozenset[str]]


class BadDraft(Refusal):
    """What a matter says cannot be taken; `code` says why and `field` where."""

    code = "BAD_VALUE"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an act is done: the hall that is entered and concerned, and who acts."""

    hall: Hall
    actor: Actor


def visible_to(actor: Actor, matters: QuerySet[Any]) -> QuerySet[Any]:
    """Drafts are seen by those who write them; a department sees what was issued to it; a complaint desk nothing."""
    if actor.role in DRAFTS:
        return matters
    shown = matters.exclude(issued_at=None)
    if actor.role == Role.CLERK:
        return shown.filter(department__in=actor.departments) if actor.departments else shown
    return shown if actor.role in READ_ALL else matters.none()


def concerns(actor: Actor, matter: Any) -> bool:
    """Whether he is of those to whom the matter itself is shown, as `visible_to` says, of one that is at hand."""
    if actor.role in DRAFTS:
        return True
    if actor.role == Role.CLERK:
        return matter.is_shown and (not actor.departments or matter.department in actor.departments)
    return matter.is_shown and actor.role in READ_ALL


def access(visible: QuerySet[Any], key: str) -> Any:
    """One of those that the actor may see. Raises NotFound."""
    is_key = key.isascii() and key.isdigit() and len(key) < 18
    found = visible.filter(pk=int(key)).first() if is_key else None
    if found is None:
        raise NotFound("No such matter.")
    return found


def may(place: Place, roles: Roles, act: StrEnum, department: str) -> bool:
    """Whether the post allows the act, whatever the state of the matter."""
    actor = place.actor
    if actor.role not in roles[act]:
        return False
    if actor.role == Role.CLERK:
        return actor.hall_code == place.hall.code and (not actor.departments or department in actor.departments)
    return not runs(place)


def check(place: Place, roles: Roles, act: StrEnum, department: str) -> None:
    """Raises Forbidden."""
    if not may(place, roles, act, department):
        refuse()


def refuse() -> NoReturn:
    raise Forbidden("Your post does not allow this act in this hall.")


def runs(place: Place) -> bool:
    """Whether this person runs the hall that is concerned, at any post of today."""
    today = local_day(now())
    running = Post.objects.filter(in_force(on=today), hall=place.hall, role__in=[Role.HALL_ADMIN, Role.CLERK])
    return running.filter(person=place.actor.person_id).exists()


def text(value: str, field: str, longest: int = LONGEST_TEXT) -> str:
    """Raises BadDraft REQUIRED, TOO_LONG."""
    found = value.strip()
    if not found:
        raise BadDraft("This is needed.", code="REQUIRED", field=field)
    if len(found) > longest:
        raise BadDraft(f"At most {longest} characters.", code="TOO_LONG", field=field)
    return found


def days(value: int, most: int, field: str) -> int:
    """Raises BadDraft BAD_DAYS."""
    if not 1 <= value <= most:
        raise BadDraft(f"1 to {most} working days.", code="BAD_DAYS", field=field)
    return value
