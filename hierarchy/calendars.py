"""日历版本 in the database, as calendars of the rulebook.

A version of a calendar is named by its layers, from the national one upward, joined by `+`:
`cn-2026+130300r.1+130321h.2`. What is named never changes, so it is read once a process.
"""

import time as clock
from collections.abc import Iterable, Mapping
from datetime import date, time
from functools import lru_cache
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from foundation.clock import now
from foundation.digests import sm3
from foundation.errors import Forbidden, Refusal
from hierarchy.models import CalendarVersion, Hall, Role, Tier
from hierarchy.posts import Actor
from hierarchy.tree import ancestors
from rulebook.calendar import Calendar, china, national
from rulebook.calendar_file import YearDays
from rulebook.layers import Hours, Layer, LayerKind, Season

SOURCE = "国务院办公厅关于节假日安排的通知, 2004 on (PyPI chinesecalendar)"
JOINT = "+"
REGIONS = frozenset({Tier.PROVINCE, Tier.CITY, Tier.COUNTY})
SECONDS = 30.0  # how long a process may go on with what was current
_current: dict[str, tuple[float, str]] = {}


class PublishedMeanwhile(Refusal):
    """Somebody else published a version of this layer since the caller looked at it."""

    code = "PUBLISHED_MEANWHILE"


def load_published() -> None:
    """Keeps the calendar that ships with the product as a version of its own, once."""
    shipped = china()
    CalendarVersion.objects.get_or_create(
        version=shipped.version,
        defaults={
            "published_through": shipped.published_through,
            "hours": _hours_said(shipped.hours),
            "off": sorted(shipped.off),
            "work": sorted(shipped.work),
            "titles": _titles_said(shipped.titles),
            "notices": {str(year): notice for year, notice in shipped.notices.items()},
            "source": SOURCE,
            "loaded_at": now(),
        },
    )


# --- which version holds


def current_version(hall: Hall | None = None) -> str:
    """The version that new cases of a hall pin; without a hall, the national one. At most half a minute old."""
    path = hall.path if hall else ""
    known = _current.get(path)
    if known is None or known[0] <= clock.monotonic():
        known = _current[path] = (clock.monotonic() + SECONDS, newest_version(hall))
    return known[1]


def published_through() -> date:
    """The last day that a national notice covers."""
    return calendar(current_version()).published_through


def newest_version(hall: Hall | None = None) -> str:
    """The same as of now, for who acts on a publication."""
    return JOINT.join(_newest(hall))


def digest(version: str) -> str:
    """A short name of a version, for keys."""
    return sm3(version.encode()).hex()[:16]


@lru_cache(maxsize=256)
def grounds(version: str, *, since: str) -> str:
    """Why a version holds instead of an older one: what the layers that are new in it rest on."""
    new = [one for one in version.split(JOINT) if one not in since.split(JOINT)]
    return "; ".join(f"{row.source} {row.reason}".strip() for row in _rows(new))


def forget() -> None:
    """After something was published in this process, and between tests."""
    _current.clear()


def _newest(hall: Hall | None) -> list[str]:
    """From the national layer upward, each by its newest version."""
    rows = _layers_of(hall)
    nationals = [row for row in rows if row.layer == LayerKind.NATIONAL]
    newest = max(nationals, key=lambda row: (row.published_through, row.pk), default=None)
    named = [newest.version if newest else china().version]
    above = {(row.layer, row.hall): row for row in sorted(rows, key=lambda row: row.pk) if row.hall}
    for code in ancestors(hall.path) if hall else ():
        if row := above.get((LayerKind.REGIONAL.value, code)):
            named.append(row.version)
    own = above.get((LayerKind.HALL.value, hall.code)) if hall else None
    return [*named, *([own.version] if own else [])]


def _layers_of(hall: Hall | None) -> list[CalendarVersion]:
    return list(CalendarVersion.objects.filter(_over(hall)).defer("off", "work", "titles", "seasons"))


def _over(hall: Hall | None) -> Q:
    asked = Q(layer=LayerKind.NATIONAL)
    if hall:
        asked |= Q(layer=LayerKind.REGIONAL, hall__in=ancestors(hall.path)) | Q(layer=LayerKind.HALL, hall=hall.code)
    return asked


