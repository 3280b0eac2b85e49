"""消息: the in-app list. Hall schema."""

from django.db import models


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
