"""补正 round by round: how each demand stands to the notices before it, one row a situation."""

import pytest

from rulebook.facts import effective
from rulebook.rounds import NEW_IN_LATER_NOTICE, anomaly, is_beyond, rounds
from tests.rulebook.builders import story

R = ("RECEIVED", "09-01 09:00")


def asked(at, *materials):
    return ("CORRECTION_ASKED", at, {"items": [{"material": one, "defect": "缺"} for one in materials]})


def received(at, *brought):
    return ("CORRECTION_RECEIVED", at, {"brought": list(brought)} if brought else {})


@pytest.mark.parametrize(
    ("why", "lines", "expected"),
    [
        ("nothing was asked", [R], []),
        ("the first notice waits", [asked("09-02 09:00", "章程", "图纸")], [["章程 FIRST None", "图纸 FIRST None"]]),
        (
            "a receipt without a list brought everything",
            [asked("09-02 09:00", "章程"), received("09-03 09:00")],
            [["章程 FIRST True"]],
        ),
        (
            "one of two was brought, the other is asked for again",
            [asked("09-02 09:00", "章程", "图纸"), received("09-03 09:00", "章程"), asked("09-04 09:00", "图纸")],
            [["章程 FIRST True", "图纸 FIRST False"], ["图纸 REPEATED None"]],
        ),
        (
            "what was brought is defective again",
            [asked("09-02 09:00", "图纸"), received("09-03 09:00"), asked("09-04 09:00", "图 纸")],
            [["图纸 FIRST True"], ["图 纸 AGAIN None"]],
        ),
        (
            "a later notice names what none named before",
            [asked("09-02 09:00", "图纸"), received("09-03 09:00"), asked("09-04 09:00", "环评")],
            [["图纸 FIRST True"], ["环评 NEW None"]],
        ),
        (
            "a notice that was voided named nothing",
            [asked("09-02 09:00", "图纸"), ("CORRECTED", "09-02 10:00", {"corrects": 1}), asked("09-04 09:00", "环评")],
            [["环评 FIRST None"]],
        ),
    ],
)
def test_demands_are_compared_item_by_item(why, lines, expected):
    found = rounds(effective(story(*lines)))
    told = [[f"{one.material} {one.standing} {one.is_brought}" for one in each.demands] for each in found]
    assert told == expected, why


def test_only_a_later_notice_with_something_new_is_marked():
    def noted(*materials):
        return anomaly(before, asked("09-04 09:00", *materials)[2])

    before = effective(story(R))
    assert noted("图纸") is None
    before = effective(story(R, asked("09-02 09:00", "图纸"), received("09-03 09:00")))
    assert noted("图 纸") is None
    assert noted("图纸", "环评") == NEW_IN_LATER_NOTICE


@pytest.mark.parametrize(
    ("why", "materials", "guide", "beyond"),
    [
        ("all in the guide", ["章程", "图纸"], ("章程", "图纸", "申请书"), []),
        ("one beyond it", ["章程", "环评"], ("章程", "图纸"), ["环评"]),
        ("blanks and case are no other paper", ["a 类 章程"], ("A类章程",), []),
        ("a guide that asks for nothing", ["章程"], (), ["章程"]),
        ("a version without a guide says nothing", ["环评"], None, []),
    ],
)
def test_a_paper_beyond_the_guide_in_force_is_a_finding(why, materials, guide, beyond):
    event = asked("09-02 09:00", *materials)
    demands = rounds(effective(story(R, event)), guide)[0].demands
    assert [one.material for one in demands if one.is_beyond_guide] == beyond, why
    assert is_beyond(event[2], guide) == bool(beyond)
