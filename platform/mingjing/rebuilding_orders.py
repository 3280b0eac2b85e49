"""Matters in `mingjing rebuild --check`: derived columns, agenda and board, made anew from their acts."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from foundation.models import Agenda
from hierarchy.models import Hall
from reporting.models import Board
from rulebook.supervision import ActDone
from tenants.alerts.models import AlertNote
from tenants.cases.models import Case
from tenants.directives import writing
from tenants.directives.lives import MATTERS
from tenants.directives.models import RedDecision
from tenants.directives.withdrawing import WITHDRAWN
from tenants.directives.writing import Life

BOARD = ("number", "department", "level", "clock", "rung", "at")
Compare = Callable[[str, str, str, Any, Any], None]


def check(hall: Hall, compare: Compare) -> None:
    """Every matter of the hall that is entered, in the snapshot that the caller holds."""
    for matters, life in MATTERS.items():
        _check(hall, compare, life, matters)
    _check_withdrawn(hall, compare)


def _check_withdrawn(hall: Hall, compare: Compare) -> None:
    """What decisions withdrew stands on the cases, and a note beside each red."""
    decided: dict[str, list[str]] = defaultdict(list)
    for reds in RedDecision.objects.order_by("pk").values_list("reds", flat=True):
        for key in reds:
            decided[key.partition("|")[0]].append(key)
    stored = {str(key): reds for key, reds in Case.objects.exclude(withdrawn=[]).values_list("pk", "withdrawn")}
    for key in sorted(decided.keys() | stored.keys()):
        compare(hall.code, "withdrawn", key, sorted(decided.get(key, [])), sorted(stored.get(key, [])))
    noted = AlertNote.objects.filter(kind=WITHDRAWN).count()
    compare(hall.code, "withdrawn", "notes", sum(map(len, decided.values())), noted)


def _check(hall: Hall, compare: Compare, life: Life, matters: Any) -> None:
    what, link = life.kind.lower(), f"{life.link}_id"
    rows: Any = life.events
    histories: dict[int, list[ActDone]] = defaultdict(list)
    for row in rows.objects.order_by(link, "sequence"):
        histories[getattr(row, link)].append(writing.as_event(row))
    agenda = dict(Agenda.objects.filter(handler=life.due, hall=hall.code).values_list("key", "at"))
    found = Board.objects.filter(hall=hall.code, kind=life.kind).values_list("key", *BOARD)
    board = {key: tuple(said) for key, *said in found}
    for matter in matters.objects.order_by("pk"):
        key, events = str(matter.pk), histories[matter.pk]
        expected = writing.derive(life, matter, events)
        compare(hall.code, what, key, expected, {name: getattr(matter, name) for name in expected})
        thing, row = writing.thing(life, hall, matter, events), writing.board_row(life, hall, matter, events)
        compare(hall.code, f"{what} agenda", key, thing.at if thing else None, agenda.pop(key, None))
        shown = tuple(getattr(row, name) for name in BOARD) if row else None
        compare(hall.code, f"{what} board", key, shown, board.pop(key, None))
    for where, left in (("agenda", agenda), ("board", board)):
        for key, stored in left.items():
            compare(hall.code, f"{what} {where}", key, None, stored)
