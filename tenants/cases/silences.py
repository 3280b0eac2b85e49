"""断报: beginning and ending the silence of a feed, and what is held while it lasts.

A rung that falls into a silence is not raised: nothing is known of the case. What was raised before stays and is shown
as waiting for data. When the feed is heard again it has until `held_until` to bring what it missed.
"""

from collections import defaultdict
from datetime import datetime

from django.db import connection, transaction

from foundation import agenda
from foundation.clock import now
from hierarchy.calendars import calendar, current_version
from hierarchy.models import Hall
from rulebook.silence import Silence, Silences, caught_up_at
from tenants.cases import deriving, reading
from tenants.cases.models import Case, FeedSilence

BEGAN, ENDED = "BEGAN", "ENDED"
CHUNK = 500
_LOCK = "hashtextextended(current_schema() || '/silences', 0)"


def of_hall() -> Silences:
    """Every silence of the hall that is entered, by source, oldest first."""
    found: dict[str, list[Silence]] = defaultdict(list)
    for source, kind, at, held_until in FeedSilence.objects.order_by("at", "pk").values_list(
        "source", "kind", "at", "held_until"
    ):
        if kind == BEGAN:
            found[source].append(Silence(at, None))
        elif found[source] and found[source][-1].held_until is None:
            found[source][-1] = Silence(found[source][-1].begin, held_until)
    return dict(found)


def hold_still() -> None:
    """Until the end of the transaction no silence of this hall begins or ends."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock_shared({_LOCK})")


def begin(hall: Hall, source: str, *, since: datetime) -> bool:
    """The feed counts as silent from now on; `since` is its last contact. False if it did already."""
    return _change(hall, source, is_silent=True, since=since)


def end(hall: Hall, source: str) -> bool:
    """The feed was heard again. False if it was not silent."""
    return _change(hall, source, is_silent=False, since=None)


def replay(source: str, silence: Silence, *, since: datetime, heard_at: datetime) -> None:
    """A silence that is over, as another system knew it; before anything of its cases is recorded here."""
    FeedSilence.objects.bulk_create(
        [
            FeedSilence(source=source, kind=BEGAN, at=silence.begin, since=since),
            FeedSilence(source=source, kind=ENDED, at=heard_at, held_until=silence.held_until),
        ]
    )


@transaction.atomic
def _change(hall: Hall, source: str, *, is_silent: bool, since: datetime | None) -> bool:
    # The cases first, then the hall: the worker takes them in this order too, so neither waits for the other.
    cases = list(
        Case.objects.select_for_update(of=("self",))
        .select_related("version")
        .filter(feed=source, ended_at=None)
        .order_by("number")
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock({_LOCK})")
    spans, moment = of_hall().get(source, ()), now()
    if bool(spans and spans[-1].held_until is None) == is_silent:
        return False
    until = None if is_silent else caught_up_at(moment, calendar=calendar(current_version(hall)))
    kind = BEGAN if is_silent else ENDED
    FeedSilence.objects.create(source=source, kind=kind, at=moment, since=since, held_until=until)
    told = of_hall()
    for start in range(0, len(cases), CHUNK):
        _move_agenda(hall, cases[start : start + CHUNK], told)
    return True


def _move_agenda(hall: Hall, cases: list[Case], told: Silences) -> None:
    """What is still to be raised of these cases moves: out of the silence, or to its end. All else stays."""
    histories = reading.events_of(cases)
    things, gone = [], []
    for case in cases:
        projection = reading.projection_of(case, histories[case.pk], told, worked_to=case.worked_to)
        thing = deriving.agenda(hall.code, case, projection)
        if thing:
            things.append(thing)
        else:
            gone.append(str(case.pk))
    agenda.put(things)
    agenda.drop(deriving.CLOCK, hall.code, gone)
