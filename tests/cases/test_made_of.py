"""Every figure opens exactly the cases that it counts: the list and the number are held together, figure by figure."""

import random
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from foundation.clock import now
from foundation.working import work
from hierarchy.models import Hall
from reporting.compare import Period, Restriction, rollup
from rulebook.case import CaseType, EventKind, ItemRules
from rulebook.figures import OF_CASES, SUMS, Figure, amount
from rulebook.measures import MEASURES
from tenants.cases import made_of, reading, silences
from tenants.cases.append import CaseBatch, NewEvent, append_batch
from tenants.cases.made_of import Chosen
from tenants.cases.models import Case
from tenants.items.guide import Guide, Material
from tenants.items.publish import Draft, publish
from tenants.organization.models import Department, Monitoring
from tests.cases.histories import CODE, DEPARTMENT, SURVEY, at, event, item

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 3, 2), date(2026, 4, 30)
PERIODS = [
    (FIRST, LAST), (date(2026, 3, 10), date(2026, 3, 10)), (date(2026, 3, 9), date(2026, 3, 20)),
    (date(2026, 3, 21), date(2026, 3, 31)), (date(2026, 5, 1), date(2026, 5, 31)),
]  # fmt: skip
PARTIAL, TRIAL_ENDS = "D-TAX", date(2026, 3, 6)
ON_THE_SPOT = ItemRules(CaseType.ON_THE_SPOT)
JOINT = ItemRules(CaseType.TIME_LIMITED, promised=SURVEY.promised, co_reviewers=("D-FIRE",))


@pytest.fixture
def world(hall: Hall) -> Hall:
    """A hundred cases of every fate, the first of them on trial; nothing is worked yet."""
    return written(hall)


def written(hall: Hall, *, until: datetime | None = None) -> Hall:
    """`until`: with what was recorded before this moment alone."""
    Department.objects.create(code=PARTIAL, name="税务局", monitoring=Monitoring.PARTIAL)
    Hall.objects.filter(pk=hall.pk).update(trial_until_on=TRIAL_ENDS)
    hall.refresh_from_db()
    rng = random.Random(20)
    guide = Guide(materials=(Material("申请书", 1, 0, "申请人"),))
    guided = publish(
        Draft("XK-100", "事项", "XK-100-0", "事项", "01", DEPARTMENT, SURVEY, date(2025, 1, 1), guide=guide)
    )
    versions = [guided, item("XK-200", ON_THE_SPOT), item("XK-300", JOINT)]
    batches = [
        CaseBatch(f"C{n:03d}", fate(rng, n), rng.choice(versions), department=rng.choice([DEPARTMENT, PARTIAL]))
        for n in range(100)
    ]
    if until:
        known = [[one for one in batch.events if one.recorded_at and one.recorded_at < until] for batch in batches]
        batches = [replace(batch, events=events) for batch, events in zip(batches, known, strict=True) if events]
    append_batch(hall, batches)
    return hall


def fate(rng: random.Random, n: int) -> list[NewEvent]:
    """Received on some day of March, and then whatever comes."""
    begun = at("03-02 09:00") + timedelta(days=rng.randrange(25), minutes=rng.randrange(400))
    moment = begun

    def after(days: float) -> str:
        nonlocal moment
        moment += timedelta(days=days)
        return moment.strftime("%m-%d %H:%M")

    found = [event(EventKind.RECEIVED, after(0), f"{n}/1")]
    if n % 7 == 3:
        # The same once more, two days later: late, and told already.
        told_at = begun + timedelta(days=2)
        found.append(replace(found[0], event_id=f"{n}/1 again", recorded_at=told_at))
    if n == 99:
        return [*found, event(EventKind.CORRECTED, after(1), f"{n}/v", corrects=1, reason="录入有误")]
    beyond = [{"material": "环评", "defect": "缺"}] if n % 3 == 0 else []
    for asked in range(rng.choice([0, 0, 1, 2])):
        found.append(event(EventKind.CORRECTION_ASKED, after(0.1), f"{n}/a{asked}", items=beyond))
        found.append(event(EventKind.CORRECTION_RECEIVED, after(1), f"{n}/b{asked}"))
    chance = rng.random()
    if chance < 0.1:
        waiting = [event(EventKind.CORRECTION_ASKED, after(0.1), f"{n}/w", items=beyond)]
        return found + (waiting if n % 5 == 0 else [])
    if chance < 0.2:
        kind = rng.choice([EventKind.DECLINED, EventKind.WITHDRAWN, EventKind.NOT_REQUIRED])
        return [*found, event(kind, after(2), f"{n}/x", reason="资料不符")]
    found.append(event(EventKind.ACCEPTED, after(0.2), f"{n}/2"))
    if n % 3:
        found.append(event(EventKind.STAGE_BEGUN, after(0.1), f"{n}/s", stage=["审核", "批准"][n % 3 - 1]))
    if chance < 0.4 and n % 4 == 1:
        found.append(event(EventKind.PAUSE_BEGUN, after(0.1), f"{n}/p", planned_days=9))
    if n % 10 == 6:
        # Without ground, and taken up again: late as the law counts before it is late as reported.
        found.append(event(EventKind.PAUSE_BEGUN, after(0.1), f"{n}/q", planned_days=9))
        found.append(event(EventKind.PAUSE_ENDED, after(6), f"{n}/r"))
    if chance > 0.4:
        outcome = rng.choice(["GRANTED", "GRANTED", "REFUSED", "RETURNED", "PASSED_UP"])
        found.append(event(EventKind.CONCLUDED, after(rng.choice([0.1, 3, 11, 13, 40])), f"{n}/3", outcome=outcome))
    if chance > 0.4 and n % 4 == 0:
        found.append(event(EventKind.DELIVERED, after(1), f"{n}/4"))
    if chance > 0.9:
        # One event is void, or moved to another day.
        which = rng.randrange(len(found)) + 1
        moved = {"at": (begun + timedelta(days=9)).isoformat()} if rng.random() < 0.5 else {}
        found.append(event(EventKind.CORRECTED, after(1), f"{n}/c", corrects=which, reason="录入有误", **moved))
    return found


