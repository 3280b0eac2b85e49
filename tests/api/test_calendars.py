"""The calendar of a place over GraphQL: read by everybody there, changed by who owns the layer."""

from datetime import datetime
from typing import Any

import pytest

from accounts.models import Person
from foundation import clock, working
from hierarchy.gates import enter
from hierarchy.models import CalendarVersion, Hall, Post, Role
from hierarchy.posts import Actor
from mingjing.__main__ import load, parse
from tenants.cases.models import Case, CaseEvent
from tests import cast
from tests.api import desk
from tests.api.asking import Asking, as_person

HEAD = "kind,from,through,what\n"
CLOSED = f"{HEAD}off,2026-10-19,,停电检修\n"
PROVINCE, CITY = "130000000000", "130300000000"
FIELDS = "problems { line code given } errors { code field }"
YEAR = """query ($code: ID!, $year: Int!) { calendarYear(code: $code, year: $year) {
  version publishedThrough isProvisional workingDays mayPublish hours { beginsOn endsOn spans }
  days { on kind title layer version source isProvisional } file(layer: HALL) } }"""
VERSIONS = """query ($code: ID!, $after: String) { calendarVersions(code: $code, first: 1, after: $after) {
  edges { node { version layer place year source notice reason personName isCurrent } }
  pageInfo { hasNextPage endCursor } } }"""
PREVIEW = f"""query ($hall: ID!, $place: ID!, $file: CalendarFileInput!, $after: String) {{
  calendarPreview(hall: $hall, place: $place, file: $file, first: 1, after: $after) {{
    version {FIELDS} changes {{ on before after title }} reached {{ hall {{ code }} cases }}
    cases {{ edges {{ node {{ number itemName department moves {{ clock was dueAt }} }} }}
      pageInfo {{ hasNextPage endCursor }} }} }} }}"""
PUBLISH = f"""mutation ($input: PublishCalendarInput!) {{ publishCalendar(input: $input) {{
  version {{ version layer place isCurrent personName }} {FIELDS} }} }}"""


def file(layer: str = "HALL", **said: Any) -> dict[str, Any]:
    return {"layer": layer, "year": 2026, "text": CLOSED} | said


def publish(ask: Asking, hall: str = desk.CHANGLI, **said: Any) -> Any:
    return ask(PUBLISH, input={"hall": hall} | file(**said))


def work_off() -> None:
    while working.work(now=clock.now()):
        pass


@pytest.fixture
def admin(changli: Hall, tong: Actor) -> Asking:
    """佟志远 as the administrator of 昌黎."""
    Post.objects.filter(pk=tong.post_id).update(hall=changli)
    return as_person(tong)


@pytest.fixture
def open_case(changli: Hall, lin: Actor) -> str:
    """Accepted on Wednesday 14 October, promised within 8 working days: by Saturday the 24th less the weekends."""
    number = desk.register(as_person(lin))
    desk.done(as_person(lin), "acceptCase", number)
    return number


def at(code: str, tong: Actor) -> Asking:
    """The same person as the administrator of another place."""
    person = Person.objects.get(pk=tong.person_id)
    Post.objects.filter(person=person).update(hall=Hall.objects.get(code=code), role=Role.HALL_ADMIN)
    return as_person(tong)


def test_a_year_names_its_days_with_their_layer_version_and_source(changli: Hall, lin: Actor) -> None:
    found = as_person(lin)(YEAR, code=desk.CHANGLI, year=2026).data["calendarYear"]
    assert (found["version"], found["publishedThrough"], found["isProvisional"], found["workingDays"]) == (
        "cn-2026", "2026-12-31", False, 248,
    )  # fmt: skip
    assert found["hours"] == [{"beginsOn": "01-01", "endsOn": "12-31", "spans": "09:00-12:00 13:00-17:00"}]
    assert (found["mayPublish"], found["file"]) == ([], HEAD)
    days = {day["on"]: day for day in found["days"]}
    assert days["2026-10-10"] == {
        "on": "2026-10-10", "kind": "MAKEUP", "title": "国庆节", "layer": "NATIONAL", "version": "cn-2026",
        "source": "国办通知 2025-11-04", "isProvisional": False,
    }  # fmt: skip
    assert "2026-10-11" not in days
    later = as_person(lin)(YEAR, code=desk.CHANGLI, year=2027).data["calendarYear"]
    assert (later["isProvisional"], later["days"][0]["kind"], later["days"][0]["layer"]) == (True, "STATUTORY", None)
    assert as_person(lin)(YEAR, code=desk.CHANGLI, year=1969).codes == ["OUTSIDE_CALENDAR"]
    assert as_person(lin)(YEAR, code=CITY, year=2026).codes == ["NOT_FOUND"]


