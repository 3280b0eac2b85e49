"""The catalog as a window reads it: one version a variant, the one in force on a day."""

from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from tenants.items.models import ItemVersion


def in_force(*, on: date) -> QuerySet[ItemVersion]:
    """The version in force on a day of each variant that has one: the last that began by then."""
    last = ItemVersion.objects.filter(variant=OuterRef("variant"), from_on__lte=on).order_by("-from_on", "-number")
    return ItemVersion.objects.filter(pk=Subquery(last.values("pk")[:1])).select_related("variant__item")
