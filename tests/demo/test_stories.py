"""The demo's stories and decoys come out exactly, read as a supervisor reads them."""

from collections import Counter
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from django.db.models import F

from foundation.clock import SHANGHAI, local_day, now
from hierarchy import gates
from hierarchy.calendars import calendar, current_version
from hierarchy.models import Hall, Post
from mingjing import demo
from mingjing.demo.days import months, next_month
from reporting import rates
from reporting.compare import Period, by, rollup, trend
from reporting.explaining import explained
from rulebook.case import EventKind
from rulebook.explaining import MINIMUM, Quotient, Reading
from rulebook.figures import OF_CASES, amount
from rulebook.findings import FindingCode
from tenants.alerts.models import Alert
from tenants.cases import made_of, reading, stages
from tenants.cases.models import Case, CaseEvent, FeedSilence
from tenants.cases.stages import Passed
from tests import cast
from tests.api import pages
from tests.api.asking import as_person

LULONG, BEIDAIHE, SHANHAIGUAN = "130324000000", "130304000000", "130303000000"
KUANCHENG, FENGNING = "130827000000", "130826000000"
LUANPING = "130824000000"
QINGLONG, CHANGLI = "130321000000", "130322000000"
DECOYS = (BEIDAIHE, SHANHAIGUAN, KUANCHENG, FENGNING)
HALLS = [code[:6] for code in (LULONG, LUANPING, QINGLONG, CHANGLI, *DECOYS)]


@pytest.fixture(scope="module")
def world(module_database):
    """The halls of the stories and of the decoys, built as `bash infra/demo` builds them."""
    demo.build(halls=HALLS)
    return months(local_day(now()), 13)


def figures(code: str, first: date) -> dict[str, int]:
    period = Period(first, next_month(first) - timedelta(days=1))
    return dict(rollup([code], period=period, now=now())[code])


def test_lulong_got_worse_month_by_month(world):
    found = [figures(LULONG, first) for first in world[-6:-1]]
    past_promise = [(one["concluded_late"] + one["overdue_change"], one["concluded"]) for one in found]
    assert past_promise == [(2, 330), (5, 338), (9, 344), (13, 349), (16, 351)]
    assert [round(rates.overdue_rate(one) * 100, 2) for one in found] == [0.61, 1.48, 2.62, 3.72, 4.56]


def test_it_is_items_3_and_4_that_got_worse_in_lulong(world):
    surveyed = []
    for first in world[-6:-1]:
        rows = by("item", LULONG, period=Period(first, next_month(first) - timedelta(days=1)), now=now())
        both = [rows["DEMO-03"], rows["DEMO-04"]]
        surveyed.append((sum(one["concluded_late"] for one in both), sum(one["concluded"] for one in both)))
    assert surveyed == [(1, 24), (3, 26), (7, 28), (11, 31), (14, 33)]


def prompted(code: str, first: date) -> int:
    """Cases concluded in the month whose promise had turned yellow."""
    begin, end = (datetime(day.year, day.month, 1, tzinfo=SHANGHAI) for day in (first, next_month(first)))
    with gates.enter(Hall.objects.get(code=code)):
        return Alert.objects.filter(
            clock="PROMISED", rung="near", case__ended_at__gte=begin, case__ended_at__lt=end
        ).count()


def stage_days(first: date, stage: str) -> float:
    """Mean working days of a stage in cases of items 3 and 4 that were concluded in the month."""
    used = []
    with gates.enter(Hall.objects.get(code=LULONG)):
        begin, end = first, next_month(first)
        cases = list(Case.objects.filter(item__in=["DEMO-03", "DEMO-04"]).select_related("version"))
        histories = reading.events_of(cases)
        for case in cases:
            if case.ended_at is None or not begin <= local_day(case.ended_at) < end:
                continue
            days = reading.terms_of(case).calendar.working_days_between
            at = {
                row.kind: local_day(row.occurred_at) for row in histories[case.pk] if row.detail.get("stage") == stage
            }
            used.append(days(at[EventKind.STAGE_BEGUN], at[EventKind.STAGE_ENDED]))
    return round(sum(used) / len(used), 1)


def test_it_is_the_survey_that_became_slow_and_nothing_else(world):
    assert [stage_days(first, "现场核查") for first in world[-6:-1]] == [1.6, 2.9, 4.3, 5.1, 5.6]
    assert [stage_days(first, "受理") for first in world[-6:-1]] == [0.0] * 5
    assert [stage_days(first, "批准") for first in world[-6:-1]] == [1.0] * 5


def test_the_cause_stands_in_the_posts(world):
    left = Post.objects.filter(section="现场勘验股", hall__code=LULONG).exclude(until_on=None)
    assert [post.until_on for post in left] == [world[-6].replace(day=20)] * 2
    assert Post.objects.filter(section="现场勘验股", hall__code=LULONG).count() == 4