def test_a_closed_day_is_previewed_published_and_shown(
    changli: Hall, admin: Asking, lin: Actor, open_case: str
) -> None:
    asked = file(reason="供电线路抢修")
    found = admin(PREVIEW, hall=desk.CHANGLI, place=desk.CHANGLI, file=asked).data["calendarPreview"]
    assert (found["version"], found["problems"], found["errors"]) == ("130322h.1", [], [])
    assert found["changes"] == [{"on": "2026-10-19", "before": "WORKING", "after": "CLOSED", "title": "停电检修"}]
    assert found["reached"] == [{"hall": {"code": desk.CHANGLI}, "cases": 1}]
    (edge,) = found["cases"]["edges"]
    assert edge["node"]["number"] == open_case
    assert edge["node"]["moves"][0]["clock"] == "PROMISED"
    assert not CalendarVersion.objects.filter(layer="HALL").exists()
    was = edge["node"]["moves"][0]["was"]

    done = publish(admin, reason="供电线路抢修").data["publishCalendar"]
    assert done == {
        "version": {
            "version": "130322h.1", "layer": "HALL", "place": "昌黎县", "isCurrent": True, "personName": "佟志远",
        },
        "problems": [],
        "errors": [],
    }  # fmt: skip
    work_off()
    with enter(changli):
        case = Case.objects.get(number=open_case)
        assert case.due_at == datetime.fromisoformat(edge["node"]["moves"][0]["dueAt"])
        assert case.due_at > datetime.fromisoformat(was)
        assert CaseEvent.objects.filter(kind="CALENDAR_CHANGED", case=case).count() == 1
    year = as_person(lin)(YEAR, code=desk.CHANGLI, year=2026).data["calendarYear"]
    assert (year["workingDays"], year["file"]) == (247, CLOSED)
    assert {day["on"]: (day["kind"], day["layer"], day["source"]) for day in year["days"]}["2026-10-19"] == (
        "CLOSED", "HALL", "供电线路抢修",
    )  # fmt: skip


def test_versions_are_a_list_in_pages(changli: Hall, admin: Asking) -> None:
    publish(admin, reason="供电线路抢修")
    first = admin(VERSIONS, code=desk.CHANGLI).data["calendarVersions"]
    assert [edge["node"] for edge in first["edges"]] == [
        {
            "version": "130322h.1", "layer": "HALL", "place": "昌黎县", "year": 2026, "source": "", "notice": None,
            "reason": "供电线路抢修", "personName": "佟志远", "isCurrent": True,
        }
    ]  # fmt: skip
    rest = admin(VERSIONS, code=desk.CHANGLI, after=first["pageInfo"]["endCursor"]).data["calendarVersions"]
    assert [edge["node"]["version"] for edge in rest["edges"]] == ["cn-2026"]
    assert rest["pageInfo"]["hasNextPage"] is False
    assert [
        edge["node"]["version"] for edge in admin(VERSIONS, code=desk.CHANGLI).data["calendarVersions"]["edges"]
    ] == ["130322h.1"]


@pytest.mark.parametrize(
    ("reason", "place", "layer", "codes"),
    [
        ("a county loads no national notice", desk.CHANGLI, "NATIONAL", ["NOT_YOUR_LAYER"]),
        ("a city loads none either", CITY, "NATIONAL", ["NOT_YOUR_LAYER"]),
        ("a county may add its days by law", desk.CHANGLI, "REGIONAL", []),
        ("the uppermost hall loads the notices", PROVINCE, "NATIONAL", []),
    ],
)
def test_a_layer_is_changed_by_the_tier_that_owns_it(
    changli: Hall, tong: Actor, reason: str, place: str, layer: str, codes: list[str]
) -> None:
    ask = at(place, tong)
    count = CalendarVersion.objects.count()
    said = {"layer": layer, "source": "某法规", "number": "1号"}
    if layer == "NATIONAL":
        said |= {"year": 2027, "text": STATUTORY}
    answer = publish(ask, place, **said)
    assert answer.codes == codes, reason
    assert CalendarVersion.objects.count() == count + (not codes)


