"""The people of the demo, all invented, and their posts."""

import random
from datetime import date
from functools import cache

from django.contrib.auth.hashers import make_password

from accounts.models import Person
from hierarchy.models import Hall, Post, Role
from hierarchy.posts import Actor
from hierarchy.tree import normalise
from mingjing.demo.days import months
from mingjing.demo.planning import DemoHall
from mingjing.demo.stories import lulong
from mingjing.demo.world import PASSWORD, halls_file

SURVEYORS = 4
LEFT = 2
BEGIN = date(2024, 1, 2)


def appoint(halls: list[DemoHall], today: date) -> dict[str, Actor]:
    """The cast, a clerk for each hall and the surveyors of story 1; answers with the clerk of each hall."""
    for username, name, code, role in halls_file()["persons"]:
        _post(_person(username, name), code, role)
    clerks = {hall.code: _clerk(hall.code) for hall in halls}
    _surveyors(today)
    return clerks


def _person(username: str, name: str) -> Person:
    person, _ = Person.objects.get_or_create(
        username=username, defaults={"display_name": name, "password": _hashed(PASSWORD)}
    )
    return person


@cache
def _hashed(password: str) -> str:
    """One slow hash for all demo accounts; they share their password."""
    return make_password(password)


def _post(person: Person, code: str, role: str, **more: object) -> Post:
    hall = Hall.objects.get(code=normalise(code))
    post, _ = Post.objects.get_or_create(
        person=person, hall=hall, role=role, section=more.pop("section", ""), from_on=BEGIN, defaults=more
    )
    return post


def _clerk(code: str) -> Actor:
    """The clerk who enters the demo's cases; 林晓雯 in 昌黎, 钱磊 in 平泉, an invented name elsewhere."""
    cast = {row[2]: row for row in halls_file()["persons"] if row[3] == Role.CLERK}
    if code in cast:
        username, name = cast[code][:2]
    else:
        rng = random.Random(code)
        name = str(rng.choice(halls_file()["surnames"])) + str(rng.choice(halls_file()["given"]))
        username = f"clerk-{code}"
    person = _person(username, name)
    post = _post(person, code, Role.CLERK)
    hall = post.hall
    return Actor(person.pk, person.display_name, post.pk, Role.CLERK, hall.code, hall.path, ())


def _surveyors(today: date) -> None:
    """现场勘验股 of 卢龙: four posts, two of which end on the 20th of M-4."""
    first = months(today, len(lulong.MONTHS) + 1)[0]
    for number in range(1, SURVEYORS + 1):
        person = _person(f"survey-{number}", f"勘验员{number}")
        until = lulong.surveyors_left_on(first) if number <= LEFT else None
        _post(person, lulong.HALL, Role.CLERK, departments=["D01"], section="现场勘验股", until_on=until)
