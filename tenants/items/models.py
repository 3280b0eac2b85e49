"""The catalog of a hall: item, the variant that limits and cases hang on, and its versions. Hall schema."""

from django.db import models


class Item(models.Model):
    """事项 (子项): what mapping to the tier above is made on."""

    code = models.CharField(max_length=64)
    name = models.CharField(max_length=128)
    type_code = models.CharField(
        max_length=2
    )  # GB/T 39046 item type: 01 licence, 07 confirmation, 20 public service, ...

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code"], name="item_code")]

    def __str__(self) -> str:
        return self.name


class ItemVariant(models.Model):
    """业务办理项: new, change, renewal, cancellation. `is_imported`: made by an ingest profile at first use."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="variants", db_index=False)
    code = models.CharField(max_length=64)
    name = models.CharField(max_length=128)
    is_imported = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code"], name="variant_code")]

    def __str__(self) -> str:
        return self.name


class ItemVersion(models.Model):
    """事项版本: a case keeps the one in force when it was accepted. Append-only: a change is a new version.

    `rules` is the JSON of `rulebook.case.ItemRules`: limits as anchor + value + unit + basis (or none), promised and
    statutory, stages with limits, special steps, the time to tell what is missing. It is checked against the law when
    it is published.
    """

    APPEND_ONLY = True

    variant = models.ForeignKey(ItemVariant, on_delete=models.PROTECT, related_name="versions", db_index=False)
    number = models.IntegerField()
    from_on = models.DateField()
    department = models.CharField(max_length=32)
    case_type = models.CharField(max_length=1)  # GB/T 39046: 1 on the spot, 2 time-limited, 9 other
    rules = models.JSONField()
    published_at = models.DateTimeField()
    guide = models.JSONField(null=True)  # `tenants.items.guide.Guide`; None for a version published without one

    class Meta:
        constraints = [models.UniqueConstraint(fields=["variant", "number"], name="version_number")]

    def __str__(self) -> str:
        return f"{self.variant_id} v{self.number}"
