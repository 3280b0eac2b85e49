"""The hall's chain over all its append-only tables, and the record of who looked. Hall schema."""

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
