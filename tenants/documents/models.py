"""What a hall has issued. Hall schema."""

from django.db import models


class Document(models.Model):
    """文书: what was said, frozen as data with its digest; the PDF is made from it. Append-only.

    `event` is the sequence of the case's event that it was issued with. `code` is printed on it, for anybody to check.
    """

    APPEND_ONLY = True

    kind = models.CharField(max_length=24)
    number = models.CharField(max_length=64)
    case_number = models.CharField(max_length=64, blank=True)
    event = models.IntegerField(null=True)
    template = models.CharField(max_length=32)
    data = models.JSONField()
    digest = models.BinaryField()
    code = models.CharField(max_length=24)
    issued_at = models.DateTimeField()
    issued_by = models.UUIDField()
    issuer_name = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], name="document_number"),
            models.UniqueConstraint(fields=["code"], name="document_code"),
            models.UniqueConstraint(fields=["case_number", "event", "kind"], name="document_of_event"),
        ]

    def __str__(self) -> str:
        return self.number


class DocumentWithdrawal(models.Model):
    """撤销: stands beside the document, with its reason; the document stays. Append-only."""

    APPEND_ONLY = True

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="withdrawal", db_index=False)
    reason = models.CharField(max_length=300)
    person = models.UUIDField()
    person_name = models.CharField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.document_id} withdrawn"
