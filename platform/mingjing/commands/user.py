"""`mingjing user create|end|unlock|bind|unbind`: a person with his posts, their end, and how he signs in."""

import argparse
import secrets
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mingjing.commands import WrongUse, keep

if TYPE_CHECKING:
    from accounts.models import Person

HELP = "make a person who signs in, with his posts"
NEEDS_DATABASE = True


@dataclass(frozen=True)
class Place:
    """HALL:ROLE[:DEPARTMENT,...] as it was written."""

    hall: str
    role: str
    departments: tuple[str, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    create = verbs.add_parser("create", help="make a person and print his password, unless it was given")
    create.add_argument("username")
    create.add_argument("--name", required=True, help="as people read it")
    create.add_argument(
        "--post", action="append", required=True, type=place, metavar="HALL:ROLE[:DEPT,..]",
        help="roles: supervisor, hall_admin, clerk, inspector, leader, complaint_desk; may be given again",
    )  # fmt: skip
    create.add_argument("--password-stdin", action="store_true", help="read the password from the first line of stdin")
    ended = verbs.add_parser("end", help="end a person's posts in a hall: from today on he holds none there")
    ended.add_argument("username")
    ended.add_argument("--hall", required=True, metavar="CODE", help="region code, 6, 9 or 12 digits")
    unlocked = verbs.add_parser("unlock", help="take a lost second factor away; the password alone signs in again")
    unlocked.add_argument("username")
    bound = verbs.add_parser("bind", help="a subject of the OpenID Connect provider is this person from now on")
    bound.add_argument("username")
    bound.add_argument("--subject", required=True, help="the claim `sub`, as the provider shows it")
    unbound = verbs.add_parser("unbind", help="nobody signs in at the provider as this person any more")
    unbound.add_argument("username")


def place(text: str) -> Place:
    hall, _, rest = text.partition(":")
    role, _, departments = rest.partition(":")
    if not hall or not role:
        raise argparse.ArgumentTypeError(f"{text!r} is not HALL:ROLE[:DEPT,..]")
    return Place(hall, role.upper(), tuple(filter(None, departments.split(","))))


def run(args: argparse.Namespace) -> int:
    if args.verb == "end":
        end(args.username, args.hall)
        return 0
    if args.verb == "unlock":
        unlock(args.username)
        return 0
    if args.verb in ("bind", "unbind"):
        bind(args.username, getattr(args, "subject", ""))
        return 0
    password = sys.stdin.readline().rstrip("\n") if args.password_stdin else secrets.token_urlsafe(12)
    create(args.username, args.name, args.post, password)
    if not args.password_stdin:
        print(password)
    return 0


def create(username: str, name: str, places: list[Place], password: str) -> None:
    """All of it or nothing. A password that Django's validators refuse is wrong use."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.db import transaction

    from accounts.models import AccountNoticeKind, Person
    from foundation.clock import local_day, now
    from foundation.errors import Refusal
    from hierarchy.cache import hall_by_code
    from hierarchy.models import Post, Role
    from hierarchy.posts import described
    from tenants.organization import people

    wrong = sorted({one.role for one in places} - set(Role.values))
    if wrong:
        raise WrongUse(f"There is no role {', '.join(wrong)}.")
    if Person.objects.filter(username=username).exists():
        raise WrongUse(f"There is a person {username} already.")
    try:
        validate_password(password, Person(username=username, display_name=name))
        halls = [hall_by_code(one.hall) for one in places]
    except ValidationError as error:
        raise WrongUse(" ".join(error.messages)) from None
    except Refusal as refusal:
        raise WrongUse(refusal.message) from None
    with transaction.atomic():
        person = Person.objects.create_person(username=username, display_name=name, password=password)
        for hall, one in zip(halls, places, strict=True):
            post = Post.objects.create(
                person=person,
                hall_id=hall.pk,
                role=one.role,
                departments=list(one.departments),
                from_on=local_day(now()),
            )
            keep(hall, "POST_GIVEN", subject=username, after=described(post))
            people.tell_of_post(person, AccountNoticeKind.POST_GIVEN, hall, post)


def end(username: str, code: str) -> None:
    from django.db import transaction

    from accounts.models import AccountNoticeKind
    from foundation.clock import local_day, now
    from foundation.errors import Refusal
    from hierarchy.cache import hall_by_code
    from hierarchy.models import Post
    from hierarchy.posts import described, in_force
    from tenants.organization import people

    try:
        hall = hall_by_code(code)
    except Refusal as refusal:
        raise WrongUse(f"{code}: {refusal.message}") from None
    today = local_day(now())
    with transaction.atomic():
        held = Post.objects.filter(in_force(on=today), person__username=username, hall_id=hall.pk)
        posts = list(held.select_related("person").select_for_update(of=("self",)))
        if not posts:
            raise WrongUse(f"{username} holds no post at {hall.code} {hall.name}.")
        for post in posts:
            Post.objects.filter(pk=post.pk).update(until_on=today)
            keep(hall, "POST_ENDED", subject=username, before=described(post), after={"untilOn": today.isoformat()})
            people.tell_of_post(post.person, AccountNoticeKind.POST_ENDED, hall, post)


def bind(username: str, subject: str) -> None:
    """To the subject, or without one from the one that he was bound to; his sessions end then."""
    from django.db import transaction

    from accounts import bindings, sessions

    person = known(username)
    with transaction.atomic():
        if subject:
            try:
                bindings.bind(person, subject)
            except bindings.SubjectTaken as refusal:
                raise WrongUse(refusal.message) from None
            return keep_where_posted(person, "SUBJECT_BOUND", after={"subject": subject})
        was = bindings.unbind(person)
        if not was:
            raise WrongUse(f"{username} is bound to no subject.")
        sessions.end_all(person)
        return keep_where_posted(person, "SUBJECT_UNBOUND", before={"subject": was})


def known(username: str) -> "Person":
    from accounts.models import Person

    person = Person.objects.filter(username=username).first()
    if person is None:
        raise WrongUse(f"There is no person {username}.")
    return person


def keep_where_posted(person: "Person", kind: str, **said: dict[str, object]) -> None:
    from hierarchy.posts import posts_of

    for hall in {post.hall for post in posts_of(person).select_related("hall")}:
        keep(hall, kind, subject=person.username, **said)


def unlock(username: str) -> None:
    """Ends his sessions as well."""
    from django.db import transaction

    from accounts import second_factor, sessions

    person = known(username)
    with transaction.atomic():
        try:
            second_factor.turn_off(person)
        except second_factor.NotOn as refusal:
            raise WrongUse(refusal.message) from None
        sessions.end_all(person)
        keep_where_posted(person, "SECOND_FACTOR_REMOVED")
