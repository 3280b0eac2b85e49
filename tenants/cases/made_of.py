"""What a figure of the hall is made of: the cases that add to it, as a condition and, case by case, as an amount.

The amount is what the writer counts (`rulebook.tally`), so it is right by itself. The condition is the same rule in SQL
over the derived columns, for lists that page; a test walks every figure and holds the two together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.db.models import BooleanField, Exists, F, OuterRef, Q, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, TruncDate

from foundation.clock import SHANGHAI
from hierarchy.models import Hall
from rulebook import quality
from rulebook.anomalies import Anomaly
from rulebook.case import CaseState, EventKind, Outcome
from rulebook.classes import CaseClass
from rulebook.facts import effective, fold
from rulebook.figures import SUMS, Figure, amount
from rulebook.findings import FindingCode
from rulebook.measures import Measure
from rulebook.phases import Phase
from rulebook.silence import Silences
from rulebook.standing import ClockName
from rulebook.tally import IN_PHASE
from tenants.cases import reading
from tenants.cases.deriving import CLOCK
from tenants.cases.models import Case, CaseEvent


@dataclass(frozen=True, slots=True)
class Chosen:
    """A figure of some days, first and last included; a stock is that at the end of the last."""

    figure: Figure
    from_on: date
    to_on: date

    @property
    def begin(self) -> datetime:
        return datetime.combine(self.from_on, time(), SHANGHAI)

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.to_on + timedelta(days=1), time(), SHANGHAI)


def condition(chosen: Chosen, hall: Hall, *, now: datetime) -> Q:
    """The cases of the entered hall that add to the figure; of one in days, those that it is summed over."""
    added, taken = Q(pk__in=[]), Q(pk__in=[])
    for measure, times in SUMS[chosen.figure].items():
        found = _measure(measure, chosen, hall, now=now)
        added, taken = (added | found, taken) if times > 0 else (added, taken | found)
    # A case whose events are all void adds nothing, and has no dates.
    return Q(submitted_at__isnull=False) & added & ~Q(pk__in=Case.objects.filter(taken).values("pk"))


def amounts(
    chosen: Chosen,
    cases: Sequence[Case],
    histories: Mapping[int, Sequence[CaseEvent]],
    told: Silences,
    *,
    now: datetime,
) -> dict[int, int]:
    """What each of these cases adds to the figure, by its key."""
    return {case.pk: _amount(chosen, case, histories[case.pk], told, now=now) for case in cases}


def _amount(chosen: Chosen, case: Case, history: Sequence[CaseEvent], told: Silences, *, now: datetime) -> int:
    found = reading.projection_of(case, history, told, worked_to=now)
    added: dict[str, int] = {}
    for (day, measure), number in (found.counts if found else {}).items():
        if day <= chosen.to_on and (day >= chosen.from_on or measure.value.endswith("_change")):
            added[measure.value] = added.get(measure.value, 0) + number
    return amount(chosen.figure, added)


_PHASES = {measure: phase for phase, measure in IN_PHASE.items()}
_CONCLUDED = Q(state=CaseState.CONCLUDED.value)
_LATE, _LATE_STATUTORY = Q(ended_at__gt=F("due_at")), Q(ended_at__gt=F("statutory_due_at"))
# Before the date that the due moment closes: midnight belongs to the day before.
_EARLY = Q(day_ended__lt=TruncDate(F("due_at") - timedelta(seconds=1), tzinfo=SHANGHAI))
_OF_CONCLUDED: Mapping[Measure, Q] = {
    Measure.CONCLUDED: Q(),
    Measure.REFUSED: Q(outcome=Outcome.REFUSED.value),
    Measure.CONCLUDED_LATE: _LATE,
    Measure.CONCLUDED_LATE_STATUTORY: _LATE_STATUTORY,
    # As the law counts is never later than as reported, so what is late only by the law is found as such.
    Measure.CONCLUDED_LATE_BY_LAW: _LATE | Q(findings__contains=[FindingCode.LATE_BY_LAW.value]),
    Measure.CONCLUDED_LATE_STATUTORY_BY_LAW: _LATE_STATUTORY
    | Q(findings__contains=[FindingCode.LATE_STATUTORY_BY_LAW.value]),
    Measure.CONCLUDED_INCOMPLETE: Q(is_incomplete=True),
    Measure.ON_THE_SPOT: Q(classes__contains=[CaseClass.ON_THE_SPOT.value]),
    Measure.JOINT: Q(classes__contains=[CaseClass.JOINT.value]),
    Measure.PASSED_UP: Q(classes__contains=[CaseClass.PASSED_UP.value]),
    Measure.RETURNED: Q(classes__contains=[CaseClass.RETURNED.value]),
    Measure.SUPPLEMENTED: Q(classes__contains=[CaseClass.SUPPLEMENTED.value]),
    **dict.fromkeys((Measure.TIMED, Measure.USED_DAYS), Q(classes__contains=[CaseClass.TIME_LIMITED.value])),
    **dict.fromkeys((Measure.SPEED_USED_DAYS, Measure.STATUTORY_DAYS), Q(statutory_due_at__isnull=False)),
    Measure.CONCLUDED_PARTIAL: Q(is_partial=True),
}
_ON_TRIAL = {
    Measure.RECEIVED_TRIAL: Measure.RECEIVED,
    Measure.CONCLUDED_TRIAL: Measure.CONCLUDED,
    Measure.CONCLUDED_LATE_TRIAL: Measure.CONCLUDED_LATE,
}


def _measure(measure: Measure, chosen: Chosen, hall: Hall, *, now: datetime) -> Q:
    if measure in _OF_RECORDS:
        return _having_events(chosen, _OF_RECORDS[measure])  # also of cases on trial
    counted = _ON_TRIAL.get(measure, measure)
    return Q(is_trial=measure in _ON_TRIAL) & _counted(counted, chosen, hall, now=now)


def _counted(measure: Measure, chosen: Chosen, hall: Hall, *, now: datetime) -> Q:
    if measure in _OF_CONCLUDED:
        return _CONCLUDED & _within("ended_at", chosen) & _OF_CONCLUDED[measure]
    if measure is Measure.CONCLUDED_EARLY:
        early = Case.objects.annotate(day_ended=TruncDate("ended_at", tzinfo=SHANGHAI)).filter(
            _CONCLUDED & _within("ended_at", chosen) & _EARLY
        )
        return Q(pk__in=early.values("pk"))
    if measure is Measure.RECEIVED_PARTIAL:
        return _within("submitted_at", chosen) & Q(is_partial=True)
    if measure is Measure.DECLINED:
        return Q(state=CaseState.DECLINED.value) & _within("ended_at", chosen)
    if measure is Measure.RECEIVED:
        return _within("submitted_at", chosen)
    if measure is Measure.ACCEPTED:
        return _within("accepted_at", chosen)
    if measure is Measure.OPEN_CHANGE:
        return _open(chosen)
    if measure in _PHASES:
        return _open(chosen) & Q(_StoodIn(_PHASES[measure], chosen.to_on))
    if measure is Measure.OVERDUE_CHANGE:
        return Q(due_at__lt=min(now, chosen.end)) & (Q(ended_at=None) | _LATE) & _not_ended(chosen)
    if measure is Measure.OVERDUE_STATUTORY_CHANGE:
        passed = Q(statutory_due_at__lt=min(now, chosen.end))
        return passed & (Q(ended_at=None) | _LATE_STATUTORY) & _not_ended(chosen)
    if measure is Measure.OVERDUE_ONLY_BY_LAW_CHANGE:
        return _late_only_by_law("due_by_law_at", "due_at", chosen, now=now)
    if measure is Measure.OVERDUE_STATUTORY_ONLY_BY_LAW_CHANGE:
        return _late_only_by_law("statutory_due_by_law_at", "statutory_due_at", chosen, now=now)
    if measure in (Measure.CORRECTION_DAYS, Measure.RECHECK_DAYS):
        return Q(_SpentInRounds(chosen, is_rechecked=measure is Measure.RECHECK_DAYS))
    if measure in (Measure.YELLOW, Measure.RED):
        return _alerted(measure, chosen, hall, now=now)
    if measure is Measure.LOOP_BREAKS:
        return _alerted(measure, chosen, hall, now=now)
    if measure is Measure.DEEMED_ACCEPTED:
        return _within("deemed_at", chosen) & Q(deemed_at__lt=now)
    assert measure in (Measure.CORRECTIONS, Measure.BEYOND_GUIDE)
    return _asked_for_papers(chosen, is_beyond=measure is Measure.BEYOND_GUIDE)


def _within(column: str, chosen: Chosen) -> Q:
    return Q(**{f"{column}__gte": chosen.begin, f"{column}__lt": chosen.end})


def _late_only_by_law(law: str, reported: str, chosen: Chosen, *, now: datetime) -> Q:
    """Past the moment as the law counts it, and not past that as reported."""
    until = min(now, chosen.end)
    is_late = Q(**{f"{law}__lt": until}) & (Q(ended_at=None) | Q(ended_at__gt=F(law)))
    return is_late & (Q(**{reported: None}) | Q(**{f"{reported}__gte": until})) & _not_ended(chosen)


def _open(chosen: Chosen) -> Q:
    return Q(submitted_at__lt=chosen.end) & _not_ended(chosen)


class _StoodIn(RawSQL):
    """Whether a case stood in a phase at the end of a day."""

    def __init__(self, phase: Phase, day: date) -> None:
        last = """(SELECT substr(step, 12) FROM unnest(course) WITH ORDINALITY AS steps(step, place)
                    WHERE substr(step, 1, 10) <= %s ORDER BY place DESC LIMIT 1) = %s"""
        super().__init__(last, [day.isoformat(), phase.value], output_field=BooleanField())


class _SpentInRounds(RawSQL):
    """Whether a stretch of correction, or of looking at what was brought, ended in these days."""

    def __init__(self, chosen: Chosen, *, is_rechecked: bool) -> None:
        meant = "phase = 'INTAKE' AND before = 'CORRECTION'" if is_rechecked else "phase = 'CORRECTION'"
        ended = f"""EXISTS (SELECT 1 FROM
            (SELECT substr(step, 12) AS phase, lag(substr(step, 12)) OVER way AS before,
                    lead(substr(step, 1, 10)) OVER way AS left_on
               FROM unnest(course) WITH ORDINALITY AS steps(step, place) WINDOW way AS (ORDER BY place)) stretch
             WHERE {meant} AND coalesce(left_on, to_char(ended_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD'))
                   BETWEEN %s AND %s)"""  # noqa: S608 - our own words
        days = [chosen.from_on.isoformat(), chosen.to_on.isoformat()]
        super().__init__(ended, days, output_field=BooleanField())


def _not_ended(chosen: Chosen) -> Q:
    return Q(ended_at=None) | Q(ended_at__gte=chosen.end)


_STAGE = Coalesce(KeyTextTransform("stage", "detail"), Value(""), output_field=TextField())
_TOLD = ~Q(kind=EventKind.CORRECTED.value)
_REPEATED = Exists(
    CaseEvent.objects.annotate(of_stage=_STAGE).filter(
        case=OuterRef("case"),
        kind=OuterRef("kind"),
        occurred_at=OuterRef("occurred_at"),
        of_stage=OuterRef("of_stage"),
        sequence__lt=OuterRef("sequence"),
    )
)
# Records that count, by the rules of `rulebook.quality`.
_OF_RECORDS: Mapping[Measure, Q] = {
    Measure.EVENTS: Q(),
    Measure.EVENTS_LATE: _TOLD & Q(recorded_at__gt=F("occurred_at") + quality.UP_WITHIN),
    Measure.LAG_HOURS: _TOLD & Q(recorded_at__gte=F("occurred_at") + quality.HOUR),
    Measure.EVENTS_REPEATED: _TOLD & Q(_REPEATED),
    Measure.EVENTS_ODD: _TOLD & Q(anomalies__overlap=list(quality.OUT_OF_ORDER)) & ~Q(_REPEATED),
}


def _having_events(chosen: Chosen, which: Q) -> Q:
    rows = CaseEvent.objects.annotate(of_stage=_STAGE) if which else CaseEvent.objects.all()
    return Q(Exists(rows.filter(_within("recorded_at", chosen) & which, case=OuterRef("pk"))))


# Entries whose moment has passed, and that no worker has written yet; `reporting.compare` adds the same ones.
_FALLEN_DUE = f"""
SELECT DISTINCT key::bigint FROM foundation_agenda CROSS JOIN LATERAL jsonb_array_elements(figures) AS entry
 WHERE handler = '{CLOCK}' AND hall = %(hall)s AND at < %(now)s AND (entry->>'at')::timestamptz < %(now)s
   AND (entry->>'day')::date BETWEEN %(from)s AND %(to)s AND entry ? %(measure)s
"""  # noqa: S608


def _alerted(measure: Measure, chosen: Chosen, hall: Hall, *, now: datetime) -> Q:
    """Cases with an alert of this level, or of a broken loop, at a moment in the days, written or only fallen due."""
    # The agenda is public and alerts are the hall's: one after the other, since no join crosses a schema.
    with connection.cursor() as cursor:
        asked = {"hall": hall.code, "now": now, "from": chosen.from_on, "to": chosen.to_on, "measure": measure.value}
        cursor.execute(_FALLEN_DUE, asked)
        fallen = [row[0] for row in cursor.fetchall()]
    meant = Q(alerts__clock=ClockName.LOOP) if measure is Measure.LOOP_BREAKS else Q(alerts__level=measure.name)
    written = Case.objects.filter(_within("alerts__at", chosen) & meant)
    return Q(pk__in=written.values("pk")) | Q(pk__in=fallen)


def _asked_for_papers(chosen: Chosen, *, is_beyond: bool) -> Q:
    """Cases in which papers (beyond the guide) were asked for in these days; those with mended notices are folded."""
    asked = CaseEvent.objects.filter(kind=EventKind.CORRECTION_ASKED.value)
    if is_beyond:
        asked = asked.filter(anomalies__contains=[Anomaly.BEYOND_GUIDE.value])
    corrections = CaseEvent.objects.filter(case=OuterRef("case"), corrects=OuterRef("sequence"))
    plain = asked.filter(~Exists(corrections), _within("occurred_at", chosen))
    mended = list(Case.objects.filter(pk__in=asked.filter(Exists(corrections)).values("case")))
    histories = reading.events_of(mended)
    moved = [case.pk for case in mended if _was_asked(chosen, histories[case.pk], is_beyond=is_beyond)]
    return Q(pk__in=plain.values("case")) | Q(pk__in=moved)


def _was_asked(chosen: Chosen, history: Sequence[CaseEvent], *, is_beyond: bool) -> bool:
    known = effective([reading.as_event(row) for row in history])
    if not known:
        return False
    facts = fold(known)
    marked = [at for at, code in facts.anomalies if code == Anomaly.BEYOND_GUIDE]
    return any(chosen.begin <= at < chosen.end for at in (marked if is_beyond else facts.corrections_asked))
