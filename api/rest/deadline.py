"""期限计算: the clock for anybody, without sign-in and without a case; its members are those of `mingjing deadline`."""

import json
from collections import defaultdict
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from accounts import limits
from accounts.addresses import address_of
from hierarchy.calendars import calendar, current_version
from rulebook.calendar import FIRST_DAY, LAST_DAY, ONE_DAY, DayKind, OutsideCalendar
from rulebook.question import BadLine, answered, request
from rulebook.trace import render

WINDOW = timedelta(minutes=10)
LONGEST = 16_384  # bytes
MOST_PAUSES = 50


@csrf_exempt  # it reads no session and changes nothing
@require_POST
def deadline(asked: HttpRequest) -> JsonResponse:
    """One question. 400 with the code of what is wrong, 413 for a long one, 429 with Retry-After for too many."""
    refused = _too_often(asked)
    if refused:
        return refused
    if len(asked.body) > LONGEST:
        return _error(413, "TOO_LARGE", "The question is too long.")
    try:
        data = json.loads(asked.body)
        if not isinstance(data, dict) or len(data.get("suspensions") or ()) > MOST_PAUSES:
            raise BadLine("bad_value", f"a JSON object with at most {MOST_PAUSES} suspensions")
        found, steps = answered(request(data), calendar(current_version()))
    except (BadLine, OutsideCalendar) as error:
        return _error(400, error.code.upper(), str(error))
    except (ValueError, TypeError, RecursionError):
        return _error(400, "INVALID_JSON", "The question is not JSON.")
    language = "en" if asked.GET.get("language") == "en" else "zh"
    return JsonResponse(found | {"steps": [asdict(step) for step in steps], "trace": render(steps, language)})


@require_safe
def year(asked: HttpRequest, number: int) -> JsonResponse:
    """The national calendar of a year: days off and make-up days with their festival, and which are provisional."""
    refused = _too_often(asked)
    if refused:
        return refused
    if not FIRST_DAY.year <= number <= LAST_DAY.year:
        return _error(404, "OUTSIDE_CALENDAR", str(OutsideCalendar()))
    used = calendar(current_version())
    first, last = date(number, 1, 1), date(number, 12, 31)
    days = [first + offset * ONE_DAY for offset in range((last - first).days + 1)]
    marked: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for day in days:
        kind = used.kind(day)
        if kind is not DayKind.WORKING and kind is not DayKind.WEEKEND:
            marked[kind.value].append({"on": day.isoformat(), "title": used.title(day)})
    answer = {
        "year": number,
        "off": marked["holiday"] + marked["statutory"],
        "makeup": marked["makeup"],
        "working_days": sum(map(used.is_working_day, days)),
        "provisional": used.is_provisional(last),
        "published_through": used.published_through.isoformat(),
        "notice": used.notices.get(number),
    }
    return JsonResponse(answer, headers={"Cache-Control": "public, max-age=3600"})


def _too_often(asked: HttpRequest) -> JsonResponse | None:
    try:
        limits.count(limits.Rate("deadline", most=settings.DEADLINE_TRIES, window=WINDOW), address_of(asked))
    except limits.TooOften as refusal:
        answer = _error(429, refusal.code, refusal.message)
        answer["Retry-After"] = str(refusal.seconds)
        return answer
    return None


def _error(status: int, code: str, message: str) -> JsonResponse:
    return JsonResponse({"errors": [{"message": message, "extensions": {"code": code}}]}, status=status)