def test_beidaihe_in_season_is_busy_and_prompted_and_not_late(world):
    found = [figures(BEIDAIHE, first) for first in world[:-1] if first.month in (4, 5, 6)]
    assert [one["concluded"] for one in found] == [480, 480, 480]
    assert [one["concluded_late"] + one["overdue_change"] for one in found] == [1, 2, 1]
    assert [prompted(BEIDAIHE, first) for first in world[:-1] if first.month in (4, 5, 6)] == [72, 72, 72]
    before = figures(BEIDAIHE, next(first for first in world[:-1] if first.month == 3))
    assert before["concluded"] < 100


def test_what_a_node_has_is_what_its_children_and_itself_have(world):
    period = Period(world[0], local_day(now()))
    halls = list(Hall.objects.filter(path__startswith="/130000000000/130300000000/").order_by("path"))
    city = next(hall for hall in halls if hall.code == "130300000000")
    children = [hall.code for hall in halls if hall.parent_id == city.pk]
    whole = rollup([city.code, *children], period=period, now=now())
    own = rollup([city.code], period=period, now=now(), own=True)[city.code]
    for name, number in whole[city.code].items():
        assert number == own[name] + sum(whole[code][name] for code in children), name


def test_days_add_up_to_the_period(world):
    period = Period(world[3] + timedelta(days=9), world[8] + timedelta(days=3))
    days = trend(LULONG, period=period, now=now())
    whole = rollup([LULONG], period=period, now=now())[LULONG]
    assert sum(day["concluded"] for day in days.values()) == whole["concluded"]
    assert days[period.to_on]["open_change"] == whole["open_change"]


def test_a_second_build_adds_nothing(world):
    with gates.enter(Hall.objects.get(code=LULONG)):
        before = Case.objects.count()
    demo.build(halls=HALLS)
    with gates.enter(Hall.objects.get(code=LULONG)):
        assert Case.objects.count() == before


def test_the_explanation_of_lulong_names_the_items_and_the_stage(world):
    """M-4 against M0: items 3 and 4 carry the change, and 现场核查 went from 1.6 to 5.6 working days."""
    hall = Hall.objects.get(code=LULONG)
    before, after = (Period(first, next_month(first) - timedelta(days=1)) for first in (world[-6], world[-2]))
    used = calendar(current_version())
    found = explained(hall, before=before, after=after, now=now(), calendar=used)["overdueRate"]
    assert found.items.total == Fraction(16, 351) - Fraction(2, 330)
    assert {one.key for one in found.items.contributions[:2]} == {"DEMO-03", "DEMO-04"}
    assert sum(one.total for one in found.items.contributions[:2]) > found.items.total * Fraction(8, 10)
    assert found.innocent == ()
    with gates.enter(hall):
        days = [stages.stage_days(*between(one), calendar=used) for one in (before, after)]
    means = [visits(one) for one in days]
    assert [round(float(mean), 1) for mean in means] == [1.6, 5.6]


def test_the_last_month_alone_leads_from_the_province_to_lulong_and_blames_no_decoy(world):
    """What the first page of the province compares: the last whole month with the one before."""
    before, after = (Period(first, next_month(first) - timedelta(days=1)) for first in (world[-3], world[-2]))
    province = Hall.objects.get(code="130000000000")
    found = explained(province, before=before, after=after, now=now(), calendar=calendar(current_version()))
    parts = found["overdueRate"].halls.contributions
    # Leads the list; that others brought more cases makes its share smaller, it got worse itself all the same.
    assert parts[0].key == LULONG
    enough = [part for part in parts if min(part.before.whole, part.after.whole) >= MINIMUM]
    worse = sorted((part for part in enough if part.within > 0), key=lambda part: -part.within)
    assert worse[0].key == LULONG, [(part.key, part.before, part.after, float(part.within)) for part in worse]
    assert not {BEIDAIHE, KUANCHENG, FENGNING} & {part.key for part in worse[:2]}


def test_every_figure_of_lulong_opens_as_many_cases_as_it_says(world):
    hall = Hall.objects.get(code=LULONG)
    for first in world[-3:]:
        last = next_month(first) - timedelta(days=1)
        found = figures(LULONG, first)
        with gates.enter(hall):
            for figure in sorted(OF_CASES):
                cases = Case.objects.filter(made_of.condition(made_of.Chosen(figure, first, last), hall, now=now()))
                assert cases.count() == amount(figure, found), (figure, first)


def between(period: Period) -> tuple[datetime, datetime]:
    begin = datetime.combine(period.from_on, datetime.min.time(), SHANGHAI)
    return begin, datetime.combine(period.to_on + timedelta(days=1), datetime.min.time(), SHANGHAI)


