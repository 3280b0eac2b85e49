"""机构变更: renaming, moving, merging and splitting halls, and their states, as dated acts that stay on record.

A code and a schema are never renamed, and nothing that was counted is counted again elsewhere: figures of the days
before a move stay with the tiers that were above then (`reporting.paths`; `reporting.moving` moves them).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from foundation.clock import local_day, now
from foundation.errors import NotFound, Refusal
from hierarchy import cache
from hierarchy.models import ChangeKind, FormerPath, Hall, HallChange, HallParent, HallPredecessor, HallState, Tier
from hierarchy.tree import ancestors, normalise, schema_of

ORDER = [Tier.PROVINCE, Tier.CITY, Tier.COUNTY, Tier.TOWNSHIP]


class BadChange(Refusal):
    """The tree cannot be changed so; `code` says why."""

    code = "BAD_CHANGE"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, and on whose behalf: both stay on record."""

    text: str
    person_name: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """What follows for figures: the tiers that are above no longer, and those that are from then on."""

    hall: Hall
    on: date
    path_before: str
    left: tuple[str, ...]
    reached: tuple[str, ...]


@transaction.atomic
def rename(code: str, name: str, *, on: date, why: Reason) -> HallChange:
    hall = _locked(code)
    if not name.strip() or len(name) > 64:
        raise BadChange("A name has 1 to 64 characters.", code="REQUIRED", field="name")
    if hall.name == name.strip():
        raise BadChange("It has this name.", code="SAME_NAME", field="name")
    before, hall.name = hall.name, name.strip()
    hall.save(update_fields=["name"])
    return _recorded(hall, ChangeKind.RENAMED, on, before, hall.name, [hall.code], why)


@transaction.atomic
def set_state(code: str, state: HallState, *, on: date, why: Reason, trial_until: date | None = None) -> HallChange:
    """PREPARING, TRIAL (until a day, or until the next state), LIVE, SUSPENDED. What was counted apart stays so."""
    hall = _locked(code)
    if trial_until is not None and state is not HallState.TRIAL:
        raise BadChange("Only a trial has an end.", code="NO_TRIAL", field="trial_until")
    if hall.state == state and hall.trial_until_on == trial_until:
        raise BadChange("It is in this state.", code="SAME_STATE", field="state")
    before, hall.state = hall.state, state
    if state is HallState.TRIAL:
        hall.trial_until_on = trial_until
    elif before == HallState.TRIAL and hall.trial_until_on is None:
        hall.trial_until_on = on
    hall.save(update_fields=["state", "trial_until_on"])
    return _recorded(hall, ChangeKind.STATE, on, before, state, [hall.code], why)


@transaction.atomic
def merge(code: str, into: str, *, on: date, why: Reason) -> HallChange:
    """`code` ends with `on`: its figures stay where they are, what comes in is recorded in the other hall."""
    hall, other = _locked(code), _locked(into)
    if hall.pk == other.pk or hall.children.exists():
        raise BadChange(
            "A hall is merged into another one, and what lies below it is moved first.", code="HAS_CHILDREN"
        )
    HallPredecessor.objects.get_or_create(hall=other, code=hall.code, defaults={"name": hall.name, "until_on": on})
    hall.state = HallState.SUSPENDED
    hall.save(update_fields=["state"])
    return _recorded(hall, ChangeKind.MERGED, on, hall.code, other.code, [hall.code, other.code], why)


@transaction.atomic
def split(code: str, new_code: str, name: str, *, on: date, why: Reason) -> Hall:
    """A new hall beside `code`, out of which it came; without a schema until it is provisioned."""
    origin = _locked(code)
    fresh = normalise(new_code)
    if Hall.objects.filter(code=fresh).exists():
        raise BadChange("There is a hall with this code.", code="CODE_TAKEN", field="new_code")
    above = origin.path[: -len(origin.code) - 1]
    hall: Hall = Hall.objects.create(
        code=fresh,
        schema_name=schema_of(fresh),
        name=name.strip()[:64],
        tier=origin.tier,
        parent=origin.parent,
        path=f"{above}{fresh}/",
    )
    if origin.parent:
        HallParent.objects.create(hall=hall, parent=origin.parent, from_on=on)
    HallPredecessor.objects.create(hall=hall, code=origin.code, name=origin.name, until_on=on)
    _recorded(hall, ChangeKind.SPLIT, on, origin.code, fresh, [origin.code, fresh], why)
    return hall


