"""Publishing a version of an item: checked against the law, numbered, never changed afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max

from foundation.clock import now
from foundation.errors import Refusal
from reporting.models import ItemName
from rulebook.case import ItemRules
from rulebook.limits import contradictions
from tenants.items.models import Item, ItemVariant, ItemVersion


class BadItem(Refusal):
    """The rules of the item contradict each other or the law; `code` says which."""

    code = "BAD_ITEM"


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be published. `code` is that of the variant (业务办理项), `item_code` that of the sub-item."""

    code: str
    name: str
    item_code: str
    item_name: str
    type_code: str
    department: str
    rules: ItemRules
    from_on: date
    is_imported: bool = False


@transaction.atomic
def publish(draft: Draft) -> ItemVersion:
    """Publishes a new version of the variant in the hall that is entered.

    Raises `BadItem` when the stages add up to more than the promise or the promise to more than the statute.
    """
    found = contradictions(draft.rules)
    if found:
        raise BadItem(found[0].message, code=found[0].code, field=found[0].field, item=draft.code)
    item, _ = Item.objects.get_or_create(
        code=draft.item_code, defaults={"name": draft.item_name, "type_code": draft.type_code}
    )
    variant, _ = ItemVariant.objects.get_or_create(
        code=draft.code, defaults={"item": item, "name": draft.name, "is_imported": draft.is_imported}
    )
    # The variant's row is the lock of its numbering.
    ItemVariant.objects.select_for_update().get(pk=variant.pk)
    last = variant.versions.aggregate(last=Max("number"))["last"] or 0
    ItemName.objects.bulk_create([ItemName(code=variant.code, name=variant.name)], ignore_conflicts=True)
    return ItemVersion.objects.create(
        variant=variant,
        number=last + 1,
        from_on=draft.from_on,
        department=draft.department,
        case_type=draft.rules.case_type.value,
        rules=draft.rules.to_json(),
        published_at=now(),
    )


def in_force(*, on: date) -> Mapping[str, ItemVersion]:
    """The version in force on a day, by code of the variant: the last that began by then."""
    rows = (
        ItemVersion.objects.filter(from_on__lte=on)
        .select_related("variant__item")
        .order_by("variant_id", "-from_on", "-number")
        .distinct("variant_id")
    )
    return {row.variant.code: row for row in rows}
