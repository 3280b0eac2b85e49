"""What must hold of any clock, whatever its dates: properties, tried by Hypothesis."""

from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.calendar import SHANGHAI, china
from rulebook.case import Event, EventKind
from rulebook.clock import Limit, Suspension, Unit, reckon
from rulebook.clock_table import lawful
from rulebook.layers import Layer, LayerKind
from rulebook.tally import project
from tests.rulebook.builders import SURVEY, TERMS

CHINA = china()
LICENCE = lawful(SURVEY, is_licence=True)
DAYS = st.dates(date(2024, 1, 1), date(2026, 6, 30))
MOMENTS = st.builds(
    lambda day, hour: datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI), DAYS, st.integers(0, 23)
)
UNITS = st.sampled_from((Unit.WORKING_DAY, Unit.NATURAL_DAY, Unit.WORKING_HOUR))


def due(start, limit, calendar=CHINA, suspensions=()):
    yellow = Limit(0, Unit.WORKING_HOUR if limit.unit is Unit.WORKING_HOUR else Unit.WORKING_DAY)
    return reckon(start, limit, calendar=calendar, suspensions=suspensions, yellow=yellow, now=start).due_at


@settings(deadline=None)
@given(MOMENTS, st.integers(1, 60), UNITS, st.lists(st.integers(0, 90), max_size=8), st.sampled_from(LayerKind))
def test_a_further_day_off_never_brings_a_date_forward(start, value, unit, offsets, kind):
    off = [start.date() + timedelta(days=offset) for offset in offsets]
    limit = Limit(value, unit)
    assert due(start, limit, CHINA.under(Layer(kind, "more off", off=frozenset(off)))) >= due(start, limit)


@settings(deadline=None)
@given(MOMENTS, st.integers(1, 40), st.integers(0, 39), st.integers(1, 40))
def test_a_pause_of_n_working_days_moves_the_due_day_by_exactly_n(start, value, before, length):
    """The pause begins on or after the start and before the limit ends."""
    limit = Limit(value, Unit.WORKING_DAY)
    begins = start if before == 0 else at_noon(CHINA.nth_working_day_after(start.date(), min(before, value - 1) or 1))
    plain = due(start, limit)
    if begins.date() >= plain.date():
        return
    ends = at_noon(CHINA.nth_working_day_after(begins.date(), length))
    moved = due(start, limit, suspensions=[Suspension(begins, ends)])
    assert CHINA.working_days_between(plain.date(), moved.date()) == length


def at_noon(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=SHANGHAI)


# A life of a case: what may come between its acceptance and its end, in any number and order.
STEPS = {
    EventKind.PAUSE_BEGUN: {"kind": "HEARING", "notice_number": "特1号", "planned_days": 3},
    EventKind.PAUSE_ENDED: {},
    EventKind.EXTENSION_GRANTED: {"days": 5, "approver": "局长"},
    EventKind.CORRECTION_ASKED: {"items": [{"material": "平面图", "defect": "缺"}]},
    EventKind.HEARING_TOLD: {},
    EventKind.HEARING_ASKED: {},
    EventKind.HANDED_OVER: {"handler": "x"},
    EventKind.CONCLUDED: {"outcome": "GRANTED"},
    EventKind.DELIVERED: {},
}


@st.composite
def lives(draw):
    """Events recorded as they happen, each at a moment of its own."""
    steps = draw(st.lists(st.sampled_from(sorted(STEPS)), max_size=8))
    gaps = draw(st.lists(st.integers(1, 100), min_size=len(steps) + 2, max_size=len(steps) + 2))
    at, found = draw(MOMENTS), []
    kinds = [(EventKind.RECEIVED, {}), (EventKind.ACCEPTED, {}), *((kind, STEPS[kind]) for kind in steps)]
    for sequence, ((kind, detail), gap) in enumerate(zip(kinds, gaps, strict=True), start=1):
        at += timedelta(hours=gap)
        found.append(Event(sequence, kind, at, at, detail))
    return found


def facts_of(projection):
    """What follows from the events, without the order in which they were learnt."""
    return (
        [(clock.key, clock.started_at, clock.ended_at, clock.due_at) for clock in projection.clocks],
        [(one.code, one.at) for one in projection.findings],
        projection.facts.state,
    )


@settings(deadline=None)
@given(lives(), st.data())
def test_an_edit_taken_back_leaves_what_was_there_before(events, data):
    """A voided event is as if it had never been recorded, and voiding the correction brings it back."""
    place = data.draw(st.integers(2, len(events))) if len(events) > 2 else 2
    later = events[-1].at + timedelta(hours=1)
    void = Event(len(events) + 1, EventKind.CORRECTED, later, later, {}, events[place - 1].sequence)
    back = Event(len(events) + 2, EventKind.CORRECTED, later, later, {}, void.sequence)

    def said(given):
        return facts_of(project(given, LICENCE, TERMS, worked_to=None))

    without = [event for event in events if event.sequence != events[place - 1].sequence]
    assert said([*events, void]) == said(without)
    assert said([*events, void, back]) == said(events)


@settings(deadline=None)
@given(lives(), st.randoms())
def test_the_order_in_which_events_are_learnt_changes_nothing_that_follows_from_stated_times(events, random):
    """Each has a moment of its own, so its place in the record says nothing of the case."""
    shuffled = list(events)
    random.shuffle(shuffled)
    learnt_at = events[-1].at + timedelta(days=1)
    learnt = [
        Event(sequence, event.kind, event.at, learnt_at, event.detail)
        for sequence, event in enumerate(shuffled, start=1)
    ]
    assert facts_of(project(learnt, LICENCE, TERMS, worked_to=None)) == facts_of(
        project(events, LICENCE, TERMS, worked_to=None)
    )


@settings(deadline=None)
@given(lives(), st.integers(0, 2000))
def test_counts_and_what_is_pending_are_together_the_same_whenever_a_case_is_worked(events, hours):
    """Recomputing is the incremental result: working a case moves figures, and never makes or loses one."""
    moment = events[0].at + timedelta(hours=hours)

    def whole(projection):
        total = dict(projection.counts)
        for one in projection.pending:
            if one.measure:
                total[one.day, one.measure] = total.get((one.day, one.measure), 0) + one.number
        return {key: number for key, number in total.items() if number}

    first = project(events, LICENCE, TERMS, worked_to=None)
    anew = project(events, LICENCE, TERMS, worked_to=moment)
    assert whole(first.worked(moment)) == whole(anew) == whole(first)
    assert first.worked(moment).counts == anew.counts
