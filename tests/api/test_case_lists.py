"""Lists of cases: what a person sees, in which order, under which lamp; and who is seen to have looked."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from guardian.shortcuts import assign_perm

from accounts.models import Person
from foundation import clock
from hierarchy.gates import enter
from hierarchy.models import Hall, Post
from hierarchy.posts import Actor
from rulebook.lamp import Lamp
from tenants.audit.models import Look
from tenants.cases import listing
from tenants.cases.models import Case
from tests.api.asking import Asking, as_person
from tests.api.desk import CHANGLI, RECORD, done, read, register

CASES = """query ($state: CaseState, $lamp: Lamp, $department: ID, $item: ID, $search: String, $receivedFrom: Date,
    $receivedTo: Date, $order: CaseOrder, $first: Int, $after: String, $before: String, $stage: String,
    $channel: Channel, $overdue: Overdue, $concludedFrom: Date, $concludedTo: Date) {
  cases(hall: "130322", state: $state, lamp: $lamp, department: $department, item: $item, search: $search,
    receivedFrom: $receivedFrom, receivedTo: $receivedTo, order: $order, first: $first, after: $after, before: $before,
    stage: $stage, channel: $channel, overdue: $overdue, concludedFrom: $concludedFrom, concludedTo: $concludedTo) {
    edges { node { number lamp state department { name } item { name } } }
    pageInfo { hasNextPage endCursor hasPreviousPage startCursor }
  }
}"""


def listed(ask: Asking, **asked: Any) -> list[str]:
    """The last digits of the numbers."""
    cases = ask(CASES, **asked).data["cases"]
    return [edge["node"]["number"][-1] for edge in cases["edges"]]


@pytest.fixture
def hall(changli: Hall, lin: Actor) -> Hall:
    """1 late, 2 near, 3 paused, 4 in time, 5 concluded late, 6 concluded in time, 7 without a clock, 8 not accepted."""
    ask = as_person(lin)
    begun = ["09-21", "09-29", "10-09", "10-12", "09-10", "10-12", "10-13", "10-14"]
    for number, day in enumerate(begun, start=1):
        made = register(
            ask,
            submittedAt=f"2026-{day}T09:00:00+08:00",
            applicantName=f"申请人{number}",
            item=RECORD if number == 7 else "food-licence",
            channel="WEB" if number == 4 else "WINDOW",
        )
        if number != 8:
            done(ask, "acceptCase", made, occurredAt=f"2026-{day}T09:30:00+08:00")
    pause = {"kind": "TESTING", "plannedDays": 3, "noticeNumber": "1", "reason": "检测"}
    done(ask, "beginPause", "130322-2026-000003", occurredAt="2026-10-12T09:00:00+08:00", **pause)
    for number, day in (("5", "10-12"), ("6", "10-13")):
        ended = f"2026-{day}T15:00:00+08:00"
        done(ask, "concludeCase", f"130322-2026-00000{number}", outcome="GRANTED", occurredAt=ended)
    return changli


def test_every_lamp_is_the_same_in_a_filter_and_on_a_case(hall: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    expected = {"RED": "15", "YELLOW": "2", "PAUSED": "3", "GREEN": "4678"}
    assert {lamp: "".join(sorted(listed(ask, lamp=lamp))) for lamp in expected} == expected
    moment = clock.now()
    with enter(hall):
        for lamp in Lamp:
            for case in Case.objects.filter(listing.lit(lamp, now=moment)):
                assert listing.lamp_of(case, now=moment) is lamp
    for number in range(1, 9):
        case = read(ask, f"130322-2026-00000{number}")
        assert str(number) in expected[case["lamp"]]


def test_the_lamp_of_a_case_is_that_of_its_promised_clock(hall: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    for number in range(1, 7):
        case = read(ask, f"130322-2026-00000{number}")
        assert case["clocks"][0]["lamp"] == case["lamp"]
        assert case["clocks"][0]["dueAt"] == case["dueAt"]


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({"order": "NUMBER"}, "12345678"),
        ({"order": "NEWEST"}, "87643215"),
        ({"state": "RECEIVED"}, "8"),
        ({"state": "CONCLUDED", "order": "NUMBER"}, "56"),
        ({"item": RECORD}, "7"),
        ({"department": "D06"}, "7"),
        ({"search": "申请人4"}, "4"),
        ({"search": "2026-000002"}, "2"),
        ({"search": "100%"}, ""),
        ({"receivedFrom": "2026-10-12", "receivedTo": "2026-10-13", "order": "NUMBER"}, "467"),
        ({"concludedFrom": "2026-10-12", "concludedTo": "2026-10-12"}, "5"),
        ({"concludedFrom": "2026-10-13"}, "6"),
        ({"concludedTo": "2026-10-13", "order": "NUMBER"}, "56"),
        ({"overdue": "DUE", "order": "NUMBER"}, "15"),
        ({"overdue": "STATUTORY"}, ""),
        ({"channel": "WEB"}, "4"),
    ],
)
def test_a_list_is_narrowed_and_ordered(hall: Hall, lin: Actor, asked: dict[str, str], numbers: str) -> None:
    assert "".join(listed(as_person(lin), **asked)) == numbers


@pytest.mark.parametrize("order", ["DUE", "NEWEST", "NUMBER"])
def test_pages_follow_each_other_without_gap_or_repetition(hall: Hall, lin: Actor, order: str) -> None:
    ask, found, after = as_person(lin), [], None
    while True:
        cases = ask(CASES, order=order, first=3, after=after).data["cases"]
        found += [edge["node"]["number"][-1] for edge in cases["edges"]]
        after = cases["pageInfo"]["endCursor"]
        if not cases["pageInfo"]["hasNextPage"]:
            break
    assert found == listed(ask, order=order)
    assert sorted(found) == list("12345678")


@pytest.mark.parametrize("order", ["DUE", "NEWEST", "NUMBER"])
def test_the_way_back_shows_the_same_pages(hall: Hall, lin: Actor, order: str) -> None:
    ask, there, after = as_person(lin), [], None
    for _ in range(3):
        there.append(ask(CASES, order=order, first=3, after=after).data["cases"])
        after = there[-1]["pageInfo"]["endCursor"]
    assert [page["pageInfo"]["hasPreviousPage"] for page in there] == [False, True, True]
    back = [ask(CASES, order=order, first=3, before=page["pageInfo"]["startCursor"]).data["cases"] for page in there]
    assert [page["edges"] for page in back] == [[], there[0]["edges"], there[1]["edges"]]
    assert [page["pageInfo"]["hasPreviousPage"] for page in back] == [False, False, True]
    assert [page["pageInfo"]["hasNextPage"] for page in back] == [True, True, True]


def test_a_page_is_not_asked_for_both_ways(hall: Hall, lin: Actor) -> None:
    cursor = as_person(lin)(CASES, first=1).data["cases"]["pageInfo"]["endCursor"]
    assert as_person(lin)(CASES, after=cursor, before=cursor).codes == ["BAD_PAGE"]


def test_the_statutory_moment_is_its_own(hall: Hall, lin: Actor) -> None:
    with enter(hall):
        Case.objects.filter(number__endswith="1").update(statutory_due_at="2026-10-01T00:00:00+08:00")
        Case.objects.filter(number__endswith="6").update(statutory_due_at="2026-10-13T14:59:59+08:00")
    assert "".join(listed(as_person(lin), overdue="STATUTORY", order="NUMBER")) == "16"


def test_a_stage_is_asked_for_by_its_whole_name(hall: Hall, lin: Actor) -> None:
    with enter(hall):
        Case.objects.filter(number__endswith="4").update(stage="现场核查")
    assert listed(as_person(lin), stage="现场核查") == ["4"]
    assert listed(as_person(lin), stage="现场") == []


def test_the_first_due_comes_first_and_what_has_no_clock_last(hall: Hall, lin: Actor) -> None:
    assert "".join(listed(as_person(lin)))[:2] == "51"
    assert set(listed(as_person(lin))[5:]) == {"3", "7", "8"}


def test_a_cursor_of_another_order_is_refused(hall: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    cursor = ask(CASES, order="NUMBER", first=1).data["cases"]["pageInfo"]["endCursor"]
    assert ask(CASES, order="DUE", after=cursor).codes == ["BAD_PAGE"]


def test_a_clerk_of_one_department_sees_its_cases_alone(hall: Hall, lin: Actor) -> None:
    Post.objects.filter(pk=lin.post_id).update(departments=["D06"])
    ask = as_person(lin)
    assert listed(ask) == ["7"]
    hidden = ask('{ case(hall: "130322", number: "130322-2026-000001") { number } }')
    absent = ask('{ case(hall: "130322", number: "130322-2026-009999") { number } }')
    assert (hidden.codes, hidden.content["data"]) == (["NOT_FOUND"], {"case": None})
    assert hidden == absent
    payload = ask(
        "mutation ($input: RegisterCaseInput!) { registerCase(input: $input) { errors { code } } }",
        input={"hall": CHANGLI, "item": "food-licence", "applicantName": "某"},
    )
    assert payload.codes == ["FORBIDDEN"]


def test_a_grant_opens_one_case_to_one_person(hall: Hall, lin: Actor) -> None:
    Post.objects.filter(pk=lin.post_id).update(departments=["D06"])
    permission = Permission.objects.get(codename="view_case", content_type__app_label="cases")
    with enter(hall):
        case = Case.objects.get(number="130322-2026-000002")
        assign_perm(permission, Person.objects.get(pk=lin.person_id), case)
    ask = as_person(lin)
    assert sorted(listed(ask)) == ["2", "7"]
    granted = read(ask, "130322-2026-000002")
    assert (granted["number"], granted["permittedActions"]) == ("130322-2026-000002", [])


def test_a_complaint_desk_sees_no_case_unless_granted(hall: Hall, lin: Actor, jia: Actor) -> None:
    Post.objects.filter(pk=jia.post_id).update(hall=hall)
    ask = as_person(jia)
    assert listed(ask) == []
    alerts = ask('{ alerts(code: "130322") { edges { cursor } } }').data["alerts"]
    assert alerts == {"edges": []}


def test_a_look_from_above_is_kept_in_the_hall(hall: Hall, lin: Actor, zhao: Actor, han: Actor) -> None:
    listed(as_person(zhao))
    read(as_person(han), "130322-2026-000001")
    as_person(han)('{ case(hall: "130322", number: "no-such-case") { number } }')
    listed(as_person(lin))
    with enter(hall):
        looks = list(Look.objects.order_by("pk").values_list("person", "from_hall", "subject"))
    assert looks == [
        (zhao.person_id, "130300000000", "cases"),
        (han.person_id, "130000000000", "case 130322-2026-000001"),
        (han.person_id, "130000000000", "case no-such-case"),
    ]


def test_one_operation_enters_one_hall(hall: Hall, zhao: Actor) -> None:
    two = '{ a: cases(hall: "130322") { edges { cursor } } b: cases(hall: "130300") { edges { cursor } } }'
    same = '{ a: cases(hall: "130322") { edges { cursor } } b: items(hall: "130322000000") { edges { cursor } } }'
    skipped = two.replace('b: cases(hall: "130300")', 'b: cases(hall: "130300") @include(if: false)')
    beside = '{ cases(hall: "130322") { edges { cursor } } hall(code: "130300") { code } }'
    spread = '{ ...a cases(hall: "130300") { edges { cursor } } } fragment a on Query { items(hall: "130322") { edges { cursor } } }'  # noqa: E501
    ask = as_person(zhao)
    assert ask(two).codes == ask(spread).codes == ["ONE_HALL_PER_OPERATION"]
    for allowed in (same, skipped, beside):
        assert ask(allowed).codes == []


def test_a_hall_without_a_schema_is_refused_and_never_read_as_public(db: None, zhao: Actor) -> None:
    answer = as_person(zhao)('{ cases(hall: "130303") { edges { cursor } } }')
    assert (answer.content["data"], answer.codes) == (None, ["HALL_NOT_PROVISIONED"])


def test_a_list_is_narrowed_by_the_class_of_its_cases(hall: Hall, lin: Actor) -> None:
    query = """query ($class: CaseClass) { cases(hall: "130322", caseClass: $class, order: NUMBER) {
      edges { node { number classes } } } }"""

    def of(name: str) -> str:
        edges = as_person(lin)(query, **{"class": name}).data["cases"]["edges"]
        assert all(name in edge["node"]["classes"] for edge in edges)
        return "".join(edge["node"]["number"][-1] for edge in edges)

    assert (of("ON_THE_SPOT"), of("TIME_LIMITED"), of("JOINT")) == ("7", "1234568", "")
    done(as_person(lin), "askCorrection", "130322-2026-000008", items=[{"material": "图纸", "defect": "缺"}])
    assert of("SUPPLEMENTED") == "8"
