"""Orders in `mingjing rebuild --check`: derived columns, agenda and board, made anew from their acts."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from foundation.models import Agenda
from hierarchy.models import Hall
from reporting.models import Board
from rulebook.supervision import OrderEvent as Known
from tenants.directives import writing
from tenants.directives.models import OrderEvent, SupervisionOrder

BOARD = ("number", "department", "level", "clock", "rung", "at")


def check(hall: Hall, compare: Callable[[str, str, str, Any, Any], None]) -> None:
    """Every order of the hall that is entered, in the snapshot that the caller holds."""
    histories: dict[int, list[Known]] = defaultdict(list)
    for row in OrderEvent.objects.order_by("order_id", "sequence"):
        histories[row.order_id].append(writing.as_event(row))
    agenda = dict(Agenda.objects.filter(handler=writing.REPLY, hall=hall.code).values_list("key", "at"))
    board = {
        key: tuple(said)
        for key, *said in Board.objects.filter(hall=hall.code, kind=writing.KIND).values_list("key", *BOARD)
    }
    for order in SupervisionOrder.objects.order_by("pk"):
        key, events = str(order.pk), histories[order.pk]
        expected = writing.columns(order, events)
        compare(hall.code, "order", key, expected, {name: getattr(order, name) for name in expected})
        thing, row = writing.thing(hall, order, events), writing.board_row(hall, order, events)
        compare(hall.code, "order agenda", key, thing.at if thing else None, agenda.pop(key, None))
        shown = tuple(getattr(row, name) for name in BOARD) if row else None
        compare(hall.code, "order board", key, shown, board.pop(key, None))
    for what, left in (("order agenda", agenda), ("order board", board)):
        for key, found in left.items():
            compare(hall.code, what, key, None, found)
