"""Walking the chain of each case: its events follow from one another, and the last one is the head of the case."""

from collections.abc import Callable, Iterator

from tenants.audit.verifying import Broken
from tenants.cases import reading
from tenants.cases.models import Case, CaseEvent
from tenants.cases.writing import event_digest

CHUNK = 500
CASES, EVENTS = Case._meta.db_table, CaseEvent._meta.db_table


def verify_cases(*, passed: Callable[[int], None]) -> Iterator[Broken]:
    """Everything broken in the cases of the hall that is entered. `passed` is told of each chunk of events."""
    last = 0
    while cases := list(Case.objects.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        histories = reading.events_of(cases)
        for case in cases:
            yield from verify_case(case, histories[case.pk])
        passed(sum(len(events) for events in histories.values()))
        last = cases[-1].pk


def verify_case(case: Case, events: list[CaseEvent]) -> Iterator[Broken]:
    """The events of one case, in order. Goes on from what an event says, so that one break is told once."""
    sequence, digest = 0, b""
    for event in events:
        if event.sequence != sequence + 1:
            yield Broken(CASES, f"{case.pk}", f"{case.number}: event {sequence + 1} is missing")
        elif event_digest(case.number, event, digest) != bytes(event.digest):
            yield Broken(EVENTS, f"{event.pk}", f"{case.number}: event {event.sequence} does not follow")
        sequence, digest = event.sequence, bytes(event.digest)
    if (case.sequence, bytes(case.digest)) != (sequence, digest):
        yield Broken(
            CASES, f"{case.pk}", f"{case.number}: its head is event {case.sequence}, the last one is {sequence}"
        )
