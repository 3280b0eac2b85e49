"""From raw records to what happened in which case: the profile's words applied, value by value."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from rulebook.case import EventKind
from tenants.exchange.formats.names import normalised, pick
from tenants.exchange.formats.raw import Raw
from tenants.exchange.problems import CONTENT_KEPT, Problem, Unreadable, shown
from tenants.exchange.profile import Meaning, Profile, Words

LONGEST = {"case": 64, "stage": 64, "department": 32, "section": 64, "applicant": 128, "item": 64, "title": 128}
LONGEST_KEPT = 1_000
# What a spreadsheet makes of a long number: its last digits are gone.
LOST_DIGITS = re.compile(r"\d(\.\d+)?E\+\d{2}", re.I)
EXACT = 2**53  # above it a floating-point number is not every whole number
NO_TEXT = re.compile("[\0\ud800-\udfff]")
ENDINGS = {EventKind.CONCLUDED, EventKind.DECLINED, EventKind.NOT_REQUIRED, EventKind.WITHDRAWN}
UNNAMED = "(unnamed)"


class Moment(NamedTuple):
    """One event to be. `identity` is what makes it itself among the events of its case.

    `is_own` is false for what the case states once and many rows may repeat: it is taken once.
    """

    kind: str
    at: str
    detail: dict[str, Any]
    identity: str
    is_own: bool


class Reading(NamedTuple):
    """A record that could be read. `is_event` says whether it counts as an event of the file."""

    case: str
    line: int
    is_event: bool
    moments: list[Moment]
    about: list[str]  # item, its title, department, section, applicant, channel


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the records of one file. `now` bounds what can have happened."""

    profile: Profile
    now: datetime

    def read(self, raw: Raw) -> tuple[Reading | None, str, list[Problem]]:
        """The reading, the case number where one can be read, and what is wrong.

        A row with anything wrong is not read at all; of a trace each attribute stands for itself.
        """
        number = ""
        try:
            number = self._case(raw)
            moments, flaws = self._moments(raw)
            if flaws and raw.is_event:
                raise flaws[0]
            if not moments and raw.is_event:
                raise Unreadable("NO_TIME", "The row states no time.")
            reading = Reading(number, raw.line, raw.is_event, moments, self._about(raw.case))
            return reading, number, [_problem(raw, flaw) for flaw in flaws]
        except Unreadable as flaw:
            # A trace that has no number: its events say so, each for itself.
            return None, number, [_problem(raw, flaw)] if raw.is_event else []

    def _case(self, raw: Raw) -> str:
        value = self._value(raw.case, self.profile.case)
        if value is None:
            raise Unreadable("NO_CASE", "No case number.")
        if isinstance(value, float) and value.is_integer() and abs(value) < EXACT:
            value = int(value)
        if isinstance(value, bool | float) or not isinstance(value, str | int):
            raise Unreadable("BAD_CASE", f"{shown(value)} is no case number.")
        text = _clean(str(value))
        if len(text) > LONGEST["case"]:
            raise Unreadable("BAD_CASE", f"The case number {shown(text)} has more than {LONGEST['case']} characters.")
        if LOST_DIGITS.fullmatch(text):
            raise Unreadable("BAD_CASE", f"{shown(text)} has lost digits in a spreadsheet.")
        return text

    def _moments(self, raw: Raw) -> tuple[list[Moment], list[Unreadable]]:
        flaws: list[Unreadable] = []
        moments = [self._event(raw)] if self.profile.record == "event" and raw.is_event else []
        added = self._stated(raw.case, flaws) if not raw.is_event or raw.case is raw.values else []
        return moments + added, flaws

    def _event(self, raw: Raw) -> Moment:
        """The record's own event: what its activity means, or a stage of that name."""
        profile = self.profile
        value = self._value(raw.values, profile.time)
        if value is None:
            raise Unreadable("NO_TIME", "The event states no time.")
        at = profile.clockwork.past(value, now=self.now)
        name = _clean(str(self._value(raw.values, profile.activity) or UNNAMED))
        meaning = profile.activities.get(normalised(name)) or self._stage(raw.values)
        detail = _outcome(meaning)
        if meaning.kind in (EventKind.STAGE_BEGUN, EventKind.STAGE_ENDED):
            detail["stage"] = name[: LONGEST["stage"]]
        detail |= self._kept(raw.values)
        own = self._value(raw.values, profile.event_id)
        identity = f"id|{_clean(str(own))}" if own is not None else _spelled(raw.values)
        return Moment(meaning.kind.value, at.isoformat(), detail, identity, is_own=True)

    def _stage(self, values: Mapping[str, Any]) -> Meaning:
        transition = normalised(self._value(values, self.profile.lifecycle) or "")
        return Meaning(EventKind.STAGE_BEGUN if transition in self.profile.begun else EventKind.STAGE_ENDED)

    def _stated(self, case: Mapping[str, Any], flaws: list[Unreadable]) -> list[Moment]:
        """What the case states of itself. The deadline goes with the first moment that opens it."""
        deadline = self._deadline(case, flaws)
        found: list[Moment] = []
        for rule in self.profile.moments:
            value = self._value(case, rule.names)
            if value is None:
                continue
            try:
                at = self.profile.clockwork.past(value, now=self.now).isoformat()
            except Unreadable as flaw:
                flaws.append(flaw)
                continue
            meaning = self._ending(case, rule.meaning) if rule.meaning.kind in ENDINGS else rule.meaning
            detail = _outcome(meaning)
            if not found and meaning.kind not in ENDINGS:
                detail |= {"deadline": deadline} if deadline else {}
            identity = f"{meaning.kind}|{at}|{detail.get('deadline', '')}|{meaning.outcome}"
            if not found and self.profile.record == "case":
                detail |= self._kept(case)
            found.append(Moment(meaning.kind.value, at, detail, identity, is_own=self.profile.record == "case"))
        if found and self.profile.record == "case" and all(EventKind(one.kind) in ENDINGS for one in found):
            flaws.append(Unreadable("NO_TIME", "The row states an end, but no begin."))
        return found

    def _deadline(self, case: Mapping[str, Any], flaws: list[Unreadable]) -> str:
        value = self._value(case, self.profile.deadline)
        if value is None:
            return ""
        try:
            return self.profile.clockwork.deadline(value).isoformat()
        except Unreadable as flaw:
            flaws.append(flaw)
            return ""

    def _ending(self, case: Mapping[str, Any], meaning: Meaning) -> Meaning:
        status = self._value(case, self.profile.status)
        return self.profile.endings.get(normalised(status), meaning) if status is not None else meaning

    def _kept(self, values: Mapping[str, Any]) -> dict[str, Any]:
        kept = {name: _clean(str(values[name]))[:LONGEST_KEPT] for name in self.profile.keep if values.get(name)}
        return {"attributes": kept} if kept else {}

    def _about(self, case: Mapping[str, Any]) -> list[str]:
        profile = self.profile
        item = self._text(case, profile.item.names, "item")
        title = self._text(case, profile.item.title_names, "title")
        department = self._worded(case, profile.department, "department")
        section, applicant = (self._worded(case, words, name) for words, name in self._people())
        return [item, title or item, department, section, applicant, self._channel(case)]

    def _people(self) -> tuple[tuple[Words, str], tuple[Words, str]]:
        return (self.profile.section, "section"), (self.profile.applicant, "applicant")

    def _text(self, case: Mapping[str, Any], names: tuple[str, ...], what: str) -> str:
        value = self._value(case, names)
        return _clean(str(value))[: LONGEST[what]] if value is not None else ""

    def _worded(self, case: Mapping[str, Any], words: Words, what: str) -> str:
        text = self._text(case, words.names, what)
        return words.values.get(normalised(text), text) if text else words.default

    def _channel(self, case: Mapping[str, Any]) -> str:
        """One of the standard's channels: what is not translated is the default."""
        words = self.profile.channel
        value = self._value(case, words.names)
        return words.values.get(normalised(value), words.default) if value is not None else words.default

    def _value(self, values: Mapping[str, Any], names: tuple[str, ...]) -> Any:
        value = pick(values, names)
        if isinstance(value, str):
            value = value.strip()
            return None if not value or value.casefold() in self.profile.blanks else value
        return value


def _outcome(meaning: Meaning) -> dict[str, Any]:
    return {"outcome": meaning.outcome} if meaning.outcome else {}


def _clean(text: str) -> str:
    """Raises `Unreadable` for what no database stores and for what was damaged before it came here."""
    if not text.isprintable() and NO_TEXT.search(text):
        raise Unreadable("CHARACTER", "The row holds a character that no text has.")
    if "\N{REPLACEMENT CHARACTER}" in text:
        raise Unreadable("ENCODING", "The row holds bytes that are no text in the encoding of the file.")
    return text.strip()


def _spelled(values: Mapping[str, Any]) -> str:
    """All attributes in one spelling, whatever their order in the file."""
    spelled = "\x1f".join(f"{name}\x1e{values[name]}" for name in sorted(values) if values[name] not in (None, ""))
    return spelled.encode("utf-8", "replace").decode()


def _problem(raw: Raw, flaw: Unreadable) -> Problem:
    content = ", ".join(f"{name}={shown(value)}" for name, value in raw.values.items() if value not in (None, ""))
    return Problem(raw.line, flaw.code, flaw.message, content[:CONTENT_KEPT])
