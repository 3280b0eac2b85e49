"""Publishing an item: what contradicts itself or the law is refused, what is published is numbered and stays."""

from dataclasses import replace
from datetime import date

import pytest

from reporting.models import ItemName
from rulebook.case import Anchor, LimitRule, StageRule
from rulebook.clock import Limit, Unit
from tenants.items.models import Item, ItemVariant, ItemVersion
from tenants.items.publish import BadItem, Draft, in_force, publish, publish_catalog
from tests.cases.histories import ITEM, SURVEY, item

pytestmark = pytest.mark.django_db

DAY = Unit.WORKING_DAY
REFUSED = {
    "a promise longer than the statute": (
        replace(SURVEY, promised=LimitRule(Anchor.ACCEPTED, Limit(21, DAY))),
        ("PROMISE_BEYOND_STATUTE", "promised"),
    ),
    "stages that add up to more than the promise": (
        replace(SURVEY, stages=(StageRule("受理", Limit(3, DAY)), StageRule("现场核查", Limit(6, DAY)))),
        ("STAGES_BEYOND_PROMISE", "stages"),
    ),
    "two stages of one name": (
        replace(SURVEY, stages=(StageRule("受理", Limit(1, DAY)), StageRule("受理", Limit(1, DAY)))),
        ("STAGE_TWICE", "stages"),
    ),
}


def draft(code: str, rules=SURVEY, *, from_on: date = date(2026, 1, 1)) -> Draft:
    return Draft(code, f"事项 {code}", f"{code}-0", f"事项 {code}", "01", "D1", rules, from_on)


def catalog() -> list[list[tuple[object, ...]]]:
    return [list(model.objects.order_by("pk").values_list()) for model in (Item, ItemVariant, ItemVersion, ItemName)]


@pytest.mark.parametrize(("rules", "told"), REFUSED.values(), ids=REFUSED.keys())
def test_a_contradiction_is_refused_and_nothing_of_the_catalog_is_published(hall, rules, told):
    item()
    untouched = catalog()
    with pytest.raises(BadItem) as refused:
        publish_catalog([draft("XK-1"), draft("XK-2", rules)])
    assert (refused.value.code, refused.value.field) == told
    assert refused.value.where["item"] == "XK-2"
    assert catalog() == untouched


def test_a_change_is_a_new_version_and_the_old_one_stays(hall):
    first = item()
    before = ItemVersion.objects.filter(pk=first.pk).values().get()
    second = publish(draft(ITEM, replace(SURVEY, stages=()), from_on=date(2026, 3, 1)))
    assert (first.number, second.number, first.variant_id) == (1, 2, second.variant_id)
    assert ItemVersion.objects.filter(pk=first.pk).values().get() == before


def test_the_version_in_force_is_the_last_that_began_by_the_day(hall):
    first = item(from_on=date(2025, 1, 1))
    second = publish(draft(ITEM, from_on=date(2026, 3, 1)))
    found = {day: in_force(on=day).get(ITEM) for day in (date(2024, 12, 31), date(2026, 2, 28), date(2026, 3, 1))}
    assert list(found.values()) == [None, first, second]
