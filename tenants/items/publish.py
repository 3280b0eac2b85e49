"""Publishing a version of an item: checked against the law, numbered, never changed afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import Max

from foundation.clock import now
from foundation.errors import Refusal
from reporting.models import ItemName
from rulebook import notice
from rulebook.case import ItemRules
from rulebook.clock_table import lawful
from rulebook.limits import contradictions
from tenants.items.guide import Guide
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
    guide: Guide | None = None


def publish(draft: Draft) -> ItemVersion:
    """Publishes a new version of one variant in the hall that is entered. Raises `BadItem`."""
    return publish_catalog([draft])[0]


@transaction.atomic
def publish_catalog(drafts: Sequence[Draft]) -> list[ItemVersion]:
    """Publishes a new version of each variant, all or none, each table once.

    A licence gets the clocks that the Licensing Law gives it beside those that it declares, the time to tell what is
    missing among them.

    Raises `BadItem` when stages add up to more than the promise, the promise to more than the statute, or the statute
    to more than the law.
    """
    drafts = [replace(one, rules=_lawful(one)) for one in drafts]
    for draft in drafts:
        found = contradictions(draft.rules)
        if found:
            raise BadItem(found[0].message, code=found[0].code, field=found[0].field, item=draft.code)
        objected = notice.objection(draft.type_code, draft.rules.notice)
        if objected:
            raise BadItem(
                "This time to tell what is missing cannot be.", code=objected, field="notice", item=draft.code
            )
    Item.objects.bulk_create(
        [Item(code=draft.item_code, name=draft.item_name, type_code=draft.type_code) for draft in drafts],
        ignore_conflicts=True,
    )
    items = Item.objects.in_bulk({draft.item_code for draft in drafts}, field_name="code")
    ItemVariant.objects.bulk_create(
        [
            ItemVariant(item=items[draft.item_code], code=draft.code, name=draft.name, is_imported=draft.is_imported)
            for draft in drafts
        ],
        ignore_conflicts=True,
    )
    ItemName.objects.bulk_create(
        [ItemName(code=draft.code, name=draft.name) for draft in drafts], ignore_conflicts=True
    )
    # The rows of the variants are the lock of their numbering.
    locked = ItemVariant.objects.select_for_update().filter(code__in=[draft.code for draft in drafts]).order_by("code")
    variants = {variant.code: variant for variant in locked}
    last = dict(
        ItemVersion.objects.filter(variant__in=variants.values()).values_list("variant").annotate(Max("number"))
    )
    return ItemVersion.objects.bulk_create(
        [
            ItemVersion(
                variant=variants[draft.code],
                number=last.get(variants[draft.code].pk, 0) + 1,
                from_on=draft.from_on,
                department=draft.department,
                case_type=draft.rules.case_type.value,
                rules=draft.rules.to_json(),
                published_at=now(),
                guide=draft.guide.to_json() if draft.guide else None,
            )
            for draft in drafts
        ]
    )


def _lawful(draft: Draft) -> ItemRules:
    """With what the law adds to a version of its type (GB/T 39046): the Licensing Law binds licences only."""
    rules = lawful(draft.rules, is_licence=draft.type_code == notice.LICENCE)
    return replace(rules, notice=notice.rule_for(draft.type_code, rules.notice))


def in_force(*, on: date) -> Mapping[str, ItemVersion]:
    """The version in force on a day, by code of the variant: the last that began by then."""
    rows = (
        ItemVersion.objects.filter(from_on__lte=on)
        .select_related("variant__item")
        .order_by("variant_id", "-from_on", "-number")
        .distinct("variant_id")
    )
    return {row.variant.code: row for row in rows}
