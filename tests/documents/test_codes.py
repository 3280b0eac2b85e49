"""Verification codes: which hall, not to be guessed, and slips of the pen found."""

import pytest

from tenants.documents import codes

HALL = "130322000000"


def test_a_code_names_its_hall_and_is_read_as_people_write_it() -> None:
    code = codes.new(HALL)
    assert codes.read(code) == codes.Read(code, HALL)
    assert codes.read(codes.shown(code)) == codes.Read(code, HALL)
    assert codes.read(codes.shown(code).lower().replace("0", "o").replace("1", "l")) == codes.Read(code, HALL)
    assert len({codes.new(HALL) for _ in range(1_000)}) == 1_000


@pytest.mark.parametrize("given", ["", "A", "U" * 20, "0" * 21, "-" * 20, "Z" * 20, "证" * 20, "\0" * 20, "0" * 5_000])
def test_what_is_no_code_is_none(given: str) -> None:
    assert codes.read(given) is None


def test_one_wrong_character_or_two_that_changed_places_are_found_almost_always() -> None:
    found = tried = 0
    for _ in range(50):
        code = codes.new(HALL)
        for place in range(codes.LENGTH):
            for char in codes.ALPHABET:
                if char != code[place]:
                    tried += 1
                    found += codes.read(code[:place] + char + code[place + 1 :]) is None
    assert found / tried > 0.9
