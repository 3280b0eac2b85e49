"""A hall moves in the tree: its place, its figures from that day on, and its rows on the board, in one transaction."""

from datetime import date

from django.db import transaction

from hierarchy import changing
from hierarchy.changing import Moved, Reason
from reporting import board, rollups


@transaction.atomic
def move(code: str, under: str, *, on: date, why: Reason) -> Moved:
    """See `hierarchy.changing.move`. Figures of the days before stay with the tiers that were above then."""
    # Before the tree changes: a fold that runs now spreads by the old one, and none begins until we are done.
    rollups.hold_folds()
    moved = changing.move(code, under, on=on, why=why)
    rollups.move(moved.hall.code, on=on, left=moved.left, reached=moved.reached)
    board.move(moved.path_before, moved.hall.path)
    return moved
