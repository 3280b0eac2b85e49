"""阶梯: publishing a hall's ladder of measures, and what holds in a hall by all tiers above it."""

from collections.abc import Sequence
from dataclasses import asdict

from foundation.clock import local_day, now
from foundation.errors import Refusal
from hierarchy.local_rules import cite
from hierarchy.models import Hall, Ladder
from hierarchy.tree import ancestors
from rulebook.ladder import Rung, Step, Weight, bad_rungs, effective, loosened


class BadLadder(Refusal):
    """The ladder cannot be published; `code` says why and `step` at which rung."""

    code = "BAD_VALUE"


def ladder_of(hall: Hall) -> list[Rung]:
    """What holds in a hall: the tightest of its own ladder and of those above; empty where nobody published one."""
    return effective(_published(ancestors(hall.path)))


def own_ladder(hall: Hall) -> Ladder | None:
    """The one that the hall itself published last."""
    return Ladder.objects.filter(hall=hall).order_by("-pk").first()


def publish(hall: Hall, rungs: Sequence[Rung], *, article: str, person_name: str) -> Ladder:
    """A new ladder for the hall and all below, by an article of the register.

    Raises BadLadder: no ladder, looser than above; `local_rules.BadRule`: an article that it cannot rest on.
    """
    basis = cite(hall, article, on=local_day(now()))
    return keep(hall, rungs, basis=basis, article=article, person_name=person_name)


def keep(hall: Hall, rungs: Sequence[Rung], *, basis: str, article: str = "", person_name: str) -> Ladder:
    """Like `publish`, with a basis that is in no register (a demo). Raises BadLadder."""
    if why := bad_rungs(rungs):
        raise BadLadder("This is no ladder.", code=why, field="rungs")
    step = loosened(effective(_published(ancestors(hall.path)[:-1])), rungs)
    if step is not None:
        raise BadLadder(f"{step.value} would come later than above.", code="LOOSER", field="rungs", step=step.value)
    kept = [{name: value for name, value in asdict(rung).items() if name != "tier"} for rung in rungs]
    return Ladder.objects.create(
        hall=hall, rungs=kept, basis=basis, article=article, person_name=person_name, published_at=now()
    )


def _published(codes: Sequence[str]) -> list[list[Rung]]:
    """The last ladder of each of these halls, in their order."""
    last: dict[str, list[Rung]] = {}
    for ladder in Ladder.objects.filter(hall__code__in=codes).select_related("hall").order_by("pk"):
        last[ladder.hall.code] = [
            Rung(Step(one["step"]), Weight(one["weight"]), one["count"], one["days"], ladder.hall.code)
            for one in ladder.rungs
        ]
    return [last[code] for code in codes if code in last]
