"""The gate to halls. Absent and hidden look alike; a hall without schema is refused, never read as `public`."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import QuerySet
from django_tenants.utils import schema_context

from accounts.models import Person
from foundation.errors import Forbidden, HallNotProvisioned, NotFound
from hierarchy.cache import hall_by_code
from hierarchy.models import Hall, Role
from hierarchy.posts import Actor, actor_at, posts_of
from hierarchy.tree import BadRegionCode


def reaches(actor: Actor, hall: Hall) -> bool:
    """Jurisdiction is a hall and all below, for the roles that reach below."""
    return hall.code == actor.hall_code or (actor.reaches_below and hall.path.startswith(actor.hall_path))


def access_hall(actor: Actor, code: str) -> Hall:
    """The hall, if it lies in the actor's jurisdiction. Raises NotFound otherwise, as for one that does not exist."""
    try:
        hall = hall_by_code(code)
    except (NotFound, BadRegionCode):
        raise NotFound("No such hall.") from None
    if not reaches(actor, hall):
        raise NotFound("No such hall.")
    return hall


def actor_reaching(person: Person, hall: Hall) -> Actor | None:
    """The person at the narrowest of his posts of today whose jurisdiction holds the hall; None without such a post."""
    actors = [actor_at(post, person) for post in posts_of(person)]
    return next((actor for actor in reversed(actors) if reaches(actor, hall)), None)


def check_administers(actor: Actor, hall: Hall) -> None:
    """Raises Forbidden: an administrator of exactly this hall decides."""
    if actor.role != Role.HALL_ADMIN or actor.hall_code != hall.code:
        raise Forbidden("Only an administrator of this hall decides here.")


def check_governs(actor: Actor, hall: Hall) -> None:
    """Raises Forbidden: an administrator of a hall above this one decides on its place, name and state."""
    if actor.role != Role.HALL_ADMIN or actor.hall_code == hall.code or not reaches(actor, hall):
        raise Forbidden("Only an administrator of a hall above decides here.")


def visible_halls(actor: Actor) -> QuerySet[Hall]:
    halls: QuerySet[Hall] = Hall.objects.filter(path__startswith=actor.hall_path)
    return halls if actor.reaches_below else halls.filter(code=actor.hall_code)


@contextmanager
def enter(hall: Hall) -> Iterator[None]:
    """Tables of the hall are read and written inside. Raises HallNotProvisioned."""
    if hall.provisioned_at is None:
        raise HallNotProvisioned("This hall is not connected.", hall=hall.code)
    with schema_context(hall.schema_name):
        yield
