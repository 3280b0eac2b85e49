"""首问: a person asks at a window, by phone or in writing, before there is a case. Hall schema."""

from django.db import models


class Contact(models.Model):
    """首问记录. Who asked what, and by when a reply was promised; what stands below is folded from its steps."""

    number = models.CharField(max_length=64)
    asker_name = models.CharField(max_length=128)
    way = models.CharField(max_length=8)
    item = models.CharField(max_length=64, blank=True)  # code of the variant; empty for a general question
    department = models.CharField(max_length=32, blank=True)
    question = models.CharField(max_length=1000)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)  # none was promised
    # Derived.
    sequence = models.IntegerField(default=0)
    state = models.CharField(max_length=12)
    owner = models.UUIDField()
    owner_name = models.CharField(max_length=64)
    offered_to = models.UUIDField(null=True)
    offered_to_name = models.CharField(max_length=64, blank=True)
    offered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    case_number = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["number"], name="contact_number")]
        indexes = [
            models.Index(fields=["-asked_at", "-id"], name="contact_newest"),
            models.Index(fields=["-asked_at", "-id"], name="contact_open", condition=models.Q(closed_at=None)),
        ]

    def __str__(self) -> str:
        return self.number


class ContactStep(models.Model):
    """One step of a first contact, as it was recorded. Append-only, sealed in the hall's chain.

    `detail` has the text of an answer or reason, the document given, the case registered.
    """

    APPEND_ONLY = True

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="steps", db_index=False)
    sequence = models.IntegerField()
    kind = models.CharField(max_length=16)
    at = models.DateTimeField()
    person = models.UUIDField()
    person_name = models.CharField(max_length=64)
    to = models.UUIDField(null=True)
    to_name = models.CharField(max_length=64, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "sequence"], name="contact_step")]

    def __str__(self) -> str:
        return f"{self.contact_id}#{self.sequence} {self.kind}"
