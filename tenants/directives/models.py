"""督办通知书 as a chain of acts. Hall schema: an order lives in the hall that it concerns, whoever issued it."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class SupervisionOrder(models.Model):
    """督办通知书. Its derived columns are folded from its acts; `rebuild --check` makes them anew."""

    issuing_hall = models.CharField(max_length=12)
    department = models.CharField(max_length=32)
    cases = ArrayField(models.CharField(max_length=64))  # numbers, of one kind of fault
    calendar = models.CharField(max_length=96)  # version of the calendar that counts the reply
    ladder = models.CharField(max_length=32, blank=True, default="", db_default="")  # `cases.PinnedLadder`
    at = models.DateTimeField()  # of the draft
    # Derived.
    number = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=16)
    subject = models.CharField(max_length=1000)
    reply_due_at = models.DateTimeField(null=True)
    issued_at = models.DateTimeField(null=True)
    explained_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    sequence = models.IntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["-at", "-id"], name="order_newest"),
            GinIndex(fields=["cases"], name="order_cases"),
        ]

    def __str__(self) -> str:
        return self.number or f"draft {self.pk}"


class OrderEvent(models.Model):
    """One act on an order, with who did it and what was said. Append-only, sealed in the hall's chain."""

    APPEND_ONLY = True

    order = models.ForeignKey(SupervisionOrder, on_delete=models.PROTECT, related_name="events", db_index=False)
    sequence = models.IntegerField()
    act = models.CharField(max_length=16)
    at = models.DateTimeField()
    detail = models.JSONField(default=dict)
    person = models.UUIDField(null=True)
    person_name = models.CharField(max_length=64, blank=True)
    post = models.BigIntegerField(null=True)
    from_hall = models.CharField(max_length=12, blank=True)  # of the post

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "sequence"], name="order_sequence")]

    def __str__(self) -> str:
        return f"{self.order_id}#{self.sequence} {self.act}"
