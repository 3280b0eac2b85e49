"""岗位: who acts, in which hall, as what."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import Person
from foundation.clock import local_day, now
from hierarchy.models import Hall, Post, Role

# These see their hall and everything below it; a clerk and a complaint desk see their own hall.
REACH_BELOW = frozenset({Role.SUPERVISOR, Role.HALL_ADMIN, Role.INSPECTOR, Role.LEADER})


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting through one post. `departments` restricts what he handles; empty means all of the hall."""

    person_id: UUID
    person_name: str
    post_id: int
    role: str
    hall_code: str
    hall_path: str
    departments: tuple[str, ...]

    @property
    def reaches_below(self) -> bool:
        return self.role in REACH_BELOW


def in_force(*, on: date) -> Q:
    """Posts held on a day; the day a post ends is its first day not held."""
    return Q(from_on__lte=on) & (Q(until_on=None) | Q(until_on__gt=on))


def runs(actor: Actor, hall: Hall) -> bool:
    """Whether this person runs the hall, as its administrator or clerk, at any post of today."""
    today = local_day(now())
    running = Post.objects.filter(in_force(on=today), hall=hall, role__in=[Role.HALL_ADMIN, Role.CLERK])
    return running.filter(person=actor.person_id).exists()


def posts_of(person: Person) -> QuerySet[Post]:
    """The posts a person holds today, the widest first."""
    today = local_day(now())
    return Post.objects.filter(in_force(on=today), person=person).select_related("hall").order_by("hall__path", "pk")


def actor_for(person: Person, post_id: int | None = None) -> Actor | None:
    """The person at one of his posts of today (the first without `post_id`); None if he holds none, or not that one."""
    posts = posts_of(person)
    post = (posts.filter(pk=post_id) if post_id is not None else posts).first()
    if post is None:
        return None
    return actor_at(post, person)


def actor_at(post: Post, person: Person) -> Actor:
    """The person acting through this post of his."""
    hall = post.hall
    return Actor(person.pk, person.display_name, post.pk, post.role, hall.code, hall.path, tuple(post.departments))


def described(post: Post) -> dict[str, object]:
    """For what is kept of a post that was given or ended."""
    return {"post": post.pk, "role": post.role, "departments": post.departments, "fromOn": post.from_on.isoformat()}