def visits(days: dict[Passed, Quotient]) -> Fraction:
    """The mean of 现场核查 over items 3 and 4."""
    found = [days[Passed(item, "现场核查")] for item in ("DEMO-03", "DEMO-04")]
    return Fraction(sum(one.part for one in found), sum(one.whole for one in found))


def test_the_explanation_of_beidaihe_says_that_more_came_in(world):
    """Its volume is tripled in April to June: that is told, and no change for the worse is found."""
    hall = Hall.objects.get(code=BEIDAIHE)
    summer = next(first for first in reversed(world[:-1]) if first.month == 5)
    before, after = (
        Period(first, next_month(first) - timedelta(days=1)) for first in (month_before(month_before(summer)), summer)
    )
    found = explained(hall, before=before, after=after, now=now(), calendar=calendar(current_version()))["overdueRate"]
    assert Reading.VOLUME in found.innocent


def month_before(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)


def test_an_outage_in_kuancheng_makes_no_41_reds(world):
    """D05's feed was silent for six working days of M-1; of the 41 cases it brought, 38 were on time and 3 late."""
    hall = Hall.objects.get(code=KUANCHENG)
    begin, end = between(Period(world[-3], world[-2] - timedelta(days=1)))
    with gates.enter(hall):
        silent = FeedSilence.objects.order_by("at")
        assert [row.kind for row in silent] == ["BEGAN", "ENDED"]
        days = reading.terms(current_version()).calendar.working_days_between
        assert days(local_day(silent[0].since), local_day(silent[1].at)) - 1 == 6
        cases = Case.objects.filter(department="D05", submitted_at__gte=begin, submitted_at__lt=end)
        assert set(cases.values_list("feed", flat=True)) == {"zjxt"}
        brought = cases.filter(ended_at__gt=silent[0].since, ended_at__lt=silent[1].at)
        assert brought.count() == 41
        assert brought.filter(ended_at__gt=F("due_at")).count() == 3
        reds = Alert.objects.filter(level="RED", case__in=cases)
        assert sorted(reds.values_list("clock", flat=True).distinct())[0] == "PROMISED"
        assert reds.filter(clock="PROMISED").count() == 3
        assert not reds.filter(notes__isnull=False).exists()
        recorded = CaseEvent.objects.filter(case__department="D05", source="zjxt")
        assert not recorded.filter(recorded_at__gt=silent[0].since, recorded_at__lt=silent[1].at).exists()


def test_kuancheng_on_trial_is_counted_apart(world):
    on_trial, after = (figures(KUANCHENG, first) for first in (world[1], world[3]))
    assert on_trial["received"] == on_trial["concluded"] == 0
    assert on_trial["received_trial"] > 0
    assert after["received_trial"] == 0
    assert after["received"] > 0
    above = figures("130800000000", world[1])
    assert above["received_trial"] == on_trial["received_trial"]


def test_fengning_may_enter_finished_cases_in_the_evening(world):
    """一厅双网: 30 to 60 a day, all recorded from 17:30 to 18:10; nothing of it is an anomaly, none is red."""
    with gates.enter(Hall.objects.get(code=FENGNING)):
        begin, end = between(Period(world[-2], world[-1] - timedelta(days=1)))
        cases = Case.objects.filter(department="D20", submitted_at__gte=begin, submitted_at__lt=end)
        events = CaseEvent.objects.filter(case__in=cases)
        entered = {row.recorded_at.astimezone(SHANGHAI).strftime("%H:%M") for row in events}
        assert min(entered) >= "17:30"
        assert max(entered) <= "18:10"
        by_day = Counter(local_day(moment) for moment in cases.values_list("submitted_at", flat=True))
        calendar_days = [day for day in by_day if 30 <= by_day[day] <= 60]
        assert len(calendar_days) == len(by_day) >= 15
        assert set(cases.values_list("is_partial", flat=True)) == {True}
        assert not events.exclude(anomalies=[]).exists()
        assert not Alert.objects.filter(case__in=cases).exists()
        total = cases.count()
    found = by("department", FENGNING, period=Period(world[-2], world[-1] - timedelta(days=1)), now=now())["D20"]
    assert found["concluded"] == found["concluded_partial"] == total


def test_the_explanation_of_fengning_says_what_was_seen_at_begin_and_end_only(world):
    before, after = (Period(first, next_month(first) - timedelta(days=1)) for first in (world[-3], world[-2]))
    hall = Hall.objects.get(code=FENGNING)
    found = explained(hall, before=before, after=after, now=now(), calendar=calendar(current_version()))
    assert Reading.PARTIAL in found["overdueRate"].innocent