STATUTORY = (
    f"{HEAD}off,2027-01-01,,元旦\noff,2027-02-05,2027-02-08,春节\noff,2027-04-05,,清明节\noff,2027-05-01,2027-05-02,劳动节\n"
    "off,2027-06-09,,端午节\noff,2027-09-15,,中秋节\noff,2027-10-01,2027-10-03,国庆节\n"
)


@pytest.mark.parametrize(
    ("username", "codes"), [("lin", ["NOT_YOUR_LAYER"]), ("han", ["NOT_YOUR_LAYER"]), ("qian", ["NOT_FOUND"])]
)
def test_nobody_else_changes_a_calendar(
    changli: Hall, lin: Actor, han: Actor, qian: Actor, username: str, codes: list[str]
) -> None:
    ask, count = as_person(cast.actor(username)), CalendarVersion.objects.count()
    assert publish(ask, reason="停电").codes == codes
    assert ask(PREVIEW, hall=desk.CHANGLI, place=desk.CHANGLI, file=file(reason="停电")).codes == codes
    assert CalendarVersion.objects.count() == count


def test_an_administrator_above_does_not_close_the_hall_below(changli: Hall, tong: Actor) -> None:
    ask = at(CITY, tong)
    assert publish(ask, reason="停电").codes == ["NOT_YOUR_LAYER"]


def test_what_was_previewed_before_another_version_is_not_published(admin: Asking) -> None:
    publish(admin, reason="供电线路抢修")
    done = publish(admin, reason="检修", text=f"{HEAD}off,2026-10-20,,检修\n", previewed="130322h.1")
    assert [error["code"] for error in done.data["publishCalendar"]["errors"]] == ["PUBLISHED_MEANWHILE"]
    assert CalendarVersion.objects.filter(layer="HALL").count() == 1


def test_a_province_sees_which_halls_are_reached_and_looks_into_one(changli: Hall, tong: Actor, open_case: str) -> None:
    ask = at(PROVINCE, tong)
    asked = file("REGIONAL", source="某地方性法规第3条", text=f"{HEAD}off,2026-10-19,,地方节日\n")
    above = ask(PREVIEW, hall=PROVINCE, place=PROVINCE, file=asked).data["calendarPreview"]
    assert (above["reached"], above["cases"]["edges"]) == ([{"hall": {"code": desk.CHANGLI}, "cases": 1}], [])
    below = ask(PREVIEW, hall=desk.CHANGLI, place=PROVINCE, file=asked).data["calendarPreview"]
    (edge,) = below["cases"]["edges"]
    assert edge["node"]["number"] == open_case
    assert [move["clock"] for move in edge["node"]["moves"]][:2] == ["PROMISED", "STATUTORY"]
    assert ask(PREVIEW, hall=desk.CHANGLI, place=desk.CHANGLI, file=file(reason="停电")).codes == ["NOT_YOUR_LAYER"]


def test_a_file_that_cannot_be_taken_says_which_line(admin: Asking) -> None:
    bad = {"text": f"{HEAD}off,19 October,,停电\n", "reason": "停电"}
    problems = [{"line": 2, "code": "BAD_DATE", "given": "19 October"}]
    found = admin(PREVIEW, hall=desk.CHANGLI, place=desk.CHANGLI, file=file(**bad)).data["calendarPreview"]
    assert (found["problems"], found["changes"]) == (problems, [])
    done = publish(admin, **bad).data["publishCalendar"]
    assert (done["version"], done["problems"]) == (None, problems)
    assert [error["code"] for error in done["errors"]] == ["BAD_CALENDAR_FILE"]
    missing = admin(PREVIEW, hall=desk.CHANGLI, place=desk.CHANGLI, file=file()).data["calendarPreview"]
    assert missing["errors"] == [{"code": "REQUIRED", "field": "reason"}]


def test_the_command_shows_previews_and_publishes(
    changli: Hall, open_case: str, tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "closed.csv"
    path.write_text(CLOSED, encoding="utf-8")
    place = ("--hall", "130322", "--layer", "hall", "--year", "2026")

    def run(*argv: str) -> list[str]:
        module, args = parse(["calendar", *argv])
        assert module is load("calendar")
        assert module.run(args) == 0
        return capsys.readouterr().out.splitlines()

    days, *moved = run("preview", str(path), *place, "--reason", "供电线路抢修")
    assert days.split() == ["2026-10-19", "working", "closed", "停电检修"]
    assert moved[0].split()[:3] == [desk.CHANGLI, open_case, "PROMISED"]
    assert run("publish", str(path), *place, "--reason", "供电线路抢修") == ["130322h.1"]
    assert run("show", *place) == CLOSED.splitlines()
