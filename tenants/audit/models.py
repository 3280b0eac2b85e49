"""The hall's chain over all its append-only tables, who looked, and what administrators did. Hall schema."""

from django.db import models


class ChainLink(models.Model):
    """One sealed row: its table, key and digest, chained to the link before. Written by the sealer, append-only."""

    APPEND_ONLY = True

    sequence = models.BigIntegerField(primary_key=True)
    table = models.CharField(max_length=48)
    row = models.BigIntegerField()
    row_digest = models.BinaryField()
    digest = models.BinaryField()
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "row"], name="link_row")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.table} {self.row}"


class Look(models.Model):
    """A higher tier's look into this hall: who, from which hall, at what. Append-only."""

    APPEND_ONLY = True

    person = models.UUIDField()
    post = models.BigIntegerField()
    from_hall = models.CharField(max_length=12)
    subject = models.CharField(max_length=96)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person} {self.subject}"


class AdminKind(models.TextChoices):
    """What an administrator does, at a page or on the command line."""

    SOURCE_REGISTERED = "SOURCE_REGISTERED"
    SOURCE_TOKEN_ROTATED = "SOURCE_TOKEN_ROTATED"  # noqa: S105
    SOURCE_CLOSED = "SOURCE_CLOSED"
    ROW_LET_IN = "ROW_LET_IN"
    ROW_REFUSED = "ROW_REFUSED"
    SIGNED_OUT = "SIGNED_OUT"
    LOCK_LIFTED = "LOCK_LIFTED"
    POST_GIVEN = "POST_GIVEN"
    POST_ENDED = "POST_ENDED"
    SECOND_FACTOR_REMOVED = "SECOND_FACTOR_REMOVED"
    SUBJECT_BOUND = "SUBJECT_BOUND"
    SUBJECT_UNBOUND = "SUBJECT_UNBOUND"
    TOKEN_CREATED = "TOKEN_CREATED"  # noqa: S105
    TOKEN_REVOKED = "TOKEN_REVOKED"  # noqa: S105
    RULE_PUBLISHED = "RULE_PUBLISHED"
    RULE_ENDED = "RULE_ENDED"
    ITEMS_PUBLISHED = "ITEMS_PUBLISHED"
    CLASS_NAMED = "CLASS_NAMED"
    ID_NUMBER_SEEN = "ID_NUMBER_SEEN"
    LADDER_PUBLISHED = "LADDER_PUBLISHED"
    CHANNEL_CHANGED = "CHANNEL_CHANGED"
    TEMPLATE_CHANGED = "TEMPLATE_CHANGED"
    REASON_ADDED = "REASON_ADDED"
    REASON_RETIRED = "REASON_RETIRED"
    LOG_LOADED = "LOG_LOADED"
    SIGNALS_PUBLISHED = "SIGNALS_PUBLISHED"
    RULE_REGISTERED = "RULE_REGISTERED"
    RULE_REPEALED = "RULE_REPEALED"
    HALL_PROVISIONED = "HALL_PROVISIONED"
    HALL_EXPORTED = "HALL_EXPORTED"
    HALL_RESTORED = "HALL_RESTORED"
    CALENDAR_PUBLISHED = "CALENDAR_PUBLISHED"


class AdminAct(models.Model):
    """管理行为: an administrative act that concerns this hall; what was there before and after, no secret. Append-only.

    On the command line there is neither person nor post: `person_name` is the login name of the machine.
    """

    APPEND_ONLY = True

    kind = models.CharField(max_length=24)  # an AdminKind; without choices, so that a new one is no migration
    person = models.UUIDField(null=True)
    person_name = models.CharField(max_length=64)
    post = models.BigIntegerField(null=True)
    role = models.CharField(max_length=16, blank=True)
    from_hall = models.CharField(max_length=12, blank=True)
    subject = models.CharField(max_length=96)
    before = models.JSONField()
    after = models.JSONField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
