"""Log lines: one JSON object a line, with the request that it belongs to, and no personal data.

The message of an exception can hold anything (a database quotes the whole row), and an address a verification code. So
an exception is told by its class, its place and, of a database, state and constraint; an address by its route.
"""

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

REQUEST: ContextVar[str] = ContextVar("request", default="")
DEEPEST = 12  # calls of a traceback, the innermost


class JsonFormatter(logging.Formatter):
    """Members: `at` (UTC), `level`, `logger`, `message`, and `request`, `error` where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record),
        }
        # Django logs some lines after the request was left, and names it.
        if request := getattr(getattr(record, "request", None), "trace_id", "") or REQUEST.get():
            line["request"] = request
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = _told(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def configuration(level: str) -> dict[str, Any]:
    """For `logging.config.dictConfig`: everything to standard error, of Django, Celery and gunicorn alike."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "foundation.lines.JsonFormatter"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Its warnings name who tried to sign in.
            "axes": {"level": "ERROR"},
            "gunicorn.error": {"handlers": [], "level": level, "propagate": True},
        },
    }


def _message(record: logging.LogRecord) -> str:
    request = getattr(record, "request", None)
    if request is not None:
        match = getattr(request, "resolver_match", None)
        status = getattr(record, "status_code", "")
        return f"{request.method} {match.route if match else '?'} {status}".rstrip()
    message = record.getMessage()
    error = record.exc_info[1] if record.exc_info else None
    for one in _chain(error):
        for text in filter(None, (repr(one), str(one))):
            message = message.replace(text, type(one).__name__)
    return message


def _told(error: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(error.__traceback__)[-DEEPEST:]
    told: dict[str, Any] = {
        "class": " from ".join(f"{type(one).__module__}.{type(one).__qualname__}" for one in _chain(error)),
        "at": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }
    for one in _chain(error):
        code, diagnosis = getattr(one, "code", None), getattr(one, "diag", None)
        if isinstance(code, str):
            told.setdefault("code", code)
        if diagnosis is not None:
            named = {name: getattr(diagnosis, name, None) for name in ("sqlstate", "constraint_name", "table_name")}
            told.setdefault("database", {name: value for name, value in named.items() if value})
    return told


def _chain(error: BaseException | None) -> list[BaseException]:
    """The error and what it came from, outermost first."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found
