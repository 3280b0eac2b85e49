"""Lists of cases that a person keeps under a name: what is asked and which columns are shown, for any hall.

An address keeps no text that was searched for: it may be an applicant's name, and that stays in the schema of its hall.
"""

from typing import Final
from urllib.parse import parse_qsl, urlencode

from django.db import IntegrityError, transaction

from accounts.models import CaseList, Person
from foundation.errors import NotFound, Refusal

KEPT: Final = frozenset(
    {
        "state", "lamp", "department", "item", "stage", "channel", "overdue", "finding", "rule", "from", "to",
        "concludedFrom", "concludedTo", "order", "columns", "class", "anomaly",
    }
)  # fmt: skip
MOST = 50
LONGEST_NAME, LONGEST_ADDRESS = 40, 1000


def save_list(person: Person, *, key: int | None, name: str, address: str, is_default: bool) -> CaseList:
    """A new list, or with a `key` that list changed. At most one is the default, the last that was made so.

    Raises NAME_TAKEN, TOO_MANY_LISTS, REQUIRED, TOO_LONG as `Refusal`, `NotFound` for a key that is not his.
    """
    values = {"name": _named(name), "address": _cleaned(address), "is_default": is_default}
    try:
        with transaction.atomic():
            # His lists change one at a time: how many there are and which is the default hold for all of them.
            Person.objects.select_for_update().get(pk=person.pk)
            if is_default:
                CaseList.objects.filter(person=person, is_default=True).update(is_default=False)
            return _made(person, values) if key is None else _changed(person, key, values)
    except IntegrityError:
        raise Refusal("There is a list of this name.", code="NAME_TAKEN", field="name") from None


def delete_list(person: Person, key: int) -> None:
    deleted, _ = CaseList.objects.filter(person=person, pk=key).delete()
    if not deleted:
        raise NotFound("No such list.", field="id")


def _made(person: Person, values: dict[str, object]) -> CaseList:
    if CaseList.objects.filter(person=person).count() >= MOST:
        raise Refusal("Too many lists are kept.", code="TOO_MANY_LISTS", field="name")
    return CaseList.objects.create(person=person, **values)


def _changed(person: Person, key: int, values: dict[str, object]) -> CaseList:
    if not CaseList.objects.filter(person=person, pk=key).update(**values):
        raise NotFound("No such list.", field="id")
    return CaseList.objects.get(pk=key)


def _named(name: str) -> str:
    name = name.strip()
    if not name:
        raise Refusal("A list has a name.", code="REQUIRED", field="name")
    if len(name) > LONGEST_NAME:
        raise Refusal("The name is too long.", code="TOO_LONG", field="name")
    if "\0" in name:
        raise Refusal("The name cannot be kept.", code="BAD_TEXT", field="name")
    return name


def _cleaned(address: str) -> str:
    kept = urlencode([(key, value) for key, value in parse_qsl(address) if key in KEPT and "\0" not in value])
    if len(kept) > LONGEST_ADDRESS:
        raise Refusal("The address is too long.", code="TOO_LONG", field="address")
    return kept
