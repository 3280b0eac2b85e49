"""Which ID numbers are well-formed (GB 11643-1999, GB 32100-2015), and what is shown of one."""

import pytest

from rulebook.id_numbers import IdKind, is_well_formed, masked, spelled

# Numbers of the standards' own examples, and made-up ones.
CASES = [
    ("the example of GB 11643-1999", "RESIDENT", "11010519491231002X", True),
    ("a digit as check character", "RESIDENT", "440524188001010014", True),
    ("another check character", "RESIDENT", "110105194912310021", False),
    ("two digits exchanged", "RESIDENT", "11010519491231020X", False),
    ("the thirtieth of February", "RESIDENT", "110105194902300025", False),
    ("fifteen digits of before 1999", "RESIDENT", "110105491231002", False),
    ("a letter inside", "RESIDENT", "1101051949123100AX", False),
    ("digits of another script", "RESIDENT", "１1010519491231002X", False),
    ("nothing", "RESIDENT", "", False),
    ("the example of GB 32100-2015", "CREDIT", "91350100M000100Y43", True),
    ("another check character", "CREDIT", "91350100M000100Y44", False),
    ("a letter that codes do not have", "CREDIT", "91350100I000100Y43", False),
    ("too short", "CREDIT", "91350100M000100Y4", False),
    ("a passport", "PASSPORT", "E12345678", True),
    ("too short for a passport", "PASSPORT", "E12", False),
    ("other papers have letters, digits and brackets", "OTHER", "H(12)345", True),
    ("no Chinese letters", "OTHER", "军字第1234号", False),
    ("too long", "OTHER", "1" * 33, False),
]


@pytest.mark.parametrize(("kind", "number", "is_right"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_a_number_is_well_formed_or_not(kind: str, number: str, is_right: bool) -> None:
    assert is_well_formed(IdKind(kind), number) is is_right


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("11010519491231002X", "110*************2X"),
        ("91350100M000100Y43", "913*************43"),
        ("E12345678", "E*******8"),
        ("1234", "1**4"),
    ],
)
def test_only_the_ends_are_shown(number: str, shown: str) -> None:
    assert masked(number) == shown


def test_one_number_has_one_spelling() -> None:
    assert spelled(" 110105 19491231-002x ") == "11010519491231002X"
