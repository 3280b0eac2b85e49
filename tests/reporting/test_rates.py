"""Rates by `Measures, defined once`: divided last, and nothing where there is nothing to divide by."""

import pytest

from reporting import rates
from tests.reporting.figures import some

# concluded 90 of which 6 late, 10 open past their moment; 300 days used by 75, 400 of 1000 statutory days used.
MONTH = some(
    concluded=90,
    concluded_late=6,
    open_change=40,
    overdue_change=10,
    timed=75,
    used_days=300,
    speed_used_days=400,
    statutory_days=1000,
)


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        (rates.open_cases, 40),
        (rates.overdue, 10),
        (rates.overdue_rate, 0.16),
        (rates.on_time_rate, 0.84),
        (rates.mean_working_days, 4.0),
        (rates.speed_up, 0.6),
    ],
)
def test_the_rates_of_a_month(rate, expected):
    assert rate(MONTH) == expected


@pytest.mark.parametrize("rate", [rates.overdue_rate, rates.on_time_rate, rates.mean_working_days, rates.speed_up])
def test_nothing_is_not_a_rate_of_nought(rate):
    assert rate(some()) is None


def test_a_hall_that_concludes_nothing_and_is_late_is_wholly_late():
    assert rates.overdue_rate(some(overdue_change=3)) == 1.0
    assert rates.on_time_rate(some(overdue_change=3)) == 0.0
