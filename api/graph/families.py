"""Halls that are answered together: whatever is asked of one is read for all of them in one statement.

A family is the halls of one level of the answer. Figures that a node and its children ask with the same arguments are
read once for both: the root resolver looks ahead and joins the two levels.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from hierarchy.models import Hall
from hierarchy.posts import Actor
from hierarchy.tree import ancestors
from reporting import feeds
from reporting.compare import ALL, Figures, Period, Restriction, rollup
from reporting.feeds import Link


@dataclass(frozen=True, slots=True)
class Question:
    """Figures that are asked for: the arguments of `rollup` and `ownRollup`."""

    period: Period
    own: bool = False
    restriction: Restriction = ALL


@dataclass
class Shelf:
    """What was read in this operation, by question and hall; shared by all families."""

    actor: Actor
    now: datetime
    figures: dict[Question, dict[str, Figures]] = field(default_factory=dict)

    def read(self, question: Question, codes: Iterable[str]) -> None:
        known = self.figures.setdefault(question, {})
        missing = [code for code in codes if code not in known]
        if missing:
            known |= rollup(
                missing,
                period=question.period,
                now=self.now,
                own=question.own,
                restriction=question.restriction,
            )


@dataclass
class Family:
    """Halls of one level, and the ones below and above them once they were asked for."""

    shelf: Shelf
    halls: Sequence[Hall]
    level_below: "Family | None" = None
    above: dict[str, Hall] | None = None
    links: dict[str, Link] | None = None

    def link(self, hall: Hall) -> Link:
        """How each is connected; for all of the family and its parents' at once."""
        if self.links is None:
            top = self.shelf.actor.hall_code
            self.links = feeds.links([one.code for one in self.halls], top=top, now=self.shelf.now)
        return self.links[hall.code]

    def figures(self, hall: Hall, question: Question) -> Figures:
        if hall.code not in self.shelf.figures.get(question, {}):
            self.shelf.read(question, [one.code for one in self.halls])
        return self.shelf.figures[question][hall.code]

    @property
    def below(self) -> "Family":
        """The children of all its halls, as one family; empty for a role without reach."""
        if self.level_below is None:
            is_seen = self.shelf.actor.reaches_below and self.halls
            parents = [hall.pk for hall in self.halls]
            children = list(Hall.objects.filter(parent__in=parents).order_by("path")) if is_seen else []
            self.level_below = Family(self.shelf, children)
        return self.level_below

    def children(self, hall: Hall) -> "list[HallView]":
        return [HallView(child, self.below) for child in self.below.halls if child.parent_id == hall.pk]

    def ancestors(self, hall: Hall) -> list[Hall]:
        """From the top of the caller's jurisdiction down to the parent."""
        if self.above is None:
            codes = {code for one in self.halls for code in ancestors(one.path)[:-1]}
            rows = Hall.objects.filter(code__in=codes, path__startswith=self.shelf.actor.hall_path) if codes else []
            self.above = {one.code: one for one in rows} if self.shelf.actor.reaches_below else {}
        return [self.above[code] for code in ancestors(hall.path)[:-1] if code in self.above]

    @property
    def views(self) -> "list[HallView]":
        return [HallView(hall, self) for hall in self.halls]


@dataclass(frozen=True, slots=True)
class HallView:
    """A hall among those that are answered together."""

    hall: Hall
    family: Family
