"""人员与岗位 of a hall: who holds which post, giving and ending posts, and access that an administrator resets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from django.db import IntegrityError, transaction
from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from accounts import account_notices, locks, sessions, tokens
from accounts.models import AccountNoticeKind, Person, Session
from foundation.clock import local_day, now
from foundation.errors import NotFound, Refusal
from hierarchy.models import Hall, Post, Role
from hierarchy.posts import described, in_force
from tenants.audit import admin_acts
from tenants.audit.admin_acts import Doer
from tenants.audit.models import AdminKind
from tenants.organization.models import Department

LONGEST_SECTION = 64


class PostWhen(Enum):
    """Whether a post is held today, will be, or was."""

    HELD = "HELD"
    COMING = "COMING"
    ENDED = "ENDED"


class BadPost(Refusal):
    """What was asked is no post that can be given; code and field say why."""


class OwnPost(Refusal):
    """Nobody gives himself a post or ends his own."""

    code = "OWN_POST"


class PostEnded(Refusal):
    """It ended already."""

    code = "POST_ENDED"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list of posts is narrowed to; `search` is a part of a name, user name or section."""

    when: PostWhen | None = None
    role: str | None = None
    department: str | None = None
    search: str = ""


@dataclass(frozen=True, slots=True)
class Access:
    """How a person gets in at this moment; sessions are counted whatever post they act through."""

    sessions: int
    seen_at: datetime | None
    is_locked: bool


def posts(hall: Hall, asked: Asked) -> QuerySet[Post]:
    """By user name, each with its person; also those that ended."""
    today = local_day(now())
    found = Post.objects.filter(hall=hall.pk)
    if asked.when is not None:
        coming, ended = Q(from_on__gt=today), Q(until_on__lte=today)
        narrowed = {PostWhen.HELD: in_force(on=today), PostWhen.COMING: coming & ~ended, PostWhen.ENDED: ended}
        found = found.filter(narrowed[asked.when])
    if asked.role:
        found = found.filter(role=asked.role)
    if asked.department:
        found = found.filter(departments__contains=[asked.department])
    if asked.search:
        named = Q(person__username__icontains=asked.search) | Q(person__display_name__icontains=asked.search)
        found = found.filter(named | Q(section__icontains=asked.search))
    return found.select_related("person").order_by("person__username", "pk")


def access_of(persons: Sequence[Person]) -> dict[object, Access]:
    """By key of the person; two statements for all of them."""
    open_now = Session.objects.filter(person__in=persons, expire_date__gt=timezone.now())
    rows = open_now.values("person").annotate(count=Count("pk"), seen=Max("seen_at"))
    counted = {row["person"]: (row["count"], row["seen"]) for row in rows}
    names = locks.locked([person.username for person in persons])
    return {
        person.pk: Access(*counted.get(person.pk, (0, None)), is_locked=person.username in names) for person in persons
    }


def holders(hall: Hall) -> QuerySet[Post]:
    """Keys of who holds a post in the hall today, as a subquery."""
    return Post.objects.filter(in_force(on=local_day(now())), hall=hall.pk).values("person_id")


@transaction.atomic
def grant(
    hall: Hall,
    *,
    by: Doer,
    username: str,
    role: str,
    departments: Sequence[str] = (),
    section: str = "",
    from_on: date | None = None,
    until_on: date | None = None,
) -> Post:
    """A post in the hall that is entered, from today or a later day on; `until_on` is the first day not held.

    Raises BadPost, OwnPost. The person must be there (`mingjing user create`) and may hold other posts.
    """
    today = local_day(now())
    begins = from_on or today
    person = Person.objects.filter(username=username.strip(), is_active=True).first()
    if person is None:
        raise BadPost("There is no person of this name.", code="NO_SUCH_PERSON", field="username")
    if person.pk == by.person:
        raise OwnPost("Another administrator gives you a post.", field="username")
    _check(departments, section.strip(), today, begins, until_on)
    given = {"person": person, "hall_id": hall.pk, "role": Role(role).value, "section": section.strip()}
    try:
        with transaction.atomic():
            # Two who give it at once wait for each other here.
            Person.objects.select_for_update(no_key=True).get(pk=person.pk)
            ends = Q(until_on=None) | Q(until_on__gt=begins)
            overlaps = Post.objects.filter(ends, **given)
            if until_on:
                overlaps = overlaps.filter(from_on__lt=until_on)
            if overlaps.exists():
                raise BadPost("He holds this post in these days.", code="POST_HELD", field="role")
            post = Post.objects.create(departments=list(departments), from_on=begins, until_on=until_on, **given)
    except IntegrityError:
        raise BadPost("He held this post from this day on.", code="POST_HELD", field="from_on") from None
    until = {"untilOn": until_on.isoformat()} if until_on else {}
    admin_acts.record(hall, AdminKind.POST_GIVEN, by=by, subject=person.username, after=described(post) | until)
    tell_of_post(person, AccountNoticeKind.POST_GIVEN, hall, post)
    return post


