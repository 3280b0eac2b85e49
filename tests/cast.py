"""The cast (see STYLE): the same people in every test, all invented."""

from datetime import date

from accounts.models import Person
from hierarchy.models import Hall, Post, Role
from hierarchy.posts import Actor, actor_for

PASSWORD = "mingjing-tests"  # noqa: S105
SINCE = date(2024, 1, 1)

# username: name, role, hall
CAST = {
    "lin": ("林晓雯", Role.CLERK, "130322000000"),
    "zhao": ("赵立新", Role.INSPECTOR, "130300000000"),
    "han": ("韩卫东", Role.SUPERVISOR, "130000000000"),
    "qian": ("钱磊", Role.CLERK, "130881000000"),
    "tong": ("佟志远", Role.HALL_ADMIN, "130321000000"),
    "zhou": ("周明远", Role.LEADER, "130800000000"),
    "jia": ("贾亚楠", Role.COMPLAINT_DESK, "130300000000"),
}


def appoint() -> None:
    """Persons and posts, written into the template database."""
    for username, (name, role, code) in CAST.items():
        person = Person.objects.create_person(username=username, display_name=name, password=PASSWORD)
        Post.objects.create(person=person, hall=Hall.objects.get(code=code), role=role, from_on=SINCE)


def actor(username: str) -> Actor:
    found = actor_for(Person.objects.get(username=username))
    assert found is not None, username
    return found
