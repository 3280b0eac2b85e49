"""人员 of a hall: who holds a post in it today, where they are signed in, and the end of that by an administrator."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone

from accounts import sessions, tokens
from accounts.models import Person, Session
from foundation.clock import local_day, now
from foundation.errors import NotFound
from hierarchy.models import Hall, Post
from hierarchy.posts import in_force
from tenants.audit import admin_acts
from tenants.audit.admin_acts import Doer
from tenants.audit.models import AdminKind


@dataclass(frozen=True, slots=True)
class Staff:
    """A person with his posts of today in this hall; sessions are counted whatever post they act through."""

    person: Person
    posts: list[Post]
    sessions: int
    seen_at: datetime | None


def staff(hall: Hall) -> list[Staff]:
    """By name."""
    held: dict[Person, list[Post]] = defaultdict(list)
    today = local_day(now())
    for post in Post.objects.filter(in_force(on=today), hall=hall.pk).select_related("person").order_by("role", "pk"):
        held[post.person].append(post)
    open_now = Session.objects.filter(person__in=list(held), expire_date__gt=timezone.now())
    counted = {
        row["person"]: (row["count"], row["seen"])
        for row in open_now.values("person").annotate(count=Count("pk"), seen=Max("seen_at"))
    }
    found = [Staff(person, posts, *counted.get(person.pk, (0, None))) for person, posts in held.items()]
    return sorted(found, key=lambda one: (one.person.display_name, one.person.username))


@transaction.atomic
def sign_out(hall: Hall, username: str, *, by: Doer) -> Person:
    """Ends all sessions of who holds a post in this hall today, and his tokens for it. He may sign in again.

    Raises NotFound for everybody else, also for who only stands above the hall.
    """
    today = local_day(now())
    posts = Post.objects.filter(in_force(on=today), hall=hall.pk, person__username=username)
    post = posts.select_related("person").first()
    if post is None:
        raise NotFound("Nobody of this name holds a post here.", field="username")
    ended = {
        "sessions": sessions.end_all(post.person),
        "tokens": tokens.revoke_all(post.person, hall_code=hall.code),
    }
    admin_acts.record(hall, AdminKind.SIGNED_OUT, by=by, subject=post.person.username, before=ended)
    return post.person
