"""Who may look into which hall. Absent and hidden look alike."""

from datetime import timedelta

import pytest
from django.db import connection

from accounts.models import Person
from foundation.clock import local_day, now
from foundation.errors import HallNotProvisioned, NotFound
from hierarchy.gates import access_hall, enter, visible_halls
from hierarchy.models import Hall, Post, Role
from hierarchy.posts import Actor, actor_for
from tests import cast

pytestmark = pytest.mark.django_db

PROVINCE, QINHUANGDAO, CHANGLI, LULONG = "130000", "130300", "130322", "130324"
CHANGLI_TOWN, CHENGDE, PINGQUAN, XIONGXIAN = "130322100", "130800", "130881", "130638"
EVERYWHERE = {PROVINCE, QINHUANGDAO, CHANGLI, LULONG, CHANGLI_TOWN, CHENGDE, PINGQUAN, XIONGXIAN}

# One row a person: the halls of EVERYWHERE that the gate opens to.
OPEN = {
    "han": EVERYWHERE,
    "zhao": {QINHUANGDAO, CHANGLI, LULONG, CHANGLI_TOWN},
    "zhou": {CHENGDE, PINGQUAN},
    "lin": {CHANGLI},
    "qian": {PINGQUAN},
    "jia": {QINHUANGDAO},
    "tong": set(),
}


def opens(actor: Actor, code: str) -> bool:
    try:
        return access_hall(actor, code).code.startswith(code)
    except NotFound:
        return False


@pytest.mark.parametrize("username", OPEN)
def test_the_gate_opens_to_the_hall_and_for_roles_that_reach_below_to_all_below(username: str) -> None:
    actor = cast.actor(username)
    assert {code for code in EVERYWHERE if opens(actor, code)} == OPEN[username]
    seen = set(visible_halls(actor).values_list("code", flat=True))
    assert {code for code in EVERYWHERE if code.ljust(12, "0") in seen} == OPEN[username]


def test_the_list_of_visible_halls_is_the_whole_jurisdiction_and_no_more() -> None:
    counts = {username: visible_halls(cast.actor(username)).count() for username in OPEN}
    below = Hall.objects.filter(path__contains="/130300000000/").count()
    assert (counts["han"], counts["zhao"], counts["lin"], counts["jia"]) == (2568, below, 1, 1)


@pytest.mark.parametrize("code", [LULONG, "139999", "999999999999", "", "x", "130324 OR 1=1"])
def test_hidden_absent_and_malformed_codes_are_answered_alike(code: str) -> None:
    with pytest.raises(NotFound) as refused:
        access_hall(cast.actor("lin"), code)
    assert (refused.value.code, refused.value.message, refused.value.field, refused.value.where) == (
        "NOT_FOUND",
        "No such hall.",
        None,
        {},
    )


def test_the_same_code_is_a_hall_to_one_and_nothing_to_another_from_the_cache_too() -> None:
    for _ in range(2):
        assert opens(cast.actor("han"), LULONG)
        assert not opens(cast.actor("qian"), LULONG)


def test_a_county_of_xiongan_is_not_below_baoding_whose_prefix_its_code_has() -> None:
    person = Person.objects.create_person(username="someone", display_name="某人")
    baoding = Hall.objects.get(code="130600000000")
    Post.objects.create(person=person, hall=baoding, role=Role.SUPERVISOR, from_on=cast.SINCE)
    actor = actor_for(person)
    assert actor is not None
    assert (opens(actor, XIONGXIAN), opens(actor, "130682"), opens(actor, "130602")) == (False, False, True)


def test_entering_reads_the_hall_and_leaves_it_again() -> None:
    with enter(Hall.objects.get(code="130324000000")):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_schema(), to_regclass('cases_case')::oid = 'h130324000000.cases_case'::regclass"
            )
            assert cursor.fetchone() == ("h130324000000", True)
        with enter(Hall.objects.get(code="130322000000")):
            assert connection.schema_name == "h130322000000"
        assert connection.schema_name == "h130324000000"
    assert connection.schema_name == "public"


def test_a_hall_without_schema_is_refused_and_public_is_not_read_instead() -> None:
    hall = access_hall(cast.actor("zhao"), "130303")
    with pytest.raises(HallNotProvisioned) as refused, enter(hall):
        pytest.fail("the body must not run")
    assert refused.value.code == "HALL_NOT_PROVISIONED"
    assert connection.schema_name == "public"


def test_a_post_counts_from_its_first_day_to_the_day_before_it_ends() -> None:
    today, person = local_day(now()), Person.objects.get(username="zhao")
    post = Post.objects.get(person=person)
    for from_on, until_on, is_held in [
        (today, None, True),
        (today + timedelta(days=1), None, False),
        (today - timedelta(days=9), today + timedelta(days=1), True),
        (today - timedelta(days=9), today, False),
    ]:
        Post.objects.filter(pk=post.pk).update(from_on=from_on, until_on=until_on)
        assert (actor_for(person) is not None) == is_held, (from_on, until_on)
        assert (actor_for(person, post.pk) is not None) == is_held, (from_on, until_on)


def test_nobody_acts_through_the_post_of_another() -> None:
    lin, qian = Person.objects.get(username="lin"), Person.objects.get(username="qian")
    assert actor_for(lin, Post.objects.get(person=qian).pk) is None


def test_a_person_with_two_posts_acts_through_the_one_he_names() -> None:
    person = Person.objects.get(username="lin")
    second = Post.objects.create(
        person=person,
        hall=Hall.objects.get(code="130324000000"),
        role=Role.INSPECTOR,
        departments=["D01"],
        from_on=cast.SINCE,
    )
    first, other = actor_for(person), actor_for(person, second.pk)
    assert first is not None
    assert other is not None
    assert (first.hall_code, first.role, first.departments) == ("130322000000", Role.CLERK, ())
    assert (other.hall_code, other.role, other.departments) == ("130324000000", Role.INSPECTOR, ("D01",))
