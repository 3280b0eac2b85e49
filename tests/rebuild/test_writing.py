"""`mingjing rebuild --write`: what is derived of cases is there again, whatever was missing, and nothing else moved."""

import psycopg
import pytest

from foundation.clock import now
from mingjing.rebuilding import check
from mingjing.rewriting import Written, write, write_hall
from tests.rebuild.test_checking import CODE, SCHEMA, hall, settle  # noqa: F401 - the fixture

# As after an upgrade that derives columns and counts that older cases have not.
OLDER = f"""
UPDATE {SCHEMA}.cases_case SET course = '{{}}', classes = '{{}}' WHERE number <> 'R-1';
UPDATE reporting_rollup SET open_handling_change = 0, timed = 0;
UPDATE reporting_nodeday SET open_handling_change = 0, timed = 0;
DELETE FROM reporting_board WHERE number = 'R-2';
INSERT INTO foundation_agenda (handler, hall, key, at, attempts, error, priority, item, department, figures)
VALUES ('case.clock', '{CODE}', '999999', now(), 0, '', 5, '', '', '[]');
"""


def differences(hall) -> list[str]:  # noqa: F811
    return [str(one) for one in check([hall], at=now(), progress=lambda text: None).differences]


def broken(own_database) -> None:
    settle()
    with psycopg.connect(own_database.owner, autocommit=True) as owner:
        for statement in OLDER.strip().split(";\n"):
            owner.execute(statement)  # type: ignore[call-overload]


def test_what_is_derived_is_there_again_and_the_tree_adds_up(hall, own_database):  # noqa: F811
    broken(own_database)
    assert differences(hall)
    told: list[str] = []
    written = write([hall], progress=told.append)
    assert (written.cases, written.board, written.agenda) == (3, 3, 1)  # the reds of R-2: promised, statutory, stage
    assert written.figures > 0
    assert told == [f"{CODE} 1/1: {written}"]
    settle()
    assert differences(hall) == []


def test_where_nothing_is_wrong_nothing_is_written(hall):  # noqa: F811
    settle()
    assert write([hall], progress=lambda text: None) == Written()


def test_a_hall_that_fails_half_way_is_as_it_was(hall, own_database):  # noqa: F811
    broken(own_database)
    before = differences(hall)
    with psycopg.connect(own_database.owner, autocommit=True) as owner:
        owner.execute("ALTER TABLE reporting_delta ADD CONSTRAINT refused CHECK (hall = '') NOT VALID")
    with pytest.raises(Exception, match="refused"):
        write_hall(hall)
    assert differences(hall) == before


def test_an_alert_that_is_gone_is_not_made_up(hall, own_database):  # noqa: F811
    settle()
    with psycopg.connect(own_database.owner, autocommit=True) as owner:
        owner.execute(f"DELETE FROM {SCHEMA}.alerts_alertnote")  # type: ignore[call-overload]
        owner.execute(f"DELETE FROM {SCHEMA}.alerts_alert")  # type: ignore[call-overload]
    write([hall], progress=lambda text: None)
    assert all(" alert " in line for line in differences(hall))
    assert differences(hall)
