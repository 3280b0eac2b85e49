"""消息: the in-app list, and what leaves by other channels. Hall schema."""

from django.db import models
from django.db.models import Q

from rulebook.telling import Channel, DeliveryState

CHANNELS = [(one.value, one.value) for one in Channel]
STATES = [(one.value, one.value) for one in DeliveryState]


class Notice(models.Model):
    """A message for one person in this hall, worded by the page from `kind` and `params`."""

    recipient = models.UUIDField()
    kind = models.CharField(max_length=32)
    key = models.CharField(max_length=64)  # what it is about; the same message twice is refused
    level = models.CharField(max_length=8, blank=True)
    case_number = models.CharField(max_length=64, blank=True)
    params = models.JSONField(default=dict)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recipient", "kind", "key"], name="notice_once")]
        indexes = [models.Index(fields=["recipient", "-at", "-id"], name="notice_list")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Delivery(models.Model):
    """送达: one message by one channel. `message_id` names its hall and stays the same when it is tried again.

    `recipient` is a person who works here, or null for whoever the address belongs to: an applicant. The address is
    sealed for this row and shown masked. The words are frozen when the message is made.
    """

    message_id = models.CharField(max_length=24)
    channel = models.CharField(max_length=8, choices=CHANNELS)
    kind = models.CharField(max_length=32)
    key = models.CharField(max_length=64)
    recipient = models.UUIDField(null=True)
    case_number = models.CharField(max_length=64, blank=True)
    contact_number = models.CharField(max_length=64, blank=True)
    masked = models.CharField(max_length=64)
    sealed = models.TextField()
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    document = models.CharField(max_length=24, blank=True)  # code of the document that is attached or linked
    at = models.DateTimeField()
    due_at = models.DateTimeField()  # the first moment at which the channel might be used
    sent_by = models.UUIDField(null=True)  # who had it sent by hand
    sent_by_name = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=12, choices=STATES)
    tries = models.SmallIntegerField(default=0)  # failures by its own fault
    tried_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    cost = models.IntegerField(default=0)  # fen
    error = models.CharField(max_length=32, blank=True)
    said = models.CharField(max_length=300, blank=True)  # by the gateway

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message_id"], name="delivery_message"),
            models.UniqueConstraint(
                fields=["recipient", "kind", "key", "channel"], condition=~Q(recipient=None), name="delivery_once"
            ),
        ]
        indexes = [
            models.Index(fields=["-at", "-id"], name="delivery_newest"),
            models.Index(fields=["-at", "-id"], name="delivery_dead", condition=Q(state="DEAD")),
            models.Index(fields=["case_number"], name="delivery_case", condition=~Q(case_number="")),
            models.Index(fields=["contact_number"], name="delivery_contact", condition=~Q(contact_number="")),
            models.Index(fields=["channel", "sent_at"], name="delivery_spent", condition=Q(cost__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.message_id}"


class DeliveryStep(models.Model):
    """What happened to a delivery: ASKED, SENT, FAILED, DEAD, RECEIPT, AGAIN, SET_ASIDE. Append-only, sealed."""

    APPEND_ONLY = True

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12)
    at = models.DateTimeField()
    person = models.UUIDField(null=True)
    person_name = models.CharField(max_length=64, blank=True)
    detail = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.delivery_id} {self.kind}"


class ChannelRules(models.Model):
    """渠道设置 of this hall: when a channel may be used, what a short message costs, the most it may cost a month."""

    channel = models.CharField(max_length=8, choices=CHANNELS)
    is_office_only = models.BooleanField(default=True)
    quiet_from = models.TimeField(null=True)
    quiet_to = models.TimeField(null=True)
    price = models.IntegerField(default=0)  # fen for each short message, as the carrier counts them
    monthly_cap = models.IntegerField(null=True)  # fen

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel"], name="channel_rules")]

    def __str__(self) -> str:
        return self.channel


class NoticeTemplate(models.Model):
    """模板 of this hall, in place of the one that ships (`templates.DEFAULTS`)."""

    kind = models.CharField(max_length=32)
    channel = models.CharField(max_length=8, choices=CHANNELS)
    language = models.CharField(max_length=8)
    subject = models.CharField(max_length=200, blank=True)
    text = models.CharField(max_length=2000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "channel", "language"], name="notice_template")]

    def __str__(self) -> str:
        return f"{self.kind} {self.channel} {self.language}"
