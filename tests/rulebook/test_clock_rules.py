"""A row a situation of docs/rules/clock.md. All dates can be checked with the calendars of 2024 to 2027."""

from datetime import datetime

import pytest

from rulebook.calendar import SHANGHAI, OutsideCalendar, china
from rulebook.clock import BadLimit, DayEnd, Limit, Reckoning, Suspension, Unit, YellowEdge, reckon
from rulebook.lamp import Lamp, is_overdue, lamp

UNITS = {"wd": Unit.WORKING_DAY, "nd": Unit.NATURAL_DAY, "m": Unit.MONTH, "wh": Unit.WORKING_HOUR}


def moment(text: str) -> datetime:
    """`09-20` or `09-20 15:30` of 2024, or with a year; noon where no hour is given."""
    day, _, hour = text.partition(" ")
    day = day if len(day) > 5 else f"2024-{day}"
    return datetime.fromisoformat(f"{day}T{hour or '12:00'}").replace(tzinfo=SHANGHAI)


def limit(text: str) -> Limit:
    value, unit = text.split()
    return Limit(int(value), UNITS[unit])


def pauses(text: str) -> list[Suspension]:
    """`09-24/10-16; 10-20/` : from one moment to the other, open where nothing follows."""
    pairs = [pair.split("/") for pair in text.split("; ")] if text else []
    return [Suspension(moment(begin), moment(end) if end else None) for begin, end in pairs]


def reckoned(start: str, length: str, paused: str = "", *, yellow: str = "", **more: object) -> Reckoning:
    total = limit(length)
    unit = "wh" if total.unit is Unit.WORKING_HOUR else "wd"
    terms: dict[str, object] = {"now": moment(start), **more}
    return reckon(
        moment(start),
        total,
        suspensions=pauses(paused),
        yellow=limit(yellow or f"1 {unit}"),
        calendar=china(),
        **terms,  # type: ignore[arg-type]
    )


DUE = [
    ("accepted after business on the Friday before a make-up Saturday: that Saturday is day 1",
     "10-11 17:59", "1 wd", "", "10-12 17:00"),
    ("accepted at one second to midnight is still accepted that day", "10-11 23:59:59", "1 wd", "", "10-12 17:00"),
    ("accepted on a day off: the first working day is day 1", "10-05 10:00", "1 wd", "", "10-08 17:00"),
    ("accepted on a make-up Sunday: that day is not counted", "09-29 10:00", "1 wd", "", "09-30 17:00"),
    ("natural days count days off", "09-26 10:00", "3 nd", "", "09-29 17:00"),
    ("natural days whose last day is a make-up Sunday end there", "09-19 10:00", "10 nd", "", "09-29 17:00"),
    ("natural days whose last day is off move to the next working day", "09-26 10:00", "7 nd", "", "10-08 17:00"),
    ("natural days moving may land on a make-up day", "2025-01-24 10:00", "1 nd", "", "2025-01-26 17:00"),
    ("a pause inside a holiday takes out no working day", "09-30", "1 wd", "10-02/10-05", "10-08 17:00"),
    ("a pause inside a holiday takes out natural days", "09-30", "9 nd", "10-02/10-05", "10-12 17:00"),
    ("a pause within one day takes out nothing", "09-23", "3 wd", "09-24 09:00/09-24 17:00", "09-26 17:00"),
    ("a pause over midnight takes out one day", "09-23", "3 wd", "09-24 23:59/09-25 00:00", "09-27 17:00"),
    ("overlapping pauses are counted once", "09-09", "5 wd", "09-10/09-12; 09-11/09-13", "09-20 17:00"),
    ("a pause inside another adds nothing", "09-09", "5 wd", "09-10/09-13; 09-11/09-12", "09-20 17:00"),
    ("pauses that touch are one", "09-09", "5 wd", "09-10/09-11; 09-11/09-13", "09-20 17:00"),
    ("a pause from before acceptance takes out what lies after acceptance",
     "09-09", "2 wd", "09-01/09-10", "09-12 17:00"),
    ("a pause over before acceptance takes out nothing", "09-09", "2 wd", "09-01/09-09", "09-11 17:00"),
    ("a pause from the last day takes out nothing of it", "09-09", "2 wd", "09-11 09:00/09-30", "09-11 17:00"),
    ("a pause from the eve of the last day takes it out", "09-09", "2 wd", "09-10 09:00/09-11", "09-12 17:00"),
    ("a pause that begins after the due day changes nothing", "09-09", "2 wd", "09-12/09-30", "09-11 17:00"),
    ("a second pause counts although it lies after the due day of the first",
     "09-09", "2 wd", "09-10/09-12; 09-13/09-20", "09-13 17:00"),
    ("a make-up Saturday inside a pause is taken out", "10-10", "2 wd", "10-11/10-12", "10-14 17:00"),
    ("natural days move to the next working day, paused or not", "09-26", "7 nd", "10-03 13:00/10-09", "10-08 17:00"),
    ("one month: the same day", "09-12", "1 m", "", "10-12 17:00"),
    ("one month from the 31st: the last day of a short month", "2026-05-31", "1 m", "", "2026-06-30 17:00"),
    ("one month over a leap February", "01-31", "1 m", "", "02-29 17:00"),
    ("twelve months", "2025-03-03", "12 m", "", "2026-03-03 17:00"),
    ("a month whose last day is off moves", "09-05", "1 m", "", "10-08 17:00"),
    ("a pause prolongs a month by the days it takes out", "08-12", "1 m", "08-20/08-24", "09-18 17:00"),
    ("hours end with the span that fills them: 12:00, not 13:00", "09-23 09:00", "3 wh", "", "09-23 12:00"),
    ("hours from before business begin with it", "09-23 07:00", "1 wh", "", "09-23 10:00"),
    ("hours from the lunch break begin after it", "09-23 12:30", "1 wh", "", "09-23 14:00"),
    ("hours from after business begin the next working day", "10-11 17:59", "1 wh", "", "10-12 10:00"),
    ("hours are counted to the second", "09-23 16:59:59", "1 wh", "", "09-24 09:59:59"),
    ("hours run over a holiday", "09-30 16:30", "1 wh", "", "10-08 09:30"),
    ("hours: a pause takes out its own time only", "09-23 09:00", "2 wh", "09-23 09:30/09-23 10:00", "09-23 11:30"),
    ("hours: a pause in the lunch break takes out nothing",
     "09-23 11:00", "2 wh", "09-23 12:00/09-23 13:00", "09-23 14:00"),
    ("hours: overlapping pauses are counted once",
     "09-23 09:00", "1 wh", "09-23 09:30/09-23 10:30; 09-23 10:00/09-23 11:00", "09-23 11:30"),
    ("hours: a pause that begins when the last of it has run changes nothing",
     "09-23 09:00", "1 wh", "09-23 10:00/09-25", "09-23 10:00"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "start", "length", "paused", "due"), DUE, ids=[row[0] for row in DUE])