@transaction.atomic
def end(hall: Hall, *, by: Doer, number: int) -> Post:
    """From today on it is not held; one that was to begin later never is. Raises NotFound, OwnPost, PostEnded."""
    today = local_day(now())
    held = Post.objects.filter(hall=hall.pk, pk=number).select_related("person")
    post = held.select_for_update(of=("self",)).first()
    if post is None:
        raise NotFound("No such post here.", field="id")
    if post.person_id == by.person:
        raise OwnPost("Another administrator ends your post.", field="id")
    if post.until_on is not None and post.until_on <= today:
        raise PostEnded("It ended already.", field="id")
    before = described(post) | {"untilOn": post.until_on.isoformat() if post.until_on else None}
    post.until_on = max(today, post.from_on)
    post.save(update_fields=["until_on"])
    after = {"untilOn": post.until_on.isoformat()}
    admin_acts.record(hall, AdminKind.POST_ENDED, by=by, subject=post.person.username, before=before, after=after)
    tell_of_post(post.person, AccountNoticeKind.POST_ENDED, hall, post)
    return post


def tell_of_post(person: Person, kind: AccountNoticeKind, hall: Hall, post: Post) -> None:
    account_notices.tell(person, kind, hall=hall.code, hall_name=hall.display_name, role=post.role)


@transaction.atomic
def sign_out(hall: Hall, username: str, *, by: Doer) -> Person:
    """Ends all sessions of who holds a post in this hall today, and his tokens for it. He may sign in again.

    Raises NotFound for everybody else, also for who only stands above the hall.
    """
    person = _holder(hall, username)
    ended = {"sessions": sessions.end_all(person), "tokens": tokens.revoke_all(person, hall_code=hall.code)}
    admin_acts.record(hall, AdminKind.SIGNED_OUT, by=by, subject=person.username, before=ended)
    account_notices.tell(person, AccountNoticeKind.SIGNED_OUT, hall=hall.code, hall_name=hall.display_name)
    return person


@transaction.atomic
def lift_lock(hall: Hall, username: str, *, by: Doer) -> Person:
    """Who holds a post here and failed too often may try again at once. Raises NotFound, NotLocked."""
    person = _holder(hall, username)
    locks.lift(person.username)
    admin_acts.record(hall, AdminKind.LOCK_LIFTED, by=by, subject=person.username)
    account_notices.tell(person, AccountNoticeKind.LOCK_LIFTED, hall=hall.code, hall_name=hall.display_name)
    return person


def _holder(hall: Hall, username: str) -> Person:
    post = Post.objects.filter(in_force(on=local_day(now())), hall=hall.pk, person__username=username)
    found = post.select_related("person").first()
    if found is None:
        raise NotFound("Nobody of this name holds a post here.", field="username")
    return found.person


def _check(departments: Sequence[str], section: str, today: date, begins: date, until_on: date | None) -> None:
    if begins < today:
        raise BadPost("A post begins today or later.", code="BAD_PERIOD", field="from_on")
    if until_on is not None and until_on <= begins:
        raise BadPost("A post ends after it begins.", code="BAD_PERIOD", field="until_on")
    if len(section) > LONGEST_SECTION:
        raise BadPost("The section is too long.", code="TOO_LONG", field="section")
    known = set(Department.objects.filter(code__in=list(departments)).values_list("code", flat=True))
    if set(departments) - known or len(set(departments)) < len(departments):
        raise BadPost("There is no such department here.", code="NO_SUCH_DEPARTMENT", field="departments")
