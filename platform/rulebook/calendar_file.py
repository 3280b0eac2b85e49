"""A calendar as a file: one year of one layer, in rows that a person writes. The format is docs/howto/calendar.md."""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from io import StringIO
from typing import Final, Self

from rulebook.calendar import FIRST_DAY, LAST_DAY, ONE_DAY, Calendar, statutory_days
from rulebook.layers import ALL_YEAR, BadCalendar, Hours, LayerKind, MonthDay, Season, checked

LONGEST: Final = 65_536  # characters
MOST_ROWS: Final = 400
LONGEST_NAME: Final = 60
COLUMNS: Final = ("kind", "from", "through", "what")
CHINESE: Final = {"类别": "kind", "起": "from", "止": "through", "名称": "what"}
OFF, WORK, HOURS = "off", "work", "hours"
KINDS: Final = {
    OFF: OFF,
    "放假": OFF,
    "停办": OFF,
    WORK: WORK,
    "上班": WORK,
    "调休上班": WORK,
    HOURS: HOURS,
    "办公时间": HOURS,
}
_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_MONTH_DAY = re.compile(r"(\d{1,2})-(\d{1,2})")
_SPAN = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")
LEAP: Final = 2024  # a year that has every day


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a line cannot be taken; line 0 is the file as a whole, `given` what stands there."""

    line: int
    code: str
    given: str = ""


class BadFile(ValueError):
    """Nothing of the file is taken."""

    code = "BAD_CALENDAR_FILE"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"line {one.line}: {one.code} {one.given}".rstrip() for one in self.problems))


@dataclass(frozen=True, slots=True)
class YearDays:
    """What a file says: the days off and the days worked of one year with their names, and business hours if any."""

    year: int
    off: Mapping[date, str] = field(default_factory=dict)
    work: Mapping[date, str] = field(default_factory=dict)
    seasons: tuple[Season, ...] = ()

    @classmethod
    def of(cls, year: int, off: Mapping[date, str], work: Mapping[date, str], seasons: tuple[Season, ...]) -> Self:
        """That year of days of many."""
        chosen = [{day: name for day, name in days.items() if day.year == year} for days in (off, work)]
        return cls(year, chosen[0], chosen[1], seasons)


def parsed(text: str, *, year: int, kind: LayerKind) -> YearDays:
    """Raises BadFile with every line that is wrong."""
    if len(text) > LONGEST:
        raise BadFile([Problem(0, "TOO_LONG", str(LONGEST))])
    if not FIRST_DAY.year < year <= LAST_DAY.year:
        raise BadFile([Problem(0, "OUTSIDE_CALENDAR", str(year))])
    found = _Reader(year, kind)
    try:
        found.read(text)
    except csv.Error as error:
        found.refuse(0, "NOT_CSV", str(error))
    if not found.problems and not (found.off or found.work or found.seasons):
        found.refuse(0, "EMPTY")
    if found.problems:
        raise BadFile(found.problems)
    # What holds in a part of the year comes before what holds in all of it.
    seasons = sorted(found.seasons, key=lambda season: (season.first, season.last) == ALL_YEAR)
    return YearDays(year, found.off, found.work, tuple(seasons))


class _Reader:
    def __init__(self, year: int, kind: LayerKind) -> None:
        self.year, self.kind = year, kind
        self.off: dict[date, str] = {}
        self.work: dict[date, str] = {}
        self.seasons: list[Season] = []
        self.problems: list[Problem] = []

    def refuse(self, line: int, code: str, given: str = "") -> None:
        self.problems.append(Problem(line, code, given[:LONGEST_NAME]))

    def read(self, text: str) -> None:
        rows = csv.reader(StringIO(text.lstrip("\ufeff")), strict=True)
        names: list[str] | None = None
        taken = 0
        for row in rows:
            cells = [cell.strip() for cell in row]
            if not any(cells) or cells[0].startswith("#"):
                continue
            if names is None:
                names = [CHINESE.get(cell, cell) for cell in cells]
                if sorted(names) != sorted(COLUMNS):
                    self.refuse(rows.line_num, "BAD_HEADER", ",".join(cells))
                    return
                continue
            taken += 1
            if taken > MOST_ROWS:
                self.refuse(rows.line_num, "TOO_MANY_ROWS", str(MOST_ROWS))
                return
            self._row(rows.line_num, dict(zip(names, [*cells, "", "", "", ""], strict=False)))

    def _row(self, line: int, row: Mapping[str, str]) -> None:
        kind = KINDS.get(row["kind"])
        if kind is None:
            self.refuse(line, "BAD_KIND", row["kind"])
        elif kind == HOURS:
            self._hours(line, row)
        else:
            self._days(line, kind, row)

    def _days(self, line: int, kind: str, row: Mapping[str, str]) -> None:
        first = self._date(line, row["from"])
        last = self._date(line, row["through"]) if row["through"] else first
        if first is None or last is None:
            return
        if not row["what"] or len(row["what"]) > LONGEST_NAME:
            self.refuse(line, "NAME_NEEDED", row["what"])
            return
        if last < first or not self._is_of_year(first) or not self._is_of_year(last):
            self.refuse(line, "BAD_ORDER" if last < first else "OTHER_YEAR", f"{first} {last}")
            return
        for offset in range((last - first).days + 1):
            day = first + offset * ONE_DAY
            if day in self.off or day in self.work:
                self.refuse(line, "REPEATED_DAY", day.isoformat())
                return
            (self.off if kind == OFF else self.work)[day] = row["what"]

    def _is_of_year(self, day: date) -> bool:
        """A national notice may begin with the last days of the year before."""
        is_eve = self.kind is LayerKind.NATIONAL and (day.year, day.month) == (self.year - 1, 12)
        return day.year == self.year or is_eve

    def _date(self, line: int, text: str) -> date | None:
        match = _DATE.fullmatch(text)
        try:
            if match:
                return date(*map(int, match.groups()))
        except ValueError:
            pass  # no such day: refused below
        self.refuse(line, "BAD_DATE", text)
        return None

    def _hours(self, line: int, row: Mapping[str, str]) -> None:
        spans = [_SPAN.fullmatch(span) for span in row["what"].split()]
        try:
            first, last = (
                (_month_day(row["from"]), _month_day(row["through"])) if row["from"] or row["through"] else ALL_YEAR
            )
            hours = checked([_span(span.groups()) for span in spans if span is not None and all(spans)])
        except (BadCalendar, ValueError):
            self.refuse(line, "BAD_HOURS", f"{row['from']} {row['through']} {row['what']}".strip())
            return
        self.seasons.append(Season(first, last, hours))


def _month_day(text: str) -> MonthDay:
    match = _MONTH_DAY.fullmatch(text)
    if match is None:
        raise ValueError(text)
    day = date(LEAP, int(match[1]), int(match[2]))
    return day.month, day.day


def _span(parts: tuple[str, ...]) -> tuple[time, time]:
    return time(int(parts[0]), int(parts[1])), time(int(parts[2]), int(parts[3]))


def doubts(days: YearDays, kind: LayerKind, *, was: YearDays, in_force: Calendar, today: date) -> list[Problem]:
    """Why a file that can be read cannot be published. `was`: what the layer says of the year now.

    No layer but the national one changes a day that is over: nobody undoes a lateness by closing yesterday.
    """
    if kind is not LayerKind.NATIONAL:
        over = [day for day in _changed(days, was) if day < today]
        return [Problem(0, "DAY_IS_OVER", min(over).isoformat())] if over else []
    found = []
    if days.year > in_force.published_through.year + 1:
        found.append(Problem(0, "YEAR_BETWEEN", str(in_force.published_through.year + 1)))
    missing = [day for day in statutory_days() if day.year == days.year and day not in days.off]
    if missing:
        found.append(Problem(0, "STATUTORY_DAY_WORKED", min(missing).isoformat()))
    needless = [day for day in days.work if day.weekday() < 5]
    if needless:
        found.append(Problem(0, "MAKEUP_ON_A_WEEKDAY", min(needless).isoformat()))
    return found


def _changed(days: YearDays, was: YearDays) -> set[date]:
    return (set(days.off) ^ set(was.off)) | (set(days.work) ^ set(was.work))


def written(days: YearDays) -> str:
    """The file of these days: the one that `parsed` reads back."""
    out = StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    for kind, named in ((OFF, days.off), (WORK, days.work)):
        for first, last, name in _runs(named):
            rows.writerow((kind, first, last if last != first else "", name))
    for season in days.seasons:
        ends = ("", "") if (season.first, season.last) == ALL_YEAR else (_said(season.first), _said(season.last))
        rows.writerow((HOURS, *ends, spans(season.hours)))
    return out.getvalue()


def spans(hours: Hours) -> str:
    """08:30-12:00 14:30-18:00"""
    return " ".join(f"{begin:%H:%M}-{end:%H:%M}" for begin, end in hours)


def _said(on: MonthDay) -> str:
    return f"{on[0]:02d}-{on[1]:02d}"


def _runs(named: Mapping[date, str]) -> list[tuple[date, date, str]]:
    runs: list[tuple[date, date, str]] = []
    for day in sorted(named):
        if runs and runs[-1][1] + ONE_DAY == day and runs[-1][2] == named[day]:
            runs[-1] = (runs[-1][0], day, named[day])
        else:
            runs.append((day, day, named[day]))
    return runs