def test_due(reason: str, start: str, length: str, paused: str, due: str) -> None:
    assert reckoned(start, length, paused).due_at == moment(due)


YELLOW = [
    ("the close of the working day before", "09-09", "5 wd", "", "1 wd", "09-13 17:00"),
    ("not counting days off", "09-27", "3 wd", "", "1 wd", "09-30 17:00"),
    ("counting a make-up day", "10-11", "2 wd", "", "1 wd", "10-12 17:00"),
    ("not counting paused days", "09-09", "2 wd", "09-10/09-12", "1 wd", "09-10 17:00"),
    ("two days back over a pause", "09-09", "3 wd", "09-11/09-12", "2 wd", "09-10 17:00"),
    ("the due moment for none", "09-09", "5 wd", "", "0 wd", "09-14 17:00"),
    ("the close of the day of acceptance", "09-09 10:00", "1 wd", "", "1 wd", "09-09 17:00"),
    ("acceptance itself, if the close of that day is over", "09-09 18:00", "1 wd", "", "1 wd", "09-09 18:00"),
    ("acceptance itself, if the day lies before it", "09-09 10:00", "1 wd", "", "9 wd", "09-09 10:00"),
    ("acceptance itself, if the day of acceptance is paused",
     "09-09 10:00", "1 wd", "09-08/09-09", "1 wd", "09-09 10:00"),
    ("for natural days in working days", "09-26", "7 nd", "", "1 wd", "09-30 17:00"),
    ("for hours: when all but those have run", "09-23 16:00", "3 wh", "", "1 wh", "09-24 10:00"),
    ("for hours: at 12:00, not 13:00", "09-23 09:00", "4 wh", "", "1 wh", "09-23 12:00"),
    ("for hours: acceptance, if none is left", "09-23 07:00", "3 wh", "", "3 wh", "09-23 07:00"),
    ("for hours: the due moment for none", "09-23 09:00", "3 wh", "", "0 wh", "09-23 12:00"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "start", "length", "paused", "back", "at"), YELLOW, ids=[row[0] for row in YELLOW])
def test_yellow_begins_at(reason: str, start: str, length: str, paused: str, back: str, at: str) -> None:
    assert reckoned(start, length, paused, yellow=back).yellow_at == moment(at)


