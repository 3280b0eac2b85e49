"""Numbers of an issuing hall follow each other without a gap."""

import pytest
from django.db import transaction

from foundation.numbers import next_number

pytestmark = pytest.mark.django_db
CHANGLI, LULONG = "130322000000", "130324000000"


def test_each_hall_kind_and_year_counts_for_itself():
    asked = [(CHANGLI, "CASE", 2026), (CHANGLI, "CASE", 2026), (LULONG, "CASE", 2026), (CHANGLI, "ORDER", 2026)]
    assert [next_number(*one) for one in [*asked, (CHANGLI, "CASE", 2027)]] == [1, 2, 1, 1, 1]


def taken_in_vain() -> None:
    with transaction.atomic():
        next_number(CHANGLI, "CASE", 2026)
        raise ValueError


def test_the_number_of_what_failed_is_taken_by_the_next():
    assert next_number(CHANGLI, "CASE", 2026) == 1
    with pytest.raises(ValueError):  # noqa: PT011
        taken_in_vain()
    assert next_number(CHANGLI, "CASE", 2026) == 2
