"""The tree of Hebei, as the divisions file and the dated parents say."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from hierarchy.models import Hall, HallParent, HallPredecessor, Tier
from hierarchy.tree import (
    DIVISIONS,
    PARENTS,
    BadRegionCode,
    BrokenTree,
    Division,
    Loaded,
    ancestors,
    divisions,
    load_divisions,
    normalise,
    path_of,
)
from mingjing.embedded import Urls
from tests import databases

XIONGAN = "133100000000"
CITIES = [f"13{number:02}00000000" for number in range(1, 12)]


def test_the_file_has_2567_divisions_and_xiongan_is_added() -> None:
    found = divisions()
    tiers = Counter(division.tier for division in found.values())
    assert tiers == {Tier.PROVINCE: 1, Tier.CITY: 12, Tier.COUNTY: 190, Tier.TOWNSHIP: 2365}
    assert sum(tiers.values()) == 2567 + 1
    assert sum(division.is_functional for division in found.values()) == 131 + 1


@pytest.mark.django_db
def test_fourteen_halls_answer_to_the_province() -> None:
    found = Hall.objects.filter(parent__code="130000000000").values_list("code", flat=True)
    assert set(found) == {*CITIES, XIONGAN, "130682000000", "130181000000"}
    assert len(found) == 14


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["130638", "130629", "130632"])
def test_three_counties_with_codes_of_baoding_lie_under_xiongan(code: str) -> None:
    hall = Hall.objects.get(code=normalise(code))
    assert hall.path == f"/130000000000/{XIONGAN}/{code}000000/"
    town = Hall.objects.filter(parent=hall).order_by("code")[0]
    assert town.path == f"{hall.path}{town.code}/"


@pytest.mark.django_db
def test_every_path_is_that_of_the_parent_and_the_own_code() -> None:
    halls = list(Hall.objects.select_related("parent"))
    assert len(halls) == 2568
    for hall in halls:
        assert hall.path == f"{hall.parent.path if hall.parent else '/'}{hall.code}/"
        assert hall.schema_name == f"h{hall.code}"


@pytest.mark.django_db
def test_every_hall_but_the_province_has_one_open_period_under_its_parent() -> None:
    open_now = HallParent.objects.filter(until_on=None)
    assert open_now.count() == 2567
    assert all(period.parent_id == period.hall.parent_id for period in open_now.select_related("hall"))


@pytest.mark.django_db
def test_pingquan_had_another_code_until_2017() -> None:
    link = HallPredecessor.objects.get(hall__code="130881000000")
    assert (link.code, link.name, link.until_on) == ("130823000000", "平泉县", date(2017, 12, 31))


@pytest.mark.parametrize("code", ["130324", "130324000", "130324000000"])
def test_codes_of_six_nine_and_twelve_digits_name_one_hall(code: str) -> None:
    assert normalise(code) == "130324000000"


@pytest.mark.parametrize("code", ["", "13", "1303240", "13032a", "130324 ", "１３０３２４", "1303240000001"])
def test_anything_else_is_no_region_code(code: str) -> None:
    with pytest.raises(BadRegionCode):
        normalise(code)


def test_a_tree_with_a_circle_or_without_a_parent_is_refused() -> None:
    def one(code: str, parent: str | None) -> Division:
        return Division(code, code, Tier.CITY, parent, False)

    with pytest.raises(BrokenTree):
        path_of("a", {"a": one("a", "b"), "b": one("b", "a")})
    with pytest.raises(BrokenTree):
        path_of("a", {"a": one("a", "b")})
    assert path_of("a", {"a": one("a", "b"), "b": one("b", None)}) == "/b/a/"
    assert ancestors("/b/a/") == ["b", "a"]


def test_loading_again_changes_nothing_and_a_new_parent_ends_the_period_of_the_old(
    own_database: Urls, tmp_path: Path
) -> None:
    with databases.connected(own_database.owner):
        assert load_divisions() == Loaded(halls=2568, added=0, changed=0)
        moved = tmp_path / "parents.csv"
        moved.write_text(PARENTS.read_text() + "130324,卢龙县,COUNTY,0,130200,2026-07-01,made up\n")
        # The county and its townships: paths below it move with it.
        below = Hall.objects.filter(path__contains="/130324000000/").count()
        assert load_divisions(DIVISIONS, moved) == Loaded(halls=2568, added=0, changed=below)
        assert Hall.objects.get(code="130324000000").path == "/130000000000/130200000000/130324000000/"
        periods = HallParent.objects.filter(hall__code="130324000000").order_by("from_on")
        assert [(period.parent.code, period.from_on, period.until_on) for period in periods] == [
            ("130300000000", date(2023, 6, 30), date(2026, 7, 1)),
            ("130200000000", date(2026, 7, 1), None),
        ]
        assert Hall.objects.get(code="130324100000").path.startswith("/130000000000/130200000000/130324000000/")
