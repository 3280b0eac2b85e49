"""督办、问责: matters as chains of acts. Hall schema: a matter lives in the hall that it concerns, whoever issued."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class MatterEvent(models.Model):
    """One act of a chain, with who did it and what was said. Append-only, sealed in the hall's chain."""

    APPEND_ONLY = True

    sequence = models.IntegerField()
    act = models.CharField(max_length=16)
    at = models.DateTimeField()
    detail = models.JSONField(default=dict)
    person = models.UUIDField(null=True)
    person_name = models.CharField(max_length=64, blank=True)
    post = models.BigIntegerField(null=True)
    from_hall = models.CharField(max_length=12, blank=True)  # of the post

    class Meta:
        abstract = True


class SupervisionOrder(models.Model):
    """督办通知书, 整改通知书, 监察建议书: what a department is to answer by a limit.

    Its derived columns are folded from its acts; `rebuild --check` makes them anew.
    """

    kind = models.CharField(max_length=16, default="ORDER", db_default="ORDER")  # `rulebook.supervision.OrderKind`
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

    @property
    def is_shown(self) -> bool:
        """To the department and who runs the hall."""
        return self.issued_at is not None


class OrderEvent(MatterEvent):
    """One act on an order."""

    order = models.ForeignKey(SupervisionOrder, on_delete=models.PROTECT, related_name="events", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "sequence"], name="order_sequence")]

    def __str__(self) -> str:
        return f"{self.order_id}#{self.sequence} {self.act}"


class AccountabilityCase(models.Model):
    """责任追究 / 问责 of one department, in one of three modes; what it follows, if anything, is an `order`.

    Its derived columns are folded from its acts; `rebuild --check` makes them anew.
    """

    mode = models.CharField(max_length=16)  # `rulebook.accountability.Mode`
    order = models.ForeignKey(SupervisionOrder, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    issuing_hall = models.CharField(max_length=12)
    department = models.CharField(max_length=32)
    cases = ArrayField(models.CharField(max_length=64))
    calendar = models.CharField(max_length=96)
    ladder = ""  # its limits are of the rules; no tier publishes rungs of them
    at = models.DateTimeField()
    # Derived. `due_at`: of the report, and after the decision of an appeal.
    number = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=16)
    subject = models.CharField(max_length=1000)
    due_at = models.DateTimeField(null=True)
    issued_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    sequence = models.IntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["-at", "-id"], name="accountability_newest"),
            GinIndex(fields=["cases"], name="accountability_cases"),
        ]

    def __str__(self) -> str:
        return self.number or f"accountability {self.pk}"

    @property
    def is_shown(self) -> bool:
        """To the department and who runs the hall: of a clue that was referred they hear when it is decided."""
        return self.issued_at is not None and (self.mode != "REFERRED" or self.decided_at is not None)


class AccountabilityEvent(MatterEvent):
    """One act on an accountability case."""

    case = models.ForeignKey(AccountabilityCase, on_delete=models.PROTECT, related_name="events", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "sequence"], name="accountability_sequence")]

    def __str__(self) -> str:
        return f"{self.case_id}#{self.sequence} {self.act}"


class Circular(models.Model):
    """通报 on one department: shown to it first, published by a second person, for a while.

    Its derived columns are folded from its acts; `rebuild --check` makes them anew.
    """

    issuing_hall = models.CharField(max_length=12)
    department = models.CharField(max_length=32)
    cases = ArrayField(models.CharField(max_length=64))
    calendar = models.CharField(max_length=96)
    ladder = ""  # its limits are of the rules; no tier publishes rungs of them
    at = models.DateTimeField()
    # Derived. `due_at`: until when the department may answer, then until when it is shown; `issued_at`: told to it.
    number = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=16)
    subject = models.CharField(max_length=1000)
    due_at = models.DateTimeField(null=True)
    issued_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    sequence = models.IntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["-at", "-id"], name="circular_newest")]

    def __str__(self) -> str:
        return self.number or f"circular {self.pk}"

    @property
    def is_shown(self) -> bool:
        """To the department and who runs the hall."""
        return self.issued_at is not None


class CircularEvent(MatterEvent):
    """One act on a circular."""

    circular = models.ForeignKey(Circular, on_delete=models.PROTECT, related_name="events", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["circular", "sequence"], name="circular_sequence")]

    def __str__(self) -> str:
        return f"{self.circular_id}#{self.sequence} {self.act}"


class RedDecision(models.Model):
    """撤销预警: one reasoned decision on one wrong red or on many of an outage. Append-only; the reds stay beside it.

    `reds` are their keys on the board; the numbered document says the same.
    """

    APPEND_ONLY = True

    number = models.CharField(max_length=64)
    reason = models.CharField(max_length=1000)
    reds = ArrayField(models.CharField(max_length=120))
    cases = ArrayField(models.CharField(max_length=64))
    feed = models.CharField(max_length=64, blank=True)  # of an outage
    from_at = models.DateTimeField(null=True)
    to_at = models.DateTimeField(null=True)
    person = models.UUIDField()
    person_name = models.CharField(max_length=64)
    post = models.BigIntegerField()
    from_hall = models.CharField(max_length=12)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["number"], name="red_decision_number")]
        indexes = [models.Index(fields=["-at", "-id"], name="red_decision_newest")]

    def __str__(self) -> str:
        return self.number


class Evidence(models.Model):
    """佐证材料: a file that a department attached to its answer. Append-only, with the digest of its content.

    `kind` and `matter` name the matter (`lives.LIVES`); `type` was found by content (`foundation.sniffing`).
    """

    APPEND_ONLY = True

    kind = models.CharField(max_length=16)
    matter = models.BigIntegerField()
    name = models.CharField(max_length=120)
    type = models.CharField(max_length=8)
    size = models.IntegerField()
    digest = models.BinaryField()
    content = models.BinaryField()
    person = models.UUIDField()
    person_name = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["kind", "matter", "id"], name="evidence_of")]

    def __str__(self) -> str:
        return self.name
