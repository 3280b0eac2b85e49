"""亮灯规则 of the tree: what each tier published, what holds in a hall, and publishing. Public schema.

The law of it is `rulebook.cascade`; the rules in prose are in docs/rules/signals.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from itertools import takewhile

from django.db import transaction
from django.db.models import QuerySet

from foundation.clock import local_day, now
from foundation.errors import Refusal
from hierarchy import local_rules
from hierarchy.models import Hall, SignalVersion
from hierarchy.tree import ancestors
from rulebook import cascade
from rulebook.cascade import NONE
from rulebook.signals import Ladder, Origin, Rung

LONGEST_REASON = 300


class BadLadder(Refusal):
    """The ladder cannot be published; `code` says why, `rung` and `tier` where (`rulebook.cascade.objections`)."""

    code = "BAD_LADDER"


@dataclass(frozen=True, slots=True)
class Published:
    """Every version that a hall and the tiers above it have published, the widest tier first."""

    hall: Hall
    versions: tuple[SignalVersion, ...]

    def __bool__(self) -> bool:
        return bool(self.versions)

    def in_force(self, item: str, *, on: date) -> Ladder:
        """What holds for an item of the hall (empty: for one without a ladder of its own) on a day."""
        return cascade.in_force(reduce(cascade.laid, map(_layer, self._layers(item, on)), NONE))

    def above(self, item: str, *, on: date) -> Ladder:
        """What is published above the hall's own ladder for this item."""
        own = (self.hall.pk, item)
        return reduce(cascade.laid, map(_layer, takewhile(lambda one: _key(one) != own, self._layers(item, on))), NONE)

    def with_draft(self, draft: "Draft", ladder: Ladder) -> "Published":
        """As it would be if this were published."""
        version = SignalVersion(
            hall=self.hall, item=draft.item, number=0, from_on=draft.from_on, ladder=ladder.to_json()
        )
        return Published(self.hall, (*self.versions, version))

    def _layers(self, item: str, on: date) -> list[SignalVersion]:
        """The version in force of each tier, that for all of its items before that for this one."""
        found: dict[tuple[int, str], SignalVersion] = {}
        for version in self.versions:
            if version.from_on <= on and version.item in ("", item):
                found[_key(version)] = version
        return sorted(found.values(), key=lambda one: (one.hall.path, one.item))


def published(hall: Hall) -> Published:
    """In one statement."""
    rows = versions_of(hall).order_by("hall__path", "from_on", "number")
    return Published(hall, tuple(rows))


def versions_of(hall: Hall) -> QuerySet[SignalVersion]:
    """Of a hall and of every tier above it."""
    return SignalVersion.objects.filter(hall__code__in=ancestors(hall.path)).select_related("hall")


@dataclass(frozen=True, slots=True)
class Draft:
    """What a tier would publish. `articles`: the key of the article that justifies each rung, in the order of these."""

    item: str
    from_on: date
    ladder: Ladder
    articles: Sequence[str]
    reason: str


def checked(hall: Hall, draft: Draft, known: Published) -> Ladder:
    """The ladder with the origin of each rung. Raises BadLadder, and the refusals of `local_rules.cited`."""
    if draft.from_on < local_day(now()):
        raise BadLadder("A ladder holds from today on or later.", code="IN_PAST", field="fromOn")
    if not draft.reason.strip() or len(draft.reason) > LONGEST_REASON:
        raise BadLadder(f"A reason has 1 to {LONGEST_REASON} characters.", code="REQUIRED", field="reason")
    number = _next_number(hall, draft.item, known.versions)
    cited = local_rules.cited(hall, draft.articles, on=draft.from_on)
    if len(draft.articles) != len(draft.ladder.rungs):
        raise BadLadder("Each rung cites the article that justifies it.", code="ARTICLE_NEEDED", field="rungs")
    rungs = tuple(
        _with_origin(rung, hall, number, draft.from_on, key, cited[key])
        for rung, key in zip(draft.ladder.rungs, draft.articles, strict=True)
    )
    ladder = replace(draft.ladder, rungs=rungs)
    found = cascade.objections(ladder, known.above(draft.item, on=draft.from_on))
    if found:
        first = found[0]
        raise BadLadder(first.message, code=first.code, field="rungs", rung=first.rung, tier=first.tier)
    return ladder


@transaction.atomic
def publish(hall: Hall, draft: Draft, *, person_name: str) -> SignalVersion:
    """A new version of the hall's ladder for all of its items or for one. Raises as `checked`."""
    Hall.objects.select_for_update(of=("self",)).get(pk=hall.pk)
    known = published(hall)
    ladder = checked(hall, draft, known)
    return SignalVersion.objects.create(
        hall=hall,
        item=draft.item,
        number=_next_number(hall, draft.item, known.versions),
        from_on=draft.from_on,
        ladder=ladder.to_json(),
        reason=draft.reason.strip(),
        person_name=person_name,
        published_at=now(),
    )


def _key(version: SignalVersion) -> tuple[int, str]:
    return version.hall_id, version.item


def _layer(version: SignalVersion) -> Ladder:
    return Ladder.from_json(version.ladder)


def _next_number(hall: Hall, item: str, versions: Iterable[SignalVersion]) -> int:
    return 1 + max((one.number for one in versions if _key(one) == (hall.pk, item)), default=0)


def _with_origin(rung: Rung, hall: Hall, number: int, from_on: date, article: str, cited: str) -> Rung:
    return replace(rung, origin=Origin(hall.code, hall.tier, number, from_on.isoformat(), article, cited))