def move(code: str, under: str, *, on: date, why: Reason) -> Moved:
    """Puts a hall and all below it under another one from `on` on. In the transaction of the caller.

    Raises NotFound, BadChange SAME_PARENT, BELOW_ITSELF, WRONG_TIER, IN_FUTURE, BEFORE_LAST_MOVE.
    """
    hall, parent = _locked(code), _locked(under)
    _check_move(hall, parent, on)
    below = list(Hall.objects.select_for_update().filter(path__startswith=hall.path).order_by("path"))
    if FormerPath.objects.filter(hall__in=below, until_on__gte=on).exists():
        raise BadChange("It or a hall below it was moved on that day or later.", code="BEFORE_LAST_MOVE", field="on")
    before, after = hall.path, f"{parent.path}{hall.code}/"
    FormerPath.objects.bulk_create(
        [FormerPath(hall=one, path=one.path, next_path=after + one.path[len(before) :], until_on=on) for one in below]
    )
    for one in below:
        one.path = after + one.path[len(before) :]
    Hall.objects.bulk_update(below, ["path"])
    HallParent.objects.filter(hall=hall, until_on=None).update(until_on=on)
    HallParent.objects.create(hall=hall, parent=parent, from_on=on)
    old_parent = hall.parent
    hall.parent, hall.path = parent, after
    hall.save(update_fields=["parent"])
    left = [one for one in ancestors(before) if one not in ancestors(after)]
    reached = [one for one in ancestors(after) if one not in ancestors(before)]
    concerned = [hall.code, *left, *reached]
    _recorded(hall, ChangeKind.MOVED, on, old_parent.code if old_parent else "", parent.code, concerned, why)
    return Moved(hall, on, before, tuple(left), tuple(reached))


def breaks(codes: Sequence[str], *, from_on: date, to_on: date) -> list[HallChange]:
    """Changes after the first and up to the last day of a period by which the figures of these halls break."""
    found = HallChange.objects.filter(concerns__overlap=list(codes), on__gt=from_on, on__lte=to_on)
    return list(found.exclude(kind=ChangeKind.STATE).select_related("hall"))


def recorded(hall: Hall, *, is_below: bool, after: tuple[datetime, int] | None, first: int) -> list[HallChange]:
    """Changes of a hall and (`is_below`) of those below it today, the last recorded first, by keyset."""
    rows = HallChange.objects.select_related("hall").order_by("-recorded_at", "-pk")
    rows = rows.filter(hall__path__startswith=hall.path) if is_below else rows.filter(hall=hall.pk)
    if after:
        rows = rows.filter(Q(recorded_at__lt=after[0]) | Q(recorded_at=after[0], pk__lt=after[1]))
    return list(rows[:first])


def _check_move(hall: Hall, parent: Hall, on: date) -> None:
    if hall.parent_id == parent.pk:
        raise BadChange("It lies there already.", code="SAME_PARENT", field="under")
    if parent.path.startswith(hall.path):
        raise BadChange("A hall cannot lie below itself.", code="BELOW_ITSELF", field="under")
    if ORDER.index(Tier(parent.tier)) >= ORDER.index(Tier(hall.tier)) or hall.parent_id is None:
        raise BadChange("A hall lies under one of a higher tier.", code="WRONG_TIER", field="under")


def _locked(code: str) -> Hall:
    try:
        hall: Hall = Hall.objects.select_for_update(of=("self",)).get(code=normalise(code))
    except Hall.DoesNotExist:
        raise NotFound("No such hall.", hall=code) from None
    return hall


def _recorded(
    hall: Hall, kind: ChangeKind, on: date, before: str, after: str, concerns: Sequence[str], why: Reason
) -> HallChange:
    if not why.text.strip():
        raise BadChange("A change of the tree needs its reason.", code="REQUIRED", field="reason")
    if on > local_day(now()):
        raise BadChange("A change is recorded when its day has come.", code="IN_FUTURE", field="on")
    transaction.on_commit(cache.forget)
    return HallChange.objects.create(
        hall=hall,
        kind=kind,
        on=on,
        before=before[:64],
        after=after[:64],
        concerns=list(concerns),
        reason=why.text.strip()[:300],
        person_name=why.person_name,
        recorded_at=now(),
    )