# --- versions as calendars


@lru_cache(maxsize=256)
def calendar(version: str) -> Calendar:
    """The calendar of the law: the national layer and those of regions. The hall's own days are in `own`."""
    first, *above = version.split(JOINT)
    found = _national(first)
    for row in _rows(above):
        if row.layer == LayerKind.REGIONAL:
            found = found.under(_layer(row))
    return found


@lru_cache(maxsize=256)
def own(version: str) -> Calendar | None:
    """The same with the hall's own days; None for a hall without any."""
    rows = [row for row in _rows(version.split(JOINT)[1:]) if row.layer == LayerKind.HALL]
    return calendar(version).under(_layer(rows[0])) if rows else None


def _rows(versions: Iterable[str]) -> list[CalendarVersion]:
    wanted = list(versions)
    found = {row.version: row for row in CalendarVersion.objects.filter(version__in=wanted)} if wanted else {}
    return [found[version] for version in wanted]


@lru_cache(maxsize=16)
def _national(version: str) -> Calendar:
    if version == china().version:
        return china()
    return _as_national(CalendarVersion.objects.get(version=version))


def _as_national(row: CalendarVersion) -> Calendar:
    titles = _titles(row)
    return national(
        hours=_hours(row.hours),
        off={day: titles.get(day, "") for day in row.off},
        work={day: titles.get(day, "") for day in row.work},
        published_through=row.published_through,
        version=row.version,
        notices={int(year): notice for year, notice in row.notices.items()},
        seasons=_seasons(row.seasons),
    )


def _layer(row: CalendarVersion) -> Layer:
    return Layer(
        LayerKind(row.layer),
        row.version,
        frozenset(row.off),
        frozenset(row.work),
        _seasons(row.seasons),
        row.source or row.reason,
        _titles(row),
    )


def _titles(row: CalendarVersion) -> dict[date, str]:
    return {date.fromisoformat(day): title for day, title in row.titles.items()}


def _titles_said(titles: Mapping[date, str]) -> dict[str, str]:
    return {day.isoformat(): title for day, title in sorted(titles.items())}


def _hours(said: Iterable[Iterable[str]]) -> Hours:
    return tuple((time.fromisoformat(begin), time.fromisoformat(end)) for begin, end in said)


def _hours_said(hours: Hours) -> list[list[str]]:
    return [[begin.isoformat("minutes"), end.isoformat("minutes")] for begin, end in hours]


def _seasons(said: Iterable[Mapping[str, Any]]) -> tuple[Season, ...]:
    return tuple(Season(tuple(one["first"]), tuple(one["last"]), _hours(one["hours"])) for one in said)


def _seasons_said(seasons: Iterable[Season]) -> list[dict[str, Any]]:
    return [{"first": one.first, "last": one.last, "hours": _hours_said(one.hours)} for one in seasons]


# --- publishing


def check_owns(actor: Actor, hall: Hall, kind: LayerKind) -> None:
    """Raises Forbidden `NOT_YOUR_LAYER`.

    Who administers the uppermost hall loads the State Council's notices, a province, city or county its own days, a
    hall its own closed days; nobody those of another.
    """
    is_own = actor.role == Role.HALL_ADMIN and actor.hall_code == hall.code
    if not is_own or not owns(hall, kind):
        raise Forbidden("Only an administrator of the place whose layer it is decides.", code="NOT_YOUR_LAYER")


def owns(hall: Hall, kind: LayerKind) -> bool:
    """Whether a layer is one of this place."""
    if kind is LayerKind.NATIONAL:
        return hall.parent_id is None
    return kind is LayerKind.HALL or hall.tier in REGIONS


def listed(hall: Hall, *, before: int | None = None) -> QuerySet[CalendarVersion]:
    """Every version of the layers that a place stands under, newest first; `before` is a key to go on from."""
    asked = _over(hall)
    rows = CalendarVersion.objects.filter(asked & Q(pk__lt=before) if before else asked)
    return rows.defer("off", "work", "titles", "seasons").order_by("-pk")


