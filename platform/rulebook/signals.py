"""亮灯规则 as data: which situation gives which signal. A ladder is its rungs; a rung is a moment and what it lights.

Yellow means near the limit in 泉州 and 成都 and past it in 湛江 (family RS20), so no colour has a meaning of its own
here. The rules in prose, with worked numbers, are in docs/rules/signals.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, Self

from rulebook.case import ClockName
from rulebook.clock import Limit, Unit


class Level(StrEnum):
    """What kind of signal a rung raises."""

    PROMPT = "PROMPT"  # 提示
    YELLOW = "YELLOW"
    RED = "RED"
    ADVICE = "ADVICE"  # 监察建议


class Colour(StrEnum):
    """What the lamp shows from a rung on; GREEN leaves it as it was."""

    GREEN = "GREEN"
    YELLOW = "YELLOW"
    RED = "RED"


class Card(StrEnum):
    """What a rung proposes. A lamp only proposes it: a card is an issued act, and only cards score."""

    YELLOW_CARD = "YELLOW_CARD"  # 黄牌
    RED_CARD = "RED_CARD"  # 红牌
    ADVICE = "ADVICE"  # 监察建议书, 整改建议书


class OffsetUnit(StrEnum):
    """How the way from the anchor is counted; PERCENT is a share of the limit, rounded up to whole units."""

    WORKING_DAY = "working_day"
    NATURAL_DAY = "natural_day"
    WORKING_HOUR = "working_hour"
    PERCENT = "percent"


class Edge(StrEnum):
    """When on its day a rung is reached: as business opens, as it closes, or when the day is over in law."""

    OPEN = "open"
    CLOSE = "close"
    END = "end"


class Told(StrEnum):
    """Whom a rung tells, in the hall of the case."""

    HANDLER = "HANDLER"  # the clerks of the department where nobody handles the case
    APPROVER = "APPROVER"  # 审批人, the leaders of the hall
    INSPECTOR = "INSPECTOR"
    SUPERVISOR = "SUPERVISOR"
    HALL_ADMIN = "HALL_ADMIN"


IN_APP: Final = "IN_APP"
CHANNELS: Final = frozenset({IN_APP})  # by which people can be told; another way of telling is another code

# The ends of clocks that rungs are counted from are named as the clocks are. Beside them:
ANY: Final = "ANY"  # of every clock that has no rungs of its own, but the statutory one
REPLY: Final = "REPLY"  # the reply that a supervision order asks for
BREACH: Final = "BREACH"  # a breach that is no lateness (异常); `Rung.of` names it, empty: every one
CLOCKS: Final = frozenset(name.value for name in ClockName) - {ClockName.LOOP.value, ClockName.RULE.value}
COVERED: Final = CLOCKS - {ClockName.STATUTORY.value}
ANCHORS: Final = CLOCKS | {ANY, REPLY, BREACH}


@dataclass(frozen=True, slots=True, order=True)
class Telling:
    """A role, and the code of the channel."""

    role: Told
    channel: str = IN_APP


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a rung comes from: the hall and tier that published it, in which version, from when, and by which article.

    `article` is the key of the article, `cited` how it reads: rule, number.
    """

    hall: str
    tier: str
    version: int
    from_on: str
    article: str
    cited: str


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung. `offset` from the end of its anchor, negative before it; `level` None lights the lamp, alerts nobody.

    `shortest` and `longest`: for limits of so many units, and no others; a limit in months is as long as any.
    """

    code: str
    anchor: str
    offset: int = 0
    unit: OffsetUnit = OffsetUnit.WORKING_DAY
    edge: Edge = Edge.END
    level: Level | None = None
    colour: Colour = Colour.GREEN
    shortest: int = 0
    longest: int | None = None
    of: str = ""
    tell: tuple[Telling, ...] = ()
    proposes: Card | None = None
    name: str = ""  # as the local rule calls it
    origin: Origin | None = field(default=None, compare=False)

    @property
    def is_before(self) -> bool:
        """Reached while the limit still runs."""
        return self.offset < 0 or (self.offset == 0 and self.edge is not Edge.END)

    @property
    def key(self) -> tuple[str, ...]:
        """Two rungs of one ladder with one key are the same rung."""
        kind = "hour" if self.unit is OffsetUnit.WORKING_HOUR else ""
        return self.anchor, self.of, self.code, kind, str(self.shortest), str(self.longest or "")

    def fits(self, limit: Limit | None) -> bool:
        """Whether it is a rung of a limit of this length; None is a date that was stated.

        Rungs in hours are those of limits in hours and of no others; one at the very end is every limit's.
        """
        if self.offset == 0 and self.edge is Edge.END:
            is_of_kind = True
        else:
            is_hours = limit is not None and limit.unit is Unit.WORKING_HOUR
            is_of_kind = self.unit is OffsetUnit.PERCENT or is_hours == (self.unit is OffsetUnit.WORKING_HOUR)
        if limit is None:
            return is_of_kind and self.longest is None and self.unit is not OffsetUnit.PERCENT
        if limit.unit is Unit.MONTH:
            return is_of_kind and self.longest is None
        return is_of_kind and limit.value >= self.shortest and (self.longest is None or limit.value <= self.longest)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Raises ValueError or KeyError for words that are no rung's."""
        origin = data.get("origin")
        return cls(
            code=data["code"],
            anchor=data["anchor"],
            offset=data.get("offset", 0),
            unit=OffsetUnit(data.get("unit", OffsetUnit.WORKING_DAY)),
            edge=Edge(data.get("edge", Edge.END)),
            level=Level(data["level"]) if data.get("level") else None,
            colour=Colour(data.get("colour", Colour.GREEN)),
            shortest=data.get("shortest", 0),
            longest=data.get("longest"),
            of=data.get("of", ""),
            tell=tuple(Telling(Told(one["role"]), one["channel"]) for one in data.get("tell", ())),
            proposes=Card(data["proposes"]) if data.get("proposes") else None,
            name=data.get("name", ""),
            origin=Origin(**origin) if origin else None,
        )

    def to_json(self) -> dict[str, Any]:
        """What it says that is not as by default."""
        said: dict[str, Any] = {"code": self.code, "anchor": self.anchor, "offset": self.offset}
        said |= {"unit": self.unit.value, "edge": self.edge.value, "colour": self.colour.value}
        said |= {"tell": [{"role": one.role.value, "channel": one.channel} for one in self.tell]}
        said |= {"level": self.level.value} if self.level else {}
        said |= {name: value for name in ("shortest", "longest", "of", "name") if (value := getattr(self, name))}
        said |= {"proposes": self.proposes.value} if self.proposes else {}
        origin = self.origin
        return said | ({"origin": {name: getattr(origin, name) for name in Origin.__slots__}} if origin else {})