def test_midnight_ends_the_last_day_at_24_and_leaves_the_warning_alone() -> None:
    found = reckoned("09-09", "5 wd", day_end=DayEnd.MIDNIGHT)
    assert (found.due_at, found.yellow_at) == (moment("09-15 00:00"), moment("09-13 17:00"))
    assert found.due_on == moment("09-14").date()


def test_midnight_without_days_back_warns_at_midnight() -> None:
    found = reckoned("09-09", "5 wd", yellow="0 wd", day_end=DayEnd.MIDNIGHT)
    assert found.yellow_at == moment("09-15 00:00")


@pytest.mark.parametrize(
    ("back", "at"),
    [("0 wd", "09-14 09:00"), ("1 wd", "09-13 09:00"), ("4 wd", "09-10 09:00"), ("5 wd", "09-09 12:00")],
)
def test_the_open_edge_warns_from_the_opening_of_the_same_date(back: str, at: str) -> None:
    assert reckoned("09-09", "5 wd", yellow=back, yellow_edge=YellowEdge.OPEN).yellow_at == moment(at)


def test_hours_know_neither_day_end_nor_edge() -> None:
    plain = reckoned("09-23 16:00", "3 wh")
    assert reckoned("09-23 16:00", "3 wh", day_end=DayEnd.MIDNIGHT, yellow_edge=YellowEdge.OPEN) == plain


def test_a_lapse_does_not_move_off_a_day_off() -> None:
    assert reckoned("09-26", "7 nd", moves=False).due_at == moment("10-03 17:00")


@pytest.mark.parametrize(
    ("reason", "start", "length", "is_provisional"),
    [
        ("the last published day is not provisional", "2026-12-30", "1 wd", False),
        ("the next one is", "2026-12-31", "1 wd", True),
        ("natural days that move beyond it are", "2026-12-25", "7 nd", True),
        ("hours beyond it are", "2026-12-31 16:30", "1 wh", True),
        ("hours up to it are not", "2026-12-31 16:00", "1 wh", False),
    ],
)
def test_provisional(reason: str, start: str, length: str, is_provisional: bool) -> None:
    assert reckoned(start, length).provisional is is_provisional


def test_midnight_of_the_last_published_day_is_not_provisional() -> None:
    found = reckoned("2026-12-30", "1 wd", day_end=DayEnd.MIDNIGHT)
    assert (found.due_at, found.provisional) == (moment("2027-01-01 00:00"), False)


def test_an_offset_from_elsewhere_decides_on_the_date_at_plus_eight() -> None:
    accepted_at = datetime.fromisoformat("2024-09-09T20:00:00-04:00")
    found = reckon(accepted_at, limit("1 wd"), calendar=china(), now=accepted_at)
    assert found.due_at == moment("09-11 17:00")
    assert found.due_at is not None
    assert found.due_at.isoformat() == "2024-09-11T17:00:00+08:00"


OPEN = [
    ("an open pause that began in time takes both moments away", "09-10/", None, "09-30", None, Lamp.PAUSED),
    ("also before it has begun", "09-11/", None, "09-09", None, Lamp.PAUSED),
    ("also when it begins at the due moment", "09-11 17:00/", None, "09-20", None, Lamp.PAUSED),
    ("but not a second later", "09-11 17:00:01/", None, "09-20", "09-11 17:00", Lamp.RED),
    ("it ends with the conclusion", "09-10/", "09-12", "09-20", "09-13 17:00", Lamp.GREEN),
    ("a conclusion after now has not happened", "09-10/", "09-21", "09-20", None, Lamp.PAUSED),
    ("a conclusion now has", "09-10/", "09-20", "09-20", "09-23 17:00", Lamp.GREEN),
    ("one that begins after the conclusion changes nothing", "09-11/", "09-10", "09-20", "09-11 17:00", Lamp.GREEN),
    ("without the pause it would be late, with it it is not", "09-09/", "09-14", "09-20", "09-19 17:00", Lamp.GREEN),
    ("with several, all are left out of the reckoning", "09-12/; 09-10/", None, "09-09", None, Lamp.PAUSED),
    ("with several that are late, none counts", "09-12/; 09-13/", None, "09-11", "09-11 17:00", Lamp.YELLOW),
    ("closed ones count in that reckoning", "09-12/; 09-10/09-12", None, "09-09", None, Lamp.PAUSED),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "paused", "ended", "now", "due", "colour"), OPEN, ids=[row[0] for row in OPEN])
