"""The one writer of acts on matters: folds, writes derived columns, the row of the board and the agenda, once each.

What differs between an order and an accountability case is said by its `Life`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from foundation import agenda, outbox
from foundation.agenda import Thing
from foundation.errors import Refusal
from foundation.outbox import Message
from hierarchy.models import Hall
from hierarchy.posts import Actor
from reporting import board
from reporting.board import BoardRow
from rulebook.signals import Level
from rulebook.supervision import ActDone
from tenants.audit import sealing
from tenants.cases import reading
from tenants.directives.models import MatterEvent


class BadOrder(Refusal):
    """This cannot be done with the matter now; `code` says why (the `objection` of its rules)."""

    code = "ORDER_OUT_OF_TURN"


@dataclass(frozen=True, slots=True)
class Life:
    """One kind of matter: its rules (a module of the rulebook), where its acts are kept, who is told of them.

    `columns` are the derived columns, of its events; `level` is that of the board once it was
    escalated. `due` and `told` name its handlers. `link` leads from an event
    to its matter. An act that is in neither set is told to nobody; ESCALATED is told to everybody, and above.
    """

    kind: str  # of its rows on the board and of its messages
    rules: Any
    events: type[MatterEvent]
    link: str
    due: str
    told: str
    columns: Callable[[Any, Sequence[ActDone]], dict[str, Any]]
    level: Callable[[Any, Any], str]
    to_department: frozenset[StrEnum]
    to_supervisors: frozenset[StrEnum]
    bad: frozenset[StrEnum]  # told in red


def events_of(life: Life, matter: Any) -> list[ActDone]:
    """As the rulebook knows them."""
    rows: Any = life.events
    return [as_event(row) for row in rows.objects.filter(**{life.link: matter}).order_by("sequence")]


def as_event(row: MatterEvent) -> ActDone:
    return ActDone(row.sequence, row.act, row.at, str(row.person) if row.person else "", row.detail)


def append(
    life: Life,
    hall: Hall,
    matter: Any,
    act: StrEnum,
    *,
    at: datetime,
    detail: Mapping[str, Any],
    actor: Actor | None,
) -> None:
    """Records an act of a matter that the caller has locked, in his transaction. Raises BadOrder."""
    known = events_of(life, matter)
    person = str(actor.person_id) if actor else ""
    if known:
        facts, terms = life.rules.fold(known), reading.terms_of(matter)
        why = life.rules.objection(act, facts, terms, person=person, now=at)
        if why:
            raise BadOrder("This cannot be done now.", code=why, act=act.value)
    rows: Any = life.events
    row = rows.objects.create(
        **{life.link: matter},
        sequence=matter.sequence + 1,
        act=act.value,
        at=at,
        detail=dict(detail),
        person=actor.person_id if actor else None,
        person_name=actor.person_name if actor else "",
        post=actor.post_id if actor else None,
        from_hall=actor.hall_code if actor else "",
    )
    events = [*known, as_event(row)]
    derived = derive(life, matter, events)
    for name, value in derived.items():
        setattr(matter, name, value)
    matter.save(update_fields=list(derived))
    follow(life, hall, matter, events)
    outbox.send([Message(life.told, hall.code, str(row.pk), at)])
    sealing.ask(hall.code)


def derive(life: Life, matter: Any, events: Sequence[ActDone]) -> dict[str, Any]:
    """The derived columns."""
    said = {name: event.detail[name] for event in events for name in ("number", "subject") if name in event.detail}
    shared = {"number": said.get("number", ""), "subject": said["subject"], "sequence": events[-1].sequence}
    return shared | life.columns(matter, events)


def thing(life: Life, hall: Hall, matter: Any, events: Sequence[ActDone]) -> Thing | None:
    """The row that has its next moment worked; None if nothing is to come."""
    found = life.rules.next_moment(life.rules.fold(events), reading.terms_of(matter))
    return Thing(life.due, hall.code, str(matter.pk), found[0], priority=3) if found else None


def board_row(life: Life, hall: Hall, matter: Any, events: Sequence[ActDone]) -> BoardRow | None:
    """What was issued and is not decided: yellow while an answer may still come in time, red when it is past."""
    facts = life.rules.fold(events)
    if not facts.is_open or facts.issued_at is None:
        return None
    return BoardRow(
        hall=hall.code,
        path=hall.path,
        kind=life.kind,
        key=str(matter.pk),
        number=matter.number,
        item="",
        department=matter.department,
        level=life.level(matter, facts) if facts.is_escalated else Level.YELLOW.value,
        clock=facts.waits_for,
        rung=facts.state.value,
        at=facts.issued_at,
        is_case_open=True,
    )


def follow(life: Life, hall: Hall, matter: Any, events: Sequence[ActDone]) -> None:
    """The rows that others read and work: of the board and of the agenda."""
    row, next_one = board_row(life, hall, matter, events), thing(life, hall, matter, events)
    if row:
        board.put([row])
    else:
        board.remove(hall.code, life.kind, [str(matter.pk)])
    if next_one:
        agenda.put([next_one])
    else:
        agenda.drop(life.due, hall.code, [str(matter.pk)])