@dataclass(frozen=True, slots=True)
class Ladder:
    """What holds for a case: its rungs, and how many hours a source that reports in batches has to report.

    `delays`: by source, `*` for every other one; what a source states later than that raises its alert late.
    """

    rungs: tuple[Rung, ...]
    delays: Mapping[str, int] = field(default_factory=dict)
    _by_anchor: Mapping[str, tuple[Rung, ...]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_anchor", MappingProxyType(by_anchor(self.rungs)))

    def of(self, anchor: str) -> tuple[Rung, ...]:
        """The rungs of an anchor; of a clock without its own those of any clock."""
        return self._by_anchor.get(anchor) or (self._by_anchor.get(ANY, ()) if anchor in COVERED else ())

    def anchored(self, anchor: str) -> str:
        """Under which anchor the rungs of a clock stand."""
        return anchor if anchor in self._by_anchor else ANY

    def of_breach(self, code: str) -> Rung | None:
        """The rung of a breach, by its own code first."""
        found = [rung for rung in self.of(BREACH) if rung.of in (code, "")]
        return max(found, key=lambda rung: bool(rung.of), default=None)

    def rung(self, clock: str, code: str) -> Rung | None:
        """The rung that raised an alert of this clock (`STAGE:<name>` for one of a stage) under this code."""
        name, _, which = clock.partition(":")
        if name in (ClockName.LOOP, ClockName.RULE):
            return self.of_breach(which or code)
        return next((rung for rung in self.of(name) if rung.code == code), None)

    def delay(self, source: str) -> int:
        """Hours; a window reports at once."""
        return self.delays.get(source, self.delays.get("*", 0)) if source else 0

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(tuple(map(Rung.from_json, data["rungs"])), dict(data.get("delays", {})))

    def to_json(self) -> dict[str, Any]:
        return {"rungs": [rung.to_json() for rung in self.rungs], "delays": dict(self.delays)}


def by_anchor(rungs: Iterable[Rung]) -> dict[str, tuple[Rung, ...]]:
    found: dict[str, tuple[Rung, ...]] = {}
    for rung in rungs:
        found[rung.anchor] = (*found.get(rung.anchor, ()), rung)
    return found


_HANDLER = (Telling(Told.HANDLER),)
_AND_INSPECTOR = (*_HANDLER, Telling(Told.INSPECTOR))
_HOUR = OffsetUnit.WORKING_HOUR


def _near(anchor: str, level: Level | None) -> tuple[Rung, ...]:
    """One working day before for limits of three or more, the last day for shorter ones, one hour for hours."""
    shown: dict[str, Any] = {"level": level, "colour": Colour.YELLOW, "tell": _HANDLER if level else ()}
    return (
        Rung("near", anchor, -1, edge=Edge.OPEN, shortest=3, **shown),
        Rung("near", anchor, 0, edge=Edge.OPEN, longest=2, **shown),
        Rung("near", anchor, -1, _HOUR, shortest=2, **shown),
    )


def _over(anchor: str) -> Rung:
    return Rung("over", anchor, level=Level.RED, colour=Colour.RED, tell=_AND_INSPECTOR, proposes=Card.RED_CARD)


# Where no tier has published another: near yellow, over red, a breach red; the statutory clock alerts when it is over.
DEFAULT: Final = Ladder(
    (
        *_near(ANY, Level.YELLOW),
        _over(ANY),
        *_near(ClockName.STATUTORY, None),
        _over(ClockName.STATUTORY),
        Rung("near", REPLY, -1, edge=Edge.OPEN, level=Level.YELLOW, colour=Colour.YELLOW, tell=_HANDLER),
        _over(REPLY),
        Rung("breach", BREACH, level=Level.RED, colour=Colour.RED, tell=_AND_INSPECTOR, proposes=Card.RED_CARD),
    )
)