def newest(kind: LayerKind, hall: Hall) -> CalendarVersion | None:
    """The newest version of one layer of a place; None where it has none."""
    rows = CalendarVersion.objects.filter(layer=kind, hall="" if kind is LayerKind.NATIONAL else hall.code)
    return rows.order_by("published_through" if kind is LayerKind.NATIONAL else "pk", "pk").last()


def days_of(kind: LayerKind, hall: Hall, year: int) -> YearDays:
    """What the newest version of a layer says of a year."""
    layer = _base(kind, hall)
    off, work = ({day: layer.titles.get(day, "") for day in days} for days in (layer.off, layer.work))
    return YearDays.of(year, off, work, layer.seasons)


def _base(kind: LayerKind, hall: Hall) -> Layer:
    """The layer as its newest version says it; without days where there is none."""
    if kind is LayerKind.NATIONAL:
        return _national(_newest(None)[0]).layers[0]
    row = newest(kind, hall)
    return _layer(row) if row else Layer(kind, "")


def drafted(kind: LayerKind, hall: Hall, days: YearDays, *, source: str, number: str, reason: str) -> CalendarVersion:
    """The version that these days would make of the layer, not kept: its other years as they are.

    Without business hours in the file the layer keeps those that it has.
    """
    is_national = kind is LayerKind.NATIONAL
    base = _base(kind, hall)
    kept = {day: title for day, title in base.titles.items() if day.year != days.year}
    off = {day for day in base.off if day.year != days.year} | set(days.off)
    work = {day for day in base.work if day.year != days.year} | set(days.work)
    ends = date(days.year, 12, 31)
    notices = {str(year): notice for year, notice in base.notices.items()}
    if is_national and number:
        notices[str(days.year)] = number
    return CalendarVersion(
        version=_name(kind, hall, days.year),
        layer=kind.value,
        hall="" if is_national else hall.code,
        published_through=max(ends, _national(_newest(None)[0]).published_through) if is_national else ends,
        hours=_hours_said(china().hours),
        off=sorted(off - set(days.work)),
        work=sorted(work - set(days.off)),
        titles=_titles_said(kept | dict(days.off) | dict(days.work)),
        notices=notices,
        seasons=_seasons_said(days.seasons or base.seasons),
        source=source,
        year=days.year,
        reason=reason,
    )


def under_draft(hall: Hall, draft: CalendarVersion) -> tuple[Calendar, Calendar | None]:
    """The calendars of a hall under a draft: of the law, and with its own days. Neither is remembered."""
    rows = {row.version: row for row in CalendarVersion.objects.filter(version__in=_newest(hall)[1:])}
    layers = {(row.layer, row.hall): row for row in rows.values()}
    first = _newest(hall)[0]
    law = _national(first)
    if draft.layer == LayerKind.NATIONAL:
        law = _as_national(draft)
    else:
        layers[draft.layer, draft.hall] = draft
    for code in ancestors(hall.path):
        if row := layers.get((LayerKind.REGIONAL.value, code)):
            law = law.under(_layer(row))
    mine = layers.get((LayerKind.HALL.value, hall.code))
    return law, law.under(_layer(mine)) if mine else None


def keep(draft: CalendarVersion, *, person_name: str) -> CalendarVersion:
    """Publishes a draft: from now on it is the current version of its layer. Raises PublishedMeanwhile."""
    draft.person_name, draft.loaded_at = person_name, now()
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError:
        raise PublishedMeanwhile("Another version was published meanwhile.") from None
    transaction.on_commit(forget)
    return draft


def _name(kind: LayerKind, hall: Hall, year: int) -> str:
    """`cn-2027.1`, `130300r.1` of a region, `130321h.1` of a hall: numbered in their layer."""
    if kind is LayerKind.NATIONAL:
        made = CalendarVersion.objects.filter(layer=kind, year=year).count()
        return f"cn-{year}.{made + 1}"
    made = CalendarVersion.objects.filter(layer=kind, hall=hall.code).count()
    return f"{_short(hall.code)}{'r' if kind is LayerKind.REGIONAL else 'h'}.{made + 1}"


def _short(code: str) -> str:
    """A region code without the noughts at its end: 6, 9 or 12 digits."""
    return next(code[:length] for length in (6, 9, 12) if not code[length:].strip("0"))