def test_luanping_is_green_as_it_reports_and_late_as_the_law_counts(world):
    """Item 12 in twelve months: 32/32 in time by the department; by law 15 late, 8 of them past 7 natural days."""
    year = Period(world[0], world[-1] - timedelta(days=1))
    found = by("item", LUANPING, period=year, now=now())["DEMO-12"]
    measures = ("concluded", "concluded_late", "concluded_late_by_law", "concluded_late_statutory_by_law")
    assert [found[name] for name in measures] == [32, 0, 15, 8]
    assert found["concluded_late_statutory"] == found["overdue_change"] == 0


def test_the_pages_of_luanping_show_both_readings_for_the_hall_and_for_a_case(world):
    """As the pages ask: the late cases of the hall in two readings, the list of the 15, one of the 8 with its count."""
    sent, ask = pages.operations(), as_person(cast.actor("han"))
    year = {"from": world[0].isoformat(), "to": (world[-1] - timedelta(days=1)).isoformat()}
    hall = ask(sent["Readings"].text, code=LUANPING, **year).data["hall"]["rollup"]
    assert hall["concludedLateByLaw"] - hall["concludedLate"] == 15
    assert hall["concludedLateStatutoryByLaw"] - hall["concludedLateStatutory"] == 8
    found = ask(sent["Cases"].text, hall=LUANPING, finding="LATE_BY_LAW", first=50).data["cases"]["edges"]
    assert len(found) == 15
    late = ask(sent["Cases"].text, hall=LUANPING, finding="LATE_STATUTORY_BY_LAW", first=50).data["cases"]["edges"]
    assert len(late) == 8
    case = ask(sent["CaseFile"].text, hall=LUANPING, number=late[0]["node"]["number"]).data["case"]
    readings = [(case[one]["isOverdue"], case[one]["isOverdueStatutory"]) for one in ("asReported", "byLaw")]
    assert readings == [(False, False), (True, True)]
    steps = {step["code"] for step in case["clocks"][0]["steps"]}
    assert {"suspension", "pause_not_told"} <= steps
    for found in (case["byLaw"]["steps"], case["byLaw"]["statutorySteps"]):
        codes = [step["code"] for step in found]
        assert codes[1:4] == ["pause_ignored", "because_not_told", "because_not_of_eight"]
        assert (codes[-1], "suspension" in codes) == ("apart", False)


def test_luanping_stops_its_clock_by_corrections_after_acceptance(world):
    """17 of 32, 15 of them on the last or last but one promised day, 6.4 working days in the mean."""
    with gates.enter(Hall.objects.get(code=LUANPING)):
        cases = Case.objects.filter(item="DEMO-12", state="CONCLUDED").select_related("version")
        stopped = list(cases.filter(findings__contains=["CORRECTION_AFTER_ACCEPTANCE"]))
        assert (len(stopped), cases.count()) == (17, 32)
        assert cases.filter(findings__contains=["LATE_BY_LAW"]).count() == 15
        assert cases.filter(findings__contains=["LATE_STATUTORY_BY_LAW"]).count() == 8
        # What rules of the province found beside them is test_found_by_rules.
        codes = {code for case in stopped for code in case.findings if code in set(FindingCode)}
        assert codes == {
            "CORRECTION_AFTER_ACCEPTANCE", "PAUSE_WITHOUT_NOTICE", "PAUSE_UNDECLARED", "LATE_BY_LAW",
            "LATE_STATUTORY_BY_LAW",
        }  # fmt: skip
        between_days = reading.terms(current_version()).calendar.working_days_between
        histories = reading.events_of(stopped)
        asked_on, lengths = Counter(), []
        for case in stopped:
            at = {row.kind: local_day(row.occurred_at) for row in histories[case.pk]}
            asked_on[between_days(at["RECEIVED"], at["PAUSE_BEGUN"])] += 1
            lengths.append(between_days(at["PAUSE_BEGUN"], at["PAUSE_ENDED"]))
        assert asked_on == {1: 2, 2: 15}  # of three promised days
        assert round(sum(lengths) / len(lengths), 1) == 6.4


def test_four_cases_of_luanping_are_second_lives(world):
    """Withdrawn on the last promised day; the same applicant and project come again on the next working day."""
    with gates.enter(Hall.objects.get(code=LUANPING)):
        withdrawn = list(Case.objects.filter(item="DEMO-12", state="WITHDRAWN"))
        assert len(withdrawn) == 4
        days = reading.terms(current_version()).calendar.working_days_between
        for first in withdrawn:
            assert days(local_day(first.submitted_at), local_day(first.ended_at)) == 3
            again = Case.objects.filter(item="DEMO-12", state="CONCLUDED", applicant_name=first.applicant_name)
            (second,) = [case for case in again if case.submitted_at > first.ended_at]
            assert days(local_day(first.ended_at), local_day(second.accepted_at)) == 1
            projects = [
                CaseEvent.objects.get(case=case, kind=EventKind.RECEIVED).detail["project"] for case in (first, second)
            ]
            assert projects[0] == projects[1]
