"""Rates, divided last from summed integers (`Measures, defined once`); None where there is nothing to divide by."""

from reporting.compare import Figures


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def open_cases(figures: Figures) -> int:
    return figures["open_change"]


def overdue(figures: Figures) -> int:
    """Open and past the promised moment at the end of the period."""
    return figures["overdue_change"]


def overdue_rate(figures: Figures) -> float | None:
    """(concluded late + open and overdue) / (concluded + open and overdue): a laggard's open cases count against it."""
    late = figures["concluded_late"] + overdue(figures)
    return _share(late, figures["concluded"] + overdue(figures))


def on_time_rate(figures: Figures) -> float | None:
    """concluded on time / (concluded + open and overdue)."""
    return _share(figures["concluded"] - figures["concluded_late"], figures["concluded"] + overdue(figures))


def mean_working_days(figures: Figures) -> float | None:
    """Of time-limited cases concluded in the period; paused days are not counted."""
    return _share(figures["used_days"], figures["timed"])


def speed_up(figures: Figures) -> float | None:
    """1 - used / statutory working days, of concluded cases that have a statutory limit."""
    given = figures["statutory_days"]
    return 1 - figures["speed_used_days"] / given if given else None


def incomplete_rate(figures: Figures) -> float | None:
    """Concluded cases of which something was never recorded (`rulebook.quality`), of all concluded."""
    return _share(figures["concluded_incomplete"], figures["concluded"])


def late_record_rate(figures: Figures) -> float | None:
    """Records made more than 24 hours after what they tell, of all records."""
    return _share(figures["events_late"], figures["events"])


def odd_record_rate(figures: Figures) -> float | None:
    """Records that were out of order, of all records."""
    return _share(figures["events_odd"], figures["events"])


def repeated_record_rate(figures: Figures) -> float | None:
    """Records that say what was recorded already, of all records."""
    return _share(figures["events_repeated"], figures["events"])


def mean_lag_hours(figures: Figures) -> float | None:
    """Hours from what is stated to its record, over all records."""
    return _share(figures["lag_hours"], figures["events"])
