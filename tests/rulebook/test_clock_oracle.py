"""Clock and lamp against the walked oracle: whatever Hypothesis thinks of, both must say the same."""

from datetime import date, datetime, time, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from mingjing.bench.clock import plain, reckoned
from mingjing.clock_oracle import Question, oracle
from rulebook.calendar import SHANGHAI, Calendar, china

EDGES = st.sampled_from(
    (time(0), time(8, 59, 59), time(9), time(12), time(13), time(17), time(17, 0, 1), time(23, 59, 59))
)
TIMES = st.one_of(EDGES, st.times().map(lambda it: it.replace(tzinfo=None, fold=0)))
OFFSETS = st.sampled_from((0, 8, 8, 8, -11, 14)).map(lambda hours: timezone(timedelta(hours=hours)))
HOURS = st.sampled_from(
    (
        ((time(9), time(12)), (time(13), time(17))),
        ((time(9), time(12)), (time(13, 30), time(17, 30))),
        ((time(0), time(23, 59, 59)),),
        ((time(8), time(9)), (time(9), time(10)), (time(16), time(16, 0, 30))),
    )
)
YEAR = st.dates(date(2024, 1, 1), date(2025, 12, 31))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """China's as often as a made-up one, whose published days may end in the middle of the case."""
    if draw(st.booleans()):
        return china()
    return Calendar.build(
        hours=draw(HOURS),
        off=draw(st.lists(YEAR, max_size=60)),
        work=draw(st.lists(YEAR, max_size=30)),
        published_through=draw(YEAR),
        version="made up",
    )


@st.composite
def questions(draw: st.DrawFn) -> tuple[Question, Calendar]:
    calendar = draw(calendars())
    first = draw(st.one_of(YEAR, st.dates(date(2008, 1, 1), date(2027, 12, 31))))
    near = st.builds(
        lambda days, at, offset: datetime.combine(first + timedelta(days=days), at, SHANGHAI).astimezone(offset),
        st.integers(-8, 45),
        TIMES,
        OFFSETS,
    )
    closed = st.tuples(near, near).map(lambda pair: (min(pair), max(pair)))
    unit = draw(st.sampled_from(("working_day", "natural_day", "month", "working_hour")))
    asked = Question(
        is_working=plain(calendar),
        hours=calendar.hours,
        accepted_at=datetime.combine(first, draw(TIMES), SHANGHAI),
        value=draw(st.integers(1, 3 if unit == "month" else 25)),
        unit=unit,
        extension=draw(st.integers(0, 2)),
        pauses=draw(st.lists(st.one_of(closed, closed, st.tuples(near, st.none())), max_size=4)),
        yellow=draw(st.integers(0, 30)),
        day_end=draw(st.sampled_from(("close_of_business", "midnight"))),
        yellow_edge=draw(st.sampled_from(("close", "open"))),
        concluded_at=draw(st.one_of(st.none(), near)),
        now=draw(near),
    )
    return asked, calendar


@settings(max_examples=1000, deadline=None)
@given(questions())
def test_clock_and_oracle_never_differ(case: tuple[Question, Calendar]) -> None:
    question, calendar = case
    assert reckoned(question, calendar) == oracle(question)