def test_open_pause(reason: str, paused: str, ended: str | None, now: str, due: str | None, colour: Lamp) -> None:
    ended_at = moment(ended) if ended else None
    found = reckoned("09-09", "2 wd", paused, ended_at=ended_at, now=moment(now))
    assert found.due_at == (moment(due) if due else None)
    assert (found.yellow_at is None) == (due is None)
    assert lamp(found, suspensions=pauses(paused), ended_at=ended_at, now=moment(now)) is colour


LAMPS = [
    ("before the warning", "", None, "09-10 16:59:59", Lamp.GREEN),
    ("at the warning", "", None, "09-10 17:00", Lamp.YELLOW),
    ("at the due moment", "", None, "09-11 17:00", Lamp.YELLOW),
    ("a second after", "", None, "09-11 17:00:01", Lamp.RED),
    ("concluded at the due moment", "", "09-11 17:00", "09-30", Lamp.GREEN),
    ("concluded a second after", "", "09-11 17:00:01", "09-30", Lamp.RED),
    ("concluded in time but not yet", "", "09-11 09:00", "09-10 18:00", Lamp.YELLOW),
    ("inside a pause", "09-10 09:00/09-10 12:00", None, "09-10 10:00", Lamp.PAUSED),
    ("at the begin of a pause", "09-10 09:00/09-10 12:00", None, "09-10 09:00", Lamp.PAUSED),
    ("at the end of a pause", "09-10 09:00/09-10 12:00", None, "09-10 12:00", Lamp.GREEN),
    ("inside a pause that began on the due day, past the due moment",
     "09-11 16:00/09-30", None, "09-20", Lamp.PAUSED),
    ("inside a pause that began after the due moment", "09-11 18:00/09-30", None, "09-20", Lamp.RED),
    ("between two pauses that are not one",
     "09-10 09:00/09-10 10:00; 09-10 11:00/09-10 12:00", None, "09-10 10:30", Lamp.GREEN),
    ("concluded inside a pause", "09-10 09:00/09-30", "09-11", "09-12", Lamp.GREEN),
    ("before acceptance", "", None, "09-01", Lamp.GREEN),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "paused", "ended", "now", "colour"), LAMPS, ids=[row[0] for row in LAMPS])
def test_lamp(reason: str, paused: str, ended: str | None, now: str, colour: Lamp) -> None:
    ended_at = moment(ended) if ended else None
    found = reckoned("09-09", "2 wd", paused, ended_at=ended_at, now=moment(now))
    assert lamp(found, suspensions=pauses(paused), ended_at=ended_at, now=moment(now)) is colour


def test_neither_now_nor_a_conclusion_moves_a_due_moment() -> None:
    plain = reckoned("09-09", "2 wd", "09-10/09-12; 09-20/09-30")
    for now in ("09-01", "09-13", "10-30"):
        assert reckoned("09-09", "2 wd", "09-10/09-12; 09-20/09-30", now=moment(now), ended_at=moment("09-10")) == plain


def test_a_clock_without_due_moment_is_never_late() -> None:
    assert not is_overdue(None, now=moment("2099-01-01"))


@pytest.mark.parametrize(
    ("reason", "terms"),
    [
        ("the extension has another unit", {"extension": Limit(1, Unit.NATURAL_DAY)}),
        ("the warning has another unit", {"yellow": Limit(1, Unit.WORKING_HOUR)}),
        ("the limit is nothing", {"limit": Limit(0, Unit.WORKING_DAY)}),
        ("the start has no offset", {"start": datetime(2024, 9, 9)}),  # noqa: DTZ001
    ],
)
def test_what_does_not_fit_is_refused(reason: str, terms: dict[str, object]) -> None:
    plain = {"start": moment("09-09"), "limit": limit("5 wd"), "calendar": china(), "now": moment("09-09"), **terms}
    start, length = plain.pop("start"), plain.pop("limit")
    with pytest.raises(BadLimit):
        reckon(start, length, **plain)  # type: ignore[arg-type]


@pytest.mark.parametrize("length", ["40000 wd", "40000 nd", "2000 m", "999999 wh", f"{10**30} wd", f"{10**30} wh"])
def test_a_limit_beyond_the_calendar_is_an_error(length: str) -> None:
    with pytest.raises(OutsideCalendar):
        reckoned("09-09", length)


def test_a_pause_until_the_end_of_time_matters_only_if_it_counts() -> None:
    assert reckoned("09-09", "2 wd", "09-12/9999-12-31 23:59").due_at == moment("09-11 17:00")
    with pytest.raises(OutsideCalendar):
        reckoned("09-09", "2 wd", "09-10/9999-12-31 23:59")