def opened(hall: Hall, chosen: Chosen, moment: datetime) -> tuple[int, int]:
    """How many cases the figure opens, and what they add together."""
    cases = list(Case.objects.filter(made_of.condition(chosen, hall, now=moment)).select_related("version"))
    histories = reading.events_of(cases)
    added = made_of.amounts(chosen, cases, histories, silences.of_hall(), now=moment)
    return len(cases), sum(added.values())


def shown(figure: Figure, period: Period, moment: datetime, restriction: Restriction | None = None) -> int:
    found = rollup([CODE], period=period, now=moment, own=True, restriction=restriction or Restriction())[CODE]
    return amount(figure, found)


@pytest.mark.parametrize("figure", Figure)
def test_a_figure_is_what_its_cases_add_before_and_after_the_worker(world: Hall, figure: Figure) -> None:
    for _ in range(2):
        for first, last in PERIODS:
            number = shown(figure, Period(first, last), now())
            count, added = opened(world, Chosen(figure, first, last), now())
            assert added == number, first
            if figure in OF_CASES:
                assert count == number, first
        work(now=now())


@pytest.mark.parametrize("figure", Figure)
def test_in_the_middle_of_it_what_is_still_to_come_counts_in_neither(hall: Hall, figure: Figure) -> None:
    moment = at("03-19 12:00")
    written(hall, until=moment)
    for first, last in PERIODS:
        count, added = opened(hall, Chosen(figure, first, last), moment)
        assert added == shown(figure, Period(first, last), moment), first
        assert figure not in OF_CASES or count == added, first


def test_every_figure_counts_something_in_this_world(world: Hall) -> None:
    nothing = {figure for figure in Figure if not shown(figure, Period(FIRST, LAST), now())}
    assert nothing == set()


def test_every_measure_stands_in_a_figure() -> None:
    assert {measure.value for sums in SUMS.values() for measure in sums} == set(MEASURES)


def test_what_ended_without_a_decision_is_concluded_in_no_figure(world: Hall) -> None:
    ended = set(Case.objects.filter(made_of.condition(Chosen(Figure.CONCLUDED, FIRST, LAST), world, now=now())))
    assert {case.state for case in ended} == {"CONCLUDED"}
    assert Case.objects.filter(state__in=["DECLINED", "WITHDRAWN", "NOT_REQUIRED"]).count() > 3
    assert not any(case.is_trial for case in ended)


def test_a_void_case_adds_to_nothing(world: Hall) -> None:
    void = Case.objects.get(number="C099")
    assert void.submitted_at is None
    for figure in Figure:
        found = Case.objects.filter(made_of.condition(Chosen(figure, FIRST, LAST), world, now=now()))
        assert not found.filter(pk=void.pk).exists(), figure


@pytest.mark.parametrize("figure", [Figure.CONCLUDED_LATE, Figure.OPEN, Figure.CORRECTIONS, Figure.RED])
def test_the_figure_of_an_item_and_of_a_department_opens_its_cases(world: Hall, figure: Figure) -> None:
    period = Period(FIRST, LAST)
    for restriction in (Restriction(item="XK-300-0"), Restriction(department=PARTIAL)):
        asked = {"item": restriction.item} if restriction.item else {"department": restriction.department}
        cases = list(
            Case.objects.filter(made_of.condition(Chosen(figure, FIRST, LAST), world, now=now()), **asked)
            .select_related("version")
        )  # fmt: skip
        added = made_of.amounts(
            Chosen(figure, FIRST, LAST), cases, reading.events_of(cases), silences.of_hall(), now=now()
        )
        assert sum(added.values()) == shown(figure, period, now(), restriction)
