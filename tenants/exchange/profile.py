"""A profile is data: which names of a file mean what. Shipped ones lie in `profiles/`, a user's own is a YAML file.

The form is described in docs/howto/ingest.md; what does not follow it is refused with the member that is wrong.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

import yaml

from foundation.errors import Refusal
from rulebook.case import Anchor, CaseType, EventKind, LimitRule, Outcome
from rulebook.clock import Limit, Unit
from tenants.exchange.formats.names import Columns, normalised
from tenants.exchange.members import Members
from tenants.exchange.times import Clockwork

SHIPPED = Path(__file__).with_name("profiles")
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
LARGEST_FILE = 1024**2

# What databases and people write where there is nothing.
NOTHING = ("-", "--", "/", "null", "none", "nan", "n/a", r"\N", "无", "0000-00-00", "0000-00-00 00:00:00")
BLANKS = frozenset(normalised(word) for word in NOTHING)
CHANNELS = ("WINDOW", "WEB", "MOBILE", "COURIER", "OTHER")  # GB/T 39046: window, computer, mobile, courier, other

Names = tuple[str, ...]


class BadProfile(Refusal):
    """The profile is not there or does not follow the form; `field` names the member."""

    code = "BAD_PROFILE"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an activity or a moment of a case is recorded as."""

    kind: EventKind
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class MomentRule:
    """A time that the case itself states, and what happened then."""

    names: Names
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class ItemRule:
    """The item that is made at first use. `names` lead to a code in the row, which then counts instead."""

    code: str
    name: str
    type_code: str
    case_type: CaseType
    names: Names
    title_names: Names


@dataclass(frozen=True, slots=True)
class Words:
    """Names whose value is taken as it is, or translated; `default` where there is none."""

    names: Names
    default: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Profile:
    name: str
    record: Literal["event", "case"]
    clockwork: Clockwork
    encodings: Names
    recognised_by: Names
    case: Names
    event_id: Names
    item: ItemRule
    limit: LimitRule | None
    deadline: Names
    department: Words
    section: Words
    applicant: Words
    channel: Words
    moments: tuple[MomentRule, ...]
    time: Names
    activity: Names
    lifecycle: Names
    begun: frozenset[str]
    activities: Mapping[str, Meaning]
    status: Names
    endings: Mapping[str, Meaning]
    begins_with_first_event: bool
    keep: Names
    blanks: frozenset[str]

    @property
    def source(self) -> str:
        """Of the events: with their identity it makes a second run change nothing."""
        return f"ingest:{self.name}"

    @property
    def columns(self) -> Columns:
        times = [*self.time, *(name for rule in self.moments for name in rule.names)]
        return Columns(self.case, tuple(times), self.encodings)


def shipped() -> list[str]:
    return sorted(path.stem for path in SHIPPED.glob("*.yaml"))


def load(name_or_file: str) -> Profile:
    """A shipped profile by its name, or one from a file. Raises `BadProfile`."""
    path = SHIPPED / f"{name_or_file}.yaml" if name_or_file in shipped() else Path(name_or_file)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise BadProfile(f"The profile {path.name} is larger than 1 MiB.", code="BAD_PROFILE")
        data = yaml.safe_load(path.read_text("utf-8-sig"))
    except OSError as error:
        known = ", ".join(shipped())
        raise BadProfile(f"No profile {name_or_file}: {error.strerror}. Shipped: {known}.") from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise BadProfile(f"The profile {path.name} is no YAML: {error}.") from error
    return parse(data)


def parse(data: Any) -> Profile:
    """A profile from its data. Raises `BadProfile`, naming the member that is wrong."""
    try:
        return _profile(Members.of(data))
    except Members.Wrong as error:
        raise BadProfile(f"{error.path or 'profile'}: {error}", field=error.path) from error


def _profile(data: Members) -> Profile:
    profile = Profile(
        name=data.text("name", NAME),
        record=data.one_of("record", ("event", "case")),  # type: ignore[arg-type]
        clockwork=Clockwork(data.convert("zone", ZoneInfo, "Asia/Shanghai"), data.texts("dates")),
        encodings=data.encodings("encodings"),
        recognised_by=data.names("recognised_by"),
        case=_of_case(data.names("case", is_needed=True)),
        event_id=data.names("event_id"),
        item=_item(data.inner("item", is_needed=True)),
        limit=_limit(data.inner("limit")),
        deadline=_of_case(data.names("deadline")),
        department=_words(data.inner("department"), "IMPORTED"),
        section=_words(data.inner("section"), ""),
        applicant=_words(data.inner("applicant"), ""),
        channel=_channel(data.inner("channel")),
        moments=tuple(_moment(one) for one in data.each("moments")),
        time=data.names("time"),
        activity=data.names("activity"),
        lifecycle=data.names("lifecycle"),
        begun=frozenset(data.names("begun")),
        activities=_meanings(data.inner("activities")),
        status=_of_case(data.names("status")),
        endings=_meanings(data.inner("endings")),
        begins_with_first_event=data.flag("begins_with_first_event"),
        keep=data.names("keep"),
        blanks=frozenset(data.names("blanks")) or BLANKS,
    )
    data.done(ignored=("title", "source", "note"))
    if profile.record == "case" and not profile.moments:
        raise Members.Wrong("moments", "A profile of rows that are cases needs at least one moment.")
    if profile.record == "event" and not profile.time:
        raise Members.Wrong("time", "A profile of events needs the name of their time.")
    return profile


def _of_case(names: Names) -> Names:
    """Tools that write XES as rows put `case:` before the attributes of a trace; that spelling is meant first."""
    return tuple(f"case:{name}" for name in names) + names


def _item(data: Members) -> ItemRule:
    item = ItemRule(
        code=data.text("code", re.compile(r".{1,64}")),
        name=data.text("name", re.compile(r".{1,128}")),
        type_code=data.text("type", re.compile(r"\d{2}"), "20"),
        case_type=data.convert("case_type", CaseType, "2"),
        names=_of_case(data.names("field")),
        title_names=_of_case(data.names("title_field")),
    )
    data.done()
    return item


def _limit(data: Members) -> LimitRule | None:
    if data.is_empty:
        return None
    limit = LimitRule(
        anchor=data.convert("anchor", Anchor, "ACCEPTED"),
        limit=Limit(data.whole("value"), data.convert("unit", Unit, "working_day")),
        basis=data.text("basis", re.compile(r".*"), ""),
    )
    data.done()
    return limit


def _words(data: Members, default: str) -> Words:
    words = Words(
        _of_case(data.names("field")),
        data.text("default", re.compile(r".{0,128}"), default),
        data.translations("values"),
    )
    data.done()
    return words


def _channel(data: Members) -> Words:
    words = _words(data, "WINDOW")
    for word in (words.default, *words.values.values()):
        if word not in CHANNELS:
            raise Members.Wrong("channel", f"{word!r} is not one of {', '.join(CHANNELS)}.")
    return words


def _moment(data: Members) -> MomentRule:
    rule = MomentRule(_of_case(data.names("field", is_needed=True)), _meaning(data))
    data.done()
    return rule


def _meanings(data: Members) -> Mapping[str, Meaning]:
    """By activity or status, spelled as in the file."""
    found = {}
    for name, one in data.inners():
        found[normalised(name)] = _meaning(one, "CONCLUDED")
        one.done()
    data.done()
    return found


def _meaning(data: Members, kind: str | None = None) -> Meaning:
    outcome = data.convert("outcome", lambda text: Outcome(text).value if text else "", "")
    return Meaning(data.convert("kind", EventKind, kind), outcome)
