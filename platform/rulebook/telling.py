"""通知: when a message may leave by a channel, what it costs, and whose fault it is when it does not go.

The card asks for prompts by short message; no law says how. What stands here is ours: figures that differ by hall are
data (`SendingHours`, price, cap), what is the same everywhere are the constants below.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from math import ceil

from rulebook.calendar import SHANGHAI, Calendar

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=20), timedelta(minutes=5)
MOST_TRIES = 6
EXPIRES_AFTER = timedelta(hours=72)
LONGEST_LOOK = 60  # days; no holiday is nearly as long
# Short messages in Chinese: 70 characters in one, 67 in each of several (UCS-2 in 140 octets, 3GPP TS 23.040).
ONE_SMS, PART_OF_SMS = 70, 67


class Channel(StrEnum):
    """渠道 besides the list in the application, which never waits."""

    EMAIL = "EMAIL"
    SMS = "SMS"


class DeliveryState(StrEnum):
    """WAITING -> SENT (the gateway has it) -> DELIVERED (it said so); DEAD until somebody sends again or sets aside."""

    WAITING = "WAITING"
    SENT = "SENT"
    DELIVERED = "DELIVERED"
    DEAD = "DEAD"
    SET_ASIDE = "SET_ASIDE"


class NeverOpen(ValueError):
    """Quiet hours leave nothing of the office hours."""

    code = "NEVER_OPEN"


@dataclass(frozen=True, slots=True)
class SendingHours:
    """When a channel may be used: in office hours only, and not in quiet hours, which may span midnight."""

    is_office_only: bool = True
    quiet_from: time | None = None
    quiet_to: time | None = None


def leaves_at(at: datetime, hours: SendingHours, calendar: Calendar) -> datetime:
    """The first moment from `at` on at which the channel may be used. Raises NeverOpen."""
    moment = at.astimezone(SHANGHAI)
    last = moment + timedelta(days=LONGEST_LOOK)
    while moment <= last:
        moved = _after_quiet(_in_office(moment, calendar) if hours.is_office_only else moment, hours)
        if moved == moment:
            return moment
        moment = moved
    raise NeverOpen("quiet hours leave nothing of the office hours")


def segments(text: str) -> int:
    """How many short messages a text is, as carriers count it."""
    return 1 if len(text) <= ONE_SMS else ceil(len(text) / PART_OF_SMS)


def is_within_cap(cost: int, *, spent: int, cap: int | None) -> bool:
    """Whether a message of this cost may still go in a month in which so much was spent; without a cap always."""
    return cap is None or spent + cost <= cap


def wait(failures: int) -> timedelta:
    """After so many failures in a row, at least one: 20 seconds, doubled each time, at most 5 minutes."""
    doubled: int = 2 ** min(failures - 1, 10)
    return min(LONGEST_WAIT, FIRST_WAIT * doubled)


@dataclass(frozen=True, slots=True)
class Line:
    """A channel as its gateway answers: failures since it last took something, and until when it is left alone."""

    failures: int = 0
    answered_at: datetime | None = None
    waits_until: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        return self.waits_until is None or self.waits_until <= now


@dataclass(frozen=True, slots=True)
class Failed:
    """The channel after a failure, when the message may be tried again, and whether it is the message's own fault."""

    line: Line
    retry_at: datetime
    is_own: bool


def failed(line: Line, *, last_tried_at: datetime | None, tries: int, now: datetime, asked: timedelta | None) -> Failed:
    """What follows when the gateway could not be reached or broke down over a message.

    The message is at fault if others went through since it failed the last time; then it alone waits, by its own count.
    Otherwise it may be the gateway, and the next one is tried. When that fails as well, the channel is closed for a
    while that doubles: a gateway that is down is asked by two messages at a time, and no message holds up the others.
    `asked`: how long the gateway asked us to wait.
    """
    if last_tried_at is not None and line.answered_at is not None and line.answered_at > last_tried_at:
        return Failed(line, now + wait(tries + 1), True)
    count = line.failures + 1
    pause = max(wait((count + 1) // 2), asked or timedelta(0))
    is_closed = count % 2 == 0 or asked is not None
    after = Line(count, line.answered_at, now + pause if is_closed else line.waits_until)
    return Failed(after, now + pause, False)


def is_given_up(tries: int, *, due_at: datetime, now: datetime) -> bool:
    """Tried too often by its own fault, or waited too long for a gateway that is down."""
    return tries >= MOST_TRIES or now - due_at > EXPIRES_AFTER


def placeholders(text: str) -> list[str] | None:
    """The names in braces, in their order; None if a brace stands alone or holds anything but a name."""
    names, rest = [], text
    while "{" in rest or "}" in rest:
        before, opened, rest = rest.partition("{")
        name, closed, rest = rest.partition("}")
        if "}" in before or not opened or not closed or not (name.isascii() and name.isidentifier()):
            return None
        names.append(name)
    return names


def worded(text: str, words: Mapping[str, str]) -> str:
    """The text with each placeholder filled in, once: what stands in a word is never read as a placeholder."""
    found, rest = [], text
    while "{" in rest:
        before, _, rest = rest.partition("{")
        name, _, rest = rest.partition("}")
        found += [before, words[name]]
    return "".join([*found, rest])


def _in_office(moment: datetime, calendar: Calendar) -> datetime:
    """The moment if the office is open then, else when it opens next."""
    day = moment.date()
    while True:
        if calendar.is_working_day(day):
            for begin, end in calendar.hours:
                opens, closes = _at(day, begin), _at(day, end)
                if moment < closes:
                    return max(moment, opens)
        day += timedelta(days=1)


def _after_quiet(moment: datetime, hours: SendingHours) -> datetime:
    begin, end = hours.quiet_from, hours.quiet_to
    if begin is None or end is None or begin == end:
        return moment
    clock = moment.time()
    if begin < end:
        return _at(moment.date(), end) if begin <= clock < end else moment
    if clock >= begin:
        return _at(moment.date() + timedelta(days=1), end)
    return _at(moment.date(), end) if clock < end else moment


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, SHANGHAI)
