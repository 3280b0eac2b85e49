"""What comes in from outside. Hall schema."""

from django.db import models


class QuarantinedRow(models.Model):
    """隔离: a row of a file that could not be read, with line, code and reason: never to the floor."""

    file = models.CharField(max_length=64)  # digest of the file
    file_name = models.CharField(max_length=128)
    line = models.IntegerField()
    code = models.CharField(max_length=32)
    message = models.CharField(max_length=300)
    content = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "line", "code"], name="quarantined_row")]

    def __str__(self) -> str:
        return f"{self.file_name}:{self.line} {self.code}"


class Source(models.Model):
    """来源: a department's own system that reports to this hall. `department` restricts what it may report on.

    `signing_key` is set where requests have to be signed; it signs and verifies, so it is kept as it is.
    """

    code = models.CharField(max_length=48)
    name = models.CharField(max_length=64)
    department = models.CharField(max_length=32, blank=True)
    signing_key = models.CharField(max_length=64, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code"], name="source_code")]

    def __str__(self) -> str:
        return self.code


class QuarantineDecision(models.Model):
    """What was decided on a quarantined row: MENDED (with what was let in) or REFUSED, by whom and why. Append-only."""

    APPEND_ONLY = True

    row = models.ForeignKey(QuarantinedRow, on_delete=models.PROTECT, related_name="decisions", db_index=False)
    kind = models.CharField(max_length=8)
    content = models.TextField(blank=True)
    reason = models.CharField(max_length=300)
    person = models.UUIDField()
    person_name = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["row"], name="quarantine_decided_once")]

    def __str__(self) -> str:
        return f"{self.row_id} {self.kind}"
