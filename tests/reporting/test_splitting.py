"""A figure split by hall adds up to the figure, also where a hall came or went."""

from datetime import date

import pytest

from foundation.clock import now
from hierarchy import cache
from hierarchy.changing import Reason
from hierarchy.models import Hall
from reporting import moving
from reporting.compare import Period, Restriction
from reporting.splitting import Split, split
from rulebook.figures import Figure
from tests.reporting.figures import CHANGLI, CHENGDE, LULONG, PINGQUAN, QINHUANGDAO, Change, fold_all, write

pytestmark = pytest.mark.django_db
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))


@pytest.fixture
def written(db: None) -> None:
    write(
        Change(hall, date(2025, 3, day), item, "D1", measure, number)
        for hall, day, item, measure, number in [
            (CHANGLI, 3, "I1", "received", 5), (CHANGLI, 3, "I1", "open_change", 5), (LULONG, 4, "I1", "received", 7),
            (LULONG, 20, "I2", "concluded_late", 2), (LULONG, 20, "I2", "overdue_change", 3),
            (QINHUANGDAO, 5, "I2", "received", 1), (PINGQUAN, 6, "I1", "received", 4),
        ]
    )  # fmt: skip


def of(code: str, figure: Figure, **asked: object) -> Split:
    hall = Hall.objects.get(code=code)
    given = {"period": YEAR, "now": now(), "reaches_below": True} | asked
    return split(hall, figure, **given)  # type: ignore[arg-type]


def values(found: Split) -> dict[str, int]:
    return {share.hall.code: share.value for share in found.shares}


def test_it_is_the_same_before_and_after_the_fold(written: None) -> None:
    for _ in range(2):
        found = of(QINHUANGDAO, Figure.RECEIVED)
        assert (values(found), found.total, found.elsewhere) == ({LULONG: 7, CHANGLI: 5, QINHUANGDAO: 1}, 13, 0)
        assert values(of(QINHUANGDAO, Figure.LATE)) == {LULONG: 5}
        assert values(of(QINHUANGDAO, Figure.RECEIVED, restriction=Restriction(item="I2"))) == {QINHUANGDAO: 1}
        fold_all()


def test_who_does_not_reach_below_is_told_of_the_hall_alone(written: None) -> None:
    found = of(QINHUANGDAO, Figure.RECEIVED, reaches_below=False)
    assert (values(found), found.total) == ({QINHUANGDAO: 1}, 1)


def test_what_a_hall_counted_before_it_moved_is_said_to_be_elsewhere(written: None) -> None:
    fold_all()
    moving.move(LULONG, CHENGDE, on=date(2025, 3, 10), why=Reason("国务院批复", "测试"))
    cache.forget()
    left, reached = of(QINHUANGDAO, Figure.RECEIVED), of(CHENGDE, Figure.RECEIVED)
    assert (values(left), left.total, left.elsewhere) == ({CHANGLI: 5, QINHUANGDAO: 1}, 13, 7)
    assert (values(reached), reached.total, reached.elsewhere) == ({LULONG: 7, PINGQUAN: 4}, 4, -7)
