"""Where tables live, how a hall is entered and left, and that threads do not mix halls."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.apps import apps
from django.db import connection

from foundation.errors import HallNotProvisioned
from hierarchy import cache
from hierarchy.cache import hall_by_code
from hierarchy.gates import enter
from hierarchy.models import Hall
from hierarchy.posts import Actor
from mingjing.embedded import Urls
from tests import cast
from tests.api import desk
from tests.api.asking import as_person
from tests.isolation import register, sources


def tables(place: str) -> set[str]:
    return {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if register.MODELS[model._meta.label][0] == place
    }


def test_tables_of_halls_are_not_in_public(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT schemaname, tablename FROM pg_tables WHERE schemaname ~ '^(public|h[0-9]{12})$'")
        found: dict[str, set[str]] = {}
        for schema, table in cursor.fetchall():
            found.setdefault(schema, set()).add(table)
    public = found.pop("public")
    assert tables("PUBLIC") <= public
    assert not tables("HALL") & public
    assert len(found) == Hall.objects.exclude(provisioned_at=None).count()
    assert all(there == tables("HALL") | {"django_migrations"} for there in found.values())


def test_public_tables_hold_no_text_of_a_case(number: str) -> None:
    """The applicant of a registered case is nowhere in `public`."""
    with connection.cursor() as cursor:
        for table in sorted(tables("PUBLIC")):
            cursor.execute(f'SELECT count(*) FROM public."{table}" AS row WHERE row::text LIKE %s', ["%昌黎的申请人%"])
            assert cursor.fetchone() == (0,), table


def test_caches_hold_no_row_of_a_hall(number: str, lin: Actor) -> None:
    desk.read(as_person(lin), number)
    assert {type(hall) for _, hall in cache._halls.values()} == {Hall}
    assert set(cache._halls) == {desk.CHANGLI}


def test_halls_are_entered_through_one_gate() -> None:
    """And by the owner, who records migrations in a scratch schema and rolls them back."""
    found = {place.partition(":")[0] for place in sources.entered_by_hand()}
    assert found == {"hierarchy/gates.py", "hierarchy/recording.py"}


def test_nothing_is_asynchronous() -> None:
    assert sources.asynchronous() == []


def test_a_hall_without_a_schema_cannot_be_entered(db: None) -> None:
    with pytest.raises(HallNotProvisioned), enter(hall_by_code(desk.WITHOUT_SCHEMA)):
        raise AssertionError("entered")
    assert connection.schema_name == "public"


def test_an_operation_that_fails_leaves_the_hall(number: str, lin: Actor) -> None:
    ask = as_person(lin)
    for operation in (
        '{ case(hall: "130322", number: "none") { number } }',
        '{ cases(hall: "130322", first: 0) { edges { cursor } } }',
        'mutation { concludeCase(input: {hall: "130322", number: "none", outcome: GRANTED}) { errors { code } } }',
    ):
        assert ask(operation).codes != []
        assert connection.schema_name == "public"


def test_threads_that_answer_for_two_halls_do_not_mix_them(own_database: Urls, noon: None) -> None:
    halls = {"lin": desk.CHANGLI, "qian": desk.PINGQUAN}
    for username, code in halls.items():
        desk.furnish(code)
        desk.register(as_person(cast.actor(username)), code, applicantName=code)
    question = "query ($hall: ID!) { cases(hall: $hall) { edges { node { applicantName hall { code } } } } }"

    def ask(username: str) -> set[tuple[str, str]]:
        try:
            asking, code, seen = as_person(cast.actor(username)), halls[username], set()
            for _ in range(15):
                for edge in asking(question, hall=code).data["cases"]["edges"]:
                    seen.add((edge["node"]["applicantName"], edge["node"]["hall"]["code"]))
            return seen
        finally:
            connection.close()

    names = ["lin", "qian"] * 3
    with ThreadPoolExecutor(len(names)) as pool:
        found = list(pool.map(ask, names))
    assert found == [{(halls[name], halls[name])} for name in names]
